//! What applications' migrations, and other hands, do to tables that reseed keeps ready.

use super::*;
use crate::store::ErrorKind;
use crate::store::sqlite::tests::fixture::CUSTOMERS;

/// The statement, done to one table of the copy in `place`.
fn on_a_table_of(place: &str, statement: &str) -> String {
    format!(
        "DO $$ BEGIN EXECUTE (SELECT format('{statement}', relation) FROM reseed.relations AS r
           JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy WHERE place = '{place}' LIMIT 1); END $$"
    )
}

#[test]
fn a_state_from_before_a_migration_comes_back_with_what_was_added() {
    on_every_version(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        sandbox.make_a_mess("acme");
        let mess = sandbox.fingerprint("acme");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        let mut app = sandbox.app();
        app.exec(
            "ALTER TABLE customers ADD COLUMN note text NOT NULL DEFAULT 'none', ADD CONSTRAINT short CHECK (length(note) < 9);
             CREATE INDEX ON lines (amount)",
        );
        let receipt =
            run!(sandbox, undo(&name("acme"), None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert_eq!(receipt.swap.expect("it was swapped").tries, 1, "{ground:?}");
        assert_eq!(sandbox.fingerprint("acme"), mess, "{ground:?}");
        let noted = app.integer("SELECT count(*) FROM customers WHERE :mine AND note = 'none'");
        assert_eq!(noted, CUSTOMERS as i64 + 1, "{ground:?}");
        run!(sandbox, undo(&name("acme"), None, None)).expect("what was before the undo comes back, too");
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn a_state_that_has_what_a_migration_took_away_is_refused_and_nothing_changes() {
    on_every_version(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        let mut app = sandbox.app();
        app.exec("ALTER TABLE customers ADD COLUMN note text");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        app.exec("ALTER TABLE customers DROP COLUMN note");
        let before = sandbox.fingerprint("acme");
        let error = run!(sandbox, undo(&name("acme"), None, None)).expect_err("the column is gone");
        assert_eq!(error.kind(), ErrorKind::Refused, "{ground:?}: {error}");
        assert!(error.to_string().contains("column note of shop.customers was dropped"), "{ground:?}: {error}");
        assert_eq!(sandbox.fingerprint("acme"), before, "{ground:?}");
        run!(sandbox, reset(&name("acme"), None)).expect("a reset");
    });
}

#[test]
fn a_standby_whose_tables_somebody_dropped_is_made_anew() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        run!(sandbox, warm(&name("acme"))).expect("a standby");
        sandbox.app().exec(&on_a_table_of("standby", "DROP TABLE %s CASCADE"));
        sandbox.make_a_mess("acme");
        run!(sandbox, reset(&name("acme"), None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn a_shared_column_that_sorts_otherwise_gets_new_standbys() {
    on_every_version(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        run!(sandbox, warm(&name("acme"))).expect("a standby");
        sandbox.app().exec("ALTER TABLE customers ALTER COLUMN name TYPE text COLLATE \"C\"");
        sandbox.make_a_mess("acme");
        run!(sandbox, reset(&name("acme"), None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn a_copy_that_somebody_looks_at_is_left_for_the_next_look() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        let mut app = sandbox.app();
        let count = "SELECT count(*) FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
            JOIN pg_class AS t ON t.oid = r.relation WHERE place = 'retired'";
        assert_eq!(app.integer(count), 3, "{ground:?}");
        app.exec(&format!("BEGIN; {}", on_a_table_of("retired", "LOCK TABLE %s IN ACCESS SHARE MODE")));
        sandbox.app().exec("UPDATE reseed.epochs SET undo_until_us = 1 WHERE state = 'retired'");
        let error = run!(sandbox, reconcile(&name("acme"))).expect_err("somebody looks");
        assert_eq!(error.kind(), ErrorKind::Busy, "{ground:?}: {error}");
        assert_eq!(app.integer(count), 3, "{ground:?}");
        app.exec("COMMIT");
        run!(sandbox, reconcile(&name("acme"))).expect("it goes");
        assert_eq!(app.integer(count), 0, "{ground:?}");
    });
}

#[test]
fn what_a_tenant_does_to_keys_and_indexes_of_its_own_tables_is_told_and_taken_back() {
    for version in server::VERSIONS {
        let sandbox = Sandbox::with_tenants(Ground { version, layout: Layout::Schema }, &["acme"]);
        assert!(sandbox.equals_seed("acme"), "{version}");
        sandbox.app().exec(
            "DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE lines DROP CONSTRAINT %I', conname) FROM pg_constraint
               WHERE conrelid = 'lines'::regclass AND contype = 'f'); END $$;
             CREATE INDEX quick ON customers (name);
             ALTER TABLE customers ADD CONSTRAINT named CHECK (name <> '')",
        );
        let (_, told) = sandbox.fingerprint("acme");
        let wanted = ["customers.named", "lines.lines_order_id_fkey", "customers.quick"];
        assert_eq!(told, wanted, "{version}");
        assert!(!sandbox.equals_seed("acme"), "{version}");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        assert!(sandbox.equals_seed("acme"), "{version}");
    }
}

#[test]
fn columns_of_another_type_are_compared_as_texts() {
    for version in server::VERSIONS {
        let sandbox = Sandbox::with_tenants(Ground { version, layout: Layout::Schema }, &["acme"]);
        sandbox
            .app()
            .exec("ALTER TABLE customers ALTER COLUMN small TYPE text; UPDATE customers SET small = 'x' WHERE id = 1");
        let diff = run!(sandbox, diff(&name("acme"), 1)).unwrap_or_else(|error| panic!("{version}: {error}"));
        let changed: Vec<u64> = diff.tables.iter().map(|table| table.changed).collect();
        assert_eq!(changed, [1], "{version}: {:?}", diff.tables);
        assert_eq!(diff.schema[0].name, "customers.small", "{version}");
    }
}
