//! choose, bool, constant, tenant.
//!
//! Job: literals get one type, weights become integers with a sum that fits 64 bits, and a set that stores enforce is kept
//! next to the values.
//!
//! Twins (`1` and `1.0`) are refused: stores and digests would show one value where the spec has two.

use std::sync::Arc;

use crate::plan::maker::Maker;
use crate::plan::model::ChoiceSet;
use crate::plan::resolve::args::ColumnTarget;
use crate::plan::resolve::column_draft::ColumnDraft;
use crate::plan::resolve::modifiers::DeclaredType;
use crate::plan::resolve::{Resolver, Uniqueness, literal};
use crate::plan::types::Type;
use crate::spec::fault::quote;
use crate::spec::model::{Arg, Choices, ParamValue, Spanned};
use crate::spec::number::Number;
use crate::spec::registry::ChoiceKind;
use crate::spec::source::Span;
use crate::spec::sql::Literal;
use crate::values::sampler::WeightedSampler;

/// The most values of a closed set: stores compare every written value with all of them.
const CLOSED_MAX: usize = 1_000;

/// Integer weights of choices stay below this, so that their sum fits and no share moves by more than 2^-40.
/// A million choices (2^20) of 2^43 each sum to 2^63.
const WEIGHT_BITS_MAX: u32 = 43;

/// A literal, its place and its weight.
///
/// The text is kept for messages: `1` and `1.0` are one value and two spellings.
struct WeightedChoice {
    text: String,
    span: Span,
    weight: Number,
}

impl Resolver<'_> {
    /// The maker of a column of this family.
    pub(super) fn make_choice(
        &mut self,
        kind: ChoiceKind,
        target: ColumnTarget,
        declared: DeclaredType,
    ) -> Option<ColumnDraft> {
        match kind {
            ChoiceKind::Choose => self.choose(target, declared),
            ChoiceKind::Bool => self.bool(target, declared),
            ChoiceKind::Constant => self.constant(target, declared),
            ChoiceKind::Tenant => self.tenant(target, declared),
        }
    }

    /// One of the listed values. Only even ones can be unique: a permutation gives each as often as any other.
    ///
    /// The type is inferred from all literals together unless `type:` says it.
    fn choose(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let choices = self.choices(target)?;
        let natural = literal::infer(choices.iter().map(|choice| choice.text.as_str()));
        let ty = self.take_type(target, declared, natural, |_| true)?;
        let values: Vec<_> =
            choices.iter().map(|choice| self.typed_literal(target, choice.span, &choice.text, ty, "choice")).collect();
        let values: Vec<Literal> = values.into_iter().collect::<Option<_>>()?;
        self.refuse_twins(target, &choices, &values)?;
        let even = choices.iter().all(|choice| choice.weight == choices[0].weight);
        let weights = self.weights(target, &choices)?;
        let uniqueness = match even {
            true => Uniqueness::UpTo(values.len() as u64),
            false => Uniqueness::Never("its values have weights, so they repeat".to_owned()),
        };
        let choices = self.choice_set(target, ty, &values)?;
        let is_text = ty == Type::Text;
        let maker = Maker::Choose { values: values.into(), weights: Arc::new(weights) };
        Some(ColumnDraft { choices, ..ColumnDraft::new(ty, maker, uniqueness).dictionary(is_text) })
    }

    /// The values as stores need them: of closed sets, and of texts, which may be an enum's from the time when every list
    /// of texts was closed.
    ///
    /// Stores keep the texts of open sets too: an enum must have every text that a column may hold.
    ///
    /// # Errors
    /// A closed set of JSON, or of more than 1,000 values.
    fn choice_set(&mut self, target: ColumnTarget, ty: Type, values: &[Literal]) -> Option<Option<ChoiceSet>> {
        let closed = self.flag(target, target.spec.param("closed"))?;
        if closed && ty == Type::Json {
            let fault = self.column_fault(target, target.main_span(), "json values cannot be a closed set");
            return self.fault(fault.help("One value has many spellings in JSON. Leave `closed` out."));
        }
        if closed && values.len() > CLOSED_MAX {
            let message = format!("a closed choice must have <= {CLOSED_MAX} values, got {}", values.len());
            let fault = self.column_fault(target, target.main_span(), message);
            return self.fault(fault.help("Leave `closed` out, or keep the values in a table and refer to its key."));
        }
        let texts = || values.iter().map(literal::text).collect();
        Some((closed || ty == Type::Text).then(|| ChoiceSet { texts: texts(), closed }))
    }

    /// The choices with their weights, from the spec or a parameter; weights of even ones are equal.
    ///
    /// A parameter's choices get the place where the parameter is used.
    fn choices(&mut self, target: ColumnTarget) -> Option<Vec<WeightedChoice>> {
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        match &arg.value {
            Arg::Choices(choices) => Some(list(choices)),
            Arg::Param(name) => match self.param(name)? {
                // The tenant's own literals stand in another file.
                ParamValue::Choices(choices) => {
                    Some(list(&choices).into_iter().map(|choice| WeightedChoice { span: arg.span, ..choice }).collect())
                }
                other => self.param_mismatch(name, "a list of choices", &other, arg.span),
            },
            _ => self.odd_argument(target, arg.span),
        }
    }

    /// Refuses two literals with one value: `1` and `1.0`.
    ///
    /// Compares canonical texts of typed literals, so it depends on the type: as text, `1` and `1.0` differ.
    fn refuse_twins(&mut self, target: ColumnTarget, choices: &[WeightedChoice], values: &[Literal]) -> Option<()> {
        let mut sorted: Vec<(String, usize)> = values.iter().map(literal::text).zip(0..).collect();
        sorted.sort();
        let twins = sorted.windows(2).find(|pair| pair[0].0 == pair[1].0);
        let Some([(_, first), (_, second)]) = twins else { return Some(()) };
        let message =
            format!("{} is the same value as {}", quote(&choices[*second].text), quote(&choices[*first].text));
        let fault = self.column_fault(target, choices[*second].span, message);
        self.fault(fault.help("Remove one of them, or add `type: text`."))
    }

    /// The weights as integers, in the same proportions.
    ///
    /// # Errors
    /// A negative weight, or only zeros.
    fn weights(&mut self, target: ColumnTarget, choices: &[WeightedChoice]) -> Option<WeightedSampler> {
        if let Some(negative) = choices.iter().find(|choice| choice.weight.is_negative()) {
            let message = format!("a weight must be >= 0, got {}", negative.weight);
            let fault = self.column_fault(target, negative.span, message);
            return self.fault(fault);
        }
        let weights: Vec<Number> = choices.iter().map(|choice| choice.weight).collect();
        match WeightedSampler::new(&integers(&weights)) {
            Ok(weighted) => Some(weighted),
            Err(reason) => {
                let fault = self.column_fault(target, target.main_span(), reason);
                self.fault(fault)
            }
        }
    }

    /// True for a share of the rows.
    ///
    /// Half and half without an argument.
    fn bool(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::Bool, |ty| ty == Type::Bool)?;
        let share = match target.main() {
            Some(arg) => crate::plan::resolve::distributions::share_bits(self.share(target, arg)?),
            None => 1 << 63,
        };
        let never = Uniqueness::Never("a bool has two values".to_owned());
        Some(ColumnDraft::new(ty, Maker::Bool { share }, never))
    }

    /// The tenant's name, the same in every row.
    fn tenant(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let ty = self.take_type(target, declared, Type::Text, |ty| ty == Type::Text)?;
        let maker = Maker::Constant(Literal::Text(self.env.tenant.to_string()));
        let never = Uniqueness::Never("it is the same in every row".to_owned());
        Some(ColumnDraft::new(ty, maker, never).dictionary(true))
    }

    /// One value, of the type that it reads as unless `type` names another.
    ///
    /// Never unique, even in a table of one row.
    fn constant(&mut self, target: ColumnTarget, declared: DeclaredType) -> Option<ColumnDraft> {
        let Some(arg) = target.main() else { return self.odd_argument(target, target.main_span()) };
        let text = self.literal_text(target, arg)?;
        let natural = literal::infer(std::iter::once(text.as_str()));
        let ty = self.take_type(target, declared, natural, |_| true)?;
        let value = self.typed_literal(target, arg.span, &text, ty, "constant")?;
        let never = Uniqueness::Never("it is the same in every row".to_owned());
        Some(ColumnDraft::new(ty, Maker::Constant(value), never).dictionary(ty == Type::Text))
    }
}

/// The choices of a list, whichever way their weights are written.
///
/// Three spellings: `[a, b]`, `{ a: 2, b: 1 }`, `{ a: 20%, b: 80% }`. Even weights are 1.
fn list(choices: &Choices) -> Vec<WeightedChoice> {
    let choice = |text: &Spanned<String>, weight| WeightedChoice { text: text.value.clone(), span: text.span, weight };
    match choices {
        Choices::Even(texts) => texts.iter().map(|text| choice(text, Number::ONE)).collect(),
        Choices::Weights(weights) => weights.iter().map(|(text, weight)| choice(text, *weight)).collect(),
        Choices::Shares(shares) => shares.iter().map(|(text, share)| choice(text, share.0)).collect(),
    }
}

/// Whole numbers in the proportions of `weights`, all >= 0; what is above 0 stays so.
///
/// Exact where the weights have a common scale of at most 43 bits; else the lowest bits are cut off, and a tiny
/// weight becomes 1 instead of 0, because a value that is listed should be able to come up.
fn integers(weights: &[Number]) -> Vec<u64> {
    let scale = weights.iter().filter_map(|weight| weight.scale_needed()).max().unwrap_or(0);
    let scaled: Option<Vec<i128>> = weights.iter().map(|weight| weight.to_scaled(scale)).collect();
    // Weights so far apart that no common scale holds them: the small ones are as good as the smallest of the scale.
    let scaled =
        scaled.unwrap_or_else(|| weights.iter().map(|weight| weight.to_scaled(0).unwrap_or(i128::MAX)).collect());
    let highest = scaled.iter().copied().max().unwrap_or(0);
    let shift = (i128::BITS - highest.leading_zeros()).saturating_sub(WEIGHT_BITS_MAX);
    scaled.iter().map(|weight| ((weight >> shift) as u64).max(u64::from(*weight > 0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaled(texts: &[&str]) -> Vec<u64> {
        let numbers: Vec<Number> = texts.iter().map(|text| Number::parse(text).expect("a number")).collect();
        integers(&numbers)
    }

    #[test]
    fn weights_keep_their_proportions_as_integers() {
        assert_eq!(scaled(&["5", "2", "2", "1"]), [5, 2, 2, 1]);
        assert_eq!(scaled(&["0.9", "0.08", "0.02", "0"]), [90, 8, 2, 0]);
        assert_eq!(scaled(&["1e30", "1e29"]), {
            let shift = 100 - WEIGHT_BITS_MAX;
            [(10i128.pow(30) >> shift) as u64, (10i128.pow(29) >> shift) as u64]
        });
        assert_eq!(scaled(&["1e30", "1"])[1], 1, "what is above 0 stays so");
    }
}
