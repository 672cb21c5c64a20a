//! Snapshots: copies that are loaded or saved, read back, and sealed.

use std::sync::Arc;

use sqlx::postgres::PgConnection;

use super::fill::{CopyFill, CopyForm};
use super::sealing::{SealedAs, seal};
use super::work::CopyWork;
use super::{CopyPurpose, NewCopy, load};
use crate::store::crash::crash_point;
use crate::store::postgres::copies;
use crate::store::postgres::layout::placement::Placement;
use crate::store::postgres::rows::read;
use crate::store::records::Snapshot;
use crate::store::{Dataset, Place, SnapshotBuild, StoreError, TableProof, dataset_digest, proof, tables_of};

/// Loads a snapshot, reads it back, compares, seals it.
pub async fn build(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    number: u32,
    dataset: Dataset<'_>,
    placement: &Arc<Placement>,
) -> Result<SnapshotBuild, StoreError> {
    let purpose = CopyPurpose { dataset: dataset.name, snapshot: number, number, layout: placement.layout() };
    let copy = copies::begin(connection, work.lease, &purpose).await?;
    let built = build_copy(work, connection, &copy, number, dataset, placement).await;
    work.whole(connection, &copy, built).await
}

async fn build_copy(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    copy: &NewCopy,
    number: u32,
    dataset: Dataset<'_>,
    placement: &Arc<Placement>,
) -> Result<SnapshotBuild, StoreError> {
    let sent = load::load(work.database, work.lease, copy, placement, dataset).await?;
    crash_point("load.loaded");
    let names = copies::names(connection, &work.lease.tenant, copy.id).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let stored = work.read_back(connection, dataset.tables, &names, &sent).await?;
    proof::compare(&sent, &stored)?;
    crash_point("load.hashed");
    let built = seal_snapshot(work, connection, copy, number, &names, stored).await;
    crash_point("load.sealed");
    built
}

/// Keeps the live state as it is at one moment as a sealed snapshot of tables like those of `like`.
pub async fn save(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    number: u32,
    like: &Snapshot,
) -> Result<SnapshotBuild, StoreError> {
    let tables = tables_of(&like.schema)?;
    let live = copies::live(connection, &work.lease.tenant).await?;
    if !live.is_whole() {
        return Err(StoreError::no_live(&work.lease.tenant, "tables are not all there"));
    }
    let placement = Placement::find(connection, &work.lease.tenant, &live.dataset, &tables).await?;
    let mut reading = work.database.connect().await?;
    read::begin(&mut reading, None).await?;
    let moment = read::moment(&mut reading).await?;
    let purpose = CopyPurpose { dataset: &live.dataset, snapshot: number, number, layout: placement.layout() };
    let copy = copies::begin(connection, work.lease, &purpose).await?;
    let filling = CopyFill {
        database: work.database.clone(),
        lease: work.lease.share(),
        caller: work.caller.clone(),
        placement,
        copy: copy.clone(),
        form: CopyForm::Source,
        source: live,
        tables,
        moment: Some(moment),
    };
    let saved = save_copy(work, connection, number, Arc::new(filling), &like.tables).await;
    reading.give_back().await;
    work.whole(connection, &copy, saved).await
}

async fn save_copy(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    number: u32,
    filling: Arc<CopyFill>,
    like: &[TableProof],
) -> Result<SnapshotBuild, StoreError> {
    let names = Arc::clone(&filling).fill(like).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let stored = work.read_back(connection, &filling.tables, &names, like).await?;
    seal_snapshot(work, connection, &filling.copy, number, &names, stored).await
}

async fn seal_snapshot(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    copy: &NewCopy,
    number: u32,
    names: &[&str],
    stored: Vec<TableProof>,
) -> Result<SnapshotBuild, StoreError> {
    let sealing = SealedAs { copy: copy.id, place: Place::Snapshot(number), staged: None, fingerprint: None };
    let bytes = seal(connection, work.lease, names, sealing).await?;
    Ok(SnapshotBuild { seal: dataset_digest(&stored).to_string(), tables: stored, bytes })
}
