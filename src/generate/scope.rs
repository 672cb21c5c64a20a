//! A scope: one unit of work, which makes each cell once.
//!
//! Ranges are remembered per column, so that children, parents and lookups of the same block share what was made;
//! lists are not. A scope belongs to one thread and is dropped with its block, which bounds memory.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::ArrayRef;

use super::engine::Engine;
use super::error::DataError;
use super::groups::Place;
use super::rows::Rows;
use crate::plan::maker::{ColumnIndex, Shape, TableIndex};

/// Rows of a table without a parent that a fold, such as a chain of times, may run over.
pub const ROOT_FOLD_ROWS_MAX: u64 = 1_000_000;

/// One unit of work.
pub struct Scope<'e> {
    engine: &'e Engine,
    tables: RefCell<Vec<Remembered>>,
}

/// What a scope remembers of a table.
#[derive(Default)]
struct Remembered {
    row_keys: Option<(Range<u64>, Arc<[u64]>)>,
    family: Option<(Range<u64>, Arc<Family>)>,
    columns: Vec<Option<(Range<u64>, ArrayRef)>>,
}

/// How rows of a child table relate to their parents.
pub(super) struct Family {
    /// The parent rows: for a range of children a range, else one for each child.
    pub parents: Rows,
    /// For each child the position of its parent in `parents`.
    pub positions: Vec<u32>,
    /// For each child its place.
    pub places: Vec<Place>,
}

impl<'e> Scope<'e> {
    /// An empty scope.
    pub fn new(engine: &'e Engine) -> Self {
        let tables = engine
            .plan()
            .tables
            .iter()
            .map(|table| Remembered { columns: vec![None; table.columns.len()], ..Remembered::default() });
        Scope { engine, tables: RefCell::new(tables.collect()) }
    }

    /// The engine.
    pub fn engine(&self) -> &'e Engine {
        self.engine
    }

    /// The cells of `column` at `rows`, all of which exist: an array of the column's type in which integers are
    /// `Int64` whatever their width, and text is `Utf8` or, where `Column::dictionary`, `Dictionary(Int32, Utf8)`.
    ///
    /// # Errors
    /// Bad data; see [`DataError`].
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
        let remembered = &mut self.tables.borrow_mut()[table].columns[column];
        if remembered.as_ref().is_none_or(|(known, _)| range.end - range.start >= known.end - known.start) {
            *remembered = Some((range.clone(), cells.clone()));
        }
        Ok(cells)
    }

    /// The keys that draws of `rows` come from.
    pub(super) fn row_keys(&self, table: TableIndex, rows: &Rows) -> Result<Arc<[u64]>, DataError> {
        if let Rows::Range(range) = rows
            && let Some((known, keys)) = &self.tables.borrow()[table].row_keys
            && covers(known, range)
        {
            let start = (range.start - known.start) as usize;
            return Ok(if known == range { keys.clone() } else { keys[start..start + rows.len()].into() });
        }
        let keys: Arc<[u64]> = self.make_row_keys(table, rows)?.into();
        if let Rows::Range(range) = rows {
            self.tables.borrow_mut()[table].row_keys = Some((range.clone(), keys.clone()));
        }
        Ok(keys)
    }

    /// How `rows` of a child table relate to their parents.
    pub(super) fn family(&self, table: TableIndex, rows: &Rows) -> Result<Arc<Family>, DataError> {
        if let Rows::Range(range) = rows
            && let Some((known, family)) = &self.tables.borrow()[table].family
            && known == range
        {
            return Ok(family.clone());
        }
        let family = Arc::new(self.make_family(table, rows)?);
        if let Rows::Range(range) = rows {
            self.tables.borrow_mut()[table].family = Some((range.clone(), family.clone()));
        }
        Ok(family)
    }

    fn make_family(&self, table: TableIndex, rows: &Rows) -> Result<Family, DataError> {
        let places = self.places(table, rows)?;
        Ok(match (rows, places.first(), places.last()) {
            (Rows::Range(_), Some(first), Some(last)) => Family {
                parents: Rows::Range(first.parent..last.parent + 1),
                positions: places.iter().map(|place| (place.parent - first.parent) as u32).collect(),
                places,
            },
            _ => Family {
                parents: Rows::List(places.iter().map(|place| place.parent).collect()),
                positions: (0..places.len() as u32).collect(),
                places,
            },
        })
    }

    /// Every group that `rows` touch, whole: the child rows group by group, and where each of `rows` is among them.
    pub(super) fn whole_groups(&self, table: TableIndex, rows: &Rows) -> Result<Groups, DataError> {
        let Shape::Each { .. } = self.engine.plan().tables[table].shape else {
            return self.one_group(table, rows);
        };
        let family = self.family(table, rows)?;
        let mut parents: Vec<u64> = family.parents.iter().collect();
        parents.sort_unstable();
        parents.dedup();
        let parents = match (parents.first(), parents.last()) {
            (Some(&first), Some(&last)) if last - first + 1 == parents.len() as u64 => Rows::Range(first..last + 1),
            _ => Rows::List(parents.into()),
        };
        let ranges = self.children(table, &parents)?;
        let mut starts = Vec::with_capacity(ranges.len() + 1);
        let mut row_count = 0;
        for range in &ranges {
            starts.push(row_count);
            row_count += (range.end - range.start) as usize;
        }
        starts.push(row_count);
        let position_of = |place: &Place| match &parents {
            Rows::Range(range) => (place.parent - range.start) as usize,
            Rows::List(list) => list.partition_point(|&parent| parent < place.parent),
        };
        let positions = family.places.iter().map(|place| (starts[position_of(place)] + place.ordinal as usize) as u64);
        Ok(Groups { positions: positions.collect(), rows: concat(ranges), starts, parents })
    }

    /// A root table is one group, which is made whole: it has a limit.
    fn one_group(&self, table: TableIndex, rows: &Rows) -> Result<Groups, DataError> {
        let row_count = self.engine.rows_of(table)?;
        if row_count > ROOT_FOLD_ROWS_MAX {
            return Err(DataError {
                place: self.engine.plan().tables[table].name.clone(),
                row: 0,
                message: format!("a fold over {row_count} rows without a parent; the limit is {ROOT_FOLD_ROWS_MAX}"),
                help: Some("Give the table a parent with each:, so that the fold runs within groups.".into()),
            });
        }
        Ok(Groups {
            rows: Rows::Range(0..row_count),
            starts: vec![0, row_count as usize],
            positions: rows.iter().collect(),
            parents: Rows::Range(0..1),
        })
    }
}

/// Whole groups of children.
pub(super) struct Groups {
    /// The child rows, group by group.
    pub rows: Rows,
    /// Where each group starts in `rows`, and its length at the end.
    pub starts: Vec<usize>,
    /// For each row asked for, its position in `rows`.
    pub positions: Vec<u64>,
    /// The parents, one for each group.
    pub parents: Rows,
}

/// Ranges one after another; a range where they follow each other.
pub(super) fn concat(ranges: Vec<Range<u64>>) -> Rows {
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

fn covers(known: &Range<u64>, wanted: &Range<u64>) -> bool {
    known.start <= wanted.start && wanted.end <= known.end
}
