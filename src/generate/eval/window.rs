//! The numbers that a scope gives the children of some parents; see `windows.rs`.

use crate::generate::group_index::{BLOCK_PARENTS, RowPlace};

/// The children of consecutive parents.
pub(in crate::generate) struct Window {
    pub first_parent: u64,
    /// The number of each parent's first child, and how many there are at the end.
    pub starts: Vec<u64>,
}

impl Window {
    /// The first child of a parent in the window, or of the one behind.
    pub fn first_child(&self, parent: u64) -> u64 {
        self.starts[(parent - self.first_parent) as usize]
    }

    /// The place of a row in the window.
    pub fn place(&self, row: u64) -> RowPlace {
        let position = self.starts.partition_point(|&start| start <= row) - 1;
        RowPlace { parent: self.first_parent + position as u64, ordinal: row - self.starts[position] }
    }

    /// How many children each parent from `first` on has, of at most a block of them.
    pub fn counts_from(&self, first: u64) -> Vec<u64> {
        let starts = &self.starts[(first - self.first_parent) as usize..];
        starts.windows(2).take(BLOCK_PARENTS as usize).map(|pair| pair[1] - pair[0]).collect()
    }

    /// How many rows there are.
    pub fn row_count(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }
}
