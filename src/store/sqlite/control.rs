//! The control database: what `records` describes, kept in `control.db` through sqlx.
//!
//! Every write is one transaction that first compares the lease's token, so a process that lost its lease changes
//! nothing. All of them survive the end of a process. A power cut takes only what [`can_wait`] for the next transaction
//! that is synced: a write-ahead log makes that one sync for a standby and one for a receipt.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row};
use tokio::sync::Mutex;

use super::forms::{Forms, WantedForms};
use super::{files, mark, raw};
use crate::store::records::{
    Change, Epoch, EpochState, Operation, OperationKind, OperationState, Request, Snapshot, Tenant, TenantState,
};
use crate::store::{Lease, StoreError, TenantName};

/// How long a statement waits for another process's transaction; all of them are short.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// The last reset of a tenant in its present life: operations stay when a tenant goes, and its name may come again.
const LAST_RESET: &str = "SELECT * FROM operations
    WHERE tenant = ?1 AND kind = 'reset' AND state IN ('recorded', 'done')
        AND id > coalesce((SELECT max(id) FROM operations WHERE tenant = ?1 AND kind = 'down' AND state = 'done'), 0)
    ORDER BY id DESC LIMIT 1";

/// Whether an operation had its effect in a former life of its tenant: see [`LAST_RESET`].
const OF_A_FORMER_LIFE: &str = "SELECT receipt_json IS NOT NULL
        AND id <= coalesce((SELECT max(id) FROM operations WHERE tenant = ?1 AND kind = 'down' AND state = 'done'), 0)
    FROM operations WHERE key = ?2";

/// Forgets old operations. The last one of each kind stays with its tenant: it is looked for by [`LAST_RESET`].
const FORGET: &str = "DELETE FROM operations WHERE state IN ('done', 'failed') AND ended_us < ?1
    AND NOT (EXISTS (SELECT 1 FROM tenants AS t WHERE t.name = operations.tenant) AND id = (SELECT max(id) FROM operations AS o
      WHERE o.tenant = operations.tenant AND o.kind = operations.kind AND o.state = 'done'))";

/// A connection to the control database.
pub struct Control {
    connection: Mutex<SqliteConnection>,
}

impl Control {
    /// Opens the database, or makes it; one process at a time (by a lock on the store's folder).
    pub async fn open(path: &Path) -> Result<Control, StoreError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let lock = File::open(folder).and_then(|folder| folder.lock().map(|()| folder));
        let _lock = lock.map_err(|error| StoreError::file("lock", folder, error))?;
        files::keep_private(path)?;
        let log = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().display()));
        let had_log = log.exists();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .vfs(raw::known_logs())
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(BUSY_WAIT);
        let could_not = |error: sqlx::Error| {
            StoreError::machine(format!("could not open {:?}: {}", path.display().to_string(), words(&error)))
        };
        let mut connection = options.connect().await.map_err(could_not)?;
        raw::keep_log_on_close(connection.lock_handle().await.map_err(could_not)?.as_raw_handle());
        sqlx::migrate!("schemas/control/sqlite").run(&mut connection).await.map_err(|error| {
            StoreError::machine(format!("could not bring the control database up to date: {error}"))
                .hint("Another version of reseed made this store: use that one, or another --store.")
        })?;
        if !had_log && log.exists() {
            // Later connections take the log for one whose name is safe on disk; see `raw::known_logs`.
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(|error| StoreError::file("sync", folder, error))?;
        }
        Ok(Control { connection: Mutex::new(connection) })
    }

    /// How the store's tables hold times and UUIDs.
    pub async fn forms(&self) -> Result<Forms, StoreError> {
        let mut connection = self.connection.lock().await;
        forms(&mut connection).await
    }

    /// Whether a tenant could have the forms that are wanted.
    ///
    /// # Errors
    /// `Refused` when there are tenants, and the store has other forms.
    pub async fn admit_forms(&self, wanted: WantedForms) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        wanted.of(forms_of_tenants(&mut connection).await?).map(drop)
    }

    /// Every tenant, by name.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        let mut connection = self.connection.lock().await;
        let rows = sqlx::query("SELECT * FROM tenants ORDER BY name").fetch_all(&mut *connection).await;
        rows.map_err(failed)?.iter().map(tenant_of).collect()
    }

    /// All that is recorded about a tenant, seen at one moment.
    pub async fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        let mut connection = self.connection.lock().await;
        let mut tx = connection.begin().await.map_err(failed)?;
        let name = tenant.as_str();
        let row = sqlx::query("SELECT * FROM tenants WHERE name = ?").bind(name).fetch_optional(&mut *tx).await;
        let Some(row) = row.map_err(failed)? else { return Ok(None) };
        let snapshots = sqlx::query("SELECT * FROM snapshots WHERE tenant = ? ORDER BY number").bind(name);
        let snapshots = snapshots.fetch_all(&mut *tx).await.map_err(failed)?;
        let epochs = sqlx::query("SELECT * FROM epochs WHERE tenant = ? ORDER BY number").bind(name);
        let epochs = epochs.fetch_all(&mut *tx).await.map_err(failed)?;
        let open =
            "SELECT * FROM operations WHERE tenant = ? AND state IN ('pending', 'running', 'recorded') ORDER BY id";
        let operations = sqlx::query(open).bind(name).fetch_all(&mut *tx).await.map_err(failed)?;
        let reset = sqlx::query(LAST_RESET).bind(name).fetch_optional(&mut *tx).await.map_err(failed)?;
        Ok(Some(TenantState {
            tenant: tenant_of(&row)?,
            snapshots: snapshots.iter().map(snapshot_of).collect::<Result<_, _>>()?,
            epochs: epochs.iter().map(epoch_of).collect::<Result<_, _>>()?,
            open_operations: operations.iter().map(operation_of).collect::<Result<_, _>>()?,
            last_reset: reset.as_ref().map(operation_of).transpose()?,
        }))
    }

    /// Records a request, or gives the operation that has its key; none where the tenant is needed and is not there.
    pub async fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        let Request { tenant, kind, argument, key } = *request;
        let mut connection = self.connection.lock().await;
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        let there = sqlx::query("SELECT 1 FROM tenants WHERE name = ?").bind(tenant.as_str());
        let there = there.fetch_optional(&mut *tx).await.map_err(failed)?;
        if kind != OperationKind::Up && there.is_none() {
            return Ok(None);
        }
        let insert =
            "INSERT INTO operations (key, tenant, kind, argument, state, started_us) VALUES (?, ?, ?, ?, 'pending', ?)
            ON CONFLICT (key) DO NOTHING";
        let insert = sqlx::query(insert).bind(key).bind(tenant.as_str()).bind(kind.word()).bind(argument).bind(now_us);
        insert.execute(&mut *tx).await.map_err(failed)?;
        let row = sqlx::query("SELECT * FROM operations WHERE key = ?").bind(key).fetch_one(&mut *tx).await;
        let operation = operation_of(&row.map_err(failed)?)?;
        let former = sqlx::query(OF_A_FORMER_LIFE).bind(operation.tenant.as_str()).bind(key).fetch_one(&mut *tx).await;
        if former.map_err(failed)?.try_get(0).map_err(failed)? {
            return Err(StoreError::key_of_a_former_life(key, &operation.tenant));
        }
        tx.commit().await.map_err(failed)?;
        Ok(Some(operation))
    }

    /// Makes the tenant's record if there is none. The first tenant of a store chooses its forms in the same transaction, so
    /// of several that come at once the others find them chosen.
    ///
    /// # Errors
    /// As [`Control::admit_forms`].
    pub async fn introduce(&self, tenant: &TenantName, wanted: WantedForms, now_us: i64) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        let kept = forms_of_tenants(&mut tx).await?;
        let forms = wanted.of(kept)?;
        if kept.is_none() {
            let sql = "INSERT OR REPLACE INTO forms (one, times, uuids) VALUES (1, ?, ?)";
            let query = sqlx::query(sql).bind(forms.times.to_string()).bind(forms.uuids.to_string());
            query.execute(&mut *tx).await.map_err(failed)?;
        }
        let sql = "INSERT INTO tenants (name, token, created_us) VALUES (?, 0, ?) ON CONFLICT DO NOTHING";
        sqlx::query(sql).bind(tenant.as_str()).bind(now_us).execute(&mut *tx).await.map_err(failed)?;
        tx.commit().await.map_err(failed)
    }

    /// Increases the tenant's token and gives it; none without its record.
    pub async fn next_token(&self, tenant: &TenantName) -> Result<Option<i64>, StoreError> {
        let mut connection = self.connection.lock().await;
        let sql = "UPDATE tenants SET token = token + 1 WHERE name = ? RETURNING token";
        sqlx::query_scalar(sql).bind(tenant.as_str()).fetch_optional(&mut *connection).await.map_err(failed)
    }

    /// The epoch whose mark a live file carries; marks of older versions are the epoch's number.
    pub async fn epoch_of(&self, tenant: &TenantName, mark: u32) -> Result<Option<u32>, StoreError> {
        let mut connection = self.connection.lock().await;
        let sql = "SELECT number FROM epochs WHERE tenant = ? AND coalesce(mark, ? + number) = ?";
        let query = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(mark::NUMBERED).bind(mark);
        query.fetch_optional(&mut *connection).await.map_err(failed)
    }

    /// The mark of an epoch that a swap may make live; none of one that an older version has made.
    pub async fn mark_of(&self, tenant: &TenantName, epoch: u32) -> Result<Option<u32>, StoreError> {
        let mut connection = self.connection.lock().await;
        let query = sqlx::query_scalar("SELECT mark FROM epochs WHERE tenant = ? AND number = ?");
        let found = query.bind(tenant.as_str()).bind(epoch).fetch_optional(&mut *connection).await;
        found.map(Option::flatten).map_err(failed)
    }

    /// Keeps the mark of an epoch that is recorded.
    pub async fn set_mark(&self, lease: &Lease, epoch: u32, mark: u32) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let sql = "UPDATE epochs SET mark = ? WHERE tenant = ? AND number = ?
            AND EXISTS (SELECT 1 FROM tenants WHERE name = tenant AND token = ?)";
        let query = sqlx::query(sql).bind(mark).bind(lease.tenant.as_str()).bind(epoch).bind(lease.token);
        let written = query.execute(&mut *connection).await.map_err(failed)?;
        if written.rows_affected() == 1 { Ok(()) } else { Err(StoreError::lost(&lease.tenant)) }
    }

    /// See [`Store::forget_operations`](crate::store::Store::forget_operations).
    pub async fn forget_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        let mut connection = self.connection.lock().await;
        let forgotten = sqlx::query(FORGET).bind(before_us).execute(&mut *connection).await;
        forgotten.map(|done| done.rows_affected()).map_err(failed)
    }

    /// Keeps all changes, or none.
    pub async fn record(&self, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let level =
            if changes.iter().all(can_wait) { "PRAGMA synchronous = NORMAL" } else { "PRAGMA synchronous = FULL" };
        sqlx::query(level).execute(&mut *connection).await.map_err(failed)?;
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        let held = sqlx::query("SELECT 1 FROM tenants WHERE name = ? AND token = ?");
        let held = held.bind(lease.tenant.as_str()).bind(lease.token).fetch_optional(&mut *tx).await;
        if held.map_err(failed)?.is_none() {
            return Err(StoreError::lost(&lease.tenant));
        }
        for change in changes {
            write(&mut tx, lease.tenant.as_str(), change).await?;
        }
        tx.commit().await.map_err(failed)
    }
}

/// Whether a power cut may take a change, unless a later one is synced: without it the next command finds an operation
/// at an earlier step than it was at, and nothing has happened to the live data or to a copy since.
fn can_wait(change: &Change) -> bool {
    match change {
        Change::Operation(operation) => operation.state != OperationState::Recorded,
        Change::Epoch(epoch) => epoch.state == EpochState::Building,
        _ => false,
    }
}

async fn write(connection: &mut SqliteConnection, tenant: &str, change: &Change) -> Result<(), StoreError> {
    let query = match change {
        Change::Tenant(t) => {
            let sql =
                "UPDATE tenants SET live = ?, seed = ?, stamp = ?, lifetime_us = ?, expires_us = ? WHERE name = ?";
            let query = sqlx::query(sql).bind(t.live).bind(t.seed).bind(&t.stamp);
            query.bind(t.lifetime_us).bind(t.expires_us).bind(tenant)
        }
        Change::Snapshot(s) => {
            let sql = "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let (inputs, schema, tables) = (json(&s.inputs)?, json(&s.schema)?, json(&s.tables)?);
            let query = sqlx::query(sql).bind(tenant).bind(s.number).bind(s.state.word()).bind(inputs);
            query.bind(schema).bind(tables).bind(s.bytes as i64).bind(&s.seal).bind(s.created_us).bind(&s.name)
        }
        Change::Epoch(e) => {
            // The mark stays.
            let sql = "INSERT INTO epochs (tenant, number, state, origin_json, snapshot, damaged, bytes, seal,
                    tables_json, since_us, undo_until_us, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant, number) DO UPDATE SET state = excluded.state, origin_json = excluded.origin_json,
                    snapshot = excluded.snapshot, damaged = excluded.damaged, bytes = excluded.bytes,
                    seal = excluded.seal, tables_json = excluded.tables_json, since_us = excluded.since_us,
                    undo_until_us = excluded.undo_until_us, note = excluded.note";
            let tables = e.tables.as_ref().map(json).transpose()?;
            let query = sqlx::query(sql).bind(tenant).bind(e.number).bind(e.state.word()).bind(json(&e.origin)?);
            let query = query.bind(e.snapshot).bind(e.damaged).bind(e.bytes as i64).bind(&e.seal).bind(tables);
            query.bind(e.since_us).bind(e.undo_until_us).bind(&e.note)
        }
        Change::Operation(o) => {
            let sql = "UPDATE operations SET state = ?, epoch = ?, lifetime_us = ?, ended_us = ?, receipt_json = ?,
                error = ? WHERE id = ?";
            let receipt = o.receipt.as_ref().map(json).transpose()?;
            let query = sqlx::query(sql).bind(o.state.word()).bind(o.epoch).bind(o.lifetime_us).bind(o.ended_us);
            query.bind(receipt).bind(&o.error).bind(o.id)
        }
        Change::ForgetSnapshot(number) => {
            sqlx::query("DELETE FROM snapshots WHERE tenant = ? AND number = ?").bind(tenant).bind(number)
        }
        Change::ForgetEpoch(number) => {
            sqlx::query("DELETE FROM epochs WHERE tenant = ? AND number = ?").bind(tenant).bind(number)
        }
        Change::ForgetTenant => sqlx::query("DELETE FROM tenants WHERE name = ?").bind(tenant),
    };
    query.execute(connection).await.map(drop).map_err(failed)
}

async fn forms(connection: &mut SqliteConnection) -> Result<Forms, StoreError> {
    let kept = sqlx::query_as("SELECT times, uuids FROM forms").fetch_optional(connection).await;
    let Some((times, uuids)) = kept.map_err(failed)? else { return Ok(Forms::default()) };
    let (times, uuids): (String, String) = (times, uuids);
    Ok(Forms { times: times.parse()?, uuids: uuids.parse()? })
}

/// The forms that the store's tenants were made with; none where there is none.
async fn forms_of_tenants(connection: &mut SqliteConnection) -> Result<Option<Forms>, StoreError> {
    let has_tenants = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM tenants)").fetch_one(&mut *connection).await;
    let has_tenants: bool = has_tenants.map_err(failed)?;
    Ok(if has_tenants { Some(forms(connection).await?) } else { None })
}

fn tenant_of(row: &SqliteRow) -> Result<Tenant, StoreError> {
    Ok(Tenant {
        name: get::<String>(row, "name")?.parse()?,
        token: get(row, "token")?,
        live: get(row, "live")?,
        seed: get(row, "seed")?,
        stamp: get(row, "stamp")?,
        created_us: get(row, "created_us")?,
        lifetime_us: get(row, "lifetime_us")?,
        expires_us: get(row, "expires_us")?,
    })
}

fn snapshot_of(row: &SqliteRow) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        number: get(row, "number")?,
        state: get::<String>(row, "state")?.parse()?,
        inputs: from_json(&get::<String>(row, "inputs_json")?)?,
        schema: from_json(&get::<String>(row, "schema_json")?)?,
        tables: from_json(&get::<String>(row, "tables_json")?)?,
        bytes: get::<i64>(row, "bytes")? as u64,
        seal: get(row, "seal")?,
        created_us: get(row, "created_us")?,
        name: get(row, "name")?,
    })
}

fn epoch_of(row: &SqliteRow) -> Result<Epoch, StoreError> {
    let tables: Option<String> = get(row, "tables_json")?;
    Ok(Epoch {
        number: get(row, "number")?,
        state: get::<String>(row, "state")?.parse()?,
        origin: from_json(&get::<String>(row, "origin_json")?)?,
        snapshot: get(row, "snapshot")?,
        damaged: get(row, "damaged")?,
        bytes: get::<i64>(row, "bytes")? as u64,
        seal: get(row, "seal")?,
        tables: tables.as_deref().map(from_json).transpose()?,
        since_us: get(row, "since_us")?,
        undo_until_us: get(row, "undo_until_us")?,
        note: get(row, "note")?,
    })
}

fn operation_of(row: &SqliteRow) -> Result<Operation, StoreError> {
    let receipt: Option<String> = get(row, "receipt_json")?;
    Ok(Operation {
        id: get(row, "id")?,
        key: get(row, "key")?,
        tenant: get::<String>(row, "tenant")?.parse()?,
        kind: get::<String>(row, "kind")?.parse()?,
        argument: get(row, "argument")?,
        state: get::<String>(row, "state")?.parse()?,
        epoch: get(row, "epoch")?,
        lifetime_us: get(row, "lifetime_us")?,
        started_us: get(row, "started_us")?,
        ended_us: get(row, "ended_us")?,
        receipt: receipt.as_deref().map(from_json).transpose()?,
        error: get(row, "error")?,
    })
}

fn get<'r, T>(row: &'r SqliteRow, column: &str) -> Result<T, StoreError>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(column).map_err(failed)
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::machine(format!("could not write a record: {error}")))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::damaged(format!("a record cannot be read: {error}")))
}

/// What the database says, without what the library puts before it.
fn words(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |said| said.message().to_owned())
}

fn failed(error: sqlx::Error) -> StoreError {
    let busy = error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "5");
    let message = format!("could not use the control database: {}", words(&error));
    if busy { StoreError::busy(message) } else { StoreError::machine(message) }
}
