//! The caller of work that may take long: the work asks between two pieces whether to continue, and reports its progress.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{StoreError, TableProof};

/// What a store does with many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading what is stored, to find out what it is.
    Reading,
    /// Filling a copy from another one.
    Copying,
    /// Inserting rows into tables of an application.
    Inserting,
}

/// Shows how far work is.
pub trait Watch: Send + Sync {
    /// Work on about this many rows begins.
    fn begin(&self, stage: Stage, rows: u64);

    /// This many more rows are done.
    fn add(&self, rows: u64);

    /// Others' work is waited for, which is named.
    fn wait(&self, what: &str) {
        let _ = what;
    }

    /// The work that was begun last is over, done or not.
    fn end(&self);
}

/// How long a caller waits for a lock by default.
pub const LOCK_WAIT: Duration = Duration::from_secs(5);

/// The caller of a store's work; by default one that never wants it to end and does not look.
#[derive(Clone)]
pub struct Caller {
    stop: Arc<AtomicBool>,
    watch: Option<Arc<dyn Watch>>,
    command: Arc<str>,
    lock_wait: Duration,
}

impl Default for Caller {
    fn default() -> Caller {
        Caller { stop: Arc::default(), watch: None, command: Arc::from("reseed"), lock_wait: LOCK_WAIT }
    }
}

/// Work that is under way until this is dropped.
pub struct UnderWay(Option<Arc<dyn Watch>>);

impl Caller {
    /// One that wants work to end, with what was begun undone, once `flag` is set.
    pub fn stopped_by(flag: Arc<AtomicBool>) -> Caller {
        Caller { stop: flag, ..Caller::default() }
    }

    /// The same, known to others by the name of a command.
    pub fn named(self, command: &str) -> Caller {
        Caller { command: Arc::from(command), ..self }
    }

    /// The same, waiting so long for each lock of others that the work needs for itself.
    pub fn waiting(self, lock_wait: Duration) -> Caller {
        Caller { lock_wait, ..self }
    }

    /// What is shown to others that have to wait for the work.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// How long the work waits for each lock of others.
    pub fn lock_wait(&self) -> Duration {
        self.lock_wait
    }

    /// The same, looking on.
    pub fn watched_by(self, watch: Arc<dyn Watch>) -> Caller {
        Caller { watch: Some(watch), ..self }
    }

    /// Whether the work is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Nothing, or the error that ends the work.
    ///
    /// # Errors
    /// `Interrupted` once the flag is set.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.is_stopped() { Err(StoreError::interrupted()) } else { Ok(()) }
    }

    /// Work begins on about as many rows as these tables have.
    pub fn begin(&self, stage: Stage, like: &[TableProof]) -> UnderWay {
        self.begin_rows(stage, like.iter().map(|proof| proof.table.rows).sum())
    }

    /// Work begins on this many rows.
    pub fn begin_rows(&self, stage: Stage, rows: u64) -> UnderWay {
        self.watch.iter().for_each(|watch| watch.begin(stage, rows));
        UnderWay(self.watch.clone())
    }

    /// Others' work is waited for from now on.
    pub fn wait_for(&self, what: &str) -> UnderWay {
        self.watch.iter().for_each(|watch| watch.wait(what));
        UnderWay(self.watch.clone())
    }

    /// This many more rows are done.
    pub fn add(&self, rows: usize) {
        self.watch.iter().for_each(|watch| watch.add(rows as u64));
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.iter().for_each(|watch| watch.end());
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("stop", &self.stop).finish_non_exhaustive()
    }
}
