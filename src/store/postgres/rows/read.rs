//! Stored rows → Arrow batches of the plan's types → proofs.
//!
//! Whatever has been done to a table, reading it gives a result: a value that is not exactly what a load would have
//! written is foreign, a table that is not there has no rows, a column that is not there, or not of its type, is foreign
//! in every row.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{Field, Schema, SchemaRef};
use futures_util::StreamExt;
use sqlx::postgres::PgConnection;

use super::binary::decode::{self, RowCutter};
use crate::plan::{Column, ColumnBuilder, Table};
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::layout::columns::{CatalogColumn, stored_columns};
use crate::store::postgres::server::ask::{READ, run};
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::postgres::server::table_workers::{self, Worker};
use crate::store::quote::{literal, quoted};
use crate::store::{Caller, ErrorKind, Prover, Stage, StoreError, TableProof};

/// Rows per batch: columns of this length stay in the cache.
const BATCH_ROWS_MAX: usize = 8192;
/// Bytes after which a batch ends early: with one more field of PostgreSQL's largest size (1 GiB) a column stays below
/// the 2^31 bytes that its offsets can count.
const BATCH_BYTES_MAX: usize = 1 << 26;

/// What is to be read: tables and the names that they are stored under.
#[derive(Clone)]
pub struct Stored {
    tables: Arc<[Table]>,
    names: Arc<[String]>,
    /// Proofs of about as many rows.
    like: Arc<[TableProof]>,
    read_as: ReadAs,
}

/// Whose tables they are.
#[derive(Clone, Debug, Default)]
pub enum ReadAs {
    /// Made from the plan: a column of another type is foreign.
    #[default]
    Planned,
    /// An application's own: columns of types that plans lack are read as their text. Only rows that meet the condition are read.
    Application {
        /// In SQL.
        condition: Option<String>,
    },
}

/// The moment at which tables are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Any: they are not written to.
    Any,
    /// The one that the connection's transaction sees.
    Transaction,
}

impl Stored {
    /// `tables` as `names`; `like` are proofs of about as many rows.
    pub fn new(tables: &[Table], names: &[&str], like: &[TableProof]) -> Stored {
        Stored {
            tables: tables.into(),
            names: names.iter().map(|&name| name.to_owned()).collect(),
            like: like.into(),
            read_as: ReadAs::default(),
        }
    }

    /// The same, read as these tables.
    pub fn read_as(self, read_as: ReadAs) -> Stored {
        Stored { read_as, ..self }
    }

    /// The proofs of all tables; large ones are read over several connections.
    pub async fn prove(
        &self,
        database: &Database,
        connection: &mut PgConnection,
        moment: Moment,
        caller: &Caller,
    ) -> Result<Vec<TableProof>, StoreError> {
        let (_reading, rows) = (caller.begin(Stage::Reading, &self.like), rows(&self.like));
        let shared = match moment {
            Moment::Any => None,
            // What one worker would do this connection does as well.
            Moment::Transaction if table_workers::workers_for(&rows) == 1 => {
                return self.alone(connection, caller).await;
            }
            Moment::Transaction => Some(self::moment(connection).await?),
        };
        // A separate connection even for one worker: it is of no use any more once reading was broken off.
        match self.reader(database, shared.as_deref(), caller).await {
            Ok(first) => table_workers::run(&rows, first, || self.reader(database, shared.as_deref(), caller)).await,
            // There is no other one to be had, so this one has to do.
            Err(error) if error.kind() == ErrorKind::Busy => self.alone(connection, caller).await,
            Err(error) => Err(error),
        }
    }

    /// The same on this connection alone, which may see rows that others do not.
    pub async fn alone(&self, connection: &mut PgConnection, caller: &Caller) -> Result<Vec<TableProof>, StoreError> {
        let mut proofs = Vec::with_capacity(self.tables.len());
        for (table, name) in self.tables.iter().zip(self.names.iter()) {
            proofs.push(prove(connection, table, name, &self.read_as, caller).await?);
        }
        Ok(proofs)
    }

    fn reader(
        &self,
        database: &Database,
        moment: Option<&str>,
        caller: &Caller,
    ) -> impl Future<Output = Result<ProofReader, StoreError>> + Send + use<> {
        let (database, moment, stored, caller) =
            (database.clone(), moment.map(str::to_owned), self.clone(), caller.clone());
        async move {
            let mut session = database.connect_now().await?;
            begin(&mut session, moment.as_deref()).await?;
            Ok(ProofReader { session, stored, caller })
        }
    }
}

/// The rows of each table.
pub fn rows(proofs: &[TableProof]) -> Vec<u64> {
    proofs.iter().map(|proof| proof.table.rows).collect()
}

/// Reads one table after another.
struct ProofReader {
    session: PooledConnection,
    stored: Stored,
    caller: Caller,
}

impl Worker for ProofReader {
    type Made = TableProof;

    async fn work(&mut self, table_index: usize) -> Result<TableProof, StoreError> {
        let Stored { tables, names, read_as, .. } = &self.stored;
        prove(&mut self.session, &tables[table_index], &names[table_index], read_as, &self.caller).await
    }

    async fn give_back(self) {
        self.session.give_back().await;
    }

    async fn close(self) {
        self.session.close().await;
    }
}

/// Begins a transaction that changes nothing and sees one moment: its first statement's, or the one that another
/// transaction, which is still open, has given with [`moment`].
pub async fn begin(session: &mut PooledConnection, moment: Option<&str>) -> Result<(), StoreError> {
    let import = moment.map(|moment| format!("; SET TRANSACTION SNAPSHOT {}", literal(moment)));
    session.stay_in(&format!("{READ}{}; {PATIENT}", import.unwrap_or_default())).await.map_err(control_failed)
}

/// A transaction that waits for other connections' work may be idle meanwhile.
const PATIENT: &str = "SET LOCAL idle_in_transaction_session_timeout = 0";

/// The moment that this transaction sees.
pub async fn moment(tx: &mut PgConnection) -> Result<String, StoreError> {
    run(tx, PATIENT.to_owned()).await.map_err(control_failed)?;
    sqlx::query_scalar("SELECT pg_export_snapshot()").fetch_one(tx).await.map_err(control_failed)
}

/// The proof of the rows of `table` that are stored as `name`.
async fn prove(
    connection: &mut PgConnection,
    table: &Table,
    name: &str,
    read_as: &ReadAs,
    caller: &Caller,
) -> Result<TableProof, StoreError> {
    let stored = stored_columns(connection, name).await?;
    let mut reader = RowReader::new(table, caller);
    if stored.is_empty() {
        return Ok(reader.prover.finish());
    }
    let doing = format!("read table {:?}", table.name);
    let copy = format!("COPY ({}) TO STDOUT (FORMAT binary)", select(table, name, &stored, read_as));
    let mut stream = connection.copy_out_raw(&copy).await.map_err(failed(&doing))?;
    let mut cutter = RowCutter::default();
    let fields = reader.columns.len();
    while let Some(bytes) = stream.next().await {
        caller.check()?;
        let bytes = bytes.map_err(failed(&doing))?;
        cutter.feed(&bytes, fields, |row| reader.add(row))?;
    }
    cutter.finish()?;
    reader.flush()?;
    Ok(reader.prover.finish())
}

/// The written columns in order. What cannot be what a load wrote is given as text, after a byte that marks it.
fn select(table: &Table, name: &str, stored: &[CatalogColumn], read_as: &ReadAs) -> String {
    let expression = |column: &Column| {
        let quoted_name = quoted(&column.stored_name);
        match stored.iter().find(|found| found.name == column.stored_name) {
            Some(stored) if stored.holds(column.ty) => quoted_name,
            Some(_) if matches!(read_as, ReadAs::Application { .. }) => format!("{quoted_name}::text"),
            Some(_) => format!("convert_to({MISTYPED} || {quoted_name}::text, 'UTF8')"),
            None => format!("convert_to({MISTYPED}, 'UTF8')"),
        }
    };
    let expressions: Vec<String> = table.written().map(|(_, column)| expression(column)).collect();
    let rows = match read_as {
        ReadAs::Planned => format!("ONLY {name}"),
        ReadAs::Application { condition: None } => name.to_owned(),
        ReadAs::Application { condition: Some(condition) } => format!("{name} WHERE {condition}"),
    };
    format!("SELECT {} FROM {rows}", expressions.join(", "))
}

/// Longer than any fixed-size type's form, and no text of jsonb or numeric.
const MISTYPED: &str = "'another type than the spec''s: '";

/// Rows on their way into a prover.
struct RowReader<'t> {
    columns: Vec<&'t Column>,
    schema: SchemaRef,
    builders: Vec<ColumnBuilder>,
    prover: Prover,
    caller: &'t Caller,
    rows: usize,
    bytes: usize,
}

impl<'t> RowReader<'t> {
    fn new(table: &'t Table, caller: &'t Caller) -> RowReader<'t> {
        let columns: Vec<&Column> = table.written().map(|(_, column)| column).collect();
        // All nullable: a foreign value enters as null, also in a column that has none.
        let fields: Vec<Field> =
            columns.iter().map(|column| Field::new(&column.name, column.ty.arrow(), true)).collect();
        let builders = columns.iter().map(|column| ColumnBuilder::new(column.ty)).collect();
        RowReader {
            columns,
            schema: Arc::new(Schema::new(fields)),
            builders,
            prover: Prover::new(table),
            caller,
            rows: 0,
            bytes: 0,
        }
    }

    fn add(&mut self, row: &[Option<&[u8]>]) -> Result<(), StoreError> {
        for ((builder, column), field) in self.builders.iter_mut().zip(&self.columns).zip(row) {
            if !decode::push(builder, column.ty, *field) {
                self.prover.foreign(&column.name, field.unwrap_or_default());
            }
            self.bytes += field.map_or(0, <[u8]>::len);
        }
        self.rows += 1;
        if self.rows == BATCH_ROWS_MAX || self.bytes >= BATCH_BYTES_MAX { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let arrays: Vec<ArrayRef> = self.builders.iter_mut().map(ColumnBuilder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)
            .map_err(|error| StoreError::machine(format!("could not make a batch of stored rows: {error}")))?;
        self.prover.update(&batch);
        self.caller.add(self.rows);
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}
