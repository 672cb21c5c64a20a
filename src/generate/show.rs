//! Cells as people read them: RFC 3339 instants, hyphenated UUIDs, decimals with all their digits.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, TimestampMicrosecondType};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};

/// The texts of an array's cells, in order; `None` is null.
///
/// # Errors
/// When arrow cannot show a value, such as an instant past the calendar's end.
pub fn texts(cells: &ArrayRef) -> Result<Vec<Option<String>>, ArrowError> {
    // Arrow knows named zones only with a time zone database; UTC needs none.
    let cells: ArrayRef = match cells.data_type() {
        DataType::Timestamp(_, Some(_)) => {
            Arc::new(cells.as_primitive::<TimestampMicrosecondType>().clone().with_timezone("+00:00"))
        }
        _ => cells.clone(),
    };
    let is_uuid = matches!(cells.data_type(), DataType::FixedSizeBinary(16));
    let nulls = cells.logical_nulls();
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(cells.as_ref(), &options)?;
    let text = |row: usize| {
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return Ok(None);
        }
        let text = formatter.value(row).try_to_string()?;
        Ok(Some(if is_uuid { hyphenated(&text) } else { text }))
    };
    (0..cells.len()).map(text).collect()
}

/// 32 hex digits as a UUID is written.
fn hyphenated(hex: &str) -> String {
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    parts.join("-")
}

#[cfg(test)]
mod tests {
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
