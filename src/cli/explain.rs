//! `reseed explain`: where one cell's value comes from.

use super::dataset::{DatasetArgs, column_of, table_of};
use super::number::whole;
use super::{CliError, Exit, out};
use crate::generate::{Engine, explain};

/// Show what is behind one cell: inputs, draws, lookups and child rows.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
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
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Makes the cell and tells how.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let plan = args.dataset.plan()?;
    let table = table_of(&plan, &args.table)?;
    let column = column_of(&plan, table, &args.column)?;
    let engine = Engine::new(plan);
    let row_count = engine.rows_up_to(table, args.row.saturating_add(1))?;
    if args.row >= row_count {
        let has = out::count(row_count, "row");
        let message = format!("table {:?} has no row {}: it has {has}", args.table, args.row);
        return Err(CliError::usage(message).help("Rows count from 0."));
    }
    let explanation = explain(&engine, table, args.row, column)?;
    out::print_result(args.json, &explanation, || explanation.to_string())?;
    Ok(Exit::Done)
}
