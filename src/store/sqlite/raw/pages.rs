//! Page copies: all of one database over another, in one transaction.

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::ptr::NonNull;

use rusqlite::ffi;

use super::{Db, SqlError};

/// A copy of all pages of one database over those of another, as one transaction of the latter.
///
/// The destination's connection is borrowed mutably because nothing may use it before the copy ends.
pub struct PageCopy<'a> {
    ptr: NonNull<ffi::sqlite3_backup>,
    _connections: PhantomData<(&'a mut Db, &'a Db)>,
}

impl<'a> PageCopy<'a> {
    /// Prepares the copy; no lock is taken yet.
    pub fn new(destination: &'a mut Db, source: &'a Db) -> Result<Self, SqlError> {
        let main = c"main".as_ptr();
        // SAFETY: both connections are open, distinct (one is borrowed mutably) and outlive the copy.
        let ptr = unsafe { ffi::sqlite3_backup_init(destination.ptr.as_ptr(), main, source.ptr.as_ptr(), main) };
        let ptr = NonNull::new(ptr).ok_or_else(|| destination.error(ffi::SQLITE_ERROR))?;
        Ok(PageCopy { ptr, _connections: PhantomData })
    }

    /// Copies up to `pages_max` pages; true once the copy has been committed. The first step locks the destination
    /// against all writers until the copy ends; 0 pages do only that.
    pub fn step(&mut self, pages_max: u16) -> Result<bool, SqlError> {
        // SAFETY: the copy has not been finished.
        match unsafe { ffi::sqlite3_backup_step(self.ptr.as_ptr(), c_int::from(pages_max)) } {
            ffi::SQLITE_OK => Ok(false),
            ffi::SQLITE_DONE => Ok(true),
            code => Err(SqlError::new(code, code_text(code))),
        }
    }
}

impl Drop for PageCopy<'_> {
    /// Rolls the destination back, unless the last step reported that the copy was committed.
    fn drop(&mut self) {
        // SAFETY: finished once, while both connections are open (they are borrowed).
        unsafe { ffi::sqlite3_backup_finish(self.ptr.as_ptr()) };
    }
}

fn code_text(code: c_int) -> String {
    // SAFETY: always gives a static NUL-terminated string.
    unsafe { CStr::from_ptr(ffi::sqlite3_errstr(code)) }.to_string_lossy().into_owned()
}
