//! What an operation gives back: what was made or restored, from what, with which proof.

use serde::{Deserialize, Serialize};

use super::policy::{Proof, Removed};
use crate::digest::Digest;
use crate::store::records::{OperationKind, Origin};
use crate::store::{Before, TableProof};

/// What an operation did. Kept with the operation; the same idempotency key gives the same receipt again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The operation's number in the store.
    pub operation: i64,
    /// Its idempotency key.
    pub key: String,
    /// What it did.
    pub kind: OperationKind,
    /// To whom.
    pub tenant: String,
    /// Where the tenant's applications connect.
    pub url: String,
    /// The dataset's name.
    pub dataset: String,
    /// Whether anything changed; false when everything was as wanted.
    pub changed: bool,
    /// The live epoch; none after `down`.
    pub epoch: Option<u32>,
    /// Where its content came from.
    pub origin: Option<Origin>,
    /// Digest of the inputs of the seed snapshot.
    pub inputs: String,
    /// Digest of the whole dataset; none after undo and `down`.
    pub digest: Option<Digest>,
    /// Rows and digests per table of what became live; empty after undo and `down`.
    pub tables: Vec<TableProof>,
    /// Seal (xxh3-128 of the bytes) of the copy that became live.
    pub seal: Option<String>,
    /// What the seal and the digests rest on.
    pub proof: Option<Proof>,
    /// What was in the live place before; none when nothing was replaced.
    pub before: Option<Before>,
    /// The epoch that undo would bring back.
    pub retired: Option<u32>,
    /// Until when it can be brought back, RFC 3339.
    pub undo_until: Option<String>,
    /// Retired epochs that are no longer kept.
    pub removed: Vec<Removed>,
    /// What else a reader should know.
    pub notes: Vec<String>,
    /// When it was requested, RFC 3339.
    pub started: String,
    /// When it ended, RFC 3339.
    pub ended: String,
    /// From request to end.
    pub duration_ms: i64,
}
