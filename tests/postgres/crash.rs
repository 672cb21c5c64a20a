//! A process dies at every crash point of every operation; the next command finds the old state or the new one.
//!
//! The dying process is this test itself, started again with its case in the environment.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;
use reseed::reset::{CRASH_POINTS, Proof};
use reseed::store::Preference;
use reseed::store::crash::{WAITING, is_of_adopted};

/// Of whichever case and ground: the process works on what it is given in the environment.
const TEST: &str = "crash::reset_recovers_at_every_point::pg15_shared";
const CASE: &str = "RESEED_TEST_CRASH_CASE";
const URL: &str = "RESEED_TEST_CRASH_URL";
const LAYOUT: &str = "RESEED_TEST_CRASH_LAYOUT";

/// How often a process or the server dies at each point; more often on request.
const TIMES: &str = "RESEED_TEST_CRASH_TIMES";

fn times() -> u32 {
    env::var(TIMES).map_or(1, |times| times.parse().expect("a number"))
}

/// What is interrupted.
const CASES: [&str; 9] =
    ["create", "update", "reset", "undo", "save", "restore", "down", "reset by rows", "undo by rows"];
/// Points between the parts of the store that this store does not have.
const NOT_HERE: [&str; 9] = [
    "load.created",
    "swap.saving",
    "swap.saved",
    "swap.copying",
    "swap.placed",
    "swap.put_aside",
    "adopted.filled",
    "adopted.prepared",
    "adopted.committed",
];

everywhere!(create_recovers_at_every_point, |ground| recovers(ground, "create"));
everywhere!(update_recovers_at_every_point, |ground| recovers(ground, "update"));
everywhere!(reset_recovers_at_every_point, |ground| recovers(ground, "reset"));
everywhere!(undo_recovers_at_every_point, |ground| recovers(ground, "undo"));
everywhere!(save_recovers_at_every_point, |ground| recovers(ground, "save"));
everywhere!(restore_recovers_at_every_point, |ground| recovers(ground, "restore"));
everywhere!(down_recovers_at_every_point, |ground| recovers(ground, "down"));
everywhere!(reset_by_rows_recovers_at_every_point, |ground| recovers(ground, "reset by rows"));
everywhere!(undo_by_rows_recovers_at_every_point, |ground| recovers(ground, "undo by rows"));

/// A process that does the case's operation dies at each of its points.
fn recovers(ground: Ground, case: &str) {
    if let (Ok(case), Ok(url), Ok(layout)) = (env::var(CASE), env::var(URL), env::var(LAYOUT)) {
        return die(&case, Sandbox::at(url, layout.parse().expect("a layout")));
    }
    let before = Before::of(&prepared(ground, case));
    for point in points_of(case) {
        let reached = (0..times()).all(|_| interrupted(ground, case, point, &before));
        assert!(reached, "no process died at {point}");
    }
}

#[test]
fn every_crash_point_is_one_of_some_operation() {
    let reached: BTreeSet<&str> = CASES.into_iter().flat_map(points_of).collect();
    let wanted = CRASH_POINTS.iter().filter(|point| !NOT_HERE.contains(point) && !is_of_adopted(point));
    let missed: Vec<_> = wanted.filter(|point| !reached.contains(*point)).collect();
    assert!(missed.is_empty(), "no process dies at {missed:?}");
}

everywhere!(a_swap_that_went_through_counts_whatever_became_of_its_tables, |ground| {
    let sandbox = prepared(ground, "reset");
    let mess = sandbox.fingerprint("acme");
    let child = child("reset", &sandbox, "reset.5.swapped").output().expect("the process runs");
    assert!(!child.status.success(), "it was not reached");
    until_its_sessions_are_gone(&sandbox);
    sandbox.app().exec(&super::alterations::on_a_table_of("live", "DROP TABLE %s CASCADE"));
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess, "the state before was kept");
});

everywhere!(the_server_dies_at_every_step_of_a_reset, |ground| {
    let mut server = server::Server::start(ground.version, &[]);
    let original = server::database_at(&server.address);
    prepare(&Sandbox::at(original.clone(), ground.layout), "reset");
    let before = Before::of(&Sandbox::on(server::copy_of(&original), ground.layout));
    for point in points_of("reset") {
        for _ in 0..times() {
            let sandbox = Sandbox::on(server::copy_of(&original), ground.layout);
            server_dies(&mut server, &sandbox, point, &before);
        }
    }
});

/// Kills the server while a reset waits at `point`, and checks what the next command finds.
fn server_dies(server: &mut server::Server, sandbox: &Sandbox, point: &str, before: &Before) {
    let name_of_case = format!("the server dies at {point}");
    let mut child = child("reset", sandbox, point);
    let mut child =
        child.env("RESEED_CRASH_WAIT", "1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == WAITING), "{name_of_case}: it was not reached");
    server.crash();
    drop(child.stdin.take());
    child.wait().expect("it ends");
    let found = observed(sandbox);
    let happened = found != before.acme;
    assert!(!happened || sandbox.equals_seed("acme"), "{name_of_case}: neither old nor new");
    // Before the swap a process may find the new server and continue.
    assert!(happened || !is_after_the_swap(point), "{name_of_case}: lost");
    sandbox.try_reset().unwrap_or_else(|error| panic!("{name_of_case}: reset: {error}"));
    assert!(sandbox.equals_seed("acme"), "{name_of_case}");
    assert_eq!(sandbox.fingerprint("globex"), before.globex, "{name_of_case}");
    check_relations(sandbox, &name_of_case);
}

fn is_after_the_swap(point: &str) -> bool {
    ["swap.committed", ".5.", ".6.", ".7."].iter().any(|after| point.contains(after))
}

/// This test again, as a process that does the case's operation.
fn child(case: &str, sandbox: &Sandbox, point: &str) -> Command {
    let mut command = Command::new(env::current_exe().expect("a path"));
    command.args([TEST, "--exact", "--nocapture"]).env(CASE, case).env(URL, &sandbox.url);
    command.env(LAYOUT, sandbox.layout.word()).env("RESEED_CRASH_AT", point);
    command
}

/// The points that the case's operation meets.
fn points_of(case: &str) -> impl Iterator<Item = &'static str> {
    CRASH_POINTS.iter().copied().filter(move |point| concerns(case, point) && !NOT_HERE.contains(point))
}

fn concerns(case: &str, point: &str) -> bool {
    if case.ends_with("by rows") {
        // Nothing else is another way than in the cases without.
        return point.starts_with("rows.") || point == "swap.committed";
    }
    let operation = if matches!(case, "create" | "update") { "up" } else { case };
    match point {
        // Only a witness looks between the locks and what they are for.
        "swap.locked" => return case == "reset",
        // The state before the last swap is there already.
        "stage.copied" if case == "undo" => return false,
        _ => {}
    }
    match point.split('.').next() {
        Some("load") => operation == "up",
        Some("stage" | "swap") => !["down", "save"].contains(&operation),
        part => part == Some(operation),
    }
}

/// The state in which a case starts.
fn prepared(ground: Ground, case: &str) -> Sandbox {
    // Several start in the same one.
    let state = if matches!(case, "update" | "save" | "down") { "reset" } else { case };
    Sandbox::made(ground, &format!("before {state}"), |sandbox| prepare(sandbox, state))
}

fn prepare(sandbox: &Sandbox, case: &str) {
    sandbox.up("globex", 0);
    if case == "create" {
        return;
    }
    sandbox.up("acme", 0);
    if case == "restore" {
        sandbox.save("kept");
    }
    if case.ends_with("by rows") && sandbox.layout == Layout::Schema {
        sandbox.app().exec("CREATE VIEW poor AS SELECT * FROM customers WHERE balance < 0");
    }
    sandbox.make_a_mess("acme");
    if case.starts_with("undo") {
        reset(sandbox, case);
    }
}

/// A reset in the way of the case: in shared tables rows are restored on request.
fn reset(sandbox: &Sandbox, case: &str) {
    let by_rows = case.ends_with("by rows") && sandbox.layout == Layout::Shared;
    let preference = if by_rows { Preference::Replicate } else { Preference::Fitting };
    let sandbox =
        Sandbox { policy: Policy { preference, ..sandbox.policy }, ..Sandbox::at(sandbox.url.clone(), sandbox.layout) };
    sandbox.reset();
}

/// In the process that dies (or does not reach the point and ends in peace).
fn die(case: &str, mut sandbox: Sandbox) {
    match case {
        "create" => sandbox.up("acme", 0),
        "update" => sandbox.up("acme", 5),
        "reset by rows" => reset(&sandbox, case),
        "undo" | "undo by rows" => drop(sandbox.undo()),
        "save" => drop(sandbox.save("kept")),
        "restore" => drop(sandbox.restore("kept")),
        "down" => drop(sandbox.down()),
        _ => {
            sandbox.policy.proof = Proof::ReadBack;
            drop(sandbox.reset());
        }
    }
}

/// What is found before a process dies.
struct Before {
    acme: String,
    globex: (String, Vec<String>),
}

impl Before {
    fn of(sandbox: &Sandbox) -> Before {
        Before { acme: observed(sandbox), globex: sandbox.fingerprint("globex") }
    }
}

/// Lets a process die at `point` and checks what the next command finds; false when it was not reached.
fn interrupted(ground: Ground, case: &str, point: &str, before: &Before) -> bool {
    let sandbox = prepared(ground, case);
    let old = &before.acme;
    let child = child(case, &sandbox, point).output().expect("the process runs");
    if child.status.success() {
        return false;
    }
    let words = String::from_utf8_lossy(&child.stderr);
    let name_of_case = format!("{case} at {point}");
    assert!(!words.contains("panicked"), "{name_of_case}: {words}");
    until_its_sessions_are_gone(&sandbox);
    let found = observed(&sandbox);
    let is_new = || match case {
        "down" => found == "NotFound",
        "undo" | "undo by rows" => {
            sandbox.app().integer("SELECT count(*) FROM customers WHERE :mine AND name = 'changed'") == 1
        }
        _ => sandbox.equals_seed("acme"),
    };
    assert!(found == *old || is_new(), "{name_of_case}: neither old {old:?} nor new: {found:?}");
    if case == "down" {
        let is_before = ["down.1.recorded", "down.2.leased"].contains(&point);
        assert_eq!(found == *old, is_before, "{name_of_case}: the removal of the live tables is what counts");
        let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname = 'acme'";
        let left = is_before && ground.layout == Layout::Schema;
        assert_eq!(sandbox.app().integer(schemas), i64::from(left), "{name_of_case}: the tenant's own schema");
    }
    let is_after = point.starts_with("swap.committed") || point.contains(".6.");
    assert!(found != *old || !is_after || case == "save", "{name_of_case}: lost");
    if found != *old && !["create", "save", "down"].contains(&case) {
        sandbox.try_undo().unwrap_or_else(|error| panic!("{name_of_case}: undo: {error}"));
        assert_eq!(observed(&sandbox), *old, "{name_of_case}: undo");
    }
    sandbox.up("acme", 0);
    sandbox.try_reset().unwrap_or_else(|error| panic!("{name_of_case}: reset: {error}"));
    assert!(sandbox.equals_seed("acme"), "{name_of_case}");
    assert_eq!(sandbox.fingerprint("globex"), before.globex, "{name_of_case}");
    check_relations(&sandbox, &name_of_case);
    true
}

/// The server notices a dead client a moment later; until then the tenant counts as being worked on.
fn until_its_sessions_are_gone(sandbox: &Sandbox) {
    let held = "SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()";
    let mut app = sandbox.app();
    while app.integer(held) > 0 {
        app.exec("SELECT pg_sleep(0.01)");
    }
}

/// What an application finds: all its rows, or why it finds none.
fn observed(sandbox: &Sandbox) -> String {
    // The command that recovers.
    if let Err(error) = sandbox.try_status() {
        return format!("{:?}", error.kind());
    }
    let hash = |table: &str| format!("(SELECT coalesce(sum(hashtext(t::text)), 0) FROM {table} AS t WHERE :mine)");
    let sql = format!("SELECT {} * 3 + {}", hash("customers"), hash("lines"));
    sandbox.app().integer(&sql).to_string()
}

/// No table is there that the records do not know, and none that they know is missing.
fn check_relations(sandbox: &Sandbox, name_of_case: &str) {
    let unknown =
        "SELECT count(*) FROM pg_class WHERE relnamespace::regnamespace::text LIKE 'reseed_data%'
        AND relkind IN ('r', 'p') AND oid NOT IN (SELECT relation FROM reseed.relations UNION ALL SELECT node FROM reseed.nodes)";
    assert_eq!(sandbox.app().integer(unknown), 0, "{name_of_case}: unknown tables");
    let missing = "SELECT count(*) FROM reseed.relations WHERE relation NOT IN (SELECT oid FROM pg_class)";
    assert_eq!(sandbox.app().integer(missing), 0, "{name_of_case}: tables that are gone");
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'reseed_data_%'
        AND nspname NOT IN (SELECT schema FROM reseed.copies WHERE schema IS NOT NULL)";
    assert_eq!(sandbox.app().integer(schemas), 0, "{name_of_case}: unused schemas");
    let building = "SELECT count(*) FROM reseed.copies WHERE place IN ('building', 'standby')";
    assert_eq!(sandbox.app().integer(building), 0, "{name_of_case}: unused copies");
}
