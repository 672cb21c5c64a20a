//! Shares of a dataset, for machines that make one each.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One of `count` shares of a dataset, counted from 0: a slice of every root table's rows, with everything below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "ShardFields")]
pub struct Shard {
    pub(crate) index: u32,
    pub(crate) count: u32,
}

#[derive(Deserialize)]
struct ShardFields {
    index: u32,
    count: u32,
}

/// A shard that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shard's index must be below its count, got {index} of {count}")]
pub struct ShardError {
    /// The index asked for.
    pub index: u32,
    /// How many shards there are.
    pub count: u32,
}

impl Shard {
    /// Everything.
    pub const WHOLE: Shard = Shard { index: 0, count: 1 };

    /// Share `index` of `count`.
    ///
    /// # Errors
    /// When `index` is not below `count`.
    pub fn new(index: u32, count: u32) -> Result<Shard, ShardError> {
        if index < count { Ok(Shard { index, count }) } else { Err(ShardError { index, count }) }
    }

    /// This share of `0..row_count`.
    pub fn of(self, row_count: u64) -> Range<u64> {
        let bound = |index: u32| (u128::from(row_count) * u128::from(index) / u128::from(self.count)) as u64;
        bound(self.index)..bound(self.index + 1)
    }

    /// Which share, from 0.
    pub fn index(self) -> u32 {
        self.index
    }

    /// How many shares there are, at least 1.
    pub fn count(self) -> u32 {
        self.count
    }
}

impl TryFrom<ShardFields> for Shard {
    type Error = ShardError;

    fn try_from(fields: ShardFields) -> Result<Shard, ShardError> {
        Shard::new(fields.index, fields.count)
    }
}

impl fmt::Display for Shard {
    /// As file names have it: `0-of-4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.index, self.count)
    }
}
