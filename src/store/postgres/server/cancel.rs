//! A process that is asked to stop while the server has it wait: whatever it waits for is cancelled, so that the work
//! returns, undoes what it had begun, and ends.
//!
//! Only statements that wait for a lock are cancelled, and those marked by [`LONG`], whose duration grows with the
//! rows. Others are short, or ask the caller themselves between two pieces.

use std::time::Duration;

use sqlx::Connection;
use tokio::runtime::Handle;

use super::database::Database;
use super::sessions::WeakSessions;
use crate::store::{Caller, StoreError};

/// How often the caller is asked, and how often the server once it wants an end.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// What a statement begins with that takes as long as there are rows.
pub const LONG: &str = "/* reseed: as long as there are rows */ ";

/// Watches until the address's owner is gone, or the caller wants an end; then cancels what its sessions wait for.
pub fn watch(database: &Database, caller: &Caller) {
    let Ok(runtime) = Handle::try_current() else { return };
    // An address of its own: one that kept the owner's connections would keep the sessions too.
    let (own, sessions, caller) = (database.apart(), database.sessions().downgrade(), caller.clone());
    runtime.spawn(async move {
        while !caller.is_stopped() {
            tokio::time::sleep(ASK_EVERY).await;
            if sessions.upgrade().is_none() {
                return;
            }
        }
        // Without a connection the limits of the waits end them.
        let _ = cancel(&own, &sessions).await;
    });
}

async fn cancel(database: &Database, sessions: &WeakSessions) -> Result<(), StoreError> {
    let mut own = database.connect_bare().await?;
    while let Some(pids) = sessions.upgrade().map(|sessions| sessions.pids()) {
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
