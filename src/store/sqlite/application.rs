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
    let is_one = is_one_transaction(&statements);
    if is_one {
        sqlx::raw_sql("BEGIN").execute(&mut connection).await?;
    }
    // An error ends the connection, and with it the transaction.
    let rows = sqlx::raw_sql(AssertSqlSafe(statements)).fetch_all(&mut connection).await?;
    if is_one {
        sqlx::raw_sql("COMMIT").execute(&mut connection).await?;
    }
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

/// Whether the statements can be one transaction: several, none of which ends one or cannot be in one.
fn is_one_transaction(statements: &str) -> bool {
    const ALONE: [&str; 9] =
        ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "VACUUM", "PRAGMA", "ATTACH"];
    let first_words = statements.split(';').filter_map(|statement| statement.split_whitespace().next());
    let words: Vec<String> = first_words.map(str::to_uppercase).collect();
    let has_trigger = words.iter().any(|word| word == "CREATE");
    // In a trigger's body an END stands where a statement would.
    let is_alone = |word: &String| ALONE.contains(&word.as_str()) && !(has_trigger && word == "END");
    words.len() > 1 && !words.iter().any(is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_statements_are_one_transaction_unless_they_say_otherwise() {
        assert!(is_one_transaction("DELETE FROM a; DELETE FROM b;"));
        assert!(is_one_transaction("CREATE TRIGGER t AFTER DELETE ON a BEGIN DELETE FROM b; END; DELETE FROM a"));
        for text in ["DELETE FROM a;", "BEGIN; DELETE FROM a; COMMIT", "pragma x = 1; vacuum", ""] {
            assert!(!is_one_transaction(text), "{text}");
        }
    }
}
