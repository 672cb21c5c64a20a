//! `reseed preview`: some rows of a table, made alone.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::RecordBatch;
use serde_json::{Map, Value, json};

use super::dataset::{DatasetArgs, table_of};
use super::grid::Grid;
use super::number::digits;
use super::{CliError, Exit, cells, out};
use crate::generate::{DataError, Engine, RowCount};
use crate::plan::Table;

/// Rows shown when `--rows` is not given.
const ROWS_DEFAULT: u64 = 10;

/// The most rows that are shown.
const ROWS_MAX: u64 = 10_000;

/// Show rows of a table; only these are made, wherever they are.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
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
    let engine = Engine::new(Arc::clone(&plan));
    let rows = wanted(args.rows, |end| engine.rows_up_to(index, end))?;
    let batch = engine.batch(index, rows.clone())?;
    let table = &plan.tables[index];
    let row_count = engine.estimated_row_count(index)?;
    if args.json {
        out::print_json(&document(table, &rows, row_count, &batch)?)?;
    } else {
        let summary = format!("rows {}..{} of {}\n", rows.start, rows.end, shown(row_count));
        out::print(&(grid(table, &rows, &batch)?.render() + &summary))?;
    }
    Ok(Exit::Done)
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

/// The rows to show; `rows_up_to` gives how many of so many rows there are.
fn wanted(
    rows: Option<Range<u64>>,
    rows_up_to: impl Fn(u64) -> Result<u64, DataError>,
) -> Result<Range<u64>, CliError> {
    let Some(rows) = rows else { return Ok(0..rows_up_to(ROWS_DEFAULT)?) };
    let row_count = rows_up_to(rows.end)?;
    if rows.end > row_count {
        let message = format!("row {} is past the end: the table has {}", rows.end - 1, out::count(row_count, "row"));
        return Err(CliError::usage(message).help("Rows count from 0; the range's end is not included."));
    }
    Ok(rows)
}

/// An estimate is good for two digits.
fn shown(row_count: RowCount) -> String {
    match row_count {
        RowCount::Exact(rows) => out::thousands(rows),
        RowCount::About(rows) => {
            let unit = 10_u64.pow(rows.max(1).ilog10().saturating_sub(1));
            format!("about {}", out::thousands((rows + unit / 2) / unit * unit))
        }
    }
}

fn grid(table: &Table, rows: &Range<u64>, batch: &RecordBatch) -> Result<Grid, CliError> {
    let mut grid = Grid::default();
    grid.rows("row", rows.clone());
    for ((_, column), array) in table.written().zip(batch.columns()) {
        grid.column(&column.name, cells::texts(array)?);
    }
    Ok(grid)
}

/// As the table, with the number of all rows where it is known.
fn document(table: &Table, rows: &Range<u64>, row_count: RowCount, batch: &RecordBatch) -> Result<Value, CliError> {
    let mut records = vec![Map::new(); batch.num_rows()];
    for ((_, column), array) in table.written().zip(batch.columns()) {
        for (record, value) in records.iter_mut().zip(cells::json(array, column.ty)?) {
            record.insert(column.name.clone(), value);
        }
    }
    let row_count = match row_count {
        RowCount::Exact(rows) => Some(rows),
        RowCount::About(_) => None,
    };
    Ok(json!({ "table": table.name, "row_count": row_count, "first_row": rows.start, "rows": records }))
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
        assert_eq!(wanted(None, three).expect("the first rows"), 0..3);
        assert_eq!(wanted(Some(1..3), three).expect("the last rows"), 1..3);
        assert!(wanted(Some(1..4), three).is_err());
    }

    #[test]
    fn an_estimated_number_of_rows_has_two_digits() {
        let about = [0, 7, 99, 104, 1_049_999, 9_960_000].map(|rows| shown(RowCount::About(rows)));
        let expected = ["about 0", "about 7", "about 99", "about 100", "about 1,000,000", "about 10,000,000"];
        assert_eq!(about, expected);
        assert_eq!(shown(RowCount::Exact(1_049_999)), "1,049,999");
    }
}
