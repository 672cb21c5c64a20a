//! pattern, words, sentence, template.
//!
//! Cells are written one behind the other into one buffer, whose size is bounded: a batch's texts have 2 GiB at most.

use arrow::array::{Array, ArrayRef, AsArray};

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::show::text_cells;
use crate::generate::sql::TEXT_BYTES_MAX;
use crate::generate::text::{BATCH_BYTES_MAX, PieceBuilder, TextBuilder};
use crate::plan::maker::TemplatePiece;
use crate::values::pattern::Pattern;
use crate::values::random::{below, draw};
use crate::values::words::{Locale, SLOT_BYTES, words};

/// Bytes of a word with its space, rather more than the mean.
const WORD_BYTES: usize = 8;

impl ColumnRequest<'_, '_> {
    /// Strings of a pattern, by their rank.
    ///
    /// A pattern is a regular expression whose repetition is bounded (`*` and `+` end eight repeats beyond their
    /// minimum); its strings are numbered in the order of its automaton, and `unrank` writes the one with a given
    /// number. So a draw below the pattern's capacity is uniform over *strings*: drawing each part of `(a|b[0-9])` by
    /// itself would make `a` come up in half of the rows instead of one in eleven.
    ///
    /// # Errors
    /// In a unique column: a row beyond the number of strings.
    pub(super) fn pattern(&self, pattern: &Pattern) -> Result<ArrayRef, DataError> {
        let mut text = TextBuilder::new(self.rows.len(), 12);
        for rank in self.indices(pattern.capacity())? {
            pattern.unrank(rank, text.text());
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// `min ..= max` words. Each 64-bit draw gives four words: 16 bits are plenty for a short list.
    ///
    /// Lorem ipsum, one space between words; empty where the count is 0. The count is uniform and takes draw 0; draws
    /// 1, 2, … give the words. A sentence starts with a capital and ends with a full stop. The bias of 16 bits over a
    /// list of `n` words is below `n` / 65,536.
    pub(super) fn words(&self, min: u32, max: u32, sentence: bool) -> Result<ArrayRef, DataError> {
        let key = self.key();
        let words = &words(Locale::ENGLISH).slots().lorem;
        let mean_bytes = WORD_BYTES * (min as usize + max as usize) / 2;
        let mut text = PieceBuilder::new(self.rows.len(), mean_bytes, (max as usize + 1) * SLOT_BYTES);
        for &row_key in self.row_keys()?.iter() {
            // Slots are copied as 32 bytes each, whatever the word's length, so the room for a cell has one slot to
            // spare.
            let count = min + below(draw(key, row_key, 0), u64::from(max - min) + 1) as u32;
            text.cell(|room, start| {
                let (mut end, mut random) = (start, 0);
                for number in 0..count {
                    random = if number % 4 == 0 { draw(key, row_key, 1 + number / 4) } else { random >> 16 };
                    end = words[(((random & 0xffff) * words.len() as u64) >> 16) as usize].put(room, end);
                }
                match (sentence, count) {
                    (_, 0) => start,
                    // Every word brings a space. The last one is cut off, or becomes the full stop.
                    (false, _) => end - 1,
                    (true, _) => {
                        room[start].make_ascii_uppercase();
                        room[end - 1] = b'.';
                        end
                    }
                }
            });
        }
        self.fitting(text.finish())
    }

    /// Texts of other columns put together.
    ///
    /// Numbers, dates and times appear as a CSV file shows them: decimals with all digits of their scale, times in
    /// RFC 3339. A row with a null in any piece is null, as in SQL's `||`.
    ///
    /// # Errors
    /// A text of more than 64 KiB, or more than 2 GiB in one batch, each at its row.
    pub(super) fn template(&self, pieces: &[TemplatePiece]) -> Result<ArrayRef, DataError> {
        let columns = pieces.iter().map(|piece| match piece {
            TemplatePiece::Text(_) => Ok(None),
            TemplatePiece::Column(column) => {
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
                (TemplatePiece::Text(piece), _) => piece.len(),
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
                    (TemplatePiece::Text(piece), _) => text.text().push_str(piece),
                    (_, Some(cells)) => text.text().push_str(cells.as_string::<i32>().value(position)),
                    (_, None) => {}
                }
            }
            text.end_cell();
        }
        self.fitting(text.finish())
    }
}
