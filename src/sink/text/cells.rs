//! The cells of a batch's columns as text, without the column's quotes and separators.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType,
};

use crate::plan::Type;
use crate::plan::cell_text::digits::{self, CELL_BYTES_MAX, Days, WINDOW, put, put_part};

use super::dialect::LineFormat;

/// `false`, which `true` is put over as well.
const FALSE_BYTES: usize = 5;

/// A column ready to be written cell by cell.
pub(super) struct TextCells<'a> {
    values: CellValues<'a>,
    nulls: Option<NullBuffer>,
}

enum CellValues<'a> {
    Bool(&'a BooleanBuffer),
    Int2(&'a [i16]),
    Int4(&'a [i32]),
    Int(&'a [i64]),
    Decimal(&'a [i128], usize),
    Float(&'a [f64]),
    Date(&'a [i32], Days),
    Time(&'a [i64], Days),
    Uuid(&'a [[u8; 16]]),
    /// Texts that are written as they are, and what stands for the empty one.
    Plain {
        bytes: &'a [u8],
        ends: &'a [i32],
        empty: &'static [u8],
    },
    /// Texts that are written as they are, between quotes.
    Quoted {
        bytes: &'a [u8],
        ends: &'a [i32],
    },
    Text {
        bytes: &'a [u8],
        ends: &'a [i32],
        dialect: LineFormat,
    },
    /// A dictionary whose values are escaped already.
    Dictionary {
        keys: &'a [i32],
        escaped: Vec<u8>,
        ends: Vec<usize>,
    },
}

impl<'a> TextCells<'a> {
    /// The cells of a column of type `ty`; `array` is what the encoder checked it to be.
    pub(super) fn new(array: &'a ArrayRef, ty: Type, dialect: LineFormat) -> TextCells<'a> {
        let nulls = array.logical_nulls().filter(|nulls| nulls.null_count() > 0);
        TextCells { values: CellValues::new(array, ty, dialect), nulls }
    }

    /// How many bytes a cell may take, without what it stands in.
    pub(super) fn bytes_max(&self) -> usize {
        match &self.values {
            CellValues::Plain { ends, empty, .. } => longest(ends).max(empty.len()),
            CellValues::Quoted { ends, .. } => longest(ends) + 2,
            CellValues::Text { ends, dialect, .. } => dialect.bytes_max(longest(ends)),
            CellValues::Dictionary { ends, .. } => ends.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0),
            CellValues::Int(_) | CellValues::Int2(_) | CellValues::Int4(_) => digits::INT_BYTES_MAX,
            CellValues::Time(_, _) | CellValues::Date(_, _) => digits::TIME_BYTES_MAX,
            CellValues::Bool(_) => FALSE_BYTES,
            CellValues::Decimal(_, _) | CellValues::Float(_) | CellValues::Uuid(_) => CELL_BYTES_MAX,
        }
    }

    /// Puts the next cell of as many rows as there are `ends`, from row `first` on: each where its row ends so far, with
    /// what it stands in. One loop per type: nothing is chosen per cell, and no row waits for the one before it.
    pub(super) fn put_all(&self, frame: &CellFrame, room: &mut [u8], ends: &mut [usize], first: usize) {
        let rows = CellRows { frame, nulls: self.nulls.as_ref(), room, ends, first };
        match &self.values {
            CellValues::Int(numbers) => rows.each(|room, at, row| digits::put_int(room, at, numbers[row])),
            CellValues::Int2(numbers) => rows.each(|room, at, row| digits::put_int(room, at, numbers[row].into())),
            CellValues::Int4(numbers) => rows.each(|room, at, row| digits::put_int(room, at, numbers[row].into())),
            CellValues::Decimal(numbers, 2) => {
                rows.each(|room, at, row| digits::put_decimal(room, at, numbers[row], 2))
            }
            CellValues::Decimal(numbers, scale) => {
                rows.each(|room, at, row| digits::put_decimal(room, at, numbers[row], *scale));
            }
            CellValues::Time(micros, days) => rows.each(|room, at, row| digits::put_time(room, at, micros[row], days)),
            CellValues::Date(dates, days) => rows.each(|room, at, row| digits::put_date(room, at, dates[row], days)),
            CellValues::Bool(bits) => rows.each(|room, at, row| put_bool(room, at, bits.value(row))),
            CellValues::Float(numbers) => rows.each(|room, at, row| digits::put_float(room, at, numbers[row])),
            CellValues::Uuid(uuids) => rows.each(|room, at, row| digits::put_uuid(room, at, &uuids[row])),
            CellValues::Plain { bytes, ends, empty } => rows.each(|room, at, row| match range(ends, row) {
                range if range.is_empty() => put(room, at, empty),
                range => put_part(room, at, bytes, range.start, range.len()),
            }),
            CellValues::Quoted { bytes, ends } => rows.each(|room, at, row| {
                let range = range(ends, row);
                room[at] = b'"';
                let end = put_part(room, at + 1, bytes, range.start, range.len());
                room[end] = b'"';
                end + 1
            }),
            CellValues::Text { bytes, ends, dialect } => {
                rows.each(|room, at, row| dialect.put_text(room, at, &bytes[range(ends, row)]));
            }
            CellValues::Dictionary { keys, escaped, ends } => rows.each(|room, at, row| {
                let key = keys[row] as usize;
                put_part(room, at, escaped, ends[key], ends[key + 1] - ends[key])
            }),
        }
    }
}

/// What a column's cells stand in.
#[derive(Debug)]
pub(super) struct CellFrame {
    /// What goes before the cell (`,` or `,"total":`), and a window of nothing.
    pub(super) lead: Vec<u8>,
    pub(super) lead_bytes: usize,
    /// Whether the cell is put in quotes that it does not bring itself.
    pub(super) is_quoted: bool,
    /// What stands for a null.
    pub(super) null: &'static [u8],
}

/// The rows that cells are put into.
struct CellRows<'a> {
    frame: &'a CellFrame,
    nulls: Option<&'a NullBuffer>,
    room: &'a mut [u8],
    ends: &'a mut [usize],
    first: usize,
}

impl CellRows<'_> {
    #[inline]
    fn each(self, put_cell: impl Fn(&mut [u8], usize, usize) -> usize) {
        let CellRows { frame, nulls, room, ends, first } = self;
        let (lead, lead_bytes, is_quoted) = (frame.lead.as_slice(), frame.lead_bytes, frame.is_quoted);
        for (offset, end) in ends.iter_mut().enumerate() {
            let row_index = first + offset;
            let at = put_part(room, *end, lead, 0, lead_bytes);
            *end = if nulls.is_some_and(|nulls| nulls.is_null(row_index)) {
                put(room, at, frame.null)
            } else if is_quoted {
                let at = put(room, at, b"\"");
                let at = put_cell(room, at, row_index);
                put(room, at, b"\"")
            } else {
                put_cell(room, at, row_index)
            };
        }
    }
}

/// The bytes of the longest text between two ends.
fn longest(ends: &[i32]) -> usize {
    ends.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0) as usize
}

#[inline]
fn range(ends: &[i32], row_index: usize) -> std::ops::Range<usize> {
    ends[row_index] as usize..ends[row_index + 1] as usize
}

#[inline]
fn put_bool(room: &mut [u8], at: usize, value: bool) -> usize {
    let (text, length) = if value { (b"true ", 4) } else { (b"false", 5) };
    put(room, at, text);
    at + length
}

impl<'a> CellValues<'a> {
    fn new(array: &'a ArrayRef, ty: Type, dialect: LineFormat) -> CellValues<'a> {
        match array.data_type() {
            DataType::Boolean => CellValues::Bool(array.as_boolean().values()),
            DataType::Int16 => CellValues::Int2(array.as_primitive::<Int16Type>().values()),
            DataType::Int32 => CellValues::Int4(array.as_primitive::<Int32Type>().values()),
            DataType::Int64 => CellValues::Int(array.as_primitive::<Int64Type>().values()),
            DataType::Decimal128(_, scale) => {
                CellValues::Decimal(array.as_primitive::<Decimal128Type>().values(), usize::from(scale.unsigned_abs()))
            }
            DataType::Float64 => CellValues::Float(array.as_primitive::<Float64Type>().values()),
            DataType::Date32 => {
                let dates = array.as_primitive::<Date32Type>().values();
                CellValues::Date(dates, Days::of_dates(dates))
            }
            DataType::Timestamp(_, _) => {
                let micros = array.as_primitive::<TimestampMicrosecondType>().values();
                CellValues::Time(micros, Days::of_times(micros))
            }
            DataType::Duration(_) => CellValues::Int(array.as_primitive::<DurationMicrosecondType>().values()),
            DataType::FixedSizeBinary(_) => CellValues::Uuid(array.as_fixed_size_binary().value_data().as_chunks().0),
            DataType::Dictionary(_, _) => CellValues::dictionary(array, dialect),
            DataType::Utf8 => CellValues::text(array, ty, dialect),
            other => unreachable!("the encoder takes columns of the plan's types only, not {other}"),
        }
    }

    fn text(array: &'a ArrayRef, ty: Type, dialect: LineFormat) -> CellValues<'a> {
        let array = array.as_string::<i32>();
        let (bytes, ends) = (array.value_data(), array.value_offsets());
        let used = &bytes[range(&[ends[0], ends[ends.len() - 1]], 0)];
        match dialect {
            LineFormat::Jsonl if ty == Type::Json => CellValues::Plain { bytes, ends, empty: b"" },
            _ if !dialect.is_clean(used) => CellValues::Text { bytes, ends, dialect },
            LineFormat::Jsonl => CellValues::Quoted { bytes, ends },
            LineFormat::Csv => CellValues::Plain { bytes, ends, empty: b"\"\"" },
        }
    }

    fn dictionary(array: &'a ArrayRef, dialect: LineFormat) -> CellValues<'a> {
        let array = array.as_dictionary::<Int32Type>();
        let values = array.values().as_string::<i32>();
        let (mut escaped, mut ends) = (Vec::new(), vec![0]);
        for value in values {
            dialect.push_text(&mut escaped, value.unwrap_or_default().as_bytes());
            ends.push(escaped.len());
        }
        escaped.extend_from_slice(&[0; WINDOW]);
        CellValues::Dictionary { keys: array.keys().values(), escaped, ends }
    }
}
