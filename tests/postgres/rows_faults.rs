//! A restore by rows that could lose some, or not end: hidden rows, seals that are off, a caller who stops it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::rows::{digest, reset};
use super::*;
use reseed::plan::Check;
use reseed::reset::{Operations, Proof};
use reseed::store::{Caller, ErrorKind, StoreError, Way};

// The owner sees none of these rows, and they come back all the same; what would read some of them for all is refused.
on_own_tables!(rows_that_a_policy_hides_from_the_owner_come_back_and_never_count_as_missing, |mut sandbox| {
    let seed = digest(&sandbox);
    sandbox.make_a_mess("acme");
    sandbox.app().exec(
        "CREATE POLICY none ON customers USING (false);
         ALTER TABLE customers FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY",
    );
    let refused = |error: StoreError| {
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert!(error.to_string().contains("row-level security"), "{error}");
        assert!(error.help().is_some_and(|help| help.contains("BYPASSRLS")), "{error}");
    };
    refused(sandbox.try_save("kept").expect_err("rows are hidden"));
    refused(sandbox.try_verify().expect_err("rows are hidden"));
    refused(sandbox.try_diff(1).expect_err("rows are hidden"));
    sandbox.policy.proof = Proof::ReadBack;
    let receipt = reset(&sandbox, "with hidden rows");
    assert_eq!((receipt.proof, receipt.made.digest.to_string()), (Some(Proof::ReadBack), seed), "{:?}", receipt.notes);
    let forced = "SELECT relforcerowsecurity::int::bigint FROM pg_class WHERE oid = 'customers'::regclass";
    assert_eq!(sandbox.app().integer(forced), 1);
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM customers"), 0);
    sandbox.app().exec("ALTER TABLE customers NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY");
    sandbox.app().exec("DROP POLICY none ON customers");
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(rows_without_a_whole_key_come_back, |sandbox| {
    let seed = digest(&sandbox);
    sandbox.app().exec(
        "ALTER TABLE lines DROP CONSTRAINT lines_pkey; ALTER TABLE lines ALTER line_no DROP NOT NULL;
         CREATE UNIQUE INDEX own ON lines (order_id, line_no); DELETE FROM lines WHERE order_id = 3;
         INSERT INTO lines VALUES (1, NULL, 5), (1, NULL, 5), (1, NULL, 7), (2, NULL, NULL)",
    );
    let before = digest(&sandbox);
    sandbox.save("kept");
    assert_eq!(reset(&sandbox, "rows go").swap.expect("it was swapped").by, Way::Rows);
    assert_eq!(digest(&sandbox), seed);
    sandbox.app().exec("INSERT INTO lines VALUES (1, NULL, 5), (9, NULL, 1)");
    let between = digest(&sandbox);
    sandbox.undo();
    assert_eq!(digest(&sandbox), before);
    sandbox.undo();
    assert_eq!(digest(&sandbox), between);
    sandbox.restore("kept");
    assert_eq!(digest(&sandbox), before);
});

on_own_tables!(a_restore_by_rows_that_is_stopped_ends_at_once_and_changes_nothing, |sandbox| {
    sandbox.make_a_mess("acme");
    let before = digest(&sandbox);
    sandbox.app().exec(
        "CREATE FUNCTION slow(bigint) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
           AS 'BEGIN PERFORM pg_sleep(600); RETURN true; END';
         ALTER TABLE customers ADD CONSTRAINT slow CHECK (slow(id)) NOT VALID",
    );
    let flag = Arc::new(AtomicBool::new(false));
    let (opened, caller) = (sandbox.store(), Caller::stopped_by(Arc::clone(&flag)));
    // The flag is watched by a task.
    let store = sandbox.runtime.block_on(async { opened.called_by(caller) });
    let operations = Operations::new(&store, sandbox.policy);
    let error = std::thread::scope(|scope| {
        let resetting = scope.spawn(|| sandbox.runtime.block_on(operations.reset(&name("acme"), None)));
        sandbox.until(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%reseed: as long%'
            AND pid <> pg_backend_pid() AND datname = current_database()",
        );
        flag.store(true, Ordering::Relaxed);
        resetting.join().expect("the thread ends").expect_err("it was stopped")
    });
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
    sandbox.app().exec("ALTER TABLE customers DROP CONSTRAINT slow");
    assert_eq!(digest(&sandbox), before);
    reset(&sandbox, "after that");
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(a_seal_that_was_switched_off_is_mended_before_rows_are_read, |sandbox| {
    sandbox.app().exec("CREATE VIEW poor AS TABLE customers");
    let sealed = "(SELECT r.relation::regclass FROM reseed.copies AS c
        JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id WHERE c.place = 'snapshot' AND r.table_index = 0)";
    let on_sealed = |statement: &str| {
        sandbox.app().try_exec(&format!("DO $$ BEGIN EXECUTE format('{statement}', {sealed}); END $$"))
    };
    on_sealed("ALTER TABLE %s DISABLE TRIGGER ALL").expect("the owner may");
    reset(&sandbox, "from a copy with a seal that is off");
    let error = on_sealed("UPDATE %s SET name = ''wrong''").expect_err("it is sealed again");
    assert!(error.to_string().contains("sealed"), "{error}");
    on_sealed("ALTER TABLE %s DISABLE TRIGGER ALL").expect("the owner may");
    on_sealed("UPDATE %s SET name = ''wrong''").expect("the owner may");
    let error = sandbox.try_reset().expect_err("it is not what was sealed");
    assert_eq!(error.kind(), ErrorKind::Damaged, "{error}");
    assert!(sandbox.equals_seed("acme"));
});

on_own_tables!(what_a_new_spec_declares_and_live_tables_lack_is_no_matter_of_rows, |sandbox| {
    sandbox.app().exec("CREATE VIEW poor AS TABLE customers");
    let mut plan = plan();
    plan.params.insert("variant".to_owned(), "1".to_owned());
    let name_column = plan.tables[0].columns.iter().position(|column| column.stored_name == "name");
    plan.tables[0].indexes.push(vec![name_column.expect("customers have names")]);
    plan.tables[0].checks.push(Check { name: "known".to_owned(), sql: "id > 0".to_owned(), condition: None });
    let up = || sandbox.try_up_plan(&plan, &batches(&plan, 1));
    let before = sandbox.fingerprint("acme");
    let error = up().expect_err("the tables stay, without what is new").to_string();
    for told in
        ["index (name) of table \"customers\" is new in the spec", "check \"known\" of table \"customers\" is new"]
    {
        assert!(error.contains(told), "{error}");
    }
    assert_eq!(sandbox.fingerprint("acme"), before);
    // A migration that the spec follows.
    sandbox
        .app()
        .exec("CREATE INDEX quick ON customers (name); ALTER TABLE customers ADD CONSTRAINT known CHECK (id > 0)");
    up().expect("the tables have it");
    assert_ne!(digest(&sandbox), before.0);
});
