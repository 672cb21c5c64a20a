//! A scope: one unit of work, which makes each cell once.
//!
//! Ranges are remembered per column, so that children, parents and lookups of the same block share what was made;
//! lists are not. A scope belongs to one thread and is dropped with its block, which bounds memory.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use arrow::array::ArrayRef;

use super::window::Window;
use crate::generate::error::DataError;
use crate::generate::group_index::RowPlace;
use crate::generate::memo::Memo;
use crate::generate::rows::Rows;
use crate::plan::Table;
use crate::plan::maker::{ColumnIndex, TableIndex};

/// Parents that no child asked for has, for each one that some have, up to which all are made together.
///
/// A range of parents is remembered and shared, a list is not; making a few cells too many is cheaper than making
/// shared ones twice.
const SPARSE: u64 = 4;

/// One unit of work.
///
/// `RefCell`, not a lock: a scope never leaves its thread.
pub struct Scope<'e> {
    memo: &'e Memo,
    windows: Windows,
    tables: RefCell<Vec<TableMemory<'e>>>,
}

/// The tables whose rows a scope numbers in its own way; see [`super::windows`].
pub(in crate::generate) type Windows = Vec<(TableIndex, Arc<Window>)>;

/// What a scope remembers of a table: of each the longest range.
///
/// One range per column, since a block asks for the same rows again and again.
#[derive(Default)]
struct TableMemory<'e> {
    row_keys: Option<(Range<u64>, Arc<[u64]>)>,
    family: Option<(Range<u64>, Arc<ParentLinks>)>,
    columns: Vec<Option<(Range<u64>, ArrayRef)>>,
    below: Option<(Range<u64>, Rc<Scope<'e>>)>,
}

/// How rows of a child table relate to their parents.
///
/// `positions` and `places` are as long as the rows, in their order.
pub(in crate::generate) struct ParentLinks {
    /// The parent rows, each once and in order: those that have some of the children, or all from the first to the last.
    pub parents: Rows,
    /// For each child the position of its parent in `parents`.
    pub positions: Vec<u32>,
    /// For each child its place.
    pub places: Vec<RowPlace>,
}

impl<'e> Scope<'e> {
    /// An empty scope.
    pub(in crate::generate) fn new(memo: &'e Memo) -> Self {
        Scope::with_windows(memo, Windows::new())
    }

    /// An empty scope that numbers the rows of some tables in its own way.
    pub(in crate::generate) fn with_windows(memo: &'e Memo, windows: Windows) -> Self {
        let remembered =
            |table: &Table| TableMemory { columns: vec![None; table.columns.len()], ..TableMemory::default() };
        let tables = memo.plan().tables.iter().map(remembered).collect();
        Scope { memo, windows, tables: RefCell::new(tables) }
    }

    /// Another scope that numbers rows as this one and remembers nothing yet.
    pub(in crate::generate) fn emptied(&self) -> Self {
        Scope::with_windows(self.memo, self.windows.clone())
    }

    /// The tables whose rows are numbered in a way of this scope.
    pub(in crate::generate) fn windows(&self) -> &Windows {
        &self.windows
    }

    /// The window of a table, if it has one here.
    pub(in crate::generate) fn window(&self, table: TableIndex) -> Option<&Window> {
        self.windows.iter().find(|(windowed, _)| *windowed == table).map(|(_, window)| window.as_ref())
    }

    /// The scope that was remembered for the children of `parents`.
    pub(in crate::generate) fn remembered_below(
        &self,
        child: TableIndex,
        parents: &Range<u64>,
    ) -> Option<Rc<Scope<'e>>> {
        let tables = self.tables.borrow();
        tables[child].below.as_ref().filter(|(known, _)| covers(known, parents)).map(|(_, scope)| scope.clone())
    }

    /// A scope with the windows of this one and one of the children of `parents`, to be remembered.
    pub(in crate::generate) fn remember_below(
        &self,
        child: TableIndex,
        parents: Range<u64>,
        window: Arc<Window>,
    ) -> Rc<Scope<'e>> {
        let mut windows = self.windows.clone();
        windows.push((child, window));
        let scope = Rc::new(Scope::with_windows(self.memo, windows));
        self.tables.borrow_mut()[child].below = Some((parents, scope.clone()));
        scope
    }

    /// What all scopes of an engine share.
    pub(in crate::generate) fn memo(&self) -> &'e Memo {
        self.memo
    }

    /// The cells of `column` at `rows`, all of which exist: an array of the column's type in which integers are
    /// `Int64` whatever their width, and text is `Utf8` or, where `Column::dictionary`, `Dictionary(Int32, Utf8)`.
    ///
    /// # Errors
    /// Bad data; see [`DataError`].
    ///
    /// Ranges inside a remembered one are slices and cost nothing. Lists are made each time.
    pub fn column(&self, table: TableIndex, column: ColumnIndex, rows: &Rows) -> Result<ArrayRef, DataError> {
        let Rows::Range(range) = rows else {
            return self.make(table, column, rows);
        };
        if let Some((known, cells)) = &self.tables.borrow()[table].columns[column]
            && covers(known, range)
        {
            return Ok(cells.slice((range.start - known.start) as usize, rows.len()));
        }
        let cells = self.make(table, column, rows)?;
        remember(&mut self.tables.borrow_mut()[table].columns[column], range, &cells);
        Ok(cells)
    }

    /// The keys that draws of `rows` come from.
    ///
    /// Shared, because many columns draw from the same rows.
    pub(in crate::generate) fn row_keys(&self, table: TableIndex, rows: &Rows) -> Result<Arc<[u64]>, DataError> {
        if let Rows::Range(range) = rows
            && let Some((known, keys)) = &self.tables.borrow()[table].row_keys
            && covers(known, range)
        {
            let start = (range.start - known.start) as usize;
            return Ok(if known == range { keys.clone() } else { keys[start..start + rows.len()].into() });
        }
        let keys: Arc<[u64]> = self.make_row_keys(table, rows)?.into();
        if let Rows::Range(range) = rows {
            remember(&mut self.tables.borrow_mut()[table].row_keys, range, &keys);
        }
        Ok(keys)
    }

    /// How `rows` of a child table relate to their parents.
    pub(in crate::generate) fn family(&self, table: TableIndex, rows: &Rows) -> Result<Arc<ParentLinks>, DataError> {
        if let Rows::Range(range) = rows
            && let Some((known, family)) = &self.tables.borrow()[table].family
            && known == range
        {
            return Ok(family.clone());
        }
        let family = Arc::new(self.make_family(table, rows)?);
        if let Rows::Range(range) = rows {
            remember(&mut self.tables.borrow_mut()[table].family, range, &family);
        }
        Ok(family)
    }

    /// The family, as a range of parents where they are dense enough.
    fn make_family(&self, table: TableIndex, rows: &Rows) -> Result<ParentLinks, DataError> {
        let places = self.places(table, rows)?;
        let parents = || places.iter().map(|place| place.parent);
        let (first, last) = (parents().min().unwrap_or(0), parents().max().unwrap_or(0));
        if !places.is_empty() && last - first < SPARSE * places.len() as u64 {
            let positions = parents().map(|parent| (parent - first) as u32).collect();
            return Ok(ParentLinks { parents: Rows::Range(first..last + 1), positions, places });
        }
        let mut parents: Vec<u64> = parents().collect();
        parents.sort_unstable();
        parents.dedup();
        let position_of = |place: &RowPlace| parents.partition_point(|&parent| parent < place.parent) as u32;
        let positions = places.iter().map(position_of).collect();
        Ok(ParentLinks { parents: Rows::List(parents.into()), positions, places })
    }
}

/// Ranges one after another; a range where they follow each other.
pub(in crate::generate) fn concat(ranges: Vec<Range<u64>>) -> Rows {
    let mut filled = ranges.iter().filter(|range| !range.is_empty());
    let Some(first) = filled.next() else {
        return Rows::Range(0..0);
    };
    let end = filled.try_fold(first.end, |end, range| (range.start == end).then_some(range.end));
    match end {
        Some(end) => Rows::Range(first.start..end),
        None => Rows::List(ranges.into_iter().flatten().collect()),
    }
}

/// Keeps what was made of a range unless a longer one is known.
///
/// A shorter range would only push out one that covers it.
fn remember<T: Clone>(known: &mut Option<(Range<u64>, T)>, range: &Range<u64>, made: &T) {
    if known.as_ref().is_none_or(|(known, _)| range.end - range.start >= known.end - known.start) {
        *known = Some((range.clone(), made.clone()));
    }
}

/// Whether a known range has all of the wanted rows.
fn covers(known: &Range<u64>, wanted: &Range<u64>) -> bool {
    known.start <= wanted.start && wanted.end <= known.end
}
