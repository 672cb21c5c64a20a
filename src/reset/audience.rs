//! Who is told of a receipt as soon as there is one: before copies that nobody needs are removed, and before the next
//! standby is made.

use serde::{Deserialize, Serialize};

use super::Receipt;

/// The one who asked for an operation.
pub trait Audience: Sync {
    /// Who makes the standby for the next reset; asked once the state is live, where one is wanted and nobody else has
    /// announced to make it.
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
        /// How long it may take, in seconds.
        limit_s: u64,
    },
    /// A `reconcile` that is at work on all tenants, and has announced to make it.
    Reconcile {
        /// Which.
        holder: String,
    },
}
