//! From a maker's cells to the column's: given cells, clamps, `when`, `nulls`, and the type it leaves the engine in.
//!
//! The order is part of the language: a given cell may not pass `min` or `max` (the plan refuses it), a clamped value
//! may still become null, and `when:` decides before `nulls:` draws, so a share of nulls is one of the rows for which
//! the condition holds.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, ArrowPrimitiveType, AsArray, BooleanArray, PrimitiveArray};
use arrow::compute::{cast, interleave, nullif};
use arrow::datatypes::{
    Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int64Type, TimestampMicrosecondType,
};

use super::scope::Scope;
use crate::generate::budget::CELL_WORK;
use crate::generate::error::DataError;
use crate::generate::literals::literals;
use crate::generate::rows::Rows;
use crate::generate::text::{dictionary_type, plain};
use crate::plan::maker::{ColumnIndex, RowSource, TableIndex};
use crate::plan::{Column, Type};
use crate::spec::sql::Literal;
use crate::values::random::draw;

impl Scope<'_> {
    /// Makes the cells of a column: maker, given cells, `min` and `max`, `when`, `nulls`, in this order.
    ///
    /// An array like the maker's. The work is charged to the budget before it is done.
    ///
    /// Nulls use a key of their own, derived from the column's ("nulls"), so that adding `nulls: 5%` leaves the other
    /// 95% of the values as they were.
    pub(in crate::generate) fn make(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        rows: &Rows,
    ) -> Result<ArrayRef, DataError> {
        self.memo().spend(table, CELL_WORK.saturating_mul(rows.len() as u64))?;
        let plan = &self.memo().plan().tables[table].columns[column];
        let fail = |message: String| self.memo().error(table, column, rows.iter().next().unwrap_or(0), message);
        let mut cells = self.made(table, column, rows)?;
        if !plan.given.is_empty() {
            cells = self.with_given(table, plan, rows, cells)?.map_err(fail)?;
        }
        if plan.min.is_some() || plan.max.is_some() {
            cells = clamp(cells, plan);
        }
        if let Some(when) = plan.when {
            let holds = self.column(table, when, rows)?;
            let holds = holds.as_boolean();
            // A condition that is null does not hold.
            let fails: BooleanArray = (0..rows.len()).map(|at| Some(holds.is_null(at) || !holds.value(at))).collect();
            cells = nullif(&cells, &fails).map_err(|error| fail(error.to_string()))?;
        }
        if plan.nulls > 0 {
            let key = plan.column_key.derive("nulls");
            let keys = self.row_keys(table, rows)?;
            let share = plan.nulls;
            let absent: BooleanArray =
                keys.iter().map(|&row_key| Some(share == u64::MAX || draw(key, row_key, 0) < share)).collect();
            cells = nullif(&cells, &absent).map_err(|error| fail(error.to_string()))?;
        }
        Ok(cells)
    }

    /// Puts the given cells of listed rows over the made ones.
    ///
    /// In a child table the list repeats for every parent, so the place in the group decides.
    ///
    /// The outer error is of the groups, the inner one of Arrow; the caller names the column for the latter.
    fn with_given(
        &self,
        table: TableIndex,
        column: &Column,
        rows: &Rows,
        made: ArrayRef,
    ) -> Result<Result<ArrayRef, String>, DataError> {
        let places: Vec<u64> = match self.memo().plan().tables[table].row_source {
            RowSource::Root { .. } => rows.iter().collect(),
            RowSource::Each { .. } => self.family(table, rows)?.places.iter().map(|place| place.ordinal).collect(),
        };
        let given: Vec<Literal> = column.given.iter().map(|cell| cell.clone().unwrap_or(Literal::Null)).collect();
        let choice = |(position, &place): (usize, &u64)| match column.given.get(place as usize) {
            Some(Some(_)) => (1, place as usize),
            _ => (0, position),
        };
        let choices: Vec<(usize, usize)> = places.iter().enumerate().map(choice).collect();
        let merge = || {
            // One pass over two sources: 0 is what was made, 1 what the list gives.
            let merged = interleave(&[&plain(&made)?, &plain(&literals(&given, column.ty))?], &choices)
                .map_err(|error| error.to_string())?;
            if column.dictionary {
                cast(&merged, &dictionary_type()).map_err(|error| error.to_string())
            } else {
                Ok(merged)
            }
        };
        Ok(merge())
    }
}

/// Values below `min` become `min`, values above `max` become `max`; nulls stay.
///
/// Types without bounds pass through; the plan refuses `min` and `max` for them.
fn clamp(cells: ArrayRef, column: &Column) -> ArrayRef {
    let bound =
        |literal: &Option<Literal>| literal.as_ref().map(|literal| literals(std::slice::from_ref(literal), column.ty));
    let (low, high) = (bound(&column.min), bound(&column.max));
    match column.ty {
        Type::Int(_) => clamped::<Int64Type>(cells, low, high),
        Type::Decimal { .. } => clamped::<Decimal128Type>(cells, low, high),
        Type::Float => clamped::<Float64Type>(cells, low, high),
        Type::Date => clamped::<Date32Type>(cells, low, high),
        Type::Time => clamped::<TimestampMicrosecondType>(cells, low, high),
        Type::Duration => clamped::<DurationMicrosecondType>(cells, low, high),
        Type::Bool | Type::Text | Type::Uuid | Type::Json => cells,
    }
}

/// In place where the cells are not shared.
///
/// A freshly made array has one owner, so the usual case allocates nothing.
fn clamped<T>(cells: ArrayRef, low: Option<ArrayRef>, high: Option<ArrayRef>) -> ArrayRef
where
    T: ArrowPrimitiveType,
    T::Native: PartialOrd,
{
    let bound = |bound: Option<ArrayRef>| bound.map(|bound| bound.as_primitive::<T>().value(0));
    let (low, high) = (bound(low), bound(high));
    let clamp = |value| match (low, high) {
        (Some(low), _) if value < low => low,
        (_, Some(high)) if value > high => high,
        _ => value,
    };
    let values: PrimitiveArray<T> = cells.as_primitive().clone();
    drop(cells);
    let data_type = values.data_type().clone();
    let clamped = values.unary_mut(clamp).unwrap_or_else(|values| values.unary(clamp));
    Arc::new(clamped.with_data_type(data_type))
}

/// The cells in the type that they leave the engine in, checked against the width of integers.
///
/// Same type: no copy. Else an Arrow cast that fails instead of making nulls.
pub(in crate::generate) fn conform(cells: &ArrayRef, column: &Column) -> Result<ArrayRef, String> {
    let wanted = if column.dictionary { dictionary_type() } else { column.ty.arrow() };
    if cells.data_type() == &wanted {
        return Ok(cells.clone());
    }
    let options = arrow::compute::CastOptions { safe: false, ..Default::default() };
    arrow::compute::cast_with_options(cells, &wanted, &options)
        .map_err(|_| format!("a value does not fit {}", column.ty))
}
