//! `reseed up`: makes the store hold what `seeds/` says.

use std::sync::Arc;

use super::dataset::Folders;
use super::interrupt::Interrupt;
use super::making::estimated_rows;
use super::progress::Progress;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out, receipts};
use crate::generate::{Engine, Request, Shard, StreamError, stream};
use crate::plan::Plan;
use crate::reset::{Operations, Receipt};
use crate::store::{BatchSource, Consume, StoreError};

/// Create tenants in the store, or bring them to what seeds/ says; does nothing where nothing changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed up                   All tenants in seeds/
  reseed up acme              One of them")]
pub struct Args {
    /// Which tenants; default: all in seeds/
    #[arg(value_name = "TENANT")]
    tenants: Vec<String>,
    /// No progress, and a line per tenant
    #[arg(long, short)]
    quiet: bool,
    /// Print the receipts as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    store: StoreArgs,
}

/// Checks everything first, then loads tenant by tenant.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let tenants = args.folders.tenants_or_all(&args.tenants)?;
    let plans = tenants.iter().map(|tenant| args.folders.tenant_plan(tenant)).collect::<Result<Vec<_>, _>>()?;
    let (progress, interrupt) = (Progress::new(args.quiet || args.json), Interrupt::listen()?);
    let receipts = args.store.with(async |store, policy| {
        let operations = Operations::new(&store, policy);
        let mut receipts = Vec::new();
        for plan in plans {
            let source = Source::new(Arc::new(plan), &progress, &interrupt);
            let receipt = operations.up(source.engine.plan(), &source, None).await;
            // What the store says of an interrupted load is not what the user wants to know.
            interrupt.check()?;
            let receipt = receipt?;
            if !args.json {
                out::print(&if args.quiet { line(&receipt) } else { receipts::text(&receipt) })?;
            }
            receipts.push(receipt);
        }
        Ok(receipts)
    })?;
    if args.json {
        out::print_json(&receipts)?;
    }
    Ok(Exit::Done)
}

fn line(receipt: &Receipt) -> String {
    let rows = out::count(receipt.tables.iter().map(|proof| proof.table.rows).sum(), "row");
    match receipt.changed {
        true => format!("up {}: {rows}\n", receipt.tenant),
        false => receipts::text(receipt),
    }
}

/// The engine as the store wants it: all batches of all tables, in order.
struct Source<'a> {
    engine: Engine,
    progress: &'a Progress,
    interrupt: &'a Interrupt,
}

impl<'a> Source<'a> {
    fn new(plan: Arc<Plan>, progress: &'a Progress, interrupt: &'a Interrupt) -> Source<'a> {
        Source { engine: Engine::new(plan), progress, interrupt }
    }
}

impl BatchSource for Source<'_> {
    fn for_each(&self, consume: &mut Consume<'_>) -> Result<(), StoreError> {
        let tables = (0..self.engine.plan().tables.len()).collect();
        let request = Request { tables, shard: Shard::WHOLE, threads: None, block_rows: None };
        let rows = estimated_rows(&self.engine, &request).map_err(|error| StoreError::data(error.to_string()))?;
        let task = self.progress.task(&self.engine.plan().tenant, rows);
        let streamed = stream(
            &self.engine,
            &request,
            |_, batch| Ok(batch),
            |table, batch| {
                self.interrupt.check().map_err(|error| StoreError::machine(error.to_string()))?;
                task.add(batch.num_rows() as u64);
                consume(table, batch)
            },
        );
        streamed.map_err(|error| match error {
            StreamError::Data(error) => {
                let help = error.help.clone();
                let said = StoreError::data(error.to_string());
                help.into_iter().fold(said, StoreError::hint)
            }
            StreamError::Other(error) => error,
            StreamError::Threads(reason) => StoreError::machine(format!("could not start worker threads: {reason}")),
        })
    }
}
