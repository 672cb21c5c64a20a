//! reseed turns a declarative spec into the same dataset every time, loads it for a tenant of a shared sandbox, and
//! puts it back on factory reset, with proof.
//!
//! Most people run the command line (`reseed --help`). The library is the same code without the terminal, for test
//! suites that want rows in memory and for services that reset sandboxes themselves.
//!
//! # The way of a value
//!
//! The folders are the way a value takes, and each uses only those to its left:
//!
//! ```text
//! values ─┐
//! spec ───┴► plan ──► generate ──► sink      files: Parquet, CSV, JSONL, Arrow
//!  text       typed    batches └─► store     databases ──► reset
//!                          └ digest
//! ```
//!
//! | module | from → to | start at |
//! |---|---|---|
//! | [`spec`] | text → checked spec, or every fault with its place | [`spec::parse::parse`] |
//! | [`plan`] | spec and tenant → types, sizes and a maker for each column | [`plan::resolve()`] |
//! | [`generate`] | plan → Arrow batches of any rows of any table | [`generate::Engine`], [`generate::stream()`] |
//! | [`digest`] | batches → fingerprints that do not depend on order; receipts, lock files | [`digest::TableDigester`] |
//! | [`sink`] | batches → files, published as a whole or not at all | [`sink::Output`] |
//! | [`store`] | batches → tenants of SQLite and PostgreSQL | [`store::Store`], [`store::AnyStore`] |
//! | [`reset`] | up, reset, undo, down as operations that survive a crash | [`reset::Operations`] |
//! | [`values`] | draws, permutations, samplers, patterns, words | [`values::random`] |
//! | [`adopt`] | the same for tables that an application owns | [`adopt::Adoption`] |
//! | [`cli`] | the command line | [`cli::parsed`] |
//!
//! # From text to a file
//!
//! A cell depends on the language version, the seed, the names of table and column, the row and `as_of`, and on nothing
//! else. So the values below are the same on every machine, and any row can be made without the rows before it.
//!
//! ```
//! use std::sync::Arc;
//!
//! use reseed::digest::{DatasetInputs, DatasetReceipt, Durations, TableDigester};
//! use reseed::generate::{Engine, texts};
//! use reseed::plan::{Inputs, resolve};
//! use reseed::sink::{ExistingOutput, Format, Output, OutputRequest};
//! use reseed::spec::parse::parse;
//! use reseed::spec::source::Source;
//!
//! const SPEC: &str = "
//! reseed: 1
//! dataset: zoo
//! as_of: 2026-01-01T00:00:00Z
//! tables:
//!   animals:
//!     rows: 3
//!     columns:
//!       id:   serial
//!       name: { choose: [Ada, Bo, Cleo], unique: true }
//!       born: { date: { between: [2020-01-01, 2024-12-31] } }
//! ";
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let inputs = Inputs::new("acme".parse()?);
//! let plan = Arc::new(resolve(&parse(&Source::new("zoo.yaml", SPEC))?, &inputs)?);
//!
//! let engine = Engine::new(Arc::clone(&plan));
//! let batch = engine.batch(0, 0..3)?;
//! let names: Vec<String> = texts(batch.column(1))?.into_iter().flatten().collect();
//! assert_eq!(names, ["Ada", "Bo", "Cleo"]);
//! assert_eq!(engine.batch(0, 2..3)?, batch.slice(2, 1));
//!
//! let dir = tempfile::tempdir()?;
//! let (tables, existing) = (&[0], ExistingOutput::Refuse);
//! let request = OutputRequest { plan: &plan, tables, format: Format::Csv, shard: None, existing };
//! let mut output = Output::begin(dir.path(), request)?;
//! let mut digester = TableDigester::new(&plan.tables[0]);
//! digester.update(&batch);
//! output.write(0, output.encoder().encode(0, batch)?)?;
//! let tables = vec![digester.finish()];
//! output.finish(&DatasetReceipt::new("generate", DatasetInputs::of(&plan), tables, Durations::new()))?;
//! let text = std::fs::read_to_string(dir.path().join("animals.csv"))?;
//! assert_eq!(text, "id,name,born\n1,Ada,2024-11-22\n2,Bo,2024-05-03\n3,Cleo,2021-01-30\n");
//!
//! // A spec that cannot be is refused before a row is made, with the place, the value found and the limit.
//! let four = SPEC.replace("rows: 3", "rows: 4");
//! let refused = resolve(&parse(&Source::new("zoo.yaml", four))?, &inputs).unwrap_err();
//! let message = "column \"animals.name\": unique needs 4 distinct values, this choose has only 3";
//! assert!(refused.to_string().contains(message), "{refused}");
//! # Ok(())
//! # }
//! ```
//!
//! [`generate::stream()`] does the same for whole datasets: all cores, bounded memory, batches in order.
//!
//! # From a plan to a tenant
//!
//! Operations are asynchronous (tokio) and leave a receipt. One that fails or dies has changed nothing, or is finished by
//! the next one.
//!
//! ```
//! use std::ops::Range;
//! use std::sync::Arc;
//!
//! use reseed::generate::Engine;
//! use reseed::plan::{Inputs, resolve};
//! use reseed::reset::{Operations, Policy};
//! use reseed::spec::parse::parse;
//! use reseed::spec::source::Source;
//! use reseed::store::sqlite::{SqliteStore, WantedForms};
//! use reseed::store::{BatchConsumer, BatchSource, Store, StoreError, TenantName};
//!
//! /// Hands the store every table as one batch.
//! struct Rows(Engine);
//!
//! impl BatchSource for Rows {
//!     fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
//!         for table in tables {
//!             let batch = self.0.batch(table, 0..u64::MAX).map_err(|error| StoreError::data(error.to_string()))?;
//!             consume(table, batch)?;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let acme: TenantName = "acme".parse()?;
//! let spec = "{ reseed: 1, dataset: zoo, as_of: 2026-01-01, tables: { animals: { rows: 3, columns: { id: serial } } } }";
//! let plan = resolve(&parse(&Source::new("zoo.yaml", spec))?, &Inputs::new(acme.clone()))?;
//! let rows = Rows(Engine::new(Arc::new(plan.clone())));
//! let folder = tempfile::tempdir()?;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let store = SqliteStore::create(folder.path(), WantedForms::default()).await?;
//! let operations = Operations::new(&store, Policy::default());
//! let up = operations.up(&plan, &rows, None, None).await?;
//! assert_eq!((up.changed, up.made.tables[0].rows), (true, 3));
//!
//! store.execute(&acme, "DELETE FROM animals WHERE id > 1".to_owned()).await?;
//! let reset = operations.reset(&acme, None).await?;
//! assert_eq!((reset.made.digest, reset.epoch), (up.made.digest, Some(2)));
//!
//! let refused = operations.reset(&"ghost".parse()?, None).await.unwrap_err();
//! assert_eq!(refused.to_string(), "tenant \"ghost\" does not exist in this store");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok(())
//! # }
//! ```
//!
//! PostgreSQL is the same behind [`store::Store`]; [`store::AnyStore`] is whichever of the two an address names.
//!
//! # Limits
//!
//! - There are no Cargo features: both stores and all formats are always there.
//! - Items that are public for the command line and for tests may change in any version. Values and digests may not: they
//!   belong to the language version (`reseed: 1`).
//! - A table has at most 2^62 rows, a decimal 38 digits, an instant a year from 1 to 9999, the texts of one batch 2 GiB.
//! - Linux. Stores use file locks, `fsync` and POSIX permissions.

/// Tables that an application made and owns: a tenant's, reset where they are.
///
/// Nothing of them is moved or altered but for triggers that log which rows are written to; a reset reverts exactly those, in one
/// transaction, while the application stays connected. On PostgreSQL the application can also do it itself: `SELECT reseed.reset('ci')`.
///
/// ```
/// use reseed::adopt::{Adoption, Operations, Policy};
/// use reseed::store::sqlite::{SqliteStore, WantedForms};
/// use reseed::store::{TenantName, Way};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("app.db");
/// let app = rusqlite::Connection::open(&file)?;
/// app.execute_batch("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('a'), ('b')")?;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let store = SqliteStore::create(&folder.path().join("store"), WantedForms::default()).await?;
/// let (operations, ci) = (Operations::new(&store, Policy::default()), "ci".parse::<TenantName>()?);
/// let seed = operations.adopt(&ci, &Adoption::of_file(file), None).await?;
/// assert_eq!(seed.made.tables[0].rows, 2);
///
/// app.execute("DELETE FROM notes WHERE id = 1", [])?;
/// let reset = operations.reset(&ci, None).await?;
/// assert_eq!((reset.made.digest, reset.swap.map(|swap| swap.by)), (seed.made.digest, Some(Way::Delta)));
/// assert_eq!(app.query_row("SELECT count(*) FROM notes", [], |row| row.get::<_, i64>(0))?, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok(())
/// # }
/// ```
///
/// [`Operations::fill`] loads the rows of a spec into such tables first.
pub mod adopt {
    pub use crate::reset::{Operations, Policy, Receipt};
    pub use crate::store::{Adoption, ApplicationTriggers, ExistingRows, FillOptions, Filling, RowOwner};
}
pub mod cli;
pub mod digest;
pub mod generate;
pub mod plan;
pub mod reset;
pub mod sink;
pub mod spec;
pub mod store;
#[cfg(any(test, debug_assertions))]
pub mod testkit;
pub mod values;
