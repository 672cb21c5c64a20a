//! `reseed down`: removes tenants.

use super::completions::tenants;
use super::progress::Progress;
use super::table::AlignedTable;
use super::tenants::{LockArgs, TenantCommand};
use super::{CliError, Exit, out, receipts};
use crate::reset::{Operations, TenantStatus};
use crate::store::{ErrorKind, TenantName};

/// Remove tenants from the store: live data, snapshot, and everything kept for undo.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A tenant whose file has \"expires: 30d\" expires 30 days after the \"reseed up\"
that created it, replaced its data or found another \"expires:\". An expired
tenant keeps working until it is removed here.

Examples:
  reseed down acme --dry-run
  reseed down acme --yes
  reseed down --expired --yes      All that have expired")]
pub struct Args {
    /// The tenant
    #[arg(required_unless_present = "expired", conflicts_with = "expired", add = tenants())]
    tenant: Option<String>,
    /// All tenants that have expired
    #[arg(long)]
    expired: bool,
    /// Only report what would be removed
    #[arg(long, conflicts_with_all = ["yes", "wait", "blockers"])]
    dry_run: bool,
    /// Confirm; this cannot be undone
    #[arg(long)]
    yes: bool,
    /// Print the receipts as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    lock: LockArgs,
}

/// Removes the tenants, or reports which would be removed.
pub fn run(args: Args) -> Result<Exit, CliError> {
    if args.dry_run {
        return dry_run(&args);
    }
    if !args.yes {
        if let Some(tenant) = &args.tenant {
            args.lock.work.store.read_tenant(tenant, async |operations, tenant| operations.known(&tenant).await)?;
        }
        let whom = args.tenant.as_ref().map_or("all expired tenants".to_owned(), |tenant| format!("tenant {tenant:?}"));
        let error = CliError::usage(format!("removing {whom} cannot be undone"));
        return Err(error.help("Pass --yes to confirm or --dry-run to preview."));
    }
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let mut left = None;
    let receipts = args.lock.change(Progress::new(args.json), async |store, policy| {
        let operations = Operations::new(&store, policy);
        if let Some(tenant) = named {
            return Ok(vec![operations.down(&tenant, None).await?]);
        }
        let mut receipts = Vec::new();
        for tenant in operations.expired().await? {
            match operations.down_expired(&tenant, None).await {
                Ok(receipt) => receipts.push(receipt),
                Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error.into()),
                // The other tenants have expired too.
                Err(error) => left = left.or(Some(left_alone(&tenant, error.into()))),
            }
        }
        Ok(receipts)
    })?;
    match args.json {
        true => out::print_json(&receipts)?,
        false if receipts.is_empty() && left.is_none() => out::print(NONE_EXPIRED)?,
        false => out::print(&receipts.iter().map(receipts::text).collect::<String>())?,
    }
    Ok(left.unwrap_or(Exit::Done))
}

/// Notes that a tenant could not be removed; what the command ends with then.
fn left_alone(tenant: &TenantName, error: CliError) -> Exit {
    out::note(&format!("tenant {:?} was not removed: {error}", tenant.as_str()));
    error.exit()
}

const NONE_EXPIRED: &str = "no tenant has expired\n";

fn dry_run(args: &Args) -> Result<Exit, CliError> {
    let named = args.tenant.as_deref().map(str::parse::<TenantName>).transpose()?;
    let doomed = args.lock.work.store.read(async |store, policy| {
        let operations = Operations::new(&store, policy);
        let Some(tenant) = named else {
            let mut doomed = Vec::new();
            for tenant in operations.expired().await? {
                match operations.status(&tenant).await {
                    Ok(status) => doomed.push(status),
                    Err(error) => out::note(&format!("tenant {:?} has expired too: {error}", tenant.as_str())),
                }
            }
            return Ok(doomed);
        };
        Ok(vec![operations.status(&tenant).await?])
    })?;
    match args.json {
        true => out::print_json(&doomed)?,
        false if doomed.is_empty() => out::print(NONE_EXPIRED)?,
        false => out::print(&doomed_text(&doomed))?,
    }
    Ok(Exit::Done)
}

fn doomed_text(doomed: &[TenantStatus]) -> String {
    let mut sheet = AlignedTable::new(["to remove", "dataset", "rows", "size", "undo states", "expired"]);
    for status in doomed {
        let expired = status.expires.as_deref().filter(|_| status.has_expired).map(receipts::minutes);
        sheet.row([
            status.tenant.clone(),
            status.dataset.clone(),
            out::thousands(status.seed_rows),
            status.sizes.map_or("unknown".to_owned(), |sizes| out::bytes(sizes.all_bytes())),
            status.retired.len().to_string(),
            expired.unwrap_or("no".to_owned()),
        ]);
    }
    sheet.render()
}
