//! The plan: a spec resolved for one tenant.
//!
//! Invariants: tables and columns refer to each other by index and every index is valid; every type is known; the
//! dependency graph of columns has no cycle.

use std::collections::BTreeMap;

use super::types::Type;

/// A spec resolved for one tenant. Everything a dataset depends on is in here.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The dataset's name, as the spec gives it.
    pub dataset: String,
    /// The spec language version (`reseed: 1`).
    pub language: u32,
    /// Hex digest of the spec's text.
    pub spec_digest: String,
    /// The tenant's name.
    pub tenant: String,
    /// The number the tenant's values come from.
    pub seed: u64,
    /// "Now" of the dataset, µs since 1970-01-01T00:00:00Z.
    pub as_of: i64,
    /// Every parameter's value as text, defaults included.
    pub params: BTreeMap<String, String>,
    /// The tables, in the spec's order.
    pub tables: Vec<Table>,
}

/// One table of a plan.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name that specs, digests and seeds use.
    pub name: String,
    /// The name in files and stores (`as:`), else `name`.
    pub stored_name: String,
    /// All columns, helpers included, in the spec's order.
    pub columns: Vec<Column>,
    /// Indices of the primary key's columns, never empty.
    pub key: Vec<usize>,
    /// Unique constraints besides the primary key: indices of written columns.
    pub unique: Vec<Vec<usize>>,
    /// References of this table.
    pub foreign_keys: Vec<ForeignKey>,
}

/// One column of a plan.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name that specs, digests and seeds use.
    pub name: String,
    /// The name in files and stores (`as:`), else `name`.
    pub stored_name: String,
    /// The column's type.
    pub ty: Type,
    /// Whether a cell may be null.
    pub nullable: bool,
    /// Helper columns (`_name`) are never written.
    pub helper: bool,
    /// Whether the engine hands the column out as `Dictionary(Int32, Utf8)`; only for `Type::Text`.
    pub dictionary: bool,
    /// What every non-null value satisfies.
    pub checks: Vec<Check>,
}

/// A condition that every non-null value of a column meets; stores make CHECK constraints of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// One of these texts.
    OneOf(Vec<String>),
    /// At least this; a literal of the column's type as a spec writes it.
    AtLeast(String),
    /// At most this; a literal of the column's type as a spec writes it.
    AtMost(String),
}

/// A reference from columns of one table to the key, or another unique column set, of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Indices of the referring columns in their table.
    pub columns: Vec<usize>,
    /// Index of the table referred to in `Plan::tables`; may be the table itself.
    pub table: usize,
    /// Indices of the columns referred to, in the same order as `columns`.
    pub target_columns: Vec<usize>,
}

impl Table {
    /// The columns that are written to files and stores, with their indices, in order.
    pub fn written(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| !column.helper)
    }
}
