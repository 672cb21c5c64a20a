//! Commands on a test's store. A verb opens the store, does one operation, as a command would, and fails the test if the
//! operation fails; `try_…` returns the error instead.

use tokio::runtime::Runtime;

use crate::plan::Plan;
use crate::reset::{DryRun, NamedSnapshot, Operations, Policy, Receipt, Reconciled, TenantStatus, Verification};
use crate::store::{BatchSource, Diff, DroppedNodes, Store, StoreError, TenantName};

/// The tenant of a verb that names none.
pub const TENANT: &str = "acme";

/// The commands for one tenant, with or without an idempotency key.
pub struct Commands<'s, S: ?Sized> {
    sandbox: &'s S,
    tenant: TenantName,
    key: Option<String>,
}

impl<S: Verbs + ?Sized> Commands<'_, S> {
    /// The same with an idempotency key.
    pub fn key(self, key: &str) -> Self {
        Commands { key: Some(key.to_owned()), ..self }
    }
}

/// Defines [`Verbs`] and the same verbs on [`Commands`]: each once, by its call of an operation.
macro_rules! verbs {
    ($(
        $(#[$doc:meta])*
        $verb:ident, $try_verb:ident($($argument:ident: $type:ty),*) -> $result:ty:
        |$operations:ident, $tenant:pat_param, $key:pat_param| $call:expr;
    )*) => {
        /// A store that a test works on, and the verbs for its tenant `acme`.
        pub trait Verbs {
            /// What the store is.
            type Store: Store;

            /// The store, opened as each command opens it.
            fn open(&self) -> Self::Store;

            /// What its commands keep to.
            fn policy(&self) -> Policy;

            /// Where its commands run.
            fn runtime(&self) -> &Runtime;

            /// The verbs for another tenant.
            fn tenant(&self, name: &str) -> Commands<'_, Self> {
                Commands { sandbox: self, tenant: name.parse().expect("a tenant's name"), key: None }
            }

            /// The verbs with an idempotency key.
            fn key(&self, key: &str) -> Commands<'_, Self> {
                self.tenant(TENANT).key(key)
            }

            $(
                $(#[$doc])*
                #[track_caller]
                fn $verb(&self, $($argument: $type),*) -> $result {
                    self.tenant(TENANT).$verb($($argument),*)
                }

                /// The same, with the error.
                fn $try_verb(&self, $($argument: $type),*) -> Result<$result, StoreError> {
                    self.tenant(TENANT).$try_verb($($argument),*)
                }
            )*
        }

        impl<S: Verbs + ?Sized> Commands<'_, S> {
            $(
                $(#[$doc])*
                #[track_caller]
                pub fn $verb(&self, $($argument: $type),*) -> $result {
                    match self.$try_verb($($argument),*) {
                        Ok(done) => done,
                        Err(error) => panic!("{} of {:?}: {error}", stringify!($verb), self.tenant.as_str()),
                    }
                }

                /// The same, with the error.
                pub fn $try_verb(&self, $($argument: $type),*) -> Result<$result, StoreError> {
                    let store = self.sandbox.open();
                    let $operations = Operations::new(&store, self.sandbox.policy());
                    let ($tenant, $key) = (&self.tenant, self.key.as_deref());
                    self.sandbox.runtime().block_on($call)
                }
            )*
        }
    };
}

verbs! {
    /// Brings the plan's tenant to the plan's dataset.
    up_plan, try_up_plan(plan: &Plan, rows: &dyn BatchSource) -> Receipt:
        |operations, _, key| operations.up(plan, rows, None, key);
    /// The same for a tenant that expires.
    up_for, try_up_for(lifetime_us: i64, plan: &Plan, rows: &dyn BatchSource) -> Receipt:
        |operations, _, key| operations.up(plan, rows, Some(lifetime_us), key);
    /// Puts the seed back.
    reset, try_reset() -> Receipt: |operations, tenant, key| operations.reset(tenant, key);
    /// Brings back the state before the last swap.
    undo, try_undo() -> Receipt: |operations, tenant, key| operations.undo(tenant, None, key);
    /// Brings back a certain epoch.
    undo_to, try_undo_to(epoch: u32) -> Receipt: |operations, tenant, key| operations.undo(tenant, Some(epoch), key);
    /// Keeps the live state as a named snapshot.
    save, try_save(name: &str) -> Receipt: |operations, tenant, key| operations.save(tenant, name, key);
    /// Makes a named snapshot live.
    restore, try_restore(name: &str) -> Receipt: |operations, tenant, key| operations.restore(tenant, name, key);
    /// Deletes a named snapshot.
    delete, try_delete(name: &str) -> NamedSnapshot: |operations, tenant, _| operations.delete(tenant, name);
    /// The named snapshots.
    named, try_named() -> Vec<NamedSnapshot>: |operations, tenant, _| operations.named(tenant);
    /// Removes the tenant.
    down, try_down() -> Receipt: |operations, tenant, key| operations.down(tenant, key);
    /// Removes the tenant, which has expired.
    down_expired, try_down_expired() -> Receipt: |operations, tenant, key| operations.down_expired(tenant, key);
    /// Compares every row with the seed.
    verify, try_verify() -> Verification: |operations, tenant, _| operations.verify(tenant);
    /// Compares with the seed and samples rows that differ.
    diff, try_diff(samples_max: u32) -> Diff: |operations, tenant, _| operations.diff(tenant, samples_max);
    /// What a reset would do.
    dry_run, try_dry_run(samples_max: u32) -> DryRun: |operations, tenant, _| operations.dry_run(tenant, samples_max);
    /// What is known without reading the rows.
    status, try_status() -> TenantStatus: |operations, tenant, _| operations.status(tenant);
    /// Finishes, removes and prepares what is due.
    reconcile, try_reconcile() -> Reconciled: |operations, tenant, _| operations.reconcile(tenant);
    /// Makes a standby for the next reset: how many, and why not more.
    warm, try_warm() -> (usize, Option<String>): |operations, tenant, _| operations.warm(tenant);
    /// The names of all tenants.
    list, try_list() -> Vec<TenantName>: |operations, _, _| operations.list();
    /// The tenants that have expired.
    expired, try_expired() -> Vec<TenantName>: |operations, _, _| operations.expired();
    /// Drops what removed tenants have left below shared tables.
    drop_nodes, try_drop_nodes() -> DroppedNodes: |operations, _, _| operations.drop_nodes();
    /// Purges records of operations that are long over: how many.
    purge_operations, try_purge_operations() -> u64: |operations, _, _| operations.purge_operations();
}
