//! Ways round the log: each is noticed, and the receipt never says that rows are the seed's when they are not.

use super::*;

/// What is written past the log, as a superuser: statements, one by one.
const WAYS: [(&str, &str); 14] = [
    ("a table is truncated", "TRUNCATE notes"),
    ("with those that refer to it", "TRUNCATE users CASCADE"),
    (
        "its triggers are disabled meanwhile",
        "ALTER TABLE users DISABLE TRIGGER USER;; UPDATE users SET credit = 9;; ALTER TABLE users ENABLE TRIGGER USER",
    ),
    (
        "the log's trigger is disabled meanwhile, and put back as it was",
        "ALTER TABLE users DISABLE TRIGGER \"~reseed_log\";; UPDATE users SET credit = 9;; ALTER TABLE users ENABLE ALWAYS TRIGGER \"~reseed_log\"",
    ),
    (
        "all triggers are disabled, foreign keys too",
        "ALTER TABLE users DISABLE TRIGGER ALL;; DELETE FROM users WHERE id > 50;; ALTER TABLE users ENABLE TRIGGER ALL",
    ),
    ("triggers do not fire for replicas", "SET session_replication_role = replica;; UPDATE users SET credit = 9;; RESET session_replication_role"),
    ("a partition is written to by its own name", "INSERT INTO events_new (id, day, what) VALUES (99, '2026-01-02', 'direct');; DELETE FROM events_old"),
    (
        "a partition is detached meanwhile",
        "ALTER TABLE events DETACH PARTITION events_old;; UPDATE events_old SET what = 'past the log';;
         ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
    ),
    (
        "a partition with rows is attached",
        "CREATE TABLE events_2027 (LIKE events);; INSERT INTO events_2027 (id, day, what) VALUES (500, '2027-02-02', 'attached');;
         ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
    ),
    ("a table is rewritten", "VACUUM FULL users;; UPDATE users SET credit = 9"),
    ("the log is emptied", "UPDATE users SET credit = 9;; TRUNCATE reseed_adopted_1.log_6"),
    (
        "the function that logs is another one for a while",
        "CREATE TEMPORARY TABLE kept AS SELECT pg_get_functiondef('reseed_adopted_1.log_6'::regproc) AS text;;
         CREATE OR REPLACE FUNCTION reseed_adopted_1.log_6() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NULL; END';;
         UPDATE users SET credit = 9;; DO $$ BEGIN EXECUTE (SELECT text FROM kept); END $$;; DROP TABLE kept",
    ),
    (
        "the trigger is dropped and made again",
        "DROP TRIGGER \"~reseed_log\" ON users;; UPDATE users SET credit = 9;;
         CREATE TRIGGER \"~reseed_log\" AFTER INSERT OR UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION reseed_adopted_1.log_6();;
         ALTER TABLE users ENABLE ALWAYS TRIGGER \"~reseed_log\"",
    ),
    ("a constraint is validated again", "ALTER TABLE users DROP CONSTRAINT users_boss_fkey;; UPDATE users SET boss = 1;; ALTER TABLE users ADD CONSTRAINT users_boss_fkey FOREIGN KEY (boss) REFERENCES users"),
];

on_every_version!(what_goes_past_the_log_is_found, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    for (what, sql) in WAYS {
        let mut superuser = app.session_as("postgres");
        sql.split(";;").for_each(|statement| superuser.exec(statement));
        assert_ne!(app.rows(), seed, "{what}: nothing was written");
        let receipt = app.reset();
        let counters = "a truncated table's counter";
        assert_eq!(app.rows(), seed, "{what}: {counters}: {receipt}");
        let status = app.session().json("SELECT reseed.status('ci')");
        assert_eq!((&status["live"], &status["is_complete"]), (&"seed".into(), &true.into()), "{what}");
    }
});

/// What makes a reset impossible until a person decides, and what the refusal says.
const ALTERED: [(&str, &str, &str); 6] = [
    (
        "ALTER TABLE users ADD COLUMN phone text",
        "ALTER TABLE users DROP COLUMN phone",
        "were altered since its seed was taken",
    ),
    (
        "ALTER TABLE notes ALTER COLUMN n TYPE bigint",
        "ALTER TABLE notes ALTER COLUMN n TYPE integer",
        "were altered since its seed was taken",
    ),
    (
        "ALTER TABLE notes RENAME TO notes_before",
        "ALTER TABLE notes_before RENAME TO notes",
        "were altered since its seed was taken",
    ),
    (
        "CREATE TABLE extra (id int PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE)",
        "DROP TABLE extra",
        "foreign key \"extra_user_id_fkey\" of table public.extra",
    ),
    ("CREATE RULE r AS ON INSERT TO users DO INSTEAD NOTHING", "DROP RULE r ON users", "rule \"r\" rewrites"),
    (
        "ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "ALTER TABLE users DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
        "forces row-level security",
    ),
];

on_every_version!(tables_that_were_altered_are_not_reset, |version| {
    let app = Application::adopted(version);
    let mut session = app.session();
    session.exec("UPDATE users SET credit = 9 WHERE id = 1");
    let written = app.rows();
    for (alter, back, message) in ALTERED {
        session.exec(alter);
        let (code, found) = session.failure("SELECT reseed.reset('ci')");
        assert_eq!(code, "55000", "{alter}: {found}");
        assert!(found.contains(message), "{alter}: {found}");
        session.exec(back);
        if !alter.contains("COLUMN") {
            assert_eq!(app.rows(), written, "{alter}");
        }
    }
    // A dropped column leaves its number behind, so the seed has to be taken again.
    app.adopt(&all()).expect("the rows that are there become the seed");
    let seed = app.rows();
    session.exec("UPDATE users SET credit = 1");
    app.reset();
    assert_eq!(app.rows(), seed);
});

on_every_version!(a_log_that_was_written_to_is_found_by_proof, |version| {
    let app = Application::adopted(version);
    let (seed, mut session) = (app.rows(), app.session());
    session.exec("UPDATE users SET credit = 9 WHERE id = 1; DELETE FROM reseed_adopted_1.log_6");
    let (code, message) = session.failure("SELECT reseed.reset('ci', prove => true)");
    assert_eq!(code, "XX001", "{message}");
    assert_eq!(session.json("SELECT reseed.verify('ci')")["equals_seed"], false);
    session.exec("VACUUM FULL users");
    app.reset();
    assert_eq!(app.rows(), seed, "a reset that compares all rows reverts it");
});
