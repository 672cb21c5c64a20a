//! Names: what keys are hashed from, and what files and stores call tables and columns.
//!
//! A key is the hash of a path of names:
//!
//! ```text
//! table key   ["reseed", language, seed, table]
//! column key  ["reseed", language, seed, table, column]
//! hidden key  ["reseed", language, seed, table, column, "pick"]
//! ```
//!
//! So renaming a column changes its values, unless `rename_from:` keeps the old name in the hash; reordering, adding
//! and removing columns changes nothing. The seed enters as decimal text, since keys are hashed from texts only.

use super::Resolver;
use crate::plan::maker::TableIndex;
use crate::spec::model::{Arg, ColumnSpec, Spanned, TableSpec};
use crate::values::random::Key;

impl<'a> Resolver<'a> {
    /// The key of a table's root rows and counts.
    ///
    /// 64 bits; tables of one spec have different keys unless their names are equal.
    pub(super) fn table_key(&self, table: TableIndex) -> Key {
        self.key_of(&[key_name(&self.spec.tables[table])])
    }

    /// The key of a column's draws; `part` distinguishes a hidden column from the one that it serves.
    ///
    /// A renamed table keeps its columns' keys too, because the table's former name is in them.
    pub(super) fn column_key(&self, table: TableIndex, spec: &ColumnSpec, part: Option<&str>) -> Key {
        let name = match spec.modifier("rename_from") {
            Some(Spanned { value: Arg::Text(name), .. }) => name,
            _ => &spec.name.value,
        };
        let names = [key_name(&self.spec.tables[table]), name];
        match part {
            None => self.key_of(&names),
            Some(part) => self.key_of(&[names[0], names[1], part]),
        }
    }

    /// The tenant's name is no part of it: it enters only through the default seed.
    fn key_of(&self, names: &[&str]) -> Key {
        let (language, seed) = (self.spec.language.value.to_string(), self.env.seed.to_string());
        let parts = [&["reseed", language.as_str(), seed.as_str()], names].concat();
        Key::of(&parts)
    }

    /// The table's name in files and stores: `as:`, else its own.
    pub(super) fn stored_table_name(&self, table: TableIndex) -> &'a str {
        let spec = &self.spec.tables[table];
        spec.stored_name.as_ref().map_or(&spec.name.value, |name| &name.value)
    }

    /// The column's name in files and stores.
    pub(super) fn stored_column_name<'s>(&self, spec: &'s ColumnSpec) -> &'s str {
        match spec.modifier("as") {
            Some(Spanned { value: Arg::Text(name), .. }) => name,
            _ => &spec.name.value,
        }
    }
}

/// The name that stands for a table in hashes.
fn key_name(table: &TableSpec) -> &str {
    table.rename_from.as_ref().map_or(&table.name.value, |name| &name.value)
}
