//! Column files: Parquet and Arrow IPC. Batches are cut again at fixed row counts, so that how rows came in leaves no
//! trace in the bytes.

mod arrow_file;
mod parquet_file;
mod recut;

pub(super) use arrow_file::ArrowFile;
pub(super) use parquet_file::ParquetFile;
