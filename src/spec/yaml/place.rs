//! Where things are: the parser's marks → byte spans, and parts of a text → parts of the source.
//!
//! The parser counts characters, and its spans take in anchors before a node and comments after it; the spans made here
//! are bytes and cover the node alone.

use saphyr_parser::ScalarStyle;

use super::{YamlNode, YamlValue};
use crate::spec::source::{Source, Span};

/// What YAML takes for white space; the other spaces of Unicode are characters like any.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Character indices → byte offsets.
pub(super) enum Offsets {
    /// Each character is a byte; the text's length.
    Ascii(usize),
    /// The offset of each character, and the text's length behind the last.
    Table(Vec<u32>),
}

impl Offsets {
    pub(super) fn new(text: &str) -> Offsets {
        if text.is_ascii() {
            return Offsets::Ascii(text.len());
        }
        // A source's offsets fit: its size has been checked.
        let starts = text.char_indices().map(|(offset, _)| offset as u32);
        Offsets::Table(starts.chain([text.len() as u32]).collect())
    }

    /// The byte offset of a character; past the end, the text's length.
    pub(super) fn byte(&self, character: usize) -> usize {
        match self {
            Offsets::Ascii(length) => character.min(*length),
            Offsets::Table(starts) => starts[character.min(starts.len() - 1)] as usize,
        }
    }

    /// The bytes between two marks.
    pub(super) fn span(&self, marks: saphyr_parser::Span) -> Span {
        Span::new(self.byte(marks.start.index()), self.byte(marks.end.index()))
    }
}

/// Where a node begins behind its anchor and tag, and where the tag is.
pub(super) fn behind_properties(text: &str, span: Span) -> (usize, Option<Span>) {
    let end = span.end as usize;
    let mut at = span.start as usize;
    let mut tag = None;
    while let Some(first) = text.get(at..end).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..end];
        match first {
            '&' | '!' => {
                let is_end = |c: char| BLANKS.contains(&c) || "[]{},".contains(c);
                let length = rest.find(is_end).unwrap_or(rest.len());
                if first == '!' {
                    tag = Some(Span::new(at, at + length));
                }
                at += length;
            }
            '#' => at += rest.find(['\n', '\r']).unwrap_or(rest.len()),
            blank if BLANKS.contains(&blank) => at += 1,
            _ => break,
        }
    }
    (at, tag)
}

/// The span of a scalar alone: quotes belong to it, a block's header and what the parser skipped behind it do not.
pub(super) fn scalar(text: &str, style: ScalarStyle, start: usize, span: Span) -> Span {
    let end = (span.end as usize).max(start);
    let raw = &text[start..end];
    match style {
        ScalarStyle::Plain => Span::new(start, end),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Span::new(start, start + quoted_length(raw)),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            // The parser begins at the content, unless an anchor stands before the header.
            let header = match start == span.start as usize {
                true => 0,
                false => raw.find('\n').map_or(0, |newline| newline + 1),
            };
            let content = raw[header..].trim_start_matches(BLANKS);
            let length = content.trim_end_matches(BLANKS).len();
            match length {
                0 => Span::new(start, start + raw.trim_end_matches(BLANKS).len()),
                _ => Span::new(end - content.len(), end - content.len() + length),
            }
        }
    }
}

/// The length of a quoted scalar at the start of `raw`, quotes included.
fn quoted_length(raw: &str) -> usize {
    let quote = raw.as_bytes().first().copied();
    let mut bytes = raw.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        let next_is_quote = bytes.peek().map(|(_, next)| *next) == quote;
        match byte {
            b'\\' if quote == Some(b'"') => drop(bytes.next()),
            b'\'' if quote == Some(b'\'') && next_is_quote => drop(bytes.next()),
            byte if Some(byte) == quote => return at + 1,
            _ => {}
        }
    }
    raw.len()
}

impl Source {
    /// Where `len` bytes of a node's text, from byte `start` of it, are in this source, through escapes, folded lines
    /// and block indentation. The node's span where that cannot be determined. Costs O(length of the text).
    pub fn span_within(&self, node: &YamlNode, start: usize, len: usize) -> Span {
        let YamlValue::Scalar { text, .. } = &node.value else { return node.span };
        let raw = self.slice(node.span);
        // White space is what folding changes, so only the other characters are lined up.
        let Some(ink) =
            [ScalarReading::Verbatim, ScalarReading::Single, ScalarReading::Double].into_iter().find_map(|reading| {
                let ink = inked(raw, reading);
                let same = ink.iter().map(|(_, _, c)| *c).eq(text.chars().filter(|c| !c.is_whitespace()));
                same.then_some(ink)
            })
        else {
            return node.span;
        };
        let count_before = |end: usize| {
            let end = text.floor_char_boundary(end);
            text[..end].chars().filter(|c| !c.is_whitespace()).count()
        };
        let (first, last) = (count_before(start), count_before(start.saturating_add(len)));
        let base = node.span.start as usize;
        match (ink.get(first), last.checked_sub(1).and_then(|last| ink.get(last))) {
            (Some((from, _, _)), Some((_, to, _))) if from < to => Span::new(base + from, base + to),
            (_, Some((_, to, _))) => Span::new(base + to, base + to),
            _ => node.span,
        }
    }
}

/// How a scalar's source may be read; a block that begins with a quote looks like a quoted one.
#[derive(Clone, Copy)]
enum ScalarReading {
    Verbatim,
    Single,
    Double,
}

/// The characters that are not white space, each with its first byte and the byte behind it.
fn inked(raw: &str, reading: ScalarReading) -> Vec<(usize, usize, char)> {
    let quoted = |quote| raw.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote));
    let (inner, skipped) = match reading {
        ScalarReading::Verbatim => (Some(raw), 0),
        ScalarReading::Single => (quoted('\''), 1),
        ScalarReading::Double => (quoted('"'), 1),
    };
    let mut rest = inner.unwrap_or("");
    let mut at = skipped;
    let mut ink = Vec::new();
    while let Some((length, decoded)) = unit(rest, reading) {
        if let Some(c) = decoded.filter(|c| !c.is_whitespace()) {
            ink.push((at, at + length, c));
        }
        at += length;
        rest = &rest[length..];
    }
    ink
}

/// The first character and how many bytes stand for it; no character for an escaped line break.
fn unit(rest: &str, reading: ScalarReading) -> Option<(usize, Option<char>)> {
    let first = rest.chars().next()?;
    match (reading, first) {
        (ScalarReading::Single, '\'') if rest.starts_with("''") => Some((2, Some('\''))),
        (ScalarReading::Double, '\\') => escape(rest).or(Some((1, Some('\\')))),
        _ => Some((first.len_utf8(), Some(first))),
    }
}

/// A double-quoted escape; white space stands for every white space.
fn escape(rest: &str) -> Option<(usize, Option<char>)> {
    let code = rest[1..].chars().next()?;
    let digits = match code {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let value = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        return Some((2 + digits, char::from_u32(value)));
    }
    let decoded = match code {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        't' | 'n' | 'v' | 'f' | 'r' | 'N' | '_' | 'L' | 'P' => ' ',
        other => other,
    };
    Some((1 + code.len_utf8(), Some(decoded)))
}
