//! How far long work is: a bar on a terminal, a line now and then otherwise, nothing for machines.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::out;
use crate::spec::fault::printable;
use crate::store::{Stage, Watch};

/// How often a line is printed where there is no terminal.
const LINE_INTERVAL: Duration = Duration::from_secs(10);

/// Work that is done before needs no bar.
const BAR_AFTER: Duration = Duration::from_millis(300);

/// How often a spinner turns.
const TICK: Duration = Duration::from_millis(100);

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProgressMode {
    Bar,
    Lines,
    Silent,
}

/// Shows progress the way the output wants it.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    mode: ProgressMode,
}

/// One piece of work with a known number of rows.
#[derive(Debug)]
pub struct ProgressTask {
    bar: ProgressBar,
    label: String,
    rows_done: AtomicU64,
    rows_all: u64,
    started: Instant,
    /// A bar that has not been drawn yet.
    is_hidden: AtomicBool,
    lines: Option<AtomicU64>,
}

impl Progress {
    /// Progress on stderr, or none when `silent`.
    pub fn new(silent: bool) -> Progress {
        let mode = match (silent, std::io::stderr().is_terminal()) {
            (true, _) => ProgressMode::Silent,
            (false, true) => ProgressMode::Bar,
            (false, false) => ProgressMode::Lines,
        };
        Progress { mode }
    }

    /// Begins a piece of work of `rows_all` rows.
    pub fn task(&self, label: &str, rows_all: u64) -> ProgressTask {
        let bar = ProgressBar::with_draw_target(Some(rows_all), ProgressDrawTarget::hidden());
        let template = "{msg} {wide_bar} {percent}% {human_pos} rows, {per_sec:.0}, {eta} left";
        // The template is a constant; were it wrong, the default style would do.
        bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(label.to_owned());
        let (lines, label) = ((self.mode == ProgressMode::Lines).then(|| AtomicU64::new(1)), label.to_owned());
        let is_hidden = AtomicBool::new(self.mode == ProgressMode::Bar);
        ProgressTask { bar, label, rows_done: AtomicU64::new(0), rows_all, started: Instant::now(), is_hidden, lines }
    }

    /// Shows what stores are at.
    pub fn of_stores(self) -> Arc<dyn Watch> {
        Arc::new(StoreProgress { progress: self, task: Mutex::new(None), waiting: Mutex::new(None) })
    }

    /// Shows what is waited for: with the elapsed time on a terminal, otherwise as a line.
    fn waiting(&self, what: &str) -> Option<WaitingBar> {
        match self.mode {
            ProgressMode::Silent => return None,
            ProgressMode::Lines => out::note(&format!("waiting for {what}")),
            ProgressMode::Bar => {}
        }
        let bar = (self.mode == ProgressMode::Bar).then(|| {
            let bar = ProgressBar::new_spinner().with_message(format!("waiting for {}", printable(what)));
            let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(TICK);
            bar
        });
        Some(WaitingBar(bar))
    }
}

/// Others' work that is waited for.
struct WaitingBar(Option<ProgressBar>);

impl Drop for WaitingBar {
    fn drop(&mut self) {
        self.0.iter().for_each(ProgressBar::finish_and_clear);
    }
}

impl ProgressTask {
    /// `rows` more are done.
    pub fn add(&self, rows: u64) {
        if self.is_hidden.load(Ordering::Relaxed) && self.started.elapsed() >= BAR_AFTER {
            self.is_hidden.store(false, Ordering::Relaxed);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(rows);
        let done = self.rows_done.fetch_add(rows, Ordering::Relaxed) + rows;
        let Some(next) = &self.lines else { return };
        let interval = self.started.elapsed().as_secs() / LINE_INTERVAL.as_secs();
        if interval >= next.load(Ordering::Relaxed) {
            next.store(interval + 1, Ordering::Relaxed);
            let (done, all) = (out::thousands(done), out::count(self.rows_all, "row"));
            out::note(&format!("{}: {done} of {all}", self.label));
        }
    }
}

impl Drop for ProgressTask {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A store's work, one stage after another.
struct StoreProgress {
    progress: Progress,
    task: Mutex<Option<ProgressTask>>,
    waiting: Mutex<Option<WaitingBar>>,
}

impl StoreProgress {
    /// A poisoned lock of the display must not cause another panic.
    fn with_task(&self, change: impl FnOnce(&mut Option<ProgressTask>)) {
        change(&mut self.task.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Watch for StoreProgress {
    fn begin(&self, stage: Stage, rows: u64) {
        let label = match stage {
            Stage::Reading => "reading back",
            Stage::Copying => "copying",
            Stage::Inserting => "inserting",
        };
        self.with_task(|task| *task = Some(self.progress.task(label, rows)));
    }

    fn add(&self, rows: u64) {
        self.with_task(|task| task.iter().for_each(|task| task.add(rows)));
    }

    fn wait(&self, what: &str) {
        self.with_task(|task| *task = None);
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = self.progress.waiting(what);
    }

    fn end(&self) {
        self.with_task(|task| *task = None);
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
