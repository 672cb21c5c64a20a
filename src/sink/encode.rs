//! The parallel half of writing: a batch becomes what its file's writer takes.
//!
//! Pure: no file is touched here, so workers share one encoder and may finish in any order.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, RecordBatch, StringArray};
use arrow::buffer::{Buffer, OffsetBuffer};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type, SchemaRef};
use arrow::error::ArrowError;

use crate::plan::{Plan, Table, Type};
use crate::values::words::{SLOT_BYTES, Slot};

use super::error::SinkError;
use super::format::{Format, dictionary_type};
use super::text::{LineEncoder, LineFormat};

/// A batch ready to be written; only [`super::Output::write`] takes it.
#[derive(Clone, Debug)]
pub struct EncodedBatch(pub(super) EncodedContent);

#[derive(Clone, Debug)]
pub(super) enum EncodedContent {
    /// Whole lines.
    Bytes(Vec<u8>),
    /// Columns of the file's types.
    Batch(RecordBatch),
}

/// Encodes batches of an output's tables; clones share one.
#[derive(Clone, Debug)]
pub struct Encoder(Arc<[Option<TableEncoder>]>);

#[derive(Debug)]
pub(super) struct TableEncoder {
    name: String,
    types: Vec<Type>,
    /// What the file's columns are in Arrow.
    pub(super) schema: SchemaRef,
    /// Of formats made of lines.
    pub(super) rows: Option<LineEncoder>,
}

impl Encoder {
    /// An encoder for these tables of `plan`.
    pub(super) fn new(plan: &Plan, tables: &[usize], format: Format) -> Encoder {
        let encoders = plan.tables.iter().enumerate();
        let encoders = encoders.map(|(index, table)| tables.contains(&index).then(|| TableEncoder::new(table, format)));
        Encoder(encoders.collect())
    }

    /// Makes of `batch`, whose columns are the written ones of table `table` of the plan, what its file takes.
    ///
    /// # Errors
    /// When the table is not one of the output's or the batch's columns are not the table's: faults of the caller.
    pub fn encode(&self, table: usize, batch: RecordBatch) -> Result<EncodedBatch, SinkError> {
        let encoder = self.table(table)?;
        encoder.check(&batch)?;
        match &encoder.rows {
            Some(rows) => Ok(EncodedBatch(EncodedContent::Bytes(rows.encode(&batch)))),
            None => encoder.conform(&batch).map(|batch| EncodedBatch(EncodedContent::Batch(batch))),
        }
    }

    pub(super) fn table(&self, table: usize) -> Result<&TableEncoder, SinkError> {
        let message = || "it is not one of the output's tables".to_owned();
        let found = self.0.get(table).and_then(Option::as_ref);
        found.ok_or_else(|| SinkError::Batch { table: format!("#{table}"), message: message() })
    }
}

impl TableEncoder {
    fn new(table: &Table, format: Format) -> TableEncoder {
        let dialect = LineFormat::of(format);
        TableEncoder {
            name: table.name.clone(),
            types: table.written().map(|(_, column)| column.ty).collect(),
            schema: format.schema(table),
            rows: dialect.map(|dialect| LineEncoder::new(table, dialect)),
        }
    }

    pub(super) fn types(&self) -> &[Type] {
        &self.types
    }

    /// Takes every column in its plan's type, text as a dictionary or not.
    fn check(&self, batch: &RecordBatch) -> Result<(), SinkError> {
        if batch.num_columns() != self.types.len() {
            return Err(self.fault(format!("a batch has {} columns, got {}", self.types.len(), batch.num_columns())));
        }
        for ((array, &ty), field) in batch.columns().iter().zip(&self.types).zip(self.schema.fields()) {
            let is_dictionary = ty == Type::Text && *array.data_type() == dictionary_type();
            if *array.data_type() != ty.arrow() && !is_dictionary {
                let found = array.data_type();
                return Err(self.fault(format!("column {:?} is {}, got {found}", field.name(), ty.arrow())));
            }
        }
        Ok(())
    }

    /// The same rows with text as the file has it, plain or in a dictionary.
    fn conform(&self, batch: &RecordBatch) -> Result<RecordBatch, SinkError> {
        let columns = batch.columns().iter().zip(self.schema.fields());
        let columns: Result<Vec<_>, _> = columns.map(|(array, field)| in_type(array, field.data_type())).collect();
        let batch = columns.and_then(|columns| RecordBatch::try_new(self.schema.clone(), columns));
        batch.map_err(|error| self.fault(error.to_string()))
    }

    fn fault(&self, message: String) -> SinkError {
        SinkError::Batch { table: self.name.clone(), message }
    }
}

fn in_type(array: &ArrayRef, data_type: &DataType) -> Result<ArrayRef, ArrowError> {
    if array.data_type() == data_type {
        return Ok(array.clone());
    }
    let unpacked = array.as_dictionary_opt::<Int32Type>().filter(|_| *data_type == DataType::Utf8).and_then(unpacked);
    unpacked.map_or_else(|| cast(array, data_type), |texts| Ok(Arc::new(texts)))
}

/// The texts of a dictionary whose values are short, one for each row, copied as slots.
fn unpacked(array: &DictionaryArray<Int32Type>) -> Option<StringArray> {
    let values = array.values().as_string_opt::<i32>().filter(|values| values.null_count() == 0)?;
    let slots: Vec<Slot> = values.iter().map(|value| Slot::of(value.unwrap_or_default())).collect::<Option<_>>()?;
    let (keys, empty) = (array.keys(), Slot::of("")?);
    let slot = |row: usize| if keys.is_null(row) { &empty } else { &slots[keys.value(row) as usize] };
    let byte_count: usize = (0..keys.len()).map(|row| slot(row).bytes()).sum();
    let (mut room, mut end) = (vec![0; byte_count + SLOT_BYTES], 0);
    let offsets = (0..keys.len()).map(|row| {
        end = slot(row).put(&mut room, end);
        end as i32
    });
    let offsets = OffsetBuffer::new(std::iter::once(0).chain(offsets).collect());
    room.truncate(byte_count);
    StringArray::try_new(offsets, Buffer::from_vec(room), keys.nulls().cloned()).ok()
}
