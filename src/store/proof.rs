//! What a table's stored rows are, in a few bytes: row count and digests, of the table and of every column.
//!
//! The one place where the store meets the digest. Values that do not parse exactly are *foreign*: they enter as null,
//! and a digest of the foreign values themselves is mixed in, so that equal proofs mean equal rows.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::standin::TableDigester;
use crate::plan::Table;

/// Row count and digests of one table's rows. Equal proofs mean equal rows, in any order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableProof {
    /// The table's name in the spec.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// Digest of the whole table, 32 hex digits.
    pub digest: String,
    /// Digest per written column, by the column's name in the spec.
    pub columns: BTreeMap<String, String>,
    /// Stored values that do not parse exactly as their column's type; 0 in every seed.
    pub foreign_values: u64,
}

/// Makes a [`TableProof`] from batches that come in any order.
pub struct Prover {
    name: String,
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
        Prover { name: table.name.clone(), digester: TableDigester::new(table), foreign: BTreeMap::new() }
    }

    /// Adds a batch's rows: the table's written columns, in order.
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
        let digest = self.digester.finish();
        let mut columns: BTreeMap<String, String> =
            digest.columns.iter().map(|(name, digest)| (name.clone(), format!("{digest:032x}"))).collect();
        let mut table = format!("{:032x}", digest.digest);
        let mut foreign_values = 0;
        for (name, foreign) in &self.foreign {
            foreign_values += foreign.values;
            let text = format!("{name} {} {:032x}", foreign.values, foreign.sum);
            table = mixed(&table, &text);
            let column = columns.entry(name.clone()).or_default();
            *column = mixed(column, &text);
        }
        TableProof { name: self.name, rows: digest.rows, digest: table, columns, foreign_values }
    }
}

fn mixed(digest: &str, foreign: &str) -> String {
    format!("{:032x}", xxh3_128(format!("{digest} {foreign}").as_bytes()))
}

/// One digest over all tables' proofs, 32 hex digits, whatever their order.
pub fn dataset_digest(tables: &[TableProof]) -> String {
    let lines: BTreeMap<&str, String> =
        tables.iter().map(|table| (table.name.as_str(), format!("{} {}", table.rows, table.digest))).collect();
    let text: String = lines.iter().map(|(name, line)| format!("{name} {line}\n")).collect();
    format!("{:032x}", xxh3_128(text.as_bytes()))
}
