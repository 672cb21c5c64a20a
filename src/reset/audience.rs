//! Receives a receipt as soon as it is recorded: before unused copies are removed and before the next standby is made.

use super::{NextStandby, Receipt};

/// The caller of an operation.
pub trait Audience: Sync {
    /// Who makes the standby for the next reset; called once the state is live, if one is wanted and no other process has
    /// announced that it makes it.
    fn next_standby(&self) -> NextStandby;

    /// What was done is recorded.
    fn recorded(&self, receipt: &Receipt);
}
