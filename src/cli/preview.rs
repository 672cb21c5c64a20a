//! `reseed preview`: some rows of a table, made alone.

use std::ops::Range;

use arrow::array::ArrayRef;
use serde_json::{Map, Value, json};

use super::dataset::{DatasetArgs, table_of};
use super::grid::Grid;
use super::number::digits;
use super::{CliError, Exit, cells, out};
use crate::generate::{BudgetedEngine, CellOrCost, RowCount};
use crate::plan::Table;
use crate::spec::shown::about;

/// Rows shown when `--rows` is not given.
const ROWS_DEFAULT: u64 = 10;

/// The most rows that are shown.
const ROWS_MAX: u64 = 10_000;

/// Show rows of a table; only these are generated, wherever they are.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A cell that folds many child rows, or a row far behind in a table whose groups
must be counted, can cost billions of others. What would take more than about a
second is left out, and its cost is printed.

Examples:
  reseed preview customers --spec shop
  reseed preview orders --tenant acme --rows 1000..1010
  reseed preview customers --spec shop --set customers=100_000_000 --rows 99_999_990..100_000_000")]
pub struct Args {
    /// The table
    table: String,
    /// Which rows, from 0; the end is not included; default: the first 10
    #[arg(long, value_name = "A..B", value_parser = parse_rows)]
    rows: Option<Range<u64>>,
    /// Generate everything, whatever it costs
    #[arg(long)]
    full: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    dataset: DatasetArgs,
}

/// Makes the rows and shows them.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let plan = args.dataset.plan()?;
    let index = table_of(&plan, &args.table)?;
    let table = &plan.tables[index];
    let look = if args.full { BudgetedEngine::without_limit(plan.clone()) } else { BudgetedEngine::new(plan.clone()) };
    let rows = row_range(args.rows, |end| match look.rows_up_to(index, end)? {
        CellOrCost::Made(rows) => Ok(rows),
        CellOrCost::Dear(counted) => Err(too_far(&table.name, end - 1, counted)),
    })?;
    let (mut columns, mut not_made) = (Vec::new(), Vec::new());
    for (column, cells) in look.columns(index, rows.clone())? {
        match cells {
            CellOrCost::Made(cells) => columns.push((column, cells)),
            CellOrCost::Dear(cost) => not_made.push((table.columns[column].name.as_str(), cost)),
        }
    }
    let row_count = look.row_count(index)?;
    if args.json {
        out::print_json(&document(table, &rows, row_count, &columns, &not_made)?)?;
    } else {
        let summary = format!("rows {}..{} of {}\n", rows.start, rows.end, shown(row_count));
        out::print(&(grid(table, &rows, &columns)?.render() + &summary + &not_made_text(&not_made)))?;
    }
    Ok(Exit::Done)
}

/// The error for a row that is not found soon.
pub fn too_far(table: &str, row: u64, counted: u64) -> CliError {
    let (row, counted) = (out::thousands(row), about(counted));
    let message = format!("table {table:?}: to find row {row}, {counted} rows of other tables must be counted");
    CliError::usage(message).help("Choose an earlier row, or pass --full to count them.")
}

/// The columns that were left out, with what they cost.
fn not_made_text(not_made: &[(&str, u64)]) -> String {
    if not_made.is_empty() {
        return String::new();
    }
    let costs: Vec<String> =
        not_made.iter().map(|(column, cost)| format!("{column} ({} cells)", about(*cost))).collect();
    format!("left out: {}; --full generates them\n", costs.join(", "))
}

/// `a..b`, with `_` between digits as specs have it.
fn parse_rows(text: &str) -> Result<Range<u64>, String> {
    let number =
        |part: &str| digits(part).ok_or_else(|| format!("{part:?} is not a row index; expected a range like 0..10"));
    let (start, end) = text.split_once("..").ok_or("expected a range like 0..10")?;
    let rows = number(start)?..number(end)?;
    match rows.end.checked_sub(rows.start) {
        None | Some(0) => Err("the range is empty".to_owned()),
        Some(count) if count > ROWS_MAX => Err(format!("at most {ROWS_MAX} rows can be shown, got {count}")),
        Some(_) => Ok(rows),
    }
}

/// The rows to show; `rows_up_to` gives how many of its first rows the table has.
fn row_range(
    rows: Option<Range<u64>>,
    rows_up_to: impl Fn(u64) -> Result<u64, CliError>,
) -> Result<Range<u64>, CliError> {
    let Some(rows) = rows else { return Ok(0..rows_up_to(ROWS_DEFAULT)?) };
    let row_count = rows_up_to(rows.end)?;
    if rows.end > row_count {
        let message = format!("row {} is past the end: the table has {}", rows.end - 1, out::count(row_count, "row"));
        return Err(CliError::usage(message).help("Rows count from 0; the range's end is not included."));
    }
    Ok(rows)
}

fn shown(row_count: RowCount) -> String {
    match row_count {
        RowCount::Exact(rows) => out::thousands(rows),
        RowCount::About(rows) => about(rows),
    }
}

fn grid(table: &Table, rows: &Range<u64>, columns: &[(usize, ArrayRef)]) -> Result<Grid, CliError> {
    let mut grid = Grid::default();
    grid.rows("row", rows.clone());
    for (column, array) in columns {
        grid.column(&table.columns[*column].name, cells::texts(array)?);
    }
    Ok(grid)
}

/// As the table, with the number of all rows where it is known.
fn document(
    table: &Table,
    rows: &Range<u64>,
    row_count: RowCount,
    columns: &[(usize, ArrayRef)],
    not_made: &[(&str, u64)],
) -> Result<Value, CliError> {
    let mut records = vec![Map::new(); (rows.end - rows.start) as usize];
    for (column, array) in columns {
        let column = &table.columns[*column];
        for (record, value) in records.iter_mut().zip(cells::json(array, column.ty)?) {
            record.insert(column.name.clone(), value);
        }
    }
    let row_count = match row_count {
        RowCount::Exact(rows) => Some(rows),
        RowCount::About(_) => None,
    };
    let not_made: Vec<Value> =
        not_made.iter().map(|(column, cells)| json!({ "column": column, "cells": cells })).collect();
    Ok(json!({
        "table": table.name,
        "row_count": row_count,
        "first_row": rows.start,
        "rows": records,
        "not_made": not_made,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_rows_is_half_open_and_bounded() {
        assert_eq!(parse_rows("99_999_990..100_000_000"), Ok(99_999_990..100_000_000));
        assert_eq!(parse_rows("0..x"), Err("\"x\" is not a row index; expected a range like 0..10".to_owned()));
        for bad in ["", "1", "5..5", "6..5", "a..b", "..9", "0..1000000"] {
            assert!(parse_rows(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn rows_past_the_end_are_refused_not_cut() {
        let three = |end: u64| Ok(end.min(3));
        assert_eq!(row_range(None, three).expect("the first rows"), 0..3);
        assert_eq!(row_range(Some(1..3), three).expect("the last rows"), 1..3);
        assert!(row_range(Some(1..4), three).is_err());
    }
}
