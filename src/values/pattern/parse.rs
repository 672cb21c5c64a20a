//! Pattern text to a tree of character sets, with a fault at its place for whatever cannot be enumerated.
//!
//! Never: look at how large the set of strings is beyond the positions that the automaton needs.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{self, AssertionKind, Ast, ErrorKind, GroupKind, RepetitionKind, RepetitionRange, Span};

use super::charset::{self, CharSet};
use super::{PATTERN_BYTES_MAX, POSITIONS_MAX, PatternFault, REPEAT_MAX};

/// A checked pattern: its tree, and the character sets that the tree refers to by index.
pub(super) struct PatternTree {
    pub(super) root: PatternExpr,
    /// Distinct, never empty.
    pub(super) sets: Vec<CharSet>,
}

pub(super) enum PatternExpr {
    Empty,
    /// One character of the set with this index.
    Chars(usize),
    Sequence(Vec<PatternExpr>),
    Choice(Vec<PatternExpr>),
    /// `inner`, `min` to `max` times; `min <= max`.
    Repeat {
        inner: Box<PatternExpr>,
        min: u32,
        max: u32,
    },
}

/// Whether a place is the pattern's start or end, where an anchor cannot fail.
#[derive(Clone, Copy)]
struct PatternEnds {
    start: bool,
    end: bool,
}

const ENDS: PatternEnds = PatternEnds { start: true, end: true };
const INSIDE: PatternEnds = PatternEnds { start: false, end: false };

pub(super) fn parse(pattern: &str) -> Result<PatternTree, PatternFault> {
    if pattern.len() > PATTERN_BYTES_MAX {
        let message = format!("pattern must be <= {PATTERN_BYTES_MAX} bytes, got {}", pattern.len());
        return Err(PatternFault { at: 0, len: pattern.len(), message, help: None });
    }
    let ast = Parser::new().parse(pattern).map_err(|error| syntax_fault(&error))?;
    let mut sets = Vec::new();
    let root = PatternReader { sets: &mut sets }.expr(&ast, ENDS)?.expr;
    Ok(PatternTree { root, sets })
}

/// A tree and how many positions the automaton needs for it, at least 1 and at most [`POSITIONS_MAX`].
struct SizedExpr {
    expr: PatternExpr,
    positions: u64,
}

struct PatternReader<'a> {
    sets: &'a mut Vec<CharSet>,
}

impl PatternReader<'_> {
    fn expr(&mut self, ast: &Ast, edge: PatternEnds) -> Result<SizedExpr, PatternFault> {
        match ast {
            Ast::Empty(_) => Ok(SizedExpr { expr: PatternExpr::Empty, positions: 1 }),
            Ast::Flags(flags) => Err(flags_fault(&flags.span)),
            Ast::Assertion(assertion) => {
                anchor(assertion, edge).map(|()| SizedExpr { expr: PatternExpr::Empty, positions: 1 })
            }
            Ast::Literal(literal) => self.chars(charset::single(literal.c), &literal.span),
            Ast::Dot(span) => self.chars(charset::printable(), span),
            Ast::ClassPerl(class) => self.chars(charset::perl(class), &class.span),
            Ast::ClassUnicode(class) => Err(charset::unicode_class_fault(&class.span)),
            Ast::ClassBracketed(class) => self.chars(charset::bracketed(class)?, &class.span),
            Ast::Repetition(repetition) => self.repeat(repetition),
            Ast::Group(group) => self.group(group, edge),
            Ast::Alternation(choice) => self.choice(choice, edge),
            Ast::Concat(sequence) => self.sequence(sequence, edge),
        }
    }

    fn chars(&mut self, set: CharSet, span: &Span) -> Result<SizedExpr, PatternFault> {
        if set.ranges().is_empty() {
            let help = "Negated and named classes mean printable ASCII; write other characters out.";
            return Err(PatternFault::of(span, "class holds no character".to_owned(), Some(help)));
        }
        let index = self.sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        Ok(SizedExpr { expr: PatternExpr::Chars(index), positions: 1 })
    }

    fn group(&mut self, group: &ast::Group, edge: PatternEnds) -> Result<SizedExpr, PatternFault> {
        match &group.kind {
            GroupKind::NonCapturing(flags) if !flags.items.is_empty() => Err(flags_fault(&flags.span)),
            _ => self.expr(&group.ast, edge),
        }
    }

    fn choice(&mut self, choice: &ast::Alternation, edge: PatternEnds) -> Result<SizedExpr, PatternFault> {
        let branches: Vec<SizedExpr> = choice.asts.iter().map(|ast| self.expr(ast, edge)).collect::<Result<_, _>>()?;
        let positions = branches.iter().map(|branch| branch.positions + 1).sum();
        let expr = PatternExpr::Choice(branches.into_iter().map(|branch| branch.expr).collect());
        bounded(SizedExpr { expr, positions }, &choice.span)
    }

    fn sequence(&mut self, sequence: &ast::Concat, edge: PatternEnds) -> Result<SizedExpr, PatternFault> {
        let asts = &sequence.asts;
        let leading = asts.iter().take_while(|ast| is_anchor(ast)).count();
        let trailing = asts.iter().rev().take_while(|ast| is_anchor(ast)).count();
        let mut parts = Vec::with_capacity(asts.len());
        let mut positions = 1;
        for (index, ast) in asts.iter().enumerate() {
            let start = edge.start && index <= leading;
            let end = edge.end && index + 1 + trailing >= asts.len();
            let part = self.expr(ast, PatternEnds { start, end })?;
            positions += part.positions;
            parts.push(part.expr);
        }
        bounded(SizedExpr { expr: PatternExpr::Sequence(parts), positions }, &sequence.span)
    }

    fn repeat(&mut self, repetition: &ast::Repetition) -> Result<SizedExpr, PatternFault> {
        let inner = self.expr(&repetition.ast, INSIDE)?;
        let (min, max) = bounds(&repetition.op.kind);
        let positions = u64::from(max).saturating_mul(inner.positions + 1).saturating_add(1);
        bounded(
            SizedExpr { expr: PatternExpr::Repeat { inner: Box::new(inner.expr), min, max }, positions },
            &repetition.span,
        )
    }
}

fn bounded(sized: SizedExpr, span: &Span) -> Result<SizedExpr, PatternFault> {
    if sized.positions <= POSITIONS_MAX {
        return Ok(sized);
    }
    let message =
        format!("pattern must have <= {POSITIONS_MAX} positions with its repeats written out, got {}", sized.positions);
    Err(PatternFault::of(span, message, Some("Lower the repeat counts; nested repeats multiply.")))
}

fn bounds(kind: &RepetitionKind) -> (u32, u32) {
    match *kind {
        RepetitionKind::ZeroOrOne => (0, 1),
        RepetitionKind::ZeroOrMore => (0, REPEAT_MAX),
        RepetitionKind::OneOrMore => (1, 1 + REPEAT_MAX),
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => (count, count),
        RepetitionKind::Range(RepetitionRange::AtLeast(min)) => (min, min.saturating_add(REPEAT_MAX)),
        RepetitionKind::Range(RepetitionRange::Bounded(min, max)) => (min, max),
    }
}

fn is_anchor(ast: &Ast) -> bool {
    matches!(ast, Ast::Assertion(_) | Ast::Empty(_))
}

fn anchor(assertion: &ast::Assertion, edge: PatternEnds) -> Result<(), PatternFault> {
    let text = match assertion.kind {
        AssertionKind::StartLine | AssertionKind::StartText if edge.start => return Ok(()),
        AssertionKind::EndLine | AssertionKind::EndText if edge.end => return Ok(()),
        AssertionKind::StartLine | AssertionKind::StartText => "start anchor can match only at the pattern's start",
        AssertionKind::EndLine | AssertionKind::EndText => "end anchor can match only at the pattern's end",
        _ => "word boundaries are not supported",
    };
    let help = "A pattern always generates whole values: remove it, or escape it to mean the character.";
    Err(PatternFault::of(&assertion.span, text.to_owned(), Some(help)))
}

fn flags_fault(span: &Span) -> PatternFault {
    let help = "Write both cases out, as in \"[Aa]\".";
    PatternFault::of(span, "flags are not supported".to_owned(), Some(help))
}

fn syntax_fault(error: &ast::Error) -> PatternFault {
    const WHOLE: &str = "A pattern generates values, it does not search: describe the whole value.";
    let (message, help) = match error.kind() {
        ErrorKind::UnsupportedLookAround => ("look-around is not supported".to_owned(), Some(WHOLE)),
        ErrorKind::UnsupportedBackreference => {
            ("backreferences are not supported".to_owned(), Some("Use a template to repeat a value."))
        }
        kind => (kind.to_string(), syntax_help(kind)),
    };
    PatternFault::of(error.span(), message, help)
}

/// What to write instead, of the slips that are common.
fn syntax_help(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::GroupUnclosed => Some("Close it with \")\"; \"\\(\" is the character itself."),
        ErrorKind::ClassUnclosed => Some("Close it with \"]\"; \"\\[\" is the character itself."),
        ErrorKind::ClassRangeInvalid => Some("Write the lower character first, as in \"[A-Z]\"; \"\\-\" is a hyphen."),
        ErrorKind::ClassRangeLiteral => {
            Some("A range goes from one character to another, as in \"[A-Z]\"; \"\\-\" is a hyphen.")
        }
        ErrorKind::ClassEscapeInvalid => {
            Some("Only \"\\d\", \"\\s\", \"\\w\" and escaped characters can stand in \"[ ]\".")
        }
        _ => None,
    }
}
