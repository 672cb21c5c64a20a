//! The formats that are made of lines.

use super::super::format::Format;

/// The format of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// RFC 4180.
    Csv,
    /// One JSON object per line.
    Jsonl,
}

impl Dialect {
    /// The dialect of a format made of lines.
    pub(in super::super) fn of(format: Format) -> Option<Dialect> {
        match format {
            Format::Csv => Some(Dialect::Csv),
            Format::Jsonl => Some(Dialect::Jsonl),
            Format::Parquet | Format::Arrow => None,
        }
    }

    pub(super) fn null(self) -> &'static [u8] {
        match self {
            Dialect::Csv => b"",
            Dialect::Jsonl => b"null",
        }
    }

    /// What ends a line.
    pub(super) fn end(self) -> &'static [u8] {
        match self {
            Dialect::Csv => b"\n",
            Dialect::Jsonl => b"}\n",
        }
    }
}
