//! A tenant's lease: the right to change it, which one session has at a time.
//!
//! A lease is a row of `reseed.leases`, which only the owner of the control tables can write, and it lasts as long as the
//! session that took it: the row names that session and the number of a session lock that it holds. The number is drawn
//! for each lease, so no other role can have taken that lock before; a session that asks for it once it can be seen in
//! `pg_locks`, or has it afterwards, is not the one that the row names. So a lease dies with its connection, needs no open
//! transaction (which would hold back vacuum for as long as a load lasts), and costs one call.
//!
//! It is the connection that does the swap, so both end together. That is no fence by itself (a pooler may hand the
//! session on), so every helper transaction also compares the token in the tenant's row. Taking a lease increases the
//! token, and waits for the transactions that have compared the old one.
//!
//! Older versions took a session lock of a known number, which any role can take. A lease takes it too, where it is free,
//! so that they wait; it waits for theirs only where the owner's role holds it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, MutexGuard};

use super::rows::{control_failed, get};
use crate::store::postgres::server::ask::{self, SqlLiteral, ask, list};
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::{Caller, Lease, StoreError, TenantName};

/// How long the upkeep of a tenant is waited for at most: a process that was suspended holds its lease on and on.
const UPKEEP_WAIT: Duration = Duration::from_secs(600);
/// The suffix of a lease's command whose holder maintains the tenant: it makes a standby, or removes what is not
/// needed once its receipt is recorded.
pub const UPKEEP: &str = " (upkeep)";
/// How long to wait until a lease that is held is asked for again: from the first to the second.
const PAUSES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));

/// The name of the lease that one search for nodes has at a time. No tenant has an empty name.
pub const SEARCH: &str = "";

/// What a lease of this store holds.
pub struct Held {
    /// The tenant's number.
    pub tenant_id: i32,
    session: Mutex<Option<PooledConnection>>,
}

/// The connection that holds a lease.
pub struct LeaseConnection<'l>(MutexGuard<'l, Option<PooledConnection>>);

impl Held {
    /// What this store keeps in a lease.
    ///
    /// # Errors
    /// When another store gave the lease: a fault of the caller.
    pub fn of(lease: &Lease) -> Result<&Held, StoreError> {
        lease.guard().ok_or_else(|| StoreError::machine("the lease is another store's"))
    }

    /// The connection, for one use at a time.
    pub async fn connection(&self) -> LeaseConnection<'_> {
        LeaseConnection(self.session.lock().await)
    }
}

impl LeaseConnection<'_> {
    /// The connection.
    ///
    /// # Errors
    /// When an earlier failure has closed it: the lease is gone.
    pub fn get(&mut self) -> Result<&mut PgConnection, StoreError> {
        let session = self.0.as_deref_mut();
        session.ok_or_else(|| StoreError::machine("the connection that held the tenant's lease is gone"))
    }

    /// Takes the connection out of the lease, which ends it.
    pub fn take(&mut self) -> Option<PooledConnection> {
        self.0.take()
    }

    /// Whether the server still answers on it. A connection that broke is given up.
    pub async fn answers(&mut self) -> bool {
        let Some(session) = self.0.as_deref_mut() else { return false };
        let answers = ask::answers(session).await;
        if !answers {
            *self.0 = None;
        }
        answers
    }
}

impl Drop for Held {
    /// Frees the lease at once; without a runtime the socket's end does it.
    fn drop(&mut self) {
        if let (Some(session), Ok(runtime)) = (self.session.get_mut().take(), Handle::try_current()) {
            runtime.spawn(session.give_back());
        }
    }
}

/// The purpose of a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeasePurpose {
    /// An operation. It waits for others' upkeep, which ends by itself and is as good as its own.
    Operation,
    /// The tenant's upkeep, which operations wait for.
    Upkeep,
}

/// Takes the tenant's lease and the next token, waiting for the one who holds it.
///
/// # Errors
/// `Busy` with the name of the holder, or when there is no record of the tenant; `Interrupted` when the caller wants no
/// more of it.
pub async fn take(
    database: &Database,
    tenant: &TenantName,
    purpose: LeasePurpose,
    wait: Duration,
    caller: &Caller,
) -> Result<Lease, StoreError> {
    let mut session = database.connect().await?;
    let (start, mut pause, mut shown) = (Instant::now(), PAUSES.0, None);
    loop {
        let holder = match attempt(&mut session, tenant, purpose, caller).await? {
            LeaseAttempt::Taken { tenant_id, token } => {
                let held = Held { tenant_id, session: Mutex::new(Some(session)) };
                return Ok(Lease::new(tenant.clone(), token, Arc::new(held)));
            }
            LeaseAttempt::HeldBy(holder) => holder,
        };
        caller.check()?;
        let left = holder.patience(purpose, wait).saturating_sub(start.elapsed());
        if left.is_zero() {
            session.give_back().await;
            return Err(held(tenant, &holder, start.elapsed()));
        }
        if purpose == LeasePurpose::Operation && holder.keeps_order() && pause == PAUSES.1 {
            shown.get_or_insert_with(|| caller.wait_for(&format!("the upkeep of \"{tenant}\": {holder}")));
        }
        tokio::time::sleep(pause.min(left)).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// Releases a lease that is not shared: it is free when this returns.
pub async fn release(lease: Lease) {
    let Ok(held) = Held::of(&lease) else { return };
    let session = held.connection().await.take();
    if let Some(session) = session {
        session.give_back().await;
    }
}

/// Takes the tenant's lease for a session that holds others; they end with it.
///
/// # Errors
/// As [`take`].
pub async fn take_beside(
    connection: &mut PgConnection,
    tenant: &TenantName,
    wait: Duration,
    caller: &Caller,
) -> Result<(), StoreError> {
    let (start, mut pause) = (Instant::now(), PAUSES.0);
    loop {
        let taken = attempt(connection, tenant, LeasePurpose::Operation, caller).await?;
        let LeaseAttempt::HeldBy(holder) = taken else { return Ok(()) };
        caller.check()?;
        let left = holder.patience(LeasePurpose::Operation, wait).saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(held(tenant, &holder, start.elapsed()));
        }
        tokio::time::sleep(pause.min(left)).await;
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// What asking for a lease once comes to.
enum LeaseAttempt {
    Taken { tenant_id: i32, token: i64 },
    HeldBy(Holder),
}

/// Who holds a lease, as far as that is known.
#[derive(Debug, Deserialize)]
pub struct Holder {
    /// The server process of its session.
    pub session: i32,
    /// The role that the session logged in with.
    pub role: Option<String>,
    /// What the client does.
    pub command: String,
    /// The client's process.
    pub process: Option<i64>,
    /// The client's machine.
    pub host: Option<String>,
    /// Since when, µs since 1970-01-01T00:00:00Z.
    pub since_us: Option<i64>,
}

async fn attempt(
    session: &mut PgConnection,
    tenant: &TenantName,
    purpose: LeasePurpose,
    caller: &Caller,
) -> Result<LeaseAttempt, StoreError> {
    let mark = if purpose == LeasePurpose::Upkeep { UPKEEP } else { "" };
    let command = format!("{}{mark}", caller.command());
    let values = list(&[tenant, &command, &process(), &host()]);
    let sql = format!("SELECT tenant_id, token, holder FROM reseed.lease{values}");
    let row = ask(session, sql).await.and_then(|mut answers| answers.only());
    let row = row.map_err(failed("take the tenant's lease"))?;
    let holder: Option<Json<Holder>> = get(&row, "holder")?;
    match (holder, get(&row, "tenant_id")?, get(&row, "token")?) {
        (Some(Json(holder)), ..) => Ok(LeaseAttempt::HeldBy(holder)),
        (None, Some(tenant_id), Some(token)) => Ok(LeaseAttempt::Taken { tenant_id, token }),
        (None, ..) => Err(StoreError::just_removed(tenant)),
    }
}

/// Takes the lease of this name, which is no tenant's that there is, for the session; or gives who holds it.
pub async fn take_name(
    connection: &mut PgConnection,
    name: &str,
    caller: &Caller,
) -> Result<Option<Holder>, StoreError> {
    let sql = "SELECT reseed.take($1, NULL, $2, $3, $4)";
    let query = sqlx::query_scalar(sql).bind(name).bind(caller.command()).bind(process()).bind(host());
    let holder: Option<Json<Holder>> = query.fetch_one(connection).await.map_err(control_failed)?;
    Ok(holder.map(|Json(holder)| holder))
}

/// The backup that keeps a new tenant from being made, if one is being taken; see [`crate::store::postgres::copies::freeze`].
pub async fn backup(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<StoreError>, StoreError> {
    let sql =
        "SELECT jsonb_build_object('session', l.session, 'role', a.usename, 'command', l.command, 'process', l.process,
          'host', l.host, 'since_us', (extract(epoch FROM l.since) * 1000000)::bigint)
        FROM reseed.leases AS l LEFT JOIN pg_stat_activity AS a ON a.pid = l.session
        WHERE l.name = $1 AND l.command LIKE 'backup%' AND reseed.is_held(l)";
    let holder = sqlx::query_scalar(sql).bind(SEARCH).fetch_optional(connection).await.map_err(control_failed)?;
    let holder_words = |Json(holder): Json<Holder>| {
        StoreError::busy(format!("tenant \"{tenant}\": a backup is being taken: {holder}"))
            .with_help("Wait for it to end, or use a longer --wait.")
            .unchanged()
    };
    Ok(holder.map(holder_words))
}

/// The number of this process on its machine.
fn process() -> i64 {
    i64::from(std::process::id())
}

/// The name of this machine.
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

impl Holder {
    /// Whether the lease is for upkeep only.
    fn keeps_order(&self) -> bool {
        self.command.ends_with(UPKEEP)
    }

    /// How long the holder is waited for in all.
    fn patience(&self, purpose: LeasePurpose, wait: Duration) -> Duration {
        if purpose == LeasePurpose::Operation && self.keeps_order() { wait + UPKEEP_WAIT } else { wait }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.command.strip_suffix(UPKEEP).unwrap_or(&self.command))?;
        if let (Some(process), Some(host)) = (self.process, &self.host) {
            write!(f, " by process {process} on host {host:?}")?;
        }
        write!(f, ", session {}", self.session)?;
        if let Some(role) = &self.role {
            write!(f, " of role {role:?}")?;
        }
        match self.since_us.and_then(|since_us| Timestamp::from_microsecond(since_us).ok()) {
            Some(since) => write!(f, ", since {since}"),
            None => Ok(()),
        }
    }
}

/// The statement that marks the lease of a tenant as held for upkeep from now on, or for an operation.
pub fn mark(tenant: &str, purpose: LeasePurpose) -> String {
    let (name, mark, length) = (tenant.sql(), UPKEEP.sql(), UPKEEP.len());
    let (command, is_marked) = match purpose {
        LeasePurpose::Upkeep => (format!("command || {mark}"), "<>"),
        LeasePurpose::Operation => (format!("left(command, -{length})"), "="),
    };
    format!(
        "UPDATE reseed.leases SET command = {command} WHERE name = {name} AND right(command, {length}) {is_marked} {mark};\n"
    )
}

/// Gives back a lease that was taken with [`take_name`].
pub async fn leave(connection: &mut PgConnection, name: &str) -> Result<(), StoreError> {
    let left = sqlx::query("SELECT reseed.leave($1)").bind(name).execute(connection).await;
    left.map(drop).map_err(control_failed)
}

fn held(tenant: &TenantName, holder: &Holder, wait: Duration) -> StoreError {
    let waited = wait.as_millis();
    StoreError::busy(format!("tenant \"{tenant}\": another operation is running: {holder}; waited {waited} ms"))
        .with_help("Wait for it to end, or use a longer --wait.")
        .unchanged()
}
