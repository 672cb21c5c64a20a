//! Operations on the embedded store in a temporary folder, and what a tenant's application does meanwhile.

mod crash;
mod exact;
mod forged;
mod ids;
mod load;
mod named;
mod receipts;
mod reset;
#[cfg(target_os = "linux")]
mod syncs;
mod tenant;
mod values;
mod writes;

use std::path::PathBuf;
use std::time::Duration;

use super::{Operations, Policy};
use crate::plan::Plan;
use crate::store::records::TenantState;
use crate::store::sqlite::{Db, Mode, SqliteStore};
use crate::store::{Store, TenantName};
use crate::testkit::commands::Verbs;
use crate::testkit::dataset::{CUSTOMERS, batches, plan};

/// A store in a folder that goes when the test ends.
pub(super) struct Sandbox {
    pub folder: tempfile::TempDir,
    pub policy: Policy,
    pub runtime: tokio::runtime::Runtime,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let policy = Policy { wait: Duration::from_millis(300), ..Policy::default() };
        Sandbox { folder: tempfile::tempdir().expect("a temporary folder"), policy, runtime }
    }

    /// A sandbox with the tenant `acme` on the seed.
    pub fn with_tenant() -> Sandbox {
        let sandbox = Sandbox::new();
        let plan = plan();
        sandbox.up_plan(&plan, &batches(&plan, 0));
        sandbox
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join("store")
    }

    pub fn store(&self) -> SqliteStore {
        self.runtime.block_on(SqliteStore::create(&self.root(), Default::default())).expect("the store opens")
    }

    /// All that is recorded about the tenant.
    pub fn state(&self) -> TenantState {
        let store = self.store();
        self.runtime.block_on(store.state(&acme())).expect("the records").expect("a tenant")
    }

    pub fn live(&self) -> PathBuf {
        self.root().join("tenants/acme.db")
    }

    /// A connection as a tenant's application has it.
    pub fn app(&self) -> Db {
        let db = Db::open(&self.live(), Mode::ReadWrite).expect("the live file opens");
        db.set_busy_timeout(Duration::from_secs(2));
        db
    }

    pub fn sql(&self, statement: &str) {
        self.app().exec(statement).expect("the application's statement runs");
    }

    /// What a tenant may do to its data and schema.
    pub fn make_a_mess(&self) {
        self.sql(
            "INSERT INTO customers (id, code) VALUES (1000, '00000000-0000-0000-0000-000000000000');
             UPDATE customers SET balance = 1.5, name = 'changed' WHERE id = 7;
             DELETE FROM lines WHERE order_id = 3;
             CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT);
             INSERT INTO notes (text) VALUES ('mine'), ('too');
             CREATE INDEX extra_idx ON customers (name);
             CREATE VIEW rich AS SELECT * FROM customers WHERE balance > 0;
             CREATE TRIGGER forbid BEFORE DELETE ON customers BEGIN SELECT raise(abort, 'no'); END;",
        );
    }

    /// Digest of the seed's tables as they are now, and the names of everything that differs in the schema.
    pub fn fingerprint(&self) -> (String, Vec<String>) {
        let found = self.verify();
        (found.live.digest.to_string(), found.schema.into_iter().map(|difference| difference.name).collect())
    }

    pub fn equals_seed(&self) -> bool {
        self.verify().equals_seed
    }

    /// Every file of the store, relative to it, without the journals of open databases.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in ["tenants", "snapshots", "retired"] {
            for entry in std::fs::read_dir(self.root().join(folder)).expect("the folder exists") {
                let name = entry.expect("the entry can be read").file_name();
                found.push(format!("{folder}/{}", name.to_string_lossy()));
            }
        }
        found.sort();
        found
    }
}

impl Verbs for Sandbox {
    type Store = SqliteStore;

    fn open(&self) -> SqliteStore {
        self.store()
    }

    fn policy(&self) -> Policy {
        self.policy
    }

    fn runtime(&self) -> &tokio::runtime::Runtime {
        &self.runtime
    }
}

fn acme() -> TenantName {
    "acme".parse().expect("is a tenant name")
}
