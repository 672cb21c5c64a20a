//! `reseed down`: removes a tenant.

use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};

/// Remove a tenant from the store: live data, snapshot, and everything kept for undo.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed down acme --yes")]
pub struct Args {
    /// The tenant
    tenant: String,
    /// Really: this cannot be undone
    #[arg(long)]
    yes: bool,
    /// Print the receipt as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Removes the tenant.
pub fn run(args: Args) -> Result<Exit, CliError> {
    if !args.yes {
        let error = CliError::usage(format!("removing tenant {:?} cannot be undone", args.tenant));
        return Err(error.help("Say --yes if that is wanted."));
    }
    let receipt =
        args.store.on_tenant(&args.tenant, async |operations, tenant| operations.down(&tenant, None).await)?;
    if args.json {
        out::print_json(&receipt)?
    } else {
        out::print(&receipts::text(&receipt))?
    }
    Ok(Exit::Done)
}
