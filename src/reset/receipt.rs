//! What an operation returns: what was made or restored, from what, with which proof.

use serde::{Deserialize, Serialize};

use super::policy::{Proof, Removed};
use crate::digest;
use crate::store::records::Origin;
use crate::store::{StateBefore, SwapReport};

/// What an operation did. Kept with the operation; the same idempotency key gives the same receipt again.
///
/// `durations_ms` has the caller's time in all (`total`), and of a swap where it went: `connect` to the store, `wait` for the
/// tenant's lease and for others' locks, `standby` where one had to be made first, `swap`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// What became live, as in every receipt. When nothing changed, the seed; after `down`, no tables.
    #[serde(flatten)]
    pub made: digest::DatasetReceipt,
    /// The operation's number in the store.
    pub number: i64,
    /// Its idempotency key.
    pub key: String,
    /// Where the tenant's applications connect.
    pub url: String,
    /// Whether anything changed; false when everything was as wanted.
    pub changed: bool,
    /// Whether this is the receipt of an earlier request with the same key: nothing was done now.
    #[serde(default)]
    pub replayed: bool,
    /// The live epoch; none after `down`.
    pub epoch: Option<u32>,
    /// Where its content came from.
    pub origin: Option<Origin>,
    /// Seal of the copy that became live; see [`SnapshotBuild::seal`](crate::store::SnapshotBuild::seal).
    pub seal: Option<String>,
    /// What the seal and the digests rest on.
    pub proof: Option<Proof>,
    /// How the swap went; none when there was none, or its process died after it.
    pub swap: Option<SwapReport>,
    /// What was in the live place before; none when nothing was replaced.
    pub before: Option<StateBefore>,
    /// The epoch that undo would restore.
    pub retired: Option<u32>,
    /// Until when it can be restored, RFC 3339.
    pub undo_until: Option<String>,
    /// Who makes the standby for the next reset; none where none is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standby: Option<NextStandby>,
    /// Retired epochs that are no longer kept.
    pub removed: Vec<Removed>,
    /// When the tenant expires, RFC 3339; none: never.
    pub expires: Option<String>,
    /// Whether it has expired. The tenant stays until it is removed.
    pub has_expired: bool,
    /// What else a reader should know.
    pub notes: Vec<String>,
    /// When it was requested, RFC 3339.
    pub started: String,
    /// When it ended, RFC 3339.
    pub ended: String,
}

/// Who makes the standby for the next reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum NextStandby {
    /// The same command, after its receipt.
    Command,
    /// A background process, which continues when the command ends.
    Process {
        /// Its number on the machine.
        process: u32,
        /// How long it may take for the standby once it is its turn, in seconds.
        limit_s: u64,
    },
    /// A `reconcile` that is at work on all tenants, and has announced to make it.
    Reconcile {
        /// Which.
        holder: String,
    },
}
