//! What is chosen from, and parameters: lists of literals, weights and shares.

use std::collections::BTreeMap;

use super::reader::SpecReader;
use crate::spec::fault::{Fault, quote};
use crate::spec::literal::{Duration, Share};
use crate::spec::model::{Choices, ParamValue, Spanned};
use crate::spec::number::Number;
use crate::spec::source::Span;
use crate::spec::yaml::{YamlEntry, YamlNode, YamlValue};

/// The most values to choose from.
pub const CHOICES_MAX: usize = 100_000;

/// A weight as written.
#[derive(Clone, Copy)]
enum WrittenWeight {
    Number(Number),
    Share(Share),
    Rest,
}

impl SpecReader<'_> {
    /// A list of literals, or a map from literals to weights.
    pub(super) fn choices(&mut self, key: &str, node: &YamlNode) -> Option<Choices> {
        let count = match &node.value {
            YamlValue::List(items) => items.len(),
            YamlValue::Map(entries) => entries.len(),
            YamlValue::Scalar { .. } | YamlValue::Empty => {
                let message = format!("{} must be a list or a map of weights, got {}", quote(key), node.what());
                let help =
                    "Write [a, b], { a: 70%, b: rest } or a parameter as $name; { constant: a } is always the same.";
                self.push(Fault::new(node.span, message).help(help));
                return None;
            }
        };
        if count == 0 {
            self.push_missing(node.span, Fault::new(node.span, format!("{} needs at least one value", quote(key))));
            return None;
        }
        if count > CHOICES_MAX {
            self.push(Fault::new(node.span, format!("{key} must have <= {CHOICES_MAX} values, got {count}")));
            return None;
        }
        match &node.value {
            YamlValue::List(items) => self.even(items),
            _ => self.weighted(node.as_map().unwrap_or_default(), node.span),
        }
    }

    fn even(&mut self, items: &[YamlNode]) -> Option<Choices> {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut choices = Vec::with_capacity(items.len());
        for item in items {
            let Some(literal) = self.choice(item) else { continue };
            if let Some(first) = seen.insert(literal.clone(), item.span) {
                let fault = Fault::new(item.span, format!("value {} is given twice", quote(&literal)));
                let fault = fault.label("again").also(first, "first here");
                self.push(fault.help("Remove one, or give weights: { a: 2, b: 1 }."));
            }
            choices.push(Spanned::new(item.span, literal));
        }
        (choices.len() == items.len()).then_some(Choices::Even(choices))
    }

    /// One literal of a list.
    fn choice(&mut self, item: &YamlNode) -> Option<String> {
        if matches!(item.value, YamlValue::Empty) {
            let fault = Fault::new(item.span, "a value is missing");
            self.push(fault.help("Write '' for an empty text. For nulls add \"nulls: 20%\" to the column."));
            return None;
        }
        self.plain_text("value", item)
    }

    fn weighted(&mut self, entries: &[YamlEntry], span: Span) -> Option<Choices> {
        let mut weights = Vec::with_capacity(entries.len());
        for entry in entries {
            let value = YamlValue::Scalar { text: entry.key.text.clone(), quoted: false };
            let literal = self.plain_text("value", &YamlNode { span: entry.key.span, value });
            let weight = self.weight(&entry.value);
            if let (Some(literal), Some(weight)) = (literal, weight) {
                weights.push((Spanned::new(entry.key.span, literal), Spanned::new(entry.value.span, weight)));
            }
        }
        if weights.len() != entries.len() {
            return None;
        }
        let relative = weights.iter().all(|(_, weight)| matches!(weight.value, WrittenWeight::Number(_)));
        if relative { self.relative(weights, span) } else { self.shares(weights, span) }
    }

    fn weight(&mut self, node: &YamlNode) -> Option<WrittenWeight> {
        let text = self.scalar("weight", node)?;
        if text == "rest" {
            return Some(WrittenWeight::Rest);
        }
        if text.ends_with('%') {
            return self.literal("weight", node, Share::parse).map(WrittenWeight::Share);
        }
        let Ok(number) = Number::parse(text) else {
            let fault = Fault::new(node.span, format!("expected a weight, got {}", quote(text)));
            self.push(fault.help("Write a number, a share like 20%, or rest."));
            return None;
        };
        if number.is_negative() {
            self.push(Fault::new(node.span, format!("a weight must be >= 0, got {number}")));
            return None;
        }
        Some(WrittenWeight::Number(number))
    }

    fn relative(&mut self, weights: Vec<(Spanned<String>, Spanned<WrittenWeight>)>, span: Span) -> Option<Choices> {
        let mut total = Some(Number::ZERO);
        let mut choices = Vec::with_capacity(weights.len());
        for (literal, weight) in weights {
            if let WrittenWeight::Number(number) = weight.value {
                total = total.and_then(|total| total.checked_add(number));
                choices.push((literal, number));
            }
        }
        let reason = match total {
            Some(total) if total == Number::ZERO => "the weights must add up to more than 0",
            Some(_) => return Some(Choices::Weights(choices)),
            None => "the weights' sum has more digits than fit",
        };
        self.push(Fault::new(span, reason));
        None
    }

    fn shares(&mut self, weights: Vec<(Spanned<String>, Spanned<WrittenWeight>)>, span: Span) -> Option<Choices> {
        self.shares_alike(&weights)?;
        let sum = weights.iter().try_fold(Number::ZERO, |sum, (_, weight)| match weight.value {
            WrittenWeight::Share(share) => sum.checked_add(share.0),
            WrittenWeight::Number(_) | WrittenWeight::Rest => Some(sum),
        });
        let rest = sum.and_then(|sum| Number::ONE.checked_sub(sum));
        let (Some(sum), Some(rest)) = (sum, rest) else {
            self.push(Fault::new(span, "the shares' sum has more digits than fit"));
            return None;
        };
        let rest_at = weights.iter().find(|(_, weight)| matches!(weight.value, WrittenWeight::Rest));
        if !sums_up(rest, rest_at.is_some()) {
            self.push(wrong_sum(sum, rest_at.map(|(_, weight)| weight.span), span));
            return None;
        }
        let share = |weight| match weight {
            WrittenWeight::Share(share) => share,
            WrittenWeight::Number(_) | WrittenWeight::Rest => Share(rest),
        };
        Some(Choices::Shares(weights.into_iter().map(|(literal, weight)| (literal, share(weight.value))).collect()))
    }

    /// Refuses numbers among shares, and a second rest.
    fn shares_alike(&mut self, weights: &[(Spanned<String>, Spanned<WrittenWeight>)]) -> Option<()> {
        let mut first_rest: Option<Span> = None;
        let mut alike = true;
        for (_, weight) in weights {
            let fault = match (weight.value, first_rest) {
                (WrittenWeight::Number(number), _) => {
                    Fault::new(weight.span, format!("relative weight {number} stands among shares"))
                        .help("Write numbers only, or shares only: 70%, 30%, rest.")
                }
                (WrittenWeight::Rest, Some(first)) => {
                    Fault::new(weight.span, "only one value can get the rest").label("again").also(first, "first here")
                }
                (WrittenWeight::Rest, None) => {
                    first_rest = Some(weight.span);
                    continue;
                }
                (WrittenWeight::Share(_), _) => continue,
            };
            self.push(fault);
            alike = false;
        }
        alike.then_some(())
    }

    /// What a parameter holds, by its form.
    pub(in crate::spec) fn param_value(&mut self, key: &str, node: &YamlNode) -> Option<ParamValue> {
        if matches!(node.value, YamlValue::List(_) | YamlValue::Map(_)) {
            return self.choices(key, node).map(ParamValue::Choices);
        }
        let text = self.plain_text(key, node)?;
        if text.ends_with('%') {
            return self.literal(key, node, Share::parse).map(ParamValue::Share);
        }
        if let Some(number) = Number::parse(&text).ok().filter(|_| !has_leading_zero(&text)) {
            return Some(ParamValue::Number(number));
        }
        let duration = Duration::parse(&text).ok().map(ParamValue::Duration);
        Some(duration.unwrap_or(ParamValue::Text(text)))
    }
}

/// Whether a whole is complete with what is left of it.
fn sums_up(rest: Number, has_rest: bool) -> bool {
    if has_rest { rest > Number::ZERO } else { rest == Number::ZERO }
}

fn wrong_sum(sum: Number, rest_at: Option<Span>, span: Span) -> Fault {
    let percent = sum.checked_mul(Number::from_int(100)).unwrap_or(sum);
    match rest_at {
        Some(rest) => Fault::new(rest, format!("nothing is left for rest: the shares add up to {percent}%")),
        None => Fault::new(span, format!("the shares must add up to 100%, got {percent}%"))
            .help("Change one of them, or write rest for it."),
    }
}

/// Whether a text has zeros before its number, which make it text: `007`.
pub(in crate::spec) fn has_leading_zero(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit() || next == '_'))
}
