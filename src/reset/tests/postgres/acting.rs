//! `reseed sql` runs as the tenant's role or the application's, and nothing that it calls gets the owner's rights.

use super::roles::{Roles, with_roles};
use super::*;
use crate::store::{Answer, Store, StoreError};

fn sql(sandbox: &Sandbox, tenant: &str, statements: &str) -> Result<Answer, StoreError> {
    sandbox.runtime.block_on(sandbox.store().execute(&name(tenant), statements.to_owned()))
}

fn cells(answer: &Answer) -> Vec<&str> {
    answer.tables.iter().flat_map(|table| &table.rows).flatten().map(|cell| cell.as_deref().unwrap_or("null")).collect()
}

/// Lets reseed's login act as the roles.
fn lend(roles: &Roles<'_>) {
    roles.admin().exec(&format!("GRANT {}, {} TO reseed", roles.named("acme"), roles.named("api")));
}

/// What acme's own role makes, in a schema of its own: whatever runs `act` tries every way to the login's rights.
fn arm(roles: &Roles<'_>) {
    let acme = roles.named("acme");
    roles.admin().exec(&format!("CREATE SCHEMA tricks AUTHORIZATION {acme}"));
    roles.app("acme", "acme").exec(
        "CREATE TABLE tricks.said (who name, way text);
         CREATE FUNCTION tricks.act() RETURNS name LANGUAGE plpgsql AS $$
         DECLARE way text;
         BEGIN
           FOREACH way IN ARRAY ARRAY['SET ROLE NONE', 'RESET ROLE', 'SET SESSION AUTHORIZATION DEFAULT', 'SET ROLE reseed',
               'SELECT set_config(''role'', ''none'', false)'] LOOP
             BEGIN EXECUTE way; EXCEPTION WHEN OTHERS THEN NULL; END;
             INSERT INTO tricks.said VALUES (current_user, way);
           END LOOP;
           RETURN current_user;
         END $$;
         CREATE VIEW tricks.looks AS SELECT tricks.act() AS who;
         CREATE FUNCTION tricks.fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tricks.act(); RETURN NULL; END $$;
         CREATE TABLE tricks.fuse (n int);
         CREATE CONSTRAINT TRIGGER late AFTER INSERT ON tricks.fuse DEFERRABLE INITIALLY DEFERRED
           FOR EACH ROW EXECUTE FUNCTION tricks.fire();
         CREATE FUNCTION tricks.later() RETURNS int LANGUAGE plpgsql AS $$
           BEGIN EXECUTE 'DECLARE kept CURSOR WITH HOLD FOR SELECT tricks.act()'; RETURN 1; END $$;
         GRANT USAGE ON SCHEMA tricks TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA tricks TO PUBLIC",
    );
}

#[test]
fn what_a_tenant_has_made_runs_as_the_tenant_whatever_it_tries() {
    everywhere(|ground| {
        with_roles(ground, |sandbox, roles| {
            lend(roles);
            arm(roles);
            let acme = roles.named("acme");
            for call in
                ["SELECT * FROM tricks.looks", "SELECT 1; SELECT tricks.act()", "BEGIN; TABLE tricks.looks; COMMIT"]
            {
                let answer = sql(sandbox, "acme", call).unwrap_or_else(|error| panic!("{ground:?}: {call}: {error}"));
                assert_eq!(cells(&answer).last(), Some(&acme.as_str()), "{ground:?}: {call}");
                assert_eq!(answer.owner_because, None, "{ground:?}");
            }
            // At the end of a transaction too: a deferred trigger, and a cursor that outlives it.
            let error =
                sql(sandbox, "acme", "INSERT INTO tricks.fuse VALUES (1)").expect_err("it may be deferred again");
            assert!(error.to_string().contains("trigger \"late\" of table \"tricks.fuse\""), "{ground:?}: {error}");
            roles.app("acme", "acme").exec("DROP TABLE tricks.fuse");
            sql(sandbox, "acme", "SELECT tricks.later()").unwrap_or_else(|error| panic!("{ground:?}: {error}"));
            let others = format!("SELECT count(*) FROM tricks.said WHERE who <> '{acme}'");
            let mut admin = roles.admin();
            assert_eq!(admin.integer(&others), 0, "{ground:?}");
            assert_eq!(admin.integer("SELECT count(*) FROM tricks.said"), 15, "{ground:?}");
            let error = sql(sandbox, "acme", "RESET ROLE").expect_err("not within the function");
            assert!(error.to_string().contains("cannot set parameter \"role\""), "{ground:?}: {error}");
            let error = sql(sandbox, "acme", "SELECT * FROM reseed.tenants").expect_err("it is the owner's");
            assert!(error.to_string().contains("permission denied"), "{ground:?}: {error}");
        });
    });
}

#[test]
fn a_tenants_statements_see_and_change_its_rows_as_before() {
    everywhere(|ground| {
        with_roles(ground, |sandbox, roles| {
            lend(roles);
            let told = |statements: &str| {
                sql(sandbox, "acme", statements).unwrap_or_else(|error| panic!("{ground:?}: {statements}: {error}"))
            };
            let answer =
                told("SELECT count(*) AS n, NULL AS none, true AS yes, 'a \"b\", \\ (c)' AS text FROM customers");
            assert_eq!(cells(&answer), ["40", "null", "t", "a \"b\", \\ (c)"], "{ground:?}");
            assert_eq!(answer.tables[0].columns, ["n", "none", "yes", "text"], "{ground:?}");
            let answer = told("UPDATE customers SET name = 'mine'; DELETE FROM lines WHERE order_id = 3");
            assert!(answer.changed > 40 && answer.tables.is_empty(), "{ground:?}: {}", answer.changed);
            let answer = told("UPDATE customers SET name = '' WHERE id < 3 RETURNING id, name");
            assert_eq!(cells(&answer), ["1", "", "2", ""], "{ground:?}");
            assert_eq!(
                cells(&told("BEGIN; DELETE FROM lines; ROLLBACK; SELECT count(*) > 0 FROM lines")),
                ["t"],
                "{ground:?}"
            );
            let error = sql(sandbox, "acme", "DELETE FROM lines; SELECT 1/0").expect_err("a division by zero");
            assert!(
                error.to_string().contains("statement 2 of 2 (\"SELECT 1/0\"): division by zero"),
                "{ground:?}: {error}"
            );
            assert_eq!(cells(&told("SELECT count(*) > 0 FROM lines")), ["t"], "{ground:?}: none had an effect");
            assert!(run!(sandbox, verify(&name("globex"))).expect("it is read").equals_seed, "{ground:?}");
        });
    });
}

#[test]
fn where_no_role_will_do_the_reason_is_said() {
    everywhere(|ground| {
        let plain = Sandbox::with_tenants(ground, &["acme"]);
        let answer = sql(&plain, "acme", "SELECT current_user").expect("it runs");
        assert_eq!(
            (cells(&answer).as_slice(), answer.owner_because.as_deref()),
            (["reseed"].as_slice(), Some("neither the tenant nor its dataset has a role (--tenant-role, --app-role)")),
            "{ground:?}"
        );
        with_roles(ground, |sandbox, roles| {
            let because = || sql(sandbox, "acme", "SELECT 1").expect("it runs").owner_because.unwrap_or_default();
            let (mut admin, acme) = (roles.admin(), roles.named("acme"));
            assert_eq!(because(), format!("role \"reseed\" may not act as role \"{acme}\""), "{ground:?}");
            lend(roles);
            let (_, address) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
            let database = address.split('?').next().unwrap_or_default();
            admin.exec(&format!("REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"));
            assert_eq!(
                because(),
                format!("role \"{acme}\" may create no temporary objects in this database"),
                "{ground:?}"
            );
            admin.exec("UPDATE reseed.tenants SET role = NULL WHERE name = 'acme'");
            admin.exec(&format!("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC"));
            let answer = sql(sandbox, "acme", "SELECT current_user, count(*) FROM customers").expect("it runs");
            assert_eq!(cells(&answer), [roles.named("api").as_str(), "40"], "{ground:?}: the application's role");
        });
    });
}
