//! Ways around the log: each is noticed, and then all rows are compared; or the reset is refused.

use reseed::reset::Policy;
use reseed::store::{ErrorKind, Way};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::{App, way};

/// Adopts, does something that the log does not see, and resets: all rows are compared, and are the seed's.
#[track_caller]
fn is_noticed(name: &str, why: &str, around: impl Fn(&App)) {
    for journal in ["DELETE", "WAL"] {
        let app = App::adopted(journal);
        let seed = app.rows();
        app.exec("UPDATE users SET score = 1 WHERE id = 3");
        around(&app);
        let receipt = app.reset();
        assert_eq!(app.rows(), seed, "{name}, {journal}");
        let (by, said) = way(&receipt);
        assert!(by == Way::Full && said.contains(why), "{name}, {journal}: {by:?} {said}");
        app.exec("DELETE FROM events; UPDATE seats SET place = place + 1000");
        assert_eq!(way(&app.reset()).0, Way::Delta, "{name}: the log is complete again");
        assert_eq!(app.rows(), seed, "{name}: and sees writes");
    }
}

/// A table remade as migration tools do it.
const REMADE: &str = "PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE new_seats (id INTEGER PRIMARY KEY, place integer NOT NULL UNIQUE ON CONFLICT REPLACE) STRICT;
    INSERT INTO new_seats SELECT * FROM seats; DROP TABLE seats; ALTER TABLE new_seats RENAME TO seats; COMMIT; PRAGMA foreign_keys = ON;";

#[test]
fn a_table_that_a_migration_remade_is_noticed() {
    is_noticed("remade", "triggers of the log are gone", |app| {
        app.exec(REMADE);
        app.exec("UPDATE seats SET place = place + 1; DELETE FROM seats WHERE id = 4");
    });
}

#[test]
fn a_table_that_was_dropped_and_recreated_is_noticed() {
    is_noticed("recreated", "triggers of the log are gone", |app| {
        app.exec(
            "DROP TABLE events; CREATE TABLE events (what text, at text); INSERT INTO events VALUES ('other', 'x')",
        );
    });
}

#[test]
fn triggers_that_were_dropped_are_noticed() {
    is_noticed("dropped", "triggers of the log are gone", |app| {
        app.exec("DROP TRIGGER reseed_log_2_after_delete; DELETE FROM seats WHERE id = 5");
    });
    is_noticed("dropped and recreated", "were altered since", |app| {
        let sql: String = app
            .connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = 'reseed_log_2_after_delete'", [], |row| row.get(0))
            .expect("the trigger is there");
        app.exec(&format!(
            "BEGIN; DROP TRIGGER reseed_log_2_after_delete; DELETE FROM seats WHERE id = 5; {sql}; COMMIT"
        ));
    });
    is_noticed("dropped, and the counter of the schema set back", "triggers of the log are gone", |app| {
        let before: i64 = app.connection.query_row("PRAGMA schema_version", [], |row| row.get(0)).expect("a number");
        app.exec("DROP TRIGGER reseed_log_2_after_delete; DELETE FROM seats WHERE id = 5");
        app.exec(&format!("PRAGMA schema_version = {before}"));
    });
    is_noticed("edited in the schema itself", "triggers of the log are gone", |app| {
        app.exec("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'reseed_log_2_after_delete'; PRAGMA writable_schema = RESET");
        app.exec("DELETE FROM seats WHERE id = 5");
    });
}

#[test]
fn a_log_that_is_gone_or_was_emptied_is_noticed() {
    is_noticed("dropped with what it does not know", "the log is gone", |app| {
        app.exec("DROP TABLE reseed_log");
        let drops: Vec<String> = super::texts(
            &app.connection,
            "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE name LIKE 'reseed_log_%' AND type = 'trigger'",
        );
        app.exec(&drops.join(";"));
        app.exec("DELETE FROM seats");
    });
    is_noticed("emptied like all tables", "another seed", |app| app.exec("DELETE FROM seats; DELETE FROM reseed_log"));
}

#[test]
fn a_vacuum_and_other_statements_on_the_schema_are_noticed() {
    is_noticed("vacuum", "were altered since", |app| app.exec("DELETE FROM events WHERE rowid < 12; VACUUM"));
    is_noticed("another index", "triggers of the log are gone or were altered", |app| {
        app.exec("CREATE UNIQUE INDEX by_boss ON users (boss) WHERE id > 58; INSERT OR REPLACE INTO users (id, email, boss) VALUES (500, 'n', 20)");
    });
}

#[test]
fn another_file_in_its_place_is_noticed() {
    let replaced = |name: &str, why: &str, copy: fn(&App, &std::path::Path)| {
        let app = App::adopted("DELETE");
        let seed = app.rows();
        let other = app.path().with_file_name("other.db");
        copy(&app, &other);
        let changed = Connection::open(&other).expect("the copy opens");
        changed
            .execute_batch("UPDATE users SET score = 3 WHERE id = 4; DELETE FROM events WHERE rowid = 7")
            .expect("it is written to");
        drop(changed);
        let App { folder, connection, runtime } = app;
        drop(connection);
        std::fs::rename(&other, folder.path().join("app.db")).expect("ours");
        let connection = Connection::open(folder.path().join("app.db")).expect("the file opens");
        let app = App { folder, connection, runtime };
        let (by, said) = way(&app.reset());
        assert!(said.contains(why) && (by == Way::Full) != why.ends_with("rows"), "{name}: {by:?} {said}");
        assert_eq!(app.rows(), seed, "{name}");
    };
    replaced("a copy has its own log, which is right", "2 rows", |app, other| drop(std::fs::copy(app.path(), other)));
    replaced("vacuumed into another file", "were altered since", |app, other| {
        app.exec(&format!("DELETE FROM events WHERE rowid = 1; VACUUM INTO '{}'", other.display()));
    });
    replaced("made from the schema's text", "the log is gone", |app, other| {
        let made = Connection::open(other).expect("a file");
        made.execute_batch(include_str!("schema.sql")).expect("the schema is right");
        app.exec("SELECT 1");
    });
}

#[test]
fn a_copy_from_before_the_seed_was_taken_again_is_noticed() {
    let app = App::adopted("DELETE");
    let old = app.path().with_file_name("old.db");
    std::fs::copy(app.path(), &old).expect("a copy");
    app.exec("UPDATE teams SET name = 'of the new seed' WHERE id = 1");
    app.adopt().expect("the seed is taken again");
    let seed = app.rows();
    let App { folder, connection, runtime } = app;
    drop(connection);
    std::fs::rename(&old, folder.path().join("app.db")).expect("ours");
    let connection = Connection::open(folder.path().join("app.db")).expect("the file opens");
    let app = App { folder, connection, runtime };
    let (by, said) = way(&app.reset());
    assert!(by == Way::Full && said.contains("another seed"), "{said}");
    assert_eq!(app.rows(), seed);
}

#[test]
fn writes_past_all_triggers_are_found_by_a_reset_that_proves() {
    let app = App::adopted("WAL");
    let seed = app.rows();
    app.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).expect("an option");
    app.exec("UPDATE users SET score = 9 WHERE id = 30");
    app.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true).expect("an option");
    let error = app.proven().expect_err("a row differs");
    assert_eq!(error.kind(), ErrorKind::Damaged);
    assert!(error.to_string().contains("differ from its seed although none of them is in the log"), "{error}");
    assert!(!app.verify().equals_seed);
    // Any statement on the schema makes the next reset compare all rows.
    app.exec("CREATE TABLE x (a); DROP TABLE x");
    assert_eq!(way(&app.reset()).0, Way::Full);
    assert_eq!(app.rows(), seed);
}

#[test]
fn an_unlogged_row_in_the_way_of_the_seed_makes_it_compare_all() {
    let app = App::adopted("WAL");
    let seed = app.rows();
    app.exec("DELETE FROM users WHERE id = 12");
    app.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).expect("an option");
    app.exec("INSERT INTO users (id, email, handle) VALUES (700, 'U12@x', 'other')");
    app.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true).expect("an option");
    let (by, said) = way(&app.reset());
    assert!(by == Way::Full && said.contains("stand in the way"), "{said}");
    assert_eq!(app.rows(), seed);
}

#[test]
fn tables_that_cannot_be_compared_are_refused_and_nothing_changes() {
    for (migration, why) in [
        ("ALTER TABLE users ADD COLUMN city text", "\"users\" has other columns"),
        ("ALTER TABLE users RENAME COLUMN score TO points", "\"users\" has other columns"),
        ("ALTER TABLE events RENAME TO happenings", "\"events\" is gone"),
        ("DROP TABLE seats", "\"seats\" is gone"),
        ("ALTER TABLE events DROP COLUMN at; ALTER TABLE events ADD COLUMN at", "\"events\" has other columns"),
    ] {
        let app = App::adopted("DELETE");
        app.exec("DROP TRIGGER noted; UPDATE teams SET name = 'mine' WHERE id = 1");
        app.exec(migration);
        let schema = app.own_schema();
        let error = app.try_reset(Policy::default()).expect_err("it cannot be compared");
        assert_eq!(error.kind(), ErrorKind::Refused, "{migration}");
        assert!(error.to_string().contains(why), "{migration}: {error}");
        let name: String =
            app.connection.query_row("SELECT name FROM teams WHERE id = 1", [], |row| row.get(0)).expect("a row");
        assert_eq!((name.as_str(), app.own_schema()), ("mine", schema), "nothing has changed");
    }
}

#[test]
fn two_stores_that_adopted_one_file_never_trust_each_others_log() {
    let app = App::adopted("DELETE");
    let first = app.rows();
    app.exec("UPDATE teams SET name = 'second seed' WHERE id = 3");
    let second_store = app.folder.path().join("second");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.env("RESEED_STORE", format!("sqlite:{}", second_store.display())).args(arguments);
        let output = command.current_dir(app.folder.path()).output().expect("it starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["adopt", "other", "--file", "app.db"]);
    let second = app.rows();
    app.exec("DELETE FROM events");
    assert!(way(&app.reset()).1.contains("another seed"));
    assert_eq!(app.rows(), first);
    run(&["reset", "other"]);
    assert_eq!(app.rows(), second);
}
