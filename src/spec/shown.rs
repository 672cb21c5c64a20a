//! Counts as people read them.

/// A number with commas: `12,000`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// An estimate, which is good for two digits: `about 1,300,000`.
pub fn about(number: u64) -> String {
    let unit = 10_u128.pow(number.max(1).ilog10().saturating_sub(1));
    let rounded = (u128::from(number) + unit / 2) / unit * unit;
    format!("about {}", thousands(u64::try_from(rounded).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn an_estimate_has_two_digits() {
        let expected = ["about 0", "about 7", "about 99", "about 100", "about 1,000,000", "about 10,000,000"];
        assert_eq!([0, 7, 99, 104, 1_049_999, 9_960_000].map(about), expected);
        assert_eq!(about(u64::MAX), "about 18,000,000,000,000,000,000");
    }
}
