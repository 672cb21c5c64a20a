//! Commands while another session holds a lock without end: each ends, names what it waited for, and continues with the rest.

use super::*;
use reseed::reset::{LiveState, Operations};
use reseed::store::{Caller, ErrorKind, StoreError};

/// What came of an operation that reads or changes `acme`.
type Outcome = (&'static str, Result<(), StoreError>);

/// Every operation that could meet the lock, with little patience.
fn all(sandbox: &Sandbox) -> Vec<Outcome> {
    let store = sandbox.store().called_by(Caller::default().waiting(Duration::from_millis(20)));
    let policy = Policy { wait: Duration::from_millis(20), ..sandbox.policy };
    let (operations, acme, block_on) = (Operations::new(&store, policy), name("acme"), &sandbox.runtime);
    vec![
        ("url", block_on.block_on(operations.url(&acme)).map(drop)),
        ("status", block_on.block_on(operations.status(&acme)).map(drop)),
        ("verify", block_on.block_on(operations.verify(&acme)).map(drop)),
        ("diff", block_on.block_on(operations.diff(&acme, 1)).map(drop)),
        ("dry run", block_on.block_on(operations.dry_run(&acme, 1)).map(drop)),
        ("doctor", block_on.block_on(store.examine()).map(drop)),
        ("reconcile", block_on.block_on(operations.reconcile(&acme)).map(drop)),
        ("drop_nodes", block_on.block_on(operations.drop_nodes()).map(drop)),
        ("save", block_on.block_on(operations.save(&acme, "kept", None)).map(drop)),
        ("reset", block_on.block_on(operations.reset(&acme, None)).map(drop)),
        ("undo", block_on.block_on(operations.undo(&acme, None, None)).map(drop)),
        ("down", block_on.block_on(operations.down(&acme, None)).map(drop)),
    ]
}

everywhere!(every_command_ends_behind_a_lock_on_a_tenants_table_and_those_that_do_not_need_it_succeed, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    // A state to undo.
    sandbox.reset();
    sandbox.warm();
    let before = sandbox.fingerprint("acme");
    let mut app = sandbox.app();
    app.exec("BEGIN; LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
    for (what, outcome) in all(&sandbox) {
        match what {
            "url" | "status" | "doctor" | "reconcile" | "drop_nodes" => {
                outcome.unwrap_or_else(|error| panic!("{what}: {error}"));
            }
            _ => {
                let error = outcome.expect_err(what);
                assert_eq!(error.kind(), ErrorKind::Busy, "{what}: {error}");
            }
        }
    }
    let store = sandbox.store().called_by(Caller::default().waiting(Duration::from_millis(20)));
    let operations = Operations::new(&store, sandbox.policy);
    let status = sandbox.runtime.block_on(operations.status(&name("acme"))).expect("the rest of it");
    assert_eq!((status.live, status.sizes, status.unknown.len()), (LiveState::Unknown, None, 2));
    app.exec("COMMIT");
    assert_eq!(sandbox.fingerprint("acme"), before, "nothing has changed");
    sandbox.reset();
});

in_shared_tables!(every_command_ends_behind_a_lock_on_any_of_the_control_tables, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let before = sandbox.fingerprint("acme");
    for table in ["tenants", "copies", "relations", "operations", "leases", "nodes", "_sqlx_migrations"] {
        let mut owner = sandbox.app();
        owner.exec(&format!("BEGIN; LOCK TABLE reseed.{table} IN ACCESS EXCLUSIVE MODE"));
        // Opening the store reads the table of migrations.
        if table == "_sqlx_migrations" {
            let opened = sandbox.runtime.block_on(PostgresStore::open(&sandbox.url));
            let error = opened.err().expect("it is locked");
            assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
            continue;
        }
        for (what, outcome) in all(&sandbox) {
            if let Err(error) = outcome {
                let is_known = matches!(error.kind(), ErrorKind::Busy | ErrorKind::Refused);
                assert!(is_known, "{table}, {what}: {error}");
            }
        }
        owner.exec("COMMIT");
        sandbox.up("acme", 0);
        assert_eq!(sandbox.fingerprint("acme"), before, "{table}");
    }
});
