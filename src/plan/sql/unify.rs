//! One type for several values, and the type of arithmetic on exact numbers.

use super::{SqlFault, TypedExpr};
use crate::plan::types::Type;

/// Values brought to one type.
pub(super) struct UnifiedExprs {
    pub exprs: Vec<TypedExpr>,
    pub ty: Type,
    pub needs_rounding: bool,
}

/// The digits of a 64-bit integer.
const INT_DIGITS: u32 = 19;

/// Brings values to one type: NULL takes any, int widens to decimal and both to float.
///
/// # Errors
/// The first value that fits no type with those before it; `None` if all are NULL.
pub(super) fn unify(exprs: Vec<TypedExpr>) -> Result<UnifiedExprs, Option<SqlFault>> {
    let mut ty: Option<Type> = None;
    for expr in exprs.iter().filter(|expr| !expr.is_null_constant()) {
        let before = ty.unwrap_or(expr.ty);
        let Some(joined) = join(before, expr.ty) else {
            let message = format!("this is {}, the values before it are {before}", expr.ty);
            let help = "All values of one choice have one type: convert with CAST.";
            return Err(Some(SqlFault::new(expr.at, expr.len, message).help(help)));
        };
        ty = Some(joined);
    }
    let ty = ty.ok_or(None)?;
    let needs_rounding = ty != Type::Float && exprs.iter().any(|expr| expr.needs_rounding);
    let to_common = |expr: TypedExpr| match ty {
        // Exact numbers meet without a conversion: their values carry their scales.
        Type::Decimal { .. } if !expr.is_null_constant() => expr,
        _ if expr.needs_rounding && expr.ty == ty => expr,
        _ => expr.converted(ty),
    };
    Ok(UnifiedExprs { exprs: exprs.into_iter().map(to_common).collect(), ty, needs_rounding })
}

/// The type that holds values of both types.
pub(super) fn join(left: Type, right: Type) -> Option<Type> {
    if left == right {
        return Some(left);
    }
    match (left, right) {
        (Type::Int(_), Type::Int(_)) => Some(Type::INT),
        (Type::Float, other) | (other, Type::Float) if other.is_number() => Some(Type::Float),
        _ => {
            let ((left_whole, left_scale), (right_whole, right_scale)) = (digits(left)?, digits(right)?);
            Some(decimal(left_whole.max(right_whole), left_scale.max(right_scale)))
        }
    }
}

/// Digits before and after the point of an int or decimal.
fn digits(ty: Type) -> Option<(u32, u32)> {
    match ty {
        Type::Int(_) => Some((INT_DIGITS, 0)),
        Type::Decimal { precision, scale } => Some((u32::from(precision.saturating_sub(scale)), u32::from(scale))),
        _ => None,
    }
}

/// The decimal with these digits before and after the point, as far as 38 go; decimals win over whole digits.
fn decimal(whole: u32, scale: u32) -> Type {
    let scale = scale.min(38);
    Type::Decimal { precision: (whole + scale).clamp(1, 38) as u8, scale: scale as u8 }
}

/// What arithmetic on exact numbers gives: the type, and whether the exact value may not fit its scale.
pub(super) enum ExactResult {
    Sum,
    Product,
    Quotient,
}

/// The decimals shown of a quotient that is not rounded.
const QUOTIENT_SCALE: u32 = 6;

/// The type of a sum, product or quotient of two exact numbers, and whether it needs rounding by itself.
pub(super) fn exact_result(left: Type, right: Type, kind: ExactResult) -> Option<(Type, bool)> {
    let both_int = left.is_int() && right.is_int();
    let ((left_whole, left_scale), (right_whole, right_scale)) = (digits(left)?, digits(right)?);
    Some(match kind {
        ExactResult::Sum | ExactResult::Product if both_int => (Type::INT, false),
        ExactResult::Sum => (decimal(left_whole.max(right_whole) + 1, left_scale.max(right_scale)), false),
        ExactResult::Product => {
            let scale = left_scale + right_scale;
            (decimal(left_whole + right_whole, scale), scale > 38)
        }
        ExactResult::Quotient => (decimal(38, left_scale.max(right_scale).max(QUOTIENT_SCALE)), true),
    })
}
