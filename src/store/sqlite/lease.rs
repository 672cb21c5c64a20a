//! A tenant's lease: an advisory lock on a file beside its database. It ends with the process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::store::{Caller, StoreError, TenantName};

/// How often a held lock is tried again.
const RETRY_EVERY: Duration = Duration::from_millis(20);

/// Waits for the lock on `path`, at most `wait`; the lock lasts as long as the file stays open.
pub fn acquire(path: &Path, tenant: &TenantName, wait: Duration, caller: &Caller) -> Result<File, StoreError> {
    let start = Instant::now();
    loop {
        caller.check()?;
        let file = open(path)?;
        match file.try_lock() {
            // `down` removes the file while it holds the lock: a lock on a file without its name protects nothing.
            Ok(()) if is_named(&file, path) => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::Error(error)) => return Err(StoreError::file("lock", path, error)),
            Err(TryLockError::WouldBlock) if start.elapsed() >= wait => return Err(StoreError::held(tenant, wait)),
            Err(TryLockError::WouldBlock) => thread::sleep(RETRY_EVERY),
        }
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
    opened.map_err(|error| StoreError::file("open", path, error))
}

fn is_named(file: &File, path: &Path) -> bool {
    let (Ok(ours), Ok(named)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (ours.dev(), ours.ino()) == (named.dev(), named.ino())
}
