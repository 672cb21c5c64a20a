//! Who makes standbys: a `reconcile` that maintains all tenants announces it, so that a reset leaves the next standby to it;
//! processes that no user waits for take turns.
//!
//! An announcement or a turn is a lease of a name that no tenant has: it ends with its session, whatever becomes of the
//! process.

use sqlx::postgres::PgConnection;
use tokio::runtime::Handle;

use super::lease::{self, Holder, UPKEEP};
use super::rows::{control_failed, get, signed};
use crate::store::postgres::server::ask::{self, SqlLiteral, ask};
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::records::StandbyFailure;
use crate::store::{Caller, StoreError, TenantName};

/// The name of the lease that an announcement is.
const STANDBYS: &str = "*standbys";
/// The names of the leases that turns are. Each standby is one connection's work or two, and a server has other clients.
const TURNS: [&str; 2] = ["*maker 1", "*maker 2"];

/// The session that holds an announcement; it goes with it.
pub struct Announcing(Option<PooledConnection>);

impl Announcing {
    /// Announces on a separate session; none if another process has.
    pub async fn on(mut session: PooledConnection, caller: &Caller) -> Result<Option<Announcing>, StoreError> {
        match lease::take_name(&mut session, STANDBYS, caller).await? {
            None => Ok(Some(Announcing(Some(session)))),
            Some(_) => {
                session.give_back().await;
                Ok(None)
            }
        }
    }

    /// Takes a turn on a session of its own; none if others have all of them.
    pub async fn in_turn(mut session: PooledConnection, caller: &Caller) -> Result<Option<Announcing>, StoreError> {
        for name in TURNS {
            if lease::take_name(&mut session, name, caller).await?.is_none() {
                return Ok(Some(Announcing(Some(session))));
            }
        }
        session.give_back().await;
        Ok(None)
    }

    /// Whether the server still has it.
    pub async fn holds(&mut self) -> bool {
        match &mut self.0 {
            Some(session) => ask::answers(session).await,
            None => false,
        }
    }
}

impl Drop for Announcing {
    /// Ends it at once; without a runtime the socket's end does it.
    fn drop(&mut self) {
        if let (Some(session), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(session.give_back());
        }
    }
}

/// Who has announced to make the standbys of all tenants.
pub async fn announced(connection: &mut PgConnection) -> Result<Option<Holder>, StoreError> {
    holder(connection, STANDBYS, "true").await
}

/// Who makes a standby of the tenant now, if it is for no operation's own use: the holder of its lease.
pub async fn of_tenant(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<Holder>, StoreError> {
    let makes = format!(
        "right(l.command, {}) = {} AND EXISTS (SELECT FROM reseed.epochs WHERE tenant = {} AND state = 'building')",
        UPKEEP.len(),
        UPKEEP.sql(),
        tenant.sql()
    );
    holder(connection, tenant.as_str(), &makes).await
}

/// Notes why a standby could not be made, unless others have made as many as are wanted.
pub async fn note_failure(
    connection: &mut PgConnection,
    tenant: &TenantName,
    why: &str,
    standbys: usize,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO reseed.standby_failures AS f SELECT name, clock_timestamp(), $2 FROM reseed.tenants AS t
        WHERE name = $1 AND $3 > (SELECT count(*) FROM reseed.epochs AS e
          WHERE e.tenant = t.name AND e.state = 'standby' AND e.snapshot = t.seed)
        ON CONFLICT (tenant) DO UPDATE SET at = excluded.at, why = excluded.why";
    let noted = sqlx::query(sql).bind(tenant.as_str()).bind(why).bind(standbys as i64).execute(connection).await;
    noted.map(drop).map_err(control_failed)
}

/// Why the last standby could not be made.
pub async fn failure(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<StandbyFailure>, StoreError> {
    let sql = "SELECT (extract(epoch FROM at) * 1000000)::bigint AS at_us, why FROM reseed.standby_failures WHERE tenant = $1";
    let row = sqlx::query(sql).bind(tenant.as_str()).fetch_optional(connection).await.map_err(control_failed)?;
    row.map(|row| Ok(StandbyFailure { at_us: get(&row, "at_us")?, why: get(&row, "why")? })).transpose()
}

/// The statement that purges it once a standby of the snapshot is made, if that is the tenant's seed.
pub fn purge_failure(tenant: &str, snapshot: u32) -> String {
    let (name, snapshot) = (tenant.sql(), signed(snapshot));
    format!(
        "DELETE FROM reseed.standby_failures WHERE tenant = {name}
           AND {snapshot} = (SELECT seed FROM reseed.tenants WHERE name = {name});\n"
    )
}

async fn holder(connection: &mut PgConnection, name: &str, condition: &str) -> Result<Option<Holder>, StoreError> {
    let sql = format!(
        "SELECT l.session, a.usename::text AS role, l.command, l.process, l.host,
           (extract(epoch FROM l.since) * 1000000)::bigint AS since_us
         FROM reseed.leases AS l LEFT JOIN pg_stat_activity AS a ON a.pid = l.session
         WHERE l.name = {} AND reseed.is_held(l) AND {condition}",
        name.sql()
    );
    let row = ask(connection, sql).await.map_err(control_failed)?.row();
    let holder = |row| {
        Ok(Holder {
            session: get(&row, "session")?,
            role: get(&row, "role")?,
            command: get(&row, "command")?,
            process: get(&row, "process")?,
            host: get(&row, "host")?,
            since_us: get(&row, "since_us")?,
        })
    };
    row.map(holder).transpose()
}
