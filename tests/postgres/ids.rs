//! Ids that inserts leave out.

use super::roles::Roles;
use super::*;
use reseed::reset::Operations;
use reseed::store::Way;
use reseed::testkit::counted::{FIRST, Ids, SECOND, SPEC};
use reseed::testkit::made::Made;

/// What a session gets that inserts rows without ids, which `lastval()` gives it too.
fn insert(app: &mut App<'_>) -> Ids {
    let mut returned = |table: &str, columns: &str, values: &str, id: &str| {
        let id = app.integer(&format!(
            "INSERT INTO {table} (:tenant_column {columns}) VALUES (:tenant_value {values}) RETURNING ({id})::bigint"
        ));
        let last = app.integer("SELECT lastval()");
        (id, last)
    };
    let (event, last) = returned("events", "kind, title", "'login', 'new'", "id");
    assert_eq!(last, event);
    let (ticket, last) = returned("tickets", "title", "'new'", "number");
    assert_eq!(last, ticket);
    let (both, last) = returned("invoices", "title", "'new'", "id * 1000000 + number");
    assert_eq!(last, both % 1_000_000, "the column that comes last");
    [event, ticket, both / 1_000_000, both % 1_000_000]
}

/// Acme, which applications and its own role work with.
fn with_ids(ground: Ground, test: impl Fn(&Sandbox, &Roles<'_>)) {
    let (sandbox, made) = (Sandbox::new(ground), Made::of(SPEC));
    let roles = Roles::new(&sandbox);
    let wanted = roles.wanted(Some("api"), Some("acme"));
    let store = sandbox.runtime.block_on(PostgresStore::create(&sandbox.url, wanted)).expect("the store opens");
    let operations = Operations::new(&store, sandbox.policy);
    sandbox.runtime.block_on(operations.up(made.plan(), &made, None, None)).expect("the tenant is created");
    test(&sandbox, &roles);
}

everywhere!(an_insert_without_ids_gets_the_next_ones_over_resets_and_undo, |ground| {
    with_ids(ground, |sandbox, roles| {
        let (mut api, mut own) = (roles.app("api", "acme"), roles.app("acme", "acme"));
        assert_eq!(insert(&mut api), FIRST);
        assert_eq!(insert(&mut own), SECOND);
        let moved = sandbox.fingerprint("acme").1;
        assert_eq!(moved, ["events.id", "tickets.number", "invoices", "invoices.number"]);
        // The second one takes tables that were live before.
        for round in 0..3 {
            let receipt = sandbox.reset();
            assert_eq!(receipt.swap.expect("it was swapped").by, Way::Move);
            assert!(sandbox.equals_seed("acme"), "round {round}");
            assert_eq!(insert(&mut api), FIRST, "round {round}");
        }
        sandbox.undo();
        assert_eq!(insert(&mut own), SECOND);
        let random =
            "SELECT count(DISTINCT id) FROM tickets WHERE :mine AND title = 'new' AND substr(id::text, 15, 1) = '4'";
        assert_eq!(own.integer(random), 2);
        let told = own.try_exec("INSERT INTO notes (:tenant_column title) VALUES (:tenant_value 'x')");
        let told = told.expect_err("a reference has no default").to_string();
        assert!(told.contains("null value in column \"ticket_id\""), "{told}");
    });
});

everywhere!(the_last_number_of_an_insert_is_that_of_the_last_column, |ground| {
    let made = Made::of(
        "reseed: 1\ndataset: shop\nas_of: 2026-01-01T00:00:00Z\ntables:\n  bills:\n    rows: 5\n    key: [z_id]\n    columns:
      z_id: serial\n      number: { serial: true, start: 1000 }\n      a_page: { serial: true, start: 50 }\n      title: { words: 1 }\n",
    );
    let sandbox = Sandbox::new(ground);
    sandbox.up_plan(made.plan(), &made);
    for round in 0..3 {
        let mut app = sandbox.app();
        app.exec("INSERT INTO bills (:tenant_column title) VALUES (:tenant_value 'new')");
        assert_eq!(app.integer("SELECT lastval()"), 55, "round {round}");
        assert_eq!(app.integer("SELECT max(z_id) FROM bills WHERE :mine"), 6, "round {round}");
        sandbox.reset();
    }
});

everywhere!(every_trigger_sees_the_id_and_counters_continue_after_a_restore_by_rows, |ground| {
    with_ids(ground, |sandbox, roles| {
        roles.admin().exec(
            "CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN PERFORM set_config('seen.id', NEW.id::text, false); RETURN NEW; END $$",
        );
        sandbox.app().exec("CREATE TRIGGER \"0\" BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION public.see()");
        let mut api = roles.app("api", "acme");
        assert_eq!(insert(&mut api), FIRST);
        let receipt = sandbox.reset();
        let by = if ground.layout == Layout::Schema { Way::Rows } else { Way::Move };
        assert_eq!(receipt.swap.expect("it was swapped").by, by);
        let differs = sandbox.fingerprint("acme").1;
        let own = ["events.0"].map(str::to_owned);
        assert_eq!(differs, if by == Way::Rows { &own[..] } else { &[] }, "only what was added");
        assert_eq!(insert(&mut api), FIRST);
        assert_eq!(api.integer("SELECT current_setting('seen.id')::bigint"), FIRST[0]);
        sandbox.undo();
        assert_eq!(insert(&mut api), SECOND);
        assert_eq!(api.integer("SELECT current_setting('seen.id')::bigint"), SECOND[0]);
    });
});

in_own_schemas!(the_server_finds_the_counters_of_a_tenants_own_tables_and_roles_may_draw_from_them, |ground| {
    with_ids(ground, |sandbox, roles| {
        sandbox.reset();
        for role in ["api", "acme"] {
            let mut app = roles.app(role, "acme");
            for (table, column) in [("events", "id"), ("tickets", "number"), ("invoices", "number")] {
                let sequence = format!("pg_get_serial_sequence('{table}', '{column}')");
                let next = app.integer(&format!("SELECT nextval({sequence})"));
                assert_eq!(app.integer(&format!("SELECT currval({sequence})")), next, "{role}");
                let told = app.try_exec(&format!("SELECT setval({sequence}, 1)")).expect_err("it is no owner");
                assert!(told.to_string().contains("permission denied"), "{role}: {told}");
            }
        }
    });
});

everywhere!(a_tenant_whose_record_lacks_serials_works_as_before, |ground| {
    with_ids(ground, |sandbox, _| {
        sandbox.app().exec(
            "UPDATE reseed.snapshots SET schema_json = replace(schema_json::text, '\"serial\": true', '\"serial\": false')::jsonb",
        );
        for _ in 0..3 {
            sandbox.reset();
            assert!(sandbox.equals_seed("acme"));
        }
        let mut app = sandbox.app();
        app.exec("INSERT INTO events (:tenant_column id, kind, title) VALUES (:tenant_value 6, 'login', 'x')");
        app.try_exec("INSERT INTO events (:tenant_column kind, title) VALUES (:tenant_value 'login', 'x')")
            .expect_err("nothing counts it");
        let whole = "INSERT INTO invoices (:tenant_column number, title) VALUES (:tenant_value 1, 'x') RETURNING id";
        assert_eq!(app.integer(whole), FIRST[2], "a whole key is counted all the same");
    });
});

in_shared_tables!(doctor_gives_the_statement_for_a_shared_key_without_a_default, |ground| {
    with_ids(ground, |sandbox, _| {
        let store = sandbox.store();
        let found = || {
            let findings = sandbox.runtime.block_on(store.examine()).expect("findings");
            findings.into_iter().find(|one| one.about == "UUID keys without a default").expect("looked at").found
        };
        assert_eq!(found(), "none");
        sandbox.app().exec("ALTER TABLE ONLY tickets ALTER COLUMN id DROP DEFAULT");
        let statement = found();
        assert_eq!(statement, "ALTER TABLE ONLY shop.tickets ALTER COLUMN id SET DEFAULT gen_random_uuid()");
        sandbox.app().exec(&statement);
        assert_eq!(found(), "none");
        sandbox.app().exec("ALTER TABLE ONLY tickets ALTER COLUMN id DROP DEFAULT");
        sandbox.down();
        assert_eq!(found(), "none", "nothing says that a key of the notes refers to a ticket");
        sandbox.app().exec(&statement);
        let made = Made::of(SPEC);
        sandbox
            .runtime
            .block_on(Operations::new(&store, sandbox.policy).up(made.plan(), &made, None, None))
            .expect("up");
        sandbox.reset();
        assert!(sandbox.equals_seed("acme"));
    });
});
