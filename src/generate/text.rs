//! Text cells: reading them whatever their encoding, and making them without an allocation per cell.

use std::fmt;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, Int32Array, StringArray};
use arrow::buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DataType, Int32Type};

/// The most bytes of text that the cells of one array have together: its offsets are 32 bits.
pub(super) const BATCH_BYTES_MAX: usize = i32::MAX as usize;

/// More text than an array holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuchText {
    /// The place of the first cell that does not fit, from 0.
    pub position: usize,
    /// Bytes of all cells up to its end.
    pub bytes: usize,
}

impl fmt::Display for TooMuchText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes;
        write!(f, "the texts of a batch must be <= {BATCH_BYTES_MAX} bytes in all, got {bytes} up to this row")
    }
}

/// Where the cells of a text column end. Once one does not fit, no more text is kept: a batch has one buffer's worth of
/// memory, and no more.
struct CellEnds {
    offsets: Vec<i32>,
    bytes_max: usize,
    too_much: Option<TooMuchText>,
}

impl CellEnds {
    fn new(row_count: usize) -> Self {
        let mut offsets = Vec::with_capacity(row_count + 1);
        offsets.push(0);
        CellEnds { offsets, bytes_max: BATCH_BYTES_MAX, too_much: None }
    }

    /// Adds a cell that ends at `end`, and returns where the next one starts.
    #[inline]
    fn add(&mut self, end: usize) -> usize {
        if end > self.bytes_max {
            return self.start_again(end);
        }
        self.offsets.push(end as i32);
        end
    }

    #[cold]
    fn start_again(&mut self, end: usize) -> usize {
        self.too_much.get_or_insert(TooMuchText { position: self.offsets.len() - 1, bytes: end });
        self.offsets.push(0);
        0
    }

    fn finish(self) -> Result<OffsetBuffer<i32>, TooMuchText> {
        self.too_much.map_or_else(|| Ok(OffsetBuffer::new(ScalarBuffer::from(self.offsets))), Err)
    }
}

/// Collects the cells of a text column in one buffer.
pub(super) struct TextBuilder {
    ends: CellEnds,
    text: String,
    valid: Option<Vec<bool>>,
}

impl TextBuilder {
    /// Room for `row_count` cells of about `mean_bytes` each.
    pub fn new(row_count: usize, mean_bytes: usize) -> Self {
        let text = String::with_capacity(row_count * mean_bytes);
        TextBuilder { ends: CellEnds::new(row_count), text, valid: None }
    }

    /// The buffer, to append the next cell's text to.
    #[inline]
    pub fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the cell whose text was appended.
    #[inline]
    pub fn end_cell(&mut self) {
        let start = self.ends.add(self.text.len());
        self.text.truncate(start);
        if let Some(valid) = &mut self.valid {
            valid.push(true);
        }
    }

    /// Ends the cell as null.
    pub fn end_null(&mut self) {
        let before = self.ends.offsets.len() - 1;
        self.text.truncate(self.ends.offsets[before] as usize);
        self.valid.get_or_insert_with(|| vec![true; before]).push(false);
        self.ends.add(self.text.len());
    }

    /// The column.
    ///
    /// # Errors
    /// When the cells have more text than an array holds.
    pub fn finish(self) -> Result<ArrayRef, TooMuchText> {
        let nulls = self.valid.map(NullBuffer::from);
        Ok(Arc::new(StringArray::new(self.ends.finish()?, Buffer::from_vec(self.text.into_bytes()), nulls)))
    }
}

/// Collects the cells of a text column from pieces that are put into a room at a place, such as slots: the place stays
/// in a register, where appending would store and load a length for every piece.
pub(super) struct PieceBuilder {
    ends: CellEnds,
    room: Vec<u8>,
    end: usize,
    cell_room: usize,
}

impl PieceBuilder {
    /// Room for `row_count` cells of about `mean_bytes` each, none of which needs more room than `cell_room`.
    pub fn new(row_count: usize, mean_bytes: usize, cell_room: usize) -> Self {
        let room = vec![0; row_count * mean_bytes + cell_room];
        PieceBuilder { ends: CellEnds::new(row_count), room, end: 0, cell_room }
    }

    /// Adds the cell that `put` puts at a place of the room, returning where it ends.
    #[inline]
    pub fn cell(&mut self, put: impl FnOnce(&mut [u8], usize) -> usize) {
        if self.room.len() - self.end < self.cell_room {
            self.room.resize(2 * self.room.len(), 0);
        }
        let end = put(&mut self.room, self.end);
        self.end = self.ends.add(end);
    }

    /// The column.
    ///
    /// # Errors
    /// When the cells have more text than an array holds.
    pub fn finish(mut self) -> Result<ArrayRef, TooMuchText> {
        self.room.truncate(self.end);
        Ok(Arc::new(StringArray::new(self.ends.finish()?, Buffer::from_vec(self.room), None)))
    }
}

/// The type of text columns whose values repeat.
pub(super) fn dictionary_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// A `Dictionary(Int32, Utf8)` from keys that are all valid for `values`.
pub(super) fn dictionary(keys: Vec<i32>, nulls: Option<NullBuffer>, values: ArrayRef) -> ArrayRef {
    Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::new(keys.into(), nulls), values))
}

/// What a text column leads to in each row, worked out once per distinct value where the column is a dictionary.
pub(super) struct RowValues<T> {
    per_value: Vec<T>,
    keys: Option<Vec<i32>>,
}

impl<T: Copy> RowValues<T> {
    /// `f` of every cell of a text array; `f(None)` for nulls.
    pub fn new(cells: &ArrayRef, f: impl Fn(Option<&str>) -> T) -> Self {
        match cells.as_dictionary_opt::<Int32Type>() {
            Some(cells) => {
                let values = cells.values().as_string::<i32>();
                let mut per_value: Vec<T> = values.iter().map(&f).collect();
                per_value.push(f(None));
                let null_key = values.len() as i32;
                let keys = cells.keys().iter().map(|key| key.unwrap_or(null_key)).collect();
                RowValues { per_value, keys: Some(keys) }
            }
            None => RowValues { per_value: cells.as_string::<i32>().iter().map(f).collect(), keys: None },
        }
    }

    /// The same in all rows.
    pub fn constant(value: T, row_count: usize) -> Self {
        RowValues { per_value: vec![value], keys: Some(vec![0; row_count]) }
    }

    /// `f` of every row's value.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> RowValues<U> {
        RowValues { per_value: self.per_value.into_iter().map(f).collect(), keys: self.keys }
    }

    /// The value of row `position`.
    #[inline]
    pub fn at(&self, position: usize) -> T {
        match &self.keys {
            Some(keys) => self.per_value[keys[position] as usize],
            None => self.per_value[position],
        }
    }
}

/// The cells as `Utf8`.
pub(super) fn plain(cells: &ArrayRef) -> Result<ArrayRef, String> {
    match cells.as_dictionary_opt::<Int32Type>() {
        Some(cells) => arrow::compute::take(cells.values(), cells.keys(), None).map_err(|error| error.to_string()),
        None => Ok(cells.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 8;

    fn cells(made: Result<ArrayRef, TooMuchText>) -> Result<Vec<String>, TooMuchText> {
        made.map(|made| made.as_string::<i32>().iter().map(|cell| cell.unwrap_or("null").to_owned()).collect())
    }

    fn appended(texts: &[Option<&str>]) -> Result<Vec<String>, TooMuchText> {
        let mut builder = TextBuilder::new(texts.len(), 1);
        builder.ends.bytes_max = ROOM;
        for text in texts {
            builder.text().push_str(text.unwrap_or("dropped"));
            if text.is_some() { builder.end_cell() } else { builder.end_null() }
        }
        assert!(builder.text.len() <= ROOM, "what does not fit is not kept");
        cells(builder.finish())
    }

    fn put(texts: &[&str]) -> Result<Vec<String>, TooMuchText> {
        let mut builder = PieceBuilder::new(texts.len(), 1, ROOM);
        builder.ends.bytes_max = ROOM;
        for text in texts {
            builder.cell(|room, at| {
                room[at..at + text.len()].copy_from_slice(text.as_bytes());
                at + text.len()
            });
        }
        cells(builder.finish())
    }

    #[test]
    fn a_batch_holds_as_much_text_as_its_offsets_reach() {
        let full = ["four", "", "and4"];
        assert_eq!(put(&full), Ok(full.map(str::to_owned).to_vec()));
        assert_eq!(appended(&full.map(Some)), Ok(full.map(str::to_owned).to_vec()));
        assert_eq!(appended(&[Some("eight888"), None]), Ok(vec!["eight888".to_owned(), "null".to_owned()]));
    }

    #[test]
    fn the_first_cell_that_does_not_fit_is_the_error() {
        let first = Err(TooMuchText { position: 2, bytes: 9 });
        assert_eq!(put(&["four", "and4", "x", "eight888", "y"]), first);
        assert_eq!(appended(&[Some("four"), Some("and4"), Some("x"), None, Some("eight888"), Some("y")]), first);
    }
}
