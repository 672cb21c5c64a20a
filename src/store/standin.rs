//! Stand-in for the digest module until it is merged: same signatures, another (order-independent) digest.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::util::display::array_value_to_string;
use xxhash_rust::xxh3::xxh3_128;

use crate::plan::Table;

pub struct TableDigest {
    pub rows: u64,
    pub digest: u128,
    pub columns: BTreeMap<String, u128>,
}

pub struct TableDigester {
    names: Vec<String>,
    key: Vec<usize>,
    rows: u64,
    sums: Vec<u128>,
}

impl TableDigester {
    pub fn new(table: &Table) -> Self {
        let written: Vec<usize> = table.written().map(|(index, _)| index).collect();
        let key = table.key.iter().filter_map(|index| written.iter().position(|w| w == index)).collect();
        let names: Vec<String> = table.written().map(|(_, column)| column.name.clone()).collect();
        TableDigester { key, rows: 0, sums: vec![0; names.len()], names }
    }

    pub fn update(&mut self, batch: &RecordBatch) {
        for row in 0..batch.num_rows() {
            let key: Vec<String> = self.key.iter().map(|&column| cell(batch, column, row)).collect();
            for (column, sum) in self.sums.iter_mut().enumerate() {
                let text = format!("{key:?}/{}", cell(batch, column, row));
                *sum = sum.wrapping_add(xxh3_128(text.as_bytes()));
            }
            self.rows += 1;
        }
    }

    pub fn finish(self) -> TableDigest {
        let columns: BTreeMap<String, u128> = self.names.into_iter().zip(self.sums).collect();
        let digest = xxh3_128(format!("{} {columns:?}", self.rows).as_bytes());
        TableDigest { rows: self.rows, digest, columns }
    }
}

fn cell(batch: &RecordBatch, column: usize, row: usize) -> String {
    let array = batch.column(column);
    if array.is_null(row) {
        return "\0null".to_owned();
    }
    match array.as_any_dictionary_opt() {
        Some(dictionary) => {
            let key = dictionary.normalized_keys()[row];
            array_value_to_string(dictionary.values(), key).unwrap_or_default()
        }
        None => array_value_to_string(array, row).unwrap_or_default(),
    }
}
