//! Functions and conversions: which types they take and what they give.

use super::check::{TypeChecker, typed};
use super::{Arithmetic, DateField, Function, Literal, Rounding, TruncUnit, TypedExpr, TypedNode};
use crate::plan::types::Type;
use crate::spec::sql::Expr;

/// What a function's argument must be.
#[derive(Clone, Copy)]
enum ArgumentType {
    Text,
    Int,
}

impl TypeChecker<'_> {
    pub(super) fn call(&mut self, expr: &Expr, function: Function, args: &[Expr]) -> Option<TypedExpr> {
        use ArgumentType::{Int, Text};
        match (function, args) {
            (Function::Round, [x, digits @ ..]) => self.round(expr, Rounding::HalfAway, x, digits.first()),
            (Function::Trunc, [x, digits @ ..]) => self.round(expr, Rounding::Truncate, x, digits.first()),
            (Function::Floor, [x]) => self.round(expr, Rounding::Floor, x, None),
            (Function::Ceil, [x]) => self.round(expr, Rounding::Ceil, x, None),
            (Function::Mod, [left, right]) => self.arithmetic(expr, Arithmetic::Remainder, left, right),
            (Function::Div, [left, right]) => self.arithmetic(expr, Arithmetic::IntegerDivide, left, right),
            (Function::Abs | Function::Sign, [x]) => self.magnitude(expr, function, x),
            (Function::Greatest, _) => self.extreme(expr, args, true),
            (Function::Least, _) => self.extreme(expr, args, false),
            (Function::Coalesce, _) => self.coalesce(expr, args),
            (Function::NullIf, [value, null]) => self.null_if(expr, value, null),
            (Function::Concat, _) => self.concat(expr, args),
            (Function::Lower | Function::Upper, _) => self.text(expr, function, args, &[Text], Type::Text),
            (Function::Trim | Function::LeftTrim | Function::RightTrim, _) => {
                self.text(expr, function, args, &[Text, Text], Type::Text)
            }
            (Function::Length, _) => self.text(expr, function, args, &[Text], Type::INT),
            (Function::Substr, _) => self.text(expr, function, args, &[Text, Int, Int], Type::Text),
            (Function::Left | Function::Right, _) => self.text(expr, function, args, &[Text, Int], Type::Text),
            (Function::LeftPad, _) => self.text(expr, function, args, &[Text, Int, Text], Type::Text),
            (Function::Replace, _) => self.text(expr, function, args, &[Text, Text, Text], Type::Text),
            (Function::StartsWith, _) => self.text(expr, function, args, &[Text, Text], Type::Bool),
            (Function::Position, _) => self.text(expr, function, args, &[Text, Text], Type::INT),
            (Function::SplitPart, _) => self.text(expr, function, args, &[Text, Text, Int], Type::Text),
            (Function::MakeDate, _) => self.text(expr, function, args, &[Int, Int, Int], Type::Date),
            (Function::DateTrunc(unit), [t]) => self.date_trunc(expr, unit, t),
            (Function::Extract(field), [t]) => self.extract(expr, field, t),
            (Function::DaysBetween, [from, to]) => self.days_between(expr, from, to),
            // The parser counts arguments; a tree made by hand may not.
            _ => self.fault(expr, format!("{function:?} does not take {} arguments", args.len()), None),
        }
    }

    /// Checks a function with a fixed list of text and int arguments.
    fn text(
        &mut self,
        expr: &Expr,
        function: Function,
        args: &[Expr],
        wanted: &[ArgumentType],
        ty: Type,
    ) -> Option<TypedExpr> {
        let checked: Vec<_> = args.iter().zip(wanted).map(|(arg, wanted)| self.argument(arg, *wanted)).collect();
        let checked: Vec<TypedExpr> = checked.into_iter().collect::<Option<_>>()?;
        let nullable = checked.iter().any(|arg| arg.nullable);
        Some(typed(expr, ty, nullable, TypedNode::Call(function, checked)))
    }

    fn argument(&mut self, expr: &Expr, wanted: ArgumentType) -> Option<TypedExpr> {
        let arg = self.expr(expr)?;
        match wanted {
            ArgumentType::Text if arg.ty == Type::Text => Some(arg),
            ArgumentType::Int if arg.ty.is_int() => Some(arg),
            ArgumentType::Int if arg.is_null_constant() => Some(arg.converted(Type::INT)),
            ArgumentType::Text => {
                self.fault(expr, format!("expected text, got {}", arg.ty), Some("Write CAST(… AS text)."))
            }
            ArgumentType::Int => {
                self.fault(expr, format!("expected int, got {}", arg.ty), Some("Write CAST(… AS int)."))
            }
        }
    }

    fn magnitude(&mut self, expr: &Expr, function: Function, x: &Expr) -> Option<TypedExpr> {
        let operand = self.expr(x)?;
        if !operand.ty.is_number() && operand.ty != Type::Duration {
            return self.fault(x, format!("expected a number or a duration, got {}", operand.ty), None);
        }
        let ty = if function == Function::Sign || operand.ty.is_int() { Type::INT } else { operand.ty };
        let needs_rounding = function == Function::Abs && operand.needs_rounding;
        let call = typed(expr, ty, operand.nullable, TypedNode::Call(function, vec![operand]));
        Some(TypedExpr { needs_rounding, ..call })
    }

    fn round(&mut self, expr: &Expr, mode: Rounding, x: &Expr, digits: Option<&Expr>) -> Option<TypedExpr> {
        let operand = self.expr(x);
        let digits = match digits {
            Some(digits) => self.digits(digits)?,
            None => 0,
        };
        let operand = operand?;
        if !operand.ty.is_number() {
            return self.fault(x, format!("expected a number, got {}", operand.ty), None);
        }
        let ty = match operand.ty {
            Type::Float => Type::Float,
            _ if digits <= 0 => Type::INT,
            _ => Type::Decimal { precision: 38, scale: digits.unsigned_abs() },
        };
        let nullable = operand.nullable;
        Some(typed(expr, ty, nullable, TypedNode::Round { operand: Box::new(operand), mode, digits }))
    }

    /// Checks the number of digits to round to.
    fn digits(&mut self, expr: &Expr) -> Option<i8> {
        match self.expr(expr)?.node {
            TypedNode::Constant(Literal::Int(digits @ -38..=38)) => Some(digits as i8),
            _ => self.fault(expr, "the number of digits is a constant, -38 to 38", None),
        }
    }

    fn extreme(&mut self, expr: &Expr, args: &[Expr], greatest: bool) -> Option<TypedExpr> {
        let args = self.all(args)?;
        let unified = self.unified(expr, args)?;
        if unified.ty == Type::Json {
            return self.fault(expr, "json cannot be compared", None);
        }
        let nullable = unified.exprs.iter().all(|arg| arg.nullable);
        let extreme = typed(expr, unified.ty, nullable, TypedNode::Extreme { args: unified.exprs, greatest });
        Some(TypedExpr { needs_rounding: unified.needs_rounding, ..extreme })
    }

    fn coalesce(&mut self, expr: &Expr, args: &[Expr]) -> Option<TypedExpr> {
        let args = self.all(args)?;
        let unified = self.unified(expr, args)?;
        let nullable = unified.exprs.iter().all(|arg| arg.nullable);
        let coalesce = typed(expr, unified.ty, nullable, TypedNode::Coalesce(unified.exprs));
        Some(TypedExpr { needs_rounding: unified.needs_rounding, ..coalesce })
    }

    fn null_if(&mut self, expr: &Expr, value: &Expr, null: &Expr) -> Option<TypedExpr> {
        let (value, null) = (self.expr(value), self.expr(null));
        let (value, null) = (value?, null?);
        self.comparable(expr, &value, &null)?;
        let (ty, needs_rounding) = (value.ty, value.needs_rounding);
        let node = TypedNode::NullIf(Box::new(value), Box::new(null));
        Some(TypedExpr { needs_rounding, ..typed(expr, ty, true, node) })
    }

    fn concat(&mut self, expr: &Expr, args: &[Expr]) -> Option<TypedExpr> {
        let args: Vec<_> = args.iter().map(|arg| self.argument(arg, ArgumentType::Text)).collect();
        let args = args.into_iter().collect::<Option<_>>()?;
        Some(typed(expr, Type::Text, false, TypedNode::Concat { args, skip_nulls: true }))
    }

    fn date_trunc(&mut self, expr: &Expr, unit: TruncUnit, t: &Expr) -> Option<TypedExpr> {
        let operand = self.expr(t)?;
        let within_day = matches!(unit, TruncUnit::Second | TruncUnit::Minute | TruncUnit::Hour);
        match operand.ty {
            Type::Time => {}
            Type::Date if within_day => return self.fault(t, "a date has no time of day", None),
            Type::Date => {}
            other => return self.fault(t, format!("expected a date or a time, got {other}"), None),
        }
        let (ty, nullable) = (operand.ty, operand.nullable);
        Some(typed(expr, ty, nullable, TypedNode::Call(Function::DateTrunc(unit), vec![operand])))
    }

    fn extract(&mut self, expr: &Expr, field: DateField, t: &Expr) -> Option<TypedExpr> {
        let operand = self.expr(t)?;
        let within_day = matches!(field, DateField::Hour | DateField::Minute | DateField::Second);
        match operand.ty {
            Type::Time => {}
            Type::Date if within_day => return self.fault(t, "a date has no time of day", None),
            Type::Date => {}
            Type::Duration if field == DateField::Epoch => {}
            Type::Duration => {
                let help = "Write extract(epoch FROM d) for its seconds, or d / INTERVAL '1 hour'.";
                return self.fault(t, "a duration has no calendar", Some(help));
            }
            other => return self.fault(t, format!("expected a date or a time, got {other}"), None),
        }
        let ty = match field {
            DateField::Second => Type::Decimal { precision: 8, scale: 6 },
            DateField::Epoch => Type::Decimal { precision: 20, scale: 6 },
            _ => Type::INT,
        };
        let nullable = operand.nullable;
        Some(typed(expr, ty, nullable, TypedNode::Call(Function::Extract(field), vec![operand])))
    }

    fn days_between(&mut self, expr: &Expr, from: &Expr, to: &Expr) -> Option<TypedExpr> {
        let args = self.all([from, to])?;
        if args[0].ty != args[1].ty || !matches!(args[0].ty, Type::Date | Type::Time) {
            let message = format!("expected two dates or two times, got {} and {}", args[0].ty, args[1].ty);
            return self.fault(expr, message, Some("Convert one: CAST(t AS date)."));
        }
        let nullable = args.iter().any(|arg| arg.nullable);
        Some(typed(expr, Type::INT, nullable, TypedNode::Call(Function::DaysBetween, args)))
    }

    /// Checks `CAST(operand AS to)`.
    pub(super) fn cast(&mut self, expr: &Expr, operand: &Expr, to: Type) -> Option<TypedExpr> {
        let operand = self.expr(operand)?;
        if operand.is_null_constant() {
            // A conversion, not a constant, so that this NULL keeps its type next to others.
            return Some(typed(expr, to, true, TypedNode::Convert(Box::new(operand))));
        }
        if let (Type::Text, true) = (to, operand.needs_rounding) {
            let help = "Set the digits first: CAST(CAST(… AS decimal(18, 2)) AS text).";
            return self.fault(expr, "a quotient has no fixed number of digits", Some(help));
        }
        if !convertible(operand.ty, to) {
            return self.fault(expr, format!("cannot convert {} to {to}", operand.ty), None);
        }
        let nullable = operand.nullable;
        Some(typed(expr, to, nullable, TypedNode::Convert(Box::new(operand))))
    }
}

/// Whether CAST leads from one type to the other.
fn convertible(from: Type, to: Type) -> bool {
    let parsed = |ty: Type| ty.is_number() || matches!(ty, Type::Bool | Type::Date | Type::Time | Type::Uuid);
    match (from, to) {
        _ if from == to => true,
        _ if from.is_number() && to.is_number() => true,
        (Type::Text, _) => parsed(to),
        (Type::Json, Type::Text) => true,
        (_, Type::Text) => parsed(from),
        (Type::Bool, Type::Int(_)) => true,
        (Type::Date, Type::Time) | (Type::Time, Type::Date) => true,
        _ => false,
    }
}
