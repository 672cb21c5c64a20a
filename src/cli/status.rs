//! `reseed status`: the tenants of a store at a glance.

use serde::Serialize;

use super::table::Sheet;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};
use crate::reset::{LastReset, LiveState, Operations, TenantStatus};
use crate::store::TenantName;

/// Show the tenants: rows, size, seed snapshot, whether the live data differs from it, the last reset and its
/// operation's number, and when they expire.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed status
  reseed status acme           Also which states are kept for undo
  reseed status --quick        Reads no rows: \"may differ\" where somebody wrote")]
pub struct Args {
    /// One tenant, with what is kept for undo; default: all
    #[arg(value_name = "TENANT")]
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

/// A tenant with what its rows say, where they were read.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    status: TenantStatus,
    /// Nothing where it is not known.
    equals_seed: Option<bool>,
}

/// Asks for every tenant and prints a table.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let quick = args.quick;
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let has_name = named.is_some();
    let lines = args.store.read(async |store, policy| {
        let operations = Operations::new(&store, policy);
        let mut lines = Vec::new();
        let tenants = match named {
            Some(tenant) => vec![tenant],
            None => operations.list().await?,
        };
        for tenant in tenants {
            let status = operations.status(&tenant).await?;
            let equals_seed = match status.live {
                LiveState::Seed => Some(true),
                LiveState::Damaged | LiveState::Missing => Some(false),
                LiveState::MayDiffer if quick => None,
                LiveState::MayDiffer => Some(operations.verify(&tenant).await?.equals_seed),
            };
            lines.push(Line { status, equals_seed });
        }
        Ok(lines)
    })?;
    if args.json {
        out::print_json(&lines)?
    } else {
        let kept = lines.iter().filter(|_| has_name).map(|line| kept_text(&line.status)).collect::<String>();
        out::print(&(text(&lines) + &kept))?
    }
    Ok(Exit::Done)
}

fn text(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "no tenants; \"reseed up\" creates those in seeds/\n".to_owned();
    }
    let mut sheet = Sheet::new(["tenant", "dataset", "rows", "size", "seed", "data", "last reset, UTC"]);
    for line in lines {
        let status = &line.status;
        sheet.row([
            status.tenant.clone(),
            status.dataset.clone(),
            out::thousands(status.seed_rows),
            out::bytes(status.sizes.all_bytes()),
            status.seed_digest.to_string().chars().take(8).collect(),
            data_words(line).to_owned(),
            status.last_reset.as_ref().map_or("never".to_owned(), reset_words),
        ]);
    }
    sheet.render() + &lines.iter().filter_map(|line| end_text(&line.status)).collect::<String>()
}

/// `2026-01-01 10:20 (7)`: when, and the operation's number.
fn reset_words(reset: &LastReset) -> String {
    let minute = receipts::minutes(&reset.at);
    format!("{} ({})", minute.trim_end_matches(" UTC"), reset.number)
}

/// Of a tenant that is not wanted for ever: until when, and what to do then.
fn end_text(status: &TenantStatus) -> Option<String> {
    let (tenant, at) = (&status.tenant, receipts::minutes(status.expires.as_deref()?));
    let remedy = if status.has_expired { "; \"reseed down --expired\" removes it" } else { "" };
    Some(format!("{tenant} {} {at}{remedy}\n", receipts::expiry_word(status.has_expired)))
}

/// What undo can bring back, newest first, a line each.
fn kept_text(status: &TenantStatus) -> String {
    let live = status.epoch.map_or("nothing is live".to_owned(), |epoch| format!("epoch {epoch} is live"));
    let kept = status.retired.iter().map(|kept| {
        let until = kept.undo_until.as_deref().filter(|_| kept.undoable).map(receipts::minutes);
        let until = until.map_or("cannot be brought back".to_owned(), |until| format!("kept for undo until {until}"));
        format!("epoch {} {until}, {}\n", kept.epoch, out::bytes(kept.bytes))
    });
    let remedy = status.retired.iter().find(|kept| kept.undoable);
    let remedy =
        remedy.map(|kept| format!("; \"reseed undo {} --epoch {}\" brings one back", status.tenant, kept.epoch));
    format!("{live}{}\n{}", remedy.unwrap_or_default(), kept.collect::<String>())
}

fn data_words(line: &Line) -> &'static str {
    match (line.status.live, line.equals_seed) {
        (LiveState::Damaged, _) => "damaged",
        (LiveState::Missing, _) => "missing",
        (_, Some(true)) => "as seeded",
        (_, Some(false)) => "differs",
        (_, None) => "may differ",
    }
}
