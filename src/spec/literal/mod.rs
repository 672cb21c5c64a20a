//! Literals: the small languages inside a spec's texts.
//!
//! Each `parse` takes a whole text and says what it is, or where and why it is not. Must never guess: a share without
//! `%`, a duration without a unit or "m" for minutes is refused with what to write instead.

use super::fault::{Fault, quote};
use super::number::Number;
use super::yaml::YamlNode;

mod duration;
mod instant;

pub use duration::{Duration, Period, PeriodUnit, Rate, RateUnit};
pub use instant::{DateLiteral, InstantLiteral, InstantLiteralBase, InstantLiteralStep, StepOperand, StepSign};

/// What is wrong with a literal, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralFault {
    /// The first byte of the offending part.
    pub at: usize,
    /// How many bytes it has.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead, in full sentences.
    pub help: Option<String>,
}

impl LiteralFault {
    /// A fault of `len` bytes at byte `at`.
    pub fn new(at: usize, len: usize, message: impl Into<String>) -> Self {
        LiteralFault { at, len, message: message.into(), help: None }
    }

    /// A fault of a whole text.
    pub fn whole(text: &str, message: impl Into<String>) -> Self {
        LiteralFault::new(0, text.len(), message)
    }

    /// The same fault with help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same for a text that begins `bytes` further on.
    pub fn shifted(mut self, bytes: usize) -> Self {
        self.at += bytes;
        self
    }

    /// The fault in the source, when the literal is all of a node's text.
    pub fn in_node(self, node: &YamlNode) -> Fault {
        Fault::new(node.span_within(self.at, self.len), self.message).maybe_help(self.help)
    }
}

/// Whether `text` is a name: `[a-z_][a-z0-9_]*`.
pub fn is_name(text: &str) -> bool {
    let rest = text.strip_prefix(|first: char| first.is_ascii_lowercase() || first == '_');
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'))
}

/// The name of a parameter `$name`; `None` when it is not a parameter.
pub fn parse_param(text: &str) -> Option<&str> {
    text.strip_prefix('$').filter(|name| is_name(name))
}

/// The names of a dotted path, at least one.
///
/// # Errors
/// When a part is no name.
pub fn parse_path(text: &str) -> Result<Vec<String>, LiteralFault> {
    let mut at = 0;
    let mut names = Vec::new();
    for part in text.split('.') {
        if !is_name(part) {
            let fault = LiteralFault::new(at, part.len(), format!("expected a name, got {}", quote(part)));
            return Err(fault.help("Names are lower case letters, digits and \"_\", and begin with no digit."));
        }
        names.push(part.to_owned());
        at += part.len() + 1;
    }
    Ok(names)
}

/// A share of a whole, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(
    /// The fraction, 0 ..= 1.
    pub Number,
);

impl Share {
    /// The share that `text` is: `20%`.
    ///
    /// # Errors
    /// When it has no `%`, is not a number or lies outside 0% to 100%.
    pub fn parse(text: &str) -> Result<Share, LiteralFault> {
        let Some(percent) = text.strip_suffix('%') else {
            let fault = LiteralFault::whole(text, format!("expected a share like 20%, got {}", quote(text)));
            return Err(fault.help(share_help(text)));
        };
        let percent = Number::parse(percent).map_err(|reason| LiteralFault::new(0, percent.len(), reason))?;
        let hundred = Number::from_int(100);
        match percent.checked_div(hundred) {
            Some(share) if !percent.is_negative() && percent <= hundred => Ok(Share(share)),
            _ => {
                let fault = LiteralFault::whole(text, format!("a share must be 0% to 100%, got {}", quote(text)));
                Err(fault.help("It is a part of all rows or choices: 100% is all of them, 0% is none."))
            }
        }
    }
}

/// What to write for a share that lacks its `%`.
fn share_help(text: &str) -> String {
    let percent = Number::parse(text).ok().and_then(|number| number.checked_mul(Number::from_int(100)));
    let hundred = Number::from_int(100);
    match percent {
        Some(percent) if percent > hundred => format!("Write {text}%."),
        Some(percent) if percent.scale_needed().is_some() => format!("Write {percent}% or {text}%, as you mean it."),
        _ if ["true", "yes", "always"].contains(&text) => "Write 100%.".to_owned(),
        _ if ["false", "no", "never"].contains(&text) => "Write 0%.".to_owned(),
        _ => "Write a number and %.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_lower_case_and_begin_with_no_digit() {
        assert!(["a", "_a", "a1", "order_lines", "_"].into_iter().all(is_name));
        assert!(!["", "1a", "A", "a-b", "é", "a b", "a.b", "$a"].into_iter().any(is_name));
        assert_eq!(parse_param("$customers"), Some("customers"));
        assert_eq!([parse_param("$$x"), parse_param("x"), parse_param("$")], [None; 3]);
    }

    #[test]
    fn paths_are_names_joined_by_dots() {
        assert_eq!(parse_path("visits.patients.email").map(|path| path.len()), Ok(3));
        assert_eq!(parse_path("id"), Ok(vec!["id".to_owned()]));
        for (text, at, len) in [("a..b", 2, 0), ("a.Bc.d", 2, 2), ("", 0, 0), ("a.", 2, 0)] {
            let fault = parse_path(text).expect_err(text);
            assert_eq!((fault.at, fault.len), (at, len), "{text}");
        }
    }

    #[test]
    fn shares_are_exact_and_need_their_sign() {
        assert_eq!(Share::parse("20%").map(|share| share.0.to_string()), Ok("0.2".to_owned()));
        assert_eq!(Share::parse("0%"), Ok(Share(Number::ZERO)));
        assert_eq!(Share::parse("100%"), Ok(Share(Number::ONE)));
        assert_eq!(Share::parse("0.1%").map(|share| share.0.to_scaled(4)), Ok(Some(10)));
        let bare = Share::parse("0.2").expect_err("no sign");
        assert_eq!(bare.help.as_deref(), Some("Write 20% or 0.2%, as you mean it."));
        assert_eq!(Share::parse("20").expect_err("no sign").help.as_deref(), Some("Write 20%."));
        for text in ["-1%", "100.1%", "x%", "%", "", "20 %", "20%%"] {
            assert!(Share::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_literal(text in "\\PC{0,20}", near in "[-+0-9_.e:$TZ amoyhdwqusn/%é]{0,20}") {
            for text in [text, near] {
                let faults = [
                    Share::parse(&text).err(),
                    Duration::parse(&text).err(),
                    Period::parse(&text).err(),
                    Rate::parse(&text).err(),
                    InstantLiteral::parse(&text).err(),
                    DateLiteral::parse(&text).err(),
                    parse_path(&text).err(),
                ];
                for fault in faults.into_iter().flatten() {
                    prop_assert!(text.get(fault.at..fault.at + fault.len).is_some(), "{:?} {:?}", text, fault);
                }
            }
        }
    }
}
