//! The store of commands about tenants, and its errors.

use std::future::Future;
use std::sync::OnceLock;
use std::time::Duration;

use super::address::{StoreUrl, StoreUrlParser};
use super::interrupt::Interrupt;
use super::number::whole;
use super::progress::Progress;
use super::receipts::ReceiptArgs;
use super::secret::STORE_VARIABLE;
use super::telling::{PrintTime, Printer};
use super::{CliError, Exit, completions, out, project};
use crate::reset::{NextStandby, Operations, Policy, Proof, Receipt, clock};
use crate::store::postgres::{Closing, Wanted};
use crate::store::records::TenantState;
use crate::store::reserved::DatabaseKind;
use crate::store::sqlite::WantedForms;
use crate::store::{AnyStore, Caller, ErrorKind, LOCK_WAIT, OnBlockers, Preference, Store, StoreError, TenantName};

/// Which store.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Store")]
pub struct StoreArgs {
    /// Where the tenants are: sqlite:FOLDER or postgresql://USER@HOST:PORT/DATABASE [default: sqlite:.reseed, here or in
    /// the nearest folder above that has seeds, generators or .reseed]
    #[arg(long, value_name = "URL", env = STORE_VARIABLE, hide_env_values = true, value_parser = StoreUrlParser)]
    store: Option<StoreUrl>,
}

/// Which store, for commands that change tenants.
#[derive(Debug, Clone, clap::Args)]
pub struct WorkArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    /// How long to wait for another operation on the tenant, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = whole(0..=u16::MAX), help_heading = "Store")]
    wait: u16,
}

/// The same, for commands that need the tenant's tables for themselves for a moment.
#[derive(Debug, Clone, clap::Args)]
pub struct LockArgs {
    #[command(flatten)]
    pub work: WorkArgs,
    /// PostgreSQL: what to do about the tenant's own sessions that block a swap
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Store")]
    blockers: Option<BlockersArg>,
    /// PostgreSQL: seconds that a session's transaction must have lasted before --blockers applies to it
    /// [default: 2]
    #[arg(long, value_name = "SECONDS", requires = "blockers", value_parser = whole(0..=u16::MAX), help_heading = "Store")]
    grace: Option<u16>,
}

/// The same, for commands after which the next reset should be ready.
#[derive(Debug, Clone, clap::Args)]
pub struct SwapArgs {
    #[command(flatten)]
    pub lock: LockArgs,
    /// PostgreSQL: how many standbys of the seed are kept ready for the next resets [default: 1]
    #[arg(long, value_name = "COUNT", value_parser = whole(0..=u8::MAX), help_heading = "Store")]
    standbys: Option<u8>,
    /// Keep at most COUNT states for undo; applies to this command only, later ones use their own [default: 3]
    #[arg(long, value_name = "COUNT", value_parser = whole(0..=u8::MAX), help_heading = "Store")]
    keep: Option<u8>,
    /// PostgreSQL: limit on the total size of the standbys of all tenants, in MiB
    #[arg(long, value_name = "MIB", value_parser = whole(0..=u64::MAX), help_heading = "Store")]
    standby_mib_max: Option<u64>,
}

/// What to do about a tenant's sessions that block a swap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum BlockersArg {
    /// Wait for them, then give up (the default)
    Wait,
    /// Cancel their running statements
    Cancel,
    /// Terminate the sessions
    Terminate,
}

impl From<BlockersArg> for OnBlockers {
    fn from(arg: BlockersArg) -> OnBlockers {
        match arg {
            BlockersArg::Wait => OnBlockers::Wait,
            BlockersArg::Cancel => OnBlockers::Cancel,
            BlockersArg::Terminate => OnBlockers::Terminate,
        }
    }
}

impl StoreArgs {
    /// The store's address.
    fn url(&self) -> StoreUrl {
        self.store.clone().unwrap_or_else(|| StoreUrl::Sqlite(project::store()))
    }

    /// The address of a store on a server, as it was given.
    pub fn server(&self) -> Option<String> {
        match self.url() {
            StoreUrl::Postgres(url) => Some(url),
            StoreUrl::Sqlite(_) => None,
        }
    }

    /// What kind of database it is.
    pub fn database(&self) -> DatabaseKind {
        match self.url() {
            StoreUrl::Sqlite(_) => DatabaseKind::Sqlite,
            StoreUrl::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Refuses a flag that does nothing in the embedded store.
    ///
    /// # Errors
    /// When that is the store.
    pub fn only_postgres(&self, flag: &str, why: &str) -> Result<(), CliError> {
        match self.url() {
            StoreUrl::Sqlite(_) => Err(CliError::usage(format!("{flag} applies to PostgreSQL stores only; {why}"))),
            StoreUrl::Postgres(_) => Ok(()),
        }
    }

    /// Refuses a flag that means nothing to a server, and says why.
    ///
    /// # Errors
    /// When that is the store.
    pub fn only_sqlite(&self, flag: &str, why: &str) -> Result<(), CliError> {
        match self.url() {
            StoreUrl::Postgres(_) => Err(CliError::usage(format!("{flag} applies to SQLite stores only; {why}"))),
            StoreUrl::Sqlite(_) => Ok(()),
        }
    }

    /// Opens the store, which must be there, and reads in it, until a signal ends that.
    ///
    /// # Errors
    /// When the store cannot be opened or `work` fails.
    pub fn read<T, F>(&self, work: impl FnOnce(AnyStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let interrupt = Interrupt::listen()?;
        let caller = caller(&interrupt).watched_by(Progress::new(false).of_stores());
        let read = async {
            let store = self.url().open(LOCK_WAIT).await?.called_by(caller);
            closed(store.closing(), work(store, Policy::default()).await).await
        };
        block_on(&interrupt, async {
            tokio::select! {
                done = read => done,
                // What waits is cancelled at once; what else runs does not matter any more.
                () = interrupt.after(READERS_GRACE) => Err(StoreError::interrupted().into()),
            }
        })
    }

    /// What the store recorded of a tenant; nothing where the store or the tenant does not exist.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn recorded(&self, tenant: &TenantName) -> Result<Option<TenantState>, CliError> {
        let interrupt = Interrupt::listen()?;
        let caller = caller(&interrupt).watched_by(Progress::new(false).of_stores());
        block_on(&interrupt, async {
            let store = match self.url().open(LOCK_WAIT).await {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                store => store?.called_by(caller),
            };
            let state = store.state(tenant).await.map_err(CliError::from);
            closed(store.closing(), state).await
        })
    }

    /// As [`StoreArgs::read`], for one call of [`Operations`] about a tenant.
    ///
    /// # Errors
    /// When the name is invalid, the store cannot be opened, or `work` fails.
    pub fn read_tenant<T>(
        &self,
        tenant: &str,
        work: impl AsyncFnOnce(Operations<'_, AnyStore>, TenantName) -> Result<T, StoreError>,
    ) -> Result<T, CliError> {
        let tenant: TenantName = tenant.parse()?;
        self.read(async |store, policy| Ok(work(Operations::new(&store, policy), tenant).await?))
    }
}

/// The arguments of a command that changes tenants.
pub trait TenantCommand {
    /// Which store, and how long to wait.
    fn work(&self) -> &WorkArgs;

    /// The rules that were asked for.
    ///
    /// # Errors
    /// When the store does not have what was asked for.
    fn policy(&self) -> Result<Policy, CliError>;

    /// Opens the store, which must be there, and changes tenants; a signal rolls back work in progress.
    ///
    /// # Errors
    /// When the store cannot be opened or `work` fails, an interruption too.
    fn change<T, F>(&self, progress: Progress, work: impl FnOnce(AnyStore, Policy) -> F) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let interrupt = Interrupt::listen()?;
        let policy = self.policy()?;
        let caller = caller(&interrupt).waiting(policy.wait.max(LOCK_WAIT_MIN)).watched_by(progress.of_stores());
        let changed = async {
            let wait = caller.lock_wait();
            let store = self.work().store.url().open(wait).await?.called_by(caller);
            store.takes_writes()?;
            closed(store.closing(), work(store, policy).await).await
        };
        block_on(&interrupt, changed)
    }

    /// As [`TenantCommand::change`]; a store that is not there is made.
    ///
    /// # Errors
    /// As [`TenantCommand::change`].
    fn create<T, F>(
        &self,
        layout_request: Wanted,
        forms: WantedForms,
        progress: Progress,
        work: impl FnOnce(AnyStore, Policy) -> F,
    ) -> Result<T, CliError>
    where
        F: Future<Output = Result<T, CliError>>,
    {
        let interrupt = Interrupt::listen()?;
        let policy = self.policy()?;
        let caller = caller(&interrupt).waiting(policy.wait.max(LOCK_WAIT_MIN)).watched_by(progress.of_stores());
        let changed = async {
            let wait = caller.lock_wait();
            let store = self.work().store.url().create(layout_request, forms, wait).await?.called_by(caller);
            store.takes_writes()?;
            closed(store.closing(), work(store, policy).await).await
        };
        block_on(&interrupt, changed)
    }
}

impl TenantCommand for WorkArgs {
    fn work(&self) -> &WorkArgs {
        self
    }

    fn policy(&self) -> Result<Policy, CliError> {
        Ok(Policy { wait: Duration::from_secs(u64::from(self.wait)), ..Policy::default() })
    }
}

impl TenantCommand for LockArgs {
    fn work(&self) -> &WorkArgs {
        &self.work
    }

    fn policy(&self) -> Result<Policy, CliError> {
        let policy = self.work.policy()?;
        let Some(blockers) = self.blockers else { return Ok(policy) };
        self.work.store.only_postgres("--blockers", "the embedded store cannot end other connections")?;
        if self.grace.is_some() && blockers == BlockersArg::Wait {
            return Err(CliError::usage(
                "--grace goes with --blockers cancel or terminate; no session is ended while it waits",
            ));
        }
        let grace = self.grace.map_or(policy.grace, |grace| Duration::from_secs(u64::from(grace)));
        Ok(Policy { blockers: blockers.into(), grace, ..policy })
    }
}

impl TenantCommand for SwapArgs {
    fn work(&self) -> &WorkArgs {
        &self.lock.work
    }

    fn policy(&self) -> Result<Policy, CliError> {
        let mut policy = self.lock.policy()?;
        policy.retired_max = self.keep.map_or(policy.retired_max, usize::from);
        let store = &self.work().store;
        if let Some(standbys) = self.standbys {
            store.only_postgres("--standbys", "the embedded store copies its snapshot")?;
            policy.standbys = usize::from(standbys);
        }
        if let Some(mib) = self.standby_mib_max {
            if policy.standbys == 0 {
                return Err(CliError::usage("--standby-mib-max goes with standbys, and --standbys 0 makes none"));
            }
            store.only_postgres("--standby-mib-max", "the embedded store has no standbys")?;
            policy.standby_bytes_max = Some(mib.saturating_mul(1 << 20));
        }
        Ok(policy)
    }
}

/// When the command began.
static BEGUN: OnceLock<clock::Stopwatch> = OnceLock::new();

/// Notes that the command begins.
pub fn begin() {
    BEGUN.get_or_init(clock::Stopwatch::start);
}

/// Milliseconds since the command began.
pub fn begun_ms() -> f64 {
    BEGUN.get_or_init(clock::Stopwatch::start).ms()
}

/// How long a changing command waits for a lock at least, however short --wait is: its own transactions wait for one another.
const LOCK_WAIT_MIN: Duration = Duration::from_millis(500);
/// How long a command that only reads may take to end by itself after a signal.
const READERS_GRACE: Duration = Duration::from_secs(1);
/// How many words of the command line are shown to waiting commands: the command and its object.
const COMMAND_WORDS: usize = 2;

/// Who asks the store: this process, by the name of its command, until a signal ends it.
fn caller(interrupt: &Interrupt) -> Caller {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let words: Vec<String> = words.take_while(|word| !word.starts_with('-')).take(COMMAND_WORDS).collect();
    interrupt.caller().named(&words.join(" "))
}

/// What came of the work, once its store's connections are closed.
async fn closed<T>(closing: Option<Closing>, done: T) -> T {
    if let Some(closing) = closing {
        closing.close().await;
    }
    done
}

/// Runs a command's work. Waits that a signal has cancelled fail as locks that others hold do; they are distinguished here.
fn block_on<T>(interrupt: &Interrupt, work: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    // Loading talks to the server on these threads while the calling one hands over rows.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let done = runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?.block_on(work);
    match done {
        Err(error) if error.exit() == Exit::Busy && interrupt.check().is_err() => Err(StoreError::interrupted().into()),
        done => done,
    }
}

/// What a command needs that changes one tenant once.
#[derive(Debug, Clone, clap::Args)]
pub struct ChangeArgs<W: clap::Args = SwapArgs> {
    /// The tenant
    #[arg(add = completions::tenants())]
    pub tenant: String,
    #[command(flatten)]
    pub receipt: ReceiptArgs,
    #[command(flatten)]
    pub work: W,
}

/// What a receipt proves.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct ProofArgs {
    /// Also read every row as of the swap, and end with 1 if the digests differ; takes time in proportion to
    /// the rows
    #[arg(long)]
    prove: bool,
}

impl ProofArgs {
    /// The proof that a policy asks for.
    pub fn proof(self) -> Proof {
        if self.prove { Proof::ReadBack } else { Proof::SealedBytes }
    }
}

/// Which way a state becomes live.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct WayArgs {
    /// PostgreSQL, --layout schema: give the tables the shape of the spec; what was added to them since is removed, and
    /// undo restores it
    #[arg(long, conflicts_with = "replicate")]
    discard_changes: bool,
    /// PostgreSQL: change the rows that differ instead of moving tables, so that subscribers of logical replication follow;
    /// takes time in proportion to the rows
    #[arg(long)]
    replicate: bool,
}

impl WayArgs {
    /// The way that is wanted.
    ///
    /// # Errors
    /// When the store has one way only.
    pub fn preference(self, store: &StoreArgs) -> Result<Preference, CliError> {
        if self.replicate {
            store.only_postgres("--replicate", "the embedded store has no subscribers")?;
            return Ok(Preference::Replicate);
        }
        if !self.discard_changes {
            return Ok(Preference::Fitting);
        }
        store.only_postgres("--discard-changes", "the embedded store always restores the whole file")?;
        Ok(Preference::DiscardChanges)
    }
}

impl<W: TenantCommand + clap::Args> ChangeArgs<W> {
    /// Does the change and prints its receipt.
    ///
    /// # Errors
    /// The error of `work`, or an interruption: then nothing has changed.
    pub fn run(
        &self,
        proof: Proof,
        way: WayArgs,
        work: impl AsyncFnOnce(Operations<'_, AnyStore>, TenantName, Option<&str>) -> Result<Receipt, StoreError>,
    ) -> Result<Exit, CliError> {
        let tenant: TenantName = self.tenant.parse()?;
        let (key, preference) = (self.receipt.key.as_deref(), way.preference(&self.work.work().store)?);
        self.work.change(self.receipt.progress(), async |store, policy| {
            let (standbys, policy) = (policy, Policy { proof, preference, ..policy });
            let printer = Printer::new(&self.receipt, PrintTime::AtOnce, None);
            let operations = Operations::new(&store, policy).telling(&printer).connected_in(begun_ms());
            let receipt = work(operations, tenant.clone(), key).await?;
            printer.finish(&receipt)?;
            if is_for_command(&receipt) {
                warm(&Operations::new(&store, standbys), &tenant).await;
            }
            Ok(exit_of(&receipt, proof))
        })
    }
}

/// The exit code of a command that asked for this proof. A note of the receipt says why there is none.
pub fn exit_of(receipt: &Receipt, requested: Proof) -> Exit {
    let is_proven = receipt.proof == Some(requested) || receipt.replayed && receipt.proof.is_some();
    if requested == Proof::ReadBack && receipt.changed && !is_proven { Exit::Differs } else { Exit::Done }
}

/// Whether the command makes the next standby now: the operation has succeeded, and no other process makes one.
pub fn is_for_command(receipt: &Receipt) -> bool {
    !receipt.replayed && receipt.standby == Some(NextStandby::Command)
}

/// Makes the next standbys. What was asked for has been done, so a failure here is only noted.
pub async fn warm(operations: &Operations<'_, AnyStore>, tenant: &TenantName) {
    match operations.warm(tenant).await {
        Ok((_, None)) => {}
        Ok((_, Some(why))) => out::note(&format!("note: made no more standbys of \"{tenant}\": {why}")),
        Err(error) => out::note(&format!(
            "note: no standby is ready for the next reset of \"{tenant}\", which makes one first: {error}"
        )),
    }
}
