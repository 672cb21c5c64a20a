//! Stores that came back from a backup, as a whole or in part.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use reseed::on_every_version;

use crate::old_stores::{digest, reseed};
use crate::server::{self, Server};

/// A tenant in shared tables and one in a schema of its own; both datasets have a table that a tenant may change.
pub const TENANTS: [(&str, &str); 2] =
    [("acme", "DELETE FROM orders WHERE id > 3"), ("ci", "DELETE FROM notes WHERE id > 3")];

/// Runs a client program of a server's version.
pub fn tool(version: u16, arguments: &[&str]) -> Output {
    let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh"));
    command.args(["tool", &version.to_string()]).args(arguments).stdin(Stdio::null());
    command.output().expect("scripts/postgres.sh runs")
}

#[track_caller]
pub fn succeed(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub fn store(version: u16) -> String {
    fill(server::database(version))
}

/// A store whose tenants have a standby, a state kept for undo, a named snapshot and a change of their own since.
fn fill(store: String) -> String {
    reseed(&store, 0, &["up", "acme", "globex", "--quiet", "--choices", "enum"]);
    reseed(&store, 0, &["up", "ci", "--quiet", "--layout", "schema"]);
    for (tenant, change) in TENANTS {
        reseed(&store, 0, &["snapshot", "save", tenant, "whole"]);
        reseed(&store, 0, &["sql", tenant, change]);
        reseed(&store, 0, &["reset", tenant]);
        reseed(&store, 0, &["sql", tenant, change]);
    }
    store
}

/// Dumps a store and restores it into a new database; gives that one. What was restored in part makes errors.
fn restored(version: u16, store: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dump = folder.path().join("dump");
    let dump = dump.to_str().expect("a path");
    succeed(&tool(version, &[&["pg_dump", store, "-f", dump], options].concat()));
    restore(version, Path::new(dump))
}

/// Restores a file of `pg_dump` into a new database.
pub fn restore(version: u16, dump: &Path) -> String {
    let (target, file) = (server::database(version), dump.to_str().expect("a path"));
    let is_text = std::fs::read(dump).is_ok_and(|bytes| !bytes.starts_with(b"PGDMP"));
    match is_text {
        true => tool(version, &["psql", "-q", &target, "-f", file]),
        false => tool(version, &["pg_restore", "-d", &target, file]),
    };
    target
}

/// The digest of what is live.
fn live(store: &str, tenant: &str) -> String {
    let output = reseed(store, 1, &["verify", tenant, "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("one document");
    found["digest"].as_str().expect("a digest").to_owned()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

on_every_version!(a_store_that_was_dumped_and_restored_keeps_its_promises, |version| {
    let store = store(version);
    for options in [&["-Fc"][..], &["-Fp"]] {
        keeps_its_promises(&restored(version, &store, options), TENANTS.map(|(tenant, _)| live(&store, tenant)));
    }
});

#[test]
fn a_store_whose_server_was_upgraded_keeps_its_promises() {
    let mut server = Server::start(server::VERSIONS[0], &[]);
    let store = fill(server::database_at(&server.address));
    let changed = TENANTS.map(|(tenant, _)| live(&store, tenant));
    server.turn("upgrade");
    keeps_its_promises(&store, changed);
}

/// Everything that commands promised of states that are kept; what is live, and was before the last reset, is `changed`.
fn keeps_its_promises(store: &str, changed: [String; 2]) {
    for ((tenant, _), changed) in TENANTS.into_iter().zip(changed) {
        assert_eq!(live(store, tenant), changed);
        let seed = digest(store, &["reset", tenant]);
        assert_ne!(seed, changed);
        assert_eq!(digest(store, &["undo", tenant]), changed);
        assert_eq!(digest(store, &["undo", tenant, "--epoch", "1"]), changed);
        assert_eq!(digest(store, &["snapshot", "restore", tenant, "whole"]), seed);
        reseed(store, 0, &["verify", tenant]);
    }
    reseed(store, 0, &["reconcile"]);
    reseed(store, 0, &["up", "acme", "ci", "globex", "--quiet"]);
    for tenant in ["acme", "ci", "globex"] {
        reseed(store, 0, &["down", tenant, "--yes"]);
    }
}

on_every_version!(records_without_tables_are_named_and_up_or_down_begins_again, |version| {
    let restored = restored(version, &store(version), &["-n", "reseed"]);
    for command in [&["reset", "acme"][..], &["reset", "ci"], &["verify", "acme"], &["diff", "ci"]] {
        let told = said(&reseed(&restored, 1, command));
        assert!(told.contains("the copy of snapshot 1 lacks tables"), "{command:?}: {told}");
        assert!(told.contains("Run \"reseed up\" to rebuild it from the spec"), "{command:?}: {told}");
    }
    let told = said(&reseed(&restored, 5, &["undo", "acme"]));
    assert!(told.contains("epoch 1 is damaged, or tables of it are missing"), "{told}");
    let doctor = reseed(&restored, 1, &["doctor"]);
    let doctor = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.contains("tenants whose seed lacks tables: acme, ci, globex"), "{doctor}");
    reseed(&restored, 0, &["status"]);
    reseed(&restored, 0, &["down", "globex", "--yes"]);
    reseed(&restored, 0, &["up", "acme", "ci", "--quiet"]);
    for (tenant, change) in TENANTS {
        reseed(&restored, 0, &["verify", tenant]);
        reseed(&restored, 0, &["sql", tenant, change]);
        reseed(&restored, 0, &["reset", tenant]);
        reseed(&restored, 0, &["undo", tenant]);
        reseed(&restored, 0, &["down", tenant, "--yes"]);
    }
});

on_every_version!(tables_without_records_are_named_with_what_removes_them, |version| {
    let restored = restored(version, &store(version), &["-N", "reseed"]);
    for command in [&["up", "acme", "--quiet"][..], &["status"]] {
        let told = said(&reseed(&restored, 5, command));
        assert!(told.contains("the database has tables of a store, but not its records"), "{told}");
        assert!(
            told.contains("DROP TABLE goods.customers, goods.orders, goods.products; DROP SCHEMA \"reseed_data\","),
            "{told}"
        );
    }
    let told = said(&reseed(&restored, 5, &["up", "acme", "--quiet"]));
    let (_, statements) = told.split_once("remove what is left with ").expect("the help");
    let (statements, _) = statements.split_once(", then run").expect("the help");
    let statements = statements.replace('\n', " ");
    succeed(&tool(version, &["psql", "-q", "-v", "ON_ERROR_STOP=1", &restored, "-c", &statements]));
    reseed(&restored, 0, &["up", "acme", "--quiet"]);
    reseed(&restored, 0, &["verify", "acme"]);
});

#[test]
fn control_tables_without_their_functions_are_named() {
    let version = server::VERSIONS[0];
    let restored = restored(version, &store(version), &["-t", "reseed.*"]);
    // pg_dump makes no schema for tables that were chosen one by one.
    let told = said(&reseed(&restored, 2, &["status"]));
    assert!(told.contains("there is no store"), "{told}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dump = folder.path().join("dump");
    let dump = dump.to_str().expect("a path");
    succeed(&tool(version, &["pg_dump", &store(version), "-t", "reseed.*", "-f", dump]));
    let target = server::database(version);
    succeed(&tool(version, &["psql", "-q", &target, "-c", "CREATE SCHEMA reseed"]));
    tool(version, &["psql", "-q", &target, "-f", dump]);
    let told = said(&reseed(&target, 1, &["up", "acme"]));
    assert!(told.contains("has its tables, but not its functions"), "{told}");
}

#[test]
fn a_renamed_control_schema_is_named() {
    let version = server::VERSIONS[1];
    let store = store(version);
    succeed(&tool(version, &["psql", "-q", &store, "-c", "ALTER SCHEMA reseed RENAME TO other"]));
    for command in [&["up", "acme"][..], &["status"]] {
        let told = said(&reseed(&store, 5, command));
        assert!(told.contains("ALTER SCHEMA \"other\" RENAME TO reseed"), "{told}");
    }
    succeed(&tool(version, &["psql", "-q", &store, "-c", "ALTER SCHEMA other RENAME TO reseed"]));
    reseed(&store, 0, &["reset", "acme"]);
}
