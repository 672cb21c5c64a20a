//! Groups: which rows of a child table belong to which parent row.
//!
//! Counts are a pure function of the parent row, so one u64 per block of parents is all that is stored; the rest is
//! counted again where it is needed.

use std::ops::Range;

use arrow::array::{Array, AsArray};
use arrow::datatypes::Int64Type;
use rayon::prelude::*;

use super::engine::Engine;
use super::error::DataError;
use super::rows::Rows;
use super::scope::Scope;
use crate::plan::maker::{Count, Shape, TableIndex};
use crate::values::random::{Key, draw, mix};

/// Parents per entry of the index.
const BLOCK_PARENTS: u64 = 1_024;
/// Parents counted by one task while the index is built: few enough that its buffers stay in the cache and the
/// allocator keeps them.
const TASK_PARENTS: u64 = 8 * BLOCK_PARENTS;

/// Where the groups of a child table begin.
pub(super) enum GroupIndex {
    /// Every group has the same size.
    Even {
        /// Children per parent.
        count: u64,
        /// How many parents.
        parent_count: u64,
    },
    /// Entry b: children of all parents before parent b × `BLOCK_PARENTS`; one entry more at the end.
    Blocks(Vec<u64>),
}

/// A row's place below its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The parent's row index.
    pub parent: u64,
    /// 0 for the first child.
    pub ordinal: u64,
}

impl GroupIndex {
    /// Counts all groups on this thread.
    pub fn build_here(engine: &Engine, table: TableIndex) -> Result<GroupIndex, DataError> {
        Self::build(engine, table, |tasks, count| tasks.into_iter().map(count).collect())
    }

    /// Counts all groups on the current rayon pool.
    pub fn build_parallel(engine: &Engine, table: TableIndex) -> Result<GroupIndex, DataError> {
        Self::build(engine, table, |tasks, count| tasks.into_par_iter().map(count).collect())
    }

    fn build(
        engine: &Engine,
        table: TableIndex,
        run: impl FnOnce(
            Vec<Range<u64>>,
            &(dyn Fn(Range<u64>) -> Result<Vec<u64>, DataError> + Sync),
        ) -> Result<Vec<Vec<u64>>, DataError>,
    ) -> Result<GroupIndex, DataError> {
        let (parent, count) = shape(engine, table);
        let parent_count = engine.rows_of(parent)?;
        if let Count::Fixed(count) = *count {
            return match count.checked_mul(parent_count) {
                Some(_) => Ok(GroupIndex::Even { count, parent_count }),
                None => Err(too_many(engine, table)),
            };
        }
        let tasks = (0..parent_count.div_ceil(TASK_PARENTS))
            .map(|task| task * TASK_PARENTS..((task + 1) * TASK_PARENTS).min(parent_count))
            .collect();
        let sums = run(tasks, &|parents| Scope::new(engine).block_sums(table, parents))?;
        let mut starts = vec![0_u64];
        for sum in sums.into_iter().flatten() {
            let next: Option<u64> = starts.last().and_then(|last| last.checked_add(sum));
            starts.push(
                next.filter(|&next| next <= crate::spec::size::COUNT_MAX).ok_or_else(|| too_many(engine, table))?,
            );
        }
        Ok(GroupIndex::Blocks(starts))
    }

    /// How many rows the child table has.
    pub fn row_count(&self) -> u64 {
        match self {
            GroupIndex::Even { count, parent_count } => count * parent_count,
            GroupIndex::Blocks(starts) => starts.last().copied().unwrap_or(0),
        }
    }
}

fn shape(engine: &Engine, table: TableIndex) -> (TableIndex, &Count) {
    match &engine.plan().tables[table].shape {
        Shape::Each { parent, count } => (*parent, count),
        Shape::Root { .. } => unreachable!("only child tables have groups"),
    }
}

/// The count that a law gives a parent row; 0 for other counts, which are not drawn.
#[inline]
fn drawn(count: &Count, key: Key, parent_key: u64) -> u64 {
    let Count::Law { law, zero, min, max } = count else { return 0 };
    if *zero > 0 && draw(key, parent_key, 1) < *zero {
        return 0;
    }
    (law.sample(draw(key, parent_key, 0)).max(0) as u64).clamp(*min, *max)
}

fn too_many(engine: &Engine, table: TableIndex) -> DataError {
    DataError {
        place: engine.plan().tables[table].name.clone(),
        row: 0,
        message: format!("the table would have more than {} rows", crate::spec::size::COUNT_MAX),
        help: Some("Lower the count or the number of parents.".into()),
    }
}

impl Scope<'_> {
    /// How many children of `table` each of the parent's `parents` has.
    pub(super) fn counts(&self, table: TableIndex, parents: &Rows) -> Result<Vec<u64>, DataError> {
        let (parent, count) = shape(self.engine(), table);
        match count {
            Count::Fixed(count) => Ok(vec![*count; parents.len()]),
            Count::Law { .. } => {
                let key = self.count_key(table);
                let parent_keys = self.row_keys(parent, parents)?;
                Ok(parent_keys.iter().map(|&row_key| drawn(count, key, row_key)).collect())
            }
            Count::Column(column) => {
                let cells = self.column(parent, *column, parents)?;
                let cells = cells.as_primitive::<Int64Type>();
                (0..cells.len())
                    .map(|position| match cells.is_null(position) {
                        true => Ok(0),
                        false => u64::try_from(cells.value(position)).map_err(|_| {
                            let message = format!("a count cannot be negative, got {}", cells.value(position));
                            self.engine().error(parent, *column, parents.at(position), message)
                        }),
                    })
                    .collect()
            }
        }
    }

    /// The sums of the counts of each block of `parents`, the first of which begins a block.
    fn block_sums(&self, table: TableIndex, parents: Range<u64>) -> Result<Vec<u64>, DataError> {
        let (parent, count) = shape(self.engine(), table);
        let parent_table = &self.engine().plan().tables[parent];
        if let (Count::Law { .. }, Shape::Root { .. }) = (count, &parent_table.shape) {
            // By far the most rows are counted here, so nothing is kept on the way.
            let key = self.count_key(table);
            let sum = |start: u64| -> u64 {
                let block = start..(start + BLOCK_PARENTS).min(parents.end);
                block.map(|row| drawn(count, key, mix(parent_table.row_seed, row))).sum()
            };
            return Ok(parents.clone().step_by(BLOCK_PARENTS as usize).map(sum).collect());
        }
        let counts = self.counts(table, &Rows::Range(parents))?;
        Ok(counts.chunks(BLOCK_PARENTS as usize).map(|block| block.iter().sum()).collect())
    }

    fn count_key(&self, table: TableIndex) -> Key {
        Key(self.engine().plan().tables[table].row_seed).derive("count")
    }

    /// The ranges of children of `table`, one for each of `parents`; for a range of parents they follow each other.
    pub(super) fn children(&self, table: TableIndex, parents: &Rows) -> Result<Vec<Range<u64>>, DataError> {
        let counts = self.counts(table, parents)?;
        let mut ranges = Vec::with_capacity(counts.len());
        match parents {
            Rows::Range(range) if !parents.is_empty() => {
                let mut start = self.first_child(table, range.start)?;
                for count in counts {
                    ranges.push(start..start + count);
                    start += count;
                }
            }
            _ => {
                for (position, count) in counts.into_iter().enumerate() {
                    let start = self.first_child(table, parents.at(position))?;
                    ranges.push(start..start + count);
                }
            }
        }
        Ok(ranges)
    }

    /// The first child row of parent row `parent_row` (which may be one past the last).
    pub(super) fn first_child(&self, table: TableIndex, parent_row: u64) -> Result<u64, DataError> {
        match self.engine().groups(table)? {
            GroupIndex::Even { count, .. } => Ok(count * parent_row),
            GroupIndex::Blocks(starts) => {
                let block = parent_row / BLOCK_PARENTS;
                let before = block * BLOCK_PARENTS..parent_row;
                Ok(starts[block as usize] + self.counts(table, &Rows::Range(before))?.iter().sum::<u64>())
            }
        }
    }

    /// The place of child row `row`, which exists, below its parent.
    fn place(&self, table: TableIndex, row: u64) -> Result<Place, DataError> {
        match self.engine().groups(table)? {
            GroupIndex::Even { count, .. } => Ok(Place { parent: row / count, ordinal: row % count }),
            GroupIndex::Blocks(starts) => {
                let block = starts.partition_point(|&start| start <= row) as u64 - 1;
                let parents = block * BLOCK_PARENTS..((block + 1) * BLOCK_PARENTS).min(self.parent_count(table)?);
                let mut start = starts[block as usize];
                for (position, count) in self.counts(table, &Rows::Range(parents))?.into_iter().enumerate() {
                    if row < start + count {
                        return Ok(Place { parent: block * BLOCK_PARENTS + position as u64, ordinal: row - start });
                    }
                    start += count;
                }
                unreachable!("the index says that the row lies in this block")
            }
        }
    }

    fn parent_count(&self, table: TableIndex) -> Result<u64, DataError> {
        self.engine().rows_of(shape(self.engine(), table).0)
    }

    /// The places of `rows` of a child table.
    pub(super) fn places(&self, table: TableIndex, rows: &Rows) -> Result<Vec<Place>, DataError> {
        match rows {
            Rows::Range(range) if !rows.is_empty() => self.places_of_range(table, range.clone()),
            _ => rows.iter().map(|row| self.place(table, row)).collect(),
        }
    }

    fn places_of_range(&self, table: TableIndex, rows: Range<u64>) -> Result<Vec<Place>, DataError> {
        let Place { mut parent, mut ordinal } = self.place(table, rows.start)?;
        let parent_count = self.parent_count(table)?;
        let wanted = (rows.end - rows.start) as usize;
        let mut places = Vec::with_capacity(wanted);
        while places.len() < wanted {
            let parents = parent..(parent + BLOCK_PARENTS).min(parent_count);
            for count in self.counts(table, &Rows::Range(parents))? {
                let taken = (count - ordinal).min((wanted - places.len()) as u64);
                places.extend((ordinal..ordinal + taken).map(|ordinal| Place { parent, ordinal }));
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
    pub(super) fn make_row_keys(&self, table: TableIndex, rows: &Rows) -> Result<Vec<u64>, DataError> {
        let plan = &self.engine().plan().tables[table];
        match plan.shape {
            Shape::Root { .. } => Ok(rows.iter().map(|row| mix(plan.row_seed, row)).collect()),
            Shape::Each { parent, .. } => {
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
