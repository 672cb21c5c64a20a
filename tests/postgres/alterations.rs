//! What applications' migrations, and other hands, do to tables that reseed keeps ready.

use super::*;
use reseed::store::{ErrorKind, Preference, StateBefore};
use reseed::testkit::dataset::CUSTOMERS;

/// Lets the undo window of every state that is kept end.
const UNDO_IS_OVER: &str = "UPDATE reseed.epochs SET undo_until_us = 1 WHERE state = 'retired'";

/// The statement, done to one table of acme's copy in `place`.
pub(super) fn on_a_table_of(place: &str, statement: &str) -> String {
    format!(
        "DO $$ BEGIN EXECUTE (SELECT format('{statement}', relation) FROM reseed.relations AS r
           JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy WHERE c.tenant = 'acme' AND place = '{place}' LIMIT 1); END $$"
    )
}

in_shared_tables!(a_state_from_before_a_migration_comes_back_with_what_was_added, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    sandbox.reset();
    let mut app = sandbox.app();
    app.exec(
        "ALTER TABLE customers ADD COLUMN note text NOT NULL DEFAULT 'none', ADD CONSTRAINT short CHECK (length(note) < 9);
         CREATE INDEX ON lines (amount)",
    );
    let receipt = sandbox.undo();
    assert_eq!(receipt.swap.expect("it was swapped").tries, 1);
    assert_eq!(sandbox.fingerprint("acme"), mess);
    let noted = app.integer("SELECT count(*) FROM customers WHERE :mine AND note = 'none'");
    assert_eq!(noted, CUSTOMERS as i64 + 1);
    // What was before the undo comes back, too.
    sandbox.undo();
    assert!(sandbox.equals_seed("acme"));
});

in_shared_tables!(a_state_that_has_what_a_migration_took_away_is_refused_and_nothing_changes, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec("ALTER TABLE customers ADD COLUMN note text");
    sandbox.reset();
    app.exec("ALTER TABLE customers DROP COLUMN note");
    let before = sandbox.fingerprint("acme");
    let error = sandbox.try_undo().expect_err("the column is gone");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("column note of shop.customers was dropped"), "{error}");
    assert_eq!(sandbox.fingerprint("acme"), before);
    sandbox.reset();
});

everywhere!(a_standby_whose_tables_were_dropped_is_rebuilt, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    sandbox.app().exec(&on_a_table_of("standby", "DROP TABLE %s CASCADE"));
    sandbox.make_a_mess("acme");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

in_shared_tables!(a_shared_column_that_sorts_otherwise_gets_new_standbys, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    sandbox.app().exec("ALTER TABLE customers ALTER COLUMN name TYPE text COLLATE \"C\"");
    sandbox.make_a_mess("acme");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_copy_that_a_session_reads_is_left_for_the_next_pass, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.reset();
    let mut app = sandbox.app();
    let count =
        "SELECT count(*) FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
        JOIN pg_class AS t ON t.oid = r.relation WHERE place = 'retired'";
    assert_eq!(app.integer(count), 3);
    app.exec(&format!("BEGIN; {}", on_a_table_of("retired", "LOCK TABLE %s IN ACCESS SHARE MODE")));
    sandbox.app().exec(UNDO_IS_OVER);
    // Everything else is done.
    let done = sandbox.reconcile();
    assert!(done.left.is_some_and(|why| why.contains("Another session holds a lock")));
    assert_eq!(app.integer(count), 3);
    let ready = "SELECT count(*) FROM reseed.copies WHERE place = 'standby'";
    assert_eq!(app.integer(ready), 1, "a standby is made all the same");
    app.exec("COMMIT");
    sandbox.reconcile();
    assert_eq!(app.integer(count), 0);
});

in_own_schemas!(
    what_a_tenant_does_to_keys_and_indexes_of_its_own_tables_is_named_and_taken_back_on_request,
    |ground| {
        let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
        assert!(sandbox.equals_seed("acme"));
        sandbox.app().exec(
            "DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE lines DROP CONSTRAINT %I', conname) FROM pg_constraint
           WHERE conrelid = 'lines'::regclass AND contype = 'f'); END $$;
         CREATE INDEX quick ON customers (name);
         ALTER TABLE customers ADD CONSTRAINT named CHECK (name <> '')",
        );
        let (_, told) = sandbox.fingerprint("acme");
        let wanted = ["customers.named", "lines.lines_order_id_fkey", "customers.quick"];
        assert_eq!(told, wanted);
        assert!(!sandbox.equals_seed("acme"));
        sandbox.reset();
        assert_eq!(sandbox.fingerprint("acme").1, told, "the tables are what they were");
        sandbox.policy.preference = Preference::DiscardChanges;
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
);

in_own_schemas!(rows_that_are_the_seeds_equal_it_although_a_team_has_added_to_the_tables, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.app().exec(
        "CREATE INDEX quick ON customers (name); ALTER TABLE customers ADD CONSTRAINT named CHECK (name <> ''), ADD COLUMN note text",
    );
    let found = sandbox.verify();
    assert!(found.equals_seed, "{:?}", found.schema);
    assert_eq!(found.schema.len(), 3, "it is told: {:?}", found.schema);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"), "the reset has left it");
    sandbox.app().exec("UPDATE customers SET name = 'x' WHERE id = 1");
    assert!(!sandbox.equals_seed("acme"));
    sandbox.reset();
    sandbox.app().exec("ALTER TABLE customers DROP COLUMN gap");
    assert!(!sandbox.equals_seed("acme"), "a column is gone");
});

in_own_schemas!(columns_of_another_type_are_compared_as_texts, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox
        .app()
        .exec("ALTER TABLE customers ALTER COLUMN small TYPE text; UPDATE customers SET small = 'x' WHERE id = 1");
    let diff = sandbox.diff(1);
    let changed: Vec<u64> = diff.tables.iter().map(|table| table.changed).collect();
    assert_eq!(changed, [1], "{:?}", diff.tables);
    assert_eq!(diff.schema[0].name, "customers.small");
});

everywhere!(an_object_that_depends_on_a_copy_keeps_the_copy, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.standbys = 0;
    sandbox.reset();
    let mut app = sandbox.app();
    app.exec(&on_a_table_of("retired", "CREATE VIEW public.looks AS SELECT * FROM %s"));
    app.exec(UNDO_IS_OVER);
    // Everything else is done.
    let done = sandbox.reconcile();
    assert!(done.left.is_some_and(|why| why.contains("an object depends on")));
    assert!(app.integer("SELECT count(*) FROM public.looks") > 0);
    app.exec("DROP VIEW public.looks");
    sandbox.reconcile();
    assert_eq!(app.integer("SELECT count(*) FROM reseed.copies WHERE place = 'retired'"), 0);
});

everywhere!(what_a_tenant_has_made_on_its_tables_goes_with_the_tenant, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.reset();
    let mut app = sandbox.app();
    for place in ["live", "retired", "snapshot"] {
        app.exec(&on_a_table_of(place, &format!("CREATE VIEW public.on_{place} AS SELECT * FROM %s")));
    }
    // A first try that ends when the live tables are off their places.
    app.exec("BEGIN; SELECT count(*) FROM public.on_live; SELECT count(*) FROM public.on_retired");
    sandbox.try_down().expect_err("a session reads them");
    app.exec("COMMIT");
    sandbox.down();
    assert_eq!(app.integer("SELECT count(*) FROM pg_views WHERE schemaname = 'public'"), 0);
    assert_eq!(app.integer("SELECT count(*) FROM reseed.copies"), 0);
});

everywhere!(a_copy_that_cannot_go_yet_holds_up_no_reset, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.reset();
    let mut app = sandbox.app();
    app.exec(&format!("BEGIN; {}", on_a_table_of("retired", "LOCK TABLE %s IN ACCESS SHARE MODE")));
    sandbox.app().exec(UNDO_IS_OVER);
    for _ in 0..2 {
        sandbox.make_a_mess("acme");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
});

in_shared_tables!(a_shared_table_that_refers_to_another_is_refused_because_all_tenants_would_wait, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.warm();
    let mut app = sandbox.app();
    app.exec(
        "CREATE TABLE public.codes (code uuid PRIMARY KEY);
         INSERT INTO public.codes SELECT DISTINCT code FROM customers;
         ALTER TABLE customers ADD CONSTRAINT known FOREIGN KEY (code) REFERENCES public.codes",
    );
    let error = sandbox.try_reset().expect_err("it refers to another");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("foreign key known of table shop.customers refers to"), "{error}");
    let findings = sandbox.runtime.block_on(sandbox.store().examine()).expect("findings");
    let found =
        findings.iter().find(|finding| finding.about == "foreign keys of shared tables").expect("it is looked at");
    assert_eq!(found.found, "known on shop.customers");
    app.exec("ALTER TABLE customers DROP CONSTRAINT known");
    sandbox.reset();
    app.exec("ALTER TABLE customers ADD CONSTRAINT known FOREIGN KEY (code) REFERENCES public.codes");
    let error = sandbox.try_undo().expect_err("it refers to another");
    assert_eq!(error.kind(), ErrorKind::Refused, "undo: {error}");
});

everywhere!(a_state_that_lost_a_table_is_kept_and_not_promised_for_undo, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.make_a_mess("acme");
    let mess = sandbox.fingerprint("acme");
    sandbox.reset();
    sandbox.app().exec(&on_a_table_of("live", "DROP TABLE %s CASCADE"));
    let receipt = sandbox.reset();
    assert_eq!((receipt.before, receipt.retired), (Some(StateBefore::Damaged), Some(1)));
    assert!(receipt.notes.iter().any(|note| note.contains("undo cannot restore them")), "{receipt:?}");
    let status = sandbox.status();
    let undoable = status.retired.iter().filter(|kept| kept.undoable).map(|kept| kept.epoch);
    assert_eq!(undoable.collect::<Vec<_>>(), [1]);
    let error = sandbox.try_undo_to(2).expect_err("it lost a table");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("epoch 2 is damaged, or tables of it are missing"), "{error}");
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess);
});

in_shared_tables!(a_shared_column_that_differs_from_the_spec_is_reported_before_rows_are_copied, |ground| {
    for (alter, told) in [
        ("ALTER COLUMN small TYPE integer", "column \"small\" is integer, the spec wants smallint"),
        ("DROP COLUMN gap", "it lacks column \"gap\" (interval)"),
    ] {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.app().exec(&format!("ALTER TABLE customers {alter}"));
        let error = sandbox.try_reset().expect_err(alter);
        assert_eq!(error.kind(), ErrorKind::Refused, "{alter}: {error}");
        assert!(error.to_string().contains(told), "{alter}: {error}");
    }
});

in_shared_tables!(an_index_that_is_made_tenant_by_tenant_is_on_new_standbys_at_once, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.app().exec("CREATE INDEX ON ONLY lines (amount)");
    sandbox.up("globex", 0);
    sandbox.tenant("globex").warm();
    let indexed = "SELECT count(*) FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
        JOIN pg_index ON indrelid = r.relation WHERE place = 'standby' AND pg_get_indexdef(indexrelid) LIKE '%(amount)'";
    assert_eq!(sandbox.app().integer(indexed), 1);
    sandbox.tenant("globex").reset();
});

everywhere!(a_state_that_lost_all_its_tables_was_missing, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.app().exec(
        "DO $$ DECLARE lost regclass; BEGIN
           FOR lost IN SELECT relation FROM reseed.relations AS r JOIN reseed.copies AS c
             ON c.tenant = r.tenant AND c.id = r.copy WHERE place = 'live'
           LOOP EXECUTE format('DROP TABLE %s CASCADE', lost); END LOOP; END $$",
    );
    let receipt = sandbox.reset();
    assert_eq!((receipt.before, receipt.retired), (Some(StateBefore::Missing), None));
    assert!(sandbox.equals_seed("acme"));
    let error = sandbox.try_undo().expect_err("there was nothing to keep");
    assert!(error.to_string().contains("its live data was missing"), "{error}");
});
