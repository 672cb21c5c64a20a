//! Lines from columns: what stands before, between and around the cells.

use arrow::array::{ArrayRef, AsArray, RecordBatch};

use crate::plan::cell_text::digits::{WINDOW, put};
use crate::plan::{Column, Table, Type};

use super::cells::{CellFrame, TextCells};
use super::dialect::LineFormat;

/// Decimals of more digits are strings in JSON: common readers keep no more in a number.
const JSON_DIGITS_MAX: u8 = 15;
/// Rows put together at most, and the bytes of their slots: they stay in the cache.
const BLOCK_ROWS_MAX: usize = 64;
const BLOCK_BYTES: usize = 64 * 1024;
/// What a cell is guessed to take besides its text.
const CELL_BYTES_GUESS: usize = 16;

/// Makes a table's lines.
#[derive(Debug)]
pub(in super::super) struct LineEncoder {
    dialect: LineFormat,
    header: Vec<u8>,
    /// Every column's type, and what its cells stand in.
    columns: Vec<(Type, CellFrame)>,
}

/// Whether a type's values are JSON strings.
pub(in super::super) fn is_json_string(ty: Type) -> bool {
    match ty {
        Type::Decimal { precision, .. } => precision > JSON_DIGITS_MAX,
        Type::Bool | Type::Int(_) | Type::Float | Type::Duration | Type::Json => false,
        Type::Text | Type::Date | Type::Time | Type::Uuid => true,
    }
}

impl LineEncoder {
    /// An encoder for the written columns of `table`.
    pub(in super::super) fn new(table: &Table, dialect: LineFormat) -> LineEncoder {
        let columns = table.written().enumerate();
        let columns = columns.map(|(place, (_, column))| (column.ty, CellFrame::new(place, column, dialect)));
        LineEncoder { dialect, header: header(table, dialect), columns: columns.collect() }
    }

    /// The first line of a file: the columns' names in CSV, nothing in JSONL.
    pub(in super::super) fn header(&self) -> &[u8] {
        &self.header
    }

    /// What goes before every column's cell, in order: what a reader has to find there.
    pub(in super::super) fn leads(&self) -> impl Iterator<Item = &[u8]> {
        self.columns.iter().map(|(_, frame)| &frame.lead[..frame.lead_bytes])
    }

    /// All rows of `batch` as lines.
    ///
    /// A block of rows at a time, each row in a slot that has room for the longest; a column puts its cells into all of
    /// them, then the next.
    pub(in super::super) fn encode(&self, batch: &RecordBatch) -> Vec<u8> {
        let columns = self.columns.iter().zip(batch.columns());
        let columns: Vec<_> =
            columns.map(|((ty, frame), array)| (frame, TextCells::new(array, *ty, self.dialect))).collect();
        let cell_bytes = columns.iter().map(|(frame, cells)| frame.bytes_max(cells));
        let slot_bytes = cell_bytes.sum::<usize>() + WINDOW;
        let block_rows = (BLOCK_BYTES / slot_bytes).clamp(1, BLOCK_ROWS_MAX);
        let mut block = vec![0; slot_bytes * block_rows];
        let mut out = Vec::with_capacity(self.bytes_guess(batch));
        let mut ends = [0; BLOCK_ROWS_MAX];
        for first in (0..batch.num_rows()).step_by(block_rows) {
            let ends = &mut ends[..block_rows.min(batch.num_rows() - first)];
            ends.iter_mut().enumerate().for_each(|(slot, end)| *end = slot * slot_bytes);
            columns.iter().for_each(|(frame, cells)| cells.put_all(frame, &mut block, ends, first));
            for (slot, &end) in ends.iter().enumerate() {
                let end = put(&mut block, end, self.dialect.end());
                out.extend_from_slice(&block[slot * slot_bytes..end]);
            }
        }
        out
    }

    /// About how many bytes the lines will take.
    fn bytes_guess(&self, batch: &RecordBatch) -> usize {
        let fixed: usize = self.columns.iter().map(|(_, frame)| frame.lead_bytes + CELL_BYTES_GUESS).sum();
        batch.num_rows() * fixed + batch.columns().iter().map(text_bytes).sum::<usize>()
    }
}

impl CellFrame {
    fn new(place: usize, column: &Column, dialect: LineFormat) -> CellFrame {
        let mut lead = lead(place, &column.stored_name, dialect);
        let lead_bytes = lead.len();
        lead.extend_from_slice(&[0; WINDOW]);
        let is_quoted = dialect == LineFormat::Jsonl && column.ty != Type::Text && is_json_string(column.ty);
        CellFrame { lead, lead_bytes, is_quoted, null: dialect.null() }
    }

    /// How many bytes a cell may take with all around it.
    fn bytes_max(&self, cells: &TextCells<'_>) -> usize {
        const QUOTES: usize = 2;
        self.lead_bytes + QUOTES + cells.bytes_max().max(self.null.len())
    }
}

fn lead(place: usize, name: &str, dialect: LineFormat) -> Vec<u8> {
    let mut lead = Vec::new();
    match (dialect, place) {
        (LineFormat::Csv, 0) => return lead,
        (LineFormat::Csv, _) => return b",".to_vec(),
        (LineFormat::Jsonl, 0) => lead.push(b'{'),
        (LineFormat::Jsonl, _) => lead.push(b','),
    }
    dialect.push_text(&mut lead, name.as_bytes());
    lead.push(b':');
    lead
}

fn text_bytes(array: &ArrayRef) -> usize {
    array.as_string_opt::<i32>().map_or(0, |texts| {
        let ends = texts.value_offsets();
        (ends[ends.len() - 1] - ends[0]) as usize
    })
}

fn header(table: &Table, dialect: LineFormat) -> Vec<u8> {
    let mut out = Vec::new();
    if dialect == LineFormat::Jsonl {
        return out;
    }
    for (place, (_, column)) in table.written().enumerate() {
        out.extend_from_slice(if place == 0 { b"" } else { b"," });
        dialect.push_text(&mut out, column.stored_name.as_bytes());
    }
    out.extend_from_slice(dialect.end());
    out
}
