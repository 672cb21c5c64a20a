//! `reseed init --from` a file of SQLite: specs of real schemas, which pass check and whose rows fit the file that they were read from.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Rewrites the expected specs.
const UPDATE: &str = "RESEED_UPDATE";

/// A folder with a file of a schema.
struct Source {
    folder: tempfile::TempDir,
    file: String,
}

impl Source {
    fn new(file: &str, schema: &str) -> Source {
        let source = Source { folder: tempfile::tempdir().expect("a temporary folder"), file: file.to_owned() };
        source.connect().execute_batch(schema).expect("the statements run");
        source
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.file)
    }

    fn connect(&self) -> Connection {
        Connection::open(self.path()).expect("the file opens")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").env_remove("RESEED_STORE").args(arguments);
        command.output().expect("the command starts")
    }

    #[track_caller]
    fn expect(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "reseed {}: {stdout}{stderr}", arguments.join(" "));
        if code == 0 { stdout } else { stderr }
    }

    fn spec(&self, dataset: &str) -> String {
        let path = self.folder.path().join("generators").join(dataset).join("spec.yaml");
        std::fs::read_to_string(path).expect("the spec is written")
    }

    /// Puts the generated rows into the tables that the spec was read from, as far as the columns go; then no reference leads
    /// nowhere.
    fn takes_its_rows(&self, tables: &[(&str, &str)]) {
        let connection = self.connect();
        connection.execute_batch("PRAGMA foreign_keys = OFF").expect("a pragma");
        for (table, file) in tables {
            let path = self.folder.path().join("out").join(format!("{file}.jsonl"));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file} is generated: {error}"));
            assert!(text.lines().next().is_some(), "{table} has rows");
            for line in text.lines() {
                let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("a row");
                let columns: Vec<String> = row.keys().map(|name| column(&connection, table, name)).collect();
                let places = vec!["?"; columns.len()].join(", ");
                let sql = format!("INSERT INTO \"{table}\" ({}) VALUES ({places})", columns.join(", "));
                let inserted = connection.execute(&sql, params_from_iter(row.values().map(sql_value)));
                inserted.unwrap_or_else(|error| panic!("{table} takes {line}: {error}"));
            }
        }
        let mut broken = connection.prepare("PRAGMA foreign_key_check").expect("a pragma");
        assert!(!broken.exists([]).expect("it runs"), "a reference leads nowhere");
    }
}

/// The column that a spec's column came from.
fn column(connection: &Connection, table: &str, name: &str) -> String {
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE lower(replace(name, ' ', '_')) = ?2";
    let found: String = connection.query_row(sql, [table, name], |row| row.get(0)).expect("the column is known");
    format!("\"{found}\"")
}

fn sql_value(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Integer(i64::from(*value)),
        serde_json::Value::Number(number) if number.is_i64() => Value::Integer(number.as_i64().unwrap_or_default()),
        serde_json::Value::Number(number) => Value::Real(number.as_f64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        other => Value::Text(other.to_string()),
    }
}

/// The spec of a case's schema is the expected one, passes check, and its rows can be generated.
fn becomes_a_spec(name: &str) -> Source {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/init").join(name);
    let schema = std::fs::read_to_string(case.join("schema.sql")).expect("the schema is there");
    let source = Source::new("app.db", &schema);
    source.expect(0, &["init", "--from", "app.db", "--dataset", name]);
    let (expected, spec) = (case.join("spec.yaml"), source.spec(name));
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&expected, &spec).expect("the folder is ours");
    }
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    assert_eq!(spec, expected, "{name} has another spec; {UPDATE}=1 rewrites it");
    let checked = source.expect(0, &["check"]);
    assert!(checked.lines().filter(|line| line.ends_with(" ok")).count() == 2, "{checked}");
    source.expect(0, &["generate", name, "--out", "out", "--format", "jsonl"]);
    source.expect(0, &["up", "demo"]);
    source
}

#[test]
fn the_tables_of_django_become_a_spec_whose_rows_they_take() {
    let source = becomes_a_spec("sqlite_django");
    let tables = [
        "auth_group",
        "auth_user",
        "auth_user_groups",
        "django_content_type",
        "auth_permission",
        "auth_group_permissions",
        "auth_user_user_permissions",
        "django_admin_log",
        "django_session",
        "django_site",
        "shop_order",
        "shop_shop",
        "shop_product",
        "shop_order_products",
    ];
    source.takes_its_rows(&tables.map(|table| (table, table)));
}

#[test]
fn the_tables_of_sqlalchemy_become_a_spec_whose_rows_they_take() {
    let source = becomes_a_spec("sqlite_sqlalchemy");
    source.takes_its_rows(&["accounts", "tickets", "labels"].map(|table| (table, table)));
}

#[test]
fn what_specs_cannot_say_of_a_file_is_named_where_it_stands() {
    let source = becomes_a_spec("sqlite_office");
    let spec = source.spec("sqlite_office");
    for line in ["# left out: knex_migrations (a migration tool's own table)", "GLOB", "one_open", "people_by_name"] {
        assert!(spec.contains(line), "{line}\n{spec}");
    }
    assert!(
        !spec.contains("notes") && !spec.contains("open_bookings"),
        "views and virtual tables have no rows:\n{spec}"
    );
}

#[test]
fn rows_are_counted_by_what_analyze_has_left_and_none_is_read() {
    let source = Source::new(
        "shop.sqlite3",
        "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL); CREATE INDEX by_name ON items (name);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO items SELECT i, 'x' FROM n;
         ANALYZE; DELETE FROM items",
    );
    let before = std::fs::read(source.path()).expect("the file is there");
    for (folder, address) in [("a", "shop.sqlite3"), ("b", "sqlite:shop.sqlite3"), ("c", "sqlite:///shop.sqlite3")] {
        source.expect(0, &["init", "--from", address, "--dir", folder]);
    }
    let whole = format!("sqlite:///{}", source.path().display());
    source.expect(0, &["init", "--from", &whole]);
    assert!(source.spec("shop").contains("rows: 300 * $scale"), "{}", source.spec("shop"));
    assert_eq!(std::fs::read(source.path()).expect("the file is there"), before, "it reads only");
}

#[test]
fn what_is_no_file_of_sqlite_is_refused_and_no_address_is_repeated() {
    let source = Source::new("app.db", "CREATE TABLE reseed_log (t)");
    std::fs::write(source.folder.path().join("notes.txt"), "no database, however long this text may be").expect("ours");
    let error = source.expect(2, &["init", "--from", "notes.txt"]);
    assert!(error.contains("\"notes.txt\" is not a database of SQLite"), "{error}");
    let error = source.expect(2, &["init", "--from", "app.db"]);
    assert!(error.contains("database \"app\" has no tables\nhelp: Run the application's migrations first."), "{error}");
    let error = source.expect(2, &["init", "--from", "app.db", "--schema", "main"]);
    assert!(error.contains("--schema applies to PostgreSQL databases only"), "{error}");
    let missing = source.run(&["init", "--from", "sqlite:missing.db"]);
    let error = String::from_utf8_lossy(&missing.stderr);
    assert!(!missing.status.success() && error.contains("there is no file \"missing.db\""), "{error}");
    let error = source.expect(2, &["init", "--from", "mysql://joe:s3cret@db/app"]);
    assert!(error.contains("a file of SQLite that is there") && !error.contains("s3cret"), "{error}");
}
