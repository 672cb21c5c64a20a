//! The written columns of a table's rows as a batch, which meets the table's checks.

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
