//! Which expressions mean the same in this language, in PostgreSQL and in SQLite: those that `check:` may be.
//!
//! What the stores compute otherwise is refused, not translated halfway: letter case follows locales there, quotients and
//! roundings are floats in SQLite, and SQLite has no types for times.

use super::{Arithmetic, Function, Literal, SqlFault, TypedExpr, TypedNode};
use crate::plan::types::Type;

const HELP: &str = "A check takes comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, IS NULL, CASE, + - *, div, %, ||, abs, coalesce, \
                    nullif, length, trim and strpos. Let a `sql` column compute the rest, and check that.";

/// What stores cannot check as the expression means it; nothing for most conditions.
pub fn unportable(expr: &TypedExpr) -> Vec<SqlFault> {
    let mut faults: Vec<SqlFault> = expr.children().into_iter().flat_map(unportable).collect();
    if let Some(what) = reason(expr) {
        faults.push(SqlFault::new(expr.at, expr.len, format!("stores cannot check {what}")).help(HELP));
    }
    faults.sort_by_key(|fault| fault.at);
    faults
}

/// Why the outermost part cannot be checked, as an object of that verb.
fn reason(expr: &TypedExpr) -> Option<&'static str> {
    if expr.needs_rounding {
        return Some("a value that needs rounding");
    }
    match &expr.node {
        TypedNode::Input { .. } | TypedNode::Constant(_) | TypedNode::IsNull { .. } => None,
        TypedNode::And(..) | TypedNode::Or(..) | TypedNode::Not(_) | TypedNode::Concat { .. } => None,
        TypedNode::Like { any_case, .. } => any_case.then_some("ILIKE: letter case follows their locales"),
        TypedNode::Negate(operand) => (!operand.ty.is_number()).then_some("a negative length of time"),
        TypedNode::Arithmetic(op, left, right) => arithmetic(*op, left, right),
        TypedNode::Compare(_, left, right) | TypedNode::Distinct { left, right, .. } => one_of_json(&[left, right]),
        TypedNode::Between { operand, low, high, .. } => one_of_json(&[operand, low, high]),
        TypedNode::In { operand, .. } => equality(operand),
        TypedNode::NullIf(left, _) => equality(left),
        TypedNode::Case { operand, .. } => operand.as_deref().and_then(equality),
        TypedNode::Coalesce(_) => None,
        TypedNode::Convert(operand) => conversion(operand, expr.ty),
        TypedNode::Extreme { .. } => Some("greatest and least: they treat nulls in other ways"),
        TypedNode::Round { .. } => Some("a rounded number"),
        TypedNode::Call(function, args) => call(*function, args),
    }
}

fn arithmetic(op: Arithmetic, left: &TypedExpr, right: &TypedExpr) -> Option<&'static str> {
    match op {
        Arithmetic::Divide => Some("a quotient: SQLite rounds it"),
        _ if left.ty.is_number() && right.ty.is_number() => None,
        _ => Some("what is computed from times"),
    }
}

fn one_of_json(parts: &[&TypedExpr]) -> Option<&'static str> {
    parts.iter().any(|part| part.ty == Type::Json).then_some("json values")
}

/// Equality that a store decides by itself, where one value has several spellings.
fn equality(operand: &TypedExpr) -> Option<&'static str> {
    match operand.ty {
        Type::Time => Some("times here: compare them with = or <"),
        Type::Json => Some("json values"),
        Type::Decimal { .. } | Type::Float if is_computed(operand) => {
            Some("a computed decimal here: compare it with =")
        }
        _ => None,
    }
}

/// Whether a number comes from arithmetic.
pub fn is_computed(expr: &TypedExpr) -> bool {
    matches!(expr.node, TypedNode::Arithmetic(..)) || expr.children().into_iter().any(is_computed)
}

fn conversion(operand: &TypedExpr, to: Type) -> Option<&'static str> {
    let is_null = matches!(operand.node, TypedNode::Constant(Literal::Null));
    let widens = match to {
        Type::Int(_) => operand.ty.is_int(),
        Type::Decimal { .. } => operand.ty.is_int() || matches!(operand.ty, Type::Decimal { .. }),
        Type::Float => operand.ty.is_number(),
        other => other == operand.ty,
    };
    (!is_null && !widens).then_some("a converted value")
}

fn call(function: Function, args: &[TypedExpr]) -> Option<&'static str> {
    match function {
        Function::Abs if args.iter().any(|arg| !arg.ty.is_number()) => Some("a length of time without its sign"),
        Function::Abs
        | Function::Length
        | Function::Trim
        | Function::LeftTrim
        | Function::RightTrim
        | Function::Position => None,
        Function::Lower | Function::Upper => Some("letter case: it follows their locales"),
        _ => Some("this function"),
    }
}
