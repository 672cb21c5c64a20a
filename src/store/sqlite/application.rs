//! SQL on a tenant's live file, as any of its applications could run it.

use std::path::Path;
use std::time::Duration;

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, OpenFlags, Row};

use super::errors::words;
use crate::store::statements::Statements;
use crate::store::{Answer, StoreError, TenantName};

/// How long a statement waits for another connection's lock.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Runs the statements on a separate connection.
pub fn execute(live: &Path, tenant: &TenantName, sql: &str) -> Result<Answer, StoreError> {
    let statements = Statements::of(sql);
    let outside = |error: rusqlite::Error| StoreError::of_statement(tenant, &words(&error), None);
    let connection = connect(live).map_err(outside)?;
    let before = connection.total_changes();
    let is_one = is_one_transaction(&statements);
    if is_one {
        connection.execute_batch("BEGIN").map_err(outside)?;
    }
    // An error ends the connection, and with it the transaction.
    let (mut answer, mut done) = (Answer::default(), 0);
    run(&connection, sql, &mut answer, &mut done)
        .map_err(|error| StoreError::of_statement(tenant, &words(&error), statements.named(done)))?;
    if is_one {
        connection.execute_batch("COMMIT").map_err(outside)?;
    }
    answer.changed = connection.total_changes() - before;
    connection.close().map_err(|(_, error)| outside(error))?;
    Ok(answer)
}

fn connect(live: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(live, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(BUSY_WAIT)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Runs the statements one after the other, keeps their rows and counts those that are done.
fn run(connection: &Connection, sql: &str, answer: &mut Answer, done: &mut usize) -> rusqlite::Result<()> {
    let mut batch = Batch::new(connection, sql);
    while let Some(mut statement) = batch.next()? {
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            let cells = (0..columns.len()).map(|index| text(connection, row, index));
            let cells = cells.collect::<rusqlite::Result<_>>()?;
            answer.add(columns.clone(), cells);
        }
        *done += 1;
    }
    Ok(())
}

/// A cell as SQLite writes it; bytes that are no text are shown as "(bytes)".
fn text(connection: &Connection, row: &Row<'_>, index: usize) -> rusqlite::Result<Option<String>> {
    Ok(Some(match row.get_ref(index)? {
        ValueRef::Null => return Ok(None),
        ValueRef::Integer(value) => value.to_string(),
        ValueRef::Real(value) => connection.query_row("SELECT CAST(? AS TEXT)", [value], |row| row.get(0))?,
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            std::str::from_utf8(bytes).map_or_else(|_| "(bytes)".to_owned(), str::to_owned)
        }
    }))
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
    fn several_statements_are_one_transaction_unless_they_control_it() {
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
