//! Files made of columns: Parquet and Arrow IPC, whose columns must be the plan's.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, SchemaRef};
use arrow::error::ArrowError;
use arrow::ipc::reader::FileReader;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::plan::Table;

use super::super::error::SinkError;
use super::super::format::{Format, dictionary_type};
use super::BATCH_ROWS;

/// Reads a Parquet or Arrow file.
pub(super) struct ColumnReader {
    path: PathBuf,
    source: ColumnFile,
}

enum ColumnFile {
    Parquet(ParquetRecordBatchReader),
    Arrow(Box<FileReader<BufReader<File>>>),
}

impl std::fmt::Debug for ColumnReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ColumnReader").field("path", &self.path).finish_non_exhaustive()
    }
}

impl ColumnReader {
    pub(super) fn open(path: PathBuf, table: &Table, format: Format) -> Result<ColumnReader, SinkError> {
        let file = File::open(&path).map_err(SinkError::io("read", &path))?;
        let (found, source) = match format {
            Format::Parquet => open_parquet(file).map_err(|error| SinkError::library("read", &path, error))?,
            _ => open_arrow(file).map_err(|error| SinkError::library("read", &path, error))?,
        };
        let expected = format.schema(table);
        match first_difference(&expected, &found) {
            Some(message) => Err(SinkError::damaged(&path, None, message)),
            None => Ok(ColumnReader { path, source }),
        }
    }
}

fn open_parquet(file: File) -> Result<(SchemaRef, ColumnFile), parquet::errors::ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(BATCH_ROWS);
    let schema = builder.schema().clone();
    Ok((schema, ColumnFile::Parquet(builder.build()?)))
}

fn open_arrow(file: File) -> Result<(SchemaRef, ColumnFile), ArrowError> {
    let reader = FileReader::try_new_buffered(file, None)?;
    Ok((reader.schema(), ColumnFile::Arrow(Box::new(reader))))
}

/// How the file's columns are not the expected ones, in words.
fn first_difference(expected: &SchemaRef, found: &SchemaRef) -> Option<String> {
    let plain = |data_type: &DataType| if *data_type == dictionary_type() { DataType::Utf8 } else { data_type.clone() };
    let describe = |schema: &SchemaRef| -> Vec<(String, DataType)> {
        schema.fields().iter().map(|field| (field.name().clone(), plain(field.data_type()))).collect()
    };
    let (expected, found) = (describe(expected), describe(found));
    if expected.len() != found.len() {
        return Some(format!("expected {} columns, got {}", expected.len(), found.len()));
    }
    let mut pairs = expected.into_iter().zip(found);
    let ((name, data_type), (other_name, other_type)) = pairs.find(|(expected, found)| expected != found)?;
    Some(format!("expected column {name:?} of type {data_type}, got {other_name:?} of type {other_type}"))
}

impl Iterator for ColumnReader {
    type Item = Result<RecordBatch, SinkError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match &mut self.source {
            ColumnFile::Parquet(reader) => reader.next(),
            ColumnFile::Arrow(reader) => reader.next(),
        };
        batch.map(|batch| batch.map_err(|error| SinkError::library("read", &self.path, error)))
    }
}
