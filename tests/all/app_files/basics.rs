//! Adoption, reset, undo, diff, status, verify, down.

use std::process::Command;

use reseed::reset::{LiveState, Policy};
use reseed::store::{Adoption, ErrorKind, Way};
use rusqlite::Connection;

use super::{App, way};

/// Writes of many kinds: cascades, swapped unique values, keys that change, rows that are replaced.
pub const WRITES: &str = "
    DELETE FROM users WHERE id = 6;
    UPDATE users SET handle = CASE id WHEN 1 THEN 'h2' ELSE 'tmp' END WHERE id = 2;
    UPDATE users SET handle = 'h2' WHERE id = 1; UPDATE users SET handle = 'h1' WHERE id = 2;
    DELETE FROM tags WHERE user = 59; UPDATE users SET id = 900 WHERE id = 59;
    UPDATE teams SET name = 'renamed' WHERE id = 2;
    INSERT INTO teams (name) VALUES ('new');
    DELETE FROM teams WHERE id = 5;
    INSERT OR REPLACE INTO users (id, team, email, handle) VALUES (77, 1, 'u9@X', 'H10');
    INSERT INTO users (id, email, handle) VALUES (11, 'e', 'f') ON CONFLICT (id) DO UPDATE SET score = 7;
    INSERT INTO seats VALUES (50, 30);
    UPDATE OR REPLACE seats SET place = 40 WHERE id = 1;
    UPDATE tags SET name = 'TAG1' WHERE user = 1; UPDATE tags SET weight = 1.0 WHERE user = 3;
    DELETE FROM events WHERE rowid = 4; INSERT INTO events VALUES ('later', NULL);
    REPLACE INTO sessions VALUES ('token2', 3, 'x');";

#[test]
fn a_reset_brings_back_rows_rowids_counters_and_nothing_else() {
    for journal in ["DELETE", "WAL"] {
        let app = App::new(journal);
        let (seed, schema) = (app.rows(), app.own_schema());
        let receipt = app.adopt().expect("the tables are adopted");
        assert_eq!(receipt.made.tables.len(), 6, "a migration tool's table is left out");
        assert_eq!(app.own_schema(), schema, "nothing of the application is altered");
        app.exec(WRITES);
        app.exec("INSERT INTO django_migrations VALUES (2, 'second')");
        let written = app.rows();
        assert_ne!(written, seed);
        assert!(!app.verify().equals_seed);
        let receipt = app.reset();
        assert_eq!(app.rows(), seed, "{journal}");
        assert_eq!(way(&receipt).0, Way::Delta, "{receipt:?}");
        assert!(app.verify().equals_seed && app.diff().tables.is_empty());
        let migrations: i64 =
            app.connection.query_row("SELECT count(*) FROM django_migrations", [], |row| row.get(0)).expect("a count");
        assert_eq!(migrations, 2, "what is not the tenant's stays");
        app.undo();
        assert_eq!(app.rows(), written, "{journal}");
        app.exec("UPDATE teams SET name = 'again' WHERE id = 2");
        assert_eq!(way(&app.proven().expect("it is equal")).0, Way::Delta, "the log has what the undo brought back");
        assert_eq!(app.rows(), seed, "{journal}");
        assert_eq!(app.own_schema(), schema, "nothing of the application is altered");
        let again = app.reset();
        assert!(!again.changed && app.rows() == seed);
    }
}

#[test]
fn states_are_undone_in_turn_and_the_last_three_are_kept() {
    let app = App::adopted("WAL");
    let mut states = Vec::new();
    for name in ["a", "b", "c", "d"] {
        app.exec(&format!("UPDATE teams SET name = '{name}' WHERE id = 1; DELETE FROM users WHERE team = 1"));
        states.push(app.rows());
        app.reset();
    }
    let named =
        app.with(Policy::default(), async |operations| operations.status(&app.tenant()).await).expect("a status");
    assert_eq!(named.retired.len(), 3);
    let oldest = named.retired.last().map(|epoch| epoch.epoch);
    let undone = app.with(Policy::default(), async |operations| operations.undo(&app.tenant(), oldest, None).await);
    assert!(undone.expect("it is kept").changed);
    assert_eq!(app.rows(), states[1]);
    app.reset();
    let gone = app.with(Policy::default(), async |operations| operations.undo(&app.tenant(), oldest, None).await);
    assert!(gone.expect_err("it came back and is the seed's now").to_string().contains("has no state to restore"));
}

#[test]
fn status_and_diff_name_what_was_written_and_what_was_not() {
    let app = App::adopted("DELETE");
    let live = || app.with(Policy::default(), async |o| o.status(&app.tenant()).await.expect("a status").live);
    assert_eq!(live(), LiveState::Seed);
    app.exec("BEGIN; DELETE FROM users; ROLLBACK; SAVEPOINT s; DELETE FROM events; ROLLBACK TO s; RELEASE s");
    assert_eq!(live(), LiveState::Seed, "what was rolled back is no write");
    app.exec("UPDATE users SET score = 5.5, photo = x'00' WHERE id = 20; DELETE FROM events WHERE rowid = 3; UPDATE teams SET name = name");
    assert_eq!(live(), LiveState::MayDiffer);
    let diff = app.diff();
    let lines: Vec<String> =
        diff.tables.iter().map(|t| format!("{} {} {} {}", t.table, t.added, t.changed, t.removed)).collect();
    assert_eq!(lines, ["events 0 0 1", "teams 0 8 0", "users 0 1 0"]);
    let user = &diff.tables[2].samples[0];
    assert_eq!(
        (user.key.clone(), user.columns.clone()),
        (vec![("id".to_owned(), "20".to_owned())], vec!["score".to_owned(), "photo".to_owned()])
    );
    assert_eq!(diff.tables[0].samples[0].key, [("rowid".to_owned(), "3".to_owned())]);
    app.exec("UPDATE sqlite_sequence SET seq = 400 WHERE name = 'teams'");
    app.reset();
    app.exec("UPDATE sqlite_sequence SET seq = 900 WHERE name = 'teams'");
    assert!(app.reset().changed, "a counter that was set is no row in the log");
    app.exec("INSERT INTO teams (name) VALUES ('next')");
    assert_eq!(app.connection.last_insert_rowid(), 9);
}

#[test]
fn down_leaves_the_rows_and_takes_the_log_away() {
    let app = App::new("WAL");
    let schema = app.own_schema();
    app.adopt().expect("the tables are adopted");
    app.exec(WRITES);
    let written = app.rows();
    app.with(Policy::default(), async |operations| operations.down(&app.tenant(), None).await).expect("it is removed");
    assert_eq!((app.rows(), app.own_schema()), (written, schema));
    let left: i64 = app
        .connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'reseed%'", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(left, 0);
    for folder in ["tenants", "snapshots", "retired"] {
        assert_eq!(std::fs::read_dir(app.store_path().join(folder)).expect("a folder").count(), 0, "{folder}");
    }
    app.adopt().expect("it can come again");
}

#[test]
fn an_adopted_file_is_adopted_again_after_a_migration() {
    let app = App::adopted("DELETE");
    app.exec("ALTER TABLE teams ADD COLUMN city text; UPDATE teams SET city = 'x'");
    let error = app.try_reset(Policy::default()).expect_err("columns differ");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("\"teams\" has other columns"), "{error}");
    assert!(error.help().is_some_and(|help| help.contains("reseed adopt ci")), "{error}");
    let same = Adoption { file: None, schema: "public".to_owned(), tables: Vec::new(), owner: None, roles: Vec::new() };
    let again = app.with(Policy::default(), async |operations| operations.adopt(&app.tenant(), &same, None).await);
    again.expect("the file is known");
    let seed = app.rows();
    app.exec(WRITES);
    app.reset();
    assert_eq!(app.rows(), seed);
}

#[test]
fn what_cannot_be_reset_where_it_is_is_refused_by_name() {
    let refused = |more: &str, patterns: &[&str]| {
        let app = App::new("DELETE");
        app.exec(more);
        let (schema, rows) = (app.own_schema(), app.rows());
        let error = app.adopt_tables(patterns).expect_err("it cannot be reset");
        assert_eq!((app.own_schema(), app.rows()), (schema, rows), "nothing has changed");
        let left = app.with(Policy::default(), async |operations| operations.list().await.expect("a list"));
        assert!(left.is_empty(), "no record is left");
        assert_eq!(std::fs::read_dir(app.store_path().join("snapshots")).expect("a folder").count(), 0);
        error.to_string()
    };
    let outside = refused("", &["users", "teams"]);
    assert!(
        outside.contains("\"sessions\" refers to \"users\"") && outside.contains("\"tags\" refers to"),
        "{outside}"
    );
    let search = "CREATE VIRTUAL TABLE search USING fts5 (body);
        CREATE TRIGGER indexed AFTER INSERT ON events BEGIN INSERT INTO search VALUES (NEW.what); END";
    assert!(
        refused(search, &[]).contains("trigger \"indexed\" of table \"events\" writes to virtual table \"search\"")
    );
    let function = "CREATE TABLE odd (a integer); INSERT INTO odd VALUES (1); PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE odd (a integer CHECK (mine(a) = 1))' WHERE name = 'odd';
        PRAGMA writable_schema = RESET";
    let function = refused(function, &[]);
    assert!(function.contains("a row of table \"odd\" cannot be restored: unknown function: mine()"), "{function}");
    assert!(refused("CREATE TABLE r (rowid, _rowid_, oid)", &[]).contains("all names of the rowid"));
    assert!(refused("", &["nothing*"]).contains("the file has no tables called nothing*"));
}

#[test]
fn a_file_has_one_tenant_and_the_command_line_says_what_fits_where() {
    let app = App::adopted("DELETE");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.env("NO_COLOR", "1").env("RESEED_STORE", format!("sqlite:{}", app.store_path().display()));
        let output = command.current_dir(app.folder.path()).args(arguments).output().expect("it starts");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    assert!(run(&["adopt", "other", "--file", "app.db"]).contains("are tenant \"ci\" already"));
    assert!(
        run(&["adopt", "other"])
            .contains("an application's file has to be named\nhelp: Run \"reseed adopt other --file FILE\"")
    );
    assert!(run(&["adopt", "ci", "--file", "missing.db"]).contains("there is no file \"missing.db\""));
    assert!(
        run(&["adopt", "ci", "--role", "app"]).contains("applies to PostgreSQL stores only; a file has one schema")
    );
    assert!(
        run(&["adopt", "ci", "--file", "a", "--store", "postgres://u@127.0.0.1:1/x"])
            .contains("--file applies to SQLite stores only")
    );
    std::fs::write(app.folder.path().join("text"), "no database, however long this text may be").expect("ours");
    assert!(run(&["adopt", "other", "--file", "text"]).contains("is not a database of SQLite"));
    let other = app.folder.path().join("other.db");
    std::fs::copy(app.path(), &other).expect("ours");
    assert!(run(&["adopt", "ci", "--file", "other.db"]).contains("tenant \"ci\" has the tables of"));
    let moved = app.path().with_file_name("moved.db");
    std::fs::rename(app.path(), &moved).expect("ours");
    assert!(run(&["reset", "ci"]).contains("is not there\nhelp: Put it back, or name another one"));
    assert!(run(&["adopt", "ci", "--file", "moved.db"]).contains("proof    every row was read"));
    std::fs::rename(&moved, app.path()).expect("ours");
    assert!(run(&["adopt", "ci", "--file", "app.db"]).contains("proof    every row was read"));
    assert!(run(&["snapshot", "save", "ci", "x"]).contains("it has no named snapshots"));
    app.exec("DELETE FROM events");
    assert!(run(&["status", "ci"]).contains("differs"));
    assert!(run(&["reset", "ci", "--dry-run"]).contains("events      0        0       16"));
    assert!(run(&["reset", "ci"]).contains("by       delta: 16 rows"));
    assert!(run(&["url", "ci"]).trim_end().ends_with("app.db"));
    assert!(run(&["sql", "ci", "SELECT count(*) FROM users"]).contains("60"));
    let connection = Connection::open(app.path()).expect("the file opens");
    drop(connection);
}

#[test]
fn an_undo_keeps_what_differs_from_the_seed_though_it_leaves_it_as_it_is() {
    let app = App::new("WAL");
    app.exec("CREATE TABLE pairs (id INTEGER PRIMARY KEY, x INT); INSERT INTO pairs VALUES (1, 0), (2, 0)");
    app.adopt().expect("the tables are adopted");
    let rows = || -> Vec<i64> {
        let mut query = app.connection.prepare("SELECT x FROM pairs ORDER BY id").expect("the query is right");
        query.query_map([], |row| row.get(0)).expect("the query runs").map(|x| x.expect("a number")).collect()
    };
    app.exec("UPDATE pairs SET x = 1 WHERE id = 1");
    app.reset();
    app.exec("UPDATE pairs SET x = 1 WHERE id = 1; UPDATE pairs SET x = 5 WHERE id = 2");
    app.undo();
    assert_eq!(rows(), [1, 0]);
    app.undo();
    assert_eq!(rows(), [1, 5]);
    app.reset();
    assert_eq!(rows(), [0, 0]);
}

#[test]
fn adopting_again_takes_the_tables_that_were_chosen_before() {
    let app = App::new("DELETE");
    app.exec("CREATE TABLE lib_a (id INTEGER PRIMARY KEY); CREATE TABLE other (id INTEGER PRIMARY KEY)");
    app.adopt_tables(&["lib_*"]).expect("the table is adopted");
    app.exec("ALTER TABLE lib_a ADD COLUMN c");
    app.adopt().expect("the table is adopted again");
    app.exec("INSERT INTO other VALUES (1); INSERT INTO lib_a VALUES (1, 2)");
    app.reset();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        app.connection.query_row(&sql, [], |row| row.get(0)).expect("the query runs")
    };
    assert_eq!([count("other"), count("lib_a")], [1, 0]);
}

#[test]
fn a_trigger_that_copies_into_a_virtual_table_is_refused_however_its_table_is_written() {
    let app = App::new("WAL");
    app.exec(
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT);
         CREATE VIRTUAL TABLE posts_fts USING fts5(body, content='posts', content_rowid='id');
         CREATE TRIGGER ai AFTER INSERT ON Posts BEGIN INSERT INTO posts_fts (rowid, body) VALUES (new.id, new.body); END",
    );
    let error = app.adopt().expect_err("is refused").to_string();
    assert!(error.contains("trigger \"ai\"") && error.contains("\"posts_fts\""), "{error}");
}
