//! The control database's tables, brought up to date.
//!
//! The files are those of `schemas/control/sqlite`, and what was applied is noted as sqlx notes it, whose migrations older
//! versions of reseed ran: so both find their way in one store.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sqlx::migrate::{Migration, Migrator};

use super::errors::failed;
use crate::store::StoreError;

static MIGRATIONS: Migrator = sqlx::migrate!("schemas/control/sqlite");

const NOTES: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)";

/// Applies what was not applied yet.
///
/// # Errors
/// When another version of reseed has applied something else.
pub fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let applied = applied(connection).map_err(failed)?;
    let known: Vec<&Migration> = MIGRATIONS.iter().collect();
    for (version, checksum) in &applied {
        match known.iter().find(|migration| migration.version == *version) {
            Some(migration) if *migration.checksum == **checksum => {}
            Some(_) => {
                return Err(of_another_version(&format!("migration {version} was another one when it was applied")));
            }
            None => return Err(of_another_version(&format!("migration {version} was applied and is not known"))),
        }
    }
    let missing =
        known.into_iter().filter(|migration| applied.iter().all(|(version, _)| *version != migration.version));
    for migration in missing {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        apply(&tx, migration).and_then(|()| tx.commit()).map_err(failed)?;
    }
    Ok(())
}

/// The versions that were applied, and the checksums of their files.
fn applied(connection: &Connection) -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
    if !connection.table_exists(None, "_sqlx_migrations")? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn apply(tx: &Transaction<'_>, migration: &Migration) -> rusqlite::Result<()> {
    tx.execute_batch(NOTES)?;
    tx.execute_batch(migration.sql.as_str())?;
    let note = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (?, ?, TRUE, ?, -1)";
    tx.execute(note, params![migration.version, migration.description, migration.checksum]).map(drop)
}

fn of_another_version(why: &str) -> StoreError {
    StoreError::machine(format!("could not bring the control database up to date: {why}"))
        .with_help("Another version of reseed created this store: use that one, or another --store.")
}
