//! A process dies at every crash point of every operation; the next command finds the old state or the new one.
//!
//! The dying process is this test itself, started again with its case in the environment.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;

use super::*;
use crate::store::crash::{CRASH_POINTS, WAITING, is_of_adopted};
use crate::store::records::SnapshotState;

const TEST: &str = "reset::tests::crash::every_crash_point_of_every_operation_recovers";
const CASE: &str = "RESEED_TEST_CRASH_CASE";
const FOLDER: &str = "RESEED_TEST_CRASH_FOLDER";

/// What is interrupted.
const CASES: [&str; 12] = [
    "create",
    "create again",
    "update",
    "reset",
    "reset wal",
    "reset missing",
    "reset damaged",
    "undo",
    "save",
    "restore",
    "down",
    "down wal",
];

/// Points that this store does not have.
const NOT_HERE: [&str; 7] = [
    "swap.rehearsed",
    "adopted.filled",
    "adopted.prepared",
    "adopted.committed",
    "rows.locked",
    "rows.kept",
    "rows.refilled",
];

fn is_not_here(point: &str) -> bool {
    NOT_HERE.contains(&point) || is_of_adopted(point)
}

#[test]
fn every_crash_point_of_every_operation_recovers() {
    if let (Ok(case), Ok(folder)) = (env::var(CASE), env::var(FOLDER)) {
        return die(&case, &folder);
    }
    let reached: BTreeSet<&str> = thread::scope(|scope| {
        let cases = CASES.map(|case| scope.spawn(move || points_reached(case)));
        cases.into_iter().flat_map(|case| case.join().expect("the case holds")).collect()
    });
    let missed: Vec<_> = CRASH_POINTS.iter().filter(|point| !is_not_here(point) && !reached.contains(*point)).collect();
    assert!(missed.is_empty(), "no process died at {missed:?}");
}

#[test]
fn a_removal_lets_no_writer_in_once_it_has_begun() {
    for mode in ["delete", "wal"] {
        let sandbox = prepared("down");
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        let paused = Paused::at("down", &sandbox, "down.2.leased");
        let writer = Db::open(&sandbox.live(), Mode::ReadWrite).expect("the live file opens");
        let begun = writer.exec("BEGIN IMMEDIATE");
        assert!(begun.is_err_and(|error| error.is_busy()), "{mode}: what it would write would be lost");
        drop(writer);
        assert!(paused.go_on().success(), "{mode}");
        assert_eq!(sandbox.files(), Vec::<String>::new(), "{mode}");
    }
}

/// The points at which a process died in this case.
fn points_reached(case: &str) -> Vec<&'static str> {
    let points = CRASH_POINTS.iter().copied().filter(|point| concerns(case, point));
    points.filter(|point| interrupted(case, point)).collect()
}

fn concerns(case: &str, point: &str) -> bool {
    let operation = match case {
        "create" | "create again" | "update" => "up",
        _ => case.split(' ').next().unwrap_or_default(),
    };
    match point.split('.').next() {
        Some("load") => operation == "up",
        Some("stage" | "swap") => !["down", "save"].contains(&operation),
        part => part == Some(operation),
    }
}

/// The state in which a case starts.
fn prepared(case: &str) -> Sandbox {
    let sandbox = if case.starts_with("create") { Sandbox::new() } else { Sandbox::with_tenant() };
    match case {
        "create" | "create again" => {}
        "reset missing" => std::fs::remove_file(sandbox.live()).expect("removed"),
        "reset damaged" => std::fs::write(sandbox.live(), vec![1; 9000]).expect("overwritten"),
        "reset wal" | "down wal" => {
            sandbox.sql("PRAGMA journal_mode = wal");
            sandbox.make_a_mess();
        }
        "undo" => {
            sandbox.make_a_mess();
            sandbox.reset();
        }
        "restore" => {
            sandbox.save("kept");
            sandbox.make_a_mess();
        }
        _ => sandbox.make_a_mess(),
    }
    sandbox
}

/// In the process that dies (or does not reach the point and ends in peace).
fn die(case: &str, folder: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let store = runtime.block_on(SqliteStore::create(folder.as_ref(), Default::default())).expect("the store opens");
    let operations = Operations::new(&store, Policy::default());
    let mut plan = plan();
    if case == "update" {
        plan.params.insert("customers".to_owned(), "2000".to_owned());
    }
    let receipt = match case {
        "create" | "create again" => runtime.block_on(operations.up(&plan, &batches(&plan, 0), None, None)),
        "update" => runtime.block_on(operations.up(&plan, &batches(&plan, 5), None, None)),
        "undo" => runtime.block_on(operations.undo(&acme(), None, None)),
        "save" => runtime.block_on(operations.save(&acme(), "kept", None)),
        "restore" => runtime.block_on(operations.restore(&acme(), "kept", None)),
        "down" | "down wal" => runtime.block_on(operations.down(&acme(), None)),
        _ => runtime.block_on(operations.reset(&acme(), None)),
    };
    receipt.expect("the operation goes through");
}

/// This test again, as a process that does the case's operation.
fn child(case: &str, sandbox: &Sandbox, point: &str) -> Command {
    let mut command = Command::new(env::current_exe().expect("a path"));
    command.args([TEST, "--exact", "--nocapture"]).env(CASE, case).env(FOLDER, sandbox.root());
    command.env("RESEED_CRASH_AT", point);
    command
}

/// A sandbox in which a process died at `point`.
pub(super) fn died_at(case: &str, point: &str) -> Sandbox {
    let sandbox = prepared(case);
    let child = child(case, &sandbox, point).output().expect("the process runs");
    assert!(!child.status.success(), "{case}: it did not come to {point}");
    sandbox
}

/// A process that waits at a crash point.
pub(super) struct Paused {
    child: Child,
    /// Kept open, since the process continues to print.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Paused {
    /// Starts the case's operation and lets it come to `point`.
    pub(super) fn at(case: &str, sandbox: &Sandbox, point: &str) -> Paused {
        let mut command = child(case, sandbox, point);
        let command = command.env("RESEED_CRASH_WAIT", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().expect("the process runs");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        assert!(lines.by_ref().map_while(Result::ok).any(|line| line == WAITING), "{case}: not reached: {point}");
        Paused { child, _output: lines }
    }

    /// Lets it continue to its end.
    pub(super) fn go_on(mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().expect("it ends")
    }
}

/// Lets a process die at `point` and checks what the next command finds; false when it was not reached.
fn interrupted(case: &str, point: &str) -> bool {
    let sandbox = prepared(case);
    let old = observed(&sandbox);
    let child = child(case, &sandbox, point).output().expect("the process runs");
    if child.status.success() {
        return false;
    }
    let words = String::from_utf8_lossy(&child.stderr);
    assert!(!words.contains("panicked"), "{case} at {point}: {words}");
    let name = format!("{case} at {point}");
    if case == "create again" {
        // The next command is the same one, without any other in between.
        comes_back(&sandbox, &name);
        return true;
    }
    let found = observed(&sandbox);
    assert!(found == old || is_new(case, &sandbox, &found), "{name}: neither old {old:?} nor new: {found:?}");
    check_files(&sandbox, &name);
    if case.starts_with("down") {
        let is_before = ["down.1.recorded", "down.2.leased"].contains(&point);
        assert_eq!(found == old, is_before, "{name}: the removal of the live file is what counts");
    }
    if found == old {
        let is_after = point.starts_with("swap.committed") || point.contains(".6.");
        assert!(!is_after || case == "save", "{name}: the new state was lost");
    } else if ["reset", "reset wal", "update", "undo", "restore"].contains(&case) {
        sandbox.try_undo().unwrap_or_else(|error| panic!("{name}: undo: {error}"));
        assert_eq!(observed(&sandbox), old, "{name}: undo");
    }
    comes_back(&sandbox, &name);
    true
}

/// Whatever happened, the tenant can be created and reset.
fn comes_back(sandbox: &Sandbox, name: &str) {
    let plan = plan();
    sandbox.try_up_plan(&plan, &batches(&plan, 0)).unwrap_or_else(|error| panic!("{name}: up: {error}"));
    sandbox.try_reset().unwrap_or_else(|error| panic!("{name}: reset: {error}"));
    assert!(sandbox.equals_seed(), "{name}");
    check_files(sandbox, name);
}

/// What an application finds: digest of all its rows and schema, or why it finds none.
fn observed(sandbox: &Sandbox) -> String {
    // The command that recovers.
    let status = sandbox.try_status();
    match &status {
        Err(error) => return format!("{:?}", error.kind()),
        Ok(status) => assert_eq!(status.dataset, "shop"),
    }
    if !sandbox.live().exists() {
        return "missing".to_owned();
    }
    let app = sandbox.app();
    let sql = "SELECT group_concat(sql, ';') || (SELECT group_concat(name || balance) FROM customers)
        || (SELECT group_concat(amount) FROM lines) FROM sqlite_schema";
    match app.texts(sql, &[]) {
        Ok(rows) => format!("{:032x}", xxhash_rust::xxh3::xxh3_128(format!("{rows:?}").as_bytes())),
        Err(error) => format!("damaged: {}", error.is_damage()),
    }
}

fn is_new(case: &str, sandbox: &Sandbox, found: &str) -> bool {
    match case {
        "down" | "down wal" => found == "NotFound",
        "undo" => sandbox.app().integer("SELECT count(*) FROM notes") == Ok(2),
        _ => sandbox.equals_seed(),
    }
}

/// Nothing is on disk that the records do not know, and nothing that they know is missing.
fn check_files(sandbox: &Sandbox, name: &str) {
    let store = sandbox.store();
    let state = sandbox.runtime.block_on(crate::store::Store::state(&store, &acme())).expect("the records");
    let files = sandbox.files();
    let Some(state) = state else {
        assert!(files.iter().all(|file| file == "tenants/acme.lock"), "{name}: {files:?}");
        return;
    };
    let mut wanted = vec!["tenants/acme.lock".to_owned()];
    let sealed = state.snapshots.iter().filter(|snapshot| snapshot.state == SnapshotState::Sealed);
    wanted.extend(sealed.map(|snapshot| format!("snapshots/acme.s{}.db", snapshot.number)));
    wanted.extend(
        state
            .retired()
            .map(|epoch| format!("retired/acme.e{}{}.db", epoch.number, if epoch.damaged { ".damaged" } else { "" })),
    );
    wanted.sort();
    let copies: Vec<_> = files.into_iter().filter(|file| !file.starts_with("tenants/acme.db")).collect();
    assert_eq!(copies, wanted, "{name}");
}
