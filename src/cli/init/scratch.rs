//! A server for a moment: PostgreSQL's own programs, in a temporary folder, on a Unix socket that only its user reaches.
//!
//! Stopped and removed when it is dropped.

use std::ffi::OsStr;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use rustix::process::{Pid, Signal, geteuid, kill_process};

use crate::cli::CliError;

/// Where Debian and its descendants have servers.
const VERSIONS: &str = "/usr/lib/postgresql";
/// The user that a server runs as where the command runs as root, which PostgreSQL refuses.
const UNPRIVILEGED_ID: u32 = 65_534;
/// How long a server may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// A server that runs.
pub struct ScratchServer {
    folder: PathBuf,
    server: Option<Child>,
}

impl ScratchServer {
    /// Starts one.
    ///
    /// # Errors
    /// When the machine has no PostgreSQL, or it does not start.
    pub fn start() -> Result<ScratchServer, CliError> {
        let path = env::var_os("PATH").unwrap_or_default();
        let programs = programs(&path, Path::new(VERSIONS)).ok_or_else(|| {
            let message = "a file of statements needs a server: no initdb in PATH or in /usr/lib/postgresql/*/bin";
            let help = "Install PostgreSQL here (Debian: apt-get install postgresql), or name a server with --store \
                        postgresql://USER@HOST/DATABASE: its login makes a temporary database and drops it.";
            CliError::usage(message).help(help)
        })?;
        let mut scratch = ScratchServer { folder: new_folder()?, server: None };
        let data = scratch.folder.join("data");
        let mut initdb = scratch.command(&programs.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", "reseed", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        let made = initdb.output().map_err(|error| failed(&programs.join("initdb"), &error))?;
        if !made.status.success() {
            let why = String::from_utf8_lossy(&made.stderr).trim().lines().last().unwrap_or_default().to_owned();
            return Err(CliError::failed(format!("could not make a temporary server: {why}")));
        }
        let mut postgres = scratch.command(&programs.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(&scratch.folder).args(["-h", "", "-F", "-p", "5432"]);
        let child =
            postgres.stderr(Stdio::null()).spawn().map_err(|error| failed(&programs.join("postgres"), &error))?;
        scratch.server = Some(child);
        scratch.wait()?;
        Ok(scratch)
    }

    /// The address of its first database.
    pub fn url(&self) -> String {
        let folder: String = url::form_urlencoded::byte_serialize(self.folder.as_os_str().as_encoded_bytes()).collect();
        format!("postgresql://reseed@localhost/postgres?host={folder}")
    }

    /// A program of the server's, as a user that may run it.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null());
        // A signal to the terminal's programs is this one's business.
        command.process_group(0);
        if geteuid().is_root() {
            command.uid(UNPRIVILEGED_ID).gid(UNPRIVILEGED_ID);
        }
        command
    }

    fn wait(&mut self) -> Result<(), CliError> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let ended = self.server.as_mut().and_then(|server| server.try_wait().ok().flatten());
            if let Some(status) = ended {
                return Err(CliError::failed(format!("the temporary server ended: {status}")));
            }
            // The last line of the server's own file says how far it is.
            let state = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
            if state.lines().last().is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Err(CliError::failed(format!("the temporary server has not started in {} s", PATIENCE.as_secs())))
    }
}

impl Drop for ScratchServer {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let pid = Pid::from_child(&server);
            // SIGINT is its fast shutdown; what does not stop is killed.
            let _ = kill_process(pid, Signal::INT);
            let start = Instant::now();
            while start.elapsed() < PATIENCE && matches!(server.try_wait(), Ok(None)) {
                thread::sleep(PAUSE);
            }
            let _ = server.kill();
            let _ = server.wait();
        }
        // A folder that cannot be removed is left to the system's temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the newest server's programs.
fn programs(path: &OsStr, versions: &Path) -> Option<PathBuf> {
    let has_both = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let in_path = env::split_paths(path).find(has_both);
    in_path.or_else(|| {
        let versions = fs::read_dir(versions).ok()?.flatten();
        let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
        let mut folders: Vec<PathBuf> = versions.map(|entry| entry.path()).collect();
        folders.sort_by_key(version);
        folders.into_iter().rev().map(|folder| folder.join("bin")).find(has_both)
    })
}

/// A folder that only the server's user can open.
fn new_folder() -> Result<PathBuf, CliError> {
    let number = getrandom::u32().map_err(|error| CliError::failed(format!("could not draw a number: {error}")))?;
    let folder = env::temp_dir().join(format!("reseed-init-{number:08x}"));
    let make = || -> io::Result<()> {
        fs::DirBuilder::new().mode(0o700).create(&folder)?;
        if geteuid().is_root() { chown(&folder, Some(UNPRIVILEGED_ID), Some(UNPRIVILEGED_ID)) } else { Ok(()) }
    };
    make().map_err(|error| CliError::file("make", &folder, &error))?;
    Ok(folder)
}

fn failed(program: &Path, error: &io::Error) -> CliError {
    CliError::failed(format!("could not run {:?}: {error}", program.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_those_in_path_else_of_the_newest_version() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let with = |name: &str, programs: &[&str]| {
            let place = folder.path().join(name);
            fs::create_dir_all(&place).expect("the folder is ours");
            programs.iter().for_each(|program| fs::write(place.join(program), "").expect("the folder is ours"));
            place
        };
        let (both, one) = (["initdb", "postgres"], ["initdb"]);
        let versions = folder.path().join("versions");
        assert_eq!(programs(OsStr::new(""), &versions), None);
        with("versions/9/bin", &both);
        let newest = with("versions/15/bin", &both);
        with("versions/18/bin", &one);
        assert_eq!(programs(with("path", &one).as_os_str(), &versions), Some(newest));
        let path = with("path", &both);
        assert_eq!(programs(path.as_os_str(), &versions), Some(path));
    }
}
