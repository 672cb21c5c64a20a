//! `reseed sql`: ordinary SQL on a tenant's live data, for demos, tests and a quick look.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Connection, Row};

use super::grid::Grid;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::reset::Operations;

/// The most rows that are shown.
const ROWS_MAX: usize = 1_000;

/// Run SQL on a tenant's live data, as any of its applications could; a convenience for demos and tests.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed sql acme \"SELECT status, count(*) FROM orders GROUP BY status\"
  reseed sql acme \"UPDATE orders SET status = 'paid' WHERE id = 1\"")]
pub struct Args {
    /// The tenant
    tenant: String,
    /// One statement or several, separated by semicolons
    #[arg(value_name = "SQL")]
    statements: String,
    #[command(flatten)]
    store: StoreArgs,
}

/// Runs the statements on a connection of its own.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let tenant = args.tenant.parse()?;
    let shown = args.store.read(async |store, policy| {
        Operations::new(&store, policy).known(&tenant).await?;
        let path = store.live_path(&tenant);
        if !path.exists() {
            let error = CliError::usage(format!("tenant \"{tenant}\": its live file is missing"));
            return Err(error.help(format!("\"reseed reset {tenant}\" puts the seed back.")));
        }
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(false).disable_statement_logging();
        let said = |error: sqlx::Error| CliError::failed(format!("tenant \"{tenant}\": {}", words(&error)));
        let mut connection = options.connect().await.map_err(said)?;
        let shown = execute(&mut connection, args.statements).await.map_err(said)?;
        connection.close().await.map_err(said)?;
        Ok(shown)
    })?;
    out::print(&shown)?;
    Ok(Exit::Done)
}

/// The rows that the statements gave, and how many they changed.
async fn execute(connection: &mut SqliteConnection, statements: String) -> Result<String, sqlx::Error> {
    let before = total_changes(connection).await?;
    let rows = sqlx::raw_sql(AssertSqlSafe(statements)).fetch_all(&mut *connection).await?;
    let changed = total_changes(connection).await? - before;
    let mut text = grids(&rows);
    if changed > 0 || rows.is_empty() {
        text += &format!("{} changed\n", out::count(changed, "row"));
    }
    if rows.len() > ROWS_MAX {
        text += &format!("({ROWS_MAX} of {} shown)\n", out::count(rows.len() as u64, "row"));
    }
    Ok(text)
}

/// How many rows this connection has changed so far.
async fn total_changes(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let changes: i64 = sqlx::query_scalar("SELECT total_changes()").fetch_one(connection).await?;
    Ok(changes.unsigned_abs())
}

/// A table for each run of rows with the same columns: statements may give different ones.
fn grids(rows: &[SqliteRow]) -> String {
    let shown = &rows[..rows.len().min(ROWS_MAX)];
    let names = |row: &SqliteRow| row.columns().iter().map(|column| column.name().to_owned()).collect::<Vec<_>>();
    shown.chunk_by(|a, b| names(a) == names(b)).map(|rows| grid(rows).render()).collect()
}

fn grid(rows: &[SqliteRow]) -> Grid {
    let mut grid = Grid::default();
    let columns = rows.first().map(Row::columns).unwrap_or_default();
    for (index, column) in columns.iter().enumerate() {
        let cell = |row: &SqliteRow| {
            // SQLite turns any value into text; only bytes that are no text fail.
            row.try_get_unchecked::<Option<String>, _>(index).unwrap_or_else(|_| Some("(bytes)".to_owned()))
        };
        grid.column(column.name(), rows.iter().map(cell).collect());
    }
    grid
}

/// What the database says, in its own words.
fn words(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(database) => database.message().to_owned(),
        other => other.to_string(),
    }
}
