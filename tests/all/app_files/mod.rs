//! Tables of an application in a file of its own: what a reset brings back, and that nothing else is touched.

mod around;
mod basics;
mod busy;
mod fills;
mod random;

use std::path::PathBuf;
use std::time::Duration;

use reseed::reset::{Operations, Policy, Proof, Receipt, Verification};
use reseed::store::sqlite::{SqliteStore, WantedForms};
use reseed::store::{Adoption, Diff, StoreError, SwapReport, TenantName, Way};
use rusqlite::Connection;

/// The tables that are adopted, each with what orders its rows.
const TABLES: [&str; 6] = ["teams", "users", "sessions", "events", "seats", "tags"];

/// An application's file with a connection that stays open, and a store next to it.
pub struct App {
    folder: tempfile::TempDir,
    pub connection: Connection,
    runtime: tokio::runtime::Runtime,
}

impl App {
    /// The application's file, in a journal mode, not adopted yet.
    pub fn new(journal: &str) -> App {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let connection = Connection::open(folder.path().join("app.db")).expect("the file opens");
        connection.execute_batch(&format!("PRAGMA journal_mode = {journal}")).expect("a pragma");
        connection.execute_batch(include_str!("schema.sql")).expect("the schema is right");
        connection.execute_batch("PRAGMA foreign_keys = ON").expect("a pragma");
        connection.busy_timeout(Duration::from_secs(5)).expect("a timeout");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        App { folder, connection, runtime }
    }

    /// The same, adopted by tenant `ci`.
    pub fn adopted(journal: &str) -> App {
        let app = App::new(journal);
        app.adopt().expect("the tables are adopted");
        app
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("app.db")
    }

    pub fn store_path(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub fn tenant(&self) -> TenantName {
        "ci".parse().expect("a name")
    }

    #[track_caller]
    pub fn exec(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Works with the store's operations.
    pub fn with<T>(&self, policy: Policy, work: impl AsyncFnOnce(Operations<'_, SqliteStore>) -> T) -> T {
        self.runtime.block_on(async {
            let store = SqliteStore::create(&self.store_path(), WantedForms::default()).await.expect("the store opens");
            work(Operations::new(&store, policy)).await
        })
    }

    pub fn adopt(&self) -> Result<Receipt, StoreError> {
        self.adopt_tables(&[])
    }

    pub fn adopt_tables(&self, patterns: &[&str]) -> Result<Receipt, StoreError> {
        let adoption = Adoption {
            tables: patterns.iter().map(|pattern| (*pattern).to_owned()).collect(),
            ..Adoption::of_file(self.path())
        };
        self.with(Policy::default(), async |operations| operations.adopt(&self.tenant(), &adoption, None).await)
    }

    #[track_caller]
    pub fn reset(&self) -> Receipt {
        self.try_reset(Policy::default()).unwrap_or_else(|error| panic!("the reset goes through: {error}"))
    }

    pub fn try_reset(&self, policy: Policy) -> Result<Receipt, StoreError> {
        self.with(policy, async |operations| operations.reset(&self.tenant(), None).await)
    }

    /// A reset that compares all rows before it commits.
    pub fn proven(&self) -> Result<Receipt, StoreError> {
        self.try_reset(Policy { proof: Proof::ReadBack, ..Policy::default() })
    }

    #[track_caller]
    pub fn undo(&self) -> Receipt {
        let undone = self.with(Policy::default(), async |operations| operations.undo(&self.tenant(), None, None).await);
        undone.unwrap_or_else(|error| panic!("the undo goes through: {error}"))
    }

    #[track_caller]
    pub fn verify(&self) -> Verification {
        let verified = self.with(Policy::default(), async |operations| operations.verify(&self.tenant()).await);
        verified.unwrap_or_else(|error| panic!("the rows can be read: {error}"))
    }

    #[track_caller]
    pub fn diff(&self) -> Diff {
        let diff = self.with(Policy::default(), async |operations| operations.diff(&self.tenant(), 9).await);
        diff.unwrap_or_else(|error| panic!("the rows can be compared: {error}"))
    }

    /// Every value of every adopted row with its kind and its rowid, and the counters: what must be the same again.
    pub fn rows(&self) -> String {
        rows_of(&self.connection, &TABLES)
    }

    /// All that the application has made, as the schema has it.
    pub fn own_schema(&self) -> String {
        let sql = "SELECT group_concat(type || name || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_schema
            WHERE name NOT LIKE 'reseed%' AND name NOT LIKE 'sqlite_autoindex_reseed%' ORDER BY type, name)";
        self.connection.query_row(sql, [], |row| row.get(0)).expect("the schema can be read")
    }
}

/// The rows of tables as text.
pub fn rows_of(connection: &Connection, tables: &[&str]) -> String {
    let mut text = String::new();
    for table in tables {
        let names = format!("SELECT name FROM pragma_table_xinfo('{table}')");
        let names = texts(connection, &names);
        let quoted: Vec<String> = names.iter().map(|name| format!("quote(\"{name}\") || typeof(\"{name}\")")).collect();
        let has_rowid = connection.prepare(&format!("SELECT rowid FROM {table}")).is_ok();
        let rowid = if has_rowid { "rowid || ': ' || " } else { "" };
        let sql = format!("SELECT {rowid}{} AS line FROM {table} ORDER BY line", quoted.join(" || ', ' || "));
        text += &format!("{table}\n{}\n", texts(connection, &sql).join("\n"));
    }
    text + &texts(connection, "SELECT name || seq FROM sqlite_sequence ORDER BY name").join("\n")
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let rows = statement.query_map([], |row| row.get(0)).expect("the query runs");
    rows.collect::<Result<_, _>>().expect("texts")
}

/// How a reset went.
#[track_caller]
pub fn way(receipt: &Receipt) -> (Way, String) {
    let SwapReport { by, why, .. } = receipt.swap.clone().expect("it went some way");
    (by, why.unwrap_or_default())
}
