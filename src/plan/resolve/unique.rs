//! Why no value comes twice: enough values for all rows, or a place under one parent.
//!
//! | the set holds | proof |
//! |---|---|
//! | a unique column | its permutation, or a serial |
//! | the parent's key and an `ordinal` | one place per parent |
//! | the parent's key and a `distinct` ref to a unique column | no row twice under one parent |
//! | the parent's key, and one child at most | nothing to repeat |
//! | columns that listed rows give in full, all different | compared here |
//!
//! Looking for repeats in a sample of rows would prove nothing about the others.

use std::collections::BTreeSet;

use super::{Resolver, Uniqueness, literal};
use crate::plan::maker::{ColumnIndex, Link, Maker, Pick, TableIndex};
use crate::plan::model::Column;
use crate::spec::fault::Fault;
use crate::spec::registry::{Kind, KindId, RelationKind, Unique};
use crate::spec::shown::thousands;

impl Resolver<'_> {
    /// Refuses a column that is to be unique and cannot.
    ///
    /// Compared with the most rows that the table may have, not with how many it will get, so that the answer does
    /// not depend on draws.
    pub(super) fn check_unique(&mut self, table: TableIndex, column: ColumnIndex) {
        let (Some(resolved), Some(rows)) = (self.resolved(table, column), self.rows_max(table)) else { return };
        let is_key = self.key_columns(table) == [column];
        let what = if is_key { "as the key it must be unique, but" } else { "it cannot be unique:" };
        let place = self.place(table, column);
        let (message, help) = match (&resolved.uniqueness, rows) {
            (Uniqueness::Always, _) => return,
            (Uniqueness::UpTo(capacity), Some(rows)) if rows <= *capacity => return,
            (Uniqueness::UpTo(capacity), Some(rows)) => {
                let (rows, capacity) = (thousands(rows), thousands(*capacity));
                let message =
                    format!("unique needs {rows} distinct values, {} has only {capacity}", self.source(table, column));
                (message, "Make room for more values, or have fewer rows.".to_owned())
            }
            (Uniqueness::UpTo(capacity), None) => {
                let capacity = thousands(*capacity);
                let message = format!("unique has {capacity} distinct values, the number of rows has no known limit");
                (message, "Give the counts of this table and its parents a `max:`.".to_owned())
            }
            (Uniqueness::Never(reason), _) => (format!("{what} {reason}"), self.unique_help(table, column)),
        };
        let span = self.column_spec(table, column).and_then(|spec| spec.modifier("unique")).map(|arg| arg.span);
        let span = span.unwrap_or(self.span(table, column));
        self.faults.push(Fault::new(span, format!("column \"{place}\": {message}")).help(help));
    }

    /// What to do about a column that cannot be unique.
    ///
    /// What the registry knows of the kind comes before the general help.
    fn unique_help(&self, table: TableIndex, column: ColumnIndex) -> String {
        let spec = self.column_spec(table, column);
        let other = match spec.is_some_and(|spec| spec.modifier("unique").is_some()) {
            true => "Remove `unique`, or use another kind.",
            false => "Use another kind, such as `serial`, or choose another `key:`.",
        };
        match spec.map(|spec| spec.kind.value) {
            Some(Kind { name, unique: Unique::Only(how), .. }) => format!("\"{name}\" can be unique {how}. {other}"),
            _ => other.to_owned(),
        }
    }

    /// What a column's values come from, for messages.
    ///
    /// The subject of a message.
    fn source(&self, table: TableIndex, column: ColumnIndex) -> String {
        match self.column_spec(table, column).map(|spec| spec.kind.value) {
            Some(Kind { id: KindId::Relation(RelationKind::Ref), .. }) => "the table referred to".to_owned(),
            Some(kind) => format!("this {}", kind.name),
            None => "it".to_owned(),
        }
    }

    /// Whether no two rows share the values of a set of columns; all are resolved.
    ///
    /// Recursive over parents: rows differ if their parents do, or if they differ within the group.
    pub(super) fn never_twice(&self, table: TableIndex, set: &[ColumnIndex]) -> bool {
        if set.iter().any(|column| self.repeats_never(table, *column)) {
            return true;
        }
        match self.tables[table].parent {
            None => self.listed_apart(table, set),
            Some(parent) => {
                let of_parent: Vec<ColumnIndex> =
                    set.iter().filter_map(|column| from_parent(&self.resolved(table, *column)?.column)).collect();
                self.never_twice(parent, &of_parent) && self.apart_in_group(table, set)
            }
        }
    }

    /// Whether no two children of one parent share the values of a set of columns.
    ///
    /// Assumes one parent; the caller has shown that parents differ.
    fn apart_in_group(&self, table: TableIndex, set: &[ColumnIndex]) -> bool {
        let lonely = self.resolved_bounds(table).and_then(|bounds| bounds.group_max).is_some_and(|most| most <= 1);
        lonely || self.listed_apart(table, set) || set.iter().any(|column| self.distinct_in_group(table, *column))
    }

    /// Whether a column alone distinguishes the children of one parent.
    ///
    /// True for their ordinal, and for a pick without repeats or a unique column looked up through one. Bounds and given cells
    /// may make two values equal, so a column that has any proves nothing.
    fn distinct_in_group(&self, table: TableIndex, column: ColumnIndex) -> bool {
        let Some(column) = self.resolved(table, column).map(|resolved| &resolved.column) else { return false };
        if column.min.is_some() || column.max.is_some() || !column.given.is_empty() {
            return false;
        }
        let distinct = |maker: &Maker| matches!(maker, Maker::Pick { pick: Pick::Distinct(_), .. });
        match &column.maker {
            Maker::Ordinal { .. } => true,
            Maker::Lookup { link: Link::Ref { target, by }, column: far } => {
                self.resolved(table, *by)
                    .is_some_and(|resolved| distinct(&resolved.column.maker) && resolved.column.given.is_empty())
                    && self.repeats_never(*target, *far)
            }
            maker => distinct(maker),
        }
    }

    /// Whether a list of rows gives some of the columns in all rows, and no two rows the same.
    ///
    /// Compares texts, so equal values in different spellings are found.
    fn listed_apart(&self, table: TableIndex, set: &[ColumnIndex]) -> bool {
        let full: Vec<&Column> = set
            .iter()
            .filter_map(|column| self.resolved(table, *column).map(|resolved| &resolved.column))
            .filter(|column| !column.given.is_empty() && column.given.iter().all(Option::is_some))
            .collect();
        let Some(rows) = full.first().map(|column| column.given.len()) else { return false };
        let mut seen = BTreeSet::new();
        (0..rows).all(|row| {
            let cells = full.iter().map(|column| column.given[row].as_ref().map(literal::text));
            seen.insert(cells.collect::<Vec<_>>())
        })
    }
}

/// The parent's column that a column repeats.
///
/// Only unclamped ones: bounds may make two parents' values equal.
fn from_parent(column: &Column) -> Option<ColumnIndex> {
    match column.maker {
        Maker::Lookup { link: Link::Parent, column: of } if column.min.is_none() && column.max.is_none() => Some(of),
        _ => None,
    }
}
