//! count, sum, lowest, highest, avg over the children of each row.
//!
//! Children are folded in order, in pieces of bounded size, so that a parent with millions of children costs time but
//! not memory.
//!
//! | fold | result | of no rows | nulls |
//! |---|---|---|---|
//! | `count` | `Int64` | 0 | not counted |
//! | `sum` | as the column; decimals keep their scale | 0 | skipped |
//! | `lowest`, `highest` | as the column; ties keep the first | null | skipped |
//! | `avg` | decimal rounded half away from zero, or float | null | skipped |
//!
//! Exact types are added in 128 bits and checked at every step; floats are added in row order, because float addition
//! is not associative and a parallel sum would depend on the number of threads.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Decimal128Array, DurationMicrosecondArray, Float64Array, Int64Array,
    UInt64Array,
};
use arrow::compute::take;
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int64Type,
    TimestampMicrosecondType,
};

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::eval::scope::{Scope, concat};
use crate::generate::text::plain;
use crate::plan::Type;
use crate::plan::maker::{ColumnIndex, Fold, TableIndex};

/// Child rows that are folded at once, with what the scope has of them. Up to here one thread reads all children at
/// once, and the scope keeps their cells for other folds.
const TOGETHER_ROWS_MAX: u64 = 262_144;
/// Child rows of a piece where there are more.
/// More children are read in pieces by scopes of their own, which are dropped with their piece.
const PIECE_ROWS: u64 = 65_536;
/// Pieces that are made before the first of them is folded, per thread.
const PIECES_PER_THREAD: usize = 2;

/// What is folded: a column of the children, and which of them count.
#[derive(Clone, Copy)]
struct FoldTarget {
    table: TableIndex,
    column: Option<ColumnIndex>,
    condition: Option<ColumnIndex>,
}

/// The children of some rows, by the numbers that they have in `scope`.
struct Children<'s, 'e> {
    scope: &'s Scope<'e>,
    which: FoldTarget,
}

/// Children that are made together: ranges of them, with the positions of their parents.
type ChildPiece = Vec<(usize, Range<u64>)>;

/// A run of children of the parent at `position`, as offsets into a piece.
struct ChildRun {
    position: usize,
    offsets: Range<usize>,
}

impl ColumnRequest<'_, '_> {
    /// A fold over the children of each row. Where their true numbers do not matter they are numbered from 0, so that nothing
    /// before them is counted.
    ///
    /// `condition` is a hidden Boolean column of the child table, made from the spec's `where:`; null counts as
    /// false, as in SQL. A bare `count` reads group sizes and makes no child at all.
    ///
    /// # Errors
    /// A sum or mean that does not fit its type, at the parent's row.
    pub(super) fn aggregate(
        &self,
        fold: Fold,
        child: TableIndex,
        column: Option<ColumnIndex>,
        condition: Option<ColumnIndex>,
    ) -> Result<ArrayRef, DataError> {
        if fold == Fold::Count && column.is_none() && condition.is_none() {
            let counts = self.scope.counts(child, self.rows)?;
            return Ok(Arc::new(Int64Array::from_iter_values(counts.into_iter().map(|count| count as i64))));
        }
        let which = FoldTarget { table: child, column, condition };
        let columns: Vec<ColumnIndex> = [column, condition].into_iter().flatten().collect();
        let Some(below) = self.scope.below(child, &columns, self.rows)? else {
            return self.fold(fold, &Children { scope: self.scope, which });
        };
        // Children are numbered from 0 in `below`, so that nothing before them has to be counted.
        let made = self.fold(fold, &Children { scope: &below, which });
        if made.is_err() && self.scope.windows().is_empty() {
            // Again by true numbers, so that the error names the row.
            return self.fold(fold, &Children { scope: self.scope, which });
        }
        made
    }

    /// The fold over all children of the rows.
    fn fold(&self, fold: Fold, children: &Children) -> Result<ArrayRef, DataError> {
        match fold {
            Fold::Count => {
                let mut counts = vec![0_i64; self.rows.len()];
                self.each_run(children, |run, cells, counted| {
                    counts[run.position] += run.offsets.filter(|&at| counted.at(cells, at)).count() as i64;
                    Ok(())
                })?;
                Ok(Arc::new(Int64Array::from(counts)))
            }
            Fold::Sum | Fold::Avg => self.sum_or_mean(fold, children),
            Fold::Lowest => self.extreme(children, Ordering::Less),
            Fold::Highest => self.extreme(children, Ordering::Greater),
        }
    }

    /// Hands every run of children to `fold`, in order, with the piece's cells.
    ///
    /// `fold` is called in row order and never in parallel; only making the cells is. Two pieces per thread are in
    /// flight, which bounds memory to `threads × 2 × 65,536` rows whatever the group's size.
    fn each_run(
        &self,
        children: &Children,
        mut fold: impl FnMut(ChildRun, Option<&ArrayRef>, &CountedChildren) -> Result<(), DataError>,
    ) -> Result<(), DataError> {
        let Children { scope, which } = *children;
        let ranges = scope.children(which.table, self.rows)?;
        let total: u64 = ranges.iter().map(|range| range.end - range.start).sum();
        scope.memo().spend(which.table, total)?;
        if total <= TOGETHER_ROWS_MAX {
            let whole: ChildPiece = ranges.into_iter().enumerate().collect();
            return which.read(scope, &whole)?.fold(&whole, &mut fold);
        }
        let (memo, windows, pieces) = (scope.memo(), scope.windows(), pieces(&ranges));
        // Cells are made side by side and folded in order.
        for some in pieces.chunks(rayon::current_num_threads() * PIECES_PER_THREAD) {
            let made =
                memo.helper_threads().map(some, |piece| which.read(&Scope::with_windows(memo, windows.clone()), piece));
            some.iter().zip(made).try_for_each(|(piece, made)| made?.fold(piece, &mut fold))?;
        }
        Ok(())
    }

    /// Floats are added in row order, everything else exactly.
    fn sum_or_mean(&self, fold: Fold, children: &Children) -> Result<ArrayRef, DataError> {
        let FoldTarget { table, column, .. } = children.which;
        let ty = column.map(|column| self.scope.memo().plan().tables[table].columns[column].ty);
        match ty {
            Some(Type::Float) => self.fold_floats(fold, children),
            _ => self.fold_exact(
                fold,
                children,
                match ty {
                    Some(Type::Decimal { scale, .. }) => scale,
                    _ => 0,
                },
            ),
        }
    }

    /// Floats are added one after another, in row order.
    ///
    /// `Float64`; the sum of no rows is 0, their mean null.
    ///
    /// # Errors
    /// A sum that is not finite. Cells are finite, so only overflow leads there.
    fn fold_floats(&self, fold: Fold, children: &Children) -> Result<ArrayRef, DataError> {
        let mut sums = vec![(0.0_f64, 0_u64); self.rows.len()];
        self.each_run(children, |run, cells, counted| {
            let Some(values) = cells.map(|cells| cells.as_primitive::<Float64Type>()) else { return Ok(()) };
            for at in run.offsets.filter(|&at| counted.at(cells, at)) {
                let (sum, count) = &mut sums[run.position];
                *sum += values.value(at);
                *count += 1;
            }
            Ok(())
        })?;
        if let Some(position) = sums.iter().position(|(sum, _)| !sum.is_finite()) {
            return Err(self.error(position, format!("the sum passes the largest float, {:e}", f64::MAX)));
        }
        let made = sums.into_iter().map(|(sum, count)| match (fold, count) {
            (Fold::Avg, 0) => None,
            (Fold::Avg, count) => Some(sum / count as f64),
            _ => Some(sum),
        });
        Ok(Arc::new(made.collect::<Float64Array>()))
    }

    /// Integers, decimals and durations are added exactly; a mean is rounded once, half away from zero.
    ///
    /// The sum keeps the child's scale. A mean is computed at the parent's scale from the exact sum, rounded once, so
    /// that `avg` of a million prices is as exact as of two.
    fn fold_exact(&self, fold: Fold, children: &Children, child_scale: u8) -> Result<ArrayRef, DataError> {
        let mut sums = vec![(0_i128, 0_u64); self.rows.len()];
        self.each_run(children, |run, cells, counted| {
            let Some(cells) = cells else { return Ok(()) };
            for at in run.offsets.filter(|&at| counted.at(Some(cells), at)) {
                let (sum, count) = &mut sums[run.position];
                let value = exact(cells, at);
                *sum = sum
                    .checked_add(value)
                    .ok_or_else(|| self.error(run.position, "the sum has more than 38 digits"))?;
                *count += 1;
            }
            Ok(())
        })?;
        let scale = match self.column.ty {
            Type::Decimal { scale, .. } => scale,
            _ => 0,
        };
        let finish = |(position, (sum, count)): (usize, (i128, u64))| match fold {
            Fold::Avg if count == 0 => Ok(None),
            Fold::Avg => mean(sum, count, i32::from(scale) - i32::from(child_scale))
                .map(Some)
                .ok_or_else(|| self.error(position, "the mean has more than 38 digits")),
            _ => Ok(Some(sum)),
        };
        // A mean of whole numbers into a float column is the correctly divided sum, not a sum of quotients.
        if fold == Fold::Avg && self.column.ty == Type::Float {
            let unit = 10_i128.pow(u32::from(child_scale)) as f64;
            let means = sums.into_iter().map(|(sum, count)| (count > 0).then(|| sum as f64 / unit / count as f64));
            return Ok(Arc::new(means.collect::<Float64Array>()));
        }
        let made = sums.into_iter().enumerate().map(finish).collect::<Result<Vec<_>, DataError>>()?;
        match self.column.ty {
            Type::Decimal { precision, scale } => {
                let most = 10_i128.pow(u32::from(precision)) - 1;
                if let Some(position) = made.iter().position(|sum| sum.is_some_and(|sum| sum.abs() > most)) {
                    return Err(self.error(position, format!("the value does not fit {}", self.column.ty)));
                }
                let sums = Decimal128Array::from(made).with_precision_and_scale(precision, scale as i8);
                Ok(Arc::new(sums.map_err(|error| self.error(0, error.to_string()))?))
            }
            _ => {
                let narrow = |(position, sum): (usize, Option<i128>)| match sum.map(i64::try_from) {
                    None => Ok(None),
                    Some(Ok(sum)) => Ok(Some(sum)),
                    Some(Err(_)) => Err(self.error(position, "the sum does not fit 64 bits")),
                };
                let sums = made.into_iter().enumerate().map(narrow).collect::<Result<Vec<_>, DataError>>()?;
                Ok(match self.column.ty {
                    Type::Duration => Arc::new(DurationMicrosecondArray::from(sums)),
                    _ => Arc::new(Int64Array::from(sums)),
                })
            }
        }
    }

    /// The first of the lowest or highest values, carried from piece to piece as an array of one cell per parent.
    ///
    /// Works on arrays instead of typed values so that one function serves numbers, times, texts and UUIDs. A piece
    /// costs one comparison per child and one slice of length 1 per parent.
    fn extreme(&self, children: &Children, wanted: Ordering) -> Result<ArrayRef, DataError> {
        let mut best: Vec<Option<ArrayRef>> = vec![None; self.rows.len()];
        let mut type_of = None;
        self.each_run(children, |run, cells, counted| {
            let Some(cells) = cells else { return Ok(()) };
            let cells = &plain(cells).map_err(|message| self.error(run.position, message))?;
            type_of.get_or_insert_with(|| cells.slice(0, 0));
            let found = run
                .offsets
                .filter(|&at| counted.at(Some(cells), at))
                .reduce(|best, at| if compare(cells, at, cells, best) == wanted { at } else { best });
            if let Some(at) = found
                && best[run.position].as_ref().is_none_or(|best| compare(cells, at, best, 0) == wanted)
            {
                best[run.position] = Some(cells.slice(at, 1));
            }
            Ok(())
        })?;
        // With no children at all the type is still needed: an empty column of the child table has it.
        let empty = match type_of {
            Some(empty) => empty,
            None => plain(&self.scope.column(
                children.which.table,
                children.which.column.unwrap_or(0),
                &crate::generate::rows::Rows::Range(0..0),
            )?)
            .map_err(|message| self.error(0, message))?,
        };
        let found: Vec<&dyn Array> =
            std::iter::once(empty.as_ref()).chain(best.iter().flatten().map(AsRef::as_ref)).collect();
        let found = arrow::compute::concat(&found).map_err(|error| self.error(0, error.to_string()))?;
        let mut next = 0;
        let positions: UInt64Array = best
            .iter()
            .map(|best| {
                best.as_ref().map(|_| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        take(&found, &positions, None).map_err(|error| self.error(0, error.to_string()))
    }
}

impl FoldTarget {
    /// Makes the cells of a piece, and what says which of them count.
    fn read(self, scope: &Scope, piece: &ChildPiece) -> Result<FoldInput, DataError> {
        let rows = concat(piece.iter().map(|(_, range)| range.clone()).collect());
        let read = |column: ColumnIndex| scope.column(self.table, column, &rows);
        let cells = self.column.map(read).transpose()?;
        let holds = self.condition.map(read).transpose()?;
        Ok(FoldInput { cells, counted: CountedChildren(holds.map(|holds| holds.as_boolean().clone())) })
    }
}

/// The cells of a piece.
struct FoldInput {
    cells: Option<ArrayRef>,
    counted: CountedChildren,
}

impl FoldInput {
    /// Hands the runs of a piece to `fold`, each with the positions of its cells in the piece.
    fn fold(
        &self,
        piece: &ChildPiece,
        fold: &mut impl FnMut(ChildRun, Option<&ArrayRef>, &CountedChildren) -> Result<(), DataError>,
    ) -> Result<(), DataError> {
        let mut start = 0;
        for (position, range) in piece {
            let end = start + (range.end - range.start) as usize;
            fold(ChildRun { position: *position, offsets: start..end }, self.cells.as_ref(), &self.counted)?;
            start = end;
        }
        Ok(())
    }
}

/// Which children count: those whose condition is true and whose cell is not null.
struct CountedChildren(Option<BooleanArray>);

impl CountedChildren {
    /// Whether the child at a position counts.
    fn at(&self, cells: Option<&ArrayRef>, at: usize) -> bool {
        self.0.as_ref().is_none_or(|holds| holds.is_valid(at) && holds.value(at))
            && cells.is_none_or(|cells| cells.is_valid(at))
    }
}

/// Cuts ranges of children, one for each parent, into pieces of `PIECE_ROWS` rows.
fn pieces(ranges: &[Range<u64>]) -> Vec<ChildPiece> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut room = PIECE_ROWS;
    for (position, range) in ranges.iter().enumerate() {
        let mut start = range.start;
        while start < range.end {
            let end = range.end.min(start + room);
            piece.push((position, start..end));
            room -= end - start;
            start = end;
            if room == 0 {
                pieces.push(std::mem::take(&mut piece));
                room = PIECE_ROWS;
            }
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// A cell as a whole number of its type's smallest step.
fn exact(cells: &ArrayRef, at: usize) -> i128 {
    match cells.data_type() {
        DataType::Decimal128(_, _) => cells.as_primitive::<Decimal128Type>().value(at),
        DataType::Duration(_) => i128::from(cells.as_primitive::<DurationMicrosecondType>().value(at)),
        _ => i128::from(cells.as_primitive::<Int64Type>().value(at)),
    }
}

/// sum / count × 10^shift, rounded half away from zero.
///
/// `shift` is the parent's scale minus the child's. `None` where the scaled sum passes 38 digits.
fn mean(sum: i128, count: u64, shift: i32) -> Option<i128> {
    let count = i128::from(count);
    let power = 10_i128.checked_pow(shift.unsigned_abs())?;
    let (sum, count) = match shift >= 0 {
        true => (sum.checked_mul(power)?, count),
        false => (sum, count.checked_mul(power)?),
    };
    let (quotient, rest) = (sum / count, sum % count);
    let away = if rest.abs() >= count - rest.abs() { sum.signum() } else { 0 };
    Some(quotient + away)
}

/// The order of two cells of one type, neither of which is null.
///
/// Texts and UUIDs compare by bytes, which for UTF-8 is the order of code points, as `COLLATE "C"` in PostgreSQL.
/// Floats are never NaN here.
fn compare(a: &ArrayRef, a_at: usize, b: &ArrayRef, b_at: usize) -> Ordering {
    fn of<T: ArrowPrimitiveType>(a: &ArrayRef, a_at: usize, b: &ArrayRef, b_at: usize) -> Ordering
    where
        T::Native: PartialOrd,
    {
        let (a, b) = (a.as_primitive::<T>().value(a_at), b.as_primitive::<T>().value(b_at));
        a.partial_cmp(&b).unwrap_or(Ordering::Equal)
    }
    match a.data_type() {
        DataType::Int64 => of::<Int64Type>(a, a_at, b, b_at),
        DataType::Decimal128(_, _) => of::<Decimal128Type>(a, a_at, b, b_at),
        DataType::Float64 => of::<Float64Type>(a, a_at, b, b_at),
        DataType::Date32 => of::<Date32Type>(a, a_at, b, b_at),
        DataType::Timestamp(_, _) => of::<TimestampMicrosecondType>(a, a_at, b, b_at),
        DataType::Duration(_) => of::<DurationMicrosecondType>(a, a_at, b, b_at),
        DataType::Boolean => a.as_boolean().value(a_at).cmp(&b.as_boolean().value(b_at)),
        DataType::Utf8 => a.as_string::<i32>().value(a_at).cmp(b.as_string::<i32>().value(b_at)),
        _ => a.as_fixed_size_binary().value(a_at).cmp(b.as_fixed_size_binary().value(b_at)),
    }
}
