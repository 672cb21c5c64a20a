//! `reseed schema`: the JSON Schema that editors complete and check specs with.

use super::{CliError, Exit, out};
use crate::spec::schema::{json_schema, tenant_json_schema};

/// Print the JSON Schema of specs, or of tenant files, for editors.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed schema > schemas/reseed.schema.json")]
pub struct Args {
    /// The schema of tenant files (seeds/<tenant>.yaml)
    #[arg(long)]
    tenant: bool,
}

/// Prints the schema.
pub fn run(args: Args) -> Result<Exit, CliError> {
    out::print_json(&if args.tenant { tenant_json_schema() } else { json_schema() })?;
    Ok(Exit::Done)
}
