//! ref (as a pick of a row and a lookup in it) and lookup.
//!
//! A picked row is known by its true number, whatever numbers the scope gives its own rows; a lookup reads the cells of many
//! rows at once, never one by one.
//!
//! `ref: customers` becomes two columns: a hidden `Pick` (the number of a customer's row) and a visible `Lookup` of
//! the key in that row. A path such as `customer.country` adds a second lookup through the same pick, so that all
//! columns of a row agree on whose order it is.
//!
//! | pick | per child | cost per row |
//! |---|---|---|
//! | uniform | any row, each as likely | one draw |
//! | uniform, unique | a permutation of the target's rows | one permutation step |
//! | zipf | rank r with weight 1 / r^s | one draw, O(1) by an alias table and a tail |
//! | distinct | no row twice under one parent | one permutation per parent |
//! | distinct by zipf | popular rows first, no row twice under one parent | the whole group, O(log group) per row |

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, UInt32Array, UInt64Array};
use arrow::compute::{nullif, take};
use arrow::datatypes::Int64Type;

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::eval::runs::{GroupRun, RunStart};
use crate::generate::eval::scope::Scope;
use crate::generate::rows::Rows;
use crate::plan::cost::KEPT_ROWS_MAX;
use crate::plan::maker::{ColumnIndex, Link, Maker, Pick, TableIndex};
use crate::values::permutation::Permutation;
use crate::values::random::{Stream, below, mix};
use crate::values::sampler::DiscreteSampler;

/// Draws for one cell of a pick without repeats before the next free rank is taken. In a group that takes most of
/// its target almost every draw is a repeat. After 64 of them the popular ranks are used up, and the next free rank
/// is as good as any.
const DISTINCT_DRAWS_MAX: u32 = 64;

/// The ranks that are taken, as ranges that do not touch: first rank → end. All it does takes O(log n).
///
/// A set of ranks would need memory per child. Popular ranks are neighbours, so that few ranges hold many of them.
#[derive(Default)]
struct UsedRanks(BTreeMap<u64, u64>);

impl UsedRanks {
    /// Whether a rank is free.
    fn has_not(&self, rank: u64) -> bool {
        self.next_free(rank) == rank
    }

    /// The first rank from `rank` on that is not taken.
    fn next_free(&self, rank: u64) -> u64 {
        self.0.range(..=rank).next_back().map_or(rank, |(_, &end)| end.max(rank))
    }

    /// Takes a rank that is not taken.
    fn insert(&mut self, rank: u64) {
        let end = self.0.remove(&(rank + 1)).unwrap_or(rank + 1);
        match self.0.range_mut(..rank).next_back() {
            Some((_, before)) if *before == rank => *before = end,
            _ => drop(self.0.insert(rank, end)),
        }
    }
}

impl ColumnRequest<'_, '_> {
    /// The cells of a column in related rows.
    ///
    /// The array has the type of the looked-up column; null where the link leads nowhere or the cell there is null.
    pub(super) fn lookup(&self, link: Link, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        match link {
            Link::Parent => self.lookup_parent(column),
            Link::Ref { target, by } => self.lookup_ref(target, by, column),
        }
    }

    /// The parents' cells are made once each and repeated for their children.
    ///
    /// Parents of a block of children are consecutive, so this reads each parent's cell once and repeats it with one
    /// `take`.
    fn lookup_parent(&self, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let parent = self.parent()?;
        let family = self.scope.family(self.table, self.rows)?;
        let cells = self.scope.column(parent, column, &family.parents)?;
        self.take_cells(&cells, &UInt32Array::from(family.positions.clone()))
    }

    /// The parent table.
    pub(super) fn parent(&self) -> Result<TableIndex, DataError> {
        match self.scope.memo().plan().tables[self.table].row_source {
            crate::plan::maker::RowSource::Each { parent, .. } => Ok(parent),
            crate::plan::maker::RowSource::Root { .. } => Err(self.error(0, "the table has no parent")),
        }
    }

    /// The cells of picked rows. Small tables are made whole and kept; of others only the rows picked are made.
    ///
    /// The limit, 65,536 rows, keeps a whole column within a few MB; `plan/cost.rs` uses the same one to refuse
    /// columns that would be slow.
    fn lookup_ref(&self, target: TableIndex, by: ColumnIndex, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let picked = self.read(by)?;
        let picked = picked.as_primitive::<Int64Type>();
        let memo = self.scope.memo();
        // For a key that is the row's number plus a constant, making the picked cells is cheaper than keeping the
        // table.
        let made_from_index = matches!(memo.plan().tables[target].columns[column].maker, Maker::Serial { .. });
        if !made_from_index && memo.rows_up_to(target, KEPT_ROWS_MAX + 1)? <= KEPT_ROWS_MAX {
            let all = || {
                let row_count = memo.row_count(target)?;
                Scope::new(memo).column(target, column, &Rows::Range(0..row_count))
            };
            return self.take_cells(&memo.kept(target, column, all)?, picked);
        }
        // A null pick reads row 0, which exists unless all are null, and its cell is removed again below.
        let rows: Arc<[u64]> = picked.iter().map(|row| row.unwrap_or(0) as u64).collect();
        // Rows are picked by their true numbers, which a scope with windows does not know.
        let apart = (!self.scope.windows().is_empty()).then(|| Scope::new(memo));
        let scope = apart.as_ref().unwrap_or(self.scope);
        if rows.is_empty() || picked.null_count() == picked.len() {
            return self.take_cells(&scope.column(target, column, &Rows::Range(0..0))?, picked);
        }
        let cells = scope.column(target, column, &Rows::List(rows))?;
        if picked.null_count() == 0 {
            return Ok(cells);
        }
        let absent = arrow::compute::is_null(picked).map_err(|error| self.error(0, error.to_string()))?;
        nullif(&cells, &absent).map_err(|error| self.error(0, error.to_string()))
    }

    /// The cells at some positions; null where a position is.
    fn take_cells(&self, cells: &ArrayRef, positions: &dyn Array) -> Result<ArrayRef, DataError> {
        take(cells, positions, None).map_err(|error| self.error(0, error.to_string()))
    }

    /// Row indices of the target, as an int.
    ///
    /// `Int64` without nulls: each a row number of the target, from 0.
    ///
    /// # Errors
    /// An empty target, more children than the target has rows in a distinct pick, and more rows than the target has
    /// in a unique one.
    pub(super) fn pick(&self, target: TableIndex, pick: Pick) -> Result<ArrayRef, DataError> {
        let target_rows = self.scope.memo().row_count(target)?;
        if target_rows == 0 && !self.rows.is_empty() {
            let name = &self.scope.memo().plan().tables[target].name;
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

    /// A rank by zipf, and the row that has it.
    ///
    /// The permutation makes popularity independent of row order: without it the customers with the lowest serial
    /// keys would have the most orders.
    fn pick_by_rank(&self, target_rows: u64) -> Result<Vec<u64>, DataError> {
        let memo = self.scope.memo();
        let ranks = memo.ranks(self.table, self.index, target_rows)?;
        let order = memo.permutation(self.table, self.index, target_rows);
        let row = |random| order.at((ranks.sample(random) - 1) as u64);
        Ok(self.randoms()?.map(row).collect())
    }

    /// Every parent permutes the target's rows in its own way; its children take the first ones.
    ///
    /// The permutation's key is hashed from the column's key and the parent's row key, and the child's ordinal is the
    /// index: no child has to know what its siblings picked, so any of them can be made alone.
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
    ///
    /// Sampling without replacement is sequential by nature: what a child may pick depends on the picks before it. So
    /// groups are made from their first row, however few of their rows are wanted.
    fn pick_distinct_by_rank(&self, target_rows: u64) -> Result<Vec<u64>, DataError> {
        let memo = self.scope.memo();
        let ranks = memo.ranks(self.table, self.index, target_rows)?;
        let order = memo.permutation(self.table, self.index, target_rows);
        let runs = self.scope.runs(self.table, self.rows, RunStart::Whole)?;
        let mut picked = vec![0; self.rows.len()];
        let mut taken = UsedRanks::default();
        for piece in runs.pieces() {
            let row_keys = self.scope.row_keys(self.table, &GroupRun::rows(piece))?;
            let mut made: Vec<u64> = Vec::with_capacity(row_keys.len());
            for run in piece {
                taken.0.clear();
                if run.group_rows > target_rows {
                    return Err(self.too_few(0, target_rows));
                }
                for &row_key in &row_keys[made.len()..made.len() + run.row_count()] {
                    made.push(order.at(self.fresh_rank(ranks, row_key, target_rows, &mut taken)));
                }
            }
            runs.place(piece, &made, &mut picked);
        }
        Ok(picked)
    }

    /// A rank that is not taken, and is then.
    ///
    /// Rejection sampling: up to 64 draws by zipf, then a uniform starting point and the first free rank from there,
    /// wrapping around. O(log n) per draw for a group with n ranges of taken ranks.
    fn fresh_rank(&self, ranks: &DiscreteSampler, row_key: u64, target_rows: u64, taken: &mut UsedRanks) -> u64 {
        let mut draws = Stream::new(self.key(), row_key);
        let fresh =
            (0..DISTINCT_DRAWS_MAX).map(|_| (ranks.sample(draws.next()) - 1) as u64).find(|&rank| taken.has_not(rank));
        let rank = fresh.unwrap_or_else(|| match taken.next_free(below(draws.next(), target_rows)) {
            free if free < target_rows => free,
            _ => taken.next_free(0),
        });
        taken.insert(rank);
        rank
    }

    /// The error of a group that has more children than there are rows to pick from.
    fn too_few(&self, position: usize, target_rows: u64) -> DataError {
        self.error(position, format!("more children than the {target_rows} rows that distinct picks can choose from"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_free_rank_is_the_one_that_a_search_finds() {
        let (mut taken, mut known) = (UsedRanks::default(), std::collections::BTreeSet::new());
        for step in 0..200_u64 {
            let from = mix(step, 7) % 200;
            let found = (from..).find(|rank| !known.contains(rank)).expect("ranks do not end");
            assert_eq!((taken.next_free(from), taken.has_not(from)), (found, found == from));
            known.insert(found);
            taken.insert(found);
        }
        assert!(taken.0.len() < 10, "{} ranges of {} ranks", taken.0.len(), known.len());
    }
}
