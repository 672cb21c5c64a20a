//! The SQLite C library, made safe: connections, statements, page copies. All `unsafe` of the store is here.
//!
//! Connections of our own rather than sqlx's: they close when they are dropped, so that a file can be hashed, sealed or
//! removed the moment its connection ends, and a cell costs a function call rather than a message to a worker thread.
//! Invariants: a pointer in here is valid for as long as its owner lives, statements and backups borrow their
//! connections, and nothing in here is shared between threads (`NonNull` makes the types `!Send`).

mod function;
mod pages;
mod statement;
mod value;
mod vfs;

use std::ffi::{CStr, CString, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{NonNull, null, null_mut};
use std::thread;
use std::time::Duration;

use rusqlite::ffi;

use crate::store::Caller;
pub use function::CanonicalForm;
pub use pages::PageCopy;
pub use statement::{Query, WriteStatement};
pub use value::{Cell, Short, Value};
pub use vfs::known_logs;

/// A failure that the library reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlError {
    /// The primary result code.
    pub code: c_int,
    /// The library's words; may name tables and columns, never values.
    pub message: String,
}

impl SqlError {
    /// Whether another connection's lock is the reason.
    pub fn is_busy(&self) -> bool {
        matches!(self.code, ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED)
    }

    /// Whether the file is not a database, or not a whole one.
    pub fn is_damage(&self) -> bool {
        matches!(self.code, ffi::SQLITE_NOTADB | ffi::SQLITE_CORRUPT)
    }

    fn new(code: c_int, message: impl Into<String>) -> Self {
        SqlError { code: code & 0xff, message: message.into() }
    }
}

/// How a database file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Sealed file that is never written: no locks, no journals.
    Immutable,
    /// Existing file that is only read.
    ReadOnly,
    /// Existing file.
    ReadWrite,
    /// Existing file that another user may have replaced by a symbolic link, which is then not followed.
    Live,
    /// New file, or an existing one.
    Create,
}

/// A connection to one database file.
#[derive(Debug)]
pub struct Db {
    ptr: NonNull<ffi::sqlite3>,
    /// What the busy handler reads; ours to free.
    patience: std::cell::Cell<*mut BusyWait>,
}

/// How long to wait for another connection's lock.
#[derive(Debug)]
struct BusyWait {
    wait_ms: usize,
    caller: Caller,
}

impl Db {
    /// Opens a file; its bytes are not looked at yet.
    pub fn open(path: &Path, mode: Mode) -> Result<Db, SqlError> {
        let name =
            CString::new(file_uri(path, mode)).map_err(|_| SqlError::new(ffi::SQLITE_CANTOPEN, "NUL in a path"))?;
        let access = match mode {
            Mode::Immutable | Mode::ReadOnly => ffi::SQLITE_OPEN_READONLY,
            Mode::ReadWrite => ffi::SQLITE_OPEN_READWRITE,
            Mode::Live => ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_NOFOLLOW,
            Mode::Create => ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE,
        };
        let flags = access | ffi::SQLITE_OPEN_URI | ffi::SQLITE_OPEN_NOMUTEX | ffi::SQLITE_OPEN_EXRESCODE;
        let mut ptr = null_mut();
        // SAFETY: `name` is a NUL-terminated string that outlives the call; `ptr` receives the connection.
        let code = unsafe { ffi::sqlite3_open_v2(name.as_ptr(), &mut ptr, flags, null()) };
        let db = NonNull::new(ptr)
            .map(|ptr| Db { ptr, patience: std::cell::Cell::new(null_mut()) })
            .ok_or_else(|| SqlError::new(code, "out of memory"))?;
        db.check(code)?;
        Ok(db)
    }

    /// How long a statement or a page copy waits for another connection's lock. Asks every millisecond: SQLite's own handler
    /// soon asks ten times a second only, and hardly ever meets the gap that a busy writer leaves.
    pub fn set_busy_timeout(&self, wait: Duration) {
        self.set_patience(wait, &Caller::default());
    }

    /// As [`Db::set_busy_timeout`]; a caller who wants the end ends the waiting too.
    pub fn set_patience(&self, wait: Duration, caller: &Caller) {
        let wait_ms = usize::try_from(wait.as_millis()).unwrap_or(usize::MAX);
        let patience = Box::into_raw(Box::new(BusyWait { wait_ms, caller: caller.clone() }));
        // SAFETY: the connection is open as long as `self` lives, and `patience` until another one takes its place.
        unsafe { ffi::sqlite3_busy_handler(self.ptr.as_ptr(), Some(wait_again), patience.cast()) };
        free(self.patience.replace(patience));
    }

    /// Runs statements whose rows, if any, do not matter.
    pub fn exec(&self, sql: &str) -> Result<(), SqlError> {
        let sql = CString::new(sql).map_err(|_| SqlError::new(ffi::SQLITE_ERROR, "NUL in a statement"))?;
        // SAFETY: `sql` is NUL-terminated and outlives the call; no callback and no message pointer are given.
        let code = unsafe { ffi::sqlite3_exec(self.ptr.as_ptr(), sql.as_ptr(), None, null_mut(), null_mut()) };
        self.check(code)
    }

    /// Lets no trigger fire on this connection, whichever it writes to.
    pub fn stop_triggers(&self) -> Result<(), SqlError> {
        // SAFETY: the connection is open; the option takes an int and a pointer that may be null.
        let code = unsafe {
            ffi::sqlite3_db_config(
                self.ptr.as_ptr(),
                ffi::SQLITE_DBCONFIG_ENABLE_TRIGGER,
                0 as c_int,
                null_mut::<c_int>(),
            )
        };
        self.check(code)
    }

    /// Compiles a statement that is run many times and gives no rows.
    pub fn command(&self, sql: &str) -> Result<WriteStatement<'_>, SqlError> {
        WriteStatement::new(self, sql)
    }

    /// Compiles a statement that gives rows, with copies of `values` for its parameters.
    pub fn query(&self, sql: &str, values: &[Value<'_>]) -> Result<Query<'_>, SqlError> {
        Query::new(self, sql, values)
    }

    /// The integer in the first row's first column; 0 if there is none.
    pub fn integer(&self, sql: &str) -> Result<i64, SqlError> {
        let mut query = self.query(sql, &[])?;
        let row = query.next_row()?;
        Ok(row.map_or(0, |row| if let Cell::Int(value) = row.cell(0) { value } else { 0 }))
    }

    /// Every row's columns as text; null is the empty text.
    pub fn texts(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Vec<String>>, SqlError> {
        let mut query = self.query(sql, values)?;
        let columns = query.column_count();
        let mut rows = Vec::new();
        while let Some(row) = query.next_row()? {
            rows.push((0..columns).map(|column| row.cell(column).to_text()).collect());
        }
        Ok(rows)
    }

    /// Reads bytes of the database file itself, past the page cache and without a lock, through the connection's own
    /// descriptor: closing any other descriptor of the file would drop this process's locks on it (POSIX). Gives how
    /// many bytes there were up to the file's end.
    pub fn read_file(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SqlError> {
        let left = self.file_bytes()?.saturating_sub(offset);
        let len = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let amount = c_int::try_from(len).map_err(|_| SqlError::new(ffi::SQLITE_TOOBIG, "buffer too long"))?;
        let (file, methods) = self.file()?;
        let read = methods.xRead.ok_or_else(|| SqlError::new(ffi::SQLITE_IOERR, "file without a read method"))?;
        // SAFETY: `file` is this connection's open file, `buffer` has room for `amount` bytes.
        let code = unsafe { read(file, buffer.as_mut_ptr().cast::<c_void>(), amount, offset as i64) };
        if code == ffi::SQLITE_OK { Ok(len) } else { Err(SqlError::new(code, "could not read the database file")) }
    }

    /// Whether the name under which the file was opened leads to another file by now, or to none.
    pub fn has_moved(&self) -> Result<bool, SqlError> {
        let mut moved: c_int = 0;
        // SAFETY: HAS_MOVED stores an int of the main database in `moved`.
        let code = unsafe {
            ffi::sqlite3_file_control(
                self.ptr.as_ptr(),
                c"main".as_ptr(),
                ffi::SQLITE_FCNTL_HAS_MOVED,
                (&raw mut moved).cast::<c_void>(),
            )
        };
        self.check(code).map(|()| moved != 0)
    }

    fn file_bytes(&self) -> Result<u64, SqlError> {
        let (file, methods) = self.file()?;
        let size = methods.xFileSize.ok_or_else(|| SqlError::new(ffi::SQLITE_IOERR, "file without a size method"))?;
        let mut bytes: i64 = 0;
        // SAFETY: `file` is this connection's open file; `bytes` receives its size.
        let code = unsafe { size(file, &mut bytes) };
        if code == ffi::SQLITE_OK { Ok(bytes as u64) } else { Err(SqlError::new(code, "could not size the file")) }
    }

    fn file(&self) -> Result<(*mut ffi::sqlite3_file, &ffi::sqlite3_io_methods), SqlError> {
        let mut file: *mut ffi::sqlite3_file = null_mut();
        // SAFETY: FILE_POINTER stores a `sqlite3_file*` of the main database in `file`.
        let code = unsafe {
            ffi::sqlite3_file_control(
                self.ptr.as_ptr(),
                c"main".as_ptr(),
                ffi::SQLITE_FCNTL_FILE_POINTER,
                (&raw mut file).cast::<c_void>(),
            )
        };
        self.check(code)?;
        // SAFETY: an open `sqlite3_file` lives as long as its connection; `pMethods` is null when it is not open.
        let methods = unsafe { file.as_ref().and_then(|open| open.pMethods.as_ref()) };
        methods.map(|methods| (file, methods)).ok_or_else(|| SqlError::new(ffi::SQLITE_CANTOPEN, "file is not open"))
    }

    fn check(&self, code: c_int) -> Result<(), SqlError> {
        if code == ffi::SQLITE_OK { Ok(()) } else { Err(self.error(code)) }
    }

    fn error(&self, code: c_int) -> SqlError {
        // SAFETY: the connection is open; the message is a NUL-terminated string valid until the next call on it.
        let message = unsafe { CStr::from_ptr(ffi::sqlite3_errmsg(self.ptr.as_ptr())) };
        SqlError::new(code, message.to_string_lossy())
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        // SAFETY: statements and backups borrow the connection, so none is left; it is closed once.
        unsafe { ffi::sqlite3_close(self.ptr.as_ptr()) };
        free(self.patience.get());
    }
}

fn free(patience: *mut BusyWait) {
    if !patience.is_null() {
        // SAFETY: it came from a box, and its only user has another one or is closed.
        drop(unsafe { Box::from_raw(patience) });
    }
}

/// The URI under which a statement can attach a file. Non-UTF-8 paths come out escaped.
pub fn uri(path: &Path) -> String {
    file_uri(path, Mode::ReadWrite).into_iter().map(char::from).collect()
}

/// The URI under which a statement can attach a sealed file. Non-UTF-8 paths come out escaped.
pub fn immutable_uri(path: &Path) -> String {
    file_uri(path, Mode::Immutable).into_iter().map(char::from).collect()
}

/// Waits a millisecond, up to `wait_ms` times.
unsafe extern "C" fn wait_again(patience: *mut c_void, tries: c_int) -> c_int {
    // SAFETY: it is the pointer that `set_patience` gave, which lives as long as this handler is set.
    let BusyWait { wait_ms, caller } = unsafe { &*patience.cast::<BusyWait>() };
    let again = !caller.is_stopped() && usize::try_from(tries).is_ok_and(|tries| tries < *wait_ms);
    if again {
        thread::sleep(Duration::from_millis(1));
    }
    c_int::from(again)
}

fn file_uri(path: &Path, mode: Mode) -> Vec<u8> {
    let mut uri = b"file:".to_vec();
    for &byte in path.as_os_str().as_bytes() {
        match byte {
            b'?' | b'#' | b'%' | 0x80.. => uri.extend_from_slice(format!("%{byte:02X}").as_bytes()),
            _ => uri.push(byte),
        }
    }
    if mode == Mode::Immutable {
        uri.extend_from_slice(b"?immutable=1");
    }
    uri
}
