//! The mark of a swap: a random number in the header's `application_id` of the standby, which arrives with its pages.
//!
//! It is drawn for one standby and kept in the control database before the swap, so a user who can only write the live
//! file cannot know it. It identifies the last swap of a live file; it is never the only evidence that a swap
//! happened (see [`super::live::is_copy_of`]), because the live file is the tenant's. Tenants should not set
//! `application_id`; one that they set is not restored by undo.
//!
//! Versions of reseed that numbered their marks wrote [`NUMBERED`] plus the epoch's number. Such live files are known by
//! that until their next swap.

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::failed;
use super::files;
use super::raw::{Db, Mode};
use crate::store::StoreError;

/// Where a database file's header keeps `application_id`, big-endian.
pub const OFFSET: u64 = 68;

/// The first of the marks that older versions wrote; the lower 24 bits are the epoch's number.
pub const NUMBERED: u32 = 0x5200_0000;

/// A new mark, from the operating system's random numbers: never 0, which is the mark of a file without any, and never
/// one that an older version may have written.
///
/// # Errors
/// `Machine` when the system has no random numbers.
pub fn draw() -> Result<u32, StoreError> {
    loop {
        let mark = getrandom::u32()
            .map_err(|error| StoreError::machine(format!("could not get a random number from the system: {error}")))?;
        if mark != 0 && mark & 0xff00_0000 != NUMBERED {
            return Ok(mark);
        }
    }
}

/// Writes the mark into a standby that no other process has open.
pub fn write(standby: &Path, mark: u32) -> Result<(), StoreError> {
    if files::bytes(standby) == 0 {
        // An empty file is an empty database without a header to patch.
        let db = Db::open(standby, Mode::ReadWrite).map_err(failed("open the standby"))?;
        return db.exec(&format!("PRAGMA application_id = {}", mark as i32)).map_err(failed("mark the standby"));
    }
    let file = OpenOptions::new().write(true).open(standby);
    let marked = file.and_then(|file| file.write_all_at(&mark.to_be_bytes(), OFFSET));
    marked.map_err(|error| StoreError::file("mark", standby, error))
}
