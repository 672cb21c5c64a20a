//! The store that an address names.

use std::time::Duration;

use super::postgres::{Closing, PostgresStore};
use super::records::{Change, Operation, Request, Snapshot, StandbyFailure, Tenant, TenantState};
use super::sqlite::SqliteStore;
use super::{
    Announcement, Answer, CallOptions, Caller, CopiesToKeep, Dataset, Diff, DroppedNodes, Finding, Lease, LiveMark,
    Patience, Preference, ResetForecast, RetiredState, SchemaDifference, Seeding, Sizes, SnapshotBuild, Store,
    StoreError, StoredRows, Swap, SwapReport, TableProof, TenantName, WriteHold,
};
use crate::plan::Table;
use crate::store::Place;

/// One of the stores.
pub enum AnyStore {
    /// A folder with a file per tenant.
    Sqlite(SqliteStore),
    /// A database with all tenants in the same tables.
    Postgres(Box<PostgresStore>),
}

impl AnyStore {
    /// The same store, at work for `caller`.
    pub fn called_by(self, caller: Caller) -> AnyStore {
        match self {
            AnyStore::Sqlite(store) => AnyStore::Sqlite(store.called_by(caller)),
            AnyStore::Postgres(store) => AnyStore::Postgres(Box::new(store.called_by(caller))),
        }
    }

    /// What the store's state means for resets and applications.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn examine(&self) -> Result<Vec<Finding>, StoreError> {
        match self {
            AnyStore::Sqlite(store) => store.examine().await,
            AnyStore::Postgres(store) => store.examine().await,
        }
    }

    /// Nothing, or why nothing can be changed here.
    ///
    /// # Errors
    /// `Refused` on a hot standby of PostgreSQL.
    pub fn takes_writes(&self) -> Result<(), StoreError> {
        match self {
            AnyStore::Sqlite(_) => Ok(()),
            AnyStore::Postgres(store) => store.takes_writes(),
        }
    }

    /// What is to be closed at the end of the store's process, when the store itself is done.
    pub fn closing(&self) -> Option<Closing> {
        match self {
            AnyStore::Sqlite(_) => None,
            AnyStore::Postgres(store) => Some(store.closing()),
        }
    }

    /// The same store, waiting so long for each lock on a tenant's tables. The embedded one has none that readers wait for.
    pub fn waiting(self, lock_wait: Duration) -> AnyStore {
        match self {
            AnyStore::Sqlite(_) => self,
            AnyStore::Postgres(store) => AnyStore::Postgres(Box::new(store.waiting(lock_wait))),
        }
    }
}

/// The same call on whichever store it is.
macro_rules! each {
    ($any:expr, $store:ident => $call:expr) => {
        match $any {
            AnyStore::Sqlite($store) => $call,
            AnyStore::Postgres($store) => $call,
        }
    };
}

impl Store for AnyStore {
    async fn url(&self, tenant: &TenantName) -> Result<String, StoreError> {
        each!(self, store => store.url(tenant).await)
    }

    async fn url_under(&self, lease: &Lease) -> Result<String, StoreError> {
        each!(self, store => store.url_under(lease).await)
    }

    fn server_now_us(&self) -> Option<i64> {
        each!(self, store => store.server_now_us())
    }

    fn keeps_standbys(&self) -> bool {
        each!(self, store => store.keeps_standbys())
    }

    fn keeps_additions(&self) -> bool {
        each!(self, store => store.keeps_additions())
    }

    async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        each!(self, store => store.tenants().await)
    }

    async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        each!(self, store => store.state(tenant).await)
    }

    async fn state_under(&self, lease: &Lease) -> Result<Option<TenantState>, StoreError> {
        each!(self, store => store.state_under(lease).await)
    }

    async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        each!(self, store => store.enqueue(request, now_us).await)
    }

    async fn adopt(&self, operation: &Operation, seeding: Seeding<'_>) -> Result<serde_json::Value, StoreError> {
        each!(self, store => store.adopt(operation, seeding).await)
    }

    async fn call(&self, operation: &Operation, options: CallOptions) -> Result<serde_json::Value, StoreError> {
        each!(self, store => store.call(operation, options).await)
    }

    async fn introduce(&self, tenant: &TenantName, now_us: i64) -> Result<(), StoreError> {
        each!(self, store => store.introduce(tenant, now_us).await)
    }

    async fn lease(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        each!(self, store => store.lease(tenant, wait).await)
    }

    async fn lease_for_upkeep(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        each!(self, store => store.lease_for_upkeep(tenant, wait).await)
    }

    async fn release(&self, lease: Lease) {
        each!(self, store => store.release(lease).await)
    }

    async fn regain(&self, lease: Lease, wait: Duration) -> Result<Lease, StoreError> {
        each!(self, store => store.regain(lease, wait).await)
    }

    async fn record(&self, lease: &Lease, changes: Vec<Change>) -> Result<(), StoreError> {
        each!(self, store => store.record(lease, changes).await)
    }

    async fn build(&self, lease: &Lease, number: u32, dataset: Dataset<'_>) -> Result<SnapshotBuild, StoreError> {
        each!(self, store => store.build(lease, number, dataset).await)
    }

    async fn admit(&self, tenant: &TenantName, dataset: &str, tables: &[Table]) -> Result<Vec<String>, StoreError> {
        each!(self, store => store.admit(tenant, dataset, tables).await)
    }

    async fn save(&self, lease: &Lease, number: u32, like: &Snapshot) -> Result<SnapshotBuild, StoreError> {
        each!(self, store => store.save(lease, number, like).await)
    }

    async fn stage(
        &self,
        lease: &Lease,
        from: Place,
        seal: &str,
        epoch: u32,
        preference: Preference,
    ) -> Result<(), StoreError> {
        each!(self, store => store.stage(lease, from, seal, epoch, preference).await)
    }

    async fn is_sealed(&self, lease: &Lease, copy: Place, seal: &str) -> Result<bool, StoreError> {
        each!(self, store => store.is_sealed(lease, copy, seal).await)
    }

    async fn read_copy(&self, lease: &Lease, copy: Place, snapshot: &Snapshot) -> Result<Vec<TableProof>, StoreError> {
        each!(self, store => store.read_copy(lease, copy, snapshot).await)
    }

    async fn swap(&self, lease: &Lease, swap: &Swap) -> Result<SwapReport, StoreError> {
        each!(self, store => store.swap(lease, swap).await)
    }

    async fn retired(&self, lease: &Lease, epoch: u32) -> Result<RetiredState, StoreError> {
        each!(self, store => store.retired(lease, epoch).await)
    }

    async fn live_mark(&self, tenant: &TenantName) -> Result<LiveMark, StoreError> {
        each!(self, store => store.live_mark(tenant).await)
    }

    async fn confirm_swap(&self, lease: &Lease, from: Place, seal: &str) -> Result<bool, StoreError> {
        each!(self, store => store.confirm_swap(lease, from, seal).await)
    }

    async fn live_stamp(&self, tenant: &TenantName) -> Result<Option<String>, StoreError> {
        each!(self, store => store.live_stamp(tenant).await)
    }

    async fn unstamped_differences(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
    ) -> Result<Vec<SchemaDifference>, StoreError> {
        each!(self, store => store.unstamped_differences(tenant, seed).await)
    }

    async fn prune(&self, lease: &Lease, kept: &CopiesToKeep) -> Result<Vec<String>, StoreError> {
        each!(self, store => store.prune(lease, kept).await)
    }

    async fn drop_nodes(&self, wait: Duration) -> Result<DroppedNodes, StoreError> {
        each!(self, store => store.drop_nodes(wait).await)
    }

    async fn purge_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        each!(self, store => store.purge_operations(before_us).await)
    }

    async fn stale_standbys(&self, lease: &Lease) -> Result<Vec<u32>, StoreError> {
        each!(self, store => store.stale_standbys(lease).await)
    }

    async fn hold_writers(&self, tenant: &TenantName, wait: Duration) -> Result<WriteHold, StoreError> {
        each!(self, store => store.hold_writers(tenant, wait).await)
    }

    async fn drop_live(&self, lease: &Lease, patience: Patience) -> Result<(), StoreError> {
        each!(self, store => store.drop_live(lease, patience).await)
    }

    async fn purge_remains(&self, lease: &Lease) -> Result<(), StoreError> {
        each!(self, store => store.purge_remains(lease).await)
    }

    async fn read_live(&self, tenant: &TenantName, seed: &Snapshot) -> Result<StoredRows, StoreError> {
        each!(self, store => store.read_live(tenant, seed).await)
    }

    async fn diff(&self, tenant: &TenantName, seed: &Snapshot, samples_max: u32) -> Result<Diff, StoreError> {
        each!(self, store => store.diff(tenant, seed, samples_max).await)
    }

    async fn execute(&self, tenant: &TenantName, statements: String) -> Result<Answer, StoreError> {
        each!(self, store => store.execute(tenant, statements).await)
    }

    async fn foresee(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
        preference: Preference,
    ) -> Result<ResetForecast, StoreError> {
        each!(self, store => store.foresee(tenant, seed, preference).await)
    }

    async fn standby_maker(&self, lease: &Lease) -> Result<Option<String>, StoreError> {
        each!(self, store => store.standby_maker(lease).await)
    }

    async fn announce_standbys(&self) -> Result<Option<Announcement>, StoreError> {
        each!(self, store => store.announce_standbys().await)
    }

    async fn maker_turn(&self) -> Result<Option<Announcement>, StoreError> {
        each!(self, store => store.maker_turn().await)
    }

    async fn is_announced(&self, announcement: &mut Announcement) -> bool {
        each!(self, store => store.is_announced(announcement).await)
    }

    async fn maker(&self, tenant: &TenantName) -> Result<Option<String>, StoreError> {
        each!(self, store => store.maker(tenant).await)
    }

    async fn note_standby_failure(&self, tenant: &TenantName, why: &str, standbys: usize) -> Result<(), StoreError> {
        each!(self, store => store.note_standby_failure(tenant, why, standbys).await)
    }

    async fn standby_failure(&self, tenant: &TenantName) -> Result<Option<StandbyFailure>, StoreError> {
        each!(self, store => store.standby_failure(tenant).await)
    }

    async fn standby_bytes(&self) -> Result<u64, StoreError> {
        each!(self, store => store.standby_bytes().await)
    }

    async fn sizes(&self, tenant: &TenantName) -> Result<Sizes, StoreError> {
        each!(self, store => store.sizes(tenant).await)
    }
}
