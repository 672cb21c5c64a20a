//! `reseed up` of a tenant whose tables are an application's.

use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

/// An application's tables without rows, with a trigger and a table that no spec fills.
const SCHEMA: &str = "
    CREATE TABLE shops (id char(32) PRIMARY KEY, name varchar(40) NOT NULL, opened datetime NOT NULL, is_open bool NOT NULL DEFAULT 1);
    CREATE TABLE items (id integer PRIMARY KEY AUTOINCREMENT, shop char(32) NOT NULL REFERENCES shops (id), price decimal(10,2), note text DEFAULT 'none');
    CREATE TABLE counted (shop char(32) PRIMARY KEY, items integer NOT NULL);
    CREATE TRIGGER counts AFTER INSERT ON items BEGIN
      INSERT INTO counted VALUES (NEW.shop, 1) ON CONFLICT (shop) DO UPDATE SET items = items + 1; END;";

const SPEC: &str = "reseed: 1
dataset: market
as_of: 2026-01-01T00:00:00Z
params:
  shops: 5
tables:
  shops:
    rows: $shops
    columns:
      id: uuid
      name: company
      opened: { time: { between: [as_of - 1y, as_of] } }
  items:
    each: shops
    count: 3
    columns:
      id: serial
      shop: shops.id
      price: { decimal: { uniform: [1, 9] }, type: \"decimal(10,2)\" }
";

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(schema: &str) -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        project.connect().execute_batch(schema).expect("the schema is right");
        project.write("generators/market/spec.yaml", SPEC);
        project.write("seeds/ci.yaml", "tenant: ci\ndataset: market\n");
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("ours");
        std::fs::write(path, text).expect("ours");
    }

    fn connect(&self) -> Connection {
        Connection::open(self.folder.path().join("app.db")).expect("the file opens")
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").env_remove("RESEED_STORE").args(arguments);
        let output = command.output().expect("it starts");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    fn rows(&self) -> String {
        super::rows_of(&self.connect(), &["shops", "items", "counted"])
    }
}

fn count(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn rows_of_a_spec_fill_an_applications_tables_and_are_the_seed() {
    let project = Project::new(SCHEMA);
    assert!(project.run(&["adopt", "ci", "--file", "app.db"]).contains("up ci"));
    let printed = project.run(&["up", "ci"]);
    assert!(printed.contains("because the rows of the spec were loaded as the seed"), "{printed}");
    let (seed, app) = (project.rows(), project.connect());
    assert_eq!(
        count(&app, "SELECT count(*) FROM items JOIN shops ON shops.id = items.shop WHERE note = 'none' AND is_open"),
        15
    );
    assert_eq!(count(&app, "SELECT count(*) FROM shops WHERE length(id) = 32"), 5, "the application's form of UUIDs");
    assert_eq!(count(&app, "SELECT sum(items) FROM counted"), 15, "the application's triggers fire");
    app.execute_batch("DELETE FROM items WHERE id < 4; UPDATE shops SET name = 'x'; INSERT INTO items (shop) SELECT id FROM shops; UPDATE counted SET items = 0")
        .expect("it works");
    assert!(project.run(&["reset", "ci"]).contains("delta:"));
    assert_eq!(project.rows(), seed);
    assert!(project.run(&["up", "ci"]).contains("inputs unchanged"));
    app.execute_batch("DELETE FROM counted").expect("it works");
    project.write("seeds/ci.yaml", "tenant: ci\ndataset: market\nset:\n  shops: 7\n");
    let again = project.run(&["up", "ci"]);
    assert!(again.contains("  shops       7"), "{again}");
    assert_eq!(count(&app, "SELECT count(*) FROM items"), 21);
    assert!(project.run(&["verify", "ci"]).contains("ci equals its seed"));
}

#[test]
fn a_load_whose_process_died_is_reverted_by_a_reset() {
    let project = Project::new(SCHEMA);
    project.run(&["adopt", "ci", "--file", "app.db"]);
    let empty = project.rows();
    let mut dying = Command::new(env!("CARGO_BIN_EXE_reseed"));
    dying.current_dir(project.folder.path()).env_remove("RESEED_STORE").env("RESEED_CRASH_AT", "adopted.filled");
    assert!(!dying.args(["up", "ci"]).output().expect("it starts").status.success(), "the point is met");
    assert_eq!(count(&project.connect(), "SELECT count(*) FROM items"), 15);
    // No seed has these rows yet, and they look like the application's.
    assert!(project.run(&["up", "ci"]).contains("have rows that reseed did not load"));
    assert!(project.run(&["reset", "ci"]).contains("delta:"));
    assert_eq!(project.rows(), empty);
    assert!(project.run(&["up", "ci"]).contains("loaded as the seed"));
    assert!(project.run(&["verify", "ci"]).contains("ci equals its seed"));
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_changes() {
    for (more, why) in [
        ("INSERT INTO shops VALUES ('a', 'b', 'c', 1)", "have rows that reseed did not load: shops"),
        ("ALTER TABLE items RENAME COLUMN price TO cost", "lack what the spec has: column \"items.price\""),
        ("DROP TABLE items", "lack what the spec has: table \"items\""),
        (
            "ALTER TABLE shops ADD COLUMN city text NOT NULL DEFAULT 'x' CHECK (city <> 'x')",
            "cannot be loaded: CHECK constraint failed",
        ),
        (
            "CREATE TABLE owners (id integer PRIMARY KEY); ALTER TABLE shops ADD COLUMN owner integer DEFAULT 4 REFERENCES owners (id)",
            "rows of table \"shops\" refer to rows of \"owners\" that are not there",
        ),
    ] {
        let project = Project::new(SCHEMA);
        project.connect().execute_batch(more).expect("the schema is right");
        project.run(&["adopt", "ci", "--file", "app.db"]);
        let count_all =
            || count(&project.connect(), "SELECT (SELECT count(*) FROM shops) + (SELECT count(*) FROM counted)");
        let before = count_all();
        let printed = project.run(&["up", "ci"]);
        assert!(printed.contains(why), "{more}: {printed}");
        assert_eq!(count_all(), before, "{more}");
        assert!(project.run(&["verify", "ci"]).contains("ci equals its seed"), "{more}");
        assert_eq!(
            std::fs::read_dir(project.folder.path().join(".reseed/snapshots")).expect("a folder").count(),
            1,
            "{more}"
        );
    }
}
