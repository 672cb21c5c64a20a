//! Who holds locks on a tenant's tables, and what may be done about it.
//!
//! Only sessions whose locks are all this tenant's are ever ended, and only as the caller said; reseed's own readers of
//! the tenant yield. Everybody else is named.

use std::fmt;
use std::time::Duration;

use sqlx::postgres::{PgConnection, PgRow};

use super::tries::Target;
use crate::store::postgres::connection::READER;
use crate::store::postgres::control::{control_failed, get};
use crate::store::{OnBlockers, Patience, StoreError};

/// What somebody who holds a lock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A session of the tenant: all its locks on tenants' tables are on this one's.
    Tenant,
    /// A session that has locks on other tenants' tables too, by a generic plan or a query over all of them.
    Neighbour,
    /// A dump of the database, which holds every table until it ends.
    Dump,
    /// The server's vacuum.
    Autovacuum,
    /// A prepared transaction: no session, somebody has to commit it or roll it back.
    Prepared,
    /// A reader of reseed's own, for `verify` or `diff`.
    Reader,
}

/// One who holds a lock.
struct Blocker {
    pid: Option<i32>,
    class: Class,
    /// The program's name and what it does.
    words: String,
    /// Whether a statement runs that can be cancelled.
    active: bool,
    /// Whether reseed's role may end it.
    may_be_ended: bool,
}

/// All who hold locks that a swap wants, at one moment.
pub struct Blockers(Vec<Blocker>);

/// How many of them an error names.
const NAMED_MAX: usize = 3;

impl Blockers {
    /// Those who hold locks on the tables that are wanted.
    pub async fn find(connection: &mut PgConnection, wanted: &Target<'_>) -> Result<Blockers, StoreError> {
        let sql = "WITH wanted AS (
            SELECT oid FROM unnest($1::text[]::regclass[]) AS t (oid)
            UNION SELECT i.inhrelid FROM unnest($1::text[]::regclass[]) AS t (oid) JOIN pg_inherits AS i ON i.inhparent = t.oid
          ), theirs AS (
            SELECT node AS oid FROM reseed.nodes WHERE tenant <> $2
            UNION SELECT relation FROM reseed.relations WHERE tenant <> $2
          )
          SELECT l.pid, a.application_name, a.state, a.usename::text,
            coalesce((SELECT (pg_has_role(t.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE')) AND (o.rolsuper OR NOT t.rolsuper)
              FROM pg_roles AS t, pg_roles AS o WHERE t.oid = a.usesysid AND o.rolname = current_user), false) AS may_be_ended,
            extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS lasts_s, (SELECT p.gid
              FROM pg_locks AS x JOIN pg_prepared_xacts AS p ON p.transaction = x.transactionid
              WHERE x.locktype = 'transactionid' AND x.pid IS NULL AND x.virtualtransaction = l.virtualtransaction) AS gid,
            EXISTS (SELECT FROM pg_locks AS o JOIN theirs ON theirs.oid = o.relation WHERE o.pid = l.pid) AS others
          FROM (SELECT DISTINCT pid, virtualtransaction FROM pg_locks LEFT JOIN wanted ON wanted.oid = relation
            WHERE locktype = 'relation' AND (wanted.oid IS NOT NULL AND granted
                OR mode = 'AccessExclusiveLock' AND relation IN (SELECT relation FROM reseed.roots)) AND pid IS DISTINCT FROM pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS l
          LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid ORDER BY l.pid";
        let query = sqlx::query(sql).bind(&wanted.names).bind(wanted.tenant.as_str());
        let rows = query.fetch_all(connection).await.map_err(control_failed)?;
        rows.iter().map(Blocker::of).collect::<Result<_, _>>().map(Blockers)
    }

    /// Whether nobody does.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether autovacuum is one of them.
    pub fn has_autovacuum(&self) -> bool {
        self.0.iter().any(|blocker| blocker.class == Class::Autovacuum)
    }

    /// Ends what may be ended after having waited for so long; names it.
    pub async fn end(
        &self,
        connection: &mut PgConnection,
        patience: Patience,
        waited: Duration,
    ) -> Result<Vec<String>, StoreError> {
        let mut ended = Vec::new();
        for blocker in &self.0 {
            let (Some(pid), Some(signal)) = (blocker.pid, blocker.signal(patience, waited)) else { continue };
            let sql = match signal {
                OnBlockers::Terminate => "SELECT pg_terminate_backend($1)",
                _ => "SELECT pg_cancel_backend($1)",
            };
            // Signalling needs membership in the session's role; without it the try after the last one names the session.
            if let Ok(true) = sqlx::query_scalar(sql).bind(pid).fetch_one(&mut *connection).await {
                ended.push(blocker.to_string());
            }
        }
        Ok(ended)
    }

    /// What a caller hears when the wait is over.
    pub fn refusal(&self, wait: Duration) -> StoreError {
        let waited = wait.as_millis();
        if self.is_empty() {
            return StoreError::busy(format!("could not lock the tenant's tables; waited {waited} ms"))
                .hint("Somebody held them a moment ago. Give a longer --wait. Nothing has changed.");
        }
        let mut named: Vec<String> = self.0.iter().take(NAMED_MAX).map(Blocker::to_string).collect();
        if self.0.len() > NAMED_MAX {
            named.push(format!("{} more", self.0.len() - NAMED_MAX));
        }
        let named = named.join(", ");
        StoreError::busy(format!("could not lock the tenant's tables; waited {waited} ms; held by {named}"))
            .hint(format!("{} Nothing has changed.", self.remedy()))
    }

    fn remedy(&self) -> &'static str {
        match self.0.iter().map(|blocker| blocker.class).find(|class| *class != Class::Tenant) {
            None if self.0.iter().any(|blocker| !blocker.may_be_ended) => {
                "End the tenant's transactions, or give a longer --wait. For reseed to end them (--blockers terminate) \
                 GRANT their role to the one that reseed logs in with."
            }
            None => {
                "End the tenant's transactions, give a longer --wait, or let reseed end them \
                 (--blockers terminate, after --grace seconds)."
            }
            Some(Class::Neighbour) => {
                "That session locks all tenants' tables: let it filter on tenant_id with a constant and \
                 SET plan_cache_mode = force_custom_plan. Other tenants' sessions are never ended."
            }
            Some(Class::Dump) => "A dump holds every table until it ends. Try again then.",
            Some(Class::Autovacuum) => "Autovacuum yields after deadlock_timeout. Give a longer --wait.",
            Some(Class::Prepared) => "Finish the prepared transaction: COMMIT PREPARED or ROLLBACK PREPARED.",
            Some(Class::Reader | Class::Tenant) => "Try again when the other command of reseed has ended.",
        }
    }
}

impl Blocker {
    fn of(row: &PgRow) -> Result<Blocker, StoreError> {
        let (pid, gid): (Option<i32>, Option<String>) = (get(row, "pid")?, get(row, "gid")?);
        let program = get::<Option<String>>(row, "application_name")?.unwrap_or_default();
        let (state, role): (Option<String>, Option<String>) = (get(row, "state")?, get(row, "usename")?);
        let class = match (pid, program.as_str()) {
            (None, _) => Class::Prepared,
            // An ordinary role is not told what kind of process it is, but no session has no role.
            _ if role.is_none() => Class::Autovacuum,
            (_, "pg_dump") => Class::Dump,
            _ if get::<bool>(row, "others")? => Class::Neighbour,
            (_, READER) => Class::Reader,
            _ => Class::Tenant,
        };
        let state = state.unwrap_or_default();
        let lasts = get::<Option<f64>>(row, "lasts_s")?.map(|lasts_s| format!(" for {lasts_s:.0} s"));
        let words = match gid {
            Some(gid) => format!("prepared transaction {gid:?}"),
            None => {
                let program = match (class, program.is_empty()) {
                    (Class::Autovacuum, _) => "autovacuum".to_owned(),
                    (_, true) => "a session without application_name".to_owned(),
                    _ => format!("{program:?}"),
                };
                let role = role.map(|role| format!(" of role {role:?}")).unwrap_or_default();
                let state = if state.is_empty() { String::new() } else { format!(", {state}") };
                format!("{program}{role}{state}{}", lasts.unwrap_or_default())
            }
        };
        Ok(Blocker { pid, class, words, active: state == "active", may_be_ended: get(row, "may_be_ended")? })
    }

    /// What it may be sent after so long a wait.
    fn signal(&self, patience: Patience, waited: Duration) -> Option<OnBlockers> {
        match self.class {
            Class::Reader => Some(OnBlockers::Cancel),
            Class::Tenant if waited < patience.grace => None,
            Class::Tenant => match patience.blockers {
                OnBlockers::Wait => None,
                // There is nothing to cancel in a session that waits for its client.
                OnBlockers::Cancel => self.active.then_some(OnBlockers::Cancel),
                OnBlockers::Terminate => Some(OnBlockers::Terminate),
            },
            Class::Neighbour | Class::Dump | Class::Autovacuum | Class::Prepared => None,
        }
    }
}

impl fmt::Display for Blocker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "session {pid} ({})", self.words),
            None => f.write_str(&self.words),
        }
    }
}
