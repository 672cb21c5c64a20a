//! Tables of a new copy, filled from another copy's: the server's own stream, handed from one connection to another.
//!
//! Rows are frozen: every reader sees them, whatever its snapshot.

use std::sync::Arc;

use futures_util::StreamExt;
use sqlx::Acquire;
use sqlx::postgres::PgConnection;
use tokio::sync::mpsc;

use super::{Copy, NewCopy, load};
use crate::plan::Table;
use crate::store::keys::counted;
use crate::store::postgres::control::rows::{check_token, control_failed};
use crate::store::postgres::copies;
use crate::store::postgres::layout::columns::stored_columns;
use crate::store::postgres::layout::ddl;
use crate::store::postgres::layout::placement::Placement;
use crate::store::postgres::rows::binary::TRAILER;
use crate::store::postgres::rows::read;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::postgres::server::table_workers::{self, Worker};
use crate::store::quote::quoted_list;
use crate::store::{Caller, Lease, Stage, StoreError, TableProof};

/// What the new tables are like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyForm {
    /// Like the ones that they are filled from, whatever the application's migrations have made of those.
    Source,
    /// Fit to become live: with keys, indexes, checks and counters.
    Live,
    /// The same, from an earlier copy: tables with these names that are empty and have no foreign keys.
    Recycled(Vec<String>),
}

/// A copy that is to be filled.
pub struct CopyFill {
    /// Where connections come from.
    pub database: Database,
    /// Whose tenant's it is.
    pub lease: Lease,
    /// Whom to ask whether to continue.
    pub caller: Caller,
    /// Where the tenant's live tables hang.
    pub placement: Placement,
    /// The new copy.
    pub copy: NewCopy,
    /// What its tables are like.
    pub form: CopyForm,
    /// The copy whose rows it gets.
    pub source: Copy,
    /// The tables of both.
    pub tables: Vec<Table>,
    /// The moment at which the source is read, as the server calls it; none where it is not written to.
    pub moment: Option<String>,
}

impl CopyFill {
    /// Makes and fills all tables, about as large as those of `like`; gives their names.
    ///
    /// # Errors
    /// The first table's that could not be filled. Those that were stay; the caller drops the copy.
    pub async fn fill(self: Arc<Self>, like: &[TableProof]) -> Result<Vec<String>, StoreError> {
        let _copying = self.caller.begin(Stage::Copying, like);
        let first = Filler::open(Arc::clone(&self)).await?;
        table_workers::run(&read::rows(like), first, || Filler::open(Arc::clone(&self))).await
    }

    /// The name of the table that is to be filled, made unless it is one from an earlier copy.
    async fn table(&self, connection: &mut PgConnection, index: usize) -> Result<String, StoreError> {
        let (table, placement) = (&self.tables[index], Some(&self.placement));
        let create = |name: &str| match &self.form {
            CopyForm::Live => self.placement.create(&self.lease.tenant, index, table, name),
            _ => self.source.table(index).map(|source| ddl::create_like(source, name)),
        };
        match &self.form {
            CopyForm::Recycled(names) => Ok(names[index].clone()),
            _ => copies::create_table(connection, &self.lease, &self.copy, placement, index, table, create).await,
        }
    }

    /// Gives a full table what it lacks.
    async fn complete_table(&self, tx: &mut PgConnection, index: usize, name: &str) -> Result<(), StoreError> {
        let table = &self.tables[index];
        let lacks = match &self.form {
            CopyForm::Source => return Ok(()),
            CopyForm::Live => self.placement.complete(tx, &self.lease, self.copy.id, index, table, name).await?,
            CopyForm::Recycled(_) => {
                counted(table).into_iter().map(|(_, column)| ddl::count_on(name, column)).collect()
            }
        };
        run(tx, lacks).await.map_err(failed(&format!("create the indexes of table {:?}", table.name)))
    }
}

/// Fills one table after another.
struct Filler {
    order: Arc<CopyFill>,
    reading: PooledConnection,
    writing: PooledConnection,
}

impl Filler {
    async fn open(order: Arc<CopyFill>) -> Result<Filler, StoreError> {
        let mut reading = order.database.connect().await?;
        read::begin(&mut reading, order.moment.as_deref()).await?;
        let writing = order.database.connect().await?;
        Ok(Filler { order, reading, writing })
    }

    /// Makes one table and fills it.
    async fn table(&mut self, index: usize) -> Result<String, StoreError> {
        let CopyFill { lease, source, tables, caller, .. } = &*self.order;
        let name = self.order.table(&mut self.writing, index).await?;
        let mut tx = self.writing.begin().await.map_err(control_failed)?;
        check_token(&mut tx, lease).await?;
        copies::begin_to_fill(&mut tx, &name, &tables[index]).await?;
        let source = TableOn { connection: &mut self.reading, name: source.table(index)? };
        let target = TableOn { connection: &mut tx, name: &name };
        pipe(source, target, &tables[index].name, caller).await?;
        self.order.complete_table(&mut tx, index, &name).await?;
        check_token(&mut tx, lease).await?;
        tx.commit().await.map_err(control_failed)?;
        Ok(name)
    }
}

impl Worker for Filler {
    type Made = String;

    async fn work(&mut self, table_index: usize) -> Result<String, StoreError> {
        self.table(table_index).await
    }

    async fn give_back(self) {
        self.reading.give_back().await;
        self.writing.give_back().await;
    }

    async fn close(self) {
        self.reading.close().await;
        self.writing.close().await;
    }
}

/// A stored table, and the connection that reads or writes it.
struct TableOn<'a> {
    connection: &'a mut PgConnection,
    name: &'a str,
}

/// Sends the rows of one table into another. Columns that only one of them has, or that are
/// computed, are left out. `table` is their name in messages.
async fn pipe(source: TableOn<'_>, target: TableOn<'_>, table: &str, caller: &Caller) -> Result<(), StoreError> {
    let doing = format!("copy table {table:?}");
    let source_columns = stored_columns(source.connection, source.name).await?;
    let target_columns = stored_columns(target.connection, target.name).await?;
    let both = target_columns
        .iter()
        .filter(|column| !column.is_generated && source_columns.iter().any(|other| other.name == column.name));
    let columns = quoted_list(both.map(|column| column.name.as_str()));
    let out = format!("COPY (SELECT {columns} FROM ONLY {}) TO STDOUT (FORMAT binary)", source.name);
    let mut rows = source.connection.copy_out_raw(&out).await.map_err(failed(&doing))?;
    let into = format!("COPY {} ({columns}) FROM STDIN (FORMAT binary, FREEZE)", target.name);
    let mut filling = target.connection.copy_in_raw(&into).await.map_err(failed(&doing))?;
    // Both at once: neither server process is to wait for the other one's rows while these are on their way.
    let (sender, mut receiver) = mpsc::channel(load::PIECES_WAITING_MAX);
    let read = async {
        let (mut piece, mut count) = (Vec::with_capacity(load::SEND_BYTES), 0);
        while let Some(bytes) = rows.next().await {
            caller.check()?;
            let bytes = bytes.map_err(failed(&doing))?;
            piece.extend_from_slice(&bytes);
            // The server sends a row at a time, then what ends them.
            count += usize::from(bytes.len() > TRAILER.len());
            if piece.len() >= load::SEND_BYTES {
                caller.add(std::mem::take(&mut count));
                let next = Vec::with_capacity(piece.capacity());
                // It is refused only when the writer has failed, whose error is the one that counts.
                let _ = sender.send(std::mem::replace(&mut piece, next)).await;
            }
        }
        caller.add(count);
        let _ = sender.send(piece).await;
        drop(sender);
        Ok(())
    };
    let write = async {
        while let Some(piece) = receiver.recv().await {
            filling.send(piece).await.map_err(failed(&doing))?;
        }
        filling.finish().await.map_err(failed(&doing))
    };
    tokio::try_join!(read, write).map(drop)
}
