//! `reseed init --from`: specs of real schemas, which pass check and whose rows fit the database that they were read from.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Row};

use reseed::on_every_version;
use reseed::testkit::server;

/// Rewrites the expected specs.
const UPDATE: &str = "RESEED_UPDATE";

/// A database with a schema, and a folder to write to.
pub struct Source {
    pub url: String,
    pub folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
}

impl Source {
    pub fn new(version: u16, schema: &str) -> Source {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let source = Source { url: server::database(version), folder, runtime };
        source.exec(schema);
        source
    }

    pub fn exec(&self, sql: &str) {
        self.try_exec(sql).unwrap_or_else(|error| panic!("the statements run: {error}"));
    }

    pub fn try_exec(&self, sql: &str) -> Result<(), sqlx::Error> {
        self.runtime.block_on(async {
            let mut connection = PgConnection::connect(&self.url).await?;
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await?;
            connection.close().await
        })
    }

    /// The numbers that a query gives in its first column.
    pub fn counts(&self, sql: &str) -> Vec<i64> {
        self.runtime.block_on(async {
            let mut connection = PgConnection::connect(&self.url).await.expect("the server answers");
            let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await;
            rows.expect("the query runs").iter().map(|row| row.get(0)).collect()
        })
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").env_remove("RESEED_STORE").args(arguments);
        command.output().expect("the command starts")
    }

    #[track_caller]
    pub fn expect(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "reseed {}: {stdout}{stderr}", arguments.join(" "));
        if code == 0 { stdout } else { stderr }
    }

    /// Writes a file of the project.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }

    /// Writes a spec, and gives what the command prints.
    pub fn init(&self, dataset: &str, more: &[&str]) -> String {
        self.expect(0, &[&["init", "--from", &self.url, "--dataset", dataset], more].concat())
    }

    pub fn spec(&self, dataset: &str) -> String {
        let path = self.folder.path().join("generators").join(dataset).join("spec.yaml");
        std::fs::read_to_string(path).expect("the spec is written")
    }
}

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/init").join(name)
}

/// The spec of a schema is the expected one, passes check, and its rows can be generated.
fn becomes_a_spec(version: u16, name: &str) -> Source {
    let schema = std::fs::read_to_string(case(name).join("schema.sql")).expect("the schema is there");
    let source = Source::new(version, &schema);
    source.init(name, &[]);
    let (expected, spec) = (case(name).join("spec.yaml"), source.spec(name));
    // The database of a test has another name each time.
    let about = spec.lines().find(|line| line.starts_with("about:")).unwrap_or_default().to_owned();
    let spec = spec.replace(&about, &format!("about: The tables of schema public of database {name}."));
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&expected, &spec).expect("the folder is ours");
    }
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    assert_eq!(spec, expected, "{name} has another spec; {UPDATE}=1 rewrites it");
    let checked = source.expect(0, &["check"]);
    assert!(checked.lines().filter(|line| line.ends_with(" ok")).count() == 2, "{checked}");
    source.expect(0, &["generate", name, "--out", "out", "--format", "csv"]);
    source.write("seeds/plain.yaml", &format!("tenant: plain\ndataset: {name}\n"));
    source.expect(0, &["up", "plain"]);
    source
}

/// The rows go into the tables that the spec was read from; what an application then does to them is reset.
fn fits_its_tables(source: &Source, tenant: &str) {
    source.expect(0, &["up", tenant, "--store", &source.url]);
    let seed = source.expect(0, &["verify", tenant, "--store", &source.url]);
    source.exec(DAMAGE);
    source.expect(1, &["verify", tenant, "--store", &source.url]);
    let reset = source.expect(0, &["reset", tenant, "--store", &source.url]);
    assert!(reset.contains("delta: "), "{reset}");
    assert_eq!(source.expect(0, &["verify", tenant, "--store", &source.url]), seed);
}

/// Deletes and changes rows of every table as far as its constraints allow.
const DAMAGE: &str = "SET CONSTRAINTS ALL IMMEDIATE; DO $$
DECLARE t regclass; n bigint := 0; m bigint; c text;
BEGIN
  FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition LOOP
    BEGIN
      EXECUTE format('DELETE FROM %s WHERE ctid IN (SELECT ctid FROM %s LIMIT 3)', t, t);
      GET DIAGNOSTICS m = ROW_COUNT; n := n + m;
    EXCEPTION WHEN foreign_key_violation THEN NULL; END;
    FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = t AND attnum > 0 AND atttypid = 'text'::regtype OR attrelid = t AND atttypid = 'varchar'::regtype LOOP
      BEGIN
        EXECUTE format('UPDATE %s SET %I = left(%I || ''x'', 5)', t, c, c);
        GET DIAGNOSTICS m = ROW_COUNT; n := n + m;
      EXCEPTION WHEN integrity_constraint_violation OR generated_always THEN NULL; END;
    END LOOP;
  END LOOP;
  ASSERT n > 10, n || ' rows were written to';
END $$";

on_every_version!(the_tables_of_django_become_a_spec_whose_rows_they_take, |version| {
    let source = becomes_a_spec(version, "django");
    fits_its_tables(&source, "demo");
});

on_every_version!(the_tables_of_chinook_become_a_spec_whose_rows_they_take, |version| {
    let source = becomes_a_spec(version, "chinook");
    fits_its_tables(&source, "demo");
});

on_every_version!(what_specs_cannot_say_of_a_schema_is_named_where_it_stands, |version| {
    let source = becomes_a_spec(version, "teams");
    let printed =
        source.expect(0, &["init", "--from", &source.url, "--dataset", "again", "--tenant", "again", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).expect("one document");
    assert_eq!(printed["left_out"], serde_json::json!(["alembic_version (a migration tool's own table)"]));
    let questions = printed["to_decide"].as_array().expect("a list");
    let spec = source.spec("again");
    for question in questions {
        let line = spec.lines().nth(question["line"].as_u64().expect("a line") as usize - 1).unwrap_or_default();
        assert!(line.contains("# decide: "), "{question}: {line}");
    }
    let places: Vec<&str> = questions.iter().filter_map(|question| question["place"].as_str()).collect();
    assert!(places.contains(&"tasks.parent_id") && places.contains(&"settings.digest"), "{places:?}");
    // What was asked is decided: the rest goes into the tables, whose references form a ring.
    source.exec("DROP TABLE audit; ALTER TABLE settings ALTER digest DROP NOT NULL; ALTER TABLE tasks DROP CONSTRAINT tasks_hours_check");
    source.init("decided", &["--tenant", "decided"]);
    fits_its_tables(&source, "decided");
});

on_every_version!(counts_and_nulls_follow_the_estimates_of_a_database_with_rows, |version| {
    let source = Source::new(
        version,
        "CREATE SCHEMA sales; CREATE TABLE sales.users (id serial PRIMARY KEY, nick text);
         CREATE TABLE sales.orders (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES sales.users, memo text);
         CREATE TABLE sales.schema_migrations (version text PRIMARY KEY);
         INSERT INTO sales.users (nick) SELECT 'n' FROM generate_series(1, 400);
         INSERT INTO sales.orders (user_id, memo) SELECT u, CASE WHEN n % 2 = 0 THEN 'm' END
           FROM generate_series(1, 400) AS u, generate_series(1, 6) AS n;
         ANALYZE sales.users; ANALYZE sales.orders",
    );
    let shown = source.init("found", &["--schema", "sales"]);
    assert!(shown.contains("left out: schema_migrations (a migration tool's own table)"), "{shown}");
    assert!(shown.contains("reseed preview users --spec found"), "{shown}");
    let spec = source.spec("found");
    for line in ["rows: 400 * $scale", "count: { uniform: [1, 11] }", "nick: { words: [1, 3] }", "nulls: 50% }"] {
        assert!(spec.contains(line), "{line}\n{spec}");
    }
    assert_eq!(source.counts("SELECT count(*) FROM sales.orders"), [2_400], "it reads only");
    source.expect(0, &["check"]);
});

on_every_version!(errors_name_the_database_and_never_its_password, |version| {
    let source = Source::new(
        version,
        "CREATE TABLE library_book (id serial PRIMARY KEY); CREATE TABLE users (id serial PRIMARY KEY)",
    );
    let from = |more: &[&'static str]| [&["init", "--from", &source.url], more].concat();
    let error = source.expect(2, &from(&["--tables", "nothing_*", "--tables", "x"]));
    assert!(error.contains("matches nothing_*, x\nhelp: It has library_book, users."), "{error}");
    let missing = source.run(&from(&["--schema", "missing"]));
    let error = String::from_utf8_lossy(&missing.stderr);
    assert!(!missing.status.success() && error.contains("has no schema \"missing\"\nhelp: It has public"), "{error}");
    let absent = source.url.replace("//reseed@", "//reseed:s3cret@").replace("/test_", "/absent_");
    let absent = source.run(&["init", "--from", &absent]);
    let error = String::from_utf8_lossy(&absent.stderr);
    assert!(
        !absent.status.success() && error.contains("does not exist") && error.contains("help: Check that"),
        "{error}"
    );
    let silent = source.run(&["init", "--from", "postgresql://joe:s3cret@127.0.0.1:1/app"]);
    let error = String::from_utf8_lossy(&silent.stderr).into_owned() + &String::from_utf8_lossy(&absent.stderr);
    assert!(!silent.status.success() && error.contains("127.0.0.1:1/app") && !error.contains("s3cret"), "{error}");
    let error = source.expect(2, &["init", "--from", "mysql://joe:s3cret@db/app"]);
    assert!(error.contains("--from") && !error.contains("s3cret"), "{error}");
    let error = source.expect(2, &["init", "--schema", "public"]);
    assert!(error.contains("--from"), "{error}");
    assert!(!source.folder.path().join("seeds").exists(), "an error means that nothing was written");
    source.init("found", &["--tables", "library_*"]);
    let spec = source.spec("found");
    assert!(spec.contains("library_book:") && !spec.contains("users:"), "{spec}");
});
