//! What columns of any kind may have: type, scale, min, max, when, nulls.

use super::Resolver;
use super::args::ColumnTarget;
use super::column_draft::ColumnDraft;
use super::literal;
use crate::plan::maker::ColumnIndex;
use crate::plan::types::Type;
use crate::spec::model::{Arg, Spanned};
use crate::spec::source::Span;
use crate::spec::sql::Literal;
use crate::spec::types::DIGITS_DEFAULT;

/// The type that a column's `type:` or `scale:` sets.
///
/// With its place, for the fault of a type that the kind does not make.
#[derive(Clone, Copy, Default)]
pub(super) struct DeclaredType(pub Option<(Type, Span)>);

/// Where a column's cells are null besides what its maker gives.
///
/// Both may be set: a cell is null where the condition does not hold, and by chance where it does.
#[derive(Clone, Copy, Default)]
pub(super) struct NullRule {
    pub when: Option<ColumnIndex>,
    /// In 1/2^64.
    pub nulls: u64,
}

impl NullRule {
    /// Whether the column gets nulls from its modifiers.
    pub fn nullable(self) -> bool {
        self.when.is_some() || self.nulls > 0
    }
}

/// The bounds that a column's values are brought into.
///
/// In the column's type. Clamping instead of drawing again keeps a cell independent of how many draws another one
/// took.
#[derive(Default)]
pub(super) struct Clamp {
    pub min: Option<Literal>,
    pub max: Option<Literal>,
}

impl Resolver<'_> {
    /// The declared type, or none; the parser lets only one of `type` and `scale` through.
    ///
    /// `scale: 2` is short for a decimal of the default number of digits.
    pub(super) fn declared(&mut self, target: ColumnTarget) -> Option<DeclaredType> {
        let Some(arg) = target.spec.modifier("type").or(target.spec.modifier("scale")) else {
            return Some(DeclaredType(None));
        };
        let ty = match &arg.value {
            Arg::Type(ty) => Some(*ty),
            Arg::Whole(scale) => u8::try_from(*scale).ok().and_then(|scale| Type::decimal(DIGITS_DEFAULT, scale)),
            _ => None,
        };
        match ty {
            Some(ty) => Some(DeclaredType(Some((ty, arg.span)))),
            None => self.odd_argument(target, arg.span),
        }
    }

    /// The declared type if it is one that `allowed` takes, else `default`.
    ///
    /// Every kind goes through here, so the message about a wrong type reads the same for all.
    pub(super) fn take_type(
        &mut self,
        target: ColumnTarget,
        declared: DeclaredType,
        default: Type,
        allowed: impl Fn(Type) -> bool,
    ) -> Option<Type> {
        match declared.0 {
            None => Some(default),
            Some((value, _)) if allowed(value) => Some(value),
            Some((value, span)) => {
                let kind = target.spec.kind.value;
                let word = if target.spec.modifier("scale").is_some() { "scale makes it" } else { "its type is" };
                let message =
                    format!("{word} {value}, but kind \"{}\" gives {}", kind.name, made_types(kind.types, default));
                let fault = self.column_fault(target, span, message);
                let help = (kind.types == "any").then(|| "Remove it: the type follows from the argument.".to_owned());
                self.fault(fault.maybe_help(help))
            }
        }
    }

    /// `when:` and `nulls:`.
    ///
    /// Shares are kept in units of 2^-64, the resolution of a draw.
    pub(super) fn null_rule(&mut self, target: ColumnTarget) -> Option<NullRule> {
        let when = target.spec.modifier("when").map(|when| self.when(target, when));
        let nulls = target.spec.modifier("nulls").map(|nulls| self.share(target, nulls));
        let when = match when {
            Some(when) => Some(when?),
            None => None,
        };
        let nulls = match nulls {
            Some(nulls) => super::distributions::share_bits(nulls?),
            None => 0,
        };
        Some(NullRule { when, nulls })
    }

    /// The hidden condition of `when:`.
    ///
    /// Conditions are shared: two columns with the same `when:` read one hidden column.
    fn when(&mut self, target: ColumnTarget, arg: &Spanned<Arg>) -> Option<ColumnIndex> {
        let Arg::Sql { node, expr } = &arg.value else { return self.odd_argument(target, arg.span) };
        self.condition(target.table, node, expr)
    }

    /// `min:` and `max:` in the column's type.
    ///
    /// Both bounds are reported if both are wrong. Texts, bools, UUIDs and JSON have no bounds: an order exists, but
    /// nothing in between.
    pub(super) fn clamp(&mut self, target: ColumnTarget, draft: &ColumnDraft) -> Option<Clamp> {
        let [min, max] = ["min", "max"].map(|name| target.spec.modifier(name).map(|arg| (name, arg)));
        let Some((name, first)) = min.or(max) else { return Some(Clamp::default()) };
        let kind = target.spec.kind.value.name;
        let is_ordered = matches!(
            draft.ty,
            Type::Int(_) | Type::Decimal { .. } | Type::Float | Type::Date | Type::Time | Type::Duration
        );
        if !is_ordered {
            let message = format!("\"{name}\" has no meaning for kind \"{kind}\" of type {}", draft.ty);
            let fault = self.column_fault(target, first.span, message);
            return self.fault(fault.help("Remove it."));
        }
        let [min, max] = [min, max].map(|bound| bound.map(|(name, arg)| self.bound(target, name, arg, draft.ty)));
        let flatten = |bound: Option<Option<Literal>>| bound.map_or(Some(None), |bound| bound.map(Some));
        let (min, max) = (flatten(min)?, flatten(max)?);
        if let (Some(low), Some(high)) = (&min, &max)
            && order(low, high).is_gt()
        {
            let message = format!("min must be <= max, got {} and {}", literal::text(low), literal::text(high));
            let fault = self.column_fault(target, first.span, message);
            return self.fault(fault);
        }
        Some(Clamp { min, max })
    }

    /// One bound in the column's type.
    fn bound(&mut self, target: ColumnTarget, name: &str, arg: &Spanned<Arg>, ty: Type) -> Option<Literal> {
        let text = self.literal_text(target, arg)?;
        self.typed_literal(target, arg.span, &text, ty, name)
    }

    /// A literal in a type, or a fault that names what it is: `min: expected int, got "x"`.
    ///
    /// `what` is the subject of the message: `min`, `choice`, `given cell`.
    pub(super) fn typed_literal(
        &mut self,
        target: ColumnTarget,
        span: Span,
        text: &str,
        ty: Type,
        what: &str,
    ) -> Option<Literal> {
        match literal::typed(text, ty) {
            Ok(literal) => Some(literal),
            Err(reason) => {
                let fault = self.column_fault(target, span, format!("{what}: {reason}"));
                self.fault(fault)
            }
        }
    }
}

/// What a kind makes, for messages.
fn made_types(types: &str, default: Type) -> String {
    if types == "any" { default.to_string() } else { types.to_owned() }
}

/// The order of two literals of one type.
///
/// Only for literals of one type; others compare as equal, which no caller asks for.
pub(super) fn order(left: &Literal, right: &Literal) -> std::cmp::Ordering {
    let key = |literal: &Literal| match literal {
        Literal::Bool(value) => i128::from(*value),
        Literal::Int(value) | Literal::Time(value) | Literal::Duration(value) => i128::from(*value),
        Literal::Date(days) => i128::from(*days),
        // Of one decimal column, so of one scale.
        Literal::Decimal { unscaled, .. } => *unscaled,
        Literal::Null | Literal::Text(_) => 0,
    };
    match (left, right) {
        (Literal::Text(left), Literal::Text(right)) => left.cmp(right),
        (Literal::Decimal { scale, .. }, Literal::Decimal { scale: other, .. }) if scale != other => {
            exact(left).cmp(&exact(right))
        }
        _ => key(left).cmp(&key(right)),
    }
}

/// A decimal of a float column, whose scale is its own.
fn exact(literal: &Literal) -> Option<crate::spec::number::Number> {
    crate::spec::number::Number::parse(&literal::text(literal)).ok()
}
