//! The store that commands about tenants work on, and its errors.

use std::future::Future;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::{CliError, Exit};
use crate::reset::{Operations, Policy};
use crate::store::sqlite::SqliteStore;
use crate::store::{ErrorKind, StoreError, TenantName};

/// Which store, and how long to wait for it.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Store")]
pub struct StoreArgs {
    /// Where the tenants are: sqlite:FOLDER
    #[arg(long, value_name = "URL", env = "RESEED_STORE", default_value = "sqlite:.reseed")]
    store: StoreUrl,
    /// How long to wait for somebody else's work on the tenant, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    wait: u16,
}

/// A store's address.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StoreUrl(PathBuf);

impl FromStr for StoreUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<StoreUrl, String> {
        match text.split_once(':') {
            Some(("sqlite", folder)) if !folder.is_empty() => Ok(StoreUrl(PathBuf::from(folder))),
            // Never repeated: an address of another kind may hold a password.
            _ => Err("expected sqlite:FOLDER".to_owned()),
        }
    }
}

impl StoreArgs {
    /// Opens the store and does `work` with it on one thread.
    ///
    /// # Errors
    /// When the store cannot be opened, or what `work` says.
    pub fn with<T, F>(&self, work: impl FnOnce(SqliteStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?;
        let policy = Policy { wait: Duration::from_secs(u64::from(self.wait)), ..Policy::default() };
        runtime.block_on(async { work(SqliteStore::open(&self.store.0).await?, policy).await })
    }

    /// As [`StoreArgs::with`], for what one call of [`Operations`] does to a tenant.
    ///
    /// # Errors
    /// When the name is none, the store cannot be opened, or what `work` says.
    pub fn on_tenant<T>(
        &self,
        tenant: &str,
        work: impl AsyncFnOnce(Operations<'_, SqliteStore>, TenantName) -> Result<T, StoreError>,
    ) -> Result<T, CliError> {
        let tenant: TenantName = tenant.parse()?;
        self.with(async |store, policy| Ok(work(Operations::new(&store, policy), tenant).await?))
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let exit = match error.kind() {
            ErrorKind::Busy => Exit::Busy,
            ErrorKind::NotFound | ErrorKind::Refused => Exit::Usage,
            ErrorKind::Damaged => Exit::Differs,
            ErrorKind::Data | ErrorKind::Machine => Exit::Failed,
        };
        CliError::Said { exit, message: error.to_string(), help: error.help().map(str::to_owned) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_embedded_store_has_an_address_and_a_password_is_never_repeated() {
        assert_eq!("sqlite:.reseed".parse(), Ok(StoreUrl(PathBuf::from(".reseed"))));
        for bad in ["", "sqlite:", "postgres://joe:secret@host/db"] {
            let error = bad.parse::<StoreUrl>().expect_err("no such store");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
