//! Tenants in PostgreSQL, all in the same tables: a root per table, below it a node per tenant, below that one leaf per
//! epoch.
//!
//! ```text
//! shop.orders                        the root: what applications use
//! └ reseed_data.t42_r3_orders        the tenant's node, FOR VALUES IN ('acme')
//!   └ reseed_data.t42_c7_1_orders    its live leaf; snapshots, standbys and retired copies are not attached
//! reseed.*                           the control tables
//! ```
//! A swap takes one leaf off the tenant's node and puts another on: the root is locked ACCESS SHARE only, so no one else
//! waits, and nothing depends on how many rows there are. Works as an ordinary role that owns these schemas.
//!
//! Must never change the columns, keys or indexes of a root that is there, nor drop by name. Once a root's tenants are at
//! work, only tying a role to it (`reseed.tie_roles`) locks it more strongly than SHARE UPDATE EXCLUSIVE, and waits for
//! that a moment only.

mod adopted;
mod catalog;
mod control;
mod copies;
mod doctor;
mod layout;
mod live;
mod names;
mod rows;
mod server;
mod swap;

use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use crate::plan::Table;
use crate::store::records::{Change, Operation, Request, Snapshot, StandbyFailure, Tenant, TenantState};
use crate::store::{
    Announcement, Answer, CallOptions, Caller, CopiesToKeep, Dataset, Diff, DroppedNodes, Finding, LOCK_WAIT, Lease,
    LiveMark, Patience, Place, Preference, ResetForecast, RetiredState, SchemaDifference, Seeding, Sizes,
    SnapshotBuild, Store, StoreError, StoredRows, Swap, SwapReport, TableProof, TenantName, WriteHold, tables_of,
};
use adopted::AdoptedTenant;
use control::lease::{self, Held, LeasePurpose};
use control::makers::{self, Announcing};
use control::migrations::{self, Presence, ServerRole};
use control::records::{self, PostgresControl};
use control::rows::control_failed;
use copies::freeze;
use copies::recycle;
use copies::sealing;
use copies::snapshot;
use copies::work::CopyWork;
use layout::nodes;
use layout::placement::{self, Placement};
use live::{application, differences};
use rows::read::{self, Moment};
use server::ask::READ;
use server::cancel;
use server::database::Database;
use server::pool::PooledConnection;
use swap::{standby, way};

pub use catalog::read_catalog;
pub use copies::freeze::StoreFreeze;
pub use layout::ddl::Layout;
pub use layout::enums::ChoiceType;
pub use layout::requested::Wanted;
pub use layout::roles::names_differ;
pub use server::database::Closing;
pub use server::url::without_password;

/// Tenants in the tables of one database.
pub struct PostgresStore {
    database: Database,
    control: PostgresControl,
    wanted: Wanted,
    caller: Caller,
    server: ServerRole,
}

impl PostgresStore {
    /// Connects to the store in the database of `url`.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Usage` when it is no address, `Machine` when the server cannot be reached.
    pub async fn open(url: &str) -> Result<PostgresStore, StoreError> {
        PostgresStore::open_within(url, LOCK_WAIT).await
    }

    /// The same, waiting so long for a connection to a server that has none left, and for each lock.
    ///
    /// # Errors
    /// As [`PostgresStore::open`].
    pub async fn open_within(url: &str, wait: Duration) -> Result<PostgresStore, StoreError> {
        let database = Database::parse(url)?.waiting(wait);
        let mut session = database.connect().await?;
        let presence = migrations::presence(&mut session).await?;
        if !presence.is_there {
            return Err(StoreError::not_found(format!("there is no store in {}", database.public()))
                .with_help("\"reseed up\" creates one; --store or RESEED_STORE sets where it is."));
        }
        PostgresStore::at(database, session, presence, Wanted::default()).await
    }

    /// Connects to the database of `url` and makes the control tables if they are not there. Datasets and tenants that
    /// are new to it get what is `wanted`.
    ///
    /// # Errors
    /// `Usage` when it is no address, `Refused` when the role lacks a right, `Machine` when the server cannot be reached.
    pub async fn create(url: &str, wanted: Wanted) -> Result<PostgresStore, StoreError> {
        PostgresStore::create_within(url, wanted, LOCK_WAIT).await
    }

    /// The same, waiting so long for a connection to a server that has none left, and for each lock.
    ///
    /// # Errors
    /// As [`PostgresStore::create`].
    pub async fn create_within(url: &str, wanted: Wanted, wait: Duration) -> Result<PostgresStore, StoreError> {
        let database = Database::parse(url)?.waiting(wait);
        let mut session = database.connect().await?;
        let presence = migrations::presence(&mut session).await?;
        PostgresStore::at(database, session, presence, wanted).await
    }

    async fn at(
        database: Database,
        mut session: PooledConnection,
        presence: Presence,
        wanted: Wanted,
    ) -> Result<PostgresStore, StoreError> {
        let server = presence.server;
        migrations::bring_up_to_date(&mut session, presence).await?;
        session.put_back().await;
        Ok(PostgresStore {
            control: PostgresControl::new(database.clone()),
            database,
            wanted,
            caller: Caller::default(),
            server,
        })
    }

    /// Nothing, or why nothing can be changed here.
    ///
    /// # Errors
    /// `Refused` on a hot standby.
    pub fn takes_writes(&self) -> Result<(), StoreError> {
        self.server.takes_writes()
    }

    /// The same store, at work for `caller`.
    pub fn called_by(self, caller: Caller) -> PostgresStore {
        let lock_wait = caller.lock_wait();
        cancel::watch(&self.database, &caller);
        PostgresStore { caller, ..self }.waiting(lock_wait)
    }

    /// The same store, waiting so long for each lock that others hold.
    pub fn waiting(self, lock_wait: Duration) -> PostgresStore {
        let database = self.database.waiting(lock_wait);
        PostgresStore { control: PostgresControl::new(database.clone()), database, ..self }
    }

    /// What closes the store's connections at the end of its process.
    pub fn closing(&self) -> Closing {
        Closing::of(self.database.clone())
    }

    /// What the server's state means for resets.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn examine(&self) -> Result<Vec<Finding>, StoreError> {
        self.database.with(async |connection| doctor::examine(connection, &self.caller).await).await
    }

    /// Keeps every other command from changing the store; waits at most `wait` for the operation on each tenant.
    ///
    /// # Errors
    /// `Busy` with the name of that operation.
    pub async fn hold_still(&self, wait: Duration) -> Result<StoreFreeze, StoreError> {
        freeze::hold(&self.database, wait, &self.caller).await
    }

    fn work<'a>(&'a self, lease: &'a Lease) -> CopyWork<'a> {
        CopyWork { database: &self.database, lease, caller: &self.caller }
    }
}

impl Store for PostgresStore {
    /// With the schema of the tenant's tables as its search path, and the role of the tenant or of all applications.
    async fn url(&self, tenant: &TenantName) -> Result<String, StoreError> {
        let application =
            self.database.with(async |connection| application::of_tenant(connection, tenant).await).await?;
        Ok(self.database.of_application(&application))
    }

    async fn url_under(&self, lease: &Lease) -> Result<String, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        let application = application::of_tenant(connection.get()?, &lease.tenant).await?;
        Ok(self.database.of_application(&application))
    }

    fn server_now_us(&self) -> Option<i64> {
        self.database.now_us()
    }

    /// A swap moves tables, and copies nothing.
    fn keeps_standbys(&self) -> bool {
        true
    }

    /// Rows are restored where a move of tables would not carry it.
    fn keeps_additions(&self) -> bool {
        true
    }

    async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        self.control.tenants().await
    }

    async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        self.control.state(tenant).await
    }

    async fn state_under(&self, lease: &Lease) -> Result<Option<TenantState>, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        records::state(connection.get()?, &lease.tenant).await
    }

    async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        self.control.enqueue(request, now_us).await
    }

    async fn adopt(&self, operation: &Operation, seeding: Seeding<'_>) -> Result<serde_json::Value, StoreError> {
        let work = adopted::AdoptionWork { operation, seeding, caller: &self.caller };
        self.database.with(async |connection| work.run(connection).await).await
    }

    async fn call(&self, operation: &Operation, options: CallOptions) -> Result<serde_json::Value, StoreError> {
        self.database.with(async |connection| adopted::call(connection, operation, options).await).await
    }

    async fn introduce(&self, tenant: &TenantName, now_us: i64) -> Result<(), StoreError> {
        self.control.introduce(tenant, now_us).await
    }

    async fn lease(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        lease::take(&self.database, tenant, LeasePurpose::Operation, wait, &self.caller).await
    }

    async fn lease_for_upkeep(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        lease::take(&self.database, tenant, LeasePurpose::Upkeep, wait, &self.caller).await
    }

    async fn release(&self, lease: Lease) {
        lease::release(lease).await;
    }

    async fn regain(&self, lease: Lease, wait: Duration) -> Result<Lease, StoreError> {
        if Held::of(&lease)?.connection().await.answers().await {
            return Ok(lease);
        }
        let tenant = lease.tenant.clone();
        drop(lease);
        // The server has the lock until it notices that its client is gone, which it does when the statement ends.
        lease::take(&self.database, &tenant, LeasePurpose::Operation, wait, &self.caller).await
    }

    async fn record(&self, lease: &Lease, changes: Vec<Change>) -> Result<(), StoreError> {
        self.control.record(lease, &changes).await
    }

    async fn build(&self, lease: &Lease, number: u32, dataset: Dataset<'_>) -> Result<SnapshotBuild, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        let connection = connection.get()?;
        let placement = Placement::ensure(connection, lease, dataset.name, dataset.tables, &self.wanted).await?;
        snapshot::build(&self.work(lease), connection, number, dataset, &Arc::new(placement)).await
    }

    async fn admit(&self, tenant: &TenantName, dataset: &str, tables: &[Table]) -> Result<Vec<String>, StoreError> {
        let wanted = &self.wanted;
        self.database.with(async |connection| placement::admit(connection, tenant, dataset, tables, wanted).await).await
    }

    async fn save(&self, lease: &Lease, number: u32, like: &Snapshot) -> Result<SnapshotBuild, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        snapshot::save(&self.work(lease), connection.get()?, number, like).await
    }

    async fn stage(
        &self,
        lease: &Lease,
        from: Place,
        seal: &str,
        epoch: u32,
        preference: Preference,
    ) -> Result<(), StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        standby::stage(&self.work(lease), connection.get()?, from, seal, epoch, preference).await
    }

    async fn is_sealed(&self, lease: &Lease, copy: Place, seal: &str) -> Result<bool, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        sealing::is_sealed(&self.work(lease), connection.get()?, copy, seal).await
    }

    async fn read_copy(&self, lease: &Lease, copy: Place, snapshot: &Snapshot) -> Result<Vec<TableProof>, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        let connection = connection.get()?;
        let found = match copy {
            Place::Standby(epoch) => copies::find_staged(connection, &lease.tenant, epoch)
                .await?
                .ok_or_else(|| StoreError::damaged("the copy is missing"))?,
            place => copies::find_whole(connection, &lease.tenant, place).await?,
        };
        self.work(lease).read_back(connection, &tables_of(&snapshot.schema)?, &found.names(), &snapshot.tables).await
    }

    async fn swap(&self, lease: &Lease, swap: &Swap) -> Result<SwapReport, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        swap::swap(&self.database, connection.get()?, lease, swap, &self.caller).await
    }

    async fn retired(&self, lease: &Lease, epoch: u32) -> Result<RetiredState, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        swap::retired(connection.get()?, lease, epoch).await
    }

    async fn live_mark(&self, tenant: &TenantName) -> Result<LiveMark, StoreError> {
        self.database.with(async |connection| swap::live_mark(connection, tenant).await).await
    }

    /// The mark is a row of the control tables, which the swap wrote in its own transaction.
    async fn confirm_swap(&self, _lease: &Lease, _from: Place, _seal: &str) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// The server counts what a session writes when that session is idle for ten seconds at the latest, so a write of the
    /// last ten seconds may not show.
    async fn live_stamp(&self, tenant: &TenantName) -> Result<Option<String>, StoreError> {
        self.database.with(async |connection| copies::stamp(connection, tenant).await).await
    }

    /// Also what the shared tables' owner did to a leaf, and a counter that was moved without an insert.
    async fn unstamped_differences(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
    ) -> Result<Vec<SchemaDifference>, StoreError> {
        let tables = tables_of(&seed.schema)?;
        let compare = async |connection: &mut PgConnection| {
            if let Some(adopted) = AdoptedTenant::find(connection, tenant).await? {
                return adopted.differences(connection).await;
            }
            let mut tx = connection.begin_with(READ).await.map_err(control_failed)?;
            let copies = differences::live_and_seed(&mut tx, tenant, seed, &tables).await?;
            let schema = differences::schema(&mut tx, tenant, &tables, &copies).await?;
            tx.commit().await.map_err(control_failed)?;
            Ok([copies.extra_tables, schema].concat())
        };
        self.database.with(compare).await
    }

    async fn prune(&self, lease: &Lease, kept: &CopiesToKeep) -> Result<Vec<String>, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        recycle::prune(connection.get()?, lease, kept).await
    }

    async fn purge_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        self.control.purge_operations(before_us).await
    }

    async fn stale_standbys(&self, lease: &Lease) -> Result<Vec<u32>, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        sealing::stale_standbys(connection.get()?, &lease.tenant).await
    }

    async fn drop_nodes(&self, wait: Duration) -> Result<DroppedNodes, StoreError> {
        // A separate session: the locks of the search end with it.
        let mut session = self.database.connect().await?;
        let dropped = nodes::drop_unused(&mut session, wait, &self.caller).await;
        session.close().await;
        dropped
    }

    /// Dropping the tables waits by itself.
    async fn hold_writers(&self, _tenant: &TenantName, _wait: Duration) -> Result<WriteHold, StoreError> {
        Ok(WriteHold::default())
    }

    async fn drop_live(&self, lease: &Lease, patience: Patience) -> Result<(), StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        swap::drop_live(connection.get()?, lease, patience, &self.caller).await
    }

    /// The lock goes with its connection; a schema of the tenant's own goes here, when the copies are gone.
    async fn purge_remains(&self, lease: &Lease) -> Result<(), StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        placement::drop_own_schema(connection.get()?, &lease.tenant).await
    }

    async fn read_live(&self, tenant: &TenantName, seed: &Snapshot) -> Result<StoredRows, StoreError> {
        let tables = tables_of(&seed.schema)?;
        let read = async |connection: &mut PgConnection| {
            if let Some(adopted) = AdoptedTenant::find(connection, tenant).await? {
                return adopted.read(&self.database, connection, seed, &self.caller).await;
            }
            let mut tx = connection.begin_with(READ).await.map_err(control_failed)?;
            let copies = differences::live_and_seed(&mut tx, tenant, seed, &tables).await?;
            let stored = read::Stored::new(&tables, &copies.live.names(), &seed.tables);
            let proofs = stored.prove(&self.database, &mut tx, Moment::Transaction, &self.caller).await?;
            let schema = differences::schema(&mut tx, tenant, &tables, &copies).await?;
            tx.commit().await.map_err(control_failed)?;
            Ok(StoredRows { tables: proofs, schema: [copies.extra_tables, schema].concat() })
        };
        self.database.with(read).await
    }

    async fn diff(&self, tenant: &TenantName, seed: &Snapshot, samples_max: u32) -> Result<Diff, StoreError> {
        let tables = tables_of(&seed.schema)?;
        let compare = async |connection: &mut PgConnection| {
            if let Some(adopted) = AdoptedTenant::find(connection, tenant).await? {
                return adopted.diff(connection, samples_max).await;
            }
            let mut tx = connection.begin_with(READ).await.map_err(control_failed)?;
            let copies = differences::live_and_seed(&mut tx, tenant, seed, &tables).await?;
            let schema = differences::schema(&mut tx, tenant, &tables, &copies).await?;
            let tables = differences::rows(&mut tx, &tables, &copies, samples_max).await?;
            tx.commit().await.map_err(control_failed)?;
            Ok(Diff { tables, schema: [copies.extra_tables, schema].concat() })
        };
        self.database.with(compare).await
    }

    async fn execute(&self, tenant: &TenantName, statements: String) -> Result<Answer, StoreError> {
        let mut session = self.database.for_statements().connect().await?;
        let answer = application::execute(&mut session, tenant, statements).await;
        session.close().await;
        answer
    }

    async fn foresee(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
        preference: Preference,
    ) -> Result<ResetForecast, StoreError> {
        self.database.with(async |connection| way::foresee(connection, tenant, seed, preference).await).await
    }

    async fn standby_maker(&self, lease: &Lease) -> Result<Option<String>, StoreError> {
        let mut connection = Held::of(lease)?.connection().await;
        Ok(makers::announced(connection.get()?).await?.map(|holder| holder.to_string()))
    }

    async fn announce_standbys(&self) -> Result<Option<Announcement>, StoreError> {
        let session = self.database.connect().await?;
        Ok(Announcing::on(session, &self.caller).await?.map(Announcement::new))
    }

    async fn maker_turn(&self) -> Result<Option<Announcement>, StoreError> {
        let session = self.database.connect().await?;
        Ok(Announcing::in_turn(session, &self.caller).await?.map(Announcement::new))
    }

    async fn is_announced(&self, announcement: &mut Announcement) -> bool {
        match announcement.guard::<Announcing>() {
            Some(announcing) => announcing.holds().await,
            None => false,
        }
    }

    async fn maker(&self, tenant: &TenantName) -> Result<Option<String>, StoreError> {
        let maker = self.database.with(async |connection| makers::of_tenant(connection, tenant).await).await?;
        Ok(maker.map(|holder| holder.to_string()))
    }

    async fn note_standby_failure(&self, tenant: &TenantName, why: &str, standbys: usize) -> Result<(), StoreError> {
        self.database.with(async |connection| makers::note_failure(connection, tenant, why, standbys).await).await
    }

    async fn standby_failure(&self, tenant: &TenantName) -> Result<Option<StandbyFailure>, StoreError> {
        self.database.with(async |connection| makers::failure(connection, tenant).await).await
    }

    async fn standby_bytes(&self) -> Result<u64, StoreError> {
        self.database.with(async |connection| records::standby_bytes(connection).await).await
    }

    async fn sizes(&self, tenant: &TenantName) -> Result<Sizes, StoreError> {
        let sizes = async |connection: &mut PgConnection| match AdoptedTenant::find(connection, tenant).await? {
            Some(adopted) => adopted.sizes(connection).await,
            None => records::sizes(connection, tenant).await,
        };
        self.database.with(sizes).await
    }
}
