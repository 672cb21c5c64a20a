//! The swap: a standby's pages become the live file's content in one transaction, and the state that they replace is
//! kept exactly as it was at that moment.
//!
//! The order makes it exact. The page copy locks the live file against writers *before* anything is copied (a step of
//! 0 pages); the state is saved while that lock is held, so no connection can write between save and swap; then the pages are
//! copied and committed. An error or a crash before the commit rolls the live file back, as with any transaction.
//!
//! The standby carries a [`mark`](super::mark) that the live file must not have before and must have after. A live file
//! that has it before was given it by the tenant: the standby is rebuilt with another one.
//!
//! Saving under the lock: in WAL mode readers and a second connection may read, so the page copy API saves. In
//! rollback mode the lock keeps all others out, but then the file's bytes are the committed state; they are read
//! through SQLite's own descriptor (see [`Db::read_file`]).

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::files::{self, StoreFolders};
use super::raw::{Db, Mode, PageCopy, SqlError};
use super::{failed, live, mark, save};
use crate::store::crash::crash_point;
use crate::store::{Caller, Place, RetiredState, StateBefore, StoreError, Swap, TenantName, WriteHold};

/// How often a busy file is tried again.
const RETRY_EVERY: Duration = Duration::from_millis(1);

/// Makes the standby of `swap.epoch`, which carries `mark`, live. Gives the live file's stamp, where it has one.
pub fn swap(
    layout: &StoreFolders,
    tenant: &TenantName,
    swap: &Swap,
    mark: u32,
    caller: &Caller,
) -> Result<Option<String>, StoreError> {
    let files = Files {
        layout,
        tenant,
        standby: layout.place(tenant, Place::Standby(swap.epoch)),
        saving: swap.retire.map(|epoch| layout.saving(tenant, epoch)),
        retired: swap.retire.map(|epoch| layout.place(tenant, Place::Retired(epoch))),
        damaged: swap.retire.map(|epoch| layout.damaged(tenant, epoch)),
    };
    match live::find(layout, tenant)? {
        Some(live) => match replace_pages(&files, &live, mark, swap.patience.wait, caller) {
            Ok(stamp) => Ok(stamp),
            Err(PageSwapError::Damage) => files.replace_damage(&live, caller),
            // A wait that was cut short looks like one for a lock that lasts.
            Err(PageSwapError::Other(error)) => Err(caller.check().err().unwrap_or(error)),
        },
        None => files.place(),
    }
}

/// Waits until no other connection writes to the live file, and lets none begin while the hold lasts. A file that is
/// missing or no database has no writers.
pub fn hold_writers(
    layout: &StoreFolders,
    tenant: &TenantName,
    wait: Duration,
    caller: &Caller,
) -> Result<WriteHold, StoreError> {
    let Some(live) = live::find(layout, tenant)? else { return Ok(WriteHold::default()) };
    let Ok(db) = live::open(&live) else { return Ok(WriteHold::default()) };
    db.set_patience(wait, caller);
    match db.exec("BEGIN IMMEDIATE") {
        Ok(()) => Ok(WriteHold::new(db)),
        Err(error) if error.is_busy() => Err(caller.check().err().unwrap_or_else(|| busy_or_failed(error, wait))),
        Err(_) => Ok(WriteHold::default()),
    }
}

/// What a swap retired as `epoch`.
pub fn retired(layout: &StoreFolders, tenant: &TenantName, epoch: u32) -> Result<RetiredState, StoreError> {
    let kept = layout.place(tenant, Place::Retired(epoch));
    if kept.exists() {
        return Ok(RetiredState {
            before: StateBefore::Kept,
            bytes: files::bytes(&kept),
            seal: Some(files::hash(&kept)?),
        });
    }
    let damaged = layout.damaged(tenant, epoch);
    let before = if damaged.exists() { StateBefore::Damaged } else { StateBefore::Missing };
    Ok(RetiredState { before, bytes: files::bytes(&damaged), seal: None })
}

/// The files that a swap is about, besides the live one.
struct Files<'a> {
    layout: &'a StoreFolders,
    tenant: &'a TenantName,
    standby: PathBuf,
    saving: Option<PathBuf>,
    retired: Option<PathBuf>,
    damaged: Option<PathBuf>,
}

impl Files<'_> {
    /// There is no live file: the standby becomes it. Moved, not linked: a live file has one name.
    fn place(&self) -> Result<Option<String>, StoreError> {
        let (live, counter) = (self.layout.live(self.tenant), self.standby_counter()?);
        remove_sidecars(&live)?;
        files::publish_new(&self.standby, &live)?;
        crash_point("swap.placed");
        Ok(Some(live::stamp_of(counter, &live::written(&live))))
    }

    /// A file that is no database has no transactions. No connection uses it, so the standby takes its name; a copy of
    /// its bytes stays. (A crash in between leaves the file as it was, without the journals that did not mend it.)
    fn replace_damage(&self, live: &Path, caller: &Caller) -> Result<Option<String>, StoreError> {
        let (Some(saving), Some(damaged)) = (&self.saving, &self.damaged) else { return Err(not_ours()) };
        let counter = self.standby_counter()?;
        files::remove_database(saving)?;
        save::bytes(&live::open(live)?, saving)?;
        for (from, to) in files::sidecars(live).iter().zip(&files::sidecars(damaged)).filter(|(from, _)| from.exists())
        {
            files::copy(from, to, caller)?;
        }
        files::publish(saving, damaged)?;
        remove_sidecars(live)?;
        crash_point("swap.put_aside");
        files::publish(&self.standby, live)?;
        Ok(Some(live::stamp_of(counter, &live::written(live))))
    }

    /// The change counter that the live file has when the standby has become it.
    fn standby_counter(&self) -> Result<u32, StoreError> {
        let standby = Db::open(&self.standby, Mode::Immutable).map_err(failed("open the standby"))?;
        let mut header = [0; 28];
        standby.read_file(0, &mut header).map_err(failed("read the standby"))?;
        Ok(live::counter(&header))
    }
}

fn remove_sidecars(live: &Path) -> Result<(), StoreError> {
    files::sidecars(live).iter().try_for_each(|sidecar| files::remove(sidecar).map(drop))
}

fn not_ours() -> StoreError {
    StoreError::refused("a file that reseed did not create has the tenant's name")
        .with_help("Move the file away, then run the command again.")
}

/// Why pages could not be replaced.
enum PageSwapError {
    /// The live file is not a database.
    Damage,
    Other(StoreError),
}

impl From<StoreError> for PageSwapError {
    fn from(error: StoreError) -> Self {
        PageSwapError::Other(error)
    }
}

fn replace_pages(
    files: &Files<'_>,
    live: &Path,
    mark: u32,
    wait: Duration,
    caller: &Caller,
) -> Result<Option<String>, PageSwapError> {
    let deadline = Instant::now() + wait;
    let standby = Db::open(&files.standby, Mode::Immutable).map_err(failed("open the standby"))?;
    let (observer, mut target) = (live::open(live)?, live::open(live)?);
    target.set_patience(wait, caller);
    let was_wal = align_page_size(&target, &standby, wait)?;
    // The library waits itself, since it keeps new readers out meanwhile.
    target.set_patience(deadline.saturating_duration_since(Instant::now()), caller);
    let mut copy = PageCopy::new(&mut target, &standby).map_err(failed("start the swap"))?;
    lock(&mut copy, deadline, wait, caller)?;
    crash_point("swap.locked");
    let before = Locked::read(files, &observer)?;
    if before.mark == mark {
        return Err(StoreError::stale("the live file carries the mark of the swap that is about to come").into());
    }
    before.save(files, &observer)?;
    crash_point("swap.saved");
    copy_pages(&mut copy, caller)?;
    crash_point("swap.committed");
    drop(copy);
    let stamp = before.check_swapped(files, &observer, live, mark)?;
    restore_journal(&target, was_wal);
    Ok(stamp)
}

/// What a live file is while it is locked against all writers.
struct Locked {
    is_wal: bool,
    counter: u32,
    mark: u32,
}

impl Locked {
    fn read(files: &Files<'_>, observer: &Db) -> Result<Locked, StoreError> {
        need_unmoved(files, observer)?;
        let mut header = [0; 28];
        observer.read_file(0, &mut header).map_err(failed("read the live file"))?;
        let is_wal = header[18] == live::WAL_VERSION;
        Ok(Locked { is_wal, counter: live::counter(&header), mark: mark_of(observer, is_wal)? })
    }

    /// Keeps the live state.
    fn save(&self, files: &Files<'_>, observer: &Db) -> Result<(), StoreError> {
        let (Some(saving), Some(retired)) = (&files.saving, &files.retired) else { return Err(not_ours()) };
        files::remove_database(saving)?;
        if self.is_wal {
            save::pages(observer, saving)?
        } else {
            save::bytes(observer, saving)?
        }
        files::publish(saving, retired)
    }

    /// Makes sure that what was committed is in the live file. Gives its stamp, if it was not written to since: in rollback
    /// mode the swap's transaction has increased the counter by one.
    fn check_swapped(
        &self,
        files: &Files<'_>,
        observer: &Db,
        live: &Path,
        mark: u32,
    ) -> Result<Option<String>, StoreError> {
        need_unmoved(files, observer).map_err(|error| error.with_help("Run the command again.").after_change())?;
        match mark_of(observer, self.is_wal) {
            Ok(found) if found != mark => {
                return Err(StoreError::damaged("the live file does not carry the mark of the swap")
                    .with_help("Another program writes to the file without SQLite. Run the command again."));
            }
            // Another transaction keeps readers out by now: the library has reported that the copy was committed.
            Ok(_) | Err(_) => {}
        }
        let expected = live::stamp_of(self.counter.wrapping_add(1), &live::written(live));
        Ok(live::stamp(observer, live).filter(|stamp| *stamp == expected))
    }
}

/// The mark of a live file: in WAL mode the header may be in the log, in rollback mode a lock may keep readers out.
fn mark_of(observer: &Db, is_wal: bool) -> Result<u32, StoreError> {
    if is_wal {
        return observer.integer("PRAGMA application_id").map(|id| id as u32).map_err(failed("read the live file"));
    }
    let mut bytes = [0; 4];
    observer.read_file(mark::OFFSET, &mut bytes).map_err(failed("read the live file"))?;
    Ok(u32::from_be_bytes(bytes))
}

/// The file that is open must still be the one that has the live file's name, and have no other name in the store.
fn need_unmoved(files: &Files<'_>, observer: &Db) -> Result<(), StoreError> {
    live::need(files.layout, files.tenant)?;
    if !observer.has_moved().map_err(failed("look at the live file"))? {
        return Ok(());
    }
    let live = files.layout.live(files.tenant).display().to_string();
    Err(StoreError::refused(format!("the live file {live:?} was replaced by another one during the swap")))
}

/// Pages of one size cannot replace pages of another in WAL mode: such a file leaves WAL mode first. Returns whether it
/// did. (A tenant can change the page size only by rebuilding the file, so this is rare.)
fn align_page_size(live: &Db, standby: &Db, wait: Duration) -> Result<bool, PageSwapError> {
    let size = |db: &Db| db.integer("PRAGMA page_size");
    let ours = match size(live).and_then(|ours| live.texts("PRAGMA journal_mode", &[]).map(|mode| (ours, mode))) {
        Ok((ours, mode)) if mode.concat().concat() == "wal" => ours,
        Ok(_) => return Ok(false),
        Err(error) if error.is_damage() => return Err(PageSwapError::Damage),
        Err(error) => return Err(busy_or_failed(error, wait).into()),
    };
    if ours == size(standby).map_err(failed("read the standby"))? {
        return Ok(false);
    }
    live.exec("PRAGMA journal_mode = DELETE").map_err(|error| {
        let why = "its page size was changed, and other connections keep it in WAL mode";
        StoreError::busy(format!("could not lock the live file: {why} ({})", error.message))
            .with_help("Close the tenant's connections, then run the command again.")
            .unchanged()
    })?;
    Ok(true)
}

/// Locks the live file against all writers; in rollback mode against readers too.
fn lock(copy: &mut PageCopy<'_>, deadline: Instant, wait: Duration, caller: &Caller) -> Result<(), PageSwapError> {
    loop {
        caller.check()?;
        match copy.step(0) {
            Ok(_) => return Ok(()),
            Err(error) if error.is_damage() => return Err(PageSwapError::Damage),
            Err(error) if error.is_busy() && Instant::now() < deadline => thread::sleep(RETRY_EVERY),
            Err(error) => return Err(busy_or_failed(error, wait).into()),
        }
    }
}

fn copy_pages(copy: &mut PageCopy<'_>, caller: &Caller) -> Result<(), StoreError> {
    // A small first step, so that the copying of even a small file has a middle.
    let mut done = copy.step(1).map_err(failed("swap"))?;
    crash_point("swap.copying");
    while !done {
        caller.check()?;
        done = copy.step(save::STEP_PAGES).map_err(failed("swap"))?;
    }
    Ok(())
}

/// Puts the log that the swap has written back into the file, as far as readers allow. Never fails a swap.
fn restore_journal(live: &Db, was_wal: bool) {
    live.set_busy_timeout(Duration::ZERO);
    if was_wal {
        let _ = live.exec("PRAGMA journal_mode = WAL");
    }
    let _ = live.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

fn busy_or_failed(error: SqlError, wait: Duration) -> StoreError {
    if !error.is_busy() {
        return failed("lock the live file")(error);
    }
    StoreError::busy(format!(
        "could not lock the live file: another connection's transaction lasts; waited {} ms",
        wait.as_millis()
    ))
    .with_help("End the tenant's open transactions, or use a longer --wait.")
    .unchanged()
}
