//! Calls, typed literals and type names: what is written with a word in front.

use super::functions::{self, DateField, Function, Signature, TruncUnit};
use super::grammar::{Precedence, SqlParser, SubExpr, SyntaxError};
use super::lex::TokenKind;
use super::literal::{self, Literal};
use super::{ExprNode, SqlFault, calendar};
use crate::spec::types::Type;

/// Type names that stand before a quoted text.
const TYPED_LITERALS: &[&str] = &["date", "time", "timestamp", "timestamptz", "interval"];

impl SqlParser {
    /// Reads `name(…)`; the current token is the name.
    pub(super) fn call(&mut self, name: &str) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        match name {
            "cast" => self.cast(start),
            "extract" => self.extract(start),
            "position" => self.position(start),
            "date_trunc" | "date_part" => self.with_unit(start, name),
            "trim" => self.trim(start),
            "substring" | "substr" => self.substring(start),
            _ => self.plain_call(start, name),
        }
    }

    /// Reads a bare word that may be one of SQL's clock words.
    pub(super) fn column_or_clock(&mut self, word: &str) -> Result<SubExpr, SyntaxError> {
        let Some((reason, help)) = functions::refusal(word) else { return self.path(word.to_owned()) };
        let (at, len) = self.here();
        self.faults.push(SqlFault::new(at, len, format!("{} {reason}", word.to_uppercase())).help(help));
        self.path(word.to_owned())
    }

    fn plain_call(&mut self, start: usize, name: &str) -> Result<SubExpr, SyntaxError> {
        let (at, len) = self.here();
        let Some(signature) = functions::find(name) else { return self.unknown_call(start, name) };
        self.advance();
        let (args, height) = self.arguments()?;
        self.faults.extend(wrong_arity(signature, args.len(), at, len));
        Ok(self.sub(start, ExprNode::Call(signature.function, args), height + 1))
    }

    fn unknown_call(&mut self, start: usize, name: &str) -> Result<SubExpr, SyntaxError> {
        let (at, len) = self.here();
        self.advance();
        if let Some((reason, help)) = functions::refusal(name) {
            self.faults.push(SqlFault::new(at, len, format!("function \"{name}\" {reason}")).help(help));
            self.skip_parentheses();
            while let TokenKind::Word(word) = self.peek()
                && ["over", "filter", "within"].contains(&word.as_str())
            {
                self.advance();
                self.take_word("group");
                self.skip_parentheses();
            }
        } else {
            let fault = SqlFault::new(at, len, format!("unknown function \"{name}\""));
            self.faults.push(match functions::nearest(name) {
                Some(known) => fault.help(format!("Did you mean \"{known}\"?")),
                None => fault,
            });
            self.arguments()?;
        }
        Ok(self.leaf(start, ExprNode::Literal(Literal::Null)))
    }

    /// Moves past a balanced pair of parentheses, whatever is inside.
    fn skip_parentheses(&mut self) {
        let mut open = 0_usize;
        loop {
            match self.peek() {
                TokenKind::Symbol("(") => open += 1,
                TokenKind::Symbol(")") => open = open.saturating_sub(1),
                TokenKind::End => return,
                _ => {}
            }
            if open == 0 {
                self.take_symbol(")");
                return;
            }
            self.advance();
        }
    }

    fn arguments(&mut self) -> Result<(Vec<super::Expr>, usize), SyntaxError> {
        self.expect_symbol("(")?;
        self.refuse_query()?;
        let (mut args, mut height) = (Vec::new(), 0);
        if self.take_symbol(")") {
            return Ok((args, height));
        }
        loop {
            let arg = self.expression()?;
            height = height.max(arg.height);
            args.push(arg.expr);
            if !self.take_symbol(",") {
                break;
            }
        }
        self.expect_symbol(")")?;
        Ok((args, height))
    }

    fn cast(&mut self, start: usize) -> Result<SubExpr, SyntaxError> {
        self.advance();
        self.expect_symbol("(")?;
        let operand = self.expression()?;
        self.expect_word("as")?;
        let to = self.type_name()?;
        self.expect_symbol(")")?;
        Ok(self.sub(start, ExprNode::Cast { operand: Box::new(operand.expr), to }, operand.height + 1))
    }

    fn extract(&mut self, start: usize) -> Result<SubExpr, SyntaxError> {
        self.advance();
        self.expect_symbol("(")?;
        let field = self.named_part(DateField::named, DateField::NAMES)?;
        self.expect_word("from")?;
        let operand = self.expression()?;
        self.expect_symbol(")")?;
        let node = ExprNode::Call(Function::Extract(field), vec![operand.expr]);
        Ok(self.sub(start, node, operand.height + 1))
    }

    fn with_unit(&mut self, start: usize, name: &str) -> Result<SubExpr, SyntaxError> {
        self.advance();
        self.expect_symbol("(")?;
        let function = if name == "date_trunc" {
            Function::DateTrunc(self.named_part(TruncUnit::named, TruncUnit::NAMES)?)
        } else {
            Function::Extract(self.named_part(DateField::named, DateField::NAMES)?)
        };
        self.expect_symbol(",")?;
        let operand = self.expression()?;
        self.expect_symbol(")")?;
        Ok(self.sub(start, ExprNode::Call(function, vec![operand.expr]), operand.height + 1))
    }

    /// Reads the name of a unit or field, bare or quoted.
    fn named_part<T>(&mut self, named: impl Fn(&str) -> Option<T>, names: &str) -> Result<T, SyntaxError> {
        let found = match self.peek() {
            TokenKind::Word(word) => word.clone(),
            TokenKind::Text(text) => text.to_ascii_lowercase(),
            _ => return Err(self.unexpected(&format!("one of {names}"))),
        };
        let Some(part) = named(&found) else {
            let (at, len) = self.here();
            return Err(self.stop(SqlFault::new(at, len, format!("\"{found}\" is not one of {names}"))));
        };
        self.advance();
        Ok(part)
    }

    fn position(&mut self, start: usize) -> Result<SubExpr, SyntaxError> {
        self.advance();
        self.expect_symbol("(")?;
        let part = self.binding(Precedence::Like)?;
        self.expect_word("in")?;
        let text = self.expression()?;
        self.expect_symbol(")")?;
        let height = part.height.max(text.height) + 1;
        Ok(self.sub(start, ExprNode::Call(Function::Position, vec![text.expr, part.expr]), height))
    }

    fn trim(&mut self, start: usize) -> Result<SubExpr, SyntaxError> {
        let side = match self.kind_at(2) {
            TokenKind::Word(word) if word == "both" => Some(Function::Trim),
            TokenKind::Word(word) if word == "leading" => Some(Function::LeftTrim),
            TokenKind::Word(word) if word == "trailing" => Some(Function::RightTrim),
            _ => None,
        };
        let Some(function) = side else { return self.plain_call(start, "trim") };
        self.advance();
        self.advance();
        self.advance();
        let characters = if self.at_word("from") { None } else { Some(self.expression()?) };
        self.expect_word("from")?;
        let text = self.expression()?;
        self.expect_symbol(")")?;
        let height = characters.as_ref().map_or(0, |sub| sub.height).max(text.height) + 1;
        let args = std::iter::once(text.expr).chain(characters.map(|sub| sub.expr)).collect();
        Ok(self.sub(start, ExprNode::Call(function, args), height))
    }

    fn substring(&mut self, start: usize) -> Result<SubExpr, SyntaxError> {
        let (at, len) = self.here();
        self.advance();
        self.expect_symbol("(")?;
        let first = self.expression()?;
        let (mut args, mut height) = (vec![first.expr], first.height);
        let separators: [&str; 2] = if self.at_word("from") { ["from", "for"] } else { [",", ","] };
        for separator in separators {
            if !self.take_symbol(separator) && !self.take_word(separator) {
                break;
            }
            let arg = self.expression()?;
            height = height.max(arg.height);
            args.push(arg.expr);
        }
        self.expect_symbol(")")?;
        if let Some(signature) = functions::find("substr") {
            self.faults.extend(wrong_arity(signature, args.len(), at, len));
        }
        Ok(self.sub(start, ExprNode::Call(Function::Substr, args), height + 1))
    }

    /// Whether `word` is a type's name with a quoted text behind it.
    pub(super) fn typed_literal_follows(&self, word: &str) -> bool {
        let amount = match self.kind_at(1) {
            TokenKind::Text(_) => true,
            TokenKind::Number(_) => word == "interval",
            _ => false,
        };
        amount && TYPED_LITERALS.contains(&word)
    }

    /// Reads `DATE '…'`, `TIMESTAMP '…'` or `INTERVAL '…' [unit]`.
    pub(super) fn typed_literal(&mut self, word: &str) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        self.advance();
        let (at, len) = self.here();
        let (TokenKind::Text(text) | TokenKind::Number(text)) = self.peek().clone() else {
            return Err(self.unexpected("a text"));
        };
        self.advance();
        let literal = match word {
            "date" => calendar::parse_date(&text)
                .and_then(|days| i32::try_from(days).ok())
                .map(Literal::Date)
                .ok_or_else(|| (format!("\"{text}\" is not a date"), "Write YYYY-MM-DD.".to_owned())),
            "interval" => {
                let unit = self.interval_unit();
                literal::interval(&text, unit.as_deref()).map(Literal::Duration)
            }
            _ => calendar::parse_time(&text)
                .map(Literal::Time)
                .ok_or_else(|| (format!("\"{text}\" is not an instant"), "Write YYYY-MM-DDThh:mm:ssZ.".to_owned())),
        };
        match literal {
            Ok(literal) => Ok(self.leaf(start, ExprNode::Literal(literal))),
            Err((message, help)) => Err(self.stop(SqlFault::new(at, len, message).help(help))),
        }
    }

    /// Takes the unit behind an interval's text, if there is one.
    fn interval_unit(&mut self) -> Option<String> {
        const UNITS: [&str; 9] =
            ["microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "year"];
        let TokenKind::Word(word) = self.peek() else { return None };
        let unit = UNITS.contains(&word.strip_suffix('s').unwrap_or(word)).then(|| word.clone())?;
        self.advance();
        Some(unit)
    }

    /// Reads a type's name.
    pub(super) fn type_name(&mut self) -> Result<Type, SyntaxError> {
        let (at, len) = self.here();
        let TokenKind::Word(word) = self.peek().clone() else { return Err(self.unexpected("a type")) };
        self.advance();
        if ["decimal", "numeric"].contains(&word.as_str()) {
            return self.decimal_type(at, len);
        }
        let castable = Type::named(&word).filter(|ty| *ty != Type::Json).or_else(|| Type::alias(&word));
        if castable == Some(Type::Float) {
            self.take_word("precision");
        }
        castable.ok_or_else(|| {
            let names: Vec<&str> = Type::names().filter(|name| *name != "json").collect();
            let help = format!("The types are {}.", names.join(", "));
            self.stop(SqlFault::new(at, len, format!("unknown type \"{word}\"")).help(help))
        })
    }

    fn decimal_type(&mut self, at: usize, len: usize) -> Result<Type, SyntaxError> {
        let mut sizes = Vec::new();
        if self.take_symbol("(") {
            while let TokenKind::Number(digits) = self.peek() {
                sizes.push(literal::parse_integer(digits).and_then(|size| u8::try_from(size).ok()).unwrap_or(u8::MAX));
                self.advance();
                if !self.take_symbol(",") {
                    break;
                }
            }
            self.expect_symbol(")")?;
        }
        let ty = match sizes[..] {
            [precision] => Type::decimal(precision, 0),
            [precision, scale] => Type::decimal(precision, scale),
            _ => None,
        };
        ty.ok_or_else(|| {
            let help = "Write decimal(p, s) with 1 <= p <= 38 digits, s <= p of them after the point.";
            self.stop(SqlFault::new(at, len, "a decimal type needs precision and scale").help(help))
        })
    }
}

/// The fault of a call with too few or too many arguments, which has `len` bytes from byte `at` on.
fn wrong_arity(signature: &Signature, found: usize, at: usize, len: usize) -> Option<SqlFault> {
    if (signature.args_min..=signature.args_max).contains(&found) {
        return None;
    }
    let expected = match (signature.args_min, signature.args_max) {
        (1, 1) => "1 argument".to_owned(),
        (min, max) if min == max => format!("{min} arguments"),
        (min, max) => format!("{min} to {max} arguments"),
    };
    let message = format!("function \"{}\" takes {expected}, got {found}", signature.names[0]);
    Some(SqlFault::new(at, len, message).help(format!("Write {}.", signature.usage)))
}
