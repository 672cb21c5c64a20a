//! Cities whose region and postcodes agree with them, and the streets of a country.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Phrase, tsv};
use crate::values::pattern::Pattern;

/// A city: city, region, postcode and country belong together.
#[derive(Debug)]
pub struct City {
    /// The city's name in the country's own script.
    pub city: &'static str,
    /// State, province or the like, as addresses write it: `NY`, `Bayern`.
    pub region: &'static str,
    /// ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    /// The city's postcodes as a pattern.
    pub postcode_mask: &'static str,
    postcode: Pattern,
}

impl City {
    /// The city's postcodes; their prefix is right, single ones may not be in use.
    pub fn postcode(&self) -> &Pattern {
        &self.postcode
    }
}

static PLACES: LazyLock<Vec<City>> = LazyLock::new(|| {
    let rows = tsv::rows(include_str!("../../../generators/reference/places.tsv"));
    rows.map(|[country, city, region, postcode_mask]| {
        let postcode = Pattern::new(postcode_mask)
            .unwrap_or_else(|fault| panic!("embedded file places.tsv: {city}: {postcode_mask}: {fault}"));
        City { city, region, country, postcode_mask, postcode }
    })
    .collect()
});

static STREETS: LazyLock<BTreeMap<&'static str, Phrase>> = LazyLock::new(|| {
    let rows = tsv::rows(include_str!("../../../generators/reference/streets.tsv"));
    rows.map(|[country, form, names]| {
        let names: Vec<&'static str> = names.split('|').collect();
        let names: &'static [&'static str] = names.leak();
        (country, Phrase::new(form, &|_| names))
    })
    .collect()
});

/// The cities of a country, at least eight; nothing where none are known.
pub fn places(country: &str) -> Option<&'static [City]> {
    let start = PLACES.partition_point(|place| place.country < country);
    let found = &PLACES[start..];
    let count = found.partition_point(|place| place.country == country);
    (count > 0).then(|| &found[..count])
}

/// The address lines of a country, street and house number as written there; for every country with [`places`].
pub fn streets(country: &str) -> Option<&'static Phrase> {
    STREETS.get(country)
}

/// The countries that have places and streets, sorted.
pub fn place_countries() -> impl Iterator<Item = &'static str> {
    STREETS.keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(phrase: &Phrase, index: u64) -> String {
        let mut out = String::new();
        phrase.write(index, &mut out);
        out
    }

    #[test]
    fn every_country_with_streets_has_eight_cities_and_the_other_way_round() {
        assert!(PLACES.windows(2).all(|pair| (pair[0].country, pair[0].city) < (pair[1].country, pair[1].city)));
        for country in place_countries() {
            let places = places(country).unwrap_or_default();
            assert!(places.len() >= 8, "{country}: {}", places.len());
            assert!(places.iter().all(|place| place.country == country && !place.region.is_empty()));
        }
        assert!(PLACES.iter().all(|place| streets(place.country).is_some()));
        let wanted = ["US", "GB", "DE", "FR", "JP", "BR", "SE", "IN", "AU", "CA", "NL", "IT", "ES"];
        assert!(wanted.iter().all(|country| places(country).is_some()));
        assert!(["", "us", "XX", "ZZ"].iter().all(|country| places(country).is_none()));
    }

    #[test]
    fn postcodes_have_the_countrys_length_and_the_citys_prefix() {
        let lengths = [("AU", 4), ("BR", 9), ("CA", 7), ("DE", 5), ("ES", 5), ("FR", 5), ("IN", 6), ("IT", 5)];
        let lengths: BTreeMap<&str, usize> =
            lengths.into_iter().chain([("JP", 8), ("NL", 7), ("SE", 6), ("US", 5)]).collect();
        for place in PLACES.iter() {
            let capacity = place.postcode().capacity();
            for rank in [0, capacity / 2, capacity - 1] {
                let mut code = String::new();
                place.postcode().unrank(rank, &mut code);
                let length = lengths.get(place.country).copied();
                assert!(length.map_or((6..=8).contains(&code.len()), |length| code.len() == length), "{code}");
                let literal = place.postcode_mask.split(['[', '(']).next().unwrap_or_default();
                assert!(code.starts_with(literal), "{}: {code}", place.city);
            }
        }
    }

    #[test]
    fn address_lines_follow_the_country() {
        let lines = ["US", "DE", "JP", "IN"].map(|country| written(streets(country).unwrap(), 0));
        assert_eq!(lines, ["1 Main Street", "Hauptstraße 1", "本町1丁目1番1号", "1, MG Road"]);
        let last = streets("GB").unwrap();
        assert_eq!(written(last, last.capacity() - 1), "199 Queen Street");
    }
}
