//! The passages of source files that a person reads: comments, texts and the names of tests, each with its line.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::sources::is_test_file;

/// A piece of prose and the line of its file where it begins.
#[derive(Debug, PartialEq)]
pub struct Passage {
    pub line: usize,
    pub text: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines of comments that follow each other, without their marks.
    Comment,
    /// What stands between two quotes.
    Literal,
    /// A test's name, or that of a function with a name as long; its words apart.
    TestName,
    /// A file in another language, without the marks of comments.
    Whole,
}

/// The passages of a file; `path` is relative to the root of the tree.
pub fn passages(path: &Path, text: &str) -> Vec<Passage> {
    if path.extension().is_some_and(|extension| extension == "rs") {
        return rust_passages(path, text);
    }
    let marks = Regex::new(r"(?m)^[ \t]*(?:#+|--+|//+|\*+)").expect("an expression");
    vec![Passage { line: 1, text: marks.replace_all(text, "").into_owned(), kind: Kind::Whole }]
}

fn rust_passages(path: &Path, text: &str) -> Vec<Passage> {
    let inline = Regex::new(r"#\[cfg\(test\)\]\s*mod \w+ \{").expect("an expression");
    let tests_from = if is_test_file(path) { 0 } else { inline.find(text).map_or(text.len(), |found| found.start()) };
    let first_test_line = line_of(text, tests_from);
    let mut passages = joined(Scan { text, at: 0 }.collect(), text);
    passages
        .retain(|passage| passage.kind == Kind::Comment || tests_from == text.len() || passage.line < first_test_line);
    let name = Regex::new(r"\bfn (\w+)").expect("an expression");
    for found in name.captures_iter(text) {
        let name = found.get(1).expect("a name");
        if name.start() >= tests_from && name.as_str().matches('_').count() >= 3 {
            let (line, text) = (line_of(text, name.start()), name.as_str().replace('_', " "));
            passages.push(Passage { line, text, kind: Kind::TestName });
        }
    }
    passages
}

/// The line of a byte, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Comments on lines that follow each other are one passage.
fn joined(pieces: Vec<(Kind, usize, String)>, text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for (kind, at, piece) in pieces {
        let line = line_of(text, at);
        match passages.last_mut() {
            Some(last)
                if kind == Kind::Comment
                    && last.kind == kind
                    && last.line + last.text.matches('\n').count() + 1 == line =>
            {
                last.text = format!("{}\n{piece}", last.text);
            }
            _ => passages.push(Passage { line, text: piece, kind }),
        }
    }
    passages
}

/// The comments and string literals of Rust code: kind, first byte, text.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Scan<'_> {
    type Item = (Kind, usize, String);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(c) = self.text[self.at..].chars().next() {
            let (start, rest) = (self.at, &self.text[self.at..]);
            if rest.starts_with("//") {
                let end = rest.find('\n').unwrap_or(rest.len());
                self.at += end;
                return Some((Kind::Comment, start, rest[..end].trim_start_matches(['/', '!']).trim().to_owned()));
            }
            if c == 'r' && (rest.starts_with("r\"") || rest.starts_with("r#")) && !self.is_after_word() {
                let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
                let body = &rest[1 + hashes..];
                if let Some(body) = body.strip_prefix('"') {
                    let end = body.find(&format!("\"{}", "#".repeat(hashes))).expect("a raw string ends");
                    self.at += 2 * hashes + end + 3;
                    return Some((Kind::Literal, start, body[..end].to_owned()));
                }
            }
            if c == '"' {
                let end = end_of_literal(&rest[1..]);
                self.at += end + 2;
                return Some((Kind::Literal, start, rest[1..=end].replace("\\\n", "\n")));
            }
            self.at += if c == '\'' { char_literal(rest) } else { c.len_utf8() };
        }
        None
    }
}

impl Scan<'_> {
    fn is_after_word(&self) -> bool {
        self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    }
}

/// Where the quote is that ends a string.
fn end_of_literal(body: &str) -> usize {
    let mut is_escaped = false;
    let end = body.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    end.expect("a string ends")
}

/// How many bytes a character's literal has, or the quote of a lifetime.
fn char_literal(rest: &str) -> usize {
    static LITERAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^'(?:\\[^']+|[^\\']|\\')'").expect("an expression"));
    LITERAL.find(rest).map_or(1, |found| found.end())
}

#[test]
fn comments_literals_and_names_of_tests_are_passages() {
    let text = "//! One.\n//! Two.\nfn f() -> char {\n    g(\"a \\\"b\\\" c \\\n       d\", r#\"raw \"x\"\"#); // why\n    '\"'\n}\n\
                #[cfg(test)]\nmod tests {\n    /// Of a test.\n    fn it_holds_for_all() { h(\"not read\") }\n}\n";
    let found = passages(Path::new("src/x.rs"), text);
    let shown: Vec<_> = found.iter().map(|found| (found.line, found.kind, found.text.as_str())).collect();
    assert_eq!(
        shown,
        [
            (1, Kind::Comment, "One.\nTwo."),
            (4, Kind::Literal, "a \\\"b\\\" c \n       d"),
            (5, Kind::Literal, "raw \"x\""),
            (5, Kind::Comment, "why"),
            (10, Kind::Comment, "Of a test."),
            (11, Kind::TestName, "it holds for all"),
        ]
    );
    assert_eq!(passages(Path::new("a.sh"), "x\n# y\n")[0].text, "x\n y\n");
}
