//! How prepared statements of applications are planned, and whose partitions of shared tables they lock.

use super::roles::Roles;
use super::*;
use reseed::store::Level;
use reseed::store::Store;
use reseed::testkit::dataset::CUSTOMERS;

/// From its sixth execution on the server also makes a plan for all values of a statement's parameters.
const EXECUTIONS: usize = 8;

/// Acme and Globex in shared tables, with one role for the applications of both.
fn with_a_role_for_all(ground: Ground, test: impl Fn(&Sandbox, &Roles<'_>)) {
    let sandbox = Sandbox::new(ground);
    let roles = Roles::new(&sandbox);
    for tenant in ["acme", "globex"] {
        roles.up(tenant, Some("api"), None).expect("the tenant is created");
        sandbox.tenant(tenant).warm();
    }
    test(&sandbox, &roles);
}

/// A session of an application that connects by Acme's address.
fn by_address(sandbox: &Sandbox) -> App<'_> {
    let url = sandbox.runtime.block_on(sandbox.store().url(&name("acme"))).expect("an address");
    let connection = sandbox.runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
    App { runtime: &sandbox.runtime, connection, layout: sandbox.layout, tenant: "acme".to_owned() }
}

/// How many of Globex's partitions a session has locked after it has executed a prepared statement about Acme so often in
/// a transaction, which stays open.
fn foreign_locks(sandbox: &Sandbox, app: &mut App<'_>) -> i64 {
    let pid = app.integer("SELECT pg_backend_pid()::bigint");
    app.exec("BEGIN");
    for _ in 0..EXECUTIONS {
        let count = sqlx::query_scalar("SELECT count(*) FROM customers WHERE tenant_id = $1").bind("acme");
        let count: i64 = sandbox.runtime.block_on(count.fetch_one(&mut app.connection)).expect("it is read");
        assert_eq!(count, CUSTOMERS as i64);
    }
    sandbox.app().integer(&format!(
        "SELECT count(*) FROM pg_locks WHERE pid = {pid} AND relation IN (
           SELECT node FROM reseed.nodes WHERE tenant = 'globex'
           UNION SELECT relation FROM reseed.relations WHERE tenant = 'globex')"
    ))
}

in_shared_tables!(
    a_prepared_statement_by_the_address_locks_its_own_tenants_partitions_however_often_it_runs,
    |ground| {
        with_a_role_for_all(ground, |sandbox, _| {
            let mut app = by_address(sandbox);
            assert_eq!(foreign_locks(sandbox, &mut app), 0);
            sandbox.make_a_mess("globex");
            // A neighbour's transaction blocks no reset.
            sandbox.tenant("globex").reset();
            let mut other = by_address(sandbox);
            other.exec("SET plan_cache_mode = auto");
            assert!(foreign_locks(sandbox, &mut other) > 0, "what the address sets is needed");
        });
    }
);

in_shared_tables!(
    doctor_names_roles_for_applications_whose_prepared_statements_lock_all_tenants_partitions,
    |ground| {
        with_a_role_for_all(ground, |sandbox, roles| {
            let store = sandbox.store();
            let found = || {
                let findings = sandbox.runtime.block_on(store.examine()).expect("findings");
                let found = findings.into_iter().find(|finding| finding.about == "plan_cache_mode");
                let found = found.expect("it is looked at");
                (found.level, found.found)
            };
            let none = (Level::Ok, "none".to_owned());
            let (level, said) = found();
            assert_eq!(level, Level::Warning, "{said}");
            let (_, statement) = said.split_once(" (").expect("a statement");
            assert!(said.starts_with(&format!("auto for role {} (ALTER ROLE", roles.named("api"))), "{said}");
            roles.admin().exec(statement.strip_suffix(')').expect("nothing behind it"));
            assert_eq!(found(), none);
            roles.admin().exec(&format!("ALTER ROLE {} RESET ALL", roles.named("api")));
            let of_database =
                "DO $$ BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET ALL', '{}', current_database());
            EXECUTE format('ALTER DATABASE %I SET plan_cache_mode = force_custom_plan', current_database()); END $$";
            roles.admin().exec(&of_database.replace("{}", &roles.named("api")));
            assert_eq!(found(), none);
            // A role of its own reads its tenant's partitions only.
            roles.admin().exec(&format!("ALTER ROLE {} SET plan_cache_mode = auto", roles.named("acme")));
            roles.up("acme", None, Some("acme")).expect("the role is tied");
            assert_eq!(found(), none);
            roles.admin().exec(&format!("ALTER ROLE {} SET plan_cache_mode = auto", roles.named("api")));
            assert!(found().1.starts_with("auto for role"), "a role's own setting counts more");
        });
    }
);
