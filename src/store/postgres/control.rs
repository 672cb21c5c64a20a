//! The control tables: what `records` describes, kept in the schema `reseed` through sqlx.
//!
//! Every write is one transaction that first compares the lease's token, so a process that lost its lease changes
//! nothing.

use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Connection, Row};

use super::connection::{Address, failed, run};
use super::ddl;
use super::lease::Held;
use super::names::{CONTROL, DATA};
use crate::store::records::{Change, Epoch, Operation, Request, Snapshot, Tenant, TenantState};
use crate::store::{Lease, StoreError, TenantName};

/// The last reset of a tenant in its present life: operations stay when a tenant goes, and its name may come again.
const LAST_RESET: &str = "SELECT * FROM reseed.operations
    WHERE tenant = $1 AND kind = 'reset' AND state IN ('recorded', 'done')
        AND id > coalesce((SELECT max(id) FROM reseed.operations WHERE tenant = $1 AND kind = 'down' AND state = 'done'), 0)
    ORDER BY id DESC LIMIT 1";

/// Whether an operation had its effect in a former life of its tenant: see [`LAST_RESET`].
const OF_A_FORMER_LIFE: &str = "SELECT receipt_json IS NOT NULL AND id <= coalesce(
        (SELECT max(id) FROM reseed.operations WHERE tenant = $1 AND kind = 'down' AND state = 'done'), 0)
    FROM reseed.operations WHERE key = $2";

/// The control tables of one database.
pub struct Control {
    address: Address,
}

impl Control {
    /// Those at an address, which are up to date.
    pub fn new(address: Address) -> Control {
        Control { address }
    }

    /// Every tenant, by name.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        let rows = async |connection: &mut PgConnection| {
            let rows = sqlx::query("SELECT * FROM reseed.tenants ORDER BY name COLLATE \"C\"");
            rows.fetch_all(connection).await.map_err(control_failed)
        };
        self.address.with(rows).await?.iter().map(tenant_of).collect()
    }

    /// Makes the tenant's record if there is none.
    pub async fn introduce(&self, tenant: &TenantName, now_us: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO reseed.tenants (name, created_us) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let make = async |connection: &mut PgConnection| {
            let made = sqlx::query(sql).bind(tenant.as_str()).bind(now_us).execute(connection).await;
            made.map(drop).map_err(control_failed)
        };
        self.address.with(make).await
    }

    /// All that is recorded about a tenant, seen at one moment.
    pub async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        self.address.with(async |connection| state(connection, tenant).await).await
    }

    /// Records a request, or gives the operation that has its key.
    pub async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Operation, StoreError> {
        self.address.with(async |connection| enqueue(connection, request, now_us).await).await
    }

    /// Keeps all changes, or none.
    /// On the lease's own connection if that is still there: what a swap has done is recorded also if no other one is to
    /// be had.
    pub async fn record(&self, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
        let mut own = Held::of(lease)?.connection().await;
        match own.answers().await {
            true => record(own.get()?, lease, changes).await,
            false => self.address.with(async |connection| record(connection, lease, changes).await).await,
        }
    }
}

async fn record(connection: &mut PgConnection, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    for change in changes {
        write(&mut tx, lease.tenant.as_str(), change).await?;
    }
    tx.commit().await.map_err(control_failed)
}

async fn state(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
    let mut tx = connection.begin_with(super::READ).await.map_err(control_failed)?;
    let name = tenant.as_str();
    let row = sqlx::query("SELECT * FROM reseed.tenants WHERE name = $1").bind(name).fetch_optional(&mut *tx).await;
    let Some(row) = row.map_err(control_failed)? else { return Ok(None) };
    let snapshots = sqlx::query("SELECT * FROM reseed.snapshots WHERE tenant = $1 ORDER BY number").bind(name);
    let snapshots = snapshots.fetch_all(&mut *tx).await.map_err(control_failed)?;
    let epochs = sqlx::query("SELECT * FROM reseed.epochs WHERE tenant = $1 ORDER BY number").bind(name);
    let epochs = epochs.fetch_all(&mut *tx).await.map_err(control_failed)?;
    let open = "SELECT * FROM reseed.operations
        WHERE tenant = $1 AND state IN ('pending', 'running', 'recorded') ORDER BY id";
    let operations = sqlx::query(open).bind(name).fetch_all(&mut *tx).await.map_err(control_failed)?;
    let reset = sqlx::query(LAST_RESET).bind(name).fetch_optional(&mut *tx).await.map_err(control_failed)?;
    Ok(Some(TenantState {
        tenant: tenant_of(&row)?,
        snapshots: snapshots.iter().map(snapshot_of).collect::<Result<_, _>>()?,
        epochs: epochs.iter().map(epoch_of).collect::<Result<_, _>>()?,
        open_operations: operations.iter().map(operation_of).collect::<Result<_, _>>()?,
        last_reset: reset.as_ref().map(operation_of).transpose()?,
    }))
}

async fn enqueue(connection: &mut PgConnection, request: &Request<'_>, now_us: i64) -> Result<Operation, StoreError> {
    let Request { tenant, kind, argument, key } = *request;
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let insert = "INSERT INTO reseed.operations (key, tenant, kind, argument, state, started_us)
        VALUES ($1, $2, $3, $4, 'pending', $5) ON CONFLICT (key) DO NOTHING";
    let insert = sqlx::query(insert).bind(key).bind(tenant.as_str()).bind(kind.word()).bind(argument).bind(now_us);
    insert.execute(&mut *tx).await.map_err(control_failed)?;
    let row = sqlx::query("SELECT * FROM reseed.operations WHERE key = $1").bind(key).fetch_one(&mut *tx).await;
    let operation = operation_of(&row.map_err(control_failed)?)?;
    let former = sqlx::query_scalar(OF_A_FORMER_LIFE).bind(operation.tenant.as_str()).bind(key);
    if former.fetch_one(&mut *tx).await.map_err(control_failed)? {
        return Err(StoreError::key_of_a_former_life(key, &operation.tenant));
    }
    tx.commit().await.map_err(control_failed)?;
    Ok(operation)
}

/// Whether the database holds a store.
pub async fn is_there(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let there = sqlx::query_scalar("SELECT to_regclass('reseed.copies') IS NOT NULL").fetch_one(connection).await;
    there.map_err(control_failed)
}

/// Brings the control tables up to date; one process at a time.
pub async fn bring_up_to_date(connection: &mut PgConnection) -> Result<(), StoreError> {
    if is_current(connection).await? { Ok(()) } else { migrate(connection).await }
}

/// Whether all of our migrations have been applied. A role that may only read needs no more.
async fn is_current(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let there = sqlx::query_scalar("SELECT to_regclass('reseed._sqlx_migrations') IS NOT NULL");
    let there: bool = there.fetch_one(&mut *connection).await.map_err(control_failed)?;
    if !there {
        return Ok(false);
    }
    let newest: i64 = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    let applied = "SELECT coalesce(max(version), 0), count(*) FROM reseed._sqlx_migrations WHERE success";
    let applied = sqlx::query_as(applied).fetch_one(&mut *connection).await.map_err(control_failed)?;
    let (applied, count): (i64, i64) = applied;
    if applied > newest {
        return Err(StoreError::refused("the store was made by a newer version of reseed")
            .hint("Install that version or a later one."));
    }
    Ok(applied == newest && count == MIGRATIONS.iter().count() as i64)
}

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("schemas/control/postgres");
    migrator.set_locking(false);
    migrator
});

/// All migrations that are missing, in one transaction. sqlx would have processes take turns by a session lock that any
/// role can take, without a limit; here those that make the schemas wait for one another, and later ones for the table
/// of migrations, which only its owner can lock.
async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    let doing = "bring the control tables up to date";
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let schemas = format!(
        "{}{}SET LOCAL search_path = {CONTROL}, pg_catalog",
        ddl::create_schema(CONTROL),
        ddl::create_schema(DATA)
    );
    run(&mut tx, schemas).await.map_err(failed("make the control tables"))?;
    let there = sqlx::query_scalar("SELECT to_regclass('reseed._sqlx_migrations') IS NOT NULL");
    if there.fetch_one(&mut *tx).await.map_err(control_failed)? {
        let lock = format!("LOCK TABLE {CONTROL}._sqlx_migrations IN EXCLUSIVE MODE");
        run(&mut tx, lock).await.map_err(failed(doing))?;
    }
    match MIGRATIONS.run(&mut *tx).await {
        Ok(()) => {
            run(&mut tx, "SELECT reseed.keep_functions_private()".to_owned()).await.map_err(failed(doing))?;
            tx.commit().await.map_err(failed(doing))
        }
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => Err(failed(doing)(error)),
        Err(error @ (MigrateError::VersionMismatch(_) | MigrateError::VersionMissing(_))) => {
            Err(StoreError::machine(format!("could not {doing}: {error}"))
                .hint("An unreleased version of reseed made this store. Use another database, or make it again."))
        }
        Err(error) => Err(StoreError::machine(format!("could not {doing}: {error}"))),
    }
}

/// Refuses when the lease's token is no longer the tenant's; holds it until the transaction ends.
pub async fn check_token(connection: &mut PgConnection, lease: &Lease) -> Result<(), StoreError> {
    let held = sqlx::query("SELECT 1 FROM reseed.tenants WHERE name = $1 AND token = $2 FOR SHARE");
    let held = held.bind(lease.tenant.as_str()).bind(lease.token).fetch_optional(connection).await;
    match held.map_err(control_failed)? {
        Some(_) => Ok(()),
        None => Err(StoreError::lost(&lease.tenant)),
    }
}

async fn write(connection: &mut PgConnection, tenant: &str, change: &Change) -> Result<(), StoreError> {
    let query = match change {
        Change::Tenant(t) => {
            let sql = "UPDATE reseed.tenants SET live = $1, seed = $2, stamp = $3, lifetime_us = $4, expires_us = $5
                WHERE name = $6";
            let query = sqlx::query(sql).bind(t.live.map(signed)).bind(t.seed.map(signed)).bind(&t.stamp);
            query.bind(t.lifetime_us).bind(t.expires_us).bind(tenant)
        }
        Change::Snapshot(s) => {
            let sql = "INSERT INTO reseed.snapshots VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, bytes = excluded.bytes";
            let (inputs, schema, tables) = (json(&s.inputs)?, json(&s.schema)?, json(&s.tables)?);
            let query = sqlx::query(sql).bind(tenant).bind(signed(s.number)).bind(s.state.word()).bind(inputs);
            query.bind(schema).bind(tables).bind(s.bytes as i64).bind(&s.seal).bind(s.created_us).bind(&s.name)
        }
        Change::Epoch(e) => {
            let sql = "INSERT INTO reseed.epochs VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, damaged = excluded.damaged,
                bytes = excluded.bytes, seal = excluded.seal, tables_json = excluded.tables_json, since_us = excluded.since_us,
                undo_until_us = excluded.undo_until_us, note = excluded.note";
            let query = sqlx::query(sql).bind(tenant).bind(signed(e.number)).bind(e.state.word());
            let query = query
                .bind(json(&e.origin)?)
                .bind(signed(e.snapshot))
                .bind(e.damaged)
                .bind(e.bytes as i64)
                .bind(&e.seal);
            let query = query.bind(e.tables.as_ref().map(json).transpose()?);
            query.bind(e.since_us).bind(e.undo_until_us).bind(&e.note)
        }
        Change::Operation(o) => {
            let sql = "UPDATE reseed.operations SET state = $1, epoch = $2, lifetime_us = $3, ended_us = $4,
                receipt_json = $5, error = $6 WHERE id = $7";
            let receipt = o.receipt.as_ref().map(json).transpose()?;
            let query = sqlx::query(sql).bind(o.state.word()).bind(o.epoch.map(signed)).bind(o.lifetime_us);
            query.bind(o.ended_us).bind(receipt).bind(&o.error).bind(o.id)
        }
        Change::ForgetSnapshot(number) => {
            let sql = "DELETE FROM reseed.snapshots WHERE tenant = $1 AND number = $2";
            sqlx::query(sql).bind(tenant).bind(signed(*number))
        }
        Change::ForgetEpoch(number) => {
            let sql = "DELETE FROM reseed.epochs WHERE tenant = $1 AND number = $2";
            sqlx::query(sql).bind(tenant).bind(signed(*number))
        }
        Change::ForgetTenant => {
            // The role's rights go with what ties it to the tenant.
            let take = sqlx::query("SELECT reseed.take_rights($1)").bind(tenant).execute(&mut *connection).await;
            take.map_err(failed("take the rights of the tenant's role away"))?;
            // Who takes a lease looks for the tenant first.
            let lease = sqlx::query("DELETE FROM reseed.leases WHERE name = $1").bind(tenant);
            lease.execute(&mut *connection).await.map_err(control_failed)?;
            sqlx::query("DELETE FROM reseed.tenants WHERE name = $1").bind(tenant)
        }
    };
    query.execute(connection).await.map(drop).map_err(control_failed)
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
    })
}

/// A snapshot's record.
pub fn snapshot_of(row: &PgRow) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        number: unsigned(get(row, "number")?),
        state: get::<String>(row, "state")?.parse()?,
        inputs: from_json(get(row, "inputs_json")?)?,
        schema: from_json(get(row, "schema_json")?)?,
        tables: from_json(get(row, "tables_json")?)?,
        bytes: get::<i64>(row, "bytes")? as u64,
        seal: get(row, "seal")?,
        created_us: get(row, "created_us")?,
        name: get(row, "name")?,
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
    })
}

/// A column of a row of the control tables.
pub fn get<'r, T>(row: &'r PgRow, column: &str) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    row.try_get(column).map_err(control_failed)
}

/// Numbers of snapshots and epochs start at 1 and grow by one.
pub fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn unsigned(number: i32) -> u32 {
    number.unsigned_abs()
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::machine(format!("could not write a record: {error}")))
}

fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::damaged(format!("a record cannot be read: {error}")))
}

/// A failure to use the control tables.
pub fn control_failed(error: sqlx::Error) -> StoreError {
    failed("use the control tables")(error)
}
