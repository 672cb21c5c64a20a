//! The plan: a spec resolved for one tenant.
//!
//! Invariants: tables and columns refer to each other by index and every index is valid; every type is known; the
//! dependency graph of columns has no cycle.

use std::collections::BTreeMap;

use super::maker::{ColumnIndex, Maker, PlanNames, RowSource, TableIndex};
use super::types::Type;
use crate::spec::sql::Literal;
use crate::spec::tenant_name::TenantName;
use crate::values::random::Key;

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
    pub tenant: TenantName,
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
    /// The name that specs, digests and keys use.
    pub name: String,
    /// The name in files and stores (`as:`), else `name`.
    pub stored_name: String,
    /// All columns, helpers included, in the spec's order.
    pub columns: Vec<Column>,
    /// Indices of the primary key's columns, never empty.
    pub key: Vec<usize>,
    /// Unique constraints besides the primary key: indices of written columns.
    pub unique: Vec<Vec<usize>>,
    /// Indexes that the spec names, none of which is a constraint's: indices of written columns, in the index's order.
    pub indexes: Vec<Vec<usize>>,
    /// Conditions that every row meets.
    pub checks: Vec<Check>,
    /// References of this table.
    pub foreign_keys: Vec<ForeignKey>,
    /// Where its rows come from.
    pub row_source: RowSource,
    /// Hashed from (language, seed, table name): the root rows' keys and the counts come from it.
    pub table_key: Key,
}

/// One column of a plan.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name that specs, digests and keys use.
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
    /// The values that it is drawn from, where the spec lists them.
    pub choices: Option<ChoiceSet>,
    /// Whether SQLite keeps the column's decimals as text (`sqlite: text`).
    pub sqlite_text: bool,
    /// Whether its values are numbers in row order (`serial`), so that stores count on where an insert gives none.
    pub serial: bool,
    /// Hashed from (language, seed, table name, column name): the column's draws come from it.
    pub column_key: Key,
    /// What makes the cells.
    pub maker: Maker,
    /// No value twice in the table: the maker permutes instead of drawing.
    pub unique: bool,
    /// Lower values become this one; of the column's type.
    pub min: Option<Literal>,
    /// Higher values become this one; of the column's type.
    pub max: Option<Literal>,
    /// A hidden bool column of this table; where it is not true the cell is null.
    pub when: Option<usize>,
    /// Share of nulls in 1/2^64, drawn apart from the value; 0: none.
    pub nulls: u64,
    /// The cells of listed rows, by place in the list (row index in a root table, ordinal under a parent); they win
    /// over the maker. Empty if the table has no list or the column is never given.
    pub given: Vec<Option<Literal>>,
    /// The line of the spec that the column stands in, 1-based; 0 for hidden columns.
    pub line: usize,
}

/// The values that a column is drawn from. Applications may write other values later, unless the spec closes the set
/// (`closed: true`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceSet {
    /// As a spec writes values of the column's type, in the spec's order; at least one.
    pub texts: Vec<String>,
    /// Whether stores refuse every other value.
    pub closed: bool,
}

/// A condition that every row of a table meets, if only by being null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The name of its constraint.
    pub name: String,
    /// The condition over the table's written columns, by the names that the spec gives them, with literals for parameters;
    /// [`sql::unportable`](super::sql::unportable) finds nothing in it.
    pub sql: String,
    /// The hidden bool column that is true where the row meets it; none of a table that is only read and written.
    pub condition: Option<ColumnIndex>,
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

impl PlanNames for Plan {
    fn table(&self, table: TableIndex) -> String {
        self.tables[table].name.clone()
    }

    fn column(&self, table: TableIndex, column: ColumnIndex) -> String {
        format!("{}.{}", self.tables[table].name, self.tables[table].columns[column].name)
    }
}

impl Table {
    /// The columns that are written to files and stores, with their indices, in order.
    pub fn written(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| !column.helper)
    }
}

impl Table {
    /// A table without columns that is only read and written, never made: what a store knows of one without its spec.
    pub fn described() -> Table {
        Table {
            name: String::new(),
            stored_name: String::new(),
            columns: Vec::new(),
            key: Vec::new(),
            unique: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            foreign_keys: Vec::new(),
            row_source: RowSource::Root { row_count: 0 },
            table_key: Key(0),
        }
    }
}

impl Column {
    /// The values that stores close the column's set to.
    pub fn closed_set(&self) -> Option<&ChoiceSet> {
        self.choices.as_ref().filter(|set| set.closed)
    }

    /// The name of the constraint that closes it.
    pub fn closed_name(&self) -> String {
        format!("{}_closed", self.stored_name)
    }

    /// A column that is only read and written, never made: what a store knows of one without its spec.
    pub fn described(ty: Type) -> Column {
        Column {
            name: String::new(),
            stored_name: String::new(),
            ty,
            nullable: true,
            helper: false,
            dictionary: false,
            choices: None,
            sqlite_text: false,
            serial: false,
            column_key: Key(0),
            maker: Maker::Constant(Literal::Null),
            unique: false,
            min: None,
            max: None,
            when: None,
            nulls: 0,
            given: Vec::new(),
            line: 0,
        }
    }
}
