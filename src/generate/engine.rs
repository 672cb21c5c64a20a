//! The engine: a plan that can be asked for any rows of any column.
//!
//! A face: [`Memo`] holds what is computed once, `eval/` makes cells.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::budget::WorkBudget;
use super::error::DataError;
use super::eval::{RowCount, Scope};
use super::memo::Memo;
use crate::plan::Plan;
use crate::plan::maker::{ColumnIndex, TableIndex};

/// A plan that can be asked for any rows of any column. Shared by all threads.
pub struct Engine {
    memo: Memo,
}

impl Engine {
    /// The engine of a plan. Cheap: nothing is computed before it is needed.
    pub fn new(plan: Arc<Plan>) -> Engine {
        Engine { memo: Memo::new(plan) }
    }

    /// The same engine, whose work ends with an error once `flag` is set.
    pub fn stopped_by(self, flag: Arc<AtomicBool>) -> Engine {
        Engine { memo: self.memo.stopped_by(flag) }
    }

    /// Whether work is to end.
    pub fn is_stopped(&self) -> bool {
        self.memo.is_stopped()
    }

    /// The plan.
    pub fn plan(&self) -> &Arc<Plan> {
        self.memo.plan()
    }

    /// The Arrow schema of a table's batches: its written columns in order, under their stored names.
    pub fn schema(&self, table: TableIndex) -> SchemaRef {
        self.memo.schema(table)
    }

    /// A unit of work: one that makes each cell once, and belongs to one thread.
    pub fn scope(&self) -> Scope<'_> {
        Scope::new(&self.memo)
    }

    /// The written columns of `rows` of a table. Any range gives the same cells, whatever was asked before.
    ///
    /// # Errors
    /// Bad data; see [`DataError`]. A range that passes the table's end is cut there.
    pub fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        let end = self.rows_up_to(table, rows.end)?;
        self.scope().batch(table, rows.start.min(end)..end)
    }

    /// How many rows a table has. For a child table the first call counts every group, on all cores.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn row_count(&self, table: TableIndex) -> Result<u64, DataError> {
        self.memo.row_count(table)
    }

    /// How many rows a table has, or `limit` if it has more: what lies behind that is not counted.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn rows_up_to(&self, table: TableIndex, limit: u64) -> Result<u64, DataError> {
        self.memo.rows_up_to(table, limit)
    }

    /// How many rows a table has, exactly where counting them is cheap.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn estimated_row_count(&self, table: TableIndex) -> Result<RowCount, DataError> {
        self.memo.estimated_row_count(table)
    }

    /// What the engine may do.
    pub(super) fn budget(&self) -> &WorkBudget {
        self.memo.budget()
    }

    /// Whether `table` is `ancestor` or below it.
    pub(super) fn is_under(&self, table: TableIndex, ancestor: TableIndex) -> bool {
        self.memo.is_under(table, ancestor)
    }

    /// A data error at a cell.
    pub(super) fn error(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        row: u64,
        message: impl Into<String>,
    ) -> DataError {
        self.memo.error(table, column, row, message)
    }
}
