//! How a tenant's rows and schema differ from its seed's.

use serde::{Deserialize, Serialize};

/// A difference between the live schema and the seed's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaDifference {
    /// `table`, `column`, `index`, `trigger`, `view`, or `counter` for a table's last AUTOINCREMENT value.
    pub object: String,
    /// Its name; of a column `table.column`.
    pub name: String,
    /// What is different.
    pub difference: Difference,
}

/// How one side differs from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// In the seed, not in the live data.
    Missing,
    /// In the live data, not in the seed.
    Extra,
    /// In both, declared differently.
    Changed,
}

/// What happened to one table's rows since the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDiff {
    /// The table's name in the store.
    pub table: String,
    /// Rows whose key the seed does not have.
    pub added: u64,
    /// Rows whose key is in both, with another value somewhere.
    pub changed: u64,
    /// Rows of the seed whose key is no longer there.
    pub removed: u64,
    /// Some of those rows.
    pub samples: Vec<RowDiff>,
}

/// One row that differs, without its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDiff {
    /// `added`, `changed` or `removed`.
    pub what: String,
    /// The primary key's columns and values, as text.
    pub key: Vec<(String, String)>,
    /// The columns that differ, of a changed row.
    pub columns: Vec<String>,
}

/// Live data compared with the seed snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diff {
    /// Tables with differing rows, in the plan's order.
    pub tables: Vec<TableDiff>,
    /// How the schema differs.
    pub schema: Vec<SchemaDifference>,
}
