//! Schemas that are legal and rare: each is reset to the bit, or refused by name when it is adopted.

use super::*;

/// Tables, what is written to them, and what is compared.
const SCHEMAS: [(&str, &str, &str, &str); 9] = [
    (
        "keys that are equal and not the same",
        "CREATE TABLE x (id numeric PRIMARY KEY); CREATE TABLE y (id interval PRIMARY KEY, v int); INSERT INTO x VALUES (1.0), (2); INSERT INTO y VALUES ('1 day', 1)",
        "UPDATE x SET id = 1.00 WHERE id = 1; UPDATE y SET id = '24 hours'",
        "SELECT (SELECT string_agg(id::text, ' ' ORDER BY id) FROM x) || (SELECT string_agg(y::text, ' ') FROM y)",
    ),
    (
        "an identity that is no key",
        "CREATE TABLE x (id uuid PRIMARY KEY, no bigint GENERATED ALWAYS AS IDENTITY); INSERT INTO x (id) SELECT gen_random_uuid() FROM generate_series(1, 3)",
        "CREATE TEMPORARY TABLE kept AS SELECT id FROM x WHERE no = 1; DELETE FROM x WHERE no = 1; INSERT INTO x (id) SELECT id FROM kept",
        "SELECT string_agg(x::text, ' ' ORDER BY id) FROM x",
    ),
    (
        "swapped unique values in many tables",
        "DO $$ BEGIN FOR i IN 1..14 LOOP EXECUTE format('CREATE TABLE x%s (id int PRIMARY KEY, pos int NOT NULL UNIQUE)', i);
           EXECUTE format('INSERT INTO x%s VALUES (1, 1), (2, 2)', i); END LOOP; END $$",
        "DO $$ BEGIN FOR i IN 1..14 LOOP EXECUTE format('UPDATE x%s SET pos = -id', i); EXECUTE format('UPDATE x%s SET pos = 3 - id', i); END LOOP; END $$",
        "SELECT string_agg(pos::text, ' ' ORDER BY id) FROM (SELECT * FROM x1 UNION ALL SELECT * FROM x14) AS t",
    ),
    (
        "swapped dates that children restrict",
        "CREATE TABLE x (id int PRIMARY KEY, day date NOT NULL UNIQUE); CREATE TABLE y (id int PRIMARY KEY, x int REFERENCES x ON DELETE RESTRICT);
         INSERT INTO x VALUES (1, '2020-01-01'), (2, '2020-01-02'); INSERT INTO y VALUES (1, 1), (2, 2)",
        "UPDATE x SET day = '1999-01-01' WHERE id = 1; UPDATE x SET day = '2020-01-01' WHERE id = 2; UPDATE x SET day = '2020-01-02' WHERE id = 1",
        "SELECT string_agg(day::text, ' ' ORDER BY id) FROM x",
    ),
    (
        "a counter that goes round",
        "CREATE SEQUENCE q MAXVALUE 3 CYCLE; CREATE TABLE x (id int PRIMARY KEY, v int DEFAULT nextval('q')); SELECT nextval('q'), nextval('q'), nextval('q')",
        "INSERT INTO x VALUES (1, DEFAULT), (2, DEFAULT)",
        "SELECT count(*)::text || (SELECT CASE WHEN is_called THEN 1 ELSE last_value END FROM q) FROM x",
    ),
    (
        "names that need quotes",
        "CREATE TABLE \"Or der\" (\"ROW_ID\" int, n int, t int, k int, w int, l int, \"select\" text, PRIMARY KEY (n, \"ROW_ID\")); INSERT INTO \"Or der\" SELECT i, i, i, i, i, i, 'x' FROM generate_series(1, 5) i",
        "UPDATE \"Or der\" SET \"select\" = 'y', t = 0 WHERE n < 3; DELETE FROM \"Or der\" WHERE n = 4; INSERT INTO \"Or der\" VALUES (9, 9)",
        "SELECT string_agg(o::text, ' ' ORDER BY n) FROM \"Or der\" AS o",
    ),
    (
        "a key of cidr, one of bpchar, one of an enum",
        "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TABLE x (id cidr PRIMARY KEY, v int); CREATE TABLE y (id char(5) PRIMARY KEY, v int); CREATE TABLE z (id mood PRIMARY KEY, v int);
         INSERT INTO x VALUES ('10.0.0.0/8', 1); INSERT INTO y VALUES ('ab', 1); INSERT INTO z VALUES ('bad', 1)",
        "UPDATE x SET v = 2; UPDATE y SET v = 2; UPDATE z SET v = 2; INSERT INTO z VALUES ('good', 3); DELETE FROM y",
        "SELECT (SELECT string_agg(x::text, ' ') FROM x) || (SELECT string_agg(y::text, ' ') FROM y) || (SELECT string_agg(z::text, ' ') FROM z)",
    ),
    (
        "keys that cascade when they are updated",
        "CREATE TABLE x (id int PRIMARY KEY); CREATE TABLE y (id int PRIMARY KEY REFERENCES x ON UPDATE CASCADE ON DELETE SET DEFAULT DEFAULT 0); INSERT INTO x VALUES (0), (1), (2); INSERT INTO y VALUES (1), (2)",
        "UPDATE x SET id = 7 WHERE id = 1; DELETE FROM x WHERE id = 2",
        "SELECT (SELECT string_agg(id::text, ' ' ORDER BY id) FROM x) || (SELECT string_agg(id::text, ' ' ORDER BY id) FROM y)",
    ),
    (
        "triggers of every kind",
        "CREATE TABLE x (id int PRIMARY KEY, v int); CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_LEVEL = 'ROW' THEN NEW.v := NEW.v + 1; RETURN NEW; END IF; RETURN NULL; END $$;
         CREATE FUNCTION check_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
         CREATE TRIGGER a BEFORE INSERT OR UPDATE OF v ON x FOR EACH ROW EXECUTE FUNCTION more();
         CREATE TRIGGER b AFTER UPDATE ON x REFERENCING OLD TABLE AS o NEW TABLE AS w FOR EACH STATEMENT EXECUTE FUNCTION more();
         CREATE CONSTRAINT TRIGGER c AFTER UPDATE ON x DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.v > 3) EXECUTE FUNCTION check_it();
         ALTER TABLE x DISABLE TRIGGER b; INSERT INTO x VALUES (1, 1), (2, 5)",
        "UPDATE x SET v = 9; INSERT INTO x VALUES (3, 3)",
        "SELECT string_agg(x::text, ' ' ORDER BY id) || (SELECT string_agg(tgname || tgenabled::text, ' ' ORDER BY tgname) FROM pg_trigger WHERE tgrelid = 'x'::regclass AND tgname < 'd') FROM x",
    ),
];

on_every_version!(rare_schemas_are_reset_to_the_bit, |version| {
    for (what, tables, writes, rows) in SCHEMAS {
        let app = Application { sandbox: Sandbox::at(server::database(version), Layout::Schema) };
        let mut session = app.session();
        session.exec(tables);
        app.adopt(&all()).unwrap_or_else(|error| panic!("{what}: {error}"));
        let seed = session.text(rows);
        session.exec(writes);
        let written = session.text(rows);
        assert_ne!(written, seed, "{what}: nothing was written");
        let receipt = app.reset();
        assert_eq!(session.text(rows), seed, "{what}: {receipt}");
        session.exec("SELECT reseed.undo('ci')");
        let (undone, has_counter) = (session.text(rows), what.contains("counter"));
        assert!(undone == written || has_counter, "{what}: undo: {undone}, not {written}");
        app.reset();
        assert_eq!(session.text(rows), seed, "{what}: after undo");
    }
});

/// What cannot be adopted, and what the refusal says.
const REFUSED: [(&str, &str); 5] = [
    ("CREATE UNLOGGED TABLE x (id int PRIMARY KEY)", "table public.x is unlogged"),
    ("CREATE TABLE x (id int PRIMARY KEY, reseed_state int)", "a column \"reseed_state\""),
    (
        "CREATE TABLE x (id xid8 PRIMARY KEY); ALTER TABLE x ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "forces row-level security",
    ),
    (
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE x (extra int) INHERITS (p)",
        "table public.x inherits from table public.p",
    ),
    (
        "DO $$ BEGIN EXECUTE 'CREATE TABLE x (id int PRIMARY KEY, ' || (SELECT string_agg('c' || i || ' int', ', ') FROM generate_series(1, 900) i) || ')'; END $$",
        "table public.x has 901 columns",
    ),
];

on_every_version!(schemas_that_cannot_be_reset_are_refused_by_name, |version| {
    for (tables, message) in REFUSED {
        let app = Application { sandbox: Sandbox::at(server::database(version), Layout::Schema) };
        app.session().exec(tables);
        let refused = app.adopt(&all()).expect_err("is refused").to_string();
        assert!(refused.contains(message), "{message}: {refused}");
    }
});

on_every_version!(what_happens_to_tables_after_adoption_is_named, |version| {
    let app = Application::adopted(version);
    let mut session = app.session();
    session.exec("CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.credit := NEW.credit + 1; RETURN NEW; END $$");
    session.exec("CREATE TRIGGER bump BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION bump()");
    let seed = app.rows();
    session.exec("UPDATE users SET credit = 0");
    app.reset();
    assert_eq!(app.rows(), seed, "a trigger that came later has the condition too");
    session.exec("DROP TRIGGER \"~reseed_log\" ON users");
    app.adopt(&all()).expect("the log is put back");
    let seed = app.rows();
    session.exec("UPDATE users SET credit = 0");
    app.reset();
    assert_eq!(app.rows(), seed, "writes after it were logged");
    session.exec("DROP TABLE notes");
    for function in ["reset", "verify", "diff"] {
        let (code, message) = session.failure(&format!("SELECT reseed.{function}('ci')"));
        assert_eq!((code.as_str(), message.contains("were dropped")), ("55000", true), "{function}: {message}");
    }
    app.adopt(&all()).expect("without the table that is gone");
    let seed = app.rows_of("users");
    session.exec("UPDATE users SET credit = 1");
    app.reset();
    assert_eq!(app.rows_of("users"), seed);
});

on_every_version!(a_key_belongs_to_the_first_request, |version| {
    let app = Application::adopted(version);
    let (mut one, mut two) = (app.session(), app.session());
    one.exec("UPDATE users SET credit = 0; BEGIN");
    one.exec("SELECT reseed.reset('ci', key => 'once')");
    let (code, message) = two.failure("SELECT reseed.reset('ci', key => 'once', patience => '200 milliseconds')");
    assert_eq!(code, "55P03");
    assert!(message.contains("is busy: a request with the same key"), "{message}");
    one.exec("COMMIT");
    assert_eq!(two.json("SELECT reseed.reset('ci', key => 'once')")["replayed"], true);
    let undone = two.json("SELECT reseed.undo('ci', key => 'back')");
    assert_eq!(two.json("SELECT reseed.undo('ci', key => 'back')")["number"], undone["number"]);
});
