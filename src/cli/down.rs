//! `reseed down`: removes tenants.

use super::table::Sheet;
use super::tenants::WorkArgs;
use super::{CliError, Exit, out, receipts};
use crate::reset::{Operations, TenantStatus};
use crate::store::TenantName;

/// Remove tenants from the store: live data, snapshot, and everything kept for undo.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A tenant whose file says \"expires: 30d\" has expired when that time is over.
It counts from the \"reseed up\" that made the tenant, gave it other data or
found another \"expires:\". An expired tenant works on until it is removed here.

Examples:
  reseed down acme --dry-run
  reseed down acme --yes
  reseed down --expired --yes      All that have expired")]
pub struct Args {
    /// The tenant
    #[arg(required_unless_present = "expired", conflicts_with = "expired")]
    tenant: Option<String>,
    /// All tenants that have expired
    #[arg(long)]
    expired: bool,
    /// Only tell what would be removed
    #[arg(long, conflicts_with_all = ["yes", "wait"])]
    dry_run: bool,
    /// Really: this cannot be undone
    #[arg(long)]
    yes: bool,
    /// Print the receipts as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    work: WorkArgs,
}

/// Removes the tenants, or tells which.
pub fn run(args: Args) -> Result<Exit, CliError> {
    if args.dry_run {
        return dry_run(&args);
    }
    if !args.yes {
        if let Some(tenant) = &args.tenant {
            args.work.store.read_tenant(tenant, async |operations, tenant| operations.known(&tenant).await)?;
        }
        let whom = args.tenant.as_ref().map_or("all expired tenants".to_owned(), |tenant| format!("tenant {tenant:?}"));
        let error = CliError::usage(format!("removing {whom} cannot be undone"));
        return Err(error.help("Say --yes if that is wanted, or --dry-run to see what would go."));
    }
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let receipts = args.work.change(async |store, policy| {
        let operations = Operations::new(&store, policy);
        if let Some(tenant) = named {
            return Ok(vec![operations.down(&tenant, None).await?]);
        }
        let mut receipts = Vec::new();
        for status in operations.expired().await? {
            receipts.push(operations.down_expired(&status.tenant.parse()?, None).await?);
        }
        Ok(receipts)
    })?;
    match args.json {
        true => out::print_json(&receipts)?,
        false if receipts.is_empty() => out::print(NONE_EXPIRED)?,
        false => out::print(&receipts.iter().map(receipts::text).collect::<String>())?,
    }
    Ok(Exit::Done)
}

const NONE_EXPIRED: &str = "no tenant has expired\n";

fn dry_run(args: &Args) -> Result<Exit, CliError> {
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let doomed = args.work.store.read(async |store, policy| {
        let operations = Operations::new(&store, policy);
        Ok(match named {
            Some(tenant) => vec![operations.status(&tenant).await?],
            None => operations.expired().await?,
        })
    })?;
    match args.json {
        true => out::print_json(&doomed)?,
        false if doomed.is_empty() => out::print(NONE_EXPIRED)?,
        false => out::print(&doomed_text(&doomed))?,
    }
    Ok(Exit::Done)
}

fn doomed_text(doomed: &[TenantStatus]) -> String {
    let mut sheet = Sheet::new(["would go", "dataset", "rows", "size", "states kept for undo", "expired"]);
    for status in doomed {
        let expired = status.expires.as_deref().filter(|_| status.has_expired).map(receipts::minutes);
        sheet.row([
            status.tenant.clone(),
            status.dataset.clone(),
            out::thousands(status.seed_rows),
            out::bytes(status.sizes.all_bytes()),
            status.retired.len().to_string(),
            expired.unwrap_or("no".to_owned()),
        ]);
    }
    sheet.render()
}
