//! The one place of the program that reads the wall clock: when operations start and end, and when undo windows end, in
//! stores that have no clock of their own. Never part of a dataset.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Now, in µs since 1970-01-01T00:00:00Z.
pub fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now_us = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
    #[cfg(any(test, debug_assertions))]
    let now_us = now_us + ahead::BY_US.get();
    now_us
}

/// A clock that is wrong, for tests.
#[cfg(any(test, debug_assertions))]
pub mod ahead {
    use std::cell::Cell;

    thread_local! {
        /// By how much the clock of this thread is ahead.
        pub static BY_US: Cell<i64> = const { Cell::new(0) };
    }
}

/// Measures how long a stage takes, even if the clock is set meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Milliseconds since the start.
    pub fn ms(self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }
}

/// An instant in RFC 3339, for people and receipts.
pub fn rfc3339(instant_us: i64) -> String {
    jiff::Timestamp::from_microsecond(instant_us).map_or_else(|_| instant_us.to_string(), |at| at.to_string())
}

/// The instant `span` after another.
pub fn after(instant_us: i64, span: Duration) -> i64 {
    instant_us.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX))
}
