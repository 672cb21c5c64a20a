//! template.

use arrow::array::{Array, ArrayRef, AsArray};

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::show::text_cells;
use crate::generate::sql::TEXT_BYTES_MAX;
use crate::generate::text::BATCH_BYTES_MAX;
use crate::generate::text::TextBuilder;
use crate::plan::maker::Piece;

impl Cells<'_, '_> {
    pub(super) fn template(&self, pieces: &[Piece]) -> Result<ArrayRef, DataError> {
        let columns = pieces.iter().map(|piece| match piece {
            Piece::Text(_) => Ok(None),
            Piece::Column(column) => {
                text_cells(&self.read(*column)?).map(Some).map_err(|message| self.error(0, message))
            }
        });
        let columns = columns.collect::<Result<Vec<_>, DataError>>()?;
        let mut text = TextBuilder::new(self.rows.len(), 16 * pieces.len());
        let mut batch_bytes = 0;
        for position in 0..self.rows.len() {
            if columns.iter().flatten().any(|cells| cells.is_null(position)) {
                text.end_null();
                continue;
            }
            // Templates of templates grow by powers: known before anything is copied.
            let bytes = pieces.iter().zip(&columns).map(|(piece, cells)| match (piece, cells) {
                (Piece::Text(piece), _) => piece.len(),
                (_, Some(cells)) => cells.as_string::<i32>().value_length(position) as usize,
                (_, None) => 0,
            });
            let bytes: usize = bytes.sum();
            batch_bytes += bytes;
            if bytes > TEXT_BYTES_MAX {
                return Err(self.error(position, format!("a text must be <= {TEXT_BYTES_MAX} bytes, got {bytes}")));
            }
            if batch_bytes > BATCH_BYTES_MAX {
                let message = format!("the texts of a batch must be <= {BATCH_BYTES_MAX} bytes in all");
                return Err(self.error(position, message));
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
        self.fitting(text.finish())
    }
}
