//! `reseed url`: where a tenant's applications connect.

use serde_json::json;

use super::completions::tenants;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};

/// Print the address of a tenant's live data; it stays the same through resets.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
On PostgreSQL the address names the role of the tenant or of its applications, if
given to \"reseed up\"; otherwise the store's own. It has no password and no
client certificate; sslmode and the path of sslrootcert are those of the store's
address. Its \"options\" set the search path and, in shared tables, how prepared
statements are planned, so that they lock this tenant's partitions only.
Transaction poolers refuse \"options\", and some tools take no address: leave them out
there, and set both for the role instead:
  ALTER ROLE NAME IN DATABASE DB SET search_path = SCHEMA
  ALTER ROLE NAME IN DATABASE DB SET plan_cache_mode = force_custom_plan

Examples:
  reseed url acme
  sqlite3 \"$(reseed url acme --path)\"
  psql \"$(reseed url acme)\"             In a PostgreSQL store")]
pub struct Args {
    /// The tenant
    #[arg(add = tenants())]
    tenant: String,
    /// SQLite: the path of the live file, for tools that take no address
    #[arg(long)]
    path: bool,
    /// Print one JSON document, which has both
    #[arg(long, conflicts_with = "path")]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Prints the address.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let url = args.store.read_tenant(&args.tenant, async |operations, tenant| operations.url(&tenant).await)?;
    let path = url.strip_prefix("sqlite:///");
    if args.json {
        out::print_json(&json!({ "tenant": args.tenant, "url": url, "path": path }))?;
        return Ok(Exit::Done);
    }
    let address = match (args.path, path) {
        (false, _) => url,
        (true, Some(path)) => path.to_owned(),
        (true, None) => {
            return Err(CliError::usage("--path applies to SQLite stores only; this one has no files of tenants"));
        }
    };
    out::print(&format!("{address}\n"))?;
    Ok(Exit::Done)
}
