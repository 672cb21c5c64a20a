//! The SQLite C library, made safe: connections, statements, page copies. All `unsafe` of the store is here.
//!
//! Connections of our own rather than sqlx's: they close when they are dropped, so that a file can be hashed, sealed or
//! removed the moment its connection ends, and a cell costs a function call rather than a message to a worker thread.
//! Invariants: a pointer in here is valid for as long as its owner lives, statements and backups borrow their
//! connections, and nothing in here is shared between threads (`NonNull` makes the types `!Send`).

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::marker::PhantomData;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{NonNull, null, null_mut};
use std::thread;
use std::time::Duration;

use libsqlite3_sys as ffi;

use crate::store::Caller;

/// A failure that the library reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlError {
    /// The primary result code.
    pub code: c_int,
    /// The library's words; may name tables and columns, never values.
    pub message: String,
}

impl SqlError {
    /// Whether somebody else's lock is the reason.
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
    /// Sealed file that nobody writes: no locks, no journals.
    Immutable,
    /// Existing file.
    ReadWrite,
    /// New file, or an existing one.
    Create,
}

/// A connection to one database file.
#[derive(Debug)]
pub struct Db {
    ptr: NonNull<ffi::sqlite3>,
    /// What the busy handler reads; ours to free.
    patience: std::cell::Cell<*mut Patience>,
}

/// How long to wait for somebody else's lock.
#[derive(Debug)]
struct Patience {
    wait_ms: usize,
    caller: Caller,
}

impl Db {
    /// Opens a file; its bytes are not looked at yet.
    pub fn open(path: &Path, mode: Mode) -> Result<Db, SqlError> {
        let name =
            CString::new(file_uri(path, mode)).map_err(|_| SqlError::new(ffi::SQLITE_CANTOPEN, "NUL in a path"))?;
        let access = match mode {
            Mode::Immutable => ffi::SQLITE_OPEN_READONLY,
            Mode::ReadWrite => ffi::SQLITE_OPEN_READWRITE,
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

    /// How long a statement or a page copy waits for somebody else's lock. Asks every millisecond: SQLite's own handler
    /// soon asks ten times a second only, and hardly ever meets the gap that a busy writer leaves.
    pub fn set_busy_timeout(&self, wait: Duration) {
        self.set_patience(wait, &Caller::default());
    }

    /// As [`Db::set_busy_timeout`]; a caller who wants the end ends the waiting too.
    pub fn set_patience(&self, wait: Duration, caller: &Caller) {
        let wait_ms = usize::try_from(wait.as_millis()).unwrap_or(usize::MAX);
        let patience = Box::into_raw(Box::new(Patience { wait_ms, caller: caller.clone() }));
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

    /// Compiles a statement that is run many times and gives no rows.
    pub fn command(&self, sql: &str) -> Result<Command<'_>, SqlError> {
        let statement = self.prepare(sql)?;
        // SAFETY: the statement is valid as long as `statement`.
        let parameters = unsafe { ffi::sqlite3_bind_parameter_count(statement.ptr.as_ptr()) as usize };
        Ok(Command { statement, parameters })
    }

    /// Compiles a statement that gives rows, with copies of `values` for its parameters.
    pub fn query(&self, sql: &str, values: &[Value<'_>]) -> Result<Query<'_>, SqlError> {
        let statement = self.prepare(sql)?;
        for (index, value) in values.iter().enumerate() {
            statement.bind(index, value, ffi::SQLITE_TRANSIENT())?;
        }
        Ok(Query { statement })
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

    fn prepare(&self, sql: &str) -> Result<Statement<'_>, SqlError> {
        let length = c_int::try_from(sql.len()).map_err(|_| SqlError::new(ffi::SQLITE_TOOBIG, "statement too long"))?;
        let mut ptr = null_mut();
        // SAFETY: the text is `length` bytes long and outlives the call; `ptr` receives the statement.
        let code =
            unsafe { ffi::sqlite3_prepare_v2(self.ptr.as_ptr(), sql.as_ptr().cast(), length, &mut ptr, null_mut()) };
        self.check(code)?;
        let ptr = NonNull::new(ptr).ok_or_else(|| SqlError::new(ffi::SQLITE_ERROR, "empty statement"))?;
        Ok(Statement { ptr, db: self })
    }

    /// Reads bytes of the database file itself, past the page cache and without a lock, through the connection's own
    /// descriptor: closing any other descriptor of the file would drop this process's locks on it (POSIX). Gives how
    /// many bytes there were up to the file's end.
    pub fn read_file(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SqlError> {
        let left = self.file_bytes()?.saturating_sub(offset);
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let amount = c_int::try_from(wanted).map_err(|_| SqlError::new(ffi::SQLITE_TOOBIG, "buffer too long"))?;
        let (file, methods) = self.file()?;
        let read = methods.xRead.ok_or_else(|| SqlError::new(ffi::SQLITE_IOERR, "file without a read method"))?;
        // SAFETY: `file` is this connection's open file, `buffer` has room for `amount` bytes.
        let code = unsafe { read(file, buffer.as_mut_ptr().cast::<c_void>(), amount, offset as i64) };
        if code == ffi::SQLITE_OK { Ok(wanted) } else { Err(SqlError::new(code, "could not read the database file")) }
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

fn free(patience: *mut Patience) {
    if !patience.is_null() {
        // SAFETY: it came from a box, and its only user has another one or is closed.
        drop(unsafe { Box::from_raw(patience) });
    }
}

/// The URI under which a statement can attach a sealed file. Non-UTF-8 paths come out escaped.
pub fn immutable_uri(path: &Path) -> String {
    file_uri(path, Mode::Immutable).into_iter().map(char::from).collect()
}

/// Waits a millisecond, up to `wait_ms` times.
unsafe extern "C" fn wait_again(patience: *mut c_void, tries: c_int) -> c_int {
    // SAFETY: it is the pointer that `set_patience` gave, which lives as long as this handler is set.
    let Patience { wait_ms, caller } = unsafe { &*patience.cast::<Patience>() };
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

/// A text of at most [`SHORT_LEN_MAX`] bytes, made for one cell.
#[derive(Clone, Copy, Debug)]
pub struct Short {
    bytes: [u8; SHORT_LEN_MAX],
    len: u8,
}

/// The longest text made for a cell: a decimal of 38 digits with sign, leading zero and point.
pub const SHORT_LEN_MAX: usize = 42;

impl Short {
    /// The text `bytes`, cut at [`SHORT_LEN_MAX`].
    pub fn new(text: &[u8]) -> Short {
        let len = text.len().min(SHORT_LEN_MAX);
        let mut bytes = [0; SHORT_LEN_MAX];
        bytes[..len].copy_from_slice(&text[..len]);
        Short { bytes, len: len as u8 }
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// A value on its way into a statement.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// SQL null.
    Null,
    /// An integer.
    Int(i64),
    /// A double.
    Real(f64),
    /// A text that lives somewhere else.
    Text(&'a str),
    /// A text made for this cell; UTF-8.
    Short(Short),
}

/// A value on its way out of a row; lives until the next row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// SQL null.
    Null,
    /// An integer.
    Int(i64),
    /// A double.
    Real(f64),
    /// A text, perhaps not UTF-8.
    Text(&'a [u8]),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Cell<'_> {
    /// The value for people; null is the empty text.
    pub fn to_text(self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Int(value) => value.to_string(),
            Cell::Real(value) => value.to_string(),
            Cell::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Cell::Blob(bytes) => format!("x'{}'", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>()),
        }
    }
}

/// A statement that is run many times and gives no rows.
#[derive(Debug)]
pub struct Command<'db> {
    statement: Statement<'db>,
    parameters: usize,
}

impl Command<'_> {
    /// Runs the statement once with `values` for its parameters, which must be all of them.
    pub fn execute(&mut self, values: &[Value<'_>]) -> Result<(), SqlError> {
        if values.len() != self.parameters {
            return Err(SqlError::new(ffi::SQLITE_RANGE, "wrong number of values for a statement"));
        }
        for (index, value) in values.iter().enumerate() {
            // No copy: the values outlive the step below, and nothing steps again before all are bound anew.
            self.statement.bind(index, value, ffi::SQLITE_STATIC())?;
        }
        let result = self.statement.step().map(|_| ());
        // SAFETY: the statement is valid as long as `self`; the code repeats the step's error.
        unsafe { ffi::sqlite3_reset(self.statement.ptr.as_ptr()) };
        result
    }
}

/// A statement that gives rows.
#[derive(Debug)]
pub struct Query<'db> {
    statement: Statement<'db>,
}

impl Query<'_> {
    /// The next row, none at the end.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, SqlError> {
        Ok(self.statement.step()?.then_some(Row { ptr: self.statement.ptr, statement: PhantomData }))
    }

    /// How many columns a row has.
    pub fn column_count(&self) -> usize {
        // SAFETY: the statement is valid as long as `self`.
        unsafe { ffi::sqlite3_column_count(self.statement.ptr.as_ptr()) as usize }
    }
}

#[derive(Debug)]
struct Statement<'db> {
    ptr: NonNull<ffi::sqlite3_stmt>,
    db: &'db Db,
}

impl Statement<'_> {
    /// True when there is a row.
    fn step(&mut self) -> Result<bool, SqlError> {
        // SAFETY: the statement is valid as long as `self`; see `Command` and `Query` for the memory bound to it.
        match unsafe { ffi::sqlite3_step(self.ptr.as_ptr()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => Err(self.db.error(code)),
        }
    }

    fn bind(&self, index: usize, value: &Value<'_>, keep: ffi::sqlite3_destructor_type) -> Result<(), SqlError> {
        let (statement, index) = (self.ptr.as_ptr(), index as c_int + 1);
        let code = match value {
            // SAFETY (all three): the statement is valid; a parameter that does not exist is reported, not undefined.
            Value::Null => unsafe { ffi::sqlite3_bind_null(statement, index) },
            Value::Int(value) => unsafe { ffi::sqlite3_bind_int64(statement, index, *value) },
            Value::Real(value) => unsafe { ffi::sqlite3_bind_double(statement, index, *value) },
            Value::Text(text) => bind_text(statement, index, text.as_bytes(), keep),
            Value::Short(text) => bind_text(statement, index, text.as_bytes(), keep),
        };
        self.db.check(code)
    }
}

fn bind_text(
    statement: *mut ffi::sqlite3_stmt,
    index: c_int,
    text: &[u8],
    keep: ffi::sqlite3_destructor_type,
) -> c_int {
    // An empty slice may dangle, and SQLite takes a null pointer for SQL null: point at a real byte.
    let start: *const c_char = if text.is_empty() { c"".as_ptr() } else { text.as_ptr().cast() };
    // SAFETY: `start` points at `text.len()` bytes that the caller keeps alive until the statement was stepped, or that
    // SQLite copies now, as `keep` says.
    unsafe { ffi::sqlite3_bind_text64(statement, index, start, text.len() as u64, keep, ffi::SQLITE_UTF8 as u8) }
}

impl Drop for Statement<'_> {
    fn drop(&mut self) {
        // SAFETY: finalized once, before its connection closes (it borrows it).
        unsafe { ffi::sqlite3_finalize(self.ptr.as_ptr()) };
    }
}

/// A row of a statement that has not moved on.
pub struct Row<'s> {
    ptr: NonNull<ffi::sqlite3_stmt>,
    statement: PhantomData<&'s mut ()>,
}

impl Row<'_> {
    /// The value of a column, counted from 0; null beyond the last.
    pub fn cell(&self, column: usize) -> Cell<'_> {
        let (statement, column) = (self.ptr.as_ptr(), column as c_int);
        // SAFETY: the row borrows its statement mutably, so the statement has not moved on; a column out of range reads
        // as null. Text and blob pointers stay valid until then, and their length is asked for after the pointer.
        unsafe {
            match ffi::sqlite3_column_type(statement, column) {
                ffi::SQLITE_INTEGER => Cell::Int(ffi::sqlite3_column_int64(statement, column)),
                ffi::SQLITE_FLOAT => Cell::Real(ffi::sqlite3_column_double(statement, column)),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_column_text(statement, column);
                    Cell::Text(bytes_at(start, ffi::sqlite3_column_bytes(statement, column)))
                }
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_column_blob(statement, column).cast();
                    Cell::Blob(bytes_at(start, ffi::sqlite3_column_bytes(statement, column)))
                }
                _ => Cell::Null,
            }
        }
    }
}

/// # Safety
/// `start` is null or points at `length` bytes that live for `'a`.
unsafe fn bytes_at<'a>(start: *const u8, length: c_int) -> &'a [u8] {
    match usize::try_from(length) {
        // SAFETY: by contract, and not null.
        Ok(length) if !start.is_null() => unsafe { std::slice::from_raw_parts(start, length) },
        _ => &[],
    }
}

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
    /// Rolls the destination back, unless the last step said that the copy was committed.
    fn drop(&mut self) {
        // SAFETY: finished once, while both connections are open (they are borrowed).
        unsafe { ffi::sqlite3_backup_finish(self.ptr.as_ptr()) };
    }
}

fn code_text(code: c_int) -> String {
    // SAFETY: always gives a static NUL-terminated string.
    unsafe { CStr::from_ptr(ffi::sqlite3_errstr(code)) }.to_string_lossy().into_owned()
}
