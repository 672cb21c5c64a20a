//! `reseed up`: makes the store match `seeds/`.

use std::ops::Range;
use std::sync::Arc;

use super::dataset::{TenantPlan, TenantsArgs};
use super::interrupt::Interrupt;
use super::like::LikeArgs;
use super::making::estimated_rows;
use super::new_args::NewArgs;
use super::progress::Progress;
use super::tenants::{SwapArgs, TenantCommand, WayArgs, warm};
use super::{CliError, Exit, out, receipts};
use crate::generate::{Engine, Shard, StreamError, StreamRequest, stream};
use crate::reset::Operations;
use crate::spec::adopt_section::AdoptSection;
use crate::store::{
    Adoption, ApplicationTriggers, BatchConsumer, BatchSource, ExistingRows, FillOptions, Filling, RowOwner, StoreError,
};

/// Create or update tenants in the store to match seeds/; leaves tenants alone whose inputs have not changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Inputs are the spec, the tenant's file and the engine. Changes that applications
made to the live data are not inputs; \"reseed reset\" reverts them.

\"expires: 30d\" in a tenant's file is a time to live. It starts now if the tenant
is created or gets other data or another \"expires:\"; see \"reseed down --help\".

--like creates a tenant without a file from the inputs of another one. The store
records them: \"reseed up NAME\" updates the tenant to what the spec makes of them
now, and \"reseed up\" leaves it as it is.

\"adopt:\" in a tenant's file names the tables of an application that its rows are
loaded into, parents first. The application's other tables stay as they are. What
is in the tables then is the seed that resets bring back; see \"reseed adopt --help\".

Examples:
  reseed up                   All tenants in seeds/
  reseed up acme              One of them
  reseed up ci-8123 --like ci --set customers=50 --expires 2h
                              A tenant for one run of CI
  reseed up --store postgres://sandboxes@localhost/sandbox --layout schema
                              Each tenant in its own schema
  reseed up --app-role shop_api --tenant-role \"{tenant}_login\"
                              Who may log in: the applications, and each tenant
  reseed up --times full --uuids hex
                              On SQLite: times and UUIDs as SQLAlchemy writes them")]
pub struct Args {
    /// No progress, and a line per tenant
    #[arg(long, short)]
    quiet: bool,
    /// Print the receipts as one JSON document
    #[arg(long, conflicts_with = "quiet")]
    pub(super) json: bool,
    #[command(flatten)]
    tenants: TenantsArgs,
    #[command(flatten)]
    like: LikeArgs,
    #[command(flatten)]
    new: NewArgs,
    #[command(flatten)]
    fill: FillArgs,
    #[command(flatten)]
    way: WayArgs,
    #[command(flatten)]
    swap: SwapArgs,
}

/// Checks everything first, then loads tenant by tenant.
pub fn run(mut args: Args) -> Result<Exit, CliError> {
    let store = &args.swap.work().store;
    args.tenants.folders = args.tenants.folders.stored_in(store.database());
    let plans = args.like.tenant_plans(&args.tenants, store)?;
    args.new.check(plans.len())?;
    args.fill.check(&plans)?;
    if let Some(wanted) = plans.iter().find(|wanted| wanted.adopt.is_some()).filter(|_| args.new.is_given()) {
        let tenant = &wanted.plan.tenant;
        return Err(CliError::usage(format!(
            "options about new tables do not apply to tenant \"{tenant}\", which is in tables of an application"
        ))
        .help("Leave them out, or name the other tenants."));
    }
    let (progress, interrupt) = (Progress::new(args.quiet || args.json), Interrupt::listen()?);
    let preference = args.way.preference(&args.swap.work().store)?;
    let (layout, forms) = (args.new.layout_request(), args.new.wanted_forms());
    let receipts = args.swap.create(layout, forms, progress, async |store, policy| {
        let operations = Operations::new(&store, policy).preferring(preference);
        let mut receipts = Vec::new();
        for TenantPlan { plan, lifetime_us, adopt } in plans {
            interrupt.check()?;
            let tenant = plan.tenant.clone();
            let engine = Engine::new(Arc::new(plan)).stopped_by(interrupt.flag());
            let source = EngineSource { engine, progress };
            let plan = source.engine.plan();
            let receipt = match adopt {
                None => operations.up(plan, &source, lifetime_us, None).await?,
                Some(tables) => {
                    let filling =
                        Filling { lifetime_us, options: args.fill.options(&tables), ..Filling::of(plan, &source) };
                    operations.fill(&tenant, Some(&adoption(&tables)), &filling, None).await?
                }
            };
            if !args.json {
                out::print(&if args.quiet { receipts::line(&receipt) } else { receipts::text(&receipt) })?;
            }
            warm(&Operations::new(&store, policy), &tenant).await;
            receipts.push(receipt);
        }
        Ok(receipts)
    })?;
    if args.json {
        out::print_json(&receipts)?;
    }
    Ok(Exit::Done)
}

/// How rows get into tables of an application.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "In tables of an application")]
pub struct FillArgs {
    /// Delete the tenant's rows of the spec's tables that reseed did not load; without it they are a reason to refuse
    #[arg(long)]
    replace_rows: bool,
}

impl FillArgs {
    /// Refuses options where no tenant is in tables of an application.
    fn check(&self, plans: &[TenantPlan]) -> Result<(), CliError> {
        match plans.iter().find(|wanted| wanted.adopt.is_none()).filter(|_| self.replace_rows) {
            None => Ok(()),
            Some(wanted) => Err(CliError::usage(format!(
                "--replace-rows applies to tables of an application, and the file of tenant \"{}\" names none",
                wanted.plan.tenant
            ))
            .help("\"adopt: { schema: public }\" in a tenant's file names them.")),
        }
    }

    fn options(&self, tables: &AdoptSection) -> FillOptions {
        let existing = if self.replace_rows { ExistingRows::Replace } else { ExistingRows::Refuse };
        let silent = tables.are_triggers_silent;
        FillOptions { existing, triggers: if silent { ApplicationTriggers::Silent } else { ApplicationTriggers::Fire } }
    }
}

/// The tables that a tenant's file names, as stores are asked for them.
fn adoption(tables: &AdoptSection) -> Adoption {
    let owner = tables.tenant_column.clone().zip(tables.tenant_value.clone());
    Adoption {
        tables: tables.tables.clone(),
        owner: owner.map(|(column, value)| RowOwner { column, value }),
        roles: tables.roles.clone(),
        ..Adoption::of_schema(&tables.schema)
    }
}

/// The engine as the store wants it.
struct EngineSource {
    engine: Engine,
    progress: Progress,
}

impl BatchSource for EngineSource {
    fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        let request = StreamRequest { tables: tables.collect(), shard: Shard::WHOLE, threads: None, block_rows: None };
        let rows = estimated_rows(&self.engine, &request).map_err(|error| match self.engine.is_stopped() {
            true => StoreError::interrupted(),
            false => StoreError::data(error.to_string()),
        })?;
        let task = self.progress.task(self.engine.plan().tenant.as_str(), rows);
        let streamed = stream(
            &self.engine,
            &request,
            |_, batch| Ok(batch),
            |table, batch| {
                task.add(batch.num_rows() as u64);
                consume(table, batch)
            },
        );
        streamed.map_err(|error| {
            let help = error.help();
            let store_error = match error {
                StreamError::Other(error) => error,
                StreamError::Stopped => StoreError::interrupted(),
                StreamError::Data(error) => StoreError::data(error.to_string()),
                error @ (StreamError::Threads(_) | StreamError::Panicked { .. }) => {
                    StoreError::machine(error.to_string())
                }
            };
            help.into_iter().fold(store_error, StoreError::with_help)
        })
    }
}
