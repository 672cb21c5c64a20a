//! Bulk load: batches → a copy's tables, each over a connection of its own, then read back.
//!
//! Rows are frozen: every reader sees them, whatever its snapshot, and no later vacuum rewrites them.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::RecordBatch;
use sqlx::Acquire;
use sqlx::postgres::PgConnection;
use tokio::sync::mpsc;

use super::NewCopy;
use crate::plan::Table;
use crate::store::postgres::control::rows::{check_token, control_failed};
use crate::store::postgres::copies;
use crate::store::postgres::layout::placement::Placement;
use crate::store::postgres::rows::binary::encode::RowEncoder;
use crate::store::postgres::rows::binary::{HEADER, TRAILER};
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::quote::quoted_list;
use crate::store::{BatchSource, Dataset, ErrorKind, Lease, Prover, StoreError, TableProof};

/// What is sent at once, bytes.
pub const SEND_BYTES: usize = 256 * 1024;
/// Batches that wait for a connection, per table.
const BATCHES_WAITING_MAX: usize = 4;
/// Pieces of that size that wait for a connection, per table.
pub const PIECES_WAITING_MAX: usize = 2;
/// Connections at most: a server's other users need theirs.
const CONNECTIONS_MAX: usize = 16;
/// Connections that are left to them where there are fewer.
const CONNECTIONS_LEFT: usize = 3;

/// What a loader gets: the next rows, or the word that there are no more. A channel that closes without that word means
/// that the source failed, and nothing is kept.
enum LoaderMessage {
    Rows(RecordBatch),
    Complete,
}

/// Fills copy `copy` with a dataset's rows; gives the proofs of the rows that were sent.
///
/// Every table needs a connection while it is loaded, so where there are more tables than connections, the source is
/// asked for some of them after the others.
///
/// # Errors
/// The source's, or that of the first table which could not be loaded. Tables that were complete stay; the caller drops
/// the copy.
pub async fn load(
    database: &Database,
    lease: &Lease,
    copy: &NewCopy,
    placement: &Arc<Placement>,
    dataset: Dataset<'_>,
) -> Result<Vec<TableProof>, StoreError> {
    let mut proofs = Vec::with_capacity(dataset.tables.len());
    while proofs.len() < dataset.tables.len() {
        let connections = connect(database, dataset.tables.len() - proofs.len()).await?;
        let loader = |index: usize| TableLoader {
            lease: lease.share(),
            copy: copy.clone(),
            placement: Arc::clone(placement),
            index,
            table: dataset.tables[index].clone(),
        };
        let tables = proofs.len()..proofs.len() + connections.len();
        let loaders = tables.clone().map(loader).zip(connections);
        proofs.extend(pass(tables, loaders, dataset.source).await?);
    }
    Ok(proofs)
}

/// This many connections, or as many as are to be had.
///
/// # Errors
/// When not even one is.
async fn connect(database: &Database, connection_count: usize) -> Result<Vec<PooledConnection>, StoreError> {
    let mut connections = vec![database.connect().await?];
    while connections.len() < connection_count.min(CONNECTIONS_MAX) {
        match database.connect_now().await {
            Ok(connection) => connections.push(connection),
            Err(error) if error.kind() == ErrorKind::Busy => {
                leave_some(&mut connections).await;
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(connections)
}

/// Leaves the server's last connections to others, but for one.
async fn leave_some(connections: &mut Vec<PooledConnection>) {
    let kept = connections.len().saturating_sub(CONNECTIONS_LEFT).max(1);
    for connection in connections.drain(kept..) {
        connection.close().await;
    }
}

/// Loads some tables, one with each loader.
async fn pass(
    tables: Range<usize>,
    loaders: impl Iterator<Item = (TableLoader, PooledConnection)>,
    source: &dyn BatchSource,
) -> Result<Vec<TableProof>, StoreError> {
    let start = |(loader, session): (TableLoader, PooledConnection)| {
        let (sender, receiver) = mpsc::channel(BATCHES_WAITING_MAX);
        (sender, tokio::spawn(loader.run(session, receiver)))
    };
    let (senders, running): (Vec<_>, Vec<_>) = loaders.map(start).unzip();
    // The rows are made on the engine's threads and handed over on this one, which may block meanwhile.
    let result = tokio::task::block_in_place(|| hand_over(source, tables, &senders));
    drop(senders);
    // All of them, also after an error: one that is still at work would make a table that the caller's clean-up misses.
    let mut loaded = Vec::with_capacity(running.len());
    for loader in running {
        loaded.push(loader.await.map_err(|error| StoreError::machine(format!("a loader failed: {error}"))).flatten());
    }
    // A loader's own error is more useful than that its channel was closed.
    let proofs = loaded.into_iter().collect::<Result<Vec<_>, _>>()?;
    result.map(|()| proofs.into_iter().flatten().collect())
}

fn hand_over(
    source: &dyn BatchSource,
    tables: Range<usize>,
    senders: &[mpsc::Sender<LoaderMessage>],
) -> Result<(), StoreError> {
    let stopped = |_| StoreError::machine("the load was stopped");
    let first = tables.start;
    source.for_each(tables, &mut |index, batch| {
        let sender = index.checked_sub(first).and_then(|index| senders.get(index));
        let sender = sender.ok_or_else(|| StoreError::data(format!("unexpected batch of table {index}")))?;
        sender.blocking_send(LoaderMessage::Rows(batch)).map_err(stopped)
    })?;
    senders.iter().try_for_each(|sender| sender.blocking_send(LoaderMessage::Complete).map_err(stopped))
}

/// What fills one table.
struct TableLoader {
    lease: Lease,
    copy: NewCopy,
    placement: Arc<Placement>,
    index: usize,
    table: Table,
}

impl TableLoader {
    /// The proof of the rows that were sent; none when the source failed.
    async fn run(
        self,
        mut session: PooledConnection,
        receiver: mpsc::Receiver<LoaderMessage>,
    ) -> Result<Option<TableProof>, StoreError> {
        let loaded = self.load(&mut session, receiver).await;
        match loaded {
            Ok(Some(_)) => session.give_back().await,
            _ => session.close().await,
        }
        loaded
    }

    async fn load(
        &self,
        connection: &mut PgConnection,
        receiver: mpsc::Receiver<LoaderMessage>,
    ) -> Result<Option<TableProof>, StoreError> {
        let TableLoader { lease, copy, placement, index, table } = self;
        let create = |name: &str| Ok(placement.create_bare(*index, table, name));
        let name = copies::create_table(connection, lease, copy, Some(placement), *index, table, create).await?;
        let mut tx = connection.begin().await.map_err(control_failed)?;
        check_token(&mut tx, &self.lease).await?;
        copies::begin_to_fill(&mut tx, &name, &self.table).await?;
        let Some(proof) = self.copy_rows(&mut tx, &name, receiver).await? else { return Ok(None) };
        check_token(&mut tx, &self.lease).await?;
        tx.commit().await.map_err(control_failed)?;
        Ok(Some(proof))
    }

    async fn copy_rows(
        &self,
        connection: &mut PgConnection,
        name: &str,
        receiver: mpsc::Receiver<LoaderMessage>,
    ) -> Result<Option<TableProof>, StoreError> {
        let doing = format!("load table {:?}", self.table.name);
        let columns = quoted_list(self.placement.layout().columns(&self.table));
        let statement = format!("COPY {name} ({columns}) FROM STDIN (FORMAT binary, FREEZE)");
        let mut copy = connection.copy_in_raw(&statement).await.map_err(failed(&doing))?;
        let tenant = self.placement.layout().adds_tenant(&self.table).then_some(self.lease.tenant.as_str());
        let (encoder, prover) = (RowEncoder::new(&self.table, tenant), Prover::new(&self.table));
        let (sender, mut encoded) = mpsc::channel(PIECES_WAITING_MAX);
        let encoding = tokio::spawn(encode(encoder, prover, receiver, sender));
        // A send that fails ends the encoder, whose receiver is gone then.
        while let Some(piece) = encoded.recv().await {
            copy.send(piece).await.map_err(failed(&doing))?;
        }
        let result =
            encoding.await.map_err(|error| StoreError::machine(format!("an encoder failed: {error}"))).flatten();
        match result {
            Ok(Some(proof)) => copy.finish().await.map_err(failed(&doing)).map(|_| Some(proof)),
            Ok(None) => {
                let _ = copy.abort("the source failed").await;
                Ok(None)
            }
            Err(error) => {
                let _ = copy.abort(error.to_string()).await;
                Err(error)
            }
        }
    }
}

/// Makes the bytes of a table's rows, a piece ahead of the connection that sends them: the server should never wait for
/// them. Gives the proof of the rows; none when the source failed, or the bytes are no longer wanted.
async fn encode(
    encoder: RowEncoder,
    mut prover: Prover,
    mut receiver: mpsc::Receiver<LoaderMessage>,
    sender: mpsc::Sender<Vec<u8>>,
) -> Result<Option<TableProof>, StoreError> {
    let mut piece = HEADER.to_vec();
    while let Some(message) = receiver.recv().await {
        let LoaderMessage::Rows(batch) = message else {
            piece.extend_from_slice(TRAILER);
            return Ok(sender.send(piece).await.is_ok().then(|| prover.finish()));
        };
        encoder.encode(&batch, &mut piece)?;
        prover.update(&batch);
        if piece.len() >= SEND_BYTES {
            let next = Vec::with_capacity(piece.len());
            if sender.send(std::mem::replace(&mut piece, next)).await.is_err() {
                break;
            }
        }
    }
    Ok(None)
}
