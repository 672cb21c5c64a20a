//! The engine: a plan and what is computed once for all rows of it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{Field, Schema, SchemaRef};

use super::error::DataError;
use super::explain::read_columns;
use super::finish::conform;
use super::groups::GroupIndex;
use super::rows::Rows;
use super::scope::Scope;
use super::text::dictionary_type;
pub use crate::plan::cost::KEPT_ROWS_MAX;
use crate::plan::maker::{ColumnIndex, Link, Maker, Pick, Shape, TableIndex};
use crate::plan::{Column, Plan};
use crate::values::permutation::Permutation;
use crate::values::sampler::{Discrete, DiscreteLaw};

/// A plan that can be asked for any rows of any column. Shared by all threads.
pub struct Engine {
    plan: Arc<Plan>,
    tables: Vec<TableState>,
}

/// What is computed once for a table.
struct TableState {
    schema: SchemaRef,
    groups: OnceLock<Result<GroupIndex, DataError>>,
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
}

impl Engine {
    /// The engine of a plan. Cheap: nothing is computed before it is needed.
    pub fn new(plan: Arc<Plan>) -> Engine {
        let tables = plan.tables.iter().map(|table| TableState {
            schema: Arc::new(Schema::new(table.written().map(|(_, column)| field(column)).collect::<Vec<_>>())),
            groups: OnceLock::new(),
            columns: table.columns.iter().map(|_| ColumnState::default()).collect(),
        });
        Engine { tables: tables.collect(), plan }
    }

    /// The plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The Arrow schema of a table's batches: its written columns in order, under their stored names.
    pub fn schema(&self, table: TableIndex) -> SchemaRef {
        self.tables[table].schema.clone()
    }

    /// How many rows a table has. For a child table the first call counts every group, in parallel; not to be called
    /// from a rayon worker.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn row_count(&self, table: TableIndex) -> Result<u64, DataError> {
        self.prepare_one(table)?;
        self.rows_of(table)
    }

    /// How many rows a table has, counted on this thread if nobody has done so.
    pub(super) fn rows_of(&self, table: TableIndex) -> Result<u64, DataError> {
        match self.plan.tables[table].shape {
            Shape::Root { row_count } => Ok(row_count),
            Shape::Each { .. } => Ok(self.groups(table)?.row_count()),
        }
    }

    /// The written columns of `rows` of a table. Any range gives the same cells, whatever was asked before.
    ///
    /// # Errors
    /// Bad data; see [`DataError`]. A range that passes the table's end is cut there.
    pub fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        self.prepare(&[table])?;
        let row_count = self.rows_of(table)?;
        let rows = rows.start.min(row_count)..rows.end.min(row_count);
        Scope::new(self).batch(table, rows)
    }

    /// The group index of a child table. Built on first use; [`Engine::prepare`] does it in parallel beforehand.
    pub(super) fn groups(&self, table: TableIndex) -> Result<&GroupIndex, DataError> {
        let built = self.tables[table].groups.get_or_init(|| GroupIndex::build_here(self, table));
        built.as_ref().map_err(Clone::clone)
    }

    /// Builds the group indices that the written columns of `tables` need, on all threads of the current rayon pool.
    ///
    /// # Errors
    /// A count that cannot be made.
    pub fn prepare(&self, tables: &[TableIndex]) -> Result<(), DataError> {
        let mut needed = Needed::new(&self.plan);
        for &table in tables {
            needed.table(table);
            self.plan.tables[table].written().for_each(|(column, _)| needed.column(table, column));
        }
        needed.tables.into_iter().try_for_each(|table| self.prepare_one(table))
    }

    fn prepare_one(&self, table: TableIndex) -> Result<(), DataError> {
        let Shape::Each { parent, .. } = self.plan.tables[table].shape else { return Ok(()) };
        self.prepare_one(parent)?;
        if self.tables[table].groups.get().is_none() {
            // Built outside the cell: a thread that waits for a cell must never be one that fills it.
            let built = GroupIndex::build_parallel(self, table);
            let _ = self.tables[table].groups.set(built);
        }
        self.groups(table).map(|_| ())
    }

    /// All cells of a column of a small table, kept from the first call on.
    pub(super) fn kept(&self, table: TableIndex, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let kept = self.tables[table].columns[column].kept.get_or_init(|| {
            let row_count = self.rows_of(table)?;
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
                let row_count = self.rows_of(target)?;
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

/// The tables whose groups some columns need: those asked for, and the children that are folded on the way.
struct Needed<'p> {
    plan: &'p Plan,
    tables: BTreeSet<TableIndex>,
    columns: BTreeSet<(TableIndex, ColumnIndex)>,
}

impl<'p> Needed<'p> {
    fn new(plan: &'p Plan) -> Self {
        Needed { plan, tables: BTreeSet::new(), columns: BTreeSet::new() }
    }

    fn table(&mut self, table: TableIndex) {
        self.tables.insert(table);
    }

    /// Follows everything that a cell of the column reads.
    fn column(&mut self, table: TableIndex, column: ColumnIndex) {
        let mut open = vec![(table, column)];
        while let Some((table, column)) = open.pop() {
            if !self.columns.insert((table, column)) {
                continue;
            }
            let planned = &self.plan.tables[table];
            let made = &planned.columns[column];
            open.extend(read_columns(&made.maker).into_iter().chain(made.when).map(|column| (table, column)));
            match (&made.maker, &planned.shape) {
                (Maker::Lookup { link: Link::Parent, column }, Shape::Each { parent, .. }) => {
                    open.push((*parent, *column))
                }
                (Maker::Lookup { link: Link::Ref { target, by }, column }, _) => {
                    open.extend([(table, *by), (*target, *column)]);
                }
                (Maker::Pick { target, .. }, _) => self.table(*target),
                (Maker::Aggregate { child, column, condition, .. }, _) => {
                    self.table(*child);
                    open.extend([*column, *condition].into_iter().flatten().map(|column| (*child, column)));
                }
                _ => {}
            }
        }
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
    /// The written columns of `rows`, which lie inside the table.
    pub(super) fn batch(&self, table: TableIndex, rows: Range<u64>) -> Result<RecordBatch, DataError> {
        let engine = self.engine();
        let row_count = (rows.end - rows.start) as usize;
        let wanted = Rows::Range(rows);
        let columns = engine.plan.tables[table].written().map(|(index, column)| {
            let array = self.column(table, index, &wanted)?;
            conform(&array, column).map_err(|message| engine.error(table, index, wanted.at(0), message))
        });
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(row_count));
        RecordBatch::try_new_with_options(engine.schema(table), columns, &options).map_err(|error| DataError {
            place: engine.plan.tables[table].name.clone(),
            row: 0,
            message: error.to_string(),
            help: None,
        })
    }
}
