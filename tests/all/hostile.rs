//! Tenants and applications that try what they should not: a script per way in, in `tests/hostile/`, which prints a line
//! per guard that held. A reset afterwards is the seed, and a neighbour has noticed nothing.

use std::sync::OnceLock;

use crate::ground::{Ground, POSTGRES, Postgres};

const FOLDER: &str = "tests/hostile";
/// The last one is no script: its tenants are the others' neighbours.
const ON_POSTGRES: [&str; 3] = ["tenant_role.py", "app_role.py", "neighbour."];

/// Runs a script on every version, in both layouts.
fn on_postgres(script: &str) {
    static GROUNDS: [OnceLock<Ground>; POSTGRES.len()] = [const { OnceLock::new() }; POSTGRES.len()];
    for (ground, of) in GROUNDS.iter().zip(POSTGRES) {
        // Shared tables of both datasets have row-level security: other tenants have roles of their own.
        let of = Postgres { served_by_app: "app-role-types", may_end_sessions: true, ..of };
        ground.get_or_init(|| Ground::postgres(of, &ON_POSTGRES)).check(FOLDER, script);
    }
}

#[test]
fn a_tenants_role_reaches_nothing_but_its_rows() {
    on_postgres("tenant_role.py");
}

#[test]
fn the_role_of_applications_reaches_nothing_but_the_rows_of_its_dataset() {
    on_postgres("app_role.py");
}

#[test]
fn a_live_file_on_sqlite_that_was_tampered_with_comes_back_or_is_refused() {
    Ground::sqlite(&["sqlite_file.py", "neighbour."], &[]).check(FOLDER, "sqlite_file.py");
}
