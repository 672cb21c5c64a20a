//! A store's address on the command line.
//!
//! Must never repeat an address that may hold a password.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::{Arg, Command};

use super::CliError;
use super::secret::STORE_VARIABLE;
use crate::store::postgres::{PostgresStore, Wanted};
use crate::store::sqlite::{SqliteStore, WantedForms};
use crate::store::{AnyStore, StoreError};

/// A store's address.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A folder.
    Sqlite(PathBuf),
    /// A server's database.
    Postgres(String),
}

/// Without what may be a password.
impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreUrl::Sqlite(folder) => write!(f, "sqlite:{}", folder.display()),
            StoreUrl::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

/// Reads addresses for clap, whose own error would repeat one that cannot be read, with its password.
#[derive(Clone)]
pub struct StoreUrlParser;

impl TypedValueParser for StoreUrlParser {
    type Value = StoreUrl;

    fn parse_ref(&self, command: &Command, _arg: Option<&Arg>, value: &OsStr) -> Result<StoreUrl, clap::Error> {
        let read = value.to_str().ok_or("it is not valid UTF-8").and_then(str::parse);
        read.map_err(|why: &str| {
            let message = format!("cannot read the address of the store (--store, {STORE_VARIABLE}): {why}\n");
            clap::Error::raw(clap::error::ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

impl FromStr for StoreUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<StoreUrl, &'static str> {
        match text.split_once(':') {
            Some(("sqlite", folder)) if !folder.is_empty() => Ok(StoreUrl::Sqlite(PathBuf::from(folder))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Ok(StoreUrl::Postgres(text.to_owned()))
            }
            _ => Err("expected sqlite:FOLDER or postgres://USER@HOST:PORT/DATABASE"),
        }
    }
}

impl StoreUrl {
    /// The store, which must be there; `wait` is for a server without a free connection.
    pub async fn open(&self, wait: Duration) -> Result<AnyStore, StoreError> {
        match self {
            StoreUrl::Sqlite(folder) => SqliteStore::open(folder).await.map(AnyStore::Sqlite),
            StoreUrl::Postgres(url) => {
                PostgresStore::open_within(url, wait).await.map(Box::new).map(AnyStore::Postgres)
            }
        }
    }

    /// The store, made if it is not there; `layout_request` is for what is new to it.
    pub async fn create(
        &self,
        layout_request: Wanted,
        forms: WantedForms,
        wait: Duration,
    ) -> Result<AnyStore, CliError> {
        match self {
            StoreUrl::Sqlite(_) if layout_request != Wanted::default() => {
                let message =
                    "--layout, --choices, --schema, --app-role and --tenant-role apply to PostgreSQL stores only";
                Err(CliError::usage(message))
            }
            StoreUrl::Sqlite(folder) => Ok(SqliteStore::create(folder, forms).await.map(AnyStore::Sqlite)?),
            StoreUrl::Postgres(_) if forms != WantedForms::default() => {
                Err(CliError::usage("--times and --uuids apply to SQLite stores only"))
            }
            StoreUrl::Postgres(url) => Ok(PostgresStore::create_within(url, layout_request, wait)
                .await
                .map(Box::new)
                .map(AnyStore::Postgres)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_store_and_a_password_is_never_repeated() {
        assert_eq!("sqlite:.reseed".parse(), Ok(StoreUrl::Sqlite(PathBuf::from(".reseed"))));
        let postgres: StoreUrl = "postgres://joe:secret@host/db".parse().expect("an address");
        assert!(!format!("{postgres:?}").contains("secret"));
        for bad in ["", "sqlite:", "postgres:joe:secret", "mysql://joe:secret@host/db"] {
            let error = bad.parse::<StoreUrl>().expect_err("no such store");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
