//! What a store remembers about its tenants: tenants, snapshots, epochs and operations.
//!
//! Plain values without behaviour beyond their own words; `reset/` decides what changes, a store keeps it. Invariants:
//! numbers grow and are never reused within a tenant's life, though records of what is gone are deleted; at most one
//! epoch of a tenant is `live`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::schema::StoredTable;
use super::{StoreError, TableProof, TenantName};
use crate::digest::DatasetInputs;

/// Declares an enum whose values are stored and printed as one lower-case word each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$item_doc])* #[serde(rename = $word)] $item),+ }

        impl $name {
            /// The word that stands for this value in records and output.
            pub fn word(self) -> &'static str {
                match self { $($name::$item => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = StoreError;

            fn from_str(text: &str) -> Result<Self, StoreError> {
                match text {
                    $($word => Ok($name::$item),)+
                    other => Err(StoreError::damaged(format!(concat!("unknown ", stringify!($name), " {:?}"), other))),
                }
            }
        }
    };
}

words! {
    /// Where an epoch is in its life.
    EpochState {
        /// Its copy is being made.
        Building = "building",
        /// Complete and sealed, ready to be made live.
        Standby = "standby",
        /// The live data.
        Live = "live",
        /// Kept for undo.
        Retired = "retired",
        /// Removed; only the record is left.
        Gone = "gone",
    }
}

words! {
    /// Whether a snapshot is there.
    SnapshotState {
        /// Complete, proven and immutable.
        Sealed = "sealed",
        /// Removed; only the record is left.
        Gone = "gone",
    }
}

words! {
    /// What an operation does.
    OperationKind {
        /// Create or update a tenant.
        Up = "up",
        /// Restore the seed snapshot.
        Reset = "reset",
        /// Restore a retired epoch.
        Undo = "undo",
        /// Remove a tenant.
        Down = "down",
        /// Keep the live state as a named snapshot.
        Save = "save",
        /// Make a named snapshot live.
        Restore = "restore",
    }
}

words! {
    /// How far an operation is.
    OperationState {
        /// Recorded, waits for the tenant's lease; nothing has been touched.
        Pending = "pending",
        /// Holds the lease.
        Running = "running",
        /// Its effect and its receipt are recorded; what is no longer needed is not removed yet.
        Recorded = "recorded",
        /// Ended, with a receipt.
        Done = "done",
        /// Ended, nothing changed.
        Failed = "failed",
    }
}

/// Where an epoch's content came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A snapshot, by number.
    Snapshot(u32),
    /// A retired epoch, by number.
    Epoch(u32),
}

/// A tenant.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenant {
    /// Its name.
    pub name: TenantName,
    /// Grows with every lease; a writer with an older token is refused.
    pub token: i64,
    /// The live epoch's number.
    pub live: Option<u32>,
    /// The seed snapshot's number.
    pub seed: Option<u32>,
    /// What the live data looked like from outside right after the last swap; see [`super::Store::live_stamp`].
    pub stamp: Option<String>,
    /// When it was made, µs since 1970-01-01T00:00:00Z.
    pub created_us: i64,
    /// Its time to live, from when it was made or got another seed; none: without end.
    pub lifetime_us: Option<i64>,
    /// When that ends, µs since 1970-01-01T00:00:00Z.
    pub expires_us: Option<i64>,
    /// Whether its tables are an application's own.
    pub is_adopted: bool,
}

/// An immutable dataset state.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Its number, from 1, within the tenant.
    pub number: u32,
    /// Whether it is there.
    pub state: SnapshotState,
    /// Everything that the dataset depends on.
    pub inputs: DatasetInputs,
    /// The tables, as the plan had them.
    pub schema: Vec<StoredTable>,
    /// Rows and digests that were read back after the load.
    pub tables: Vec<TableProof>,
    /// Bytes on disk.
    pub bytes: u64,
    /// Its seal; see [`SnapshotBuild::seal`](super::SnapshotBuild::seal).
    pub seal: String,
    /// When it was sealed, µs since 1970-01-01T00:00:00Z.
    pub created_us: i64,
    /// What the tenant calls it; none for seeds.
    pub name: Option<String>,
}

/// One physical copy of a tenant's tables in the course of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Epoch {
    /// Its number, from 1, within the tenant.
    pub number: u32,
    /// Where it is in its life.
    pub state: EpochState,
    /// Where its content came from. That epoch's record may be gone.
    pub origin: Origin,
    /// The snapshot that its content was made from, however often it was retired and restored since.
    pub snapshot: u32,
    /// Whether its bytes can be read as a database.
    pub damaged: bool,
    /// Bytes on disk, for retired epochs.
    pub bytes: u64,
    /// Its seal, for retired epochs; see [`SnapshotBuild::seal`](super::SnapshotBuild::seal).
    pub seal: Option<String>,
    /// Rows and digests that were read before it became live; of those that an undo restored, if they were readable.
    pub tables: Option<Vec<TableProof>>,
    /// When it came into its state, µs since 1970-01-01T00:00:00Z.
    pub since_us: i64,
    /// Until when it can be restored, for retired epochs.
    pub undo_until_us: Option<i64>,
    /// Why it is gone.
    pub note: Option<String>,
}

/// What a caller asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Whose data it changes.
    pub tenant: &'a TenantName,
    /// What it does.
    pub kind: OperationKind,
    /// With what, as text: the snapshot's name, or the epoch to restore. None where the kind is enough.
    pub argument: Option<&'a str>,
    /// The caller's idempotency key.
    pub key: &'a str,
}

/// A request that runs or has run.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its number, from 1, within the store.
    pub id: i64,
    /// The caller's idempotency key: one key, one effect.
    pub key: String,
    /// Whose data it changes.
    pub tenant: TenantName,
    /// What it does.
    pub kind: OperationKind,
    /// As in [`Request::argument`].
    pub argument: Option<String>,
    /// How far it is.
    pub state: OperationState,
    /// The epoch that it wants to make live, once it has one.
    pub epoch: Option<u32>,
    /// Of `up`: how long the tenant is wanted.
    pub lifetime_us: Option<i64>,
    /// When it was recorded, µs since 1970-01-01T00:00:00Z.
    pub started_us: i64,
    /// When it ended.
    pub ended_us: Option<i64>,
    /// The receipt, once done.
    pub receipt: Option<serde_json::Value>,
    /// Whether the tenant is in an application's own tables, so that a function of the database does it.
    pub is_call: bool,
    /// Why it failed.
    pub error: Option<String>,
}

/// A standby that could not be made ahead of the next reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandbyFailure {
    /// When that was known, µs since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    /// Why.
    pub why: String,
}

/// All that is known about one tenant.
#[derive(Clone, Debug)]
pub struct TenantState {
    /// The tenant.
    pub tenant: Tenant,
    /// Its snapshots, by number.
    pub snapshots: Vec<Snapshot>,
    /// Its epochs, by number.
    pub epochs: Vec<Epoch>,
    /// Its operations that have not ended.
    pub open_operations: Vec<Operation>,
    /// The last reset that went through.
    pub last_reset: Option<Operation>,
}

impl TenantState {
    /// The seed snapshot, if one is sealed.
    pub fn seed(&self) -> Option<&Snapshot> {
        self.tenant.seed.and_then(|number| self.snapshot(number))
    }

    /// The snapshot that an epoch's content was made from. It may be gone; its record is not.
    pub fn made_from(&self, epoch: &Epoch) -> Option<&Snapshot> {
        self.snapshot(epoch.snapshot)
    }

    /// The snapshot that content of this origin was made from, by number.
    pub fn snapshot_of(&self, origin: Origin) -> Option<u32> {
        match origin {
            Origin::Snapshot(number) => Some(number),
            Origin::Epoch(number) => self.epoch(number).map(|epoch| epoch.snapshot),
        }
    }

    /// The live epoch.
    pub fn live(&self) -> Option<&Epoch> {
        self.tenant.live.and_then(|number| self.epoch(number))
    }

    /// The snapshots that the tenant has saved, by number.
    pub fn named(&self) -> impl Iterator<Item = &Snapshot> {
        self.snapshots.iter().filter(|snapshot| snapshot.state == SnapshotState::Sealed && snapshot.name.is_some())
    }

    /// The snapshot with this number.
    pub fn snapshot(&self, number: u32) -> Option<&Snapshot> {
        self.snapshots.iter().find(|snapshot| snapshot.number == number)
    }

    /// The epoch with this number.
    pub fn epoch(&self, number: u32) -> Option<&Epoch> {
        self.epochs.iter().find(|epoch| epoch.number == number)
    }

    /// The number that the next epoch gets: higher than all that ever were, since the newest record is never deleted.
    pub fn next_epoch(&self) -> u32 {
        self.epochs.iter().map(|epoch| epoch.number).max().unwrap_or(0) + 1
    }

    /// The number that the next snapshot gets, as [`TenantState::next_epoch`].
    pub fn next_snapshot(&self) -> u32 {
        self.snapshots.iter().map(|snapshot| snapshot.number).max().unwrap_or(0) + 1
    }

    /// Epochs of this origin that are ready to become live, by number.
    pub fn standbys(&self, origin: Origin) -> impl Iterator<Item = u32> {
        let ready =
            self.epochs.iter().filter(move |epoch| epoch.state == EpochState::Standby && epoch.origin == origin);
        ready.map(|epoch| epoch.number)
    }

    /// The first of them.
    pub fn standby(&self, origin: Origin) -> Option<u32> {
        self.standbys(origin).next()
    }

    /// Retired epochs, newest first.
    pub fn retired(&self) -> impl Iterator<Item = &Epoch> {
        self.epochs.iter().rev().filter(|epoch| epoch.state == EpochState::Retired)
    }
}

/// One change of the records. All changes of one call are kept, or none.
#[derive(Clone, Debug)]
pub enum Change {
    /// Writes a tenant's live epoch, seed, stamp and end.
    Tenant(Tenant),
    /// Writes a snapshot.
    Snapshot(Snapshot),
    /// Writes an epoch.
    Epoch(Epoch),
    /// Purges a snapshot's record, by number.
    PurgeSnapshot(u32),
    /// Purges an epoch's record, by number.
    PurgeEpoch(u32),
    /// Writes an operation.
    Operation(Operation),
    /// Purges the records of the tenant, its snapshots and its epochs; its operations stay.
    PurgeTenant,
}
