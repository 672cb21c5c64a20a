//! The folder that a command works in: this one, or the nearest above it that looks like a project.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What a project has: tenants' files, packs, an embedded store.
const MARKS: [&str; 3] = ["seeds", "generators", STORE];

/// The folder of the embedded store.
const STORE: &str = ".reseed";

/// How many folders above this one are looked at.
const FOLDERS_MAX: usize = 64;

/// A file or a folder of the project, from this folder. Without a project it is in this folder.
pub fn path(name: &str) -> PathBuf {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| std::env::current_dir().map(|here| root_above(&here)).unwrap_or_default()).join(name)
}

/// Where the embedded store is unless an address names another place.
pub fn store() -> PathBuf {
    path(STORE)
}

/// The way from `here` up to the project: empty, `..`, `../..` and so on.
fn root_above(here: &Path) -> PathBuf {
    let up = here.ancestors().take(FOLDERS_MAX).position(|folder| MARKS.iter().any(|mark| is_ours(&folder.join(mark))));
    std::iter::repeat_n("..", up.unwrap_or(0)).collect()
}

/// Whether there is such a folder and it belongs to who runs the command, or to root: what others have put into a folder
/// that everyone may write to is no project.
fn is_ours(folder: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    folder.metadata().is_ok_and(|found| found.is_dir() && (found.uid() == user || found.uid() == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_above_that_has_a_mark_is_the_project() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let deep = folder.path().join("inner/deep/er");
        std::fs::create_dir_all(&deep).expect("the folder is ours");
        std::fs::create_dir_all(folder.path().join("seeds")).expect("the folder is ours");
        assert_eq!(root_above(&deep), Path::new("../../.."));
        assert_eq!(root_above(&folder.path().join("seeds")), Path::new(".."));
        assert_eq!(root_above(folder.path()), Path::new(""));
        std::fs::create_dir(folder.path().join("inner/.reseed")).expect("the folder is ours");
        assert_eq!(root_above(&deep), Path::new("../.."));
        assert_eq!(root_above(Path::new("/")), Path::new(""));
    }
}
