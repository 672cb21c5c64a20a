//! All rows of some tables, block by block: made on all cores, handed out in order, bounded in memory.
//!
//! A block is a range of root rows with everything below it, so that parents, children and lookups share what is made.
//! Blocks decide nothing about values: any cut gives the same cells in the same order.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use arrow::array::RecordBatch;

use super::engine::Engine;
use super::error::DataError;
use super::scope::Scope;
use super::shard::Shard;
use crate::plan::maker::{Shape, TableIndex};

/// Rows, over all tables asked for, that a block should have: few enough to stay in a core's cache from the first draw
/// to the file.
pub const BLOCK_ROWS: u64 = 16_384;
/// Rows of one table that a batch may have; a family with more is cut.
const BATCH_ROWS_MAX: u64 = 262_144;
/// Blocks being made or waiting, per thread.
const BLOCKS_PER_THREAD: usize = 2;

/// What to make.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which tables.
    pub tables: Vec<TableIndex>,
    /// Which part of them.
    pub shard: Shard,
    /// How many threads; default: one for each core.
    pub threads: Option<usize>,
    /// Rows per block; default [`BLOCK_ROWS`].
    pub block_rows: Option<u64>,
}

/// Why a stream stopped.
#[derive(Debug)]
pub enum StreamError<E> {
    /// Bad data.
    Data(DataError),
    /// What `encode` or `consume` said.
    Other(E),
    /// The threads could not be started.
    Threads(String),
}

impl<E: fmt::Display> fmt::Display for StreamError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Data(error) => error.fmt(f),
            StreamError::Other(error) => error.fmt(f),
            StreamError::Threads(reason) => write!(f, "could not start worker threads: {reason}"),
        }
    }
}

impl<E: std::error::Error> std::error::Error for StreamError<E> {}

/// One block: a range of rows for each table asked for, parents first.
type Block = Vec<(TableIndex, Range<u64>)>;

/// Makes all rows that `request` asks for. `encode` runs on the workers; `consume` on this thread, in order: block by
/// block, parents before children, each table's rows ascending.
///
/// # Errors
/// The first error in that order; later blocks are not consumed.
pub fn stream<T: Send, E: Send>(
    engine: &Engine,
    request: &Request,
    encode: impl Fn(TableIndex, RecordBatch) -> Result<T, E> + Sync,
    mut consume: impl FnMut(TableIndex, T) -> Result<(), E>,
) -> Result<(), StreamError<E>> {
    let threads = request.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| StreamError::Threads(error.to_string()))?;
    pool.install(|| engine.prepare(&request.tables)).map_err(StreamError::Data)?;
    let roots = root_blocks(engine, request).map_err(StreamError::Data)?;
    let stopped = AtomicBool::new(false);
    let (send, receive) = mpsc::channel();
    pool.in_place_scope(|scope| {
        let mut blocks = roots.into_iter().flat_map(|root| blocks(engine, &request.tables, root)).enumerate();
        let mut start_next = || {
            let Some((number, block)) = blocks.next() else { return false };
            let (send, stopped, encode) = (send.clone(), &stopped, &encode);
            scope.spawn(move |_| {
                if !stopped.load(Ordering::Relaxed) {
                    let made = block.map_err(StreamError::Data).and_then(|block| make_block(engine, block, encode));
                    // The receiver is gone only when the stream has stopped.
                    let _ = send.send((number, made));
                }
            });
            true
        };
        let mut running = (0..threads * BLOCKS_PER_THREAD).filter(|_| start_next()).count();
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while running > 0 {
            let Ok((number, block)) = receive.recv() else { break };
            waiting.insert(number, block);
            while let Some(block) = waiting.remove(&next) {
                let consumed = block.and_then(|block: Vec<(TableIndex, T)>| {
                    block.into_iter().try_for_each(|(table, item)| consume(table, item).map_err(StreamError::Other))
                });
                if let Err(error) = consumed {
                    stopped.store(true, Ordering::Relaxed);
                    return Err(error);
                }
                next += 1;
                running -= 1;
                running += usize::from(start_next());
            }
        }
        Ok(())
    })
}

/// The ranges of root rows, in order, that the blocks start from.
fn root_blocks(engine: &Engine, request: &Request) -> Result<Vec<(TableIndex, Range<u64>)>, DataError> {
    let mut family_rows: BTreeMap<TableIndex, u64> = BTreeMap::new();
    for &table in &request.tables {
        *family_rows.entry(root_of(engine, table)).or_default() += engine.rows_of(table)?;
    }
    let mut blocks = Vec::new();
    for (root, rows) in family_rows {
        let root_rows = engine.rows_of(root)?;
        let wanted = request.shard.of(root_rows);
        let block_rows = u128::from(request.block_rows.unwrap_or(BLOCK_ROWS)) * u128::from(root_rows);
        let step = (block_rows / u128::from(rows.max(1))).clamp(1, u128::from(BATCH_ROWS_MAX)) as u64;
        let mut start = wanted.start;
        while start < wanted.end {
            let end = wanted.end.min(start + step);
            blocks.push((root, start..end));
            start = end;
        }
    }
    Ok(blocks)
}

fn root_of(engine: &Engine, mut table: TableIndex) -> TableIndex {
    while let Shape::Each { parent, .. } = engine.plan().tables[table].shape {
        table = parent;
    }
    table
}

fn make_block<T, E>(
    engine: &Engine,
    block: Block,
    encode: &impl Fn(TableIndex, RecordBatch) -> Result<T, E>,
) -> Result<Vec<(TableIndex, T)>, StreamError<E>> {
    let scope = Scope::new(engine);
    let mut made = Vec::with_capacity(block.len());
    // Children first: their parents fold over the very ranges that are remembered then.
    for (table, rows) in block.into_iter().rev() {
        let batch = scope.batch(table, rows).map_err(StreamError::Data)?;
        made.push((table, encode(table, batch).map_err(StreamError::Other)?));
    }
    made.reverse();
    Ok(made)
}

/// The family of some root rows as one block, or, if a table has too many rows for one batch, a block per batch.
fn blocks(engine: &Engine, tables: &[TableIndex], root: (TableIndex, Range<u64>)) -> Vec<Result<Block, DataError>> {
    let family = match block_ranges(&Scope::new(engine), tables, root) {
        Ok(family) => family,
        Err(error) => return vec![Err(error)],
    };
    if family.iter().all(|(_, rows)| rows.end - rows.start <= BATCH_ROWS_MAX) {
        return vec![Ok(family)];
    }
    let batches = family.into_iter().flat_map(|(table, rows)| {
        let starts = rows.clone().step_by(BATCH_ROWS_MAX as usize);
        starts.map(move |start| Ok(vec![(table, start..rows.end.min(start + BATCH_ROWS_MAX))]))
    });
    batches.collect()
}

/// The rows of every table of the root's family in this block, parents first; only tables asked for that have some.
fn block_ranges(scope: &Scope, tables: &[TableIndex], root: (TableIndex, Range<u64>)) -> Result<Block, DataError> {
    let plan = scope.engine().plan();
    let mut family = vec![root];
    let mut next = 0;
    while let Some((parent, rows)) = family.get(next).cloned() {
        for (child, table) in plan.tables.iter().enumerate() {
            let wanted = tables.iter().any(|&wanted| is_under(scope.engine(), wanted, child));
            if matches!(table.shape, Shape::Each { parent: of, .. } if of == parent) && wanted {
                family.push((child, scope.first_child(child, rows.start)?..scope.first_child(child, rows.end)?));
            }
        }
        next += 1;
    }
    family.retain(|(table, rows)| tables.contains(table) && !rows.is_empty());
    Ok(family)
}

/// Whether `table` is `ancestor` or below it.
fn is_under(engine: &Engine, mut table: TableIndex, ancestor: TableIndex) -> bool {
    loop {
        if table == ancestor {
            return true;
        }
        match engine.plan().tables[table].shape {
            Shape::Each { parent, .. } => table = parent,
            Shape::Root { .. } => return false,
        }
    }
}
