//! `reseed status`: the tenants of a store at a glance.

use serde::Serialize;

use super::table::Sheet;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};
use crate::reset::{LastReset, LiveState, Operations, TenantStatus};

/// Show the tenants: rows, size, seed snapshot, whether the live data differs from it, the last reset and its
/// operation's number, and when they expire.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed status
  reseed status --quick        Reads no rows: \"may differ\" where somebody has written")]
pub struct Args {
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
    let lines = args.store.read(async |store, policy| {
        let operations = Operations::new(&store, policy);
        let mut lines = Vec::new();
        for tenant in operations.list().await? {
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
        out::print(&text(&lines))?
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

fn data_words(line: &Line) -> &'static str {
    match (line.status.live, line.equals_seed) {
        (LiveState::Damaged, _) => "damaged",
        (LiveState::Missing, _) => "missing",
        (_, Some(true)) => "as seeded",
        (_, Some(false)) => "differs",
        (_, None) => "may differ",
    }
}
