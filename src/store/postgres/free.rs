//! Connections that nobody needs at the moment. To make one costs the server as much as to copy some thousand rows, and
//! its first statements read the catalog anew; while it is forked, others wait for a core.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::connection::answers;

/// How many are kept: what one operation uses at a time.
const KEPT_MAX: usize = 4;
/// How long one is kept: others may need the server's connections.
const KEPT_FOR: Duration = Duration::from_secs(10);
/// How often one is used: its server process remembers every table that it has seen.
const USES_MAX: u32 = 50;

/// A connection to the server.
pub struct Session {
    connection: PgConnection,
    /// How often it was free before.
    uses: u32,
}

impl Session {
    /// One that is new.
    pub fn new(connection: PgConnection) -> Session {
        Session { connection, uses: 0 }
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

/// Sessions that are free, the one that was used last at the end.
#[derive(Clone, Default)]
pub struct Free(Arc<Kept>);

/// Them, and since when each is free.
type Kept = Mutex<Vec<(Instant, Session)>>;

impl Free {
    /// One on which the server still answers, if there is any.
    pub async fn take(&self) -> Option<Session> {
        loop {
            let (_, mut session) = locked(&self.0).pop()?;
            if answers(&mut session).await {
                return Some(Session { uses: session.uses + 1, ..session });
            }
        }
    }

    /// Keeps one for a while, outside of any transaction; closes it where there are enough.
    pub async fn put(&self, mut session: Session) {
        if !answers(&mut session).await {
            return;
        }
        match self.keep(session) {
            Some(spare) => spare.close().await,
            None => drop(tokio::spawn(close_old(Arc::downgrade(&self.0)))),
        }
    }

    /// Gives it back where there are enough, or it has served long enough.
    fn keep(&self, session: Session) -> Option<Session> {
        let mut kept = locked(&self.0);
        if kept.len() >= KEPT_MAX || session.uses >= USES_MAX {
            return Some(session);
        }
        kept.push((Instant::now(), session));
        None
    }
}

/// Closes those that nobody has needed since now.
async fn close_old(kept: Weak<Kept>) {
    tokio::time::sleep(KEPT_FOR).await;
    let Some(kept) = kept.upgrade() else { return };
    let old: Vec<_> = locked(&kept).extract_if(.., |(since, _)| since.elapsed() >= KEPT_FOR).collect();
    for (_, session) in old {
        session.close().await;
    }
}

fn locked(kept: &Kept) -> MutexGuard<'_, Vec<(Instant, Session)>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
