//! Tenants' nodes below shared tables are dropped once their tenant is gone.
//!
//! A node outlives its tenant, because a plain `DETACH` locks the root, for which any neighbour's open transaction would
//! have to end. Here it is done concurrently: the server marks the node, waits for those who use the root without blocking
//! others, and takes it off. Where that wait is cut short the mark stays, and the next pass continues from there.
//!
//! A process that takes a tenant's node off has the lease of that tenant's name, and a tenant that comes back makes its
//! record first and then asks for its lease. So no node is ever taken from a tenant that is there: the one who removes it
//! looks for a record once it has the lease.

use std::time::Duration;

use sqlx::Acquire;
use sqlx::postgres::{PgConnection, PgRow};

use crate::store::postgres::control::lease::{self, SEARCH};
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::{Caller, DroppedNodes, ErrorKind, StoreError, TenantName};

/// How long a tenant that comes back waits for others' transactions when dropping its nodes was interrupted and is to be
/// finished.
const FINISH_WAIT: Duration = Duration::from_secs(5);

/// A node as the records and the catalog have it.
struct Node {
    tenant: String,
    root: String,
    name: String,
    is_there: bool,
    /// What it is attached to, and whether it is marked as being taken off.
    parent: Option<(String, bool)>,
}

/// Nodes without leaves, whose tenant has no record or which are of the one that is given; those that are marked come
/// first, since a root bears one mark at a time.
const NODES: &str = "SELECT n.tenant, n.root::text, n.node::text AS name, c.oid IS NOT NULL AS is_there,
      i.inhparent::regclass::text AS parent, i.inhdetachpending AS marked
    FROM reseed.nodes AS n LEFT JOIN pg_class AS c ON c.oid = n.node LEFT JOIN pg_inherits AS i ON i.inhrelid = n.node
    WHERE NOT EXISTS (SELECT FROM pg_inherits AS leaf WHERE leaf.inhparent = n.node)
      AND CASE WHEN $1::text IS NULL THEN NOT EXISTS (SELECT FROM reseed.tenants AS t WHERE t.name = n.tenant)
          ELSE n.tenant = $1 END
    ORDER BY i.inhdetachpending DESC NULLS LAST, n.tenant, n.root::oid";

/// Drops the nodes of tenants that are gone; each statement waits at most `wait` for others.
pub async fn drop_unused(
    connection: &mut PgConnection,
    wait: Duration,
    caller: &Caller,
) -> Result<DroppedNodes, StoreError> {
    let mut total = DroppedNodes::default();
    if lease::take_name(connection, SEARCH, caller).await?.is_some() {
        return Ok(total);
    }
    for node in nodes(connection, None).await? {
        caller.check()?;
        match drop_if_unused(connection, &node, wait, caller).await {
            Ok(done) => total.dropped += usize::from(done),
            Err(error) => {
                let is_busy = error.kind() == ErrorKind::Busy;
                total.why.get_or_insert(error.to_string());
                // Others' transactions would hold up the next one for as long.
                if is_busy {
                    break;
                }
            }
        }
    }
    total.left = nodes(connection, None).await?.len();
    lease::leave(connection, SEARCH).await?;
    Ok(total)
}

/// Whether the node was dropped; not when its tenant is coming back, or another command is running on it.
async fn drop_if_unused(
    connection: &mut PgConnection,
    node: &Node,
    wait: Duration,
    caller: &Caller,
) -> Result<bool, StoreError> {
    if lease::take_name(connection, &node.tenant, caller).await?.is_some() {
        return Ok(false);
    }
    let sql = "SELECT EXISTS (SELECT FROM reseed.tenants WHERE name = $1)";
    let is_back: bool =
        sqlx::query_scalar(sql).bind(&node.tenant).fetch_one(&mut *connection).await.map_err(control_failed)?;
    let removed = if is_back { Ok(false) } else { drop_node(connection, node, wait).await.map(|()| true) };
    lease::leave(connection, &node.tenant).await?;
    removed
}

/// Finishes dropping the tenant's nodes where that was interrupted: only whole nodes of the tenant's are there then. For
/// the holder of its lease.
///
/// # Errors
/// `Busy` when that takes too long.
pub async fn finish_drops(connection: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    for node in nodes(connection, Some(tenant)).await? {
        if node.parent.as_ref().is_none_or(|(_, is_marked)| *is_marked) {
            drop_node(connection, &node, FINISH_WAIT).await?;
        }
    }
    Ok(())
}

/// Takes the node off the root and drops it. Nothing is attached to it.
async fn drop_node(connection: &mut PgConnection, node: &Node, wait: Duration) -> Result<(), StoreError> {
    let doing = format!("remove the partition of tenant {:?} below table {}", node.tenant, node.root);
    let wait_ms = wait.as_millis().clamp(1, i32::MAX as u128);
    if let Some((parent, is_marked)) = &node.parent {
        let how = if *is_marked { "FINALIZE" } else { "CONCURRENTLY" };
        run(connection, format!("SET statement_timeout = {wait_ms}")).await.map_err(control_failed)?;
        // Several transactions of the server's, so a message of its own.
        let detached = run(connection, format!("ALTER TABLE {parent} DETACH PARTITION {} {how}", node.name)).await;
        run(connection, "SET statement_timeout = 0".to_owned()).await.map_err(control_failed)?;
        detached.map_err(failed(&doing))?;
    }
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let purge = sqlx::query("DELETE FROM reseed.nodes WHERE tenant = $1 AND root::text = $2");
    purge.bind(&node.tenant).bind(&node.root).execute(&mut *tx).await.map_err(control_failed)?;
    if node.is_there {
        let drop = format!("SET LOCAL lock_timeout = {wait_ms}; DROP TABLE {}", node.name);
        run(&mut tx, drop).await.map_err(failed(&doing))?;
    }
    tx.commit().await.map_err(control_failed)
}

async fn nodes(connection: &mut PgConnection, tenant: Option<&TenantName>) -> Result<Vec<Node>, StoreError> {
    let query = sqlx::query(NODES).bind(tenant.map(TenantName::as_str));
    let rows = query.fetch_all(connection).await.map_err(control_failed)?;
    rows.iter().map(node_of).collect()
}

fn node_of(row: &PgRow) -> Result<Node, StoreError> {
    let (parent, is_marked): (Option<String>, Option<bool>) = (get(row, "parent")?, get(row, "marked")?);
    Ok(Node {
        tenant: get(row, "tenant")?,
        root: get(row, "root")?,
        name: get(row, "name")?,
        is_there: get(row, "is_there")?,
        parent: parent.zip(is_marked),
    })
}
