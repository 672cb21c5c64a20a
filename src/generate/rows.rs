//! Which rows of a table are wanted.

use std::ops::Range;
use std::sync::Arc;

/// Row indices of one table: a range, or a list in any order, repeats allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A half-open range.
    Range(Range<u64>),
    /// Any rows in any order.
    List(Arc<[u64]>),
}

impl Rows {
    /// How many cells a column has at these rows.
    pub fn len(&self) -> usize {
        match self {
            Rows::Range(range) => (range.end - range.start) as usize,
            Rows::List(list) => list.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row index at `position` (below `len`).
    #[inline]
    pub fn at(&self, position: usize) -> u64 {
        match self {
            Rows::Range(range) => range.start + position as u64,
            Rows::List(list) => list[position],
        }
    }

    /// The row indices in order.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        (0..self.len()).map(|position| self.at(position))
    }
}
