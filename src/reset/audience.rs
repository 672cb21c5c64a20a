//! Receives a receipt as soon as it is recorded: before unused copies are removed and before the next standby is made.

use serde::{Deserialize, Serialize};

use super::Receipt;

/// The one who asked for an operation.
pub trait Audience: Sync {
    /// Who makes the standby for the next reset; called once the state is live, if one is wanted and no other process has
    /// announced that it makes it.
    fn next_standby(&self) -> NextStandby;

    /// What was done is recorded.
    fn told(&self, receipt: &Receipt);
}

/// Who makes the standby for the next reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum NextStandby {
    /// The same command, after its receipt.
    Command,
    /// A process of its own, which goes on when the command ends.
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
