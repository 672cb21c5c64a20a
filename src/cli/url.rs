//! `reseed url`: where a tenant's applications connect.

use super::tenants::StoreArgs;
use super::{CliError, Exit, out};

/// Print the address of a tenant's live data; it stays the same through resets.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed url acme")]
pub struct Args {
    /// The tenant
    tenant: String,
    #[command(flatten)]
    store: StoreArgs,
}

/// Prints the address.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let status = args.store.read_tenant(&args.tenant, async |operations, tenant| operations.status(&tenant).await)?;
    out::print(&format!("{}\n", status.url))?;
    Ok(Exit::Done)
}
