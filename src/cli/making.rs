//! Making a plan's data: all of it in order, each batch digested on its way.

use std::sync::Arc;
use std::time::Instant;

use arrow::array::RecordBatch;

use super::CliError;
use super::interrupt::Interrupt;
use super::progress::Progress;
use crate::digest::{DatasetInputs, DatasetReceipt, Durations, TableDigest, TableDigester};
use crate::generate::{Engine, Shard, StreamRequest, stream};
use crate::plan::Plan;

/// The receipt of what would be made of `plan`: everything is made, and nothing is written.
///
/// # Errors
/// When the data cannot be made, or the user interrupts.
pub fn receipt(operation: &str, plan: Arc<Plan>, progress: &Progress) -> Result<DatasetReceipt, CliError> {
    let started = Instant::now();
    let interrupt = Interrupt::listen()?;
    let engine = Engine::new(Arc::clone(&plan)).stopped_by(interrupt.flag());
    let tables = (0..plan.tables.len()).collect();
    let request = StreamRequest { tables, shard: Shard::WHOLE, threads: None, block_rows: None };
    let mut digesters: Vec<TableDigester> = plan.tables.iter().map(TableDigester::new).collect();
    let task = progress.task(plan.tenant.as_str(), estimated_rows(&engine, &request)?);
    let encode = |table: usize, batch: RecordBatch| {
        interrupt.check()?;
        let mut digester = TableDigester::new(&plan.tables[table]);
        digester.update(&batch);
        Ok::<_, CliError>((digester, batch.num_rows() as u64))
    };
    stream(&engine, &request, encode, |table, (digester, rows)| {
        digesters[table].merge(&digester);
        task.add(rows);
        Ok(())
    })?;
    let tables: Vec<TableDigest> = digesters.iter().map(TableDigester::finish).collect();
    Ok(DatasetReceipt::new(operation, DatasetInputs::of(&plan), tables, total_ms(started)))
}

/// The duration of work that has one stage.
pub fn total_ms(started: Instant) -> Durations {
    Durations::from([("total".to_owned(), started.elapsed().as_secs_f64() * 1000.0)])
}

/// About how many rows a request makes: exactly, when it is of everything.
///
/// # Errors
/// When a row count cannot be worked out.
pub fn estimated_rows(engine: &Engine, request: &StreamRequest) -> Result<u64, CliError> {
    let counts = request.tables.iter().map(|table| engine.row_count(*table));
    match counts.sum::<Result<u64, _>>() {
        Ok(rows) => Ok(rows / u64::from(request.shard.count)),
        Err(_) if engine.is_stopped() => Err(CliError::interrupted()),
        Err(error) => Err(error.into()),
    }
}
