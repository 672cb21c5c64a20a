//! Whole numbers on the command line, with `_` between digits as specs have them.

use std::fmt::Display;
use std::ops::RangeInclusive;

/// A parser for the whole numbers of a range, which reports the range when it gets anything else.
pub fn whole<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: TryFrom<u64> + PartialOrd + Display + Clone + Send + Sync + 'static,
{
    move |text| {
        let number = digits(text).and_then(|number| T::try_from(number).ok()).filter(|number| range.contains(number));
        number.ok_or_else(|| format!("expected a whole number from {} to {}", range.start(), range.end()))
    }
}

/// The number that digits spell, perhaps with single `_` between them; none for anything else and above `u64::MAX`.
pub fn digits(text: &str) -> Option<u64> {
    let is_plain = text.split('_').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    text.replace('_', "").parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_digits_in_groups_and_nothing_else() {
        let numbers = ["0", "007", "1_000", "18446744073709551615"].map(digits);
        assert_eq!(numbers, [Some(0), Some(7), Some(1_000), Some(u64::MAX)]);
        for bad in ["", "_", "1_", "_1", "1__0", "+1", "-1", "1.5", " 1", "1e3", "١", "18446744073709551616"] {
            assert_eq!(digits(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_number_outside_the_range_is_refused_with_the_range() {
        let parse = whole(1_u16..=1024);
        assert_eq!((parse("1"), parse("1_024")), (Ok(1), Ok(1024)));
        for bad in ["0", "1025", "65537", "many"] {
            assert_eq!(parse(bad), Err("expected a whole number from 1 to 1024".to_owned()), "{bad:?}");
        }
    }
}
