//! The engine: a plan and what is computed once for all rows of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{Field, Schema, SchemaRef};

use super::budget::Budget;
use super::crew::Crew;
use super::error::DataError;
use super::finish::conform;
use super::groups::GroupIndex;
use super::kinds::Carry;
use super::prefix::Prefix;
use super::rows::Rows;
use super::scope::Scope;
use super::text::dictionary_type;
pub use crate::plan::cost::KEPT_ROWS_MAX;
use crate::plan::maker::{ColumnIndex, Maker, Pick, Shape, TableIndex};
use crate::plan::{Check, Column, Plan};
use crate::values::permutation::Permutation;
use crate::values::sampler::{Discrete, DiscreteLaw};

/// Huge groups whose checkpoints are kept, per column.
const CARRIED_GROUPS_MAX: usize = 64;

/// A plan that can be asked for any rows of any column. Shared by all threads.
pub struct Engine {
    plan: Arc<Plan>,
    tables: Vec<TableState>,
    crew: Crew,
    stop: Arc<AtomicBool>,
    budget: Budget,
}

/// What is computed once for a table.
struct TableState {
    schema: SchemaRef,
    /// Only of child tables.
    groups: Option<GroupIndex>,
    columns: Vec<ColumnState>,
}

/// What is computed once for a column.
#[derive(Default)]
struct ColumnState {
    /// All cells, if the table is small and referred to.
    kept: OnceLock<Result<ArrayRef, DataError>>,
    /// For `unique` draws, by capacity, and for the order of popularity of a zipf pick.
    permutation: OnceLock<Permutation>,
    /// For zipf picks: ranks of the target's rows.
    ranks: OnceLock<Result<Discrete, DataError>>,
    /// The distinct values of a choice as an array.
    values: OnceLock<ArrayRef>,
    /// For chains: what the huge groups met last carry from step to step, by parent row.
    carries: Mutex<BTreeMap<u64, Arc<Prefix<Carry>>>>,
}

impl Engine {
    /// The engine of a plan. Cheap: nothing is computed before it is needed.
    pub fn new(plan: Arc<Plan>) -> Engine {
        let tables = plan.tables.iter().map(|table| TableState {
            schema: Arc::new(Schema::new(table.written().map(|(_, column)| field(column)).collect::<Vec<_>>())),
            groups: match &table.shape {
                Shape::Each { count, .. } => Some(GroupIndex::new(count)),
                Shape::Root { .. } => None,
            },
            columns: table.columns.iter().map(|_| ColumnState::default()).collect(),
        });
        let (crew, stop, budget) = (Crew::default(), Arc::default(), Budget::unlimited());
        Engine { tables: tables.collect(), plan, crew, stop, budget }
    }

    /// The same engine, whose work ends with an error once `flag` is set.
    pub fn stopped_by(self, flag: Arc<AtomicBool>) -> Engine {
        Engine { stop: flag, ..self }
    }

    /// Whether work is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// What the engine may do.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Counts work that is about to be done for a table; an error ends it. The caller that asked for the end, or set the
    /// budget, knows why and does not show the error.
    pub(super) fn spend(&self, table: TableIndex, work: u64) -> Result<(), DataError> {
        if !self.is_stopped() && self.budget.spend(work) {
            return Ok(());
        }
        Err(DataError::stopped(&self.plan.tables[table].name))
    }

    /// The plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The Arrow schema of a table's batches: its written columns in order, under their stored names.
    pub fn schema(&self, table: TableIndex) -> SchemaRef {
        self.tables[table].schema.clone()
    }

    /// The written columns of `rows` of a table. Any range gives the same cells, whatever was asked before.
    ///
    /// # Errors
    /// Bad data; see [`DataError`]. A range that passes the table's end is cut there.
    pub fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        let end = self.rows_up_to(table, rows.end)?;
        Scope::new(self).batch(table, rows.start.min(end)..end)
    }

    /// The group index of a child table.
    pub(super) fn groups(&self, table: TableIndex) -> &GroupIndex {
        match &self.tables[table].groups {
            Some(groups) => groups,
            None => unreachable!("only child tables have groups"),
        }
    }

    /// Threads for long work within a cell.
    pub(super) fn crew(&self) -> &Crew {
        &self.crew
    }

    /// Whether `table` is `ancestor` or below it.
    pub(super) fn is_under(&self, mut table: TableIndex, ancestor: TableIndex) -> bool {
        while table != ancestor {
            let Shape::Each { parent, .. } = self.plan.tables[table].shape else { return false };
            table = parent;
        }
        true
    }

    /// All cells of a column of a small table, kept from the first call on.
    pub(super) fn kept(&self, table: TableIndex, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let kept = self.tables[table].columns[column].kept.get_or_init(|| {
            let row_count = self.row_count(table)?;
            Scope::new(self).column(table, column, &Rows::Range(0..row_count))
        });
        kept.clone()
    }

    /// The permutation of a column; `capacity` is the same at every call.
    pub(super) fn permutation(&self, table: TableIndex, column: ColumnIndex, capacity: u64) -> &Permutation {
        let seed = self.plan.tables[table].columns[column].draw_seed;
        self.tables[table].columns[column]
            .permutation
            .get_or_init(|| Permutation::new(crate::values::random::Key(seed).derive("order"), capacity.max(1)))
    }

    /// The rank sampler of a zipf pick.
    pub(super) fn ranks(&self, table: TableIndex, column: ColumnIndex) -> Result<&Discrete, DataError> {
        let state = &self.tables[table].columns[column];
        let ranks = state.ranks.get_or_init(|| match self.plan.tables[table].columns[column].maker {
            Maker::Pick { target, pick: Pick::Zipf(s) | Pick::Distinct(Some(s)) } => {
                let row_count = self.row_count(target)?;
                Discrete::new(DiscreteLaw::Zipf { max: row_count.max(1), s })
                    .map_err(|message| self.error(table, column, 0, message))
            }
            _ => Err(self.error(table, column, 0, "the pick has no ranks")),
        });
        ranks.as_ref().map_err(Clone::clone)
    }

    /// The distinct values of a choice, made by `make` on the first call.
    pub(super) fn values(&self, table: TableIndex, column: ColumnIndex, make: impl FnOnce() -> ArrayRef) -> ArrayRef {
        self.tables[table].columns[column].values.get_or_init(make).clone()
    }

    /// What a chain carries in the huge group of a parent row; more of it is made by whoever needs it.
    pub(super) fn carries(&self, table: TableIndex, column: ColumnIndex, parent_row: u64) -> Arc<Prefix<Carry>> {
        let carries = &self.tables[table].columns[column].carries;
        let mut carries = carries.lock().unwrap_or_else(PoisonError::into_inner);
        if carries.len() > CARRIED_GROUPS_MAX && !carries.contains_key(&parent_row) {
            // Rows are mostly asked for in their order.
            carries.pop_first();
        }
        carries.entry(parent_row).or_insert_with(|| Arc::new(Prefix::new(Carry::NOTHING))).clone()
    }

    /// A data error at a cell.
    pub(super) fn error(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        row: u64,
        message: impl Into<String>,
    ) -> DataError {
        let table = &self.plan.tables[table];
        let place = format!("{}.{}", table.name, table.columns[column].name);
        DataError { place, row, message: message.into(), help: None }
    }
}

fn field(column: &Column) -> Field {
    let mut data_type = column.ty.arrow();
    if column.dictionary {
        data_type = dictionary_type();
    }
    Field::new(&column.stored_name, data_type, column.nullable)
}

impl Scope<'_> {
    /// Whether all rows meet a check, if only by being null.
    pub(super) fn meets(&self, table: TableIndex, check: &Check, rows: &Rows) -> Result<(), DataError> {
        let Some(condition) = check.condition else { return Ok(()) };
        let met = self.column(table, condition, rows)?;
        let met = met.as_boolean();
        let Some(at) = (0..met.len()).find(|&at| met.is_valid(at) && !met.value(at)) else { return Ok(()) };
        Err(DataError {
            place: self.engine().plan.tables[table].name.clone(),
            row: rows.at(at),
            message: format!("check \"{}\" does not hold: {}", check.name, check.sql),
            help: Some("Let the columns that it reads be made so that it holds, or change the check.".to_owned()),
        })
    }

    /// The cells of a written column in the type that the table's schema says.
    pub(super) fn conformed(&self, table: TableIndex, column: ColumnIndex, rows: &Rows) -> Result<ArrayRef, DataError> {
        let engine = self.engine();
        let array = self.column(table, column, rows)?;
        let conformed = conform(&array, &engine.plan.tables[table].columns[column]);
        conformed.map_err(|message| engine.error(table, column, rows.iter().next().unwrap_or(0), message))
    }

    /// The written columns of `rows`, which lie inside the table.
    pub(super) fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        let engine = self.engine();
        let row_count = (rows.end - rows.start) as usize;
        let wanted = Rows::Range(rows);
        let columns = engine.plan.tables[table].written().map(|(index, _)| self.conformed(table, index, &wanted));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        for check in &engine.plan.tables[table].checks {
            self.meets(table, check, &wanted)?;
        }
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(row_count));
        RecordBatch::try_new_with_options(engine.schema(table), columns, &options).map_err(|error| DataError {
            place: engine.plan.tables[table].name.clone(),
            row: 0,
            message: error.to_string(),
            help: None,
        })
    }
}
