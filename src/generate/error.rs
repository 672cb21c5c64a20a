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

/// The message of work that was stopped, by a caller or by its budget.
const STOPPED: &str = "the work was stopped";

impl DataError {
    /// Work on a table was ended before it was done.
    pub(super) fn stopped(table: &str) -> DataError {
        DataError { place: table.to_owned(), row: 0, message: STOPPED.to_owned(), help: None }
    }

    /// Whether work was ended, rather than data wrong. A table that could not be kept gives the same error each time.
    pub(super) fn is_stopped(&self) -> bool {
        self.message == STOPPED
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.place.contains('.') { "column" } else { "table" };
        write!(f, "{what} \"{}\", row {}: {}", self.place, self.row, self.message)
    }
}

impl std::error::Error for DataError {}
