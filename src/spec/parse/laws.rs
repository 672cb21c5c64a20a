//! Distributions: `{ poisson: 1.4 }`, `{ uniform: [1, 6] }`, `{ lognormal: { median: 20, sigma: 0.8 } }`.

use super::habits;
use super::later;
use super::reader::{Dollar, Reader};
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::literal::Duration;
use crate::spec::model::{At, LawArg, LawSpec};
use crate::spec::registry::{self, LAWS, Law, Param, Shape};
use crate::spec::yaml::{Entry, Key, Node, Value};

/// What a distribution's values are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Number,
    Duration,
}

impl Reader<'_> {
    /// A map with one distribution and nothing else.
    pub(super) fn law(&mut self, key: &str, node: &Node, measure: Measure) -> Option<At<LawSpec>> {
        let Value::Map(entries) = &node.value else {
            self.push(no_law(key, node, measure));
            return None;
        };
        let (first, others) = self.law_entry(key, node, entries)?;
        for other in others {
            self.push(beside_law(key, &other.key));
        }
        self.law_of(first, measure)
    }

    /// The entry of a map that is a distribution, and the others.
    pub(super) fn law_entry<'n>(
        &mut self,
        key: &str,
        node: &Node,
        entries: &'n [Entry],
    ) -> Option<(&'n Entry, Vec<&'n Entry>)> {
        let is_law =
            |entry: &&Entry| registry::law(&entry.key.text).is_some() || later::LAWS.contains(&entry.key.text.as_str());
        if let Some(law) = entries.iter().find(is_law) {
            return Some((law, entries.iter().filter(|entry| entry.key.span != law.key.span).collect()));
        }
        match entries.iter().find(|entry| !["zero", "min", "max"].contains(&entry.key.text.as_str())) {
            Some(entry) => self.push(unknown_law(&entry.key)),
            None => self.push_missing(node.span, no_law(key, node, Measure::Number)),
        }
        None
    }

    /// The distribution that an entry is.
    pub(super) fn law_of(&mut self, entry: &Entry, measure: Measure) -> Option<At<LawSpec>> {
        let word = entry.key.text.as_str();
        let Some(law) = registry::law(word) else {
            self.later(entry.key.span, word);
            return None;
        };
        if measure == Measure::Duration && !law.durations {
            let laws: Vec<&str> = LAWS.iter().filter(|law| law.durations).map(|law| law.name).collect();
            let fault = Fault::new(entry.key.span, format!("{} gives no lengths of time", quote(word)));
            self.push(fault.help(format!("These do: {}.", laws.join(", "))));
            return None;
        }
        let args = self.law_args(law, &entry.value, measure)?;
        Some(At::new(entry.key.span.to(entry.value.span), LawSpec { law, args }))
    }

    /// One argument for each parameter, in the order of the declaration.
    fn law_args(&mut self, law: &'static Law, node: &Node, measure: Measure) -> Option<Vec<Option<At<LawArg>>>> {
        let given: Vec<Option<&Node>> = match &node.value {
            Value::Scalar { .. } if law.params.len() == 1 => vec![Some(node)],
            Value::List(items) if items.len() <= law.params.len() => {
                let missing = law.params.len() - items.len();
                items.iter().map(Some).chain(std::iter::repeat_n(None, missing)).collect()
            }
            Value::Map(entries) => self.named_args(law, entries),
            _ => {
                let fault = Fault::new(node.span, format!("{} takes {}", quote(law.name), listed(law)));
                self.push(fault.help(format!("Write {}.", law.short)));
                return None;
            }
        };
        let is_strange = |entry: &Entry| !law.params.iter().any(|param| param.name == entry.key.text);
        let has_strangers = node.as_map().is_some_and(|entries| entries.iter().any(is_strange));
        let mut args = Vec::with_capacity(given.len());
        let mut complete = true;
        for (param, node_given) in law.params.iter().zip(&given) {
            let arg = node_given.and_then(|given| self.law_arg(param, given, measure));
            // A key that is unknown is the missing one, misspelt.
            if node_given.is_none() && param.required && !has_strangers {
                let fault = Fault::new(node.span, format!("{} needs {}", quote(law.name), quote(param.name)));
                self.push_missing(node.span, fault.help(format!("Write {}. {}: {}", law.short, param.name, param.doc)));
            }
            complete &= arg.is_some() || (node_given.is_none() && !param.required);
            args.push(arg);
        }
        complete.then_some(args)
    }

    /// The values of a distribution's parameters by name; refuses other keys.
    fn named_args<'n>(&mut self, law: &Law, entries: &'n [Entry]) -> Vec<Option<&'n Node>> {
        let names: Vec<&str> = law.params.iter().map(|param| param.name).collect();
        for Entry { key, .. } in entries.iter().filter(|entry| !names.contains(&entry.key.text.as_str())) {
            match habits::law_key(&key.text, &names) {
                Some(ours) => {
                    let fault = Fault::new(key.span, format!("unknown key {}", quote(&key.text)));
                    self.push(fault.help(format!("It is called {} here: {}.", quote(ours), law.short)));
                }
                None => self.unknown_key(key, &format!("The distribution \"{}\"", law.name), &names),
            }
        }
        let value = |name: &str| entries.iter().find(|entry| entry.key.text == name).map(|entry| &entry.value);
        names.iter().map(|name| value(name)).collect()
    }

    fn law_arg(&mut self, param: &Param, node: &Node, measure: Measure) -> Option<At<LawArg>> {
        if let Some(Dollar::Param(name)) = node.as_scalar().map(Dollar::read) {
            self.uses(&name, node.span);
            return Some(At::new(node.span, LawArg::Param(name)));
        }
        let arg = match (param.shape, measure) {
            (Shape::Quantity, Measure::Duration) => {
                self.literal(param.name, node, Duration::parse).map(LawArg::Duration)
            }
            _ => self.number(param.name, node).map(LawArg::Number),
        };
        arg.map(|arg| At::new(node.span, arg))
    }
}

/// `"low" and "high"`
fn listed(law: &Law) -> String {
    let names: Vec<String> = law.params.iter().map(|param| quote(param.name)).collect();
    names.join(" and ")
}

fn all_laws() -> String {
    let names: Vec<&str> = LAWS.iter().map(|law| law.name).collect();
    format!("The distributions are {}.", names.join(", "))
}

/// What to write where a distribution is expected and something else was found.
fn no_law(key: &str, node: &Node, measure: Measure) -> Fault {
    let got = node.as_scalar().map_or_else(|| node.what().to_owned(), quote);
    let message = match node.value {
        Value::Map(_) => format!("{} names no distribution", quote(key)),
        _ => format!("{} must be a distribution, got {got}", quote(key)),
    };
    let fault = Fault::new(node.span, message);
    let example = if measure == Measure::Duration { "{ exponential: 25d }" } else { "{ uniform: [1, 6] }" };
    match (node.as_scalar().and_then(registry::law), &node.value) {
        (Some(law), _) => fault.help(format!("Write its parameters: {{ {} }}.", law.short)),
        (None, Value::List(_)) => fault.help(format!("Name the distribution: {example}.")),
        (None, _) => fault.help(format!("Write one like {example}. {}", all_laws())),
    }
}

fn unknown_law(key: &Key) -> Fault {
    let names = LAWS.iter().map(|law| law.name);
    let help = did_you_mean(&key.text, names).map(|question| format!("{question} ")).unwrap_or_default();
    Fault::new(key.span, format!("unknown distribution {}", quote(&key.text))).help(help + &all_laws())
}

/// A key that does not belong next to a distribution.
fn beside_law(key: &str, other: &Key) -> Fault {
    let word = other.text.as_str();
    if registry::modifier(word).is_some() || word == "zero" {
        let fault = Fault::new(other.span, format!("{} does not belong inside {}", quote(word), quote(key)));
        return match word {
            "zero" => fault.help("Only \"count\" knows it."),
            _ => fault.help(format!("Move it out of the braces, next to {}.", quote(key))),
        };
    }
    match registry::law(word) {
        Some(_) => Fault::new(other.span, format!("a second distribution {}", quote(word))).help("Keep one of them."),
        None => Fault::new(other.span, format!("unknown key {} next to a distribution", quote(word)))
            .help("A distribution stands alone in its braces."),
    }
}
