//! person, email, phone, company, product, address.

use arrow::array::{Array, ArrayRef, AsArray};

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::text::{Followed, TextBuilder, dictionary_type, plain};
use crate::plan::maker::{AddressPart, ColumnIndex, Follow, PersonPart};
use crate::values::random::{Key, below, draw};
use crate::values::words::{
    Locale, Phrase, Place, Words, country_name, phone_range, place_countries, places, slug, streets, words,
};

/// What tells unique e-mail addresses apart: 36^7 suffixes.
const SUFFIXES: u64 = 36_u64.pow(7);
/// Where a country has no places of its own.
const DEFAULT_COUNTRY: &str = "US";

impl<'e> Cells<'_, 'e> {
    pub(super) fn person(
        &self,
        part: PersonPart,
        locale: Follow<Locale>,
        draws_as: ColumnIndex,
    ) -> Result<ArrayRef, DataError> {
        let words = self.words_of(locale)?;
        let source = self.as_column(draws_as);
        let names = |words: &Words| words.first_names.len() as u64 * words.last_names.len() as u64;
        let indices = match locale {
            Follow::Fixed(locale) => source.indices(names(crate::values::words::words(locale)))?,
            Follow::Column(_) => {
                let randoms = source.randoms()?;
                randoms.into_iter().enumerate().map(|(at, random)| below(random, names(words.at(at)))).collect()
            }
        };
        let mut text = TextBuilder::new(self.rows.len(), 16);
        for (position, index) in indices.into_iter().enumerate() {
            let words = words.at(position);
            let last_count = words.last_names.len() as u64;
            let first = words.first_names[(index / last_count) as usize];
            let last = words.last_names[(index % last_count) as usize];
            match part {
                PersonPart::Full => words.write_full_name(first, last, text.text()),
                PersonPart::First => text.text().push_str(first),
                PersonPart::Last => text.text().push_str(last),
            }
            text.end_cell();
        }
        Ok(text.finish())
    }

    pub(super) fn email(&self, name: Option<ColumnIndex>, domain: &str) -> Result<ArrayRef, DataError> {
        let names = match name {
            Some(name) => plain(&self.read(name)?).map_err(|message| self.error(0, message))?,
            None => self.person(PersonPart::Full, Follow::Fixed(Locale::ENGLISH), self.index)?,
        };
        let names = names.as_string::<i32>();
        let suffixes = if self.column.unique { Some(self.permuted(SUFFIXES)?) } else { None };
        let mut text = TextBuilder::new(self.rows.len(), 24 + domain.len());
        for position in 0..self.rows.len() {
            if names.is_null(position) {
                text.end_null();
                continue;
            }
            slug(names.value(position), text.text());
            if let Some(suffixes) = &suffixes {
                text.text().push('.');
                push_base_36(suffixes[position], text.text());
            }
            text.text().push('@');
            text.text().push_str(domain);
            text.end_cell();
        }
        Ok(text.finish())
    }

    pub(super) fn phone(&self, country: Follow<&'static str>) -> Result<ArrayRef, DataError> {
        let ranges = match country {
            Follow::Fixed(country) => Followed::constant(phone_range(country), self.rows.len()),
            Follow::Column(column) => {
                Followed::new(&self.read(column)?, |country| phone_range(country.unwrap_or(DEFAULT_COUNTRY)))
            }
        };
        let indices = match country {
            Follow::Fixed(country) => self.indices(phone_range(country).capacity())?,
            Follow::Column(_) => {
                let randoms = self.randoms()?.into_iter().enumerate();
                randoms.map(|(at, random)| below(random, ranges.at(at).capacity())).collect()
            }
        };
        let mut text = TextBuilder::new(self.rows.len(), 14);
        for (position, index) in indices.into_iter().enumerate() {
            ranges.at(position).write(index, text.text());
            text.end_cell();
        }
        Ok(text.finish())
    }

    pub(super) fn company(&self, locale: Follow<Locale>) -> Result<ArrayRef, DataError> {
        let words = self.words_of(locale)?;
        match locale {
            Follow::Fixed(locale) => self.phrases(&crate::values::words::words(locale).company),
            Follow::Column(_) => {
                let mut text = TextBuilder::new(self.rows.len(), 20);
                for (position, random) in self.randoms()?.into_iter().enumerate() {
                    words.at(position).company.pick(random, text.text());
                    text.end_cell();
                }
                Ok(text.finish())
            }
        }
    }

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
            return Ok(text.finish());
        }
        for random in self.randoms()? {
            phrase.pick(random, text.text());
            text.end_cell();
        }
        Ok(text.finish())
    }

    pub(super) fn address(
        &self,
        part: AddressPart,
        country: Follow<&'static str>,
        draws_as: ColumnIndex,
    ) -> Result<ArrayRef, DataError> {
        if part == AddressPart::CountryCode && country == Follow::Fixed("") {
            return self.country_codes();
        }
        let places = match country {
            Follow::Fixed(code) => Followed::constant(CountryPlaces::find(code), self.rows.len()),
            Follow::Column(column) => {
                Followed::new(&self.read(column)?, |code| CountryPlaces::find(code.unwrap_or(DEFAULT_COUNTRY)))
            }
        };
        let key = Key(self.as_column(draws_as).column.draw_seed);
        let mut text = TextBuilder::new(self.rows.len(), if part == AddressPart::Full { 60 } else { 14 });
        for (position, &row_key) in self.row_keys()?.iter().enumerate() {
            places.at(position).write(part, &|number| draw(key, row_key, number), text.text());
            text.end_cell();
        }
        let made = text.finish();
        match self.column.dictionary {
            true => arrow::compute::cast(&made, &dictionary_type()).map_err(|error| self.error(0, error.to_string())),
            false => Ok(made),
        }
    }

    fn country_codes(&self) -> Result<ArrayRef, DataError> {
        let codes: Vec<&str> = place_countries().collect();
        let mut text = TextBuilder::new(self.rows.len(), 2);
        for random in self.randoms()? {
            text.text().push_str(codes[below(random, codes.len() as u64) as usize]);
            text.end_cell();
        }
        Ok(text.finish())
    }

    fn words_of(&self, locale: Follow<Locale>) -> Result<Followed<&'static Words>, DataError> {
        match locale {
            Follow::Fixed(locale) => Ok(Followed::constant(words(locale), self.rows.len())),
            Follow::Column(column) => {
                let words = |tag: Option<&str>| words(tag.map_or(Locale::ENGLISH, Locale::or_default));
                Ok(Followed::new(&self.read(column)?, words))
            }
        }
    }

    /// The same rows of another column of the table, to draw as that column does.
    fn as_column(&self, index: ColumnIndex) -> Cells<'_, 'e> {
        let column = &self.scope.engine().plan().tables[self.table].columns[index];
        Cells { scope: self.scope, table: self.table, index, column, rows: self.rows }
    }
}

/// What addresses of a country are made of.
#[derive(Clone, Copy)]
struct CountryPlaces {
    code: &'static str,
    places: &'static [Place],
    streets: Option<&'static Phrase>,
}

impl CountryPlaces {
    fn find(code: &str) -> CountryPlaces {
        let found = place_countries().find(|known| *known == code).unwrap_or(DEFAULT_COUNTRY);
        CountryPlaces { code: found, places: places(found).unwrap_or(&[]), streets: streets(found) }
    }

    /// Appends a part of the address whose draws are `random`: 0 the place, 1 the postcode, 2 the street.
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

fn push_base_36(mut value: u64, out: &mut String) {
    let mut digits = [0_u8; 13];
    let mut length = 0;
    loop {
        digits[length] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(value % 36) as usize];
        value /= 36;
        length += 1;
        if value == 0 {
            break;
        }
    }
    digits[..length].iter().rev().for_each(|&digit| out.push(digit as char));
}
