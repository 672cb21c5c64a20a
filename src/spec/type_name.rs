//! The names of types, as `type:` writes them: only their grammar; what they mean is the plan's.

use super::fault::{did_you_mean, quote};
use super::literal::LiteralFault;

/// The names of types; `decimal` is followed by its digits.
pub const NAMES: [&str; 12] =
    ["bool", "int", "int4", "int2", "decimal(p,s)", "float", "text", "date", "time", "duration", "uuid", "json"];

/// The most digits of a decimal.
pub const DIGITS_MAX: u8 = 38;

/// Whether `text` is a type.
///
/// # Errors
/// When it is none, or a decimal's digits are missing or out of range.
pub fn check(text: &str) -> Result<(), LiteralFault> {
    if let Some(digits) = text.strip_prefix("decimal") {
        return check_digits(text, digits);
    }
    if NAMES.contains(&text) {
        return Ok(());
    }
    let fault = LiteralFault::whole(text, format!("unknown type {}", quote(text)));
    let list = format!("The types are {}.", NAMES.join(", "));
    Err(fault.help(match did_you_mean(text, NAMES) {
        Some(question) => format!("{question} {list}"),
        None => list,
    }))
}

/// The digits of a decimal: `(12,2)`.
fn check_digits(text: &str, digits: &str) -> Result<(), LiteralFault> {
    let inner = digits.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let number = |part: &str| {
        let part = part.trim();
        let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| plain)
    };
    let pair = inner.and_then(|inner| inner.split_once(',')).and_then(|(p, s)| Some((number(p)?, number(s)?)));
    let Some((precision, scale)) = pair else {
        let fault = LiteralFault::whole(text, format!("a decimal type needs its digits, got {}", quote(text)));
        return Err(fault.help("Write \"decimal(12,2)\" in quotes: 12 digits in all, 2 of them after the point."));
    };
    if !(1..=u32::from(DIGITS_MAX)).contains(&precision) {
        return Err(LiteralFault::whole(text, format!("a decimal has 1 to {DIGITS_MAX} digits, got {precision}")));
    }
    if scale > precision {
        let message = format!("scale must be <= the {precision} digits in all, got {scale}");
        return Err(LiteralFault::whole(text, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_names_and_decimals_say_their_digits() {
        for text in ["bool", "int", "int2", "uuid", "decimal(12,2)", "decimal(38, 38)", "decimal(1,0)"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in [
            "",
            "string",
            "decimal",
            "decimal(12)",
            "decimal(0,0)",
            "decimal(39,1)",
            "decimal(2,3)",
            "decimal(+1,0)",
            "int(4)",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
        assert!(check("decimal(p,s)").is_err(), "the placeholder is no type");
    }
}
