//! Tenants in tables of an application: what is written comes back by a reset, whatever it was and whichever role wrote it.

mod around;
mod copies;
mod faults;
mod owners;
mod random;
mod schemas;
mod together;

use reseed::on_every_version;
use reseed::reset::{Operations, Receipt};
use reseed::store::postgres::PostgresStore;
use reseed::store::{Adoption, StoreError, Way};
use reseed::testkit::commands::Verbs;
use reseed::testkit::server;
use serde_json::Value;

use super::*;

const APP: &str = include_str!("app.sql");
/// All rows of the application, in one order.
const ROWS: &str = "SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
    SELECT 'teams' || t::text AS line FROM teams AS t UNION ALL SELECT 'users' || t::text FROM users AS t
    UNION ALL SELECT 'notes' || t::text FROM notes AS t UNION ALL SELECT 'bookings' || t::text FROM bookings AS t
    UNION ALL SELECT 'events' || t.tableoid::regclass::text || t::text FROM events AS t UNION ALL SELECT 'audit' || t::text FROM audit AS t
    ) AS lines";
/// Where its counters continue.
const COUNTERS: &str = "SELECT string_agg((last_value + is_called::int)::text, ' ') FROM (
    SELECT * FROM teams_id_seq UNION ALL SELECT * FROM users_id_seq UNION ALL SELECT * FROM audit_id_seq) AS q";

/// A database of an application.
pub struct Application {
    sandbox: Sandbox,
}

impl Application {
    /// With the tables and rows of `app.sql`, which are no tenant's.
    pub fn new(version: u16) -> Application {
        let app = Application { sandbox: Sandbox::at(server::database(version), Layout::Schema) };
        app.session().exec(APP);
        app
    }

    /// The same as tenant `ci`.
    pub fn adopted(version: u16) -> Application {
        let app = Application::new(version);
        app.adopt(&all()).expect("the tables can be adopted");
        app
    }

    pub fn adopt(&self, adoption: &Adoption) -> Result<Receipt, StoreError> {
        self.adopt_as("ci", adoption)
    }

    pub fn adopt_as(&self, tenant: &str, adoption: &Adoption) -> Result<Receipt, StoreError> {
        let store = self.store();
        let operations = Operations::new(&store, self.sandbox.policy);
        self.sandbox.runtime.block_on(operations.adopt(&name(tenant), adoption, None))
    }

    fn store(&self) -> PostgresStore {
        self.sandbox.store()
    }

    /// A session of the application, as the owner of its tables.
    pub fn session(&self) -> App<'_> {
        self.session_as("reseed")
    }

    /// The same as another role.
    pub fn session_as(&self, role: &str) -> App<'_> {
        let mut session = self.sandbox.app_as(role, "public");
        session.exec("SET search_path = public");
        session
    }

    /// All that a reset brings back.
    pub fn rows(&self) -> String {
        let mut session = self.session();
        format!("{} {}", session.text(ROWS), session.text(COUNTERS))
    }

    /// The rows of one table.
    pub fn rows_of(&self, table: &str) -> String {
        self.session().text(&format!("SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM {table} AS t"))
    }

    /// Resets from a connection of the application.
    pub fn reset(&self) -> Value {
        self.session().json("SELECT reseed.reset('ci')")
    }
}

/// All tables of the application.
pub fn all() -> Adoption {
    Adoption::of_schema("public")
}

impl App<'_> {
    /// The only value of the only row, as text.
    pub fn text(&mut self, sql: &str) -> String {
        self.try_text(sql).unwrap_or_else(|error| panic!("the query runs: {error}: {sql}"))
    }

    pub fn try_text(&mut self, sql: &str) -> Result<String, sqlx::Error> {
        let query = format!("SELECT coalesce(v::text, '') FROM ({sql}) AS q (v)");
        self.runtime.block_on(sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(&mut self.connection))
    }

    pub fn json(&mut self, sql: &str) -> Value {
        serde_json::from_str(&self.text(sql)).expect("is JSON")
    }

    /// The SQLSTATE and the message of statements that fail.
    pub fn failure(&mut self, sql: &str) -> (String, String) {
        let error = self.try_exec(sql).expect_err("is refused");
        let error = error.as_database_error().expect("the server refuses");
        (error.code().unwrap_or_default().into_owned(), error.message().to_owned())
    }
}

on_every_version!(a_reset_reverts_what_was_written_and_nothing_else, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    let mut session = app.session();
    session.exec(
        "UPDATE users SET credit = credit + 1 WHERE id IN (5, 6); DELETE FROM users WHERE id = 60;
         INSERT INTO users (email) VALUES ('new@example.com'); UPDATE notes SET body = '{\"b\": 2}' WHERE user_id = 9;
         INSERT INTO events (day, what) VALUES ('2026-05-05', 'late'); UPDATE events SET day = '2026-12-01' WHERE id = 1;
         UPDATE users SET credit = 7.0 WHERE id = 7;
         INSERT INTO django_migrations (name) VALUES ('0002_more')",
    );
    assert_ne!(app.rows(), seed);
    let receipt = app.reset();
    assert_eq!(app.rows(), seed, "{receipt}");
    assert_eq!(receipt["swap"]["by"], "delta");
    assert_eq!(session.integer("SELECT count(*) FROM django_migrations"), 2, "not the tenant's");
    // A session that was there before continues, views too.
    assert_eq!(session.integer("SELECT count(*) FROM people"), 60);
    assert_eq!(app.reset()["changed"], false, "nothing was written since");
});

on_every_version!(undo_brings_back_what_a_reset_took, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    let mut session = app.session();
    session.exec(
        "UPDATE users SET email = 'a@x' WHERE id = 1; UPDATE users SET email = 'u1@example.com' WHERE id = 2;
         UPDATE users SET email = 'u2@example.com' WHERE id = 1; DELETE FROM teams WHERE id = 12; DELETE FROM audit WHERE id = 3",
    );
    let written = session.text("SELECT md5(string_agg(u::text, ' ' ORDER BY id)) FROM users AS u");
    app.reset();
    assert_eq!(app.rows(), seed);
    // What was written since is not in the state that comes back.
    session.exec("UPDATE users SET credit = 99 WHERE id = 3");
    let receipt = session.json("SELECT reseed.undo('ci')");
    assert_eq!(session.text("SELECT md5(string_agg(u::text, ' ' ORDER BY id)) FROM users AS u"), written, "{receipt}");
    assert_eq!(receipt["origin"]["epoch"], 1);
    app.reset();
    assert_eq!(app.rows(), seed, "the log has what undo brought back");
});

on_every_version!(the_command_line_does_the_same_as_the_functions, |version| {
    let app = Application::adopted(version);
    let (seed, tenant) = (app.rows(), app.sandbox.tenant("ci"));
    assert!(tenant.verify().equals_seed);
    app.session().exec("UPDATE users SET credit = 0 WHERE id < 4; INSERT INTO teams (name) VALUES ('new')");
    let found = tenant.verify();
    assert!(!found.equals_seed && found.checks.iter().any(|check| check.table == "users" && !check.equal));
    let diff = tenant.diff(3);
    let teams = diff.tables.iter().find(|table| table.table == "teams").expect("it was written to");
    assert_eq!((teams.added, teams.changed, teams.removed), (1, 0, 0));
    let receipt = tenant.reset();
    assert_eq!(app.rows(), seed);
    assert_eq!(receipt.swap.expect("rows were reverted").by, Way::Delta);
    assert!(tenant.verify().equals_seed);
    assert_eq!(receipt.made.digest, tenant.verify().live.digest);
});

on_every_version!(a_key_has_its_effect_once, |version| {
    let app = Application::adopted(version);
    let mut session = app.session();
    session.exec("UPDATE users SET credit = 0");
    let first = session.json("SELECT reseed.reset('ci', key => 'once')");
    session.exec("UPDATE users SET credit = 1");
    let again = session.json("SELECT reseed.reset('ci', key => 'once')");
    assert_eq!((&again["replayed"], &again["number"]), (&Value::Bool(true), &first["number"]));
    assert_eq!(session.integer("SELECT count(*) FROM users WHERE credit = 1"), 60);
    let (code, _) = session.failure("SELECT reseed.undo('ci', key => 'once')");
    assert_eq!(code, "22023", "it was another request");
});

on_every_version!(a_reset_is_part_of_the_transaction_that_calls_it, |version| {
    let app = Application::adopted(version);
    let (seed, mut session) = (app.rows(), app.session());
    session.exec("UPDATE users SET credit = 0 WHERE id = 1");
    let written = session.text(ROWS);
    session
        .exec("BEGIN; UPDATE users SET credit = 5 WHERE id = 2; SAVEPOINT s; SELECT reseed.reset('ci'); ROLLBACK TO s");
    assert_eq!(session.integer("SELECT count(*) FROM users WHERE id = 2 AND credit = 5"), 1);
    session.exec("ROLLBACK");
    assert_eq!(session.text(ROWS), written, "a rollback takes the reset back");
    session.exec("BEGIN; UPDATE users SET credit = 5 WHERE id = 2; SELECT reseed.reset('ci'); COMMIT");
    assert_eq!(app.rows(), seed, "with what the transaction itself had written");
    let (code, message) = session.failure(
        "BEGIN ISOLATION LEVEL REPEATABLE READ; UPDATE users SET credit = 5 WHERE id = 2; SELECT reseed.reset('ci')",
    );
    assert_eq!(code, "25001");
    assert!(message.contains("REPEATABLE READ"), "{message}");
});

on_every_version!(adoption_changes_nothing_but_triggers, |version| {
    let app = Application::new(version);
    let before = schema(&app);
    app.adopt(&all()).expect("the tables can be adopted");
    let after = schema(&app);
    let added: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert!(added.iter().all(|line| line.contains("~reseed_log") || line.contains("reseed.reverting")), "{added:#?}");
    assert_eq!(gone.len(), 2, "the application's two triggers have a condition more: {gone:#?}");
    app.adopt(&all()).expect("again");
    assert_eq!(schema(&app), after);
    app.sandbox.tenant("ci").down();
    let left = schema(&app);
    assert!(left.iter().all(|line| !line.contains("~reseed_log")));
    assert_eq!(left.len(), before.len());
});

/// The definitions of everything in the application's schema, a line each.
fn schema(app: &Application) -> Vec<String> {
    let sql = "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT format('column %s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity) AS line
        FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT format('function %s %s', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT pg_get_triggerdef(t.oid) || ' ' || tgenabled::text FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal) AS lines";
    app.session().text(sql).lines().map(str::to_owned).collect()
}

on_every_version!(the_application_s_triggers_fire_for_the_application_alone, |version| {
    let app = Application::adopted(version);
    let mut session = app.session();
    session.exec(
        "UPDATE notes SET body = '{\"z\": 1}' WHERE user_id = 1 AND n = 1; UPDATE users SET credit = 3 WHERE id = 1",
    );
    assert_eq!(session.integer("SELECT count(*) FROM notes WHERE changed_at IS NOT NULL"), 1);
    app.reset();
    assert_eq!(session.integer("SELECT count(*) FROM notes WHERE changed_at IS NOT NULL"), 0);
    session.exec(
        "UPDATE notes SET body = '{\"z\": 1}' WHERE user_id = 1 AND n = 1; UPDATE users SET credit = 3 WHERE id = 1",
    );
    assert_eq!(session.integer("SELECT count(*) FROM notes WHERE changed_at IS NOT NULL"), 1, "the guard is off again");
});

on_every_version!(tables_that_cannot_be_reset_are_named, |version| {
    let app = Application::new(version);
    app.session().exec(
        "CREATE TABLE keyless (a int); CREATE TABLE outside.children (id int PRIMARY KEY, team bigint REFERENCES teams);
         CREATE TABLE ruled (id int PRIMARY KEY); CREATE RULE r AS ON INSERT TO ruled DO INSTEAD NOTHING;
         CREATE TABLE forced (id int PRIMARY KEY); ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            .replace("CREATE TABLE outside", "CREATE SCHEMA outside; CREATE TABLE outside")
            .as_str(),
    );
    let refused = app.adopt(&all()).expect_err("is refused");
    let text = refused.to_string();
    for part in [
        "table public.keyless has no primary key",
        "foreign key \"children_team_fkey\" of table outside.children, which is not among them, refers to table public.teams",
        "rule \"r\" rewrites what is written to table public.ruled",
        "table public.forced forces row-level security on its owner",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let some = Adoption { tables: vec!["notes".to_owned(), "bookings".to_owned(), "us*".to_owned()], ..all() };
    let text = app.adopt(&some).expect_err("teams refers to users").to_string();
    assert!(text.contains("foreign key \"teams_lead\" of table public.teams"), "{text}");
    let none = Adoption { tables: vec!["nothing*".to_owned()], ..all() };
    assert!(app.adopt(&none).expect_err("there are none").to_string().contains("has no tables called nothing*"));
    let events = Adoption { tables: vec!["event?".to_owned()], ..all() };
    app.adopt(&events).expect("one table with partitions");
});
