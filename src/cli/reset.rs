//! `reseed reset`: the factory reset.

use super::tenants::{ChangeArgs, ChangesTenants, ProofArgs};
use super::{CliError, Exit, diff, out, receipts};
use crate::reset::DryRun;

/// Put a tenant back to its seed: data, schema, indexes and counters, with proof; the state before is kept for undo.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The state before is kept for 1 hour, and at most 3 such states; see
\"reseed undo --help\".

Examples:
  reseed reset acme
  reseed reset acme --prove        With every row read as it was at that moment
  reseed reset acme --dry-run      What would change")]
pub struct Args {
    /// Only tell what would change
    #[arg(long, conflicts_with_all = ["key", "wait", "prove", "blockers", "standbys", "standby_mib_max"])]
    dry_run: bool,
    #[command(flatten)]
    proof: ProofArgs,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Resets the tenant, or tells what that would do.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let ChangeArgs { tenant, json, work, .. } = &args.change;
    if !args.dry_run {
        return args
            .change
            .run(args.proof.proof(), async |operations, tenant, key| operations.reset(&tenant, key).await);
    }
    let dry_run = work
        .work()
        .store
        .read_tenant(tenant, async |operations, tenant| operations.dry_run(&tenant, diff::SAMPLES_DEFAULT).await)?;
    out::print_result(*json, &dry_run, || dry_run_text(&dry_run))?;
    Ok(Exit::Done)
}

fn dry_run_text(dry_run: &DryRun) -> String {
    let mut text = match &dry_run.diff {
        Some(diff) => diff::text(&dry_run.tenant, diff),
        None => format!("{}: the live data cannot be read; a reset puts the seed in its place\n", dry_run.tenant),
    };
    if let Some(obstacle) = &dry_run.obstacle {
        return text + &format!("A reset would be refused: {obstacle}.\n");
    }
    text += &match dry_run.standby_ready {
        true => "A reset would swap in the standby that is ready".to_owned(),
        false => format!("A reset would copy {}", out::bytes(dry_run.saved_bytes + dry_run.copied_bytes)),
    };
    if let Some(epoch) = dry_run.retires {
        let until = receipts::minutes(&dry_run.undo_until);
        text += &format!(" and keep this state as epoch {epoch} until {until}");
    }
    text += ".\n";
    for removed in &dry_run.removes {
        text += &format!("Epoch {} would go: {}.\n", removed.epoch, removed.why);
    }
    text
}
