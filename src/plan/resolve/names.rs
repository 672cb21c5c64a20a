//! Names: what keys are hashed from, and what files and stores call tables and columns.

use std::collections::BTreeMap;

use super::Resolver;
use super::args::Target;
use crate::plan::maker::TableIndex;
use crate::spec::fault::{Fault, quote};
use crate::spec::model::{Arg, At, ColumnSpec, TableSpec};
use crate::spec::source::Span;
use crate::values::random::Key;

/// The longest name in files and stores, in bytes: PostgreSQL's.
const NAME_BYTES_MAX: usize = 63;

/// The one column that may be the tenant's in shared tables.
const TENANT_COLUMN: &str = "tenant_id";

impl<'a> Resolver<'a> {
    /// What a table's root rows and counts are hashed from.
    pub(super) fn row_seed(&self, table: TableIndex) -> u64 {
        self.seed_of(&[seed_name(&self.spec.tables[table])])
    }

    /// What a column's draws are hashed from; `part` tells a hidden column from the one that it serves.
    pub(super) fn draw_seed(&self, table: TableIndex, spec: &ColumnSpec, part: Option<&str>) -> u64 {
        let name = match spec.modifier("rename_from") {
            Some(At { value: Arg::Text(name), .. }) => name,
            _ => &spec.name.value,
        };
        let names = [seed_name(&self.spec.tables[table]), name];
        match part {
            None => self.seed_of(&names),
            Some(part) => self.seed_of(&[names[0], names[1], part]),
        }
    }

    fn seed_of(&self, names: &[&str]) -> u64 {
        let (language, seed) = (self.spec.language.value.to_string(), self.env.seed.to_string());
        let parts = [&["reseed", &language, &seed, &self.env.tenant], names].concat();
        Key::of(&parts).0
    }

    pub(super) fn stored_table_name(&self, table: TableIndex) -> &'a str {
        let spec = &self.spec.tables[table];
        spec.stored_name.as_ref().map_or(&spec.name.value, |name| &name.value)
    }

    pub(super) fn stored_column_name<'s>(&self, spec: &'s ColumnSpec) -> &'s str {
        match spec.modifier("as") {
            Some(At { value: Arg::Text(name), .. }) => name,
            _ => &spec.name.value,
        }
    }

    /// Names that say something else than what the column is.
    pub(super) fn check_column_name(&mut self, target: Target) {
        let spec = target.spec;
        if spec.name.value == TENANT_COLUMN && spec.kind.value.name != "tenant" {
            let message = format!("\"{TENANT_COLUMN}\" is the partition's tenant, it cannot be of kind \"{}\"", spec.kind.value.name);
            let fault = self.column_fault(target, spec.name.span, message);
            self.faults.push(fault.help("Write `tenant_id: tenant`, or choose another name."));
        }
        if let Some(stored) = spec.modifier("as").filter(|_| spec.is_helper()) {
            let fault = self.column_fault(target, stored.span, "\"as\" has no effect, helpers are never written");
            self.faults.push(fault.help("Remove it."));
        }
    }

    /// Refuses names that two tables, or two columns of a table, share in stores or in seeds.
    pub(super) fn check_names(&mut self) {
        let spec = self.spec;
        let tables = spec.tables.iter();
        let stored = tables.clone().map(|table| {
            let at = table.stored_name.as_ref().unwrap_or(&table.name);
            (at.value.as_str(), at.span)
        });
        self.check_stored("table", stored.collect());
        let seeds = tables.map(|table| (seed_name(table), table.rename_from.as_ref().unwrap_or(&table.name).span));
        self.check_seeds("table", seeds.collect());
        for table in &spec.tables {
            let written = table.columns.iter().filter(|column| !column.is_helper());
            let stored = written.map(|column| {
                let span = column.modifier("as").map_or(column.name.span, |name| name.span);
                (self.stored_column_name(column), span)
            });
            let seeds = table.columns.iter().map(|column| match column.modifier("rename_from") {
                Some(At { value: Arg::Text(name), span }) => (name.as_str(), *span),
                _ => (column.name.value.as_str(), column.name.span),
            });
            let (stored, seeds) = (stored.collect(), seeds.collect());
            self.check_stored("column", stored);
            self.check_seeds("column", seeds);
        }
    }

    fn check_stored(&mut self, what: &str, names: Vec<(&str, Span)>) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (name, span) in names {
            if name.is_empty() || name.len() > NAME_BYTES_MAX || name.contains('\0') {
                let message = format!("a stored {what} name must be 1 to {NAME_BYTES_MAX} bytes, got {}", quote(name));
                self.faults.push(Fault::new(span, message));
            }
            // SQLite tells ASCII capitals and small letters apart in no name.
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), span) {
                let message = format!("two {what}s are stored as {}", quote(&name.to_ascii_lowercase()));
                let fault = Fault::new(span, message).also(first, "the other one");
                self.faults.push(fault.help("Give one of them another name with `as:`; capitals make no difference."));
            }
        }
    }

    fn check_seeds(&mut self, what: &str, names: Vec<(&str, Span)>) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (name, span) in names {
            if let Some(first) = seen.insert(name, span) {
                let message = format!("two {what}s take their values from the name {}", quote(name));
                let fault = Fault::new(span, message).also(first, "the other one");
                self.faults.push(fault.help("Two would get the same random numbers: change one `rename_from:`."));
            }
        }
    }
}

fn seed_name(table: &TableSpec) -> &str {
    table.rename_from.as_ref().map_or(&table.name.value, |name| &name.value)
}
