//! `reseed undo`: takes a reset back.

use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};

/// Bring back the state before the last reset; undoing twice is doing it again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed undo acme")]
pub struct Args {
    /// The tenant
    tenant: String,
    /// Idempotency key: the same key undoes once and gives the same receipt again
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Print the receipt as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Brings the newest retired epoch back.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let key = args.key.as_deref();
    let receipt = args.store.on_tenant(&args.tenant, async |operations, tenant| operations.undo(&tenant, key).await)?;
    if args.json {
        out::print_json(&receipt)?
    } else {
        out::print(&receipts::text(&receipt))?
    }
    Ok(Exit::Done)
}
