//! Primary keys and unique constraints: which columns, and why no two rows can share them; and indexes besides them.
//!
//! A constraint is only planned if it holds by construction. Proving it here means that no row has to be thrown away
//! later, and that a load never fails half-way with a duplicate.

use super::Resolver;
use crate::plan::maker::{ColumnIndex, TableIndex};
use crate::spec::fault::Fault;
use crate::spec::model::{Arg, Spanned};
use crate::spec::source::Span;

/// The constraints of a table, by column indices.
///
/// `key` is empty where a fault was recorded. `unique` is sorted and does not contain the key.
#[derive(Default)]
pub(super) struct Constraints {
    pub key: Vec<ColumnIndex>,
    pub unique: Vec<Vec<ColumnIndex>>,
    pub indexes: Vec<Vec<ColumnIndex>>,
}

impl Resolver<'_> {
    /// The key's columns: `key:`, else `id`; none where one of them is missing or could not be read.
    ///
    /// Empty means unknown, since every table has a key: callers then stay silent about what depends on it.
    pub(super) fn key_columns(&self, table: TableIndex) -> Vec<ColumnIndex> {
        let names = match &self.spec.tables[table].key {
            None => return Vec::new(),
            Some(names) if names.is_empty() => vec!["id"],
            Some(names) => names.iter().map(|name| name.value.as_str()).collect(),
        };
        let columns: Option<Vec<ColumnIndex>> = names.iter().map(|name| self.column_index(table, name)).collect();
        columns.unwrap_or_default()
    }

    /// Whether the spec wants no value twice in a column: as its key or by `unique`.
    ///
    /// Three spellings: the single column of `key:`, `unique: true`, and a one-column list in `unique:`.
    pub(super) fn must_be_unique(&self, table: TableIndex, column: ColumnIndex) -> bool {
        let Some(spec) = self.column_spec(table, column) else { return false };
        let flag = matches!(spec.modifier("unique"), Some(Spanned { value: Arg::Flag(true), .. }));
        let listed = |set: &Vec<Spanned<String>>| matches!(set.as_slice(), [name] if name.value == spec.name.value);
        flag || self.key_columns(table) == [column] || self.spec.tables[table].unique.iter().flatten().any(listed)
    }

    /// The constraints of a table, each proven; called after the walk.
    ///
    /// In the plan's form: column indices, sorted, without duplicates.
    pub(super) fn constraints(&mut self, table: TableIndex) -> Constraints {
        let spec = &self.spec.tables[table];
        let key = match &spec.key {
            None => Vec::new(),
            Some(names) if names.is_empty() => self.default_key(table),
            Some(names) => self.named_columns(table, names, "key").unwrap_or_default(),
        };
        self.check_key(table, &key);
        let columns = 0..spec.columns.len();
        let wanted: Vec<ColumnIndex> = columns.filter(|column| self.must_be_unique(table, *column)).collect();
        wanted.iter().for_each(|column| self.check_unique(table, *column));
        let mut unique: Vec<Vec<ColumnIndex>> = wanted
            .into_iter()
            .filter(|column| !self.spec.tables[table].columns[*column].is_helper())
            .map(|column| vec![column])
            .collect();
        for names in spec.unique.iter().flatten() {
            let Some(set) = self.named_columns(table, names, "unique") else { continue };
            if let [first, _, ..] = names.as_slice() {
                self.check_set(table, &set, first.span, "unique");
            }
            unique.push(set);
        }
        unique.sort();
        unique.dedup();
        unique.retain(|set| *set != key);
        let indexes = self.indexes(table, &key, &unique);
        Constraints { key, unique, indexes }
    }

    /// The indexes that a spec names. One that a constraint has anyway is a slip: the spec declares the constraint.
    /// The index of a foreign key is no such slip, because a spec does not declare it.
    ///
    /// In the order of the spec, which matters to the index: `[a, b]` serves `where a =`, `[b, a]` does not.
    fn indexes(
        &mut self,
        table: TableIndex,
        key: &[ColumnIndex],
        unique: &[Vec<ColumnIndex>],
    ) -> Vec<Vec<ColumnIndex>> {
        let mut indexes = Vec::new();
        for names in &self.spec.tables[table].indexes {
            let Some(set) = self.named_columns(table, names, "indexes") else { continue };
            let constraint = if set == key {
                "the key"
            } else if unique.contains(&set) {
                "a unique constraint"
            } else {
                indexes.push(set);
                continue;
            };
            let Some(first) = names.first() else { continue };
            let listed: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
            let (table, listed) = (self.table_name(table), listed.join(", "));
            let message = format!("table \"{table}\": index [{listed}] exists already: {constraint} creates it");
            self.faults.push(Fault::new(first.span, message).help("Remove it from `indexes`."));
        }
        indexes
    }

    /// The column `id`, or the fault of a table without a key.
    ///
    /// Silent where `id` exists and could not be read.
    fn default_key(&mut self, table: TableIndex) -> Vec<ColumnIndex> {
        let key = self.key_columns(table);
        if key.is_empty() && !self.is_unread(table, "id") {
            let name = &self.spec.tables[table].name;
            let fault = Fault::new(name.span, format!("table \"{}\" has no key", name.value));
            self.faults.push(fault.help("Add a column `id: serial`, or set `key:` to its columns."));
        }
        key
    }

    /// The columns of a constraint; all must be written ones of the table.
    ///
    /// Unknown names are left out without a fault: the parser has reported them.
    fn named_columns(&mut self, table: TableIndex, names: &[Spanned<String>], what: &str) -> Option<Vec<ColumnIndex>> {
        let mut columns = Vec::new();
        for name in names {
            let Some(column) = self.column_index(table, &name.value) else { continue };
            if self.spec.tables[table].columns[column].is_helper() {
                let message =
                    format!("helper \"{}\" is never written, so it cannot be in `{what}:`", self.place(table, column));
                self.faults.push(Fault::new(name.span, message));
            } else {
                columns.push(column);
            }
        }
        (columns.len() == names.len()).then_some(columns)
    }

    /// Refuses keys that may be null or repeated.
    ///
    /// Nulls are looked at column by column, repeats for the whole key.
    fn check_key(&mut self, table: TableIndex, key: &[ColumnIndex]) {
        for column in key {
            let Some(resolved) = self.resolved(table, *column) else { continue };
            if resolved.column.nullable {
                let message = format!("column \"{}\": a key cannot be null", self.place(table, *column));
                let fault = Fault::new(self.span(table, *column), message);
                self.faults.push(fault.help(self.null_reason(table, *column)));
            }
        }
        let spec = &self.spec.tables[table];
        let span = spec.key.iter().flatten().next().map_or(spec.name.span, |name| name.span);
        if key.len() > 1 {
            self.check_set(table, key, span, "key");
        }
    }

    /// How to get rid of a key's nulls.
    ///
    /// The modifier that allows them, if it is one, since that is quickest to change.
    fn null_reason(&self, table: TableIndex, column: ColumnIndex) -> String {
        let spec = self.column_spec(table, column);
        match ["nulls", "when"].into_iter().find(|name| spec.is_some_and(|spec| spec.modifier(name).is_some())) {
            Some(modifier) => format!("Remove `{modifier}:`, or choose another key."),
            None => "What it is made from may be null; choose another key.".to_owned(),
        }
    }

    /// Refuses a set of columns that two rows might share.
    ///
    /// Sufficient conditions, not necessary ones: a set that never repeats for a reason the plan does not see is
    /// refused.
    fn check_set(&mut self, table: TableIndex, set: &[ColumnIndex], span: Span, what: &str) {
        let is_resolved =
            set.iter().all(|column| self.resolved(table, *column).is_some()) && self.resolved_bounds(table).is_some();
        if !is_resolved || self.never_twice(table, set) {
            return;
        }
        let names: Vec<&str> = set.iter().map(|column| self.column_name(table, *column)).collect();
        let message = format!(
            "table \"{}\": nothing keeps two rows from sharing {what} [{}]",
            self.table_name(table),
            names.join(", ")
        );
        let help = "It must hold a unique column, or the parent's key with an `ordinal` or a `distinct` ref.";
        self.faults.push(Fault::new(span, message).help(help));
    }
}
