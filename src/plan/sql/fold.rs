//! Constants computed once: arithmetic on exact constants and joined texts.
//!
//! What would overflow, or divides, stays as it is: evaluation handles it exactly, or not at all if no row asks.

use super::check::literal_type;
use super::{Arithmetic, Literal, TypedExpr, TypedNode};

/// The expression as a constant if its parts are constants and the value is simple, else as it was.
pub(super) fn constants(expr: TypedExpr) -> TypedExpr {
    let folded = match &expr.node {
        TypedNode::Negate(operand) => constant(operand).and_then(negate),
        TypedNode::Arithmetic(op, left, right) if expr.ty.is_number() && !expr.needs_rounding => {
            constant(left).zip(constant(right)).and_then(|(left, right)| arithmetic(*op, left, right))
        }
        TypedNode::Concat { args, skip_nulls: false } => join(args),
        _ => None,
    };
    match folded {
        Some(literal) => TypedExpr { ty: literal_type(&literal), node: TypedNode::Constant(literal), ..expr },
        None => expr,
    }
}

fn constant(expr: &TypedExpr) -> Option<&Literal> {
    match &expr.node {
        TypedNode::Constant(literal) => Some(literal),
        _ => None,
    }
}

fn negate(literal: &Literal) -> Option<Literal> {
    match literal {
        Literal::Int(value) => value.checked_neg().map(Literal::Int),
        Literal::Decimal { unscaled, scale } => {
            Some(Literal::Decimal { unscaled: unscaled.checked_neg()?, scale: *scale })
        }
        Literal::Duration(micros) => micros.checked_neg().map(Literal::Duration),
        _ => None,
    }
}

fn arithmetic(op: Arithmetic, left: &Literal, right: &Literal) -> Option<Literal> {
    let ((left, left_scale), (right, right_scale)) = (exact(left)?, exact(right)?);
    let scale = left_scale.max(right_scale);
    let align = |value: i128, from: u8| value.checked_mul(10_i128.checked_pow(u32::from(scale - from))?);
    let (unscaled, scale) = match op {
        Arithmetic::Add => (align(left, left_scale)?.checked_add(align(right, right_scale)?)?, scale),
        Arithmetic::Subtract => (align(left, left_scale)?.checked_sub(align(right, right_scale)?)?, scale),
        Arithmetic::Multiply => (left.checked_mul(right)?, left_scale.checked_add(right_scale)?),
        Arithmetic::Divide | Arithmetic::IntegerDivide | Arithmetic::Remainder => return None,
    };
    let is_int = left_scale == 0 && right_scale == 0;
    match i64::try_from(unscaled) {
        Ok(value) if is_int => Some(Literal::Int(value)),
        _ if is_int => None,
        _ => fits(unscaled, scale).then_some(Literal::Decimal { unscaled, scale }),
    }
}

/// The digits and scale of an int, or of a decimal that no int can stand for.
fn exact(literal: &Literal) -> Option<(i128, u8)> {
    match literal {
        Literal::Int(value) => Some((i128::from(*value), 0)),
        Literal::Decimal { unscaled, scale: scale @ 1..=38 } => Some((*unscaled, *scale)),
        _ => None,
    }
}

fn fits(unscaled: i128, scale: u8) -> bool {
    scale <= 38 && unscaled.unsigned_abs() < 10_u128.pow(38)
}

fn join(args: &[TypedExpr]) -> Option<Literal> {
    let parts: Option<Vec<&str>> = args
        .iter()
        .map(|arg| match constant(arg)? {
            Literal::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    Some(Literal::Text(parts?.concat()))
}
