//! Panics: bugs of reseed, which are reported in their own form and end a command like any other failure.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use super::error::bug_help;
use super::{CliError, Exit, secret};
use crate::spec::fault::printable;
use crate::store::one_line;

/// Runs a command. A panic in it is reported on stderr when it happens, on any thread.
///
/// # Errors
/// [`CliError::Bug`] when the command panics, else its own.
pub fn caught(command: impl FnOnce() -> Result<Exit, CliError>) -> Result<Exit, CliError> {
    // Nothing is left to be done when stderr does not take it.
    panic::set_hook(Box::new(|info| drop(io::stderr().lock().write_all(secret::hidden(&text(info)).as_bytes()))));
    // What the command had under way is dropped, and nothing of it is used again.
    panic::catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|payload| {
        let words = payload.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| payload.downcast_ref::<&str>().copied());
        Err(CliError::Bug(message(words.unwrap_or_default())))
    })
}

/// What failed, on one line.
fn message(words: &str) -> String {
    let words = one_line(words);
    if words.is_empty() { "reseed panicked".to_owned() } else { format!("reseed panicked: {words}") }
}

fn text(info: &PanicHookInfo<'_>) -> String {
    let message = message(info.payload_as_str().unwrap_or_default());
    let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    let backtrace = Backtrace::capture();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => format!("{backtrace}"),
        _ => String::new(),
    };
    printable(&format!("error: {message}{place}\nhelp: {}\n{backtrace}", bug_help())).into_owned()
}
