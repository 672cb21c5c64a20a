//! Connections, and those that nobody needs at the moment. To make one costs the server as much as to copy some thousand
//! rows, and its first statements read the catalog anew; while it is forked, others wait for a core.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::connection::{answers, holds_nothing};

/// How many are kept: what one operation uses at a time.
const KEPT_MAX: usize = 4;
/// How long one is kept: others may need the server's connections.
const KEPT_FOR: Duration = Duration::from_secs(5);
/// How long a server that had none left is spared: none is kept meanwhile.
const SPARED_FOR: Duration = Duration::from_secs(60);
/// How often one is used: its server process remembers every table that it has seen.
const USES_MAX: u32 = 200;

/// A connection to the server. One that is dropped is closed.
pub struct Session {
    connection: PgConnection,
    /// How often it was free before.
    uses: u32,
    free: Free,
}

impl Session {
    /// One that is new, and where it goes when it is done.
    pub fn new(connection: PgConnection, free: Free) -> Session {
        Session { connection, uses: 0, free }
    }

    /// Leaves it to the next one who needs one, if the server still answers on it. Its transaction and its locks end; its
    /// settings must be those that it came with.
    pub async fn give_back(mut self) {
        if !holds_nothing(&mut self).await {
            return;
        }
        let Session { connection, uses, free } = self;
        let spare = locked(&free.0).keep(Idle { connection, uses, since: Instant::now() });
        match spare {
            Some(spare) => drop(spare.close().await),
            None => drop(tokio::spawn(close_old(Arc::downgrade(&free.0)))),
        }
    }

    /// Ends the connection; the server then drops what it held.
    pub async fn close(self) {
        let _ = self.connection.close().await;
    }
}

impl Deref for Session {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

/// Connections that are free.
#[derive(Clone, Default)]
pub struct Free(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// The one that was used last is at the end.
    idle: Vec<Idle>,
    /// When the server last had no connection left.
    full_at: Option<Instant>,
}

/// A connection outside of any transaction.
struct Idle {
    connection: PgConnection,
    uses: u32,
    since: Instant,
}

impl Free {
    /// One on which the server still answers, if there is any.
    pub async fn take(&self) -> Option<Session> {
        loop {
            let Idle { mut connection, uses, .. } = locked(&self.0).idle.pop()?;
            if answers(&mut connection).await {
                return Some(Session { connection, uses: uses + 1, free: self.clone() });
            }
        }
    }

    /// Notes that the server has no connection left.
    pub fn note_full(&self) {
        locked(&self.0).full_at = Some(Instant::now());
    }
}

impl Kept {
    /// Gives the connection back where there are enough, it has served long enough, or others need it.
    fn keep(&mut self, idle: Idle) -> Option<PgConnection> {
        let others_need_it = self.full_at.is_some_and(|at| at.elapsed() < SPARED_FOR);
        if others_need_it || self.idle.len() >= KEPT_MAX || idle.uses >= USES_MAX {
            return Some(idle.connection);
        }
        self.idle.push(idle);
        None
    }
}

/// Closes those that nobody has needed since now.
async fn close_old(kept: Weak<Mutex<Kept>>) {
    tokio::time::sleep(KEPT_FOR).await;
    let Some(kept) = kept.upgrade() else { return };
    let old: Vec<_> = locked(&kept).idle.extract_if(.., |idle| idle.since.elapsed() >= KEPT_FOR).collect();
    for idle in old {
        let _ = idle.connection.close().await;
    }
}

fn locked(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
