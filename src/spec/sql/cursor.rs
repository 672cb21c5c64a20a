//! The parser's view of the tokens: what comes next, taking it, and saying what was expected instead.

use super::SqlFault;
use super::grammar::{SqlParser, SyntaxError};
use super::lex::{SqlToken, TokenKind};

impl SqlParser {
    pub(super) fn token_at(&self, ahead: usize) -> &SqlToken {
        &self.tokens[(self.next + ahead).min(self.tokens.len() - 1)]
    }

    pub(super) fn kind_at(&self, ahead: usize) -> &TokenKind {
        &self.token_at(ahead).kind
    }

    pub(super) fn peek(&self) -> &TokenKind {
        self.kind_at(0)
    }

    /// Moves past the current token; stays at the end.
    pub(super) fn advance(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len() - 1);
    }

    /// Where the current token starts.
    pub(super) fn start(&self) -> usize {
        self.token_at(0).at
    }

    /// Where the token before the current one ends.
    pub(super) fn end(&self) -> usize {
        self.next.checked_sub(1).map_or(0, |before| self.tokens[before].end)
    }

    /// Offset and length of the current token.
    pub(super) fn here(&self) -> (usize, usize) {
        let token = self.token_at(0);
        (token.at, token.end - token.at)
    }

    pub(super) fn at_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), TokenKind::Symbol(found) if *found == symbol)
    }

    pub(super) fn at_word(&self, word: &str) -> bool {
        matches!(self.peek(), TokenKind::Word(found) if found == word)
    }

    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.at_symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn expect_symbol(&mut self, symbol: &str) -> Result<(), SyntaxError> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(self.unexpected(symbol)) }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Result<(), SyntaxError> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(&word.to_uppercase())) }
    }

    /// Records a fault of syntax.
    pub(super) fn stop(&mut self, fault: SqlFault) -> SyntaxError {
        self.faults.push(fault);
        SyntaxError
    }

    /// Records that something else than `expected` comes next.
    pub(super) fn unexpected(&mut self, expected: &str) -> SyntaxError {
        let (at, len) = self.here();
        let fault = match self.peek() {
            TokenKind::End => SqlFault::new(at, len, format!("expected {expected}, found the end")),
            TokenKind::Word(word) if word == "over" => {
                let help = "Use `ordinal`, `running:` or an aggregate as a column of its own and read that.";
                SqlFault::new(at, len, "a window function cannot be part of an expression").help(help)
            }
            TokenKind::Word(word) => {
                let help = format!("A column or part with this name is written in double quotes: \"{word}\".");
                SqlFault::new(at, len, format!("expected {expected}, found {}", word.to_uppercase())).help(help)
            }
            TokenKind::Quoted(name) => SqlFault::new(at, len, format!("expected {expected}, found \"{name}\"")),
            TokenKind::Text(_) => SqlFault::new(at, len, format!("expected {expected}, found a text")),
            TokenKind::Number(digits) => SqlFault::new(at, len, format!("expected {expected}, found {digits}")),
            TokenKind::Param(name) => SqlFault::new(at, len, format!("expected {expected}, found ${name}")),
            TokenKind::Symbol(symbol) => SqlFault::new(at, len, format!("expected {expected}, found {symbol}")),
        };
        self.stop(fault)
    }
}
