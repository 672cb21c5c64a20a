//! A function that statements can call: two stored values are the same when it gives the same for both.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;

use rusqlite::ffi;

use super::statement::bytes_at;
use super::{Cell, Db, SqlError};

/// Gives the canonical form of a value of a type, as text, or as bytes where it is no value of the type; none for null.
pub type Canonical = fn(ty: &str, cell: Cell<'_>) -> Option<CanonicalForm>;

/// A canonical form.
pub enum CanonicalForm {
    /// Of a value of the type.
    Text(String),
    /// Of any other.
    Bytes(Vec<u8>),
}

impl Db {
    /// Lets statements of this connection call `canonical(type, value)`.
    pub fn let_call(&self, canonical: Canonical) -> Result<(), SqlError> {
        let flags = ffi::SQLITE_UTF8 | ffi::SQLITE_DETERMINISTIC;
        // SAFETY: the name is NUL-terminated; the user data is a function pointer, which lives as long as the program.
        let code = unsafe {
            ffi::sqlite3_create_function_v2(
                self.ptr.as_ptr(),
                c"canonical".as_ptr(),
                2,
                flags,
                canonical as *mut c_void,
                Some(call),
                None,
                None,
                None,
            )
        };
        self.check(code)
    }
}

unsafe extern "C" fn call(context: *mut ffi::sqlite3_context, count: c_int, values: *mut *mut ffi::sqlite3_value) {
    debug_assert_eq!(count, 2);
    // SAFETY: the user data is what `let_call` gave; there are two values, which live until this returns; results are
    // copied before their owners end.
    unsafe {
        let canonical = std::mem::transmute::<*mut c_void, Canonical>(ffi::sqlite3_user_data(context));
        let (ty, cell) = (cell_of(*values), cell_of(*values.add(1)));
        let Cell::Text(ty) = ty else { return ffi::sqlite3_result_null(context) };
        match canonical(std::str::from_utf8(ty).unwrap_or_default(), cell) {
            None => ffi::sqlite3_result_null(context),
            Some(CanonicalForm::Text(text)) => {
                let (start, length) = (text.as_ptr().cast::<c_char>(), text.len() as u64);
                let (keep, encoding) = (ffi::SQLITE_TRANSIENT(), ffi::SQLITE_UTF8 as u8);
                ffi::sqlite3_result_text64(context, start, length, keep, encoding);
            }
            Some(CanonicalForm::Bytes(bytes)) => {
                let (start, length) = (bytes.as_ptr().cast::<c_void>(), bytes.len() as u64);
                ffi::sqlite3_result_blob64(context, start, length, ffi::SQLITE_TRANSIENT());
            }
        }
    }
}

/// # Safety
/// `value` is a protected value that lives for `'a` and is not converted meanwhile.
unsafe fn cell_of<'a>(value: *mut ffi::sqlite3_value) -> Cell<'a> {
    debug_assert_ne!(value, null_mut());
    // SAFETY: by contract; pointers are asked for before lengths.
    unsafe {
        match ffi::sqlite3_value_type(value) {
            ffi::SQLITE_INTEGER => Cell::Int(ffi::sqlite3_value_int64(value)),
            ffi::SQLITE_FLOAT => Cell::Real(ffi::sqlite3_value_double(value)),
            ffi::SQLITE_TEXT => {
                let start = ffi::sqlite3_value_text(value);
                Cell::Text(bytes_at(start, ffi::sqlite3_value_bytes(value)))
            }
            ffi::SQLITE_BLOB => {
                let start = ffi::sqlite3_value_blob(value).cast();
                Cell::Blob(bytes_at(start, ffi::sqlite3_value_bytes(value)))
            }
            _ => Cell::Null,
        }
    }
}
