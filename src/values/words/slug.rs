//! ASCII names for e-mail addresses and the like.
//!
//! Must never: ask the standard library for the case of anything but ASCII: its tables change with Unicode versions.

/// What a name without any letter that has an ASCII form becomes: Chinese, Japanese, Arabic or Persian names, say.
pub const NAMELESS: &str = "user";

const LATIN_FIRST: u32 = 0xC0;

/// ASCII for U+00C0 to U+017F (À to ſ), capitals as small letters; ä, ö and ü the German way.
#[rustfmt::skip]
const LATIN: [&str; 192] = [
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u", "u", "ue", "y", "th", "ss",
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "oe", "", "o", "u", "u", "u", "ue", "y", "th", "y",
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
];

/// Appends a name in small ASCII letters, digits, `.` and `-`: `Zoë Müller-O'Hara` gives `zoe.mueller-ohara`.
///
/// Latin letters lose their marks by a pinned table (`ä` → `ae`, `ß` → `ss`, `ø` → `o`), quotes and combining marks
/// vanish, hyphens stay, and everything else in ASCII becomes one `.` between what is left. Other scripts vanish;
/// when nothing is left the slug is `user`.
pub fn slug(name: &str, out: &mut String) {
    let start = out.len();
    push_letters(name, out);
    if out.len() == start {
        out.push_str(NAMELESS);
    }
}

/// Appends a name's slug, and nothing when nothing is left.
pub(super) fn push_letters(name: &str, out: &mut String) {
    let start = out.len();
    let mut separator = None;
    for c in name.chars() {
        if let Some(mark) = separating(c) {
            separator = separator.or(Some(mark));
            continue;
        }
        let mut small = [0; 4];
        let text = ascii(c, &mut small);
        if text.is_empty() {
            continue;
        }
        if let Some(mark) = separator.take().filter(|_| out.len() > start) {
            out.push(mark);
        }
        out.push_str(text);
    }
}

fn separating(c: char) -> Option<char> {
    match c {
        '-' => Some('-'),
        '\'' | '"' | '`' => None,
        c if c.is_ascii_alphanumeric() || !c.is_ascii() => None,
        _ => Some('.'),
    }
}

/// The small ASCII letters for a character; none for what has no form.
fn ascii(c: char, small: &mut [u8; 4]) -> &str {
    match c {
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase().encode_utf8(small),
        'Ș' | 'ș' => "s",
        'Ț' | 'ț' => "t",
        'ẞ' => "ss",
        _ => u32::from(c).checked_sub(LATIN_FIRST).and_then(|nth| LATIN.get(nth as usize)).copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slug_of(name: &str) -> String {
        let mut out = String::new();
        slug(name, &mut out);
        out
    }

    #[test]
    fn names_become_ascii_by_the_pinned_table() {
        let cases = [
            ("Anna Müller", "anna.mueller"),
            ("Zoë Müller-O'Hara", "zoe.mueller-ohara"),
            ("Jürgen Großmann", "juergen.grossmann"),
            ("Søren Ångström", "soren.angstroem"),
            ("Çağrı İnönü Şahin", "cagri.inoenue.sahin"),
            ("Łukasz Żółć", "lukasz.zolc"),
            ("Þórður Æsir", "thordur.aesir"),
            ("François d'Œuvre", "francois.doeuvre"),
            ("Özm̂en", "oezmen"),
            ("  Dr.  Who -- 2nd ", "dr.who.2nd"),
            ("-a-", "a"),
            ("山田 Taro", "taro"),
            ("佐藤 はな", "user"),
            ("آل عنزي", "user"),
            ("", "user"),
            ("Ștefan ẞ × ÷", "stefan.ss"),
        ];
        for (name, slug) in cases {
            assert_eq!(slug_of(name), slug, "{name}");
        }
    }

    #[test]
    fn a_slug_is_appended() {
        let mut out = String::from("mailto:");
        slug("Ünal", &mut out);
        assert_eq!(out, "mailto:uenal");
    }

    proptest! {
        #[test]
        fn any_name_gives_a_valid_local_part(name in r"[\PC\s.'-]{0,20}") {
            let slug = slug_of(&name);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-'));
            prop_assert!(!slug.is_empty() && !slug.starts_with(['.', '-']) && !slug.ends_with(['.', '-']));
            prop_assert!(!slug.contains("..") && !slug.contains("--"));
            prop_assert_eq!(slug_of(&slug), slug);
        }
    }
}
