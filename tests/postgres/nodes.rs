//! What a removed tenant leaves below shared tables is removed later, and no session waits for that.

use super::*;
use reseed::store::{DroppedNodes, ErrorKind, Store};
use reseed::testkit::dataset::CUSTOMERS;

/// Tables of the fixture.
const TABLES: usize = 3;

/// How many relations of a tenant's there are in the schema of nodes and copies, by the tenant's number.
fn relations(sandbox: &Sandbox, number: i64) -> i64 {
    let sql = format!(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'reseed_data'::regnamespace AND relname ~ '^t{number}_'"
    );
    sandbox.app().integer(&sql)
}

fn number(sandbox: &Sandbox, tenant: &str) -> i64 {
    sandbox.app().integer(&format!("SELECT id::bigint FROM reseed.tenants WHERE name = '{tenant}'"))
}

const MARKED: &str = "SELECT count(*) FROM pg_inherits WHERE inhdetachpending";

in_shared_tables!(places_of_a_removed_tenant_go_and_neighbours_notice_nothing, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex", "initech"]);
    sandbox.policy.wait = Duration::from_millis(300);
    let acme = number(&sandbox, "acme");
    // With its snapshot, so that both ways of waiting are waits.
    let mut reader = sandbox.app_of("initech");
    reader.exec("BEGIN ISOLATION LEVEL REPEATABLE READ");
    assert_eq!(reader.integer("SELECT count(*) FROM customers WHERE :mine"), CUSTOMERS as i64);
    sandbox.down();
    for look in 0..2 {
        let nodes = sandbox.drop_nodes();
        assert_eq!((nodes.dropped, nodes.left), (0, TABLES), "look {look}");
        assert!(nodes.why.is_some_and(|why| why.contains("partition of tenant \"acme\"")));
        assert_eq!(sandbox.app().integer(MARKED), 1, "it was cut short");
    }
    let store = sandbox.store();
    let found = sandbox.runtime.block_on(store.examine()).expect("findings");
    let found = found.iter().find(|finding| finding.about == "partitions of removed tenants");
    assert_eq!(found.map(|finding| finding.found.as_str()), Some("acme (3)"));
    // Neighbours are reset, and new ones come, while a mark is set.
    sandbox.make_a_mess("globex");
    sandbox.tenant("globex").reset();
    sandbox.up("hooli", 0);
    assert!(reader.integer("SELECT count(*) FROM lines WHERE :mine") > 0);
    reader.exec("COMMIT");
    let nodes = sandbox.drop_nodes();
    assert_eq!(nodes, DroppedNodes { dropped: TABLES, left: 0, why: None });
    assert_eq!(relations(&sandbox, acme), 0);
    assert_eq!(sandbox.app().integer(MARKED), 0);
    assert_eq!(sandbox.drop_nodes(), DroppedNodes::default(), "nothing is left to do");
    for tenant in ["globex", "initech", "hooli"] {
        assert!(sandbox.equals_seed(tenant), "{tenant}");
    }
});

in_shared_tables!(a_tenant_that_comes_back_uses_its_places_or_finishes_their_removal, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    sandbox.policy.wait = Duration::from_millis(300);
    let whole = "SELECT count(*) FROM customers WHERE tenant_id = 'acme'";
    sandbox.down();
    sandbox.up("acme", 0);
    assert_eq!(sandbox.drop_nodes(), DroppedNodes::default(), "they are in use");
    assert_eq!(sandbox.app().integer(whole), CUSTOMERS as i64);
    sandbox.down();
    let mut reader = sandbox.app_of("globex");
    reader.exec("BEGIN; SELECT count(*) FROM customers WHERE :mine");
    assert_eq!(sandbox.drop_nodes().left, TABLES);
    reader.exec("COMMIT");
    sandbox.up("acme", 0);
    assert_eq!(sandbox.app().integer(MARKED), 0);
    assert_eq!(sandbox.app().integer(whole), CUSTOMERS as i64);
    assert!(sandbox.equals_seed("acme"));
    assert_eq!(sandbox.drop_nodes(), DroppedNodes::default());
});

in_shared_tables!(a_pass_never_takes_a_partition_from_a_tenant_that_comes_back_meanwhile, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["globex"]);
    sandbox.policy.wait = Duration::from_secs(10);
    for round in 0..6 {
        sandbox.up("acme", 0);
        sandbox.down();
        std::thread::scope(|scope| {
            scope.spawn(|| sandbox.drop_nodes());
            scope.spawn(|| sandbox.up("acme", 0));
        });
        let count = "SELECT count(*) FROM customers WHERE tenant_id = 'acme'";
        assert_eq!(sandbox.app().integer(count), CUSTOMERS as i64, "round {round}");
        assert_eq!(sandbox.drop_nodes(), DroppedNodes::default(), "round {round}");
        assert!(sandbox.equals_seed("acme"), "round {round}");
        sandbox.down();
    }
});

in_shared_tables!(a_pass_that_holds_a_partition_is_waited_for, |ground| {
    let mut sandbox = Sandbox::with_tenants(ground, &["acme"]);
    sandbox.policy.wait = Duration::from_secs(10);
    sandbox.down();
    let mut look = sandbox.app();
    look.exec("SELECT reseed.take('acme', NULL, 'reconcile', 1, 'elsewhere')");
    let store = sandbox.store();
    let nodes = sandbox.runtime.block_on(store.drop_nodes(Duration::from_secs(1))).expect("a look");
    assert_eq!((nodes.dropped, nodes.left), (0, TABLES), "another has them");
    std::thread::scope(|scope| {
        let up = scope.spawn(|| sandbox.up("acme", 0));
        sandbox.until("SELECT count(*) FROM reseed.tenants WHERE name = 'acme'");
        look.exec("SELECT reseed.leave('acme')");
        up.join().expect("the tenant comes back");
    });
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(of_a_creation_that_died_before_it_began_nothing_is_left, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let store = sandbox.store();
    sandbox.runtime.block_on(store.introduce(&name("globex"), 1)).expect("its name is recorded");
    sandbox.tenant("globex").reconcile();
    assert_eq!(sandbox.list(), [name("acme")]);
    sandbox.runtime.block_on(store.introduce(&name("globex"), 1)).expect("its name is recorded");
    let error = sandbox.tenant("globex").try_reset().expect_err("it was never made");
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    let Err(error) = sandbox.runtime.block_on(store.lease(&name("globex"), Duration::ZERO)) else {
        panic!("a lease without a holder")
    };
    assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
    assert_eq!(sandbox.list(), [name("acme")]);
});
