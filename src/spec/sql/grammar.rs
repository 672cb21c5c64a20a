//! Tokens → tree: precedence climbing, one pass, no retries.
//!
//! Precedence from loose to tight, as in PostgreSQL: OR, AND, NOT, IS, comparison, LIKE/IN/BETWEEN, `||`, `+ -`,
//! `* / % DIV`, unary minus, `::`.
//!
//! Faults of meaning (an unknown function, an aggregate) are collected; the first fault of syntax ends the parse.

use super::lex::{SqlToken, TokenKind};
use super::literal::{self, Literal};
use super::{BinaryOp, DEPTH_MAX, Expr, ExprNode, HELPER_COLUMNS, SqlFault};

/// A fault of syntax: it is recorded and nothing more can be read.
pub(super) struct SyntaxError;

/// An expression and how many levels it has.
pub(super) struct SubExpr {
    pub expr: Expr,
    pub height: usize,
}

/// How tightly an operator binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Loosest,
    Or,
    And,
    Not,
    Is,
    Compare,
    Like,
    Concat,
    Sum,
    Product,
    Sign,
    Cast,
}

/// What can follow an operand.
#[derive(Clone, Copy)]
enum InfixOperator {
    Binary(BinaryOp),
    Is,
    In { negated: bool },
    Between { negated: bool },
    Like { negated: bool, any_case: bool },
    Cast,
}

/// Words that cannot be a bare column name.
const RESERVED: &[&str] = &[
    "and", "as", "between", "case", "cast", "distinct", "div", "else", "end", "exists", "false", "from", "group",
    "having", "ilike", "in", "is", "like", "not", "null", "or", "order", "over", "select", "similar", "then", "true",
    "union", "when", "where", "with",
];

/// Reads all tokens as one expression.
pub(super) fn parse(tokens: Vec<SqlToken>) -> Result<Expr, Vec<SqlFault>> {
    let mut parser = SqlParser { tokens, next: 0, depth: 0, faults: Vec::new() };
    match parser.whole() {
        Ok(expr) if parser.faults.is_empty() => Ok(expr),
        _ => Err(parser.faults),
    }
}

/// Where reading stands. Invariant: the last token is `TokenKind::End` and is never consumed.
pub(super) struct SqlParser {
    pub(super) tokens: Vec<SqlToken>,
    pub(super) next: usize,
    pub(super) depth: usize,
    pub(super) faults: Vec<SqlFault>,
}

impl SqlParser {
    fn whole(&mut self) -> Result<Expr, SyntaxError> {
        let sub = self.expression()?;
        match self.peek() {
            TokenKind::End => Ok(sub.expr),
            _ => Err(self.unexpected("an operator or the end")),
        }
    }

    /// Reads an expression of any kind.
    pub(super) fn expression(&mut self) -> Result<SubExpr, SyntaxError> {
        self.binding(Precedence::Loosest)
    }

    /// Reads an expression whose operators all bind tighter than `floor`.
    pub(super) fn binding(&mut self, floor: Precedence) -> Result<SubExpr, SyntaxError> {
        self.depth += 1;
        self.limit_depth(self.depth)?;
        let mut left = self.prefix()?;
        while let Some((infix, binding)) = self.infix().filter(|(_, binding)| *binding > floor) {
            left = self.apply(left, infix, binding)?;
            self.limit_depth(left.height)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn limit_depth(&mut self, depth: usize) -> Result<(), SyntaxError> {
        if depth <= DEPTH_MAX {
            return Ok(());
        }
        let message = format!("expression must nest <= {DEPTH_MAX} deep");
        let (at, len) = self.here();
        Err(self.stop(SqlFault::new(at, len, message).help(HELPER_COLUMNS)))
    }

    fn prefix(&mut self) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        match self.peek().clone() {
            TokenKind::Number(digits) => self.number(&digits),
            TokenKind::Text(text) => Ok(self.take_literal(Literal::Text(text))),
            TokenKind::Param(name) => {
                self.advance();
                Ok(self.leaf(start, ExprNode::Param(name)))
            }
            TokenKind::Quoted(name) => self.path(name),
            TokenKind::Word(word) => self.word(&word),
            TokenKind::Symbol("(") => self.parenthesis(),
            TokenKind::Symbol("-") => {
                self.advance();
                let operand = self.binding(Precedence::Sign)?;
                Ok(self.negation(start, operand))
            }
            TokenKind::Symbol("+") => {
                self.advance();
                let operand = self.binding(Precedence::Sign)?;
                let negated = self.negation(start, operand);
                Ok(self.negation(start, negated))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn number(&mut self, digits: &str) -> Result<SubExpr, SyntaxError> {
        if let Some(literal) = literal::number(digits) {
            return Ok(self.take_literal(literal));
        }
        let (at, len) = self.here();
        let fault = SqlFault::new(at, len, format!("{digits} is not a number of at most 38 digits"));
        Err(self.stop(fault.help("Underscores stand between digits, and an exponent is a whole number.")))
    }

    fn negation(&mut self, start: usize, operand: SubExpr) -> SubExpr {
        if let ExprNode::Literal(number) = &operand.expr.node
            && let Some(negated) = literal::negate(number)
        {
            return self.leaf(start, ExprNode::Literal(negated));
        }
        let height = operand.height + 1;
        self.sub(start, ExprNode::Negate(Box::new(operand.expr)), height)
    }

    fn parenthesis(&mut self) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        self.advance();
        self.refuse_query()?;
        let mut sub = self.expression()?;
        if self.at_symbol(",") {
            let (at, len) = self.here();
            return Err(self.stop(SqlFault::new(at, len, "a list of values can only follow IN")));
        }
        self.expect_symbol(")")?;
        if sub.height > 1 {
            (sub.expr.at, sub.expr.len) = (start, self.end() - start);
        }
        Ok(sub)
    }

    /// Stops where a query begins.
    pub(super) fn refuse_query(&mut self) -> Result<(), SyntaxError> {
        if !["select", "with", "exists", "values"].iter().any(|word| self.at_word(word)) {
            return Ok(());
        }
        let (at, len) = self.here();
        let help = "Read other tables by a dotted path, or with an aggregate as a column of its own.";
        Err(self.stop(SqlFault::new(at, len, "a query cannot be part of an expression").help(help)))
    }

    fn word(&mut self, word: &str) -> Result<SubExpr, SyntaxError> {
        let called = self.kind_at(1) == &TokenKind::Symbol("(");
        match word {
            "true" => Ok(self.take_literal(Literal::Bool(true))),
            "false" => Ok(self.take_literal(Literal::Bool(false))),
            "null" => Ok(self.take_literal(Literal::Null)),
            "not" => self.not(),
            "case" => self.case(),
            "exists" | "select" | "with" => self.refuse_query().and(Err(SyntaxError)),
            "cast" | "div" if called => self.call(word),
            _ if RESERVED.contains(&word) && self.kind_at(1) != &TokenKind::Symbol(".") => {
                Err(self.unexpected("a value"))
            }
            _ if called => self.call(word),
            _ if self.typed_literal_follows(word) => self.typed_literal(word),
            _ if word.starts_with("current_") || word.starts_with("local") => self.column_or_clock(word),
            _ => self.path(word.to_owned()),
        }
    }

    fn not(&mut self) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        self.advance();
        let operand = self.binding(Precedence::Not)?;
        Ok(self.sub(start, ExprNode::Not(Box::new(operand.expr)), operand.height + 1))
    }

    /// Reads a path whose first name is the current token.
    pub(super) fn path(&mut self, first: String) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        self.advance();
        let mut path = vec![first];
        while self.at_symbol(".") {
            self.advance();
            match self.peek().clone() {
                TokenKind::Word(name) | TokenKind::Quoted(name) => path.push(name),
                _ => return Err(self.unexpected("a column's name")),
            }
            self.advance();
        }
        Ok(self.leaf(start, ExprNode::Path(path)))
    }

    fn case(&mut self) -> Result<SubExpr, SyntaxError> {
        let start = self.start();
        self.advance();
        let mut height = 0;
        let mut read = |sub: SubExpr| {
            height = height.max(sub.height);
            sub.expr
        };
        let operand = if self.at_word("when") { None } else { Some(Box::new(read(self.expression()?))) };
        let mut branches = Vec::new();
        while branches.is_empty() || self.at_word("when") {
            self.expect_word("when")?;
            let when = read(self.expression()?);
            self.expect_word("then")?;
            branches.push((when, read(self.expression()?)));
        }
        let otherwise = if self.take_word("else") { Some(Box::new(read(self.expression()?))) } else { None };
        self.expect_word("end")?;
        Ok(self.sub(start, ExprNode::Case { operand, branches, otherwise }, height + 1))
    }

    /// The operator that follows, if one does.
    fn infix(&self) -> Option<(InfixOperator, Precedence)> {
        let binary = |op, binding| Some((InfixOperator::Binary(op), binding));
        match self.peek() {
            TokenKind::Symbol(symbol) => match *symbol {
                "=" => binary(BinaryOp::Equal, Precedence::Compare),
                "<>" => binary(BinaryOp::NotEqual, Precedence::Compare),
                "<" => binary(BinaryOp::Less, Precedence::Compare),
                "<=" => binary(BinaryOp::LessOrEqual, Precedence::Compare),
                ">" => binary(BinaryOp::Greater, Precedence::Compare),
                ">=" => binary(BinaryOp::GreaterOrEqual, Precedence::Compare),
                "||" => binary(BinaryOp::Concat, Precedence::Concat),
                "+" => binary(BinaryOp::Add, Precedence::Sum),
                "-" => binary(BinaryOp::Subtract, Precedence::Sum),
                "*" => binary(BinaryOp::Multiply, Precedence::Product),
                "/" => binary(BinaryOp::Divide, Precedence::Product),
                "%" => binary(BinaryOp::Remainder, Precedence::Product),
                "::" => Some((InfixOperator::Cast, Precedence::Cast)),
                _ => None,
            },
            TokenKind::Word(word) => match word.as_str() {
                "or" => binary(BinaryOp::Or, Precedence::Or),
                "and" => binary(BinaryOp::And, Precedence::And),
                "div" => binary(BinaryOp::IntegerDivide, Precedence::Product),
                "is" => Some((InfixOperator::Is, Precedence::Is)),
                "not" => Self::membership(self.kind_at(1), true),
                _ => Self::membership(self.peek(), false),
            },
            _ => None,
        }
    }

    fn membership(kind: &TokenKind, negated: bool) -> Option<(InfixOperator, Precedence)> {
        let TokenKind::Word(word) = kind else { return None };
        let infix = match word.as_str() {
            "in" => InfixOperator::In { negated },
            "between" => InfixOperator::Between { negated },
            "like" => InfixOperator::Like { negated, any_case: false },
            "ilike" => InfixOperator::Like { negated, any_case: true },
            _ => return None,
        };
        Some((infix, Precedence::Like))
    }

    fn apply(&mut self, left: SubExpr, infix: InfixOperator, binding: Precedence) -> Result<SubExpr, SyntaxError> {
        self.advance();
        if let InfixOperator::In { negated: true }
        | InfixOperator::Between { negated: true }
        | InfixOperator::Like { negated: true, .. } = infix
        {
            self.advance();
        }
        match infix {
            InfixOperator::Binary(op) => {
                let right = self.binding(binding)?;
                Ok(self.pair(left, right, |left, right| ExprNode::Binary(op, left, right)))
            }
            InfixOperator::Is => self.is(left),
            InfixOperator::Cast => {
                let to = self.type_name()?;
                Ok(self.over(left, |operand| ExprNode::Cast { operand, to }))
            }
            InfixOperator::In { negated } => self.in_list(left, negated),
            InfixOperator::Between { negated } => self.between(left, negated),
            InfixOperator::Like { negated, any_case } => {
                let pattern = self.binding(Precedence::Like)?;
                Ok(self.pair(left, pattern, |operand, pattern| ExprNode::Like { operand, pattern, negated, any_case }))
            }
        }
    }

    fn is(&mut self, left: SubExpr) -> Result<SubExpr, SyntaxError> {
        let negated = self.take_word("not");
        if self.take_word("null") {
            return Ok(self.over(left, |operand| ExprNode::IsNull { operand, negated }));
        }
        if self.take_word("distinct") {
            self.expect_word("from")?;
            let right = self.binding(Precedence::Is)?;
            let op = if negated { BinaryOp::NotDistinct } else { BinaryOp::Distinct };
            return Ok(self.pair(left, right, |left, right| ExprNode::Binary(op, left, right)));
        }
        Err(self.unexpected("NULL or DISTINCT FROM"))
    }

    fn in_list(&mut self, left: SubExpr, negated: bool) -> Result<SubExpr, SyntaxError> {
        self.expect_symbol("(")?;
        self.refuse_query()?;
        let (mut list, mut height) = (Vec::new(), left.height);
        loop {
            let item = self.expression()?;
            height = height.max(item.height);
            list.push(item.expr);
            if !self.take_symbol(",") {
                break;
            }
        }
        self.expect_symbol(")")?;
        let start = left.expr.at;
        Ok(self.sub(start, ExprNode::In { operand: Box::new(left.expr), list, negated }, height + 1))
    }

    fn between(&mut self, left: SubExpr, negated: bool) -> Result<SubExpr, SyntaxError> {
        let low = self.binding(Precedence::Like)?;
        self.expect_word("and")?;
        let high = self.binding(Precedence::Like)?;
        let height = left.height.max(low.height).max(high.height) + 1;
        let start = left.expr.at;
        let (operand, low, high) = (Box::new(left.expr), Box::new(low.expr), Box::new(high.expr));
        Ok(self.sub(start, ExprNode::Between { operand, low, high, negated }, height))
    }

    fn over(&self, left: SubExpr, make: impl FnOnce(Box<Expr>) -> ExprNode) -> SubExpr {
        let start = left.expr.at;
        self.sub(start, make(Box::new(left.expr)), left.height + 1)
    }

    fn pair(&self, left: SubExpr, right: SubExpr, make: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprNode) -> SubExpr {
        let (start, height) = (left.expr.at, left.height.max(right.height) + 1);
        self.sub(start, make(Box::new(left.expr), Box::new(right.expr)), height)
    }

    /// Makes an expression of what was read since `start`.
    pub(super) fn sub(&self, start: usize, node: ExprNode, height: usize) -> SubExpr {
        SubExpr { expr: Expr { at: start, len: self.end() - start, node }, height }
    }

    pub(super) fn leaf(&self, start: usize, node: ExprNode) -> SubExpr {
        self.sub(start, node, 1)
    }

    fn take_literal(&mut self, literal: Literal) -> SubExpr {
        let start = self.start();
        self.advance();
        self.leaf(start, ExprNode::Literal(literal))
    }
}
