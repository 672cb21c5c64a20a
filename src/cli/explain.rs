//! `reseed explain`: where one cell's value comes from.

use super::dataset::{DatasetArgs, column_of, table_of};
use super::number::whole;
use super::preview::too_far;
use super::{CliError, Exit, out};
use crate::generate::{BudgetedEngine, CellOrCost, explain};

/// Show how one cell was generated: inputs, draws, lookups and child rows.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What would take more than about a second to generate or to find is left out, and its
cost is printed.

Examples:
  reseed explain orders 12 total --spec shop
  reseed explain customers 0 email --tenant acme")]
pub struct Args {
    /// The table
    table: String,
    /// The row, from 0, as "reseed preview" shows it
    #[arg(value_parser = whole(0..=u64::MAX))]
    row: u64,
    /// The column
    column: String,
    /// Generate everything, whatever it costs
    #[arg(long)]
    full: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Makes the cell and shows how.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let plan = args.dataset.plan()?;
    let table = table_of(&plan, &args.table)?;
    let column = column_of(&plan, table, &args.column)?;
    let look = if args.full { BudgetedEngine::without_limit(plan) } else { BudgetedEngine::new(plan) };
    let row_count = match look.rows_up_to(table, args.row.saturating_add(1))? {
        CellOrCost::Made(row_count) => row_count,
        CellOrCost::Dear(counted) => return Err(too_far(&args.table, args.row, counted)),
    };
    if args.row >= row_count {
        let has = out::count(row_count, "row");
        let message = format!("table {:?} has no row {}: it has {has}", args.table, args.row);
        return Err(CliError::usage(message).help("Rows count from 0."));
    }
    let explanation = explain(&look, table, args.row, column)?;
    let more = if explanation.is_complete() { "" } else { "--full generates what was left out\n" };
    out::print_result(args.json, &explanation, || explanation.to_string() + more)?;
    Ok(Exit::Done)
}
