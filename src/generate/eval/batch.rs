//! The written columns of a table's rows as a batch, which meets the table's checks.
//!
//! Last step before a batch leaves the engine: from here on integers have their declared widths and helper columns
//! are gone.

use std::ops::Range;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};

use super::finish::conform;
use super::scope::Scope;
use crate::generate::error::DataError;
use crate::generate::rows::Rows;
use crate::plan::Check;
use crate::plan::maker::{ColumnIndex, TableIndex};

impl Scope<'_> {
    /// Whether all rows meet a check, if only by being null.
    ///
    /// A check that is null is met, as in SQL. A check without a condition belongs to a table that is only read and
    /// written.
    ///
    /// # Errors
    /// The first row, by index, for which the condition is false.
    pub(in crate::generate) fn meets(&self, table: TableIndex, check: &Check, rows: &Rows) -> Result<(), DataError> {
        let Some(condition) = check.condition else { return Ok(()) };
        let met = self.column(table, condition, rows)?;
        let met = met.as_boolean();
        let Some(at) = (0..met.len()).find(|&at| met.is_valid(at) && !met.value(at)) else { return Ok(()) };
        Err(DataError {
            place: self.memo().plan().tables[table].name.clone(),
            row: rows.at(at),
            message: format!("check \"{}\" does not hold: {}", check.name, check.sql),
            help: Some("Change the columns that it reads so that it holds, or change the check.".to_owned()),
        })
    }

    /// The cells of a written column in the type that the table's schema says.
    ///
    /// # Errors
    /// A value that does not fit the declared width of an integer.
    pub(in crate::generate) fn conformed(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        rows: &Rows,
    ) -> Result<ArrayRef, DataError> {
        let memo = self.memo();
        let array = self.column(table, column, rows)?;
        let conformed = conform(&array, &memo.plan().tables[table].columns[column]);
        conformed.map_err(|message| memo.error(table, column, rows.iter().next().unwrap_or(0), message))
    }

    /// The written columns of `rows`, which lie inside the table.
    ///
    /// Columns in the order of the spec, `rows.end - rows.start` rows each; a table may have no written column and
    /// still rows, which is why the row count is passed on its own.
    ///
    /// Checks are evaluated after the columns, so that a bad cell is reported as itself and not as a broken check.
    pub(in crate::generate) fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        let memo = self.memo();
        let row_count = (rows.end - rows.start) as usize;
        let wanted = Rows::Range(rows);
        let columns = memo.plan().tables[table].written().map(|(index, _)| self.conformed(table, index, &wanted));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        for check in &memo.plan().tables[table].checks {
            self.meets(table, check, &wanted)?;
        }
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(row_count));
        RecordBatch::try_new_with_options(memo.schema(table), columns, &options).map_err(|error| DataError {
            place: memo.plan().tables[table].name.clone(),
            row: 0,
            message: error.to_string(),
            help: None,
        })
    }
}
