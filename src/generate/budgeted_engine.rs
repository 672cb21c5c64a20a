//! A view of a few cells: cheap ones are generated, of the others the cost is reported.
//!
//! Invariant: a view does no more work than its budget, whatever the plan and wherever the cells are.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::ArrayRef;

use super::budget::CELL_WORK;
use super::engine::Engine;
use super::error::DataError;
use super::eval::RowCount;
use super::rows::Rows;
use crate::plan::maker::{ColumnIndex, TableIndex};
use crate::plan::{Plan, cost};

/// The budget of a view: below a second where a machine makes 20 million cells or counts 150 million rows in one.
pub const BUDGET_WORK: u64 = 1 << 27;

/// A view: an engine with a budget.
pub struct BudgetedEngine {
    engine: Engine,
    /// What may still be done; none: everything.
    left: Option<Cell<u64>>,
    /// Columns that were too dear, with what a cell costs.
    dear: RefCell<BTreeMap<(TableIndex, ColumnIndex), u64>>,
}

/// A cell, or what it would cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellOrCost<T> {
    /// It is there.
    Made(T),
    /// It was not made: about how many cells, or counted rows, it takes.
    Dear(u64),
}

impl<T> CellOrCost<T> {
    /// It, if it was made.
    pub fn made(self) -> Option<T> {
        match self {
            CellOrCost::Made(made) => Some(made),
            CellOrCost::Dear(_) => None,
        }
    }
}

impl BudgetedEngine {
    /// A view of a plan's cells, with [`BUDGET_WORK`] as its budget.
    pub fn new(plan: Arc<Plan>) -> BudgetedEngine {
        BudgetedEngine::with_work(plan, BUDGET_WORK)
    }

    /// A view with another budget.
    pub fn with_work(plan: Arc<Plan>, work: u64) -> BudgetedEngine {
        BudgetedEngine { engine: Engine::new(plan), left: Some(Cell::new(work)), dear: RefCell::default() }
    }

    /// A view that generates everything, whatever it costs.
    pub fn without_limit(plan: Arc<Plan>) -> BudgetedEngine {
        BudgetedEngine { engine: Engine::new(plan), left: None, dear: RefCell::default() }
    }

    /// The engine, for work that the budget allows.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The work that has been done; 0 without a limit.
    pub fn work(&self) -> u64 {
        self.engine.budget().done()
    }

    /// How many rows a table has, or `limit` if it has more; or how many rows must be counted to know.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn rows_up_to(&self, table: TableIndex, limit: u64) -> Result<CellOrCost<u64>, DataError> {
        let counted = cost::counted_before(self.engine.plan(), table, limit);
        // Without the row there is nothing to look at, so all of the budget is for it.
        self.count(1, counted, || self.engine.rows_up_to(table, limit))
    }

    /// How many rows a table has, by an estimate where counting them is dear.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn row_count(&self, table: TableIndex) -> Result<RowCount, DataError> {
        let rows = cost::row_count(self.engine.plan(), table);
        let counted = self.within(2, || rows, || self.engine.estimated_row_count(table))?;
        Ok(counted.made().unwrap_or(RowCount::About(rows)))
    }

    /// The written columns of some rows of a table, in order, as [`Engine::batch`] has them.
    ///
    /// # Errors
    /// Bad data.
    pub fn columns(
        &self,
        table: TableIndex,
        rows: Range<u64>,
    ) -> Result<Vec<(ColumnIndex, CellOrCost<ArrayRef>)>, DataError> {
        let (scope, plan) = (self.engine.scope(), self.engine.plan());
        let mut wanted: Vec<ColumnIndex> = plan.tables[table].written().map(|(column, _)| column).collect();
        // Those that may use up the budget last.
        wanted.sort_by_key(|&column| cost::cells_alone(plan, table, column));
        let (row_count, wanted_rows) = (rows.end - rows.start, Rows::Range(rows));
        let looked = wanted.into_iter().map(|column| {
            let made = self.cells(table, column, row_count, || scope.conformed(table, column, &wanted_rows))?;
            Ok((column, made))
        });
        let mut looked = looked.collect::<Result<Vec<_>, DataError>>()?;
        looked.sort_by_key(|(column, _)| *column);
        for check in &plan.tables[table].checks {
            // One that reads what is dear cannot be looked at either.
            let Some(condition) = check.condition else { continue };
            self.cells(table, condition, row_count, || scope.meets(table, check, &wanted_rows))?;
        }
        Ok(looked)
    }

    /// What `make` makes of a column's cells, with half of the budget that is left; or what they cost. What was too dear
    /// once is not tried again.
    ///
    /// # Errors
    /// Bad data.
    pub fn cells<T>(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        rows: u64,
        make: impl FnOnce() -> Result<T, DataError>,
    ) -> Result<CellOrCost<T>, DataError> {
        if let Some(&cells) = self.dear.borrow().get(&(table, column)) {
            return Ok(CellOrCost::Dear(cells));
        }
        let cells = || cost::cells_alone(self.engine.plan(), table, column).saturating_mul(rows);
        let looked = self.within(2, cells, make)?;
        if let CellOrCost::Dear(cells) = looked {
            self.dear.borrow_mut().insert((table, column), cells);
        }
        Ok(looked)
    }

    /// What `make` finds by counting about `counted` rows, with one of `parts` equal parts of the remaining budget.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub(super) fn count<T>(
        &self,
        parts: u64,
        counted: u64,
        make: impl FnOnce() -> Result<T, DataError>,
    ) -> Result<CellOrCost<T>, DataError> {
        // For that many rows the estimate is good: work that would exceed the budget is not begun.
        let is_hopeless = self.left.as_ref().is_some_and(|left| counted > 2 * (left.get() / parts));
        if is_hopeless { Ok(CellOrCost::Dear(counted)) } else { self.within(parts, || counted, make) }
    }

    /// What `make` makes with one of `parts` equal parts of the remaining budget; or its cost, by `estimate`.
    fn within<T>(
        &self,
        parts: u64,
        estimate: impl FnOnce() -> u64,
        make: impl FnOnce() -> Result<T, DataError>,
    ) -> Result<CellOrCost<T>, DataError> {
        let Some(left) = &self.left else { return make().map(CellOrCost::Made) };
        let (allowed, before) = (left.get() / parts, self.work());
        self.engine.budget().allow(allowed);
        let made = make();
        left.set(left.get() - (self.work() - before));
        match made {
            Err(error) if error.is_stopped() => Ok(CellOrCost::Dear(estimate().max(allowed / CELL_WORK))),
            made => made.map(CellOrCost::Made),
        }
    }
}
