//! `reseed adopt`: tables of an application become a tenant's.

use std::path::PathBuf;

use super::receipts::ReceiptArgs;
use super::tenants::{TenantCommand, WorkArgs};
use super::{CliError, Exit, out};
use crate::reset::Operations;
use crate::store::postgres::Wanted;
use crate::store::sqlite::WantedForms;
use crate::store::{Adoption, RowOwner, TenantName};

/// Make the tables of an application a tenant's: the rows that are there become its seed, and resets revert what is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The tables stay the application's: no table, column, check or index is made,
altered or moved. Each table gets a trigger that logs the keys of rows that are
written to, and the application's own triggers get a condition, so that they do
not fire while a reset reverts rows. Seed and log are in schemas of reseed's own.

In a file of SQLite (--file) the log is a table, reseed_log, next to the
application's; triggers that are there stay as they are, and the seed is a copy
of the file in the store. Exclude reseed_* in migration tools that drop tables
which they do not know. A reset is a command that takes some milliseconds, and
the application keeps its connections.

A reset then reverts exactly the rows that were written to. On PostgreSQL test
suites and other applications reset from their own connection:
  SELECT reseed.reset('ci')
reseed.diff, reseed.undo, reseed.status and reseed.verify are called in the same
way. --role allows a role to call them.

With --tenant-column each value of the column can be a tenant; tables without
the column stay as they are. Without it all rows of all tables are the tenant's.
Tables in which migration tools keep their records are left out.

After a migration, and to change the seed, run the command again: the rows that
are there become the seed.

Examples:
  reseed adopt ci --store postgresql://app@localhost/app_test
  reseed adopt ci --file db.sqlite3
  reseed adopt ci --tables \"library_*\" --tables \"auth_*\"
  reseed adopt acme --tenant-column account_id --tenant-value 42 --role app")]
pub struct Args {
    /// The tenant's name
    #[arg(value_name = "TENANT")]
    tenant: String,
    /// SQLite: the application's file; may be left out once the tenant has it
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// PostgreSQL: the schema that the application's tables are in [default: public]
    #[arg(long, value_name = "NAME")]
    schema: Option<String>,
    /// Only tables with such a name; * and ? stand for characters. Can be given more than once
    #[arg(long, value_name = "PATTERN")]
    tables: Vec<String>,
    /// PostgreSQL: the column that says whose a row is
    #[arg(long, value_name = "COLUMN", requires = "tenant_value")]
    tenant_column: Option<String>,
    /// Its value in the tenant's rows
    #[arg(long, value_name = "VALUE", requires = "tenant_column")]
    tenant_value: Option<String>,
    /// PostgreSQL: a role that may reset the tenant, besides the store's own. Can be given more than once
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    #[command(flatten)]
    pub(super) receipt: ReceiptArgs,
    #[command(flatten)]
    work: WorkArgs,
}

impl Args {
    /// Refuses options that have no meaning in the store.
    fn admit(&self) -> Result<(), CliError> {
        if self.file.is_some() {
            return self.work.store.only_sqlite("--file", "a database is named by --store");
        }
        let is_given = self.schema.is_some() || self.tenant_column.is_some() || !self.roles.is_empty();
        if is_given {
            let what = "--schema, --tenant-column and --role";
            self.work.store.only_postgres(what, "a file has one schema, and no roles")?;
        }
        Ok(())
    }
}

/// Takes the tables and prints the receipt.
pub fn run(args: Args) -> Result<Exit, CliError> {
    args.admit()?;
    let tenant: TenantName = args.tenant.parse()?;
    let owner = args.tenant_column.clone().zip(args.tenant_value.clone());
    let adoption = Adoption {
        file: args.file.clone(),
        tables: args.tables.clone(),
        owner: owner.map(|(column, value)| RowOwner { column, value }),
        roles: args.roles.clone(),
        ..Adoption::of_schema(args.schema.as_deref().unwrap_or("public"))
    };
    let progress = args.receipt.progress();
    let receipt = args.work.create(Wanted::default(), WantedForms::default(), progress, async |store, policy| {
        Ok(Operations::new(&store, policy).adopt(&tenant, &adoption, args.receipt.key.as_deref()).await?)
    })?;
    out::print_result(args.receipt.json, &receipt, || args.receipt.text(&receipt))?;
    Ok(Exit::Done)
}
