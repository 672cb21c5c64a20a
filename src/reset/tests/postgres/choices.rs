//! Columns of a closed set as native enums: the same rows, digests and operations as with text.

use super::*;
use crate::plan::{Check, Plan};
use crate::reset::Receipt;
use crate::store::ErrorKind;
use crate::store::postgres::Level;

/// The plan of a tenant whose customers have one of these tiers.
fn with_tiers(tenant: &str, tiers: &[&str]) -> Plan {
    let mut plan = plan();
    plan.tenant = tenant.to_owned();
    plan.params.insert("tiers".to_owned(), tiers.join(" "));
    let tier = plan.tables[0].columns.iter_mut().find(|column| column.name == "tier").expect("it has tiers");
    tier.checks = vec![Check::OneOf(tiers.iter().map(|tier| (*tier).to_owned()).collect())];
    plan
}

fn up(sandbox: &Sandbox, plan: &Plan) -> Result<Receipt, crate::store::StoreError> {
    run!(sandbox, up(plan, &batches(plan, 0), None, None))
}

const TIERS: [&str; 2] = ["it's", "b"];

fn enums(ground: Ground) -> Sandbox {
    Sandbox { choices: Some(Choices::Enum), ..Sandbox::new(ground) }
}

const LABELS: &str = "SELECT count(*) FROM pg_attribute AS a JOIN pg_enum AS e ON e.enumtypid = a.atttypid
    WHERE a.attrelid = 'customers'::regclass AND a.attname = 'tier'";

#[test]
fn digests_are_those_of_text_and_every_operation_works() {
    let embedded = crate::reset::tests::Sandbox::new();
    let there = run!(embedded, up(&plan(), &batches(&plan(), 0), None, None)).expect("the tenant is created");
    everywhere(|ground| {
        let sandbox = enums(ground);
        for tenant in ["acme", "globex"] {
            let made = up(&sandbox, &with_tiers(tenant, &TIERS)).expect("the tenant is created");
            assert_eq!(made.made.tables, there.made.tables, "{ground:?}");
        }
        assert_eq!(sandbox.app().integer(LABELS), 2, "{ground:?}: the column is an enum");
        assert_eq!(sandbox.fingerprint("acme").1, Vec::<String>::new(), "{ground:?}");
        sandbox.make_a_mess("acme");
        sandbox.app().exec("UPDATE customers SET tier = 'b' WHERE :mine AND tier IS NULL");
        let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'c' WHERE :mine AND id = 2");
        assert!(refused.is_err(), "{ground:?}: no choice");
        let found = run!(sandbox, diff(&name("acme"), 100)).expect("a diff");
        let tiers = found.tables[0].samples.iter().filter(|row| row.columns.iter().any(|column| column == "tier"));
        assert!(tiers.count() > 3, "{ground:?}: {:?}", found.tables[0].samples);
        let mess = sandbox.fingerprint("acme");
        let saved = run!(sandbox, save(&name("acme"), "mess", None)).expect("it is saved");
        run!(sandbox, warm(&name("acme"))).expect("a standby");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
        run!(sandbox, undo(&name("acme"), None, None)).expect("the undo");
        assert_eq!(sandbox.fingerprint("acme"), mess, "{ground:?}");
        run!(sandbox, reset(&name("acme"), None)).expect("another reset");
        let restored = run!(sandbox, restore(&name("acme"), "mess", None)).expect("it is restored");
        assert_eq!(restored.made.tables, saved.made.tables, "{ground:?}");
        assert_eq!(sandbox.app().integer(LABELS), 2, "{ground:?}: it is still an enum");
        let store = sandbox.store();
        let sql = "SELECT DISTINCT tier FROM customers ORDER BY tier LIMIT 1".to_owned();
        let answer = sandbox.runtime.block_on(crate::store::Store::execute(&store, &name("acme"), sql));
        let first = answer.expect("an answer").tables[0].rows[0][0].clone();
        assert_eq!(first.as_deref(), Some("it's"), "{ground:?}: in the spec's order");
        let findings = sandbox.runtime.block_on(store.examine()).expect("the catalog can be read");
        assert!(findings.iter().all(|finding| finding.level != Level::Fault), "{ground:?}");
        assert!(sandbox.equals_seed("globex"), "{ground:?}");
    });
}

#[test]
fn a_shared_type_holds_the_choices_of_all_and_a_tenant_writes_only_its_own() {
    everywhere(|ground| {
        let sandbox = enums(ground);
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
        let more = ["gold", "b", "it's"];
        up(&sandbox, &with_tiers("globex", &more)).expect("a tenant with more choices");
        sandbox.app_of("globex").exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
        let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
        assert!(refused.is_err(), "{ground:?}: it is not acme's");
        up(&sandbox, &with_tiers("acme", &more)).expect("a choice that came later");
        sandbox.app().exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("a choice that went");
        let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'gold' WHERE :mine AND id = 2");
        assert!(refused.is_err(), "{ground:?}: it is no choice any more");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn types_of_a_tenants_own_go_with_it_and_shared_ones_stay_with_their_tables() {
    everywhere(|ground| {
        let sandbox = enums(ground);
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
        run!(sandbox, save(&name("acme"), "before", None)).expect("it is saved");
        run!(sandbox, reset(&name("acme"), None)).expect("the reset");
        run!(sandbox, down(&name("acme"), None)).expect("the removal");
        let (types, schemas) = match ground.layout {
            Layout::Shared => (1, 0),
            Layout::Schema => (0, 0),
        };
        let mut app = sandbox.app();
        assert_eq!(app.integer("SELECT count(*) FROM reseed.enums"), types, "{ground:?}");
        assert_eq!(app.integer("SELECT count(*) FROM pg_type WHERE typname = 'customers_tier_enum'"), types);
        assert_eq!(app.integer("SELECT count(*) FROM pg_namespace WHERE nspname = 'acme'"), schemas, "{ground:?}");
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("it is created again");
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn a_dataset_has_one_form_of_choices_and_what_cannot_be_an_enum_is_refused_without_effect() {
    everywhere(|ground| {
        let mut sandbox = enums(ground);
        let long = "x".repeat(64);
        let error = up(&sandbox, &with_tiers("acme", &["it's", "b", &long])).expect_err("too long a label");
        assert_eq!(error.kind(), ErrorKind::Refused, "{ground:?}");
        assert!(error.to_string().ends_with("it must have 1 to 63 bytes, got 64"), "{error}");
        assert_eq!(sandbox.app().integer("SELECT count(*) FROM reseed.datasets"), 0, "{ground:?}: nothing changed");
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("the tenant is created");
        sandbox.choices = Some(Choices::Text);
        let error = up(&sandbox, &with_tiers("acme", &["it's", "b", "c"])).expect_err("another form");
        let told = "dataset \"shop\" has its choices as enum in this store, not as text";
        assert_eq!(error.to_string(), told, "{ground:?}");
        sandbox.choices = None;
        up(&sandbox, &with_tiers("acme", &["it's", "b", "c"])).expect("the form that it has");
        assert_eq!(sandbox.app().integer(LABELS), 3, "{ground:?}");
    });
}

#[test]
fn a_shared_column_that_was_text_stays_text_and_an_enum_takes_no_open_set() {
    on_every_version(|ground| {
        let sandbox = enums(ground);
        let open = |tenant: &str| {
            let mut plan = with_tiers(tenant, &[]);
            plan.tables[0].columns.iter_mut().for_each(|column| column.checks.clear());
            plan
        };
        up(&sandbox, &open("acme")).expect("any text");
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("a closed set");
        assert_eq!(sandbox.app().integer(LABELS), 0, "{ground:?}");
        let refused = sandbox.app().try_exec("UPDATE customers SET tier = 'c' WHERE :mine AND id = 2");
        assert!(refused.is_err() && sandbox.equals_seed("acme"), "{ground:?}: the check is there");
        let sandbox = enums(ground);
        up(&sandbox, &with_tiers("acme", &TIERS)).expect("a closed set");
        let error = up(&sandbox, &open("acme")).expect_err("the shared column is an enum");
        let told = "column \"tier\" is shop.customers_tier_enum, the spec wants text";
        assert!(error.to_string().ends_with(told), "{ground:?}: {error}");
    });
}

#[test]
fn a_type_that_reseed_did_not_make_is_left_alone() {
    everywhere(|ground| {
        let sandbox = enums(ground);
        let schema = if ground.layout == Layout::Shared { "shop" } else { "acme" };
        sandbox
            .app()
            .exec(&format!("CREATE SCHEMA {schema}; CREATE TYPE {schema}.customers_tier_enum AS ENUM ('mine')"));
        let error = up(&sandbox, &with_tiers("acme", &TIERS)).expect_err("the name is taken");
        assert_eq!(error.kind(), ErrorKind::Refused, "{ground:?}: {error}");
        assert!(error.to_string().contains("reseed did not make it"), "{ground:?}: {error}");
    });
}
