//! The control database: what `records` describes, kept in `control.db`.
//!
//! Every write is one transaction that first compares the lease's token, so a process that lost its lease changes
//! nothing. All of them survive the end of a process. A power cut takes only what [`can_wait`] for the next transaction
//! that is synced: a write-ahead log makes that one sync for a standby and one for a receipt.
//!
//! By rusqlite, which calls the library in the caller's thread: a reset asks some fifty questions of some microseconds
//! each, and to hand each of them to a worker thread and back took longer than the rest of the reset.

mod adopted;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, Row, Transaction, TransactionBehavior, params};

pub use adopted::AdoptedRow;

use super::errors::{failed, words};
use super::forms::{Forms, WantedForms};
use super::{files, mark, migrations, raw};
use crate::store::records::{
    Change, Epoch, EpochState, Operation, OperationKind, OperationState, Request, Snapshot, Tenant, TenantState,
};
use crate::store::{Lease, StoreError, TenantName};

/// How long a statement waits for another process's transaction; all of them are short.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// How long the log may be when a process ends: it is then copied into the database, when no caller waits any more.
/// The first process that opens the database reads the whole log, and most commands are the first.
const LOG_BYTES_MAX: u64 = 100 * 4120;

/// The records of tenants.
const TENANTS: &str =
    "SELECT *, EXISTS (SELECT 1 FROM adopted AS a WHERE a.tenant = tenants.name) AS is_adopted FROM tenants";

/// The last reset of a tenant in its present life: operations stay when a tenant goes, and its name may come again.
const LAST_RESET: &str = "SELECT * FROM operations
    WHERE tenant = ?1 AND kind = 'reset' AND state IN ('recorded', 'done')
        AND id > coalesce((SELECT max(id) FROM operations WHERE tenant = ?1 AND kind = 'down' AND state = 'done'), 0)
    ORDER BY id DESC LIMIT 1";

/// Whether an operation had its effect for an earlier tenant of this name: see [`LAST_RESET`].
const OF_A_FORMER_LIFE: &str = "SELECT receipt_json IS NOT NULL
        AND id <= coalesce((SELECT max(id) FROM operations WHERE tenant = ?1 AND kind = 'down' AND state = 'done'), 0)
    FROM operations WHERE key = ?2";

/// Purges old operations. The last one of each kind stays with its tenant: it is looked for by [`LAST_RESET`].
const PURGE_OPERATIONS: &str = "DELETE FROM operations WHERE state IN ('done', 'failed') AND ended_us < ?1
    AND NOT (EXISTS (SELECT 1 FROM tenants AS t WHERE t.name = operations.tenant) AND id = (SELECT max(id) FROM operations AS o
      WHERE o.tenant = operations.tenant AND o.kind = operations.kind AND o.state = 'done'))";

/// A connection to the control database.
pub struct SqliteControl {
    connection: Mutex<Connection>,
    log: PathBuf,
}

impl SqliteControl {
    /// Opens the database, or makes it; one process at a time (by a lock on the store's folder).
    pub fn open(path: &Path) -> Result<SqliteControl, StoreError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let lock = File::open(folder).and_then(|folder| folder.lock().map(|()| folder));
        let _lock = lock.map_err(|error| StoreError::file("lock", folder, error))?;
        files::keep_private(path)?;
        let log = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().display()));
        let had_log = log.exists();
        let mut connection = connect(path).map_err(|error| {
            StoreError::machine(format!("could not open {:?}: {}", path.display().to_string(), words(&error)))
        })?;
        migrations::run(&mut connection)?;
        if !had_log && log.exists() {
            // Later connections take the log for one whose name is safe on disk; see `raw::known_logs`.
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(|error| StoreError::file("sync", folder, error))?;
        }
        Ok(SqliteControl { connection: Mutex::new(connection), log })
    }

    /// How the store's tables hold times and UUIDs.
    pub fn forms(&self) -> Result<Forms, StoreError> {
        forms(&self.lock())
    }

    /// Whether a tenant could have the forms that are wanted.
    ///
    /// # Errors
    /// `Refused` when there are tenants, and the store has other forms.
    pub fn admit_forms(&self, wanted: WantedForms) -> Result<(), StoreError> {
        wanted.of(forms_of_tenants(&self.lock())?).map(drop)
    }

    /// Every tenant, by name.
    pub fn tenants(&self) -> Result<Vec<Tenant>, StoreError> {
        all(&self.lock(), &format!("{TENANTS} ORDER BY name"), [], tenant_of)
    }

    /// All that is recorded about a tenant, seen at one moment.
    pub fn state(&self, tenant: &TenantName) -> Result<Option<TenantState>, StoreError> {
        let mut connection = self.lock();
        let tx = connection.transaction().map_err(failed)?;
        let name = tenant.as_str();
        let Some(tenant) = one(&tx, &format!("{TENANTS} WHERE name = ?"), [name], tenant_of)? else {
            return Ok(None);
        };
        let open =
            "SELECT * FROM operations WHERE tenant = ? AND state IN ('pending', 'running', 'recorded') ORDER BY id";
        Ok(Some(TenantState {
            tenant,
            snapshots: all(&tx, "SELECT * FROM snapshots WHERE tenant = ? ORDER BY number", [name], snapshot_of)?,
            epochs: all(&tx, "SELECT * FROM epochs WHERE tenant = ? ORDER BY number", [name], epoch_of)?,
            open_operations: all(&tx, open, [name], operation_of)?,
            last_reset: one(&tx, LAST_RESET, [name], operation_of)?,
        }))
    }

    /// Records a request, or gives the operation that has its key; none where the tenant is needed and is not there.
    pub fn enqueue(&self, request: &Request<'_>, now_us: i64) -> Result<Option<Operation>, StoreError> {
        let Request { tenant, kind, argument, key } = *request;
        let mut connection = self.lock();
        let tx = begin_write(&mut connection)?;
        let is_there = one(&tx, "SELECT 1 FROM tenants WHERE name = ?", [tenant.as_str()], |_| Ok(()))?.is_some();
        if kind != OperationKind::Up && !is_there {
            return Ok(None);
        }
        let insert =
            "INSERT INTO operations (key, tenant, kind, argument, state, started_us) VALUES (?, ?, ?, ?, 'pending', ?)
            ON CONFLICT (key) DO NOTHING";
        tx.execute(insert, params![key, tenant.as_str(), kind.word(), argument, now_us]).map_err(failed)?;
        let operation = one(&tx, "SELECT * FROM operations WHERE key = ?", [key], operation_of)?;
        let operation = operation.ok_or_else(|| failed(rusqlite::Error::QueryReturnedNoRows))?;
        let former = one(&tx, OF_A_FORMER_LIFE, [operation.tenant.as_str(), key], |row| row.get(0).map_err(failed))?;
        if former == Some(true) {
            return Err(StoreError::key_of_a_former_life(key, &operation.tenant));
        }
        let is_call = "SELECT EXISTS (SELECT 1 FROM adopted WHERE tenant = ?)";
        let is_call = tx.query_row(is_call, [operation.tenant.as_str()], |row| row.get(0)).map_err(failed)?;
        tx.commit().map_err(failed)?;
        Ok(Some(Operation { is_call, ..operation }))
    }

    /// Makes the tenant's record if there is none. The first tenant of a store chooses its forms in the same transaction, so
    /// of several that come at once the others find them chosen.
    ///
    /// # Errors
    /// As [`SqliteControl::admit_forms`].
    pub fn introduce(&self, tenant: &TenantName, wanted: WantedForms, now_us: i64) -> Result<(), StoreError> {
        let mut connection = self.lock();
        let tx = begin_write(&mut connection)?;
        let kept = forms_of_tenants(&tx)?;
        let forms = wanted.of(kept)?;
        if kept.is_none() {
            let sql = "INSERT OR REPLACE INTO forms (one, times, uuids) VALUES (1, ?, ?)";
            tx.execute(sql, [forms.times.to_string(), forms.uuids.to_string()]).map_err(failed)?;
        }
        let sql = "INSERT INTO tenants (name, token, created_us) VALUES (?, 0, ?) ON CONFLICT DO NOTHING";
        tx.execute(sql, params![tenant.as_str(), now_us]).map_err(failed)?;
        tx.commit().map_err(failed)
    }

    /// Increases the tenant's token and gives it; none without its record.
    pub fn next_token(&self, tenant: &TenantName) -> Result<Option<i64>, StoreError> {
        let sql = "UPDATE tenants SET token = token + 1 WHERE name = ? RETURNING token";
        let mut connection = self.lock();
        // A statement that gives rows would not report a failed commit.
        let tx = begin_write(&mut connection)?;
        let token = tx.query_row(sql, [tenant.as_str()], |row| row.get(0)).optional().map_err(failed)?;
        tx.commit().map_err(failed)?;
        Ok(token)
    }

    /// The epoch whose mark a live file carries; marks of older versions are the epoch's number.
    pub fn epoch_of(&self, tenant: &TenantName, mark: u32) -> Result<Option<u32>, StoreError> {
        let sql = "SELECT number FROM epochs WHERE tenant = ? AND coalesce(mark, ? + number) = ?";
        let values = params![tenant.as_str(), mark::NUMBERED, mark];
        self.lock().query_row(sql, values, |row| row.get(0)).optional().map_err(failed)
    }

    /// The mark of an epoch that a swap may make live; none of one that an older version has made.
    pub fn mark_of(&self, tenant: &TenantName, epoch: u32) -> Result<Option<u32>, StoreError> {
        let sql = "SELECT mark FROM epochs WHERE tenant = ? AND number = ?";
        let found = self.lock().query_row(sql, params![tenant.as_str(), epoch], |row| row.get(0)).optional();
        found.map(Option::flatten).map_err(failed)
    }

    /// Keeps the mark of an epoch that is recorded.
    pub fn set_mark(&self, lease: &Lease, epoch: u32, mark: u32) -> Result<(), StoreError> {
        let sql = "UPDATE epochs SET mark = ? WHERE tenant = ? AND number = ?
            AND EXISTS (SELECT 1 FROM tenants WHERE name = tenant AND token = ?)";
        let values = params![mark, lease.tenant.as_str(), epoch, lease.token];
        let written = self.lock().execute(sql, values).map_err(failed)?;
        if written == 1 { Ok(()) } else { Err(StoreError::lost(&lease.tenant)) }
    }

    /// See [`Store::purge_operations`](crate::store::Store::purge_operations).
    pub fn purge_operations(&self, before_us: i64) -> Result<u64, StoreError> {
        self.lock().execute(PURGE_OPERATIONS, [before_us]).map(|purged| purged as u64).map_err(failed)
    }

    /// Keeps all changes, or none.
    pub fn record(&self, lease: &Lease, changes: &[Change]) -> Result<(), StoreError> {
        let mut connection = self.lock();
        let level = if changes.iter().all(can_wait) { "NORMAL" } else { "FULL" };
        connection.pragma_update(None, "synchronous", level).map_err(failed)?;
        let tx = begin_write(&mut connection)?;
        adopted::holds(&tx, lease)?;
        for change in changes {
            write(&tx, lease.tenant.as_str(), change)?;
        }
        tx.commit().map_err(failed)
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A transaction that was not committed is rolled back when it is dropped, also while a panic unwinds.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SqliteControl {
    fn drop(&mut self) {
        if files::bytes(&self.log) > LOG_BYTES_MAX {
            // Connections that read or write keep the log, and are not waited for; a later process copies it.
            let connection = self.lock();
            let _ = connection.busy_timeout(Duration::ZERO);
            let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs(path, flags, raw::known_logs())?;
    connection.busy_timeout(BUSY_WAIT)?;
    // Putting the log back into the database costs some syncs, which a short-lived process would pay every time; see
    // `LOG_BYTES_MAX`.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

fn begin_write(connection: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)
}

/// The first row of a query, read by `of`.
fn one<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    of: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare(sql).map_err(failed)?;
    let mut rows = statement.query(values).map_err(failed)?;
    rows.next().map_err(failed)?.map(of).transpose()
}

/// All rows of a query, each read by `of`.
fn all<T>(
    connection: &Connection,
    sql: &str,
    values: impl Params,
    of: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare(sql).map_err(failed)?;
    let mut rows = statement.query(values).map_err(failed)?;
    let mut read = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        read.push(of(row)?);
    }
    Ok(read)
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

fn write(tx: &Transaction<'_>, tenant: &str, change: &Change) -> Result<(), StoreError> {
    let written = match change {
        Change::Tenant(t) => {
            let sql =
                "UPDATE tenants SET live = ?, seed = ?, stamp = ?, lifetime_us = ?, expires_us = ? WHERE name = ?";
            tx.execute(sql, params![t.live, t.seed, t.stamp, t.lifetime_us, t.expires_us, tenant])
        }
        Change::Snapshot(s) => {
            let sql = "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let (inputs, schema, tables) = (json(&s.inputs)?, json(&s.schema)?, json(&s.tables)?);
            let (state, bytes) = (s.state.word(), s.bytes as i64);
            let values = params![tenant, s.number, state, inputs, schema, tables, bytes, s.seal, s.created_us, s.name];
            tx.execute(sql, values)
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
            let (state, origin, bytes) = (e.state.word(), json(&e.origin)?, e.bytes as i64);
            let tables = e.tables.as_ref().map(json).transpose()?;
            let values = params![
                tenant,
                e.number,
                state,
                origin,
                e.snapshot,
                e.damaged,
                bytes,
                e.seal,
                tables,
                e.since_us,
                e.undo_until_us,
                e.note
            ];
            tx.execute(sql, values)
        }
        Change::Operation(o) => {
            let sql = "UPDATE operations SET state = ?, epoch = ?, lifetime_us = ?, ended_us = ?, receipt_json = ?,
                error = ? WHERE id = ?";
            let receipt = o.receipt.as_ref().map(json).transpose()?;
            tx.execute(sql, params![o.state.word(), o.epoch, o.lifetime_us, o.ended_us, receipt, o.error, o.id])
        }
        Change::PurgeSnapshot(number) => {
            tx.execute("DELETE FROM snapshots WHERE tenant = ? AND number = ?", params![tenant, number])
        }
        Change::PurgeEpoch(number) => {
            tx.execute("DELETE FROM epochs WHERE tenant = ? AND number = ?", params![tenant, number])
        }
        Change::PurgeTenant => tx.execute("DELETE FROM tenants WHERE name = ?", [tenant]),
    };
    written.map(drop).map_err(failed)
}

fn forms(connection: &Connection) -> Result<Forms, StoreError> {
    let sql = "SELECT times, uuids FROM forms";
    let kept = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional();
    let Some((times, uuids)) = kept.map_err(failed)? else { return Ok(Forms::default()) };
    let (times, uuids): (String, String) = (times, uuids);
    Ok(Forms { times: times.parse()?, uuids: uuids.parse()? })
}

/// The forms that the store's tenants were made with; none where there is none.
fn forms_of_tenants(connection: &Connection) -> Result<Option<Forms>, StoreError> {
    // An application's tables keep the forms that they have.
    let has_tenants = "SELECT EXISTS (SELECT 1 FROM tenants WHERE name NOT IN (SELECT tenant FROM adopted))";
    let has_tenants: bool = connection.query_row(has_tenants, [], |row| row.get(0)).map_err(failed)?;
    if has_tenants { forms(connection).map(Some) } else { Ok(None) }
}

fn tenant_of(row: &Row<'_>) -> Result<Tenant, StoreError> {
    Ok(Tenant {
        name: get::<String>(row, "name")?.parse()?,
        token: get(row, "token")?,
        live: get(row, "live")?,
        seed: get(row, "seed")?,
        stamp: get(row, "stamp")?,
        created_us: get(row, "created_us")?,
        lifetime_us: get(row, "lifetime_us")?,
        expires_us: get(row, "expires_us")?,
        is_adopted: get(row, "is_adopted")?,
    })
}

fn snapshot_of(row: &Row<'_>) -> Result<Snapshot, StoreError> {
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

fn epoch_of(row: &Row<'_>) -> Result<Epoch, StoreError> {
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

fn operation_of(row: &Row<'_>) -> Result<Operation, StoreError> {
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
        is_call: false,
    })
}

fn get<T: FromSql>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    row.get(column).map_err(failed)
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::machine(format!("could not write a record: {error}")))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::damaged(format!("a record cannot be read: {error}")))
}
