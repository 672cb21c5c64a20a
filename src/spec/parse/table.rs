//! Tables.

use super::later;
use super::names::NameOwner;
use super::reader::SpecReader;
use super::rows::{RowKeys, RowNames};
use crate::spec::fault::{Fault, quote};
use crate::spec::literal::LiteralFault;
use crate::spec::model::{Arg, ColumnSpec, RowsSpec, Spanned, TableSpec, UnreadNames};
use crate::spec::source::Span;
use crate::spec::yaml::{YamlEntry, YamlNode, YamlValue};

/// The most tables of a spec.
pub const TABLES_MAX: usize = 1_000;

/// The most columns of a table.
pub const COLUMNS_MAX: usize = 1_000;

/// The most indexes of a table.
pub const INDEXES_MAX: usize = 64;

/// The most columns of an index: PostgreSQL takes 32, and in shared tables the first one is the tenant's.
pub const INDEX_COLUMNS_MAX: usize = 31;

/// The keys of a table, in the order that reads best.
pub const TABLE_KEYS: [&str; 11] =
    ["about", "rows", "each", "count", "key", "unique", "indexes", "check", "as", "rename_from", "columns"];

impl SpecReader<'_> {
    /// The tables of a spec, at least one; `spec` is all of it.
    pub(super) fn tables(&mut self, node: &YamlNode, spec: Span) -> Option<(Vec<TableSpec>, UnreadNames)> {
        let entries = self.entries("\"tables\"", node)?;
        if entries.len() > TABLES_MAX {
            let message = format!("a spec must have <= {TABLES_MAX} tables, got {}", entries.len());
            self.push(Fault::new(node.span, message));
            return None;
        }
        let names: Vec<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
        let read: Vec<_> = entries.iter().map(|entry| self.table(entry, &names)).collect();
        let unread = self.unread(spec, entries, &read);
        let tables: Vec<TableSpec> = read.into_iter().flatten().collect();
        let stored: Vec<_> = tables.iter().map(|table| table.stored_name.as_ref().unwrap_or(&table.name)).collect();
        self.stored_names_differ(NameOwner::Table, &stored);
        let former: Vec<_> = tables.iter().filter_map(|table| table.rename_from.as_ref()).collect();
        self.former_names_differ(NameOwner::Table, &names, &former);
        Some((tables, unread))
    }

    fn table(&mut self, entry: &YamlEntry, names: &[&str]) -> Option<TableSpec> {
        if TABLE_KEYS.contains(&entry.key.text.as_str()) {
            let fault =
                Fault::new(entry.key.span, format!("{} stands where a table's name should", quote(&entry.key.text)));
            self.push(fault.help("Indent it further, below the name of its table."));
            return None;
        }
        let name = self.key_name(NameOwner::Table, &entry.key);
        self.within(format!("table \"{}\"", entry.key.text), |reader| {
            let body = reader.table_body(&entry.key.text, &entry.value, names);
            let mut table = body?;
            table.name = name?;
            Some(table)
        })
    }

    fn table_body(&mut self, table: &str, node: &YamlNode, names: &[&str]) -> Option<TableSpec> {
        let entries = self.entries("a table", node)?;
        entries.iter().for_each(|entry| self.table_key(entry));
        let columns_node = node.get("columns");
        let column_names = columns_node.and_then(YamlNode::as_map).unwrap_or_default();
        let column_names: Vec<&str> = column_names.iter().map(|entry| entry.key.text.as_str()).collect();
        let keys = RowKeys { rows: node.get("rows"), each: node.get("each"), count: node.get("count") };
        let rows = self.rows(node, &keys, RowNames { tables: names, columns: &column_names });
        let columns = match columns_node {
            Some(columns) => self.columns(table, names, columns),
            None => {
                let fault = Fault::new(node.span, "the table has no \"columns\"");
                self.push_missing(node.span, fault.help("Add columns: with at least one, for example id: serial."));
                None
            }
        };
        let (columns, unread) = columns?;
        let columns_span = columns_node.map(|columns| columns.span);
        let is_whole = !self.is_damaged(node.span, columns_span.as_slice());
        let key = node.get("key");
        let key = self.faultless(|reader| {
            Some(key.map(|key| reader.column_names("key", key, &column_names)).unwrap_or_default())
        });
        let unique = node.get("unique");
        let unique = self
            .faultless(|reader| Some(unique.map(|unique| reader.unique(unique, &column_names)).unwrap_or_default()));
        let spec = TableSpec {
            name: Spanned::new(node.span, table.to_owned()),
            about: self.about(node),
            stored_name: node.get("as").and_then(|stored| self.stored_name(NameOwner::Table, stored)),
            rename_from: node.get("rename_from").and_then(|former| self.former_name(former)),
            rows: rows.unwrap_or(RowsSpec::Unread),
            key: key.filter(|_| is_whole),
            unique: unique.filter(|_| is_whole),
            indexes: node.get("indexes").map(|indexes| self.indexes(indexes, &column_names)).unwrap_or_default(),
            checks: node.get("check").map(|checks| self.checks(table, checks)).unwrap_or_default(),
            columns,
            unread,
        };
        Some(spec)
    }

    /// Refuses a key that a table does not have.
    fn table_key(&mut self, YamlEntry { key, value }: &YamlEntry) {
        match key.text.as_str() {
            word if TABLE_KEYS.contains(&word) => {}
            word if later::TABLE.contains(&word) => self.later(key.span, word),
            word @ ("zero" | "min" | "max") => {
                let fault = Fault::new(key.span, format!("{} belongs inside \"count\"", quote(word)));
                let value = value.as_scalar().unwrap_or("…");
                self.push(fault.help(format!("Write count: {{ uniform: [1, 6], {word}: {value} }}.")));
            }
            _ => self.unknown_key(key, "A table", &TABLE_KEYS),
        }
    }

    /// `about:` a sentence for people.
    pub(super) fn about(&mut self, node: &YamlNode) -> Option<String> {
        let about = node.get("about")?;
        self.scalar("about", about).map(str::to_owned)
    }

    /// `rename_from:`
    fn former_name(&mut self, node: &YamlNode) -> Option<Spanned<String>> {
        let name = self.literal("rename_from", node, |text| match crate::spec::literal::is_name(text) {
            true => Ok(text.to_owned()),
            false => Err(LiteralFault::whole(text, format!("expected a name, got {}", quote(text)))),
        })?;
        Some(Spanned::new(node.span, name))
    }

    /// `unique: [a, b]`, or a list of such lists.
    fn unique(&mut self, node: &YamlNode, column_names: &[&str]) -> Vec<Vec<Spanned<String>>> {
        let items = match &node.value {
            YamlValue::List(items) => items,
            _ => {
                let fault = Fault::new(node.span, format!("\"unique\" must be a list of columns, got {}", node.what()));
                self.push(fault.help("For a single column write \"unique: true\" in the column."));
                return Vec::new();
            }
        };
        if items.is_empty() || items.iter().all(|item| item.as_list().is_none()) {
            return vec![self.column_names("unique", node, column_names)];
        }
        let mut sets = Vec::with_capacity(items.len());
        for item in items {
            if item.as_list().is_some() {
                sets.push(self.column_names("unique", item, column_names));
            } else {
                let fault = Fault::new(item.span, "a column stands among lists of columns");
                self.push(fault.help("Write [a, b] for one set, or [[a, b], [c]] for several."));
            }
        }
        sets
    }

    /// `indexes: [a, [b, c]]`: a column alone, or several together.
    fn indexes(&mut self, node: &YamlNode, column_names: &[&str]) -> Vec<Vec<Spanned<String>>> {
        let YamlValue::List(items) = &node.value else {
            let fault = Fault::new(node.span, format!("\"indexes\" must be a list, got {}", node.what()));
            self.push(fault.help("Write [a, b] for an index of each column, or [[a, b]] for one of both."));
            return Vec::new();
        };
        if items.is_empty() || items.len() > INDEXES_MAX {
            let message = format!("\"indexes\" must have 1 to {INDEXES_MAX} indexes, got {}", items.len());
            self.push(Fault::new(node.span, message));
        }
        let mut indexes = Vec::new();
        for item in items.iter().take(INDEXES_MAX) {
            let columns = self.column_names("indexes", item, column_names);
            if self.is_new_index(item.span, &columns, &indexes) {
                indexes.push(columns);
            }
        }
        indexes
    }

    /// Refuses an index of too many columns, and one that is among the others already.
    fn is_new_index(&mut self, span: Span, columns: &[Spanned<String>], others: &[Vec<Spanned<String>>]) -> bool {
        if columns.len() > INDEX_COLUMNS_MAX {
            let message = format!("an index must have <= {INDEX_COLUMNS_MAX} columns, got {}", columns.len());
            self.push(Fault::new(span, message));
            return false;
        }
        let names = |columns: &[Spanned<String>]| columns.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        let same = others.iter().find(|other| names(other) == names(columns));
        if let Some(first) = same.and_then(|other| other.first()) {
            let message = format!("index [{}] is named twice", names(columns).join(", "));
            self.push(Fault::new(span, message).also(first.span, "first here"));
        }
        same.is_none()
    }

    fn columns(&mut self, table: &str, tables: &[&str], node: &YamlNode) -> Option<(Vec<ColumnSpec>, UnreadNames)> {
        let entries = self.entries("\"columns\"", node)?;
        if entries.len() > COLUMNS_MAX {
            let message = format!("a table must have <= {COLUMNS_MAX} columns, got {}", entries.len());
            self.push(Fault::new(node.span, message));
            return None;
        }
        let read: Vec<_> = entries.iter().map(|entry| self.column(table, tables, entry)).collect();
        let unread = self.unread(node.span, entries, &read);
        let columns: Vec<ColumnSpec> = read.into_iter().flatten().collect();
        self.column_names_differ(entries, &columns);
        if columns.iter().all(ColumnSpec::is_helper) && unread.is_empty() {
            self.push(Fault::new(node.span, "every column is a helper, so nothing would be written"));
            return None;
        }
        Some((columns, unread))
    }

    /// Refuses columns that meet in the store or claim the same former name.
    fn column_names_differ(&mut self, entries: &[YamlEntry], columns: &[ColumnSpec]) {
        let text = |column: &ColumnSpec, key| match column.modifier(key) {
            Some(Spanned { span, value: Arg::Text(text) }) => Some(Spanned::new(*span, text.clone())),
            _ => None,
        };
        let written = columns.iter().filter(|column| !column.is_helper());
        let stored: Vec<_> = written.map(|column| text(column, "as").unwrap_or_else(|| column.name.clone())).collect();
        self.stored_names_differ(NameOwner::Column, &stored.iter().collect::<Vec<_>>());
        let former: Vec<_> = columns.iter().filter_map(|column| text(column, "rename_from")).collect();
        let names: Vec<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
        self.former_names_differ(NameOwner::Column, &names, &former.iter().collect::<Vec<_>>());
    }
}
