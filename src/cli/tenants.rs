//! The store that commands about tenants work on, and its errors.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::interrupt::Interrupt;
use super::{CliError, Exit, out, receipts};
use crate::reset::{Operations, Policy, Receipt};
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;
use crate::store::{AnyStore, ErrorKind, StoreError, TenantName};

/// Which store.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Store")]
pub struct StoreArgs {
    /// Where the tenants are: sqlite:FOLDER or postgres://USER@HOST:PORT/DATABASE
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
    /// PostgreSQL: how many standbys of the seed are kept ready for the next resets [default: 1]
    #[arg(long, value_name = "COUNT", help_heading = "Store")]
    standbys: Option<u8>,
}

/// A store's address.
#[derive(Clone, PartialEq, Eq)]
enum StoreUrl {
    Sqlite(PathBuf),
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

impl FromStr for StoreUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<StoreUrl, String> {
        match text.split_once(':') {
            Some(("sqlite", folder)) if !folder.is_empty() => Ok(StoreUrl::Sqlite(PathBuf::from(folder))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Ok(StoreUrl::Postgres(text.to_owned()))
            }
            // Never repeated: an address of another kind may hold a password.
            _ => Err("expected sqlite:FOLDER or postgres://USER@HOST:PORT/DATABASE".to_owned()),
        }
    }
}

impl StoreUrl {
    /// The store, which must be there.
    async fn open(&self) -> Result<AnyStore, StoreError> {
        match self {
            StoreUrl::Sqlite(folder) => SqliteStore::open(folder).await.map(AnyStore::Sqlite),
            StoreUrl::Postgres(url) => PostgresStore::open(url).await.map(Box::new).map(AnyStore::Postgres),
        }
    }

    /// The store, made if it is not there; `schema` is where PostgreSQL has a new dataset's tables.
    async fn create(&self, schema: Option<&str>) -> Result<AnyStore, CliError> {
        match self {
            StoreUrl::Sqlite(_) if schema.is_some() => {
                Err(CliError::usage("--schema is of PostgreSQL stores; the embedded store has no schemas"))
            }
            StoreUrl::Sqlite(folder) => Ok(SqliteStore::create(folder).await.map(AnyStore::Sqlite)?),
            StoreUrl::Postgres(url) => {
                Ok(PostgresStore::create(url, schema).await.map(Box::new).map(AnyStore::Postgres)?)
            }
        }
    }
}

impl StoreArgs {
    /// Opens the store, which must be there, and reads in it; a signal ends the process as usual.
    ///
    /// # Errors
    /// When the store cannot be opened, or what `work` says.
    pub fn read<T, F>(&self, work: impl FnOnce(AnyStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        block_on(async { work(self.store.open().await?, Policy::default()).await })
    }

    /// As [`StoreArgs::read`], for what one call of [`Operations`] says of a tenant.
    ///
    /// # Errors
    /// When the name is none, the store cannot be opened, or what `work` says.
    pub fn read_tenant<T>(
        &self,
        tenant: &str,
        work: impl AsyncFnOnce(Operations<'_, AnyStore>, TenantName) -> Result<T, StoreError>,
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
    pub fn change<T, F>(&self, work: impl FnOnce(AnyStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let stop = Interrupt::listen()?.stop();
        let policy = self.policy()?;
        block_on(async { work(self.store.store.open().await?.stopped_by(stop), policy).await })
    }

    /// As [`WorkArgs::change`]; a store that is not there is made.
    ///
    /// # Errors
    /// As [`WorkArgs::change`].
    pub fn create<T, F>(&self, schema: Option<&str>, work: impl FnOnce(AnyStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let stop = Interrupt::listen()?.stop();
        let policy = self.policy()?;
        block_on(async { work(self.store.store.create(schema).await?.stopped_by(stop), policy).await })
    }

    fn policy(&self) -> Result<Policy, CliError> {
        if let (StoreUrl::Sqlite(_), Some(_)) = (&self.store.store, self.standbys) {
            return Err(CliError::usage("--standbys is of PostgreSQL stores; the embedded store copies its snapshot"));
        }
        let policy = Policy { wait: Duration::from_secs(u64::from(self.wait)), ..Policy::default() };
        Ok(Policy { standbys: self.standbys.map_or(policy.standbys, usize::from), ..policy })
    }
}

fn block_on<T>(work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    // Loading talks to the server on these threads while the calling one hands over rows.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
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
        work: impl AsyncFnOnce(Operations<'_, AnyStore>, TenantName, Option<&str>) -> Result<Receipt, StoreError>,
    ) -> Result<Exit, CliError> {
        let tenant: TenantName = self.tenant.parse()?;
        let key = self.key.as_deref();
        self.work.change(async |store, policy| {
            let receipt = work(Operations::new(&store, policy), tenant.clone(), key).await?;
            if self.json {
                out::print_json(&receipt)?
            } else {
                out::print(&receipts::text(&receipt))?
            }
            // The tenant has what was asked for; what follows is for the next reset.
            if receipt.epoch.is_some() {
                Operations::new(&store, policy).warm(&tenant).await?;
            }
            Ok(Exit::Done)
        })
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let exit = match error.kind() {
            ErrorKind::Busy | ErrorKind::Stale => Exit::Busy,
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
