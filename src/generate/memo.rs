//! What all work on a plan shares: the plan, what is computed once for all its rows, helper threads, the budget.
//!
//! Must never make a cell: what it keeps is made by those who ask first, so that it stands below the evaluation.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arrow::array::ArrayRef;
use arrow::datatypes::{Field, Schema, SchemaRef};

use super::budget::WorkBudget;
use super::carry::Carry;
use super::error::DataError;
use super::group_index::GroupIndex;
use super::helper_threads::HelperThreads;
use super::prefix::Prefix;
use super::text::dictionary_type;
use crate::plan::maker::{ColumnIndex, Maker, Pick, RowSource, TableIndex};
use crate::plan::{Column, Plan};
use crate::values::permutation::Permutation;
use crate::values::sampler::{DiscreteDistribution, DiscreteSampler};

/// Huge groups whose checkpoints are kept, per column.
const CARRIED_GROUPS_MAX: usize = 64;

/// See the module. Shared by all threads.
pub(super) struct Memo {
    plan: Arc<Plan>,
    tables: Vec<TableState>,
    helper_threads: HelperThreads,
    stop: Arc<AtomicBool>,
    budget: WorkBudget,
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
    ranks: OnceLock<Result<DiscreteSampler, DataError>>,
    /// The distinct values of a choice as an array.
    values: OnceLock<ArrayRef>,
    /// For chains: what the huge groups met last carry from step to step, by parent row.
    carries: Mutex<BTreeMap<u64, Arc<Prefix<Carry>>>>,
}

impl Memo {
    /// Nothing is computed before it is needed.
    pub fn new(plan: Arc<Plan>) -> Memo {
        let tables = plan.tables.iter().map(|table| TableState {
            schema: Arc::new(Schema::new(table.written().map(|(_, column)| field(column)).collect::<Vec<_>>())),
            groups: match &table.row_source {
                RowSource::Each { count, .. } => Some(GroupIndex::new(count)),
                RowSource::Root { .. } => None,
            },
            columns: table.columns.iter().map(|_| ColumnState::default()).collect(),
        });
        let (helper_threads, stop, budget) = (HelperThreads::default(), Arc::default(), WorkBudget::unlimited());
        Memo { tables: tables.collect(), plan, helper_threads, stop, budget }
    }

    /// The same, but work ends with an error once `flag` is set.
    pub fn stopped_by(self, flag: Arc<AtomicBool>) -> Memo {
        Memo { stop: flag, ..self }
    }

    /// Whether work is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// What the engine may do.
    pub fn budget(&self) -> &WorkBudget {
        &self.budget
    }

    /// Counts work that is about to be done for a table; an error ends it. The caller that asked for the end, or set the
    /// budget, knows why and does not show the error.
    pub fn spend(&self, table: TableIndex, work: u64) -> Result<(), DataError> {
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

    /// The group index of a child table.
    pub fn groups(&self, table: TableIndex) -> &GroupIndex {
        match &self.tables[table].groups {
            Some(groups) => groups,
            None => unreachable!("only child tables have groups"),
        }
    }

    /// Threads for long work within a cell.
    pub fn helper_threads(&self) -> &HelperThreads {
        &self.helper_threads
    }

    /// Whether `table` is `ancestor` or below it.
    pub fn is_under(&self, mut table: TableIndex, ancestor: TableIndex) -> bool {
        while table != ancestor {
            let RowSource::Each { parent, .. } = self.plan.tables[table].row_source else { return false };
            table = parent;
        }
        true
    }

    /// All cells of a column of a small table, made by `make` on the first call.
    pub fn kept(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        make: impl FnOnce() -> Result<ArrayRef, DataError>,
    ) -> Result<ArrayRef, DataError> {
        self.tables[table].columns[column].kept.get_or_init(make).clone()
    }

    /// The permutation of a column; `capacity` is the same at every call.
    pub fn permutation(&self, table: TableIndex, column: ColumnIndex, capacity: u64) -> &Permutation {
        let key = self.plan.tables[table].columns[column].column_key;
        self.tables[table].columns[column]
            .permutation
            .get_or_init(|| Permutation::new(key.derive("order"), capacity.max(1)))
    }

    /// The rank sampler of a zipf pick among `target_rows` rows, which is the same at every call.
    pub fn ranks(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        target_rows: u64,
    ) -> Result<&DiscreteSampler, DataError> {
        let state = &self.tables[table].columns[column];
        let ranks = state.ranks.get_or_init(|| match self.plan.tables[table].columns[column].maker {
            Maker::Pick { pick: Pick::Zipf(s) | Pick::Distinct(Some(s)), .. } => {
                DiscreteSampler::new(DiscreteDistribution::Zipf { max: target_rows.max(1), s })
                    .map_err(|message| self.error(table, column, 0, message))
            }
            _ => Err(self.error(table, column, 0, "the pick has no ranks")),
        });
        ranks.as_ref().map_err(Clone::clone)
    }

    /// The distinct values of a choice, made by `make` on the first call.
    pub fn values(&self, table: TableIndex, column: ColumnIndex, make: impl FnOnce() -> ArrayRef) -> ArrayRef {
        self.tables[table].columns[column].values.get_or_init(make).clone()
    }

    /// What a chain carries in the huge group of a parent row; a caller that needs more of it computes more.
    pub fn carries(&self, table: TableIndex, column: ColumnIndex, parent_row: u64) -> Arc<Prefix<Carry>> {
        let carries = &self.tables[table].columns[column].carries;
        let mut carries = carries.lock().unwrap_or_else(PoisonError::into_inner);
        if carries.len() > CARRIED_GROUPS_MAX && !carries.contains_key(&parent_row) {
            // Rows are mostly asked for in their order.
            carries.pop_first();
        }
        carries.entry(parent_row).or_insert_with(|| Arc::new(Prefix::new(Carry::NOTHING))).clone()
    }

    /// A data error at a cell.
    pub fn error(&self, table: TableIndex, column: ColumnIndex, row: u64, message: impl Into<String>) -> DataError {
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
