//! Bulk load: batches → a copy's tables, each over a connection of its own, then read back.
//!
//! A table is created and filled in one transaction, so its rows are frozen: every reader sees them, whatever its
//! snapshot, and no later vacuum rewrites them.

use std::sync::Arc;

use arrow::array::RecordBatch;
use sqlx::Acquire;
use sqlx::postgres::PgConnection;
use tokio::sync::mpsc;

use super::binary::encode::RowEncoder;
use super::binary::{HEADER, TRAILER};
use super::connection::{self, Address, failed};
use super::control::{check_token, used};
use super::copies::{self, NewCopy};
use super::home::Home;
use crate::plan::Table;
use crate::store::quote::quoted_list;
use crate::store::{BatchSource, Dataset, Lease, Prover, StoreError, TableProof};

/// What is sent at once, bytes.
pub const SEND_BYTES: usize = 256 * 1024;
/// Batches that wait for a connection, per table.
const BATCHES_WAITING_MAX: usize = 4;
/// Tables of a dataset: each needs a connection while it is loaded.
const TABLES_MAX: usize = 64;

/// What a loader gets: the next rows, or the word that there are no more. A channel that closes without that word means
/// that the source failed, and nothing is kept.
enum Message {
    Rows(RecordBatch),
    Complete,
}

/// Fills copy `copy` with a dataset's rows; gives the proofs of the rows that were sent.
///
/// # Errors
/// The source's, or that of the first table which could not be loaded. Tables that were complete stay; the caller drops
/// the copy.
pub async fn load(
    address: &Address,
    lease: &Lease,
    (copy, home): (&NewCopy, &Arc<Home>),
    dataset: Dataset<'_>,
) -> Result<Vec<TableProof>, StoreError> {
    if dataset.tables.len() > TABLES_MAX {
        let found = dataset.tables.len();
        return Err(StoreError::refused(format!("a PostgreSQL store loads at most {TABLES_MAX} tables, got {found}")));
    }
    let mut senders = Vec::with_capacity(dataset.tables.len());
    let mut loaders = Vec::with_capacity(dataset.tables.len());
    for (index, table) in dataset.tables.iter().enumerate() {
        let (sender, receiver) = mpsc::channel(BATCHES_WAITING_MAX);
        senders.push(sender);
        let loader = Loader {
            address: address.clone(),
            lease: lease.share(),
            copy: copy.clone(),
            home: Arc::clone(home),
            index,
            table: table.clone(),
        };
        loaders.push(tokio::spawn(loader.run(receiver)));
    }
    // The rows are made on the engine's threads and handed over on this one, which may block meanwhile.
    let made = tokio::task::block_in_place(|| hand_over(dataset.source, &senders));
    drop(senders);
    let mut proofs = Vec::with_capacity(loaders.len());
    for loader in loaders {
        let loaded = loader.await.map_err(|error| StoreError::machine(format!("a loader failed: {error}")))?;
        // A loader's own error says more than that its channel was closed.
        match (loaded, &made) {
            (Ok(proof), _) => proofs.extend(proof),
            (Err(error), _) => return Err(error),
        }
    }
    made.map(|()| proofs)
}

fn hand_over(source: &dyn BatchSource, senders: &[mpsc::Sender<Message>]) -> Result<(), StoreError> {
    let stopped = |_| StoreError::machine("the load was stopped");
    source.for_each(&mut |index, batch| {
        let sender = senders.get(index);
        let sender =
            sender.ok_or_else(|| StoreError::data(format!("batch of table {index}: there is no such table")))?;
        sender.blocking_send(Message::Rows(batch)).map_err(stopped)
    })?;
    senders.iter().try_for_each(|sender| sender.blocking_send(Message::Complete).map_err(stopped))
}

/// What fills one table.
struct Loader {
    address: Address,
    lease: Lease,
    copy: NewCopy,
    home: Arc<Home>,
    index: usize,
    table: Table,
}

impl Loader {
    /// The proof of the rows that were sent; none when the source failed.
    async fn run(self, receiver: mpsc::Receiver<Message>) -> Result<Option<TableProof>, StoreError> {
        let mut connection = self.address.connect().await?;
        let loaded = self.load(&mut connection, receiver).await;
        connection::close(connection).await;
        loaded
    }

    async fn load(
        &self,
        connection: &mut PgConnection,
        mut receiver: mpsc::Receiver<Message>,
    ) -> Result<Option<TableProof>, StoreError> {
        let mut tx = connection.begin().await.map_err(used)?;
        check_token(&mut tx, &self.lease).await?;
        let table = (self.index, &self.table);
        let create = |name: &str| Ok(self.home.create_bare(table, name));
        let name = copies::create_table(&mut tx, &self.lease, (&self.copy, &self.home), table, create).await?;
        let Some(proof) = self.copy_rows(&mut tx, &name, &mut receiver).await? else { return Ok(None) };
        check_token(&mut tx, &self.lease).await?;
        tx.commit().await.map_err(used)?;
        Ok(Some(proof))
    }

    async fn copy_rows(
        &self,
        connection: &mut PgConnection,
        name: &str,
        receiver: &mut mpsc::Receiver<Message>,
    ) -> Result<Option<TableProof>, StoreError> {
        let doing = format!("load table {:?}", self.table.name);
        let columns = quoted_list(self.home.layout().columns(&self.table));
        let statement = format!("COPY {name} ({columns}) FROM STDIN (FORMAT binary, FREEZE)");
        let mut copy = connection.copy_in_raw(&statement).await.map_err(failed(&doing))?;
        let tenant = self.home.layout().adds_tenant(&self.table).then_some(self.lease.tenant.as_str());
        let (encoder, mut prover) = (RowEncoder::new(&self.table, tenant), Prover::new(&self.table));
        let mut buffer = HEADER.to_vec();
        let mut complete = false;
        while let Some(message) = receiver.recv().await {
            let Message::Rows(batch) = message else {
                complete = true;
                break;
            };
            if let Err(error) = encoder.encode(&batch, &mut buffer) {
                let _ = copy.abort(error.to_string()).await;
                return Err(error);
            }
            prover.update(&batch);
            if buffer.len() >= SEND_BYTES {
                copy.send(buffer.as_slice()).await.map_err(failed(&doing))?;
                buffer.clear();
            }
        }
        if !complete {
            let _ = copy.abort("the source failed").await;
            return Ok(None);
        }
        buffer.extend_from_slice(TRAILER);
        copy.send(buffer.as_slice()).await.map_err(failed(&doing))?;
        copy.finish().await.map_err(failed(&doing))?;
        Ok(Some(prover.finish()))
    }
}
