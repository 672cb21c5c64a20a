//! `reseed sql` runs as the tenant's role or the application's, and nothing that it calls gets the owner's rights.

use super::roles::{Roles, with_roles};
use super::*;
use reseed::store::{Answer, Store, StoreError};

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

everywhere!(what_a_tenant_has_made_runs_as_the_tenant_whatever_it_tries, |ground| {
    with_roles(ground, |sandbox, roles| {
        lend(roles);
        arm(roles);
        let acme = roles.named("acme");
        for call in ["SELECT * FROM tricks.looks", "SELECT 1; SELECT tricks.act()", "BEGIN; TABLE tricks.looks; COMMIT"]
        {
            let answer = sql(sandbox, "acme", call).unwrap_or_else(|error| panic!("{call}: {error}"));
            assert_eq!(cells(&answer).last(), Some(&acme.as_str()), "{call}");
            assert_eq!(answer.owner_because, None);
        }
        // At the end of a transaction too: a deferred trigger, and a cursor that outlives it.
        let error = sql(sandbox, "acme", "INSERT INTO tricks.fuse VALUES (1)").expect_err("it may be deferred again");
        assert!(error.to_string().contains("trigger \"late\" of table \"tricks.fuse\""), "{error}");
        roles.app("acme", "acme").exec("DROP TABLE tricks.fuse");
        sql(sandbox, "acme", "SELECT tricks.later()").unwrap_or_else(|error| panic!("{error}"));
        let others = format!("SELECT count(*) FROM tricks.said WHERE who <> '{acme}'");
        let mut admin = roles.admin();
        assert_eq!(admin.integer(&others), 0);
        assert_eq!(admin.integer("SELECT count(*) FROM tricks.said"), 15);
        let error = sql(sandbox, "acme", "RESET ROLE").expect_err("not within the function");
        assert!(error.to_string().contains("cannot set parameter \"role\""), "{error}");
        let error = sql(sandbox, "acme", "SELECT * FROM reseed.tenants").expect_err("it is the owner's");
        assert!(error.to_string().contains("permission denied"), "{error}");
    });
});

everywhere!(a_tenants_statements_see_and_change_its_rows_as_before, |ground| {
    with_roles(ground, |sandbox, roles| {
        lend(roles);
        let told =
            |statements: &str| sql(sandbox, "acme", statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
        let answer = told("SELECT count(*) AS n, NULL AS none, true AS yes, 'a \"b\", \\ (c)' AS text FROM customers");
        assert_eq!(cells(&answer), ["40", "null", "t", "a \"b\", \\ (c)"]);
        assert_eq!(answer.tables[0].columns, ["n", "none", "yes", "text"]);
        let answer = told("UPDATE customers SET name = 'mine'; DELETE FROM lines WHERE order_id = 3");
        assert!(answer.changed > 40 && answer.tables.is_empty(), "{}", answer.changed);
        let answer = told("UPDATE customers SET name = '' WHERE id < 3 RETURNING id, name");
        assert_eq!(cells(&answer), ["1", "", "2", ""]);
        assert_eq!(cells(&told("BEGIN; DELETE FROM lines; ROLLBACK; SELECT count(*) > 0 FROM lines")), ["t"]);
        let error = sql(sandbox, "acme", "DELETE FROM lines; SELECT 1/0").expect_err("a division by zero");
        assert!(error.to_string().contains("statement 2 of 2 (\"SELECT 1/0\"): division by zero"), "{error}");
        assert_eq!(cells(&told("SELECT count(*) > 0 FROM lines")), ["t"], "none had an effect");
        assert!(sandbox.tenant("globex").verify().equals_seed);
    });
});

/// A table of acme's own, in a schema of its own.
fn own_table(roles: &Roles<'_>) {
    let acme = roles.named("acme");
    roles.admin().exec(&format!("CREATE SCHEMA own AUTHORIZATION {acme}"));
    roles.app("acme", "acme").exec(
        "CREATE TABLE own.t AS SELECT 1 AS n; CREATE PROCEDURE own.ends() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
         CREATE FUNCTION own.forge() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
           EXECUTE 'CREATE OR REPLACE FUNCTION pg_temp.reseed_run(statement pg_catalog.text) RETURNS SETOF pg_catalog.text
             LANGUAGE plpgsql AS ''BEGIN RESET ROLE; RETURN NEXT ''''c[\"who\"]''''; RETURN NEXT concat(''''r('''', current_user, '''')''''); END''';
           RETURN 1; END $$",
    );
}

everywhere!(a_transaction_has_the_mode_that_its_statements_give_it, |ground| {
    with_roles(ground, |sandbox, roles| {
        lend(roles);
        own_table(roles);
        let mode =
            "SELECT concat_ws(' ', current_setting('transaction_isolation'), current_setting('transaction_read_only'))";
        for (statements, expected) in [
            (format!("BEGIN READ ONLY; {mode}; SELECT n FROM own.t; COMMIT"), ["read committed on", "1"]),
            (format!("BEGIN ISOLATION LEVEL SERIALIZABLE; {mode}; SELECT 2; COMMIT"), ["serializable off", "2"]),
            (
                format!("BEGIN; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; {mode}; SELECT 3; COMMIT"),
                ["repeatable read on", "3"],
            ),
            (format!("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 4; {mode}"), ["4", "serializable off"]),
            (format!("BEGIN; SELECT 5; SET TRANSACTION READ ONLY; {mode}; COMMIT"), ["5", "read committed on"]),
            (format!("BEGIN READ ONLY; SELECT 6; COMMIT AND CHAIN; {mode}; ROLLBACK"), ["6", "read committed on"]),
            (
                format!(
                    "BEGIN; SAVEPOINT a; SET TRANSACTION READ ONLY; ROLLBACK TO a; {mode}; UPDATE own.t SET n = 1 RETURNING 7; END"
                ),
                ["read committed off", "7"],
            ),
        ] {
            let answer = sql(sandbox, "acme", &statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
            assert_eq!(cells(&answer), expected, "{statements}");
        }
        let error = sql(sandbox, "acme", "BEGIN READ ONLY; DELETE FROM own.t; COMMIT").expect_err("it is read-only");
        assert!(error.to_string().contains("cannot execute DELETE in a read-only transaction"), "{error}");
        // Whatever the statements replace, and whenever.
        let acme = roles.named("acme");
        for (begin, end) in [
            ("BEGIN; SELECT own.forge(); SET TRANSACTION READ ONLY", "COMMIT"),
            ("BEGIN; SELECT own.forge(); SAVEPOINT a; SET TRANSACTION READ ONLY; ROLLBACK TO a", "COMMIT"),
            ("BEGIN; SELECT own.forge(); COMMIT AND CHAIN; SET TRANSACTION READ ONLY; ROLLBACK AND CHAIN", "COMMIT"),
            ("SELECT own.forge(); SELECT own.forge()", "SELECT 1"),
        ] {
            let statements = format!("{begin}; SELECT current_user; {end}");
            let answer = sql(sandbox, "acme", &statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
            assert!(cells(&answer).contains(&acme.as_str()) && !cells(&answer).contains(&"reseed"), "{statements}");
        }
        let refused =
            "BEGIN; SELECT own.forge(), set_config('transaction_read_only', 'on', true); SELECT current_user; COMMIT";
        let error = sql(sandbox, "acme", refused).expect_err("its function cannot be made again");
        assert!(error.help().is_some_and(|help| help.contains("read-only")), "{error}");
    });
});

everywhere!(what_a_function_cannot_run_works_or_is_refused_with_the_way_to_run_it, |ground| {
    with_roles(ground, |sandbox, roles| {
        lend(roles);
        own_table(roles);
        for statements in [
            "SELECT n INTO own.made FROM own.t",
            "CREATE INDEX CONCURRENTLY n ON own.t (n)",
            "REINDEX (CONCURRENTLY) INDEX own.n",
            "REINDEX SCHEMA own",
            "DROP INDEX CONCURRENTLY own.n",
            "VACUUM own.t; SELECT n INTO TEMP made FROM own.t",
            "BEGIN; SELECT n INTO own.again FROM own.t; COMMIT",
        ] {
            sql(sandbox, "acme", statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
        }
        assert_eq!(cells(&sql(sandbox, "acme", "SELECT * FROM own.made, own.again").expect("both")), ["1", "1"]);
        for (statements, why) in [
            ("BEGIN; VACUUM own.t; COMMIT", "VACUUM cannot run inside a transaction block"),
            ("CREATE DATABASE other", "CREATE DATABASE cannot"),
            ("CALL own.ends()", "invalid transaction termination"),
            ("PREPARE TRANSACTION 'a'", "transaction commands"),
            ("SELECT 1; COPY own.t FROM STDIN", "statement 2 of 2 (\"COPY own.t FROM STDIN\"): COPY cannot read from"),
            ("COPY (SELECT 'x') TO STDOUT WITH (FORMAT csv)", "COPY cannot read from or write to the client"),
        ] {
            let error = sql(sandbox, "acme", statements).expect_err(statements);
            assert!(error.to_string().contains(why), "{statements}: {error}");
            let help = error.help().unwrap_or_default();
            assert!(help.contains("psql \"$(reseed url acme)\""), "{statements}: {help}");
        }
    });
    let plain = Sandbox::with_tenants(ground, &["acme"]);
    let error = sql(&plain, "acme", "COPY (SELECT 1) TO STDOUT").expect_err("nor with the owner's rights");
    assert!(error.to_string().contains("COPY cannot"), "{error}");
    let error = sql(&plain, "acme", "VACUUM; SELECT 1").expect_err("several are one transaction");
    assert!(error.help().is_some_and(|help| help.contains("only statement")), "{error}");
});

everywhere!(where_no_role_will_do_the_reason_is_reported, |ground| {
    let plain = Sandbox::with_tenants(ground, &["acme"]);
    let answer = sql(&plain, "acme", "SELECT current_user").expect("it runs");
    assert_eq!(
        (cells(&answer).as_slice(), answer.owner_because.as_deref()),
        (["reseed"].as_slice(), Some("neither the tenant nor its dataset has a role (--tenant-role, --app-role)"))
    );
    with_roles(ground, |sandbox, roles| {
        let because = || sql(sandbox, "acme", "SELECT 1").expect("it runs").owner_because.unwrap_or_default();
        let (mut admin, acme) = (roles.admin(), roles.named("acme"));
        assert_eq!(because(), format!("role \"reseed\" may not act as role \"{acme}\""));
        lend(roles);
        let (_, address) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
        let database = address.split('?').next().unwrap_or_default();
        admin.exec(&format!("REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"));
        assert_eq!(because(), format!("role \"{acme}\" may create no temporary objects in this database"));
        admin.exec("UPDATE reseed.tenants SET role = NULL WHERE name = 'acme'");
        admin.exec(&format!("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC"));
        let answer = sql(sandbox, "acme", "SELECT current_user, count(*) FROM customers").expect("it runs");
        assert_eq!(cells(&answer), [roles.named("api").as_str(), "40"], "the application's role");
    });
});
