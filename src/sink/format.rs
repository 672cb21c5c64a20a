//! The file formats, and what a table's file is called in each.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use serde::{Deserialize, Serialize};

use crate::generate::Shard;
use crate::plan::{Column, Table, Type};

use super::error::SinkError;

/// What files a dataset is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet, compressed with snappy.
    Parquet,
    /// RFC 4180 with a header and lines that end in a line feed.
    Csv,
    /// One JSON object per line.
    Jsonl,
    /// Apache Arrow IPC file, not compressed.
    Arrow,
}

/// A format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}, expected parquet, csv, jsonl or arrow")]
pub struct FormatError(pub String);

impl Format {
    /// Every format.
    pub const ALL: [Format; 4] = [Format::Parquet, Format::Csv, Format::Jsonl, Format::Arrow];

    /// The files' extension, which is also the format's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Parquet => "parquet",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            Format::Arrow => "arrow",
        }
    }

    /// The name of a table's file: `orders.csv`, or `orders.0-of-4.csv` for a shard.
    ///
    /// # Errors
    /// When the table's stored name cannot be a file's name on every system.
    pub(super) fn file_name(self, table: &Table, shard: Option<Shard>) -> Result<String, SinkError> {
        if !is_file_name(&table.stored_name) {
            return Err(SinkError::Name { table: table.name.clone(), stored_name: table.stored_name.clone() });
        }
        Ok(sharded(&table.stored_name, shard, self.extension()))
    }

    /// The Arrow schema of a table's batches on their way to a file.
    pub(super) fn schema(self, table: &Table) -> SchemaRef {
        let fields = table.written().map(|(_, column)| {
            let data_type = self.data_type(column);
            Field::new(&column.stored_name, data_type, column.nullable)
        });
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }

    /// Arrow files allow one dictionary per column, but every batch may bring its own: there text is plain.
    fn data_type(self, column: &Column) -> DataType {
        match column.ty {
            Type::Text if column.dictionary && self != Format::Arrow => dictionary_type(),
            ty => ty.arrow(),
        }
    }
}

/// The type of text columns whose values repeat.
pub(super) fn dictionary_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// `<stem>.<extension>`, with the shard between.
pub(super) fn sharded(stem: &str, shard: Option<Shard>, extension: &str) -> String {
    match shard {
        None => format!("{stem}.{extension}"),
        Some(shard) => format!("{stem}.{shard}.{extension}"),
    }
}

/// Whether a text is one plain path component everywhere; hidden names are kept for partial files.
pub(super) fn is_file_name(name: &str) -> bool {
    const BYTES_MAX: usize = 200;
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    !name.is_empty() && name.len() <= BYTES_MAX && !name.starts_with('.') && !name.contains(forbidden)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Format, FormatError> {
        let found = Format::ALL.into_iter().find(|format| format.extension() == text);
        found.ok_or_else(|| FormatError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::fixture::table;

    #[test]
    fn a_format_is_read_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
            assert_eq!(serde_json::to_string(&format).expect("a format is JSON"), format!("{:?}", format.extension()));
        }
        assert_eq!("CSV".parse::<Format>(), Err(FormatError("CSV".to_owned())));
    }

    #[test]
    fn names_that_would_leave_the_directory_are_refused() {
        let name = |stored_name: &str, shard| {
            let table = Table { stored_name: stored_name.to_owned(), ..table("orders", vec![]) };
            Format::Csv.file_name(&table, shard).ok()
        };
        assert_eq!(name("Order Details", None).as_deref(), Some("Order Details.csv"));
        assert_eq!(name("orders", Shard::new(0, 4).ok()).as_deref(), Some("orders.0-of-4.csv"));
        for refused in
            ["", ".", "..", "../orders", "a/b", "a\\b", ".hidden", "a\0b", "a\nb", "C:orders", &"x".repeat(201)]
        {
            assert_eq!(name(refused, None), None, "{refused:?}");
        }
    }
}
