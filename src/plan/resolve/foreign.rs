//! Foreign keys: written columns that show the key of a related row, or are a `ref` to another unique column of it.
//!
//! Must never make one of a value that is only copied: its source may change without the copy.
//!
//! | column of `orders` | foreign key |
//! |---|---|
//! | `customer_id: { ref: customers }` | to the key of customers |
//! | `customer_email: { ref: customers.email }` | to that unique column |
//! | `customer_id: customers.id`, under `each: customers` | to the key of customers |
//! | `region_id: customers.region_id` | to the key of regions: the lookup ends at a key in two steps |
//! | `customer_name: customers.name` | none: a copy |
//!
//! Foreign keys are found, not declared: a column that shows a key by construction is one.

use super::Resolver;
use crate::plan::maker::{ColumnIndex, Link, Maker, TableIndex};
use crate::plan::model::{Column, ForeignKey};
use crate::spec::fault::Fault;
use crate::spec::source::Span;

impl Resolver<'_> {
    /// The references of a table, in the order of their first columns; called after the walk.
    ///
    /// Composite keys come from several lookups over one link.
    pub(super) fn foreign_keys(&self, table: TableIndex) -> Vec<ForeignKey> {
        let columns = 0..self.spec.tables[table].columns.len();
        let written: Vec<ColumnIndex> = columns.filter(|column| self.is_written(table, *column)).collect();
        let single = written.iter().filter_map(|column| {
            let (to, target) = self.refers(table, *column)?;
            Some(ForeignKey { columns: vec![*column], table: to, target_columns: vec![target] })
        });
        let mut keys: Vec<ForeignKey> = single.chain(self.composite_keys(table, &written)).collect();
        keys.sort_by(|a, b| a.columns.cmp(&b.columns));
        keys
    }

    /// What a column refers to: the column that a `ref` names, or the key that a lookup shows.
    ///
    /// A `ref` may name any unique column; a plain lookup counts only if it shows the whole key.
    fn refers(&self, table: TableIndex, column: ColumnIndex) -> Option<(TableIndex, ColumnIndex)> {
        let (link, of) = plain_lookup(&self.resolved(table, column)?.column)?;
        let to = self.linked(table, link)?;
        match self.ref_path(table, column).is_some() && self.is_written(to, of) {
            true => Some((to, of)),
            false => self.shown_key(table, column),
        }
    }

    /// The key of one column that a lookup shows, perhaps by way of lookups in the tables between.
    ///
    /// Recursion ends, since each step leads to another resolved column.
    fn shown_key(&self, table: TableIndex, column: ColumnIndex) -> Option<(TableIndex, ColumnIndex)> {
        let (link, of) = plain_lookup(&self.resolved(table, column)?.column)?;
        let to = self.linked(table, link)?;
        match self.key_columns(to) == [of] && self.is_written(to, of) {
            true => Some((to, of)),
            false => self.shown_key(to, of),
        }
    }

    /// Whether a column of the spec is stored; helpers (`_name`) and hidden ones are not.
    fn is_written(&self, table: TableIndex, column: ColumnIndex) -> bool {
        self.column_spec(table, column).is_some_and(|spec| !spec.is_helper())
    }

    /// Refuses columns that show a key of their own table by way of another one.
    pub(super) fn check_loops(&mut self, table: TableIndex, keys: &[ForeignKey]) {
        for column in keys.iter().filter(|key| key.table == table).map(|key| key.columns[0]) {
            let span = self.column_spec(table, column).and_then(|spec| spec.main.as_ref()).map(|main| main.span);
            let fault = self.loops(table, column, span.unwrap_or(self.span(table, column)));
            self.faults.push(fault);
        }
    }

    /// The fault of a column that refers to its own table: drawn references close circles, and no tree has any.
    pub(super) fn loops(&self, table: TableIndex, column: ColumnIndex, span: Span) -> Fault {
        let message = format!(
            "column \"{}\": it refers to its own table \"{}\", so its rows would form loops",
            self.place(table, column),
            self.table_name(table)
        );
        Fault::new(span, message).help(
            "Trees cannot be written yet. Put the upper rows into a separate table, and make these rows its children \
             with `each:`.",
        )
    }

    /// The table at the other end of a link.
    fn linked(&self, table: TableIndex, link: Link) -> Option<TableIndex> {
        match link {
            Link::Parent => self.tables[table].parent,
            Link::Ref { target, .. } => Some(target),
        }
    }

    /// Keys of several columns, all looked up over one link.
    ///
    /// Only if every column of the key is shown over the same link; a part of a key refers to nothing.
    fn composite_keys(&self, table: TableIndex, written: &[ColumnIndex]) -> Vec<ForeignKey> {
        let lookups: Vec<(ColumnIndex, Link, ColumnIndex)> = written
            .iter()
            .filter_map(|column| {
                plain_lookup(&self.resolved(table, *column)?.column).map(|(link, of)| (*column, link, of))
            })
            .collect();
        let mut links: Vec<Link> = Vec::new();
        for (_, link, _) in &lookups {
            if !links.contains(link) {
                links.push(*link);
            }
        }
        let over = |link: Link| {
            let to = self.linked(table, link)?;
            let key = self.key_columns(to);
            let shown = |target: &ColumnIndex| lookups.iter().find(|(_, by, of)| *by == link && of == target);
            let columns: Option<Vec<ColumnIndex>> =
                key.iter().map(|target| shown(target).map(|(column, ..)| *column)).collect();
            Some(ForeignKey { columns: columns?, table: to, target_columns: key }).filter(|key| key.columns.len() > 1)
        };
        links.into_iter().filter_map(over).collect()
    }
}

/// The link and the column of a lookup that shows values as they are.
///
/// Bounds change values, so a clamped lookup no longer shows what is there.
fn plain_lookup(column: &Column) -> Option<(Link, ColumnIndex)> {
    match column.maker {
        Maker::Lookup { link, column: of } if column.min.is_none() && column.max.is_none() => Some((link, of)),
        _ => None,
    }
}
