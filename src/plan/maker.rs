//! What makes a column's cells.
//!
//! Every column that a maker reads is a column of the same table, by index: the plan adds hidden helper columns for
//! lookups and conditions. So the engine resolves no names and meets no path longer than one step.

use std::sync::Arc;

use super::sql::TypedExpr;
use crate::spec::sql::Literal;
use crate::values::pattern::Pattern;
use crate::values::sampler::{Continuous, Discrete, Weighted};
use crate::values::words::Locale;

/// Index of a table in `Plan::tables`.
pub type TableIndex = usize;
/// Index of a column in `Table::columns`.
pub type ColumnIndex = usize;

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub enum Shape {
    /// This many rows of its own.
    Root {
        /// How many.
        row_count: u64,
    },
    /// A group of rows for every row of `parent`.
    Each {
        /// The parent table; never the table itself, and the chain of parents ends at a root.
        parent: TableIndex,
        /// How many per parent row.
        count: Count,
    },
}

/// How many children a parent row has.
#[derive(Clone, Debug)]
pub enum Count {
    /// The same for all.
    Fixed(u64),
    /// A draw: none with probability `zero` / 2^64, else the law's value clamped to `min ..= max`.
    Law {
        /// The distribution.
        law: Arc<Discrete>,
        /// Share without children, in 1/2^64.
        zero: u64,
        /// Lower clamp: at least 1 where `zero` is given, else at least 0.
        min: u64,
        /// Upper clamp.
        max: u64,
    },
    /// An integer column of the parent, null as 0; negative is a data error.
    Column(ColumnIndex),
}

/// A value of the plan or a column of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow<T> {
    /// The same for every row.
    Fixed(T),
    /// What the column's text says in each row; null follows the default.
    Column(ColumnIndex),
}

/// What makes the cells of one column, before `min`, `max`, `when` and `nulls`.
#[derive(Clone, Debug)]
pub enum Maker {
    /// `start` + row index.
    Serial {
        /// The first value.
        start: i64,
    },
    /// `start` + place among the parent's children (in a root table: the row index).
    Ordinal {
        /// The first value.
        start: i64,
    },
    /// Version 4 form, unique by a wide permutation of the row index.
    Uuid,
    /// `prefix` and `length` characters of base 62, unique by a permutation of the row index.
    Id {
        /// Put before.
        prefix: String,
        /// Characters after the prefix, 4 ..= 32.
        length: u8,
    },
    /// The same in every row; of the column's type, or `Literal::Null`.
    Constant(Literal),
    /// One of `values` (of the column's type), by weight; with `unique` a permutation of them.
    Choose {
        /// At least one; never null.
        values: Arc<[Literal]>,
        /// As many outcomes as values.
        weights: Arc<Weighted>,
    },
    /// True with probability `share` / 2^64 (`u64::MAX`: always).
    Bool {
        /// In 1/2^64.
        share: u64,
    },
    /// A number of the column's type: int, decimal or float.
    Number(NumberLaw),
    /// Alike between two instants, low included, high excluded (for dates: both included); for time and date.
    Between {
        /// From.
        low: Instant,
        /// To; not before `low`, else a data error.
        high: Instant,
    },
    /// The instant itself; for time and date.
    At(Instant),
    /// The latest of `after`, plus `gap`.
    After(After),
    /// Text that matches.
    Pattern(Arc<Pattern>),
    /// Words.
    Words {
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
        /// As a sentence with capital and full stop.
        sentence: bool,
    },
    /// Pieces joined; null where a piece is null.
    Template(Vec<Piece>),
    /// A name.
    Person {
        /// Which part.
        part: PersonPart,
        /// Whose words.
        locale: Follow<Locale>,
        /// The column whose key the draw uses: itself, or the helper that it is a part of.
        draws_as: ColumnIndex,
    },
    /// `slug(name)` (+ `.suffix` when unique) `@domain`.
    Email {
        /// The column with names; without one the local part is made from an English name.
        name: Option<ColumnIndex>,
        /// A reserved domain.
        domain: String,
    },
    /// A number of a reserved range.
    Phone {
        /// Country code.
        country: Follow<&'static str>,
    },
    /// A company's name.
    Company {
        /// Whose words.
        locale: Follow<Locale>,
    },
    /// A product's name.
    Product,
    /// A postal address or a part of one.
    Address {
        /// Which part.
        part: AddressPart,
        /// Country code.
        country: Follow<&'static str>,
        /// The column whose key the draw uses: itself, or the helper that it is a part of.
        draws_as: ColumnIndex,
    },
    /// The value of `column` in the row that `link` leads to.
    Lookup {
        /// How to get there.
        link: Link,
        /// The column there.
        column: ColumnIndex,
    },
    /// The row index of a picked row of `target`, as an int: hidden; the visible column is a `Lookup` through it.
    Pick {
        /// The table picked from.
        target: TableIndex,
        /// How.
        pick: Pick,
    },
    /// A fold over the row's children.
    Aggregate {
        /// Which fold.
        fold: Fold,
        /// The child table, whose parent is this table.
        child: TableIndex,
        /// The child's column; `None` for a count of rows.
        column: Option<ColumnIndex>,
        /// A hidden bool column of the child: only rows where it is true count.
        condition: Option<ColumnIndex>,
    },
    /// An expression over columns of the row; slot i reads `inputs[i]`.
    Sql {
        /// Typed and rounded to the column's type.
        expr: Box<TypedExpr>,
        /// The columns it reads.
        inputs: Vec<ColumnIndex>,
        /// As the spec writes it, for people.
        text: String,
    },
}

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
    /// All alike; with the column's `unique`, a permutation of the target's rows.
    Uniform,
    /// Ranks by zipf; rank r is row `permutation(r)` so that popularity does not follow row order.
    Zipf(f64),
    /// No row twice among one parent's children: all alike, or by zipf, drawn without replacement.
    Distinct(Option<f64>),
}

/// A distribution for the column's type.
#[derive(Clone, Debug)]
pub enum NumberLaw {
    /// For float, and for decimal and int, rounded half away from zero to the type.
    Continuous(Arc<Continuous>),
    /// For int (and widened to decimal or float).
    Discrete(Arc<Discrete>),
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
    pub steps: Vec<Step>,
}

/// Where an instant starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantBase {
    /// µs since 1970.
    Fixed(i64),
    /// A time or date column of the row (a date is its midnight).
    Column(ColumnIndex),
    /// This column's value in the previous row of the same parent; only in `After`.
    Previous,
}

/// What is added to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Microseconds, signed.
    Micros(i64),
    /// Calendar months, signed, clamped to the month's end.
    Months(i64),
}

/// The latest of some instants plus a gap.
#[derive(Clone, Debug)]
pub struct After {
    /// At least one; if `InstantBase::Previous` is among them the column is a chain.
    pub after: Vec<Instant>,
    /// The gap in µs; values below 1 become 1.
    pub gap: Gap,
    /// No value passes this. In a chain it depends on the parent only (its columns are lookups through the parent).
    pub until: Option<Instant>,
    /// What becomes of late values; `Fit` only in chains whose other instants depend on the parent only.
    pub late: Late,
}

/// A length of time in µs.
#[derive(Clone, Debug)]
pub enum Gap {
    /// Always the same.
    Fixed(i64),
    /// Drawn.
    Law(Arc<Continuous>),
}

/// What becomes of a value past `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// All gaps of the chain are scaled so that it fits; outside a chain the gap is scaled into the room.
    Fit,
    /// Null.
    Null,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
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

impl Maker {
    /// The columns of the same row that it reads.
    pub fn reads(&self) -> Vec<ColumnIndex> {
        let instant = |instant: &Instant| match instant.base {
            InstantBase::Column(column) => Some(column),
            _ => None,
        };
        match self {
            Maker::Between { low, high } => [low, high].into_iter().filter_map(instant).collect(),
            Maker::At(at) => instant(at).into_iter().collect(),
            Maker::After(after) => after.after.iter().chain(&after.until).filter_map(instant).collect(),
            Maker::Template(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Column(column) => Some(*column),
                    Piece::Text(_) => None,
                })
                .collect(),
            Maker::Person { locale: Follow::Column(column), .. }
            | Maker::Company { locale: Follow::Column(column) } => {
                vec![*column]
            }
            Maker::Phone { country: Follow::Column(column) }
            | Maker::Address { country: Follow::Column(column), .. } => {
                vec![*column]
            }
            Maker::Email { name, .. } => name.iter().copied().collect(),
            Maker::Sql { inputs, .. } => inputs.clone(),
            _ => Vec::new(),
        }
    }
}

impl After {
    /// Whether each value hangs on that of the row before.
    pub fn is_chain(&self) -> bool {
        self.after.iter().any(|instant| instant.base == InstantBase::Previous)
    }
}
