//! Windows: children numbered from 0 within one scope, so that nothing before them needs to be counted.
//!
//! What a row is comes from its parent's key and its place there; its number in the table matters only to the columns
//! that count or permute rows. So a fold over the children of a few parents can do without their true numbers unless
//! such a column is behind it, and a customer in the middle of a billion costs no more than the first.
//!
//! Invariants: a scope that has a window of a table meets only its rows there, by the window's numbers; whoever reads
//! cells by true numbers, as refs do, uses a scope without windows. A row's cells are the same under either number.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::engine::Engine;
use super::error::DataError;
use super::groups::{BLOCK_PARENTS, Place};
use super::rows::Rows;
use super::scope::Scope;
use crate::plan::maker::{ColumnIndex, Count, Link, Maker, Shape, TableIndex};

/// The children of consecutive parents.
pub(super) struct Window {
    first_parent: u64,
    /// The number of each parent's first child, and how many there are at the end.
    starts: Vec<u64>,
}

impl Window {
    /// The first child of a parent in the window, or of the one behind.
    pub fn first_child(&self, parent: u64) -> u64 {
        self.starts[(parent - self.first_parent) as usize]
    }

    /// The place of a row in the window.
    pub fn place(&self, row: u64) -> Place {
        let position = self.starts.partition_point(|&start| start <= row) - 1;
        Place { parent: self.first_parent + position as u64, ordinal: row - self.starts[position] }
    }

    /// How many children each parent from `first` on has, of at most a block of them.
    pub fn counts_from(&self, first: u64) -> Vec<u64> {
        let starts = &self.starts[(first - self.first_parent) as usize..];
        starts.windows(2).take(BLOCK_PARENTS as usize).map(|pair| pair[1] - pair[0]).collect()
    }

    /// How many rows there are.
    pub fn row_count(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }
}

impl<'e> Scope<'e> {
    /// A scope for `columns` of the children of `parents` that has a window of them; none where this scope does: their
    /// numbers are known, or needed.
    pub(super) fn below(
        &self,
        child: TableIndex,
        columns: &[ColumnIndex],
        parents: &Rows,
    ) -> Result<Option<Rc<Scope<'e>>>, DataError> {
        let Shape::Each { parent, .. } = self.engine().plan().tables[child].shape else { return Ok(None) };
        // Without a window of the parents their numbers are true, and so are the children's in the index.
        let must = self.window(parent).is_some();
        let range = match parents {
            Rows::Range(range) => range.clone(),
            // Rows of a window lie close together.
            Rows::List(list) if must => {
                list.iter().copied().min().unwrap_or(0)..list.iter().copied().max().map_or(0, |last| last + 1)
            }
            Rows::List(_) => return Ok(None),
        };
        let engine = self.engine();
        let numbered = || engine.groups(child).reaches(range.end) || needs_numbers(engine, child, columns);
        if self.window(child).is_some() || !must && numbered() {
            return Ok(None);
        }
        if let Some(scope) = self.remembered_below(child, &range) {
            return Ok(Some(scope));
        }
        let mut starts = vec![0];
        for count in self.counts(child, &Rows::Range(range.clone()))? {
            starts.push(engine.added(child, starts[starts.len() - 1], count)?);
        }
        let window = Window { first_parent: range.start, starts };
        Ok(Some(self.remember_below(child, range, Arc::new(window))))
    }
}

/// Whether the cells of `columns` depend on the numbers of rows of `table`, or of tables below it.
fn needs_numbers(engine: &Engine, table: TableIndex, columns: &[ColumnIndex]) -> bool {
    let plan = engine.plan();
    let mut open: Vec<(TableIndex, ColumnIndex)> = columns.iter().map(|&column| (table, column)).collect();
    let mut seen = BTreeSet::new();
    while let Some((at, column)) = open.pop() {
        if !seen.insert((at, column)) {
            continue;
        }
        let made = &plan.tables[at].columns[column];
        if made.maker.takes_number(made.unique) && engine.is_under(at, table) {
            return true;
        }
        open.extend(made.maker.reads().into_iter().chain(made.when).map(|column| (at, column)));
        match (&made.maker, &plan.tables[at].shape) {
            (Maker::Lookup { link: Link::Parent, column }, Shape::Each { parent, .. }) => open.push((*parent, *column)),
            // What a ref leads to is read by true numbers, outside of the window.
            (Maker::Lookup { link: Link::Ref { by, .. }, .. }, _) => open.push((at, *by)),
            (Maker::Aggregate { child, column, condition, .. }, _) => {
                open.extend([*column, *condition].into_iter().flatten().map(|column| (*child, column)));
                if let Shape::Each { count: Count::Column(column), .. } = plan.tables[*child].shape {
                    open.push((at, column));
                }
            }
            _ => {}
        }
    }
    false
}
