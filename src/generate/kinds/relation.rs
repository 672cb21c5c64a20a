//! lookup, pick, sql.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, UInt32Array, UInt64Array};
use arrow::compute::{nullif, take};
use arrow::datatypes::Int64Type;

use super::Cells;
use crate::generate::engine::KEPT_ROWS_MAX;
use crate::generate::error::DataError;
use crate::generate::rows::Rows;
use crate::generate::sql::evaluate;
use crate::plan::maker::{ColumnIndex, Link, Maker, Pick, TableIndex};
use crate::plan::sql::TypedExpr;
use crate::values::permutation::Permutation;
use crate::values::random::{Stream, below, mix};

/// Draws for one cell of a pick without repeats before the next free rank is taken.
const DISTINCT_DRAWS_MAX: u32 = 64;

impl Cells<'_, '_> {
    pub(super) fn lookup(&self, link: Link, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        match link {
            Link::Parent => self.lookup_parent(column),
            Link::Ref { target, by } => self.lookup_ref(target, by, column),
        }
    }

    fn lookup_parent(&self, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let parent = self.parent()?;
        let family = self.scope.family(self.table, self.rows)?;
        let cells = self.scope.column(parent, column, &family.parents)?;
        self.taken(&cells, &UInt32Array::from(family.positions.clone()))
    }

    fn parent(&self) -> Result<TableIndex, DataError> {
        match self.scope.engine().plan().tables[self.table].shape {
            crate::plan::maker::Shape::Each { parent, .. } => Ok(parent),
            crate::plan::maker::Shape::Root { .. } => Err(self.error(0, "the table has no parent")),
        }
    }

    fn lookup_ref(&self, target: TableIndex, by: ColumnIndex, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let picked = self.read(by)?;
        let picked = picked.as_primitive::<Int64Type>();
        let engine = self.scope.engine();
        let made_from_index = matches!(engine.plan().tables[target].columns[column].maker, Maker::Serial { .. });
        if !made_from_index && engine.rows_of(target)? <= KEPT_ROWS_MAX {
            return self.taken(&engine.kept(target, column)?, picked);
        }
        let rows: Arc<[u64]> = picked.iter().map(|row| row.unwrap_or(0) as u64).collect();
        if rows.is_empty() || picked.null_count() == picked.len() {
            return self.taken(&self.scope.column(target, column, &Rows::Range(0..0))?, picked);
        }
        let cells = self.scope.column(target, column, &Rows::List(rows))?;
        if picked.null_count() == 0 {
            return Ok(cells);
        }
        let absent = arrow::compute::is_null(picked).map_err(|error| self.error(0, error.to_string()))?;
        nullif(&cells, &absent).map_err(|error| self.error(0, error.to_string()))
    }

    fn taken(&self, cells: &ArrayRef, positions: &dyn Array) -> Result<ArrayRef, DataError> {
        take(cells, positions, None).map_err(|error| self.error(0, error.to_string()))
    }

    /// Row indices of the target, as an int.
    pub(super) fn pick(&self, target: TableIndex, pick: Pick) -> Result<ArrayRef, DataError> {
        let target_rows = self.scope.engine().rows_of(target)?;
        if target_rows == 0 && !self.rows.is_empty() {
            let name = &self.scope.engine().plan().tables[target].name;
            return Err(self.error(0, format!("no row to pick: table \"{name}\" is empty")));
        }
        let picked = match pick {
            Pick::Uniform => self.indices(target_rows)?,
            Pick::Zipf(_) => self.pick_by_rank(target_rows)?,
            Pick::Distinct(None) => self.pick_distinct(target_rows)?,
            Pick::Distinct(Some(_)) => self.pick_distinct_by_rank(target_rows)?,
        };
        Ok(Arc::new(UInt64Array::from(picked).unary::<_, Int64Type>(|row| row as i64)))
    }

    fn pick_by_rank(&self, target_rows: u64) -> Result<Vec<u64>, DataError> {
        let engine = self.scope.engine();
        let ranks = engine.ranks(self.table, self.index)?;
        let order = engine.permutation(self.table, self.index, target_rows);
        let row = |random| order.at((ranks.sample(random) - 1) as u64);
        Ok(self.randoms()?.map(row).collect())
    }

    /// Every parent permutes the target's rows in its own way; its children take the first ones.
    fn pick_distinct(&self, target_rows: u64) -> Result<Vec<u64>, DataError> {
        let family = self.scope.family(self.table, self.rows)?;
        let parent_keys = self.scope.row_keys(self.parent()?, &family.parents)?;
        let mut order: Option<(u64, Permutation)> = None;
        let mut picked = Vec::with_capacity(self.rows.len());
        for (row, (place, &position)) in family.places.iter().zip(&family.positions).enumerate() {
            if place.ordinal >= target_rows {
                return Err(self.too_few(row, target_rows));
            }
            if order.as_ref().is_none_or(|(parent, _)| *parent != place.parent) {
                let key = crate::values::random::Key(mix(self.key().0, parent_keys[position as usize]));
                order = Some((place.parent, Permutation::new(key, target_rows)));
            }
            picked.extend(order.as_ref().map(|(_, order)| order.at(place.ordinal)));
        }
        Ok(picked)
    }

    /// By zipf, again and again until the row is new to the group.
    fn pick_distinct_by_rank(&self, target_rows: u64) -> Result<Vec<u64>, DataError> {
        let engine = self.scope.engine();
        let ranks = engine.ranks(self.table, self.index)?;
        let order = engine.permutation(self.table, self.index, target_rows);
        let groups = self.scope.whole_groups(self.table, self.rows)?;
        let row_keys = self.scope.row_keys(self.table, &groups.rows)?;
        let mut picked: Vec<u64> = Vec::with_capacity(groups.rows.len());
        let mut taken = BTreeSet::new();
        for bounds in groups.starts.windows(2) {
            taken.clear();
            for position in bounds[0]..bounds[1] {
                if taken.len() as u64 >= target_rows {
                    return Err(self.too_few(0, target_rows));
                }
                let mut draws = Stream::new(self.key(), row_keys[position]);
                let fresh = (0..DISTINCT_DRAWS_MAX)
                    .map(|_| (ranks.sample(draws.next()) - 1) as u64)
                    .find(|rank| !taken.contains(rank));
                let rank = fresh.unwrap_or_else(|| {
                    let from = below(draws.next(), target_rows);
                    (from..target_rows).chain(0..from).find(|rank| !taken.contains(rank)).unwrap_or(0)
                });
                taken.insert(rank);
                picked.push(order.at(rank));
            }
        }
        Ok(groups.positions.iter().map(|&position| picked[position as usize]).collect())
    }

    fn too_few(&self, position: usize, target_rows: u64) -> DataError {
        self.error(position, format!("more children than the {target_rows} rows that distinct picks can choose from"))
    }

    pub(super) fn sql(&self, expr: &TypedExpr, inputs: &[ColumnIndex]) -> Result<ArrayRef, DataError> {
        let inputs = inputs.iter().map(|&input| self.read(input)).collect::<Result<Vec<_>, _>>()?;
        let cells = evaluate(expr, &inputs, self.rows.len())
            .map_err(|error| self.error(error.row, format!("{} ({})", error.message, error.operands)))?;
        match self.column.ty {
            crate::plan::Type::Int(_) if cells.data_type() != &arrow::datatypes::DataType::Int64 => {
                let cells = arrow::compute::cast(&cells, &arrow::datatypes::DataType::Int64);
                cells.map_err(|error| self.error(0, error.to_string()))
            }
            _ => Ok(cells),
        }
    }
}
