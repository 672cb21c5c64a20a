//! SQL text → a small expression tree with byte offsets.
//!
//! One scalar expression, as `sql:`, `when:` and `where:` hold it. sqlparser cuts the text into tokens; the grammar on
//! top is our own, because sqlparser's expression parser retries failed prefixes (three times the work per nesting
//! level) and lets `IS DISTINCT FROM` swallow a following `AND`.
//!
//! Must never panic, run long or recurse deeply on any text: the length, the tokens and the nesting have limits.
//! Knows no columns and no types; `plan::sql` does. What is not listed in [`functions`] is a fault, never a guess.

mod calls;
mod cursor;
pub mod functions;
mod grammar;
mod lex;
mod literal;
#[cfg(test)]
mod tests;

pub use super::calendar;
pub use super::number::parse_decimal;
use super::types::Type;
pub use functions::{DateField, Function, TruncUnit};
pub use literal::{Literal, parse_integer};

/// The longest text of one expression, in bytes.
pub const TEXT_BYTES_MAX: usize = 8 * 1024;
/// How deep an expression may nest; a chain like `a + b + c` nests once per operator.
pub const DEPTH_MAX: usize = 64;

/// An expression and the bytes of the text it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Byte offset of the first character.
    pub at: usize,
    /// How many bytes it spans.
    pub len: usize,
    /// What it is.
    pub node: ExprNode,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprNode {
    /// A constant.
    Literal(Literal),
    /// `$name`: a value bound by the plan, never pasted text.
    Param(String),
    /// A column, or a dotted path to one.
    Path(Vec<String>),
    /// `-x`
    Negate(Box<Expr>),
    /// `NOT x`
    Not(Box<Expr>),
    /// `x + y`, `x AND y`, `x = y` …
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `x IS [NOT] NULL`
    IsNull {
        /// The value looked at.
        operand: Box<Expr>,
        /// `IS NOT NULL`.
        negated: bool,
    },
    /// `x [NOT] IN (a, b, …)`; the list is never empty.
    In {
        /// The value looked for.
        operand: Box<Expr>,
        /// Where it is looked for.
        list: Vec<Expr>,
        /// `NOT IN`.
        negated: bool,
    },
    /// `x [NOT] BETWEEN low AND high`, both ends included.
    Between {
        /// The value looked at.
        operand: Box<Expr>,
        /// The lower end.
        low: Box<Expr>,
        /// The upper end.
        high: Box<Expr>,
        /// `NOT BETWEEN`.
        negated: bool,
    },
    /// `x [NOT] LIKE pattern`; `%`, `_` and the escape `\` as in PostgreSQL.
    Like {
        /// The text looked at.
        operand: Box<Expr>,
        /// The pattern; `plan::sql` insists on a constant.
        pattern: Box<Expr>,
        /// `NOT LIKE`.
        negated: bool,
        /// `ILIKE`: upper and lower case are the same.
        any_case: bool,
    },
    /// Both forms of CASE; there is at least one branch.
    Case {
        /// `CASE operand WHEN value …`, else `CASE WHEN condition …`.
        operand: Option<Box<Expr>>,
        /// (condition or value, result) pairs in order.
        branches: Vec<(Expr, Expr)>,
        /// `ELSE`; without it null.
        otherwise: Option<Box<Expr>>,
    },
    /// `CAST(x AS type)` and `x::type`.
    Cast {
        /// The value converted.
        operand: Box<Expr>,
        /// The type wanted.
        to: Type,
    },
    /// A call of one of the known functions; the number of arguments fits it.
    Call(Function, Vec<Expr>),
}

/// Operators with two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`: exact.
    Divide,
    /// `%`: integer remainder with the dividend's sign.
    Remainder,
    /// `DIV`: integer division, truncating.
    IntegerDivide,
    /// `||`
    Concat,
    /// `=`
    Equal,
    /// `<>` or `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `IS DISTINCT FROM`
    Distinct,
    /// `IS NOT DISTINCT FROM`
    NotDistinct,
    /// `AND`
    And,
    /// `OR`
    Or,
}

/// A fault in an expression: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlFault {
    /// Byte offset in the expression's text.
    pub at: usize,
    /// How many bytes are at fault; 0 at the end of the text.
    pub len: usize,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
    /// Help in full sentences.
    pub help: Option<String>,
}

impl SqlFault {
    /// A fault over `len` bytes at `at`, without help.
    pub fn new(at: usize, len: usize, message: impl Into<String>) -> Self {
        SqlFault { at, len, message: message.into(), help: None }
    }

    /// The same fault with help.
    pub fn help(self, help: impl Into<String>) -> Self {
        SqlFault { help: Some(help.into()), ..self }
    }
}

/// Parses one scalar expression.
///
/// # Errors
/// Everything that is wrong with it, in the order of the text. A fault of syntax ends the list, since what follows
/// cannot be read.
pub fn parse(text: &str) -> Result<Expr, Vec<SqlFault>> {
    if text.len() > TEXT_BYTES_MAX {
        let message = format!("expression must be <= {TEXT_BYTES_MAX} bytes, got {}", text.len());
        return Err(vec![SqlFault::new(0, 0, message).help(HELPER_COLUMNS)]);
    }
    let tokens = lex::tokens(text).map_err(|fault| vec![fault])?;
    grammar::parse(tokens)
}

/// The help for expressions that are too large.
const HELPER_COLUMNS: &str = "Split the expression with helper columns (`_name:`).";

/// Something an expression reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprInput {
    /// Byte offset in the expression's text.
    pub at: usize,
    /// How many bytes it spans.
    pub len: usize,
    /// What is read.
    pub what: ExprInputKind,
}

/// What an expression reads: see [`Expr::paths`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprInputKind {
    /// A column or a dotted path to one.
    Path(Vec<String>),
    /// A parameter, without the `$`.
    Param(String),
}

impl Expr {
    /// The columns and parameters the expression reads, in the order of the text, each time they appear.
    pub fn paths(&self) -> Vec<ExprInput> {
        let mut reads = Vec::new();
        self.visit(&mut |expr| {
            let what = match &expr.node {
                ExprNode::Path(path) => ExprInputKind::Path(path.clone()),
                ExprNode::Param(name) => ExprInputKind::Param(name.clone()),
                _ => return,
            };
            reads.push(ExprInput { at: expr.at, len: expr.len, what });
        });
        reads
    }

    /// Calls `f` with this expression and all below it, parents first, in the order of the text.
    fn visit(&self, f: &mut dyn FnMut(&Expr)) {
        f(self);
        self.children().into_iter().for_each(|child| child.visit(f));
    }

    fn children(&self) -> Vec<&Expr> {
        match &self.node {
            ExprNode::Literal(_) | ExprNode::Param(_) | ExprNode::Path(_) => vec![],
            ExprNode::Negate(operand) | ExprNode::Not(operand) => vec![operand],
            ExprNode::IsNull { operand, .. } | ExprNode::Cast { operand, .. } => vec![operand],
            ExprNode::Binary(_, left, right) => vec![left, right],
            ExprNode::In { operand, list, .. } => std::iter::once(&**operand).chain(list).collect(),
            ExprNode::Between { operand, low, high, .. } => vec![operand, low, high],
            ExprNode::Like { operand, pattern, .. } => vec![operand, pattern],
            ExprNode::Case { operand, branches, otherwise } => {
                let pairs = branches.iter().flat_map(|(when, then)| [when, then]);
                operand.as_deref().into_iter().chain(pairs).chain(otherwise.as_deref()).collect()
            }
            ExprNode::Call(_, args) => args.iter().collect(),
        }
    }
}
