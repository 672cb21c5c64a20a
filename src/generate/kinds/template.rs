//! template.

use arrow::array::{Array, ArrayRef, AsArray};

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::show::text_cells;
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
        self.fitting(text.finish())
    }
}
