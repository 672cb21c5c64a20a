//! What the parser refuses, in words that help.
//!
//! The parser's messages are its own business; those that people meet are translated, the others passed on.

use crate::spec::fault::Fault;
use crate::spec::source::Span;

/// A part of the parser's message, what it means, and what to do about it.
struct ParserMessage {
    says: &'static str,
    message: &'static str,
    help: &'static str,
}

const TAB: &str = "a tab cannot indent";
const UNCLOSED_QUOTE: &str = "the quote that opens here is never closed";
const INDENT: &str = "Indent with spaces, entries of one map or list by the same number of them.";
const QUOTE: &str = "Quote the text.";
const ESCAPE: &str = "In double quotes \"\\\" begins an escape: write \"\\\\\", or use single quotes, which know none.";
const WHOLE: &str = "Put quotes around the whole text or around none of it, and a comma between entries.";
const INNER: &str = "Quotes inside \"…\" are single ones: \"status = 'active'\". Between entries stands a comma.";
const COLON: &str = "If the line is indented further than the one before it, indent both alike. Text that contains \": \" is \
                     quoted, and a nested map begins on a new line, indented further.";

/// The first that matches counts.
#[rustfmt::skip]
const KNOWN: &[ParserMessage] = &[
    ParserMessage { says: "unprintable", message: "a character that cannot be printed", help: "Remove it, or write it as an escape in double quotes." },
    ParserMessage { says: "tab", message: TAB, help: INDENT },
    ParserMessage { says: "recursion limit", message: "maps and lists nest too deep", help: "Use fewer levels." },
    ParserMessage { says: "quoted scalar, found unexpected end", message: UNCLOSED_QUOTE, help: "Add the closing quote; write '' for a quote inside single quotes and \\\" inside double ones." },
    ParserMessage { says: "quoted scalar, found unexpected document", message: UNCLOSED_QUOTE, help: "Close it before \"---\" or \"...\"." },
    ParserMessage { says: "unknown escape", message: "unknown escape in the text that opens here", help: ESCAPE },
    ParserMessage { says: "hexadecimal", message: "an escape needs 2, 4 or 8 hexadecimal digits in the text that opens here", help: ESCAPE },
    ParserMessage { says: "invalid Unicode character escape", message: "an escape that is no character in the text that opens here", help: ESCAPE },
    ParserMessage { says: "after double-quoted", message: "more text after the closing quote", help: INNER },
    ParserMessage { says: "in quoted scalar", message: "the quote that opens here is not closed, or a line after it is indented too little", help: INDENT },
    ParserMessage { says: "mapping values are not allowed", message: "\":\" cannot stand here", help: COLON },
    ParserMessage { says: "illegal placement of ':'", message: "\":\" cannot stand here", help: COLON },
    ParserMessage { says: "':' m", message: "\":\" needs a space after it", help: COLON },
    ParserMessage { says: "simple key expect", message: "expected a key, \":\" and a value", help: "Add the \":\", or indent the line further if it continues the one before it." },
    ParserMessage { says: "',' or '}'", message: "expected \",\" or \"}\"", help: WHOLE },
    ParserMessage { says: "',' or ']'", message: "expected \",\" or \"]\"", help: WHOLE },
    ParserMessage { says: "flow construct", message: "a bracket that opened above is not closed, or what is inside it is indented too little", help: "Close it with } or ], or indent its lines further than the line that it opens in." },
    ParserMessage { says: "expected key", message: "expected a key here", help: INDENT },
    ParserMessage { says: "expected '-'", message: "expected \"- \" here", help: INDENT },
    ParserMessage { says: "indent", message: "the indentation fits no line above", help: INDENT },
    ParserMessage { says: "unknown anchor", message: "the alias has no anchor before it", help: "Write \"&name\" before the value it stands for, or quote text that begins with \"*\"." },
    ParserMessage { says: "anchor or alias", message: "an anchor or alias needs a name", help: "Quote text that begins with \"&\" or \"*\"." },
    ParserMessage { says: "unexpected character", message: "text cannot begin with this character", help: QUOTE },
    ParserMessage { says: "plain scalar", message: "text cannot begin with this character", help: QUOTE },
    ParserMessage { says: "misplaced bracket", message: "a closing bracket without its opening one", help: "Remove it, or quote the text that it is part of." },
    ParserMessage { says: "sequence entries are not allowed", message: "a list cannot begin here", help: "Begin it on a new line, or write it as [a, b]." },
    ParserMessage { says: "only valid inside a block", message: "\"- \" cannot stand inside brackets", help: "Separate the items by commas." },
    ParserMessage { says: "block scalar", message: "the text after \"|\" or \">\" must begin on the next line", help: "Quote text that begins with \"|\" or \">\"." },
    ParserMessage { says: "comments must be", message: "\"#\" needs a space before it", help: "Quote text that contains \"#\", or put a space before a comment." },
    ParserMessage { says: "comment intercepting", message: "a comment inside a text of several lines", help: "Put the comment above, or quote the text." },
    ParserMessage { says: "node content", message: "expected a value here", help: "Remove the comma, or write '' for an empty text." },
    ParserMessage { says: "<document start>", message: "the spec has ended before this", help: "Check the indentation and the brackets of the lines above." },
    ParserMessage { says: "tag", message: "tags are not allowed", help: "Quote text that begins with \"!\"." },
    ParserMessage { says: "handle", message: "tags are not allowed", help: "Quote text that begins with \"!\"." },
    ParserMessage { says: "irective", message: "directives are not allowed", help: "Quote text that begins with \"%\"." },
    ParserMessage { says: "byte order mark", message: "a byte order mark inside the text", help: "Remove the invisible character." },
];

/// The fault for the parser's message about byte `at`; `bracket` is the innermost bracket that is still open.
pub(super) fn fault(text: &str, says: &str, at: usize, bracket: Option<usize>) -> Fault {
    let known = KNOWN.iter().find(|known| says.contains(known.says));
    let at_end = text[at..].trim().is_empty();
    let bracket = bracket.map(|start| Span::new(start, start + 1));
    if let (Some(bracket), true) = (bracket, at_end && known.is_none_or(|known| known.message != UNCLOSED_QUOTE)) {
        let fault = Fault::new(bracket, "the bracket that opens here is never closed");
        return fault.help("Add the closing bracket, or quote text that begins with one.");
    }
    let span = span(text, says, at, known);
    let fault = match known {
        Some(known) => Fault::new(span, known.message).help(known.help),
        None => Fault::new(span, format!("not valid YAML: {says}")),
    };
    match bracket {
        Some(bracket) if says.contains("flow") || text[bracket.end as usize..at].contains('\n') => {
            fault.also(bracket, "this bracket is open")
        }
        _ => fault,
    }
}

/// The text to underline: mostly the character where the parser stopped.
fn span(text: &str, says: &str, at: usize, known: Option<&ParserMessage>) -> Span {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let tab = text[line_start..].find('\t').map(|tab| Span::new(line_start + tab, line_start + tab + 1));
    if let (Some(tab), true) = (tab, known.is_some_and(|known| known.message == TAB)) {
        return tab;
    }
    // The parser misses a ":" only at the next token, or at the very end: go back to what is there.
    let back = text[..at].trim_end();
    if (says.contains("simple key") || text[at..].trim().is_empty()) && !back.is_empty() {
        let start = back.rfind('\n').map_or(0, |newline| newline + 1);
        let indent = back[start..].len() - back[start..].trim_start().len();
        return Span::new(start + indent, back.len());
    }
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at, at + length)
}
