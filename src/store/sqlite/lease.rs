//! A tenant's lease: an advisory lock on a file next to its database. It ends with the process, however that ends.
//!
//! The file is empty while an operation is at work. Its holder marks it once it only keeps the tenant in order: from the
//! receipt on, an operation removes what is no longer needed. Others wait for the end of that.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::store::{Caller, StoreError, TenantName};

/// How often a held lock is tried again.
const RETRY_EVERY: Duration = Duration::from_millis(20);
/// How long the upkeep of a tenant is waited for at most: a process that was suspended holds its lease on and on.
const UPKEEP_WAIT: Duration = Duration::from_secs(60);

/// The content of a lease's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaseFilePurpose {
    /// An operation, which waits for others' upkeep.
    Operation,
    /// Upkeep, which itself waits only for the given time.
    Upkeep,
}

/// Waits for the lock on `path`, at most `wait`, and for an operation until others' upkeep ends; the lock lasts as long as
/// the file stays open.
pub fn acquire(
    path: &Path,
    tenant: &TenantName,
    purpose: LeaseFilePurpose,
    wait: Duration,
    caller: &Caller,
) -> Result<File, StoreError> {
    let start = Instant::now();
    loop {
        caller.check()?;
        let file = open(path)?;
        match file.try_lock() {
            // `down` removes the file while it holds the lock: a lock on a file without its name protects nothing.
            Ok(()) if is_named(&file, path) => {
                mark(&file, purpose);
                return Ok(file);
            }
            Ok(()) => continue,
            Err(TryLockError::Error(error)) => return Err(StoreError::file("lock", path, error)),
            Err(TryLockError::WouldBlock) => {
                let awaits_upkeep = purpose == LeaseFilePurpose::Operation && is_marked(&file);
                let limit = if awaits_upkeep { wait + UPKEEP_WAIT } else { wait };
                if start.elapsed() >= limit {
                    return Err(StoreError::held(tenant, start.elapsed()));
                }
                thread::sleep(RETRY_EVERY);
            }
        }
    }
}

/// Notes what its holder does with a lease. A file that cannot be written only costs others their patience.
pub fn mark(file: &File, purpose: LeaseFilePurpose) {
    let bytes = if purpose == LeaseFilePurpose::Upkeep { 1 } else { 0 };
    let _ = file.set_len(bytes);
}

fn is_marked(file: &File) -> bool {
    file.metadata().is_ok_and(|found| found.len() > 0)
}

fn open(path: &Path) -> Result<File, StoreError> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
    opened.map_err(|error| StoreError::file("open", path, error))
}

fn is_named(file: &File, path: &Path) -> bool {
    let (Ok(ours), Ok(named)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (ours.dev(), ours.ino()) == (named.dev(), named.ino())
}
