//! Golden tests: another word, or another order, is another language version.

use std::collections::BTreeSet;
use std::fmt::Write;

use xxhash_rust::xxh3::xxh3_64;

use super::*;

fn written(phrase: &Phrase, index: u64) -> String {
    let mut out = String::new();
    phrase.write(index, &mut out);
    out
}

/// How many lines, and a hash of them.
fn fingerprint(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    format!("{} {:016x}", lines.len(), xxh3_64(lines.join("\n").as_bytes()))
}

fn table(table: WordTable) -> String {
    fingerprint(table.iter().map(|word| (*word).to_owned()))
}

/// A phrase's capacity and a thousand of its texts.
fn phrase(phrase: &Phrase) -> String {
    let step = phrase.capacity() / 1_000 + 1;
    let sample = (0..phrase.capacity()).step_by(step as usize).chain([phrase.capacity() - 1]);
    format!("{} of {}", fingerprint(sample.map(|index| written(phrase, index))), phrase.capacity())
}

fn compare(found: &str, golden: &str) {
    for (line, (found, golden)) in found.lines().zip(golden.lines()).enumerate() {
        assert_eq!(found, golden, "line {}", line + 1);
    }
    assert_eq!(found.lines().count(), golden.lines().count());
}

#[test]
fn words_of_every_locale_are_pinned() {
    let mut found = String::new();
    for &locale in Locale::all() {
        let words = words(locale);
        let tag = locale.tag();
        for (name, list) in [
            ("first_names", words.first_names),
            ("last_names", words.last_names),
            ("company_suffixes", words.company_suffixes),
            ("lorem", words.lorem),
        ] {
            writeln!(found, "{tag} {name} {}", table(list)).unwrap();
        }
        for (name, list) in [("full_name", &words.full_name), ("company", &words.company), ("job", &words.job)] {
            writeln!(found, "{tag} {name} {}", phrase(list)).unwrap();
        }
    }
    writeln!(found, "product {}", phrase(&words(Locale::ENGLISH).product)).unwrap();
    compare(&found, include_str!("golden/words.txt"));
}

#[test]
fn reference_files_are_pinned() {
    let mut found = String::new();
    for country in place_countries() {
        let lines = places(country).unwrap().iter();
        let lines = lines.map(|place| format!("{}|{}|{}", place.city, place.region, place.postcode_mask));
        writeln!(found, "{country} places {}", fingerprint(lines)).unwrap();
        writeln!(found, "{country} streets {}", phrase(streets(country).unwrap())).unwrap();
    }
    let names = countries().iter().map(|country| format!("{} {}", country.code, country.name));
    writeln!(found, "countries {}", fingerprint(names)).unwrap();
    for country in ["AU", "CA", "DE", "FR", "GB", "IE", "NO", "SE", "US"] {
        let range = phone_range(country);
        let numbers = (0..range.capacity()).map(|index| {
            let mut out = String::new();
            range.write(index, &mut out);
            out
        });
        writeln!(found, "{country} phones {}", fingerprint(numbers)).unwrap();
    }
    compare(&found, include_str!("golden/reference.txt"));
}

#[test]
fn texts_of_every_locale_are_pinned() {
    let mut found = String::new();
    for &locale in Locale::all() {
        let words = words(locale);
        write!(found, "{}", locale.tag()).unwrap();
        for list in [&words.full_name, &words.company, &words.job, &words.product] {
            found.push_str(" | ");
            list.pick(0x9E37_79B9_7F4A_7C15, &mut found);
        }
        found.push('\n');
    }
    compare(&found, include_str!("golden/texts.txt"));
}

#[test]
fn tables_hold_clean_words_and_none_twice() {
    for &locale in Locale::all() {
        let words = words(locale);
        for list in [words.first_names, words.last_names, words.company_suffixes, words.lorem] {
            assert!(!list.is_empty());
            assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "{}", locale.tag());
            let clean = |word: &&str| word.trim() == *word && !word.is_empty() && !word.contains([',', '"', '|', '\t']);
            assert!(list.iter().all(clean), "{}", locale.tag());
        }
    }
}

#[test]
fn full_names_follow_the_locales_order() {
    for &locale in Locale::all() {
        let words = words(locale);
        let mut out = String::new();
        words.write_full_name(words.first_names[0], words.last_names[0], &mut out);
        assert_eq!(out, written(&words.full_name, 0));
        assert_eq!(words.full_name.capacity(), (words.first_names.len() * words.last_names.len()) as u64);
    }
    assert_eq!(words(Locale::or_default("JP")).name_order, NameOrder::FamilyFirst);
    assert_eq!(words(Locale::or_default("CN")).name_separator, "");
    assert_eq!(words(Locale::or_default("US")).name_order, NameOrder::GivenFirst);
}

#[test]
fn reviewed_files_name_their_source() {
    let files = [
        include_str!("../../../generators/reference/area-codes.tsv"),
        include_str!("../../../generators/reference/countries.tsv"),
        include_str!("../../../generators/reference/phones.tsv"),
        include_str!("../../../generators/reference/places.tsv"),
        include_str!("../../../generators/reference/streets.tsv"),
        include_str!("../../../generators/reference/words.tsv"),
    ];
    for text in files {
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        for wanted in ["Source: ", "Read: ", "Class: "] {
            assert!(head.iter().any(|line| line.contains(wanted)), "{:?} lacks {wanted}", head[0]);
        }
    }
}
