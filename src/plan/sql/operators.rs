//! Operators: which types they take and what they give.

use super::check::{TypeChecker, typed};
use super::fold;
use super::unify::{ExactResult, exact_result, join};
use super::{Arithmetic, Comparison, Literal, TypedExpr, TypedNode, calendar};
use crate::plan::types::Type;
use crate::spec::sql::{BinaryOp, Expr};

impl TypeChecker<'_> {
    pub(super) fn binary(&mut self, expr: &Expr, op: BinaryOp, left: &Expr, right: &Expr) -> Option<TypedExpr> {
        match op {
            BinaryOp::And | BinaryOp::Or => self.logic(expr, op, left, right),
            BinaryOp::Concat => {
                let args = [self.text_operand(left, "||"), self.text_operand(right, "||")];
                let args: Vec<TypedExpr> = args.into_iter().collect::<Option<_>>()?;
                let nullable = args.iter().any(|arg| arg.nullable);
                let node = TypedNode::Concat { args, skip_nulls: false };
                Some(fold::constants(typed(expr, Type::Text, nullable, node)))
            }
            BinaryOp::Add => self.arithmetic(expr, Arithmetic::Add, left, right),
            BinaryOp::Subtract => self.arithmetic(expr, Arithmetic::Subtract, left, right),
            BinaryOp::Multiply => self.arithmetic(expr, Arithmetic::Multiply, left, right),
            BinaryOp::Divide => self.arithmetic(expr, Arithmetic::Divide, left, right),
            BinaryOp::Remainder => self.arithmetic(expr, Arithmetic::Remainder, left, right),
            BinaryOp::IntegerDivide => self.arithmetic(expr, Arithmetic::IntegerDivide, left, right),
            BinaryOp::Equal => self.comparison(expr, Comparison::Equal, left, right),
            BinaryOp::NotEqual => self.comparison(expr, Comparison::NotEqual, left, right),
            BinaryOp::Less => self.comparison(expr, Comparison::Less, left, right),
            BinaryOp::LessOrEqual => self.comparison(expr, Comparison::LessOrEqual, left, right),
            BinaryOp::Greater => self.comparison(expr, Comparison::Greater, left, right),
            BinaryOp::GreaterOrEqual => self.comparison(expr, Comparison::GreaterOrEqual, left, right),
            BinaryOp::Distinct | BinaryOp::NotDistinct => {
                let negated = op == BinaryOp::NotDistinct;
                let (left, right) = self.pair(left, right)?;
                self.comparable(expr, &left, &right)?;
                let node = TypedNode::Distinct { left: Box::new(left), right: Box::new(right), negated };
                Some(typed(expr, Type::Bool, false, node))
            }
        }
    }

    fn pair(&mut self, left: &Expr, right: &Expr) -> Option<(TypedExpr, TypedExpr)> {
        let (left, right) = (self.expr(left), self.expr(right));
        Some((left?, right?))
    }

    fn logic(&mut self, expr: &Expr, op: BinaryOp, left: &Expr, right: &Expr) -> Option<TypedExpr> {
        let name = if op == BinaryOp::And { "AND" } else { "OR" };
        let (left, right) = (self.bool_operand(left, name), self.bool_operand(right, name));
        let (left, right) = (Box::new(left?), Box::new(right?));
        let nullable = left.nullable || right.nullable;
        let node = if op == BinaryOp::And { TypedNode::And(left, right) } else { TypedNode::Or(left, right) };
        Some(typed(expr, Type::Bool, nullable, node))
    }

    /// Checks a part that must be text.
    pub(super) fn text_operand(&mut self, expr: &Expr, of: &str) -> Option<TypedExpr> {
        let operand = self.expr(expr)?;
        if operand.ty == Type::Text {
            return Some(operand);
        }
        self.fault(expr, format!("{of} takes text, this is {}", operand.ty), Some("Write CAST(… AS text)."))
    }

    pub(super) fn negate(&mut self, expr: &Expr, operand: &Expr) -> Option<TypedExpr> {
        let operand = self.expr(operand)?;
        if !operand.ty.is_number() && operand.ty != Type::Duration {
            return self.fault(expr, format!("- takes a number or a duration, this is {}", operand.ty), None);
        }
        let ty = if operand.ty.is_int() { Type::INT } else { operand.ty };
        let (nullable, needs_rounding) = (operand.nullable, operand.needs_rounding);
        let negated = typed(expr, ty, nullable, TypedNode::Negate(Box::new(operand)));
        Some(fold::constants(TypedExpr { needs_rounding, ..negated }))
    }

    /// Checks `left op right` on numbers and times.
    pub(super) fn arithmetic(&mut self, expr: &Expr, op: Arithmetic, left: &Expr, right: &Expr) -> Option<TypedExpr> {
        let (left, right) = self.pair(left, right)?;
        if left.is_null_constant() || right.is_null_constant() {
            let help = "Arithmetic with NULL is always NULL.";
            return self.fault(expr, "an operand is NULL", Some(help));
        }
        let (left, right) = (days_to_int(left, right.ty), right);
        let right =
            if op == Arithmetic::Add || op == Arithmetic::Subtract { days_to_int(right, left.ty) } else { right };
        let Some((ty, needs_rounding)) = arithmetic_type(op, left.ty, right.ty) else {
            let help = arithmetic_help(op, left.ty, right.ty);
            return self.fault(expr, format!("cannot compute {} {} {}", left.ty, symbol(op), right.ty), help);
        };
        let needs_rounding = needs_rounding || (ty != Type::Float && (left.needs_rounding || right.needs_rounding));
        let (left, right) = match ty {
            Type::Float => (left.converted(Type::Float), right.converted(Type::Float)),
            _ => (left, right),
        };
        let nullable = left.nullable || right.nullable;
        let node = TypedNode::Arithmetic(op, Box::new(left), Box::new(right));
        Some(fold::constants(TypedExpr { needs_rounding, ..typed(expr, ty, nullable, node) }))
    }

    fn comparison(&mut self, expr: &Expr, op: Comparison, left: &Expr, right: &Expr) -> Option<TypedExpr> {
        let (left, right) = self.pair(left, right)?;
        if left.is_null_constant() || right.is_null_constant() {
            return self.fault(expr, "a comparison with NULL is never true", Some("Write IS NULL or IS NOT NULL."));
        }
        self.comparable(expr, &left, &right)?;
        let nullable = left.nullable || right.nullable;
        Some(typed(expr, Type::Bool, nullable, TypedNode::Compare(op, Box::new(left), Box::new(right))))
    }

    /// Records a fault over `expr` unless both sides can be compared.
    pub(super) fn comparable(&mut self, expr: &Expr, left: &TypedExpr, right: &TypedExpr) -> Option<()> {
        if left.is_null_constant() || right.is_null_constant() {
            return Some(());
        }
        if left.ty == Type::Json || right.ty == Type::Json {
            return self.fault(
                expr,
                "json cannot be compared",
                Some("Compare CAST(… AS text), or the columns it is made of."),
            );
        }
        if join(left.ty, right.ty).is_some() {
            return Some(());
        }
        let help = comparison_help(left, right);
        self.fault(expr, format!("cannot compare {} with {}", left.ty, right.ty), Some(help))
    }

    pub(super) fn in_list(&mut self, expr: &Expr, operand: &Expr, list: &[Expr], negated: bool) -> Option<TypedExpr> {
        let checked = self.expr(operand);
        let items: Vec<_> = list.iter().map(|item| (item, self.expr(item))).collect();
        let operand = checked?;
        let mut typed_list = Vec::with_capacity(items.len());
        for (item, checked) in items {
            let Some(checked) = checked else { continue };
            if checked.is_null_constant() {
                self.fault::<()>(item, "NULL in a list never equals anything", Some("Write … OR x IS NULL."));
            } else if self.comparable(item, &operand, &checked).is_some() {
                typed_list.push(checked);
            }
        }
        let nullable = operand.nullable || typed_list.iter().any(|item| item.nullable);
        let node = TypedNode::In { operand: Box::new(operand), list: typed_list, negated };
        Some(typed(expr, Type::Bool, nullable, node))
    }

    pub(super) fn between(&mut self, expr: &Expr, parts: [&Expr; 3], negated: bool) -> Option<TypedExpr> {
        let [operand, low, high] = parts.map(|part| self.expr(part));
        let (operand, low, high) = (operand?, low?, high?);
        if [&operand, &low, &high].iter().any(|part| part.is_null_constant()) {
            return self.fault(expr, "a comparison with NULL is never true", Some("Write IS NULL or IS NOT NULL."));
        }
        let fits = self.comparable(parts[1], &operand, &low);
        self.comparable(parts[2], &operand, &high).and(fits)?;
        let nullable = operand.nullable || low.nullable || high.nullable;
        let (operand, low, high) = (Box::new(operand), Box::new(low), Box::new(high));
        Some(typed(expr, Type::Bool, nullable, TypedNode::Between { operand, low, high, negated }))
    }

    pub(super) fn like(
        &mut self,
        expr: &Expr,
        operand: &Expr,
        pattern: &Expr,
        negated: bool,
        any_case: bool,
    ) -> Option<TypedExpr> {
        let operand = self.text_operand(operand, "LIKE");
        let checked = self.text_operand(pattern, "LIKE")?;
        let TypedNode::Constant(Literal::Text(text)) = checked.node else {
            let help = "Write a quoted text or a parameter; compare columns with =, starts_with or strpos.";
            return self.fault(pattern, "a LIKE pattern is constant", Some(help));
        };
        let operand = Box::new(operand?);
        let nullable = operand.nullable;
        Some(typed(expr, Type::Bool, nullable, TypedNode::Like { operand, pattern: text, negated, any_case }))
    }
}

fn symbol(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::IntegerDivide => "div",
        Arithmetic::Remainder => "%",
    }
}

/// A constant number of whole days next to a date counts as days.
fn days_to_int(expr: TypedExpr, beside: Type) -> TypedExpr {
    match expr.node {
        TypedNode::Constant(Literal::Duration(micros))
            if beside == Type::Date && micros % calendar::DAY_MICROS == 0 =>
        {
            TypedExpr { ty: Type::INT, node: TypedNode::Constant(Literal::Int(micros / calendar::DAY_MICROS)), ..expr }
        }
        _ => expr,
    }
}

/// The type of `left op right`, and whether it needs rounding by itself.
fn arithmetic_type(op: Arithmetic, left: Type, right: Type) -> Option<(Type, bool)> {
    use Arithmetic::{Add, Divide, IntegerDivide, Multiply, Remainder, Subtract};
    let is_float = left == Type::Float || right == Type::Float;
    match (op, left, right) {
        (IntegerDivide | Remainder, ..) => (left.is_int() && right.is_int()).then_some((Type::INT, false)),
        _ if left.is_number() && right.is_number() && is_float => Some((Type::Float, false)),
        (Add | Subtract, ..) if left.is_number() && right.is_number() => exact_result(left, right, ExactResult::Sum),
        (Multiply, ..) if left.is_number() && right.is_number() => exact_result(left, right, ExactResult::Product),
        (Divide, ..) if left.is_number() && right.is_number() => exact_result(left, right, ExactResult::Quotient),
        (Add | Subtract, Type::Time, Type::Duration) | (Add, Type::Duration, Type::Time) => Some((Type::Time, false)),
        (Add | Subtract, Type::Date, Type::Int(_)) | (Add, Type::Int(_), Type::Date) => Some((Type::Date, false)),
        (Subtract, Type::Time, Type::Time) => Some((Type::Duration, false)),
        (Subtract, Type::Date, Type::Date) => Some((Type::INT, false)),
        (Add | Subtract, Type::Duration, Type::Duration) => Some((Type::Duration, false)),
        (Multiply, Type::Duration, Type::Int(_) | Type::Decimal { .. }) => Some((Type::Duration, true)),
        (Multiply, Type::Int(_) | Type::Decimal { .. }, Type::Duration) => Some((Type::Duration, true)),
        (Divide, Type::Duration, Type::Int(_) | Type::Decimal { .. }) => Some((Type::Duration, true)),
        (Divide, Type::Duration, Type::Duration) => Some((Type::Decimal { precision: 38, scale: 6 }, true)),
        _ => None,
    }
}

fn arithmetic_help(op: Arithmetic, left: Type, right: Type) -> Option<&'static str> {
    match (op, left, right) {
        (Arithmetic::IntegerDivide | Arithmetic::Remainder, ..) => {
            Some("div and % take integers; trunc(a / b) divides any numbers.")
        }
        (Arithmetic::Add, Type::Text, _) | (Arithmetic::Add, _, Type::Text) => Some("Join texts with ||."),
        (_, Type::Date, Type::Duration) | (_, Type::Duration, Type::Date) => {
            Some("Add whole days (date + 3), or convert first: CAST(date AS time).")
        }
        (_, Type::Date, Type::Time) | (_, Type::Time, Type::Date) => Some("Convert one: CAST(date AS time)."),
        (_, Type::Time, Type::Int(_)) => Some("Add a length of time: t + INTERVAL '3 days'."),
        _ => None,
    }
}

fn comparison_help(left: &TypedExpr, right: &TypedExpr) -> &'static str {
    match (left.ty, right.ty) {
        (Type::Date, Type::Time) | (Type::Time, Type::Date) => "Convert one: CAST(date AS time), or CAST(t AS date).",
        (Type::Text, Type::Date) | (Type::Date, Type::Text) => "Write a date as DATE '2026-01-01'.",
        (Type::Text, Type::Time) | (Type::Time, Type::Text) => "Write an instant as TIMESTAMP '2026-01-01T00:00:00Z'.",
        (Type::Text, Type::Duration) | (Type::Duration, Type::Text) => "Write a length of time as INTERVAL '3 days'.",
        (Type::Text, Type::Int(_) | Type::Decimal { .. } | Type::Float) => {
            "Write numbers without quotes, or CAST one side."
        }
        (Type::Int(_) | Type::Decimal { .. } | Type::Float, Type::Text) => {
            "Write numbers without quotes, or CAST one side."
        }
        _ => "Convert one side with CAST.",
    }
}
