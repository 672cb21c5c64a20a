//! `reset --dry-run`, `doctor` and the reset itself say the same of what migrations have done, in the same words.

use super::*;
use reseed::store::ErrorKind;
use reseed::store::Level;

/// Where an alteration is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Both,
    Shared,
    Schema,
}

/// What a migration does, where, from which version on, and the message about it; none where resets still work.
struct Case {
    make: &'static str,
    on: On,
    from: u16,
    said: Option<&'static str>,
}

const fn refused(on: On, make: &'static str, said: &'static str) -> Case {
    Case { make, on, from: 15, said: Some(said) }
}

const fn accepted(on: On, make: &'static str) -> Case {
    Case { make, on, from: 15, said: None }
}

const CASES: [Case; 28] = [
    // Columns.
    refused(
        On::Both,
        "ALTER TABLE customers ADD COLUMN note text; UPDATE customers SET note = ''; ALTER TABLE customers ALTER COLUMN note SET NOT NULL",
        "takes no nulls and has no default, and the s",
    ),
    accepted(On::Both, "ALTER TABLE customers ADD COLUMN note text NOT NULL DEFAULT ''"),
    refused(On::Shared, "ALTER TABLE customers ALTER COLUMN small TYPE integer", "column \"small\" is integer, the spec wants smallint"),
    refused(
        On::Schema,
        "ALTER TABLE customers ALTER COLUMN small TYPE integer",
        "column \"customers.small\" has type integer, and the seed has smallint",
    ),
    accepted(On::Both, "ALTER TABLE customers ALTER COLUMN name TYPE varchar(50)"),
    refused(
        On::Both,
        "UPDATE customers SET name = ''; ALTER TABLE customers ALTER COLUMN name TYPE varchar(3)",
        "table \"customers\": value too long for type character varying(3)",
    ),
    refused(On::Shared, "ALTER TABLE customers DROP COLUMN gap", "it lacks column \"gap\" (interval)"),
    refused(On::Schema, "ALTER TABLE customers DROP COLUMN gap; CREATE VIEW v AS TABLE customers", "column \"customers.gap\" is gone"),
    refused(
        On::Both,
        "UPDATE customers SET name = ''; ALTER TABLE customers ALTER COLUMN name SET NOT NULL",
        "table \"customers\": null value in column \"name\" of relation \"customers\" violates not-null constraint",
    ),
    Case {
        make: "ALTER TABLE customers ADD COLUMN nr bigint GENERATED ALWAYS AS IDENTITY",
        on: On::Shared,
        from: 17,
        said: Some("column \"nr\" is an identity column, and the spec lacks it"),
    },
    accepted(On::Schema, "ALTER TABLE customers ADD COLUMN nr bigint GENERATED ALWAYS AS IDENTITY"),
    accepted(On::Schema, "ALTER TABLE customers ADD COLUMN nr bigserial"),
    // Indexes and constraints that the seed's rows violate, or do not.
    refused(
        On::Shared,
        "DELETE FROM lines; DELETE FROM \"Order \"\"Details\"\"\"; DELETE FROM customers WHERE id > 1; CREATE UNIQUE INDEX quick ON customers (tenant_id, active)",
        "table \"customers\": duplicate key value violates unique constraint \"quick\"",
    ),
    refused(
        On::Schema,
        "DELETE FROM lines; DELETE FROM \"Order \"\"Details\"\"\"; DELETE FROM customers WHERE id > 1; CREATE UNIQUE INDEX quick ON customers (active)",
        "table \"customers\": duplicate key value violates unique constraint \"quick\"",
    ),
    refused(
        On::Shared,
        "DELETE FROM lines; DELETE FROM \"Order \"\"Details\"\"\"; DELETE FROM customers WHERE id > 1; CREATE UNIQUE INDEX quick ON customers (tenant_id, (active::text))",
        "table \"customers\": duplicate key value violates unique constraint \"quick\"",
    ),
    refused(
        On::Both,
        "ALTER TABLE lines ALTER COLUMN amount TYPE numeric(12,2) USING 1; CREATE INDEX quick ON lines ((1 / (100.01 - amount)))",
        "table \"lines\": division by zero",
    ),
    accepted(On::Both, "CREATE INDEX quick ON customers (lower(name))"),
    refused(
        On::Both,
        "UPDATE lines SET amount = 0; ALTER TABLE lines ADD CONSTRAINT cheap CHECK (amount < 1)",
        "table \"lines\": new row for relation \"lines\" violates check constraint \"cheap\"",
    ),
    accepted(On::Both, "ALTER TABLE lines ADD CONSTRAINT dear CHECK (amount > 0)"),
    // What refers to the tables, or depends on them.
    refused(
        On::Schema,
        "CREATE TABLE visits (customer bigint REFERENCES customers); INSERT INTO customers (id, code) VALUES (99, gen_random_uuid());
         INSERT INTO visits VALUES (99)",
        "foreign key \"visits_customer_fkey\" of table \"acme.visits\" keeps them",
    ),
    refused(
        On::Schema,
        "CREATE TABLE sizes (small smallint PRIMARY KEY); UPDATE customers SET small = NULL;
         ALTER TABLE customers ADD CONSTRAINT known FOREIGN KEY (small) REFERENCES sizes",
        "table \"customers\": rows violate foreign key \"known\"",
    ),
    refused(
        On::Shared,
        "CREATE TABLE public.codes (code uuid PRIMARY KEY); INSERT INTO public.codes SELECT DISTINCT code FROM customers;
         ALTER TABLE customers ADD CONSTRAINT known FOREIGN KEY (code) REFERENCES public.codes",
        "foreign key known of table shop.customers refers to",
    ),
    refused(On::Schema, "ALTER TABLE lines RENAME TO rows", "table \"lines\" is called acme.rows now"),
    refused(
        On::Schema,
        "ALTER TABLE lines DROP CONSTRAINT lines_pkey; CREATE VIEW v AS TABLE lines",
        "table \"lines\" has no unique key (order_id, line_no)",
    ),
    // By other roles.
    accepted(
        On::Both,
        ":as_admin GRANT USAGE ON SCHEMA :schema TO :stranger; GRANT SELECT ON customers TO :stranger; GRANT CREATE ON DATABASE :database TO :stranger;
         SET ROLE :stranger; CREATE SCHEMA theirs; CREATE VIEW theirs.looks AS SELECT * FROM customers",
    ),
    refused(On::Schema, ":as_admin ALTER TABLE lines OWNER TO :stranger", "table \"acme.lines\" belongs to role \":stranger\""),
    refused(On::Shared, ":as_admin ALTER TABLE lines OWNER TO :stranger", "table \"shop.lines\" belongs to role \":stranger\""),
    refused(
        On::Shared,
        ":as_admin DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE %s OWNER TO :stranger', node) FROM reseed.nodes LIMIT 1); END $$",
        "belongs to role \":stranger\"",
    ),
];

/// The sandbox of a case, altered, and the expected message.
fn altered(ground: Ground, case: &Case) -> (Sandbox, Option<String>) {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let (_, address) = sandbox.url.rsplit_once("localhost/").expect("an address of a test's server");
    let database = address.split('?').next().unwrap_or_default().to_owned();
    let stranger = format!("{database}_stranger");
    let schema = if ground.layout == Layout::Shared { "shop" } else { "acme" };
    let filled =
        |text: &str| text.replace(":stranger", &stranger).replace(":database", &database).replace(":schema", schema);
    match case.make.strip_prefix(":as_admin ") {
        None => sandbox.app().exec(case.make),
        Some(make) => {
            let mut admin = sandbox.app_as("postgres", "acme");
            admin.exec(&format!("CREATE ROLE {stranger}"));
            admin.exec(&filled(make));
        }
    }
    (sandbox, case.said.map(filled))
}

/// The doctor's finding about resets.
fn doctor(sandbox: &Sandbox) -> (Level, String, String) {
    let found = sandbox.runtime.block_on(sandbox.store().examine()).expect("findings");
    let found =
        found.into_iter().find(|finding| finding.about == "resets that would be refused").expect("it is looked at");
    (found.level, found.found, found.help)
}

everywhere!(a_dry_run_the_doctor_and_the_reset_say_the_same_of_every_alteration, |ground| {
    let is_here = |case: &&Case| {
        let layout = match case.on {
            On::Both => true,
            On::Shared => ground.layout == Layout::Shared,
            On::Schema => ground.layout == Layout::Schema,
        };
        layout && ground.version >= case.from
    };
    for case in CASES.iter().filter(is_here) {
        let what = case.make;
        let (sandbox, wanted) = altered(ground, case);
        let before = sandbox.try_dry_run(0).unwrap_or_else(|error| panic!("{what}: {error}"));
        let (level, found, help) = doctor(&sandbox);
        match (wanted, sandbox.try_reset()) {
            (None, Ok(receipt)) => {
                assert_eq!((before.obstacle, found.as_str(), level), (None, "none", Level::Ok), "{what}");
                assert_eq!(receipt.swap.map(|swap| swap.by), Some(before.by), "{what}");
            }
            (Some(wanted), Err(error)) => {
                assert_eq!(error.kind(), ErrorKind::Refused, "{what}: {error}");
                let said = error.to_string();
                assert!(said.contains(&wanted), "{what}: {said}");
                assert_eq!(before.obstacle.as_deref(), Some(said.as_str()), "{what}");
                assert_eq!(before.help.as_deref(), error.to_do(), "{what}");
                assert!(error.help().is_some_and(|help| help.contains("Nothing has changed")), "{what}");
                assert!(level == Level::Fault && found.ends_with(&said), "{what}: {found}");
                assert_eq!(Some(help.as_str()), error.to_do(), "{what}");
            }
            (wanted, done) => panic!("{what}: wanted {wanted:?}, dry run {:?}, got {done:?}", before.obstacle),
        }
    }
});

everywhere!(a_preflight_draws_no_number_and_leaves_nothing, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let mut app = sandbox.app();
    app.exec(
        "CREATE SEQUENCE public.numbers; ALTER TABLE lines ADD COLUMN nr bigint NOT NULL DEFAULT nextval('public.numbers');
         CREATE INDEX quick ON lines ((amount + 1))",
    );
    let numbers = "SELECT last_value FROM public.numbers";
    let (before, relations) = (app.integer(numbers), "SELECT count(*) FROM pg_class");
    let there = app.integer(relations);
    sandbox.dry_run(0);
    doctor(&sandbox);
    assert_eq!((app.integer(numbers), app.integer(relations)), (before, there));
});
