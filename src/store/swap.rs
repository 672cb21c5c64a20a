//! What a swap is asked to do, and its result.

use serde::{Deserialize, Serialize};

use super::records::Snapshot;
use super::{Patience, Preference, TableProof, Way};

/// What has to become live, and what becomes of the state before.
#[derive(Clone, Debug)]
pub struct Swap {
    /// The standby epoch.
    pub epoch: u32,
    /// The number under which the state before is kept.
    pub retire: Option<u32>,
    /// What may block it, and for how long.
    pub patience: Patience,
    /// What the tables must be at the very moment of the swap, when they are to be read as they were then.
    pub prove: Option<Snapshot>,
    /// Which way the caller wants it to become live.
    pub preference: Preference,
}

/// How a swap went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SwapReport {
    /// The way in which the state became live.
    #[serde(default)]
    pub by: Way,
    /// Why not by a move, where there is a choice.
    #[serde(default)]
    pub why: Option<String>,
    /// What had been removed from the live tables and is back, because neither way carries its removal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought_back: Vec<String>,
    /// How often it was tried, the last time with success.
    pub tries: u32,
    /// Milliseconds of the tries before that one, and of the pauses between them: the tenant could work meanwhile.
    pub before_ms: f64,
    /// Milliseconds of the last try that went by waiting for locks.
    pub lock_wait_ms: f64,
    /// Milliseconds of the last try: for so long the tenant's statements waited, at most.
    pub swap_ms: f64,
    /// The server's write-ahead log position right after the commit, where there is one.
    pub wal_position: Option<String>,
    /// Sessions that were ended or whose statements were cancelled.
    pub ended: Vec<String>,
    /// The publications that send changes of the tenant's tables to subscribers, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<String>,
    /// The value of [`Store::live_stamp`](super::Store::live_stamp) until the next write after the swap, where it is known.
    #[serde(skip)]
    pub stamp: Option<String>,
    /// The rows as they were at the swap, if they were asked for and can be read.
    #[serde(skip)]
    pub proven: Option<Vec<TableProof>>,
}

/// What was found where the live data should be, at the swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateBefore {
    /// All of it; its state at the swap is kept as a retired epoch.
    Kept,
    /// Something that cannot be read as a database, or that lacks tables; it is kept, but undo cannot restore it.
    Damaged,
    /// Nothing.
    Missing,
}

/// The state that a swap retired.
#[derive(Clone, Debug)]
pub struct RetiredState {
    /// What it was.
    pub before: StateBefore,
    /// Its bytes on disk.
    pub bytes: u64,
    /// Its seal (see [`SnapshotBuild::seal`](super::SnapshotBuild::seal)), if it can be restored.
    pub seal: Option<String>,
}
