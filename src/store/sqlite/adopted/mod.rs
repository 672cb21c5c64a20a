//! Tenants in tables that an application made and owns, in a file of its own: nothing of theirs is moved or altered.
//!
//! The file gets a log of touched keys (`log.rs`); the seed is a copy of the file, and a state for undo a file with the rows that
//! an operation has replaced (`state.rs`), both in the store's folder. Every operation is one transaction of the application's
//! file, on a connection of which neither triggers nor foreign keys act (`file.rs`): so nothing of the application has to be
//! guarded or ordered. What is recorded about it is prepared before it commits (`record.rs`) and a mark in the file shows whether
//! it did.

mod adoption;
mod calls;
mod evidence;
mod file;
mod fill;
mod live;
mod log;
mod record;
mod revert;
mod state;
mod tables;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::control::{AdoptedRow, SqliteControl};
use super::files::StoreFolders;
use crate::store::{Caller, StoreError, TenantName};
use tables::AppTable;

/// A set of tables in a file, and how it was at the last operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdoptedSet {
    /// The tables, by number.
    pub tables: Vec<AppTable>,
    /// The mark of the seed in the file's log.
    pub seed_mark: i64,
    /// The mark of the live epoch there.
    pub live_mark: i64,
    /// What the schema was like; see `evidence.rs`.
    pub evidence: String,
    /// The patterns that chose the tables; none: all.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// The tables whose rows came from a spec.
    #[serde(default)]
    pub loaded: Vec<String>,
}

/// A tenant in a file of an application.
#[derive(Clone, Debug)]
pub struct AppTenant {
    /// Its name.
    pub tenant: TenantName,
    /// The file.
    pub file: PathBuf,
    /// Its tables.
    pub set: AdoptedSet,
    /// What is about to happen to the file, unless that is recorded.
    pending: Option<String>,
}

impl AppTenant {
    /// The tenant of that name; none if its tables are reseed's.
    pub fn find(control: &SqliteControl, tenant: &TenantName) -> Result<Option<AppTenant>, StoreError> {
        let Some(row) = control.adopted(tenant)? else { return Ok(None) };
        let set = serde_json::from_str(&row.set).map_err(|error| {
            StoreError::damaged(format!("the record of tenant \"{tenant}\" cannot be read: {error}"))
        })?;
        Ok(Some(AppTenant { tenant: tenant.clone(), file: PathBuf::from(row.file), set, pending: row.pending }))
    }

    fn row(&self) -> Result<AdoptedRow, StoreError> {
        let Some(file) = self.file.to_str() else {
            return Err(StoreError::usage("the path of an application's file must be valid UTF-8"));
        };
        Ok(AdoptedRow { file: file.to_owned(), set: json(&self.set)?, pending: None })
    }
}

/// What the work on applications' files needs of a store.
#[derive(Clone, Copy)]
pub struct AppFiles<'s> {
    /// Where the store's files are.
    pub layout: &'s StoreFolders,
    /// Its records.
    pub control: &'s SqliteControl,
    /// Who asks.
    pub caller: &'s Caller,
}

fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::machine(format!("could not write a record: {error}")))
}

/// A number for a mark that no file has.
fn draw_mark() -> Result<i64, StoreError> {
    let drawn = getrandom::u64()
        .map_err(|error| StoreError::machine(format!("could not get a random number from the system: {error}")))?;
    Ok((drawn >> 1) as i64)
}

/// The error of what only a server can do: loading rows into tables that a tenant's file names.
pub fn asked_of_a_server(tenant: &TenantName) -> StoreError {
    let message = format!("tenant \"{tenant}\": \"adopt\" in a tenant's file applies to PostgreSQL stores only");
    StoreError::usage(message).with_help(format!(
        "\"reseed adopt {tenant} --file PATH\" adopts tables in a file of SQLite; after it \"reseed up {tenant}\" loads rows into \
         them. Or choose the server with --store."
    ))
}
