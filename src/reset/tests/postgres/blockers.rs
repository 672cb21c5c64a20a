//! Who holds up a swap, and what is done about it.

use std::io::Read;
use std::process::{Command, Stdio};

use super::faults::many_lines;
use super::*;
use crate::reset::Proof;
use crate::store::postgres::tests::fixture::plan;
use crate::store::{ErrorKind, OnBlockers, Store, StoreError};

fn busy(sandbox: &Sandbox) -> StoreError {
    let before = sandbox.fingerprint("acme");
    let error = run!(sandbox, reset(&name("acme"), None)).expect_err("somebody holds a lock");
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert_eq!(sandbox.fingerprint("acme"), before, "nothing has changed");
    error
}

/// The reset goes through once nobody is in the way.
fn free(sandbox: &Sandbox) {
    run!(sandbox, reset(&name("acme"), None)).expect("the reset");
    assert!(sandbox.equals_seed("acme"));
}

#[test]
fn a_session_of_the_tenant_is_named_and_ended_only_as_asked() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        let mut app = sandbox.app();
        app.exec("SET application_name = 'till'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
        let error = busy(&sandbox);
        assert!(error.to_string().contains("\"till\" of role \"reseed\", idle in transaction"), "{ground:?}: {error}");

        let insist = |blockers, wait| {
            let mut other = Sandbox::at(sandbox.url.clone(), ground.layout);
            other.policy = Policy { blockers, wait, grace: Duration::ZERO, ..sandbox.policy };
            other
        };
        busy(&insist(OnBlockers::Cancel, sandbox.policy.wait));
        // A busy machine takes its time to end a session.
        let other = insist(OnBlockers::Terminate, Duration::from_secs(20));
        let receipt = run!(other, reset(&name("acme"), None)).expect("the reset");
        let swap = receipt.swap.expect("it was swapped");
        assert!(swap.tries > 1 && swap.ended.len() == 1, "{ground:?}: {swap:?}");
        assert!(sandbox.equals_seed("acme"));
        app.try_exec("COMMIT").expect_err("the session was ended");
    });
}

#[test]
fn down_waits_for_a_writer_and_then_nothing_has_changed_whatever_command_comes_next() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        let mut app = sandbox.app();
        app.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
        let begun = std::time::Instant::now();
        let error = run!(sandbox, down(&name("acme"), None)).expect_err("somebody writes");
        assert!(begun.elapsed() < Duration::from_secs(4), "{ground:?}: longer than it was told to wait");
        assert_eq!(error.kind(), ErrorKind::Busy, "{ground:?}: {error}");
        assert!(error.help().is_some_and(|help| help.contains("Nothing has changed.")), "{ground:?}: {error:?}");
        app.exec("COMMIT");
        run!(sandbox, status(&name("acme"))).expect("the tenant is still there");
        assert!(!sandbox.equals_seed("acme"), "{ground:?}: and at work");
        sandbox.up("acme", 0);
        let names = "SELECT count(*) FROM customers WHERE :mine AND name = 'open'";
        assert_eq!(app.integer(names), 1, "{ground:?}: what it wrote is there");
        free(&sandbox);
        run!(sandbox, down(&name("acme"), None)).expect("nobody writes any more");
        let gone = run!(sandbox, status(&name("acme"))).expect_err("it is gone");
        assert_eq!(gone.kind(), ErrorKind::NotFound, "{ground:?}: {gone}");
    });
}

#[test]
fn a_statement_that_runs_is_cancelled_as_asked() {
    everywhere(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.policy.blockers = OnBlockers::Cancel;
        sandbox.policy.grace = Duration::ZERO;
        sandbox.policy.wait = Duration::from_secs(20);
        let mut app = sandbox.app();
        std::thread::scope(|scope| {
            let slow = scope.spawn(|| app.try_exec("SELECT pg_sleep(60) FROM customers WHERE :mine AND id = 1"));
            sandbox.until("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
            free(&sandbox);
            slow.join().expect("no panic").expect_err("it was cancelled");
        });
    });
}

#[test]
fn a_session_that_locks_all_tenants_is_a_neighbour_and_left_alone() {
    on_every_version(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        sandbox.policy.blockers = OnBlockers::Terminate;
        sandbox.policy.grace = Duration::ZERO;
        let mut app = sandbox.app();
        app.exec("BEGIN");
        app.integer("SELECT count(*) FROM customers");
        let error = busy(&sandbox);
        assert!(error.help().is_some_and(|help| help.contains("locks all tenants' tables")), "{ground:?}: {error}");
        app.exec("COMMIT");
        free(&sandbox);
    });
}

#[test]
fn a_dump_is_waited_for() {
    everywhere(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.policy.blockers = OnBlockers::Terminate;
        sandbox.policy.grace = Duration::ZERO;
        let mut dump = sandbox.app();
        dump.exec(
            "SET application_name = 'pg_dump'; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
             LOCK TABLE customers, lines IN ACCESS SHARE MODE",
        );
        let error = busy(&sandbox);
        assert!(error.help().is_some_and(|help| help.starts_with("A dump")), "{ground:?}: {error}");
        dump.exec("COMMIT");
        free(&sandbox);
    });
}

/// Debian's own, which dumps servers up to its version.
const PG_DUMP: &str = "/usr/lib/postgresql/15/bin/pg_dump";

#[test]
fn pg_dump_itself_gets_a_whole_dump_and_the_reset_comes_after_it() {
    for layout in [Layout::Shared, Layout::Schema] {
        let mut sandbox = Sandbox::new(Ground { version: 15, layout });
        let plan = plan();
        run!(sandbox, up(&plan, &many_lines(&plan), None, None)).expect("the tenant is created");
        sandbox.make_a_mess("acme");
        (sandbox.policy.blockers, sandbox.policy.grace) = (OnBlockers::Terminate, Duration::ZERO);
        let mut dump = Command::new(PG_DUMP).arg(&sandbox.url).stdout(Stdio::piped()).spawn().expect("pg_dump starts");
        let mut output = dump.stdout.take().expect("its output is piped");
        // It has its locks before it says anything; then it waits for somebody to read the rest.
        let mut text = vec![0; 1];
        output.read_exact(&mut text).expect("the dump begins");
        let error = busy(&sandbox);
        assert!(error.help().is_some_and(|help| help.starts_with("A dump")), "{layout:?}: {error}");
        output.read_to_end(&mut text).expect("the dump goes on");
        assert!(dump.wait().expect("it ends").success(), "{layout:?}");
        let text = String::from_utf8(text).expect("a dump of text");
        assert!(text.contains("changed") && text.contains("database dump complete"), "{layout:?}");
        free(&sandbox);
    }
}

#[test]
fn a_prepared_transaction_is_named() {
    everywhere(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.policy.blockers = OnBlockers::Terminate;
        sandbox.policy.grace = Duration::ZERO;
        let mut app = sandbox.app();
        let gid = format!("two-phase {}", sandbox.url);
        app.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
        app.exec(&format!("PREPARE TRANSACTION '{gid}'"));
        let error = busy(&sandbox);
        assert!(error.to_string().contains("prepared transaction \"two-phase"), "{ground:?}: {error}");
        app.exec(&format!("ROLLBACK PREPARED '{gid}'"));
        free(&sandbox);
    });
}

#[test]
fn autovacuum_yields() {
    everywhere(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.policy.wait = Duration::from_secs(20);
        let live = "SELECT relation::oid::bigint FROM reseed.relations AS r JOIN reseed.copies AS c
            ON c.tenant = r.tenant AND c.id = r.copy WHERE c.place = 'live' AND r.table_index = 0";
        let live = sandbox.app().integer(live);
        // As slow as it can be, so that it is met at work.
        let mut app = sandbox.app();
        app.exec(&format!(
            "DO $$ BEGIN EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_threshold = 0,
               autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)',
               {live}::regclass); END $$"
        ));
        app.exec(
            "UPDATE customers SET balance = balance WHERE :mine; UPDATE customers SET balance = balance WHERE :mine",
        );
        sandbox.until(&format!(
            "SELECT count(*) FROM pg_locks WHERE relation = {live} AND mode = 'ShareUpdateExclusiveLock'"
        ));
        free(&sandbox);
    });
}

#[test]
fn the_proof_is_of_the_moment_of_the_swap_while_the_tenant_goes_on_writing() {
    everywhere(|ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.policy.proof = Proof::ReadBack;
        let mut app = sandbox.app();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    app.exec("UPDATE customers SET name = 'written' WHERE :mine AND id = 5");
                }
            });
            for _ in 0..5 {
                let receipt = run!(sandbox, reset(&name("acme"), None)).expect("the reset");
                assert_eq!(receipt.proof, Some(Proof::ReadBack), "{ground:?}: {:?}", receipt.notes);
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    });
}

#[test]
fn views_and_grants_follow_a_swap_and_what_cannot_follow_is_refused() {
    for version in server::VERSIONS {
        let sandbox = Sandbox::with_tenants(Ground { version, layout: Layout::Schema }, &["acme"]);
        let mut app = sandbox.app();
        app.exec("CREATE VIEW names AS SELECT id, name FROM customers; GRANT SELECT ON customers TO PUBLIC");
        sandbox.make_a_mess("acme");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        assert_eq!(app.integer("SELECT count(*) FROM names WHERE name = 'changed'"), 0, "{version}");
        let granted = "SELECT has_table_privilege('pg_monitor', 'customers', 'SELECT')::int::bigint";
        assert_eq!(app.integer(granted), 1, "{version}");
        run!(sandbox, undo(&name("acme"), None, None)).expect("the undo");
        assert_eq!(app.integer("SELECT count(*) FROM names WHERE name = 'changed'"), 1, "{version}");

        app.exec("CREATE TABLE notes (customer integer REFERENCES customers (id))");
        let error = run!(sandbox, reset(&name("acme"), None)).expect_err("it cannot follow");
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert!(error.to_string().contains("of table acme.notes refers to acme.customers"), "{version}: {error}");
        app.exec("DROP TABLE notes; CREATE TABLE own (id integer)");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        assert_eq!(app.integer("SELECT count(*) FROM own"), 0, "{version}: the tenant's own tables stay");
    }
}

#[test]
fn a_dataset_has_one_layout_and_a_tenant_one_schema() {
    for version in server::VERSIONS {
        let mut sandbox = Sandbox::with_tenants(Ground { version, layout: Layout::Schema }, &["acme"]);
        sandbox.layout = Layout::Shared;
        let mut other = plan();
        other.params.insert("variant".to_owned(), "0".to_owned());
        // A new tenant, and one that is there with these very inputs.
        for tenant in ["globex", "acme"] {
            other.tenant = tenant.to_owned();
            let error = run!(sandbox, up(&other, &batches(&other, 0), None, None)).expect_err("another layout");
            assert!(
                error.to_string().contains("has the layout schema in this store, not shared"),
                "{version}: {error}"
            );
        }
        sandbox.layout = Layout::Schema;
        for taken in ["reseed", "pg_catalog"] {
            other.tenant = taken.to_owned();
            let error = run!(sandbox, up(&other, &batches(&other, 0), None, None)).expect_err("a reserved name");
            assert!(error.to_string().contains("cannot be the name of its schema"), "{version}: {error}");
        }
        sandbox.app().exec("CREATE SCHEMA globex CREATE TABLE globex.customers (id integer)");
        other.tenant = "globex".to_owned();
        let error = run!(sandbox, up(&other, &batches(&other, 0), None, None)).expect_err("somebody's table");
        assert!(error.to_string().contains("tables that reseed did not make: customers"), "{version}: {error}");
    }
}

#[test]
fn statements_of_reseed_sql_are_the_tenants_own_and_no_readers() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        let (store, mut app) = (sandbox.store(), sandbox.app());
        app.exec("SELECT pg_advisory_lock(7)");
        std::thread::scope(|scope| {
            let slow = scope.spawn(|| {
                let sql = "UPDATE customers SET name = 'late'; SELECT pg_advisory_xact_lock(7)".to_owned();
                sandbox.runtime.block_on(store.execute(&name("acme"), sql))
            });
            sandbox.until("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted");
            let error = run!(sandbox, reset(&name("acme"), None)).expect_err("a statement runs");
            assert!(error.to_string().contains("\"reseed sql\""), "{ground:?}: {error}");
            app.exec("SELECT pg_advisory_unlock(7)");
            slow.join().expect("no panic").expect("nobody cancels it");
        });
    });
}

#[test]
fn a_removal_names_the_tenants_sessions_and_ends_them_as_asked() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        let mut app = sandbox.app();
        app.exec("SET application_name = 'till'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
        let error = run!(sandbox, down(&name("acme"), None)).expect_err("somebody holds a lock");
        assert!(error.to_string().contains("\"till\" of role \"reseed\", idle in transaction"), "{ground:?}: {error}");
        let mut other = Sandbox::at(sandbox.url.clone(), ground.layout);
        let (blockers, wait) = (OnBlockers::Terminate, Duration::from_secs(20));
        other.policy = Policy { blockers, wait, grace: Duration::ZERO, ..sandbox.policy };
        run!(other, down(&name("acme"), None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        app.try_exec("COMMIT").expect_err("the session was ended");
    });
}
