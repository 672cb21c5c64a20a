//! Digests of tables: batches in, sums out.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::plan::Table;

use super::cells::{self, Mix, Sum};
use super::value::{Digest, LengthPrefixedParts};

/// Where every row's mix starts.
const MIX_START: u64 = 0x7265_7365_6564_0001;

/// Sums a table's rows up, batch by batch, in any order.
#[derive(Clone, Debug)]
pub struct TableDigester {
    name: String,
    /// Name and type of every written column, in order.
    columns: Vec<(String, String)>,
    /// Positions, among the written columns, of those that identify a row, in the order of names.
    key: Vec<usize>,
    row_count: u64,
    sums: Vec<u128>,
    /// Every row's `M`, kept between batches for its memory only.
    multipliers: Vec<u64>,
}

/// The fingerprint of a table's rows, or of a shard's share of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDigest {
    /// The table's name, as the spec gives it.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// Hash of the row count and of all columns' names, types and digests.
    pub digest: Digest,
    /// The written columns by name.
    pub columns: BTreeMap<String, ColumnDigest>,
}

/// The fingerprint of a column; parts' digests add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDigest {
    /// The column's type as a spec writes it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Σ x·M mod 2¹²⁸.
    pub digest: Digest,
}

impl TableDigester {
    /// A digester for `table` that has seen no row.
    pub fn new(table: &Table) -> TableDigester {
        let columns: Vec<_> = table.written().map(|(_, c)| (c.name.clone(), c.ty.to_string())).collect();
        let sums = vec![0; columns.len()];
        let key = key_positions(table);
        TableDigester { name: table.name.clone(), columns, key, row_count: 0, sums, multipliers: Vec::new() }
    }

    /// Adds the rows of `batch`, whose columns are the table's written ones, in order.
    ///
    /// # Panics
    /// When `batch` has other columns: a fault of the caller, who makes or reads batches by the plan.
    pub fn update(&mut self, batch: &RecordBatch) {
        assert_eq!(batch.num_columns(), self.columns.len(), "a batch has the written columns of table {:?}", self.name);
        self.mix_keys(batch);
        for (sum, array) in self.sums.iter_mut().zip(batch.columns()) {
            let nulls = cells::nulls(array);
            let mut visitor = Sum { multipliers: &self.multipliers, nulls: nulls.as_ref(), total: *sum };
            cells::visit(array, &mut visitor);
            *sum = visitor.total;
        }
        self.row_count += batch.num_rows() as u64;
    }

    /// Makes every row's `M`.
    fn mix_keys(&mut self, batch: &RecordBatch) {
        self.multipliers.clear();
        self.multipliers.resize(batch.num_rows(), MIX_START);
        for &position in &self.key {
            let array = batch.column(position);
            let nulls = cells::nulls(array);
            cells::visit(array, &mut Mix(&mut self.multipliers, nulls.as_ref()));
        }
        self.multipliers.iter_mut().for_each(|m| *m |= 1);
    }

    /// Adds what another digester of the same table has seen.
    pub fn merge(&mut self, other: &TableDigester) {
        debug_assert_eq!(self.columns, other.columns, "digesters of one table have the same columns");
        self.row_count += other.row_count;
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum = sum.wrapping_add(*more);
        }
    }

    /// The digest of all rows so far.
    pub fn finish(&self) -> TableDigest {
        let digests = self.sums.iter().map(|&sum| Digest(sum));
        let columns = self.columns.iter().zip(digests);
        let columns = columns.map(|((name, ty), digest)| (name.clone(), ColumnDigest { ty: ty.clone(), digest }));
        TableDigest::new(self.name.clone(), self.row_count, columns.collect())
    }
}

/// The written columns of the primary key in the order of names, so that moving columns moves no digest. A table whose
/// key is not written is identified by its whole rows.
fn key_positions(table: &Table) -> Vec<usize> {
    let written: Vec<_> = table.written().enumerate().collect();
    let is_key = |index: &usize| table.key.contains(index);
    let has_key = written.iter().any(|(_, (index, _))| is_key(index));
    let mut key: Vec<_> = written.into_iter().filter(|(_, (index, _))| !has_key || is_key(index)).collect();
    key.sort_by(|(_, (_, a)), (_, (_, b))| a.name.cmp(&b.name));
    key.into_iter().map(|(position, _)| position).collect()
}

impl TableDigest {
    /// The digest of a table with these rows and columns.
    pub fn new(name: String, rows: u64, columns: BTreeMap<String, ColumnDigest>) -> TableDigest {
        let mut parts = LengthPrefixedParts::default();
        parts.number(rows);
        for (name, column) in &columns {
            parts.text(name);
            parts.text(&column.ty);
            parts.digest(column.digest);
        }
        TableDigest { name, rows, digest: parts.hash(), columns }
    }

    /// The digest of this part and `other` together; `None` when they are not parts of one table.
    pub fn combine(&self, other: &TableDigest) -> Option<TableDigest> {
        let shapes_match = self.name == other.name && self.columns.len() == other.columns.len();
        let rows = self.rows.checked_add(other.rows).filter(|_| shapes_match)?;
        let columns = self.columns.iter().map(|(name, column)| {
            let more = other.columns.get(name).filter(|more| more.ty == column.ty)?;
            let digest = column.digest.plus(more.digest);
            Some((name.clone(), ColumnDigest { ty: column.ty.clone(), digest }))
        });
        Some(TableDigest::new(self.name.clone(), rows, columns.collect::<Option<_>>()?))
    }
}

/// The digest of a dataset: the hash of its tables' names and digests, in the order of names.
pub fn dataset_digest(tables: &[TableDigest]) -> Digest {
    let mut sorted: Vec<_> = tables.iter().map(|table| (&table.name, table.digest)).collect();
    sorted.sort();
    let mut parts = LengthPrefixedParts::default();
    for (name, digest) in sorted {
        parts.text(name);
        parts.digest(digest);
    }
    parts.hash()
}
