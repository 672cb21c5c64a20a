//! `reseed lock`: writes the digests that a tenant's data must have.

use std::sync::Arc;

use super::dataset::TenantsArgs;
use super::progress::Progress;
use super::{CliError, Exit, locking, making, out};

/// Write seeds/<TENANT>.lock: rows and digest per table and column, to be committed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed lock                 All tenants
  reseed lock acme            One of them")]
pub struct Args {
    /// No progress
    #[arg(long, short)]
    quiet: bool,
    /// Print the receipts as one JSON document
    #[arg(long, conflicts_with = "quiet")]
    pub(super) json: bool,
    #[command(flatten)]
    tenants: TenantsArgs,
}

/// Makes every tenant's data and writes its digests down; nothing is written when one of them fails.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let plans = args.tenants.tenant_plans()?;
    let progress = Progress::new(args.quiet || args.json);
    let receipts = plans.into_iter().map(|planned| making::receipt("lock", Arc::new(planned.plan), &progress));
    let receipts = receipts.collect::<Result<Vec<_>, _>>()?;
    let mut lines = String::new();
    for receipt in &receipts {
        let path = args.tenants.folders.lock_path(&receipt.inputs.tenant);
        let written = locking::write(&path, receipt)?;
        lines += &format!("{} {}\n", path.display(), if written { "written" } else { "unchanged" });
    }
    out::print_result(args.json, &receipts, || lines)?;
    Ok(Exit::Done)
}
