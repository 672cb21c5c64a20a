//! A spec's text by lines, each of which knows its number in the file: so changes are shown by the file's own lines.

use std::ops::Range;

use serde::Serialize;

/// A change of a file: lines after another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineEdit {
    /// The line of the file after which it takes place, from 1; 0 for the beginning.
    pub after_line: usize,
    /// How many of the following lines go.
    pub remove: usize,
    /// The lines that come in their place.
    pub lines: Vec<String>,
}

/// The lines of a text that changes.
#[derive(Clone, Debug)]
pub struct SpecLines {
    lines: Vec<SpecLine>,
}

#[derive(Clone, Debug)]
struct SpecLine {
    text: String,
    /// Its number in the file; none of a new one.
    number: Option<usize>,
}

impl SpecLines {
    /// The lines of a file.
    pub fn new(text: &str) -> SpecLines {
        let lines =
            text.lines().zip(1..).map(|(line, number)| SpecLine { text: line.to_owned(), number: Some(number) });
        SpecLines { lines: lines.collect() }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.text)).collect()
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// A line, from 1.
    pub fn line(&self, number: usize) -> Option<&str> {
        Some(&self.lines.get(number.checked_sub(1)?)?.text)
    }

    /// The number that a line has in the file; that of the line before it where it is new.
    pub fn number_in_file(&self, number: usize) -> usize {
        let before = self.lines.iter().take(number);
        before.rev().find_map(|line| line.number).unwrap_or(0)
    }

    /// Puts text after a line.
    pub fn insert(&mut self, after: usize, text: &str) {
        self.replace(after + 1..after + 1, text);
    }

    /// Puts text in the place of lines, counted from 1.
    pub fn replace(&mut self, lines: Range<usize>, text: &str) {
        let new = text.lines().map(|line| SpecLine { text: line.to_owned(), number: None });
        let end = (lines.end - 1).min(self.lines.len());
        let start = (lines.start - 1).min(end);
        self.lines.splice(start..end, new);
    }

    /// What has changed, in the order of the file, which has `count` lines.
    pub fn edits(&self, count: usize) -> Vec<LineEdit> {
        let (mut edits, mut last) = (Vec::new(), 0);
        let mut new: Vec<String> = Vec::new();
        for line in &self.lines {
            match line.number {
                None => new.push(line.text.clone()),
                Some(number) => {
                    edits.extend(edit(last, number - last - 1, std::mem::take(&mut new)));
                    last = number;
                }
            }
        }
        edits.extend(edit(last, count - last, new));
        edits
    }
}

/// A change, if it is one.
fn edit(after_line: usize, remove: usize, lines: Vec<String>) -> Option<LineEdit> {
    (remove > 0 || !lines.is_empty()).then_some(LineEdit { after_line, remove, lines })
}

/// Text that stands `indent` spaces in instead of `was`.
pub fn indented(text: &str, was: usize, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    let line = |line: &str| match line.get(was..) {
        Some(rest) if !rest.is_empty() => format!("{blanks}{rest}\n"),
        _ => "\n".to_owned(),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shown_by_the_lines_of_the_file() {
        let text = "a\nb\nc\nd\n";
        let mut lines = SpecLines::new(text);
        assert_eq!((lines.text().as_str(), lines.edits(4)), (text, Vec::new()));
        lines.insert(4, "e\nf");
        lines.replace(2..4, "B");
        lines.insert(0, "0");
        assert_eq!(lines.text(), "0\na\nB\nd\ne\nf\n");
        let edit = |after_line, remove, lines: &[&str]| LineEdit {
            after_line,
            remove,
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        };
        assert_eq!(lines.edits(4), [edit(0, 0, &["0"]), edit(1, 2, &["B"]), edit(4, 0, &["e", "f"])]);
        assert_eq!([lines.number_in_file(1), lines.number_in_file(3), lines.number_in_file(4)], [0, 1, 4]);
        lines.replace(4..5, "");
        assert_eq!(lines.edits(4).last(), Some(&edit(1, 3, &["B", "e", "f"])));
    }

    #[test]
    fn text_moves_to_another_indent() {
        assert_eq!(indented("  a:\n    b: 1\n", 2, 4), "    a:\n      b: 1\n");
        assert_eq!(indented("\n  a\n", 2, 0), "\na\n");
    }
}
