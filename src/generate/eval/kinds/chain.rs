//! Chains of times: `after: [..., previous]`, where each row of a group follows the one before it.
//!
//! What a chain carries from row to row is added up per step of a huge group, on all cores and once for all who enter
//! that group. Invariant: a value is the same whether its group is made whole or entered at a checkpoint.
//!
//! Example with three rows, gaps of 10, 30 and 20 µs, a start s = 0 and an end u = 100: the sum of the gaps is 60, so
//! the values are 10, 40, 60. With u = 50 they would pass it. One more gap is drawn as the room after the last value,
//! say 20; the four gaps total 80 and the room is 50 − 3 = 47, so value i is i + floor(c_i × 47 / 80) with c = 10,
//! 40, 60: 6, 25, 38. The order is kept, the proportions of the gaps too, and each value has at least 1 µs of its
//! own.
//!
//! Scaling depends on the sum of all gaps of the group. A group of up to 65,536 rows is made whole. A larger one
//! keeps that sum, and the sum at every 16,384th row, as a [`Carry`]; a carry of consecutive steps composes like a
//! function, so the steps are summed in parallel.

use std::sync::Arc;

use super::ColumnRequest;
use super::time::{Instants, scaled, show};
use crate::generate::carry::Carry;
use crate::generate::error::DataError;
use crate::generate::eval::runs::{GroupRun, RunStart, STEP_ROWS};
use crate::generate::eval::scope::Scope;
use crate::generate::prefix::Prefix;
use crate::generate::rows::Rows;
use crate::plan::maker::{AfterInstants, ColumnIndex, Instant, InstantBase, LatePolicy, TableIndex};
use crate::values::random::draw;

impl<'e> Scope<'e> {
    /// What one value follows from besides its inputs, in words: the gap, and what a group's end makes of it.
    ///
    /// For `reseed explain`: computed on request and never stored with the data.
    ///
    /// # Errors
    /// Those of making the cell itself.
    pub(in crate::generate) fn after_notes(
        &self,
        table: TableIndex,
        index: ColumnIndex,
        after: &AfterInstants,
        row: u64,
    ) -> Result<Vec<String>, DataError> {
        let column = &self.memo().plan().tables[table].columns[index];
        let cells = ColumnRequest { scope: self, table, index, column, rows: &Rows::Range(row..row + 1) };
        let mut notes = vec![format!("gap {}", span_words(cells.gaps(&after.gap, 0)?[0]))];
        if after.is_chain() && fits(after) {
            notes.extend(cells.fit_note(after)?);
        } else if let Some(limit) = cells.limits(after)?.and_then(|limits| limits[0]) {
            notes.push(format!("null past its end {}", show(limit)));
        }
        Ok(notes)
    }
}

/// µs in the units that people read: `3d 4h 12min`.
fn span_words(span_us: i64) -> String {
    const UNITS: [(&str, i64); 5] =
        [("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("us", 1)];
    let mut left_us = span_us;
    let parts = UNITS.iter().filter_map(|(unit, unit_us)| {
        let count = left_us / unit_us;
        left_us %= unit_us;
        (count > 0).then(|| format!("{count}{unit}"))
    });
    // The rest is below what matters once there are days.
    parts.take(3).collect::<Vec<_>>().join(" ")
}

/// Whether the chain has an end to fit before; else each row follows the latest of its own instants and the previous.
fn fits(after: &AfterInstants) -> bool {
    after.late == LatePolicy::Fit && after.until.is_some()
}

impl ColumnRequest<'_, '_> {
    /// The values of a chain. Small groups are made whole, huge ones from the checkpoint before the rows wanted.
    ///
    /// µs per row, null where the row has no start or, with `late: null`, where it is late. O(group) for groups of up
    /// to 65,536 rows, O(16,384) plus the rows asked for beyond that, once the group's carries are known.
    ///
    /// # Errors
    /// A chain with less room than rows, and values outside the years 1 to 9999.
    pub(super) fn chain(&self, after: &AfterInstants) -> Result<Instants, DataError> {
        let runs = self.scope.runs(self.table, self.rows, RunStart::Checkpoint)?;
        // The gap after the last value belongs to no row. It is drawn by the parent's key, or by the table's where
        // there is no parent.
        let parent_keys = match self.parent() {
            Ok(parent) if after.until.is_some() => self.scope.row_keys(parent, &runs.parents)?,
            _ => [self.scope.memo().plan().tables[self.table].table_key.0].into(),
        };
        let pieces = runs.pieces();
        let mut values = vec![None; self.rows.len()];
        for piece in &pieces {
            // One piece shares what the scope has; more than one would fill it with rows that were not requested.
            let apart = (pieces.len() > 1).then(|| self.scope.emptied());
            let scope = apart.as_ref().unwrap_or(self.scope);
            let cells = ColumnRequest { scope, rows: &GroupRun::rows(piece), ..*self };
            let made = match fits(after) {
                true => cells.fitted_chain(after, piece, &parent_keys)?,
                false => cells.free_chain(after, piece)?,
            };
            runs.place(piece, &made, &mut values);
        }
        Ok(values)
    }

    /// A chain that fits before `until`: with c_i the sum of the first i gaps, value i is s + c_i, or, where the last
    /// would pass u, s + i + floor(c_i × (u − s − n) / c_(n+1)). Start and limit are those of the group's first row.
    ///
    /// A chain without room to spare still fits: gaps shrink to 1 µs each before it fails.
    ///
    /// Clamping late values to u was rejected, because they would be equal and lose their order, and so was stopping
    /// the group early, because group sizes are drawn elsewhere and counted before any time is known.
    fn fitted_chain(
        &self,
        after: &AfterInstants,
        piece: &[GroupRun],
        parent_keys: &[u64],
    ) -> Result<Instants, DataError> {
        let gaps = self.gaps(&after.gap, 0)?;
        let (starts, limits) = (self.starts(after)?, self.limits(after)?);
        let mut values = Vec::with_capacity(gaps.len());
        for run in piece {
            let begin = values.len();
            let gaps = &gaps[begin..begin + run.row_count()];
            let (start, limit, mut passed) = match run.is_whole() {
                true => (starts[begin], limits.as_ref().and_then(|limits| limits[begin]), 0),
                false => self.entered(after, run)?,
            };
            let Some(start) = start else {
                values.extend(gaps.iter().map(|_| None));
                continue;
            };
            let sum = match (limit, run.is_whole()) {
                (None, _) => 0,
                (Some(_), true) => gaps.iter().map(|&gap| i128::from(gap)).sum(),
                (Some(_), false) => self.carry(after, run, run.group_rows)?.shift,
            };
            // It fits, or has no end: each value is the one before plus a gap, checked one by one so that an error
            // names its row.
            let Some(limit) = limit.filter(|&limit| i128::from(start) + sum > i128::from(limit)) else {
                let mut value = self.instant(begin, i128::from(start) + passed)?;
                for (offset, &gap) in gaps.iter().enumerate() {
                    value = self.sum(begin + offset, value, gap)?;
                    values.push(Some(value));
                }
                continue;
            };
            let room = self.room(begin, start, limit, run.group_rows as i64)?;
            // One more gap than there are rows.
            let total = sum as u128 + self.gap(&after.gap, draw(self.key(), parent_keys[run.parent], 1)) as u128;
            for (ordinal, &gap) in run.ordinals.clone().zip(gaps) {
                passed += i128::from(gap);
                values.push(Some(start + ordinal as i64 + 1 + scaled(passed as u128, room, total)));
            }
        }
        Ok(values)
    }

    /// How a chain that fits before its end was fitted, of one row's group.
    fn fit_note(&self, after: &AfterInstants) -> Result<Option<String>, DataError> {
        let runs = self.scope.runs(self.table, self.rows, RunStart::Checkpoint)?;
        let Some(run) = runs.pieces().into_iter().flatten().next() else { return Ok(None) };
        let group = ColumnRequest { rows: &Rows::Range(run.group_start..run.group_start + 1), ..*self };
        let (Some(start), Some(limit)) = (group.starts(after)?[0], group.limits(after)?.and_then(|limits| limits[0]))
        else {
            return Ok(None);
        };
        let sum = match run.is_whole() {
            true => {
                let rows = Rows::Range(run.group_start..run.group_start + run.group_rows);
                let cells = ColumnRequest { rows: &rows, ..*self };
                cells.gaps(&after.gap, 0)?.iter().map(|&gap| i128::from(gap)).sum()
            }
            false => self.carry(after, run, run.group_rows)?.shift,
        };
        let (count, end) = (run.group_rows, show(limit));
        Ok(Some(match i64::try_from(i128::from(start) + sum) {
            Ok(last) if last <= limit => format!("its {count} rows end at {}, before {end}: gaps stay", show(last)),
            Ok(last) => format!("its {count} rows would end at {}, past {end}: gaps are scaled to fit", show(last)),
            Err(_) => format!("its {count} rows would end past {end}: gaps are scaled to fit"),
        }))
    }

    /// A chain whose values past `until` are null; the chain continues behind them. A row with a null among its own
    /// instants is null too, and leaves the chain where it was: the next row follows the last value before.
    ///
    /// Values are computed in 128 bits and only checked when they are returned: a chain may pass the year 9999 in
    /// rows that are null anyway.
    fn free_chain(&self, after: &AfterInstants, piece: &[GroupRun]) -> Result<Instants, DataError> {
        let gaps = self.gaps(&after.gap, 0)?;
        let (starts, limits) = (self.starts(after)?, self.limits(after)?);
        let mut values = Vec::with_capacity(gaps.len());
        for run in piece {
            let begin = values.len();
            // The chain is entered in the middle: the carry says what the value before this row is.
            let floor = if run.ordinals.start == 0 { None } else { self.carry(after, run, run.ordinals.start)?.floor };
            let mut previous = floor;
            for position in begin..begin + run.row_count() {
                let Some(start) = starts[position] else {
                    values.push(None);
                    continue;
                };
                let start = previous.map_or(i128::from(start), |previous| previous.max(start.into()));
                let value = start + i128::from(gaps[position]);
                previous = Some(value);
                let limit = limits.as_ref().and_then(|limits| limits[position]);
                values.push(match limit {
                    Some(limit) if value > i128::from(limit) => None,
                    _ => Some(self.sum(position, self.instant(position, start)?, gaps[position])?),
                });
            }
        }
        Ok(values)
    }

    /// The latest of the instants that are not the previous value.
    fn starts(&self, after: &AfterInstants) -> Result<Instants, DataError> {
        let own: Vec<Instant> =
            after.after.iter().filter(|instant| instant.base != InstantBase::Previous).cloned().collect();
        self.latest(&own)
    }

    /// The end that no value passes, of every row.
    ///
    /// `None` where the column has no `until:`; a null inside is a row without an end.
    fn limits(&self, after: &AfterInstants) -> Result<Option<Instants>, DataError> {
        after.until.as_ref().map(|until| self.instants(until, self.rows)).transpose()
    }

    /// Where a run does not begin its group: the group's start and limit, and the sum of the gaps before the run.
    ///
    /// Only the group's first row says where a fitted chain starts and ends: in such a chain both depend on the
    /// parent alone.
    fn entered(&self, after: &AfterInstants, run: &GroupRun) -> Result<(Option<i64>, Option<i64>, i128), DataError> {
        let first = ColumnRequest { rows: &Rows::Range(run.group_start..run.group_start + 1), ..*self };
        let limit = first.limits(after)?.and_then(|limits| limits[0]);
        let before = self.carry(after, run, run.ordinals.start)?;
        Ok((first.starts(after)?[0], limit, before.shift))
    }

    /// What the first `row_count` rows of a huge group carry: a whole number of steps, or all.
    ///
    /// Kept by the engine per column and parent, so that threads that enter one group in different places share the
    /// sums. A scope with windows numbers its rows differently from the engine, so it sums for itself.
    fn carry(&self, after: &AfterInstants, run: &GroupRun, row_count: u64) -> Result<Carry, DataError> {
        let steps = row_count.div_ceil(STEP_ROWS) as usize;
        let carries = match self.parent() {
            // A window's row is another one's elsewhere.
            Ok(parent) if self.scope.window(parent).is_some() => Arc::new(Prefix::new(Carry::NOTHING)),
            _ => self.scope.memo().carries(self.table, self.index, run.parent_row),
        };
        carries.ask(
            |known| known.totals.get(steps).copied(),
            |steps| {
                let end = run.group_start + run.group_rows;
                let steps = steps.map(|step| run.group_start + step * STEP_ROWS).take_while(|&start| start < end);
                let steps: Vec<Rows> = steps.map(|start| Rows::Range(start..end.min(start + STEP_ROWS))).collect();
                let (memo, windows) = (self.scope.memo(), self.scope.windows());
                let (table, index, column) = (self.table, self.index, self.column);
                let made = memo.helper_threads().map(&steps, |rows| {
                    let scope = Scope::with_windows(memo, windows.clone());
                    ColumnRequest { scope: &scope, table, index, column, rows }.carried(after)
                });
                made.into_iter().collect()
            },
            |before, step| Ok(before.then(step)),
        )
    }

    /// What these rows carry together.
    ///
    /// O(rows). The fold runs in row order; for a fitted chain only the sum of the gaps matters.
    fn carried(&self, after: &AfterInstants) -> Result<Carry, DataError> {
        let gaps = self.gaps(&after.gap, 0)?;
        if fits(after) {
            let row = |&gap: &i64| Carry::row(None, gap);
            return Ok(gaps.iter().map(row).fold(Carry::NOTHING, Carry::then));
        }
        let row = |(start, gap): (Option<i64>, i64)| match start {
            Some(_) => Carry::row(start, gap),
            None => Carry::NOTHING,
        };
        Ok(self.starts(after)?.into_iter().zip(gaps).map(row).fold(Carry::NOTHING, Carry::then))
    }

    /// A sum of gaps as an instant; an error names what no calendar holds.
    fn instant(&self, position: usize, micros: i128) -> Result<i64, DataError> {
        i64::try_from(micros).map_err(|_| {
            let last = show(i64::MAX);
            self.error(position, format!("the rows before end {} µs after {last}", micros - i128::from(i64::MAX)))
        })
    }
}
