//! The system's file access with one difference: a write-ahead log that is there already is opened without the flag that
//! may make one.
//!
//! With that flag the library takes the log for a new file, and syncs its folder at the first sync of every connection:
//! for a short-lived process that is one wait for the disk more. A log that a connection does make is still synced with
//! its folder.

use std::ffi::{CStr, OsStr, c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::null;
use std::sync::OnceLock;

use rusqlite::ffi;

type OpenFunction =
    unsafe extern "C" fn(*mut ffi::sqlite3_vfs, *const c_char, *mut ffi::sqlite3_file, c_int, *mut c_int) -> c_int;

/// How the system's file access opens files; none where there is no such method.
static SYSTEM_OPEN: OnceLock<Option<OpenFunction>> = OnceLock::new();

/// Registers it, once in a process, and gives the name under which connections ask for it.
pub fn known_logs() -> &'static str {
    const NAME: &CStr = c"reseed-known-logs";
    SYSTEM_OPEN.get_or_init(|| {
        // SAFETY: null asks for the default, which lives as long as the process; a copy of it that is never freed is
        // as good, since its methods take what they need from the fields that were copied.
        unsafe {
            let system = ffi::sqlite3_vfs_find(null());
            let copy = Box::leak(Box::new(*system));
            let system_open = copy.xOpen;
            copy.zName = NAME.as_ptr();
            copy.xOpen = Some(open);
            ffi::sqlite3_vfs_register(copy, 0);
            system_open
        }
    });
    "reseed-known-logs"
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let Some(system_open) = SYSTEM_OPEN.get().copied().flatten() else { return ffi::SQLITE_CANTOPEN };
    let is_known = flags & ffi::SQLITE_OPEN_WAL != 0 && !name.is_null() && {
        // SAFETY: a name is NUL-terminated and outlives the call.
        let name = unsafe { CStr::from_ptr(name) };
        Path::new(OsStr::from_bytes(name.to_bytes())).exists()
    };
    let flags = if is_known { flags & !ffi::SQLITE_OPEN_CREATE } else { flags };
    // SAFETY: the library's own arguments, to the method that it would have called.
    unsafe { system_open(vfs, name, file, flags, out) }
}
