//! The words of each locale: the reviewed lists of `words.tsv`, else the `fake` crate's, else English ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use fake::locales::*;

use super::lists::{NameLists, NameOrder, WordTable};
use super::phrase::Phrase;
use super::slots::WordSlots;
use super::{Locale, tsv};

/// The words of one locale. No table is empty and none holds a word twice.
#[derive(Debug)]
pub struct Words {
    /// Whose words these are.
    pub locale: Locale,
    /// Given names.
    pub first_names: WordTable,
    /// Family names.
    pub last_names: WordTable,
    /// Which of them comes first.
    pub name_order: NameOrder,
    /// What stands between them: a space, or nothing.
    pub name_separator: &'static str,
    /// A full name; its indices are `first * last_names.len() + last` where the given name comes first.
    pub full_name: Phrase,
    /// A company's name, from family names and legal forms.
    pub company: Phrase,
    /// Legal forms and the like: `GmbH`, `and Sons`.
    pub company_suffixes: WordTable,
    /// A job title.
    pub job: Phrase,
    /// A product's name: adjective, material and thing. English in every locale.
    pub product: Phrase,
    /// Words of filler text; Latin unless the locale has its own.
    pub lorem: WordTable,
    slots: OnceLock<WordSlots>,
}

/// The words of a locale.
pub fn words(locale: Locale) -> &'static Words {
    static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
        let lists = ReviewedLists::new();
        Locale::all().iter().map(|&locale| lists.words(locale)).collect()
    });
    &WORDS[locale.index()]
}

impl Words {
    /// The names and the filler words in slots, made on the first call.
    pub fn slots(&self) -> &WordSlots {
        let Words { first_names, last_names, name_order, name_separator, lorem, .. } = *self;
        self.slots
            .get_or_init(|| WordSlots::new(NameLists { first_names, last_names, name_order, name_separator }, lorem))
    }

    /// Appends a full name made of these parts, in the locale's order.
    pub fn write_full_name(&self, first: &str, last: &str, out: &mut String) {
        let (before, after) = match self.name_order {
            NameOrder::GivenFirst => (first, last),
            NameOrder::FamilyFirst => (last, first),
        };
        out.push_str(before);
        out.push_str(self.name_separator);
        out.push_str(after);
    }
}

/// The reviewed lists, by locale tag and list name.
struct ReviewedLists(BTreeMap<(&'static str, &'static str), &'static str>);

impl ReviewedLists {
    fn new() -> ReviewedLists {
        let rows = tsv::rows(include_str!("../../../generators/reference/words.tsv"));
        ReviewedLists(rows.map(|[locale, list, words]| ((locale, list), words)).collect())
    }

    fn words(&self, locale: Locale) -> Words {
        let table = |list: &str| self.table(locale, list);
        let phrase = |list: &str| Phrase::new(self.form(locale, list), &table);
        let (name_order, name_separator) = name_form(self.form(locale, "full_name"));
        Words {
            locale,
            first_names: table("first_name"),
            last_names: table("last_name"),
            name_order,
            name_separator,
            full_name: phrase("full_name"),
            company: phrase("company"),
            company_suffixes: table("company_suffix"),
            job: phrase("job"),
            product: phrase("product"),
            lorem: table("lorem"),
            slots: OnceLock::new(),
        }
    }

    fn form(&self, locale: Locale, list: &str) -> &'static str {
        let reviewed = |tag| self.0.get(&(tag, list)).copied();
        reviewed(locale.tag())
            .or_else(|| reviewed(Locale::ENGLISH.tag()))
            .unwrap_or_else(|| panic!("embedded file words.tsv: no list {list:?} for {:?}", locale.tag()))
    }

    fn table(&self, locale: Locale, list: &str) -> WordTable {
        if let Some(reviewed) = self.0.get(&(locale.tag(), list)) {
            return distinct(reviewed.split('|'));
        }
        match fakes(locale.tag(), list) {
            Some(words) => distinct(words.iter().copied()),
            None => distinct(self.form(locale, list).split('|')),
        }
    }
}

/// The words without repeats, in the order of their first place; what is not a word is left out. Made once for each
/// table and kept as long as the process.
fn distinct(words: impl Iterator<Item = &'static str>) -> WordTable {
    let mut seen = BTreeSet::new();
    // `fake` has a trailing tab, a trailing comma and a name with a quote in it.
    let words = words.map(|word| word.trim_matches([' ', '\t', ','])).filter(|word| !word.contains('"'));
    let words: Vec<&'static str> = words.filter(|word| !word.is_empty() && seen.insert(*word)).collect();
    words.leak()
}

fn name_form(form: &'static str) -> (NameOrder, &'static str) {
    let between = |before, after| form.strip_prefix(before).and_then(|rest: &str| rest.strip_suffix(after));
    if let Some(separator) = between("{last_name}", "{first_name}") {
        return (NameOrder::FamilyFirst, separator);
    }
    let separator = between("{first_name}", "{last_name}");
    (NameOrder::GivenFirst, separator.unwrap_or_else(|| panic!("embedded form {form:?}: not a full name")))
}

/// A list of the `fake` crate. Where a locale has none of its own the crate gives the English one.
fn fakes(tag: &str, list: &str) -> Option<WordTable> {
    match tag {
        "de_DE" => fake_list::<DE_DE>(list),
        "fr_FR" => fake_list::<FR_FR>(list),
        "pt_BR" => fake_list::<PT_BR>(list),
        "pt_PT" => fake_list::<PT_PT>(list),
        "it_IT" => fake_list::<IT_IT>(list),
        "nl_NL" => fake_list::<NL_NL>(list),
        "ja_JP" => fake_list::<JA_JP>(list),
        "zh_CN" => fake_list::<ZH_CN>(list),
        "zh_TW" => fake_list::<ZH_TW>(list),
        "tr_TR" => fake_list::<TR_TR>(list),
        "ar_SA" => fake_list::<AR_SA>(list),
        "fa_IR" => fake_list::<FA_IR>(list),
        "cy_GB" => fake_list::<CY_GB>(list),
        _ => fake_list::<EN>(list),
    }
}

fn fake_list<L: Data>(list: &str) -> Option<WordTable> {
    match list {
        "first_name" => Some(L::NAME_FIRST_NAME),
        "last_name" => Some(L::NAME_LAST_NAME),
        "company_suffix" => Some(L::COMPANY_SUFFIX),
        "seniority" => Some(L::JOB_SENIORITY),
        "field" => Some(L::JOB_FIELD),
        "position" => Some(L::JOB_POSITION),
        "lorem" => Some(L::LOREM_WORD),
        _ => None,
    }
}
