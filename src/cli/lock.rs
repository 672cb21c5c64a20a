//! `reseed lock`: writes down what must come out for a tenant.

use std::sync::Arc;

use super::dataset::Folders;
use super::progress::Progress;
use super::{CliError, Exit, locking, making, out};

/// Write seeds/<TENANT>.lock: rows and digest per table and column, to be committed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed lock                 All tenants
  reseed lock acme            One of them")]
pub struct Args {
    /// Which tenants; default: all in seeds/
    #[arg(value_name = "TENANT")]
    tenants: Vec<String>,
    /// No progress
    #[arg(long, short)]
    quiet: bool,
    /// Print the receipts as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    folders: Folders,
}

/// Makes every tenant's data and writes its digests down; nothing is written when one of them fails.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let tenants = args.folders.tenants_or_all(&args.tenants)?;
    let plans = tenants.iter().map(|tenant| args.folders.tenant_plan(tenant)).collect::<Result<Vec<_>, _>>()?;
    let progress = Progress::new(args.quiet || args.json);
    let receipts = plans.into_iter().map(|plan| making::receipt("lock", Arc::new(plan), &progress));
    let receipts = receipts.collect::<Result<Vec<_>, _>>()?;
    let mut lines = String::new();
    for (tenant, receipt) in tenants.iter().zip(&receipts) {
        let path = args.folders.lock_path(tenant);
        let written = locking::write(&path, receipt)?;
        lines += &format!("{} {}\n", path.display(), if written { "written" } else { "unchanged" });
    }
    if args.json {
        out::print_json(&receipts)?
    } else {
        out::print(&lines)?
    }
    Ok(Exit::Done)
}
