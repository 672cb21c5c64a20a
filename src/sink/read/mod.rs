//! Files back to batches, typed by the plan, and the proof that they match their manifest.

mod columns;
mod csv;
mod jsonl;
mod lines;
mod record;

use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;

use crate::digest::{DatasetReceipt, TableDigest, TableDigester};
use crate::plan::{Plan, Table};

use self::columns::ColumnReader;
use self::lines::LineReader;
use super::error::SinkError;
use super::manifest::Manifest;
use super::text::LineFormat;

/// Rows of a batch read back.
const BATCH_ROWS: usize = 8_192;

/// The rows of a table's file as batches of the table's written columns, text plain or in dictionaries.
///
/// After an error it gives nothing more.
#[derive(Debug)]
pub struct TableReader {
    source: FormatReader,
    is_over: bool,
}

#[derive(Debug)]
enum FormatReader {
    Lines(LineReader),
    Columns(ColumnReader),
}

/// Opens the file of `table` that `manifest`, found in `dir`, lists.
///
/// # Errors
/// When the file cannot be read, or its columns are not the table's.
pub fn read_table(dir: &Path, manifest: &Manifest, table: &Table) -> Result<TableReader, SinkError> {
    let path = dir.join(manifest.format.file_name(table, manifest.receipt.shard)?);
    let source = match LineFormat::of(manifest.format) {
        Some(dialect) => FormatReader::Lines(LineReader::open(path, table, dialect)?),
        None => FormatReader::Columns(ColumnReader::open(path, table, manifest.format)?),
    };
    Ok(TableReader { source, is_over: false })
}

impl Iterator for TableReader {
    type Item = Result<RecordBatch, SinkError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = match &mut self.source {
            FormatReader::Lines(lines) => lines.next_batch().transpose(),
            FormatReader::Columns(columns) => columns.next(),
        };
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Reads all files of the output in `dir` back and compares them with its manifests. Returns the receipt of the whole;
/// whether it is the receipt that was wanted is for the caller to compare.
///
/// # Errors
/// When the output is not complete, a shard is missing, or a file cannot be read or differs from its manifest.
pub fn verify_dir(dir: &Path, plan: &Plan) -> Result<DatasetReceipt, SinkError> {
    let manifests = Manifest::all(dir)?;
    if manifests.is_empty() {
        return Err(SinkError::Incomplete(dir.to_owned()));
    }
    for manifest in &manifests {
        manifest.receipt.tables.iter().zip(&manifest.files).try_for_each(|(expected, file)| {
            let table = plan.tables.iter().find(|table| table.name == expected.name);
            let path = dir.join(file);
            let table = table.ok_or_else(|| SinkError::damaged(&path, None, "its table is not in the plan"))?;
            verify_table(dir, manifest, table, expected, path)
        })?;
    }
    let receipts: Vec<DatasetReceipt> = manifests.into_iter().map(|manifest| manifest.receipt).collect();
    DatasetReceipt::combine(receipts).map_err(|source| SinkError::Shards { dir: dir.to_owned(), source })
}

fn verify_table(
    dir: &Path,
    manifest: &Manifest,
    table: &Table,
    expected: &TableDigest,
    path: PathBuf,
) -> Result<(), SinkError> {
    let mut digester = TableDigester::new(table);
    for batch in read_table(dir, manifest, table)? {
        digester.update(&batch?);
    }
    let differences = differences(expected, &digester.finish());
    if differences.is_empty() { Ok(()) } else { Err(SinkError::Differs { path, differences }) }
}

/// What differs, in words; with another row count every column's digest does, and none is named for it.
fn differences(expected: &TableDigest, found: &TableDigest) -> Vec<String> {
    if expected.rows != found.rows {
        return vec![format!("it has {} rows, the manifest has {}", found.rows, expected.rows)];
    }
    let names: std::collections::BTreeSet<_> = expected.columns.keys().chain(found.columns.keys()).collect();
    let differing = names.into_iter().filter(|&name| expected.columns.get(name) != found.columns.get(name));
    differing.map(|name| format!("column {name:?} has other values")).collect()
}
