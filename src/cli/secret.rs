//! Passwords stay out of what commands print.
//!
//! The code that knows an address never repeats it. This is for addresses in places where nothing expects them: one
//! that cannot be parsed, one that was given as a tenant's name, one in a panic. Messages pass through [`hidden`] on
//! their way out.

use std::borrow::Cow;

/// The environment variable that names the store.
pub const STORE_VARIABLE: &str = "RESEED_STORE";

/// Stands for a password.
const HIDDEN: &str = "…";

/// Keys whose values are passwords, in addresses and in libpq's `key=value` form.
const KEYS: [&str; 3] = ["password=", "passwd=", "pwd="];

/// The text with `…` for the passwords of this process's arguments and environment, and of whatever else in it looks
/// like an address.
pub fn hidden(text: &str) -> String {
    let arguments = std::env::args_os().chain(std::env::var_os(STORE_VARIABLE));
    let given: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    without(text, &given)
}

/// The same; `given` are texts that may be repeated as a whole, blanks and quotes included.
fn without(text: &str, given: &[String]) -> String {
    let mut text = text.to_owned();
    for value in given {
        let redacted = redacted(value);
        if redacted == *value {
            continue;
        }
        // Errors show values as they are, or in the form of a Rust string.
        for (shown, safe) in [(value.clone(), redacted.to_string()), (escaped(value), escaped(&redacted))] {
            text = text.replace(&shown, &safe);
        }
    }
    let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '`' | '\u{1b}');
    let words = text.split_inclusive(is_end);
    words.map(|word| if word.contains("://") || has_key(word) { redacted(word) } else { word.into() }).collect()
}

fn escaped(value: &str) -> String {
    let quoted = format!("{value:?}");
    quoted[1..quoted.len() - 1].to_owned()
}

fn has_key(word: &str) -> bool {
    KEYS.iter().any(|key| word.to_ascii_lowercase().contains(key))
}

/// An address without its password, however malformed it is: in doubt more is hidden than the password.
fn redacted(address: &str) -> Cow<'_, str> {
    let start = address.find("://").map_or(0, |at| at + 3);
    let login = address.rfind('@').and_then(|end| {
        let colon = address.get(start..end)?.find(':')?;
        Some((start + colon + 1, end))
    });
    let mut redacted = Cow::Borrowed(address);
    if let Some((start, end)) = login {
        redacted = format!("{}{HIDDEN}{}", &address[..start], &address[end..]).into();
    }
    for key in KEYS {
        if let Some(at) = redacted.to_ascii_lowercase().find(key) {
            redacted = without_value(&redacted, at + key.len()).into();
        }
    }
    redacted
}

/// The text without the value that starts at `start`.
fn without_value(text: &str, start: usize) -> String {
    let (before, value) = text.split_at(start);
    let end = match value.strip_prefix('\'') {
        Some(quoted) => quoted.find('\'').map_or(value.len(), |end| end + 2),
        None => value.find(|letter: char| letter == '&' || letter.is_whitespace()).unwrap_or(value.len()),
    };
    format!("{before}{HIDDEN}{}", &value[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_message_loses_its_password_only() {
        for (text, shown) in [
            (
                "error: no tenant \"postgres://joe:pa@ss/1@db:5433/shop\" in",
                "error: no tenant \"postgres://joe:…@db:5433/shop\" in",
            ),
            (
                "at 'postgres://db/shop?user=joe&password=pass&sslmode=require'",
                "at 'postgres://db/shop?user=joe&password=…&sslmode=require'",
            ),
            (
                "connect to postgres://db:5433/shop: role \"a@b\" is unknown",
                "connect to postgres://db:5433/shop: role \"a@b\" is unknown",
            ),
            ("mail joe@example.com at 10:30", "mail joe@example.com at 10:30"),
        ] {
            assert_eq!(without(text, &[]), shown);
        }
    }

    #[test]
    fn an_argument_is_repeated_without_its_password_whatever_letters_that_has() {
        for given in [
            "postgres://joe:pa ss\"'@db/shop",
            "postgres:/joe:pa ss@db/shop",
            "postgres;//joe:pass@db/shop",
            "joe:pa ss@db",
            "host=db password='pa ss' user=joe",
            "--stor=postgres://joe:pass@db/shop",
        ] {
            for text in [format!("error: unexpected argument '{given}' found"), format!("error: no tenant {given:?}")] {
                let shown = without(&text, &[given.to_owned()]);
                assert!(!shown.contains("pa ss") && !shown.contains("pass@"), "{shown}");
                assert!(shown.contains("db"), "{shown}");
            }
        }
    }
}
