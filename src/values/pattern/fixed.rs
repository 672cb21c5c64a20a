//! Patterns whose strings all have the same characters' sets, place by place: `[A-Z]{3}-[0-9]{4}`.
//!
//! Neighbouring places share a table of all their texts, so a value costs one multiplication and one copy for each
//! table. Same strings and same order as the general automaton; only speed differs.

use super::CAPACITY_MAX;
use super::charset::{CharSet, code_ranges};
use super::nfa::{Nfa, NfaNode};

/// The most texts and the most bytes of one table: a few of them stay in the first-level cache.
const TABLE_TEXTS_MAX: usize = 1_024;
const TABLE_BYTES_MAX: usize = 16 * 1_024;

#[derive(Debug)]
pub(super) struct FixedPattern {
    tables: Vec<TextTable>,
    capacity: u64,
}

#[derive(Debug)]
struct TextTable {
    /// All texts of these places, ascending, each `width` bytes.
    texts: String,
    width: usize,
    /// How many ranks share one text here: the product of the later tables' lengths.
    weight: u64,
    /// floor((2^64 − 1) / weight), to divide by multiplying.
    reciprocal: u64,
}

impl FixedPattern {
    /// Nothing unless the automaton is a chain of ASCII classes and single characters with at most [`CAPACITY_MAX`]
    /// strings.
    pub(super) fn new(nfa: &Nfa) -> Option<FixedPattern> {
        let mut texts = vec![vec![String::new()]];
        let mut node = nfa.nodes[nfa.start];
        while let NfaNode::Chars { set, next } = node {
            append(&mut texts, &characters(&nfa.sets[set])?);
            node = nfa.nodes[next];
        }
        matches!(node, NfaNode::Match).then_some(())?;
        FixedPattern::from_tables(texts)
    }

    fn from_tables(texts: Vec<Vec<String>>) -> Option<FixedPattern> {
        let mut tables = Vec::with_capacity(texts.len());
        let mut weight: u64 = 1;
        for table in texts.iter().rev() {
            let (texts, width) = (table.concat(), table[0].len());
            tables.push(TextTable { texts, width, weight, reciprocal: u64::MAX / weight });
            weight = weight.checked_mul(table.len() as u64).filter(|&product| product <= CAPACITY_MAX)?;
        }
        tables.reverse();
        Some(FixedPattern { tables, capacity: weight })
    }

    pub(super) fn capacity(&self) -> u64 {
        self.capacity
    }

    /// `rank` is below the capacity.
    pub(super) fn unrank(&self, rank: u64, out: &mut String) {
        let mut rest = rank;
        for table in &self.tables {
            let (nth, left) = table.divide(rest);
            let start = nth as usize * table.width;
            out.push_str(&table.texts[start..start + table.width]);
            rest = left;
        }
    }
}

impl TextTable {
    /// Quotient and remainder of `rest` < 2^63 by the weight; the estimate is at most one too small.
    fn divide(&self, rest: u64) -> (u64, u64) {
        let estimate = ((u128::from(rest) * u128::from(self.reciprocal)) >> 64) as u64;
        let left = rest - estimate * self.weight;
        if left >= self.weight { (estimate + 1, left - self.weight) } else { (estimate, left) }
    }
}

/// Adds a place to the last table, or to a new one when it would grow too large.
fn append(tables: &mut Vec<Vec<String>>, characters: &[char]) {
    let last = tables.last().expect("there is a table from the start");
    let texts = last.len() * characters.len();
    let fits = texts <= TABLE_TEXTS_MAX && texts * (last[0].len() + 4) <= TABLE_BYTES_MAX;
    let literal = last.len() == 1 && characters.len() == 1;
    let before = if fits || literal { tables.pop().unwrap_or_default() } else { vec![String::new()] };
    let extend = |text: &String| characters.iter().map(|c| format!("{text}{c}")).collect::<Vec<_>>();
    tables.push(before.iter().flat_map(extend).collect());
}

/// A set's characters, ascending, when all take the same number of bytes.
fn characters(set: &CharSet) -> Option<Vec<char>> {
    let (first, last) = (set.ranges().first()?.start(), set.ranges().last()?.end());
    (first == last || last.is_ascii()).then_some(())?;
    Some(code_ranges(set).flat_map(|(first, last)| first..=last).filter_map(char::from_u32).collect())
}
