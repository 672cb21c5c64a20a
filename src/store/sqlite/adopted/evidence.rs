//! Whether the log has seen every write: what the file's schema is evidence of, and why all rows have to be compared.
//!
//! The schema's counter rises with every statement that makes, alters or drops anything, so equal means that no trigger was gone
//! for a moment and no table was remade. What it cannot show: writes of a connection that has triggers switched off, and a
//! counter that was set back on purpose. Those are found by comparing rows, on request.

use xxhash_rust::xxh3::xxh3_128;

use super::AdoptedSet;
use super::log::{self, SEED_MARK};
use super::tables::{self, AppTable};
use crate::store::StoreError;
use crate::store::quote::literal;
use crate::store::sqlite::failed;
use crate::store::sqlite::raw::Db;

/// What a file's log is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogState {
    /// It has the keys of all rows that may differ.
    Complete,
    /// It may lack some, for this reason.
    Incomplete(&'static str),
}

/// The schema's counter, and its text as far as it is about the set.
pub fn evidence(db: &Db, tables: &[AppTable]) -> Result<String, StoreError> {
    let names: Vec<String> = tables.iter().map(|table| literal(&table.name)).collect();
    let sql = format!(
        "SELECT type, name, rootpage, coalesce(sql, '') FROM main.sqlite_schema
         WHERE tbl_name COLLATE NOCASE IN ({}) OR name = '{}' ORDER BY rowid",
        names.join(", "),
        log::LOG
    );
    let rows = db.texts(&sql, &[]).map_err(failed("read the schema"))?;
    let text: Vec<String> = rows.into_iter().map(|row| row.join("\n")).collect();
    let counter = db.integer("PRAGMA main.schema_version").map_err(failed("read the schema"))?;
    Ok(format!("{counter} {:032x}", xxh3_128(text.join("\n\n").as_bytes())))
}

/// What the log is worth now. Belongs into a transaction.
pub fn log_state(db: &Db, set: &AdoptedSet) -> Result<LogState, StoreError> {
    let incomplete = |why| Ok(LogState::Incomplete(why));
    if !log::is_there(db)? {
        return incomplete("the log is gone from the file");
    }
    if log::mark(db, SEED_MARK)? != Some(set.seed_mark) {
        return incomplete("the log in the file is that of another seed");
    }
    if evidence(db, &set.tables)? == set.evidence {
        return Ok(LogState::Complete);
    }
    match log::is_in_place(db, &log::triggers(db, &set.tables)?)? {
        true => incomplete("tables, indexes or triggers of the file were altered since"),
        false => incomplete("triggers of the log are gone or were altered"),
    }
}

/// The tables that are gone, or whose columns are others than when the seed was taken.
pub fn altered(db: &Db, set: &AdoptedSet) -> Result<Vec<AlteredTable>, StoreError> {
    let mut altered = Vec::new();
    for table in &set.tables {
        let found = tables::table(db, &table.name, table.number)?;
        if found.as_ref().is_none_or(|found| found.shape != table.shape) {
            altered.push(AlteredTable { name: table.name.clone(), is_there: found.is_some() });
        }
    }
    Ok(altered)
}

/// A table that cannot be compared with its seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlteredTable {
    /// Its name.
    pub name: String,
    /// Whether there is a table of this name.
    pub is_there: bool,
}

/// Refuses where a table of the set is gone or has other columns.
pub fn need_same_tables(db: &Db, set: &AdoptedSet, tenant: &str) -> Result<(), StoreError> {
    let altered = altered(db, set)?;
    if altered.is_empty() {
        return Ok(());
    }
    let words: Vec<String> = altered
        .iter()
        .map(|table| format!("{:?} {}", table.name, if table.is_there { "has other columns" } else { "is gone" }))
        .collect();
    let said = format!("the tables of tenant \"{tenant}\" were altered since its seed was taken: {}", words.join(", "));
    Err(StoreError::refused(said).with_help(format!(
        "Run \"reseed adopt {tenant}\" to take the tables and rows that are there as the new seed."
    )))
}
