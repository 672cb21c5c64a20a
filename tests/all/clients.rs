//! Applications: real drivers and ORMs do to tenants what they do to any database, over resets too. What they do is in
//! `tests/clients/`, a script per client, which prints a line per fact.

use std::sync::OnceLock;

use crate::ground::{Ground, POSTGRES};

const FOLDER: &str = "tests/clients";
const ON_POSTGRES: [&str; 6] = [
    "psycopg_client.py",
    "asyncpg_client.py",
    "sqlalchemy_client.py",
    "django_client.py",
    "node_postgres_client.js",
    "Client.java",
];

/// Runs a script on every version, in both layouts.
fn on_postgres(script: &str) {
    static GROUNDS: [OnceLock<Ground>; POSTGRES.len()] = [const { OnceLock::new() }; POSTGRES.len()];
    for (ground, of) in GROUNDS.iter().zip(POSTGRES) {
        ground.get_or_init(|| Ground::postgres(of, &ON_POSTGRES)).check(FOLDER, script);
    }
}

/// Runs a script on files whose values are written in these forms.
fn on_sqlite(script: &str, forms: &[&str]) {
    Ground::sqlite(&[script], forms).check(FOLDER, script);
}

#[test]
fn psycopg_works_with_tenants_and_over_resets() {
    on_postgres("psycopg_client.py");
}

#[test]
fn asyncpg_works_with_tenants_and_over_resets() {
    on_postgres("asyncpg_client.py");
}

#[test]
fn sqlalchemy_works_with_tenants_and_over_resets() {
    on_postgres("sqlalchemy_client.py");
}

#[test]
fn django_works_with_tenants_and_over_resets() {
    on_postgres("django_client.py");
}

#[test]
fn node_postgres_works_with_tenants_and_over_resets() {
    on_postgres("node_postgres_client.js");
}

#[test]
fn pgjdbc_works_with_tenants_and_over_resets() {
    on_postgres("Client.java");
}

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
