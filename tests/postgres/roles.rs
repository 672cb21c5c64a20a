//! A tenant's role sees and changes that tenant's rows, whatever else happens, and no others.

use super::*;
use reseed::reset::Operations;
use reseed::store::Level;
use reseed::store::{ErrorKind, Store, StoreError};
use reseed::testkit::dataset::CUSTOMERS;

/// Roles are the whole server's, and tests share it: each has the database's name in front.
pub(super) struct Roles<'s> {
    sandbox: &'s Sandbox,
    prefix: String,
}

impl<'s> Roles<'s> {
    /// Makes `acme`, `globex` and `api`, as the server's administrator would.
    pub(super) fn new(sandbox: &'s Sandbox) -> Roles<'s> {
        let (_, address) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
        let (database, _) = address.split_once('?').expect("a socket's folder");
        let roles = Roles { sandbox, prefix: database.to_owned() };
        for role in ["acme", "globex", "api"] {
            roles.make(role, "LOGIN");
        }
        roles
    }

    fn make(&self, role: &str, with: &str) {
        self.admin().exec(&format!("CREATE ROLE {} {with}", self.named(role)));
    }

    pub(super) fn named(&self, role: &str) -> String {
        format!("{}_{role}", self.prefix)
    }

    pub(super) fn admin(&self) -> App<'s> {
        self.sandbox.app_as("postgres", "acme")
    }

    pub(super) fn app(&self, role: &str, tenant: &str) -> App<'s> {
        self.sandbox.app_as(&self.named(role), tenant)
    }

    /// What a store is asked for with these roles, by their names here.
    pub(super) fn wanted(&self, app: Option<&str>, tenant: Option<&str>) -> Wanted {
        let named = |role: &str| self.named(role);
        Wanted {
            layout: Some(self.sandbox.layout),
            app_role: app.map(named),
            tenant_role: tenant.map(named),
            ..Wanted::default()
        }
    }

    pub(super) fn up(&self, tenant: &str, app: Option<&str>, role: Option<&str>) -> Result<(), StoreError> {
        let mut plan = plan();
        plan.tenant = tenant.parse().expect("a tenant name");
        let runtime = &self.sandbox.runtime;
        let store = runtime.block_on(PostgresStore::create(&self.sandbox.url, self.wanted(app, role)));
        let store = store.expect("the store opens");
        let operations = Operations::new(&store, self.sandbox.policy);
        runtime.block_on(operations.up(&plan, &batches(&plan, 0), None, None)).map(drop)
    }

    /// What the doctor says about tenants' roles.
    fn doctor(&self) -> Option<String> {
        let store = self.sandbox.store();
        let found = self.sandbox.runtime.block_on(store.examine()).expect("findings");
        let found = found.into_iter().find(|finding| finding.about == "tenants' roles").expect("it is looked at");
        (found.level > Level::Ok).then_some(found.found)
    }
}

/// Acme and Globex with a role each and one for all, where default privileges grant everything to PUBLIC.
pub(super) fn with_roles(ground: Ground, test: impl Fn(&Sandbox, &Roles<'_>)) {
    let sandbox = Sandbox::new(ground);
    let roles = Roles::new(&sandbox);
    sandbox.app().exec(
        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;
         ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO PUBLIC",
    );
    for tenant in ["acme", "globex"] {
        roles.up(tenant, Some("api"), Some("{tenant}")).expect("the tenant is created");
        sandbox.tenant(tenant).warm();
    }
    test(&sandbox, &roles);
}

fn refused(app: &mut App<'_>, sql: &str, why: &str) {
    let error = app.try_exec(sql).expect_err(sql).to_string();
    assert!(error.contains(why), "{sql}: {error}");
}

/// An insert that says nothing of the tenant.
const INSERT: &str = "INSERT INTO customers (code) VALUES (gen_random_uuid())";
const COUNT: &str = "SELECT count(*) FROM customers";

everywhere!(tables_that_a_reset_makes_again_are_everybodys_as_before, |ground| {
    with_roles(ground, |sandbox, roles| {
        let breakage = match ground.layout {
            Layout::Shared => "DROP TABLE lines CASCADE",
            Layout::Schema => "DROP SCHEMA acme CASCADE; DROP SCHEMA globex CASCADE",
        };
        sandbox.app().exec(breakage);
        for tenant in ["acme", "globex"] {
            sandbox.tenant(tenant).reset();
        }
        let lines = "SELECT count(*) FROM lines";
        let one = roles.app("acme", "acme").integer(lines);
        assert!(one > 0);
        assert_eq!(roles.app("globex", "globex").integer(lines), one, "its own and no others");
        let all = if ground.layout == Layout::Shared { 2 * one } else { one };
        assert_eq!(roles.app("api", "acme").integer(lines), all);
        roles.app("acme", "acme").exec("DELETE FROM lines");
        assert_eq!(roles.app("globex", "globex").integer(lines), one);
        assert_eq!(roles.doctor(), None);
    });
});

everywhere!(a_tenants_role_sees_and_changes_its_own_rows_and_no_others, |ground| {
    with_roles(ground, |sandbox, roles| {
        let neighbour = sandbox.fingerprint("globex");
        let mut acme = roles.app("acme", "acme");
        assert_eq!(acme.integer(COUNT), CUSTOMERS as i64);
        acme.exec(INSERT);
        acme.exec("UPDATE customers SET name = 'mine'; DELETE FROM lines");
        assert_eq!(acme.integer(COUNT), CUSTOMERS as i64 + 1);
        if ground.layout == Layout::Shared {
            assert_eq!(acme.integer("SELECT count(*) FROM customers WHERE tenant_id = 'globex'"), 0);
            acme.exec("UPDATE customers SET name = 'mine' WHERE tenant_id = 'globex'");
            let foreign = "INSERT INTO customers (tenant_id, code) VALUES ('globex', gen_random_uuid())";
            refused(&mut acme, foreign, "row-level security");
            refused(&mut acme, "UPDATE customers SET tenant_id = 'globex' WHERE id = 7", "row-level security");
            let moved = "UPDATE customers SET tenant_id = 'globex', id = NULL WHERE id = 7";
            refused(&mut acme, moved, "row-level security");
            refused(&mut acme, "TRUNCATE customers", "permission denied");
            // What another user's policy allows besides.
            sandbox.app().exec("CREATE POLICY generous ON customers USING (true)");
            assert_eq!(acme.integer("SELECT count(*) FROM customers WHERE tenant_id = 'globex'"), 0);
        } else {
            refused(&mut acme, "SELECT count(*) FROM globex.customers", "permission denied for schema");
            refused(&mut acme, "CREATE TABLE notes (id integer)", "permission denied for schema");
        }
        refused(&mut acme, "SELECT count(*) FROM reseed.tenants", "permission denied for schema");
        assert_eq!(sandbox.fingerprint("globex"), neighbour);
        assert_eq!(roles.doctor(), None);
    });
});

everywhere!(the_address_of_a_tenant_logs_its_role_in_where_its_tables_are, |ground| {
    with_roles(ground, |sandbox, roles| {
        let url = sandbox.runtime.block_on(sandbox.store().url(&name("acme"))).expect("an address");
        let count = async {
            let mut connection = PgConnection::connect(&url).await.expect("the address works");
            sqlx::query_as("SELECT count(*), session_user::text FROM customers").fetch_one(&mut connection).await
        };
        let seen: (i64, String) = sandbox.runtime.block_on(count).expect("the tables are found");
        assert_eq!(seen, (CUSTOMERS as i64, roles.named("acme")));
    });
});

everywhere!(nodes_leaves_and_copies_grant_no_rights, |ground| {
    with_roles(ground, |sandbox, roles| {
        sandbox.save("state");
        let mut admin = roles.admin();
        // Without this the schema alone would refuse.
        admin.exec(
            "DO $$ DECLARE name text; BEGIN FOR name IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'reseed%' LOOP
               EXECUTE format('GRANT USAGE ON SCHEMA %I TO PUBLIC', name); END LOOP; END $$",
        );
        let (acme, all) = (roles.named("acme"), "SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER");
        let open = match ground.layout {
            Layout::Shared => format!(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'reseed_data'::regnamespace AND CASE relkind
                   WHEN 'S' THEN has_sequence_privilege('{acme}', oid, 'SELECT,UPDATE')
                     -- It may draw from its own tenant's counters.
                     OR has_sequence_privilege('{acme}', oid, 'USAGE')
                       AND NOT starts_with(relname, (SELECT format('t%s_', id) FROM reseed.tenants WHERE name = 'acme'))
                   WHEN 'r' THEN has_table_privilege('{acme}', oid, '{all}')
                   WHEN 'p' THEN has_table_privilege('{acme}', oid, '{all}') END"
            ),
            Layout::Schema => format!(
                "SELECT count(*) FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
                 WHERE c.place = 'snapshot' AND has_table_privilege('{acme}', r.relation, '{all}')"
            ),
        };
        assert_eq!(admin.integer(&open), 0);
        let copies = "SELECT count(DISTINCT place) FROM reseed.copies WHERE tenant = 'acme'";
        assert_eq!(admin.integer(copies), 3, "live, snapshot, standby");
        let table = "SELECT r.relation::oid::bigint FROM reseed.relations AS r JOIN reseed.copies AS c
            ON c.tenant = r.tenant AND c.id = r.copy WHERE c.place = 'snapshot' AND c.tenant = 'globex' AND table_index = 0";
        let oid = admin.integer(table);
        let read = format!("DO $$ BEGIN EXECUTE format('SELECT 1 FROM %s', {oid}::regclass); END $$");
        refused(&mut roles.app("acme", "acme"), &read, "permission denied for table");
        let said = roles.doctor().expect("it is found");
        assert!(said.contains("may use schema reseed_data"), "{said}");
    });
});

in_shared_tables!(a_query_of_a_tenants_role_locks_no_other_tenants_tables, |ground| {
    with_roles(ground, |sandbox, roles| {
        let mut acme = roles.app("acme", "acme");
        let pid = acme.integer("SELECT pg_backend_pid()::bigint");
        let foreign = format!(
            "SELECT count(*) FROM pg_locks WHERE pid = {pid} AND relation IN (
               SELECT node FROM reseed.nodes WHERE tenant = 'globex'
               UNION SELECT relation FROM reseed.relations WHERE tenant = 'globex')"
        );
        for plans in ["force_custom_plan", "force_generic_plan"] {
            acme.exec(&format!("SET plan_cache_mode = {plans}"));
            acme.exec("PREPARE one (bigint) AS UPDATE customers SET name = 'x' WHERE id = $1");
            acme.exec("BEGIN; EXECUTE one (1); SELECT count(*) FROM customers, lines");
            acme.exec(INSERT);
            assert_eq!(sandbox.app().integer(&foreign), 0, "{plans}");
            sandbox.make_a_mess("globex");
            // A neighbour's transaction blocks no reset.
            sandbox.tenant("globex").reset();
            acme.exec("COMMIT; DEALLOCATE ALL");
        }
    });
});

everywhere!(rights_and_prepared_statements_survive_resets_and_undo, |ground| {
    with_roles(ground, |sandbox, roles| {
        let mut acme = roles.app("acme", "acme");
        acme.exec(&format!("PREPARE rows AS {COUNT}; EXECUTE rows"));
        for round in 0..2 {
            acme.exec(INSERT);
            assert_eq!(acme.integer("EXECUTE rows"), CUSTOMERS as i64 + 1, "round {round}");
            sandbox.reset();
            assert_eq!(acme.integer("EXECUTE rows"), CUSTOMERS as i64, "round {round}");
        }
        sandbox.undo();
        assert_eq!(acme.integer("EXECUTE rows"), CUSTOMERS as i64 + 1);
        acme.exec(INSERT);
        assert_eq!(roles.doctor(), None);
        let mut api = roles.app("api", "acme");
        assert_eq!(api.integer("SELECT count(*) FROM customers WHERE :mine"), CUSTOMERS as i64 + 2);
        let mut api = roles.app("api", "globex");
        assert_eq!(api.integer("SELECT count(*) FROM customers WHERE :mine"), CUSTOMERS as i64);
        api.exec("INSERT INTO customers (:tenant_column code) VALUES (:tenant_value gen_random_uuid())");
    });
});

in_shared_tables!(one_session_that_acts_for_tenants_in_turn_sees_each_ones_rows, |ground| {
    with_roles(ground, |sandbox, roles| {
        roles.make("switch", "LOGIN NOINHERIT");
        let (acme, globex) = (roles.named("acme"), roles.named("globex"));
        roles.admin().exec(&format!("GRANT {acme}, {globex} TO {}", roles.named("switch")));
        sandbox.app().exec("DELETE FROM lines WHERE tenant_id = 'globex'");
        let mut app = roles.app("switch", "acme");
        app.exec("SET plan_cache_mode = force_generic_plan");
        app.exec(&format!("SET ROLE {acme}; PREPARE rows AS SELECT count(*) FROM lines; EXECUTE rows"));
        assert!(app.integer("EXECUTE rows") > 0);
        app.exec(&format!("SET ROLE {globex}"));
        assert_eq!(app.integer("EXECUTE rows"), 0, "a plan is one role's");
    });
});

everywhere!(rights_go_with_the_tenant_and_with_another_role, |ground| {
    with_roles(ground, |sandbox, roles| {
        let (mut acme, mut globex) = (roles.app("acme", "acme"), roles.app("globex", "globex"));
        acme.exec(&format!("PREPARE rows AS {COUNT}; EXECUTE rows"));
        roles.make("other", "LOGIN");
        roles.up("acme", None, Some("other")).expect("it has another role");
        acme.try_exec("EXECUTE rows").expect_err("its rights are gone");
        assert_eq!(roles.app("other", "acme").integer(COUNT), CUSTOMERS as i64);
        sandbox.reset();
        acme.try_exec(COUNT).expect_err("they stay gone");
        assert_eq!(roles.app("other", "acme").integer(COUNT), CUSTOMERS as i64);
        sandbox.tenant("globex").down();
        globex.try_exec(COUNT).expect_err("its rights are gone");
        for role in ["acme", "globex"] {
            // A role that has any right left cannot be dropped.
            roles.admin().exec(&format!("DROP ROLE {}", roles.named(role)));
        }
    });
});

everywhere!(a_role_that_cannot_be_held_is_refused_and_nothing_changes, |ground| {
    let sandbox = Sandbox::new(ground);
    let roles = Roles::new(&sandbox);
    roles.up("globex", Some("api"), Some("globex")).expect("the tenant is created");
    roles.make("bypasses", "LOGIN BYPASSRLS");
    roles.make("above", "LOGIN SUPERUSER");
    for (role, member_of) in [("member", "api"), ("neighbour", "globex")] {
        roles.make(role, "LOGIN");
        roles.admin().exec(&format!("GRANT {} TO {}", roles.named(member_of), roles.named(role)));
    }
    roles.make("boss", "SUPERUSER");
    roles.make("under", &format!("LOGIN IN ROLE {}", roles.named("boss")));
    roles.make("owner", "LOGIN IN ROLE reseed");
    for (role, of) in
        [("reader", "pg_read_all_data"), ("signals", "pg_signal_backend"), ("stats", "pg_read_all_stats, pg_monitor")]
    {
        roles.make(role, &format!("LOGIN IN ROLE {of}"));
    }
    roles.make("keeper", "LOGIN");
    let keep = |role: &str| {
        let owner = format!("EXECUTE format('ALTER DATABASE %I OWNER TO {role}', current_database())");
        let grant = "EXECUTE format('GRANT CREATE ON DATABASE %I TO reseed', current_database())";
        format!("DO $$ BEGIN {owner}; {grant}; END $$")
    };
    roles.admin().exec(&keep(&roles.named("keeper")));
    for (role, why) in [
        ("nobody", "there is no role"),
        ("bypasses", "it has BYPASSRLS"),
        ("above", "it has SUPERUSER"),
        ("under", "which has SUPERUSER"),
        ("member", "which serves all tenants"),
        ("neighbour", "the role of tenant globex"),
        ("owner", "it can act as reseed, which owns the tables"),
        ("reader", "it is a member of pg_read_all_data"),
        ("signals", "it is a member of pg_signal_backend"),
        ("stats", "it is a member of pg_read_all_stats"),
        ("keeper", "it owns the database"),
        ("globex", "the role of tenant globex"),
    ] {
        let error = roles.up("acme", None, Some(role)).expect_err(role);
        assert_eq!(error.kind(), ErrorKind::Refused, "{role}: {error}");
        assert!(error.to_string().contains(why), "{role}: {error}");
        let gone = sandbox.try_status().expect_err("nothing was made");
        assert_eq!(gone.kind(), ErrorKind::NotFound, "{role}: {gone}");
    }
    // Who asks does not matter: reseed may be at work through a member of the owner.
    let said = "SELECT (reseed.loose_role('{}', 'acme') LIKE '%which owns the tables')::int::bigint";
    assert_eq!(roles.admin().integer(&said.replace("{}", &roles.named("owner"))), 1);
    roles.admin().exec(&keep("reseed"));
    roles.up("acme", None, Some("acme")).expect("this one can be");
    if ground.layout == Layout::Shared {
        // A role that served all tenants still sees them when another one is named.
        roles.make("later", "LOGIN");
        roles.up("globex", Some("later"), None).expect("another one for all");
        let error = roles.up("acme", None, Some("api")).expect_err("it sees all");
        assert!(error.to_string().contains("which serves all tenants"), "{error}");
    }
    let error = roles.up("acme", Some("acme"), None).expect_err("a tenant's role for all of them");
    assert!(error.to_string().contains("cannot serve all tenants"), "{error}");
    roles.admin().exec(&format!("ALTER ROLE {} BYPASSRLS", roles.named("acme")));
    let said = roles.doctor().expect("it is found");
    assert!(said.contains("sees more than its rows: it has BYPASSRLS"), "{said}");
});

everywhere!(a_role_keeps_its_rights_on_a_table_that_a_reset_puts_back, |ground| {
    let sandbox = Sandbox::new(ground);
    let roles = Roles::new(&sandbox);
    roles.up("acme", None, None).expect("the tenant is created");
    // This standby knows nothing of the role, and the table that has its rights goes.
    sandbox.warm();
    roles.up("acme", None, Some("acme")).expect("the role is tied");
    if ground.layout == Layout::Schema {
        sandbox.app().exec("DROP TABLE lines");
    }
    sandbox.reset();
    assert!(roles.app("acme", "acme").integer("SELECT count(*) FROM lines") > 0);
});

in_shared_tables!(what_counts_ids_for_a_tenants_role_runs_nothing_of_that_roles_own, |ground| {
    with_roles(ground, |_, roles| {
        let mut acme = roles.app("acme", "acme");
        acme.exec(
            "CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE sql
               AS $$ SELECT set_config('peek.saw', current_user::text, false) IS NOT NULL $$;
             CREATE DOMAIN pg_temp.regclass AS text CHECK (pg_temp.peek(VALUE));
             CREATE FUNCTION pg_temp.nextval(pg_temp.regclass) RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
        );
        acme.exec(INSERT);
        let saw = "SELECT count(*) FROM (SELECT current_setting('peek.saw', true) AS saw) AS s WHERE saw <> ''";
        assert_eq!(acme.integer(saw), 0, "it ran with the owner's rights");
    });
});

everywhere!(an_up_that_fails_changes_nobodys_rights, |ground| {
    let sandbox = Sandbox::new(ground);
    let roles = Roles::new(&sandbox);
    roles.up("acme", None, Some("acme")).expect("the tenant is created");
    let mut plan = plan();
    plan.params.insert("variant".to_owned(), "1".to_owned());
    let wanted = roles.wanted(None, Some("globex"));
    let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("the store opens");
    let operations = Operations::new(&store, sandbox.policy);
    // A batch that lacks columns stops the load.
    let mut wrong = batches(&plan, 1);
    wrong.0[0].1 = wrong.0[0].1.project(&[0]).expect("the first column");
    sandbox.runtime.block_on(operations.up(&plan, &wrong, None, None)).expect_err("the load fails");
    let tied = format!("SELECT count(*) FROM reseed.tenants WHERE role = '{}'", roles.named("acme"));
    assert_eq!(sandbox.app().integer(&tied), 1);
    assert_eq!(roles.app("acme", "acme").integer(COUNT), CUSTOMERS as i64);
});

everywhere!(roles_named_later_get_rights_on_what_is_there, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let roles = Roles::new(&sandbox);
    sandbox.warm();
    if ground.layout == Layout::Shared {
        let mut neighbour = sandbox.app_of("globex");
        neighbour.exec("BEGIN; SELECT count(*) FROM customers WHERE :mine");
        let busy = roles.up("acme", None, Some("acme")).expect_err("the shared table is in use");
        assert_eq!(busy.kind(), ErrorKind::Busy, "{busy}");
        neighbour.exec("COMMIT");
        assert_eq!(sandbox.app().integer("SELECT count(role) FROM reseed.tenants"), 0);
    }
    roles.up("acme", None, Some("acme")).expect("it has a role");
    assert_eq!(roles.app("acme", "acme").integer(COUNT), CUSTOMERS as i64);
    for (tenant, app) in [("acme", "api"), ("globex", "api")] {
        roles.up(tenant, Some(app), None).expect("the applications have a role");
    }
    roles.make("reports", "LOGIN");
    roles.up("globex", Some("reports"), None).expect("other applications have one too");
    for role in ["api", "reports"] {
        let count = "SELECT count(*) FROM customers WHERE :mine";
        assert_eq!(roles.app(role, "globex").integer(count), CUSTOMERS as i64, "{role}");
    }
    roles.app("acme", "acme").exec(INSERT);
    sandbox.reset();
    assert_eq!(roles.app("acme", "acme").integer(COUNT), CUSTOMERS as i64);
    assert_eq!(roles.doctor(), None);
});

in_own_schemas!(rights_are_what_they_were_also_those_that_were_taken_back, |ground| {
    with_roles(ground, |sandbox, roles| {
        let (api, acme, globex) = (roles.named("api"), roles.named("acme"), roles.named("globex"));
        sandbox.app().exec(&format!(
            "REVOKE ALL ON customers, lines FROM PUBLIC; REVOKE DELETE ON customers FROM {acme}; REVOKE ALL ON lines FROM {api};
             GRANT SELECT (id, name), UPDATE (name) ON customers TO {globex} WITH GRANT OPTION; GRANT USAGE ON customers_id_seq TO {globex}"
        ));
        let rights = "SELECT sum(hashtext(format('%s %s', name, item)))::bigint FROM (
            SELECT relname::text AS name, relacl AS acl FROM pg_class WHERE relnamespace = 'acme'::regnamespace
            UNION ALL SELECT format('%s.%s', relname, attname), attacl FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            WHERE relnamespace = 'acme'::regnamespace) AS objects, aclexplode(acl) AS item";
        let before = sandbox.app().integer(rights);
        for done in ["reset", "undo", "another reset"] {
            let receipt = match done {
                "undo" => sandbox.try_undo(),
                _ => sandbox.try_reset(),
            };
            let swap = receipt.unwrap_or_else(|error| panic!("{done}: {error}")).swap;
            assert_eq!(swap.expect("it was swapped").by, reseed::store::Way::Move, "{done}");
            assert_eq!(sandbox.app().integer(rights), before, "{done}");
        }
        refused(&mut roles.app("acme", "acme"), "DELETE FROM customers", "permission denied");
        refused(&mut roles.app("api", "acme"), "SELECT FROM lines", "permission denied");
    });
});
