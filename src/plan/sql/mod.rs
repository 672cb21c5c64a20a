//! Typing: a parsed SQL expression → a typed one that cannot be wrong, only meet bad data.
//!
//! Numbers are exact inside an expression: integers and decimals do not overflow on the way, `/` keeps numerator and
//! denominator, and the value is rounded once, half away from zero, to the type wanted at the end
//! ([`TypedExpr::rounded_to`]). Only int → decimal → float widens silently; everything else is a fault with a place.
//!
//! Must never evaluate rows (that is `generate::sql`) and never guess a type.

mod calls;
mod check;
mod fold;
mod operators;
mod portable;
#[cfg(test)]
mod tests;
mod unify;

use crate::plan::types::{IntWidth, Type};
use crate::spec::sql::Expr;

pub use portable::{is_computed, unportable};

pub use crate::spec::sql::{DateField, Function, Literal, SqlFault, TruncUnit, calendar, parse_decimal, parse_integer};

/// What a path stands for: (input slot, type, whether it may be null).
pub type ResolvedPath = (usize, Type, bool);
/// Why a path stands for nothing: (message, help).
pub type UnresolvedPath = (String, Option<String>);

/// An expression whose every part has a type. Cheap to clone relative to a batch, cheap to evaluate.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedExpr {
    /// The type of the value. A decimal that `needs_rounding` has a nominal scale here.
    pub ty: Type,
    /// Whether the value may be null.
    pub nullable: bool,
    /// Whether the exact value may have more decimals than `ty` shows, so that the spec must set the scale.
    pub needs_rounding: bool,
    /// Byte offset in the expression's text.
    pub at: usize,
    /// How many bytes it spans.
    pub len: usize,
    /// What it is.
    pub node: TypedNode,
}

/// What a typed expression is. Numeric operands are int, decimal, date, time and duration (exact), or all float.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedNode {
    /// An input column.
    Input {
        /// Its position among the inputs.
        slot: usize,
        /// The path as written, for messages.
        name: String,
    },
    /// A constant of the expression's type, or null.
    Constant(Literal),
    /// `-x`
    Negate(Box<TypedExpr>),
    /// Two numbers to one.
    Arithmetic(Arithmetic, Box<TypedExpr>, Box<TypedExpr>),
    /// Two values of comparable types to a bool.
    Compare(Comparison, Box<TypedExpr>, Box<TypedExpr>),
    /// `IS [NOT] DISTINCT FROM`: never null; `negated` is `IS NOT DISTINCT FROM`.
    Distinct {
        /// One side.
        left: Box<TypedExpr>,
        /// The other side.
        right: Box<TypedExpr>,
        /// True where both are equal or both null.
        negated: bool,
    },
    /// Three-valued AND; the right side counts only where the left is not false.
    And(Box<TypedExpr>, Box<TypedExpr>),
    /// Three-valued OR; the right side counts only where the left is not true.
    Or(Box<TypedExpr>, Box<TypedExpr>),
    /// Three-valued NOT.
    Not(Box<TypedExpr>),
    /// `IS [NOT] NULL`
    IsNull {
        /// The value looked at.
        operand: Box<TypedExpr>,
        /// `IS NOT NULL`.
        negated: bool,
    },
    /// `x [NOT] IN (list)`
    In {
        /// The value looked for.
        operand: Box<TypedExpr>,
        /// Where; never empty.
        list: Vec<TypedExpr>,
        /// `NOT IN`.
        negated: bool,
    },
    /// `x [NOT] BETWEEN low AND high`
    Between {
        /// The value looked at.
        operand: Box<TypedExpr>,
        /// The lower end, included.
        low: Box<TypedExpr>,
        /// The upper end, included.
        high: Box<TypedExpr>,
        /// `NOT BETWEEN`.
        negated: bool,
    },
    /// `x [NOT] LIKE pattern`
    Like {
        /// The text looked at.
        operand: Box<TypedExpr>,
        /// The pattern, with `\` as the escape.
        pattern: String,
        /// `NOT LIKE`.
        negated: bool,
        /// `ILIKE`.
        any_case: bool,
    },
    /// The first branch whose condition is true, or whose value equals the operand; a branch counts only where it is taken.
    Case {
        /// What the branches' values are compared with.
        operand: Option<Box<TypedExpr>>,
        /// (condition or value, result)
        branches: Vec<(TypedExpr, TypedExpr)>,
        /// The result where no branch is taken, else null.
        otherwise: Option<Box<TypedExpr>>,
    },
    /// The first that is not null; each counts only where those before it are null.
    Coalesce(Vec<TypedExpr>),
    /// The first, but null where both are equal.
    NullIf(Box<TypedExpr>, Box<TypedExpr>),
    /// The greatest or least that is not null.
    Extreme {
        /// The values.
        args: Vec<TypedExpr>,
        /// The greatest, else the least.
        greatest: bool,
    },
    /// Texts joined; with `skip_nulls` a null is empty, else it makes all null.
    Concat {
        /// The texts.
        args: Vec<TypedExpr>,
        /// `concat()` rather than `||`.
        skip_nulls: bool,
    },
    /// The operand's value in this expression's type.
    Convert(Box<TypedExpr>),
    /// A number rounded to `digits` after the point (before it, if negative).
    Round {
        /// The number.
        operand: Box<TypedExpr>,
        /// Which way.
        mode: Rounding,
        /// Digits after the point, −38 ..= 38.
        digits: i8,
    },
    /// A function of text, time or sign; its arguments have the types it wants.
    Call(Function, Vec<TypedExpr>),
}

/// Ways to make one number from two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`, exact
    Divide,
    /// Integer quotient, truncated.
    IntegerDivide,
    /// Integer remainder, with the sign of the left side.
    Remainder,
}

/// Ways to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// Ways to round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; halves away from zero.
    HalfAway,
    /// Down.
    Floor,
    /// Up.
    Ceil,
    /// Towards zero.
    Truncate,
}

/// Types an expression.
///
/// `resolve` finds which input a path stands for (`as_of` is a path too); `param` gives the value bound to a parameter,
/// or `None` if there is no such parameter or it has no single value.
///
/// # Errors
/// All faults, in the order of the text.
pub fn check(
    expr: &Expr,
    resolve: &dyn Fn(&[String]) -> Result<ResolvedPath, UnresolvedPath>,
    param: &dyn Fn(&str) -> Option<Literal>,
) -> Result<TypedExpr, Vec<SqlFault>> {
    let mut checker = check::TypeChecker { resolve, param, faults: Vec::new() };
    match checker.expr(expr) {
        Some(typed) if checker.faults.is_empty() => Ok(typed),
        _ => {
            checker.faults.sort_by_key(|fault| fault.at);
            Err(checker.faults)
        }
    }
}

impl TypedExpr {
    /// The same value in type `ty`, rounded once, half away from zero, where `ty` has fewer decimals. Values that do
    /// not fit `ty` become data errors when rows are made.
    ///
    /// # Errors
    /// A fault over the whole expression where the type does not widen to `ty`.
    pub fn rounded_to(self, ty: Type) -> Result<TypedExpr, SqlFault> {
        if self.ty == ty && !self.needs_rounding {
            return Ok(self);
        }
        if self.is_null_constant() {
            return Ok(TypedExpr { ty, needs_rounding: false, ..self });
        }
        let widens = match ty {
            Type::Int(_) => matches!(self.ty, Type::Int(_)),
            Type::Decimal { .. } => matches!(self.ty, Type::Int(_) | Type::Decimal { .. }),
            Type::Float => matches!(self.ty, Type::Int(_) | Type::Decimal { .. }),
            _ => self.ty == ty,
        };
        if widens { Ok(self.converted(ty)) } else { Err(self.mismatch(ty)) }
    }

    /// This expression as a condition, for `when:` and `where:`.
    ///
    /// # Errors
    /// A fault over the whole expression if it does not give a bool.
    pub fn condition(self) -> Result<TypedExpr, SqlFault> {
        if self.ty == Type::Bool || self.is_null_constant() {
            return self.rounded_to(Type::Bool);
        }
        let message = format!("a condition gives bool, this gives {}", self.ty);
        Err(SqlFault::new(self.at, self.len, message).help("Compare it with a value: =, <>, <, IN, IS NULL …"))
    }

    fn mismatch(&self, ty: Type) -> SqlFault {
        let fault = SqlFault::new(self.at, self.len, format!("expected {ty}, the expression gives {}", self.ty));
        match (self.ty, ty) {
            (Type::Decimal { .. } | Type::Float, Type::Int(_)) => {
                fault.help("Wrap it in round(…), floor(…) or CAST(… AS int).")
            }
            (_, Type::Json) => fault,
            _ => fault.help(format!("Convert it with CAST(… AS {ty}), or change the column's type.")),
        }
    }

    /// Whether this is the constant NULL, which takes any type.
    pub fn is_null_constant(&self) -> bool {
        matches!(self.node, TypedNode::Constant(Literal::Null))
    }

    /// This expression converted to `ty`; the caller knows that the conversion exists.
    fn converted(self, ty: Type) -> TypedExpr {
        if self.is_null_constant() || (self.ty == ty && !self.needs_rounding) {
            return TypedExpr { ty, ..self };
        }
        let (at, len, nullable) = (self.at, self.len, self.nullable);
        TypedExpr { ty, nullable, needs_rounding: false, at, len, node: TypedNode::Convert(Box::new(self)) }
    }

    /// The inputs read, as (slot, name), each once, in order.
    pub fn inputs(&self) -> Vec<(usize, String)> {
        let mut inputs = Vec::new();
        self.collect_inputs(&mut inputs);
        inputs
    }

    fn collect_inputs(&self, inputs: &mut Vec<(usize, String)>) {
        if let TypedNode::Input { slot, name } = &self.node
            && !inputs.iter().any(|(known, _)| known == slot)
        {
            inputs.push((*slot, name.clone()));
        }
        self.children().into_iter().for_each(|child| child.collect_inputs(inputs));
    }

    fn children(&self) -> Vec<&TypedExpr> {
        match &self.node {
            TypedNode::Input { .. } | TypedNode::Constant(_) => vec![],
            TypedNode::Negate(operand) | TypedNode::Not(operand) | TypedNode::Convert(operand) => vec![operand],
            TypedNode::IsNull { operand, .. } | TypedNode::Like { operand, .. } | TypedNode::Round { operand, .. } => {
                vec![operand]
            }
            TypedNode::Arithmetic(_, left, right) | TypedNode::Compare(_, left, right) => vec![left, right],
            TypedNode::Distinct { left, right, .. } => vec![left, right],
            TypedNode::And(left, right) | TypedNode::Or(left, right) | TypedNode::NullIf(left, right) => {
                vec![left, right]
            }
            TypedNode::In { operand, list, .. } => std::iter::once(&**operand).chain(list).collect(),
            TypedNode::Between { operand, low, high, .. } => vec![operand, low, high],
            TypedNode::Case { operand, branches, otherwise } => {
                let pairs = branches.iter().flat_map(|(when, then)| [when, then]);
                operand.as_deref().into_iter().chain(pairs).chain(otherwise.as_deref()).collect()
            }
            TypedNode::Coalesce(args)
            | TypedNode::Extreme { args, .. }
            | TypedNode::Concat { args, .. }
            | TypedNode::Call(_, args) => args.iter().collect(),
        }
    }
}

impl Type {
    /// Whether this is int, decimal or float.
    fn is_number(self) -> bool {
        matches!(self, Type::Int(_) | Type::Decimal { .. } | Type::Float)
    }

    /// Whether this is an integer of any width.
    fn is_int(self) -> bool {
        matches!(self, Type::Int(IntWidth::Two | IntWidth::Four | IntWidth::Eight))
    }
}
