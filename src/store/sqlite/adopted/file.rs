//! Connections to an application's file.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::store::quote::literal;
use crate::store::sqlite::raw::{Db, Mode, SqlError};
use crate::store::sqlite::{failed, raw};
use crate::store::{Caller, StoreError};

/// How long a command that only reads waits.
pub const READ_WAIT: Duration = Duration::from_secs(5);

/// A connection on which neither triggers nor foreign keys act: what it writes is written and nothing else.
///
/// # Errors
/// `NotFound` without the file.
pub fn open(file: &Path, wait: Duration, caller: &Caller) -> Result<Db, StoreError> {
    let db = open_as_application(file, wait, caller)?;
    db.stop_triggers().map_err(failed("open the application's file"))?;
    Ok(db)
}

/// A connection on which triggers fire, and foreign keys do not act.
///
/// # Errors
/// As [`open`].
pub fn open_as_application(file: &Path, wait: Duration, caller: &Caller) -> Result<Db, StoreError> {
    let shown = file.display().to_string();
    if !file.is_file() {
        return Err(StoreError::not_found(format!("the application's file {shown:?} is not there"))
            .with_help("Put it back, or name another one with \"reseed adopt TENANT --file FILE\"."));
    }
    let db = Db::open(file, Mode::Live).map_err(failed("open the application's file"))?;
    db.set_patience(wait, caller);
    db.exec("PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF").map_err(failed("open the application's file"))?;
    Ok(db)
}

/// Makes another file readable as a database of this name.
pub fn attach(db: &Db, file: &Path, name: &str) -> Result<(), StoreError> {
    db.exec(&format!("ATTACH {} AS {name}", literal(&raw::uri(file)))).map_err(failed("open a copy"))
}

/// The same of a file that is sealed.
pub fn attach_sealed(db: &Db, file: &Path, name: &str) -> Result<(), StoreError> {
    db.exec(&format!("ATTACH {} AS {name}", literal(&raw::immutable_uri(file)))).map_err(failed("open a copy"))
}

/// Begins a transaction during which no other connection writes. Gives how long that took, in milliseconds.
pub fn begin(db: &Db, wait: Duration, caller: &Caller) -> Result<f64, StoreError> {
    let began = Instant::now();
    db.exec("BEGIN IMMEDIATE").map_err(|error| busy_or(error, wait, caller))?;
    if db.has_moved().map_err(failed("look at the application's file"))? {
        return Err(StoreError::busy("the application's file was replaced by another one just now")
            .with_help("Run the command again.")
            .unchanged());
    }
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

/// Commits; what could not be is rolled back.
pub fn commit(db: &Db, wait: Duration, caller: &Caller) -> Result<(), StoreError> {
    db.exec("COMMIT").map_err(|error| {
        let error = busy_or(error, wait, caller);
        // The connection's end rolls back what this cannot.
        let _ = db.exec("ROLLBACK");
        error
    })
}

fn busy_or(error: SqlError, wait: Duration, caller: &Caller) -> StoreError {
    if let Err(stopped) = caller.check() {
        return stopped;
    }
    if !error.is_busy() {
        return failed("write to the application's file")(error);
    }
    let waited = wait.as_millis();
    StoreError::busy(format!(
        "could not lock the application's file: another connection's transaction lasts; waited {waited} ms"
    ))
    .with_help("End the application's open transactions, or use a longer --wait.")
    .unchanged()
}
