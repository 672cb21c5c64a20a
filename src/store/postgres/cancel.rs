//! A process that is asked to stop while the server has it wait: whatever it waits for is cancelled, so that the work
//! returns, undoes what it had begun, and ends.
//!
//! Only statements that wait for a lock are cancelled, and those that say by [`LONG`] that they take as long as there are
//! rows. Others are short, or ask the caller themselves between two pieces.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use sqlx::Connection;
use tokio::runtime::Handle;

use super::connection::Address;
use crate::store::{Caller, StoreError};

/// How often the caller is asked, and how often the server once it wants an end.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// What a statement begins with that takes as long as there are rows.
pub const LONG: &str = "/* reseed: as long as there are rows */ ";

/// The server processes of this process's sessions.
#[derive(Clone, Default)]
pub struct Sessions(Arc<Mutex<BTreeSet<i32>>>);

/// One of them, until it is dropped.
pub struct Known {
    sessions: Sessions,
    pid: i32,
}

impl Sessions {
    /// Notes a session.
    pub fn note(&self, pid: i32) -> Known {
        self.locked().insert(pid);
        Known { sessions: self.clone(), pid }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.locked().is_empty()
    }

    fn locked(&self) -> MutexGuard<'_, BTreeSet<i32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.sessions.locked().remove(&self.pid);
    }
}

/// Watches until the sessions' owner is gone, or the caller wants an end; then cancels what waits. `address` must keep no connections of theirs.
pub fn watch(address: Address, sessions: &Sessions, caller: &Caller) {
    let Ok(runtime) = Handle::try_current() else { return };
    let (sessions, caller) = (Arc::downgrade(&sessions.0), caller.clone());
    runtime.spawn(async move {
        while !caller.is_stopped() {
            tokio::time::sleep(ASK_EVERY).await;
            if sessions.strong_count() == 0 {
                return;
            }
        }
        // Without a connection the limits of the waits end them.
        let _ = cancel(&address, &sessions).await;
    });
}

async fn cancel(address: &Address, sessions: &Weak<Mutex<BTreeSet<i32>>>) -> Result<(), StoreError> {
    let mut own = address.connect_bare().await?;
    while let Some(sessions) = sessions.upgrade().map(Sessions) {
        let pids: Vec<i32> = sessions.locked().iter().copied().collect();
        drop(sessions);
        let sql = "SELECT pg_cancel_backend(pid) FROM (
              SELECT pid FROM pg_locks WHERE NOT granted
              UNION SELECT pid FROM pg_stat_activity WHERE state = 'active' AND starts_with(query, $2)) AS p
            WHERE pid = ANY ($1)";
        if sqlx::query(sql).bind(pids).bind(LONG).execute(&mut own).await.is_err() {
            break;
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
    let _ = own.close().await;
    Ok(())
}
