//! The server's clock, as far as it is known here: the time that each new connection read, and how long ago that was.
//!
//! When tenants expire and undo windows end is a matter of the server's time: clients' clocks differ, and one that is
//! wrong must not remove anything.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A clock that all connections to one server share.
#[derive(Clone, Default)]
pub struct Clock(Arc<Mutex<Option<Reading>>>);

/// A time that the server reported.
#[derive(Clone, Copy)]
struct Reading {
    now_us: i64,
    at: Instant,
}

impl Clock {
    /// Sets the clock to what the server has just reported, in µs since 1970-01-01T00:00:00Z.
    pub fn set(&self, now_us: i64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reading { now_us, at: Instant::now() });
    }

    /// The server's time; none if it was never asked.
    pub fn now_us(&self) -> Option<i64> {
        let reading = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = reading?;
        let since_us = i64::try_from(reading.at.elapsed().as_micros()).unwrap_or(i64::MAX);
        Some(reading.now_us.saturating_add(since_us))
    }
}
