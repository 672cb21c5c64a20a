//! Parquet files.
//!
//! Settings, chosen for speed and for readers of every age: snappy; PLAIN pages, and dictionaries only for text whose
//! values repeat (hashing every value of the others costs more than the pages it saves); minimum and maximum per row
//! group of what is not text, none per page (made text is in no order, so its extremes exclude no row group, and
//! comparing every value costs a tenth of all time). Types beyond Arrow's (UUID, JSON) are written as Parquet's own.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, SchemaRef};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::{ColumnPath, SchemaDescriptor, Type as Node, TypePtr};

use crate::plan::Type;

use super::super::error::SinkError;
use super::super::partial::PartialFile;
use super::recut::BatchRecutter;

/// Rows of a row group, unless its bytes are too many.
const ROW_GROUP_ROWS: usize = 131_072;
/// A row group ends after the cut that brings it here: what a writer may hold in memory.
const ROW_GROUP_BYTES: usize = 16 * 1024 * 1024;
/// Rows handed to the writer at once, a divisor of `ROW_GROUP_ROWS`.
const CUT_ROWS: usize = 8_192;
/// Who wrote it, in the form that Parquet readers parse.
const CREATED_BY: &str = concat!("reseed version ", env!("CARGO_PKG_VERSION"));

/// A Parquet file being written.
#[derive(Debug)]
pub(in super::super) struct ParquetFile {
    writer: ArrowWriter<PartialFile>,
    recut: BatchRecutter,
    path: std::path::PathBuf,
}

impl ParquetFile {
    /// Starts `file` with columns of `schema`, which are `types` to the plan.
    pub(in super::super) fn create(
        file: PartialFile,
        schema: SchemaRef,
        types: &[Type],
    ) -> Result<ParquetFile, SinkError> {
        let path = file.path().to_owned();
        let writer = parquet_schema(&schema, types).and_then(|parquet_schema| {
            let options = ArrowWriterOptions::new().with_properties(properties(&schema));
            ArrowWriter::try_new_with_options(file, schema.clone(), options.with_parquet_schema(parquet_schema))
        });
        let writer = writer.map_err(|error| SinkError::library("write", &path, error))?;
        Ok(ParquetFile { writer, recut: BatchRecutter::new(CUT_ROWS), path })
    }

    /// Writes the next rows.
    pub(in super::super) fn write(&mut self, batch: RecordBatch) -> Result<(), SinkError> {
        let cuts = self.recut.push(&batch).map_err(|error| SinkError::library("write", &self.path, error))?;
        cuts.iter().try_for_each(|cut| self.write_cut(cut)).map_err(|error| self.failed(error))
    }

    fn write_cut(&mut self, cut: &RecordBatch) -> Result<(), ParquetError> {
        self.writer.write(cut)?;
        if self.writer.in_progress_size() >= ROW_GROUP_BYTES { self.writer.flush() } else { Ok(()) }
    }

    /// Writes the rows held back and the footer.
    pub(in super::super) fn finish(mut self) -> Result<PartialFile, SinkError> {
        let rest = self.recut.finish().map_err(|error| SinkError::library("write", &self.path, error))?;
        rest.iter().try_for_each(|rest| self.write_cut(rest)).map_err(|error| self.failed(error))?;
        self.writer.into_inner().map_err(|error| SinkError::library("write", &self.path, error))
    }

    fn failed(&self, error: ParquetError) -> SinkError {
        SinkError::library("write", &self.path, error)
    }
}

fn properties(schema: &SchemaRef) -> WriterProperties {
    let base = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_max_row_group_bytes(None)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false);
    let texts =
        schema.fields().iter().filter(|field| matches!(field.data_type(), DataType::Dictionary(_, _) | DataType::Utf8));
    let properties = texts.fold(base, |base, field| {
        let path = ColumnPath::new(vec![field.name().clone()]);
        let repeats = matches!(field.data_type(), DataType::Dictionary(_, _));
        base.set_column_dictionary_enabled(path.clone(), repeats)
            .set_column_statistics_enabled(path, EnabledStatistics::None)
    });
    properties.build()
}

/// What the columns are in Parquet.
fn parquet_schema(schema: &SchemaRef, types: &[Type]) -> Result<SchemaDescriptor, ParquetError> {
    let plain = ArrowSchemaConverter::new().convert(schema)?;
    let nodes = plain.root_schema().get_fields().iter().zip(types);
    let nodes: Vec<TypePtr> = nodes.map(|(node, ty)| parquet_node(node, *ty)).collect::<Result<_, _>>()?;
    let root = Node::group_type_builder("schema").with_fields(nodes).build()?;
    Ok(SchemaDescriptor::new(Arc::new(root)))
}

fn parquet_node(plain: &TypePtr, ty: Type) -> Result<TypePtr, ParquetError> {
    let (physical, length, logical, converted) = match ty {
        Type::Uuid => (Physical::FIXED_LEN_BYTE_ARRAY, 16, LogicalType::Uuid, ConvertedType::NONE),
        Type::Json => (Physical::BYTE_ARRAY, -1, LogicalType::Json, ConvertedType::JSON),
        _ => return Ok(plain.clone()),
    };
    let repetition = if plain.is_optional() { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let node = Node::primitive_type_builder(plain.name(), physical).with_repetition(repetition).with_length(length);
    node.with_logical_type(Some(logical)).with_converted_type(converted).build().map(Arc::new)
}
