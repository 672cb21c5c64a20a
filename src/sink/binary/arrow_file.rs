//! Arrow IPC files: not compressed, so that every reader can map them; text is plain, because a file has one
//! dictionary per column and batches bring their own.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, RecordBatch,
    StringArray,
};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    SchemaRef, TimestampMicrosecondType,
};
use arrow::error::ArrowError;
use arrow::ipc::writer::FileWriter;

use super::super::error::SinkError;
use super::super::partial::PartialFile;
use super::recut::BatchRecutter;

/// Rows of a record batch in the file: as many as a block of a table without children, so that its rows are not copied.
const BATCH_ROWS: usize = crate::generate::BLOCK_ROWS as usize;

/// An Arrow file being written.
pub(in super::super) struct ArrowFile {
    writer: FileWriter<PartialFile>,
    recut: BatchRecutter,
    path: std::path::PathBuf,
}

impl ArrowFile {
    /// Starts `file` with columns of `schema`.
    pub(in super::super) fn create(file: PartialFile, schema: SchemaRef) -> Result<ArrowFile, SinkError> {
        let path = file.path().to_owned();
        let writer = FileWriter::try_new(file, &schema).map_err(|error| SinkError::library("write", &path, error))?;
        Ok(ArrowFile { writer, recut: BatchRecutter::new(BATCH_ROWS), path })
    }

    /// Writes the next rows.
    pub(in super::super) fn write(&mut self, batch: RecordBatch) -> Result<(), SinkError> {
        let cuts = self.recut.push(&batch);
        let written = cuts.and_then(|cuts| cuts.iter().try_for_each(|cut| self.write_cut(cut)));
        written.map_err(|error| SinkError::library("write", &self.path, error))
    }

    /// Writes the rows held back and the footer.
    pub(in super::super) fn finish(mut self) -> Result<PartialFile, SinkError> {
        let rest = self.recut.finish();
        let written = rest.and_then(|rest| rest.iter().try_for_each(|rest| self.write_cut(rest)));
        let file = written.and_then(|()| self.writer.into_inner());
        file.map_err(|error| SinkError::library("write", &self.path, error))
    }

    fn write_cut(&mut self, cut: &RecordBatch) -> Result<(), ArrowError> {
        let columns = cut.columns().iter().map(clean).collect();
        self.writer.write(&RecordBatch::try_new(cut.schema(), columns)?)
    }
}

impl std::fmt::Debug for ArrowFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArrowFile").field("path", &self.path).finish_non_exhaustive()
    }
}

/// The same values with nothing under nulls and no bits past the end, which the file would show.
fn clean(array: &ArrayRef) -> ArrayRef {
    let has_nulls = array.null_count() > 0;
    match array.data_type() {
        DataType::Boolean => Arc::new(array.as_boolean().iter().collect::<BooleanArray>()),
        _ if !has_nulls => array.clone(),
        DataType::Int16 => clean_numbers::<Int16Type>(array),
        DataType::Int32 => clean_numbers::<Int32Type>(array),
        DataType::Int64 => clean_numbers::<Int64Type>(array),
        DataType::Float64 => clean_numbers::<Float64Type>(array),
        DataType::Decimal128(_, _) => clean_numbers::<Decimal128Type>(array),
        DataType::Date32 => clean_numbers::<Date32Type>(array),
        DataType::Timestamp(_, _) => clean_numbers::<TimestampMicrosecondType>(array),
        DataType::Duration(_) => clean_numbers::<DurationMicrosecondType>(array),
        DataType::Utf8 => Arc::new(array.as_string::<i32>().iter().collect::<StringArray>()),
        DataType::FixedSizeBinary(length) => {
            let array = array.as_fixed_size_binary();
            let cleaned = FixedSizeBinaryArray::try_from_sparse_iter_with_size(array.iter(), *length);
            Arc::new(cleaned.expect("every value has the array's length"))
        }
        _ => array.clone(),
    }
}

fn clean_numbers<T: ArrowPrimitiveType>(array: &ArrayRef) -> ArrayRef {
    let numbers = array.as_primitive::<T>().iter().collect::<PrimitiveArray<T>>();
    Arc::new(numbers.with_data_type(array.data_type().clone()))
}
