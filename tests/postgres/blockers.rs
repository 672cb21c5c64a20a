//! Who holds up a swap, and what is done about it.

use std::io::Read;
use std::process::{Command, Stdio};

use super::faults::many_lines;
use super::*;
use reseed::reset::Proof;
use reseed::store::{ErrorKind, OnBlockers, Store, StoreError};
use reseed::testkit::without_nul::plan;

fn busy(sandbox: &Sandbox) -> StoreError {
    let before = sandbox.fingerprint("acme");
    let error = sandbox.try_reset().expect_err("a session holds a lock");
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert_eq!(sandbox.fingerprint("acme"), before, "nothing has changed");
    error
}

/// The reset goes through once no session blocks it.
fn free(sandbox: &Sandbox) {
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
}

everywhere!(a_session_of_the_tenant_is_named_and_ended_only_as_asked, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let mut app = sandbox.app();
    app.exec("SET application_name = 'till'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    let error = busy(&sandbox);
    assert!(error.to_string().contains("\"till\" of role \"reseed\", idle in transaction"), "{error}");

    let insist = |blockers, wait| {
        let mut other = Sandbox::at(sandbox.url.clone(), ground.layout);
        other.policy = Policy { blockers, wait, grace: Duration::ZERO, ..sandbox.policy };
        other
    };
    busy(&insist(OnBlockers::Cancel, sandbox.policy.wait));
    // A busy machine takes its time to end a session.
    let other = insist(OnBlockers::Terminate, Duration::from_secs(20));
    let receipt = other.reset();
    let swap = receipt.swap.expect("it was swapped");
    assert!(swap.tries > 1 && swap.ended.len() == 1, "{swap:?}");
    assert!(sandbox.equals_seed("acme"));
    app.try_exec("COMMIT").expect_err("the session was ended");
});

everywhere!(down_waits_for_a_writer_and_then_nothing_has_changed_whatever_command_comes_next, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let mut app = sandbox.app();
    app.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    let begun = std::time::Instant::now();
    let error = sandbox.try_down().expect_err("a session writes");
    assert!(begun.elapsed() < Duration::from_secs(4), "longer than it was told to wait");
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert!(error.help().is_some_and(|help| help.contains("Nothing has changed.")), "{error:?}");
    app.exec("COMMIT");
    // The tenant is still there.
    sandbox.status();
    assert!(!sandbox.equals_seed("acme"), "and at work");
    sandbox.up("acme", 0);
    let names = "SELECT count(*) FROM customers WHERE :mine AND name = 'open'";
    assert_eq!(app.integer(names), 1, "what it wrote is there");
    free(&sandbox);
    // All writers have ended.
    sandbox.down();
    let gone = sandbox.try_status().expect_err("it is gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound, "{gone}");
});

everywhere!(a_statement_that_runs_is_cancelled_as_asked, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.blockers = OnBlockers::Cancel;
    sandbox.policy.grace = Duration::ZERO;
    sandbox.policy.wait = Duration::from_secs(20);
    let mut app = sandbox.app();
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| app.try_exec("SELECT pg_sleep(60) FROM customers WHERE :mine AND id = 1"));
        sandbox.until(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()",
        );
        free(&sandbox);
        slow.join().expect("no panic").expect_err("it was cancelled");
    });
});

in_shared_tables!(a_session_that_locks_all_tenants_is_a_neighbour_and_left_alone, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.blockers = OnBlockers::Terminate;
    sandbox.policy.grace = Duration::ZERO;
    let mut app = sandbox.app();
    app.exec("BEGIN");
    app.integer("SELECT count(*) FROM customers");
    let error = busy(&sandbox);
    assert!(error.help().is_some_and(|help| help.contains("locks all tenants' tables")), "{error}");
    app.exec("COMMIT");
    free(&sandbox);
});

everywhere!(a_dump_is_waited_for, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.blockers = OnBlockers::Terminate;
    sandbox.policy.grace = Duration::ZERO;
    let mut dump = sandbox.app();
    dump.exec(
        "SET application_name = 'pg_dump'; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
         LOCK TABLE customers, lines IN ACCESS SHARE MODE",
    );
    let error = busy(&sandbox);
    assert!(error.help().is_some_and(|help| help.starts_with("A dump")), "{error}");
    dump.exec("COMMIT");
    free(&sandbox);
});

/// Debian's own, which dumps servers up to its version.
const PG_DUMP: &str = "/usr/lib/postgresql/15/bin/pg_dump";

grounds!(pg_dump_itself_gets_a_whole_dump_and_the_reset_comes_after_it, [pg15_shared, pg15_schema], |ground| {
    let mut sandbox = Sandbox::new(ground);
    let plan = plan();
    sandbox.up_plan(&plan, &many_lines(&plan));
    sandbox.make_a_mess("acme");
    (sandbox.policy.blockers, sandbox.policy.grace) = (OnBlockers::Terminate, Duration::ZERO);
    let mut dump = Command::new(PG_DUMP).arg(&sandbox.url).stdout(Stdio::piped()).spawn().expect("pg_dump starts");
    let mut output = dump.stdout.take().expect("its output is piped");
    // It has its locks before it prints anything; then it waits for a reader of the rest.
    let mut text = vec![0; 1];
    output.read_exact(&mut text).expect("the dump begins");
    let error = busy(&sandbox);
    assert!(error.help().is_some_and(|help| help.starts_with("A dump")), "{error}");
    output.read_to_end(&mut text).expect("the dump goes on");
    assert!(dump.wait().expect("it ends").success());
    let text = String::from_utf8(text).expect("a dump of text");
    assert!(text.contains("changed") && text.contains("database dump complete"));
    free(&sandbox);
});

everywhere!(a_prepared_transaction_is_named, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.blockers = OnBlockers::Terminate;
    sandbox.policy.grace = Duration::ZERO;
    let mut app = sandbox.app();
    let gid = format!("two-phase {}", sandbox.url);
    app.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    app.exec(&format!("PREPARE TRANSACTION '{gid}'"));
    let error = busy(&sandbox);
    assert!(error.to_string().contains("prepared transaction \"two-phase"), "{error}");
    app.exec(&format!("ROLLBACK PREPARED '{gid}'"));
    free(&sandbox);
});

everywhere!(autovacuum_yields, |ground| {
    // It comes to each database of a server in turn.
    let server = server::Server::start(ground.version, &[]);
    let mut sandbox = Sandbox::at(server::database_at(&server.address), ground.layout);
    sandbox.up("acme", 0);
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
    app.exec("UPDATE customers SET balance = balance WHERE :mine; UPDATE customers SET balance = balance WHERE :mine");
    sandbox.until(&format!(
        "SELECT count(*) FROM pg_locks WHERE relation = {live} AND mode = 'ShareUpdateExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    ));
    free(&sandbox);
});

everywhere!(the_proof_is_of_the_moment_of_the_swap_while_the_tenant_keeps_writing, |ground| {
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
            let receipt = sandbox.reset();
            assert_eq!(receipt.proof, Some(Proof::ReadBack), "{:?}", receipt.notes);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
});

in_own_schemas!(views_grants_and_tables_of_the_tenants_own_stay_through_resets, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec("CREATE VIEW names AS SELECT id, name FROM customers; GRANT SELECT ON customers TO PUBLIC");
    sandbox.make_a_mess("acme");
    sandbox.reset();
    assert_eq!(app.integer("SELECT count(*) FROM names WHERE name = 'changed'"), 0);
    let granted = "SELECT has_table_privilege('pg_monitor', 'customers', 'SELECT')::int::bigint";
    assert_eq!(app.integer(granted), 1);
    sandbox.undo();
    assert_eq!(app.integer("SELECT count(*) FROM names WHERE name = 'changed'"), 1);

    app.exec("CREATE TABLE notes (customer integer REFERENCES customers (id))");
    sandbox.reset();
    app.exec("DROP VIEW names; DROP TABLE notes; CREATE TABLE own (id integer)");
    sandbox.reset();
    assert_eq!(app.integer("SELECT count(*) FROM own"), 0, "the tenant's own tables stay");
});

in_own_schemas!(a_dataset_has_one_layout_and_a_tenant_one_schema, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.layout = Layout::Shared;
    let mut other = plan();
    other.params.insert("variant".to_owned(), "0".to_owned());
    // A new tenant, and one that is there with these very inputs.
    for tenant in ["globex", "acme"] {
        other.tenant = tenant.parse().expect("a tenant name");
        let error = sandbox.try_up_plan(&other, &batches(&other, 0)).expect_err("another layout");
        assert!(error.to_string().contains("has the layout schema in this store, not shared"), "{error}");
    }
    sandbox.layout = Layout::Schema;
    for taken in ["reseed", "pg_catalog"] {
        other.tenant = taken.parse().expect("a tenant name");
        let error = sandbox.try_up_plan(&other, &batches(&other, 0)).expect_err("a reserved name");
        assert!(error.to_string().contains("cannot be the name of its schema"), "{error}");
    }
    sandbox.app().exec("CREATE SCHEMA globex CREATE TABLE globex.customers (id integer)");
    other.tenant = "globex".parse().expect("a tenant name");
    let error = sandbox.try_up_plan(&other, &batches(&other, 0)).expect_err("reseed did not create the table");
    assert!(error.to_string().contains("tables that reseed did not create: customers"), "{error}");
});

everywhere!(statements_of_reseed_sql_are_the_tenants_own_and_no_readers, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (store, mut app) = (sandbox.store(), sandbox.app());
    app.exec("SELECT pg_advisory_lock(7)");
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let sql = "UPDATE customers SET name = 'late'; SELECT pg_advisory_xact_lock(7)".to_owned();
            sandbox.runtime.block_on(store.execute(&name("acme"), sql))
        });
        sandbox.until(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        );
        let error = sandbox.try_reset().expect_err("a statement runs");
        assert!(error.to_string().contains("\"reseed sql\""), "{error}");
        app.exec("SELECT pg_advisory_unlock(7)");
        slow.join().expect("no panic").expect("it is not cancelled");
    });
});

everywhere!(a_removal_names_the_tenants_sessions_and_ends_them_as_asked, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec("SET application_name = 'till'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    let error = sandbox.try_down().expect_err("a session holds a lock");
    assert!(error.to_string().contains("\"till\" of role \"reseed\", idle in transaction"), "{error}");
    let mut other = Sandbox::at(sandbox.url.clone(), ground.layout);
    let (blockers, wait) = (OnBlockers::Terminate, Duration::from_secs(20));
    other.policy = Policy { blockers, wait, grace: Duration::ZERO, ..sandbox.policy };
    other.down();
    app.try_exec("COMMIT").expect_err("the session was ended");
});

/// What an application of globex runs all day: after some executions the server weighs a generic plan, and locks every
/// tenant's tables for that.
const SHORT: &str = "SELECT count(*) FROM customers WHERE tenant_id = $1";

/// Runs it some times on a prepared statement.
fn work(app: &mut App<'_>, times: u32) -> Result<(), sqlx::Error> {
    (0..times).try_for_each(|_| {
        let query = sqlx::query_scalar::<_, i64>(SHORT).bind("globex");
        app.runtime.block_on(query.fetch_one(&mut app.connection)).map(drop)
    })
}

in_shared_tables!(sessions_of_a_neighbour_are_never_hit_while_a_reset_waits_for_their_locks, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.wait = Duration::from_millis(300);
    (sandbox.policy.blockers, sandbox.policy.grace) = (OnBlockers::Terminate, Duration::ZERO);
    let done = AtomicBool::new(false);
    let mut open = sandbox.app_of("globex");
    open.exec("BEGIN");
    work(&mut open, 8).expect("a transaction that stays open");
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut app = sandbox.app_of("globex");
                    while !done.load(Ordering::Relaxed) {
                        work(&mut app, 20)?;
                        // Leaves the machine's few cores to those that connect.
                        std::thread::sleep(super::traffic::PAUSE);
                    }
                    work(&mut app, 1)
                })
            })
            .collect();
        let stop = Done(&done);
        for run in 1..=6 {
            let error = sandbox.try_reset().expect_err("the open transaction holds its locks");
            let told = format!("held by session {} (", open.integer("SELECT pg_backend_pid()::bigint"));
            assert!(error.to_string().contains(&told), "run {run}: {error}");
            assert!(error.help().is_some_and(|help| help.contains("never ended")), "{error:?}");
        }
        work(&mut open, 1).unwrap_or_else(|error| panic!("its session was hit: {error}"));
        open.exec("COMMIT");
        let mut patient = Sandbox::at(sandbox.url.clone(), ground.layout);
        patient.policy = Policy { wait: Duration::from_secs(20), ..sandbox.policy };
        // No session holds its locks for long.
        let receipt = patient.reset();
        assert_eq!(receipt.swap.expect("it was swapped").ended, Vec::<String>::new());
        drop(stop);
        for client in clients {
            client.join().expect("no panic").unwrap_or_else(|error| panic!("a session was hit: {error}"));
        }
    });
});

everywhere!(a_transaction_younger_than_the_grace_is_left_alone_and_the_oldest_one_is_named_first, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    (sandbox.policy.blockers, sandbox.policy.grace) = (OnBlockers::Terminate, Duration::from_secs(600));
    let (mut younger, mut older) = (sandbox.app(), sandbox.app());
    // The one that began first has its lock last.
    older.exec("SET application_name = 'older'; BEGIN");
    older.exec("SELECT 1");
    younger.exec("SET application_name = 'younger'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    older.exec("UPDATE customers SET name = 'open' WHERE :mine AND id = 2");
    let error = busy(&sandbox).to_string();
    let places = (error.find("\"older\""), error.find("\"younger\""));
    assert!(places.0.is_some() && places.0 < places.1, "{error}");
    [younger, older].iter_mut().for_each(|app| app.exec("COMMIT"));
    free(&sandbox);
});

everywhere!(what_queues_behind_a_reset_is_neither_named_nor_ended, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    (sandbox.policy.blockers, sandbox.policy.grace) = (OnBlockers::Wait, Duration::ZERO);
    let done = AtomicBool::new(false);
    let mut open = sandbox.app();
    open.exec("SET application_name = 'till'; BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    std::thread::scope(|scope| {
        let client = scope.spawn(|| {
            let mut app = sandbox.app();
            app.exec("SET application_name = 'queues'");
            while !done.load(Ordering::Relaxed) {
                app.try_exec("BEGIN; SELECT count(*) FROM customers WHERE :mine; SELECT pg_sleep(0.01); COMMIT")?;
            }
            Ok::<_, sqlx::Error>(())
        });
        let stop = Done(&done);
        for _ in 0..2 {
            let error = busy(&sandbox).to_string();
            assert!(error.contains("\"till\"") && !error.contains("queues"), "{error}");
        }
        let insist = Policy { blockers: OnBlockers::Terminate, wait: Duration::from_secs(20), ..sandbox.policy };
        let mut other = Sandbox::at(sandbox.url.clone(), ground.layout);
        other.policy = insist;
        let receipt = other.reset();
        let ended = receipt.swap.expect("it was swapped").ended;
        assert!(ended.len() == 1 && ended[0].contains("\"till\""), "{ended:?}");
        drop(stop);
        client.join().expect("no panic").unwrap_or_else(|error| panic!("it was ended: {error}"));
    });
});
