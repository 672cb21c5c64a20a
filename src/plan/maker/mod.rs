//! What makes a column's cells, and what is to be known of it.
//!
//! Every column that a maker reads is a column of the same table, by index: the plan adds hidden helper columns for
//! lookups and conditions. So the engine resolves no names and meets no path longer than one step.
//!
//! Invariant: each fact is a match over every maker, so that a new one does not compile before all its facts are stated.

mod parts;
mod row_source;

use std::ops::Range;
use std::sync::Arc;

pub use parts::{
    AddressPart, AfterInstants, DEFAULT_COUNTRY, EMAIL_SUFFIX_DIGITS, Fold, Gap, ID_PERMUTED_LENGTH, Instant,
    InstantBase, InstantStep, LatePolicy, Link, NumberDistribution, PersonPart, Pick, TemplatePiece,
};
pub use row_source::{ChildCount, RowSource};

use super::sql::TypedExpr;
use crate::spec::sql::Literal;
use crate::values::pattern::Pattern;
use crate::values::sampler::WeightedSampler;
use crate::values::words::{Locale, NetworkRange};

/// Index of a table in `Plan::tables`.
pub type TableIndex = usize;
/// Index of a column in `Table::columns`.
pub type ColumnIndex = usize;

/// A value of the plan or a column of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedOrColumn<T> {
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
    /// An address of a machine, of a reserved range.
    Network(&'static NetworkRange),
    /// The same in every row; of the column's type, or `Literal::Null`.
    Constant(Literal),
    /// One of `values` (of the column's type), by weight; with `unique` a permutation of them.
    Choose {
        /// At least one; never null.
        values: Arc<[Literal]>,
        /// As many outcomes as values.
        weights: Arc<WeightedSampler>,
    },
    /// True with probability `share` / 2^64 (`u64::MAX`: always).
    Bool {
        /// In 1/2^64.
        share: u64,
    },
    /// A number of the column's type: int, decimal or float.
    Number(NumberDistribution),
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
    After(AfterInstants),
    /// Text that matches.
    Pattern(Arc<Pattern>),
    /// Words.
    Words {
        /// The fewest.
        min: u32,
        /// The most.
        max: u32,
        /// As a sentence with capital and full stop.
        sentence: bool,
    },
    /// Pieces joined; null where a piece is null.
    Template(Vec<TemplatePiece>),
    /// A name.
    Person {
        /// Which part.
        part: PersonPart,
        /// Whose words.
        locale: FixedOrColumn<Locale>,
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
        country: FixedOrColumn<&'static str>,
    },
    /// A company's name.
    Company {
        /// Whose words.
        locale: FixedOrColumn<Locale>,
    },
    /// A product's name.
    Product,
    /// A postal address or a part of one.
    Address {
        /// Which part.
        part: AddressPart,
        /// Country code.
        country: FixedOrColumn<&'static str>,
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

impl Maker {
    /// The columns of the same row that it reads.
    pub fn reads(&self) -> Vec<ColumnIndex> {
        match self {
            Maker::Between { low, high } => [low, high].into_iter().filter_map(Instant::column).collect(),
            Maker::At(at) => at.column().into_iter().collect(),
            Maker::After(after) => after.after.iter().chain(&after.until).filter_map(Instant::column).collect(),
            Maker::Template(pieces) => pieces.iter().filter_map(TemplatePiece::column).collect(),
            Maker::Person { locale, .. } | Maker::Company { locale } => locale.column().into_iter().collect(),
            Maker::Phone { country } | Maker::Address { country, .. } => country.column().into_iter().collect(),
            Maker::Email { name, .. } => name.iter().copied().collect(),
            Maker::Sql { inputs, .. } => inputs.clone(),
            Maker::Serial { .. }
            | Maker::Ordinal { .. }
            | Maker::Uuid
            | Maker::Id { .. }
            | Maker::Network(_)
            | Maker::Constant(_)
            | Maker::Choose { .. }
            | Maker::Bool { .. }
            | Maker::Number(_)
            | Maker::Pattern(_)
            | Maker::Words { .. }
            | Maker::Product => Vec::new(),
            // They read cells of other rows, and a column of this one only to find them.
            Maker::Lookup { .. } | Maker::Pick { .. } | Maker::Aggregate { .. } => Vec::new(),
        }
    }

    /// Whether the cells of a child table's column depend on the row's number in the table, and not only on its parent and
    /// its place there.
    pub fn takes_number(&self, unique: bool) -> bool {
        match self {
            Maker::Serial { .. } | Maker::Uuid | Maker::Id { .. } => true,
            // A unique column is permuted by it.
            Maker::Network(_)
            | Maker::Choose { .. }
            | Maker::Number(_)
            | Maker::Between { .. }
            | Maker::Pattern(_)
            | Maker::Person { .. }
            | Maker::Address { .. }
            | Maker::Email { .. }
            | Maker::Phone { .. }
            | Maker::Company { .. }
            | Maker::Product
            | Maker::Pick { .. } => unique,
            Maker::Ordinal { .. }
            | Maker::Constant(_)
            | Maker::Bool { .. }
            | Maker::At(_)
            | Maker::After(_)
            | Maker::Words { .. }
            | Maker::Template(_)
            | Maker::Lookup { .. }
            | Maker::Aggregate { .. }
            | Maker::Sql { .. } => false,
        }
    }

    /// Which numbers it draws by the column's key and the row's key.
    pub fn draw_numbers(&self, unique: bool) -> Range<u32> {
        match self {
            // Where the column is unique, a permutation takes the place of the draw.
            Maker::Network(_)
            | Maker::Choose { .. }
            | Maker::Number(_)
            | Maker::Between { .. }
            | Maker::Pattern(_)
            | Maker::Person { .. }
            | Maker::Email { name: None, .. }
            | Maker::Phone { .. }
            | Maker::Company { .. }
            | Maker::Product
            | Maker::Pick { .. } => 0..u32::from(!unique),
            Maker::Bool { .. } | Maker::After(_) => 0..1,
            Maker::Address { .. } => 0..3,
            // The first says how many words, each other one gives four.
            Maker::Words { max, .. } => 0..1 + max.div_ceil(4),
            // Ids and UUIDs have draws too, by the row's number instead of its key.
            Maker::Serial { .. }
            | Maker::Ordinal { .. }
            | Maker::Uuid
            | Maker::Id { .. }
            | Maker::Constant(_)
            | Maker::At(_)
            | Maker::Template(_)
            | Maker::Email { name: Some(_), .. }
            | Maker::Lookup { .. }
            | Maker::Aggregate { .. }
            | Maker::Sql { .. } => 0..0,
        }
    }

    /// Whether a cell is made by going along the children of one parent.
    pub fn goes_along_siblings(&self) -> bool {
        match self {
            Maker::After(after) => after.is_chain(),
            Maker::Pick { pick, .. } => matches!(pick, Pick::Distinct(Some(_))),
            Maker::Serial { .. }
            | Maker::Ordinal { .. }
            | Maker::Uuid
            | Maker::Id { .. }
            | Maker::Network(_)
            | Maker::Constant(_)
            | Maker::Choose { .. }
            | Maker::Bool { .. }
            | Maker::Number(_)
            | Maker::Between { .. }
            | Maker::At(_)
            | Maker::Pattern(_)
            | Maker::Words { .. }
            | Maker::Template(_)
            | Maker::Person { .. }
            | Maker::Email { .. }
            | Maker::Phone { .. }
            | Maker::Company { .. }
            | Maker::Product
            | Maker::Address { .. }
            | Maker::Lookup { .. }
            | Maker::Aggregate { .. }
            | Maker::Sql { .. } => false,
        }
    }

    /// How it makes a cell, in words.
    pub fn made_by(&self, unique: bool, names: &impl PlanNames) -> String {
        let by = if unique { "from a permutation, so that values never repeat" } else { "from draw 0" };
        match self {
            Maker::Serial { start } => format!("{start} + row index"),
            Maker::Ordinal { start } => format!("{start} + position among the parent's children"),
            Maker::Uuid => "uuid from a permutation of the row index".into(),
            Maker::Id { prefix, .. } => format!("\"{prefix}\" and a permutation of the row index"),
            Maker::Network(_) => format!("a reserved address {by}"),
            Maker::Constant(_) => "the same in every row".into(),
            Maker::Choose { values, .. } => format!("one of {} values {by}", values.len()),
            Maker::Bool { .. } => "true where draw 0 is below the share".into(),
            Maker::Number(NumberDistribution::Continuous(distribution)) => {
                format!("{:?} from draw 0", distribution.distribution())
            }
            Maker::Number(NumberDistribution::Discrete(distribution)) => {
                format!("{:?} from draw 0", distribution.distribution())
            }
            Maker::Number(NumberDistribution::Exact { .. }) => format!("uniform {by}"),
            Maker::Between { .. } => format!("an instant between two others {by}"),
            Maker::At(_) => "an instant".into(),
            Maker::After(after) => after.made_by().to_owned(),
            Maker::Pattern(pattern) => format!("one of {} strings {by}", pattern.capacity()),
            Maker::Words { min, max, .. } => format!("{min} to {max} words from the draws"),
            Maker::Template(_) => "a template over its inputs".into(),
            Maker::Person { .. } => format!("a name {by}"),
            Maker::Email { .. } => "the name as a slug at a reserved domain".into(),
            Maker::Phone { .. } => format!("a reserved number {by}"),
            Maker::Company { .. } | Maker::Product => format!("words {by}"),
            Maker::Address { .. } => "place from draw 0, postcode from draw 1, street from draw 2".into(),
            Maker::Lookup { link: Link::Parent, .. } => "lookup in the parent row".into(),
            Maker::Lookup { link: Link::Ref { target, .. }, column } => {
                format!("lookup of {} in the picked row", names.column(*target, *column))
            }
            Maker::Pick { target, pick } => {
                let how = pick.how();
                format!("a row of {} picked {how}, {by}", names.table(*target))
            }
            Maker::Aggregate { fold, child, column, .. } => {
                let fold = fold.name();
                match column {
                    Some(column) => format!("{fold} of {}", names.column(*child, *column)),
                    None => format!("{fold} of {} rows", names.table(*child)),
                }
            }
            Maker::Sql { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

/// What tables and columns are called.
pub trait PlanNames {
    /// `orders`
    fn table(&self, table: TableIndex) -> String;
    /// `orders.total`
    fn column(&self, table: TableIndex, column: ColumnIndex) -> String;
}

impl<T> FixedOrColumn<T> {
    /// The column that it follows.
    pub fn column(&self) -> Option<ColumnIndex> {
        match self {
            FixedOrColumn::Fixed(_) => None,
            FixedOrColumn::Column(column) => Some(*column),
        }
    }
}
