//! Seed snapshots and standbys: files that are complete and proven before they are used.

use std::path::Path;
use std::time::Duration;

use super::files::{self, StoreFolders};
use super::forms::Forms;
use super::raw::{Db, Mode};
use super::{failed, live, load, mark, read, save};
use crate::plan::Table;
use crate::store::crash::crash_point;
use crate::store::{BatchSource, Caller, Place, SnapshotBuild, Stage, StoreError, TableProof, TenantName, proof};

/// How long a copy of the live file waits until it can be read.
pub const READ_WAIT: Duration = Duration::from_secs(5);

/// Loads a snapshot, reads it back, compares, seals it.
pub fn build(
    layout: &StoreFolders,
    tenant: &TenantName,
    number: u32,
    tables: &[Table],
    forms: Forms,
    source: &dyn BatchSource,
    caller: &Caller,
) -> Result<SnapshotBuild, StoreError> {
    let building = layout.building(tenant, number);
    let sealed = layout.place(tenant, Place::Snapshot(number));
    let built = build_at(&building, tables, forms, source, caller);
    if built.is_err() {
        files::remove_database(&building)?;
    }
    let built = built?;
    files::seal(&building)?;
    crash_point("load.hashed");
    files::publish(&building, &sealed)?;
    crash_point("load.sealed");
    Ok(built)
}

fn build_at(
    path: &Path,
    tables: &[Table],
    forms: Forms,
    source: &dyn BatchSource,
    caller: &Caller,
) -> Result<SnapshotBuild, StoreError> {
    files::remove_database(path)?;
    drop(files::create(path)?);
    let sent = load::load(path, tables, forms, source, caller)?;
    crash_point("load.loaded");
    let stored = {
        let _reading = caller.begin(Stage::Reading, &sent);
        read_file(path, tables, caller)?
    };
    proof::compare(&sent, &stored)?;
    Ok(SnapshotBuild { tables: stored, bytes: files::bytes(path), seal: files::hash(path)? })
}

/// Seals the live state as it is at one moment, with all that the tenant has made of it.
pub fn save(
    layout: &StoreFolders,
    tenant: &TenantName,
    number: u32,
    tables: &[Table],
    caller: &Caller,
) -> Result<SnapshotBuild, StoreError> {
    let (live, building) = (live::need(layout, tenant)?, layout.building(tenant, number));
    let saved = save_at(&live, &building, tables, caller);
    if saved.is_err() {
        files::remove_database(&building)?;
    }
    let saved = saved?;
    files::seal(&building)?;
    files::publish(&building, &layout.place(tenant, Place::Snapshot(number)))?;
    Ok(saved)
}

fn save_at(live: &Path, building: &Path, tables: &[Table], caller: &Caller) -> Result<SnapshotBuild, StoreError> {
    files::remove_database(building)?;
    let live = live::open(live)?;
    live.set_busy_timeout(READ_WAIT);
    // The pages of one moment: a transaction that reads, until they are copied.
    live.exec("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed("read the live file"))?;
    save::pages(&live, building)?;
    let stored = read_file(building, tables, caller)?;
    Ok(SnapshotBuild { tables: stored, bytes: files::bytes(building), seal: files::hash(building)? })
}

/// The proofs of all rows of a copy.
pub fn read_file(path: &Path, tables: &[Table], caller: &Caller) -> Result<Vec<TableProof>, StoreError> {
    let db = Db::open(path, Mode::Immutable).map_err(failed("open the copy"))?;
    read::prove(&db, tables, caller)
}

/// Makes the standby of `epoch`, with a mark in its header, from a copy whose bytes must hash to `seal`. One sequential
/// read and one write.
pub fn stage(
    layout: &StoreFolders,
    tenant: &TenantName,
    from: Place,
    seal: &str,
    epoch: u32,
    mark: u32,
    caller: &Caller,
) -> Result<(), StoreError> {
    let (source, standby) = (layout.place(tenant, from), layout.place(tenant, Place::Standby(epoch)));
    if !source.exists() {
        return Err(StoreError::copy_gone(tenant, from, "is missing"));
    }
    let copied = files::copy(&source, &standby, caller)?;
    crash_point("stage.copied");
    if copied != seal {
        files::remove(&standby)?;
        return Err(StoreError::copy_gone(tenant, from, "differs from what was sealed"));
    }
    mark::write(&standby, mark)
}
