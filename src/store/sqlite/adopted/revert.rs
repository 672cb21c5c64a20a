//! Rows of the application's file become those of a state file. Belongs into a transaction.
//!
//! Rows that differ go out, then the wanted ones come in: no trigger fires, no foreign key acts, and two rows that swapped a
//! unique value are never in each other's way.

use super::AdoptedSet;
use super::log::{LIVE_MARK, LOG, SEED_MARK};
use super::state::has_table;
use super::tables::AppTable;
use crate::store::quote::literal;
use crate::store::sqlite::raw::{Db, SqlError};

/// Puts the wanted rows of the attached state file, `state`, in place of the live ones, and the counters.
pub fn revert(db: &Db, set: &AdoptedSet) -> Result<(), SqlError> {
    for table in &set.tables {
        if has_table(db, "state", &format!("keys{}", table.number))? {
            db.exec(&replace(table))?;
        }
    }
    if has_table(db, "main", "sqlite_sequence")? {
        let names: Vec<String> = set.tables.iter().map(|table| literal(&table.name)).collect();
        db.exec(&format!(
            "DELETE FROM main.sqlite_sequence WHERE name IN ({});
             INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM state.want_counters",
            names.join(", ")
        ))?;
    }
    Ok(())
}

fn replace(table: &AppTable) -> String {
    let number = table.number;
    let (keys, own_keys) = (table.keys.join(", "), table.own_keys().join(", "));
    let changed = format!("SELECT {own_keys} FROM state.keys{number}");
    format!(
        "DELETE FROM {} WHERE ({keys}) IN ({changed}); {} FROM state.want{number} WHERE ({own_keys}) IN ({changed})",
        table.in_database("main"),
        insert(table),
    )
}

/// Puts rows of a table of reseed's own into the application's, up to FROM.
pub fn insert(table: &AppTable) -> String {
    let (keys, own_keys) = (table.keys.join(", "), table.own_keys().join(", "));
    let (columns, own_columns) = (table.columns.join(", "), table.own_columns().join(", "));
    let here = table.in_database("main");
    // OR ABORT: a constraint of the application that says REPLACE would delete other rows.
    match table.has_rowid {
        true => format!("INSERT OR ABORT INTO {here} ({keys}, {columns}) SELECT {own_keys}, {own_columns}"),
        // Two keys of the log that the table takes for one have one row.
        false => format!("INSERT OR ABORT INTO {here} ({columns}) SELECT DISTINCT {own_columns}"),
    }
}

/// Empties the log; where an epoch came back, whose state file is attached as `epoch`, its keys differ from the seed.
pub fn restart_log(db: &Db, set: &AdoptedSet, has_epoch: bool) -> Result<(), SqlError> {
    db.exec(&format!("DELETE FROM main.{LOG} WHERE t > 0"))?;
    for table in set.tables.iter().filter(|_| has_epoch) {
        if has_table(db, "epoch", &format!("keys{}", table.number))? {
            let keys = table.own_keys().join(", ");
            let number = table.number;
            db.exec(&format!("INSERT INTO main.{LOG} (t, {keys}) SELECT {number}, {keys} FROM epoch.keys{number}"))?;
        }
    }
    Ok(())
}

/// Writes the marks of the seed and of the live epoch.
pub fn write_marks(db: &Db, seed: i64, live: i64) -> Result<(), SqlError> {
    db.exec(&format!(
        "DELETE FROM main.{LOG} WHERE t <= 0; INSERT INTO main.{LOG} (t, k1) VALUES ({SEED_MARK}, {seed}), ({LIVE_MARK}, {live})"
    ))
}
