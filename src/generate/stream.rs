//! All rows of some tables, block by block: made on all cores, handed out in order, bounded in memory.
//!
//! A block is a range of rows with everything below it, so that parents, children and lookups share what is made.
//! Blocks decide nothing about values: any cut gives the same cells in the same order.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use arrow::array::RecordBatch;

use super::engine::Engine;
use super::error::DataError;
use super::shard::Shard;
use crate::plan::maker::{RowSource, TableIndex};

/// Rows, over all tables asked for, that a block should have: few enough to stay in a core's cache from the first draw
/// to the file.
pub const BLOCK_ROWS: u64 = 16_384;
/// Blocks' worth of rows that one table may have in a block; a family with more is cut.
const BLOCKS_MAX: u64 = 8;
/// Blocks being made or waiting, per thread.
const BLOCKS_PER_THREAD: usize = 2;

/// What to make.
#[derive(Clone, Debug)]
pub struct StreamRequest {
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
    /// The error of `encode` or `consume`.
    Other(E),
    /// The threads could not be started.
    Threads(String),
    /// The engine was asked to stop.
    Stopped,
    /// A fault of this program: a worker panicked.
    Panicked {
        /// The table whose rows it made.
        table: String,
        /// The panic's message.
        message: String,
    },
}

impl<E: fmt::Display> fmt::Display for StreamError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Data(error) => error.fmt(f),
            StreamError::Other(error) => error.fmt(f),
            StreamError::Threads(reason) => write!(f, "could not start worker threads: {reason}"),
            StreamError::Stopped => f.write_str("the work was stopped"),
            StreamError::Panicked { table, message } => write!(f, "internal error in table \"{table}\": {message}"),
        }
    }
}

impl<E: std::error::Error> std::error::Error for StreamError<E> {}

impl<E> StreamError<E> {
    /// What to do, in full sentences.
    pub fn help(&self) -> Option<String> {
        match self {
            StreamError::Data(error) => error.help.clone(),
            StreamError::Panicked { .. } => {
                Some("This is a fault of reseed. Please report it, with the spec and this message.".to_owned())
            }
            StreamError::Other(_) | StreamError::Threads(_) | StreamError::Stopped => None,
        }
    }
}

/// One block: a range of rows for each table asked for, parents first.
type Block = Vec<(TableIndex, Range<u64>)>;

/// Makes all rows that `request` asks for. `encode` runs on the workers; `consume` on this thread, in order: block by
/// block, parents before children, each table's rows ascending.
///
/// # Errors
/// The first error in that order; later blocks are not consumed. A panic of a worker is an error too, and so is the
/// engine's being stopped.
pub fn stream<T: Send, E: Send>(
    engine: &Engine,
    request: &StreamRequest,
    encode: impl Fn(TableIndex, RecordBatch) -> Result<T, E> + Sync,
    mut consume: impl FnMut(TableIndex, T) -> Result<(), E>,
) -> Result<(), StreamError<E>> {
    let threads = request.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| StreamError::Threads(error.to_string()))?;
    let blocks = pool.install(|| Blocks::new(engine, request));
    let blocks =
        blocks.map_err(|error| if engine.is_stopped() { StreamError::Stopped } else { StreamError::Data(error) })?;
    let stopped = AtomicBool::new(false);
    let (send, receive) = mpsc::channel();
    pool.in_place_scope(|scope| {
        let mut blocks = blocks.enumerate();
        let mut start_next = || {
            let Some((number, block)) = blocks.next() else { return false };
            let (send, stopped, encode) = (send.clone(), &stopped, &encode);
            scope.spawn(move |_| {
                if !stopped.load(Ordering::Relaxed) {
                    let block = block.map_err(StreamError::Data);
                    let made = block.and_then(|block| make_block(engine, block, encode));
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
            // A worker that finds the engine stopped sends at once, so no wait outlasts a column.
            if engine.is_stopped() {
                stopped.store(true, Ordering::Relaxed);
                return Err(StreamError::Stopped);
            }
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

fn make_block<T, E>(
    engine: &Engine,
    block: Block,
    encode: &impl Fn(TableIndex, RecordBatch) -> Result<T, E>,
) -> Result<Vec<(TableIndex, T)>, StreamError<E>> {
    let scope = engine.scope();
    let mut made = Vec::with_capacity(block.len());
    // Children first: their parents fold over the very ranges that are remembered then.
    for (table, rows) in block.into_iter().rev() {
        // A reader would wait without end for a block whose maker panicked. What the panic left half made is the
        // scope's, and is dropped with it.
        let item = catch_unwind(AssertUnwindSafe(|| {
            let batch = scope.batch(table, rows).map_err(StreamError::Data)?;
            encode(table, batch).map_err(StreamError::Other)
        }));
        let panicked = |panic: Box<dyn Any + Send>| {
            let table = engine.plan().tables[table].name.clone();
            StreamError::Panicked { table, message: panic_message(panic.as_ref()) }
        };
        made.push((table, item.map_err(panicked)??));
    }
    made.reverse();
    Ok(made)
}

/// The first line of a panic's message.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.and_then(|text| text.lines().next()).unwrap_or("a worker panicked").to_owned()
}

/// Cuts the tables asked for into blocks, one after another: parts of root tables with everything below them. Where one
/// row has too much below it, it comes alone, and its children are cut in the same way.
struct Blocks<'e> {
    engine: &'e Engine,
    tables: &'e [TableIndex],
    block_rows: u64,
    /// What is left, the next last.
    left: Vec<Uncut>,
}

/// Rows of a table that have not been cut into blocks.
struct Uncut {
    table: TableIndex,
    rows: Range<u64>,
    /// How many of them make a block.
    step: u64,
}

impl<'e> Blocks<'e> {
    fn new(engine: &'e Engine, request: &'e StreamRequest) -> Result<Self, DataError> {
        let mut family_rows: BTreeMap<TableIndex, u64> = BTreeMap::new();
        for &table in &request.tables {
            *family_rows.entry(root_of(engine, table)).or_default() += engine.row_count(table)?;
        }
        let block_rows = request.block_rows.unwrap_or(BLOCK_ROWS).max(1);
        let mut blocks = Blocks { engine, tables: &request.tables, block_rows, left: Vec::new() };
        for (root, rows) in family_rows.into_iter().rev() {
            let root_rows = engine.row_count(root)?;
            let step = blocks.step(root_rows, rows).min(block_rows.saturating_mul(BLOCKS_MAX));
            blocks.left.push(Uncut { table: root, rows: request.shard.of(root_rows), step });
        }
        Ok(blocks)
    }

    /// How many of `row_count` rows make a block if they have `family_rows` rows below them together.
    fn step(&self, row_count: u64, family_rows: u64) -> u64 {
        let step = u128::from(self.block_rows) * u128::from(row_count) / u128::from(family_rows.max(1));
        step.clamp(1, u128::from(row_count.max(1))) as u64
    }

    /// The next block, unless what comes next has to be cut first.
    fn cut(&mut self, uncut: Uncut) -> Result<Block, DataError> {
        let Uncut { table, rows, step } = uncut;
        let part = rows.start..rows.end.min(rows.start.saturating_add(step));
        if part.end < rows.end {
            self.left.push(Uncut { table, rows: part.end..rows.end, step });
        }
        let family = self.family(table, part.clone())?;
        if family.iter().all(|(_, rows)| rows.end - rows.start <= self.block_rows.saturating_mul(BLOCKS_MAX)) {
            return Ok(family);
        }
        let part_rows = part.end - part.start;
        if part_rows > 1 {
            let step = self.step(part_rows, family.iter().map(|(_, rows)| rows.end - rows.start).sum());
            self.left.push(Uncut { table, rows: part, step });
            return Ok(Block::new());
        }
        for child in self.children(table).rev() {
            let rows = self.children_of(child, &part)?;
            let family_rows = self.family(child, rows.clone())?.iter().map(|(_, rows)| rows.end - rows.start).sum();
            let step = self.step(rows.end - rows.start, family_rows);
            self.left.push(Uncut { table: child, rows, step });
        }
        Ok(if self.tables.contains(&table) { vec![(table, part)] } else { Block::new() })
    }

    /// These rows and all below them, parents first; only of tables asked for, and only where there are some.
    fn family(&self, table: TableIndex, rows: Range<u64>) -> Result<Block, DataError> {
        let mut family = vec![(table, rows)];
        let mut next = 0;
        while let Some((parent, rows)) = family.get(next).cloned() {
            for child in self.children(parent) {
                family.push((child, self.children_of(child, &rows)?));
            }
            next += 1;
        }
        family.retain(|(table, rows)| self.tables.contains(table) && !rows.is_empty());
        Ok(family)
    }

    fn children_of(&self, child: TableIndex, parents: &Range<u64>) -> Result<Range<u64>, DataError> {
        let scope = self.engine.scope();
        Ok(scope.first_child(child, parents.start)?..scope.first_child(child, parents.end)?)
    }

    /// The child tables of `table` that lead to a table asked for.
    fn children(&self, table: TableIndex) -> impl DoubleEndedIterator<Item = TableIndex> + use<'e> {
        let (engine, tables) = (self.engine, self.tables);
        (0..engine.plan().tables.len()).filter(move |&child| {
            matches!(engine.plan().tables[child].row_source, RowSource::Each { parent, .. } if parent == table)
                && tables.iter().any(|&wanted| engine.is_under(wanted, child))
        })
    }
}

impl Iterator for Blocks<'_> {
    type Item = Result<Block, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(next) = self.left.pop() {
            match self.cut(next) {
                Ok(block) if block.is_empty() => {}
                made => return Some(made),
            }
        }
        None
    }
}

fn root_of(engine: &Engine, mut table: TableIndex) -> TableIndex {
    while let RowSource::Each { parent, .. } = engine.plan().tables[table].row_source {
        table = parent;
    }
    table
}
