//! Runs: what of a group must be made so that some of its rows are known, for makers that go through a group in order.
//!
//! Small groups are made whole. A huge one is entered at the last checkpoint before the rows wanted, with what the
//! maker carries from there, so that a row of it costs at most a step and memory follows the rows that are asked for.

use std::ops::Range;

use super::scope::{Scope, concat};
use crate::generate::error::DataError;
use crate::generate::group_index::RowPlace;
use crate::generate::rows::Rows;
use crate::plan::maker::{RowSource, TableIndex};

/// Groups with at most this many rows are made whole.
pub(in crate::generate) const WHOLE_ROWS_MAX: u64 = 65_536;
/// Rows from one checkpoint of a huge group to the next.
pub(in crate::generate) const STEP_ROWS: u64 = 16_384;
/// Rows of runs that are made at once, except that a run is not cut.
const PIECE_ROWS: u64 = 262_144;

/// How far before the rows wanted a maker starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::generate) enum RunStart {
    /// At the group's first row, through to its last.
    Whole,
    /// In huge groups at a checkpoint.
    Checkpoint,
}

/// Rows of one group that follow each other.
///
/// `ordinals` covers `wanted` and everything that has to be made before it.
#[derive(Debug)]
pub(in crate::generate) struct GroupRun {
    /// The group's parent row; 0 in a table without a parent, which is one group.
    pub parent_row: u64,
    /// The position of the parent in `GroupRuns::parents`.
    pub parent: usize,
    /// The group's first row.
    pub group_start: u64,
    /// How many rows the group has.
    pub group_rows: u64,
    /// The places in the group that are to be made.
    pub ordinals: Range<u64>,
    /// Those asked for, in `GroupRuns::wanted`.
    wanted: Range<usize>,
}

/// The runs behind some rows, in the order of the table.
pub(in crate::generate) struct GroupRuns {
    /// The groups' parents; in a table without a parent, which is one group, a row that stands for it.
    pub parents: Rows,
    runs: Vec<GroupRun>,
    /// The rows asked for by run: their ordinals, and their positions among all that are asked for.
    wanted: Vec<(u64, usize)>,
}

impl GroupRuns {
    /// Adds the row that `run` consists of to the last run, or begins another; rows come in the table's order.
    ///
    /// Rows of one group that lie within a step of each other become one run.
    fn want(&mut self, position: usize, enter: RunStart, mut run: GroupRun) {
        self.wanted.push((run.ordinals.start, position));
        let wanted = self.wanted.len();
        match enter {
            RunStart::Checkpoint if run.group_rows > WHOLE_ROWS_MAX => {
                run.ordinals.start -= run.ordinals.start % STEP_ROWS
            }
            _ => run.ordinals = 0..run.group_rows,
        }
        match self.runs.last_mut() {
            Some(last) if last.parent_row == run.parent_row && run.ordinals.start <= last.ordinals.end => {
                last.ordinals.end = last.ordinals.end.max(run.ordinals.end);
                last.wanted.end = wanted;
            }
            _ => self.runs.push(GroupRun { wanted: wanted - 1..wanted, ..run }),
        }
    }

    /// The runs in portions whose rows can be made together.
    ///
    /// Bounds what is in memory at once; a run longer than a piece is a piece of its own.
    pub fn pieces(&self) -> Vec<&[GroupRun]> {
        let mut rows = 0;
        let pieces = self.runs.chunk_by(move |run, _| {
            rows += run.ordinals.end - run.ordinals.start;
            let together = rows < PIECE_ROWS;
            rows = if together { rows } else { 0 };
            together
        });
        pieces.collect()
    }

    /// Puts what was made of the rows of `piece`, one after another, where it was asked for.
    ///
    /// The inverse of the sorting that `runs` did.
    pub fn place<T: Copy>(&self, piece: &[GroupRun], made: &[T], at: &mut [T]) {
        let mut start = 0;
        for run in piece {
            for &(ordinal, position) in &self.wanted[run.wanted.clone()] {
                at[position] = made[start + (ordinal - run.ordinals.start) as usize];
            }
            start += run.row_count();
        }
    }
}

impl GroupRun {
    /// How many rows it has.
    pub fn row_count(&self) -> usize {
        (self.ordinals.end - self.ordinals.start) as usize
    }

    /// Whether it is all of its group.
    pub fn is_whole(&self) -> bool {
        self.ordinals == (0..self.group_rows)
    }

    /// The rows of some runs, one run after another.
    pub fn rows(runs: &[GroupRun]) -> Rows {
        concat(
            runs.iter().map(|run| run.group_start + run.ordinals.start..run.group_start + run.ordinals.end).collect(),
        )
    }
}

impl Scope<'_> {
    /// What must be made so that `rows` are known.
    ///
    /// Rows may come in any order and repeat. Counted against the budget before they are made.
    pub(in crate::generate) fn runs(
        &self,
        table: TableIndex,
        rows: &Rows,
        enter: RunStart,
    ) -> Result<GroupRuns, DataError> {
        let plan = &self.memo().plan().tables[table];
        let family = match plan.row_source {
            RowSource::Each { .. } => Some(self.family(table, rows)?),
            RowSource::Root { .. } => None,
        };
        let (parents, sizes) = match (&family, &plan.row_source) {
            (Some(family), _) => (family.parents.clone(), self.counts(table, &family.parents)?),
            (None, RowSource::Root { row_count }) => (Rows::Range(0..1), vec![*row_count]),
            (None, RowSource::Each { .. }) => unreachable!("child rows have a family"),
        };
        let mut order: Vec<usize> = (0..rows.len()).collect();
        if let Rows::List(list) = rows {
            order.sort_by_key(|&position| list[position]);
        }
        let mut runs = GroupRuns { parents, runs: Vec::new(), wanted: Vec::with_capacity(order.len()) };
        for position in order {
            let (parent, place) = match &family {
                Some(family) => (family.positions[position] as usize, family.places[position]),
                None => (0, RowPlace { parent: 0, ordinal: rows.at(position) }),
            };
            runs.want(
                position,
                enter,
                GroupRun {
                    parent_row: place.parent,
                    parent,
                    group_start: rows.at(position) - place.ordinal,
                    group_rows: sizes[parent],
                    ordinals: place.ordinal..place.ordinal + 1,
                    wanted: 0..0,
                },
            );
        }
        let row_count: usize = runs.runs.iter().map(GroupRun::row_count).sum();
        self.memo().spend(table, row_count as u64)?;
        Ok(runs)
    }
}
