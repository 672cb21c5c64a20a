//! `reseed reconcile`: maintains a store.

use std::borrow::Cow;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::completions::tenants;
use super::interrupt::Interrupt;
use super::number::whole;
use super::progress::Progress;
use super::tenants::{SwapArgs, TenantCommand};
use super::{CliError, Exit, only_standbys, out};
use crate::reset::{Operations, Reconciled};
use crate::store::{Announcement, AnyStore, DroppedNodes, ErrorKind, Store, StoreError, TenantName};

/// Maintain a store: finish or roll back operations whose process died, remove expired tenants, make standbys for the next
/// resets. Any number may run at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Busy tenants are skipped until the next pass. The command makes one pass, or with
--every one pass every SECONDS until it is interrupted. Outages of the database
do not end it.

A pass over all tenants deletes the records of operations that ended more than 30
days ago, with their receipts and idempotency keys; the last of each kind stays.

PostgreSQL: a removed tenant leaves empty partitions below the shared tables. A
pass over all tenants detaches them concurrently, and waits at most --wait for
transactions that use those tables; the next pass continues from there.

Examples:
  reseed reconcile
  reseed reconcile --every 30 --standbys 2 --standby-mib-max 20000")]
pub struct Args {
    /// Only these tenants
    #[arg(value_name = "TENANT", add = tenants())]
    tenants: Vec<String>,
    /// Make one pass every SECONDS, until interrupted
    #[arg(long, value_name = "SECONDS", value_parser = whole(1..=u32::MAX))]
    every: Option<u32>,
    /// Only make the standbys of these tenants, once the standard input ends: what `reset --detach` starts
    #[arg(long, hide = true, requires = "tenants", conflicts_with_all = ["every", "json"])]
    only_standbys: bool,
    /// How long each of them may take once it is its turn
    #[arg(long, hide = true, requires = "only_standbys", value_name = "SECONDS", default_value_t = 600, value_parser = whole(1..=u32::MAX))]
    limit: u32,
    /// Print what was done as JSON, one document per pass
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    swap: SwapArgs,
}

/// The result of one pass.
#[derive(Serialize)]
struct ReconcilePass {
    /// Tenants for which something was done.
    done: Vec<Reconciled>,
    /// Tenants that are busy and skipped until the next pass.
    busy: Vec<TenantError>,
    /// Tenants for which it failed.
    failed: Vec<TenantError>,
    /// What was dropped that removed tenants had left in shared tables.
    dropped_nodes: DroppedNodes,
    /// How many records of operations were purged, because they ended long ago.
    purged_operations: u64,
}

#[derive(Serialize)]
struct TenantError {
    tenant: String,
    error: String,
    help: Option<String>,
}

impl TenantError {
    fn of(tenant: &TenantName, error: &StoreError) -> TenantError {
        TenantError { tenant: tenant.to_string(), error: error.to_string(), help: error.help().map(Cow::into_owned) }
    }
}

/// The longest interval between passes at which resets still leave the next standby to this process.
const ANNOUNCED_EVERY_MAX_S: u32 = 60;

/// Makes one pass, or passes until interrupted. Ends with 3 when a pass failed for some tenant.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let named = args.tenants.iter().map(|name| name.parse::<TenantName>()).collect::<Result<Vec<_>, _>>()?;
    let interrupt = Interrupt::listen()?;
    if args.only_standbys {
        return only_standbys::run(&args.swap, &named, args.limit, &interrupt);
    }
    args.swap.change(Progress::new(args.json), async |store, policy| {
        let operations = Operations::new(&store, policy);
        // Resets leave their next standbys to a process that maintains all tenants at short intervals.
        let soon = args.every.is_some_and(|seconds| seconds <= ANNOUNCED_EVERY_MAX_S);
        let announces = soon && named.is_empty() && policy.standbys > 0;
        let mut announcement = None;
        loop {
            if announces {
                announce(&store, &mut announcement).await;
            }
            let exit = printed_pass(&operations, &named, &args).await?;
            let Some(seconds) = args.every else { return Ok(exit) };
            let next = Instant::now() + Duration::from_secs(u64::from(seconds));
            while Instant::now() < next {
                if interrupt.check().is_err() {
                    return Ok(Exit::Done);
                }
                thread::sleep(Duration::from_millis(50));
            }
        }
    })
}

/// Announces that this process makes the standbys of all tenants, unless another process has announced it. If the database
/// is unreachable, the next pass tries again.
async fn announce(store: &AnyStore, announcement: &mut Option<Announcement>) {
    if let Some(held) = announcement
        && store.is_announced(held).await
    {
        return;
    }
    *announcement = store.announce_standbys().await.ok().flatten();
}

/// Makes a pass and prints its result. If another pass follows, a failure of the whole pass is printed too: a database
/// outage does not end the command.
async fn printed_pass(
    operations: &Operations<'_, AnyStore>,
    named: &[TenantName],
    args: &Args,
) -> Result<Exit, CliError> {
    let pass = match pass(operations, named).await {
        Err(error) if args.every.is_some() && error.kind() != ErrorKind::Interrupted => {
            CliError::from(error).print(args.json);
            return Ok(Exit::Failed);
        }
        pass => pass?,
    };
    out::print_result(args.json, &pass, || text(&pass))?;
    Ok(if pass.failed.is_empty() { Exit::Done } else { Exit::Failed })
}

async fn pass(operations: &Operations<'_, AnyStore>, named: &[TenantName]) -> Result<ReconcilePass, StoreError> {
    let tenants = if named.is_empty() { operations.list().await? } else { named.to_vec() };
    let mut pass = ReconcilePass {
        done: Vec::new(),
        busy: Vec::new(),
        failed: Vec::new(),
        dropped_nodes: DroppedNodes::default(),
        purged_operations: 0,
    };
    for tenant in tenants {
        match operations.reconcile(&tenant).await {
            Ok(done) if done.is_idle() => {}
            Ok(done) => pass.done.push(done),
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            Err(error) if error.kind() == ErrorKind::Busy => pass.busy.push(TenantError::of(&tenant, &error)),
            Err(error) => pass.failed.push(TenantError::of(&tenant, &error)),
        }
    }
    // Last, because removing an expired tenant leaves such partitions.
    if named.is_empty() {
        pass.dropped_nodes = match operations.drop_nodes().await {
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            // What was done for tenants is reported even so.
            Err(error) => DroppedNodes { why: Some(error.to_string()), ..DroppedNodes::default() },
            Ok(dropped_nodes) => dropped_nodes,
        };
        pass.purged_operations = operations.purge_operations().await?;
    }
    Ok(pass)
}

fn text(pass: &ReconcilePass) -> String {
    let mut text: String =
        pass.done.iter().map(|done| format!("{}: {}\n", done.tenant, words(done).join("; "))).collect();
    for TenantError { tenant, error, .. } in &pass.busy {
        text += &format!("{tenant}: skipped until the next pass: {error}\n");
    }
    for TenantError { tenant, error, help } in &pass.failed {
        text += &format!("{tenant}: error: {error}\n");
        text += &help.iter().map(|help| format!("  help: {help}\n")).collect::<String>();
    }
    text += &dropped_text(&pass.dropped_nodes);
    if pass.purged_operations > 0 {
        text += &format!(
            "deleted {} that ended more than 30 days ago\n",
            out::count(pass.purged_operations, "operation record")
        );
    }
    if text.is_empty() { "nothing to do\n".to_owned() } else { text }
}

fn dropped_text(nodes: &DroppedNodes) -> String {
    let parts = |number| format!("{} of removed tenants", out::count(number as u64, "empty partition"));
    let mut text = String::new();
    if nodes.dropped > 0 {
        text += &format!("removed {} from shared tables\n", parts(nodes.dropped));
    }
    if let Some(why) = &nodes.why {
        text += &format!("skipped {} until the next pass: {why}\n", parts(nodes.left));
    }
    text
}

fn words(done: &Reconciled) -> Vec<String> {
    let mut words = Vec::new();
    if done.expired {
        words.push("removed, because it had expired".to_owned());
    }
    if done.settled > 0 {
        words.push(format!(
            "finished or rolled back {} of dead processes",
            out::count(done.settled as u64, "operation")
        ));
    }
    words.extend(done.removed.iter().map(|removed| format!("removed epoch {}: {}", removed.epoch, removed.why)));
    if done.standbys > 0 {
        words.push(format!("made {}", out::count(done.standbys as u64, "standby")));
    }
    words.extend(done.short.iter().map(|why| format!("made no more standbys: {why}")));
    words.extend(done.left.iter().map(|why| format!("skipped copies until the next pass: {why}")));
    words
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use rusqlite::Connection;

    use super::*;
    use crate::store::sqlite::SqliteStore;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn args(line: &[&str]) -> Args {
        Line::try_parse_from([&["reconcile"], line].concat()).expect("a command line").args
    }

    #[tokio::test]
    async fn a_pass_that_fails_does_not_end_the_loop_and_fails_a_single_pass() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = AnyStore::Sqlite(SqliteStore::create(folder.path(), Default::default()).await.expect("a store"));
        let operations = Operations::new(&store, crate::reset::Policy::default());
        let control = Connection::open(folder.path().join("control.db")).expect("the control database");
        for line in [vec!["--every", "1"], vec!["--every", "1", "--json"]] {
            let watch = args(&line);
            control.execute_batch("ALTER TABLE tenants RENAME TO away").expect("the store cannot be read");
            let missed = printed_pass(&operations, &[], &watch).await.expect("another pass follows");
            assert_eq!(missed, Exit::Failed);
            let error = printed_pass(&operations, &[], &args(&[])).await.expect_err("the only pass");
            assert!(error.to_string().contains("no such table: tenants"), "{error}");
            control.execute_batch("ALTER TABLE away RENAME TO tenants").expect("the store is back");
            assert_eq!(printed_pass(&operations, &[], &watch).await.expect("it is back"), Exit::Done);
        }
    }
}
