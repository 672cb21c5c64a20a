//! pattern, words, sentence.

use arrow::array::ArrayRef;

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::text::TextBuilder;
use crate::values::pattern::Pattern;
use crate::values::random::{below, draw};
use crate::values::words::{Locale, words};

impl Cells<'_, '_> {
    pub(super) fn pattern(&self, pattern: &Pattern) -> Result<ArrayRef, DataError> {
        let mut text = TextBuilder::new(self.rows.len(), 12);
        for rank in self.indices(pattern.capacity())? {
            pattern.unrank(rank, text.text());
            text.end_cell();
        }
        Ok(text.finish())
    }

    /// `min ..= max` words. Each 64-bit draw gives four words: 16 bits are plenty for a short list.
    pub(super) fn words(&self, min: u32, max: u32, sentence: bool) -> Result<ArrayRef, DataError> {
        let key = self.key();
        let words = words(Locale::ENGLISH).lorem;
        let mut text = TextBuilder::new(self.rows.len(), 7 * max as usize);
        for &row_key in self.row_keys()?.iter() {
            let count = min + below(draw(key, row_key, 0), u64::from(max - min) + 1) as u32;
            let out = text.text();
            let start = out.len();
            let mut random = 0;
            for number in 0..count {
                random = if number % 4 == 0 { draw(key, row_key, 1 + number / 4) } else { random >> 16 };
                if number > 0 {
                    out.push(' ');
                }
                out.push_str(words[(((random & 0xffff) * words.len() as u64) >> 16) as usize]);
            }
            if sentence && count > 0 {
                out[start..].get_mut(0..1).map(str::make_ascii_uppercase);
                out.push('.');
            }
            text.end_cell();
        }
        Ok(text.finish())
    }
}
