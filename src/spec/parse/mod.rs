//! YAML → [`Spec`], by what the registry declares.
//!
//! Every fault of a file is found in one run, each with its place and help. What has none is passed on to the plan,
//! which adds the faults that it finds: a [`Draft`]. Must never resolve a path, a type or a parameter's value: that is
//! the plan's, which knows the tenant. What it lets through has known kinds with arguments of their declared shapes,
//! valid and distinct names, keys and listed cells that are columns of their table, parents that are tables, and
//! parameters that exist and are used. What it does not let through it names as [`UnreadNames`].

use std::collections::BTreeSet;

use super::fault::{Fault, Faults, SourceFaults, did_you_mean, quote};
use super::literal::is_name;
use super::model::{ParamSpec, Spanned, Spec, UnreadNames};
use super::source::{Source, Span};
use super::yaml::{self, YamlEntry, YamlNode};

mod args;
mod checks;
mod choices;
mod column;
mod distributions;
mod habits;
mod later;
mod names;
mod reader;
mod rows;
mod table;
mod times;

#[cfg(test)]
mod tests;

pub use args::WORDS_MAX;
pub use checks::CHECKS_MAX;
pub use choices::CHOICES_MAX;
pub(in crate::spec) use choices::has_leading_zero;
pub use names::{NAME_BYTES_MAX, RESERVED};
pub(in crate::spec) use reader::SpecReader;
pub use table::{COLUMNS_MAX, INDEX_COLUMNS_MAX, INDEXES_MAX, TABLE_KEYS, TABLES_MAX};

/// The language version that this reseed knows.
pub const LANGUAGE: u32 = 1;

/// The most parameters of a spec.
pub const PARAMS_MAX: usize = 1_000;

/// The keys of a spec, in the order that reads best.
pub const SPEC_KEYS: [&str; 6] = ["reseed", "dataset", "about", "as_of", "params", "tables"];

/// What could be read of a spec, and what is wrong with it as far as its text alone shows.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The parts without faults.
    pub spec: Spec,
    /// The faults of the others.
    pub faults: Faults,
}

/// The draft that a source holds.
///
/// # Errors
/// With every fault of the source, if there are no tables that could be read.
pub fn parse(source: &Source) -> Result<Draft, SourceFaults> {
    let mut faults = Faults::default();
    let root = yaml::parse(source, &mut faults);
    match root.and_then(|root| SpecReader::new(source, &mut faults).spec(source, &root)) {
        Some(spec) => Ok(Draft { spec, faults }),
        None => Err(SourceFaults { source: source.clone(), faults: faults.into_vec() }),
    }
}

impl SpecReader<'_> {
    fn spec(&mut self, source: &Source, root: &YamlNode) -> Option<Spec> {
        let entries = self.entries("a spec", root)?;
        entries.iter().for_each(|entry| self.top_key(entry));
        let language = self.required(root, "reseed", "Begin the spec with \"reseed: 1\".");
        let language = language.and_then(|node| self.language(node));
        let dataset = self.required(root, "dataset", "Name the dataset: \"dataset: shop\".");
        let dataset = dataset.and_then(|node| self.dataset(node));
        let about = self.about(root);
        let as_of_node = root.get("as_of");
        let as_of = as_of_node.and_then(|node| self.fixed_instant("as_of", node));
        let unread_as_of = as_of_node.filter(|_| as_of.is_none()).map(|_| "as_of".to_owned());
        let (params, unread_params) = root.get("params").map(|node| self.params(node)).unwrap_or_default();
        let tables = self.required(root, "tables", "Add \"tables:\" with at least one table.");
        let tables = tables.and_then(|node| self.tables(node, root.span));
        self.check_uses(root.get("params"));
        let (tables, unread_tables) = tables?;
        Some(Spec {
            source: source.clone(),
            language: language.unwrap_or(Spanned::new(root.span, LANGUAGE)),
            dataset: dataset.unwrap_or(Spanned::new(Span::default(), String::new())),
            about,
            as_of,
            params,
            tables,
            unread: UnreadNames::new(unread_as_of, false).and(unread_params).and(unread_tables),
        })
    }

    fn top_key(&mut self, YamlEntry { key, .. }: &YamlEntry) {
        match key.text.as_str() {
            word if SPEC_KEYS.contains(&word) => {}
            word if later::TOP.contains(&word) => self.later(key.span, word),
            _ => self.unknown_key(key, "A spec", &SPEC_KEYS),
        }
    }

    /// The value of a key that must be there.
    pub(in crate::spec) fn required<'n>(&mut self, root: &'n YamlNode, key: &str, help: &str) -> Option<&'n YamlNode> {
        let found = root.get(key);
        if found.is_none() {
            let start = Span::new(root.span.start as usize, root.span.start as usize);
            self.push_missing(root.span, Fault::new(start, format!("key {} is missing", quote(key))).help(help));
        }
        found
    }

    fn language(&mut self, node: &YamlNode) -> Option<Spanned<u32>> {
        let text = self.scalar("reseed", node)?;
        if text == LANGUAGE.to_string() {
            return Some(Spanned::new(node.span, LANGUAGE));
        }
        let fault = Fault::new(node.span, format!("unknown language version {}", quote(text)));
        self.push(fault.help(format!("This reseed knows version {LANGUAGE}: write \"reseed: {LANGUAGE}\".")));
        None
    }

    fn dataset(&mut self, node: &YamlNode) -> Option<Spanned<String>> {
        let text = self.scalar("dataset", node)?;
        self.name(names::NameOwner::Dataset, text, node.span)
    }

    /// The parameters with their defaults.
    fn params(&mut self, node: &YamlNode) -> (Vec<ParamSpec>, UnreadNames) {
        let Some(entries) = self.entries("\"params\"", node) else { return (Vec::new(), UnreadNames::new(None, true)) };
        if entries.len() > PARAMS_MAX {
            let message = format!("a spec must have <= {PARAMS_MAX} parameters, got {}", entries.len());
            self.push(Fault::new(node.span, message));
            return (Vec::new(), UnreadNames::new(None, true));
        }
        let read: Vec<_> = entries.iter().map(|entry| self.param(entry)).collect();
        let unread = self.unread(node.span, entries, &read);
        (read.into_iter().flatten().collect(), unread)
    }

    fn param(&mut self, YamlEntry { key, value }: &YamlEntry) -> Option<ParamSpec> {
        let name = self.key_name(names::NameOwner::Param, key);
        let read = |reader: &mut Self| reader.faultless(|reader| reader.param_value(&key.text, value));
        let default = self.within(format!("parameter \"{}\"", key.text), read);
        Some(ParamSpec { name: name?, value: Spanned::new(value.span, default?) })
    }

    /// Refuses parameters that are used but not there, and those that are there but not used.
    fn check_uses(&mut self, params: Option<&YamlNode>) {
        let keys: Vec<_> =
            params.and_then(YamlNode::as_map).unwrap_or_default().iter().map(|entry| &entry.key).collect();
        let uses = self.take_uses();
        for used in &uses {
            if !keys.iter().any(|key| key.text == used.value) {
                let help = did_you_mean(&used.value, keys.iter().map(|key| key.text.as_str()));
                let fault = Fault::new(used.span, format!("unknown parameter \"${}\"", used.value));
                self.push(
                    fault.help(help.unwrap_or_else(|| "Declare it with its default under \"params\".".to_owned())),
                );
            }
        }
        // What is wrong elsewhere may have kept a use from being read.
        let mentioned = if self.is_clean() { BTreeSet::new() } else { self.mentioned() };
        let used: BTreeSet<&str> = uses.iter().map(|used| used.value.as_str()).collect();
        for key in keys.into_iter().filter(|key| !used.contains(key.text.as_str())) {
            if is_name(&key.text) && !mentioned.contains(&key.text) {
                let fault = Fault::new(key.span, format!("parameter {} is never used", quote(&key.text)));
                self.push(fault.help(format!("Use it as ${}, or remove it.", key.text)));
            }
        }
    }
}
