//! Clients and servers that die, reseed's own tables that are damaged, migrations during a reset: what is live afterwards is the state
//! before or the seed, the records agree with it, and the next reset works. `RESEED_TEST_CRASH_TIMES` sets how often it is tried.

use std::env;
use std::process::Command;
use std::thread;

use reseed::reset::CRASH_POINTS;
use reseed::store::crash::is_of_adopted;

use super::random::Numbers;
use super::*;

/// The process that dies is this test again, whichever version it works on.
const TEST: &str = "adopted::faults::a_client_that_dies_leaves_the_state_before_or_the_seed::pg15";
const CASE: &str = "RESEED_TEST_ADOPTED_CASE";
const URL: &str = "RESEED_TEST_ADOPTED_URL";

fn times() -> u64 {
    env::var("RESEED_TEST_CRASH_TIMES").map_or(6, |times| times.parse().expect("a number"))
}

on_every_version!(a_client_that_dies_leaves_the_state_before_or_the_seed, |version| {
    if let (Ok(case), Ok(url)) = (env::var(CASE), env::var(URL)) {
        return work(&case, &Application { sandbox: Sandbox::at(url, Layout::Schema) });
    }
    for point in CRASH_POINTS.iter().filter(|point| is_of_adopted(point)) {
        let cases: &[&str] =
            if point.starts_with("adopt") { &["adopt", "adopt again"] } else { &["reset", "undo", "down"] };
        cases.iter().for_each(|case| dies(version, case, point));
    }
});

/// What the process that dies does.
fn work(case: &str, app: &Application) {
    let tenant = app.sandbox.tenant("ci");
    match case {
        "reset" => drop(tenant.reset()),
        "undo" => drop(tenant.undo()),
        "down" => drop(tenant.down()),
        _ => drop(app.adopt(&all()).expect("the tables can be adopted")),
    }
}

/// Lets a process die at a point, and checks what the next commands find.
fn dies(version: u16, case: &str, point: &str) {
    let name = format!("{case} at {point}");
    let app = if case == "adopt" { Application::new(version) } else { Application::adopted(version) };
    let seed = rows(&app);
    app.session().exec(WRITES);
    let written = rows(&app);
    let tenant = app.sandbox.tenant("ci");
    if case == "undo" {
        tenant.reset();
    }
    let before = rows(&app);
    let mut child = Command::new(env::current_exe().expect("a path"));
    child.args([TEST, "--exact", "--nocapture"]).env("RESEED_CRASH_AT", point);
    let child = child.env(CASE, case).env(URL, &app.sandbox.url).output().expect("the process runs");
    assert!(!child.status.success(), "{name}: it was not reached");
    assert!(!String::from_utf8_lossy(&child.stderr).contains("panicked"), "{name}: {child:?}");
    until_its_sessions_end(&app);
    let happened = point.contains("committed");
    let expected = match case {
        "reset" if happened => &seed,
        "undo" if happened => &written,
        _ => &before,
    };
    assert_eq!(rows(&app), *expected, "{name}");
    let is_tenant = tenant.try_status().is_ok();
    assert_eq!(is_tenant, if case == "adopt" { happened } else { case != "down" || !happened }, "{name}: the records");
    if case.starts_with("adopt") || !is_tenant {
        app.adopt(&all()).unwrap_or_else(|error| panic!("{name}: adopt: {error}"));
        app.session().exec("UPDATE users SET credit = 3");
        app.reset();
        assert_eq!(rows(&app), written, "{name}: what was there is the seed");
    } else {
        tenant.reset();
        assert_eq!(rows(&app), seed, "{name}: the next reset");
    }
    assert!(tenant.verify().equals_seed, "{name}");
    assert_eq!(app.session().integer(OPEN), 0, "{name}: requests whose client has ended");
}

/// What an application writes.
const WRITES: &str = "UPDATE users SET credit = credit + 1 WHERE id < 30; DELETE FROM notes WHERE user_id > 50; DELETE FROM teams WHERE id = 3;
    INSERT INTO users (email) VALUES ('new@example.com'); UPDATE events SET day = '2026-12-01' WHERE id < 5;
    UPDATE bookings SET seats = 3";
/// Requests that are not at their end.
const OPEN: &str = "SELECT count(*) FROM reseed.operations WHERE state NOT IN ('done', 'failed')";

/// Waits until no other session of the database is in a transaction: the server notices a dead client a moment later.
fn until_its_sessions_end(app: &Application) {
    app.sandbox.until(
        "SELECT (count(*) = 0)::int::bigint FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND (xact_start IS NOT NULL OR state <> 'idle') AND backend_type = 'client backend'",
    );
}

/// The rows alone: counters keep the numbers that writes took which were undone or failed, and a crash takes some more.
fn rows(app: &Application) -> String {
    app.session().text(ROWS)
}

/// Rows as they are, whether they are the seed's by the records, and the epoch that is live.
fn observed(app: &Application) -> (String, String, i64) {
    let status = app.session().json("SELECT reseed.status('ci')");
    (rows(app), status["live"].as_str().expect("a word").to_owned(), status["epoch"].as_i64().expect("a number"))
}

/// The operations that a session is killed in, with SQL.
const CALLS: [&str; 3] = ["SELECT reseed.reset('ci')", "SELECT reseed.undo('ci')", "SELECT reseed.forget('ci', NULL)"];

on_every_version!(a_session_that_is_ended_at_any_moment_leaves_one_state_or_the_other, |version| {
    let app = Application::adopted(version);
    let mut seed = rows(&app);
    let mut numbers = Numbers::new(7);
    let mut ended = 0;
    for round in 0..times() * 4 {
        let call = CALLS[(round % 3) as usize];
        app.session().exec(WRITES);
        if round % 3 == 1 {
            app.reset();
        }
        let before = observed(&app);
        let mut victim = app.session();
        let pid = victim.integer("SELECT pg_backend_pid()::bigint");
        let wait = numbers.up_to(12_000);
        let done = thread::scope(|scope| {
            let done = scope.spawn(move || victim.try_exec(call).is_ok());
            app.session_as("postgres").exec(&format!("SELECT pg_sleep({wait} / 1e6), pg_terminate_backend({pid})"));
            done.join().expect("no panic")
        });
        ended += u32::from(!done);
        until_its_sessions_end(&app);
        is_one_or_the_other(
            &app,
            call,
            &before,
            &mut seed,
            &format!("round {round}, {call} ended after {wait} us, done: {done}"),
            done,
        );
    }
    assert!(ended > 0, "no call was ended");
});

/// Checks what is live after a call that may have been cut off, and what the next commands make of it.
fn is_one_or_the_other(
    app: &Application,
    call: &str,
    before: &(String, String, i64),
    seed: &mut String,
    name: &str,
    done: bool,
) {
    if app.session().integer("SELECT count(*) FROM reseed.tenants WHERE name = 'ci'") == 0 {
        assert!(call.contains("forget"), "{name}: the tenant is gone");
        assert_eq!(rows(app), before.0, "{name}");
        assert_eq!(app.session().integer("SELECT count(*) FROM pg_trigger WHERE tgname = '~reseed_log'"), 0, "{name}");
        let mut session = app.session();
        session.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        session.exec(APP);
        app.adopt(&all()).expect("the tables can be adopted");
        *seed = rows(app);
        return;
    }
    let after = observed(app);
    let is_changed = after.2 != before.2;
    assert!(is_changed || !done || call.contains("forget"), "{name}: it was acknowledged, and is not there");
    if is_changed {
        assert_eq!(after.1, if call.contains("reset") { "seed" } else { "written" }, "{name}");
        assert_eq!(after.0 == *seed, call.contains("reset"), "{name}");
    } else {
        assert_eq!(after, *before, "{name}");
    }
    assert_eq!(app.session().integer(OPEN), 0, "{name}: requests whose client has ended");
    let receipt = app.reset();
    assert_eq!(rows(app), *seed, "{name}: {receipt}");
    assert_eq!(app.session().json("SELECT reseed.verify('ci')")["equals_seed"], true, "{name}");
}

on_every_version!(a_server_that_dies_leaves_one_state_or_the_other, |version| {
    let mut server = server::Server::start(version, &[]);
    let app = Application { sandbox: Sandbox::at(server::database_at(&server.address), Layout::Schema) };
    app.session().exec(APP);
    app.adopt(&all()).expect("the tables can be adopted");
    let mut seed = rows(&app);
    let mut numbers = Numbers::new(11);
    for round in 0..times().div_ceil(2) {
        let call = CALLS[(round % 2) as usize];
        app.session().exec(WRITES);
        if round % 2 == 1 {
            app.reset();
        }
        let before = observed(&app);
        let mut victim = app.session();
        app.session().exec(&format!("SELECT pg_sleep({} / 1e6)", numbers.up_to(1000)));
        let done = thread::scope(|scope| {
            let done = scope.spawn(move || victim.try_exec(call).is_ok());
            server.crash();
            done.join().expect("no panic")
        });
        is_one_or_the_other(&app, call, &before, &mut seed, &format!("round {round}: the server died in {call}"), done);
    }
});

/// What befalls reseed's own tables of the table `users`, and whether the next reset brings the seed back in spite of it.
const DAMAGES: [(&str, bool); 9] = [
    ("DROP TABLE reseed_adopted_1.log_6", true),
    ("TRUNCATE reseed_adopted_1.log_6", true),
    ("ALTER TABLE reseed_adopted_1.log_6 DROP CONSTRAINT log_6_pkey", true),
    ("ALTER TABLE reseed_adopted_1.log_6 RENAME COLUMN k1 TO k2", true),
    ("DROP TABLE reseed_adopted_1.seed_6", false),
    ("TRUNCATE reseed_adopted_1.seed_6", false),
    ("ALTER TABLE reseed_adopted_1.seed_6 DROP COLUMN credit", false),
    ("DROP TABLE reseed_adopted_1.state_6", false),
    ("ALTER TABLE reseed_adopted_1.state_6 ADD CHECK (false)", false),
];

on_every_version!(damage_to_reseed_s_own_tables_is_mended_or_named, |version| {
    for (damage, is_mended) in DAMAGES {
        let app = Application::adopted(version);
        let (seed, mut session) = (rows(&app), app.session());
        session.exec(WRITES);
        let written = rows(&app);
        session.exec(damage);
        match session.try_text("SELECT reseed.reset('ci')") {
            Ok(receipt) => {
                assert!(is_mended, "{damage}: {receipt}");
                assert!(receipt.contains("\"full\""), "{damage}: {receipt}");
                assert_eq!(rows(&app), seed, "{damage}");
            }
            Err(error) => {
                assert!(!is_mended, "{damage}: {error}");
                assert_eq!(rows(&app), written, "{damage}: nothing has changed");
                let names_it =
                    error.to_string().contains("_6") || error.to_string().contains("seed of table public.users");
                assert!(names_it, "{damage}: {error}");
                if damage.contains("CHECK") {
                    session.exec("ALTER TABLE reseed_adopted_1.state_6 DROP CONSTRAINT state_6_check");
                } else {
                    app.adopt(&all()).unwrap_or_else(|error| panic!("{damage}: adopt: {error}"));
                }
            }
        }
        let seed = if is_mended || damage.contains("CHECK") { seed } else { written };
        session.exec("UPDATE users SET credit = 4 WHERE id < 9; DELETE FROM notes WHERE user_id = 2");
        let receipt = app.reset();
        assert_eq!(rows(&app), seed, "{damage}: {receipt}");
        assert_eq!(app.session().json("SELECT reseed.verify('ci')")["equals_seed"], true, "{damage}");
    }
});

on_every_version!(a_write_that_cannot_be_logged_does_not_happen, |version| {
    let app = Application::adopted(version);
    let (seed, mut session) = (rows(&app), app.session());
    session.exec("UPDATE users SET credit = 1 WHERE id = 1");
    let written = rows(&app);
    session.exec("ALTER TABLE reseed_adopted_1.log_6 ADD CONSTRAINT is_full CHECK (k1 < 2) NOT VALID");
    assert_eq!(session.failure("UPDATE users SET credit = 2 WHERE id < 9").0, "23514");
    assert_eq!(rows(&app), written, "the statement is refused as a whole");
    session.exec("UPDATE users SET credit = 3 WHERE id = 1; UPDATE teams SET tier = 'paid'");
    app.reset();
    assert_eq!(rows(&app), seed, "what is logged is reverted");
    session.exec("UPDATE users SET credit = 3 WHERE id = 1; ALTER TABLE reseed_adopted_1.log_6 DROP CONSTRAINT is_full; UPDATE users SET credit = 2 WHERE id < 9");
    app.reset();
    assert_eq!(rows(&app), seed);
});

on_every_version!(a_reset_during_a_migration_waits_or_is_refused, |version| {
    let app = Application::adopted(version);
    let (mut session, mut reader, mut other) = (app.session(), app.session(), app.session());
    session.exec(WRITES);
    let written = rows(&app);
    // A migration that waits for a reader lets no other session in.
    reader.exec("BEGIN; SELECT count(*) FROM users");
    let name = "application_name = 'migration'";
    thread::scope(|scope| {
        let migration =
            scope.spawn(|| app.session().exec(&format!("SET {name}; ALTER TABLE users ADD COLUMN phone text")));
        app.sandbox.until(&format!("SELECT count(*) FROM pg_stat_activity WHERE {name} AND datname = current_database() AND wait_event_type = 'Lock'"));
        let (code, message) = other.failure("SELECT reseed.reset('ci', patience => '200 milliseconds')");
        assert_eq!((code.as_str(), message.contains("is busy")), ("55P03", true), "{message}");
        let late = scope.spawn(|| app.session().failure("SELECT reseed.reset('ci', patience => '20 seconds')"));
        reader.exec("COMMIT");
        migration.join().expect("it alters the table");
        let (code, message) = late.join().expect("it ends");
        assert_eq!((code.as_str(), message.contains("were altered")), ("55000", true), "{message}");
    });
    session.exec("UPDATE users SET phone = 'x' WHERE id = 60");
    assert_ne!(rows(&app), written);
    app.adopt(&all()).expect("the altered tables are adopted");
    let seed = rows(&app);
    session.exec("UPDATE users SET credit = 8, phone = 'y'");
    // An index that another session builds keeps writers out, and a reset waits as they do; one that is built concurrently does not.
    other.exec("BEGIN; CREATE INDEX users_credit ON users (credit)");
    assert_eq!(app.session().failure("SELECT reseed.reset('ci', patience => '200 milliseconds')").0, "55P03");
    other.exec("COMMIT");
    reader.exec("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM teams");
    thread::scope(|scope| {
        let build = scope.spawn(|| {
            let mut session = app.session();
            session.exec(&format!("SET {name}"));
            session.exec("CREATE INDEX CONCURRENTLY users_boss ON users (boss)");
        });
        app.sandbox.until(&format!("SELECT count(*) FROM pg_stat_activity WHERE {name} AND datname = current_database() AND wait_event_type = 'Lock'"));
        let receipt = app.reset();
        assert_eq!((&receipt["swap"]["by"], rows(&app)), (&Value::from("delta"), seed.clone()), "{receipt}");
        reader.exec("COMMIT");
        build.join().expect("the index is built");
    });
    session.exec("UPDATE users SET credit = 9");
    app.reset();
    assert_eq!(rows(&app), seed);
});

on_every_version!(a_role_that_lost_its_rights_changes_nothing, |version| {
    let app = Application::adopted(version);
    let mut session = app.session();
    session.exec(WRITES);
    let written = rows(&app);
    app.session_as("postgres").exec("ALTER TABLE notes OWNER TO postgres; GRANT SELECT ON notes TO reseed");
    let (code, message) = session.failure("SELECT reseed.reset('ci')");
    assert!(["42501", "55000"].contains(&code.as_str()) && message.contains("notes"), "{code} {message}");
    assert_eq!(rows(&app), written);
    app.session_as("postgres").exec("ALTER TABLE notes OWNER TO reseed");
    let seed = app.session().text("SELECT count(*) FROM reseed_adopted_1.seed_4");
    app.reset();
    assert_eq!(session.text("SELECT count(*) FROM notes"), seed);
    assert_eq!(session.json("SELECT reseed.verify('ci')")["equals_seed"], true);
});

on_every_version!(a_writer_holds_the_gate_until_its_transaction_ends, |version| {
    let app = Application::adopted(version);
    let (mut writer, mut other) = (app.session(), app.session());
    let held = "SELECT count(*) FROM pg_locks WHERE relation = 'reseed_adopted_1.gate'::regclass AND mode = 'RowShareLock' AND granted";
    // Also where the plan of the logging statement is kept, and where the key is logged already.
    for round in 0..8 {
        writer.exec("BEGIN; UPDATE users SET credit = credit + 1 WHERE id = 1");
        assert_eq!(other.integer(held), 1, "round {round}");
        writer.exec("SAVEPOINT s; UPDATE teams SET tier = 'paid'; ROLLBACK TO s");
        assert_eq!(other.integer(held), 1, "round {round}");
        writer.exec("COMMIT");
        assert_eq!(other.integer(held), 0, "round {round}");
    }
});
