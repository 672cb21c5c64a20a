//! The control tables: what `records` describes, kept in the schema `reseed` through sqlx.
//!
//! Every write is one transaction that first compares the lease's token, so a process that lost its lease changes
//! nothing.

use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Connection, Row};

use super::ask::{Json, Literal, ONE_MOMENT, ask, list};
use super::connection::{Address, failed, run, sqlstate};
use super::ddl;
use super::lease::Held;
use super::names::{CONTROL, DATA};
use super::swap::checks::{self, LOST_LEASE};
use crate::store::records::{Change, Epoch, Operation, OperationKind, Request, Snapshot, Tenant, TenantState};
use crate::store::{Lease, StoreError, TenantName};

/// The last reset of a tenant in its present life: operations stay when a tenant goes, and its name may come again.
fn last_reset(name: &str) -> String {
    format!(
        "SELECT * FROM reseed.operations WHERE tenant = {name} AND kind = 'reset' AND state IN ('recorded', 'done')
           AND id > coalesce((SELECT max(id) FROM reseed.operations WHERE tenant = {name} AND kind = 'down' AND state = 'done'), 0)
         ORDER BY id DESC LIMIT 1"
    )
}

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

    /// Records a request, or gives the operation that has its key; none where the tenant is needed and is not there.
    pub async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        self.address.with(async |connection| enqueue(connection, request, now_us).await).await
    }

    /// Keeps all changes, or none. On the lease's own connection; on another one if that is gone: what a swap has done is
    /// recorded also then.
    pub async fn record(&self, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
        let mut own = Held::of(lease)?.connection().await;
        // All other changes say what is to be there, so they can be made twice.
        let is_once = changes.iter().any(|change| matches!(change, Change::ForgetTenant));
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
        self.address.with(async |connection| record(connection, lease, changes).await).await
    }
}

async fn record(connection: &mut PgConnection, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
    let tenant = lease.tenant.as_str();
    let changes: String = changes.iter().map(|change| write(tenant, change)).collect::<Result<_, _>>()?;
    let sql = checks::block(&[checks::has_lease(lease)]) + &changes;
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
    let values: [&dyn Literal; 5] = [&key, tenant, &kind.word(), &argument, &now_us];
    let [key, tenant, kind, argument, now_us] = values.map(Literal::sql);
    let sql = format!(
        "INSERT INTO reseed.operations (key, tenant, kind, argument, state, started_us)
         SELECT {key}, {tenant}, {kind}, {argument}, 'pending', {now_us} WHERE NOT {needs_tenant} OR {is_there}
         ON CONFLICT (key) DO NOTHING;
         SELECT o.*, NOT {needs_tenant} OR {is_there} AS may_be, receipt_json IS NOT NULL AND id <= coalesce(
           (SELECT max(id) FROM reseed.operations WHERE tenant = o.tenant AND kind = 'down' AND state = 'done'), 0) AS is_former
         FROM reseed.operations AS o WHERE key = {key}"
    );
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    let Some(row) = answers.skip().row() else { return Ok(None) };
    if !get::<bool>(&row, "may_be")? {
        return Ok(None);
    }
    let operation = operation_of(&row)?;
    match get(&row, "is_former")? {
        true => Err(StoreError::key_of_a_former_life(request.key, &operation.tenant)),
        false => Ok(Some(operation)),
    }
}

/// What a database holds of a store.
#[derive(Clone, Copy, Debug)]
pub struct Presence {
    /// Whether it holds one.
    pub is_there: bool,
    has_migrations: bool,
}

/// Looks what the database holds of a store.
pub async fn presence(connection: &mut PgConnection) -> Result<Presence, StoreError> {
    let sql = "SELECT to_regclass('reseed.copies') IS NOT NULL AS is_there,
          to_regclass('reseed._sqlx_migrations') IS NOT NULL AS has_migrations";
    let row = ask(connection, sql.to_owned()).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
    Ok(Presence { is_there: get(&row, "is_there")?, has_migrations: get(&row, "has_migrations")? })
}

/// Brings the control tables up to date; one process at a time.
pub async fn bring_up_to_date(connection: &mut PgConnection, presence: Presence) -> Result<(), StoreError> {
    if presence.has_migrations && is_current(connection).await? { Ok(()) } else { migrate(connection).await }
}

/// Whether all of our migrations have been applied. A role that may only read needs no more.
async fn is_current(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let newest: i64 = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    let applied =
        "SELECT coalesce(max(version), 0) AS newest, count(*) AS count FROM reseed._sqlx_migrations WHERE success";
    let applied = ask(connection, applied.to_owned()).await.and_then(|mut answers| answers.only());
    let row = applied.map_err(control_failed)?;
    let (applied, count): (i64, i64) = (get(&row, "newest")?, get(&row, "count")?);
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

/// The statements that make a change.
fn write(tenant: &str, change: &Change) -> Result<String, StoreError> {
    let name = tenant.sql();
    let forget =
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
            format!(
                "INSERT INTO reseed.epochs VALUES {values}
                 ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, damaged = excluded.damaged,
                   bytes = excluded.bytes, seal = excluded.seal, tables_json = excluded.tables_json,
                   since_us = excluded.since_us, undo_until_us = excluded.undo_until_us, note = excluded.note;\n"
            )
        }
        Change::Operation(o) => {
            let (receipt, epoch) = (o.receipt.as_ref().map(Json::of).transpose()?, o.epoch.map(signed));
            let word = o.state.word();
            let values = list(&[&word, &epoch, &o.lifetime_us, &o.ended_us, &receipt, &o.error]);
            format!(
                "UPDATE reseed.operations SET (state, epoch, lifetime_us, ended_us, receipt_json, error) = {values}
                 WHERE id = {};\n",
                o.id
            )
        }
        Change::ForgetSnapshot(number) => forget("snapshots", *number),
        Change::ForgetEpoch(number) => forget("epochs", *number),
        // The role's rights go with what ties it to the tenant. Who takes a lease looks for the tenant first.
        Change::ForgetTenant => format!(
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

fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::damaged(format!("a record cannot be read: {error}")))
}

/// A failure to use the control tables.
pub fn control_failed(error: sqlx::Error) -> StoreError {
    failed("use the control tables")(error)
}
