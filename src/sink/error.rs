//! What can go wrong between batches and files.

use std::io;
use std::path::{Path, PathBuf};

use crate::digest::ReceiptError;

/// Why files could not be written or read back. An error before publishing means that nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// The file system refused.
    #[error("could not {action} {path:?}: {}", io_words(.source))]
    Io {
        /// What was tried: `write`, `create` …
        action: &'static str,
        /// On which file or directory.
        path: PathBuf,
        /// What it answered.
        source: io::Error,
    },
    /// The output directory's path, or one above it, is a file.
    #[error("cannot write to {0:?}: it is not a directory")]
    NotADirectory(PathBuf),
    /// A file that would be replaced, and replacing was not asked for.
    #[error("cannot write {0:?}: it exists already")]
    Exists(PathBuf),
    /// Another process writes there.
    #[error("could not write to {0:?}: another reseed is writing there")]
    Busy(PathBuf),
    /// A table's stored name cannot be a file's name.
    #[error("table {table:?}: its stored name {stored_name:?} cannot be a file name")]
    Name {
        /// The table.
        table: String,
        /// Its `as:`.
        stored_name: String,
    },
    /// A batch is not one of the plan's: a fault of the caller.
    #[error("table {table:?}: {message}")]
    Batch {
        /// The table, or its index where there is none.
        table: String,
        /// What is wrong with the batch.
        message: String,
    },
    /// A file does not match the plan and the manifest.
    #[error("cannot read {path:?}{}: {message}", .line.map_or(String::new(), |line| format!(" line {line}")))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1, in formats that have lines.
        line: Option<u64>,
        /// What was expected and what is there.
        message: String,
    },
    /// A directory without a manifest is no complete output.
    #[error("cannot read {0:?}: it has no manifest.json, so no run finished there")]
    Incomplete(PathBuf),
    /// The manifests of shards do not make a whole.
    #[error("cannot read {dir:?}: {source}")]
    Shards {
        /// The directory.
        dir: PathBuf,
        /// What does not fit.
        source: ReceiptError,
    },
    /// The files' rows are not those of the manifest.
    #[error("{path:?} differs from its manifest: {}", .differences.join("; "))]
    Differs {
        /// The file.
        path: PathBuf,
        /// Each in words.
        differences: Vec<String>,
    },
}

impl SinkError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SinkError {
        let path = path.to_owned();
        move |source| SinkError::Io { action, path, source }
    }

    /// An error of the Arrow or Parquet library while reading or writing `path`.
    pub(super) fn library(action: &'static str, path: &Path, error: impl std::error::Error + 'static) -> SinkError {
        let path = path.to_owned();
        let message = error.to_string();
        match find_io(&error) {
            // Reading past what is there, as footers that are cut make libraries do, is no fault of the file system.
            Some((kind, code)) if action != "read" || !is_damage(kind) => {
                let source = code.map_or_else(|| io::Error::new(kind, message), io::Error::from_raw_os_error);
                SinkError::Io { action, path, source }
            }
            _ if action == "read" => SinkError::Damaged { path, line: None, message },
            _ => SinkError::Io { action, path, source: io::Error::other(message) },
        }
    }

    pub(super) fn damaged(path: &Path, line: Option<u64>, message: impl Into<String>) -> SinkError {
        SinkError::Damaged { path: path.to_owned(), line, message: message.into() }
    }

    /// What to do about it, as a sentence; nothing where only the caller's code can help.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            SinkError::Io { source, .. } => io_help(source.kind()),
            SinkError::NotADirectory(_) => Some("Name a directory, or move the file away."),
            SinkError::Exists(_) => Some("Choose another directory, or replace the output with --force."),
            SinkError::Busy(_) => Some("Wait until it has finished, or choose another directory."),
            SinkError::Name { .. } => Some("Give the table another name in files with \"as\"."),
            SinkError::Batch { .. } => None,
            SinkError::Incomplete(_) => Some("Run the generation again; it cleans up what was left."),
            SinkError::Shards { .. } => Some("Run the shards that are missing, all with the same inputs and count."),
            SinkError::Damaged { .. } | SinkError::Differs { .. } => {
                Some("The file was changed after it was written: generate it again with --force.")
            }
        }
    }
}

fn is_damage(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

/// The file system's answer inside a library's error.
fn find_io(error: &(dyn std::error::Error + 'static)) -> Option<(io::ErrorKind, Option<i32>)> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<io::Error>() {
            return Some((found.kind(), found.raw_os_error()));
        }
        next = error.source();
    }
    None
}

fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "no space is left on the device".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        _ => error.to_string(),
    }
}

fn io_help(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Some("Free some space, or choose a directory on another device.")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some("Choose a directory that you may write to.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_reported_even_through_a_library() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let errors = [
            SinkError::io("write", Path::new("out/a.csv"))(full()),
            SinkError::library("write", Path::new("out/a.csv"), parquet::errors::ParquetError::from(full())),
            SinkError::library("write", Path::new("out/a.csv"), arrow::error::ArrowError::from(full())),
        ];
        for error in errors {
            assert_eq!(error.to_string(), r#"could not write "out/a.csv": no space is left on the device"#);
            assert_eq!(error.help(), Some("Free some space, or choose a directory on another device."));
        }
    }
}
