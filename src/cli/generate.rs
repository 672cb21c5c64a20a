//! `reseed generate`: a dataset, or a shard of it, as files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use arrow::array::RecordBatch;

use super::completions::packs;
use super::dataset::{PlanArgs, table_of};
use super::interrupt::Interrupt;
use super::making::{estimated_rows, total_ms};
use super::number::whole;
use super::progress::Progress;
use super::shard::ShardArg;
use super::table::AlignedTable;
use super::{CliError, Exit, out};
use crate::digest::{DatasetInputs, DatasetReceipt, TableDigester};
use crate::generate::Shard;
use crate::generate::{self, Engine, stream};
use crate::plan::Plan;
use crate::sink::{EncodedBatch, ExistingOutput, Format, Output, OutputRequest};

/// Write a dataset to files, one per table, with a manifest that is the receipt.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed generate shop --out out
  reseed generate shop --out out --format csv --set customers=50_000 --table orders
  reseed generate --tenant acme --out out --shard 0/4
  reseed generate --tenant acme --out out --shard 4     (index from the batch scheduler)")]
pub struct Args {
    /// A pack's name or a spec's path; default: the tenant's dataset
    #[arg(value_name = "SPEC", add = packs())]
    spec: Option<String>,
    /// The folder to write to; created if it does not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// parquet, csv, jsonl or arrow
    #[arg(long, value_name = "FORMAT", default_value_t = Format::Parquet)]
    format: Format,
    /// Only this table; may be given several times
    #[arg(long, value_name = "TABLE")]
    table: Vec<String>,
    /// Only the I-th of N shares of the rows, from 0; N alone takes I from JOB_COMPLETION_INDEX,
    /// SLURM_ARRAY_TASK_ID or AWS_BATCH_JOB_ARRAY_INDEX
    #[arg(long, value_name = "I/N")]
    shard: Option<ShardArg>,
    /// Replace an existing output
    #[arg(long)]
    force: bool,
    /// How many threads; default: one for each core. Never changes a byte
    #[arg(long, value_name = "COUNT", value_parser = whole(1_u16..=1024))]
    threads: Option<u16>,
    /// No progress and no summary
    #[arg(long, short)]
    quiet: bool,
    /// Print the receipt as one JSON document
    #[arg(long, conflicts_with = "quiet")]
    pub(super) json: bool,
    #[command(flatten)]
    plan: PlanArgs,
}

/// Makes the rows and writes them; the files get their names when all of them are complete.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let started = Instant::now();
    let plan = args.plan.of(args.spec.as_deref())?;
    let shard = args.shard.map(|shard| shard.resolve(|name| std::env::var(name).ok())).transpose()?;
    let job = GenerateJob { tables: args.tables(&plan)?, shard, threads: args.threads.map(usize::from) };
    let existing = if args.force { ExistingOutput::Replace } else { ExistingOutput::Refuse };
    let output_request = OutputRequest { plan: &plan, tables: &job.tables, format: args.format, shard, existing };
    let mut output = Output::begin(&args.out, output_request)?;
    let digesters = job.write(&plan, &mut output, &Progress::new(args.quiet || args.json))?;
    let tables = job.tables.iter().map(|&table| digesters[table].finish()).collect();
    let receipt = DatasetReceipt::new("generate", DatasetInputs::of(&plan), tables, total_ms(started)).of_shard(shard);
    output.finish(&receipt)?;
    match (args.json, args.quiet) {
        (true, _) => out::print_json(&receipt)?,
        (false, false) => out::print(&summary(&receipt, &args.out, started))?,
        (false, true) => {}
    }
    Ok(Exit::Done)
}

impl Args {
    /// The tables wanted, in the plan's order, each once.
    fn tables(&self, plan: &Plan) -> Result<Vec<usize>, CliError> {
        if self.table.is_empty() {
            return Ok((0..plan.tables.len()).collect());
        }
        let mut tables = self.table.iter().map(|name| table_of(plan, name)).collect::<Result<Vec<_>, _>>()?;
        tables.sort_unstable();
        tables.dedup();
        Ok(tables)
    }
}

/// What is made, and how.
struct GenerateJob {
    tables: Vec<usize>,
    shard: Option<Shard>,
    threads: Option<usize>,
}

impl GenerateJob {
    /// Writes all batches in order. Gives a digester for every table of the plan.
    fn write(
        &self,
        plan: &Arc<Plan>,
        output: &mut Output,
        progress: &Progress,
    ) -> Result<Vec<TableDigester>, CliError> {
        let interrupt = Interrupt::listen()?;
        let engine = Engine::new(Arc::clone(plan)).stopped_by(interrupt.flag());
        let shard = self.shard.unwrap_or(Shard::WHOLE);
        let request =
            generate::StreamRequest { tables: self.tables.clone(), shard, threads: self.threads, block_rows: None };
        let mut digesters: Vec<TableDigester> = plan.tables.iter().map(TableDigester::new).collect();
        let task = progress.task(&plan.dataset, estimated_rows(&engine, &request)?);
        let encoder = output.encoder();
        let encode = |table: usize, batch: RecordBatch| {
            interrupt.check()?;
            let mut digester = TableDigester::new(&plan.tables[table]);
            digester.update(&batch);
            let rows = batch.num_rows() as u64;
            Ok::<(TableDigester, u64, EncodedBatch), CliError>((digester, rows, encoder.encode(table, batch)?))
        };
        stream(&engine, &request, encode, |table, (digester, rows, encoded)| {
            digesters[table].merge(&digester);
            task.add(rows);
            Ok(output.write(table, encoded)?)
        })?;
        Ok(digesters)
    }
}

fn summary(receipt: &DatasetReceipt, folder: &Path, started: Instant) -> String {
    let mut sheet = AlignedTable::new(["table", "rows", "digest"]);
    for table in &receipt.tables {
        sheet.row([table.name.clone(), out::thousands(table.rows), table.digest.to_string()]);
    }
    let rows = out::count(receipt.tables.iter().map(|table| table.rows).sum(), "row");
    let seconds = started.elapsed().as_secs_f64();
    format!("{}{rows} in {} in {seconds:.1} s\n", sheet.render(), folder.display())
}
