//! Running totals over blocks of rows, extended on demand.
//!
//! Totals are a pure function of the block's number, so how far they go changes no answer. One thread at a time makes
//! more of them; who reads those that are there never waits for it.

use std::ops::Range;
use std::sync::{Mutex, PoisonError, RwLock};

use super::error::DataError;

/// At least this many blocks are made at a time, and at least a quarter of those that are there.
const BLOCKS_MIN: u64 = 8;

/// Running totals: see the module.
pub(super) struct Prefix<T> {
    known: RwLock<RunningTotals<T>>,
    extending: Mutex<()>,
}

/// The totals that have been made.
pub(super) struct RunningTotals<T> {
    /// Entry b: the total of all blocks before block b. Never empty.
    pub totals: Vec<T>,
    /// Whether the last entry is the total of everything.
    pub complete: bool,
}

impl<T: Copy> Prefix<T> {
    /// Only the total of nothing.
    pub fn new(nothing: T) -> Self {
        let known = RunningTotals { totals: vec![nothing], complete: false };
        Prefix { known: RwLock::new(known), extending: Mutex::new(()) }
    }

    /// What the totals say by now.
    pub fn look<R>(&self, answer: impl FnOnce(&RunningTotals<T>) -> R) -> R {
        // A thread that panicked has not left half an entry behind.
        answer(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The first answer, with more totals each time; complete ones must have one. `blocks` makes the values of some
    /// blocks, or of those among them that exist; `add` makes a total.
    pub fn ask<R>(
        &self,
        answer: impl Fn(&RunningTotals<T>) -> Option<R>,
        blocks: impl Fn(Range<u64>) -> Result<Vec<T>, DataError>,
        add: impl Fn(T, T) -> Result<T, DataError>,
    ) -> Result<R, DataError> {
        loop {
            if let Some(found) = self.look(&answer) {
                return Ok(found);
            }
            let _turn = self.extending.lock().unwrap_or_else(PoisonError::into_inner);
            // Another thread may have been faster.
            if let Some(found) = self.look(&answer) {
                return Ok(found);
            }
            self.extend(&blocks, &add)?;
        }
    }

    fn extend(
        &self,
        blocks: impl Fn(Range<u64>) -> Result<Vec<T>, DataError>,
        add: impl Fn(T, T) -> Result<T, DataError>,
    ) -> Result<(), DataError> {
        let (made, mut total) = self.look(|known| {
            assert!(!known.complete, "complete totals have every answer");
            (known.totals.len() as u64 - 1, known.totals[known.totals.len() - 1])
        });
        let wanted = (made / 4).max(BLOCKS_MIN);
        let mut totals = blocks(made..made + wanted)?;
        for entry in &mut totals {
            total = add(total, *entry)?;
            *entry = total;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.complete = (totals.len() as u64) < wanted;
        known.totals.append(&mut totals);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn squares(prefix: &Prefix<u64>, made: &AtomicU64, below: u64, row: u64) -> u64 {
        let found = prefix.ask(
            |known| known.totals.get(row as usize).copied().or(known.complete.then_some(u64::MAX)),
            |blocks| {
                made.fetch_max(blocks.end, Ordering::Relaxed);
                Ok((blocks.start..blocks.end.min(below)).map(|block| block * block).collect())
            },
            |total, value| Ok(total + value),
        );
        found.expect("no square is bad")
    }

    #[test]
    fn only_what_is_asked_for_is_made() {
        let (prefix, made) = (Prefix::new(0), AtomicU64::new(0));
        let expected = |row: u64| (0..row).map(|block| block * block).sum::<u64>();
        for row in [0, 1, 9, 100, 7, 1_000] {
            assert_eq!(squares(&prefix, &made, u64::MAX, row), expected(row));
            assert!(made.load(Ordering::Relaxed) <= (row + row / 4).max(125) + BLOCKS_MIN, "{row}: {made:?}");
        }
        let ended = Prefix::new(0);
        assert_eq!(squares(&ended, &made, 1_100, 1_100), expected(1_100));
        assert_eq!(squares(&ended, &made, 1_100, 1_101), u64::MAX);
    }

    #[test]
    fn an_error_leaves_what_was_made_and_comes_again() {
        let prefix = Prefix::new(0_u64);
        let ask = |row: usize| {
            prefix.ask(
                |known| known.totals.get(row).copied(),
                |blocks| Ok(blocks.map(|_| 1).collect()),
                |total, value| match total {
                    20 => Err(DataError { place: "t".into(), row: 20, message: "full".into(), help: None }),
                    _ => Ok(total + value),
                },
            )
        };
        assert_eq!(ask(16), Ok(16));
        assert!(ask(24).is_err() && ask(24).is_err());
        assert_eq!(ask(3), Ok(3));
    }

    #[test]
    fn threads_that_ask_at_once_agree() {
        let (prefix, made) = (Prefix::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (prefix, made) = (&prefix, &made);
                scope.spawn(move || {
                    for row in (0..2_000).map(|step| step * 7 + thread) {
                        let expected = (row.max(1) - 1) * row * (2 * row.max(1) - 1) / 6;
                        assert_eq!(squares(prefix, made, u64::MAX, row), expected);
                    }
                });
            }
        });
    }
}
