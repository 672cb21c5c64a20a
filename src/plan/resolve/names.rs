//! Names: what keys are hashed from, and what files and stores call tables and columns.

use super::Resolver;
use crate::plan::maker::TableIndex;
use crate::spec::model::{Arg, At, ColumnSpec, TableSpec};
use crate::values::random::Key;

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

    /// The tenant's name is no part of it: it enters only through the default seed.
    fn seed_of(&self, names: &[&str]) -> u64 {
        let (language, seed) = (self.spec.language.value.to_string(), self.env.seed.to_string());
        let parts = [&["reseed", language.as_str(), seed.as_str()], names].concat();
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
}

fn seed_name(table: &TableSpec) -> &str {
    table.rename_from.as_ref().map_or(&table.name.value, |name| &name.value)
}
