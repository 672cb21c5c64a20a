//! `check:` the conditions that every row of a table meets.

use super::names::NameOwner;
use super::reader::SpecReader;
use crate::spec::fault::Fault;
use crate::spec::model::{CheckSpec, Spanned};
use crate::spec::yaml::{YamlNode, YamlValue};

/// The most conditions of a table: stores look at each of them for every row that is written.
pub const CHECKS_MAX: usize = 64;

impl SpecReader<'_> {
    /// One condition, a list of them, or conditions by name.
    pub(super) fn checks(&mut self, table: &str, node: &YamlNode) -> Vec<CheckSpec> {
        let read = match &node.value {
            YamlValue::Map(entries) => {
                let named = entries.iter().map(|entry| {
                    let name = self.key_name(NameOwner::Check, &entry.key);
                    let expr = self.expression("check", &entry.value);
                    Some(CheckSpec { name: name?, node: entry.value.clone(), expr: expr? })
                });
                named.collect::<Vec<_>>()
            }
            YamlValue::List(items) => {
                items.iter().zip(1..).map(|(item, place)| self.unnamed_check(table, item, place)).collect()
            }
            _ => vec![self.unnamed_check(table, node, 1)],
        };
        if read.is_empty() || read.len() > CHECKS_MAX {
            let message = format!("\"check\" must have 1 to {CHECKS_MAX} conditions, got {}", read.len());
            self.push(Fault::new(node.span, message));
        }
        read.into_iter().flatten().collect()
    }

    /// A condition that is named by its table and its place in the list.
    fn unnamed_check(&mut self, table: &str, node: &YamlNode, place: usize) -> Option<CheckSpec> {
        let expr = self.expression("check", node)?;
        let name = Spanned::new(node.span, format!("{table}_check_{place}"));
        Some(CheckSpec { name, node: node.clone(), expr })
    }
}
