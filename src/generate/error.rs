//! What a checked spec can still meet: bad data.

use std::fmt;

/// A cell that cannot be made, or a row that breaks a check. Nothing of the run is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// `table.column`, or the table alone: of a row, or where a row count cannot be made.
    pub place: String,
    /// The row index, from 0.
    pub row: u64,
    /// What is wrong, with the values met.
    pub message: String,
    /// What to do, in full sentences.
    pub help: Option<String>,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.place.contains('.') { "column" } else { "table" };
        write!(f, "{what} \"{}\", row {}: {}", self.place, self.row, self.message)
    }
}

impl std::error::Error for DataError {}
