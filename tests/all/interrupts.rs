//! Ctrl-C and SIGTERM in the middle of long work: the documented code and message, nothing half-done, and the next
//! command works.

use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};

use reseed::on_every_version;

use crate::server;
use crate::workspace::{TENANT, Workspace};

/// The code for an interruption.
const INTERRUPTED: i32 = 130;
/// How long a command may take to get to work, and to end.
const PATIENCE: Duration = Duration::from_secs(60);

const SIGNALS: [Signal; 2] = [Signal::INT, Signal::TERM];

/// Starts a command, sends it a signal as soon as `is_at_work`, and waits for its end.
fn interrupted(workspace: &Workspace, arguments: &[&str], signal: Signal, is_at_work: impl Fn() -> bool) -> Output {
    let mut child = workspace.command(arguments).spawn().expect("the command starts");
    let started = Instant::now();
    while !is_at_work() {
        let is_running = child.try_wait().expect("the child is ours").is_none();
        if !is_running || started.elapsed() > PATIENCE {
            child.kill().expect("the child is ours");
            panic!("{arguments:?} ended too early or never got to work");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    kill_process(Pid::from_child(&child), signal).expect("the child is there");
    let sent = Instant::now();
    while child.try_wait().expect("the child is ours").is_none() {
        if sent.elapsed() > PATIENCE {
            child.kill().expect("the child is ours");
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let output = child.wait_with_output().expect("the child is ours");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(INTERRUPTED), "{arguments:?}: {stderr}");
    assert!(stderr.starts_with("error: interrupted: "), "{stderr}");
    output
}

/// Whether a file is in the making.
fn has_begun(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)
}

/// A tenant whose dataset takes long to make.
fn with_big_tenant() -> Workspace {
    let workspace = Workspace::new();
    let file = "tenant: big\ndataset: shop\nset: { customers: 2_000_000 }\n";
    std::fs::write(workspace.path("seeds/big.yaml"), file).expect("the folder is ours");
    workspace
}

#[test]
fn an_interrupted_generate_leaves_no_file_and_no_folder_of_its_own() {
    for signal in SIGNALS {
        let workspace = with_big_tenant();
        let any_begun = || workspace.files("out").iter().any(|name| has_begun(&workspace.path("out").join(name)));
        let arguments = ["generate", "--tenant", "big", "--out", "out", "--format", "csv"];
        let output = interrupted(&workspace, &arguments, signal, any_begun);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("nothing was published, partial files are removed"), "{said}");
        assert!(!workspace.path("out").exists(), "{:?}", workspace.files("out"));
        workspace.expect(0, &["generate", "--tenant", TENANT, "--out", "out", "--format", "csv", "--quiet"]);
    }
}

#[test]
fn an_interrupted_up_makes_no_tenant_and_keeps_those_before_it() {
    for signal in SIGNALS {
        let workspace = with_big_tenant();
        let building = workspace.path(".reseed/snapshots/big.s1.building.db");
        let output = interrupted(&workspace, &["up", TENANT, "big", "--quiet"], signal, || has_begun(&building));
        assert!(String::from_utf8_lossy(&output.stdout).starts_with("up globex: "), "{output:?}");
        let files = workspace.files(".reseed");
        assert!(!files.iter().any(|name| name.contains("big")), "{files:?}");
        let status = workspace.expect(0, &["status"]);
        let shown = String::from_utf8_lossy(&status.stdout).into_owned();
        assert!(shown.contains(TENANT) && !shown.contains("big"), "{shown}");
        workspace.expect(0, &["verify", TENANT]);
        let smaller = "tenant: big\ndataset: shop\nset: { customers: 10 }\n";
        std::fs::write(workspace.path("seeds/big.yaml"), smaller).expect("the folder is ours");
        workspace.expect(0, &["up", "big", "--quiet"]);
        workspace.expect(0, &["verify", "big"]);
    }
}

#[test]
fn an_interrupted_reset_leaves_the_tenant_as_it_was() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    workspace.expect(0, &["sql", TENANT, "UPDATE products SET name = 'damage'"]);
    let (damaged, files) = (workspace.live_digest(), workspace.files(".reseed"));
    for (number, signal) in SIGNALS.into_iter().enumerate() {
        // An application's transaction makes the reset wait, so the signal meets it before its swap.
        let live = workspace.path(".reseed/tenants/globex.db");
        let writer = rusqlite::Connection::open(live).expect("the live file opens");
        writer.execute_batch("BEGIN IMMEDIATE").expect("no other session writes");
        let standby = workspace.path(&format!(".reseed/snapshots/globex.e{}.standby.db", number + 2));
        let output = interrupted(&workspace, &["reset", TENANT, "--wait", "60"], signal, || has_begun(&standby));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("the tenant is as it was"), "{said}");
        writer.execute_batch("ROLLBACK").expect("the transaction is ours");
        drop(writer);
        assert_eq!(workspace.live_digest(), damaged);
        assert_eq!(workspace.files(".reseed"), files);
    }
    workspace.expect(0, &["reset", TENANT]);
    workspace.expect(0, &["verify", TENANT]);
}

/// How many sessions of a database wait for a lock.
const WAITING: &str = "SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
    WHERE NOT l.granted AND a.datname = current_database()";

on_every_version!(a_command_that_waits_for_somebodys_lock_on_postgresql_ends_when_it_is_asked_to, |version| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let signal = if version == 15 { Signal::TERM } else { Signal::INT };
    let url = server::database(version);
    let workspace = Workspace::on(&url);
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let mut holder = runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
    for (table, arguments) in [
        ("shop.products", &["verify", TENANT][..]),
        ("shop.products", &["diff", TENANT]),
        ("shop.products", &["snapshot", "save", TENANT, "kept", "--wait", "60"]),
        ("shop.products", &["reset", TENANT, "--wait", "60"]),
        ("shop.products", &["down", TENANT, "--yes", "--wait", "60"]),
        ("reseed.tenants", &["status"]),
        ("reseed.tenants", &["url", TENANT]),
        ("reseed.tenants", &["doctor"]),
        ("reseed.tenants", &["down", TENANT, "--dry-run"]),
        ("reseed.tenants", &["reconcile", "--wait", "60"]),
        ("reseed.leases", &["reset", TENANT, "--wait", "60"]),
    ] {
        let lock = format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
        runtime.block_on(holder.execute(sqlx::AssertSqlSafe(lock))).expect("the lock is free");
        let look = runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
        let look = std::cell::RefCell::new(look);
        interrupted(&workspace, arguments, signal, || {
            let mut look = look.borrow_mut();
            let count = sqlx::query_scalar(WAITING).fetch_one(&mut *look);
            runtime.block_on(count).is_ok_and(|count: i64| count > 0)
        });
        runtime.block_on(look.into_inner().close()).expect("the connection is ours");
        runtime.block_on(holder.execute("COMMIT")).expect("the transaction is ours");
    }
    workspace.expect(0, &["verify", TENANT]);
    workspace.expect(0, &["reset", TENANT]);
});
