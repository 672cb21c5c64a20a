//! Reset and undo, with neighbours at work.

use super::*;
use reseed::store::Store;
use reseed::testkit::dataset::CUSTOMERS;

everywhere!(reset_puts_rows_and_counters_back_and_undo_brings_the_mess_back, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let (seed, neighbour) = (sandbox.fingerprint("acme"), sandbox.fingerprint("globex"));
    assert!(sandbox.equals_seed("acme"), "{seed:?}");
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    assert_ne!(mess, seed);
    let count = "SELECT max(id) FROM customers WHERE :mine";
    assert_eq!(sandbox.app().integer(count), CUSTOMERS as i64 + 1, "the counter gave the next id");

    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess);
    sandbox.reset();
    sandbox.make_a_mess("acme");
    assert_eq!(sandbox.app().integer(count), CUSTOMERS as i64 + 1, "the same next id after every reset");
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
});

everywhere!(a_neighbours_open_transaction_blocks_no_reset, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let mut neighbour = sandbox.app_of("globex");
    neighbour.exec("BEGIN; UPDATE customers SET name = 'mine' WHERE :mine AND id = 1");
    sandbox.make_a_mess("acme");
    sandbox.reset();
    neighbour.exec("UPDATE lines SET amount = 1 WHERE :mine AND order_id = 2; COMMIT");
    assert!(sandbox.equals_seed("acme"));
    assert_eq!(neighbour.integer("SELECT count(*) FROM customers WHERE name = 'mine'"), 1);
});

everywhere!(a_transaction_of_the_tenant_itself_makes_a_reset_wait_and_then_fail_without_effect, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    let mut busy = sandbox.app();
    busy.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    let error = sandbox.try_reset().expect_err("the tenant is busy");
    assert_eq!(error.kind(), reseed::store::ErrorKind::Busy, "{error}");
    busy.exec("ROLLBACK");
    assert_eq!(sandbox.fingerprint("acme"), mess);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(standbys_of_all_tenants_stay_within_the_budget_and_a_reset_needs_none, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let all_bytes = |sandbox: &Sandbox| sandbox.runtime.block_on(sandbox.store().standby_bytes()).expect("bytes");
    sandbox.warm();
    let one = all_bytes(&sandbox);
    assert!(one > 0);
    sandbox.policy.standby_bytes_max = Some(one);
    for look in 0..2 {
        let (made, short) = sandbox.tenant("globex").warm();
        assert_eq!(made, 0, "look {look}");
        assert!(short.is_some_and(|why| why.contains(&format!("the limit is {one}"))));
    }
    let done = sandbox.tenant("globex").reconcile();
    assert!(done.standbys == 0 && done.short.is_some(), "{done:?}");
    assert_eq!(all_bytes(&sandbox), one);
    sandbox.make_a_mess("globex");
    // The reset makes its own.
    sandbox.tenant("globex").reset();
    assert!(sandbox.equals_seed("globex"));
    sandbox.policy.standby_bytes_max = Some(one * 3);
    assert_eq!(sandbox.tenant("globex").warm(), (1, None));
});

everywhere!(a_reset_with_a_standby_ready_makes_no_copy, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    assert_eq!(sandbox.warm(), (1, None));
    assert_eq!(sandbox.warm(), (0, None));
    sandbox.make_a_mess("acme");
    let receipt = sandbox.reset();
    assert_eq!(receipt.made.durations_ms["standby"], 0.0, "{:?}", receipt.made.durations_ms);
    assert!(sandbox.equals_seed("acme"));
    // A reset without one.
    let receipt = sandbox.reset();
    assert!(receipt.made.durations_ms["standby"] > 0.0);
});

everywhere!(what_is_recorded_does_not_grow_with_the_number_of_resets, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    for _ in 0..15 {
        sandbox.reset();
    }
    sandbox.up("acme", 1);
    for _ in 0..4 {
        sandbox.reset();
    }
    sandbox.up("acme", 2);
    let mut app = sandbox.app();
    assert!(app.integer("SELECT count(*) FROM reseed.epochs") <= 16);
    assert_eq!(app.integer("SELECT max(number)::bigint FROM reseed.epochs"), 22, "none comes twice");
    // The first seed is gone, and with it all that was made from it; the second can be brought back.
    assert_eq!(app.integer("SELECT min(number)::bigint FROM reseed.snapshots"), 2);
    let error = sandbox.try_undo_to(1).expect_err("it is gone");
    assert!(error.to_string().ends_with("epoch 1 is no longer kept"), "{error}");
    sandbox.undo();
});

everywhere!(a_failed_reset_leaves_its_standby_ready, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    let mut busy = sandbox.app();
    busy.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    sandbox.try_reset().expect_err("the tenant is busy");
    busy.exec("ROLLBACK");
    assert_eq!(sandbox.warm(), (0, None));
});

in_shared_tables!(a_root_altered_after_the_standby_was_made_gets_a_new_one, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    sandbox.app().exec("ALTER TABLE customers ADD COLUMN note text; CREATE INDEX ON lines (amount)");
    let receipt = sandbox.reset();
    assert!(receipt.made.durations_ms["standby"] > 0.0, "it was made anew");
    let indexes = "SELECT count(*) FROM pg_index AS i JOIN pg_inherits AS h ON h.inhrelid = i.indrelid
        JOIN reseed.nodes AS n ON n.node = h.inhparent WHERE pg_get_indexdef(i.indexrelid) LIKE '%(amount)'";
    assert_eq!(sandbox.app().integer(indexes), 1, "the leaf has the application's index");
    let count = "SELECT count(note) + count(*) FROM customers WHERE :mine";
    assert_eq!(sandbox.app().integer(count), CUSTOMERS as i64);
});

everywhere!(the_digests_are_those_of_the_embedded_store, |ground| {
    let plan = plan();
    let there = in_embedded_store(&plan);
    let sandbox = Sandbox::new(ground);
    let here = sandbox.up_plan(&plan, &batches(&plan, 0));
    assert_eq!(here.made.tables, there.made.tables);
});

everywhere!(a_reader_with_a_snapshot_older_than_the_standby_sees_the_seed, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let mut reader = sandbox.app();
    reader.exec("BEGIN ISOLATION LEVEL REPEATABLE READ");
    assert!(reader.integer("SELECT count(*) FROM pg_class") > 0, "it has its snapshot");
    sandbox.make_a_mess("acme");
    sandbox.reset();
    let count = "SELECT count(*) FROM customers WHERE :mine AND name IS DISTINCT FROM 'changed'";
    assert_eq!(reader.integer(count), CUSTOMERS as i64, "neither empty nor the mess");
});

everywhere!(sessions_and_their_prepared_statements_survive, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec("PREPARE rows AS SELECT count(*) FROM customers WHERE :mine; EXECUTE rows");
    sandbox.make_a_mess("acme");
    assert_eq!(app.integer("EXECUTE rows"), CUSTOMERS as i64 + 1);
    sandbox.reset();
    assert_eq!(app.integer("EXECUTE rows"), CUSTOMERS as i64);
});

everywhere!(a_standby_that_was_altered_never_becomes_live, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    let table = "SELECT relation::oid::bigint FROM reseed.relations AS r JOIN reseed.copies AS c
        ON c.tenant = r.tenant AND c.id = r.copy WHERE c.place = 'standby' AND r.table_index = 0";
    let oid = sandbox.app().integer(table);
    let alter = format!("DO $$ BEGIN EXECUTE format('DELETE FROM %s', {oid}::regclass); END $$");
    let refused = sandbox.app().try_exec(&alter).expect_err("it is sealed");
    assert!(refused.to_string().contains("sealed by reseed"), "{refused}");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_tenant_who_is_reset_again_and_again_gets_his_old_tables_back_as_standbys, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.retired_max = 1;
    let newest_table = || sandbox.app().integer("SELECT max(relation::oid::bigint) FROM reseed.relations");
    let cycle = || {
        sandbox.make_a_mess("acme");
        let next = sandbox.app().integer("SELECT max(id) FROM customers WHERE :mine");
        assert_eq!(next, CUSTOMERS as i64 + 1, "the counter goes on where it went on before");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
        sandbox.warm();
    };
    (0..3).for_each(|_| cycle());
    let before = newest_table();
    (0..3).for_each(|_| cycle());
    assert_eq!(newest_table(), before, "no table was made");
    // What an application has added to a table would come back with it. In a schema of the tenant's own the live
    // tables stay, with what was added; no copy of them has it.
    sandbox.app().exec(
        "DO $$ BEGIN EXECUTE (SELECT format('COMMENT ON TABLE %s IS %L', r.relation, 'mine') FROM reseed.copies AS c
           JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
           WHERE c.place = 'live' AND r.table_index = 0); END $$",
    );
    if ground.layout == Layout::Schema {
        sandbox.app().exec("ALTER TABLE lines SET UNLOGGED");
    }
    (0..3).for_each(|_| cycle());
    assert!(newest_table() > before, "that copy was dropped");
    let copies = |condition: &str| {
        sandbox.app().integer(&format!(
            "SELECT count(*) FROM reseed.copies AS c JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
               JOIN pg_class AS t ON t.oid = r.relation WHERE {condition}"
        ))
    };
    let stays = i64::from(ground.layout == Layout::Schema);
    let comment = "obj_description(t.oid, 'pg_class') = 'mine'";
    assert_eq!(copies(&format!("{comment} AND c.place <> 'live'")), 0);
    assert_eq!(copies(comment), stays);
    assert_eq!(copies("relpersistence = 'u' AND c.place <> 'live'"), 0, "rows that a crash takes away");
    assert_eq!(copies("relpersistence = 'u'"), stays);
});

in_shared_tables!(columns_that_an_application_adds_to_shared_tables_stay_and_hold_nothing_up, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.app().exec(
        "ALTER TABLE customers ADD COLUMN note text NOT NULL DEFAULT 'x',
           ADD COLUMN twice integer GENERATED ALWAYS AS (id * 2) STORED",
    );
    sandbox.reset();
    sandbox.app().exec("UPDATE customers SET note = 'y'");
    sandbox.save("noted");
    sandbox.reset();
    sandbox.restore("noted");
    let noted = "SELECT count(*) FROM customers WHERE :mine AND note = 'y' AND twice = id * 2";
    assert_eq!(sandbox.app().integer(noted), CUSTOMERS as i64);
    sandbox.up("acme", 1);
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_copy_that_a_session_may_still_read_is_not_emptied, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    (sandbox.policy.retired_max, sandbox.policy.undo_window) = (1, Duration::ZERO);
    sandbox.make_a_mess("acme");
    let mut reader = sandbox.app();
    reader.exec("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM reseed.copies");
    sandbox.reset();
    let spares = "SELECT count(*) FROM reseed.copies WHERE place = 'spare'";
    assert_eq!(sandbox.app().integer(spares), 0);
    reader.exec("COMMIT");
    sandbox.reset();
    assert_eq!(sandbox.app().integer(spares), 1);
});

everywhere!(what_was_retired_is_brought_back_in_its_window_and_not_after_it, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    sandbox.policy.undo_window = Duration::ZERO;
    sandbox.reset();
    let error = sandbox.try_undo().expect_err("the window has ended");
    assert_eq!(error.kind(), reseed::store::ErrorKind::Refused);
    assert!(error.to_string().contains("nothing to undo"), "{error}");
    assert!(sandbox.equals_seed("acme"));
    sandbox.policy.undo_window = Duration::from_secs(3600);
    sandbox.make_a_mess("acme");
    sandbox.reset();
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess);
});

everywhere!(a_saved_state_comes_back_and_a_reset_still_gives_the_seed, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let neighbour = sandbox.fingerprint("globex");
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    let saved = sandbox.save("mess");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
    let restored = sandbox.restore("mess");
    assert_eq!(restored.made.tables, saved.made.tables);
    assert_eq!(sandbox.fingerprint("acme").0, mess.0);
    sandbox.warm();
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"), "the seed is what it was");
    sandbox.delete("mess");
    let kept = "SELECT count(*) FROM reseed.copies WHERE tenant = 'acme' AND place = 'snapshot'";
    assert_eq!(sandbox.app().integer(kept), 1);
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
});
