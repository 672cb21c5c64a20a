//! Applications: real drivers and ORMs do to tenants what they do to any database, over resets too. What they do is in
//! `tests/clients/`, a script per client, which prints a line per fact.

use std::sync::OnceLock;

use reseed::everywhere;
use reseed::testkit::ground::Ground;

use crate::script_store::{Postgres, ScriptStore};

const FOLDER: &str = "tests/clients";
const ON_POSTGRES: [&str; 6] = [
    "psycopg_client.py",
    "asyncpg_client.py",
    "sqlalchemy_client.py",
    "django_client.py",
    "node_postgres_client.js",
    "Client.java",
];

/// Runs a script on a ground, where all scripts share a store.
fn on_postgres(script: &str, ground: Ground) {
    static STORES: [OnceLock<ScriptStore>; 4] = [const { OnceLock::new() }; 4];
    let store = &STORES[ground.number()];
    store.get_or_init(|| ScriptStore::postgres(Postgres::on(ground), &ON_POSTGRES)).check(FOLDER, script);
}

/// Runs a script on files whose values are written in these forms.
fn on_sqlite(script: &str, forms: &[&str]) {
    ScriptStore::sqlite(&[script], forms).check(FOLDER, script);
}

everywhere!(psycopg_works_with_tenants_and_over_resets, |ground| on_postgres("psycopg_client.py", ground));

everywhere!(asyncpg_works_with_tenants_and_over_resets, |ground| on_postgres("asyncpg_client.py", ground));

everywhere!(sqlalchemy_works_with_tenants_and_over_resets, |ground| on_postgres("sqlalchemy_client.py", ground));

everywhere!(django_works_with_tenants_and_over_resets, |ground| on_postgres("django_client.py", ground));

everywhere!(node_postgres_works_with_tenants_and_over_resets, |ground| on_postgres("node_postgres_client.js", ground));

everywhere!(pgjdbc_works_with_tenants_and_over_resets, |ground| on_postgres("Client.java", ground));

#[test]
fn pythons_sqlite3_works_with_files_and_over_resets() {
    on_sqlite("sqlite3_client.py", &[]);
}

#[test]
fn sqlalchemy_works_with_files_and_over_resets() {
    on_sqlite("sqlalchemy_client.py", &["--times", "full", "--uuids", "hex"]);
}

#[test]
fn django_works_with_files_and_over_resets() {
    on_sqlite("django_client.py", &["--uuids", "hex"]);
}

#[test]
fn better_sqlite3_works_with_files_and_over_resets() {
    on_sqlite("better_sqlite3_client.js", &[]);
}
