//! Templates: text with the values of columns in braces, `Order {id} of {customers.name}`; `{{` and `}}` are braces.
//!
//! Must never guess: a brace that opens nothing or closes nothing is refused.

use super::literal::{LiteralFault, parse_path};

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// Text as it is, never empty, doubled braces read as one.
    Text(String),
    /// `{path}`: the value of a column.
    Column {
        /// The parts of the path.
        path: Vec<String>,
        /// The first byte of the path in the text.
        at: usize,
        /// How many bytes the path has.
        len: usize,
    },
}

/// The pieces of a template in order.
///
/// # Errors
/// Everything that is wrong with its braces, in the order of the text.
pub fn parse_template(text: &str) -> Result<Vec<TemplatePart>, Vec<LiteralFault>> {
    let mut parts = Vec::new();
    let mut faults = Vec::new();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            plain.push(first);
            at += 2;
        } else if first == '{' {
            let (part, len) = place(rest, at);
            if !plain.is_empty() {
                parts.push(TemplatePart::Text(std::mem::take(&mut plain)));
            }
            match part {
                Ok(part) => parts.push(part),
                Err(fault) => faults.push(fault),
            }
            at += len;
        } else {
            if first == '}' {
                let fault = LiteralFault::new(at, 1, "a brace closes that was never opened");
                faults.push(fault.help("Write }} for a brace."));
            }
            plain.push(first);
            at += first.len_utf8();
        }
    }
    if !plain.is_empty() {
        parts.push(TemplatePart::Text(plain));
    }
    if faults.is_empty() { Ok(parts) } else { Err(faults) }
}

/// The `{path}` at the start of `rest`, byte `at` of the text, and its length with the braces.
fn place(rest: &str, at: usize) -> (Result<TemplatePart, LiteralFault>, usize) {
    let Some(close) = rest[1..].find(['{', '}']).map(|found| found + 1).filter(|end| rest[*end..].starts_with('}'))
    else {
        let fault = LiteralFault::new(at, 1, "the brace that opens here is never closed");
        return (Err(fault.help("Write {column}, or {{ for a brace.")), 1);
    };
    let path = &rest[1..close];
    let part = parse_path(path).map(|names| TemplatePart::Column { path: names, at: at + 1, len: path.len() });
    let part = part.map_err(|fault| match path.trim() == path {
        true => fault.shifted(at + 1),
        false => LiteralFault::new(at + 1, path.len(), "a column in braces has no spaces around it")
            .help("Write {column}, or {{ and }} for braces."),
    });
    (part, close + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(name: &str, at: usize) -> TemplatePart {
        TemplatePart::Column { path: name.split('.').map(str::to_owned).collect(), at, len: name.len() }
    }

    fn text(text: &str) -> TemplatePart {
        TemplatePart::Text(text.to_owned())
    }

    #[test]
    fn columns_stand_in_braces_and_doubled_braces_are_braces() {
        let parts = parse_template("é {{{id}}} of {customers.name}");
        let expected = [text("é {"), column("id", 6), text("} of "), column("customers.name", 16)];
        assert_eq!(parts.as_deref(), Ok(expected.as_slice()));
        assert_eq!(parse_template(""), Ok(vec![]));
    }

    #[test]
    fn every_wrong_brace_is_reported_at_its_place() {
        let faults = parse_template("a} {} {B} { b } {c").expect_err("five faults");
        let places: Vec<_> = faults.iter().map(|fault| (fault.at, fault.len)).collect();
        assert_eq!(places, [(1, 1), (4, 0), (7, 1), (11, 3), (16, 1)]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_template(text in "[{}a.é ]{0,20}") {
            match parse_template(&text) {
                Ok(_) => {}
                Err(faults) => {
                    for fault in faults {
                        prop_assert!(text.get(fault.at..fault.at + fault.len).is_some(), "{:?}", fault);
                    }
                }
            }
        }

        #[test]
        fn text_with_doubled_braces_is_the_text(plain in "[{}ab]{1,20}") {
            let doubled = plain.replace('{', "{{").replace('}', "}}");
            prop_assert_eq!(parse_template(&doubled), Ok(vec![text(&plain)]));
        }
    }
}
