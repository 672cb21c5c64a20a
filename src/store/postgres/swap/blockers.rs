//! Which sessions hold the locks that a swap needs, and which of them may be ended.
//!
//! One statement reads the locks once and joins sessions, roles and tenants to them. Whose a session is follows from
//! evidence that the session cannot choose, the strongest first:
//!
//! 1. **Its login role.** One that is, or can act as, the role of this tenant, and of no other, is this tenant's, whatever
//!    the session calls itself and whatever else it locks. One that is, or can act as, other tenants' only is theirs.
//!    Membership proves nothing for a role that serves all: the operator's, or one that can act as the applications'.
//! 2. **Its rights.** A name (`pg_dump`, reseed's own readers) counts only for a role that may read the control tables,
//!    which no role of a tenant or an application can.
//! 3. **Its locks**, for roles that serve several tenants. A lock on another tenant's tables, held or awaited (a generic
//!    plan), or a lock on a shared table that is stronger than rows need, makes it a neighbour's. Without tenants' own
//!    roles this is all there is to go by, so an application that reads two tenants in one transaction is left alone.
//!
//! A signal goes to this tenant's client sessions only, and only where the same transaction held a lock when the last
//! try began and when it had failed: whatever queued behind the reset got its locks in between. The transaction must be
//! older than the grace. The statement that sends the signal looks at all of this again, by the transaction's number and
//! its start, so no signal meets a later transaction of the same session. reseed's own readers yield without a grace.

use std::fmt;
use std::time::Duration;

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnection, PgRow};

use super::attempt::Target;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::database::READER;
use crate::store::{OnBlockers, Patience, StoreError};

/// What holds a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A session of the tenant.
    Tenant,
    /// A session of another tenant's role.
    OtherTenant,
    /// A session of a role that serves several tenants, with locks on others' tables or on all of a shared table.
    Neighbour,
    /// A dump of the database, which holds every table until it ends.
    Dump,
    /// The server's vacuum, or another process of its own.
    Server,
    /// A prepared transaction: it has no session, and stays until it is committed or rolled back.
    Prepared,
    /// A reader of reseed's own, for `verify` or `diff`.
    Reader,
}

/// One transaction that holds a lock.
#[derive(Debug)]
struct Blocker {
    pid: Option<i32>,
    /// The number of its transaction, which no other transaction has meanwhile.
    transaction: String,
    /// When it began, µs since 1970; unknown where reseed's role may not see it.
    begun_us: Option<i64>,
    age: Option<Duration>,
    class: Class,
    /// The program's name and what it does.
    words: String,
    /// Whether a statement runs that can be cancelled.
    active: bool,
    /// Whether it is a client's, and reseed's role may end it.
    may_be_ended: bool,
}

/// The transactions that hold locks which a swap needs, at one moment, the oldest first.
#[derive(Debug)]
pub struct Blockers(Vec<Blocker>);

/// How many of them an error names.
const NAMED_MAX: usize = 3;

/// The transactions that hold locks on tables `$1`, which are tenant `$2`'s, in other modes than `$4`; `$3` is the name of
/// reseed's own readers. A request for an exclusive lock of a shared table counts too, because the swap queues behind it.
const LOOK: &str = "WITH locks AS MATERIALIZED (
    SELECT pid, virtualtransaction, locktype, relation, transactionid, mode, granted FROM pg_locks
    WHERE pid IS DISTINCT FROM pg_backend_pid() AND (locktype = 'transactionid' OR locktype = 'relation'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  ), named AS (
    SELECT to_regclass(name) AS oid FROM unnest($1::text[]) AS t (name)
  ), wanted AS (
    SELECT oid FROM named UNION SELECT i.inhrelid FROM named JOIN pg_inherits AS i ON i.inhparent = named.oid
  ), theirs AS (
    SELECT node AS oid FROM reseed.nodes WHERE tenant <> $2
    UNION SELECT relation FROM reseed.relations WHERE tenant <> $2
  ), holders AS (
    SELECT l.pid, l.virtualtransaction,
      bool_or(l.granted AND wanted.oid IS NOT NULL AND l.mode <> ALL ($4::text[]) OR l.mode = 'AccessExclusiveLock' AND shared.relation IS NOT NULL) AS holds,
      bool_or(theirs.oid IS NOT NULL OR shared.relation IS NOT NULL
        AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')) AS others
    FROM locks AS l LEFT JOIN wanted ON wanted.oid = l.relation LEFT JOIN theirs ON theirs.oid = l.relation
    LEFT JOIN reseed.roots AS shared ON shared.relation = l.relation
    WHERE l.locktype = 'relation' GROUP BY l.pid, l.virtualtransaction
  )
  SELECT h.pid, h.virtualtransaction AS transaction, a.application_name, a.state, a.usename::text AS role, p.gid,
    (extract(epoch FROM coalesce(a.xact_start, p.prepared)) * 1000000)::bigint AS begun_us,
    extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, p.prepared))::float8 AS age_s,
    coalesce(a.backend_type = 'client backend' AND (o.rolsuper OR NOT s.rolsuper)
      AND (pg_has_role(s.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE')), false) AS may_be_ended,
    CASE WHEN h.pid IS NULL THEN 'prepared' WHEN s.oid IS NULL THEN 'server'
      WHEN tied.own AND NOT tied.others THEN 'tenant' WHEN tied.others AND NOT tied.own THEN 'other tenant'
      WHEN operator.is_one AND a.application_name = 'pg_dump' THEN 'dump'
      WHEN h.others THEN 'neighbour'
      WHEN operator.is_one AND a.application_name = $3 THEN 'reader' ELSE 'tenant' END AS class
  FROM holders AS h LEFT JOIN pg_stat_activity AS a ON a.pid = h.pid
  LEFT JOIN pg_roles AS s ON s.oid = a.usesysid LEFT JOIN pg_roles AS o ON o.rolname = current_user
  LEFT JOIN LATERAL (SELECT has_table_privilege(s.oid, 'reseed.copies', 'SELECT') AS is_one) AS operator ON true
  LEFT JOIN LATERAL (SELECT operator.is_one OR EXISTS (SELECT FROM reseed.datasets AS d JOIN pg_roles AS r ON r.rolname = d.app_role
    WHERE pg_has_role(s.oid, r.oid, 'MEMBER')) AS many) AS serves ON true
  LEFT JOIN LATERAL (SELECT coalesce(bool_or(t.name = $2), false) AS own, coalesce(bool_or(t.name <> $2), false) AS others
    FROM reseed.tenants AS t JOIN pg_roles AS r ON r.rolname = t.role
    WHERE r.oid = s.oid OR NOT serves.many AND pg_has_role(s.oid, r.oid, 'MEMBER')) AS tied ON true
  LEFT JOIN locks AS x ON h.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid'
    AND x.virtualtransaction = h.virtualtransaction
  LEFT JOIN pg_prepared_xacts AS p ON p.transaction = x.transactionid
  WHERE h.holds AND (a.leader_pid IS NULL OR a.leader_pid = a.pid)";

impl Blockers {
    /// Those that hold locks on the tables of `wanted` now.
    pub async fn find(connection: &mut PgConnection, target: &Target<'_>) -> Result<Blockers, StoreError> {
        let sql = format!("{LOOK} ORDER BY begun_us NULLS LAST, h.pid");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&target.names).bind(target.tenant.as_str()).bind(READER);
        let query = query.bind(target.locks.harmless());
        let rows = query.fetch_all(connection).await.map_err(control_failed)?;
        rows.iter().map(Blocker::of).collect::<Result<_, _>>().map(Blockers)
    }

    /// Blockers that were not searched for.
    pub fn none() -> Blockers {
        Blockers(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a process of the server is one of them: vacuum.
    pub fn has_server(&self) -> bool {
        self.0.iter().any(|blocker| blocker.class == Class::Server)
    }

    /// Those that held their locks through a whole try: they were found before it, too.
    fn since<'a>(&'a self, before: &'a Blockers) -> impl Iterator<Item = &'a Blocker> {
        self.0.iter().filter(|blocker| before.0.iter().any(|earlier| earlier.is_same(blocker)))
    }

    /// Signals those that may be ended and were found `before` the last try too; gives their words, with a number for
    /// each transaction.
    pub async fn end(
        &self,
        connection: &mut PgConnection,
        target: &Target<'_>,
        before: &Blockers,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut ended = Vec::new();
        for blocker in self.since(before) {
            let Some((signal, grace)) = blocker.signal(target.patience) else { continue };
            if signalled(connection, target, blocker, signal, grace).await? {
                ended.push((blocker.transaction.clone(), blocker.to_string()));
            }
        }
        Ok(ended)
    }

    /// What a caller gets when the wait is over. `before` is what was found before the last try, which took so long:
    /// transactions that are younger queued behind it.
    pub fn refusal(&self, before: &Blockers, last_try: Duration, wait: Duration) -> StoreError {
        let waited = wait.as_millis();
        let mut named: Vec<&Blocker> = self.since(before).collect();
        if named.is_empty() {
            named = self.0.iter().filter(|blocker| blocker.age.is_none_or(|age| age >= last_try)).collect();
        }
        if named.is_empty() {
            return StoreError::busy(format!("could not lock the tenant's tables; waited {waited} ms"))
                .with_help("Short transactions held them, one after another. Use a longer --wait.")
                .unchanged();
        }
        let mut words: Vec<String> = named.iter().take(NAMED_MAX).map(ToString::to_string).collect();
        if named.len() > NAMED_MAX {
            words.push(format!("{} more", named.len() - NAMED_MAX));
        }
        let words = words.join(", ");
        StoreError::busy(format!("could not lock the tenant's tables; waited {waited} ms; held by {words}"))
            .with_help(what_to_do(&named))
            .unchanged()
    }
}

/// Sends the signal if the transaction still is what it was found to be; gives whether it did. Without the right to
/// signal the session, the refusal names it.
async fn signalled(
    connection: &mut PgConnection,
    target: &Target<'_>,
    blocker: &Blocker,
    signal: OnBlockers,
    grace: Duration,
) -> Result<bool, StoreError> {
    let send = match signal {
        OnBlockers::Terminate => "pg_terminate_backend",
        OnBlockers::Wait | OnBlockers::Cancel => "pg_cancel_backend",
    };
    let sql = format!(
        "SELECT {send}(pid) FROM ({LOOK}) AS found WHERE pid = $5 AND transaction = $6 AND begun_us = $7
           AND class = $8 AND age_s >= $9 AND may_be_ended"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&target.names).bind(target.tenant.as_str()).bind(READER);
    let query = query.bind(target.locks.harmless()).bind(blocker.pid).bind(&blocker.transaction).bind(blocker.begun_us);
    let sent = query.bind(blocker.class.word()).bind(grace.as_secs_f64()).fetch_optional(connection).await;
    sent.map(|sent| sent == Some(true)).map_err(control_failed)
}

fn what_to_do(named: &[&Blocker]) -> &'static str {
    match named.iter().map(|blocker| blocker.class).find(|class| *class != Class::Tenant) {
        None if named.iter().any(|blocker| !blocker.may_be_ended) => {
            "End the tenant's transactions, or use a longer --wait. For reseed to end them (--blockers terminate), GRANT \
             their role to reseed's."
        }
        None => {
            "End the tenant's transactions, use a longer --wait, or let reseed end those that are older than --grace \
             (--blockers terminate)."
        }
        Some(Class::OtherTenant) => {
            "The session belongs to another tenant, and reseed never ends those: end its transaction, or use a longer --wait."
        }
        Some(Class::Neighbour) => {
            "That session locks all tenants' tables: filter on tenant_id with a constant there, and \
             SET plan_cache_mode = force_custom_plan. Other tenants' sessions are never ended."
        }
        Some(Class::Dump) => "A dump holds every table until it ends. Retry then.",
        Some(Class::Server) => "Autovacuum yields after deadlock_timeout. Use a longer --wait.",
        Some(Class::Prepared) => "Finish the prepared transaction: COMMIT PREPARED or ROLLBACK PREPARED.",
        Some(Class::Reader | Class::Tenant) => "Retry when the other reseed command has ended.",
    }
}

impl Class {
    const ALL: [Class; 7] = [
        Class::Tenant,
        Class::OtherTenant,
        Class::Neighbour,
        Class::Dump,
        Class::Server,
        Class::Prepared,
        Class::Reader,
    ];

    /// What [`LOOK`] calls it.
    fn word(self) -> &'static str {
        match self {
            Class::Tenant => "tenant",
            Class::OtherTenant => "other tenant",
            Class::Neighbour => "neighbour",
            Class::Dump => "dump",
            Class::Server => "server",
            Class::Prepared => "prepared",
            Class::Reader => "reader",
        }
    }
}

impl Blocker {
    fn of(row: &PgRow) -> Result<Blocker, StoreError> {
        let word: &str = get(row, "class")?;
        let class = Class::ALL.into_iter().find(|class| class.word() == word);
        let class = class.ok_or_else(|| StoreError::machine(format!("unknown class of session {word:?}")))?;
        let state = get::<Option<String>>(row, "state")?.unwrap_or_default();
        let age_s: Option<f64> = get(row, "age_s")?;
        Ok(Blocker {
            pid: get(row, "pid")?,
            transaction: get(row, "transaction")?,
            begun_us: get(row, "begun_us")?,
            age: age_s.map(|age_s| Duration::from_secs_f64(age_s.max(0.0))),
            class,
            words: words(row, class, &state)?,
            active: state == "active",
            may_be_ended: get(row, "may_be_ended")?,
        })
    }

    fn is_same(&self, other: &Blocker) -> bool {
        (self.pid, &self.transaction) == (other.pid, &other.transaction)
    }

    /// What it may be sent, and how old its transaction has to be for that.
    fn signal(&self, patience: Patience) -> Option<(OnBlockers, Duration)> {
        match self.class {
            Class::Reader => Some((OnBlockers::Cancel, Duration::ZERO)),
            Class::Tenant => match patience.blockers {
                OnBlockers::Wait => None,
                // There is nothing to cancel in a session that waits for its client.
                OnBlockers::Cancel => self.active.then_some((OnBlockers::Cancel, patience.grace)),
                OnBlockers::Terminate => Some((OnBlockers::Terminate, patience.grace)),
            },
            Class::OtherTenant | Class::Neighbour | Class::Dump | Class::Server | Class::Prepared => None,
        }
    }
}

/// The program, its role, what it does and for how long.
fn words(row: &PgRow, class: Class, state: &str) -> Result<String, StoreError> {
    let age = get::<Option<f64>>(row, "age_s")?.map(|age_s| format!(" for {age_s:.0} s")).unwrap_or_default();
    if let Some(gid) = get::<Option<String>>(row, "gid")? {
        return Ok(format!("prepared transaction {gid:?}"));
    }
    let program = get::<Option<String>>(row, "application_name")?.unwrap_or_default();
    let program = match (class, program.is_empty()) {
        (Class::Server, _) => "autovacuum".to_owned(),
        (_, true) => "a session without application_name".to_owned(),
        _ => format!("{program:?}"),
    };
    let role = get::<Option<String>>(row, "role")?.map(|role| format!(" of role {role:?}")).unwrap_or_default();
    let state = if state.is_empty() { String::new() } else { format!(", {state}") };
    Ok(format!("{program}{role}{state}{age}"))
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "session {pid} ({})", self.words),
            None => f.write_str(&self.words),
        }
    }
}
