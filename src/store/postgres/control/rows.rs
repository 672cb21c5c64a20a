//! Rows of the control tables: what reads a column, a number or a part of a record from one.

use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

use crate::store::postgres::server::errors::failed;
use crate::store::records::Snapshot;
use crate::store::{Lease, Place, StoreError, TenantName};

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

/// What [`signed`] was given.
pub fn unsigned(number: i32) -> u32 {
    number.unsigned_abs()
}

/// A part of a record that is kept as JSON.
///
/// # Errors
/// `Damaged` when it is no such part.
pub fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::damaged(format!("a record cannot be read: {error}")))
}

/// A failure to use the control tables.
pub fn control_failed(error: sqlx::Error) -> StoreError {
    failed("use the control tables")(error)
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

/// The record of a snapshot that a row has.
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

/// A snapshot's record.
pub async fn recorded_snapshot(
    connection: &mut PgConnection,
    tenant: &TenantName,
    number: u32,
) -> Result<Snapshot, StoreError> {
    let sql = "SELECT * FROM reseed.snapshots WHERE tenant = $1 AND number = $2";
    let row = sqlx::query(sql).bind(tenant.as_str()).bind(signed(number)).fetch_optional(connection).await;
    snapshot_of(
        &row.map_err(control_failed)?
            .ok_or_else(|| StoreError::copy_gone(tenant, Place::Snapshot(number), "is not recorded"))?,
    )
}
