//! `reseed diff`: what a tenant has changed since its seed.

use super::completions::tenants;
use super::number::whole;
use super::table::AlignedTable;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::store::{Diff, Difference, RowDiff, SchemaDifference, TableDiff};

/// Rows shown per table when `--samples` is not given.
pub const SAMPLES_DEFAULT: u32 = 3;

/// Show rows added, changed and removed per table since the seed, with samples; ends with 1 when there are any.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed diff acme
  reseed diff acme --samples 0        Only the numbers")]
pub struct Args {
    /// The tenant
    #[arg(add = tenants())]
    tenant: String,
    /// How many rows of each table and kind of change to show
    #[arg(long, value_name = "COUNT", default_value_t = SAMPLES_DEFAULT, value_parser = whole(0_u32..=1000))]
    samples: u32,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Compares and prints the result.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let samples = args.samples;
    let found =
        args.store.read_tenant(&args.tenant, async |operations, tenant| operations.diff(&tenant, samples).await)?;
    out::print_result(args.json, &found, || text(&args.tenant, &found))?;
    let equal = found.tables.is_empty() && found.schema.is_empty();
    Ok(if equal { Exit::Done } else { Exit::Differs })
}

/// What differs, table by table.
pub fn text(tenant: &str, diff: &Diff) -> String {
    if diff.tables.is_empty() && diff.schema.is_empty() {
        return format!("{tenant}: no difference from its seed\n");
    }
    let mut sheet = AlignedTable::new(["table", "added", "changed", "removed"]);
    for table in &diff.tables {
        let numbers = [table.added, table.changed, table.removed].map(out::thousands);
        sheet.row(std::iter::once(table.table.clone()).chain(numbers));
    }
    let samples = diff.tables.iter().map(samples_text).collect::<String>();
    sheet.render() + &samples + &schema_text(&diff.schema)
}

fn samples_text(table: &TableDiff) -> String {
    table.samples.iter().map(|row| format!("  {} {} {}\n", row.what, table.table, row_text(row))).collect()
}

/// `id=12: status, total`
fn row_text(row: &RowDiff) -> String {
    let key = row.key.iter().map(|(column, value)| format!("{column}={value}")).collect::<Vec<_>>().join(", ");
    if row.columns.is_empty() { key } else { format!("{key}: {}", row.columns.join(", ")) }
}

/// What differs in the schema, a line each.
pub fn schema_text(differences: &[SchemaDifference]) -> String {
    let line = |found: &SchemaDifference| {
        let words = match found.difference {
            Difference::Missing => "is gone",
            Difference::Extra => "is not in the seed",
            Difference::Changed if found.object == "counter" => "has moved: rows were inserted, or it was set",
            Difference::Changed => "is declared differently",
        };
        format!("  {} {:?} {words}\n", found.object, found.name)
    };
    differences.iter().map(line).collect()
}
