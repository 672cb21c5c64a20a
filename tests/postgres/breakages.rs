//! Damage by others is repaired or reported, never sealed.

use super::*;
use reseed::plan::Plan;
use reseed::reset::Proof;
use reseed::store::{Difference, ErrorKind, Preference, SchemaDifference, StoreError};

fn plan_of(tenant: &str) -> Plan {
    Plan { tenant: tenant.parse().expect("a tenant name"), ..plan() }
}

fn up(sandbox: &Sandbox, plan: &Plan) -> Result<(), StoreError> {
    // The rows of tables that the plan lacks are not requested.
    sandbox.try_up_plan(plan, &batches(&self::plan(), 0)).map(drop)
}

everywhere!(a_standby_whose_enum_was_altered_is_not_used_as_the_seed, |ground| {
    let rename = "ALTER TYPE customers_tier_enum RENAME VALUE 'b' TO 'c'";
    let drop = "DROP TYPE customers_tier_enum CASCADE";
    // In shared tables the columns of all tenants would go with the type.
    let breakages = if ground.layout == Layout::Shared { &[rename][..] } else { &[rename, drop] };
    for breakage in breakages {
        let mut sandbox = Sandbox { choices: Some(ChoiceType::Enum), ..Sandbox::new(ground) };
        sandbox.up("acme", 0);
        sandbox.warm();
        sandbox.app().exec(breakage);
        let before = sandbox.fingerprint("acme");
        let error = sandbox.try_reset().expect_err("the seed's rows read otherwise now");
        assert_eq!(error.kind(), ErrorKind::Damaged, "{breakage}: {error}");
        assert!(error.to_string().contains("an enum of its columns was altered"), "{error}");
        assert_eq!(sandbox.fingerprint("acme"), before, "{breakage}");
        // The check of the live table has the new label.
        let discards = ground.layout == Layout::Schema;
        sandbox.policy.preference = if discards { Preference::DiscardChanges } else { Preference::Fitting };
        sandbox.up("acme", 0);
        assert!(sandbox.equals_seed("acme"), "{breakage}");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"), "{breakage}");
    }
});

in_own_schemas!(a_receipt_with_proof_reports_rows_that_are_not_the_seeds, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.warm();
    sandbox.app().exec(
        "DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE %s DROP COLUMN name', relation) FROM reseed.relations AS r
         JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
         WHERE place = 'standby' AND table_index = 0); END $$",
    );
    sandbox.policy.proof = Proof::ReadBack;
    let receipt = sandbox.reset();
    assert_eq!(receipt.proof, None);
    assert_ne!(Some(receipt.made.digest.to_string()), receipt.seal);
    assert_eq!(receipt.made.digest.to_string(), sandbox.fingerprint("acme").0);
    assert!(receipt.notes.iter().any(|note| note.contains("differ from the seed's")), "{:?}", receipt.notes);
});

everywhere!(a_reset_makes_dropped_tables_and_schemas_again, |ground| {
    for is_warm in [false, true] {
        let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        if is_warm {
            sandbox.warm();
        }
        let neighbour = sandbox.fingerprint("globex");
        sandbox.app().exec(match ground.layout {
            Layout::Shared => "DROP TABLE lines CASCADE",
            Layout::Schema => "DROP SCHEMA acme CASCADE",
        });
        let error = sandbox.try_save("broken").expect_err("there is nothing to keep");
        assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
        sandbox.make_a_mess("acme");
        if ground.layout == Layout::Shared {
            sandbox.up("globex", 0);
        }
        assert_eq!(sandbox.fingerprint("globex"), neighbour);
        sandbox.reset();
        sandbox.undo();
    }
});

in_shared_tables!(a_state_whose_shared_table_was_dropped_is_refused, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.reset();
    sandbox.app().exec("DROP TABLE lines CASCADE");
    for is_mended in [false, true] {
        let error = sandbox.try_undo().expect_err("its place is gone");
        assert_eq!(error.kind(), ErrorKind::Refused, "{is_mended}: {error}");
        assert!(error.to_string().contains("one of them was dropped"), "{is_mended}: {error}");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
});

in_shared_tables!(a_foreign_key_to_a_shared_table_is_named_and_nothing_changes, |ground| {
    for (is_warm, of) in [(false, "acme"), (true, "acme"), (true, "globex")] {
        let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        if is_warm {
            sandbox.warm();
        }
        sandbox.make_a_mess("acme");
        let mess = sandbox.fingerprint("acme");
        let mut app = sandbox.app();
        app.exec(&format!(
            "CREATE TABLE audit (tenant text, customer bigint, CONSTRAINT audited FOREIGN KEY (tenant, customer)
               REFERENCES customers (tenant_id, id)); INSERT INTO audit VALUES ('{of}', 1)"
        ));
        let obstacle = sandbox.dry_run(1).obstacle;
        assert!(obstacle.is_some_and(|why| why.contains("audited")));
        let resets = sandbox.try_reset().expect_err("rows refer to the tenant's");
        let removal = sandbox.try_down().expect_err("rows refer to the tenant's");
        for error in [resets, removal] {
            assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
            assert!(error.to_string().contains("audited of table shop.audit"), "{error}");
            assert!(error.help().is_some_and(|help| help.contains("Nothing has changed")));
        }
        assert_eq!(sandbox.fingerprint("acme"), mess);
        let error = sandbox.try_undo().expect_err("nothing was replaced");
        assert!(error.to_string().contains("nothing has been retired yet"), "{error}");
        app.exec("DROP TABLE audit");
        assert_eq!(sandbox.dry_run(1).obstacle, None);
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
});

in_shared_tables!(a_column_that_the_seed_cannot_fill_is_named, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec(
        "ALTER TABLE customers ADD COLUMN note text; UPDATE customers SET note = '';
         ALTER TABLE customers ALTER COLUMN note SET NOT NULL",
    );
    let other = plan_of("globex");
    let resets = sandbox.try_reset().map(drop);
    for error in [resets, up(&sandbox, &other)].map(|done| done.expect_err("no row can be put there")) {
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert!(error.to_string().contains("column \"note\" takes no nulls and has no default"), "{error}");
    }
    app.exec("ALTER TABLE customers ALTER COLUMN note SET DEFAULT ''");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

in_shared_tables!(a_role_that_may_make_no_schemas_brings_up_tenants_in_tables_that_are_there, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let revoke = "EXECUTE format('REVOKE CREATE ON DATABASE %I FROM reseed', current_database())";
    sandbox.app().exec(&format!("DO $$ BEGIN {revoke}; END $$"));
    assert!(sandbox.app().try_exec("CREATE SCHEMA other").is_err());
    sandbox.up("globex", 0);
    assert!(sandbox.equals_seed("globex"));
});

in_shared_tables!(a_shared_table_with_another_name_gets_no_twin, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let other = plan_of("globex");
    sandbox.app().exec("ALTER TABLE lines RENAME TO rows");
    let error = up(&sandbox, &other).expect_err("half of the tenants would be elsewhere");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("is called shop.rows now"), "{error}");
    sandbox.app().exec("ALTER TABLE rows RENAME TO lines");
    up(&sandbox, &other).expect("the tenant is created");
});

in_shared_tables!(tables_without_tenants_can_be_created_in_another_schema, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.down();
    let wanted = Wanted { schema: Some("elsewhere".to_owned()), ..Wanted::default() };
    let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("the store opens");
    let operations = reseed::reset::Operations::new(&store, sandbox.policy);
    let (plan, rows) = (plan(), batches(&plan(), 0));
    sandbox.runtime.block_on(operations.up(&plan, &rows, None, None)).expect("the tenant is created");
    assert!(sandbox.equals_seed("acme"));
    assert!(sandbox.app().integer("SELECT count(*) FROM elsewhere.customers WHERE :mine") > 0);
});

everywhere!(tables_that_the_spec_has_gained_or_lost_are_reported_after_an_undo, |ground| {
    let sandbox = Sandbox::new(ground);
    let (full, mut small) = (plan(), plan());
    small.tables.pop();
    small.params.insert("variant".to_owned(), "small".to_owned());
    let lines = |difference| SchemaDifference { object: "table".into(), name: "lines".into(), difference };
    for (first, then, told) in [(&small, &full, lines(Difference::Missing)), (&full, &small, lines(Difference::Extra))]
    {
        up(&sandbox, first).expect("it is up");
        up(&sandbox, then).expect("it has other tables");
        sandbox.undo();
        let found = sandbox.verify();
        assert!(!found.equals_seed && found.schema.contains(&told), "{:?}", found.schema);
        let found = sandbox.diff(1);
        assert!(found.schema.contains(&told), "{:?}", found.schema);
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    }
});
