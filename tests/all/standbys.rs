//! Who makes the standby for the next reset: the command after its receipt, a background process, or a `reconcile`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use reseed::testkit::ground::Ground;
use reseed::{everywhere, grounds};

use crate::server;
use crate::workspace::{TENANT, Workspace};

/// How long something may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A store with the tenant, whose standby is ready.
fn ready(ground: Ground) -> (String, Workspace) {
    let url = server::database(ground.version);
    let workspace = Workspace::on(&url);
    workspace.expect(0, &["up", TENANT, "--quiet", "--layout", ground.layout.word()]);
    (url, workspace)
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

/// What `status` reports about the standbys.
fn standbys(workspace: &Workspace) -> Value {
    json(&workspace.expect(0, &["status", TENANT, "--quick", "--json"]).stdout)[0]["standbys"].clone()
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "{what}: not yet");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn integer(url: &str, sql: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(url).await.expect("the server answers");
        let found = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut connection).await;
        connection.close().await.expect("a farewell");
        found.expect("the query runs")
    })
}

/// A session that holds a lock until it is dropped.
struct Holding {
    runtime: tokio::runtime::Runtime,
    connection: Option<PgConnection>,
}

impl Holding {
    fn lock(url: &str, lock: &'static str) -> Holding {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(async {
            let mut connection = PgConnection::connect(url).await.expect("the server answers");
            sqlx::raw_sql(lock).execute(&mut connection).await.expect("the lock is free");
            connection
        });
        Holding { runtime, connection: Some(connection) }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = self.runtime.block_on(connection.close());
        }
    }
}

/// Who makes a standby cannot record it, and reads all the same.
const NO_RECORDS: &str = "BEGIN; LOCK TABLE reseed.epochs IN EXCLUSIVE MODE";
/// Leases that processes have which only make standbys.
const MAKERS: &str = "SELECT count(*) FROM reseed.leases AS l WHERE command LIKE 'reconcile%' AND name NOT LIKE '*%' AND reseed.is_held(l)";

/// Copies that no record needs.
const HALF_MADE: &str = "SELECT count(*) FROM reseed.copies WHERE place = 'building'";

/// A command that stops at a crash point until it may continue.
fn stopping(mut command: Command, point: &str) -> (Child, BufReader<ChildStdout>) {
    command.env("RESEED_CRASH_AT", point).env("RESEED_CRASH_WAIT", "1").stdin(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let output = BufReader::new(child.stdout.take().expect("its output is piped"));
    (child, output)
}

/// The file that a shell has open for its commands.
const OPEN_FILE: i32 = 9;

/// The command as a shell starts it that has a file open.
fn with_an_open_file(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec {OPEN_FILE}>/dev/null; exec \"$0\" \"$@\"")]);
    shell.arg(command.get_program()).args(command.get_args()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell
}

/// What the command has printed when it stops.
fn printed_before(output: &mut BufReader<ChildStdout>) -> String {
    let mut printed = String::new();
    loop {
        let mut line = String::new();
        assert_ne!(output.read_line(&mut line).expect("its output can be read"), 0, "it ended: {printed}");
        if line.starts_with("waiting at the crash point") {
            return printed;
        }
        printed += &line;
    }
}

everywhere!(a_receipt_splits_the_callers_time_and_comes_before_the_next_standby, |ground| {
    let (_, workspace) = ready(ground);
    let (mut child, mut output) = stopping(workspace.command(&["reset", TENANT, "--json"]), "stage.copied");
    let receipt = json(printed_before(&mut output).as_bytes());
    let spent = |stage: &str| receipt["durations_ms"][stage].as_f64().unwrap_or_else(|| panic!("{stage}"));
    let parts = ["connect", "wait", "standby", "swap"].map(spent);
    assert!(parts[0] > 0.0 && parts[3] > 0.0 && parts[2] == 0.0, "{parts:?}");
    assert!(parts.iter().sum::<f64>() <= spent("total"), "{parts:?} of {}", spent("total"));
    assert_eq!(receipt["standby"]["by"], "command");
    let making = standbys(&workspace);
    assert_eq!(making["ready"], 0);
    let maker = making["made_by"].as_str().unwrap_or_default();
    assert!(maker.contains(&format!("process {}", child.id())), "{making}");
    // What waits for it takes it, however short its own patience is.
    let waiting = workspace.command(&["reset", TENANT, "--json", "--wait", "0", "--standbys", "0"]);
    let waiting = { waiting }.spawn().expect("the command starts");
    std::thread::sleep(Duration::from_millis(700));
    child.stdin.take().expect("its input is piped").write_all(b"\n").expect("it reads");
    let second = waiting.wait_with_output().expect("the child is ours");
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    let second = json(&second.stdout);
    assert_eq!(second["durations_ms"]["standby"], 0.0, "the standby was ready");
    assert!(second["durations_ms"]["wait"].as_f64().is_some_and(|ms| ms > 100.0), "{second}");
    assert!(child.wait().expect("the child is ours").success());
});

everywhere!(a_detached_process_makes_the_next_standby_though_its_command_and_terminal_are_gone, |ground| {
    let (url, workspace) = ready(ground);
    let command = with_an_open_file(&workspace.command(&["reset", TENANT, "--json", "--detach"]));
    let (mut child, mut output) = stopping(command, "reset.7.cleaned");
    let receipt = json(printed_before(&mut output).as_bytes());
    assert_eq!(receipt["standby"]["by"], "process", "{receipt}");
    let process = receipt["standby"]["process"].as_i64().expect("its number");
    // The session's number is the sixth field; the second one is the name in parentheses.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("it is there");
    let session = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(3)).map(str::to_owned);
    assert_eq!(session, Some(process.to_string()), "a session of its own");
    let has_file = |process: i64| std::fs::symlink_metadata(format!("/proc/{process}/fd/{OPEN_FILE}")).is_ok();
    assert!(has_file(i64::from(child.id())) && !has_file(process), "a lock of the shell would stay held");
    child.kill().expect("the child is ours");
    child.wait().expect("the child is ours");
    until("a standby", || standbys(&workspace)["ready"] == 1);
    assert_eq!(integer(&url, HALF_MADE), 0);
    let next = json(&workspace.expect(0, &["reset", TENANT, "--json"]).stdout);
    assert_eq!(next["durations_ms"]["standby"], 0.0);
});

everywhere!(what_a_detached_process_leaves_half_made_is_removed_by_the_next_command, |ground| {
    let (url, workspace) = ready(ground);
    let mut command = workspace.command(&["reset", TENANT, "--detach"]);
    let output = command.env("RESEED_CRASH_AT", "stage.copied").output().expect("the command starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let named = said.lines().find(|line| line.contains("  standby  process "));
    assert!(
        named.is_some_and(|line| line.ends_with(" makes the next one, within 10 min once it is its turn")),
        "{said}"
    );
    until("a half-made copy", || integer(&url, HALF_MADE) == 1);
    let locks = "SELECT count(*) FROM reseed.leases AS l WHERE reseed.is_held(l)";
    until("its end", || integer(&url, locks) == 0);
    workspace.expect(0, &["reset", TENANT, "--quiet"]);
    assert_eq!(integer(&url, HALF_MADE), 0);
    assert_eq!(standbys(&workspace)["ready"], 1);
    assert_eq!(workspace.live_digest(), Some(workspace.seed_digest()));
});

everywhere!(a_reconcile_that_looks_after_all_tenants_makes_the_next_standby, |ground| {
    let (url, workspace) = ready(ground);
    let mut reconcile = workspace.command(&["reconcile", "--every", "1"]).spawn().expect("the command starts");
    let announced = "SELECT count(*) FROM reseed.leases AS l WHERE name = '*standbys' AND reseed.is_held(l)";
    until("an announcement", || integer(&url, announced) == 1);
    let receipt = json(&workspace.expect(0, &["reset", TENANT, "--json", "--detach"]).stdout);
    assert_eq!(receipt["standby"]["by"], "reconcile", "{receipt}");
    let holder = receipt["standby"]["holder"].as_str().unwrap_or_default();
    assert!(holder.contains(&format!("process {}", reconcile.id())), "{holder}");
    until("a standby", || standbys(&workspace)["ready"] == 1);
    kill_process(Pid::from_child(&reconcile), Signal::TERM).expect("it is there");
    let mut said = String::new();
    reconcile.stderr.take().expect("it is piped").read_to_string(&mut said).expect("text");
    assert!(reconcile.wait().expect("the child is ours").success(), "{said}");
    // The announcement is gone with the process.
    let receipt = json(&workspace.expect(0, &["reset", TENANT, "--json"]).stdout);
    assert_eq!(receipt["standby"]["by"], "command");
    assert_eq!(standbys(&workspace)["ready"], 1);
});

#[test]
fn a_detached_process_is_refused_where_there_is_nothing_for_it_to_do() {
    let embedded = Workspace::new();
    let refused = embedded.expect(2, &["reset", TENANT, "--detach"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--detach applies to PostgreSQL stores only"));
    let (_, workspace) = ready(Ground::named("pg15_shared"));
    let refused = workspace.expect(2, &["reset", TENANT, "--detach", "--standbys", "0"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--standbys 0 makes none"));
}

/// A second command that has no patience, begun while the first one stands still: it waits, and then does its work.
fn waits_for_the_first(workspace: &Workspace, arguments: &[&str], let_go: impl FnOnce()) -> Value {
    let mut second = workspace.command(arguments).spawn().expect("the command starts");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(second.try_wait().expect("the child is ours"), None, "it waits");
    let_go();
    let second = second.wait_with_output().expect("the child is ours");
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    json(&second.stdout)
}

/// A second reset that starts once the first one has printed its receipt.
fn starts_once_the_receipt_is_printed(workspace: &Workspace) {
    let (mut first, mut output) = stopping(workspace.command(&["reset", TENANT, "--json"]), "reset.7.cleaned");
    let receipt = json(printed_before(&mut output).as_bytes());
    assert_eq!(receipt["changed"], true);
    let second = waits_for_the_first(workspace, &["reset", TENANT, "--json", "--wait", "0"], || {
        first.stdin.take().expect("its input is piped").write_all(b"\n").expect("it reads");
    });
    assert_eq!(second["changed"], true);
    assert!(first.wait().expect("the child is ours").success());
}

everywhere!(what_starts_once_the_receipt_is_printed_is_not_refused_because_of_that_reset, |ground| {
    starts_once_the_receipt_is_printed(&ready(ground).1);
});

#[test]
fn what_starts_once_the_receipt_is_printed_is_not_refused_in_an_embedded_store() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    starts_once_the_receipt_is_printed(&workspace);
}

everywhere!(a_reset_waits_for_a_standby_that_another_process_is_about_to_make, |ground| {
    let (url, workspace) = ready(ground);
    workspace.expect(0, &["reset", TENANT, "--quiet", "--standbys", "0"]);
    let lock = Holding::lock(&url, NO_RECORDS);
    let maker = ["reconcile", TENANT, "--only-standbys", "--wait", "60"];
    let mut maker = workspace.command(&maker).spawn().expect("the command starts");
    until("a lease", || integer(&url, MAKERS) == 1);
    let reset = ["reset", TENANT, "--json", "--wait", "0", "--standbys", "0"];
    let receipt = waits_for_the_first(&workspace, &reset, || drop(lock));
    assert_eq!(receipt["durations_ms"]["standby"], 0.0, "the standby was ready");
    assert!(maker.wait().expect("the child is ours").success());
});

/// How many processes that no user waits for make standbys at once.
const MAKERS_MAX: i64 = 2;

grounds!(processes_that_only_make_standbys_take_turns, [pg15_schema, pg18_shared], |ground| {
    let (url, workspace) = ready(ground);
    let tenants = ["ci-1", "ci-2", "ci-3", "ci-4"];
    for tenant in tenants {
        workspace.expect(
            0,
            &["up", tenant, "--like", TENANT, "--quiet", "--standbys", "0", "--layout", ground.layout.word()],
        );
    }
    let lock = Holding::lock(&url, NO_RECORDS);
    let maker = |tenant| workspace.command(&["reconcile", tenant, "--only-standbys", "--wait", "60"]);
    let makers = tenants.map(|tenant| maker(tenant).spawn().expect("the command starts"));
    until("as many makers as may be", || integer(&url, MAKERS) >= MAKERS_MAX);
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(integer(&url, MAKERS), MAKERS_MAX);
    drop(lock);
    for (tenant, maker) in tenants.into_iter().zip(makers) {
        let ended = maker.wait_with_output().expect("the child is ours");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        let status = json(&workspace.expect(0, &["status", tenant, "--quick", "--json"]).stdout);
        assert_eq!(status[0]["standbys"]["ready"], 1, "{tenant}");
    }
});

grounds!(a_standby_that_takes_too_long_costs_the_next_ones_nothing, [pg15_schema, pg18_shared], |ground| {
    let (_, workspace) = ready(ground);
    workspace
        .expect(0, &["up", "ci-1", "--like", TENANT, "--quiet", "--standbys", "0", "--layout", ground.layout.word()]);
    workspace.expect(0, &["reset", TENANT, "--quiet", "--standbys", "0"]);
    let (mut reset, mut output) = stopping(workspace.command(&["reset", TENANT, "--quiet"]), "reset.2.leased");
    printed_before(&mut output);
    let makers = ["reconcile", TENANT, "ci-1", "--only-standbys", "--limit", "2", "--wait", "60"];
    workspace.expect(3, &makers);
    let why = standbys(&workspace)["failed"]["why"].clone();
    assert_eq!(why, "it took longer than 2 s");
    let status = json(&workspace.expect(0, &["status", "ci-1", "--quick", "--json"]).stdout);
    assert_eq!(status[0]["standbys"]["ready"], 1);
    reset.kill().expect("the child is ours");
    reset.wait().expect("the child is ours");
});

everywhere!(why_no_standby_could_be_made_is_named_until_one_is_made, |ground| {
    let (_, workspace) = ready(ground);
    assert_eq!(standbys(&workspace)["failed"], Value::Null);
    let (mut reset, mut output) = stopping(workspace.command(&["reset", TENANT, "--quiet"]), "reset.2.leased");
    printed_before(&mut output);
    // A standby is ready, so there is nothing to report.
    workspace.expect(3, &["reconcile", TENANT, "--only-standbys", "--wait", "0"]);
    assert_eq!(standbys(&workspace)["failed"], Value::Null);
    reset.kill().expect("the child is ours");
    reset.wait().expect("the child is ours");
    workspace.expect(0, &["reset", TENANT, "--quiet", "--standbys", "0"]);
    let (mut reset, mut output) =
        stopping(workspace.command(&["undo", TENANT, "--quiet", "--standbys", "0"]), "undo.2.leased");
    printed_before(&mut output);
    workspace.expect(3, &["reconcile", TENANT, "--only-standbys", "--wait", "0"]);
    let failed = standbys(&workspace)["failed"].clone();
    let why = failed["why"].as_str().unwrap_or_default();
    assert!(why.contains("another operation is running: \"undo globex\""), "{failed}");
    assert!(failed["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{failed}");
    let said = String::from_utf8_lossy(&workspace.expect(0, &["status", "--quick"]).stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with("globex: its next standby could not be made at 20"));
    assert!(line.is_some_and(|line| line.contains("another operation is running")), "{said}");
    reset.stdin.take().expect("its input is piped").write_all(b"\n").expect("it reads");
    assert!(reset.wait().expect("the child is ours").success());
    workspace.expect(0, &["reconcile", TENANT]);
    assert_eq!(standbys(&workspace)["failed"], Value::Null);
    assert_eq!(standbys(&workspace)["ready"], 1);
});
