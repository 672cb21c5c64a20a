//! `reseed verify`: whether a tenant's live data is its seed.

use super::table::Sheet;
use super::tenants::StoreArgs;
use super::{CliError, Exit, diff, out};
use crate::reset::Verification;

/// Read every live row of a tenant and compare its digests with the seed's; ends with 1 when they differ.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed verify acme && echo as seeded")]
pub struct Args {
    /// The tenant
    tenant: String,
    /// Print the receipt as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Compares and tells.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let found = args.store.on_tenant(&args.tenant, async |operations, tenant| operations.verify(&tenant).await)?;
    if args.json {
        out::print_json(&found)?
    } else {
        out::print(&text(&found))?
    }
    Ok(if found.equals_seed { Exit::Done } else { Exit::Differs })
}

fn text(found: &Verification) -> String {
    let mut sheet = Sheet::new(["table", "seed rows", "live rows", "", "columns that differ"]);
    for table in &found.tables {
        let columns = if table.seed_rows == table.live_rows { table.columns.join(", ") } else { String::new() };
        let equal = if table.equal { "equal" } else { "differs" };
        let (seed, live) = (out::thousands(table.seed_rows), out::thousands(table.live_rows));
        sheet.row([table.table.clone(), seed, live, equal.to_owned(), columns]);
    }
    let schema = diff::schema_text(&found.schema);
    let verdict = match found.equals_seed {
        true => format!("{} equals its seed: digest {}\n", found.tenant, found.live_digest),
        false => format!(
            "{} differs from its seed:\n  seed digest {}\n  live digest {}\n",
            found.tenant, found.seed_digest, found.live_digest
        ),
    };
    sheet.render() + &schema + &verdict
}
