//! What a lookup makes of a column in a store: a foreign key where it shows a key, else a copy.

use std::fs;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

use reseed::everywhere;
use reseed::store::postgres::Layout;

use crate::server;
use crate::workspace::Workspace;

/// People with the key of their country, and a copy of its code, which is unique there.
const SPEC: &str = "reseed: 1\ndataset: people\nas_of: 2026-01-01T00:00:00Z\ntables:\n  countries:\n    rows: 3\n    \
                    columns:\n      id: serial\n      code: { pattern: \"[a-z]{2}\", unique: true }\n  people:\n    \
                    each: countries\n    count: 2\n    columns:\n      id: serial\n      country_id: countries.id\n      \
                    country_code: countries.code\n";

fn up(workspace: &Workspace, options: &[&str]) {
    for (name, text) in [("generators/people/spec.yaml", SPEC), ("seeds/ci.yaml", "tenant: ci\ndataset: people\n")] {
        let path = workspace.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is ours");
        fs::write(path, text).expect("the folder is ours");
    }
    workspace.expect(0, &[&["up", "ci", "--quiet"], options].concat());
}

/// A copied value may change where it was copied from; a key that is referred to may not.
fn check(mut execute: impl FnMut(&'static str) -> Result<(), String>) {
    let copied = execute("UPDATE countries SET code = 'changed' WHERE id = 1");
    copied.unwrap_or_else(|error| panic!("{error}"));
    let key = execute("UPDATE countries SET id = 99 WHERE id = 1");
    let error = key.err().unwrap_or_else(|| panic!("the key of a row that others refer to has changed"));
    assert!(error.to_lowercase().contains("foreign key"), "{error}");
}

#[test]
fn a_unique_value_that_others_only_copied_can_be_changed_in_a_file() {
    let workspace = Workspace::new();
    up(&workspace, &[]);
    let connection = rusqlite::Connection::open(workspace.path(".reseed/tenants/ci.db")).expect("the live file opens");
    connection.pragma_update(None, "foreign_keys", true).expect("an option");
    check(|sql| connection.execute_batch(sql).map_err(|error| error.to_string()));
}

everywhere!(a_unique_value_that_others_only_copied_can_be_changed, |ground| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = server::database(ground.version);
    up(&Workspace::on(&url), &["--layout", ground.layout.word()]);
    let mut connection = runtime.block_on(PgConnection::connect(&url)).expect("the server answers");
    let schema = if ground.layout == Layout::Shared { "people" } else { "ci" };
    let path = AssertSqlSafe(format!("SET search_path = {schema}"));
    runtime.block_on(connection.execute(path)).expect("a schema");
    check(|sql| runtime.block_on(connection.execute(sql)).map(drop).map_err(|error| error.to_string()));
});
