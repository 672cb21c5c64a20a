//! The standby of a tenant that is restored by rows: nothing but the word that its snapshot is as it was sealed.

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use crate::store::postgres::control::rows::{check_token, control_failed, signed};
use crate::store::postgres::copies::work::CopyWork;
use crate::store::postgres::copies::{Copy, sealing};
use crate::store::records::Snapshot;
use crate::store::{Place, StoreError, dataset_digest, tables_of};

/// Reads the snapshot's rows, whose digest must be `seal`, and records a standby that stands for them.
pub async fn stage(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    source: &Copy,
    snapshot: &Snapshot,
    seal: &str,
    epoch: u32,
) -> Result<(), StoreError> {
    let (tenant, tables) = (&work.lease.tenant, tables_of(&snapshot.schema)?);
    // A seal that was broken let writes in. It is mended before the rows are read, so that no write goes unseen.
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let identity = sealing::mend(&mut tx, work.lease, source.id).await?;
    tx.commit().await.map_err(control_failed)?;
    let stored = work.read_back(connection, &tables, &source.names(), &snapshot.tables).await?;
    if stored != snapshot.tables || dataset_digest(&stored).to_string() != seal {
        return Err(StoreError::copy_gone(tenant, Place::Snapshot(snapshot.number), "differs from what was sealed"));
    }
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, work.lease).await?;
    sealing::record(&mut tx, work.lease, source.id, &identity).await?;
    // The identity of no tables is the hash of nothing; see `reseed.identity`.
    let sql = "WITH next AS (UPDATE reseed.tenants SET last_copy = last_copy + 1 WHERE name = $1 RETURNING last_copy)
        INSERT INTO reseed.copies (tenant, id, place, number, staged, dataset, snapshot, form, seal, labels)
        SELECT $1, last_copy, 'standby', $2, $2, $3, $4, 'rows', md5(''), '{}' FROM next";
    let insert = sqlx::query(sql).bind(tenant.as_str()).bind(signed(epoch)).bind(&source.dataset);
    insert.bind(signed(source.snapshot)).execute(&mut *tx).await.map_err(control_failed)?;
    tx.commit().await.map_err(control_failed)
}
