//! Foreign keys: written columns that show the key, or another unique column, of a related row.

use super::Resolver;
use crate::plan::maker::{ColumnIndex, Link, Maker, TableIndex};
use crate::plan::model::{Column, ForeignKey};

impl Resolver<'_> {
    /// The references of a table, in the order of their first columns; called after the walk.
    pub(super) fn foreign_keys(&self, table: TableIndex) -> Vec<ForeignKey> {
        let written: Vec<ColumnIndex> = (0..self.spec.tables[table].columns.len())
            .filter(|column| !self.spec.tables[table].columns[*column].is_helper())
            .collect();
        let single = written.iter().filter_map(|column| {
            let (to, target) = self.refers(table, *column)?;
            Some(ForeignKey { columns: vec![*column], table: to, target_columns: vec![target] })
        });
        let mut keys: Vec<ForeignKey> = single.chain(self.composite_keys(table, &written)).collect();
        keys.sort_by(|a, b| a.columns.cmp(&b.columns));
        keys
    }

    /// The single key or unique column that a lookup shows, also by way of a foreign key there.
    fn refers(&self, table: TableIndex, column: ColumnIndex) -> Option<(TableIndex, ColumnIndex)> {
        let (link, of) = plain_lookup(&self.built(table, column)?.column)?;
        let to = self.linked(table, link)?;
        let is_written = !self.spec.tables[to].columns.get(of)?.is_helper();
        if is_written && self.must_be_unique(to, of) { Some((to, of)) } else { self.refers(to, of) }
    }

    fn linked(&self, table: TableIndex, link: Link) -> Option<TableIndex> {
        match link {
            Link::Parent => self.tables[table].parent,
            Link::Ref { target, .. } => Some(target),
        }
    }

    /// Keys of several columns, all looked up over one link.
    fn composite_keys(&self, table: TableIndex, written: &[ColumnIndex]) -> Vec<ForeignKey> {
        let lookups: Vec<(ColumnIndex, Link, ColumnIndex)> = written
            .iter()
            .filter_map(|column| {
                plain_lookup(&self.built(table, *column)?.column).map(|(link, of)| (*column, link, of))
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
fn plain_lookup(column: &Column) -> Option<(Link, ColumnIndex)> {
    match column.maker {
        Maker::Lookup { link, column: of } if column.min.is_none() && column.max.is_none() => Some((link, of)),
        _ => None,
    }
}
