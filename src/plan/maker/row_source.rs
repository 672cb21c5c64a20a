//! Where the rows of a table come from.

use std::sync::Arc;

use super::{ColumnIndex, TableIndex};
use crate::values::sampler::DiscreteSampler;

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub enum RowSource {
    /// This many rows of its own.
    Root {
        /// How many.
        row_count: u64,
    },
    /// A group of rows for every row of `parent`.
    Each {
        /// The parent table; never the table itself, and the chain of parents ends at a root.
        parent: TableIndex,
        /// How many per parent row.
        count: ChildCount,
    },
}

/// How many children a parent row has.
#[derive(Clone, Debug)]
pub enum ChildCount {
    /// The same for all.
    Fixed(u64),
    /// A draw: none with probability `zero` / 2^64, else the distribution's value clamped to `min ..= max`.
    Distribution {
        /// The distribution.
        distribution: Arc<DiscreteSampler>,
        /// Share without children, in 1/2^64.
        zero: u64,
        /// Lower clamp: at least 1 where `zero` is given, else at least 0.
        min: u64,
        /// Upper clamp.
        max: u64,
    },
    /// An integer column of the parent, null as 0; negative is a data error.
    Column(ColumnIndex),
}
