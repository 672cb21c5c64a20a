//! int, decimal, float.
//!
//! Job: a distribution and a type become one of three makers. Uniform distributions over ints and decimals are exact,
//! because their values can be counted and permuted; distributions of whole numbers stay whole; every other one is drawn as
//! a float and rounded to the type.
//!
//! Must never: let a value of a uniform distribution fall outside its type. Tails of other distributions are brought to the
//! type's ends when they are drawn, since no bound could be checked here.

use std::sync::Arc;

use crate::plan::maker::{Maker, NumberDistribution};
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness, literal};
use crate::plan::types::Type;
use crate::spec::model::{Arg, DistributionSpec};
use crate::spec::number::Number;
use crate::spec::registry::NumberKind;
use crate::spec::source::Span;

impl Resolver<'_> {
    /// A uniform distribution of ints and decimals is exact; distributions of whole numbers stay whole; all others are
    /// rounded to the type.
    pub(super) fn make_number(
        &mut self,
        kind: NumberKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        let ty = self.number_type(kind, target, declared)?;
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let Arg::Distribution(distribution) = &arg.value else { return self.odd_argument(target, arg.span) };
        match (distribution.distribution.name, ty) {
            ("uniform", Type::Int(_) | Type::Decimal { .. }) => self.exact(target, arg.span, distribution, ty),
            ("poisson" | "zipf", _) => {
                let distribution = self.discrete(arg.span, distribution)?;
                Some(ColumnDraft::new(
                    ty,
                    Maker::Number(NumberDistribution::Discrete(Arc::new(distribution))),
                    repeats(),
                ))
            }
            _ => {
                let distribution = self.continuous(arg.span, distribution)?;
                Some(ColumnDraft::new(
                    ty,
                    Maker::Number(NumberDistribution::Continuous(Arc::new(distribution))),
                    repeats(),
                ))
            }
        }
    }

    /// The type of a number column. A decimal has no default scale: any would be wrong for some currency.
    ///
    /// `int` is 8 bytes unless the type says `int4` or `int2`.
    fn number_type(&mut self, kind: NumberKind, target: ColumnTarget, declared: DeclaredType) -> Option<Type> {
        match kind {
            NumberKind::Int => self.take_type(target, declared, Type::INT, |ty| matches!(ty, Type::Int(_))),
            NumberKind::Float => self.take_type(target, declared, Type::Float, |ty| ty == Type::Float),
            NumberKind::Decimal if declared.0.is_none() => {
                let fault = self.column_fault(target, target.spec.kind.span, "a decimal needs its scale");
                self.fault(fault.help("Add `scale: 2`, or `type: \"decimal(12,2)\"`."))
            }
            NumberKind::Decimal => self.take_type(target, declared, Type::INT, |ty| matches!(ty, Type::Decimal { .. })),
        }
    }

    /// Uniform over whole multiples of the smallest step.
    ///
    /// Int ends are both included. Decimal ends work as for floats, the upper one excluded: `[0, 1]` at scale 2 has
    /// 100 values, 0.00 to 0.99. Ends between two steps move inwards.
    ///
    /// # Errors
    /// An empty range, fractional ends of an int, ends beyond the type.
    fn exact(
        &mut self,
        target: ColumnTarget,
        span: Span,
        distribution: &DistributionSpec,
        ty: Type,
    ) -> Option<ColumnDraft> {
        let numbers = self.distribution_numbers(distribution)?;
        let end = |index: usize| numbers.get(index).copied().flatten().unwrap_or(Number::ZERO);
        let (low, high) = (end(0), end(1));
        let (scale, is_int) = match ty {
            Type::Decimal { scale, .. } => (scale, false),
            _ => (0, true),
        };
        if is_int && (low.whole().is_none() || high.whole().is_none()) {
            let fault =
                self.column_fault(target, span, format!("uniform: the ends must be whole, got {low} and {high}"));
            return self.fault(fault);
        }
        let steps = (ceil(low, scale), ceil(high, scale).map(|steps| if is_int { steps } else { steps - 1 }));
        let (Some(first), Some(last)) = steps else {
            return self.too_wide(target, span, low, high, ty);
        };
        if first > last {
            let rule = if is_int { "low must be <= high" } else { "low must be below high" };
            let fault = self.column_fault(target, span, format!("uniform: {rule}, got {low} and {high}"));
            return self.fault(fault);
        }
        let fits = |value: i128| fits(value, ty).then(|| i64::try_from(value).ok()).flatten();
        let (Some(low_step), Some(high_step)) = (fits(first), fits(last)) else {
            return self.too_wide(target, span, low, high, ty);
        };
        // A range of all 64-bit numbers has 2^64 values, one more than fits; tables have at most 2^62 rows.
        let capacity = u64::try_from(last - first + 1).unwrap_or(u64::MAX);
        let exact = Maker::Number(NumberDistribution::Exact { low: low_step, high: high_step });
        Some(ColumnDraft::new(ty, exact, Uniqueness::UpTo(capacity)))
    }

    /// The fault of a uniform distribution whose steps do not fit the type.
    fn too_wide<T>(&mut self, target: ColumnTarget, span: Span, low: Number, high: Number, ty: Type) -> Option<T> {
        let message = format!("uniform: {low} to {high} does not fit {ty}");
        let fault = self.column_fault(target, span, message);
        self.fault(
            fault.help(
                "A uniform distribution has at most 2^63 steps of the type; choose a wider type or a smaller scale.",
            ),
        )
    }
}

/// Why draws from a law cannot be unique.
///
/// The end of a sentence, as for every [`Uniqueness::Never`].
fn repeats() -> Uniqueness {
    Uniqueness::Never("only a uniform distribution can avoid repeats".to_owned())
}

/// Whether a column of the type can hold a value, given in its smallest steps.
///
/// Zero has one digit.
fn fits(unscaled: i128, ty: Type) -> bool {
    match ty {
        Type::Int(width) => {
            let (low, high) = literal::int_range(width);
            (i128::from(low)..=i128::from(high)).contains(&unscaled)
        }
        Type::Decimal { precision, .. } => literal::digits(unscaled) <= u32::from(precision),
        _ => false,
    }
}

/// The lowest whole number that is not below value × 10^scale.
///
/// `to_scaled` rounds half away from zero, so the result is compared with the exact value and corrected. `None` on
/// overflow.
fn ceil(value: Number, scale: u8) -> Option<i128> {
    let rounded = value.to_scaled(scale)?;
    let power = Number::from_int(10i128.checked_pow(u32::from(scale))?);
    let exact = value.checked_mul(power)?;
    if Number::from_int(rounded) < exact { rounded.checked_add(1) } else { Some(rounded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceil_goes_up_to_the_next_step() {
        for (text, scale, steps) in [
            ("1.001", 2, 101),
            ("1.009", 2, 101),
            ("1.01", 2, 101),
            ("-1.001", 2, -100),
            ("-1.009", 2, -100),
            ("3", 0, 3),
        ] {
            assert_eq!(ceil(Number::parse(text).expect("a number"), scale), Some(steps), "{text}");
        }
    }
}
