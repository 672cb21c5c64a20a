//! `reseed reset`: the factory reset.

use super::detached::DetachedProcess;
use super::telling::{PrintTime, Printer};
use super::tenants::{ProofArgs, SwapArgs, TenantCommand, WayArgs, begun_ms, exit_of, is_for_command, warm};
use super::{CliError, Exit, completions, diff, out, receipts};
use crate::cli::receipts::ReceiptArgs;
use crate::reset::{DryRun, Operations, Policy, Receipt};
use crate::store::{AnyStore, ErrorKind, TenantName, Way};

/// Reset tenants to their seed: data, schema, indexes and counters, with proof; the previous state is kept for undo.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The previous state is kept for 1 hour, and at most 3 such states. --keep sets
another number for this command only: a later one without --keep, \"reseed
reconcile\" too, keeps 3. See \"reseed undo --help\".

Several tenants are reset one after another: one that cannot be reset is named,
and the others are reset even so. --json then prints a list of receipts.

PostgreSQL: after the receipt the command makes the next standby, unless
\"reseed reconcile --every\" is running, which does it. With --detach a background
process does it, each standby in at most 10 minutes; two such processes run
per store at once, the others wait for their turn. The receipt and \"reseed
status\" name it. A reset that finds a standby in the making waits for it.

Examples:
  reseed reset acme
  reseed reset acme globex -q      Both, and a line for each
  reseed reset acme --prove        With every row read as of the swap
  reseed reset acme --keep 0       Without undo
  reseed reset acme --detach       Ends with the receipt
  reseed reset acme --dry-run      What would change; ends with 5 if it would be refused")]
pub struct Args {
    /// The tenants
    #[arg(value_name = "TENANT", required = true, add = completions::tenants())]
    tenants: Vec<String>,
    /// Only report what would change
    #[arg(long, conflicts_with_all = ["key", "quiet", "wait", "prove", "blockers", "standbys", "standby_mib_max", "detach"])]
    dry_run: bool,
    /// PostgreSQL: leave the next standby to a background process, and end with the receipt
    #[arg(long)]
    detach: bool,
    #[command(flatten)]
    proof: ProofArgs,
    #[command(flatten)]
    way: WayArgs,
    #[command(flatten)]
    pub(super) receipt: ReceiptArgs,
    #[command(flatten)]
    work: SwapArgs,
}

/// Resets the tenants, or reports what that would do.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let tenants = args.tenants.iter().map(|name| name.parse::<TenantName>()).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = (1..tenants.len()).find(|&index| tenants[..index].contains(&tenants[index])) {
        return Err(CliError::usage(format!("tenant \"{}\" is named twice", tenants[twice])));
    }
    if args.receipt.key.is_some() && tenants.len() > 1 {
        return Err(CliError::usage(format!("--key would name the resets of {} tenants", tenants.len()))
            .help("A key belongs to one reset: run the command once for each tenant."));
    }
    if args.dry_run {
        return dry_run(&args, &tenants);
    }
    let (preference, detached) = (args.way.preference(&args.work.work().store)?, detached(&args, &tenants)?);
    args.work.change(args.receipt.progress(), async |store, policy| {
        let resets = Policy { proof: args.proof.proof(), preference, ..policy };
        reset_all(&args, &store, Requested { tenants: &tenants, resets, standbys: policy, detached }).await
    })
}

/// What makes the next standbys with `--detach`.
fn detached(args: &Args, tenants: &[TenantName]) -> Result<Option<DetachedProcess>, CliError> {
    if !args.detach {
        return Ok(None);
    }
    let (store, policy) = (&args.work.work().store, args.work.policy()?);
    store.only_postgres("--detach", "the embedded store has no standbys")?;
    if policy.standbys == 0 {
        return Err(CliError::usage("--detach is for the next standby, and --standbys 0 makes none"));
    }
    Ok(store.server().map(|address| DetachedProcess::new(tenants, &policy, address)))
}

/// What is reset, and how.
struct Requested<'a> {
    tenants: &'a [TenantName],
    /// How the resets go.
    resets: Policy,
    /// How the next standbys are made.
    standbys: Policy,
    /// What makes the next standbys instead of this command.
    detached: Option<DetachedProcess>,
}

/// Resets one tenant after the other, then makes the next standbys of all.
async fn reset_all(args: &Args, store: &AnyStore, requested: Requested<'_>) -> Result<Exit, CliError> {
    let Requested { tenants, resets, standbys, detached } = requested;
    let how = if args.receipt.json && tenants.len() > 1 { PrintTime::Later } else { PrintTime::AtOnce };
    let printer = Printer::new(&args.receipt, how, detached.as_ref());
    let (mut receipts, mut worst, mut connect_ms) = (Vec::new(), Exit::Done, begun_ms());
    for tenant in tenants {
        let operations = Operations::new(store, resets).telling(&printer).connected_in(std::mem::take(&mut connect_ms));
        match operations.reset(tenant, args.receipt.key.as_deref()).await {
            Ok(receipt) => {
                worst = worst.or(exit_of(&receipt, args.proof.proof()));
                printer.finish(&receipt)?;
                receipts.push((tenant, receipt));
            }
            Err(error) if tenants.len() == 1 => return Err(error.into()),
            Err(error) => {
                let is_interrupted = error.kind() == ErrorKind::Interrupted;
                worst = worst.or(left_alone(tenant, error.into()));
                if is_interrupted {
                    break;
                }
            }
        }
    }
    if how == PrintTime::Later {
        let all: Vec<&Receipt> = receipts.iter().map(|(_, receipt)| receipt).collect();
        out::print_json(&all)?;
    }
    let standbys = Operations::new(store, standbys);
    for (tenant, _) in receipts.iter().filter(|(_, receipt)| is_for_command(receipt)) {
        warm(&standbys, tenant).await;
    }
    Ok(worst)
}

/// Notes that a tenant could not be reset; what the command ends with then.
fn left_alone(tenant: &TenantName, error: CliError) -> Exit {
    let help = error.help_text().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    out::note(&format!("error: tenant {:?} was not reset: {error}{help}", tenant.as_str()));
    error.exit()
}

fn dry_run(args: &Args, tenants: &[TenantName]) -> Result<Exit, CliError> {
    let preference = args.way.preference(&args.work.work().store)?;
    let policy = Policy { preference, ..args.work.policy()? };
    let dry_runs = args.work.work().store.read(async |store, _| {
        let operations = Operations::new(&store, policy);
        let mut dry_runs = Vec::new();
        for tenant in tenants {
            dry_runs.push(operations.dry_run(tenant, diff::SAMPLES_DEFAULT).await?);
        }
        Ok(dry_runs)
    })?;
    match dry_runs.as_slice() {
        [dry_run] if args.receipt.json => out::print_json(dry_run)?,
        all if args.receipt.json => out::print_json(&all)?,
        all => out::print(&all.iter().map(dry_run_text).collect::<Vec<_>>().join("\n"))?,
    }
    // As the resets would end.
    let is_refused = dry_runs.iter().any(|dry_run| dry_run.obstacle.is_some());
    Ok(if is_refused { Exit::Refused } else { Exit::Done })
}

fn dry_run_text(dry_run: &DryRun) -> String {
    let mut text = match &dry_run.diff {
        Some(diff) => diff::text(&dry_run.tenant, diff),
        None => format!("{}: the live data cannot be read; a reset replaces it with the seed\n", dry_run.tenant),
    };
    for publication in &dry_run.publications {
        text += &format!("{}.\n", receipts::publication_words(publication, dry_run.by, "a reset"));
    }
    for what in &dry_run.brings_back {
        text += &format!("A reset would restore {what}, which was dropped from the live tables.\n");
    }
    if let Some(obstacle) = &dry_run.obstacle {
        let help = dry_run.help.iter().map(|help| format!("{help}\n"));
        return text + &format!("A reset would be refused: {obstacle}.\n") + &help.collect::<String>();
    }
    text += &match dry_run.standby_ready {
        _ if matches!(dry_run.by, Way::Delta | Way::Full) => "A reset would revert these rows".to_owned(),
        _ if dry_run.by == Way::Rows => {
            format!("A reset would restore the rows, because {}", dry_run.why.as_deref().unwrap_or_default())
        }
        true => "A reset would swap in the standby, which is ready".to_owned(),
        false => format!("A reset would copy {}", out::bytes(dry_run.saved_bytes + dry_run.copied_bytes)),
    };
    if let Some(epoch) = dry_run.retires {
        let until = receipts::minutes(&dry_run.undo_until);
        text += &format!(" and keep this state as epoch {epoch} until {until}");
    }
    text += ".\n";
    for removed in &dry_run.removes {
        text += &format!("Epoch {} would be removed: {}.\n", removed.epoch, removed.why);
    }
    text
}
