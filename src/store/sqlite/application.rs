//! SQL on a tenant's live file, as any of its applications could run it.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::store::answer::Failure;
use crate::store::statements::Statements;
use crate::store::{Answer, StoreError, TenantName};

/// Runs the statements on a connection of its own.
pub async fn execute(live: &Path, tenant: &TenantName, sql: String) -> Result<Answer, StoreError> {
    let statements = Statements::of(&sql);
    let outside = |error: sqlx::Error| StoreError::said(tenant, &error, None);
    let options = SqliteConnectOptions::new().filename(live).create_if_missing(false).disable_statement_logging();
    let mut connection = options.connect().await.map_err(outside)?;
    let before = total_changes(&mut connection).await.map_err(outside)?;
    let is_one = is_one_transaction(&statements);
    if is_one {
        sqlx::raw_sql("BEGIN").execute(&mut connection).await.map_err(outside)?;
    }
    // An error ends the connection, and with it the transaction.
    let answer = answer(&mut connection, sql.clone()).await;
    let answer = answer.map_err(|failure| StoreError::said(tenant, &failure.error, statements.named(failure.done)))?;
    if is_one {
        sqlx::raw_sql("COMMIT").execute(&mut connection).await.map_err(outside)?;
    }
    let changed = total_changes(&mut connection).await.map_err(outside)? - before;
    connection.close().await.map_err(outside)?;
    Ok(Answer { changed, ..answer })
}

async fn answer(connection: &mut SqliteConnection, sql: String) -> Result<Answer, Failure> {
    Answer::of(sqlx::raw_sql(AssertSqlSafe(sql)).fetch_many(connection), |_, _| {}).await
}

/// How many rows this connection has changed so far.
async fn total_changes(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let changes: i64 = sqlx::query_scalar("SELECT total_changes()").fetch_one(connection).await?;
    Ok(changes.unsigned_abs())
}

/// Whether the statements can be one transaction: several, none of which ends one or cannot be in one.
fn is_one_transaction(statements: &Statements<'_>) -> bool {
    const ALONE: [&str; 9] =
        ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "VACUUM", "PRAGMA", "ATTACH"];
    let is_alone = |text: &str| {
        let first = text.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        ALONE.iter().any(|word| first.eq_ignore_ascii_case(word))
    };
    statements.texts().count() > 1 && !statements.texts().any(is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_statements_are_one_transaction_unless_they_say_otherwise() {
        let is_one = |text| is_one_transaction(&Statements::of(text));
        assert!(is_one("DELETE FROM a; DELETE FROM b;"));
        assert!(is_one("CREATE TRIGGER t AFTER DELETE ON a BEGIN DELETE FROM b; END; DELETE FROM a"));
        assert!(is_one("UPDATE a SET b = 'x; VACUUM'; /* no */ DELETE FROM a"), "words in quotes say nothing");
        for text in ["DELETE FROM a;", "BEGIN; DELETE FROM a; COMMIT", "pragma x = 1; vacuum", "-- a\nEND;SELECT 1", ""]
        {
            assert!(!is_one(text), "{text}");
        }
    }
}
