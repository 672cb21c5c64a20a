//! Prepared statements, and the rows that they give.

use std::ffi::{c_char, c_int};
use std::marker::PhantomData;
use std::ptr::{NonNull, null_mut};

use rusqlite::ffi;

use super::{Cell, Db, SqlError, Value};

/// A statement that is run many times and gives no rows.
#[derive(Debug)]
pub struct WriteStatement<'db> {
    statement: PreparedStatement<'db>,
    parameters: usize,
}

impl<'db> WriteStatement<'db> {
    pub(super) fn new(db: &'db Db, sql: &str) -> Result<Self, SqlError> {
        let statement = PreparedStatement::new(db, sql)?;
        // SAFETY: the statement is valid as long as `statement`.
        let parameters = unsafe { ffi::sqlite3_bind_parameter_count(statement.ptr.as_ptr()) as usize };
        Ok(WriteStatement { statement, parameters })
    }

    /// Runs the statement once with `values` for its parameters, which must be all of them.
    pub fn execute(&mut self, values: &[Value<'_>]) -> Result<(), SqlError> {
        if values.len() != self.parameters {
            return Err(SqlError::new(ffi::SQLITE_RANGE, "wrong number of values for a statement"));
        }
        for (index, value) in values.iter().enumerate() {
            // No copy: the values outlive the step below, and nothing steps again before all are bound again.
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
    statement: PreparedStatement<'db>,
}

impl<'db> Query<'db> {
    pub(super) fn new(db: &'db Db, sql: &str, values: &[Value<'_>]) -> Result<Self, SqlError> {
        let statement = PreparedStatement::new(db, sql)?;
        for (index, value) in values.iter().enumerate() {
            statement.bind(index, value, ffi::SQLITE_TRANSIENT())?;
        }
        Ok(Query { statement })
    }

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
struct PreparedStatement<'db> {
    ptr: NonNull<ffi::sqlite3_stmt>,
    db: &'db Db,
}

impl<'db> PreparedStatement<'db> {
    fn new(db: &'db Db, sql: &str) -> Result<Self, SqlError> {
        let length = c_int::try_from(sql.len()).map_err(|_| SqlError::new(ffi::SQLITE_TOOBIG, "statement too long"))?;
        let mut ptr = null_mut();
        // SAFETY: the text is `length` bytes long and outlives the call; `ptr` receives the statement.
        let code =
            unsafe { ffi::sqlite3_prepare_v2(db.ptr.as_ptr(), sql.as_ptr().cast(), length, &mut ptr, null_mut()) };
        db.check(code)?;
        let ptr = NonNull::new(ptr).ok_or_else(|| SqlError::new(ffi::SQLITE_ERROR, "empty statement"))?;
        Ok(PreparedStatement { ptr, db })
    }

    /// True when there is a row.
    fn step(&mut self) -> Result<bool, SqlError> {
        // SAFETY: the statement is valid as long as `self`; see `WriteStatement` and `Query` for the memory bound to it.
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
            // SAFETY: as of texts below; 16 bytes at a real address.
            Value::Uuid(bytes) => unsafe {
                ffi::sqlite3_bind_blob64(statement, index, bytes.as_ptr().cast(), bytes.len() as u64, keep)
            },
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
    // SQLite copies now, as `keep` requests.
    unsafe { ffi::sqlite3_bind_text64(statement, index, start, text.len() as u64, keep, ffi::SQLITE_UTF8 as u8) }
}

impl Drop for PreparedStatement<'_> {
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
pub(super) unsafe fn bytes_at<'a>(start: *const u8, length: c_int) -> &'a [u8] {
    match usize::try_from(length) {
        // SAFETY: by contract, and not null.
        Ok(length) if !start.is_null() => unsafe { std::slice::from_raw_parts(start, length) },
        _ => &[],
    }
}
