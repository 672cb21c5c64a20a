//! Short texts in slots of one size, for columns that put millions of them together.
//!
//! Copying a slot is one load and one store of a fixed size, whatever the text's length; copying a `&str` is a call.
//! What a slot puts past its text's end, the next piece overwrites.

use super::lists::{NameLists, NameOrder, WordTable};
use super::slug;

/// The bytes that a slot puts. Room for a text needs that many more than its slots' texts.
pub const SLOT_BYTES: usize = 32;

/// A text of at most 31 bytes, its length in the last byte.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub struct Slot([u8; SLOT_BYTES]);

impl Slot {
    /// The slot of a text, if it is short enough.
    pub fn of(text: &str) -> Option<Slot> {
        let mut slot = [0; SLOT_BYTES];
        slot[..SLOT_BYTES - 1].get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        slot[SLOT_BYTES - 1] = text.len() as u8;
        Some(Slot(slot))
    }

    /// The slot of an embedded word, all of which are short: a test reads every one.
    fn of_word(word: &str) -> Slot {
        Slot::of(word).unwrap_or_else(|| panic!("embedded word {word:?} has no room in a slot"))
    }

    /// Puts the text into `room` at `at`, where a whole slot has room, and returns where it ends.
    #[inline(always)]
    pub fn put(&self, room: &mut [u8], at: usize) -> usize {
        let window: &mut [u8; SLOT_BYTES] =
            room[at..].first_chunk_mut().expect("the caller has room for a slot more than the texts");
        *window = self.0;
        at + self.bytes()
    }

    /// How many bytes the text has.
    #[inline(always)]
    pub fn bytes(&self) -> usize {
        usize::from(self.0[SLOT_BYTES - 1])
    }
}

/// A locale's words in slots.
#[derive(Debug)]
pub struct WordSlots {
    /// The names as they are.
    pub names: NameSlots,
    /// The names' slugs; empty where nothing is left of a name.
    pub slugs: NameSlots,
    /// The words of filler text, each with a space behind it.
    pub lorem: Box<[Slot]>,
}

/// Given and family names, in the order of the locale's tables.
#[derive(Debug)]
pub struct NameSlots {
    first: Box<[Slot]>,
    last: Box<[Slot]>,
    between: Slot,
    order: NameOrder,
}

impl WordSlots {
    pub(super) fn new(of: NameLists, lorem: WordTable) -> WordSlots {
        let names = |text: &dyn Fn(&str) -> String, between: &str| NameSlots {
            first: slots(of.first_names, text),
            last: slots(of.last_names, text),
            between: Slot::of_word(between),
            order: of.name_order,
        };
        WordSlots {
            names: names(&str::to_owned, of.name_separator),
            slugs: names(&slug_or_nothing, if of.name_separator.is_empty() { "" } else { "." }),
            lorem: slots(lorem, &|word| format!("{word} ")),
        }
    }
}

impl NameSlots {
    /// The most bytes that a full name may take.
    pub const BYTES_MAX: usize = 3 * SLOT_BYTES;

    /// Puts the full name of these indices, in the locale's order; of one whose second part is empty only the first.
    #[inline]
    pub fn put_full(&self, first: usize, last: usize, room: &mut [u8], at: usize) -> usize {
        let (before, after) = match self.order {
            NameOrder::GivenFirst => (&self.first[first], &self.last[last]),
            NameOrder::FamilyFirst => (&self.last[last], &self.first[first]),
        };
        let middle = before.put(room, at);
        let between = self.between.put(room, middle);
        match after.put(room, between) {
            end if end > between => end,
            _ => middle,
        }
    }

    /// Puts a given name.
    #[inline]
    pub fn put_first(&self, first: usize, room: &mut [u8], at: usize) -> usize {
        self.first[first].put(room, at)
    }

    /// Puts a family name.
    #[inline]
    pub fn put_last(&self, last: usize, room: &mut [u8], at: usize) -> usize {
        self.last[last].put(room, at)
    }
}

/// What a table's words are written as.
fn slots(table: WordTable, text: &dyn Fn(&str) -> String) -> Box<[Slot]> {
    table.iter().map(|word| Slot::of_word(&text(word))).collect()
}

/// A name's slug, without what stands for nothing.
fn slug_or_nothing(name: &str) -> String {
    let mut out = String::new();
    slug::push_letters(name, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Locale, words};
    use super::*;

    fn put(put: impl FnOnce(&mut [u8]) -> usize) -> String {
        let mut room = [b'#'; NameSlots::BYTES_MAX + SLOT_BYTES];
        let end = put(&mut room);
        String::from_utf8(room[..end].to_vec()).expect("whole texts are put")
    }

    #[test]
    fn slots_of_every_locale_give_the_words_and_their_slugs() {
        for &locale in Locale::all() {
            let words = words(locale);
            let slots = words.slots();
            let pairs = (0..words.first_names.len()).map(|first| (first, first % words.last_names.len()));
            let others = (0..words.last_names.len()).map(|last| (last % words.first_names.len(), last));
            for (first, last) in pairs.chain(others) {
                let mut name = String::new();
                words.write_full_name(words.first_names[first], words.last_names[last], &mut name);
                assert_eq!(put(|room| slots.names.put_full(first, last, room, 0)), name);
                assert_eq!(put(|room| slots.names.put_first(first, room, 0)), words.first_names[first]);
                assert_eq!(put(|room| slots.names.put_last(last, room, 0)), words.last_names[last]);
                let texts = [name.as_str(), words.first_names[first], words.last_names[last]];
                let [full_slug, first_slug, last_slug] = texts.map(slug_or_nothing);
                assert_eq!(put(|room| slots.slugs.put_full(first, last, room, 0)), full_slug, "{name}");
                assert_eq!(put(|room| slots.slugs.put_first(first, room, 0)), first_slug);
                assert_eq!(put(|room| slots.slugs.put_last(last, room, 0)), last_slug);
            }
            for (word, slot) in words.lorem.iter().zip(&slots.lorem) {
                assert_eq!(put(|room| slot.put(room, 0)), format!("{word} "));
            }
        }
    }
}
