//! What no pragma gives of a table: its checks and the expressions of its generated columns, from the text that made it.
//!
//! Words and brackets are enough to find them, so a clause that is not known here is no obstacle. Expressions get the spellings
//! that other databases show too; one that cannot be read keeps its own.

use std::ops::ControlFlow;

use sqlparser::ast::{BinaryOperator, Expr, Ident, Value, VisitMut, VisitorMut};
use sqlparser::dialect::SQLiteDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

/// What the text of a table says.
#[derive(Debug, Default, PartialEq)]
pub struct Declared {
    /// Its checks in order, with their names where they have one.
    pub checks: Vec<(Option<String>, String)>,
    /// The generated columns, each with its expression.
    pub generated: Vec<(String, String)>,
    /// The columns of which a check says that they hold JSON.
    pub json: Vec<String>,
}

/// Reads the statement that made a table; `numeric` are its columns that hold numbers.
pub fn declared(sql: &str, numeric: &[String]) -> Declared {
    let mut found = Declared::default();
    let Ok(tokens) = Tokenizer::new(&SQLiteDialect {}, sql).with_unescape(false).tokenize() else { return found };
    let tokens: Vec<Token> = tokens.into_iter().filter(|token| !matches!(token, Token::Whitespace(_))).collect();
    let Some(start) = tokens.iter().position(|token| *token == Token::LParen) else { return found };
    let (mut depth, mut item) = (0_usize, start + 1);
    for at in start..tokens.len() {
        match &tokens[at] {
            Token::LParen => {
                let before = &tokens[item.min(at)..at];
                if depth == 1 && ends_with(before, "check") {
                    found.add_check(name_before(before), inside(&tokens[at..]), numeric);
                } else if depth == 1 && ends_with(before, "as") {
                    let column = word(&tokens[item]).unwrap_or_default();
                    found.generated.push((column, normal(&inside(&tokens[at..]), numeric)));
                }
                depth += 1;
            }
            Token::RParen => depth = depth.saturating_sub(1),
            Token::Comma if depth == 1 => item = at + 1,
            _ => {}
        }
    }
    found
}

impl Declared {
    fn add_check(&mut self, name: Option<String>, condition: String, numeric: &[String]) {
        match json_column(&condition) {
            Some(column) => self.json.push(column),
            None => self.checks.push((name, normal(&condition, numeric))),
        }
    }
}

fn word(token: &Token) -> Option<String> {
    match token {
        Token::Word(word) => Some(word.value.clone()),
        Token::SingleQuotedString(text) | Token::DoubleQuotedString(text) => Some(text.clone()),
        _ => None,
    }
}

fn ends_with(tokens: &[Token], keyword: &str) -> bool {
    let is_keyword = |token: &Token| match token {
        Token::Word(word) => word.quote_style.is_none() && word.value.eq_ignore_ascii_case(keyword),
        _ => false,
    };
    tokens.last().is_some_and(is_keyword)
}

/// The name in `CONSTRAINT name CHECK`.
fn name_before(tokens: &[Token]) -> Option<String> {
    match tokens {
        [rest @ .., name, _] if ends_with(rest, "constraint") => word(name),
        _ => None,
    }
}

/// The text between a bracket and the one that closes it.
fn inside(tokens: &[Token]) -> String {
    let mut depth = 0_usize;
    let closes = |token: &&Token| {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0
    };
    let taken: Vec<String> = tokens.iter().take_while(closes).skip(1).map(Token::to_string).collect();
    taken.join(" ")
}

/// The column in `JSON_VALID(column) OR column IS NULL`, as Django writes it, or in the first part alone.
fn json_column(condition: &str) -> Option<String> {
    let words: Vec<String> = condition.split(['(', ')', ' ']).filter(|word| !word.is_empty()).map(unquoted).collect();
    match words.as_slice() {
        [call, column, rest @ ..] if call.eq_ignore_ascii_case("json_valid") => {
            let is_null = rest.join(" ").eq_ignore_ascii_case(&format!("or {column} is null"));
            (rest.is_empty() || is_null).then(|| column.clone())
        }
        _ => None,
    }
}

fn unquoted(word: &str) -> String {
    word.trim_matches(['"', '`', '[', ']']).to_owned()
}

/// The expression with double quotes around quoted names, two comparisons for BETWEEN, and numbers where a number is compared
/// with a text of one.
fn normal(expression: &str, numeric: &[String]) -> String {
    let parsed = Parser::new(&SQLiteDialect {}).try_with_sql(expression).and_then(|mut parser| {
        let parsed = parser.parse_expr()?;
        // What is not read to its end would say something else.
        parser.expect_token(&Token::EOF).map(|_| parsed)
    });
    let Ok(mut parsed) = parsed else { return expression.to_owned() };
    let _ = parsed.visit(&mut Spelling { numeric });
    parsed.to_string()
}

/// Gives expressions the usual spelling.
struct Spelling<'a> {
    numeric: &'a [String],
}

impl VisitorMut for Spelling<'_> {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(name) => quote(name),
            Expr::CompoundIdentifier(names) => names.iter_mut().for_each(quote),
            Expr::Between { expr: value, negated: false, low, high } => {
                let compared =
                    |op, end: &Expr| Expr::BinaryOp { left: value.clone(), op, right: Box::new(end.clone()) };
                let [low, high] = [compared(BinaryOperator::GtEq, low), compared(BinaryOperator::LtEq, high)];
                let both = Expr::BinaryOp { left: Box::new(low), op: BinaryOperator::And, right: Box::new(high) };
                *expr = Expr::Nested(Box::new(both));
            }
            Expr::BinaryOp { left, right, .. } => {
                let is_number =
                    |side: &Expr| matches!(side, Expr::Identifier(name) if self.numeric.contains(&name.value));
                match (is_number(left), is_number(right)) {
                    (true, false) => as_number(right),
                    (false, true) => as_number(left),
                    _ => {}
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// SQLite compares a column of numbers with `'0'` as with 0, and Django writes decimals so.
fn as_number(side: &mut Expr) {
    if let Expr::Value(value) = side
        && let Value::SingleQuotedString(text) = &value.value
        && text.parse::<f64>().is_ok_and(f64::is_finite)
    {
        value.value = Value::Number(text.clone(), false);
    }
}

fn quote(name: &mut Ident) {
    name.quote_style = name.quote_style.map(|_| '"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_and_generated_columns_are_found_whatever_stands_around_them() {
        let found = declared(
            "CREATE TABLE \"a(\" (\"check\" integer NOT NULL CHECK (\"check\" >= 0), [b c] text UNIQUE ON CONFLICT REPLACE
               DEFAULT ('x, CHECK (1)'), n int CONSTRAINT \"few\" CHECK (n BETWEEN 1 AND 5), -- CHECK (never)
               `full` text GENERATED ALWAYS AS (\"b c\" || `n`) STORED, d AS (n + 1), state text,
               data text NOT NULL CHECK ((JSON_VALID(\"data\") OR \"data\" IS NULL)),
               CHECK (state IN ('a', 'b''c') AND lower(state) == state), CHECK (n < '9.5' AND state > '0'), CHECK (state GLOB '[a-z]'),
               FOREIGN KEY (n) REFERENCES z (n)) STRICT",
            &["n".to_owned()],
        );
        let check = |name: Option<&str>, text: &str| (name.map(str::to_owned), text.to_owned());
        assert_eq!(
            found.checks,
            [
                check(None, "\"check\" >= 0"),
                check(Some("few"), "(n >= 1 AND n <= 5)"),
                check(None, "state IN ('a', 'b''c') AND lower(state) = state"),
                check(None, "n < 9.5 AND state > '0'"),
                check(None, "state GLOB '[a-z]'"),
            ]
        );
        let generated = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(found.generated, [generated("full", "\"b c\" || \"n\""), generated("d", "n + 1")]);
        assert_eq!(found.json, ["data"]);
        assert_eq!(declared("CREATE TABLE t AS SELECT 1", &[]), Declared::default());
    }
}
