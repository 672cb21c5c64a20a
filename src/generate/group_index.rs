//! Where the groups of a child table begin, as far as that has been counted.
//!
//! Counts are a pure function of the parent row, so one u64 per block of parents is all that is stored.

use super::prefix::Prefix;
use crate::plan::maker::ChildCount;

/// Parents per entry of the index.
pub(super) const BLOCK_PARENTS: u64 = 1_024;
/// Where the groups of a child table begin.
pub(super) enum GroupIndex {
    /// Every group has this many rows.
    Even(u64),
    /// Children of all parents before each block of `BLOCK_PARENTS` parents.
    Counted(Prefix<u64>),
}

/// A row's place below its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowPlace {
    /// The parent's row index.
    pub parent: u64,
    /// 0 for the first child.
    pub ordinal: u64,
}

impl GroupIndex {
    /// The index of a table with these counts; nothing is counted yet.
    pub fn new(count: &ChildCount) -> GroupIndex {
        match count {
            ChildCount::Fixed(count) => GroupIndex::Even(*count),
            ChildCount::Distribution { .. } | ChildCount::Column(_) => GroupIndex::Counted(Prefix::new(0)),
        }
    }

    /// Whether the first child of every parent before `parent_end`, and of that one, is known without counting blocks.
    pub fn reaches(&self, parent_end: u64) -> bool {
        match self {
            GroupIndex::Even(_) => true,
            GroupIndex::Counted(prefix) => {
                prefix.look(|known| known.complete || known.totals.len() as u64 > parent_end.div_ceil(BLOCK_PARENTS))
            }
        }
    }
}
