//! A small connection pool. Opening a connection costs the server as much as copying some thousand rows, and its first
//! statements read the catalog again; while its process is forked, others wait for a core.
//!
//! Not `sqlx::Pool`: it tests each connection with a round trip of its own before lending it, keeps it for minutes in which
//! others may need it, and cannot end transaction, locks and settings in the one message that gives a connection back.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::ask::{answers, answers_to, run};
use super::clock::Clock;
use super::errors::failed;
use super::sessions::{RegisteredSession, Sessions};
use crate::store::StoreError;

/// How many are kept: what one operation uses at a time.
const KEPT_MAX: usize = 4;
/// How long one is kept: others may need the server's connections.
const KEPT_FOR: Duration = Duration::from_secs(5);
/// How long a server that had none left is spared: none is kept meanwhile.
const SPARED_FOR: Duration = Duration::from_secs(60);
/// How often one is used: its server process remembers every table that it has seen.
const USES_MAX: u32 = 200;

/// How long after its last answer a connection counts as alive.
const FRESH_FOR: Duration = Duration::from_millis(50);

/// How long the end of a process waits for connections that are on their way back, and how often it checks.
const CLOSE_WAIT: Duration = Duration::from_secs(2);
const CLOSE_PAUSE: Duration = Duration::from_millis(1);

/// `lock_timeout` of a wait, which 0 would make endless.
pub fn timeout_ms(wait: Duration) -> u128 {
    wait.as_millis().clamp(1, i32::MAX as u128)
}

/// A connection to the server. One that is dropped is closed.
pub struct PooledConnection {
    open: OpenConnection,
    free: Pool,
}

/// What is known of a connection.
struct OpenConnection {
    connection: PgConnection,
    /// How often it was free before.
    uses: u32,
    /// How long it waits for a lock.
    lock_wait: Duration,
    /// Whether [`PooledConnection::stay_in`] has begun a transaction on it. The server warns of a `ROLLBACK` without one.
    in_transaction: bool,
    _known: RegisteredSession,
}

impl PooledConnection {
    /// One that is new, waits so long for each lock and is served by the server process `pid`; and where it goes when it
    /// is done.
    pub fn new(connection: PgConnection, pid: i32, lock_wait: Duration, free: Pool) -> PooledConnection {
        let _known = free.sessions.note(pid);
        let open = OpenConnection { connection, uses: 0, lock_wait, in_transaction: false, _known };
        PooledConnection { open, free }
    }

    /// Has it wait at most so long for each lock.
    pub async fn wait_for_locks(&mut self, wait: Duration) -> Result<(), StoreError> {
        if self.open.lock_wait != wait {
            let limit = format!("SET lock_timeout = {}", timeout_ms(wait));
            run(&mut self.open.connection, limit).await.map_err(failed("prepare the connection"))?;
            self.open.lock_wait = wait;
        }
        Ok(())
    }

    /// Begins a transaction that lasts until the session is given back, closed or begins another one; `sql` begins with
    /// `BEGIN`.
    pub async fn stay_in(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let end = if self.open.in_transaction { "ROLLBACK; " } else { "" };
        // Also when the rest of the text fails.
        self.open.in_transaction = true;
        run(&mut self.open.connection, format!("{end}{sql}")).await
    }

    /// Leaves it to the next one who needs one, if the server still answers on it. Its transaction and its locks end; its
    /// settings must be those that it came with. What was written is counted then: a session that stays would keep its
    /// counts to itself for a while, and [`live_stamp`](crate::store::Store::live_stamp) rests on them.
    pub async fn give_back(mut self) {
        let end = if self.open.in_transaction { "COMMIT; " } else { "" };
        let free = "SET statement_timeout = 0; SELECT pg_advisory_unlock_all(), pg_stat_force_next_flush()";
        if !answers_to(&mut self, &format!("{end}{free}")).await {
            return;
        }
        self.open.in_transaction = false;
        self.put_back().await;
    }

    /// The same without a word to the server, which has just answered: it has no lock or setting that it did not come with,
    /// and nothing was written on it but records. A transaction that was dropped is rolled back with the next statement,
    /// which may be long in coming, so it is sent one.
    pub async fn put_back(mut self) {
        if self.open.connection.should_flush() && !answers(&mut self.open.connection).await {
            return;
        }
        let PooledConnection { open, free } = self;
        let spare = locked(&free.kept).keep(IdleConnection { open, since: Instant::now() });
        match spare {
            Some(spare) => drop(spare.connection.close().await),
            None => drop(tokio::spawn(close_old(Arc::downgrade(&free.kept)))),
        }
    }

    /// Ends the connection; the server then drops what it held.
    pub async fn close(self) {
        let _ = self.open.connection.close().await;
    }
}

impl Deref for PooledConnection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.open.connection
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.open.connection
    }
}

/// Connections that are free, all that there are, and what time the server has.
#[derive(Clone, Default)]
pub struct Pool {
    kept: Arc<Mutex<IdleConnections>>,
    sessions: Sessions,
    clock: Clock,
}

#[derive(Default)]
struct IdleConnections {
    /// The one that was used last is at the end.
    idle: Vec<IdleConnection>,
    /// When the server last had no connection left.
    full_at: Option<Instant>,
}

/// A connection outside of any transaction.
struct IdleConnection {
    open: OpenConnection,
    since: Instant,
}

impl Pool {
    /// One on which the server still answers, if there is any.
    pub async fn take(&self) -> Option<PooledConnection> {
        loop {
            let IdleConnection { mut open, since } = locked(&self.kept).idle.pop()?;
            if since.elapsed() < FRESH_FOR || answers(&mut open.connection).await {
                open.uses += 1;
                return Some(PooledConnection { open, free: self.clone() });
            }
        }
    }

    /// Closes all connections, so that none is lost with the process: the server notes those in its log. Waits a moment for
    /// those that are still on their way back.
    pub async fn close(&self) {
        let start = Instant::now();
        loop {
            let idle = std::mem::take(&mut locked(&self.kept).idle);
            for idle in idle {
                let _ = idle.open.connection.close().await;
            }
            if self.sessions.is_empty() || start.elapsed() > CLOSE_WAIT {
                return;
            }
            tokio::time::sleep(CLOSE_PAUSE).await;
        }
    }

    /// Where no connections are kept yet, that knows the same sessions.
    pub fn apart(&self) -> Pool {
        Pool { kept: Arc::default(), sessions: self.sessions.clone(), clock: self.clock.clone() }
    }

    /// The server's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// All sessions of these connections.
    pub fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// Notes that the server has no connection left.
    pub fn note_full(&self) {
        locked(&self.kept).full_at = Some(Instant::now());
    }
}

impl IdleConnections {
    /// Gives the connection back where there are enough, it has served long enough, or others need it.
    fn keep(&mut self, idle: IdleConnection) -> Option<OpenConnection> {
        let others_need_it = self.full_at.is_some_and(|at| at.elapsed() < SPARED_FOR);
        if others_need_it || self.idle.len() >= KEPT_MAX || idle.open.uses >= USES_MAX {
            return Some(idle.open);
        }
        self.idle.push(idle);
        None
    }
}

/// Closes those that are not used from now on.
async fn close_old(kept: Weak<Mutex<IdleConnections>>) {
    tokio::time::sleep(KEPT_FOR).await;
    let Some(kept) = kept.upgrade() else { return };
    let old: Vec<_> = locked(&kept).idle.extract_if(.., |idle| idle.since.elapsed() >= KEPT_FOR).collect();
    for idle in old {
        let _ = idle.open.connection.close().await;
    }
}

fn locked(kept: &Mutex<IdleConnections>) -> MutexGuard<'_, IdleConnections> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
