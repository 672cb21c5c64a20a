//! Text cells: reading them whatever their encoding, and making them without an allocation per cell.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, Int32Array, StringArray};
use arrow::buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DataType, Int32Type};

/// Collects the cells of a text column in one buffer.
pub(super) struct TextBuilder {
    offsets: Vec<i32>,
    text: String,
    valid: Option<Vec<bool>>,
}

impl TextBuilder {
    /// Room for `row_count` cells of about `mean_bytes` each.
    pub fn new(row_count: usize, mean_bytes: usize) -> Self {
        let mut offsets = Vec::with_capacity(row_count + 1);
        offsets.push(0);
        TextBuilder { offsets, text: String::with_capacity(row_count * mean_bytes), valid: None }
    }

    /// The buffer, to append the next cell's text to.
    #[inline]
    pub fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Ends the cell whose text was appended.
    #[inline]
    pub fn end_cell(&mut self) {
        self.offsets.push(self.text.len() as i32);
        if let Some(valid) = &mut self.valid {
            valid.push(true);
        }
    }

    /// Ends the cell as null.
    pub fn end_null(&mut self) {
        let before = self.offsets.len() - 1;
        self.text.truncate(self.offsets[before] as usize);
        self.valid.get_or_insert_with(|| vec![true; before]).push(false);
        self.offsets.push(self.text.len() as i32);
    }

    /// The column.
    pub fn finish(self) -> ArrayRef {
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        let nulls = self.valid.map(NullBuffer::from);
        Arc::new(StringArray::new(offsets, Buffer::from_vec(self.text.into_bytes()), nulls))
    }
}

/// Collects the cells of a text column from pieces that are put into a room at a place, such as slots: the place stays
/// in a register, where appending would store and load a length for every piece.
pub(super) struct PieceBuilder {
    offsets: Vec<i32>,
    room: Vec<u8>,
    end: usize,
    cell_room: usize,
}

impl PieceBuilder {
    /// Room for `row_count` cells of about `mean_bytes` each, none of which needs more room than `cell_room`.
    pub fn new(row_count: usize, mean_bytes: usize, cell_room: usize) -> Self {
        let mut offsets = Vec::with_capacity(row_count + 1);
        offsets.push(0);
        PieceBuilder { offsets, room: vec![0; row_count * mean_bytes + cell_room], end: 0, cell_room }
    }

    /// Adds the cell that `put` puts at a place of the room, returning where it ends.
    #[inline]
    pub fn cell(&mut self, put: impl FnOnce(&mut [u8], usize) -> usize) {
        if self.room.len() - self.end < self.cell_room {
            self.room.resize(2 * self.room.len(), 0);
        }
        self.end = put(&mut self.room, self.end);
        self.offsets.push(self.end as i32);
    }

    /// The column.
    pub fn finish(mut self) -> ArrayRef {
        self.room.truncate(self.end);
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        Arc::new(StringArray::new(offsets, Buffer::from_vec(self.room), None))
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

/// What a text column says in each row, worked out once per distinct value where the column is a dictionary.
pub(super) struct Followed<T> {
    per_value: Vec<T>,
    keys: Option<Vec<i32>>,
}

impl<T: Copy> Followed<T> {
    /// `f` of every cell of a text array; `f(None)` for nulls.
    pub fn new(cells: &ArrayRef, f: impl Fn(Option<&str>) -> T) -> Self {
        match cells.as_dictionary_opt::<Int32Type>() {
            Some(cells) => {
                let values = cells.values().as_string::<i32>();
                let mut per_value: Vec<T> = values.iter().map(&f).collect();
                per_value.push(f(None));
                let null_key = values.len() as i32;
                let keys = cells.keys().iter().map(|key| key.unwrap_or(null_key)).collect();
                Followed { per_value, keys: Some(keys) }
            }
            None => Followed { per_value: cells.as_string::<i32>().iter().map(f).collect(), keys: None },
        }
    }

    /// The same in all rows.
    pub fn constant(value: T, row_count: usize) -> Self {
        Followed { per_value: vec![value], keys: Some(vec![0; row_count]) }
    }

    /// `f` of what every row says.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Followed<U> {
        Followed { per_value: self.per_value.into_iter().map(f).collect(), keys: self.keys }
    }

    /// What row `position` says.
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
