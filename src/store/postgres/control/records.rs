//! The control tables: what `records` describes, kept in the schema `reseed` through sqlx.
//!
//! Every write is one transaction that first compares the lease's token, so a process that lost its lease changes
//! nothing.

use sqlx::postgres::{PgConnection, PgRow};

use super::checks::{self, LOST_LEASE};
use super::lease::{self, Held, LeasePurpose};
use super::makers;
use super::rows::{control_failed, from_json, get, signed, snapshot_of, unsigned};
use crate::store::postgres::server::ask::{Json, ONE_MOMENT, SqlLiteral, ask, list};
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::sqlstate;
use crate::store::records::{
    Change, Epoch, EpochState, Operation, OperationKind, OperationState, Origin, Request, Tenant, TenantState,
};
use crate::store::{Lease, Sizes, StoreError, TenantName};

/// The last reset of a tenant in its present life: operations stay when a tenant goes, and its name may come again.
fn last_reset(name: &str) -> String {
    format!(
        "SELECT * FROM reseed.operations WHERE tenant = {name} AND kind = 'reset' AND state IN ('recorded', 'done')
           AND id > coalesce((SELECT max(id) FROM reseed.operations WHERE tenant = {name} AND kind = 'down' AND state = 'done'), 0)
         ORDER BY id DESC LIMIT 1"
    )
}

/// Purges old operations. The last one of each kind stays with its tenant: it is looked for by [`last_reset`].
const PURGE_OPERATIONS: &str = "DELETE FROM reseed.operations AS o WHERE state IN ('done', 'failed') AND ended_us < $1
    AND NOT (EXISTS (SELECT FROM reseed.tenants AS t WHERE t.name = o.tenant) AND id = (SELECT max(id) FROM reseed.operations AS l
      WHERE l.tenant = o.tenant AND l.kind = o.kind AND l.state = 'done'))";

/// The SQLSTATE of a lock that was waited for as long as allowed.
const LOCK_TIMEOUT: &str = "55P03";

/// The control tables of one database.
pub struct PostgresControl {
    database: Database,
}

impl PostgresControl {
    /// Those at an address, which are up to date.
    pub fn new(database: Database) -> PostgresControl {
        PostgresControl { database }
    }

    /// Every tenant, by name.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        let rows = async |connection: &mut PgConnection| {
            let rows = sqlx::query("SELECT * FROM reseed.tenants ORDER BY name COLLATE \"C\"");
            rows.fetch_all(connection).await.map_err(control_failed)
        };
        self.database.with(rows).await?.iter().map(tenant_of).collect()
    }

    /// Makes the tenant's record if there is none.
    pub async fn introduce(&self, tenant: &TenantName, now_us: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO reseed.tenants (name, created_us) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let make = async |connection: &mut PgConnection| match sqlx::query(sql)
            .bind(tenant.as_str())
            .bind(now_us)
            .execute(&mut *connection)
            .await
        {
            Err(error) if sqlstate(&error) == Some(LOCK_TIMEOUT) => {
                let backup = lease::backup(connection, tenant).await?;
                Err(backup.unwrap_or_else(|| control_failed(error)))
            }
            done => done.map(drop).map_err(control_failed),
        };
        self.database.with(make).await
    }

    /// All that is recorded about a tenant, seen at one moment.
    pub async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        self.database.with(async |connection| state(connection, tenant).await).await
    }

    /// Records a request, or gives the operation that has its key; none where the tenant is needed and is not there.
    pub async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        self.database.with(async |connection| enqueue(connection, request, now_us).await).await
    }

    /// See [`Store::purge_operations`](crate::store::Store::purge_operations).
    pub async fn purge_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        let purge = async |connection: &mut PgConnection| {
            let purged = sqlx::query(PURGE_OPERATIONS).bind(before_us).execute(connection).await;
            purged.map(|done| done.rows_affected()).map_err(control_failed)
        };
        self.database.with(purge).await
    }

    /// Keeps all changes, or none. On the lease's own connection; on another one if that is gone: what a swap has done is
    /// recorded also then.
    pub async fn record(&self, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
        let mut own = Held::of(lease)?.connection().await;
        // All other changes state what is to be there, so they can be made twice.
        let is_once = changes.iter().any(|change| matches!(change, Change::PurgeTenant));
        let mut is_gone = is_once && !own.answers().await;
        if !is_gone {
            let recorded = match own.get() {
                Ok(connection) => record(connection, lease, changes).await,
                Err(error) => Err(error),
            };
            is_gone = recorded.is_err() && !is_once && !own.answers().await;
            if !is_gone {
                return recorded;
            }
        }
        self.database.with(async |connection| record(connection, lease, changes).await).await
    }
}

async fn record(connection: &mut PgConnection, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
    let tenant = lease.tenant.as_str();
    let changes: String = changes.iter().map(|change| write(tenant, change)).collect::<Result<_, _>>()?;
    let sql = checks::has_lease(lease) + &changes;
    match ask(connection, sql).await {
        Ok(_) => Ok(()),
        Err(error) if sqlstate(&error) == Some(LOST_LEASE) => Err(StoreError::lost(&lease.tenant)),
        Err(error) => Err(control_failed(error)),
    }
}

/// All that is recorded about a tenant, seen at one moment.
pub async fn state(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
    let name = tenant.sql();
    let sql = format!(
        "{ONE_MOMENT}SELECT * FROM reseed.tenants WHERE name = {name};
         SELECT * FROM reseed.snapshots WHERE tenant = {name} ORDER BY number;
         SELECT * FROM reseed.epochs WHERE tenant = {name} ORDER BY number;
         SELECT * FROM reseed.operations
         WHERE tenant = {name} AND state IN ('pending', 'running', 'recorded') ORDER BY id;
         {}",
        last_reset(&name)
    );
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    let Some(row) = answers.skip().row() else { return Ok(None) };
    Ok(Some(TenantState {
        tenant: tenant_of(&row)?,
        snapshots: answers.rows().iter().map(snapshot_of).collect::<Result<_, _>>()?,
        epochs: answers.rows().iter().map(epoch_of).collect::<Result<_, _>>()?,
        open_operations: answers.rows().iter().map(operation_of).collect::<Result<_, _>>()?,
        last_reset: answers.row().as_ref().map(operation_of).transpose()?,
    }))
}

async fn enqueue(
    connection: &mut PgConnection,
    request: &Request<'_>,
    now_us: i64,
) -> Result<Option<Operation>, StoreError> {
    let Request { tenant, kind, argument, key } = *request;
    let needs_tenant = kind != OperationKind::Up;
    let is_there = format!("EXISTS (SELECT FROM reseed.tenants WHERE name = {})", tenant.sql());
    let values: [&dyn SqlLiteral; 5] = [&key, tenant, &kind.word(), &argument, &now_us];
    let [key, tenant, kind, argument, now_us] = values.map(SqlLiteral::sql);
    let sql = format!(
        "INSERT INTO reseed.operations (key, tenant, kind, argument, state, started_us)
         SELECT {key}, {tenant}, {kind}, {argument}, 'pending', {now_us} WHERE NOT {needs_tenant} OR {is_there}
         ON CONFLICT (key) DO NOTHING;
         SELECT o.*, NOT {needs_tenant} OR {is_there} AS may_be, receipt_json IS NOT NULL AND id <= coalesce(
           (SELECT max(id) FROM reseed.operations WHERE tenant = o.tenant AND kind = 'down' AND state = 'done'), 0) AS is_former,
           EXISTS (SELECT FROM reseed.adopted_tenants AS a WHERE a.tenant = o.tenant) AS is_call
         FROM reseed.operations AS o WHERE key = {key}"
    );
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    let Some(row) = answers.skip().row() else { return Ok(None) };
    if !get::<bool>(&row, "may_be")? {
        return Ok(None);
    }
    let operation = Operation { is_call: get(&row, "is_call")?, ..operation_of(&row)? };
    match get(&row, "is_former")? {
        true => Err(StoreError::key_of_a_former_life(request.key, &operation.tenant)),
        false => Ok(Some(operation)),
    }
}

/// The statements that make a change.
fn write(tenant: &str, change: &Change) -> Result<String, StoreError> {
    let name = tenant.sql();
    let purge =
        |table: &str, number: u32| format!("DELETE FROM reseed.{table} WHERE tenant = {name} AND number = {number};\n");
    Ok(match change {
        Change::Tenant(t) => {
            let (live, seed) = (t.live.map(signed), t.seed.map(signed));
            let values = list(&[&live, &seed, &t.stamp, &t.lifetime_us, &t.expires_us]);
            format!(
                "UPDATE reseed.tenants SET (live, seed, stamp, lifetime_us, expires_us) = {values} WHERE name = {name};\n"
            )
        }
        Change::Snapshot(s) => {
            let (inputs, schema, tables) = (Json::of(&s.inputs)?, Json::of(&s.schema)?, Json::of(&s.tables)?);
            let (number, word, bytes) = (signed(s.number), s.state.word(), s.bytes as i64);
            let values =
                list(&[&tenant, &number, &word, &inputs, &schema, &tables, &bytes, &s.seal, &s.created_us, &s.name]);
            format!(
                "INSERT INTO reseed.snapshots VALUES {values}
                 ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, bytes = excluded.bytes;\n"
            )
        }
        Change::Epoch(e) => {
            let (origin, tables) = (Json::of(&e.origin)?, e.tables.as_ref().map(Json::of).transpose()?);
            let (number, word, snapshot) = (signed(e.number), e.state.word(), signed(e.snapshot));
            let bytes = e.bytes as i64;
            let values = list(&[
                &tenant,
                &number,
                &word,
                &origin,
                &snapshot,
                &e.damaged,
                &bytes,
                &e.seal,
                &tables,
                &e.since_us,
                &e.undo_until_us,
                &e.note,
            ]);
            let purged = match (e.state, e.origin) {
                (EpochState::Standby, Origin::Snapshot(number)) => makers::purge_failure(tenant, number),
                _ => String::new(),
            };
            format!(
                "INSERT INTO reseed.epochs VALUES {values}
                 ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, damaged = excluded.damaged,
                   bytes = excluded.bytes, seal = excluded.seal, tables_json = excluded.tables_json,
                   since_us = excluded.since_us, undo_until_us = excluded.undo_until_us, note = excluded.note;\n{purged}"
            )
        }
        Change::Operation(o) => {
            let (receipt, epoch) = (o.receipt.as_ref().map(Json::of).transpose()?, o.epoch.map(signed));
            let word = o.state.word();
            let values = list(&[&word, &epoch, &o.lifetime_us, &o.ended_us, &receipt, &o.error]);
            // From its receipt on, others wait for the end of what it still does.
            let mark = match o.state {
                OperationState::Running => lease::mark(tenant, LeasePurpose::Operation),
                OperationState::Recorded => lease::mark(tenant, LeasePurpose::Upkeep),
                OperationState::Pending | OperationState::Done | OperationState::Failed => String::new(),
            };
            format!(
                "UPDATE reseed.operations SET (state, epoch, lifetime_us, ended_us, receipt_json, error) = {values}
                 WHERE id = {};\n{mark}",
                o.id
            )
        }
        Change::PurgeSnapshot(number) => purge("snapshots", *number),
        Change::PurgeEpoch(number) => purge("epochs", *number),
        // The role's rights go with what ties it to the tenant. Who takes a lease looks for the tenant first.
        Change::PurgeTenant => format!(
            "SELECT reseed.take_rights({name}); DELETE FROM reseed.leases WHERE name = {name};
             DELETE FROM reseed.tenants WHERE name = {name};\n"
        ),
    })
}

fn tenant_of(row: &PgRow) -> Result<Tenant, StoreError> {
    Ok(Tenant {
        name: get::<String>(row, "name")?.parse()?,
        token: get(row, "token")?,
        live: get::<Option<i32>>(row, "live")?.map(unsigned),
        seed: get::<Option<i32>>(row, "seed")?.map(unsigned),
        stamp: get(row, "stamp")?,
        created_us: get(row, "created_us")?,
        lifetime_us: get(row, "lifetime_us")?,
        expires_us: get(row, "expires_us")?,
        is_adopted: get(row, "is_adopted")?,
    })
}

fn epoch_of(row: &PgRow) -> Result<Epoch, StoreError> {
    Ok(Epoch {
        number: unsigned(get(row, "number")?),
        state: get::<String>(row, "state")?.parse()?,
        origin: from_json(get(row, "origin_json")?)?,
        snapshot: unsigned(get(row, "snapshot")?),
        damaged: get(row, "damaged")?,
        bytes: get::<i64>(row, "bytes")? as u64,
        seal: get(row, "seal")?,
        tables: get::<Option<serde_json::Value>>(row, "tables_json")?.map(from_json).transpose()?,
        since_us: get(row, "since_us")?,
        undo_until_us: get(row, "undo_until_us")?,
        note: get(row, "note")?,
    })
}

fn operation_of(row: &PgRow) -> Result<Operation, StoreError> {
    Ok(Operation {
        id: get(row, "id")?,
        key: get(row, "key")?,
        tenant: get::<String>(row, "tenant")?.parse()?,
        kind: get::<String>(row, "kind")?.parse()?,
        argument: get(row, "argument")?,
        state: get::<String>(row, "state")?.parse()?,
        epoch: get::<Option<i32>>(row, "epoch")?.map(unsigned),
        lifetime_us: get(row, "lifetime_us")?,
        started_us: get(row, "started_us")?,
        ended_us: get(row, "ended_us")?,
        receipt: get(row, "receipt_json")?,
        error: get(row, "error")?,
        is_call: false,
    })
}

/// A tenant's bytes on disk. Without what is in the making: a load keeps its tables for itself until it ends.
pub async fn sizes(connection: &mut PgConnection, tenant: &TenantName) -> Result<Sizes, StoreError> {
    let sql = "SELECT k.place, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint AS bytes
        FROM reseed.copies AS k JOIN reseed.relations AS r ON r.tenant = k.tenant AND r.copy = k.id
        JOIN pg_class AS c ON c.oid = r.relation WHERE k.tenant = $1 AND k.place <> 'building' GROUP BY k.place";
    let rows = sqlx::query(sql).bind(tenant.as_str()).fetch_all(connection).await.map_err(control_failed)?;
    let mut sizes = Sizes::default();
    for row in &rows {
        let sum = match get::<&str>(row, "place")? {
            "live" => &mut sizes.live_bytes,
            "retired" => &mut sizes.retired_bytes,
            _ => &mut sizes.snapshot_bytes,
        };
        *sum += get::<i64>(row, "bytes")? as u64;
    }
    Ok(sizes)
}

/// Bytes on disk of all tenants' standbys.
pub async fn standby_bytes(connection: &mut PgConnection) -> Result<u64, StoreError> {
    let sql = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
        FROM reseed.copies AS k JOIN reseed.relations AS r ON r.tenant = k.tenant AND r.copy = k.id
        JOIN pg_class AS c ON c.oid = r.relation WHERE k.place = 'standby'";
    let bytes = sqlx::query_scalar(sql).fetch_one(connection).await;
    bytes.map(|bytes: i64| bytes as u64).map_err(control_failed)
}
