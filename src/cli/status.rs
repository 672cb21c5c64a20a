//! `reseed status`: the tenants of a store at a glance. What is wrong with one of them never hides the others.

use std::time::Duration;

use serde::Serialize;

use super::completions::tenants;
use super::interrupt::Interrupt;
use super::table::AlignedTable;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};
use crate::reset::{LastReset, LiveState, Operations, Standbys, TenantStatus};
use crate::store::{AnyStore, ErrorKind, StoreError, TenantName};

/// Show the tenants: rows, size, seed snapshot, whether the live data differs from it, the last reset and its
/// operation's number, and when they expire.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed status
  reseed status acme           Also which states are kept for undo
  reseed status --quick        Reads no rows: \"may differ\" after any write

On SQLite only a file in rollback mode is known to be untouched without
reading it; in WAL mode its rows are read, or it \"may differ\".

On PostgreSQL the server's counters show whether the tenant was written to; a
write may take ten seconds to show here. Where the counters have restarted since
the last reset (a crash, a failover, pg_stat_reset) the rows are read. \"reseed
verify\" always reads every row and names what differs. A tenant whose tables are
locked is shown as \"locked\", with what is unknown; the others are shown as usual.")]
pub struct Args {
    /// One tenant, with what is kept for undo; default: all
    #[arg(value_name = "TENANT", add = tenants())]
    tenant: Option<String>,
    /// Do not read rows to find out whether data differs
    #[arg(long)]
    quick: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// How long to wait for others' locks, and once that was in vain for one tenant, for those on the next ones.
const LOCK_WAIT: Duration = Duration::from_secs(1);
const NEXT_LOCK_WAIT: Duration = Duration::from_millis(50);

/// A tenant, with what its rows show where they were read.
#[derive(Serialize)]
#[serde(untagged)]
enum StatusLine {
    /// As far as it could be found out.
    Told {
        #[serde(flatten)]
        status: Box<TenantStatus>,
        /// The word for the data in the table.
        data: &'static str,
        /// Nothing where it is not known.
        equals_seed: Option<bool>,
        /// Why its rows could not be read, or why other parts are unknown.
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<StatusError>,
    },
    /// Nothing could be found out.
    Failed { tenant: String, data: &'static str, error: StatusError },
}

impl StatusLine {
    /// Whether others' locks kept something from being found out.
    fn is_locked(&self) -> bool {
        match self {
            StatusLine::Told { status, error, .. } => {
                !status.unknown.is_empty() || error.as_ref().is_some_and(|error| error.kind == ErrorKind::Busy)
            }
            StatusLine::Failed { error, .. } => error.kind == ErrorKind::Busy,
        }
    }
}

/// Why something could not be found out.
#[derive(Serialize)]
struct StatusError {
    message: String,
    #[serde(skip)]
    kind: ErrorKind,
}

impl From<StoreError> for StatusError {
    /// Without its help: that is for commands that would have changed something.
    fn from(error: StoreError) -> StatusError {
        StatusError { message: error.to_string(), kind: error.kind() }
    }
}

/// Asks for every tenant and prints a table.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let quick = args.quick;
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let (has_name, interrupt) = (named.is_some(), Interrupt::listen()?);
    let lines = args.store.read(async |store, policy| {
        let mut store = store.waiting(LOCK_WAIT);
        let mut lines = Vec::new();
        let operations = Operations::new(&store, policy);
        let tenants = match named {
            Some(tenant) => operations.known(&tenant).await.map(|_| vec![tenant])?,
            None => operations.list().await?,
        };
        for tenant in tenants {
            let operations = Operations::new(&store, policy);
            let line = line(&operations, tenant, quick).await;
            if line.is_locked() {
                interrupt.check()?;
                // Others' locks are seldom on one tenant only, and the wait for each tenant's would add up.
                store = store.waiting(NEXT_LOCK_WAIT);
            }
            lines.push(line);
        }
        Ok(lines)
    })?;
    if args.json {
        out::print_json(&lines)?
    } else {
        let kept = lines.iter().filter(|_| has_name).filter_map(|line| match line {
            StatusLine::Told { status, .. } => Some(kept_text(status)),
            StatusLine::Failed { .. } => None,
        });
        let kept: String = kept.collect();
        out::print(&(text(&lines) + &kept))?
    }
    Ok(Exit::Done)
}

async fn line(operations: &Operations<'_, AnyStore>, tenant: TenantName, quick: bool) -> StatusLine {
    let status = match operations.status(&tenant).await {
        Ok(status) => Box::new(status),
        Err(error) => {
            let (tenant, data) = (tenant.to_string(), trouble_words(error.kind()));
            return StatusLine::Failed { tenant, data, error: error.into() };
        }
    };
    let (equals_seed, error) = match status.live {
        LiveState::Seed => (Some(true), None),
        LiveState::Damaged | LiveState::Missing => (Some(false), None),
        LiveState::Unknown => (None, Some(StatusError { message: status.unknown.join("; "), kind: ErrorKind::Busy })),
        LiveState::MayDiffer if quick => (None, None),
        LiveState::MayDiffer => match operations.verify(&tenant).await {
            Ok(found) => (Some(found.equals_seed), None),
            Err(error) => (None, Some(StatusError::from(error))),
        },
    };
    let data = error.as_ref().map_or_else(|| data_words(status.live, equals_seed), |error| trouble_words(error.kind));
    StatusLine::Told { status, data, equals_seed, error }
}

fn text(lines: &[StatusLine]) -> String {
    if lines.is_empty() {
        return "no tenants; \"reseed up\" creates those in seeds/\n".to_owned();
    }
    let mut sheet = AlignedTable::new(["tenant", "dataset", "rows", "size", "seed", "data", "last reset, UTC"]);
    for line in lines {
        match line {
            StatusLine::Told { status, data, .. } => sheet.row([
                status.tenant.clone(),
                status.dataset.clone(),
                out::thousands(status.seed_rows),
                status.sizes.map_or("-".to_owned(), |sizes| out::bytes(sizes.all_bytes())),
                status.seed_digest.to_string().chars().take(8).collect(),
                (*data).to_owned(),
                status.last_reset.as_ref().map_or("never".to_owned(), reset_words),
            ]),
            StatusLine::Failed { tenant, data, .. } => {
                let (unknown, data) = (|| "-".to_owned(), (*data).to_owned());
                sheet.row([tenant.clone(), unknown(), unknown(), unknown(), unknown(), data, unknown()]);
            }
        }
    }
    sheet.render() + &lines.iter().filter_map(below).collect::<String>()
}

/// What is printed about a tenant below the table.
fn below(line: &StatusLine) -> Option<String> {
    let (status, tenant, error) = match line {
        StatusLine::Told { status, error, .. } => (Some(status), status.tenant.as_str(), error.as_ref()),
        StatusLine::Failed { tenant, error, .. } => (None, tenant.as_str(), Some(error)),
    };
    let unknown = status.filter(|_| error.is_none()).map(|status| &status.unknown[..]).unwrap_or_default();
    let trouble = error.map(|error| &error.message).into_iter().chain(unknown);
    let trouble = trouble.map(|trouble| format!("{tenant}: {trouble}\n")).reduce(|all, next| all + &next);
    let end = status.and_then(|status| end_text(status));
    let maker = status.and_then(|status| status.standbys.as_ref()?.made_by.as_ref());
    let maker = maker.map(|maker| format!("{tenant}: {maker} is making its next standby\n"));
    let failed = status.and_then(|status| status.standbys.as_ref()?.failed.as_ref());
    let failed = failed.map(|failed| {
        format!("{tenant}: its next standby could not be made at {}: {}\n", receipts::minutes(&failed.at), failed.why)
    });
    [trouble, end, maker, failed].into_iter().flatten().reduce(|all, next| all + &next)
}

/// `2026-01-01 10:20 (7)`: when, and the operation's number.
fn reset_words(reset: &LastReset) -> String {
    let minute = receipts::minutes(&reset.at);
    format!("{} ({})", minute.trim_end_matches(" UTC"), reset.number)
}

/// Of a tenant that expires: when, and what to do then.
fn end_text(status: &TenantStatus) -> Option<String> {
    let (tenant, at) = (&status.tenant, receipts::minutes(status.expires.as_deref()?));
    let help = if status.has_expired { "; \"reseed down --expired\" removes it" } else { "" };
    Some(format!("{tenant} {} {at}{help}\n", receipts::expiry_word(status.has_expired)))
}

/// What undo can bring back, newest first, a line each.
fn kept_text(status: &TenantStatus) -> String {
    let live = status.epoch.map_or("nothing is live".to_owned(), |epoch| format!("epoch {epoch} is live"));
    let kept = status.retired.iter().map(|kept| {
        let until = kept.undo_until.as_deref().filter(|_| kept.undoable).map(receipts::minutes);
        let until = until.map_or("cannot be restored".to_owned(), |until| format!("kept for undo until {until}"));
        format!("epoch {} {until}, {}\n", kept.epoch, out::bytes(kept.bytes))
    });
    let help = status.retired.iter().find(|kept| kept.undoable);
    let help =
        help.map(|kept| format!("; \"reseed undo {} --epoch {}\" restores a previous one", status.tenant, kept.epoch));
    let ready = match &status.standbys {
        Some(Standbys { ready: 0, made_by: None, .. }) => {
            "no standby is ready; the next reset makes one first\n".to_owned()
        }
        Some(Standbys { ready: 0, .. }) | None => String::new(),
        Some(Standbys { ready, .. }) => format!("{} ready for the next reset\n", out::count(*ready as u64, "standby")),
    };
    format!("{live}{}\n{}{ready}", help.unwrap_or_default(), kept.collect::<String>())
}

fn data_words(live: LiveState, equals_seed: Option<bool>) -> &'static str {
    match (live, equals_seed) {
        (LiveState::Damaged, _) => "damaged",
        (LiveState::Missing, _) => "missing",
        (LiveState::Unknown, _) => "locked",
        (_, Some(true)) => "as seeded",
        (_, Some(false)) => "differs",
        (_, None) => "may differ",
    }
}

/// Why nothing is known about the data.
fn trouble_words(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Busy => "locked",
        ErrorKind::Damaged => "damaged",
        ErrorKind::NotFound => "gone",
        _ => "unreadable",
    }
}
