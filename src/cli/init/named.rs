//! A table with the names that a spec gives it and its columns, and what the spec leaves out of it.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Condition, ConditionFact};
use super::names::{SpecNames, is_spec_name, refused_column};
use crate::store::catalog::{CatalogField, CatalogTable, FieldType};

/// The name that reseed keeps for itself.
pub const TENANT: &str = "tenant_id";

/// A table with its names in a spec.
pub struct NamedTable<'c> {
    /// The table.
    pub source: &'c CatalogTable,
    /// Its name.
    pub name: String,
    /// The names of its columns, in their order; none of those that the spec leaves out.
    pub names: Vec<Option<String>>,
    /// Why a column is left out, in their order.
    pub omissions: Vec<Option<Omission>>,
    /// Its checks.
    pub checks: Vec<NamedCheck>,
}

/// Why a spec leaves a column out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// The reason.
    pub reason: String,
    /// Whether it has to be decided what becomes of it.
    pub is_open: bool,
}

/// A check with its name in the spec.
pub struct NamedCheck {
    /// The name.
    pub name: String,
    /// What it says.
    pub condition: Condition,
}

/// What a spec has already; nothing in a first one.
#[derive(Clone, Debug, Default)]
pub struct KnownTables {
    /// Its tables by their names in the database.
    pub tables: BTreeMap<String, KnownTable>,
}

/// A table that a spec has already.
#[derive(Clone, Debug, Default)]
pub struct KnownTable {
    /// Its name in the spec.
    pub name: String,
    /// The names of its columns by those in the database.
    pub columns: BTreeMap<String, String>,
    /// Its parent, by the name in the database.
    pub parent: Option<String>,
}

impl<'c> NamedTable<'c> {
    /// A table called `name` in the spec, whose columns keep the names that it has for them.
    pub fn new(source: &'c CatalogTable, name: String, known: Option<&KnownTable>) -> NamedTable<'c> {
        let (mut spec_names, mut stored) = (SpecNames::default(), BTreeSet::new());
        let mut named: BTreeMap<&str, String> = BTreeMap::new();
        for (stored, name) in known.iter().flat_map(|known| &known.columns) {
            spec_names.keep(name);
            if let Some(field) = source.field(stored) {
                named.insert(&field.name, name.clone());
            }
        }
        let mut omissions = Vec::new();
        for field in &source.fields {
            let is_first = stored.insert(field.name.to_ascii_lowercase());
            omissions.push(omission(field, is_first));
        }
        // Names that need no other one come first.
        for exact in [true, false] {
            for field in source.fields.iter().filter(|field| is_spec_name(&field.name) == exact) {
                named.entry(&field.name).or_insert_with(|| spec_names.column(&field.name));
            }
        }
        let fields = source.fields.iter().zip(&omissions);
        let names = fields.map(|(field, omission)| match omission {
            None => named.get(field.name.as_str()).cloned(),
            Some(_) => None,
        });
        let names = names.collect();
        let mut check_names = SpecNames::default();
        let checks = source.checks.iter().map(|check| NamedCheck {
            name: check_names.check(&check.name),
            condition: Condition::read(&check.condition, |column| {
                named.get(column).cloned().unwrap_or_else(|| column.to_owned())
            }),
        });
        NamedTable { source, name, names, omissions, checks: checks.collect() }
    }

    /// A column's place.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.source.fields.iter().position(|field| field.name == column)
    }

    /// A column's name in the spec, if it has the column.
    pub fn spec_name(&self, column: &str) -> Option<&str> {
        self.names[self.place(column)?].as_deref()
    }

    /// What the checks say, in order.
    pub fn facts(&self) -> impl Iterator<Item = &ConditionFact> {
        self.checks.iter().flat_map(|check| &check.condition.facts)
    }
}

/// Why a spec leaves a column out, if it does.
fn omission(field: &CatalogField, is_first: bool) -> Option<Omission> {
    let known = |reason: String| Some(Omission { reason, is_open: false });
    let open = |reason: String| Some(Omission { reason, is_open: true });
    let ty = &field.type_name;
    match &field.default {
        _ if field.generated.is_some() => {
            let expression = field.generated.as_deref().unwrap_or_default();
            known(format!("left out: the database generates it from {expression}"))
        }
        _ if refused_column(&field.name).is_some() => {
            open("left out: its name cannot be written in a spec; rename it".to_owned())
        }
        _ if !is_first => {
            open("left out: another column has this name in other letter case; rename one of them".to_owned())
        }
        _ if !matches!(field.ty, FieldType::Written(_) | FieldType::Other) => None,
        Some(default) => known(format!("left out: specs have no type for {ty}; its default is {default}")),
        None if !field.is_nullable && field.ty != FieldType::Other => None,
        None if field.is_nullable => known(format!("left out: specs have no type for {ty}; it stays null")),
        None => open(format!(
            "left out: specs have no type for {ty}, and the column is required; choices: give it a default in the \
             database, use another type, or leave the table out (--tables)"
        )),
    }
}
