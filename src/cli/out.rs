//! What commands print: text and JSON on stdout, notes on stderr.
//!
//! Must never print half a JSON document, nor colours where they are not wanted.

use std::io::{self, Write};

use serde::Serialize;

use super::terminal::json_escaped;
pub use super::terminal::{colors, width};
use super::{CliError, secret};
use crate::spec::fault::{printable, words};
pub use crate::spec::shown::thousands;

/// Prints text on stdout. What names, files and rows have in it cannot write on the terminal.
///
/// # Errors
/// [`CliError::ReaderGone`] when nothing reads it any more, else why it could not be written.
pub fn print(text: &str) -> Result<(), CliError> {
    print_as_is(&printable(text))
}

fn print_as_is(text: &str) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => CliError::ReaderGone,
        _ => CliError::failed(format!("could not write the output: {error}")),
    })
}

/// Prints one JSON document on stdout.
///
/// # Errors
/// As [`print`].
pub fn print_json(value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CliError::failed(format!("could not write the result as JSON: {error}")))?;
    print_as_is(&format!("{}\n", json_escaped(&text)))
}

/// Prints a result on stdout: as one JSON document, or as text for people.
///
/// # Errors
/// As [`print`].
pub fn print_result(json: bool, value: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), CliError> {
    if json { print_json(value) } else { print(&text()) }
}

/// Prints a line for people on stderr.
pub fn note(text: &str) {
    // A note that cannot be written stops nothing.
    let _ = writeln!(io::stderr().lock(), "{}", printable(&secret::hidden(text)));
}

/// A sentence on lines that fit the output, each `indent` columns in; words and quoted values are never broken.
pub fn wrapped(sentence: &str, indent: usize) -> String {
    wrapped_to(sentence, indent, width())
}

fn wrapped_to(sentence: &str, indent: usize, width: usize) -> String {
    let blanks = " ".repeat(indent);
    let (mut text, mut line) = (String::new(), blanks.clone());
    let line_of_all = sentence.replace('\n', " ");
    for word in words(&line_of_all).map(str::trim).filter(|word| !word.is_empty()) {
        let is_first = line.len() == indent;
        if !is_first && line.chars().count() + 1 + word.chars().count() > width {
            text += &format!("{line}\n");
            line = format!("{blanks}{word}");
        } else {
            line += &if is_first { word.to_owned() } else { format!(" {word}") };
        }
    }
    text + &line + "\n"
}

/// `1 row`, `1,200 rows`.
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// Bytes with a unit: `512 B`, `1.5 MiB`.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if number < 1024 {
        return format!("{number} B");
    }
    let mut tenths = u128::from(number) * 10 / 1024;
    let mut unit = 0;
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1024;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::fault::is_unprintable;

    #[test]
    fn numbers_are_grouped_from_the_right() {
        let shown: Vec<String> = [0, 12, 999, 1_000, 65_536, 1_234_567].into_iter().map(thousands).collect();
        assert_eq!(shown, ["0", "12", "999", "1,000", "65,536", "1,234,567"]);
        assert_eq!(count(1, "row"), "1 row");
        assert_eq!(count(0, "row"), "0 rows");
    }

    #[test]
    fn bytes_have_the_largest_unit_below_them() {
        let shown: Vec<String> = [0, 1023, 1024, 1536, 1 << 20, u64::MAX].into_iter().map(bytes).collect();
        assert_eq!(shown, ["0 B", "1023 B", "1.0 KiB", "1.5 KiB", "1.0 MiB", "16383.9 PiB"]);
    }

    #[test]
    fn sentences_are_broken_between_words() {
        assert_eq!(wrapped_to("one two three", 2, 9), "  one two\n  three\n");
        assert_eq!(wrapped_to("one-two-three four", 2, 9), "  one-two-three\n  four\n");
        assert_eq!(wrapped_to("as \"a long value\" has", 0, 9), "as\n\"a long value\"\nhas\n");
    }

    #[test]
    fn json_means_the_same_when_it_is_escaped_for_terminals() {
        let value = serde_json::json!({ "na\u{9b}me": "\u{1b}[2J\u{7f}\u{202e}é" });
        let escaped = json_escaped(&value.to_string());
        assert!(!escaped.contains(is_unprintable), "{escaped:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).expect("is JSON"), value);
    }

    #[test]
    fn only_terminals_get_colours() {
        assert!(!colors(false));
    }
}
