//! Tenants and applications that try what they should not: a script per way in, in `tests/hostile/`, which prints a line
//! per guard that held. A reset afterwards is the seed, and a neighbour has noticed nothing.

use std::sync::OnceLock;

use reseed::everywhere;
use reseed::testkit::ground::Ground;

use crate::script_store::{Postgres, ScriptStore};

const FOLDER: &str = "tests/hostile";
/// The last one is no script: its tenants are the others' neighbours.
const ON_POSTGRES: [&str; 3] = ["tenant_role.py", "app_role.py", "neighbour."];

/// Runs a script on a ground, where all scripts share a store.
fn on_postgres(script: &str, ground: Ground) {
    static STORES: [OnceLock<ScriptStore>; 4] = [const { OnceLock::new() }; 4];
    // Shared tables of both datasets have row-level security: other tenants have roles of their own.
    let of = Postgres { served_by_app: "app-role-types", may_end_sessions: true, ground };
    STORES[ground.number()].get_or_init(|| ScriptStore::postgres(of, &ON_POSTGRES)).check(FOLDER, script);
}

everywhere!(a_tenants_role_reaches_nothing_but_its_rows, |ground| on_postgres("tenant_role.py", ground));

everywhere!(the_role_of_applications_reaches_nothing_but_the_rows_of_its_dataset, |ground| on_postgres(
    "app_role.py",
    ground
));

#[test]
fn a_live_file_on_sqlite_that_was_tampered_with_comes_back_or_is_refused() {
    ScriptStore::sqlite(&["sqlite_file.py", "neighbour."], &[]).check(FOLDER, "sqlite_file.py");
}
