//! Upper and lower case by a table of our own: ASCII, Latin-1, Latin Extended-A and the regular parts of Latin
//! Extended-B and Additional. One character maps to one character; all others stay as they are.
//!
//! The standard library's tables follow the toolchain's Unicode version, and values must not.
//!
//! Inside these ranges it follows Unicode's simple mappings (`UnicodeData.txt`, fields 12 and 13). Full mappings
//! (`SpecialCasing.txt`) may give several characters, such as `SS` for `ß`, and depend on the language.

/// How the letters of a range pair up.
#[derive(Clone, Copy)]
enum CasePairing {
    /// Upper case at even code points, its lower case one above.
    Even,
    /// Upper case at odd code points, its lower case one above.
    Odd,
}

/// Ranges, ends included, in which upper and lower case alternate.
///
/// The ranges stand for 470 letters; a table of pairs would be too long to review.
const ALTERNATING: [(u32, u32, CasePairing); 13] = [
    (0x0100, 0x012F, CasePairing::Even),
    (0x0132, 0x0137, CasePairing::Even),
    (0x0139, 0x0148, CasePairing::Odd),
    (0x014A, 0x0177, CasePairing::Even),
    (0x0179, 0x017E, CasePairing::Odd),
    (0x01CD, 0x01DC, CasePairing::Odd),
    (0x01DE, 0x01EF, CasePairing::Even),
    (0x01F8, 0x01FF, CasePairing::Even),
    (0x0200, 0x021F, CasePairing::Even),
    (0x0222, 0x0233, CasePairing::Even),
    (0x1E00, 0x1E95, CasePairing::Even),
    (0x1EA0, 0x1EFF, CasePairing::Even),
    (0x0246, 0x024F, CasePairing::Even),
];

/// Letters whose other case lies elsewhere: (upper, lower).
const ODD_ONES: [(char, char); 1] = [('Ÿ', 'ÿ')];

/// The lower case of a character.
///
/// Greek and Cyrillic stay as they are. Each block that is added is part of the language version from then on.
pub(super) fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{BF}' => c,
        'À'..='Ö' | 'Ø'..='Þ' => shifted(c, 32),
        'İ' => 'i',
        'ẞ' => 'ß',
        _ => match ODD_ONES.iter().find(|(upper, _)| *upper == c) {
            Some((_, lower)) => *lower,
            None if is_upper(c) == Some(true) => shifted(c, 1),
            None => c,
        },
    }
}

/// The upper case of a character; `ß` has none of one character and stays.
///
/// `µ` (U+00B5) stays too: its upper case is Greek.
pub(super) fn upper(c: char) -> char {
    match c {
        'a'..='z' => c.to_ascii_uppercase(),
        '\0'..='\u{DF}' => c,
        'à'..='ö' | 'ø'..='þ' => shifted(c, -32),
        'ı' => 'I',
        'ſ' => 'S',
        _ => match ODD_ONES.iter().find(|(_, lower)| *lower == c) {
            Some((upper, _)) => *upper,
            None if is_upper(c) == Some(false) => shifted(c, -1),
            None => c,
        },
    }
}

/// Whether a character of the alternating ranges is upper case.
fn is_upper(c: char) -> Option<bool> {
    let code = c as u32;
    let (_, _, pairing) = ALTERNATING.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
    Some(match pairing {
        CasePairing::Even => code.is_multiple_of(2),
        CasePairing::Odd => !code.is_multiple_of(2),
    })
}

fn shifted(c: char, by: i32) -> char {
    (c as u32).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{lower, upper};

    /// What Unicode's simple mapping says, where it is one character.
    fn only(mut mapped: impl Iterator<Item = char>, c: char) -> char {
        let first = mapped.next().unwrap_or(c);
        if mapped.next().is_some() { c } else { first }
    }

    #[test]
    fn the_table_agrees_with_unicode_where_it_maps_at_all() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert!([c, only(c.to_lowercase(), c), 'i'].contains(&lower(c)), "lower of {c}");
            assert!([c, only(c.to_uppercase(), c)].contains(&upper(c)), "upper of {c}");
        }
    }

    #[test]
    fn every_letter_of_the_stated_ranges_is_mapped() {
        let stated = (0..0x180).chain(0x1CD..=0x1DC).chain(0x1DE..=0x1EF).chain(0x1F8..=0x21F).chain(0x1EA0..=0x1EFF);
        for c in stated.filter_map(char::from_u32).filter(|c| !['µ', 'İ', 'ƞ', 'Ƞ'].contains(c)) {
            assert_eq!(lower(c), only(c.to_lowercase(), c), "lower of {c}");
            assert_eq!(upper(c), only(c.to_uppercase(), c), "upper of {c}");
        }
        assert_eq!((lower('İ'), upper('ß'), upper('µ'), lower('Ω')), ('i', 'ß', 'µ', 'Ω'));
    }
}
