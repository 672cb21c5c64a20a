//! The swap: one message of the server, one transaction, that makes a standby live.
//!
//! It locks the tenant's own nodes (or tables) and nothing else of weight: roots ACCESS SHARE only, so no other tenant
//! waits. In the order of the message: locks, all at once and in one order; token, expected copies and the roots'
//! fingerprint; tables out and in; the records, whose live copy is the commit mark. A client that dies meanwhile leaves
//! the server to finish the message or to undo it as a whole; which of them the mark tells.
//!
//! Each try waits for locks for a moment only, since whoever waits for an exclusive lock holds up the tenant's new
//! statements; between tries the tenant works. Who holds the locks is looked up after a try that failed.

mod blockers;
mod message;

use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{Acquire, AssertSqlSafe, Row};

use super::connection::{self, Address, failed, run, sqlstate};
use super::control::{self, get, used};
use super::copies::{self, Copy};
use super::{READ, enums, home, read, recycle};
use crate::store::crash::crash_point;
use crate::store::quote::quoted;
use crate::store::records::{Place, Snapshot};
use crate::store::{
    Before, Caller, ErrorKind, Keep, Lease, LiveMark, Retired, StoreError, Swap, Swapped, TableProof, TenantName,
    restore,
};
use blockers::Blockers;
use message::{Message, STATEMENT_WAIT};

/// How long a try waits for each lock.
const LOCK_WAIT_MS: u32 = 100;
/// The same where autovacuum holds one: it yields to those who have waited for deadlock_timeout, 1 s by default.
const LOCK_WAIT_AUTOVACUUM_MS: u32 = 1_500;
/// How long a try may stay without any answer.
const ANSWER_WAIT: Duration = Duration::from_secs(10);
/// The schema that every database has from the start.
const PUBLIC: &str = "public";
/// Pauses between tries grow from the first to the second.
const PAUSES_MS: (u64, u64) = (10, 200);

/// Another lease has the tenant's token.
const LOST_LEASE: &str = "RS001";
/// The copies are not those that the records have.
const OTHER_COPIES: &str = "RS002";
/// The roots have changed since the standby was made.
const OTHER_ROOTS: &str = "RS003";
/// The staged copy is not what was sealed.
const BROKEN_SEAL: &str = "RS005";
/// What the server says of a table that does not fit the one that it is put below: datatype mismatch, invalid table
/// definition, collation mismatch.
const MISTYPED: &str = "42804";
const MISDEFINED: &str = "42P16";
const MISSORTED: &str = "42P21";
/// Something that cannot follow hangs on the live tables.
const HANGS_ON: &str = "RS004";

/// Makes the copy that was staged for `swap.epoch` live.
pub async fn swap(
    (address, connection): (&Address, &mut PgConnection),
    lease: &Lease,
    swap: &Swap,
    caller: &Caller,
) -> Result<Swapped, StoreError> {
    let tenant = &lease.tenant;
    let live = copies::find(connection, tenant, Place::Live).await?;
    let staged = copies::find_staged(connection, tenant, swap.epoch).await?;
    let staged = staged.filter(|copy| copy.relations.iter().all(|relation| relation.exists));
    let staged = staged.ok_or_else(|| {
        StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": tables of the standby are gone"))
            .hint("Run the command again; it makes a new standby. Nothing has changed.")
    })?;
    let home = home::own_schema(connection, tenant, &staged.dataset).await?;
    let attached = attached(connection, tenant).await?;
    let message = Message { lease, swap, live, staged, attached, home };
    let mut witness = match &swap.prove {
        Some(seed) => Some(Witness { address, connection: address.connect().await?, seed }),
        None => None,
    };
    // What it finds the swap finds again, under its locks.
    let _ = run(connection, message.rehearsal()?).await;
    crash_point("swap.locked");
    let mut swapped = tries(connection, &message, &mut witness, caller).await?;
    crash_point("swap.committed");
    let position = sqlx::query_scalar("SELECT pg_current_wal_insert_lsn()::text").fetch_one(&mut *connection).await;
    // A server in recovery has none, but then nothing would have been swapped either.
    swapped.wal_position = position.ok();
    if let Some(witness) = witness {
        // The swap has happened: that it could not be witnessed is no reason to say otherwise.
        swapped.proven = witness.read(tenant, &message.staged, caller).await.ok();
    }
    Ok(swapped)
}

/// Sends the message until it goes through, with pauses, for as long as the swap may wait.
async fn tries(
    connection: &mut PgConnection,
    message: &Message<'_>,
    witness: &mut Option<Witness<'_>>,
    caller: &Caller,
) -> Result<Swapped, StoreError> {
    let (start, swap) = (Instant::now(), message.swap);
    let (mut pause_ms, mut lock_wait_ms) = (PAUSES_MS.0, LOCK_WAIT_MS);
    let mut ended = Vec::new();
    for number in 1.. {
        caller.check()?;
        let watch = Instant::now();
        let attempt = attempt(connection, message, witness, lock_wait_ms);
        let error = match tokio::time::timeout(ANSWER_WAIT, attempt).await.unwrap_or_else(|_| Err(silence())) {
            Ok(lock_wait_ms) => {
                let swap_ms = watch.elapsed().as_secs_f64() * 1000.0;
                let before_ms = watch.duration_since(start).as_secs_f64() * 1000.0;
                return Ok(Swapped { tries: number, before_ms, lock_wait_ms, swap_ms, ended, ..Swapped::default() });
            }
            Err(error) => error,
        };
        if !is_lock(&error) {
            return Err(refusal(&message.lease.tenant, error));
        }
        // A lock, a deadlock or a statement's time: nothing has changed, and the next try may do.
        let blockers = Blockers::find(connection, message).await?;
        if start.elapsed() >= swap.wait {
            return Err(blockers.refusal(swap.wait));
        }
        if watch.elapsed() >= STATEMENT_WAIT && blockers.is_empty() {
            return Err(refusal(&message.lease.tenant, error));
        }
        ended.extend(blockers.end(connection, swap, start.elapsed()).await?);
        lock_wait_ms = if blockers.has_autovacuum() { LOCK_WAIT_AUTOVACUUM_MS } else { LOCK_WAIT_MS };
        tokio::time::sleep(Duration::from_millis(jittered(pause_ms, start))).await;
        pause_ms = (pause_ms * 2).min(PAUSES_MS.1);
    }
    unreachable!("the tries are not counted out")
}

/// One try; gives the milliseconds that the locks took.
async fn attempt(
    connection: &mut PgConnection,
    message: &Message<'_>,
    witness: &mut Option<Witness<'_>>,
    lock_wait_ms: u32,
) -> Result<f64, Failure> {
    let (locks, moves) = (message.locks(lock_wait_ms)?, message.moves()?);
    let Some(witness) = witness else {
        return Ok(send(connection, locks + &moves).await?);
    };
    let mut tx = connection.begin().await?;
    let waited_ms = send(&mut tx, locks).await?;
    witness.look().await?;
    run(&mut tx, moves).await?;
    tx.commit().await?;
    Ok(waited_ms)
}

async fn send(connection: &mut PgConnection, sql: String) -> Result<f64, sqlx::Error> {
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await?;
    rows.first().map_or(Ok(0.0), |row| row.try_get(0))
}

/// Why a try failed: the server or the way to it, or what is known of the copies.
enum Failure {
    Server(sqlx::Error),
    Known(StoreError),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Failure {
        Failure::Server(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::Known(error)
    }
}

fn is_lock(failure: &Failure) -> bool {
    let Failure::Server(error) = failure else { return false };
    matches!(sqlstate(error), Some("55P03" | "40P01" | "57014" | "40001"))
}

/// A server that says nothing any more is not to be waited for: what became of the try is settled under a new lease.
fn silence() -> Failure {
    let said = format!("the server has not answered a swap in {} s", ANSWER_WAIT.as_secs());
    let hint = "Check the way to the server, then run the command again: it finds out what became of the swap.";
    Failure::Known(StoreError::machine(said).hint(hint))
}

/// What a caller hears of a try that another one cannot mend.
fn refusal(tenant: &TenantName, failure: Failure) -> StoreError {
    let error = match failure {
        Failure::Known(error) => return error,
        Failure::Server(error) => error,
    };
    let said = error.as_database_error().map(|error| error.message().to_owned()).unwrap_or_default();
    match sqlstate(&error) {
        Some(LOST_LEASE) => StoreError::lost(tenant),
        Some(OTHER_COPIES) => StoreError::busy(format!("tenant \"{tenant}\": its copies were changed meanwhile"))
            .hint("Run the command again. Nothing has changed."),
        Some(OTHER_ROOTS) => {
            StoreError::new(ErrorKind::Stale, "the shared tables were altered after the standby was made")
                .hint("Run the command again; it makes a new standby. Nothing has changed.")
        }
        Some(MISTYPED | MISDEFINED | MISSORTED) => {
            StoreError::new(ErrorKind::Stale, format!("the standby does not fit the shared tables: {said}"))
                .hint("They were altered. Run the command again; it makes a new standby. Nothing has changed.")
        }
        Some(BROKEN_SEAL) => {
            StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": somebody broke the seal of the standby"))
                .hint("Run the command again; it makes a new standby. Nothing has changed.")
        }
        Some(HANGS_ON) => {
            StoreError::refused(format!("tenant \"{tenant}\": {said}; it would stay with the old tables"))
                .hint("Drop it, run the command again, and make it anew. Views and grants follow by themselves.")
        }
        Some("42P07") => StoreError::refused(format!("tenant \"{tenant}\": {said}, and reseed did not make it"))
            .hint("Rename or drop that table, then run the command again. Nothing has changed."),
        _ => failed("swap the tenant's copies")(error),
    }
}

/// Half of the pause or more, so that two who wait do not meet again.
fn jittered(pause_ms: u64, start: Instant) -> u64 {
    pause_ms / 2 + start.elapsed().subsec_nanos() as u64 % (pause_ms / 2 + 1)
}

/// Sees what became live exactly as it was at the swap, however soon the tenant writes to it: its transaction takes its
/// snapshot while the swap holds all locks, and reads the rows afterwards.
struct Witness<'a> {
    address: &'a Address,
    connection: PgConnection,
    seed: &'a Snapshot,
}

impl Witness<'_> {
    /// Begins, or begins again, and takes the snapshot.
    async fn look(&mut self) -> Result<(), sqlx::Error> {
        run(&mut self.connection, format!("ROLLBACK; {READ}; SELECT pg_current_snapshot()")).await
    }

    async fn read(
        mut self,
        tenant: &TenantName,
        staged: &Copy,
        caller: &Caller,
    ) -> Result<Vec<TableProof>, StoreError> {
        // A table's name may have changed with the swap, for its schema has.
        let names = copies::names(&mut self.connection, tenant, staged.id).await?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let stored = read::Stored::new(&restore(&self.seed.schema)?, &names, &self.seed.tables);
        let proofs = stored.prove((self.address, &mut self.connection), read::Moment::Transaction, caller).await;
        connection::close(self.connection).await;
        proofs
    }
}

/// Every leaf that hangs on a node of the tenant, with the node.
async fn attached(connection: &mut PgConnection, tenant: &TenantName) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT i.inhrelid::regclass::text AS leaf, n.node::text AS node FROM reseed.nodes AS n
        JOIN pg_inherits AS i ON i.inhparent = n.node WHERE n.tenant = $1 ORDER BY n.node::oid";
    let rows = sqlx::query(sql).bind(tenant.as_str()).fetch_all(connection).await.map_err(used)?;
    rows.iter().map(|row| Ok((get(row, "leaf")?, get(row, "node")?))).collect()
}

/// Which epoch is live, by the mark that the swap's transaction left.
pub async fn live_mark(connection: &mut PgConnection, tenant: &TenantName) -> Result<LiveMark, StoreError> {
    let sql = "SELECT c.number, count(r.*) AS recorded,
          count(*) FILTER (WHERE i.inhrelid IS NOT NULL OR t.relnamespace = to_regnamespace(quote_ident(o.home))) AS there
        FROM reseed.copies AS c JOIN reseed.tenants AS o ON o.name = c.tenant
        LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
        LEFT JOIN pg_inherits AS i ON i.inhrelid = r.relation LEFT JOIN pg_class AS t ON t.oid = r.relation
        WHERE c.tenant = $1 AND c.place = 'live' GROUP BY c.number";
    let row = sqlx::query(sql).bind(tenant.as_str()).fetch_optional(connection).await.map_err(used)?;
    let Some(row) = row else { return Ok(LiveMark::Missing) };
    let (number, recorded, there): (i32, i64, i64) =
        (get(&row, "number")?, get(&row, "recorded")?, get(&row, "there")?);
    Ok(if recorded == there { LiveMark::Epoch(number.unsigned_abs()) } else { LiveMark::Damaged })
}

/// What a swap put away as `epoch`; from now on nobody writes to it.
pub async fn retired(connection: &mut PgConnection, lease: &Lease, epoch: u32) -> Result<Retired, StoreError> {
    let Some(copy) = copies::find(connection, &lease.tenant, Place::Retired(epoch)).await? else {
        return Ok(Retired { before: Before::Missing, bytes: 0, seal: None });
    };
    let seal = copies::seal_again(connection, lease, copy.id).await?;
    let bytes = copies::bytes(connection, &lease.tenant, copy.id).await?;
    Ok(Retired { before: Before::Kept, bytes, seal: Some(seal) })
}

/// Takes the live tables away and drops them. Empty nodes stay; an empty schema of the tenant's own goes. What is left
/// once they are away is removed by the next call.
pub async fn remove_live(connection: &mut PgConnection, lease: &Lease, wait: Duration) -> Result<(), StoreError> {
    let tenant = &lease.tenant;
    if let Some(live) = copies::find(connection, tenant, Place::Live).await? {
        take_away(connection, lease, &live, wait).await?;
        crash_point("down.3.removing");
        copies::drop_copy(connection, lease, live.id).await?;
    }
    // Of the schema layout.
    let home = sqlx::query_scalar("SELECT home FROM reseed.tenants WHERE name = $1").bind(tenant.as_str());
    let home: Option<String> = home.fetch_one(&mut *connection).await.map_err(used)?;
    if home.is_some() {
        // The other copies use the types too; nothing of the tenant stays.
        recycle::sweep(connection, lease, &Keep::default()).await?;
        enums::drop_unused(connection, tenant).await?;
    }
    if let Some(home) = home.filter(|home| home != PUBLIC) {
        // One that still has objects is somebody's; the server refuses to drop it.
        let _ = run(connection, format!("DROP SCHEMA IF EXISTS {}", quoted(&home))).await;
    }
    Ok(())
}

/// Takes the live tables off their places, in one transaction.
async fn take_away(
    connection: &mut PgConnection,
    lease: &Lease,
    live: &Copy,
    wait: Duration,
) -> Result<(), StoreError> {
    let tenant = &lease.tenant;
    let attached = attached(connection, tenant).await?;
    let mut tx = connection.begin().await.map_err(used)?;
    control::check_token(&mut tx, lease).await?;
    // 0 would be no limit.
    let mut sql = format!("SET LOCAL lock_timeout = {};\n", wait.as_millis().clamp(1, i32::MAX as u128));
    for (leaf, node) in attached.iter().rev() {
        sql += &format!("ALTER TABLE {node} DETACH PARTITION {leaf};\n");
    }
    if let Some(aside) = &live.schema {
        for relation in live.relations.iter().filter(|relation| relation.exists) {
            sql += &format!("ALTER TABLE {} SET SCHEMA {};\n", relation.name, quoted(aside));
        }
    }
    run(&mut tx, sql).await.map_err(failed("take the tenant's tables away"))?;
    let put_away = "UPDATE reseed.copies SET place = 'building' WHERE tenant = $1 AND id = $2";
    let put_away = sqlx::query(put_away).bind(tenant.as_str()).bind(live.id).execute(&mut *tx).await;
    put_away.map_err(used)?;
    tx.commit().await.map_err(used)
}
