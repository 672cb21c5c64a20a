//! What a reset costs a disk: how often a process waits until bytes are on it. Counted in a process of its own, whose
//! `fsync` and `fdatasync` are these.

use std::env;
use std::ffi::c_int;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const TEST: &str = "reset::tests::syncs::a_reset_as_a_process_waits_eight_times_for_the_disk";
const FOLDER: &str = "RESEED_TEST_SYNCS_FOLDER";

/// How often this process has waited for the disk.
static SYNCS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: they do what the C library's do, for which they stand in; no other crate defines them.
#[unsafe(no_mangle)]
extern "C" fn fsync(file: c_int) -> c_int {
    SYNCS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: a system call that takes any number.
    unsafe { libc::syscall(libc::SYS_fsync, file) as c_int }
}

// SAFETY: as above.
#[unsafe(no_mangle)]
extern "C" fn fdatasync(file: c_int) -> c_int {
    SYNCS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: a system call that takes any number.
    unsafe { libc::syscall(libc::SYS_fdatasync, file) as c_int }
}

#[test]
fn a_reset_as_a_process_waits_eight_times_for_the_disk() {
    if let Ok(folder) = env::var(FOLDER) {
        return reset_and_count(folder.as_ref());
    }
    // In WAL mode the log that a swap writes is new, and is put back into the file at once.
    for (mode, count_max) in [("delete", 8), ("wal", 9)] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        // The first one may make the control database's log. One that finds it put back begins it, with a sync more.
        let counts: Vec<usize> = (0..16).map(|_| count(&sandbox)).collect();
        let [few, more] =
            [count_max, count_max + 1].map(|max| counts[1..].iter().filter(|&&count| count <= max).count());
        assert!(few > 10 && more == 15 && counts.iter().all(|&count| count >= 5), "{mode}: {counts:?}");
        // Which every process reads from its beginning.
        let log = std::fs::metadata(sandbox.root().join("control.db-wal")).expect("there is a log").len();
        assert!(log < 150 * 4120, "{mode}: the log has {log} bytes");
        assert!(sandbox.equals_seed(), "{mode}");
    }
}

/// Changes the live data, and lets another process reset it.
fn count(sandbox: &Sandbox) -> usize {
    sandbox.sql("DELETE FROM lines WHERE order_id < 100");
    let mut command = Command::new(env::current_exe().expect("a path"));
    let done = command.args([TEST, "--exact", "--nocapture"]).env(FOLDER, sandbox.root()).output();
    let output = String::from_utf8(done.expect("the process runs").stdout).expect("text");
    let line = output.lines().find_map(|line| line.strip_prefix("syncs: "));
    line.expect("a count").parse().expect("a number")
}

fn reset_and_count(folder: &std::path::Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let store = runtime.block_on(SqliteStore::create(folder, Default::default())).expect("the store opens");
    runtime.block_on(Operations::new(&store, Policy::default()).reset(&acme(), None)).expect("the reset");
    println!("\nsyncs: {}", SYNCS.load(Ordering::Relaxed));
}
