//! What a table's stored rows are, in a few bytes: its digest, and how many stored values were foreign to it.
//!
//! The one place where the store meets the digest. Values that do not parse exactly are *foreign*: they enter as null,
//! and a hash of the foreign values themselves is added to their column, so that equal proofs mean equal rows.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::digest::{self, Digest, TableDigest, TableDigester};
use crate::plan::Table;
use crate::store::StoreError;

/// The digest of one table's stored rows. Equal proofs mean equal rows, in any order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableProof {
    /// Name, rows and digests, of the table and of every written column.
    #[serde(flatten)]
    pub table: TableDigest,
    /// Stored values that do not parse exactly as their column's type; 0 in every seed.
    pub foreign_values: u64,
}

/// Makes a [`TableProof`] from batches that come in any order.
pub struct Prover {
    digester: TableDigester,
    foreign: BTreeMap<String, Foreign>,
}

#[derive(Default)]
struct Foreign {
    values: u64,
    sum: u128,
}

impl Prover {
    /// A prover that has seen no rows of `table`.
    pub fn new(table: &Table) -> Self {
        Prover { digester: TableDigester::new(table), foreign: BTreeMap::new() }
    }

    /// Adds a batch's rows: the table's written columns, in order, of the plan's types.
    ///
    /// # Panics
    /// When the batch has other columns: a fault of the caller, who checks or makes batches by the plan.
    pub fn update(&mut self, batch: &RecordBatch) {
        self.digester.update(batch);
    }

    /// Adds a value of `column` that does not parse: `bytes` are its storage class and its content.
    pub fn foreign(&mut self, column: &str, bytes: &[u8]) {
        let seen = self.foreign.entry(column.to_owned()).or_default();
        seen.values += 1;
        seen.sum = seen.sum.wrapping_add(xxh3_128(bytes));
    }

    /// The proof of all rows seen.
    pub fn finish(self) -> TableProof {
        let plain = self.digester.finish();
        if self.foreign.is_empty() {
            return TableProof { table: plain, foreign_values: 0 };
        }
        let mut columns = plain.columns;
        for (name, foreign) in &self.foreign {
            if let Some(column) = columns.get_mut(name) {
                let text = format!("foreign {} {:032x}", foreign.values, foreign.sum);
                column.digest = column.digest.plus(Digest(xxh3_128(text.as_bytes())));
            }
        }
        let foreign_values = self.foreign.values().map(|foreign| foreign.values).sum();
        TableProof { table: TableDigest::new(plain.name, plain.rows, columns), foreign_values }
    }
}

/// One digest over all tables.
pub fn dataset_digest(tables: &[TableProof]) -> Digest {
    let digests: Vec<TableDigest> = tables.iter().map(|proof| proof.table.clone()).collect();
    digest::dataset_digest(&digests)
}

/// What was stored must be what was sent: every column of every table.
pub fn compare(sent: &[TableProof], stored: &[TableProof]) -> Result<(), StoreError> {
    let Some((sent, stored)) = sent.iter().zip(stored).find(|(sent, stored)| sent != stored) else { return Ok(()) };
    let (sent, stored) = (&sent.table, &stored.table);
    let columns = sent.columns.iter().filter(|(name, digest)| stored.columns.get(*name) != Some(digest));
    let names: Vec<&str> = columns.map(|(name, _)| name.as_str()).collect();
    Err(StoreError::data(format!(
        "table {:?}: {} rows sent, {} read back, columns that differ: {}",
        sent.name,
        sent.rows,
        stored.rows,
        names.join(", ")
    )))
}
