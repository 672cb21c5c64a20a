//! `reseed up` into tables that an application's migrations made: rows fit or are refused by name, and what was loaded is the seed.

use reseed::on_every_version;

use crate::init::Source;

const APP: &str = include_str!("fills.sql");
const SPEC: &str = include_str!("fills.yaml");
const TENANT: &str = "tenant: ci\ndataset: app\nadopt: { schema: public }\n";
/// All rows of the application.
const ROWS: &str = "SELECT hashtextextended(string_agg(line, E'\\n' ORDER BY line), 0) FROM (
    SELECT 'teams' || t::text AS line FROM teams AS t UNION ALL SELECT 'users' || t::text FROM users AS t
    UNION ALL SELECT 'events' || t.tableoid::regclass::text || t::text FROM events AS t UNION ALL SELECT 'audit' || t::text FROM audit AS t) AS lines";

/// An application's database, and a project with a spec of its tables.
fn project(version: u16) -> Source {
    let source = Source::new(version, APP);
    source.write("generators/app/spec.yaml", SPEC);
    source.write("seeds/ci.yaml", TENANT);
    source
}

impl Source {
    fn up(&self) -> String {
        self.expect(0, &["up", "ci", "--store", &self.url])
    }

    /// The error of an `up` that ends with this code, and after which the tables are as they were.
    fn up_fails(&self, code: i32) -> String {
        let before = self.counts(ROWS);
        let error = self.expect(code, &["up", "ci", "--store", &self.url]);
        assert_eq!(self.counts(ROWS), before, "an error changes nothing: {error}");
        error
    }

    fn count(&self, sql: &str) -> i64 {
        self.counts(&format!("SELECT {sql}"))[0]
    }

    /// Changes the spec.
    fn edit(&self, from: &str, to: &str) {
        let spec = self.spec("app");
        assert!(spec.contains(from), "{from}");
        self.write("generators/app/spec.yaml", &spec.replace(from, to));
    }
}

on_every_version!(rows_of_a_spec_go_into_an_applications_tables_and_come_back, |version| {
    let app = project(version);
    let printed = app.up();
    assert!(printed.contains("users     20") && printed.contains("events    40"), "{printed}");
    // Columns that the spec lacks have their defaults, computed ones what they compute.
    assert_eq!(app.count("count(*) FROM users WHERE labels = '{new}' AND upper_email = upper(email)"), 20);
    // What the application inserts next does not meet what was loaded.
    app.exec("INSERT INTO teams (name) VALUES ('next'); INSERT INTO users (team_id, email) VALUES (6, 'a@b.c')");
    assert_eq!(app.count("max(id) FROM users"), 21);
    let written = app.counts(ROWS);
    app.exec("DELETE FROM events WHERE id < 9; UPDATE users SET email = id::text; UPDATE teams SET lead_id = NULL");
    assert_ne!(app.counts(ROWS), written);
    app.exec("SELECT reseed.reset('ci')");
    assert_eq!(app.count("count(*) FROM users"), 20);
    app.exec("INSERT INTO teams (name) VALUES ('next')");
    assert_eq!(app.count("max(id) FROM teams"), 6, "counters come back, too");
    app.exec("SELECT reseed.reset('ci')");
    app.expect(0, &["verify", "ci", "--store", &app.url]);
    // The same inputs change nothing, also where applications have written since.
    app.exec("DELETE FROM events");
    assert!(app.up().contains("the inputs have not changed"));
    assert_eq!(app.count("count(*) FROM events"), 0);
});

on_every_version!(the_same_inputs_make_the_same_rows_and_others_replace_them, |version| {
    let app = project(version);
    app.up();
    let first = app.counts(ROWS);
    app.write("seeds/ci.yaml", &format!("{TENANT}seed: 9\n"));
    app.exec("UPDATE users SET mood = NULL; INSERT INTO audit (what) VALUES ('written')");
    app.up();
    assert_ne!(app.counts(ROWS), first);
    let second = app.counts(ROWS);
    // What was there can be brought back, with what was written to it.
    app.exec("SELECT reseed.undo('ci')");
    assert_eq!(app.count("count(*) FROM users WHERE mood IS NULL"), 20);
    assert_eq!(app.count("count(*) FROM audit WHERE what = 'written'"), 1);
    app.exec("SELECT reseed.reset('ci')");
    assert_eq!(app.counts(ROWS), second);
    assert_eq!(app.count("count(*) FROM audit WHERE what = 'written'"), 0, "what was written goes first");
    app.expect(0, &["down", "ci", "--yes", "--store", &app.url]);
    let other = project(version);
    other.write("seeds/ci.yaml", &format!("{TENANT}seed: 9\n"));
    other.up();
    let rows = "SELECT hashtextextended(string_agg(u::text, '' ORDER BY id), 0) FROM users AS u";
    assert_eq!(app.counts(rows), other.counts(rows));
});

on_every_version!(rows_that_no_load_has_made_are_a_reason_to_refuse, |version| {
    let app = project(version);
    app.exec("INSERT INTO teams (name) VALUES ('mine'), ('yours')");
    let error = app.up_fails(5);
    assert!(error.contains("table \"teams\" has 2 rows that reseed did not load"), "{error}");
    assert!(error.contains("--replace-rows"), "{error}");
    app.expect(0, &["up", "ci", "--replace-rows", "--store", &app.url]);
    assert_eq!(app.count("count(*) FROM teams"), 5);
    // Rows of tables that the spec does not have stay, and are part of the seed.
    app.exec("DELETE FROM audit; SELECT reseed.reset('ci')");
    assert_eq!(app.count("count(*) FROM audit WHERE what = 'installed'"), 1);
    app.write("seeds/own.yaml", "tenant: own\ndataset: app\n");
    let error = app.expect(2, &["up", "own", "--replace-rows", "--store", &app.url]);
    assert!(error.contains("the file of tenant \"own\" names none"), "{error}");
});

on_every_version!(triggers_of_the_application_fire_or_stay_silent_as_the_tenant_says, |version| {
    let app = project(version);
    let printed = app.up();
    assert!(printed.contains("triggers of table \"users\" changed 20 of the spec's rows"), "{printed}");
    assert_eq!(app.count("count(*) FROM audit WHERE what = 'INSERT'"), 20);
    let touched = app.count("sum(touched) FROM users");
    let other = project(version);
    other.write("seeds/ci.yaml", &TENANT.replace("public }", "public, triggers: silent }"));
    let printed = other.up();
    assert!(!printed.contains("triggers of table"), "{printed}");
    assert_eq!(other.count("count(*) FROM audit"), 1);
    assert_eq!(other.count("sum(touched) FROM users"), touched - 20);
    other.exec("UPDATE users SET mood = 'sad' WHERE id = 3");
    assert_eq!(other.count("sum(touched) FROM users"), touched - 19, "an application's writes fire them");
});

on_every_version!(a_spec_that_does_not_fit_is_refused_with_all_that_is_wrong, |version| {
    let app = project(version);
    app.exec("ALTER TABLE users ADD phone text NOT NULL; ALTER TABLE teams RENAME COLUMN name TO title");
    app.edit("  events:\n", "  event:\n");
    let error = app.up_fails(5);
    for part in [
        "schema \"public\" has no table \"event\"",
        "column \"users.phone\" (text) needs a value",
        "table \"teams\" has no column \"name\"",
        "column \"teams.title\" (public.short) needs a value",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    app.exec("ALTER TABLE users DROP phone; ALTER TABLE teams RENAME COLUMN title TO name");
    app.edit("  event:\n", "  events:\n");
    app.edit("touched: { int", "upper_email: { words: 1 }\n      touched: { int");
    assert!(app.up_fails(5).contains("the database computes column \"users.upper_email\" itself"));
    app.edit("upper_email: { words: 1 }\n      ", "");
    app.up();
});

on_every_version!(values_that_the_tables_refuse_are_named_by_column_or_constraint, |version| {
    let app = project(version);
    app.edit("{ choose: [red, green, blue] }", "{ choose: [a very long name for a team] }");
    let error = app.up_fails(3);
    assert!(error.contains("column \"teams.name\" (public.short) does not take the spec's values"), "{error}");
    app.edit("{ choose: [a very long name for a team] }", "{ choose: [red] }");
    app.edit("{ ip: v4 }", "{ choose: [nowhere] }");
    let error = app.up_fails(3);
    assert!(error.contains("column \"users.ip\" (inet) does not take the spec's values"), "{error}");
    app.edit("{ choose: [nowhere] }", "{ ip: v4 }");
    app.edit("[as_of - 1y, as_of]", "[as_of - 40y, as_of - 39y]");
    let error = app.up_fails(3);
    assert!(error.contains("no partition of relation \"events\""), "{error}");
    app.edit("[as_of - 40y, as_of - 39y]", "[as_of - 1y, as_of]");
    app.exec("CREATE UNIQUE INDEX one_mood ON users (mood)");
    let error = app.up_fails(3);
    assert!(error.contains("\"one_mood\"") && error.contains("A constraint of the application"), "{error}");
});

on_every_version!(after_a_migration_the_spec_is_loaded_again, |version| {
    let app = project(version);
    app.up();
    app.exec("ALTER TABLE users ADD plan text NOT NULL DEFAULT 'free'; CREATE TABLE public.tags (id serial PRIMARY KEY, tag text)");
    let printed = app.up();
    assert!(printed.contains("tags "), "a new table is reset with the others: {printed}");
    assert!(printed.contains("undo cannot bring back the rows that were there"), "{printed}");
    assert_eq!(app.count("count(*) FROM users WHERE plan = 'free'"), 20);
    app.exec("INSERT INTO tags (tag) VALUES ('x'); UPDATE users SET plan = 'paid'; SELECT reseed.reset('ci')");
    assert_eq!(app.count("(SELECT count(*) FROM tags) + (SELECT count(*) FROM users WHERE plan = 'paid')"), 0);
    // Also without its line in the file, as long as the tenant is there.
    app.write("seeds/ci.yaml", "tenant: ci\ndataset: app\nseed: 3\n");
    assert!(app.up().contains("the rows of the spec are in the application's tables"));
});

/// An application whose rows belong to accounts, and the spec of one account.
const ACCOUNTS: &str = "CREATE TABLE accounts (id uuid PRIMARY KEY, name text NOT NULL);
    CREATE TABLE projects (id serial PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts, code varchar(20) NOT NULL, UNIQUE (account_id, code));
    CREATE TABLE tasks (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts,
      project_id integer NOT NULL REFERENCES projects, title text NOT NULL, done boolean NOT NULL DEFAULT false);
    INSERT INTO accounts VALUES ('00000000-0000-0000-0000-00000000000a', 'a'), ('00000000-0000-0000-0000-00000000000b', 'b')";
const ACCOUNT_SPEC: &str = "reseed: 1\ndataset: tracker\nas_of: 2026-01-01T00:00:00Z\nparams: { base: 1 }\ntables:
  projects:\n    rows: 10\n    columns:\n      id: { serial: true, start: $base, type: int4 }
      code: { pattern: \"[A-Z]{6}\", unique: true }
  tasks:\n    each: projects\n    count: 3\n    columns:\n      id: { serial: true, start: $base }
      project_id: projects.id\n      title: { words: [1, 3] }\n";

on_every_version!(two_accounts_of_one_application_have_rows_apart, |version| {
    let app = Source::new(version, ACCOUNTS);
    app.write("generators/tracker/spec.yaml", ACCOUNT_SPEC);
    let account = "00000000-0000-0000-0000-00000000000";
    let adopt = format!("adopt: {{ tenant_column: account_id, tenant_value: {account}a }}\n");
    app.write("seeds/a.yaml", &format!("tenant: a\ndataset: tracker\nseed: 4\n{adopt}"));
    app.expect(0, &["up", "a", "--store", &app.url]);
    app.exec("INSERT INTO projects (account_id, code) SELECT id, 'own' FROM accounts");
    let mine = "count(*) FROM tasks WHERE account_id::text LIKE '%a'";
    assert_eq!([app.count(mine), app.count("max(id)::bigint FROM projects")], [30, 12]);
    let like = ["up", "b", "--like", "a", "--store", &app.url];
    let error = app.expect(5, &like);
    assert!(error.contains("the rows are tenant \"a\" already"), "{error}");
    let value = format!("{account}b");
    let error = app.expect(5, &[&like[..], &["--tenant-value", &value]].concat());
    assert!(error.contains("table \"projects\" has 1 rows that reseed did not load"), "{error}");
    app.exec("DELETE FROM projects WHERE code = 'own'");
    let error = app.expect(3, &[&like[..], &["--tenant-value", &value]].concat());
    assert!(error.contains("\"projects_pkey\""), "{error}");
    app.expect(0, &[&like[..], &["--tenant-value", &value, "--set", "base=1000"]].concat());
    assert_eq!(app.count("count(*) FROM tasks"), 60);
    // Each is reset alone.
    app.exec("UPDATE tasks SET done = true; SELECT reseed.reset('b')");
    assert_eq!(app.count("count(*) FROM tasks WHERE done"), 30);
    // Keys that the application draws next are beyond both.
    app.exec(&format!("INSERT INTO projects (account_id, code) VALUES ('{account}a', 'next')"));
    assert_eq!(app.count("id::bigint FROM projects WHERE code = 'next'"), 1010);
    // A spec may have the column, as long as it says the same.
    let with_column =
        ACCOUNT_SPEC.replace("title: ", &format!("account_id: {{ constant: \"{account}a\" }}\n      title: "));
    app.write("generators/tracker/spec.yaml", &with_column);
    app.expect(0, &["up", "a", "--store", &app.url]);
    let error = app.expect(5, &["up", "b", "--store", &app.url]);
    assert!(error.contains("column \"tasks.account_id\" has other values than the tenant's"), "{error}");
    assert_eq!(app.count("count(*) FROM tasks"), 60);
});
