//! What the makers of several kinds are made of.

use std::sync::Arc;

use super::{ColumnIndex, TableIndex};
use crate::values::sampler::{ContinuousSampler, DiscreteSampler};

/// Digits to base 36 that distinguish unique e-mail addresses of one name.
pub const EMAIL_SUFFIX_DIGITS: u32 = 7;

/// The characters of an id that a permutation of the rows gives; those behind them are drawn. 62^10 is below 2^63, the most
/// that a permutation takes.
pub const ID_PERMUTED_LENGTH: u8 = 10;

/// The country of addresses and numbers where a column names none.
pub const DEFAULT_COUNTRY: &str = "US";

/// How to get to a related row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The row's parent.
    Parent,
    /// The row whose index a `Maker::Pick` column of this table holds; null leads to null.
    Ref {
        /// The table led to.
        target: TableIndex,
        /// The `Pick` column of this table.
        by: ColumnIndex,
    },
}

/// How a referenced row is picked. Exponents of zipf are above 0; the engine builds the sampler over the target's rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pick {
    /// Uniformly; with the column's `unique`, a permutation of the target's rows.
    Uniform,
    /// Ranks by zipf; rank r is row `permutation(r)` so that popularity does not follow row order.
    Zipf(f64),
    /// No row twice among one parent's children: uniformly, or by zipf, drawn without replacement.
    Distinct(Option<f64>),
}

/// A distribution for the column's type.
#[derive(Clone, Debug)]
pub enum NumberDistribution {
    /// For float, and for decimal and int, rounded half away from zero to the type.
    Continuous(Arc<ContinuousSampler>),
    /// For int (and widened to decimal or float).
    Discrete(Arc<DiscreteSampler>),
    /// For int and decimal: uniform over the unscaled integers `low ..= high` at the column's scale (0 for int); with `unique` a permutation of them.
    Exact {
        /// Lowest unscaled value.
        low: i64,
        /// Highest unscaled value.
        high: i64,
    },
}

/// An instant that may depend on the row. Steps apply from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    /// Where it starts.
    pub base: InstantBase,
    /// What is added.
    pub steps: Vec<InstantStep>,
}

/// Where an instant starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantBase {
    /// µs since 1970.
    Fixed(i64),
    /// A time or date column of the row (a date is its midnight).
    Column(ColumnIndex),
    /// This column's value in the previous row of the same parent; only in `AfterInstants`.
    Previous,
}

/// What is added to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantStep {
    /// Microseconds, signed.
    Micros(i64),
    /// Calendar months, signed, clamped to the month's end.
    Months(i64),
}

/// The latest of some instants plus a gap.
#[derive(Clone, Debug)]
pub struct AfterInstants {
    /// At least one; if `InstantBase::Previous` is among them the column is a chain.
    pub after: Vec<Instant>,
    /// The gap in µs; values below 1 become 1.
    pub gap: Gap,
    /// No value passes this. In a chain it depends on the parent only (its columns are lookups through the parent).
    pub until: Option<Instant>,
    /// What becomes of late values; `Fit` only in chains whose other instants depend on the parent only.
    pub late: LatePolicy,
}

/// A length of time in µs.
#[derive(Clone, Debug)]
pub enum Gap {
    /// Always the same.
    Fixed(i64),
    /// Drawn.
    Distribution(Arc<ContinuousSampler>),
}

/// What becomes of a value past `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatePolicy {
    /// All gaps of the chain are scaled so that it fits; outside a chain the gap is scaled into the room.
    Fit,
    /// Null.
    Null,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePiece {
    /// As it is.
    Text(String),
    /// The text of a column's value.
    Column(ColumnIndex),
}

/// A part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonPart {
    /// All of it, in the locale's order.
    Full,
    /// The given name.
    First,
    /// The family name.
    Last,
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// In one line.
    Full,
    /// Street and number.
    Street,
    /// City.
    City,
    /// Region.
    Region,
    /// Postcode.
    Postcode,
    /// The country's English name.
    Country,
    /// The country's code.
    CountryCode,
}

/// A fold over children; nulls are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// How many (of the non-null values, if there is a column).
    Count,
    /// Sum; 0 over nothing.
    Sum,
    /// Lowest; null over nothing.
    Lowest,
    /// Highest; null over nothing.
    Highest,
    /// Mean, rounded half away from zero to the column's scale; null over nothing.
    Avg,
}

impl Instant {
    /// The column that it starts from.
    pub fn column(&self) -> Option<ColumnIndex> {
        match self.base {
            InstantBase::Column(column) => Some(column),
            InstantBase::Fixed(_) | InstantBase::Previous => None,
        }
    }
}

impl TemplatePiece {
    /// The column whose text it is.
    pub fn column(&self) -> Option<ColumnIndex> {
        match self {
            TemplatePiece::Text(_) => None,
            TemplatePiece::Column(column) => Some(*column),
        }
    }
}

impl Pick {
    /// How it picks, in words.
    pub fn how(&self) -> &'static str {
        match self {
            Pick::Uniform => "uniformly",
            Pick::Zipf(_) => "by a zipf distribution",
            Pick::Distinct(_) => "without repeats under one parent",
        }
    }
}

impl Fold {
    /// What it gives, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Fold::Count => "count",
            Fold::Sum => "sum",
            Fold::Lowest => "lowest",
            Fold::Highest => "highest",
            Fold::Avg => "mean",
        }
    }
}

impl AfterInstants {
    /// How it makes a cell, in words.
    pub fn made_by(&self) -> &'static str {
        match (&self.gap, self.is_chain()) {
            (Gap::Fixed(_), false) => "the latest of its inputs plus a gap",
            (Gap::Distribution(_), false) => "the latest of its inputs plus a gap from draw 0",
            (Gap::Fixed(_), true) => "a chain: the latest of its inputs and the previous row, plus a gap",
            (Gap::Distribution(_), true) => {
                "a chain: the latest of its inputs and the previous row, plus a gap from draw 0"
            }
        }
    }

    /// Whether each value depends on that of the row before.
    pub fn is_chain(&self) -> bool {
        self.after.iter().any(|instant| instant.base == InstantBase::Previous)
    }
}
