//! `reseed verify`: whether a tenant's live data is its seed.

use super::completions::tenants;
use super::table::AlignedTable;
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
    #[arg(add = tenants())]
    tenant: String,
    /// Print the receipt as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Compares and prints the result.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let found = args.store.read_tenant(&args.tenant, async |operations, tenant| operations.verify(&tenant).await)?;
    out::print_result(args.json, &found, || text(&found))?;
    Ok(if found.equals_seed { Exit::Done } else { Exit::Differs })
}

fn text(found: &Verification) -> String {
    let mut sheet = AlignedTable::new(["table", "seed rows", "live rows", "", "columns that differ"]);
    for table in &found.checks {
        let columns = if table.seed_rows == table.live_rows { table.columns.join(", ") } else { String::new() };
        let equal = if table.equal { "equal" } else { "differs" };
        let (seed, live) = (out::thousands(table.seed_rows), out::thousands(table.live_rows));
        sheet.row([table.table.clone(), seed, live, equal.to_owned(), columns]);
    }
    let schema = diff::schema_text(&found.schema);
    let (tenant, seed, live) = (&found.live.inputs.tenant, found.seed_digest, found.live.digest);
    let verdict = match found.equals_seed {
        true if !found.schema.is_empty() => {
            format!(
                "{tenant} equals its seed: digest {live}; the tables have additions to its schema, which resets keep\n"
            )
        }
        true => format!("{tenant} equals its seed: digest {live}\n"),
        false => format!("{tenant} differs from its seed:\n  seed digest {seed}\n  live digest {live}\n"),
    };
    sheet.render() + &schema + &verdict
}
