//! `reseed status`: the tenants of a store at a glance.

use serde::Serialize;

use super::table::Sheet;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};
use crate::reset::{LiveState, Operations, TenantStatus};

/// Show the tenants: rows, size, seed snapshot, whether the live data differs from it, and the last reset.
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
    let lines = args.store.with(async |store, policy| {
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
    let mut sheet = Sheet::new(["tenant", "dataset", "rows", "size", "seed", "data", "live since"]);
    for line in lines {
        let status = &line.status;
        let sizes = &status.sizes;
        sheet.row([
            status.tenant.clone(),
            status.dataset.clone(),
            out::thousands(status.seed_rows),
            out::bytes(sizes.live_bytes + sizes.snapshot_bytes + sizes.retired_bytes),
            status.seed_digest.to_string().chars().take(8).collect(),
            data_words(line).to_owned(),
            status.live_since.as_deref().map(receipts::minutes).unwrap_or_default(),
        ]);
    }
    sheet.render()
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
