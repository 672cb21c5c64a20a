//! Distributions: exact parameters → samplers.
//!
//! | distribution | parameters | as `number`, `gap` | as `count` |
//! |---|---|---|---|
//! | `uniform` | low, high | exact for int and decimal, else continuous | discrete, both ends included |
//! | `normal` | mean, sd | continuous | |
//! | `lognormal` | median, sigma | continuous | |
//! | `exponential` | mean | continuous | |
//! | `poisson` | mean | discrete | discrete |
//! | `zipf` | max, s | discrete | discrete |
//!
//! Parameters are exact numbers up to here and become doubles once, at the sampler, whose results are pinned by
//! tests.

use super::Resolver;
use crate::spec::fault::Fault;
use crate::spec::model::{At, LawArg, LawSpec, ParamValue};
use crate::spec::number::Number;
use crate::spec::source::Span;
use crate::values::sampler::{Continuous, ContinuousLaw, Discrete, DiscreteLaw};

/// A share in 1/2^64, rounded to the nearest; all is `u64::MAX`.
///
/// A draw is below the result with exactly that probability, to within 2^-65.
pub(super) fn share_bits(share: Number) -> u64 {
    let scaled = share.checked_mul(Number::from_int(1 << 64)).and_then(|bits| bits.to_scaled(0));
    match scaled {
        Some(bits) => u64::try_from(bits.max(0)).unwrap_or(u64::MAX),
        // More digits than fit: the nearest double will do. The power of two is exact and the conversion saturates.
        None => (share.to_f64() * 18_446_744_073_709_551_616.0) as u64,
    }
}

/// The lowest value of a law, and the highest where it has one.
///
/// Both ends included; `None` is no limit. What the plan knows of a table's size comes from here.
pub(super) fn range(law: &Discrete) -> (i64, Option<i64>) {
    match law.law() {
        DiscreteLaw::UniformInt { low, high } => (low, Some(high)),
        DiscreteLaw::Zipf { max, .. } => (1, i64::try_from(max).ok()),
        DiscreteLaw::Binomial { trials, .. } => (0, i64::try_from(trials).ok()),
        // The sampler leaves out what is 1e-20 times less likely than the peak: all of that lies further out.
        DiscreteLaw::Poisson { mean } => (0, Some((2.0 * mean + 100.0) as i64)),
        DiscreteLaw::Geometric { .. } => (0, None),
    }
}

impl Resolver<'_> {
    /// A law's parameters as numbers, durations as microseconds; `None` inside where an optional one is left out.
    ///
    /// In the order in which the registry declares them. Gaps take durations; the unit is µs then, and means and
    /// deviations share it.
    pub(super) fn law_numbers(&mut self, law: &LawSpec) -> Option<Vec<Option<Number>>> {
        let numbers: Vec<_> = law.args.iter().map(|arg| arg.as_ref().map(|arg| self.law_number(arg))).collect();
        numbers.into_iter().map(|number| number.map_or(Some(None), |number| number.map(Some))).collect()
    }

    /// One parameter of a distribution.
    fn law_number(&mut self, arg: &At<LawArg>) -> Option<Number> {
        let micros = |duration: crate::spec::literal::Duration| Number::from_int(i128::from(duration.0));
        match &arg.value {
            LawArg::Number(number) => Some(*number),
            LawArg::Duration(duration) => Some(micros(*duration)),
            LawArg::Param(name) => match self.param(name)? {
                ParamValue::Number(number) => Some(number),
                ParamValue::Duration(duration) => Some(micros(duration)),
                other => self.param_mismatch(name, "a number", &other, arg.span),
            },
        }
    }

    /// The sampler of whole numbers for a law.
    ///
    /// `s` of zipf is 1 by default: the k-th most popular is k times rarer than the first.
    pub(super) fn discrete(&mut self, span: Span, spec: &LawSpec) -> Option<Discrete> {
        let numbers = self.law_numbers(spec)?;
        let number = |index: usize| numbers.get(index).copied().flatten();
        let double = |index: usize| number(index).map_or(1.0, Number::to_f64);
        let whole = |index: usize, what: &str| -> Result<i64, String> {
            let value = number(index).unwrap_or(Number::ZERO);
            let whole = value.whole().and_then(|whole| i64::try_from(whole).ok());
            whole.ok_or_else(|| format!("{what} must be a whole number of 64 bits, got {value}"))
        };
        let law = match spec.law.name {
            "uniform" => whole(0, "low").and_then(|low| Ok(DiscreteLaw::UniformInt { low, high: whole(1, "high")? })),
            "poisson" => Ok(DiscreteLaw::Poisson { mean: double(0) }),
            "zipf" => {
                whole(0, "max").map(|max| DiscreteLaw::Zipf { max: u64::try_from(max).unwrap_or(0), s: double(1) })
            }
            _ => Err("gives no whole numbers".to_owned()),
        };
        match law.map_err(|reason| format!("{}: {reason}", spec.law.name)).and_then(Discrete::new) {
            Ok(law) => Some(law),
            Err(reason) => self.law_fault(span, spec, reason),
        }
    }

    /// The sampler of real numbers for a law.
    ///
    /// Up to 1 ms for the sampler's table.
    pub(super) fn continuous(&mut self, span: Span, spec: &LawSpec) -> Option<Continuous> {
        let numbers = self.law_numbers(spec)?;
        let double = |index: usize| numbers.get(index).copied().flatten().map_or(1.0, Number::to_f64);
        let law = match spec.law.name {
            "uniform" => Ok(ContinuousLaw::Uniform { low: double(0), high: double(1) }),
            "normal" => Ok(ContinuousLaw::Normal { mean: double(0), sd: double(1) }),
            "lognormal" => Ok(ContinuousLaw::LogNormal { median: double(0), sigma: double(1) }),
            "exponential" => Ok(ContinuousLaw::Exponential { mean: double(0) }),
            _ => Err(format!("{}: gives whole numbers only", spec.law.name)),
        };
        match law.and_then(Continuous::new) {
            Ok(law) => Some(law),
            Err(reason) => self.law_fault(span, spec, reason),
        }
    }

    /// The sampler's reason, with the way to write the distribution as help.
    fn law_fault<T>(&mut self, span: Span, spec: &LawSpec, reason: String) -> Option<T> {
        self.fault(Fault::new(span, reason).help(format!("Write it as {{ {} }}.", spec.law.short)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_stays_below_its_bound() {
        for mean in [0.001, 0.5, 1.4, 30.0, 10_000.0] {
            let law = Discrete::new(DiscreteLaw::Poisson { mean }).expect("a good mean");
            let (_, highest) = range(&law);
            // The table's cells in turn: every outcome that there is.
            let found = (0..200_000u64).map(|cell| law.sample(cell << 46 | cell << 40)).max();
            assert!(found <= highest, "{mean}: {found:?} above {highest:?}");
        }
    }

    #[test]
    fn shares_become_parts_of_2_to_the_64() {
        let share = |text| Number::parse(text).map(share_bits);
        assert_eq!(share("0"), Ok(0));
        assert_eq!(share("0.5"), Ok(1 << 63));
        assert_eq!(share("1"), Ok(u64::MAX));
        assert_eq!(share("0.00000000000000000000000000000000000001"), Ok(0));
        assert_eq!(share("0.99999999999999999999999999999999999999"), Ok(u64::MAX));
    }
}
