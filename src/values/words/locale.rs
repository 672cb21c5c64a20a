//! Which words a locale or a country gets.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A locale that there are words for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Locale(u8);

/// Tags and the countries whose words they give, by their most common official language. Of locales with one language
/// the first is the language's own. New ones go to the end.
const LOCALES: [(&str, &str); 17] = [
    (
        "en",
        "AU BB BS BW BZ CA FJ GB GG GH GI GM GY IE IM JE JM KE LC LR MT MU MW NA NG NZ PH SC SG SL TT UG US ZA ZM ZW",
    ),
    ("de_DE", "AT CH DE LI"),
    ("fr_FR", "FR LU MC"),
    ("pt_BR", "BR"),
    ("pt_PT", "AO CV MZ PT"),
    ("it_IT", "IT SM VA"),
    ("nl_NL", "BE NL SR"),
    ("ja_JP", "JP"),
    ("zh_CN", "CN"),
    ("zh_TW", "HK MO TW"),
    ("tr_TR", "TR"),
    ("ar_SA", "AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SY TN YE"),
    ("fa_IR", "IR"),
    ("cy_GB", ""),
    ("sv_SE", "AX SE"),
    ("es_ES", "AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE"),
    ("en_IN", "IN"),
];

const COUNT: usize = LOCALES.len();

static ALL: [Locale; COUNT] = {
    let mut all = [Locale(0); COUNT];
    let mut index = 0;
    while index < COUNT {
        all[index] = Locale(index as u8);
        index += 1;
    }
    all
};

static BY_COUNTRY: LazyLock<BTreeMap<&'static str, Locale>> = LazyLock::new(|| {
    let countries = |locale: Locale| LOCALES[locale.index()].1.split_whitespace().map(move |country| (country, locale));
    ALL.iter().flat_map(|&locale| countries(locale)).collect()
});

impl Locale {
    /// English, for whatever has no words of its own.
    pub const ENGLISH: Locale = Locale(0);

    /// The locale of a tag (`de`, `de_DE`, `fr-FR`, `pt_AO`) or of an ISO 3166 country code in capitals (`DE`).
    ///
    /// A single part means a language in lower case and a country in capitals: `ar` is Arabic, `AR` Argentina. A region
    /// that has no words of that language gets the language's own: `de_US` is `de_DE`. Nothing for unknown languages
    /// and for countries whose language there are no words for.
    pub fn find(tag_or_country: &str) -> Option<Locale> {
        match tag_or_country.split_once(['-', '_']) {
            Some((language, region)) => {
                let language = by_language(&language.to_ascii_lowercase())?;
                is_region(region).then_some(())?;
                let regional = by_country(&region.to_ascii_uppercase());
                Some(
                    regional.filter(|found| found.language() == language.language()).unwrap_or_else(|| {
                        by_tag(language.language(), &region.to_ascii_uppercase()).unwrap_or(language)
                    }),
                )
            }
            None if is_region(tag_or_country) && tag_or_country.bytes().all(|b| b.is_ascii_uppercase()) => {
                by_country(tag_or_country)
            }
            None => by_language(tag_or_country),
        }
    }

    /// As [`Locale::find`], and English where that gives nothing.
    pub fn or_default(tag_or_country: &str) -> Locale {
        Locale::find(tag_or_country).unwrap_or(Locale::ENGLISH)
    }

    /// Every locale, in a pinned order.
    pub fn all() -> &'static [Locale] {
        &ALL
    }

    /// The locale's tag: `en`, `de_DE`, …
    pub fn tag(self) -> &'static str {
        LOCALES[self.index()].0
    }

    /// The codes of the countries that get its words.
    pub fn countries(self) -> impl Iterator<Item = &'static str> {
        LOCALES[self.index()].1.split_whitespace()
    }

    /// Its place in [`Locale::all`].
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    fn language(self) -> &'static str {
        &self.tag()[..2]
    }
}

fn is_region(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn by_country(country: &str) -> Option<Locale> {
    BY_COUNTRY.get(country).copied()
}

fn by_language(language: &str) -> Option<Locale> {
    ALL.iter().copied().find(|locale| locale.language() == language)
}

/// For a tag that no country stands for, such as `cy_GB`.
fn by_tag(language: &str, region: &str) -> Option<Locale> {
    ALL.iter().copied().find(|locale| locale.tag().split_once('_') == Some((language, region)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_countries_find_their_words() {
        let cases = [
            ("en", "en"),
            ("en_GB", "en"),
            ("EN-us", "en"),
            ("de", "de_DE"),
            ("de-AT", "de_DE"),
            ("de_US", "de_DE"),
            ("AT", "de_DE"),
            ("fr-FR", "fr_FR"),
            ("fr_CA", "fr_FR"),
            ("CA", "en"),
            ("ar", "ar_SA"),
            ("AR", "es_ES"),
            ("es_AR", "es_ES"),
            ("pt", "pt_BR"),
            ("pt_PT", "pt_PT"),
            ("pt_AO", "pt_PT"),
            ("zh_HK", "zh_TW"),
            ("zh", "zh_CN"),
            ("cy_GB", "cy_GB"),
            ("cy", "cy_GB"),
            ("GB", "en"),
            ("en_IN", "en_IN"),
            ("IN", "en_IN"),
        ];
        for (text, tag) in cases {
            assert_eq!(Locale::find(text).map(Locale::tag), Some(tag), "{text}");
        }
    }

    #[test]
    fn what_has_no_words_is_nothing_and_english_by_default() {
        for text in ["", "_", "KR", "us", "xx", "xx_US", "en_", "en_USA", "zh_Hant_TW", "de_DE_x", "Ä", "English"] {
            assert_eq!(Locale::find(text), None, "{text}");
            assert_eq!(Locale::or_default(text), Locale::ENGLISH);
        }
    }

    #[test]
    fn every_locale_is_found_by_its_tag_and_no_country_twice() {
        for &locale in Locale::all() {
            assert_eq!(Locale::find(locale.tag()), Some(locale));
        }
        let listed: usize = LOCALES.iter().map(|(_, countries)| countries.split_whitespace().count()).sum();
        assert_eq!(BY_COUNTRY.len(), listed);
        for country in BY_COUNTRY.keys() {
            assert!(super::super::country_name(country).is_some(), "{country}");
        }
    }
}
