//! Who can read what the command line leaves on disk.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::{TENANT, Workspace};

/// The command under a umask that removes no permission.
fn run_open_handed(workspace: &Workspace, arguments: &[&str]) {
    let mut command = Command::new("sh");
    command.args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_reseed")]).args(arguments);
    let output = command.current_dir(workspace.path(".")).env_remove("RESEED_STORE").output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Everything in a folder and below, with its permissions.
fn modes(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mode = |path: &Path| fs::symlink_metadata(path).expect("it is there").permissions().mode() & 0o777;
    let mut found = vec![(folder.to_owned(), mode(folder))];
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        match entry.is_dir() {
            true => found.extend(modes(&entry)),
            false => found.push((entry.clone(), mode(&entry))),
        }
    }
    found
}

#[test]
fn only_the_owner_can_read_a_store_whatever_the_umask() {
    let workspace = Workspace::new();
    let store = workspace.path(".reseed");
    for arguments in [
        vec!["up", TENANT, "--quiet"],
        vec!["sql", TENANT, "PRAGMA journal_mode = wal"],
        vec!["sql", TENANT, "DELETE FROM order_lines WHERE line_no > 3"],
        vec!["snapshot", "save", TENANT, "kept"],
        vec!["reset", TENANT],
    ] {
        run_open_handed(&workspace, &arguments);
        for (path, mode) in modes(&store) {
            assert_eq!(mode & 0o077, 0, "{arguments:?}: {path:?} has {mode:o}");
        }
    }
    // As an older version left it.
    fs::set_permissions(store.join("control.db"), fs::Permissions::from_mode(0o644)).expect("ours");
    run_open_handed(&workspace, &["reset", TENANT]);
    let open: Vec<_> = modes(&store).into_iter().filter(|(_, mode)| mode & 0o007 != 0).collect();
    assert_eq!(open, []);
}
