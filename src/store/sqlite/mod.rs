//! The embedded store: one folder, one SQLite file per tenant at a stable path.
//!
//! ```text
//! control.db            tenants, snapshots, epochs, operations
//! tenants/<t>.db        the live file; <t>.lock is its lease
//! snapshots/<t>.s1.db   the seed snapshot, read-only; <t>.e2.standby.db while an operation runs
//! retired/<t>.e1.db     the state before a reset, for undo
//! ```
//! Must never rename over a live file: connections to it would continue with the old one. A swap copies pages into it
//! instead, so its cost grows with the file: one read and one write of the snapshot for the standby, one of the live
//! file for undo, and one transaction of the snapshot's size.

mod adopted;
mod application;
mod catalog;
mod control;
mod ddl;
mod diff;
mod errors;
mod files;
mod forms;
mod lease;
mod live;
mod load;
mod mark;
mod migrations;
mod number;
mod raw;
mod read;
mod rules;
mod save;
mod schema_differences;
mod snapshot;
mod swap;
#[cfg(test)]
mod tests;
mod text;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::records::{Change, Operation, OperationState, Request, Snapshot, Tenant, TenantState};
use super::{
    Answer, CallOptions, Caller, CopiesToKeep, Dataset, Diff, DroppedNodes, ErrorKind, Finding, Lease, Level, LiveMark,
    Patience, Preference, ResetForecast, RetiredState, SchemaDifference, SeedRows, Seeding, Sizes, SnapshotBuild,
    Stage, Store, StoreError, StoredRows, StoredTable, Swap, SwapReport, TableProof, TenantName, Way, WriteHold,
    tables_of,
};
use crate::plan::Table;
use crate::store::Place;
use crate::store::crash::crash_point;
use adopted::{AppFiles, AppTenant};
pub use catalog::read_catalog as read_file_catalog;
use control::SqliteControl;
use files::StoreFolders;
pub use forms::{Times, Uuids, WantedForms};
use lease::LeaseFilePurpose;
use live::Header;
use raw::SqlError;
pub(crate) use raw::{Db, Mode};

/// Tenants in files of one folder.
pub struct SqliteStore {
    layout: StoreFolders,
    control: SqliteControl,
    wanted: WantedForms,
    caller: Caller,
}

impl SqliteStore {
    /// Opens the store in a folder.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Machine` when the folder or the control database cannot be opened.
    pub async fn open(folder: &Path) -> Result<SqliteStore, StoreError> {
        if StoreFolders::is_there(folder) {
            let (layout, control) = Self::at(folder)?;
            return Ok(SqliteStore { layout, control, wanted: WantedForms::default(), caller: Caller::default() });
        }
        Err(StoreError::not_found(format!("there is no store in {:?}", folder.display().to_string()))
            .with_help("\"reseed up\" creates one; --store or RESEED_STORE sets where it is."))
    }

    /// The names of the tenants that have a live file in a folder, without opening the store.
    pub fn names_in(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder.join("tenants")).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".db").map(str::to_owned)).collect()
    }

    /// Opens the store in a folder, or makes it (mode 0700). New tenants have the forms that it has, which are those
    /// wanted as long as it has no tenants.
    ///
    /// # Errors
    /// `Machine` when the folder or the control database cannot be made or opened, `Refused` when it has tenants and
    /// other forms.
    pub async fn create(folder: &Path, wanted: WantedForms) -> Result<SqliteStore, StoreError> {
        let (layout, control) = Self::at(folder)?;
        control.admit_forms(wanted)?;
        Ok(SqliteStore { layout, control, wanted, caller: Caller::default() })
    }

    fn at(folder: &Path) -> Result<(StoreFolders, SqliteControl), StoreError> {
        let layout = StoreFolders::create(folder)?;
        let control = SqliteControl::open(&layout.control())?;
        Ok((layout, control))
    }

    /// The same store, at work for `caller`.
    pub fn called_by(self, caller: Caller) -> SqliteStore {
        SqliteStore { caller, ..self }
    }

    /// What the store's state means for applications.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub async fn examine(&self) -> Result<Vec<Finding>, StoreError> {
        let mut outdated = Vec::new();
        for tenant in self.control.tenants()? {
            let Some(state) = self.control.state(&tenant.name)? else { continue };
            let made_from = state.live().and_then(|live| state.made_from(live));
            if made_from.is_some_and(|made_from| made_from.schema.iter().any(StoredTable::has_outdated_checks)) {
                outdated.push(tenant.name.to_string());
            }
        }
        let help = "Older versions limited columns to the values that they are drawn from, so applications cannot write \
                      others. \"reseed up\" rebuilds these tenants from their specs, without the constraints.";
        let names = (!outdated.is_empty()).then(|| outdated.join(", "));
        Ok(vec![Finding::of_names(Level::Warning, "constraints of older versions", names, help)])
    }

    /// The work on applications' files.
    fn apps(&self) -> AppFiles<'_> {
        AppFiles { layout: &self.layout, control: &self.control, caller: &self.caller }
    }

    /// The tenant as one in a file of an application; none if its file is the store's.
    fn adopted(&self, tenant: &TenantName) -> Result<Option<AppTenant>, StoreError> {
        AppTenant::find(&self.control, tenant)
    }

    /// The file that the tenant's applications open.
    fn live_file(&self, tenant: &TenantName) -> Result<PathBuf, StoreError> {
        Ok(self.adopted(tenant)?.map_or_else(|| self.layout.live(tenant), |adopted| adopted.file))
    }

    async fn lease_for(
        &self,
        tenant: &TenantName,
        purpose: LeaseFilePurpose,
        wait: Duration,
    ) -> Result<Lease, StoreError> {
        let path = self.layout.lock(tenant);
        let lock = lease::acquire(&path, tenant, purpose, wait, &self.caller)?;
        let Some(token) = self.control.next_token(tenant)? else {
            files::remove(&path)?;
            return Err(StoreError::just_removed(tenant));
        };
        Ok(Lease::new(tenant.clone(), token, Arc::new(lock)))
    }

    /// The live file in a read transaction, and the sealed snapshot.
    fn open_both(&self, tenant: &TenantName, seed: &Snapshot) -> Result<(Db, Db), StoreError> {
        let place = Place::Snapshot(seed.number);
        let path = self.layout.place(tenant, place);
        if !path.exists() {
            return Err(StoreError::copy_gone(tenant, place, "is missing"));
        }
        let sealed = Db::open(&path, Mode::Immutable).map_err(failed("open the seed snapshot"))?;
        let live = live::open(&live::need(&self.layout, tenant)?)?;
        live.set_busy_timeout(snapshot::READ_WAIT);
        live.exec("PRAGMA trusted_schema = OFF").map_err(unreadable)?;
        Ok((live, sealed))
    }
}

impl Store for SqliteStore {
    async fn url(&self, tenant: &TenantName) -> Result<String, StoreError> {
        // SQLAlchemy and others take a third slash for the end of an empty host, and a path behind it for a relative one.
        Ok(format!("sqlite:///{}", self.live_file(tenant)?.display()))
    }

    /// A swap copies the standby's pages, whenever they were made ready.
    fn keeps_standbys(&self) -> bool {
        false
    }

    /// The whole file comes back.
    fn keeps_additions(&self) -> bool {
        false
    }

    async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        self.control.tenants()
    }

    async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        self.control.state(tenant)
    }

    async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        self.control.enqueue(request, now_us)
    }

    async fn introduce(&self, tenant: &TenantName, now_us: i64) -> Result<(), StoreError> {
        self.control.introduce(tenant, self.wanted, now_us)
    }

    async fn adopt(
        &self,
        operation: &Operation,
        seeding: Seeding<'_>,
        options: CallOptions,
    ) -> Result<serde_json::Value, StoreError> {
        let tenant = &operation.tenant;
        match (seeding.rows, seeding.tables) {
            (SeedRows::Present, Some(adoption)) => {
                self.apps().file_of(tenant, adoption)?;
                self.control.introduce(tenant, self.wanted, options.now_us)?;
                let lease = self.lease_for(tenant, LeaseFilePurpose::Operation, options.wait).await?;
                self.apps().adopt(&lease, operation, adoption, options)
            }
            (SeedRows::Generated(filling), None) => {
                let lease = self.lease_for(tenant, LeaseFilePurpose::Operation, options.wait).await?;
                self.apps().fill(&lease, operation, filling, self.wanted.of(None)?, options)
            }
            (SeedRows::Present, None) | (SeedRows::Generated(_), Some(_)) => Err(adopted::asked_of_a_server(tenant)),
        }
    }

    async fn call(&self, operation: &Operation, options: CallOptions) -> Result<serde_json::Value, StoreError> {
        let lease = self.lease_for(&operation.tenant, LeaseFilePurpose::Operation, options.wait).await?;
        self.apps().call(&lease, operation, options)
    }

    async fn lease(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        self.lease_for(tenant, LeaseFilePurpose::Operation, wait).await
    }

    async fn lease_for_upkeep(&self, tenant: &TenantName, wait: Duration) -> Result<Lease, StoreError> {
        self.lease_for(tenant, LeaseFilePurpose::Upkeep, wait).await
    }

    /// A lock on a file lasts as long as the file is open.
    async fn regain(&self, lease: Lease, _wait: Duration) -> Result<Lease, StoreError> {
        Ok(lease)
    }

    async fn record(&self, lease: &Lease, changes: Vec<Change>) -> Result<(), StoreError> {
        self.control.record(lease, &changes)?;
        // From its receipt on, others wait for the end of what an operation still does.
        let states = changes.iter().filter_map(|change| match change {
            Change::Operation(operation) => Some(operation.state),
            _ => None,
        });
        let mut purposes = states.filter_map(|state| match state {
            OperationState::Running => Some(LeaseFilePurpose::Operation),
            OperationState::Recorded => Some(LeaseFilePurpose::Upkeep),
            OperationState::Pending | OperationState::Done | OperationState::Failed => None,
        });
        if let (Some(purpose), Some(file)) = (purposes.next_back(), lease.guard::<File>()) {
            lease::mark(file, purpose);
        }
        Ok(())
    }

    async fn build(&self, lease: &Lease, number: u32, dataset: Dataset<'_>) -> Result<SnapshotBuild, StoreError> {
        let forms = self.control.forms()?;
        snapshot::build(&self.layout, &lease.tenant, number, dataset.tables, forms, dataset.source, &self.caller)
    }

    /// A file has no logins.
    async fn admit(&self, _tenant: &TenantName, _dataset: &str, _tables: &[Table]) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    async fn save(&self, lease: &Lease, number: u32, like: &Snapshot) -> Result<SnapshotBuild, StoreError> {
        let _reading = self.caller.begin(Stage::Reading, &like.tables);
        snapshot::save(&self.layout, &lease.tenant, number, &tables_of(&like.schema)?, &self.caller)
    }

    /// There is one way only.
    async fn stage(
        &self,
        lease: &Lease,
        from: Place,
        seal: &str,
        epoch: u32,
        _preference: Preference,
    ) -> Result<(), StoreError> {
        let mark = mark::draw()?;
        self.control.set_mark(lease, epoch, mark)?;
        snapshot::stage(&self.layout, &lease.tenant, from, seal, epoch, mark, &self.caller)
    }

    async fn is_sealed(&self, lease: &Lease, copy: Place, seal: &str) -> Result<bool, StoreError> {
        let path = self.layout.place(&lease.tenant, copy);
        Ok(path.exists() && files::hash(&path)? == seal)
    }

    async fn read_copy(&self, lease: &Lease, copy: Place, snapshot: &Snapshot) -> Result<Vec<TableProof>, StoreError> {
        let path = self.layout.place(&lease.tenant, copy);
        let _reading = self.caller.begin(Stage::Reading, &snapshot.tables);
        snapshot::read_file(&path, &tables_of(&snapshot.schema)?, &self.caller)
    }

    async fn swap(&self, lease: &Lease, swap: &Swap) -> Result<SwapReport, StoreError> {
        let standby = self.layout.place(&lease.tenant, Place::Standby(swap.epoch));
        // What is copied are this file's pages, so its rows are those of the moment of the swap.
        let read = |seed: &Snapshot| {
            let _reading = self.caller.begin(Stage::Reading, &seed.tables);
            snapshot::read_file(&standby, &tables_of(&seed.schema)?, &self.caller)
        };
        let read = swap.prove.as_ref().map(read).transpose();
        let Some(mark) = self.control.mark_of(&lease.tenant, swap.epoch)? else {
            return Err(StoreError::stale("the standby was made by an older version of reseed"));
        };
        let (proven, watch) = (read?, Instant::now());
        let stamp = swap::swap(&self.layout, &lease.tenant, swap, mark, &self.caller)?;
        let swap_ms = watch.elapsed().as_secs_f64() * 1000.0;
        Ok(SwapReport { by: Way::Pages, tries: 1, swap_ms, proven, stamp, ..SwapReport::default() })
    }

    async fn retired(&self, lease: &Lease, epoch: u32) -> Result<RetiredState, StoreError> {
        swap::retired(&self.layout, &lease.tenant, epoch)
    }

    async fn live_mark(&self, tenant: &TenantName) -> Result<LiveMark, StoreError> {
        if let Some(adopted) = self.adopted(tenant)? {
            let live = self.control.state(tenant)?.and_then(|state| state.tenant.live);
            return self.apps().live_mark(&adopted, live);
        }
        let mark = match live::header(&self.layout, tenant)? {
            Header::Missing => return Ok(LiveMark::Missing),
            Header::Damaged => return Ok(LiveMark::Damaged(None)),
            Header::Mark(mark) => mark,
        };
        Ok(self.control.epoch_of(tenant, mark)?.map_or(LiveMark::Unmarked, LiveMark::Epoch))
    }

    /// Compares all pages: the mark is in the tenant's file.
    async fn confirm_swap(&self, lease: &Lease, from: Place, seal: &str) -> Result<bool, StoreError> {
        live::is_copy_of(&self.layout, &lease.tenant, from, seal, &self.caller)
    }

    async fn live_stamp(&self, tenant: &TenantName) -> Result<Option<String>, StoreError> {
        if let Some(adopted) = self.adopted(tenant)? {
            return self.apps().stamp(&adopted);
        }
        let Some(live) = live::find(&self.layout, tenant)? else { return Ok(None) };
        let stamp = live::stamp(&live::open(&live)?, &live);
        Ok(Some(stamp.unwrap_or_else(|| "unknown".to_owned())))
    }

    /// A schema is rows of the file.
    async fn unstamped_differences(
        &self,
        _tenant: &TenantName,
        _seed: &Snapshot,
    ) -> Result<Vec<SchemaDifference>, StoreError> {
        Ok(Vec::new())
    }

    async fn prune(&self, lease: &Lease, kept: &CopiesToKeep) -> Result<Vec<String>, StoreError> {
        let tenant = &lease.tenant;
        let mut keep: Vec<PathBuf> = kept.places.iter().map(|&place| self.layout.place(tenant, place)).collect();
        for &place in &kept.places {
            if let Place::Retired(number) = place {
                let damaged = self.layout.damaged(tenant, number);
                keep.extend(files::sidecars(&damaged));
                keep.push(damaged);
            }
        }
        let mut removed = Vec::new();
        for path in self.layout.copies(tenant)? {
            if !keep.contains(&path) && files::remove(&path)? {
                removed.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
            }
        }
        Ok(removed)
    }

    async fn purge_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        self.control.purge_operations(before_us)
    }

    /// No tables are shared.
    async fn drop_nodes(&self, _wait: Duration) -> Result<DroppedNodes, StoreError> {
        Ok(DroppedNodes::default())
    }

    /// None are kept.
    async fn stale_standbys(&self, _lease: &Lease) -> Result<Vec<u32>, StoreError> {
        Ok(Vec::new())
    }

    async fn hold_writers(&self, tenant: &TenantName, wait: Duration) -> Result<WriteHold, StoreError> {
        swap::hold_writers(&self.layout, tenant, wait, &self.caller)
    }

    async fn drop_live(&self, lease: &Lease, _patience: Patience) -> Result<(), StoreError> {
        // The file first, and with it all that its journals belong to: SQLite throws those away when the name is used again.
        let live = self.layout.live(&lease.tenant);
        files::remove(&live)?;
        crash_point("down.3.removing");
        files::remove_database(&live)
    }

    async fn purge_remains(&self, lease: &Lease) -> Result<(), StoreError> {
        files::remove(&self.layout.lock(&lease.tenant)).map(drop)
    }

    async fn read_live(&self, tenant: &TenantName, seed: &Snapshot) -> Result<StoredRows, StoreError> {
        if let Some(adopted) = self.adopted(tenant)? {
            return self.apps().read(&adopted, seed);
        }
        let (live, sealed) = self.open_both(tenant, seed)?;
        live.exec("BEGIN").map_err(unreadable)?;
        let schema = schema_differences::differences(&live, &sealed)?;
        let _reading = self.caller.begin(Stage::Reading, &seed.tables);
        Ok(StoredRows { tables: read::prove(&live, &tables_of(&seed.schema)?, &self.caller)?, schema })
    }

    async fn diff(&self, tenant: &TenantName, seed: &Snapshot, samples_max: u32) -> Result<Diff, StoreError> {
        if let Some(adopted) = self.adopted(tenant)? {
            return self.apps().diff(&adopted, seed, samples_max);
        }
        let (live, sealed) = self.open_both(tenant, seed)?;
        let path = self.layout.place(tenant, Place::Snapshot(seed.number));
        let uri = raw::immutable_uri(&path);
        live.exec(&format!("ATTACH {} AS seed; BEGIN", ddl::literal(&uri))).map_err(unreadable)?;
        diff::diff(&live, &sealed, &tables_of(&seed.schema)?, samples_max)
    }

    async fn execute(&self, tenant: &TenantName, statements: String) -> Result<Answer, StoreError> {
        let live = match self.adopted(tenant)? {
            Some(adopted) => adopted.file,
            None => live::need(&self.layout, tenant)?,
        };
        application::execute(&live, tenant, &statements)
    }

    /// Its own connections are all that a reset waits for; something else in the live file's place is refused.
    async fn foresee(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
        _preference: Preference,
    ) -> Result<ResetForecast, StoreError> {
        if let Some(adopted) = self.adopted(tenant)? {
            return self.apps().foresee(&adopted, seed);
        }
        let obstacle = match live::find(&self.layout, tenant) {
            Err(error) if error.kind() == ErrorKind::Refused => Some(error),
            found => found.map(|_| None)?,
        };
        Ok(ResetForecast { obstacle, ..ResetForecast::plain(Way::Pages) })
    }

    /// None are kept.
    async fn standby_bytes(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    async fn sizes(&self, tenant: &TenantName) -> Result<Sizes, StoreError> {
        let live = self.live_file(tenant)?;
        let live_bytes =
            files::bytes(&live) + files::sidecars(&live).iter().map(|path| files::bytes(path)).sum::<u64>();
        let mut sizes = Sizes { live_bytes, ..Sizes::default() };
        for path in self.layout.copies(tenant)? {
            let retired = path.parent().is_some_and(|folder| folder.ends_with("retired"));
            let sum = if retired { &mut sizes.retired_bytes } else { &mut sizes.snapshot_bytes };
            *sum += files::bytes(&path);
        }
        Ok(sizes)
    }
}

/// Names what was being done when the library failed.
fn failed(doing: &str) -> impl FnOnce(SqlError) -> StoreError {
    let message = format!("could not {doing}");
    move |error| {
        let text = format!("{message}: {}", error.message);
        match () {
            () if error.is_busy() => {
                StoreError::busy(text).with_help("End the tenant's open transactions, then try again.")
            }
            () if error.is_damage() => StoreError::damaged(text).with_help("Run \"reseed reset\" to restore the seed."),
            () => StoreError::machine(text),
        }
    }
}

fn unreadable(error: SqlError) -> StoreError {
    failed("read the live file")(error)
}
