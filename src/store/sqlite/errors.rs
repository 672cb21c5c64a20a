//! What errors of the control database mean.

use crate::store::StoreError;

/// What the database says, without what the library puts around it.
pub(super) fn words(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// A failure to use the control database.
pub(super) fn failed(error: rusqlite::Error) -> StoreError {
    let busy = error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy);
    let message = format!("could not use the control database: {}", words(&error));
    if busy { StoreError::busy(message) } else { StoreError::machine(message) }
}
