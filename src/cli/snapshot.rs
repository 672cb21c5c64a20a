//! `reseed snapshot`: states that a tenant keeps.

use clap::Subcommand;

use super::completions::tenants;
use super::progress::Progress;
use super::table::AlignedTable;
use super::tenants::{ChangeArgs, ProofArgs, StoreArgs, SwapArgs, TenantCommand, WayArgs, WorkArgs};
use super::{CliError, Exit, out, receipts};
use crate::reset::{NamedSnapshot, Operations, Proof};
use crate::store::TenantName;

/// Save the live state of a tenant under a name, and restore it by the same swap as a reset.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A reset still restores the seed. A snapshot stays until it is deleted or its
tenant is removed; a tenant may have 20.

Examples:
  reseed snapshot save acme before-the-demo
  reseed snapshot list acme
  reseed snapshot restore acme before-the-demo
  reseed snapshot delete acme before-the-demo")]
pub struct Args {
    #[command(subcommand)]
    what: SnapshotCommand,
}

#[derive(Debug, Subcommand)]
enum SnapshotCommand {
    /// Save the live state; the tenant keeps working meanwhile
    Save(SnapshotChange<WorkArgs>),
    /// List the saved states
    List(ListArgs),
    /// Make a saved state live; the previous state is kept for undo
    Restore(RestoreArgs),
    /// Delete a saved state
    Delete(DeleteArgs),
}

#[derive(Debug, clap::Args)]
struct SnapshotChange<W: clap::Args> {
    #[command(flatten)]
    change: ChangeArgs<W>,
    /// The snapshot's name: letters, digits, "-", "_" and "."
    name: String,
}

#[derive(Debug, clap::Args)]
struct RestoreArgs {
    #[command(flatten)]
    change: SnapshotChange<SwapArgs>,
    #[command(flatten)]
    proof: ProofArgs,
    #[command(flatten)]
    way: WayArgs,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// The tenant
    #[arg(add = tenants())]
    tenant: String,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, clap::Args)]
struct DeleteArgs {
    /// The tenant
    #[arg(add = tenants())]
    tenant: String,
    /// The snapshot's name
    name: String,
    /// Print what was deleted as one JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    work: WorkArgs,
}

impl Args {
    /// Whether the one asking is a machine.
    pub(super) fn json(&self) -> bool {
        match &self.what {
            SnapshotCommand::Save(args) => args.change.receipt.json,
            SnapshotCommand::List(args) => args.json,
            SnapshotCommand::Restore(args) => args.change.change.receipt.json,
            SnapshotCommand::Delete(args) => args.json,
        }
    }
}

/// Saves, lists, restores or deletes.
pub fn run(args: Args) -> Result<Exit, CliError> {
    match args.what {
        SnapshotCommand::Save(SnapshotChange { change, name }) => {
            let (proof, way) = (Proof::SealedBytes, WayArgs::default());
            change.run(proof, way, async |operations, tenant, key| operations.save(&tenant, &name, key).await)
        }
        SnapshotCommand::Restore(RestoreArgs { change: SnapshotChange { change, name }, proof, way }) => {
            let proof = proof.proof();
            change.run(proof, way, async |operations, tenant, key| operations.restore(&tenant, &name, key).await)
        }
        SnapshotCommand::List(ListArgs { tenant, json, store }) => {
            let named = store.read_tenant(&tenant, async |operations, tenant| operations.named(&tenant).await)?;
            out::print_result(json, &named, || text(&tenant, &named))?;
            Ok(Exit::Done)
        }
        SnapshotCommand::Delete(DeleteArgs { tenant, name, json, work }) => {
            let tenant: TenantName = tenant.parse()?;
            let delete = async |store, policy| Ok(Operations::new(&store, policy).delete(&tenant, &name).await?);
            let deleted = work.change(Progress::new(json), delete)?;
            out::print_result(json, &deleted, || format!("{tenant}: snapshot {name:?} deleted\n"))?;
            Ok(Exit::Done)
        }
    }
}

fn text(tenant: &str, named: &[NamedSnapshot]) -> String {
    if named.is_empty() {
        return format!("{tenant} has no named snapshots; \"reseed snapshot save {tenant} NAME\" saves one\n");
    }
    let mut sheet = AlignedTable::new(["snapshot", "saved", "rows", "size", "digest"]);
    for NamedSnapshot { name, saved, rows, bytes, digest } in named {
        let (rows, bytes) = (out::thousands(*rows), out::bytes(*bytes));
        let digest = digest.to_string().chars().take(8).collect();
        sheet.row([name.clone(), receipts::minutes(saved), rows, bytes, digest]);
    }
    sheet.render()
}
