//! Several SQL statements in one text: where each begins and ends.
//!
//! Quotes, comments and the bodies of triggers and functions are read as SQLite and PostgreSQL read them. Must never
//! change what is run: the database gets the text whole, and this only finds which of its statements failed.

use std::ops::Range;

use super::one_line;

/// The most characters of a statement that an error shows.
const SHOWN_CHARS_MAX: usize = 60;

/// The kind of object that a CREATE makes is among this many leading words: `CREATE OR REPLACE FUNCTION`.
const HEAD_WORDS: usize = 4;

/// The statements of a text, in order.
pub(super) struct Statements<'a> {
    text: &'a str,
    /// Where they are, without blanks and comments around them and without their semicolons.
    ranges: Vec<Range<usize>>,
}

impl<'a> Statements<'a> {
    /// Finds the statements of `text`; the last one needs no semicolon, and empty ones do not count.
    pub(super) fn of(text: &'a str) -> Statements<'a> {
        let (mut ranges, mut statement, mut at) = (Vec::new(), StatementText::default(), 0);
        while at < text.len() {
            let (token, end) = token(text, at);
            match token {
                Token::Blank => {}
                Token::Semicolon if statement.ends() => ranges.extend(std::mem::take(&mut statement).range),
                _ => statement.add(token, &text[at..end], at..end),
            }
            at = end;
        }
        ranges.extend(statement.range);
        Statements { text, ranges }
    }

    /// Each statement's text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.ranges.iter().map(|range| &self.text[range.clone()])
    }

    /// `statement 2 of 3 ("DELETE FROM orders")`; none for the only one.
    pub(super) fn named(&self, index: usize) -> Option<String> {
        let text = self.texts().nth(index).filter(|_| self.ranges.len() > 1)?;
        Some(format!("statement {} of {} ({:?})", index + 1, self.ranges.len(), shortened(text)))
    }

    /// Which statement has the `position`-th character of the text, from 1; after the last one it is the last.
    pub(super) fn at(&self, position: usize) -> usize {
        let byte = self.text.char_indices().nth(position.saturating_sub(1)).map_or(self.text.len(), |(byte, _)| byte);
        self.ranges.iter().position(|range| byte <= range.end).unwrap_or(self.ranges.len().saturating_sub(1))
    }
}

/// The words of a statement in capitals, without what stands in quotes or comments.
pub(super) fn words(text: &str) -> Vec<String> {
    let (mut words, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let (kind, end) = token(text, at);
        words.extend((kind == Token::Word).then(|| text[at..end].to_ascii_uppercase()));
        at = end;
    }
    words
}

/// A statement on one line that is not too long.
fn shortened(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(SHOWN_CHARS_MAX) {
        None => line,
        Some(_) => line.chars().take(SHOWN_CHARS_MAX - 1).chain(['…']).collect(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Blanks or a comment.
    Blank,
    Semicolon,
    Word,
    Other,
}

/// A statement as far as it has been read.
#[derive(Default)]
struct StatementText {
    range: Option<Range<usize>>,
    words: usize,
    is_create: bool,
    /// `CREATE TRIGGER`, `FUNCTION` or `PROCEDURE`: it may have a body.
    may_have_body: bool,
    /// After `BEGIN`: semicolons are the body's.
    in_body: bool,
    /// Where the body's `END` may stand: after its beginning, and after each of its statements.
    may_close: bool,
    is_closed: bool,
}

impl StatementText {
    /// Whether a semicolon ends it here.
    fn ends(&self) -> bool {
        !self.in_body || self.is_closed
    }

    fn add(&mut self, token: Token, text: &str, place: Range<usize>) {
        let start = self.range.as_ref().map_or(place.start, |range| range.start);
        self.range = Some(start..place.end);
        let is = |word: &str| token == Token::Word && text.eq_ignore_ascii_case(word);
        self.is_closed = self.in_body && self.may_close && is("END");
        self.may_close = token == Token::Semicolon || is("ATOMIC");
        if token == Token::Word {
            self.words += 1;
            self.is_create |= self.words == 1 && is("CREATE");
            let is_head = self.is_create && self.words <= HEAD_WORDS;
            self.may_have_body |= is_head && ["TRIGGER", "FUNCTION", "PROCEDURE"].into_iter().any(is);
            self.in_body |= self.may_have_body && is("BEGIN");
        }
    }
}

/// The token that begins at byte `at`, and where it ends.
fn token(text: &str, at: usize) -> (Token, usize) {
    let rest = &text[at..];
    let first = rest.as_bytes()[0];
    match first {
        b';' => (Token::Semicolon, at + 1),
        _ if first.is_ascii_whitespace() => (Token::Blank, at + 1),
        _ if rest.starts_with("--") => (Token::Blank, at + rest.find('\n').unwrap_or(rest.len())),
        _ if rest.starts_with("/*") => (Token::Blank, at + comment(rest)),
        // A doubled quote inside is the end of one and the beginning of the next.
        b'\'' | b'"' | b'`' => (Token::Other, at + 1 + past(&rest[1..], &rest[..1])),
        b'$' => (Token::Other, at + dollar_quoted(rest)),
        _ if is_word(first) => word(rest, at),
        _ => (Token::Other, at + 1),
    }
}

/// The bytes of a comment at the beginning of a text. One in another counts, as PostgreSQL has it; SQLite's ends at the
/// first mark, and such comments do not occur there.
fn comment(text: &str) -> usize {
    let (mut at, mut depth) = (2, 1);
    while depth > 0 {
        let rest = &text[at..];
        let Some(mark) = rest.find("*/") else { return text.len() };
        match rest[..mark].find("/*") {
            Some(inner) => (at, depth) = (at + inner + 2, depth + 1),
            None => (at, depth) = (at + mark + 2, depth - 1),
        }
    }
    at
}

/// How many bytes it is to the end of the first `mark`, or of the text.
fn past(text: &str, mark: &str) -> usize {
    text.find(mark).map_or(text.len(), |found| found + mark.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

/// A word; `E'it\'s'` of PostgreSQL is one too, quote and all.
fn word(rest: &str, at: usize) -> (Token, usize) {
    let len = rest.bytes().position(|byte| !is_word(byte)).unwrap_or(rest.len());
    let quoted = rest[len..].strip_prefix('\'').filter(|_| rest[..len].eq_ignore_ascii_case("e"));
    match quoted {
        None => (Token::Word, at + len),
        Some(quoted) => (Token::Other, at + len + 1 + past_escaped(quoted)),
    }
}

/// As [`past`] a single quote that no backslash escapes.
fn past_escaped(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'\'' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 1)
}

/// How many bytes `$$…$$` or `$tag$…$tag$` has; 1 where it is a parameter.
fn dollar_quoted(rest: &str) -> usize {
    let tag = rest[1..].split_once('$').map(|(tag, _)| tag);
    let is_tag = |tag: &&str| tag.bytes().all(is_word) && !tag.starts_with(|first: char| first.is_ascii_digit());
    tag.filter(is_tag).map_or(1, |tag| {
        let mark = &rest[..tag.len() + 2];
        mark.len() + past(&rest[mark.len()..], mark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        Statements::of(text).texts().collect()
    }

    #[test]
    fn statements_end_at_semicolons_outside_of_quotes_comments_and_bodies() {
        assert_eq!(texts(" ;; SELECT 1 ;\n-- ;\nSELECT 2 /* ; */ ; "), ["SELECT 1", "SELECT 2"]);
        for one in [
            "SELECT 'a;''b;', \";\", `;`",
            "SELECT E'it\\'s;', e'\\\\'",
            "DO $$ BEGIN; END; $$",
            "SELECT $a_1$ ; $$ ; $a_1$, $1",
            "CREATE TEMP TRIGGER t AFTER DELETE ON a BEGIN DELETE FROM b; SELECT CASE 1 WHEN 1 THEN 2 END; END",
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
            "create procedure p() begin atomic end",
        ] {
            assert_eq!(texts(one), [one]);
            assert_eq!(texts(&format!("SELECT 0; {one}; SELECT 1")), ["SELECT 0", one, "SELECT 1"]);
        }
        assert_eq!(texts("BEGIN; DELETE FROM a; END"), ["BEGIN", "DELETE FROM a", "END"]);
        assert_eq!(texts("CREATE TRIGGER t BEFORE DELETE ON a EXECUTE FUNCTION f(); SELECT 1").len(), 2);
        assert_eq!(texts("SELECT 'open; SELECT 1"), ["SELECT 'open; SELECT 1"], "an open quote ends with the text");
    }

    #[test]
    fn a_statement_is_named_by_its_number_and_its_beginning() {
        let long = format!("SELECT 1; UPDATE a\n  SET b = '{}'", "é".repeat(80));
        let expected = format!("statement 2 of 2 (\"UPDATE a SET b = '{}…\")", "é".repeat(41));
        assert_eq!(Statements::of(&long).named(1), Some(expected));
        assert_eq!(Statements::of("SELECT 1;").named(0), None, "the only one");
        assert_eq!(Statements::of("SELECT 1; SELECT 2").named(2), None, "there is none");
    }

    #[test]
    fn a_position_in_characters_belongs_to_a_statement() {
        let statements = Statements::of("SELECT 'é'; SELECT; SELECT 3");
        let at = [1, 10, 11, 12, 13, 19, 21, 99].map(|position| statements.at(position));
        assert_eq!(at, [0, 0, 0, 1, 1, 1, 2, 2]);
        assert_eq!(Statements::of("").at(1), 0);
    }

    #[test]
    fn words_are_those_outside_of_quotes_and_comments() {
        let found = words("copy (SELECT 'from stdin', \"to\", $$stdout$$) /* to x */ To stdin_2 -- end");
        assert_eq!(found, ["COPY", "SELECT", "TO", "STDIN_2"]);
    }

    #[test]
    fn any_text_is_cut_into_pieces_of_itself() {
        let parts =
            ["'", "$", "$a$", "e'", "\\", ";", "--", "/*", "*/", "é", "BEGIN", "END", "CREATE TRIGGER", " ", "\n"];
        for seed in 0_usize..20_000 {
            let pick = |place: u32| parts[seed / parts.len().pow(place) % parts.len()];
            let text: String = (0..4).map(pick).collect();
            let length: usize = texts(&text).iter().map(|piece| piece.len()).sum();
            assert!(length <= text.len(), "{text:?}");
        }
    }
}
