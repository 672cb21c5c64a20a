//! The store that commands about tenants work on, and its errors.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use super::interrupt::Interrupt;
use super::{CliError, Exit, out, receipts};
use crate::reset::{Operations, Policy, Receipt};
use crate::store::sqlite::SqliteStore;
use crate::store::{ErrorKind, StoreError, TenantName};

/// Which store.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Store")]
pub struct StoreArgs {
    /// Where the tenants are: sqlite:FOLDER
    #[arg(long, value_name = "URL", env = "RESEED_STORE", default_value = "sqlite:.reseed")]
    store: StoreUrl,
}

/// Which store, for commands that change tenants.
#[derive(Debug, Clone, clap::Args)]
pub struct WorkArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    /// How long to wait for somebody else's work on the tenant, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5, help_heading = "Store")]
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
    /// Opens the store, which must be there, and reads in it; a signal ends the process as usual.
    ///
    /// # Errors
    /// When the store cannot be opened, or what `work` says.
    pub fn read<T, F>(&self, work: impl FnOnce(SqliteStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        on_one_thread(async { work(SqliteStore::open(&self.store.0).await?, Policy::default()).await })
    }

    /// As [`StoreArgs::read`], for what one call of [`Operations`] says of a tenant.
    ///
    /// # Errors
    /// When the name is none, the store cannot be opened, or what `work` says.
    pub fn read_tenant<T>(
        &self,
        tenant: &str,
        work: impl AsyncFnOnce(Operations<'_, SqliteStore>, TenantName) -> Result<T, StoreError>,
    ) -> Result<T, CliError> {
        let tenant: TenantName = tenant.parse()?;
        self.read(async |store, policy| Ok(work(Operations::new(&store, policy), tenant).await?))
    }
}

impl WorkArgs {
    /// Opens the store, which must be there, and changes tenants; a signal undoes what is under way.
    ///
    /// # Errors
    /// When the store cannot be opened, or what `work` says, an interruption too.
    pub fn change<T, F>(&self, work: impl FnOnce(SqliteStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let stop = Interrupt::listen()?.stop();
        on_one_thread(async { work(SqliteStore::open(self.folder()).await?.stopped_by(stop), self.policy()).await })
    }

    /// As [`WorkArgs::change`]; a store that is not there is made.
    ///
    /// # Errors
    /// As [`WorkArgs::change`].
    pub fn create<T, F>(&self, work: impl FnOnce(SqliteStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let stop = Interrupt::listen()?.stop();
        on_one_thread(async { work(SqliteStore::create(self.folder()).await?.stopped_by(stop), self.policy()).await })
    }

    fn folder(&self) -> &Path {
        &self.store.store.0
    }

    fn policy(&self) -> Policy {
        Policy { wait: Duration::from_secs(u64::from(self.wait)), ..Policy::default() }
    }
}

fn on_one_thread<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?.block_on(work)
}

/// What a command needs that changes one tenant once.
#[derive(Debug, Clone, clap::Args)]
pub struct ChangeArgs {
    /// The tenant
    pub tenant: String,
    /// Idempotency key: the same key has its effect once and gives the same receipt again
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Print the receipt as one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: WorkArgs,
}

impl ChangeArgs {
    /// Does the change and prints its receipt.
    ///
    /// # Errors
    /// What `work` says, or an interruption: then nothing has changed.
    pub fn run(
        &self,
        work: impl AsyncFnOnce(Operations<'_, SqliteStore>, TenantName, Option<&str>) -> Result<Receipt, StoreError>,
    ) -> Result<Exit, CliError> {
        let tenant: TenantName = self.tenant.parse()?;
        let key = self.key.as_deref();
        let receipt =
            self.work.change(async |store, policy| Ok(work(Operations::new(&store, policy), tenant, key).await?))?;
        if self.json {
            out::print_json(&receipt)?
        } else {
            out::print(&receipts::text(&receipt))?
        }
        Ok(Exit::Done)
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let exit = match error.kind() {
            ErrorKind::Busy => Exit::Busy,
            ErrorKind::NotFound | ErrorKind::Refused => Exit::Usage,
            ErrorKind::Damaged => Exit::Differs,
            ErrorKind::Data | ErrorKind::Machine => Exit::Failed,
            ErrorKind::Interrupted => Exit::Interrupted,
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
