//! How long a caller waits for others, and what it lets be done about them.

use std::time::Duration;

/// How others' transactions are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long.
    pub wait: Duration,
    /// What to do about the tenant's own sessions that hold locks.
    pub blockers: OnBlockers,
    /// How old the transaction of such a session must be before the session is touched.
    pub grace: Duration,
}

/// What to do about a tenant's own sessions whose transactions block a swap. Other sessions are never touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBlockers {
    /// Wait, then give up.
    #[default]
    Wait,
    /// Cancel the statements that run.
    Cancel,
    /// End the sessions.
    Terminate,
}
