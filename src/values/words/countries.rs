//! Countries: ISO 3166-1 codes and English names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::tsv;

/// A country or territory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code, in capitals.
    pub code: &'static str,
    /// The usual English name.
    pub name: &'static str,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let rows = tsv::rows(include_str!("../../../generators/reference/countries.tsv"));
    rows.map(|[code, name]| Country { code, name }).collect()
});

/// All countries, sorted by code.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The English name of a country code in capitals.
pub fn country_name(code: &str) -> Option<&'static str> {
    let found = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
    Some(COUNTRIES[found].name)
}

/// The code of a country by its exact English name.
pub fn country_code(name: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<BTreeMap<&'static str, &'static str>> =
        LazyLock::new(|| COUNTRIES.iter().map(|country| (country.name, country.code)).collect());
    BY_NAME.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_lead_to_each_other() {
        assert_eq!(countries().len(), 249);
        assert!(countries().windows(2).all(|pair| pair[0].code < pair[1].code));
        for country in countries() {
            assert_eq!(country_name(country.code), Some(country.name));
            assert_eq!(country_code(country.name), Some(country.code));
        }
        assert_eq!(country_name("GB"), Some("United Kingdom"));
        assert_eq!(country_code("Côte d'Ivoire"), Some("CI"));
        assert_eq!((country_name("XX"), country_name("gb"), country_code("gb")), (None, None, None));
    }
}
