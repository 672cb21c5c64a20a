//! person, email, phone, company, product, address.
//!
//! A draw is an index into all pairs of words of a locale, so that a name, its parts and the e-mail made from it agree by
//! drawing the same number, and unique names are a permutation of the pairs.
//!
//! Must never: make an address or a number outside the reserved domains and ranges.
//!
//! Words come from reviewed lists per locale (`generators/reference/`), domains from RFC 2606, telephone numbers from
//! the ranges that regulators set aside for drama. With L last names, index i of a pair is first name i / L and last
//! name i mod L: neighbouring indices share the first name, and parts of a name and the e-mail recover theirs from
//! the same index, which is nowhere stored.
//!
//! Speed decides the shape: names and e-mails are put together from 32-byte slots (one load and one store each)
//! instead of from `&str`s (a call and a copy of variable length each).

use arrow::array::{Array, ArrayRef, AsArray};

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::text::{PieceBuilder, RowValues, TextBuilder, dictionary_type, plain};
use crate::plan::maker::{
    AddressPart, ColumnIndex, DEFAULT_COUNTRY, EMAIL_SUFFIX_DIGITS, FixedOrColumn, Maker, PersonPart,
};
use crate::values::random::{below, draw};
use crate::values::words::{
    City, Locale, NAMELESS, NameSlots, Phrase, SLOT_BYTES, Slot, WordSlots, Words, country_name, phone_range,
    place_countries, places, slug, streets, words,
};

/// What distinguishes unique e-mail addresses: as many suffixes as there are numbers of this many digits to base 36.
const SUFFIXES: u64 = 36_u64.pow(EMAIL_SUFFIX_DIGITS);
/// A point and the digits.
const SUFFIX_BYTES: usize = 8;

impl<'e> ColumnRequest<'_, 'e> {
    /// Names or parts of names, put together from slots of one size.
    ///
    /// `Utf8`, no nulls; in the order that the locale uses (`佐藤 はな` has the family name first). `draws_as` is this
    /// column, or the hidden helper that `name.first` and `name.last` are parts of.
    ///
    /// # Errors
    /// In a unique column: a row beyond first × last names of the locale.
    pub(super) fn person(
        &self,
        part: PersonPart,
        locale: FixedOrColumn<Locale>,
        draws_as: ColumnIndex,
    ) -> Result<ArrayRef, DataError> {
        let people = self.people(locale, draws_as)?;
        let mut text = PieceBuilder::new(self.rows.len(), 16, NameSlots::BYTES_MAX + SLOT_BYTES);
        for position in 0..self.rows.len() {
            let (slots, pair) = people.at(position);
            text.cell(|room, at| put_name(&slots.names, part, pair, room, at));
        }
        self.fitting(text.finish())
    }

    /// The people of a person column that draws as `draws_as`.
    ///
    /// Only a fixed locale has one domain to permute, so the plan refuses `unique: true` on a column that follows
    /// another's locale.
    fn people(&self, locale: FixedOrColumn<Locale>, draws_as: ColumnIndex) -> Result<People, DataError> {
        let words = self.words_of(locale)?;
        let source = self.as_column(draws_as);
        let names = |words: &Words| words.first_names.len() as u64 * words.last_names.len() as u64;
        let indices = match locale {
            FixedOrColumn::Fixed(locale) => source.indices(names(crate::values::words::words(locale)))?,
            FixedOrColumn::Column(_) => {
                source.randoms()?.enumerate().map(|(at, random)| below(random, names(words.at(at)))).collect()
            }
        };
        Ok(People { words: words.map(|words| (words.slots(), words.last_names.len() as u64)), indices })
    }

    /// The slug of a name, what keeps it apart from others where the column is unique, and the domain.
    ///
    /// `Utf8`; null where the name is. `zoe.mueller@example.com`, or `zoe.mueller.4k1@example.com` where the column
    /// is unique: the suffix is a permutation of the row's number in base 36 without leading zeros, so uniqueness
    /// does not depend on names.
    ///
    /// Two paths make the same bytes: from word indices where the name is a plain person column, and from the
    /// finished text where the name can be anything.
    pub(super) fn email(&self, name: Option<ColumnIndex>, domain: &str) -> Result<ArrayRef, DataError> {
        let (part, locale, draws_as) = match name {
            None => (PersonPart::Full, FixedOrColumn::Fixed(Locale::ENGLISH), self.index),
            Some(name) => match self.unchanged_person(name) {
                Some(person) => person,
                None => return self.emails_of_texts(name, domain),
            },
        };
        let people = self.people(locale, draws_as)?;
        self.emails_of_people(part, &people, domain)
    }

    /// How the names of a column are made, if they are persons' and nothing changes them: then their slugs are known.
    ///
    /// Given cells, `when:` and `nulls:` replace names after they were drawn, so the index no longer says what the
    /// row shows.
    fn unchanged_person(&self, name: ColumnIndex) -> Option<(PersonPart, FixedOrColumn<Locale>, ColumnIndex)> {
        let column = &self.scope.memo().plan().tables[self.table].columns[name];
        match column.maker {
            Maker::Person { part, locale, draws_as }
                if column.given.is_empty() && column.when.is_none() && column.nulls == 0 =>
            {
                Some((part, locale, draws_as))
            }
            _ => None,
        }
    }

    /// Addresses of drawn people, from slugs that are made once for each word.
    ///
    /// A name without a letter in ASCII form (`張偉`) becomes `user`; the suffix still makes it unique.
    fn emails_of_people(&self, part: PersonPart, people: &People, domain: &str) -> Result<ArrayRef, DataError> {
        let suffixes = self.suffixes()?;
        let tail = format!("@{domain}");
        let short_tail = Slot::of(&tail);
        // A slot writes all of its 32 bytes, so every cell needs room for one slot after its text.
        let cell_room = NameSlots::BYTES_MAX + SUFFIX_BYTES + tail.len() + SLOT_BYTES;
        let mut text = PieceBuilder::new(self.rows.len(), 24 + domain.len(), cell_room);
        for position in 0..self.rows.len() {
            let (slots, pair) = people.at(position);
            text.cell(|room, start| {
                let mut at = put_name(&slots.slugs, part, pair, room, start);
                if at == start {
                    at = put_bytes(room, at, NAMELESS.as_bytes());
                }
                if let Some(suffixes) = &suffixes {
                    at = put_suffix(suffixes[position], room, at);
                }
                match &short_tail {
                    Some(slot) => slot.put(room, at),
                    None => put_bytes(room, at, tail.as_bytes()),
                }
            });
        }
        self.fitting(text.finish())
    }

    /// Addresses of any names, whose slugs are made for each row.
    ///
    /// Slower by the slug of every row, and open to any text: given names, templates, `sql:`.
    fn emails_of_texts(&self, name: ColumnIndex, domain: &str) -> Result<ArrayRef, DataError> {
        let names = plain(&self.read(name)?).map_err(|message| self.error(0, message))?;
        let names = names.as_string::<i32>();
        let suffixes = self.suffixes()?;
        let mut text = TextBuilder::new(self.rows.len(), 24 + domain.len());
        let mut suffix = [0; SUFFIX_BYTES];
        for position in 0..self.rows.len() {
            if names.is_null(position) {
                text.end_null();
                continue;
            }
            slug(names.value(position), text.text());
            if let Some(suffixes) = &suffixes {
                let end = put_suffix(suffixes[position], &mut suffix, 0);
                suffix[..end].iter().for_each(|&byte| text.text().push(char::from(byte)));
            }
            text.text().push('@');
            text.text().push_str(domain);
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// For a unique column what distinguishes its cells.
    ///
    /// # Errors
    /// A row beyond 36^7.
    fn suffixes(&self) -> Result<Option<Vec<u64>>, DataError> {
        if self.column.unique { self.permuted(SUFFIXES).map(Some) } else { Ok(None) }
    }

    /// Numbers of the reserved range of each row's country.
    ///
    /// E.164 with a leading `+`; the range is the row's country's, or that of `US` where the country has none that is
    /// reserved.
    ///
    /// # Errors
    /// In a unique column: a row beyond the range, which in many countries has a few thousand numbers.
    pub(super) fn phone(&self, country: FixedOrColumn<&'static str>) -> Result<ArrayRef, DataError> {
        let ranges = match country {
            FixedOrColumn::Fixed(country) => RowValues::constant(phone_range(country), self.rows.len()),
            FixedOrColumn::Column(column) => {
                RowValues::new(&self.read(column)?, |country| phone_range(country.unwrap_or(DEFAULT_COUNTRY)))
            }
        };
        let indices = match country {
            FixedOrColumn::Fixed(country) => self.indices(phone_range(country).capacity())?,
            FixedOrColumn::Column(_) => {
                self.randoms()?.enumerate().map(|(at, random)| below(random, ranges.at(at).capacity())).collect()
            }
        };
        let mut text = TextBuilder::new(self.rows.len(), 14);
        for (position, index) in indices.into_iter().enumerate() {
            ranges.at(position).write(index, text.text());
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// Names of companies in the words of each row's locale.
    ///
    /// Family names and legal forms of the locale. Unlike addresses and numbers these have no reserved range: a name
    /// may belong to a company by chance.
    pub(super) fn company(&self, locale: FixedOrColumn<Locale>) -> Result<ArrayRef, DataError> {
        let words = self.words_of(locale)?;
        match locale {
            FixedOrColumn::Fixed(locale) => self.phrases(&crate::values::words::words(locale).company),
            FixedOrColumn::Column(_) => {
                let mut text = TextBuilder::new(self.rows.len(), 20);
                for (position, random) in self.randoms()?.enumerate() {
                    words.at(position).company.pick(random, text.text());
                    text.end_cell();
                }
                self.fitting(text.finish())
            }
        }
    }

    /// Names of products.
    ///
    /// English in every locale: there are no lists of products in other languages.
    pub(super) fn product(&self) -> Result<ArrayRef, DataError> {
        self.phrases(&words(Locale::ENGLISH).product)
    }

    /// A phrase for every cell; all different where the column is unique.
    fn phrases(&self, phrase: &Phrase) -> Result<ArrayRef, DataError> {
        let mut text = TextBuilder::new(self.rows.len(), 20);
        if self.column.unique {
            for index in self.permuted(phrase.capacity())? {
                phrase.write(index, text.text());
                text.end_cell();
            }
            return self.fitting(text.finish());
        }
        for random in self.randoms()? {
            phrase.pick(random, text.text());
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// Addresses or parts of them. All parts of one helper draw by its key, so they are of the same place.
    ///
    /// Draw 0 is the place (city, region and postcode pattern go together), draw 1 the postcode, draw 2 the street.
    /// Parts of one address agree because they use the helper's key; a part that is not asked for costs nothing.
    pub(super) fn address(
        &self,
        part: AddressPart,
        country: FixedOrColumn<&'static str>,
        draws_as: ColumnIndex,
    ) -> Result<ArrayRef, DataError> {
        if part == AddressPart::CountryCode && country == FixedOrColumn::Fixed("") {
            return self.country_codes();
        }
        let places = match country {
            FixedOrColumn::Fixed(code) => RowValues::constant(CountryPlaces::find(code), self.rows.len()),
            FixedOrColumn::Column(column) => {
                RowValues::new(&self.read(column)?, |code| CountryPlaces::find(code.unwrap_or(DEFAULT_COUNTRY)))
            }
        };
        let key = self.as_column(draws_as).key();
        let mut text = TextBuilder::new(self.rows.len(), if part == AddressPart::Full { 60 } else { 14 });
        for (position, &row_key) in self.row_keys()?.iter().enumerate() {
            places.at(position).write(part, &|number| draw(key, row_key, number), text.text());
            text.end_cell();
        }
        let made = self.fitting(text.finish())?;
        match self.column.dictionary {
            true => arrow::compute::cast(&made, &dictionary_type()).map_err(|error| self.error(0, error.to_string())),
            false => Ok(made),
        }
    }

    /// Codes of the countries that have addresses.
    ///
    /// Uniform over the countries that have places, as ISO 3166-1 alpha-2. Only `address: country_code` without a
    /// country comes here; everything else follows a country.
    fn country_codes(&self) -> Result<ArrayRef, DataError> {
        let codes: Vec<&str> = place_countries().collect();
        let mut text = TextBuilder::new(self.rows.len(), 2);
        for random in self.randoms()? {
            text.text().push_str(codes[below(random, codes.len() as u64) as usize]);
            text.end_cell();
        }
        self.fitting(text.finish())
    }

    /// The words of each row's locale; English where a column says none.
    ///
    /// A tag without words of its own falls back to its language where that has some, else to English.
    fn words_of(&self, locale: FixedOrColumn<Locale>) -> Result<RowValues<&'static Words>, DataError> {
        match locale {
            FixedOrColumn::Fixed(locale) => Ok(RowValues::constant(words(locale), self.rows.len())),
            FixedOrColumn::Column(column) => {
                let words = |tag: Option<&str>| words(tag.map_or(Locale::ENGLISH, Locale::or_default));
                Ok(RowValues::new(&self.read(column)?, words))
            }
        }
    }

    /// The same rows of another column of the table, to draw as that column does.
    fn as_column(&self, index: ColumnIndex) -> ColumnRequest<'_, 'e> {
        let column = &self.scope.memo().plan().tables[self.table].columns[index];
        ColumnRequest { scope: self.scope, table: self.table, index, column, rows: self.rows }
    }
}

/// What addresses of a country are made of.
#[derive(Clone, Copy)]
struct CountryPlaces {
    code: &'static str,
    places: &'static [City],
    streets: Option<&'static Phrase>,
}

impl CountryPlaces {
    /// The places of a country, or of the default where it has none.
    ///
    /// Where the country column is a dictionary this runs once per distinct code of a batch, not per row.
    fn find(code: &str) -> CountryPlaces {
        let found = place_countries().find(|known| *known == code).unwrap_or(DEFAULT_COUNTRY);
        CountryPlaces { code: found, places: places(found).unwrap_or(&[]), streets: streets(found) }
    }

    /// Appends a part of the address whose draws are `random`: 0 the place, 1 the postcode, 2 the street.
    ///
    /// The full address is one line in the order street, city, region, postcode, country. Postal order differs by
    /// country (UPU S42); one fixed order keeps the column parseable.
    fn write(&self, part: AddressPart, random: &impl Fn(u32) -> u64, out: &mut String) {
        let place = &self.places[below(random(0), self.places.len() as u64) as usize];
        match part {
            AddressPart::City => out.push_str(place.city),
            AddressPart::Region => out.push_str(place.region),
            AddressPart::Country => out.push_str(country_name(self.code).unwrap_or(self.code)),
            AddressPart::CountryCode => out.push_str(self.code),
            AddressPart::Postcode => {
                place.postcode().unrank(below(random(1), place.postcode().capacity()), out);
            }
            AddressPart::Street => {
                if let Some(streets) = self.streets {
                    streets.pick(random(2), out);
                }
            }
            AddressPart::Full => {
                let parts = [
                    AddressPart::Street,
                    AddressPart::City,
                    AddressPart::Region,
                    AddressPart::Postcode,
                    AddressPart::Country,
                ];
                for (number, part) in parts.into_iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    self.write(part, random, out);
                }
            }
        }
    }
}

/// The people of some rows: of which locale, and which of its names.
struct People {
    words: RowValues<(&'static WordSlots, u64)>,
    indices: Vec<u64>,
}

/// A given and a family name, as indices into a locale's lists.
#[derive(Clone, Copy)]
struct NamePair {
    first: usize,
    last: usize,
}

impl People {
    /// A row's words, and its name.
    #[inline]
    fn at(&self, position: usize) -> (&'static WordSlots, NamePair) {
        let (slots, last_count) = self.words.at(position);
        let index = self.indices[position];
        (slots, NamePair { first: (index / last_count) as usize, last: (index % last_count) as usize })
    }
}

#[inline]
fn put_name(names: &NameSlots, part: PersonPart, pair: NamePair, room: &mut [u8], at: usize) -> usize {
    match part {
        PersonPart::Full => names.put_full(pair.first, pair.last, room, at),
        PersonPart::First => names.put_first(pair.first, room, at),
        PersonPart::Last => names.put_last(pair.last, room, at),
    }
}

#[inline]
fn put_bytes(room: &mut [u8], at: usize, bytes: &[u8]) -> usize {
    let end = at + bytes.len();
    room[at..end].copy_from_slice(bytes);
    end
}

/// Puts a point and the number's digits to base 36.
///
/// Branch-free: the seven digits are computed in any case, and a shift drops the leading zeros. A loop that stops
/// early is mispredicted once per row.
#[inline]
fn put_suffix(number: u64, room: &mut [u8], at: usize) -> usize {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = [0; SUFFIX_BYTES];
    let mut rest = number;
    for digit in digits[1..].iter_mut().rev() {
        *digit = DIGITS[(rest % 36) as usize];
        rest /= 36;
    }
    // Leading zeros are shifted out instead of being left out: how many there are is not known early enough.
    let zero_count = (1..EMAIL_SUFFIX_DIGITS).filter(|&power| number < 36_u64.pow(power)).count();
    let mut suffix = (u64::from_be_bytes(digits) << (8 * zero_count)).to_be_bytes();
    suffix[0] = b'.';
    room[at..at + SUFFIX_BYTES].copy_from_slice(&suffix);
    at + SUFFIX_BYTES - zero_count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_has_no_leading_zeros() {
        for (number, expected) in
            [(0, ".0"), (35, ".z"), (36, ".10"), (36_u64.pow(6), ".1000000"), (SUFFIXES - 1, ".zzzzzzz")]
        {
            let mut room = [0; SUFFIX_BYTES];
            let end = put_suffix(number, &mut room, 0);
            assert_eq!(&room[..end], expected.as_bytes());
        }
    }
}
