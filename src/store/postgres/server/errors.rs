//! What the server's errors mean, and what a caller can do about them.

use sqlx::postgres::PgDatabaseError;

use super::pooler;
use crate::store::{ErrorKind, StoreError, one_line};

/// The SQLSTATE of a server that has no connection left.
pub const FULL: &str = "53300";

/// The SQLSTATE of an error of the server.
pub fn sqlstate(error: &sqlx::Error) -> Option<&str> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    Some(error.code())
}

/// Names what was being done when the server or the connection to it failed. Messages of the server are repeated, their details
/// are not: those may hold rows.
pub fn failed(doing: &str) -> impl FnOnce(sqlx::Error) -> StoreError + use<> {
    let doing = format!("could not {doing}");
    move |error| {
        let (kind, help) = match &error {
            sqlx::Error::Io(_) => (ErrorKind::Machine, Some(UNREACHABLE)),
            sqlx::Error::Database(error) if pooler::is_behind(error.code().as_deref(), error.message()) => {
                (ErrorKind::Refused, Some(pooler::HELP))
            }
            other => sqlstate(other).map_or((ErrorKind::Machine, None), meaning),
        };
        let reason = match &error {
            sqlx::Error::Io(error) => error.to_string(),
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        };
        let failure = StoreError::new(kind, format!("{doing}: {}", one_line(&reason)));
        let failure = help.into_iter().fold(failure, StoreError::with_help);
        if sqlstate(&error).is_some_and(|code| WAITED.contains(&code)) { failure.unchanged() } else { failure }
    }
}

/// What a caller can do about a server that does not answer.
pub const UNREACHABLE: &str = "Check that the server runs, and its address (--store, RESEED_STORE).";

/// What a caller can do about a server that takes no writes.
pub const READ_ONLY: &str =
    "The server is a hot standby, or was made read-only. Use the primary's address (--store, RESEED_STORE).";
/// What a caller can do about a database that lacks characters.
pub const ENCODING: &str = "The database does not have every character. Use one that was created with ENCODING 'UTF8'.";

/// A lock's timeout, a deadlock, a conflict of transactions, a cancelled statement.
const WAITED: [&str; 4] = ["55P03", "40P01", "40001", "57014"];

/// What a caller can do about an SQLSTATE (PostgreSQL manual, appendix A).
fn meaning(code: &str) -> (ErrorKind, Option<&'static str>) {
    match code {
        code if WAITED.contains(&code) => {
            (ErrorKind::Busy, Some("Another session holds a lock. Retry, or use a longer --wait."))
        }
        "57P01" | "57P02" | "57P03" => {
            (ErrorKind::Busy, Some("The server ended the session, or is starting or stopping. Retry in a moment."))
        }
        FULL => (
            ErrorKind::Busy,
            Some("The server has no free connection. Close some, raise max_connections, or use a longer --wait."),
        ),
        "53200" => (
            ErrorKind::Machine,
            Some(
                "The server's lock table or memory is full. Raise max_locks_per_transaction, or use fewer partitions.",
            ),
        ),
        "53100" => {
            (ErrorKind::Machine, Some("The server's disk is full. Free some space, then run the command again."))
        }
        "42501" => (
            ErrorKind::Refused,
            Some(
                "The role lacks a right. It needs CREATE on the database and must own the schemas it works in. Tables with \
                 FORCE ROW LEVEL SECURITY hide rows from their owner, and reseed reads all rows or none: log in as a role \
                 with BYPASSRLS, or run ALTER TABLE … NO FORCE ROW LEVEL SECURITY.",
            ),
        ),
        "3F000" => (
            ErrorKind::Refused,
            Some("The schema was dropped or renamed. Rename it back, or run \"reseed up\", which recreates it."),
        ),
        "25006" => (ErrorKind::Refused, Some(READ_ONLY)),
        "22P05" | "22021" => (ErrorKind::Refused, Some(ENCODING)),
        "28P01" | "28000" => (ErrorKind::Usage, Some("Check the user and the password (PGPASSWORD, ~/.pgpass).")),
        "3D000" => (ErrorKind::NotFound, Some("Create the database first, with createdb.")),
        _ if code.starts_with("23") || code.starts_with("22") => (ErrorKind::Data, None),
        _ => (ErrorKind::Machine, None),
    }
}
