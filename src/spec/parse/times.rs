//! Points in time and gaps between them.

use super::distributions::Measure;
use super::later;
use super::reader::{DollarText, SpecReader};
use crate::spec::fault::{Fault, quote};
use crate::spec::literal::{Duration, InstantLiteral, InstantLiteralBase, StepOperand};
use crate::spec::model::{Arg, Spanned};
use crate::spec::yaml::{YamlNode, YamlValue};

impl SpecReader<'_> {
    /// One instant; its parameters are noted.
    pub(super) fn instant(&mut self, key: &str, node: &YamlNode) -> Option<Spanned<InstantLiteral>> {
        let instant = self.literal(key, node, InstantLiteral::parse)?;
        if let InstantLiteralBase::Param(name) = &instant.base {
            let span = self.place(node, 0, instant.base_len);
            self.uses(name, span);
        }
        for step in &instant.steps {
            if let StepOperand::Param(name) = &step.operand {
                let span = self.place(node, step.at, step.len);
                self.uses(name, span);
            }
        }
        Some(Spanned::new(node.span, instant))
    }

    /// A point in time that needs no dataset: a date or a time in UTC, in µs.
    pub(in crate::spec) fn fixed_instant(&mut self, key: &str, node: &YamlNode) -> Option<Spanned<i64>> {
        let instant = self.literal(key, node, InstantLiteral::parse)?;
        if let (InstantLiteralBase::At(micros), true) = (&instant.base, instant.steps.is_empty()) {
            return Some(Spanned::new(node.span, *micros));
        }
        let text = node.as_scalar().unwrap_or_default();
        let fault = Fault::new(node.span, format!("{key} must be a date or a time, got {}", quote(text)));
        self.push(fault.help("Write 2026-01-31 or 2026-01-31T00:00:00Z."));
        None
    }

    /// One instant or a list of them.
    pub(super) fn instants(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        let YamlValue::List(items) = &node.value else {
            return self.instant(key, node).map(|instant| Arg::Instants(vec![instant]));
        };
        if items.is_empty() {
            self.push(Fault::new(node.span, format!("{} needs at least one point in time", quote(key))));
        }
        let read: Vec<_> = items.iter().filter_map(|item| self.instant(key, item)).collect();
        (read.len() == items.len()).then_some(Arg::Instants(read))
    }

    /// `{ between: [low, high] }`
    pub(super) fn between(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        for entry in self.entries(&quote(key), node)? {
            match entry.key.text.as_str() {
                "between" => {}
                word if later::TIME.contains(&word) => self.later(entry.key.span, word),
                _ => self.unknown_key(&entry.key, &quote(key), &["between"]),
            }
        }
        let Some(ends) = node.get("between") else {
            if node.as_map().is_some_and(|entries| !entries.is_empty()) {
                return None; // Reported already: an unknown key.
            }
            let fault = Fault::new(node.span, format!("{} needs \"between\"", quote(key)));
            self.push_missing(node.span, fault.help("Write { between: [as_of - 2y, as_of] }, or one point in time."));
            return None;
        };
        let Some([low, high]) = ends.as_list() else {
            let got = ends.as_list().map_or_else(|| ends.what().to_owned(), |items| format!("{} of them", items.len()));
            let fault = Fault::new(ends.span, format!("between takes two points in time, got {got}"));
            self.push(fault.help("Write between: [as_of - 2y, as_of]."));
            return None;
        };
        let (low, high) = (self.instant("between", low), self.instant("between", high));
        Some(Arg::Between(low?, high?))
    }

    /// A duration, a parameter or a distribution of durations.
    pub(super) fn gap(&mut self, key: &str, node: &YamlNode) -> Option<Arg> {
        match node.as_scalar().map(DollarText::read) {
            Some(DollarText::Param(name)) => {
                self.uses(&name, node.span);
                Some(Arg::Param(name))
            }
            Some(_) if node.as_scalar().is_some_and(|text| crate::spec::registry::distribution(text).is_none()) => {
                self.literal(key, node, Duration::parse).map(Arg::Duration)
            }
            _ => self
                .distribution(key, node, Measure::Duration)
                .map(|distribution| Arg::Distribution(distribution.value)),
        }
    }
}
