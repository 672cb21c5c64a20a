//! Batches → files: Parquet, CSV, JSONL and Arrow, published as a whole or not at all, and read back typed by the plan.
//!
//! Invariants:
//! - Bytes depend on the rows and this build only, never on how the rows were cut into batches.
//! - A directory's `manifest.json` is the mark that its files are complete. It is the last thing to get its name, and
//!   the first thing to go when an output is replaced.
//! - Until an output is published, nothing that was in the directory before changes.
//!
//! Must never make a value or choose an order: what comes in goes out.

mod binary;
mod claim;
mod encode;
mod error;
mod format;
mod manifest;
mod output;
mod partial;
mod read;
#[cfg(test)]
mod tests;
mod text;

pub use encode::{EncodedBatch, Encoder};
pub use error::SinkError;
pub use format::{Format, FormatError};
pub use manifest::Manifest;
pub use output::{ExistingOutput, Output, OutputRequest};
pub use read::{TableReader, read_table, verify_dir};
