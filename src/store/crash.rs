//! Crash points: named places where a test can make the process die as if it were killed, or wait while something else
//! dies.
//!
//! Compiled to nothing without debug assertions. A name that is not in [`CRASH_POINTS`] does not exist; the tests go
//! through the whole list.

/// Every crash point, in the order in which an operation meets them. The first word is the operation, or the part of
/// the store that several operations share.
pub const CRASH_POINTS: &[&str] = &[
    "up.1.recorded",
    "up.2.leased",
    "load.created",
    "load.loaded",
    "load.hashed",
    "load.sealed",
    "up.3.built",
    "up.3.staging",
    "stage.copied",
    "up.3.standby",
    "swap.rehearsed",
    "swap.locked",
    "adopted.filled",
    "adopted.prepared",
    "adopted.committed",
    "rows.locked",
    "rows.kept",
    "rows.refilled",
    "swap.saving",
    "swap.saved",
    "swap.copying",
    "swap.placed",
    "swap.put_aside",
    "swap.committed",
    "up.5.swapped",
    "up.6.recorded",
    "up.7.cleaned",
    "reset.1.recorded",
    "reset.2.leased",
    "reset.3.staging",
    "reset.3.standby",
    "reset.5.swapped",
    "reset.6.recorded",
    "reset.7.cleaned",
    "undo.1.recorded",
    "undo.2.leased",
    "undo.3.staging",
    "undo.3.standby",
    "undo.5.swapped",
    "undo.6.recorded",
    "undo.7.cleaned",
    "save.1.recorded",
    "save.2.leased",
    "save.3.saved",
    "save.6.recorded",
    "save.7.cleaned",
    "restore.1.recorded",
    "restore.2.leased",
    "restore.3.staging",
    "restore.3.standby",
    "restore.5.swapped",
    "restore.6.recorded",
    "restore.7.cleaned",
    "down.1.recorded",
    "down.2.leased",
    "down.3.removing",
    "down.3.live_removed",
    "down.4.copies_removed",
    "down.5.recorded",
    "adopt.1.recorded",
    "adopt.2.taken",
    "adopt.3.seeded",
    "adopt.4.proven",
    "adopt.5.committed",
    "call.1.recorded",
    "call.2.committed",
];

/// Whether a point is one of tenants in an application's tables, whose operations are calls of the database's functions.
#[cfg(debug_assertions)]
#[must_use]
pub fn is_of_adopted(point: &str) -> bool {
    point.starts_with("adopt.") || point.starts_with("call.")
}

/// The line that a process prints while it waits at a crash point.
#[cfg(debug_assertions)]
pub const WAITING: &str = "waiting at the crash point";

/// Ends the process at once when `RESEED_CRASH_AT` names this point; with `RESEED_CRASH_WAIT` it prints that instead
/// and continues after a line on standard input, with `RESEED_CRASH_PANIC` it panics. Only in builds with debug assertions.
pub fn crash_point(name: &str) {
    #[cfg(debug_assertions)]
    {
        debug_assert!(CRASH_POINTS.contains(&name), "unlisted crash point {name}");
        if std::env::var_os("RESEED_CRASH_AT").is_some_and(|point| point == name) {
            assert!(std::env::var_os("RESEED_CRASH_PANIC").is_none(), "crash point {name}");
            if std::env::var_os("RESEED_CRASH_WAIT").is_none() {
                std::process::abort();
            }
            println!("\n{WAITING}");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
}
