//! Groups: which rows of a child table belong to which parent row.
//!
//! Counts are a pure function of the parent row. They are kept per block of parents, and extended on demand; within a block
//! they are recomputed where needed. Rows are counted here, not with the rest of [`Memo`], because a count may be
//! a column.
//!
//! | `count:` | where a parent's count comes from | first child of parent p |
//! |---|---|---|
//! | a number | the plan | p × count |
//! | a distribution | draws 0 and 1 of the parent's row key | sum over blocks before p, then over p's block |
//! | a column | the parent's cell | the same |
//!
//! Blocks have 1,024 parents: a billion parents are a million sums (8 MB), and finding a row costs one binary search
//! and one block of draws.

use std::ops::Range;

use arrow::array::{Array, AsArray};
use arrow::datatypes::Int64Type;

use super::scope::Scope;
use crate::generate::error::DataError;
use crate::generate::group_index::{BLOCK_PARENTS, GroupIndex, RowPlace};
use crate::generate::memo::Memo;
use crate::generate::prefix::{Prefix, RunningTotals};
use crate::generate::rows::Rows;
use crate::plan::maker::{ChildCount, RowSource, TableIndex};
use crate::spec::size::COUNT_MAX;
use crate::values::random::{Key, draw, mix};

/// Parents counted by one task while the index grows: few enough that its buffers stay in the cache and the allocator
/// keeps them.
const TASK_PARENTS: u64 = 8 * BLOCK_PARENTS;
/// Tables with at most this many parents are counted where only the number of their rows is wanted.
const COUNTED_PARENTS_MAX: u64 = 1 << 20;
/// Parents that an estimate of a larger table's rows comes from.
const SAMPLE_ROWS: u64 = 65_536;

/// How many rows a table has.
///
/// For people; whatever must be right counts exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowCount {
    /// Counted.
    Exact(u64),
    /// From the mean of the first groups.
    About(u64),
}

/// The parent of a child table, and how its groups are counted.
fn parent_and_count(memo: &Memo, table: TableIndex) -> (TableIndex, &ChildCount) {
    match &memo.plan().tables[table].row_source {
        RowSource::Each { parent, count } => (*parent, count),
        RowSource::Root { .. } => unreachable!("only child tables have groups"),
    }
}

/// The count that a law gives a parent row; 0 for other counts, which are not drawn.
///
/// Draw 1 decides whether there are any, draw 0 how many, so that changing `zero:` leaves the sizes of the other
/// groups alone.
#[inline]
fn drawn(count: &ChildCount, key: Key, parent_key: u64) -> u64 {
    let ChildCount::Distribution { distribution, zero, min, max } = count else { return 0 };
    if *zero > 0 && draw(key, parent_key, 1) < *zero {
        return 0;
    }
    (distribution.sample(draw(key, parent_key, 0)).max(0) as u64).clamp(*min, *max)
}

/// Blocks have 1,024 parents of at most `COUNT_MAX` children: their sum may pass 64 bits, and is refused then.
fn sum(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(0, u64::saturating_add)
}

impl Memo {
    /// How many rows a table has. For a child table the first call counts every group, on all cores.
    ///
    /// # Errors
    /// More than 2^62 rows, or a count that is a bad cell.
    pub(in crate::generate) fn row_count(&self, table: TableIndex) -> Result<u64, DataError> {
        self.rows_up_to(table, u64::MAX)
    }

    /// How many rows a table has, or `limit` if it has more: what lies behind that is not counted.
    ///
    /// With a small limit only as many blocks are counted as are needed to reach it.
    pub(in crate::generate) fn rows_up_to(&self, table: TableIndex, limit: u64) -> Result<u64, DataError> {
        match self.plan().tables[table].row_source {
            RowSource::Root { row_count } => Ok(row_count.min(limit)),
            RowSource::Each { parent, .. } => match self.groups(table) {
                GroupIndex::Even(0) => Ok(0),
                GroupIndex::Even(count) => {
                    let parents = self.rows_up_to(parent, limit.div_ceil(*count))?;
                    self.added(table, 0, parents.saturating_mul(*count).min(limit))
                }
                GroupIndex::Counted(prefix) => self.ask(table, prefix, |known| {
                    let counted = known.totals.last().copied().unwrap_or(0);
                    (known.complete || counted >= limit).then_some(counted.min(limit))
                }),
            },
        }
    }

    /// How many rows a table has, exactly where counting them is cheap.
    ///
    /// Exact for up to 2^20 parents; beyond that from the groups of the first parents.
    pub(in crate::generate) fn estimated_row_count(&self, table: TableIndex) -> Result<RowCount, DataError> {
        Ok(self.sample(table)?.1)
    }

    /// How many of a table's first rows a sample of it has, and how many rows there are.
    fn sample(&self, table: TableIndex) -> Result<(u64, RowCount), DataError> {
        let (sampled, rows) = match self.plan().tables[table].row_source {
            RowSource::Root { row_count } => (row_count, RowCount::Exact(row_count)),
            RowSource::Each { parent, .. } => match self.sample(parent)? {
                (_, RowCount::Exact(parents))
                    if parents <= COUNTED_PARENTS_MAX || self.groups(table).reaches(parents) =>
                {
                    let row_count = self.row_count(table)?;
                    (row_count, RowCount::Exact(row_count))
                }
                (sampled, RowCount::Exact(parents) | RowCount::About(parents)) => {
                    let children = Scope::new(self).first_child(table, sampled)?;
                    let rows = u128::from(children) * u128::from(parents) / u128::from(sampled.max(1));
                    (children, RowCount::About(u64::try_from(rows).unwrap_or(COUNT_MAX)))
                }
            },
        };
        Ok((sampled.min(SAMPLE_ROWS), rows))
    }

    /// An answer from the counted blocks, of which more are counted until there is one.
    fn ask<R>(
        &self,
        table: TableIndex,
        prefix: &Prefix<u64>,
        answer: impl Fn(&RunningTotals<u64>) -> Option<R>,
    ) -> Result<R, DataError> {
        let add = |total, count| self.added(table, total, count);
        prefix.ask(answer, |blocks| self.block_counts(table, blocks), add)
    }

    /// A sum of rows, refused beyond 2^62.
    pub(in crate::generate) fn added(&self, table: TableIndex, total: u64, count: u64) -> Result<u64, DataError> {
        total.checked_add(count).filter(|&total| total <= COUNT_MAX).ok_or_else(|| DataError {
            place: self.plan().tables[table].name.clone(),
            row: 0,
            message: format!("the table would have more than {COUNT_MAX} rows"),
            help: Some("Lower the count or the number of parents.".into()),
        })
    }

    /// How many children the parents of each block have, of those blocks that there are.
    ///
    /// Tasks of 8 blocks on all cores; the results are joined in order, so the index does not depend on threads.
    fn block_counts(&self, table: TableIndex, blocks: Range<u64>) -> Result<Vec<u64>, DataError> {
        let (parent, _) = parent_and_count(self, table);
        let parents = blocks.start * BLOCK_PARENTS..self.rows_up_to(parent, blocks.end * BLOCK_PARENTS)?;
        let task = |start: u64| start..parents.end.min(start + TASK_PARENTS);
        let tasks: Vec<Range<u64>> = parents.clone().step_by(TASK_PARENTS as usize).map(task).collect();
        let counted =
            self.helper_threads().map(&tasks, |parents| Scope::new(self).block_counts(table, parents.clone()));
        Ok(counted.into_iter().collect::<Result<Vec<_>, DataError>>()?.concat())
    }
}

impl Scope<'_> {
    /// How many children of `table` each of the parent's `parents` has.
    ///
    /// One count per parent, in the order asked for.
    ///
    /// # Errors
    /// A negative count in a column.
    pub(in crate::generate) fn counts(&self, table: TableIndex, parents: &Rows) -> Result<Vec<u64>, DataError> {
        let (parent, count) = parent_and_count(self.memo(), table);
        self.memo().spend(table, parents.len() as u64)?;
        match count {
            ChildCount::Fixed(count) => Ok(vec![*count; parents.len()]),
            ChildCount::Distribution { .. } => {
                let key = self.count_key(table);
                let parent_keys = self.row_keys(parent, parents)?;
                Ok(parent_keys.iter().map(|&row_key| drawn(count, key, row_key)).collect())
            }
            ChildCount::Column(column) => {
                let cells = self.column(parent, *column, parents)?;
                let cells = cells.as_primitive::<Int64Type>();
                (0..cells.len())
                    .map(|position| match cells.is_null(position) {
                        true => Ok(0),
                        false => u64::try_from(cells.value(position)).map_err(|_| {
                            let message = format!("a count cannot be negative, got {}", cells.value(position));
                            self.memo().error(parent, *column, parents.at(position), message)
                        }),
                    })
                    .collect()
            }
        }
    }

    /// The sums of the counts of each block of `parents`, the first of which begins a block.
    ///
    /// The caller passes whole blocks, but for the table's last one.
    fn block_counts(&self, table: TableIndex, parents: Range<u64>) -> Result<Vec<u64>, DataError> {
        let (parent, count) = parent_and_count(self.memo(), table);
        let parent_table = &self.memo().plan().tables[parent];
        if let (ChildCount::Distribution { .. }, RowSource::Root { .. }) = (count, &parent_table.row_source) {
            // By far the most rows are counted here, so nothing is kept.
            self.memo().spend(table, parents.end - parents.start)?;
            let key = self.count_key(table);
            let block = |start: u64| {
                let block = start..(start + BLOCK_PARENTS).min(parents.end);
                sum(block.map(|row| drawn(count, key, mix(parent_table.table_key.0, row))))
            };
            return Ok(parents.clone().step_by(BLOCK_PARENTS as usize).map(block).collect());
        }
        let counts = self.counts(table, &Rows::Range(parents))?;
        Ok(counts.chunks(BLOCK_PARENTS as usize).map(|block| sum(block.iter().copied())).collect())
    }

    /// The key of the draws that count a table's groups.
    fn count_key(&self, table: TableIndex) -> Key {
        self.memo().plan().tables[table].table_key.derive("count")
    }

    /// The ranges of children of `table`, one for each of `parents`; for a range of parents they follow each other.
    ///
    /// For a list of parents each range is looked up by itself.
    pub(in crate::generate) fn children(
        &self,
        table: TableIndex,
        parents: &Rows,
    ) -> Result<Vec<Range<u64>>, DataError> {
        let counts = self.counts(table, parents)?;
        let mut ranges: Vec<Range<u64>> = Vec::with_capacity(counts.len());
        for (position, count) in counts.into_iter().enumerate() {
            let start = match (parents, ranges.last()) {
                (Rows::Range(_), Some(before)) => before.end,
                _ => self.first_child(table, parents.at(position))?,
            };
            ranges.push(start..self.memo().added(table, start, count)?);
        }
        Ok(ranges)
    }

    /// The first child row of parent row `parent_row` (which may be one past the last).
    ///
    /// O(1) for even groups, else a lookup and at most one block of counts.
    pub(in crate::generate) fn first_child(&self, table: TableIndex, parent_row: u64) -> Result<u64, DataError> {
        if let Some(window) = self.window(table) {
            return Ok(window.first_child(parent_row));
        }
        match self.memo().groups(table) {
            GroupIndex::Even(count) => Ok(count.saturating_mul(parent_row)),
            GroupIndex::Counted(prefix) => {
                let block = parent_row / BLOCK_PARENTS;
                let start = self.memo().ask(table, prefix, |known| known.totals.get(block as usize).copied())?;
                let before = block * BLOCK_PARENTS..parent_row;
                self.memo().added(table, start, sum(self.counts(table, &Rows::Range(before))?))
            }
        }
    }

    /// The place of child row `row`, which exists, below its parent.
    ///
    /// The inverse of `first_child`.
    fn place(&self, table: TableIndex, row: u64) -> Result<RowPlace, DataError> {
        if let Some(window) = self.window(table) {
            return Ok(window.place(row));
        }
        match self.memo().groups(table) {
            GroupIndex::Even(count) => Ok(RowPlace { parent: row / count, ordinal: row % count }),
            GroupIndex::Counted(prefix) => {
                let (block, mut start) = self.memo().ask(table, prefix, |known| {
                    let block = known.totals.partition_point(|&start| start <= row) - 1;
                    (block + 1 < known.totals.len()).then(|| (block as u64, known.totals[block]))
                })?;
                for (position, count) in self.counts_of_block(table, block * BLOCK_PARENTS)?.into_iter().enumerate() {
                    if row < start + count {
                        return Ok(RowPlace { parent: block * BLOCK_PARENTS + position as u64, ordinal: row - start });
                    }
                    start += count;
                }
                unreachable!("the index says that the row lies in this block")
            }
        }
    }

    /// The counts of the parents from `first` on that there are, as many as a block has.
    ///
    /// Fewer at the end of the table.
    fn counts_of_block(&self, table: TableIndex, first: u64) -> Result<Vec<u64>, DataError> {
        if let Some(window) = self.window(table) {
            return Ok(window.counts_from(first));
        }
        let (parent, _) = parent_and_count(self.memo(), table);
        let end = match self.window(parent) {
            Some(window) => window.row_count().min(first + BLOCK_PARENTS),
            None => self.memo().rows_up_to(parent, first + BLOCK_PARENTS)?,
        };
        self.counts(table, &Rows::Range(first..end))
    }

    /// The places of `rows` of a child table.
    ///
    /// A range is walked parent by parent; a list costs a search per row.
    pub(in crate::generate) fn places(&self, table: TableIndex, rows: &Rows) -> Result<Vec<RowPlace>, DataError> {
        match rows {
            Rows::Range(range) if !rows.is_empty() => self.places_of_range(table, range.clone()),
            _ => rows.iter().map(|row| self.place(table, row)).collect(),
        }
    }

    /// The places of consecutive rows.
    fn places_of_range(&self, table: TableIndex, rows: Range<u64>) -> Result<Vec<RowPlace>, DataError> {
        let RowPlace { mut parent, mut ordinal } = self.place(table, rows.start)?;
        let wanted = (rows.end - rows.start) as usize;
        let mut places = Vec::with_capacity(wanted);
        while places.len() < wanted {
            for count in self.counts_of_block(table, parent)? {
                let taken = (count - ordinal).min((wanted - places.len()) as u64);
                places.extend((ordinal..ordinal + taken).map(|ordinal| RowPlace { parent, ordinal }));
                parent += 1;
                ordinal = 0;
                if places.len() == wanted {
                    break;
                }
            }
        }
        Ok(places)
    }

    /// The keys that draws of `rows` come from: `mix(table key, index)` for a root, `mix(parent's key, ordinal)` below.
    ///
    /// A child's key depends on its parent's key and its ordinal only, so inserting parents before it, or growing
    /// other groups, leaves it alone.
    pub(in crate::generate) fn make_row_keys(&self, table: TableIndex, rows: &Rows) -> Result<Vec<u64>, DataError> {
        let plan = &self.memo().plan().tables[table];
        self.memo().spend(table, rows.len() as u64)?;
        match plan.row_source {
            RowSource::Root { .. } => Ok(rows.iter().map(|row| mix(plan.table_key.0, row)).collect()),
            RowSource::Each { parent, .. } => {
                let family = self.family(table, rows)?;
                let parent_keys = self.row_keys(parent, &family.parents)?;
                Ok(family
                    .positions
                    .iter()
                    .zip(&family.places)
                    .map(|(&position, place)| mix(parent_keys[position as usize], place.ordinal))
                    .collect())
            }
        }
    }
}
