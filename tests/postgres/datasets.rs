//! Tenants that change their dataset, and datasets that come at the same moment or under names that are taken.

use std::thread;

use super::*;
use reseed::plan::Plan;
use reseed::reset::Operations;
use reseed::store::{BatchConsumer, BatchSource, ErrorKind, StoreError};
use reseed::testkit::dataset::{Batches, CUSTOMERS};

/// The shop's tables under another dataset's name, and its rows.
fn of_dataset(dataset: &str, variant: i64) -> (Plan, Batches) {
    let mut plan = plan();
    plan.dataset = dataset.to_owned();
    plan.params.insert("variant".to_owned(), variant.to_string());
    let rows = batches(&plan, variant);
    (plan, rows)
}

everywhere!(a_tenant_changes_its_dataset_and_undo_brings_the_other_one_back, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.make_a_mess("acme");
    let (mess, neighbour) = (sandbox.fingerprint("acme"), sandbox.fingerprint("globex"));
    let (blog, rows) = of_dataset("blog", 1);
    sandbox.up_plan(&blog, &rows);
    assert!(sandbox.equals_seed("acme"));
    if ground.layout == Layout::Shared {
        let count = |schema: &str| {
            let sql = format!("SELECT count(*) FROM {schema}.customers WHERE :mine");
            sandbox.app().integer(&sql)
        };
        assert_eq!((count("shop"), count("blog")), (0, CUSTOMERS as i64));
    }
    sandbox.undo();
    assert_eq!(sandbox.fingerprint("acme").0, mess.0);
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
    assert_eq!(sandbox.fingerprint("globex"), neighbour);
});

/// Rows that must not be requested.
struct Unread;

impl BatchSource for Unread {
    fn for_each(&self, _: std::ops::Range<usize>, _: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        panic!("the rows are read")
    }
}

everywhere!(a_dataset_of_the_other_layout_is_refused_until_the_tenant_is_removed, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let layout = if ground.layout == Layout::Shared { Layout::Schema } else { Layout::Shared };
    let other = Sandbox::at(sandbox.url.clone(), layout);
    let before = sandbox.fingerprint("acme");
    let (blog, rows) = of_dataset("blog", 1);
    let error = other.try_up_plan(&blog, &Unread).expect_err("it has tables of this layout");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    let help = error.help().unwrap_or_default();
    assert!(help.contains("\"reseed down acme\""), "{error}: {help}");
    let traces = "SELECT count(*) FROM reseed.datasets WHERE name = 'blog'";
    assert_eq!(sandbox.app().integer(traces), 0);
    assert_eq!(sandbox.fingerprint("acme"), before);
    sandbox.down();
    other.up_plan(&blog, &rows);
    assert!(other.equals_seed("acme"));
});

/// Does `work` while another session is about to have made a schema of that name, and lets it continue when it waits.
fn while_another_makes<T: Send>(sandbox: &Sandbox, schema: &str, work: impl FnOnce() -> T + Send) -> T {
    let mut other = sandbox.app();
    other.exec(&format!("BEGIN; CREATE SCHEMA {schema}"));
    thread::scope(|scope| {
        let work = scope.spawn(work);
        sandbox.until(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        other.exec("COMMIT");
        work.join().expect("no panic")
    })
}

everywhere!(a_schema_that_another_makes_at_the_same_moment_is_used, |ground| {
    let sandbox = Sandbox::new(ground);
    while_another_makes(&sandbox, "reseed", || drop(sandbox.store()));
    let home = if ground.layout == Layout::Shared { "shop" } else { "acme" };
    while_another_makes(&sandbox, home, || sandbox.up("acme", 0));
    assert!(sandbox.equals_seed("acme"));
    let sandbox = Sandbox::new(ground);
    while_another_makes(&sandbox, "reseed_data", || sandbox.up("acme", 0));
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(first_tenants_of_a_fresh_database_come_all_at_once, |ground| {
    const TENANTS: [&str; 4] = ["acme", "globex", "hooli", "initech"];
    for round in 0..3 {
        let mut sandbox = Sandbox::new(ground);
        sandbox.policy.wait = Duration::from_secs(30);
        thread::scope(|scope| TENANTS.map(|tenant| scope.spawn(|| sandbox.up(tenant, 0))).map(|up| up.join()))
            .into_iter()
            .for_each(|up| up.unwrap_or_else(|_| panic!("round {round}")));
        for tenant in TENANTS {
            assert!(sandbox.equals_seed(tenant), "round {round}: {tenant}");
        }
    }
});

in_shared_tables!(two_datasets_in_one_new_schema_come_at_once, |ground| {
    for round in 0..3 {
        let sandbox = Sandbox::new(ground);
        drop(sandbox.store());
        let up = |(tenant, dataset): (&str, &str)| {
            let (mut plan, rows) = of_dataset(dataset, 0);
            plan.tenant = tenant.parse().expect("a tenant name");
            for table in &mut plan.tables {
                table.stored_name = format!("{dataset} {}", table.name);
            }
            let wanted = Wanted { schema: Some("together".to_owned()), ..Wanted::default() };
            let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("a store");
            let operations = Operations::new(&store, sandbox.policy);
            let up = sandbox.runtime.block_on(operations.up(&plan, &rows, None, None));
            up.unwrap_or_else(|error| panic!("round {round}: {dataset}: {error}"));
        };
        thread::scope(|scope| {
            let ups = [("acme", "shop"), ("globex", "blog")].map(|which| scope.spawn(move || up(which)));
            ups.map(|up| up.join().expect("both come"))
        });
    }
});

everywhere!(a_schema_may_have_any_name_that_needs_quotes, |ground| {
    for schema in ["order", "My \"Shop\"", "läden"] {
        let sandbox = Sandbox::new(ground);
        let (plan, rows) = of_dataset("shop", 0);
        let wanted = Wanted { layout: Some(ground.layout), schema: Some(schema.to_owned()), ..Wanted::default() };
        let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("a store");
        let operations = Operations::new(&store, sandbox.policy);
        let up = sandbox.runtime.block_on(operations.up(&plan, &rows, None, None));
        up.unwrap_or_else(|error| panic!("{schema}: {error}"));
        sandbox.runtime.block_on(operations.reset(&name("acme"), None)).expect("the reset");
        assert!(sandbox.equals_seed("acme"), "{schema}");
    }
});

everywhere!(no_tables_land_in_schemas_of_the_server_or_of_reseed, |ground| {
    let sandbox = Sandbox::new(ground);
    let long = "s".repeat(64);
    let refused = |dataset: &str, schema: Option<&str>| {
        let (plan, _) = of_dataset(dataset, 0);
        let wanted = Wanted { layout: Some(ground.layout), schema: schema.map(str::to_owned), ..Wanted::default() };
        let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("a store");
        let operations = Operations::new(&store, sandbox.policy);
        let error = sandbox.runtime.block_on(operations.up(&plan, &Unread, None, None)).expect_err("a name is taken");
        assert_eq!(error.kind(), ErrorKind::Usage, "{error}");
        let name = schema.unwrap_or(dataset);
        assert!(error.to_string().contains(&format!("{name:?} cannot be the name")), "{error}");
    };
    for schema in ["reseed", "reseed_data", "reseed_data_t1_c1", "pg_mine", "information_schema", "", &long] {
        refused("shop", Some(schema));
    }
    if ground.layout == Layout::Shared {
        refused("reseed", None);
        refused("reseed_data", None);
    }
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM reseed.datasets"), 0);
});
