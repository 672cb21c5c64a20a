//! Columns of a closed set as native enums: the same rows, digests and operations as with text.

use super::*;
use reseed::plan::{ChoiceSet, Plan};
use reseed::reset::Receipt;
use reseed::store::ErrorKind;
use reseed::store::Level;

/// The plan of a tenant whose customers have one of these tiers.
fn with_tiers(tenant: &str, tiers: &[&str]) -> Plan {
    let mut plan = plan();
    plan.tenant = tenant.parse().expect("a tenant name");
    plan.params.insert("tiers".to_owned(), tiers.join(" "));
    let tier = plan.tables[0].columns.iter_mut().find(|column| column.name == "tier").expect("it has tiers");
    tier.choices = reseed::testkit::dataset::closed(tiers);
    plan
}

/// The same, with choices that do not constrain later writes.
fn with_open_tiers(tenant: &str, tiers: &[&str]) -> Plan {
    let mut plan = with_tiers(tenant, tiers);
    plan.params.insert("open".to_owned(), "yes".to_owned());
    let sets = plan.tables[0].columns.iter_mut().filter_map(|column| column.choices.as_mut());
    sets.for_each(|set: &mut ChoiceSet| set.closed = false);
    plan
}

/// The error of an application that writes another tier.
fn other_tier(sandbox: &Sandbox) -> Result<(), sqlx::Error> {
    sandbox.app().try_exec("UPDATE customers SET tier = 'other' WHERE :mine AND id = 2")
}

fn up(sandbox: &Sandbox, plan: &Plan) -> Result<Receipt, reseed::store::StoreError> {
    sandbox.try_up_plan(plan, &batches(plan, 0))
}

const TIERS: [&str; 2] = ["it's", "b"];

fn enums(ground: Ground) -> Sandbox {
    Sandbox { choices: Some(ChoiceType::Enum), ..Sandbox::new(ground) }
}

const LABELS: &str = "SELECT count(*) FROM pg_attribute AS a JOIN pg_enum AS e ON e.enumtypid = a.atttypid
    WHERE a.attrelid = 'customers'::regclass AND a.attname = 'tier'";

everywhere!(digests_are_those_of_text_and_every_operation_works, |ground| {
    let there = in_embedded_store(&plan());
    let sandbox = enums(ground);
    for tenant in ["acme", "globex"] {
        let made = up(&sandbox, &with_tiers(tenant, &TIERS)).expect("the tenant is created");
        assert_eq!(made.made.tables, there.made.tables);
    }
    assert_eq!(sandbox.app().integer(LABELS), 2, "the column is an enum");
    assert_eq!(sandbox.fingerprint("acme").1, Vec::<String>::new());
    sandbox.make_a_mess("acme");
    sandbox.app().exec("UPDATE customers SET tier = 'b' WHERE :mine AND tier IS NULL");
    let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'c' WHERE :mine AND id = 2");
    assert!(refused.is_err(), "no choice");
    let found = sandbox.diff(100);
    let tiers = found.tables[0].samples.iter().filter(|row| row.columns.iter().any(|column| column == "tier"));
    assert!(tiers.count() > 3, "{:?}", found.tables[0].samples);
    let mess = sandbox.fingerprint("acme");
    let saved = sandbox.save("mess");
    sandbox.warm();
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme"), mess);
    sandbox.reset();
    let restored = sandbox.restore("mess");
    assert_eq!(restored.made.tables, saved.made.tables);
    assert_eq!(sandbox.app().integer(LABELS), 2, "it is still an enum");
    let store = sandbox.store();
    let sql = "SELECT DISTINCT tier FROM customers ORDER BY tier LIMIT 1".to_owned();
    let answer = sandbox.runtime.block_on(reseed::store::Store::execute(&store, &name("acme"), sql));
    let first = answer.expect("an answer").tables[0].rows[0][0].clone();
    assert_eq!(first.as_deref(), Some("it's"), "in the spec's order");
    let findings = sandbox.runtime.block_on(store.examine()).expect("the catalog can be read");
    assert!(findings.iter().all(|finding| finding.level != Level::Fault));
    assert!(sandbox.equals_seed("globex"));
});

everywhere!(a_shared_type_holds_the_choices_of_all_and_a_tenant_writes_only_its_own, |ground| {
    let sandbox = enums(ground);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
    let more = ["gold", "b", "it's"];
    up(&sandbox, &with_tiers("globex", &more)).expect("a tenant with more choices");
    sandbox.app_of("globex").exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
    let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
    assert!(refused.is_err(), "it is not acme's");
    up(&sandbox, &with_tiers("acme", &more)).expect("a choice that came later");
    sandbox.app().exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("a choice that went");
    let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
    assert!(refused.is_err(), "it is no choice any more");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(types_of_a_tenants_own_go_with_it_and_shared_ones_stay_with_their_tables, |ground| {
    let sandbox = enums(ground);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
    sandbox.save("before");
    sandbox.reset();
    sandbox.down();
    let (types, schemas) = match ground.layout {
        Layout::Shared => (1, 0),
        Layout::Schema => (0, 0),
    };
    let mut app = sandbox.app();
    assert_eq!(app.integer("SELECT count(*) FROM reseed.enums"), types);
    assert_eq!(app.integer("SELECT count(*) FROM pg_type WHERE typname = 'customers_tier_enum'"), types);
    assert_eq!(app.integer("SELECT count(*) FROM pg_namespace WHERE nspname = 'acme'"), schemas);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("it is created again");
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(what_cannot_be_an_enum_is_refused_without_effect_and_text_never_becomes_one, |ground| {
    let mut sandbox = enums(ground);
    let long = "x".repeat(64);
    let error = up(&sandbox, &with_tiers("acme", &["it's", "b", &long])).expect_err("too long a label");
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert!(error.to_string().ends_with("it must have 1 to 63 bytes, got 64"), "{error}");
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM reseed.datasets"), 0, "nothing changed");
    sandbox.choices = Some(ChoiceType::Text);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
    assert!(other_tier(&sandbox).is_err(), "the set is closed");
    sandbox.choices = Some(ChoiceType::Enum);
    let error = up(&sandbox, &with_tiers("acme", &["it's", "b", "c"])).expect_err("another form");
    let told = "dataset \"shop\" has its choices as text in this store, not as enum";
    assert_eq!(error.to_string(), told);
    sandbox.choices = None;
    up(&sandbox, &with_tiers("acme", &["it's", "b", "c"])).expect("the form that it has");
    assert_eq!(sandbox.app().integer(LABELS), 0);
});

everywhere!(what_a_column_is_drawn_from_binds_no_application, |ground| {
    for choices in [ChoiceType::Text, ChoiceType::Enum] {
        let sandbox = Sandbox { choices: Some(choices), ..Sandbox::new(ground) };
        up(&sandbox, &with_open_tiers("acme", &TIERS)).expect("the tenant is created");
        other_tier(&sandbox).expect("any text");
        sandbox.reset();
        other_tier(&sandbox).expect("any text, after a reset too");
        let checks = "SELECT count(*) FROM reseed.copies AS c JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
            JOIN pg_constraint AS k ON k.conrelid = r.relation AND k.contype = 'c' AND k.conname NOT LIKE '%tenant_id_check'";
        assert_eq!(sandbox.app().integer(checks), 0);
    }
});

everywhere!(enums_of_open_sets_stay_until_up_changes_that, |ground| {
    // As after an upgrade: older versions closed every list of texts.
    let mut sandbox = enums(ground);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
    sandbox.choices = None;
    let open = with_open_tiers("acme", &["gold", "b", "it's"]);
    let kept = up(&sandbox, &open).expect("an open set");
    let note = &kept.notes[0];
    assert!(note.starts_with("customers.tier stay enums, although the spec does not close"), "{note}");
    assert_eq!(sandbox.app().integer(LABELS), 3);
    assert!(other_tier(&sandbox).is_err() && sandbox.equals_seed("acme"));
    sandbox.choices = Some(ChoiceType::Enum);
    let again = up(&sandbox, &open).expect("the same inputs");
    assert!(!again.changed);
    let to_text = "ALTER TABLE \"shop\".\"customers\" ALTER COLUMN \"tier\" TYPE text";
    match ground.layout {
        Layout::Shared => {
            assert!(again.notes[1].contains("shop.customers ALTER COLUMN \"tier\" TYPE text"), "{:?}", again.notes);
            sandbox.app().exec(to_text);
        }
        Layout::Schema => {
            let note = "customers.tier become text with the next reset, and take any value then";
            assert_eq!(again.notes[1], note);
        }
    }
    sandbox.reset();
    assert_eq!(sandbox.app().integer(LABELS), 0, "it is text");
    other_tier(&sandbox).expect("any text");
    sandbox.choices = None;
    let found = sandbox.verify();
    assert!(found.schema.is_empty(), "{:?}", found.schema);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme") && other_tier(&sandbox).is_ok(), "it stays text");
    assert_eq!(up(&sandbox, &open).expect("the same inputs").notes.len(), 1);
});

everywhere!(a_dataset_of_enums_becomes_one_of_text_where_its_tables_allow_it, |ground| {
    let mut sandbox = enums(ground);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
    sandbox.warm();
    sandbox.choices = Some(ChoiceType::Text);
    let told = up(&sandbox, &with_tiers("acme", &TIERS));
    if ground.layout == Layout::Shared {
        let error = told.expect_err("the shared table has an enum");
        assert_eq!(error.to_string(), "columns of shared tables are enums: customers.tier");
        let help = error.help().unwrap_or_default();
        assert!(help.contains("ALTER COLUMN \"tier\" TYPE text"), "{help}");
        sandbox.app().exec("ALTER TABLE shop.customers ALTER COLUMN tier TYPE text");
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("the shared table has text now");
    } else {
        assert_eq!(told.expect("it is told").notes.len(), 2);
    }
    sandbox.reset();
    assert_eq!(sandbox.app().integer(LABELS), 0);
    assert!(sandbox.equals_seed("acme") && other_tier(&sandbox).is_err(), "the set is closed still");
});

in_shared_tables!(a_shared_column_that_was_text_stays_text_and_an_enum_takes_nothing_but_choices, |ground| {
    let sandbox = enums(ground);
    let any_text = |tenant: &str| {
        let mut plan = with_tiers(tenant, &[]);
        plan.tables[0].columns.iter_mut().for_each(|column| column.choices = None);
        plan
    };
    up(&sandbox, &any_text("acme")).expect("any text");
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("a closed set");
    assert_eq!(sandbox.app().integer(LABELS), 0);
    assert!(other_tier(&sandbox).is_err() && sandbox.equals_seed("acme"), "the check is there");
    let sandbox = enums(ground);
    up(&sandbox, &with_tiers("acme", &TIERS)).expect("a closed set");
    let error = up(&sandbox, &any_text("acme")).expect_err("the shared column is an enum");
    let told = "column \"tier\" is shop.customers_tier_enum, the spec wants text";
    assert!(error.to_string().ends_with(told), "{error}");
});

/// What an older version left: a constraint of the bounds of `balance`, and the record that says so.
const OLDER: &str = "
    UPDATE reseed.snapshots SET schema_json = jsonb_set(schema_json, '{0,columns,5,checks}', '[{\"at_most\": \"1000000\"}]');
    DO $$ DECLARE of regclass; BEGIN
      SELECT r.relation INTO of FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
      WHERE c.tenant = 'acme' AND c.place = 'live' AND r.table_index = 0;
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT customers_balance_check CHECK (balance <= 1000000)', of);
    END $$;
    UPDATE reseed.copies SET structure = reseed.structure(tenant, id) WHERE structure IS NOT NULL AND place = 'live'";

everywhere!(doctor_names_constraints_of_older_versions_and_the_statements_that_drop_them, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let rich = |balance: u32| format!("UPDATE customers SET balance = {balance} WHERE :mine AND id = 7");
    sandbox.app().exec(OLDER);
    sandbox.app().exec("ALTER TABLE customers ADD CONSTRAINT of_the_application CHECK (balance <> 13)");
    assert!(sandbox.app().try_exec(&rich(2_000_000)).is_err());
    let about = |sandbox: &Sandbox| {
        let findings = sandbox.runtime.block_on(sandbox.store().examine()).expect("the catalog can be read");
        findings.into_iter().find(|finding| finding.about == "constraints of older versions").expect("it is looked at")
    };
    let found = about(&sandbox);
    assert_eq!(found.level, Level::Warning);
    assert_eq!(found.found.matches("DROP CONSTRAINT").count(), 1, "{}", found.found);
    sandbox.app().exec(&found.found);
    assert_eq!(about(&sandbox).level, Level::Ok);
    sandbox.app().exec("ALTER TABLE customers DROP CONSTRAINT of_the_application");
    assert!(sandbox.equals_seed("acme"), "that they are gone is no difference");
    sandbox.app().exec(&rich(2_000_000));
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
    sandbox.app().exec(&rich(2_000_000));
});

everywhere!(a_type_that_reseed_did_not_make_is_left_alone, |ground| {
    let sandbox = enums(ground);
    let schema = if ground.layout == Layout::Shared { "shop" } else { "acme" };
    sandbox.app().exec(&format!("CREATE SCHEMA {schema}; CREATE TYPE {schema}.customers_tier_enum AS ENUM ('mine')"));
    let error = up(&sandbox, &with_tiers("acme", &TIERS)).expect_err("the name is taken");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("reseed did not create it"), "{error}");
});
