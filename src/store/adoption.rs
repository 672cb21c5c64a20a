//! What a caller says of tables that an application owns, and of operations on them.

use std::path::PathBuf;
use std::time::Duration;

use super::dataset::Dataset;
use crate::digest::DatasetInputs;

/// Tables of an application that become a tenant's, with the rows that are there as its seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// The file that they are in, in stores of files; none: the one that the tenant has.
    pub file: Option<PathBuf>,
    /// The schema that they are in.
    pub schema: String,
    /// Shell patterns of their names, with `*` and `?`; none: all tables of the schema.
    pub tables: Vec<String>,
    /// The column that says whose a row is, and the value that the tenant's rows have; none where all rows are the tenant's.
    pub owner: Option<RowOwner>,
    /// Roles that may reset the tenant, besides the store's own.
    pub roles: Vec<String>,
}

/// Whose rows they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOwner {
    /// The column, which all tables have.
    pub column: String,
    /// Its value, as the database reads it from text.
    pub value: String,
}

/// Rows of a spec for tables of an application.
#[derive(Clone)]
pub struct Filling<'a> {
    /// The rows.
    pub dataset: Dataset<'a>,
    /// What they were made from.
    pub inputs: DatasetInputs,
    /// The tenant's time to live, µs; none: without end.
    pub lifetime_us: Option<i64>,
}

/// How an operation goes that is one transaction of the application's database.
#[derive(Clone, Copy, Debug)]
pub struct CallOptions {
    /// How long it waits for other connections' transactions.
    pub wait: Duration,
    /// The time, for stores without a clock, µs since 1970-01-01T00:00:00Z.
    pub now_us: i64,
    /// Whether all rows are compared with the seed's before it commits.
    pub prove: bool,
}
