//! Whatever goes wrong, a tenant is in the old state or on the seed, its neighbours have noticed nothing, and the next
//! command finishes the job.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use arrow::array::{ArrayRef, Decimal128Array, Int32Array, Int64Array, RecordBatch};

use super::relay::{Cut, Relay};
use super::server::Server;
use super::*;
use reseed::reset::Proof;
use reseed::store::{ErrorKind, Place, Store};
use reseed::testkit::dataset::Batches;

everywhere!(the_statement_that_failed_is_named_however_the_server_found_it, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let said = |sql: &str| {
        let store = sandbox.store();
        let answer = sandbox.runtime.block_on(store.execute(&name("acme"), sql.to_owned()));
        answer.expect_err("a statement is wrong").to_string()
    };
    let before = sandbox.fingerprint("acme");
    for (sql, expected) in [
        // Found by the parser, before anything runs.
        ("DELETE FROM lines; SELECT 'é'; DELETE FORM lines", "statement 3 of 3 (\"DELETE FORM lines\"): syntax error"),
        (
            "DELETE FROM lines; SELECT 1 FROM nothing; SELECT 2",
            "statement 2 of 3 (\"SELECT 1 FROM nothing\"): relation",
        ),
        // Found while it runs, without a place.
        (
            "DELETE FROM lines; SELECT 1 / count(*) FROM lines",
            "statement 2 of 2 (\"SELECT 1 / count(*) FROM lines\"): division",
        ),
    ] {
        let said = said(sql);
        assert!(said.starts_with(&format!("tenant \"acme\": {expected}")), "{said}");
    }
    assert!(said("SELECT 1 / 0").starts_with("tenant \"acme\": division"), "the only one needs no name");
    assert_eq!(sandbox.fingerprint("acme"), before);
});

everywhere!(two_resets_of_one_tenant_at_once_follow_one_another, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.wait = Duration::from_secs(30);
    sandbox.make_a_mess("acme");
    let epochs: Vec<Option<u32>> = thread::scope(|scope| {
        let reset = || sandbox.reset().epoch;
        let both = [scope.spawn(reset), scope.spawn(reset)];
        both.map(|reset| reset.join().expect("no panic")).into()
    });
    assert_ne!(epochs[0], epochs[1]);
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(two_requests_with_one_key_have_one_effect, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.wait = Duration::from_secs(30);
    let epochs: Vec<Option<u32>> = thread::scope(|scope| {
        let reset = || sandbox.key("one").reset().epoch;
        let both = [scope.spawn(reset), scope.spawn(reset)];
        both.map(|reset| reset.join().expect("no panic")).into()
    });
    assert_eq!(epochs[0], epochs[1]);
});

everywhere!(fifty_tenants_are_reset_at_once, |ground| {
    let names: Vec<String> = (0..50).map(|number| format!("tenant-{number}")).collect();
    let mut sandbox = Sandbox::with_tenants(ground, &names.iter().map(String::as_str).collect::<Vec<_>>());
    sandbox.policy.wait = Duration::from_secs(60);
    names.iter().for_each(|tenant| sandbox.make_a_mess(tenant));
    let store = sandbox.store();
    let operations = reseed::reset::Operations::new(&store, sandbox.policy);
    let resets = names.iter().map(|tenant| async { operations.reset(&name(tenant), None).await.map(|_| ()) });
    let done = sandbox.runtime.block_on(futures_util::future::join_all(resets));
    for (tenant, done) in names.iter().zip(done) {
        done.unwrap_or_else(|error| panic!("{tenant}: {error}"));
        assert!(sandbox.equals_seed(tenant), "{tenant}");
    }
});

everywhere!(a_reset_and_a_removal_at_once_leave_all_or_nothing, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.wait = Duration::from_secs(30);
    let neighbour = sandbox.fingerprint("globex");
    thread::scope(|scope| {
        scope.spawn(|| drop(sandbox.try_reset()));
        scope.spawn(|| sandbox.down());
    });
    let gone = sandbox.try_status().expect_err("it is gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound, "{gone}");
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM reseed.copies WHERE tenant = 'acme'"), 0);
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
});

everywhere!(an_application_that_locks_in_the_opposite_order_never_fails, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.wait = Duration::from_secs(30);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut app = sandbox.app();
            while !done.load(Ordering::Relaxed) {
                app.exec(
                    "BEGIN; UPDATE lines SET amount = 1 WHERE :mine AND order_id = 1; SELECT pg_sleep(0.005);
                     UPDATE customers SET name = 'x' WHERE :mine AND id = 1; COMMIT",
                );
                app.exec("SELECT pg_sleep(0.002)");
            }
        });
        for _ in 0..5 {
            sandbox.reset();
        }
        done.store(true, Ordering::Relaxed);
    });
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_row_altered_behind_the_seal_of_a_standby_never_becomes_live, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    let table = "SELECT relation::oid::bigint FROM reseed.relations AS r JOIN reseed.copies AS c
        ON c.tenant = r.tenant AND c.id = r.copy WHERE c.place = 'standby' AND r.table_index = 0";
    let oid = sandbox.app().integer(table);
    sandbox.app().exec(&format!(
        "DO $$ BEGIN
           EXECUTE format('ALTER TABLE %s DISABLE TRIGGER reseed_seal', {oid}::regclass);
           EXECUTE format('UPDATE %s SET name = ''forged''', {oid}::regclass);
           EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER reseed_seal', {oid}::regclass);
         END $$"
    ));
    let receipt = sandbox.reset();
    assert!(receipt.made.durations_ms["standby"] > 0.0, "it was made anew");
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_helper_that_lost_its_lease_changes_nothing_any_more, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (zombie, wait) = (sandbox.store(), Duration::from_secs(5));
    let lease = sandbox.runtime.block_on(zombie.lease(&name("acme"), wait)).expect("a lease");
    sandbox.app().exec(
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
         WHERE l.locktype = 'advisory' AND d.datname = current_database()",
    );
    // Another process resets.
    sandbox.reset();
    let seal = sandbox.runtime.block_on(zombie.state(&name("acme"))).expect("the records").expect("a tenant");
    let seal = seal.seed().expect("a seed").seal.clone();
    let staged = sandbox.runtime.block_on(zombie.stage(
        &lease,
        Place::Snapshot(1),
        &seal,
        99,
        reseed::store::Preference::Fitting,
    ));
    staged.expect_err("its connection is gone");
    let recorded = sandbox.runtime.block_on(zombie.record(&lease, Vec::new())).expect_err("its token is old");
    assert!(recorded.to_string().contains("another process took its lease"), "{recorded}");
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_lost_acknowledgement_is_found_out_and_a_retry_has_no_second_effect, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.wait = Duration::from_secs(10);
    let neighbour = sandbox.fingerprint("globex");
    let (_, folder) = sandbox.url.split_once("host=").expect("a folder of sockets");
    let relay = Relay::new(folder, "UPDATE reseed.copies SET place = 'live'", Cut::Answer);
    let mut cut = Sandbox::at(sandbox.url.replace(folder, relay.host()), ground.layout);
    cut.policy = sandbox.policy;
    for round in 0..5 {
        sandbox.make_a_mess("acme");
        relay.arm();
        let key = format!("round-{round}");
        let first = cut.key(&key).try_reset();
        assert!(relay.has_cut());
        // The retry.
        let again = sandbox.key(&key).reset();
        if let Ok(first) = first {
            assert_eq!(first.epoch, again.epoch);
        }
        assert!(sandbox.equals_seed("acme"), "round {round}");
        assert_eq!(
            sandbox.app().integer("SELECT count(*) FROM reseed.epochs WHERE state = 'live' AND tenant = 'acme'"),
            1
        );
    }
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
});

everywhere!(a_failure_after_the_swap_is_settled_with_all_that_is_known_of_the_swap, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.proof = Proof::ReadBack;
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    fail_records(&sandbox, 1);
    // The swap went through.
    let receipt = sandbox.reset();
    let swap = receipt.swap.expect("this process did it");
    assert!(swap.tries > 0 && swap.swap_ms > 0.0 && swap.wal_position.is_some(), "{swap:?}");
    assert_eq!((receipt.proof, receipt.notes), (Some(Proof::ReadBack), Vec::new()));
    assert!(receipt.made.durations_ms.contains_key("swap"));
    assert!(sandbox.equals_seed("acme"));
    // The state before is kept.
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess);
    // Not even settled: that is left to the next command, which knows the swap from the live data only.
    fail_records(&sandbox, 2);
    sandbox.key("key").try_reset().expect_err("it could not be recorded");
    assert!(sandbox.equals_seed("acme"));
    // It went through.
    let receipt = sandbox.key("key").reset();
    assert!(receipt.replayed && receipt.swap.is_none());
    assert!(receipt.notes.iter().any(|note| note.contains("a later command finished it")), "{receipt:?}");
});

/// Lets the given number of attempts to record another live epoch fail.
fn fail_records(sandbox: &Sandbox, times: u32) {
    sandbox.app().exec(&format!(
        "DROP SEQUENCE IF EXISTS public.attempts CASCADE; CREATE SEQUENCE public.attempts;
         CREATE OR REPLACE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           IF nextval('public.attempts') <= {times} THEN RAISE 'it is not to be recorded'; END IF;
           RETURN NEW;
         END $$;
         CREATE OR REPLACE TRIGGER fail BEFORE UPDATE OF live ON reseed.tenants FOR EACH ROW
           WHEN (OLD.live IS DISTINCT FROM NEW.live) EXECUTE FUNCTION public.fail()"
    ));
}

everywhere!(a_cut_cable_while_locks_are_held_blocks_only_the_tenant_and_for_seconds, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.wait = Duration::from_secs(10);
    sandbox.make_a_mess("acme");
    let (mess, neighbour) = (sandbox.fingerprint("acme"), sandbox.fingerprint("globex"));
    let (_, folder) = sandbox.url.split_once("host=").expect("a folder of sockets");
    let relay = Relay::new(folder, "UPDATE reseed.copies SET place = 'live'", Cut::Cable);
    let mut cut = Sandbox::at(sandbox.url.replace(folder, relay.host()), ground.layout);
    // Between the halves of the swap, while a witness takes its snapshot, the locks are held.
    cut.policy = Policy { proof: Proof::ReadBack, ..sandbox.policy };
    relay.arm();
    thread::scope(|scope| {
        let reset = scope.spawn(|| cut.try_reset());
        while !relay.has_cut() {
            thread::yield_now();
        }
        let mut others = sandbox.app_of("globex");
        others.exec("SET lock_timeout = '1s'; UPDATE lines SET amount = amount WHERE :mine");
        let mut own = sandbox.app();
        own.exec("SET lock_timeout = '8s'; UPDATE lines SET amount = amount WHERE :mine");
        let error = reset.join().expect("no panic").expect_err("the server heard nothing");
        assert!(error.to_string().contains("has not answered"), "{error}");
    });
    assert_eq!(sandbox.fingerprint("acme"), mess);
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_full_disk_stops_a_standby_and_nothing_else, |ground| {
    let server = Server::start(ground.version, &[]);
    let sandbox = Sandbox::at(server::database_at(&server.address), ground.layout);
    let plan = plan();
    sandbox.up_plan(&plan, &many_lines(&plan));
    limit_file_size(&server, "17825792:unlimited");
    let error = sandbox.try_warm().expect_err("the disk is full");
    assert!(error.to_string().contains("could not copy table \"lines\""), "{error}");
    let error = sandbox.try_reset().expect_err("no standby, no reset");
    assert_eq!(error.kind(), ErrorKind::Machine, "{error}");
    limit_file_size(&server, "unlimited:unlimited");
    assert!(sandbox.equals_seed("acme"));
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

/// The largest file that new sessions may write; write-ahead log segments have 16 MiB.
fn limit_file_size(server: &Server, limit: &str) {
    let (pid, size) = (format!("--pid={}", server.pid()), format!("--fsize={limit}"));
    // The server's own user may do it; where tests run as root, that is another one.
    let user = "test $(id -u) != 0 || set -- setpriv --reuid=nobody --regid=nogroup --clear-groups \"$@\"; exec \"$@\"";
    let done = Command::new("sh").args(["-c", user, "sh", "prlimit", &pid, &size]).status().expect("a shell runs");
    assert!(done.success(), "prlimit is part of util-linux");
}

/// A dataset with lines of more than 17 MiB.
pub fn many_lines(plan: &reseed::plan::Plan) -> Batches {
    let mut source = batches(plan, 0);
    let lines = source.0.iter_mut().find(|(index, _)| *index == 2).expect("the lines");
    let keys: Vec<(i64, i32)> = (1..=100).flat_map(|order| (1..=4000).map(move |line| (order, line))).collect();
    let amounts = Decimal128Array::from(vec![Some(1_i128); keys.len()]).with_precision_and_scale(12, 2);
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(keys.iter().map(|key| key.0))),
        Arc::new(Int32Array::from_iter_values(keys.iter().map(|key| key.1))),
        Arc::new(amounts.expect("the values fit")),
    ];
    lines.1 = RecordBatch::try_new(lines.1.schema(), columns).expect("the same columns");
    source
}

everywhere!(a_full_lock_table_stops_a_reset_and_nothing_else, |ground| {
    let server = Server::start(ground.version, &["max_locks_per_transaction = 10", "max_connections = 30"]);
    let sandbox = Sandbox::at(server::database_at(&server.address), ground.layout);
    sandbox.up("acme", 0);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    let store = sandbox.store();
    let operations = reseed::reset::Operations::new(&store, sandbox.policy);
    let mut greedy = sandbox.app();
    // Everything at once takes back what it got; one by one it stays.
    let mut number = 0;
    while greedy.try_exec(&format!("SELECT pg_advisory_lock(1, {number})")).is_ok() {
        number += 1;
    }
    let reset = async { operations.reset(&name("acme"), None).await };
    let error = sandbox.runtime.block_on(reset).expect_err("no lock is left");
    assert!(error.help().is_some_and(|help| help.contains("max_locks_per_transaction")), "{error}");
    greedy.exec("SELECT pg_advisory_unlock_all()");
    assert_eq!(sandbox.fingerprint("acme"), mess);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_connection_limit_stops_a_reset_and_nothing_else, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    let mut app = sandbox.app();
    let limit = |limit: i32| {
        format!("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT {limit}', current_database()); END $$")
    };
    app.exec(&limit(3));
    let error = sandbox.try_reset().expect_err("no connection is left");
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    app.exec(&limit(-1));
    assert_eq!(sandbox.fingerprint("acme"), mess);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(the_doctor_finds_what_would_hold_up_a_reset, |ground| {
    use reseed::store::Level;
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let store = sandbox.store();
    let examine = || {
        let found = sandbox.runtime.block_on(store.examine()).expect("findings");
        let bad = found.into_iter().filter(|finding| finding.level > Level::Ok);
        bad.map(|finding| (finding.about, finding.found)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let found = examine();
    assert_eq!(found.get("tenants without a standby").map(String::as_str), Some("acme"));
    sandbox.warm();
    assert!(!examine().contains_key("tenants without a standby"));
    let mut app = sandbox.app();
    // One more column in the key than the shared table's, so that there is something to refer to.
    app.exec(
        "CREATE TABLE IF NOT EXISTS notes AS SELECT :tenant_column id FROM customers WHERE false"
            .replace(":tenant_column", if ground.layout == Layout::Shared { "tenant_id," } else { "" })
            .as_str(),
    );
    let columns = if ground.layout == Layout::Shared { "tenant_id, id" } else { "id" };
    app.exec(&format!(
        "ALTER TABLE notes ADD CONSTRAINT hangs FOREIGN KEY ({columns}) REFERENCES customers ({columns})"
    ));
    // Rows of a tenant's own tables come back where others refer to them; shared tables could not be moved.
    let found = examine().remove("foreign keys that refer to shared tables");
    assert_eq!(found.is_some_and(|found| found.starts_with("hangs on")), ground.layout == Layout::Shared);
    app.exec("DROP TABLE notes");
    if ground.layout == Layout::Shared {
        app.exec("ALTER TABLE customers ADD COLUMN note text");
        assert_eq!(examine().get("stale standbys").map(String::as_str), Some("acme"));
    }
    sandbox.up("gone", 0);
    app.exec("UPDATE reseed.tenants SET expires_us = 1 WHERE name = 'gone'");
    assert_eq!(examine().get("expired tenants").map(String::as_str), Some("gone"));
    assert!(sandbox.tenant("gone").reconcile().expired);
    let done = sandbox.reconcile();
    assert_eq!((done.expired, done.short), (false, None));
    // The one that no longer fits is rebuilt.
    assert_eq!(done.standbys, usize::from(ground.layout == Layout::Shared));
    assert!(!examine().contains_key("stale standbys"));
    let receipt = sandbox.reset();
    assert_eq!(receipt.made.durations_ms["standby"], 0.0, "the standby was ready");
});

everywhere!(tables_that_land_among_the_control_tables_are_reported_and_the_store_makes_none, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let store = sandbox.store();
    let found = |about: &str| {
        let found = sandbox.runtime.block_on(store.examine()).expect("findings");
        let found = found.into_iter().find(|finding| finding.about == about).expect("it is looked at");
        (found.level > reseed::store::Level::Ok).then_some(found.found)
    };
    // The tests' role has the schema's name.
    assert!(found("search_path").is_some_and(|path| path.contains("the role is \"reseed\"")));
    let create = "CREATE TABLE notes (id integer)".to_owned();
    // Where it goes to is the tenant's own schema, or nowhere.
    let made = sandbox.runtime.block_on(store.execute(&name("acme"), create));
    assert_eq!(made.is_ok(), ground.layout == Layout::Schema);
    let url = sandbox.runtime.block_on(store.url(&name("acme"))).expect("an address");
    assert!(url.contains("search_path"), "{url}");
    assert_eq!(found("other tables in the control schema"), None);
    sandbox.app().exec("RESET search_path; CREATE TABLE stray (id integer)");
    assert_eq!(found("other tables in the control schema").as_deref(), Some("reseed.stray"));
});

everywhere!(a_key_of_an_earlier_tenant_of_that_name_is_refused, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.key("k1").reset();
    sandbox.down();
    sandbox.up("acme", 0);
    let error = sandbox.key("k1").try_reset().expect_err("another life");
    assert!(error.to_string().contains("was used before tenant"), "{error}");
});
