//! The swap: one message of the server, one transaction, that makes a standby live.
//!
//! It locks the tenant's own nodes and nothing else of weight (their roots ACCESS SHARE only), so no other tenant
//! waits. In the order of the message: locks, all at once and in one order; token, expected copies and the roots'
//! fingerprint; leaves off and on; the records, whose live copy is the commit mark. A client that dies meanwhile leaves
//! the server to finish the message or to undo it as a whole; which of them the mark tells.
//!
//! Each try waits for locks for a moment only, since whoever waits for an exclusive lock holds up the tenant's new
//! statements; between tries the tenant works.

use std::time::{Duration, Instant};

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::connection::{failed, run, sqlstate};
use super::control::{self, get, signed, used};
use super::copies::{self, Copy};
use super::roots::{self, Roots};
use super::stage;
use crate::store::crash::crash_point;
use crate::store::quote::literal;
use crate::store::records::Place;
use crate::store::{Before, ErrorKind, Lease, LiveMark, Retired, Stop, StoreError, Swap, TenantName};

/// How long a try waits for each lock.
const LOCK_WAIT_MS: u32 = 100;
/// How long a try may take in all.
const TRY_MS: u32 = 5_000;
/// Pauses between tries grow from the first to the second.
const PAUSES_MS: (u64, u64) = (10, 200);

/// Another lease has the tenant's token.
const LOST_LEASE: &str = "RS001";
/// The copies are not those that the records have.
const OTHER_COPIES: &str = "RS002";
/// The roots have changed since the standby was made.
const OTHER_ROOTS: &str = "RS003";

/// Makes the copy that was staged for `swap.epoch` live.
pub async fn swap(connection: &mut PgConnection, lease: &Lease, swap: &Swap, stop: &Stop) -> Result<(), StoreError> {
    let tenant = &lease.tenant;
    let live = copies::find(connection, tenant, Place::Live).await?;
    let staged = copies::find_staged(connection, tenant, swap.epoch).await?;
    let staged = staged.ok_or_else(|| StoreError::damaged(format!("tenant \"{tenant}\": no copy is staged")))?;
    let message = Message::new(connection, lease, swap, live, staged).await?.text();
    crash_point("swap.locked");
    tries(connection, tenant, swap.wait, &message, stop).await?;
    crash_point("swap.committed");
    Ok(())
}

/// Sends the message until it goes through, with pauses, for as long as `wait`.
async fn tries(
    connection: &mut PgConnection,
    tenant: &TenantName,
    wait: Duration,
    message: &str,
    stop: &Stop,
) -> Result<(), StoreError> {
    let start = Instant::now();
    let mut pause_ms = PAUSES_MS.0;
    loop {
        stop.check()?;
        let Err(error) = run(connection, message.to_owned()).await else { return Ok(()) };
        match sqlstate(&error) {
            // A lock, a deadlock or a statement's time: nothing has changed, and the next try may do.
            Some("55P03" | "40P01" | "57014" | "40001") if start.elapsed() < wait => {
                tokio::time::sleep(Duration::from_millis(jittered(pause_ms, start))).await;
                pause_ms = (pause_ms * 2).min(PAUSES_MS.1);
            }
            Some("55P03" | "40P01" | "57014" | "40001") => {
                return Err(StoreError::busy(format!(
                    "could not lock the tenant's tables: another transaction lasts; waited {} ms",
                    wait.as_millis()
                ))
                .hint("End the tenant's open transactions, or give a longer --wait. Nothing has changed."));
            }
            Some(LOST_LEASE) => return Err(control::lost(tenant)),
            Some(OTHER_COPIES) => {
                return Err(StoreError::busy(format!("tenant \"{tenant}\": its copies were changed meanwhile"))
                    .hint("Run the command again. Nothing has changed."));
            }
            Some(OTHER_ROOTS) => {
                let message = "the shared tables were altered after the standby was made";
                return Err(StoreError::new(ErrorKind::Stale, message)
                    .hint("Run the command again; it makes a new standby. Nothing has changed."));
            }
            _ => return Err(failed("swap the tenant's copies")(error)),
        }
    }
}

/// Half of the pause or more, so that two who wait do not meet again.
fn jittered(pause_ms: u64, start: Instant) -> u64 {
    pause_ms / 2 + start.elapsed().subsec_nanos() as u64 % (pause_ms / 2 + 1)
}

/// The parts of the message.
struct Message<'a> {
    lease: &'a Lease,
    swap: &'a Swap,
    live: Option<Copy>,
    staged: Copy,
    roots: Roots,
    nodes: Vec<String>,
    /// Which leaf is on which node now.
    attached: Vec<(String, String)>,
}

impl<'a> Message<'a> {
    async fn new(
        connection: &mut PgConnection,
        lease: &'a Lease,
        swap: &'a Swap,
        live: Option<Copy>,
        staged: Copy,
    ) -> Result<Message<'a>, StoreError> {
        let tables = stage::tables(connection, &lease.tenant, staged.snapshot).await?;
        let roots = roots::find(connection, &staged.dataset, &tables).await?;
        let nodes = roots::ensure_nodes(connection, lease, &tables, &roots).await?;
        let attached = attached(connection, &lease.tenant).await?;
        Ok(Message { lease, swap, live, staged, roots, nodes, attached })
    }

    fn text(&self) -> String {
        let mut sql = format!(
            "SET LOCAL lock_timeout = {LOCK_WAIT_MS}; SET LOCAL statement_timeout = {TRY_MS};
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED;\n"
        );
        sql += &self.locks();
        sql += &self.checks();
        for (leaf, node) in self.attached.iter().rev() {
            sql += &format!("ALTER TABLE {node} DETACH PARTITION {leaf};\n");
        }
        let tenant = literal(self.lease.tenant.as_str());
        for (relation, node) in self.staged.relations.iter().zip(&self.nodes) {
            sql += &copies::unseal(&relation.name);
            sql += &format!("ALTER TABLE {node} ATTACH PARTITION {} FOR VALUES IN ({tenant});\n", relation.name);
        }
        sql + &self.records()
    }

    /// All nodes, which takes their leaves along, and the standby's tables; sorted, so that two who do it queue up.
    fn locks(&self) -> String {
        let mut names: Vec<&str> = self.nodes.iter().map(String::as_str).collect();
        names.extend(self.attached.iter().map(|(_, node)| node.as_str()));
        names.sort_unstable();
        names.dedup();
        names.extend(self.staged.names());
        format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n", names.join(", "))
    }

    fn checks(&self) -> String {
        let (tenant, token) = (literal(self.lease.tenant.as_str()), self.lease.token);
        let live = self.live.as_ref().map_or("NULL".to_owned(), |live| live.id.to_string());
        let fingerprint = match &self.staged.fingerprint {
            Some(fingerprint) => format!(
                "IF reseed.fingerprint({}) <> {} THEN
                   RAISE EXCEPTION USING ERRCODE = '{OTHER_ROOTS}', MESSAGE = 'the roots have changed'; END IF;",
                self.roots.oids(),
                literal(fingerprint)
            ),
            None => String::new(),
        };
        format!(
            "DO $reseed$ BEGIN
  PERFORM 1 FROM reseed.tenants WHERE name = {tenant} AND token = {token} FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = '{LOST_LEASE}', MESSAGE = 'the lease is lost'; END IF;
  IF (SELECT max(id) FROM reseed.copies WHERE tenant = {tenant} AND place = 'live') IS DISTINCT FROM {live}
     OR NOT EXISTS (SELECT 1 FROM reseed.copies WHERE tenant = {tenant} AND id = {staged} AND staged = {epoch})
  THEN RAISE EXCEPTION USING ERRCODE = '{OTHER_COPIES}', MESSAGE = 'the copies have changed'; END IF;
  {fingerprint}
END $reseed$;\n",
            staged = self.staged.id,
            epoch = self.swap.epoch,
        )
    }

    fn records(&self) -> String {
        let tenant = literal(self.lease.tenant.as_str());
        let retired = self.live.as_ref().zip(self.swap.retire).map(|(live, number)| {
            format!(
                "UPDATE reseed.copies SET place = 'retired', number = {}, fingerprint = NULL
                 WHERE tenant = {tenant} AND id = {};\n",
                signed(number),
                live.id
            )
        });
        retired.unwrap_or_default()
            + &format!(
                "UPDATE reseed.copies SET place = 'live', number = {}, staged = NULL WHERE tenant = {tenant} AND id = {};",
                self.swap.epoch, self.staged.id
            )
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
    let sql = "SELECT c.number, count(r.*) AS recorded, count(i.*) AS attached FROM reseed.copies AS c
        LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
        LEFT JOIN pg_inherits AS i ON i.inhrelid = r.relation
        WHERE c.tenant = $1 AND c.place = 'live' GROUP BY c.number";
    let row = sqlx::query(sql).bind(tenant.as_str()).fetch_optional(connection).await.map_err(used)?;
    let Some(row) = row else { return Ok(LiveMark::Missing) };
    let (number, recorded, attached): (i32, i64, i64) =
        (get(&row, "number")?, get(&row, "recorded")?, get(&row, "attached")?);
    Ok(if recorded == attached { LiveMark::Epoch(number.unsigned_abs()) } else { LiveMark::Damaged })
}

/// What a swap put away as `epoch`; from now on nobody writes to it.
pub async fn retired(connection: &mut PgConnection, lease: &Lease, epoch: u32) -> Result<Retired, StoreError> {
    let Some(copy) = copies::find(connection, &lease.tenant, Place::Retired(epoch)).await? else {
        return Ok(Retired { before: Before::Missing, bytes: 0, seal: None });
    };
    copies::seal_again(connection, lease, &copy).await?;
    let bytes = copies::bytes(connection, &lease.tenant, copy.id).await?;
    Ok(Retired { before: Before::Kept, bytes, seal: Some(copies::identity(connection, &copy).await?) })
}

/// Takes the live leaves off their nodes and drops them; the empty nodes stay.
pub async fn remove_live(connection: &mut PgConnection, lease: &Lease) -> Result<(), StoreError> {
    let attached = attached(connection, &lease.tenant).await?;
    let Some(live) = copies::find(connection, &lease.tenant, Place::Live).await? else { return Ok(()) };
    let mut tx = connection.begin().await.map_err(used)?;
    control::check_token(&mut tx, lease).await?;
    let mut sql = format!("SET LOCAL lock_timeout = {TRY_MS};\n");
    for (leaf, node) in attached.iter().rev() {
        sql += &format!("ALTER TABLE {node} DETACH PARTITION {leaf};\n");
    }
    run(&mut tx, sql).await.map_err(failed("take the tenant's tables away"))?;
    let put_away = "UPDATE reseed.copies SET place = 'building' WHERE tenant = $1 AND id = $2";
    let put_away = sqlx::query(put_away).bind(lease.tenant.as_str()).bind(live.id).execute(&mut *tx).await;
    put_away.map_err(used)?;
    tx.commit().await.map_err(used)?;
    copies::drop_copy(connection, lease, live.id).await
}
