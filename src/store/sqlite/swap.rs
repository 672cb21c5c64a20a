//! The swap: a standby's pages become the live file's content in one transaction, and the state that they replace is
//! kept exactly as it was at that moment.
//!
//! The order makes it exact. The page copy locks the live file against writers *before* anything is copied (a step of
//! 0 pages); the state is saved while that lock is held, so nobody can write between save and swap; then the pages are
//! copied and committed. An error or a crash before the commit rolls the live file back, as with any transaction.
//!
//! Which epoch a live file is, it says itself: the standby carries its number in the header's `application_id`, which
//! arrives with its pages. So the outcome of a swap is never guessed. Tenants should not set `application_id`; one that
//! they set is not restored by undo.
//!
//! Saving under the lock: in WAL mode readers and a second connection may read, so the page copy API saves. In
//! rollback mode the lock keeps everybody else out, but then the file's bytes are the committed state; they are read
//! through SQLite's own descriptor (see [`Db::read_file`]).

use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::failed;
use super::files::{self, Layout};
use super::raw::{Db, Mode, PageCopy, SqlError};
use crate::store::crash::crash_point;
use crate::store::records::Place;
use crate::store::{Before, Caller, ErrorKind, Hold, LiveMark, Retired, StoreError, Swap, TenantName};

/// Pages per step: 16 MiB of the usual 4 KiB pages.
const STEP_PAGES: u16 = 4096;
/// How often a busy file is tried again.
const RETRY_EVERY: Duration = Duration::from_millis(1);
/// How long reading a mark waits for other connections.
const MARK_WAIT: Duration = Duration::from_secs(5);
/// The upper byte, an "R", tells our marks from other application ids; the others are the epoch's number.
const MARK_PREFIX: u32 = 0x5200_0000;
/// The largest epoch number a mark can carry.
const EPOCH_MAX: u32 = 0x00ff_ffff;

/// The mark of an epoch.
///
/// # Errors
/// `Refused` beyond 16,777,215 epochs of one tenant.
pub fn mark(epoch: u32) -> Result<u32, StoreError> {
    if epoch > EPOCH_MAX {
        return Err(StoreError::refused(format!("epoch {epoch}: a tenant has at most {EPOCH_MAX} epochs"))
            .hint("Remove the tenant with `down` and create it again."));
    }
    Ok(MARK_PREFIX | epoch)
}

/// Which epoch the live file says it is; completes or rolls back what a killed process left in it.
pub fn live_mark(live: &Path) -> Result<LiveMark, StoreError> {
    match files::has_live(live) {
        Ok(true) => {}
        Ok(false) => return Ok(LiveMark::Missing),
        // A folder, say: what was under way is undone all the same.
        Err(error) if error.kind() == ErrorKind::Refused => return Ok(LiveMark::Damaged(None)),
        Err(error) => return Err(error),
    }
    let db = Db::open(live, Mode::ReadWrite).map_err(failed("open the live file"))?;
    db.set_busy_timeout(MARK_WAIT);
    match db.integer("PRAGMA application_id") {
        Ok(id) if (id as u32 & !EPOCH_MAX) == MARK_PREFIX => Ok(LiveMark::Epoch(id as u32 & EPOCH_MAX)),
        Ok(_) => Ok(LiveMark::Unmarked),
        Err(error) if error.is_damage() => Ok(LiveMark::Damaged(None)),
        Err(error) if error.is_busy() => {
            let message = "could not read the live file: another connection's transaction keeps it locked";
            Err(StoreError::busy(message).hint("End the tenant's open transactions, then run the command again."))
        }
        Err(error) => Err(failed("read the live file")(error)),
    }
}

/// Makes the standby of `swap.epoch` live.
pub fn swap(layout: &Layout, tenant: &TenantName, swap: &Swap, caller: &Caller) -> Result<(), StoreError> {
    let paths = Paths {
        live: layout.live(tenant),
        standby: layout.place(tenant, Place::Standby(swap.epoch)),
        saving: swap.retire.map(|epoch| layout.saving(tenant, epoch)),
        retired: swap.retire.map(|epoch| layout.place(tenant, Place::Retired(epoch))),
        damaged: swap.retire.map(|epoch| layout.damaged(tenant, epoch)),
    };
    if files::has_live(&paths.live)? {
        return match replace_pages(&paths, swap.patience.wait, caller) {
            Ok(()) => Ok(()),
            Err(Failure::Damage) => paths.replace_damage(),
            // A wait that was cut short looks like one for a lock that lasts.
            Err(Failure::Other(error)) => Err(caller.check().err().unwrap_or(error)),
        };
    }
    if paths.live.is_symlink() {
        let live = paths.live.display().to_string();
        return Err(StoreError::refused(format!("{live:?} is a symbolic link that leads nowhere"))
            .hint("Remove it, or put back what it leads to, then run the command again. Nothing has changed."));
    }
    remove_sidecars(&paths.live)?;
    files::link(&paths.standby, &paths.live)?;
    crash_point("swap.linked");
    Ok(())
}

/// Waits until no other connection writes to the live file, and lets none begin while the hold lasts. A file that is
/// missing or no database has no writers.
pub fn hold_writers(live: &Path, wait: Duration, caller: &Caller) -> Result<Hold, StoreError> {
    if !files::has_live(live)? {
        return Ok(Hold::default());
    }
    let Ok(db) = Db::open(live, Mode::ReadWrite) else { return Ok(Hold::default()) };
    db.set_patience(wait, caller);
    match db.exec("BEGIN IMMEDIATE") {
        Ok(()) => Ok(Hold::new(db)),
        Err(error) if error.is_busy() => Err(caller.check().err().unwrap_or_else(|| busy_or_failed(error, wait))),
        Err(_) => Ok(Hold::default()),
    }
}

/// What a swap put away as `epoch`.
pub fn retired(layout: &Layout, tenant: &TenantName, epoch: u32) -> Result<Retired, StoreError> {
    let kept = layout.place(tenant, Place::Retired(epoch));
    if kept.exists() {
        return Ok(Retired { before: Before::Kept, bytes: files::bytes(&kept), seal: Some(files::hash(&kept)?) });
    }
    let damaged = layout.damaged(tenant, epoch);
    let before = if damaged.exists() { Before::Damaged } else { Before::Missing };
    Ok(Retired { before, bytes: files::bytes(&damaged), seal: None })
}

struct Paths {
    live: PathBuf,
    standby: PathBuf,
    saving: Option<PathBuf>,
    retired: Option<PathBuf>,
    damaged: Option<PathBuf>,
}

impl Paths {
    /// A file that is no database has no transactions. Nobody works with it, so the standby takes its name; its bytes
    /// stay under another. (A crash in between leaves the file as it was, without the journals that did not mend it.)
    fn replace_damage(&self) -> Result<(), StoreError> {
        let damaged = self.damaged.as_ref().ok_or_else(not_ours)?;
        files::link_database(&self.live, damaged)?;
        remove_sidecars(&self.live)?;
        crash_point("swap.put_aside");
        files::publish(&self.standby, &self.live)
    }
}

fn remove_sidecars(live: &Path) -> Result<(), StoreError> {
    files::sidecars(live).iter().try_for_each(|sidecar| files::remove(sidecar).map(drop))
}

fn not_ours() -> StoreError {
    StoreError::refused("a file that reseed did not make is in the tenant's place")
        .hint("Move the file away, then run the command again.")
}

/// Why pages could not be replaced.
enum Failure {
    /// The live file is not a database.
    Damage,
    Other(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Other(error)
    }
}

fn replace_pages(paths: &Paths, wait: Duration, caller: &Caller) -> Result<(), Failure> {
    let deadline = Instant::now() + wait;
    let standby = Db::open(&paths.standby, Mode::Immutable).map_err(failed("open the standby"))?;
    let observer = Db::open(&paths.live, Mode::ReadWrite).map_err(failed("open the live file"))?;
    let mut live = Db::open(&paths.live, Mode::ReadWrite).map_err(failed("open the live file"))?;
    live.set_patience(wait, caller);
    let was_wal = align_page_size(&live, &standby, wait)?;
    // The library waits itself, since it keeps new readers out meanwhile.
    live.set_patience(deadline.saturating_duration_since(Instant::now()), caller);
    let mut copy = PageCopy::new(&mut live, &standby).map_err(failed("start the swap"))?;
    lock(&mut copy, deadline, wait, caller)?;
    crash_point("swap.locked");
    save(&observer, paths)?;
    crash_point("swap.saved");
    copy_pages(&mut copy, caller)?;
    crash_point("swap.committed");
    drop(copy);
    tidy(&live, was_wal);
    Ok(())
}

/// Pages of one size cannot replace pages of another in WAL mode: such a file leaves WAL mode first. Tells whether it
/// did. (A tenant can change the page size only by rebuilding the file, so this is rare.)
fn align_page_size(live: &Db, standby: &Db, wait: Duration) -> Result<bool, Failure> {
    let size = |db: &Db| db.integer("PRAGMA page_size");
    let ours = match size(live).and_then(|ours| live.texts("PRAGMA journal_mode", &[]).map(|mode| (ours, mode))) {
        Ok((ours, mode)) if mode.concat().concat() == "wal" => ours,
        Ok(_) => return Ok(false),
        Err(error) if error.is_damage() => return Err(Failure::Damage),
        Err(error) => return Err(busy_or_failed(error, wait).into()),
    };
    if ours == size(standby).map_err(failed("read the standby"))? {
        return Ok(false);
    }
    live.exec("PRAGMA journal_mode = DELETE").map_err(|error| {
        let why = "its page size was changed, and other connections keep it in WAL mode";
        StoreError::busy(format!("could not lock the live file: {why} ({})", error.message))
            .hint("Close the tenant's connections, then run the command again. Nothing has changed.")
    })?;
    Ok(true)
}

/// Locks the live file against all writers; in rollback mode against readers too.
fn lock(copy: &mut PageCopy<'_>, deadline: Instant, wait: Duration, caller: &Caller) -> Result<(), Failure> {
    loop {
        caller.check()?;
        match copy.step(0) {
            Ok(_) => return Ok(()),
            Err(error) if error.is_damage() => return Err(Failure::Damage),
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
        done = copy.step(STEP_PAGES).map_err(failed("swap"))?;
    }
    Ok(())
}

/// Keeps the live state, which the caller has locked.
fn save(observer: &Db, paths: &Paths) -> Result<(), StoreError> {
    let (Some(saving), Some(retired)) = (&paths.saving, &paths.retired) else {
        return Err(not_ours());
    };
    files::remove_database(saving)?;
    let mut version = [0; 1];
    let read = observer.read_file(18, &mut version).map_err(failed("read the live file"))?;
    if read == 1 && version[0] == 2 {
        save_pages(observer, saving)?
    } else {
        save_bytes(observer, saving)?
    }
    files::publish(saving, retired)
}

/// WAL mode: readers are not kept out.
pub fn save_pages(observer: &Db, saving: &Path) -> Result<(), StoreError> {
    drop(files::create(saving)?);
    let mut target = Db::open(saving, Mode::ReadWrite).map_err(failed("make a copy of the live state"))?;
    target
        .exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        .map_err(failed("make a copy of the live state"))?;
    let mut copy = PageCopy::new(&mut target, observer).map_err(failed("save the live state"))?;
    while !copy.step(STEP_PAGES).map_err(failed("save the live state"))? {
        crash_point("swap.saving");
    }
    drop(copy);
    // The header came along and says WAL; a sealed file must be readable without one.
    target.exec("PRAGMA journal_mode = DELETE").map_err(failed("complete the copy of the live state"))
}

/// Rollback mode: under the lock the file's bytes are the committed state.
fn save_bytes(observer: &Db, saving: &Path) -> Result<(), StoreError> {
    let mut target = files::create(saving)?;
    let (mut offset, mut buffer) = (0, vec![0; 1 << 20]);
    loop {
        let count = observer.read_file(offset, &mut buffer).map_err(failed("save the live state"))?;
        if count == 0 {
            return Ok(());
        }
        target.write_all(&buffer[..count]).map_err(|error| StoreError::file("write", saving, error))?;
        crash_point("swap.saving");
        offset += count as u64;
    }
}

/// Puts the log that the swap has written back into the file, as far as readers allow. Never fails a swap.
fn tidy(live: &Db, was_wal: bool) {
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
    .hint("End the tenant's open transactions, or give a longer --wait. Nothing has changed.")
}
