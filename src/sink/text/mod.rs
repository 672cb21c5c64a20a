//! Lines of CSV and JSONL, made from whole columns.
//!
//! CSV is RFC 4180 with a header, but lines end in LF alone: every reader takes it, and `wc`, `diff` and version control
//! work on it. Text is quoted only where it must be. A null is an empty field, empty text is `""`.
//!
//! JSONL is one object per line, keys in the table's order, nulls as `null`. Whole numbers, durations and floats are
//! numbers, and so are decimals of at most 15 digits, which every reader keeps exactly; wider decimals are strings.
//! JSON columns are embedded as they are.
//!
//! The texts of values are those of [`crate::plan::cell_text`].

mod cells;
mod dialect;
mod escape;
mod rows;

pub(super) use dialect::LineFormat;
pub(super) use rows::{LineEncoder, is_json_string};
