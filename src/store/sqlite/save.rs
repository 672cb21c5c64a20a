//! Copies of the live file's committed state, made through SQLite's own descriptors.

use std::io::Write;
use std::path::Path;

use super::raw::{Db, Mode, PageCopy};
use super::{failed, files};
use crate::store::StoreError;
use crate::store::crash::crash_point;

/// Pages per step: 16 MiB of the usual 4 KiB pages.
pub const STEP_PAGES: u16 = 4096;

/// What a connection sees, page for page: its open read transaction, or the state at this moment.
pub fn pages(live: &Db, target: &Path) -> Result<(), StoreError> {
    drop(files::create(target)?);
    let mut copied = Db::open(target, Mode::ReadWrite).map_err(failed("copy the live state"))?;
    copied.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF").map_err(failed("copy the live state"))?;
    let mut copy = PageCopy::new(&mut copied, live).map_err(failed("save the live state"))?;
    while !copy.step(STEP_PAGES).map_err(failed("save the live state"))? {
        crash_point("swap.saving");
    }
    drop(copy);
    // The header was copied and has WAL set; a sealed file must be readable without one.
    copied.exec("PRAGMA journal_mode = DELETE").map_err(failed("complete the copy of the live state"))
}

/// The file's bytes, whatever they are: the committed state of a file in rollback mode that the caller has locked.
pub fn bytes(live: &Db, target: &Path) -> Result<(), StoreError> {
    let mut copied = files::create(target)?;
    let (mut offset, mut buffer) = (0, vec![0; 1 << 20]);
    loop {
        let count = live.read_file(offset, &mut buffer).map_err(failed("save the live state"))?;
        if count == 0 {
            return Ok(());
        }
        copied.write_all(&buffer[..count]).map_err(|error| StoreError::file("write", target, error))?;
        crash_point("swap.saving");
        offset += count as u64;
    }
}
