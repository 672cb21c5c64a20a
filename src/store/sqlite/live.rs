//! The live file: what may stand in its place, what its header has, and whether its content is that of a sealed copy.
//!
//! The tenant can write it, replace it, and (with rights on the folder) link it. So a link is refused before anything is
//! read or changed: through one, a swap would write to a file that is not the tenant's, and compare a copy with itself.
//! The tenant can write the header; what has to be certain is compared byte for byte.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind as IoErrorKind, Read};
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use xxhash_rust::xxh3::Xxh3Default;

use super::files::{self, StoreFolders};
use super::raw::{Db, Mode};
use super::{failed, save};
use crate::store::{Caller, ErrorKind, Place, StoreError, TenantName};

/// How long reading the header, or all pages, waits for other connections.
const READ_WAIT: Duration = Duration::from_secs(5);

/// Bytes of a database's header that a page copy does not take over: format versions (journal mode), change counter,
/// schema cookie, the mark, and which version of SQLite wrote last.
const NOT_COPIED: [Range<usize>; 5] = [18..20, 24..28, 40..44, 68..72, 92..100];

/// Bytes that are compared at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// The tenant's live file; none if it is missing.
///
/// # Errors
/// `Refused` when something else has its name: a link, a folder, another file of the store.
pub fn find(layout: &StoreFolders, tenant: &TenantName) -> Result<Option<PathBuf>, StoreError> {
    let live = layout.live(tenant);
    for sidecar in files::sidecars(&live) {
        if let Some(metadata) = metadata(&sidecar)? {
            refuse_link(layout, &sidecar, &metadata)?;
        }
    }
    let Some(metadata) = metadata(&live)? else { return Ok(None) };
    refuse_link(layout, &live, &metadata)?;
    let what = match () {
        () if metadata.is_file() => return Ok(Some(live)),
        () if metadata.is_dir() => "a folder",
        () => "not a regular file",
    };
    Err(StoreError::refused(format!("the live file {:?} is {what}", live.display().to_string()))
        .with_help("Move it away, then run the command again; \"reseed reset\" restores the seed."))
}

/// The tenant's live file.
///
/// # Errors
/// `NotFound` when it is missing; else as [`find`].
pub fn need(layout: &StoreFolders, tenant: &TenantName) -> Result<PathBuf, StoreError> {
    find(layout, tenant)?.ok_or_else(|| StoreError::no_live(tenant, "file is missing"))
}

/// Of the name itself, not of what a link leads to.
fn metadata(path: &Path) -> Result<Option<Metadata>, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == IoErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::file("look at the live file", path, error)),
    }
}

fn refuse_link(layout: &StoreFolders, path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    let name = path.display().to_string();
    let help = "Move it away, then run the command again; \"reseed reset\" restores the seed.";
    if metadata.is_symlink() {
        let target = fs::read_link(path).unwrap_or_default().display().to_string();
        return Err(
            StoreError::refused(format!("the live file {name:?} is a symbolic link to {target:?}")).with_help(help)
        );
    }
    if metadata.nlink() < 2 || !metadata.is_file() {
        return Ok(());
    }
    let is_same = |other: &PathBuf| {
        let found = fs::symlink_metadata(other);
        other != path && found.is_ok_and(|found| (found.dev(), found.ino()) == (metadata.dev(), metadata.ino()))
    };
    match layout.all_files()?.into_iter().find(is_same) {
        None => Ok(()),
        Some(other) => {
            let other = other.display().to_string();
            Err(StoreError::refused(format!("the live file {name:?} is a hard link to {other:?}")).with_help(help))
        }
    }
}

/// The header of the live file.
pub enum Header {
    /// There is no live file.
    Missing,
    /// It cannot be read as a database, or it is something else.
    Damaged,
    /// The mark in it.
    Mark(u32),
}

/// Reads the mark; completes or rolls back what a killed process left in the file.
pub fn header(layout: &StoreFolders, tenant: &TenantName) -> Result<Header, StoreError> {
    let live = match find(layout, tenant) {
        Ok(Some(live)) => live,
        Ok(None) => return Ok(Header::Missing),
        // For example a folder or a link: work in progress is rolled back even so.
        Err(error) if error.kind() == ErrorKind::Refused => return Ok(Header::Damaged),
        Err(error) => return Err(error),
    };
    let db = open(&live)?;
    db.set_busy_timeout(READ_WAIT);
    match db.integer("PRAGMA application_id") {
        Ok(id) => Ok(Header::Mark(id as u32)),
        Err(error) if error.is_damage() => Ok(Header::Damaged),
        Err(error) if error.is_busy() => {
            let message = "could not read the live file: another connection's transaction keeps it locked";
            Err(StoreError::busy(message).with_help("End the tenant's open transactions, then run the command again."))
        }
        Err(error) => Err(failed("read the live file")(error)),
    }
}

/// A connection to the live file itself, never to what a link leads to.
pub fn open(live: &Path) -> Result<Db, StoreError> {
    Db::open(live, Mode::Live).map_err(failed("open the live file"))
}

/// Whether the committed pages of the live file are those of a copy whose bytes hash to `seal`, but for what a page copy
/// does not take over. Costs one write and two reads of the file.
pub fn is_copy_of(
    layout: &StoreFolders,
    tenant: &TenantName,
    from: Place,
    seal: &str,
    caller: &Caller,
) -> Result<bool, StoreError> {
    let (source, pages) = (layout.place(tenant, from), layout.comparing(tenant));
    let Some(live) = find(layout, tenant)?.filter(|_| source.exists()) else { return Ok(false) };
    files::remove_database(&pages)?;
    let taken = open(&live).and_then(|live| {
        live.set_patience(READ_WAIT, caller);
        live.exec("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed("read the live file"))?;
        save::pages(&live, &pages)
    });
    let same = taken.and_then(|()| are_same(&pages, &source, seal, caller));
    files::remove_database(&pages)?;
    match same {
        Err(error) if error.kind() == ErrorKind::Damaged => Ok(false),
        same => same,
    }
}

fn are_same(pages: &Path, source: &Path, seal: &str, caller: &Caller) -> Result<bool, StoreError> {
    let open = |path: &Path| File::open(path).map_err(|error| StoreError::file("open", path, error));
    let (mut ours, mut theirs, mut hasher) = (open(pages)?, open(source)?, Xxh3Default::new());
    for chunk in 0.. {
        caller.check()?;
        let (mut our_bytes, mut their_bytes) = (read_chunk(&mut ours, pages)?, read_chunk(&mut theirs, source)?);
        hasher.update(&their_bytes);
        if chunk == 0 {
            [&mut our_bytes, &mut their_bytes].into_iter().for_each(|bytes| blank(bytes));
        }
        if our_bytes != their_bytes {
            return Ok(false);
        }
        if their_bytes.is_empty() {
            break;
        }
    }
    Ok(format!("{:032x}", hasher.digest128()) == seal)
}

fn read_chunk(file: &mut File, path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::with_capacity(CHUNK_BYTES);
    let read = file.take(CHUNK_BYTES as u64).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| StoreError::file("read", path, error))
}

fn blank(bytes: &mut [u8]) {
    for range in NOT_COPIED {
        if let Some(part) = bytes.get_mut(range) {
            part.fill(0);
        }
    }
}

/// What is the same as long as no transaction has changed the live file, if that can be known without reading it all.
///
/// In rollback mode every transaction that changes a file increases the counter in its header before it commits. In WAL
/// mode that counter may stay as it is, and the log may be put back and emptied: nothing short of the pages is exact.
/// Length and time of the last change are there for writers other than SQLite; they are never enough by themselves.
pub fn stamp(db: &Db, live: &Path) -> Option<String> {
    let (written, mut header) = (written(live), [0; 28]);
    let counts = db.read_file(0, &mut header).is_ok_and(|read| read == header.len()) && header[18] != WAL_VERSION;
    counts.then(|| stamp_of(counter(&header), &written))
}

/// A database's format version when it is in WAL mode.
pub const WAL_VERSION: u8 = 2;

/// The change counter in the first 28 bytes of a database's header.
pub fn counter(header: &[u8; 28]) -> u32 {
    let [.., a, b, c, d] = *header;
    u32::from_be_bytes([a, b, c, d])
}

/// The stamp of a file with this counter.
pub fn stamp_of(counter: u32, written: &str) -> String {
    format!("counter {counter}, {written}")
}

/// Length and time of the last change.
pub fn written(live: &Path) -> String {
    let Ok(metadata) = fs::metadata(live) else { return "missing".to_owned() };
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} bytes of {}", metadata.len(), modified.as_nanos())
}
