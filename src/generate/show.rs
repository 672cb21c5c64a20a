//! Cells as people read them: RFC 3339 instants, hyphenated UUIDs, decimals with all their digits.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Decimal128Type, TimestampMicrosecondType};

use super::text::{TextBuilder, plain};
use crate::spec::sql::calendar::format_time;

/// The texts of an array's cells, in order; `None` is null.
///
/// # Errors
/// When arrow cannot show a value.
pub fn texts(cells: &ArrayRef) -> Result<Vec<Option<String>>, String> {
    Ok(text_cells(cells)?.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect())
}

/// An array's cells as a spec would write them, as `Utf8`.
pub(super) fn text_cells(cells: &ArrayRef) -> Result<ArrayRef, String> {
    match cells.data_type() {
        DataType::Utf8 | DataType::Dictionary(_, _) => plain(cells),
        DataType::Timestamp(_, _) => {
            let times = cells.as_primitive::<TimestampMicrosecondType>();
            written(cells, |row, text| text.push_str(&format_time(times.value(row))))
        }
        DataType::Decimal128(_, _) => {
            let decimals = cells.as_primitive::<Decimal128Type>();
            written(cells, |row, text| text.push_str(&decimals.value_as_string(row)))
        }
        DataType::FixedSizeBinary(_) => {
            let uuids = cells.as_fixed_size_binary();
            written(cells, |row, text| push_hyphenated(uuids.value(row), text))
        }
        _ => cast(cells, &DataType::Utf8).map_err(|error| error.to_string()),
    }
}

/// Every cell as `write` writes it; nulls stay.
fn written(cells: &ArrayRef, write: impl Fn(usize, &mut String)) -> Result<ArrayRef, String> {
    let mut text = TextBuilder::new(cells.len(), 27);
    for row in 0..cells.len() {
        if cells.is_null(row) {
            text.end_null();
        } else {
            write(row, text.text());
            text.end_cell();
        }
    }
    text.finish().map_err(|fault| fault.to_string())
}

/// A UUID's bytes as it is written.
pub(super) fn push_hyphenated(uuid: &[u8], text: &mut String) {
    for (position, byte) in uuid.iter().enumerate() {
        if matches!(position, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0xf] {
            text.push(b"0123456789abcdef"[usize::from(digit)] as char);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{FixedSizeBinaryArray, TimestampMicrosecondArray};

    use super::*;

    #[test]
    fn instants_are_in_utc_and_uuids_have_hyphens() {
        let time = TimestampMicrosecondArray::from(vec![Some(0), None]).with_timezone("UTC");
        let shown = texts(&(Arc::new(time) as ArrayRef)).expect("instants are shown");
        assert_eq!(shown, [Some("1970-01-01T00:00:00Z".to_owned()), None]);
        let uuid =
            FixedSizeBinaryArray::try_from_iter(std::iter::once((0..16).collect::<Vec<u8>>())).expect("16 bytes");
        let shown = texts(&(Arc::new(uuid) as ArrayRef)).expect("bytes are shown");
        assert_eq!(shown, [Some("00010203-0405-0607-0809-0a0b0c0d0e0f".to_owned())]);
    }
}
