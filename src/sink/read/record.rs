//! A line's cells as texts.

/// The cells of one record.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The cells' texts, one after the other.
    pub(super) bytes: Vec<u8>,
    pub(super) cells: Vec<CellSpan>,
}

/// Where a cell's text is.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellSpan {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_null: bool,
}

impl Record {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
    }

    /// Ends a cell that began at `start`.
    pub(super) fn end_cell(&mut self, start: usize, is_null: bool) {
        self.cells.push(CellSpan { start, end: self.bytes.len(), is_null });
    }
}
