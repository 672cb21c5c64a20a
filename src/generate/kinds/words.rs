//! pattern, words, sentence.

use arrow::array::ArrayRef;

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::text::{PieceBuilder, TextBuilder};
use crate::values::pattern::Pattern;
use crate::values::random::{below, draw};
use crate::values::words::{Locale, SLOT_BYTES, words};

/// Bytes of a word with its space, rather more than the mean.
const WORD_BYTES: usize = 8;

impl Cells<'_, '_> {
    pub(super) fn pattern(&self, pattern: &Pattern) -> Result<ArrayRef, DataError> {
        let mut text = TextBuilder::new(self.rows.len(), 12);
        for rank in self.indices(pattern.capacity())? {
            pattern.unrank(rank, text.text());
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// `min ..= max` words. Each 64-bit draw gives four words: 16 bits are plenty for a short list.
    pub(super) fn words(&self, min: u32, max: u32, sentence: bool) -> Result<ArrayRef, DataError> {
        let key = self.key();
        let words = &words(Locale::ENGLISH).slots().lorem;
        let mean_bytes = WORD_BYTES * (min as usize + max as usize) / 2;
        let mut text = PieceBuilder::new(self.rows.len(), mean_bytes, (max as usize + 1) * SLOT_BYTES);
        for &row_key in self.row_keys()?.iter() {
            let count = min + below(draw(key, row_key, 0), u64::from(max - min) + 1) as u32;
            text.cell(|room, start| {
                let (mut end, mut random) = (start, 0);
                for number in 0..count {
                    random = if number % 4 == 0 { draw(key, row_key, 1 + number / 4) } else { random >> 16 };
                    end = words[(((random & 0xffff) * words.len() as u64) >> 16) as usize].put(room, end);
                }
                match (sentence, count) {
                    (_, 0) => start,
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
}
