//! The right to write to a directory: held by one run at a time, or by one run per shard.
//!
//! The directory itself is locked (`flock`), so the system gives the claim up when its process dies and nothing stays
//! behind. A run of everything claims it alone; runs of shards share it, and each claims its shard's lock file alone.
//! The owner of a claim knows that no other run uses the partial files under it.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::generate::Shard;

use super::error::SinkError;
use super::partial;

/// How often a directory or lock file that was removed while it was opened is opened again.
const REOPENS_MAX: usize = 16;

/// Held while a run writes; dropping it gives it up.
#[derive(Debug)]
pub(super) struct OutputClaim {
    // Removed while it is still locked, so that no other run can have begun to write into it.
    _made: MadeDirs,
    _dir: File,
    shard: Option<(PathBuf, File)>,
}

impl OutputClaim {
    /// Claims `dir`, which is made if it is not there, and removes what dead runs left in it.
    pub(super) fn take(dir: &Path, shard: Option<Shard>) -> Result<OutputClaim, SinkError> {
        for _ in 0..REOPENS_MAX {
            let made = MadeDirs::make(dir)?;
            let handle = match File::open(dir) {
                // Another run had made it, and has removed it since.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                opened => opened.map_err(SinkError::io("open", dir))?,
            };
            let locked = if shard.is_some() { handle.try_lock_shared() } else { handle.try_lock() };
            locked.map_err(|error| refused(dir, dir, error))?;
            if is_still(dir, &handle) {
                let shard_lock = shard.map(|shard| lock_shard(dir, shard)).transpose()?;
                let claim = OutputClaim { _made: made, _dir: handle, shard: shard_lock };
                remove_leftovers(dir, shard)?;
                return Ok(claim);
            }
        }
        Err(SinkError::Busy(dir.to_owned()))
    }
}

impl Drop for OutputClaim {
    /// Removes the shard's lock file while it is still locked. The directory's lock goes with its handle.
    fn drop(&mut self) {
        if let Some((path, _)) = &self.shard {
            // Nothing depends on it: a lock file that stays is taken over by the next run.
            let _ = fs::remove_file(path);
        }
    }
}

/// The directories that a run has made, innermost first; dropped, those go in which there is nothing.
#[derive(Debug)]
struct MadeDirs(Vec<PathBuf>);

impl MadeDirs {
    /// Makes `dir` and what it is in, as far as they are not there.
    fn make(dir: &Path) -> Result<MadeDirs, SinkError> {
        let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
        let made = MadeDirs(dir.ancestors().take_while(is_missing).map(Path::to_owned).collect());
        fs::create_dir_all(dir).map(|()| made).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => SinkError::NotADirectory(dir.to_owned()),
            _ => SinkError::io("create", dir)(error),
        })
    }
}

impl Drop for MadeDirs {
    fn drop(&mut self) {
        // The system refuses to remove what is not empty.
        self.0.iter().for_each(|dir| drop(fs::remove_dir(dir)));
    }
}

fn lock_shard(dir: &Path, shard: Shard) -> Result<(PathBuf, File), SinkError> {
    let path = dir.join(format!("{}{shard}", partial::LOCK_PREFIX));
    for _ in 0..REOPENS_MAX {
        let options = File::options().create(true).truncate(false).write(true).open(&path);
        let file = options.map_err(SinkError::io("create", &path))?;
        file.try_lock().map_err(|error| refused(dir, &path, error))?;
        if is_still(&path, &file) {
            return Ok((path, file));
        }
    }
    Err(SinkError::Busy(dir.to_owned()))
}

/// Whether `path` still names `file`, and not a later one.
fn is_still(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((fs::metadata(path), file.metadata()), (Ok(named), Ok(held)) if id(named.clone()) == id(held.clone()))
}

fn refused(dir: &Path, path: &Path, error: TryLockError) -> SinkError {
    match error {
        TryLockError::WouldBlock => SinkError::Busy(dir.to_owned()),
        TryLockError::Error(source) => SinkError::io("lock", path)(source),
    }
}

fn remove_leftovers(dir: &Path, shard: Option<Shard>) -> Result<(), SinkError> {
    for entry in fs::read_dir(dir).map_err(SinkError::io("read", dir))? {
        let entry = entry.map_err(SinkError::io("read", dir))?;
        if entry.file_name().to_str().is_some_and(|name| partial::is_leftover(name, shard)) {
            fs::remove_file(entry.path()).map_err(SinkError::io("remove", &entry.path()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_busy(result: Result<OutputClaim, SinkError>) -> bool {
        matches!(result, Err(SinkError::Busy(_)))
    }

    #[test]
    fn a_directory_has_one_writer_or_one_per_shard() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let shard = |index| Shard::new(index, 2).ok();
        let whole = OutputClaim::take(dir.path(), None).expect("the folder has no other claim");
        assert!(is_busy(OutputClaim::take(dir.path(), None)));
        assert!(is_busy(OutputClaim::take(dir.path(), shard(0))));
        drop(whole);
        let first = OutputClaim::take(dir.path(), shard(0)).expect("the whole is done");
        let second = OutputClaim::take(dir.path(), shard(1)).expect("shards share");
        assert!(is_busy(OutputClaim::take(dir.path(), shard(0))));
        assert!(is_busy(OutputClaim::take(dir.path(), None)));
        drop((first, second));
        assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 0, "claims leave nothing behind");
        OutputClaim::take(dir.path(), None).expect("all are done");
    }

    #[test]
    fn a_directory_that_a_claim_has_made_goes_with_it_while_it_is_empty() {
        let root = tempfile::tempdir().expect("a temporary directory");
        let (mine, new, deep) = (root.path().join("mine"), root.path().join("new"), root.path().join("new/a/b"));
        fs::create_dir(&mine).expect("the directory is writable");
        for shard in [None, Shard::new(0, 2).ok()] {
            drop(OutputClaim::take(&mine, shard).expect("the folder has no other claim"));
            assert!(mine.exists(), "it was there before");
            drop(OutputClaim::take(&deep, shard).expect("the folder has no other claim"));
            assert!(!new.exists());
        }
        let claim = OutputClaim::take(&deep, None).expect("the folder has no other claim");
        fs::write(new.join("kept"), "x").expect("the directory is writable");
        drop(claim);
        assert!(new.exists() && !new.join("a").exists(), "what holds something stays");
    }

    #[test]
    fn a_claim_removes_what_dead_runs_left_and_nothing_else() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let names = [".reseed-partial-a.csv", ".reseed-partial-a.0-of-2.csv", ".reseed-lock-1-of-2", "a.csv", ".keep"];
        let left = |shard| {
            for name in names {
                fs::write(dir.path().join(name), "x").expect("the directory is writable");
            }
            drop(OutputClaim::take(dir.path(), shard).expect("the folder has no other claim"));
            names.into_iter().filter(|name| dir.path().join(name).exists()).collect::<Vec<_>>()
        };
        assert_eq!(left(Shard::new(0, 2).ok()), [".reseed-partial-a.csv", ".reseed-lock-1-of-2", "a.csv", ".keep"]);
        assert_eq!(left(None), ["a.csv", ".keep"]);
    }
}
