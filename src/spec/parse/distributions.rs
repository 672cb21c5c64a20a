//! Distributions: `{ poisson: 1.4 }`, `{ uniform: [1, 6] }`, `{ lognormal: { median: 20, sigma: 0.8 } }`.

use super::habits;
use super::later;
use super::reader::{DollarText, SpecReader};
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::literal::Duration;
use crate::spec::model::{DistributionArg, DistributionSpec, Spanned};
use crate::spec::registry::{self, ArgShape, DISTRIBUTIONS, Distribution, Param};
use crate::spec::yaml::{YamlEntry, YamlKey, YamlNode, YamlValue};

/// What a distribution's values are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Number,
    Duration,
}

impl SpecReader<'_> {
    /// A map with one distribution and nothing else.
    pub(super) fn distribution(
        &mut self,
        key: &str,
        node: &YamlNode,
        measure: Measure,
    ) -> Option<Spanned<DistributionSpec>> {
        let YamlValue::Map(entries) = &node.value else {
            self.push(no_distribution(key, node, measure));
            return None;
        };
        let (first, others) = self.distribution_entry(key, node, entries)?;
        for other in others {
            self.push(beside_distribution(key, &other.key));
        }
        self.distribution_of(first, measure)
    }

    /// The entry of a map that is a distribution, and the others.
    pub(super) fn distribution_entry<'n>(
        &mut self,
        key: &str,
        node: &YamlNode,
        entries: &'n [YamlEntry],
    ) -> Option<(&'n YamlEntry, Vec<&'n YamlEntry>)> {
        let is_distribution = |entry: &&YamlEntry| {
            registry::distribution(&entry.key.text).is_some() || later::DISTRIBUTIONS.contains(&entry.key.text.as_str())
        };
        if let Some(distribution) = entries.iter().find(is_distribution) {
            return Some((
                distribution,
                entries.iter().filter(|entry| entry.key.span != distribution.key.span).collect(),
            ));
        }
        match entries.iter().find(|entry| !["zero", "min", "max"].contains(&entry.key.text.as_str())) {
            Some(entry) => self.push(unknown_distribution(&entry.key)),
            None => self.push_missing(node.span, no_distribution(key, node, Measure::Number)),
        }
        None
    }

    /// The distribution that an entry is.
    pub(super) fn distribution_of(&mut self, entry: &YamlEntry, measure: Measure) -> Option<Spanned<DistributionSpec>> {
        let word = entry.key.text.as_str();
        let Some(distribution) = registry::distribution(word) else {
            self.later(entry.key.span, word);
            return None;
        };
        if measure == Measure::Duration && !distribution.durations {
            let distributions: Vec<&str> = DISTRIBUTIONS
                .iter()
                .filter(|distribution| distribution.durations)
                .map(|distribution| distribution.name)
                .collect();
            let fault = Fault::new(entry.key.span, format!("{} gives no lengths of time", quote(word)));
            self.push(fault.help(format!("These do: {}.", distributions.join(", "))));
            return None;
        }
        let args = self.distribution_args(distribution, &entry.value, measure)?;
        Some(Spanned::new(entry.key.span.to(entry.value.span), DistributionSpec { distribution, args }))
    }

    /// One argument for each parameter, in the order of the declaration.
    fn distribution_args(
        &mut self,
        distribution: &'static Distribution,
        node: &YamlNode,
        measure: Measure,
    ) -> Option<Vec<Option<Spanned<DistributionArg>>>> {
        let given: Vec<Option<&YamlNode>> = match &node.value {
            YamlValue::Scalar { .. } if distribution.params.len() == 1 => vec![Some(node)],
            YamlValue::List(items) if items.len() <= distribution.params.len() => {
                let missing = distribution.params.len() - items.len();
                items.iter().map(Some).chain(std::iter::repeat_n(None, missing)).collect()
            }
            YamlValue::Map(entries) => self.named_args(distribution, entries),
            _ => {
                let fault =
                    Fault::new(node.span, format!("{} takes {}", quote(distribution.name), listed(distribution)));
                self.push(fault.help(format!("Write {}.", distribution.short)));
                return None;
            }
        };
        let is_strange = |entry: &YamlEntry| !distribution.params.iter().any(|param| param.name == entry.key.text);
        let has_strangers = node.as_map().is_some_and(|entries| entries.iter().any(is_strange));
        let mut args = Vec::with_capacity(given.len());
        let mut complete = true;
        for (param, node_given) in distribution.params.iter().zip(&given) {
            let arg = node_given.and_then(|given| self.distribution_arg(param, given, measure));
            // A key that is unknown is the missing one, misspelt.
            if node_given.is_none() && param.required && !has_strangers {
                let fault = Fault::new(node.span, format!("{} needs {}", quote(distribution.name), quote(param.name)));
                self.push_missing(
                    node.span,
                    fault.help(format!("Write {}. {}: {}", distribution.short, param.name, param.doc)),
                );
            }
            complete &= arg.is_some() || (node_given.is_none() && !param.required);
            args.push(arg);
        }
        complete.then_some(args)
    }

    /// The values of a distribution's parameters by name; refuses other keys.
    fn named_args<'n>(&mut self, distribution: &Distribution, entries: &'n [YamlEntry]) -> Vec<Option<&'n YamlNode>> {
        let names: Vec<&str> = distribution.params.iter().map(|param| param.name).collect();
        for YamlEntry { key, .. } in entries.iter().filter(|entry| !names.contains(&entry.key.text.as_str())) {
            match habits::distribution_key(&key.text, &names) {
                Some(ours) => {
                    let fault = Fault::new(key.span, format!("unknown key {}", quote(&key.text)));
                    self.push(fault.help(format!("It is called {} here: {}.", quote(ours), distribution.short)));
                }
                None => self.unknown_key(key, &format!("The distribution \"{}\"", distribution.name), &names),
            }
        }
        let value = |name: &str| entries.iter().find(|entry| entry.key.text == name).map(|entry| &entry.value);
        names.iter().map(|name| value(name)).collect()
    }

    fn distribution_arg(
        &mut self,
        param: &Param,
        node: &YamlNode,
        measure: Measure,
    ) -> Option<Spanned<DistributionArg>> {
        if let Some(DollarText::Param(name)) = node.as_scalar().map(DollarText::read) {
            self.uses(&name, node.span);
            return Some(Spanned::new(node.span, DistributionArg::Param(name)));
        }
        let arg = match (param.shape, measure) {
            (ArgShape::Quantity, Measure::Duration) => {
                self.literal(param.name, node, Duration::parse).map(DistributionArg::Duration)
            }
            _ => self.number(param.name, node).map(DistributionArg::Number),
        };
        arg.map(|arg| Spanned::new(node.span, arg))
    }
}

/// `"low" and "high"`
fn listed(distribution: &Distribution) -> String {
    let names: Vec<String> = distribution.params.iter().map(|param| quote(param.name)).collect();
    names.join(" and ")
}

fn all_distributions() -> String {
    let names: Vec<&str> = DISTRIBUTIONS.iter().map(|distribution| distribution.name).collect();
    format!("The distributions are {}.", names.join(", "))
}

/// What to write where a distribution is expected and something else was found.
fn no_distribution(key: &str, node: &YamlNode, measure: Measure) -> Fault {
    let got = node.as_scalar().map_or_else(|| node.what().to_owned(), quote);
    let message = match node.value {
        YamlValue::Map(_) => format!("{} names no distribution", quote(key)),
        _ => format!("{} must be a distribution, got {got}", quote(key)),
    };
    let fault = Fault::new(node.span, message);
    let example = if measure == Measure::Duration { "{ exponential: 25d }" } else { "{ uniform: [1, 6] }" };
    match (node.as_scalar().and_then(registry::distribution), &node.value) {
        (Some(distribution), _) => fault.help(format!("Write its parameters: {{ {} }}.", distribution.short)),
        (None, YamlValue::List(_)) => fault.help(format!("Name the distribution: {example}.")),
        (None, _) => fault.help(format!("Write one like {example}. {}", all_distributions())),
    }
}

fn unknown_distribution(key: &YamlKey) -> Fault {
    let names = DISTRIBUTIONS.iter().map(|distribution| distribution.name);
    let help = did_you_mean(&key.text, names).map(|question| format!("{question} ")).unwrap_or_default();
    Fault::new(key.span, format!("unknown distribution {}", quote(&key.text))).help(help + &all_distributions())
}

/// A key that does not belong next to a distribution.
fn beside_distribution(key: &str, other: &YamlKey) -> Fault {
    let word = other.text.as_str();
    if registry::modifier(word).is_some() || word == "zero" {
        let fault = Fault::new(other.span, format!("{} does not belong inside {}", quote(word), quote(key)));
        return match word {
            "zero" => fault.help("Only \"count\" knows it."),
            _ => fault.help(format!("Move it out of the braces, next to {}.", quote(key))),
        };
    }
    match registry::distribution(word) {
        Some(_) => Fault::new(other.span, format!("a second distribution {}", quote(word))).help("Keep one of them."),
        None => Fault::new(other.span, format!("unknown key {} next to a distribution", quote(word)))
            .help("A distribution stands alone in its braces."),
    }
}
