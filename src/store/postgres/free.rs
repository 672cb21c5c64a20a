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
const KEPT_FOR: Duration = Duration::from_secs(5);
/// How long a server that had none left is spared: none is kept meanwhile.
const SPARED_FOR: Duration = Duration::from_secs(60);
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

/// Sessions that are free.
#[derive(Clone, Default)]
pub struct Free(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// They, and since when each is free; the one that was used last at the end.
    sessions: Vec<(Instant, Session)>,
    /// When the server last had no connection left.
    full_at: Option<Instant>,
}

impl Free {
    /// One on which the server still answers, if there is any.
    pub async fn take(&self) -> Option<Session> {
        loop {
            let (_, mut session) = locked(&self.0).sessions.pop()?;
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
        let spare = locked(&self.0).keep(session);
        match spare {
            Some(spare) => spare.close().await,
            None => drop(tokio::spawn(close_old(Arc::downgrade(&self.0)))),
        }
    }

    /// Notes that the server has no connection left.
    pub fn note_full(&self) {
        locked(&self.0).full_at = Some(Instant::now());
    }
}

impl Kept {
    /// Gives it back where there are enough, it has served long enough, or others need it.
    fn keep(&mut self, session: Session) -> Option<Session> {
        let others_need_it = self.full_at.is_some_and(|at| at.elapsed() < SPARED_FOR);
        if others_need_it || self.sessions.len() >= KEPT_MAX || session.uses >= USES_MAX {
            return Some(session);
        }
        self.sessions.push((Instant::now(), session));
        None
    }
}

/// Closes those that nobody has needed since now.
async fn close_old(kept: Weak<Mutex<Kept>>) {
    tokio::time::sleep(KEPT_FOR).await;
    let Some(kept) = kept.upgrade() else { return };
    let old: Vec<_> = locked(&kept).sessions.extract_if(.., |(since, _)| since.elapsed() >= KEPT_FOR).collect();
    for (_, session) in old {
        session.close().await;
    }
}

fn locked(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
