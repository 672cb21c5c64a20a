//! Files that have no name until they are complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::generate::Shard;

use super::error::SinkError;

/// Before the names of files that are not complete.
const PARTIAL_PREFIX: &str = ".reseed-partial-";
/// Before the names of shards' lock files.
pub(super) const LOCK_PREFIX: &str = ".reseed-lock-";
/// Bytes gathered before the system is called: few enough that a block's columns are written from where they are.
const BUFFER_BYTES: usize = 32 * 1024;

/// A file being written under a hidden name; dropped before [`PartialFile::publish`], it is removed.
#[derive(Debug)]
pub(super) struct PartialFile {
    writer: BufWriter<File>,
    paths: PartialPaths,
}

/// Removes the hidden file unless it got its name.
#[derive(Debug)]
struct PartialPaths {
    hidden: PathBuf,
    public: PathBuf,
    is_published: bool,
}

impl PartialFile {
    /// Starts the file that will be called `name` in `dir`.
    pub(super) fn create(dir: &Path, name: &str) -> Result<PartialFile, SinkError> {
        let hidden = dir.join(format!("{PARTIAL_PREFIX}{name}"));
        let file = File::create_new(&hidden).map_err(SinkError::io("create", &hidden))?;
        let paths = PartialPaths { hidden, public: dir.join(name), is_published: false };
        Ok(PartialFile { writer: BufWriter::with_capacity(BUFFER_BYTES, file), paths })
    }

    /// The path that the file will have.
    pub(super) fn path(&self) -> &Path {
        &self.paths.public
    }

    /// Hands everything to the disk.
    pub(super) fn seal(&mut self) -> Result<(), SinkError> {
        let sealed = self.writer.flush().and_then(|()| self.writer.get_ref().sync_all());
        sealed.map_err(SinkError::io("write", &self.paths.public))
    }

    /// Gives the sealed file its name, in place of whatever had it.
    pub(super) fn publish(mut self) -> Result<(), SinkError> {
        fs::rename(&self.paths.hidden, &self.paths.public).map_err(SinkError::io("name", &self.paths.public))?;
        self.paths.is_published = true;
        Ok(())
    }
}

impl Write for PartialFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for PartialPaths {
    fn drop(&mut self) {
        if !self.is_published {
            // The next run in this directory removes it if this fails.
            let _ = fs::remove_file(&self.hidden);
        }
    }
}

/// Whether `name` is what a dead run left: any for the holder of a whole directory, its own for a shard.
pub(super) fn is_leftover(name: &str, shard: Option<Shard>) -> bool {
    let is_partial = name.starts_with(PARTIAL_PREFIX);
    match shard {
        None => is_partial || name.starts_with(LOCK_PREFIX),
        Some(shard) => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            is_partial && stem.ends_with(&format!(".{shard}"))
        }
    }
}

/// Makes the names given in `dir` outlive a crash of the system.
pub(super) fn sync_dir(dir: &Path) -> Result<(), SinkError> {
    File::open(dir).and_then(|handle| handle.sync_all()).map_err(SinkError::io("write", dir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_only_when_published() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let mut file = PartialFile::create(dir.path(), "a.csv").expect("the directory is writable");
        file.write_all(b"x").expect("the disk has room");
        file.seal().expect("the disk has room");
        assert!(!dir.path().join("a.csv").exists());
        file.publish().expect("the directory is writable");
        assert_eq!(fs::read(dir.path().join("a.csv")).expect("it is published"), b"x");
        drop(PartialFile::create(dir.path(), "b.csv").expect("the directory is writable"));
        assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 1);
    }

    #[test]
    fn a_full_disk_is_an_error_that_names_the_file() {
        let file = File::options().write(true).open("/dev/full").expect("Linux has it");
        let paths = PartialPaths { hidden: PathBuf::new(), public: PathBuf::from("a.csv"), is_published: false };
        let mut full = PartialFile { writer: BufWriter::new(file), paths };
        full.write_all(b"x").expect("it is buffered");
        let error = full.seal().expect_err("the disk is full").to_string();
        assert_eq!(error, r#"could not write "a.csv": no space is left on the device"#);
    }
}
