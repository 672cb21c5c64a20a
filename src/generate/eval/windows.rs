//! Windows: children numbered from 0 within one scope, so that nothing before them needs to be counted.
//!
//! What a row is comes from its parent's key and its place there; its number in the table matters only to the columns
//! that count or permute rows. So a fold over the children of a few parents can do without their true numbers unless
//! such a column is behind it, and a customer in the middle of a billion costs no more than the first.
//!
//! Invariants: a scope that has a window of a table meets only its rows there, by the window's numbers; code that reads
//! cells by true numbers, as refs do, uses a scope without windows. A row's cells are the same under either number.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::scope::Scope;
use super::window::Window;
use crate::generate::error::DataError;
use crate::generate::memo::Memo;
use crate::generate::rows::Rows;
use crate::plan::maker::{ChildCount, ColumnIndex, Link, Maker, RowSource, TableIndex};

impl<'e> Scope<'e> {
    /// A scope for `columns` of the children of `parents` that has a window of them; none where this scope does: their
    /// numbers are known, or needed.
    ///
    /// For the orders of one customer in a billion, all groups before would have to be counted; numbering that
    /// customer's orders from 0 needs none of them. What is lost is the true number, so columns that need it are
    /// looked for first.
    ///
    /// # Errors
    /// Those of counting the groups of `parents`.
    pub(in crate::generate) fn below(
        &self,
        child: TableIndex,
        columns: &[ColumnIndex],
        parents: &Rows,
    ) -> Result<Option<Rc<Scope<'e>>>, DataError> {
        let RowSource::Each { parent, .. } = self.memo().plan().tables[child].row_source else { return Ok(None) };
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
        let memo = self.memo();
        let numbered = || memo.groups(child).reaches(range.end) || needs_numbers(memo, child, columns);
        if self.window(child).is_some() || !must && numbered() {
            return Ok(None);
        }
        if let Some(scope) = self.remembered_below(child, &range) {
            return Ok(Some(scope));
        }
        let mut starts = vec![0];
        for count in self.counts(child, &Rows::Range(range.clone()))? {
            starts.push(memo.added(child, starts[starts.len() - 1], count)?);
        }
        let window = Window { first_parent: range.start, starts };
        Ok(Some(self.remember_below(child, range, Arc::new(window))))
    }
}

/// Whether the cells of `columns` depend on the numbers of rows of `table`, or of tables below it.
///
/// A walk over everything that the columns read, each column once.
fn needs_numbers(memo: &Memo, table: TableIndex, columns: &[ColumnIndex]) -> bool {
    let plan = memo.plan();
    let mut open: Vec<(TableIndex, ColumnIndex)> = columns.iter().map(|&column| (table, column)).collect();
    let mut seen = BTreeSet::new();
    while let Some((at, column)) = open.pop() {
        if !seen.insert((at, column)) {
            continue;
        }
        let made = &plan.tables[at].columns[column];
        if made.maker.takes_number(made.unique) && memo.is_under(at, table) {
            return true;
        }
        open.extend(made.maker.reads().into_iter().chain(made.when).map(|column| (at, column)));
        match (&made.maker, &plan.tables[at].row_source) {
            (Maker::Lookup { link: Link::Parent, column }, RowSource::Each { parent, .. }) => {
                open.push((*parent, *column))
            }
            // What a ref leads to is read by true numbers, outside of the window.
            (Maker::Lookup { link: Link::Ref { by, .. }, .. }, _) => open.push((at, *by)),
            (Maker::Aggregate { child, column, condition, .. }, _) => {
                open.extend([*column, *condition].into_iter().flatten().map(|column| (*child, column)));
                if let RowSource::Each { count: ChildCount::Column(column), .. } = plan.tables[*child].row_source {
                    open.push((at, column));
                }
            }
            _ => {}
        }
    }
    false
}
