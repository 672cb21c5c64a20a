//! Files made of lines: records to typed columns.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use crate::plan::cell_text::CellReader;
use crate::plan::{Column, Table};

use super::super::error::SinkError;
use super::super::format::Format;
use super::super::text::{LineEncoder, LineFormat};
use super::record::Record;
use super::{BATCH_ROWS, csv, jsonl};

/// Bytes read at once.
const BUFFER_BYTES: usize = 256 * 1024;
/// Bytes of a cell that a message shows.
const SHOWN_BYTES_MAX: usize = 60;

/// Reads a CSV or JSONL file.
#[derive(Debug)]
pub(super) struct LineReader {
    path: PathBuf,
    input: BufReader<File>,
    dialect: LineFormat,
    /// Knows what stands around the cells.
    frame: LineEncoder,
    columns: Vec<Column>,
    builders: Vec<CellReader>,
    schema: SchemaRef,
    /// The line that the record began in, from 1.
    line: u64,
    /// Lines read so far.
    lines_read: u64,
    raw: Vec<u8>,
    record: Record,
}

impl LineReader {
    pub(super) fn open(path: PathBuf, table: &Table, dialect: LineFormat) -> Result<LineReader, SinkError> {
        let file = File::open(&path).map_err(SinkError::io("read", &path))?;
        let columns: Vec<Column> = table.written().map(|(_, column)| column.clone()).collect();
        let mut reader = LineReader {
            path,
            input: BufReader::with_capacity(BUFFER_BYTES, file),
            dialect,
            frame: LineEncoder::new(table, dialect),
            builders: columns.iter().map(|column| CellReader::new(column.ty)).collect(),
            columns,
            // Texts are read as plain ones, as Arrow files have them.
            schema: Format::Arrow.schema(table),
            line: 0,
            lines_read: 0,
            raw: Vec::new(),
            record: Record::default(),
        };
        reader.check_header()?;
        Ok(reader)
    }

    fn check_header(&mut self) -> Result<(), SinkError> {
        let expected = self.frame.header().strip_suffix(b"\n").unwrap_or_default().to_vec();
        if expected.is_empty() {
            return Ok(());
        }
        if self.read_record()? && self.raw == expected {
            return Ok(());
        }
        let message = format!("expected the header {:?}, got {:?}", shown(&expected), shown(&self.raw));
        Err(self.damaged(message))
    }

    /// The next rows; `None` at the end.
    pub(super) fn next_batch(&mut self) -> Result<Option<RecordBatch>, SinkError> {
        let mut row_count = 0;
        while row_count < BATCH_ROWS && self.read_record()? {
            self.split()?;
            self.append()?;
            row_count += 1;
        }
        if row_count == 0 {
            return Ok(None);
        }
        let columns = self.builders.iter_mut().map(CellReader::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns);
        batch.map(Some).map_err(|error| SinkError::damaged(&self.path, None, error.to_string()))
    }

    /// Reads one record without its line end into `raw`; a CSV record continues while a quote is open.
    fn read_record(&mut self) -> Result<bool, SinkError> {
        self.raw.clear();
        self.line = self.lines_read + 1;
        loop {
            let begun = self.raw.len();
            let read = self.input.read_until(b'\n', &mut self.raw).map_err(SinkError::io("read", &self.path))?;
            if read == 0 && begun == 0 {
                return Ok(false);
            }
            if self.raw.last() != Some(&b'\n') || read == 0 {
                return Err(self.damaged("the file ends within a record".to_owned()));
            }
            self.lines_read += 1;
            if self.dialect == LineFormat::Jsonl || !csv::is_open(&self.raw) {
                let end = self.raw.len() - if self.raw.ends_with(b"\r\n") { 2 } else { 1 };
                self.raw.truncate(end);
                return Ok(true);
            }
        }
    }

    fn split(&mut self) -> Result<(), SinkError> {
        self.record.clear();
        let split = match self.dialect {
            LineFormat::Csv => csv::split(&self.raw, &mut self.record),
            LineFormat::Jsonl => {
                let types = self.columns.iter().map(|column| column.ty);
                jsonl::split(&self.raw, self.frame.leads().zip(types), &mut self.record)
            }
        };
        split.map_err(|message| self.damaged(message))?;
        let (expected, found) = (self.columns.len(), self.record.cells.len());
        if expected == found { Ok(()) } else { Err(self.damaged(format!("expected {expected} cells, got {found}"))) }
    }

    fn append(&mut self) -> Result<(), SinkError> {
        for (index, cell) in self.record.cells.iter().enumerate() {
            let text = &self.record.bytes[cell.start..cell.end];
            if !self.builders[index].append((!cell.is_null).then_some(text)) {
                let Column { stored_name, ty, .. } = &self.columns[index];
                return Err(self.damaged(format!("column {stored_name:?}: expected {ty}, got {:?}", shown(text))));
            }
            if cell.is_null && !self.columns[index].nullable {
                return Err(self.damaged(format!("column {:?}: it cannot be null", self.columns[index].stored_name)));
            }
        }
        Ok(())
    }

    fn damaged(&self, message: String) -> SinkError {
        SinkError::damaged(&self.path, Some(self.line), message)
    }
}

/// The beginning of a text that may be long or not be one.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES_MAX)]).into_owned()
}
