//! date, time, after.
//!
//! Everything is µs since 1970 in UTC; days are whole multiples, rounded down. Sums are checked, and end in a data error at
//! the row where they leave the years 1 to 9999.
//!
//! A column's type decides the unit: `date` cells are drawn over whole days and both ends are included, `time` cells
//! over µs and the upper end is excluded.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Date32Array, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Date32Type, TimestampMicrosecondType};

use super::ColumnRequest;
use crate::generate::budget::CELL_WORK;
use crate::generate::error::DataError;
use crate::generate::rows::Rows;
use crate::plan::Type;
use crate::plan::maker::{AfterInstants, Gap, Instant, InstantBase, InstantStep, LatePolicy};
use crate::spec::calendar::{DAY_MICROS, TIME_MAX, TIME_MIN, add_period};
use crate::values::random::{below, draw};

/// µs of every row, or null.
pub(super) type Instants = Vec<Option<i64>>;

impl ColumnRequest<'_, '_> {
    /// The instant itself.
    ///
    /// No draw: the cell is as certain as what it starts from, and null where that is.
    pub(super) fn at(&self, instant: &Instant) -> Result<ArrayRef, DataError> {
        Ok(self.finish(self.instants(instant, self.rows)?))
    }

    /// A draw between two ends. Fixed ends are brought to whole units once; ends that depend on the row are for each row.
    ///
    /// `Date32` or `Timestamp(µs, "UTC")`; null where one of the ends is. With fixed ends the column may be unique,
    /// and is then a permutation of the days or µs between them; ends that differ between rows have no common domain
    /// to permute.
    ///
    /// # Errors
    /// A row whose lower end lies after its upper end. Equal ends leave that one instant.
    pub(super) fn between(&self, low: &Instant, high: &Instant) -> Result<ArrayRef, DataError> {
        let is_date = self.column.ty == Type::Date;
        let (unit, inclusive) = if is_date { (DAY_MICROS, 1) } else { (1, 0) };
        if let (Some(low), Some(high)) = (constant(low), constant(high)) {
            let (low, high) = (low.div_euclid(unit), high.div_euclid(unit));
            let capacity = (high - low + inclusive) as u64;
            let offsets = self.indices(capacity)?.into_iter().map(|offset| low + offset as i64);
            return Ok(match is_date {
                true => Arc::new(Date32Array::from_iter_values(offsets.map(|day| day as i32))),
                false => Arc::new(TimestampMicrosecondArray::from_iter_values(offsets).with_timezone("UTC")),
            });
        }
        let (lows, highs) = (self.instants(low, self.rows)?, self.instants(high, self.rows)?);
        let randoms = self.randoms()?;
        let mut drawn = Vec::with_capacity(randoms.len());
        for (position, random) in randoms.enumerate() {
            let (Some(low), Some(high)) = (lows[position], highs[position]) else {
                drawn.push(None);
                continue;
            };
            let (low_unit, high_unit) = (low.div_euclid(unit), high.div_euclid(unit));
            // A single instant leaves one choice.
            let capacity = (high_unit - low_unit + inclusive).max(i64::from(low == high));
            if capacity < 1 {
                let message = format!("no time between {} and {}", show(low), show(high));
                return Err(self.error(position, message));
            }
            drawn.push(Some((low_unit + below(random, capacity as u64) as i64) * unit));
        }
        Ok(self.finish(drawn))
    }

    /// The latest of some instants plus a gap; see [`AfterInstants`].
    ///
    /// Draw 0 of the row is the gap. A column that names `previous` is a chain, and its file is `chain.rs`.
    pub(super) fn after(&self, after: &AfterInstants) -> Result<ArrayRef, DataError> {
        // Chains need whole groups; every other column can be made row by row.
        let chain = after.after.iter().any(|instant| instant.base == InstantBase::Previous);
        if !chain {
            return Ok(self.finish(self.single(after)?));
        }
        Ok(self.finish(self.chain(after)?))
    }

    /// Outside a chain: the room before `until` is divided as a chain of one row divides it.
    ///
    /// With start s, gap g and end u the value is s + g where that is not past u. Otherwise `late: null` gives null,
    /// and `late: fit` gives s + 1 + floor(g × (u − s − 1) / (g + g′)), where g′ is the row's second draw of the gap.
    /// So late values are spread over the room instead of piling up at its end, which clamping would do.
    ///
    /// # Errors
    /// `late: fit` where not even 1 µs is between start and end; a sum outside the years 1 to 9999.
    fn single(&self, after: &AfterInstants) -> Result<Instants, DataError> {
        let starts = self.latest(&after.after)?;
        let limits = after.until.as_ref().map(|until| self.instants(until, self.rows)).transpose()?;
        let gaps = self.gaps(&after.gap, 0)?;
        let next_gaps = self.gaps(&after.gap, 1)?;
        let value = |position: usize| -> Result<Option<i64>, DataError> {
            let Some(start) = starts[position] else { return Ok(None) };
            let Some(limit) = limits.as_ref().and_then(|limits| limits[position]) else {
                return self.sum(position, start, gaps[position]).map(Some);
            };
            let free = start.saturating_add(gaps[position]);
            match (free <= limit, after.late) {
                (true, _) => Ok(Some(free)),
                (false, LatePolicy::Null) => Ok(None),
                (false, LatePolicy::Fit) => {
                    let room = self.room(position, start, limit, 1)?;
                    let total = u128::from(gaps[position] as u64) + u128::from(next_gaps[position] as u64);
                    Ok(Some(start + 1 + scaled(gaps[position] as u128, room, total)))
                }
            }
        };
        (0..self.rows.len()).map(value).collect()
    }

    /// What is left between two instants when each of `values` values takes 1 µs.
    ///
    /// µs, at least 0. Computed in 128 bits: the ends may lie 9,998 years apart, and a chain may have 2^63 values.
    pub(super) fn room(&self, position: usize, start: i64, limit: i64, values: i64) -> Result<i64, DataError> {
        let room = i128::from(limit) - i128::from(start) - i128::from(values);
        i64::try_from(room).ok().filter(|&room| room >= 0).ok_or_else(|| {
            let message = format!("no room for {values} values after {} until {}", show(start), show(limit));
            self.error(position, message)
        })
    }

    /// An instant and a gap; an error outside the years that a date can be written in.
    ///
    /// The error names both operands, as a person would check it.
    pub(super) fn sum(&self, position: usize, start: i64, gap: i64) -> Result<i64, DataError> {
        in_calendar(start.checked_add(gap)).ok_or_else(|| {
            self.error(position, format!("{} plus {gap} µs lies outside the years 1 to 9999", show(start)))
        })
    }

    /// The gaps of all rows, by draw `number`.
    ///
    /// µs, each at least 1, as many as rows. `number` is 0 for the gap of the row itself and 1 for the gap after the
    /// last value.
    pub(super) fn gaps(&self, gap: &Gap, number: u32) -> Result<Vec<i64>, DataError> {
        let key = self.key();
        self.scope.memo().spend(self.table, CELL_WORK.saturating_mul(self.rows.len() as u64))?;
        Ok(self.row_keys()?.iter().map(|&row_key| self.gap(gap, draw(key, row_key, number))).collect())
    }

    /// A gap of at least 1 µs, so that a chain always advances.
    ///
    /// Distributions of gaps may reach 0 and below. Rows of a chain with equal times would have no order to sort by,
    /// so the least gap is the smallest unit there is.
    pub(super) fn gap(&self, gap: &Gap, random: u64) -> i64 {
        match gap {
            Gap::Fixed(micros) => (*micros).max(1),
            Gap::Distribution(distribution) => {
                distribution.sample_scaled(random, 0).clamp(1, i128::from(i64::MAX)) as i64
            }
        }
    }

    /// The latest of the instants, null where one is.
    ///
    /// PostgreSQL's `greatest` skips nulls instead. Here a shipment without a payment date has no date of its own,
    /// rather than one that ignores the payment.
    pub(super) fn latest(&self, instants: &[Instant]) -> Result<Instants, DataError> {
        let mut latest = self.instants(&instants[0], self.rows)?;
        for instant in &instants[1..] {
            let others = self.instants(instant, self.rows)?;
            for (known, other) in latest.iter_mut().zip(others) {
                *known = known.zip(other).map(|(known, other)| known.max(other));
            }
        }
        Ok(latest)
    }

    /// An instant at some rows of the table, null where what it starts from is.
    ///
    /// µs, one per row of `rows`, which need not be the rows of the request. Dates count as their midnight in UTC.
    /// Months are calendar months: 31 January plus one is 28 or 29 February.
    ///
    /// # Errors
    /// A step that leaves the years 1 to 9999, at its row.
    pub(super) fn instants(&self, instant: &Instant, rows: &Rows) -> Result<Instants, DataError> {
        let mut instants = match instant.base {
            InstantBase::Fixed(micros) => vec![Some(micros); rows.len()],
            InstantBase::Column(column) => micros(&self.scope.column(self.table, column, rows)?),
            InstantBase::Previous => return Err(self.error(0, "previous has no value outside a chain")),
        };
        for &step in &instant.steps {
            for (position, instant) in instants.iter_mut().enumerate() {
                let Some(before) = *instant else { continue };
                let after = match step {
                    InstantStep::Micros(micros) => before.checked_add(micros),
                    InstantStep::Months(months) => add_period(before, months),
                };
                let outside = || {
                    let step = match step {
                        InstantStep::Micros(micros) => format!("{micros} µs"),
                        InstantStep::Months(months) => format!("{months} months"),
                    };
                    self.error(position, format!("{} plus {step} lies outside the years 1 to 9999", show(before)))
                };
                *instant = Some(in_calendar(after).ok_or_else(outside)?);
            }
        }
        Ok(instants)
    }

    /// The instants as the column's type; a date is the day of its instant.
    ///
    /// Rounds down, so that 1969-12-31T23:00:00Z is the day 1969-12-31 and not 1970-01-01.
    fn finish(&self, instants: Instants) -> ArrayRef {
        match self.column.ty {
            Type::Date => Arc::new(Date32Array::from_iter(
                instants.into_iter().map(|micros| micros.map(|micros| micros.div_euclid(DAY_MICROS) as i32)),
            )),
            _ => Arc::new(TimestampMicrosecondArray::from(instants).with_timezone("UTC")),
        }
    }
}

/// The instant if it is the same in all rows. The plan folds constant steps into the base.
fn constant(instant: &Instant) -> Option<i64> {
    match (instant.base, instant.steps.is_empty()) {
        (InstantBase::Fixed(micros), true) => Some(micros),
        _ => None,
    }
}

/// floor(part × room / total), for part < total: below `room`.
///
/// The product needs 128 bits: a part and a room of 63 bits each. Totals above 64 bits are shortened first, which
/// costs at most one part in 2^64.
pub(super) fn scaled(part: u128, room: i64, total: u128) -> i64 {
    // Sums of gaps of long chains may need more than 64 bits; the lowest ones do not matter then.
    let shift = (128 - total.leading_zeros()).saturating_sub(64);
    ((part >> shift) * room as u128 / (total >> shift).max(1)) as i64
}

/// µs of a time or date column.
fn micros(cells: &ArrayRef) -> Instants {
    match cells.data_type() {
        DataType::Date32 => {
            cells.as_primitive::<Date32Type>().iter().map(|day| day.map(|day| i64::from(day) * DAY_MICROS)).collect()
        }
        _ => cells.as_primitive::<TimestampMicrosecondType>().iter().collect(),
    }
}

/// The instant, if the calendar has it.
///
/// Both ends are what PostgreSQL, SQLite and RFC 3339 can all write with four digits of the year.
pub(super) fn in_calendar(micros: Option<i64>) -> Option<i64> {
    micros.filter(|micros| (TIME_MIN..=TIME_MAX).contains(micros))
}

/// An instant for messages.
pub(super) fn show(micros: i64) -> String {
    crate::spec::sql::calendar::format_time(micros)
}
