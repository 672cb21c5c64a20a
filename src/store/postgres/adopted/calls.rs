//! The database's own functions, called for the command line.

use sqlx::postgres::{PgConnection, PgDatabaseError};

use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::ask::{SqlLiteral, ask, run};
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::records::{Operation, OperationKind};
use crate::store::{CallOptions, ErrorKind, StoreError, one_line};

/// Runs an operation of a tenant in an application's tables; gives its receipt.
///
/// # Errors
/// As the function reports them. Nothing has changed then, and the operation is recorded as failed.
pub async fn call(
    connection: &mut PgConnection,
    operation: &Operation,
    options: CallOptions,
) -> Result<serde_json::Value, StoreError> {
    let (tenant, key) = (operation.tenant.sql(), operation.key.sql());
    let wait = format!("'{} milliseconds'", options.wait.as_millis());
    let function = match operation.kind {
        OperationKind::Reset => format!("reset({tenant}, {key}, {wait}, {})", options.prove),
        OperationKind::Undo => format!("undo({tenant}, {}, {key}, {wait})", epoch(operation)),
        OperationKind::Down => format!("forget({tenant}, {key})"),
        OperationKind::Up => return Err(StoreError::machine("a load into an application's tables is no call")),
        OperationKind::Save | OperationKind::Restore => {
            return Err(refused(operation, "it has no named snapshots")
                .with_help("A reset brings the seed back, and undo what was there before it."));
        }
    };
    let answer =
        ask(connection, format!("SELECT reseed.{function} AS receipt")).await.and_then(|mut answers| answers.only());
    match answer {
        Ok(row) => get(&row, "receipt"),
        Err(error) => {
            let error = reported(error, &format!("{} tenant \"{}\"", operation.kind, operation.tenant));
            let failed = format!(
                "UPDATE reseed.operations SET state = 'failed', error = {}, ended_us = reseed.now_us() WHERE id = {} AND state = 'pending'",
                error.to_string().sql(),
                operation.id
            );
            // The first error is more useful.
            let _ = run(connection, failed).await.map_err(control_failed);
            Err(error)
        }
    }
}

/// The epoch that an undo names.
fn epoch(operation: &Operation) -> String {
    operation.argument.clone().unwrap_or_else(|| "NULL".to_owned())
}

fn refused(operation: &Operation, why: &str) -> StoreError {
    StoreError::refused(format!("tenant \"{}\" is in tables of an application: {why}", operation.tenant))
}

/// What the functions report is written for people, with help.
pub fn reported(error: sqlx::Error, doing: &str) -> StoreError {
    let kind = match sqlstate(&error) {
        Some("55000" | "0A000" | "23505" | "23P01") => ErrorKind::Refused,
        Some("42704") => ErrorKind::NotFound,
        Some("25001" | "22023" | "22P02") => ErrorKind::Usage,
        Some("55P03") => ErrorKind::Busy,
        Some("XX001") => ErrorKind::Damaged,
        _ => return failed(doing)(error),
    };
    let Some(server) = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>()) else {
        return failed(doing)(error);
    };
    let message = StoreError::new(kind, one_line(server.message()));
    server.hint().into_iter().fold(message, |error, hint| error.with_help(hint))
}
