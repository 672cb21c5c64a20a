//! `reseed sql`: ordinary SQL on a tenant's live data, for demos and tests.

use serde_json::{Value, json};

use super::completions::tenants;
use super::grid::Grid;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::reset::Operations;
use crate::store::{Answer, Store};

/// The most rows that are shown.
const ROWS_MAX: usize = 1_000;

/// Run SQL on a tenant's live data, as any of its applications could; a convenience for demos and tests.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Several statements are one transaction: when one fails, none has an effect; unless
they contain BEGIN, VACUUM, CREATE INDEX CONCURRENTLY or PRAGMA.

On PostgreSQL they run as the tenant's role, otherwise as the application's (see
\"reseed up --help\"), and neither they nor a function that they call can leave
it. Where there is no such role, or reseed may not act as it, they run with the
rights of the store's owner, and a note on stderr gives the reason.

Statements of a role run inside a function. BEGIN, SET TRANSACTION, SAVEPOINT,
SELECT INTO, VACUUM, REINDEX, CREATE and DROP INDEX CONCURRENTLY work as always.
COPY FROM STDIN and TO STDOUT, procedures that commit, and other statements that
no transaction can have (CREATE DATABASE, DETACH PARTITION CONCURRENTLY) do not.
For those connect as the role:
  psql \"$(reseed url TENANT)\"

Examples:
  reseed sql acme \"SELECT status, count(*) FROM orders GROUP BY status\"
  reseed sql acme \"UPDATE orders SET status = 'paid' WHERE id = 1\"")]
pub struct Args {
    /// The tenant
    #[arg(add = tenants())]
    tenant: String,
    /// One statement or several, separated by semicolons
    #[arg(value_name = "SQL")]
    statements: String,
    /// Print one JSON document: every cell as text, in full
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Runs the statements on a separate connection.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let tenant = args.tenant.parse()?;
    let answer = args.store.read(async |store, policy| {
        Operations::new(&store, policy).known(&tenant).await?;
        Ok(store.execute(&tenant, args.statements).await?)
    })?;
    if let Some(why) = &answer.owner_because {
        out::note(&format!("note: the SQL ran with the rights of the store's owner: {why}"));
    }
    out::print_result(args.json, &json_of(&answer), || text(&answer))?;
    Ok(Exit::Done)
}

/// Every row that the statements gave; a table for each list of columns.
fn json_of(answer: &Answer) -> Value {
    let tables = answer.tables.iter().map(|table| json!({ "columns": table.columns, "rows": table.rows }));
    json!({ "changed": answer.changed, "tables": tables.collect::<Vec<_>>() })
}

/// The rows that the statements gave, and how many they changed.
fn text(answer: &Answer) -> String {
    let (row_count, mut left) = (answer.row_count(), ROWS_MAX);
    let mut text = String::new();
    for table in &answer.tables {
        let shown = &table.rows[..table.rows.len().min(left)];
        left -= shown.len();
        text += &grid(&table.columns, shown).render();
    }
    if answer.changed > 0 || row_count == 0 {
        text += &format!("{} changed\n", out::count(answer.changed, "row"));
    }
    if row_count > ROWS_MAX {
        text += &format!("({ROWS_MAX} of {} shown)\n", out::count(row_count as u64, "row"));
    }
    text
}

fn grid(columns: &[String], rows: &[Vec<Option<String>>]) -> Grid {
    let mut grid = Grid::default();
    for (index, column) in columns.iter().enumerate() {
        grid.column(column, rows.iter().map(|row| row[index].clone()).collect());
    }
    grid
}
