//! template.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Decimal128Type, TimestampMicrosecondType};

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::text::{TextBuilder, plain};
use crate::plan::maker::{ColumnIndex, Piece};
use crate::spec::sql::calendar::format_time;

impl Cells<'_, '_> {
    pub(super) fn template(&self, pieces: &[Piece]) -> Result<ArrayRef, DataError> {
        let columns = pieces.iter().map(|piece| match piece {
            Piece::Text(_) => Ok(None),
            Piece::Column(column) => self.texts(*column).map(Some),
        });
        let columns = columns.collect::<Result<Vec<_>, DataError>>()?;
        let mut text = TextBuilder::new(self.rows.len(), 16 * pieces.len());
        for position in 0..self.rows.len() {
            if columns.iter().flatten().any(|cells| cells.is_null(position)) {
                text.end_null();
                continue;
            }
            for (piece, cells) in pieces.iter().zip(&columns) {
                match (piece, cells) {
                    (Piece::Text(piece), _) => text.text().push_str(piece),
                    (_, Some(cells)) => text.text().push_str(cells.as_string::<i32>().value(position)),
                    (_, None) => {}
                }
            }
            text.end_cell();
        }
        Ok(text.finish())
    }

    /// A column's cells as a spec would write them.
    fn texts(&self, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        let cells = self.read(column)?;
        let fail = |message: String| self.error(0, message);
        match cells.data_type() {
            DataType::Utf8 | DataType::Dictionary(_, _) => plain(&cells).map_err(fail),
            DataType::Timestamp(_, _) => {
                let mut text = TextBuilder::new(cells.len(), 27);
                for micros in cells.as_primitive::<TimestampMicrosecondType>() {
                    match micros {
                        Some(micros) => {
                            text.text().push_str(&format_time(micros));
                            text.end_cell();
                        }
                        None => text.end_null(),
                    }
                }
                Ok(text.finish())
            }
            DataType::Decimal128(_, _) => {
                let decimals = cells.as_primitive::<Decimal128Type>();
                let mut text = TextBuilder::new(cells.len(), 12);
                for position in 0..decimals.len() {
                    match decimals.is_null(position) {
                        true => text.end_null(),
                        false => {
                            text.text().push_str(&decimals.value_as_string(position));
                            text.end_cell();
                        }
                    }
                }
                Ok(text.finish())
            }
            DataType::FixedSizeBinary(_) => {
                let uuids = cells.as_fixed_size_binary();
                let mut text = TextBuilder::new(cells.len(), 36);
                for position in 0..uuids.len() {
                    match (uuids.is_null(position), <[u8; 16]>::try_from(uuids.value(position))) {
                        (false, Ok(bytes)) => {
                            super::identity::push_hyphenated(u128::from_be_bytes(bytes), text.text());
                            text.end_cell();
                        }
                        _ => text.end_null(),
                    }
                }
                Ok(text.finish())
            }
            _ => cast(&cells, &DataType::Utf8).map_err(|error| fail(error.to_string())),
        }
    }
}
