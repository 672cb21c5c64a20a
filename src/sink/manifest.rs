//! Manifests: the mark that an output is complete, and the receipt of what is in it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::digest::DatasetReceipt;
use crate::generate::Shard;

use super::error::SinkError;
use super::format::{Format, is_file_name, sharded};
use super::partial::PartialFile;

/// What `manifest.json`, or `manifest.<i>-of-<n>.json` of a shard, has: the receipt, the format and the files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// What was made.
    #[serde(flatten)]
    pub receipt: DatasetReceipt,
    /// In which format.
    pub format: Format,
    /// The files' names, in the order of the receipt's tables.
    pub files: Vec<String>,
}

impl Manifest {
    /// The manifests of a directory, shards in their order; none in a directory without a complete output.
    ///
    /// # Errors
    /// When the directory or a manifest cannot be read, or a manifest is not one.
    pub fn all(dir: &Path) -> Result<Vec<Manifest>, SinkError> {
        paths(dir)?.into_iter().map(|(_, path)| Manifest::read(&path)).collect()
    }

    fn read(path: &Path) -> Result<Manifest, SinkError> {
        let bytes = fs::read(path).map_err(SinkError::io("read", path))?;
        let manifest = serde_json::from_slice::<Manifest>(&bytes);
        let manifest =
            manifest.map_err(|error| SinkError::damaged(path, Some(error.line() as u64), error.to_string()))?;
        let names_fit = manifest.files.len() == manifest.receipt.tables.len();
        if !names_fit || !manifest.receipt.is_consistent() || !manifest.files.iter().all(|name| is_file_name(name)) {
            return Err(SinkError::damaged(path, None, "its digests or file names do not fit each other"));
        }
        Ok(manifest)
    }

    /// Writes it under a hidden name, down to the disk.
    pub(super) fn stage(&self, dir: &Path) -> Result<PartialFile, SinkError> {
        let mut file = PartialFile::create(dir, &name(self.receipt.shard))?;
        let text = serde_json::to_string_pretty(self).map_err(io::Error::other);
        let written = text.and_then(|text| writeln!(file, "{text}"));
        written.map_err(SinkError::io("write", file.path()))?;
        file.seal()?;
        Ok(file)
    }
}

/// The manifest's file name.
pub(super) fn name(shard: Option<Shard>) -> String {
    sharded("manifest", shard, "json")
}

/// The manifests in a directory that conflict with one of `shard`: its own, and those of another split.
pub(super) fn conflicting(dir: &Path, shard: Option<Shard>) -> Result<Vec<PathBuf>, SinkError> {
    let stands_beside = |other: Option<Shard>| match (shard, other) {
        (Some(shard), Some(other)) => shard != other && shard.count() == other.count(),
        _ => false,
    };
    let conflicting = paths(dir)?.into_iter().filter(|(other, _)| !stands_beside(*other));
    Ok(conflicting.map(|(_, path)| path).collect())
}

/// Removes a manifest and then the files that only it names. What another run removed first is gone all the same.
pub(super) fn remove(dir: &Path, path: &Path, kept: &[String]) -> Result<(), SinkError> {
    // One that cannot be read names no files, and goes too.
    let files = Manifest::read(path).map(|manifest| manifest.files).unwrap_or_default();
    remove_file(path)?;
    super::partial::sync_dir(dir)?;
    files.iter().filter(|name| !kept.contains(name)).try_for_each(|name| remove_file(&dir.join(name)))
}

fn remove_file(path: &Path) -> Result<(), SinkError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SinkError::io("remove", path)(error)),
        _ => Ok(()),
    }
}

/// The manifests in a directory, that of a whole before those of shards.
fn paths(dir: &Path) -> Result<Vec<(Option<Shard>, PathBuf)>, SinkError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(SinkError::io("read", dir))? {
        let entry = entry.map_err(SinkError::io("read", dir))?;
        if let Some(shard) = entry.file_name().to_str().and_then(shard_of) {
            found.push((shard, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// The shard in a manifest's file name; `None` when it is no manifest's name.
fn shard_of(file_name: &str) -> Option<Option<Shard>> {
    let middle = file_name.strip_prefix("manifest")?.strip_suffix(".json")?;
    if middle.is_empty() {
        return Some(None);
    }
    let (index, count) = middle.strip_prefix('.')?.split_once("-of-")?;
    let shard = Shard::new(index.parse().ok()?, count.parse().ok()?).ok()?;
    (name(Some(shard)) == file_name).then_some(Some(shard))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_manifests_names_are_manifests() {
        assert_eq!(shard_of("manifest.json"), Some(None));
        assert_eq!(shard_of("manifest.1-of-4.json"), Some(Shard::new(1, 4).ok()));
        for other in ["manifest.jsonl", "manifest.4-of-4.json", "manifest.01-of-4.json", "manifest.x.json", "a.json"] {
            assert_eq!(shard_of(other), None, "{other}");
        }
    }
}
