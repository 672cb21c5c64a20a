//! SQL on a tenant's live file, as any of its applications could run it.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::store::Answer;

/// Runs the statements on a connection of its own.
pub async fn execute(live: &Path, statements: String) -> Result<Answer, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(live).create_if_missing(false).disable_statement_logging();
    let mut connection = options.connect().await?;
    let before = total_changes(&mut connection).await?;
    let rows = sqlx::raw_sql(AssertSqlSafe(statements)).fetch_all(&mut connection).await?;
    let mut answer = Answer { changed: total_changes(&mut connection).await? - before, ..Answer::default() };
    rows.iter().for_each(|row| answer.push(row));
    connection.close().await?;
    Ok(answer)
}

/// How many rows this connection has changed so far.
async fn total_changes(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let changes: i64 = sqlx::query_scalar("SELECT total_changes()").fetch_one(connection).await?;
    Ok(changes.unsigned_abs())
}
