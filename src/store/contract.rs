//! What a store can do: the [`Store`] trait, and the words of its requests and answers.

use std::future::Future;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::adoption::{CallOptions, Seeding};
use super::answer::Answer;
use super::dataset::Dataset;
use super::diff::{Diff, SchemaDifference};
use super::error::StoreError;
use super::held::{Announcement, Lease, WriteHold};
use super::patience::Patience;
use super::proof::TableProof;
use super::records::{Change, Operation, Request, Snapshot, StandbyFailure, Tenant, TenantState};
use super::swap::{RetiredState, Swap, SwapReport};
use super::way::{Preference, ResetForecast};
use crate::plan::Table;
use crate::spec::tenant_name::TenantName;
use crate::store::Place;

/// A snapshot that was loaded, read back and sealed.
#[derive(Clone, Debug)]
pub struct SnapshotBuild {
    /// Rows and digests that were read back; equal to those of the batches that came in.
    pub tables: Vec<TableProof>,
    /// Bytes on disk.
    pub bytes: u64,
    /// What the store knows the copy by again, an opaque text: on SQLite the hash of a file's bytes (xxh3-128, hex); on
    /// PostgreSQL the dataset digest of a snapshot, and the catalog's identity of a retired copy.
    pub seal: String,
}

/// What pruning leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopiesToKeep {
    /// The copies in these places.
    pub places: Vec<Place>,
    /// Whether a standby of the seed is still to be made: a store may then leave one copy more, without its rows, to be
    /// filled again, where that is cheaper than another one.
    pub wants_spare: bool,
}

/// Which epoch the live data is, by its own mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveMark {
    /// The epoch with this number (and what the tenant has done to it since).
    Epoch(u32),
    /// A database without a mark.
    Unmarked,
    /// Something that cannot be read as a database, or that lacks tables; with the epoch's number, if it is known all the
    /// same.
    Damaged(Option<u32>),
    /// Nothing.
    Missing,
}

/// Stored rows of all of a plan's tables, seen in one read transaction.
#[derive(Clone, Debug)]
pub struct StoredRows {
    /// Rows and digests per table; a table that is not there has no rows.
    pub tables: Vec<TableProof>,
    /// How the schema differs from the seed's.
    pub schema: Vec<SchemaDifference>,
}

/// What removed tenants have left in tables which others share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedNodes {
    /// How many of their empty partitions were dropped.
    pub dropped: usize,
    /// How many are still there.
    pub left: usize,
    /// Why.
    pub why: Option<String>,
}

/// Bytes on disk of one tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// The live data, with its journals.
    pub live_bytes: u64,
    /// Snapshots and standbys.
    pub snapshot_bytes: u64,
    /// What is kept for undo.
    pub retired_bytes: u64,
}

impl Sizes {
    /// All of them.
    pub fn all_bytes(&self) -> u64 {
        self.live_bytes + self.snapshot_bytes + self.retired_bytes
    }
}

/// A database that holds tenants. Every method that takes a [`Lease`] changes that lease's tenant only.
pub trait Store: Send + Sync {
    /// Where the tenant's applications connect. Stays the same for the tenant's life; carries no login.
    fn url(&self, tenant: &TenantName) -> impl Future<Output = Result<String, StoreError>> + Send;

    /// The same, asked by the holder of the tenant's lease: needs no other connection than the lease's.
    fn url_under(&self, lease: &Lease) -> impl Future<Output = Result<String, StoreError>> + Send {
        self.url(&lease.tenant)
    }

    /// The time on the store's own clock, which all its clients share, µs since 1970-01-01T00:00:00Z; none where it has
    /// none but this machine's.
    fn server_now_us(&self) -> Option<i64> {
        None
    }

    /// Whether a standby that was made ahead makes a swap cheaper, so that some are worth keeping.
    fn keeps_standbys(&self) -> bool;

    /// Whether a reset leaves what a team has added to a tenant's tables on them.
    fn keeps_additions(&self) -> bool;

    /// Every tenant, by name.
    fn tenants(&self) -> impl Future<Output = Result<Vec<Tenant>, StoreError>> + Send;

    /// All that is recorded about a tenant; none if there is no such tenant.
    fn state(&self, tenant: &TenantName) -> impl Future<Output = Result<Option<TenantState>, StoreError>> + Send;

    /// The same, asked by the holder of the tenant's lease: needs no other connection than the lease's.
    fn state_under(&self, lease: &Lease) -> impl Future<Output = Result<Option<TenantState>, StoreError>> + Send {
        self.state(&lease.tenant)
    }

    /// Records a request before its lease is taken, or gives the operation that already has this key. None where there is
    /// no such tenant, unless the request is to create it.
    fn enqueue(
        &self,
        request: &Request<'_>,
        now_us: i64,
    ) -> impl Future<Output = Result<Option<Operation>, StoreError>> + Send;

    /// Makes the record of a tenant that is about to be created, if there is none.
    fn introduce(&self, tenant: &TenantName, now_us: i64) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Makes tables that an application owns the tenant's, with the rows of `seeding` as its seed. Gives the receipt, as JSON.
    ///
    /// # Errors
    /// `Usage` in stores that hold no tables of applications, `Refused` with what keeps the tables from being reset where they
    /// are, or does not fit them. Nothing has changed then.
    fn adopt(
        &self,
        operation: &Operation,
        seeding: Seeding<'_>,
    ) -> impl Future<Output = Result<serde_json::Value, StoreError>> + Send {
        let _ = (operation, seeding);
        async { Err(StoreError::usage("tables of an application can be adopted in PostgreSQL only")) }
    }

    /// Runs an operation whose body is a function of the database ([`Operation::is_call`]). Gives the receipt, as JSON.
    fn call(
        &self,
        operation: &Operation,
        options: CallOptions,
    ) -> impl Future<Output = Result<serde_json::Value, StoreError>> + Send {
        let _ = (operation, options);
        async { Err(StoreError::machine("this store has no functions of its own")) }
    }

    /// Takes the tenant's lease and increases its token, for an operation. Another process's upkeep of the tenant is waited
    /// for to its end: a standby in the making, and what a command still does once its receipt is recorded.
    ///
    /// # Errors
    /// `Busy` when another process holds it for longer than `wait`, or there is no record of the tenant (any more).
    fn lease(&self, tenant: &TenantName, wait: Duration) -> impl Future<Output = Result<Lease, StoreError>> + Send;

    /// The same for the tenant's upkeep, which operations wait for and which itself waits at most `wait`.
    ///
    /// # Errors
    /// As [`Store::lease`].
    fn lease_for_upkeep(
        &self,
        tenant: &TenantName,
        wait: Duration,
    ) -> impl Future<Output = Result<Lease, StoreError>> + Send;

    /// Releases a lease that is not shared; the next one can be had when this returns.
    fn release(&self, lease: Lease) -> impl Future<Output = ()> + Send {
        drop(lease);
        async {}
    }

    /// The same lease if its lock still holds; otherwise a new one, and then everything that the old one had begun has ended.
    ///
    /// # Errors
    /// As [`Store::lease`].
    fn regain(&self, lease: Lease, wait: Duration) -> impl Future<Output = Result<Lease, StoreError>> + Send;

    /// Keeps all the changes, or none when the lease's token is no longer the tenant's.
    fn record(&self, lease: &Lease, changes: Vec<Change>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Loads a new snapshot, reads it back, compares and seals it.
    ///
    /// # Errors
    /// `Data` when a row breaks a constraint or does not come back as it went in; nothing is left behind.
    fn build(
        &self,
        lease: &Lease,
        number: u32,
        dataset: Dataset<'_>,
    ) -> impl Future<Output = Result<SnapshotBuild, StoreError>> + Send;

    /// Checks that a tenant which is there has the layout, choices and schema that the store was asked for, and grants
    /// its roles their rights. Gives what a reader should know. Does nothing in stores without roles.
    ///
    /// # Errors
    /// `Refused` when it has not, or a role cannot have its rights; nothing has changed then.
    fn admit(
        &self,
        tenant: &TenantName,
        dataset: &str,
        tables: &[Table],
    ) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Keeps the live state, as it is at one moment, as a new sealed snapshot of tables like those of `like`.
    ///
    /// # Errors
    /// `NotFound` without live data, `Damaged` when it cannot be read; nothing is left behind.
    fn save(
        &self,
        lease: &Lease,
        number: u32,
        like: &Snapshot,
    ) -> impl Future<Output = Result<SnapshotBuild, StoreError>> + Send;

    /// Makes a standby epoch from a snapshot or a retired epoch that must have this seal, for the way that is preferred.
    ///
    /// # Errors
    /// `Damaged` when it has not, `Refused` when it could not become live.
    fn stage(
        &self,
        lease: &Lease,
        from: Place,
        seal: &str,
        epoch: u32,
        preference: Preference,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Whether a copy is there and is what was sealed. Costs O(bytes), for a retired copy on PostgreSQL O(tables).
    fn is_sealed(
        &self,
        lease: &Lease,
        copy: Place,
        seal: &str,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Reads all rows of a copy that has the tables of `snapshot`. Costs O(rows).
    fn read_copy(
        &self,
        lease: &Lease,
        copy: Place,
        snapshot: &Snapshot,
    ) -> impl Future<Output = Result<Vec<TableProof>, StoreError>> + Send;

    /// Makes a standby epoch live in one transaction, and keeps the state that it replaces, exactly as it was then.
    ///
    /// # Errors
    /// `Busy` when other connections' transactions last longer than `wait`. After any error ask [`Store::live_mark`].
    fn swap(&self, lease: &Lease, swap: &Swap) -> impl Future<Output = Result<SwapReport, StoreError>> + Send;

    /// What a swap retired under this number.
    fn retired(&self, lease: &Lease, epoch: u32) -> impl Future<Output = Result<RetiredState, StoreError>> + Send;

    /// Which epoch the live data is, by its own mark. Completes or rolls back what a killed process left in the database.
    fn live_mark(&self, tenant: &TenantName) -> impl Future<Output = Result<LiveMark, StoreError>> + Send;

    /// Whether live data that carries the mark of a swap whose reply was lost did come out of it: from the copy in `from`
    /// with this seal. A store whose mark the tenant can write compares the content, so that false also means that the
    /// tenant has written since.
    ///
    /// # Errors
    /// `Busy` while a transaction of the tenant keeps the live data locked.
    fn confirm_swap(
        &self,
        lease: &Lease,
        from: Place,
        seal: &str,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// A text that stays the same as long as the live data is not written to: cheap, never a proof. None without live
    /// data.
    fn live_stamp(&self, tenant: &TenantName) -> impl Future<Output = Result<Option<String>, StoreError>> + Send;

    /// How the live schema and its counters differ from the snapshot's, without reading rows; nothing where
    /// [`Store::live_stamp`] covers them.
    ///
    /// # Errors
    /// As [`Store::read_live`].
    fn unstamped_differences(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
    ) -> impl Future<Output = Result<Vec<SchemaDifference>, StoreError>> + Send;

    /// Prunes every copy of the tenant that is not `kept`, except the live one. Gives what it removed.
    fn prune(&self, lease: &Lease, kept: &CopiesToKeep)
    -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Drops what removed tenants have left in tables which others share, as far as no session has to wait for it;
    /// nothing where no tables are shared. Each step waits at most `wait` for others' transactions, and the next call
    /// continues from there.
    fn drop_nodes(&self, wait: Duration) -> impl Future<Output = Result<DroppedNodes, StoreError>> + Send;

    /// Purges the records of what ended before this moment, µs since 1970-01-01T00:00:00Z, but for the last operation of each kind of a
    /// tenant that is there; gives how many operations that were. Their keys can have an effect again.
    fn purge_operations(&self, before_us: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// The epochs of standbys that no swap would take any more, because what they were made to fit has changed, or
    /// they were tampered with.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn stale_standbys(&self, lease: &Lease) -> impl Future<Output = Result<Vec<u32>, StoreError>> + Send;

    /// Waits until no transaction of the tenant's applications writes to the live data, and lets none begin while the
    /// hold lasts, where removing it would not wait by itself.
    ///
    /// # Errors
    /// `Busy` when one lasts longer than `wait`.
    fn hold_writers(
        &self,
        tenant: &TenantName,
        wait: Duration,
    ) -> impl Future<Output = Result<WriteHold, StoreError>> + Send;

    /// Drops the live data, and what an earlier call has left of it; waits at most `wait` for each lock of others, where
    /// [`Store::hold_writers`] has not waited yet. Dropping nothing is no error.
    ///
    /// # Errors
    /// After any error ask [`Store::live_mark`]: nothing has changed, or it is `Missing` and the next call continues.
    fn drop_live(&self, lease: &Lease, patience: Patience) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Purges what is left of a tenant without copies, whose record is deleted next: what its lease needed, a schema and
    /// types of its own. Another process may take a new lease
    /// from then on, and what this one records is refused.
    fn purge_remains(&self, lease: &Lease) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Reads all live rows in one transaction and compares the schema with the snapshot's. Costs O(rows).
    fn read_live(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
    ) -> impl Future<Output = Result<StoredRows, StoreError>> + Send;

    /// Compares the live rows with a snapshot's by primary key, with up to `samples_max` rows per table. Costs O(rows).
    fn diff(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
        samples_max: u32,
    ) -> impl Future<Output = Result<Diff, StoreError>> + Send;

    /// Runs an application's statements on the tenant's live data.
    ///
    /// # Errors
    /// `NotFound` without live data, `Data` with the database's message about the statements.
    fn execute(
        &self,
        tenant: &TenantName,
        statements: String,
    ) -> impl Future<Output = Result<Answer, StoreError>> + Send;

    /// Which way a reset to this snapshot would go now, or why it would be refused, as far as the catalog shows.
    fn foresee(
        &self,
        tenant: &TenantName,
        seed: &Snapshot,
        preference: Preference,
    ) -> impl Future<Output = Result<ResetForecast, StoreError>> + Send;

    /// Who has announced to make the standbys of all tenants, and is still there, in words; asked by the holder of a lease.
    fn standby_maker(&self, lease: &Lease) -> impl Future<Output = Result<Option<String>, StoreError>> + Send {
        let _ = lease;
        async { Ok(None) }
    }

    /// Announces to make the standbys of all tenants, until the announcement is dropped. None where another process has
    /// announced it, or where no standbys are kept.
    fn announce_standbys(&self) -> impl Future<Output = Result<Option<Announcement>, StoreError>> + Send {
        async { Ok(None) }
    }

    /// The turn of a process that makes standbys and that no user waits for, until it is dropped: a fixed number of them run per
    /// store at once. None while others have all turns.
    fn maker_turn(&self) -> impl Future<Output = Result<Option<Announcement>, StoreError>> + Send {
        async { Ok(None) }
    }

    /// Whether an announcement still holds: it ends when its connection breaks.
    fn is_announced(&self, announcement: &mut Announcement) -> impl Future<Output = bool> + Send {
        let _ = announcement;
        async { false }
    }

    /// Who makes a standby of the tenant now, in words.
    fn maker(&self, tenant: &TenantName) -> impl Future<Output = Result<Option<String>, StoreError>> + Send {
        let _ = tenant;
        async { Ok(None) }
    }

    /// Notes why a standby of the tenant could not be made, unless enough are ready. The note is deleted once one
    /// is made.
    fn note_standby_failure(
        &self,
        tenant: &TenantName,
        why: &str,
        standbys: usize,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let _ = (tenant, why, standbys);
        async { Ok(()) }
    }

    /// The last such note.
    fn standby_failure(
        &self,
        tenant: &TenantName,
    ) -> impl Future<Output = Result<Option<StandbyFailure>, StoreError>> + Send {
        let _ = tenant;
        async { Ok(None) }
    }

    /// Bytes on disk of all tenants' standbys.
    fn standby_bytes(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// Bytes on disk.
    fn sizes(&self, tenant: &TenantName) -> impl Future<Output = Result<Sizes, StoreError>> + Send;
}
