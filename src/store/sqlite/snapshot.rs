//! Seed snapshots and standbys: files that are complete and proven before anybody relies on them.

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

use super::files::{self, Layout};
use super::raw::{Db, Mode};
use super::{failed, load, read, swap};
use crate::plan::Table;
use crate::store::crash::crash_point;
use crate::store::proof;
use crate::store::records::Place;
use crate::store::{BatchSource, Built, Caller, Stage, StoreError, TableProof, TenantName};

/// Where a database file's header keeps `application_id`, big-endian.
const APPLICATION_ID_OFFSET: u64 = 68;

/// How long a copy of the live file waits until it can be read.
pub const READ_WAIT: Duration = Duration::from_secs(5);

/// Loads a snapshot, reads it back, compares, seals it.
pub fn build(
    layout: &Layout,
    tenant: &TenantName,
    number: u32,
    tables: &[Table],
    source: &dyn BatchSource,
    caller: &Caller,
) -> Result<Built, StoreError> {
    let building = layout.building(tenant, number);
    let sealed = layout.place(tenant, Place::Snapshot(number));
    let built = build_at(&building, tables, source, caller);
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

fn build_at(path: &Path, tables: &[Table], source: &dyn BatchSource, caller: &Caller) -> Result<Built, StoreError> {
    files::remove_database(path)?;
    drop(files::create(path)?);
    let sent = load::load(path, tables, source, caller)?;
    crash_point("load.loaded");
    let stored = {
        let _reading = caller.begin(Stage::Reading, &sent);
        read_file(path, tables, caller)?
    };
    proof::compare(&sent, &stored)?;
    Ok(Built { tables: stored, bytes: files::bytes(path), seal: files::hash(path)? })
}

/// Seals the live state as it is at one moment, with all that the tenant has made of it.
pub fn save(
    layout: &Layout,
    tenant: &TenantName,
    number: u32,
    tables: &[Table],
    caller: &Caller,
) -> Result<Built, StoreError> {
    let (live, building) = (layout.live(tenant), layout.building(tenant, number));
    files::need_live(&live, tenant)?;
    let saved = save_at(&live, &building, tables, caller);
    if saved.is_err() {
        files::remove_database(&building)?;
    }
    let saved = saved?;
    files::seal(&building)?;
    files::publish(&building, &layout.place(tenant, Place::Snapshot(number)))?;
    Ok(saved)
}

fn save_at(live: &Path, building: &Path, tables: &[Table], caller: &Caller) -> Result<Built, StoreError> {
    files::remove_database(building)?;
    let live = Db::open(live, Mode::ReadWrite).map_err(failed("open the live file"))?;
    live.set_busy_timeout(READ_WAIT);
    // The pages of one moment: a transaction that reads, until they are copied.
    live.exec("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed("read the live file"))?;
    swap::save_pages(&live, building)?;
    let stored = read_file(building, tables, caller)?;
    Ok(Built { tables: stored, bytes: files::bytes(building), seal: files::hash(building)? })
}

/// The proofs of all rows of a copy.
pub fn read_file(path: &Path, tables: &[Table], caller: &Caller) -> Result<Vec<TableProof>, StoreError> {
    let db = Db::open(path, Mode::Immutable).map_err(failed("open the copy"))?;
    read::prove(&db, tables, caller)
}

/// Makes the standby of `epoch` from a copy whose bytes must hash to `seal`. One sequential read and one write.
pub fn stage(
    layout: &Layout,
    tenant: &TenantName,
    from: Place,
    seal: &str,
    epoch: u32,
    caller: &Caller,
) -> Result<(), StoreError> {
    let mark = swap::mark(epoch)?;
    let (source, standby) = (layout.place(tenant, from), layout.place(tenant, Place::Standby(epoch)));
    if !source.exists() {
        return Err(StoreError::copy_gone(tenant, from, "is missing"));
    }
    let copied = files::copy(&source, &standby, caller)?;
    crash_point("stage.copied");
    if copied != seal {
        files::remove(&standby)?;
        return Err(StoreError::copy_gone(tenant, from, "is not what was sealed"));
    }
    write_mark(&standby, mark)
}

fn write_mark(path: &Path, mark: u32) -> Result<(), StoreError> {
    if files::bytes(path) == 0 {
        // An empty file is an empty database without a header to patch.
        let db = Db::open(path, Mode::ReadWrite).map_err(failed("open the standby"))?;
        return db.exec(&format!("PRAGMA application_id = {mark}")).map_err(failed("mark the standby"));
    }
    let file = OpenOptions::new().write(true).open(path);
    let marked = file.and_then(|file| file.write_all_at(&mark.to_be_bytes(), APPLICATION_ID_OFFSET));
    marked.map_err(|error| StoreError::file("mark", path, error))
}
