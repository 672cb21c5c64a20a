//! A restore by rows: the tenant's tables stay, and their rows become those of a sealed copy.
//!
//! It is the way for tables that a move would not carry as they are: views, foreign keys or publications depend on them, or
//! migrations have altered them. One transaction: locks that let readers continue, checks, the state before into a copy of its
//! own, rows made equal ([`statement`]) until a pass over all of them changes none, records. Its cost grows with the rows.
//!
//! Triggers and rules do not fire, and no function of another role runs. Must never change what a table is, nor leave a
//! trigger, a rule or row-level security otherwise than it was.

mod counters;
mod declared;
mod keep;
mod obstacles;
mod outside;
mod pair;
mod passes;
mod references;
mod stage;
mod statement;

use sqlx::postgres::PgConnection;
use sqlx::{Acquire, AssertSqlSafe, Row};

use super::attempt::{Attempt, AttemptFailure, Locks, Target};
use super::retry;
use super::trial::{self, Tried};
use crate::plan::Table;
use crate::store::crash::crash_point;
use crate::store::postgres::control::checks;
use crate::store::postgres::control::rows::{control_failed, signed};
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::rows::read;
use crate::store::postgres::server::ask::run;
use crate::store::quote::{literal, quoted};
use crate::store::{
    Caller, ErrorKind, Lease, StoreError, Swap, SwapReport, TableProof, TenantName, Way, one_line, tables_of,
};
use counters::Counter;
use keep::Keeper;

pub use counters::sequence_of;
pub use declared::differences;
pub use obstacles::find as obstacles;
pub use outside::heirs_with_rows;
pub use pair::{CopyPair, Pair};
pub use stage::stage;

/// All locks together may take this many times the wait for one.
const LOCKS_WAIT: u32 = 3;
/// How long the client may take between two statements.
const BETWEEN_MS: u32 = 10_000;

/// What is to be done, as it was found out without any lock.
pub struct Order {
    /// The live copy.
    pub live: Copy,
    /// The tables that it was made with.
    pub live_tables: Vec<Table>,
    /// The sealed copy whose rows become live.
    pub source: Copy,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Live and sealed tables side by side, in that order.
    pub pairs: Vec<Pair>,
    /// What the live tables were like then, as a hash.
    pub properties: String,
    /// Why it is done by rows.
    pub why: String,
    /// Whether something was added to the live tables that rows may violate.
    pub is_risky: bool,
}

/// Makes the rows of the live tables those of `order.source`; `staged` is the copy that was made ready for the swap.
///
/// # Errors
/// `Stale` when the tables were altered meanwhile, `Refused` when they do not take the rows, `Busy` when others hold locks
/// on them. Nothing has changed then.
pub async fn restore(
    connection: &mut PgConnection,
    lease: &Lease,
    swap: &Swap,
    order: Order,
    staged: &Copy,
    caller: &Caller,
) -> Result<SwapReport, StoreError> {
    let retire = swap.retire.ok_or_else(|| StoreError::machine("there is no live epoch to keep"))?;
    let keeper = Keeper::prepare(connection, lease, &order.live, &order.live_tables, retire).await?;
    let counters = counters::find(connection, &order.tables, &order.pairs, &order.source).await?;
    let names = order.pairs.iter().map(|pair| pair.live.clone()).collect();
    let is_exclusive = is_exclusive(connection, &order.pairs).await?;
    let locks = if is_exclusive { Locks::All } else { Locks::Writers };
    let (tenant, patience) = (&lease.tenant, swap.patience);
    let target = Target { tenant, doing: "restore the tenant's rows", names, locks, patience };
    let mut restoring = Restoring { lease, swap, order, staged, keeper, counters, is_exclusive, caller, proven: None };
    let done = retry::until_done(connection, &target, &mut restoring, caller).await;
    let Restoring { order, keeper, proven, .. } = restoring;
    match done {
        Ok(swapped) => {
            crash_point("swap.committed");
            Ok(SwapReport { by: Way::Rows, why: Some(order.why), proven, ..swapped })
        }
        Err(error) => {
            // What stays of it is pruned by the next operation.
            let _ = copies::drop_copy(connection, lease, keeper.id, copies::Dependents::Stay).await;
            if error.kind() == ErrorKind::Refused {
                // In the words of those who ask beforehand, if they would have refused it too.
                let foreseen = foresee(connection, &lease.tenant, &Order { is_risky: true, ..order }).await;
                return Err(foreseen.err().filter(|refusal| refusal.kind() == ErrorKind::Refused).unwrap_or(error));
            }
            Err(error)
        }
    }
}

/// Looks at what the rows would meet, as far as that can be known without locks.
///
/// # Errors
/// `Refused` when rows elsewhere refer to rows that go, or the live tables do not take those that come.
pub async fn foresee(connection: &mut PgConnection, tenant: &TenantName, order: &Order) -> Result<(), StoreError> {
    match outside::check(connection, &order.pairs).await {
        Ok(_) => {}
        Err(AttemptFailure::Known(error)) => return Err(error),
        Err(AttemptFailure::Server(error)) => return Err(control_failed(error)),
    }
    if !order.is_risky {
        return Ok(());
    }
    let tried: Vec<Tried<'_>> = order.pairs.iter().map(Tried::by_rows).collect();
    let faults =
        [trial::faults(connection, &tried).await?, references::faults(connection, &order.pairs).await?].concat();
    if faults.is_empty() { Ok(()) } else { Err(trial::refusal(tenant, &faults)) }
}

/// Whether readers have to be kept out, because rules or forced row-level security are stopped for a moment.
async fn is_exclusive(connection: &mut PgConnection, pairs: &[Pair]) -> Result<bool, StoreError> {
    let sql = "SELECT coalesce(bool_or(is_exclusive), false) FROM reseed.interference($1::text[]::regclass[]::oid[])";
    sqlx::query_scalar(sql).bind(live_names(pairs)).fetch_one(connection).await.map_err(control_failed)
}

fn live_names(pairs: &[Pair]) -> Vec<&str> {
    pairs.iter().map(|pair| pair.live.as_str()).collect()
}

/// One try after another.
struct Restoring<'a> {
    lease: &'a Lease,
    swap: &'a Swap,
    order: Order,
    staged: &'a Copy,
    keeper: Keeper,
    counters: Vec<Counter>,
    is_exclusive: bool,
    caller: &'a Caller,
    /// The rows as they are committed, if they were asked for.
    proven: Option<Vec<TableProof>>,
}

impl Attempt for Restoring<'_> {
    const ANSWERS_SOON: bool = false;

    async fn once(&mut self, connection: &mut PgConnection, lock_wait_ms: u32) -> Result<f64, AttemptFailure> {
        let mut tx = connection.begin().await?;
        let waited_ms = self.lock(&mut tx, lock_wait_ms).await?;
        let before = counters::restart(&mut tx, &self.counters).await?;
        run(&mut tx, self.checks()).await?;
        crash_point("rows.locked");
        let resume = self.stop(&mut tx).await?;
        self.keeper.fill(&mut tx).await?;
        self.caller.check()?;
        crash_point("rows.kept");
        let takes_rows_along = outside::check(&mut tx, &self.order.pairs).await?;
        passes::run(&mut tx, &self.order.pairs, !takes_rows_along, self.caller).await?;
        // While forced row-level security is stopped: it would hide rows from the proof.
        self.prove(&mut tx).await?;
        run(&mut tx, resume).await?;
        self.caller.check()?;
        run(&mut tx, self.records(&before)?).await?;
        crash_point("rows.refilled");
        tx.commit().await?;
        Ok(waited_ms)
    }
}

impl Restoring<'_> {
    /// Keeps writers out of the live tables and hands off the sealed ones; gives the milliseconds that it took.
    async fn lock(&self, tx: &mut PgConnection, lock_wait_ms: u32) -> Result<f64, sqlx::Error> {
        let mode = if self.is_exclusive { "ACCESS EXCLUSIVE" } else { "EXCLUSIVE" };
        let mut live = live_names(&self.order.pairs);
        live.sort_unstable();
        let only =
            |names: Vec<&str>| names.into_iter().map(|name| format!("ONLY {name}")).collect::<Vec<_>>().join(", ");
        // The lock of writers is the weakest one that keeps a seal where it is, and lets vacuum work.
        let sql = format!(
            "SET LOCAL lock_timeout = {lock_wait_ms}; SET LOCAL statement_timeout = {};
             SET LOCAL idle_in_transaction_session_timeout = {BETWEEN_MS};
             SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
             LOCK TABLE {} IN {mode} MODE;
             LOCK TABLE {} IN ROW EXCLUSIVE MODE;
             SELECT (extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000)::float8;
             SET LOCAL statement_timeout = 0; SET LOCAL row_security = off; SET LOCAL jit = off;
             SET LOCAL enable_nestloop = off; SET CONSTRAINTS ALL IMMEDIATE",
            lock_wait_ms * LOCKS_WAIT,
            only(live),
            only(self.order.source.names()),
        );
        let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(tx).await?;
        rows.first().map_or(Ok(0.0), |row| row.try_get(0))
    }

    fn checks(&self) -> String {
        let live = self.order.live.id;
        [
            checks::has_lease(self.lease),
            checks::has_copies(self.lease, Some(live), self.staged.id, self.swap.epoch),
            checks::is_sealed(self.lease, self.order.source.id),
            checks::is_as_seen(self.lease, live, &self.order.properties),
        ]
        .concat()
    }

    /// Stops what would run, or hide rows, while they are written; gives the statements that put it back as it was.
    async fn stop(&self, tx: &mut PgConnection) -> Result<String, sqlx::Error> {
        let sql = "SELECT stop, resume FROM reseed.interference($1::text[]::regclass[]::oid[])";
        let found = sqlx::query_as(sql).bind(live_names(&self.order.pairs)).fetch_all(&mut *tx).await?;
        let (stop, resume): (Vec<String>, Vec<String>) = found.into_iter().unzip();
        run(tx, stop.join(";\n")).await?;
        Ok(resume.join(";\n"))
    }

    /// Reads the rows as they will be committed, on this very connection, since no other session sees them yet.
    async fn prove(&mut self, tx: &mut PgConnection) -> Result<(), AttemptFailure> {
        let Some(seed) = &self.swap.prove else { return Ok(()) };
        let stored = read::Stored::new(&tables_of(&seed.schema)?, &live_names(&self.order.pairs), &seed.tables);
        self.proven = Some(stored.alone(tx, self.caller).await?);
        Ok(())
    }

    /// The commit mark: the live copy has another epoch, and the state before is retired.
    fn records(&self, before: &counters::NextIds) -> Result<String, StoreError> {
        let Order { live, source, .. } = &self.order;
        let tenant = literal(self.lease.tenant.as_str());
        let here = |copy: i32| format!("tenant = {tenant} AND id = {copy}");
        let counters = serde_json::to_string(before)
            .map_err(|error| StoreError::machine(format!("could not record the counters: {error}")))?;
        let staged = match (self.staged.has_tables, self.staged.is_retired) {
            // It stood for its snapshot.
            (false, false) => format!("DELETE FROM reseed.copies WHERE {}", here(self.staged.id)),
            // It is as good as before, for the next time.
            (true, false) => {
                format!("UPDATE reseed.copies SET place = 'spare', staged = NULL WHERE {}", here(self.staged.id))
            }
            // Its rows are live.
            (_, true) => {
                format!("UPDATE reseed.copies SET place = 'building', staged = NULL WHERE {}", here(self.staged.id))
            }
        };
        Ok(format!(
            "{staged};
             UPDATE reseed.copies SET place = 'retired', form = 'rows', counters = {} WHERE {};
             UPDATE reseed.copies SET number = {}, dataset = {}, snapshot = {} WHERE {};
             {}",
            literal(&counters),
            here(self.keeper.id),
            signed(self.swap.epoch),
            literal(&source.dataset),
            signed(source.snapshot),
            here(live.id),
            self.relations(),
        ))
    }

    /// The live tables in the order of the snapshot that their rows come from.
    fn relations(&self) -> String {
        let Order { live, pairs, .. } = &self.order;
        let place = |(index, pair): (usize, &Pair)| format!("({index}, {}::regclass)", literal(&pair.live));
        let places: Vec<String> = pairs.iter().enumerate().map(place).collect();
        let tenant = literal(self.lease.tenant.as_str());
        // Numbers are unique, so they make room first.
        format!(
            "UPDATE reseed.relations SET table_index = -1 - table_index WHERE tenant = {tenant} AND copy = {id};
             UPDATE reseed.relations AS r SET table_index = p.number FROM (VALUES {}) AS p (number, relation)
             WHERE r.tenant = {tenant} AND r.copy = {id} AND r.relation = p.relation;\n",
            places.join(", "),
            id = live.id,
        )
    }
}

/// Whether a column of a table that is not written to has values.
async fn has_values(connection: &mut PgConnection, table: &str, column: &str) -> Result<bool, StoreError> {
    is_any(connection, table, format!("{} IS NOT NULL", quoted(column))).await
}

/// Whether a column of a table that is not written to has nulls.
pub async fn has_nulls(connection: &mut PgConnection, table: &str, column: &str) -> Result<bool, StoreError> {
    is_any(connection, table, format!("{} IS NULL", quoted(column))).await
}

async fn is_any(connection: &mut PgConnection, table: &str, condition: String) -> Result<bool, StoreError> {
    let sql = format!("SELECT EXISTS (SELECT FROM ONLY {table} WHERE {condition})");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await.map_err(control_failed)
}

/// Rows that cannot be made those of a sealed copy, because of `why`.
fn refused(why: String) -> StoreError {
    StoreError::refused(format!("the rows cannot be restored: {why}")).with_help(
        "Revert what was done to the tables or to what refers to them, then run the command again. In a schema of the \
         tenant's own, --discard-changes gives the tables the spec's shape where nothing else depends on them.",
    )
}

/// The server's message, without rows.
fn message_of(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| one_line(error.message()))
}
