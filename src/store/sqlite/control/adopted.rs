//! Records of tenants in an application's own tables.

use rusqlite::{Connection, OptionalExtension, params};

use super::{SqliteControl, begin_write, failed, one, write};
use crate::store::records::Change;
use crate::store::{Lease, StoreError, TenantName};

/// What is recorded of a tenant's tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedRow {
    /// The file that they are in.
    pub file: String,
    /// The tables and how they were, as JSON.
    pub set: String,
    /// What is about to happen to the file, as JSON, until that is recorded.
    pub pending: Option<String>,
}

impl SqliteControl {
    /// The record of a tenant; none if its tables are reseed's.
    pub fn adopted(&self, tenant: &TenantName) -> Result<Option<AdoptedRow>, StoreError> {
        let sql = "SELECT file, set_json, pending_json FROM adopted WHERE tenant = ?";
        let row =
            |row: &rusqlite::Row<'_>| Ok(AdoptedRow { file: row.get(0)?, set: row.get(1)?, pending: row.get(2)? });
        self.lock().query_row(sql, [tenant.as_str()], row).optional().map_err(failed)
    }

    /// The tenant whose tables are in this file.
    pub fn adopted_in(&self, file: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT tenant FROM adopted WHERE file = ?";
        self.lock().query_row(sql, [file], |row| row.get(0)).optional().map_err(failed)
    }

    /// Keeps what is about to happen to a tenant's file, safely on disk, or forgets it.
    pub fn set_pending(&self, lease: &Lease, pending: Option<&str>) -> Result<(), StoreError> {
        let mut connection = self.lock();
        connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        let tx = begin_write(&mut connection)?;
        holds(&tx, lease)?;
        let sql = "UPDATE adopted SET pending_json = ? WHERE tenant = ?";
        tx.execute(sql, params![pending, lease.tenant.as_str()]).map_err(failed)?;
        tx.commit().map_err(failed)
    }

    /// Keeps the record of a tenant's tables and all changes, or none of them.
    pub fn record_adopted(&self, lease: &Lease, row: &AdoptedRow, changes: &[Change]) -> Result<(), StoreError> {
        let mut connection = self.lock();
        connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        let tx = begin_write(&mut connection)?;
        holds(&tx, lease)?;
        let sql = "INSERT INTO adopted (tenant, file, set_json, pending_json) VALUES (?, ?, ?, ?) ON CONFLICT (tenant) DO UPDATE
            SET file = excluded.file, set_json = excluded.set_json, pending_json = excluded.pending_json";
        tx.execute(sql, params![lease.tenant.as_str(), row.file, row.set, row.pending]).map_err(failed)?;
        for change in changes {
            write(&tx, lease.tenant.as_str(), change)?;
        }
        tx.commit().map_err(failed)
    }
}

/// Compares the lease's token.
pub(super) fn holds(connection: &Connection, lease: &Lease) -> Result<(), StoreError> {
    let held = "SELECT 1 FROM tenants WHERE name = ? AND token = ?";
    match one(connection, held, params![lease.tenant.as_str(), lease.token], |_| Ok(()))? {
        Some(()) => Ok(()),
        None => Err(StoreError::lost(&lease.tenant)),
    }
}
