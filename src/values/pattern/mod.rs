//! Regular expressions as sets of distinct strings that can be counted and numbered.
//!
//! Job: turn a pattern into [`Pattern::capacity`] strings and give the one with a rank, so that a keyed permutation over
//! the ranks makes unique values without retries, and a draw below the capacity makes any value.
//!
//! The way of a pattern: text → tree (`parse`) → automaton of positions (`nfa`) → either a list of tables (`fixed`, when
//! the automaton is a plain chain, as for `[A-Z]{3}-[0-9]{4}`) or a deterministic automaton with counts (`dfa`).
//!
//! Invariants
//! - Rank order is the order of the strings by code point, a string before its extensions: rank a < rank b exactly when
//!   string a < string b. So distinct ranks give distinct strings, and `(a|a)b?` has two strings, not four.
//! - Both ways give the same string for the same rank.
//! - Nothing here depends on a Unicode table, a random source or a map's order.
//! - The work that any pattern can cause is bounded by the limits below.
//!
//! What a pattern may have: literals, `.`, classes (`[a-z]`, `[^0-9]`, `\d`, `\w`, `\s`, `[[:alpha:]]`, nesting, `&&`,
//! `--`, `~~`), groups, alternation and repetition. `.`, `\d`, `\w`, `\s`, named and negated classes mean printable
//! ASCII (U+0020 to U+007E) only; literals and ranges are taken literally, so `[äöü]` and `\n` are fine.
//! `*`, `+` and `{n,}` end [`REPEAT_MAX`] repeats beyond their minimum; lazy marks (`*?`) change nothing.
//! `^` and `$` are accepted where they cannot fail, at the ends, and mean nothing. The rest is refused.

mod charset;
mod dfa;
mod fixed;
mod nfa;
mod parse;
#[cfg(test)]
mod tests;

use std::fmt;

use dfa::Dfa;
use fixed::FixedPattern;
use nfa::Nfa;
use regex_syntax::ast::Span;

/// How often `*`, `+` and `{n,}` repeat at most beyond their minimum: `a+` is one to nine times `a`.
pub const REPEAT_MAX: u32 = 8;
/// The longest pattern, in bytes.
pub const PATTERN_BYTES_MAX: usize = 4_096;
/// The most characters and branches a pattern may have after its repeats are written out.
pub const POSITIONS_MAX: u64 = 10_000;
/// The most states its deterministic automaton may have.
pub const STATES_MAX: usize = 10_000;
/// The most elementary steps that building the automaton may take (some 0.1 s).
pub const STEPS_MAX: u64 = 2_000_000;
/// The largest capacity; patterns with more strings spread this many ranks evenly over them.
pub const CAPACITY_MAX: u64 = i64::MAX as u64;

/// A set of distinct strings, numbered from 0. Immutable; share it freely between threads.
#[derive(Debug)]
pub struct Pattern {
    strings: PatternStrings,
    holds_nul: bool,
}

#[derive(Debug)]
enum PatternStrings {
    Fixed(FixedPattern),
    Paths(Dfa),
}

/// Why a pattern cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// Byte offset in the pattern.
    pub at: usize,
    /// Length in bytes of the part meant; 0 at the pattern's end.
    pub len: usize,
    /// The reason: lower case, one line, no full stop.
    pub message: String,
    /// What to write instead, in full sentences.
    pub help: Option<String>,
}

impl PatternFault {
    /// The fault of a part of the pattern.
    fn of(span: &Span, message: String, help: Option<&str>) -> PatternFault {
        let (at, end) = (span.start.offset, span.end.offset);
        PatternFault { at, len: end - at, message, help: help.map(str::to_owned) }
    }
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.at, self.message)
    }
}

impl std::error::Error for PatternFault {}

impl Pattern {
    /// The strings of a regular expression. At most some 0.1 s and tens of megabytes, whatever the pattern.
    ///
    /// # Errors
    /// A [`PatternFault`] for what does not parse, is not supported (look-around, word boundaries, backreferences, flags,
    /// Unicode classes, anchors inside) or passes a limit of this module.
    pub fn new(pattern: &str) -> Result<Pattern, PatternFault> {
        let tree = parse::parse(pattern)?;
        let nfa = Nfa::new(&tree);
        let strings = match FixedPattern::new(&nfa) {
            Some(fixed) => PatternStrings::Fixed(fixed),
            None => PatternStrings::Paths(Dfa::new(&nfa).ok_or_else(|| too_ambiguous(pattern))?),
        };
        Ok(Pattern { strings, holds_nul: tree.sets.iter().any(charset::holds_nul) })
    }

    /// Whether a string may hold the character U+0000.
    pub fn holds_nul(&self) -> bool {
        self.holds_nul
    }

    /// How many ranks there are: the number of distinct strings, at least 1, at most [`CAPACITY_MAX`].
    pub fn capacity(&self) -> u64 {
        match &self.strings {
            PatternStrings::Fixed(fixed) => fixed.capacity(),
            PatternStrings::Paths(dfa) => dfa.capacity(),
        }
    }

    /// Appends the string with this rank to `out`; ranks from the capacity up mean the last string.
    ///
    /// A pattern with more than [`CAPACITY_MAX`] strings spreads its ranks evenly over all of them, in the same order,
    /// and fills what a rank leaves open with digits mixed from it.
    pub fn unrank(&self, rank: u64, out: &mut String) {
        let rank = rank.min(self.capacity() - 1);
        match &self.strings {
            PatternStrings::Fixed(fixed) => fixed.unrank(rank, out),
            PatternStrings::Paths(dfa) => dfa.unrank(rank, out),
        }
    }
}

fn too_ambiguous(pattern: &str) -> PatternFault {
    PatternFault {
        at: 0,
        len: pattern.len(),
        message: format!("pattern needs more than {STATES_MAX} states or {STEPS_MAX} steps to distinguish its strings"),
        help: Some("Lower the repeat counts, or make the alternatives start with different characters.".to_owned()),
    }
}
