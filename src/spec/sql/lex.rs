//! Text → tokens with byte offsets, on sqlparser's tokenizer.
//!
//! sqlparser places tokens by line and column (both from 1, columns in characters); here they become byte offsets in
//! one walk over the text. Token kinds that our grammar has no use for are refused here, at their place.

use sqlparser::dialect::Dialect;
use sqlparser::tokenizer::{Location, Token as RawToken, TokenWithSpan, Tokenizer};

use super::SqlFault;

/// A token and where it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SqlToken {
    pub at: usize,
    pub end: usize,
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Digits as written, without a sign.
    Number(String),
    /// What stands between single quotes, `''` undone.
    Text(String),
    /// A bare word; lower-cased, as SQL does.
    Word(String),
    /// A name in double quotes, as written.
    Quoted(String),
    /// `$name`, without the `$`.
    Param(String),
    /// An operator or punctuation.
    Symbol(&'static str),
    /// The end of the text.
    End,
}

/// What of SQL's lexis the spec language takes.
#[derive(Debug)]
struct SpecDialect;

impl Dialect for SpecDialect {
    fn is_identifier_start(&self, ch: char) -> bool {
        ch.is_alphabetic() || ch == '_'
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        ch.is_alphanumeric() || ch == '_'
    }

    fn is_delimited_identifier_start(&self, ch: char) -> bool {
        ch == '"'
    }

    fn supports_numeric_literal_underscores(&self) -> bool {
        true
    }

    fn supports_dollar_placeholder(&self) -> bool {
        true
    }
}

/// The tokens of `text` without white space and comments, ended by [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<SqlToken>, SqlFault> {
    let mut places = OffsetFinder::new(text);
    let raw = match Tokenizer::new(&SpecDialect, text).tokenize_with_location() {
        Ok(raw) => raw,
        Err(error) => {
            let at = places.byte(error.location);
            return Err(SqlFault::new(at, 0, format!("cannot read the text: {}", lower_first(&error.message))));
        }
    };
    let mut tokens = Vec::with_capacity(raw.len() + 1);
    for TokenWithSpan { token, span } in raw {
        let (at, end) = (places.byte(span.start), places.byte(span.end));
        if let RawToken::Whitespace(_) = token {
            continue;
        }
        tokens.push(SqlToken { at, end, kind: kind(token, at, end - at)? });
    }
    tokens.push(SqlToken { at: text.len(), end: text.len(), kind: TokenKind::End });
    Ok(tokens)
}

fn kind(token: RawToken, at: usize, len: usize) -> Result<TokenKind, SqlFault> {
    Ok(match token {
        RawToken::Number(digits, _) => TokenKind::Number(digits),
        RawToken::SingleQuotedString(text) => TokenKind::Text(text),
        RawToken::Word(word) if word.quote_style.is_some() => TokenKind::Quoted(word.value),
        RawToken::Word(word) => TokenKind::Word(word.value.to_ascii_lowercase()),
        RawToken::Placeholder(text) => return param(&text, at, len),
        other => return symbol(&other).map(TokenKind::Symbol).ok_or_else(|| refused(&other, at, len)),
    })
}

fn param(text: &str, at: usize, len: usize) -> Result<TokenKind, SqlFault> {
    let name = text.strip_prefix('$').unwrap_or_default();
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let continues = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if starts && continues {
        return Ok(TokenKind::Param(name.to_owned()));
    }
    let help = "Write $ and the name of a parameter of this spec, like $customers.";
    Err(SqlFault::new(at, len, format!("{text} is not a parameter")).help(help))
}

fn symbol(token: &RawToken) -> Option<&'static str> {
    Some(match token {
        RawToken::Plus => "+",
        RawToken::Minus => "-",
        RawToken::Mul => "*",
        RawToken::Div => "/",
        RawToken::Mod => "%",
        RawToken::StringConcat => "||",
        RawToken::Eq => "=",
        RawToken::Neq => "<>",
        RawToken::Lt => "<",
        RawToken::LtEq => "<=",
        RawToken::Gt => ">",
        RawToken::GtEq => ">=",
        RawToken::LParen => "(",
        RawToken::RParen => ")",
        RawToken::Comma => ",",
        RawToken::Period => ".",
        RawToken::DoubleColon => "::",
        _ => return None,
    })
}

fn refused(token: &RawToken, at: usize, len: usize) -> SqlFault {
    let help = match token {
        RawToken::SemiColon => "Write one expression without a semicolon.",
        RawToken::DoubleEq => "Write = to compare.",
        RawToken::Overlap => "Write AND.",
        RawToken::Caret => "Write the multiplication out: x * x.",
        RawToken::Arrow | RawToken::LongArrow | RawToken::HashArrow | RawToken::HashLongArrow => {
            "Make the parts columns of their own and read those."
        }
        _ => return SqlFault::new(at, len, format!("{token} is not part of an expression here")),
    };
    SqlFault::new(at, len, format!("{token} is not part of an expression here")).help(help)
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Turns lines and columns into byte offsets; asked in the order of the text it walks it once.
struct OffsetFinder<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    column: u64,
}

impl<'a> OffsetFinder<'a> {
    fn new(text: &'a str) -> Self {
        OffsetFinder { text, at: 0, line: 1, column: 1 }
    }

    fn byte(&mut self, place: Location) -> usize {
        if (place.line, place.column) < (self.line, self.column) {
            *self = OffsetFinder::new(self.text);
        }
        while (self.line, self.column) < (place.line, place.column) {
            let Some(ch) = self.text[self.at..].chars().next() else { break };
            self.at += ch.len_utf8();
            (self.line, self.column) = if ch == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at
    }
}
