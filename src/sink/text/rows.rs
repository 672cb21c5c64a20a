//! Lines from columns: what stands before, between and around the cells.

use arrow::array::RecordBatch;

use crate::plan::{Table, Type};

use super::super::format::Format;
use super::cells::Cells;
use super::digits::{WINDOW, push_window};

/// Decimals of more digits are strings in JSON: common readers keep no more in a number.
const JSON_DIGITS_MAX: u8 = 15;
/// Room taken for a cell that is not text, at first.
const CELL_BYTES: usize = 16;

/// The format of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// RFC 4180.
    Csv,
    /// One JSON object per line.
    Jsonl,
}

/// Makes a table's lines.
#[derive(Debug)]
pub(in super::super) struct RowEncoder {
    dialect: Dialect,
    header: Vec<u8>,
    columns: Vec<ColumnFrame>,
}

/// What a column's cells stand in.
#[derive(Debug)]
struct ColumnFrame {
    ty: Type,
    /// What goes before the cell (`,` or `,"total":`), and a window of nothing.
    lead: Vec<u8>,
    lead_bytes: usize,
    /// Whether the cell is put in quotes that it does not bring itself.
    is_quoted: bool,
}

impl Dialect {
    /// The dialect of a format made of lines.
    pub(in super::super) fn of(format: Format) -> Option<Dialect> {
        match format {
            Format::Csv => Some(Dialect::Csv),
            Format::Jsonl => Some(Dialect::Jsonl),
            Format::Parquet | Format::Arrow => None,
        }
    }

    fn null(self) -> &'static [u8] {
        match self {
            Dialect::Csv => b"",
            Dialect::Jsonl => b"null",
        }
    }

    /// What ends a line.
    fn end(self) -> &'static [u8] {
        match self {
            Dialect::Csv => b"\n",
            Dialect::Jsonl => b"}\n",
        }
    }
}

/// Whether a type's values are JSON strings.
pub(in super::super) fn is_json_string(ty: Type) -> bool {
    match ty {
        Type::Decimal { precision, .. } => precision > JSON_DIGITS_MAX,
        Type::Bool | Type::Int(_) | Type::Float | Type::Duration | Type::Json => false,
        Type::Text | Type::Date | Type::Time | Type::Uuid => true,
    }
}

impl RowEncoder {
    /// An encoder for the written columns of `table`.
    pub(in super::super) fn new(table: &Table, dialect: Dialect) -> RowEncoder {
        let columns = table.written().enumerate();
        let columns = columns.map(|(place, (_, column))| ColumnFrame {
            ty: column.ty,
            lead_bytes: lead(place, &column.stored_name, dialect).len(),
            lead: [lead(place, &column.stored_name, dialect), vec![0; WINDOW]].concat(),
            is_quoted: dialect == Dialect::Jsonl && column.ty != Type::Text && is_json_string(column.ty),
        });
        RowEncoder { dialect, header: header(table, dialect), columns: columns.collect() }
    }

    /// The first line of a file: the columns' names in CSV, nothing in JSONL.
    pub(in super::super) fn header(&self) -> &[u8] {
        &self.header
    }

    /// What goes before every column's cell, in order: what a reader has to find there.
    pub(in super::super) fn leads(&self) -> impl Iterator<Item = &[u8]> {
        self.columns.iter().map(|column| &column.lead[..column.lead_bytes])
    }

    /// All rows of `batch` as lines.
    pub(in super::super) fn encode(&self, batch: &RecordBatch) -> Vec<u8> {
        let columns = self.columns.iter().zip(batch.columns());
        let columns: Vec<_> =
            columns.map(|(frame, array)| (frame, Cells::new(array, frame.ty, self.dialect))).collect();
        let leads: usize = self.columns.iter().map(|frame| frame.lead_bytes + CELL_BYTES).sum();
        let texts: usize = batch.columns().iter().map(|array| text_bytes(array)).sum();
        let mut out = Vec::with_capacity(batch.num_rows() * leads + texts + WINDOW);
        for row_index in 0..batch.num_rows() {
            for (frame, cells) in &columns {
                self.push_cell(&mut out, frame, cells, row_index);
            }
            out.extend_from_slice(self.dialect.end());
        }
        out
    }

    #[inline]
    fn push_cell(&self, out: &mut Vec<u8>, frame: &ColumnFrame, cells: &Cells<'_>, row_index: usize) {
        push_window(out, &frame.lead, 0, frame.lead_bytes);
        if cells.is_null(row_index) {
            out.extend_from_slice(self.dialect.null());
        } else if frame.is_quoted {
            out.push(b'"');
            cells.push(out, row_index);
            out.push(b'"');
        } else {
            cells.push(out, row_index);
        }
    }
}

fn lead(place: usize, name: &str, dialect: Dialect) -> Vec<u8> {
    let mut lead = Vec::new();
    match (dialect, place) {
        (Dialect::Csv, 0) => return lead,
        (Dialect::Csv, _) => return b",".to_vec(),
        (Dialect::Jsonl, 0) => lead.push(b'{'),
        (Dialect::Jsonl, _) => lead.push(b','),
    }
    dialect.push_text(&mut lead, name.as_bytes());
    lead.push(b':');
    lead
}

fn text_bytes(array: &arrow::array::ArrayRef) -> usize {
    use arrow::array::AsArray;
    array.as_string_opt::<i32>().map_or(0, |texts| {
        let ends = texts.value_offsets();
        (ends[ends.len() - 1] - ends[0]) as usize
    })
}

fn header(table: &Table, dialect: Dialect) -> Vec<u8> {
    let mut out = Vec::new();
    if dialect == Dialect::Jsonl {
        return out;
    }
    for (place, (_, column)) in table.written().enumerate() {
        out.extend_from_slice(if place == 0 { b"" } else { b"," });
        dialect.push_text(&mut out, column.stored_name.as_bytes());
    }
    out.extend_from_slice(dialect.end());
    out
}
