//! The one place of the program that looks at the wall clock: when operations start and end, and when undo windows end.
//! Never part of a dataset.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Now, in µs since 1970-01-01T00:00:00Z.
pub fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Tells how long a stage takes, whatever is done to the clock meanwhile.
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
