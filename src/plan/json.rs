//! The canonical text of a JSON value: values are equal if their texts are, however they were written.
//!
//! Without spaces, the keys of an object sorted, of a key that comes twice the last, as PostgreSQL's `jsonb` has it, and
//! numbers by their value, to the last digit: `1`, `1.0` and `10e-1` are one. Invariant: the text is a JSON value, and its
//! own canonical form.

use std::collections::BTreeMap;

/// How deep lists and objects may be in each other.
const DEPTH_MAX: usize = 256;

/// The longest number that is written without an exponent, in digits.
const PLAIN_DIGITS_MAX: usize = 40;

/// The canonical form of a JSON text; none where it is no JSON, or deeper than 256 lists and objects.
pub fn canonical(text: &str) -> Option<String> {
    let mut reader = JsonReader { rest: text };
    let value = reader.value(0)?;
    reader.skip_spaces();
    reader.rest.is_empty().then_some(value)
}

/// A text that is read from its start.
struct JsonReader<'t> {
    rest: &'t str,
}

impl<'t> JsonReader<'t> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Continues behind a mark, if it comes next.
    fn takes(&mut self, mark: &str) -> bool {
        self.skip_spaces();
        let after = self.rest.strip_prefix(mark);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<String> {
        self.skip_spaces();
        match self.rest.bytes().next()? {
            b'{' | b'[' if depth == DEPTH_MAX => None,
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            _ => ["null", "true", "false"].into_iter().find(|word| self.takes(word)).map(str::to_owned),
        }
    }

    fn object(&mut self, depth: usize) -> Option<String> {
        let mut members = BTreeMap::new();
        self.takes("{");
        while !(members.is_empty() && self.takes("}")) {
            self.skip_spaces();
            let key = self.text()?;
            if !self.takes(":") {
                return None;
            }
            members.insert(key, self.value(depth)?);
            if self.takes("}") {
                break;
            }
            if !self.takes(",") {
                return None;
            }
        }
        let members = members.into_iter().map(|(key, value)| Some(format!("{}:{value}", quoted(&key)?)));
        Some(format!("{{{}}}", members.collect::<Option<Vec<_>>>()?.join(",")))
    }

    fn list(&mut self, depth: usize) -> Option<String> {
        let mut items = Vec::new();
        self.takes("[");
        while !(items.is_empty() && self.takes("]")) {
            items.push(self.value(depth)?);
            if self.takes("]") {
                break;
            }
            if !self.takes(",") {
                return None;
            }
        }
        Some(format!("[{}]", items.join(",")))
    }

    fn string(&mut self) -> Option<String> {
        quoted(&self.text()?)
    }

    /// What a string stands for.
    fn text(&mut self) -> Option<String> {
        let inside = self.rest.strip_prefix('"')?;
        let mut is_escaped = false;
        let end = inside.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        let (string, rest) = self.rest.split_at(end + 2);
        self.rest = rest;
        serde_json::from_str(string).ok()
    }

    fn number(&mut self) -> Option<String> {
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.rest.bytes().position(|byte| !is_part(byte)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        canonical_number(number)
    }
}

fn quoted(text: &str) -> Option<String> {
    serde_json::to_string(text).ok()
}

/// Whole digits where there are few, else one digit, the others as a fraction, and an exponent.
fn canonical_number(number: &str) -> Option<String> {
    let (sign, unsigned) = number.strip_prefix('-').map_or(("", number), |unsigned| ("-", unsigned));
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, whole(exponent)?),
        None => (unsigned, 0),
    };
    let (before, after) = match mantissa.split_once('.') {
        Some((before, after)) if !after.is_empty() => (before, after),
        Some(_) => return None,
        None => (mantissa, ""),
    };
    let leads = before.len() > 1 && before.starts_with('0');
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if before.is_empty() || leads || !is_digits(before) || !is_digits(after) {
        return None;
    }
    let all = format!("{before}{after}");
    let digits = all.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    // The value is 0.DIGITS × 10^point.
    let zeros = all.len() - all.trim_start_matches('0').len();
    let point = i64::try_from(before.len()).ok()?.checked_sub(i64::try_from(zeros).ok()?)?.checked_add(exponent)?;
    Some(format!("{sign}{}", placed(digits, point)?))
}

/// An exponent with or without a sign; one of more than 18 digits is no number that anything could keep.
fn whole(exponent: &str) -> Option<i64> {
    let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_whole = !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()).flatten()
}

/// 0.DIGITS × 10^`point`.
fn placed(digits: &str, point: i64) -> Option<String> {
    let (count, most) = (i64::try_from(digits.len()).ok()?, i64::try_from(PLAIN_DIGITS_MAX).ok()?);
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    Some(match point {
        _ if point > most.max(count) || point < count - most.max(count) => {
            let (first, rest) = digits.split_at(1);
            let fraction = if rest.is_empty() { String::new() } else { format!(".{rest}") };
            format!("{first}{fraction}e{}", point - 1)
        }
        _ if point <= 0 => format!("0.{}{digits}", zeros(-point)),
        _ if point >= count => format!("{digits}{}", zeros(point - count)),
        _ => {
            let (before, after) = digits.split_at(usize::try_from(point).ok()?);
            format!("{before}.{after}")
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_text_of_a_value_has_one_canonical_form() {
        let cases: [(&str, &[&str]); 8] = [
            (
                r#"{"a":1,"b":[true,null]}"#,
                &["{\"b\" :\n[true , null],\t\"a\": 1}", r#"{"a":2,"b":[true,null],"a":1}"#],
            ),
            ("1", &["1", "1.0", "10e-1", "0.1E+1", " 1 "]),
            ("-0.05", &["-0.05", "-5e-2", "-0.0500"]),
            ("0", &["0", "-0", "0.000", "0e99"]),
            ("100", &["100", "1e2", "1.00E2"]),
            ("12345678901234567890123456789.5", &["12345678901234567890123456789.50"]),
            ("1.5e400", &["1.5e400", "15e399", "150.0e398"]),
            (r#""é\n/""#, &[r#""\u00e9\n\/""#, "\"é\\u000A/\""]),
        ];
        for (form, texts) in cases {
            for text in texts {
                assert_eq!(canonical(text).as_deref(), Some(form), "{text}");
            }
            assert_eq!(canonical(form).as_deref(), Some(form));
        }
        assert_ne!(canonical("0.1"), canonical("0.10000000000000000001"), "no digit is lost");
    }

    #[test]
    fn what_is_no_json_has_none() {
        let texts = [
            "",
            " ",
            "{",
            "[1,]",
            "[,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "'a'",
            "01",
            "-",
            "+1",
            "1.",
            ".5",
            "1e",
            "1e+",
            "NaN",
            "nul",
            "true false",
            "\"a",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\n\"",
            "1e9999999999999999999",
            "[1 2]",
            "{\"a\":1 \"b\":2}",
        ];
        for text in texts {
            assert_eq!(canonical(text), None, "{text}");
        }
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(canonical(&nested(DEPTH_MAX)).is_some() && canonical(&nested(DEPTH_MAX + 1)).is_none());
    }

    proptest! {
        #[test]
        fn a_canonical_form_is_json_and_stays(text in r#"[-0-9.eE{}\[\]:," \\a]{0,12}"#) {
            let Some(form) = canonical(&text) else { return Ok(()) };
            prop_assert!(serde_json::from_str::<serde_json::Value>(&form).is_ok() || form.contains('e'), "{}", form);
            prop_assert_eq!(canonical(&form), Some(form));
        }

        #[test]
        fn a_number_keeps_its_value(value in proptest::num::f64::NORMAL) {
            let form = canonical(&format!("{value:e}")).expect("a number");
            prop_assert_eq!(form.parse::<f64>().expect("a number"), value);
        }
    }
}
