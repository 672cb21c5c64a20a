//! The formats that are made of lines.

use super::super::format::Format;

/// The format of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum LineFormat {
    /// RFC 4180.
    Csv,
    /// One JSON object per line.
    Jsonl,
}

impl LineFormat {
    /// The dialect of a format made of lines.
    pub(in super::super) fn of(format: Format) -> Option<LineFormat> {
        match format {
            Format::Csv => Some(LineFormat::Csv),
            Format::Jsonl => Some(LineFormat::Jsonl),
            Format::Parquet | Format::Arrow => None,
        }
    }

    pub(super) fn null(self) -> &'static [u8] {
        match self {
            LineFormat::Csv => b"",
            LineFormat::Jsonl => b"null",
        }
    }

    /// What ends a line.
    pub(super) fn end(self) -> &'static [u8] {
        match self {
            LineFormat::Csv => b"\n",
            LineFormat::Jsonl => b"}\n",
        }
    }
}
