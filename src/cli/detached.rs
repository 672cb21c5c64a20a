//! A process that makes the next standbys when its command has ended, also when the command's terminal is closed.
//!
//! It is `reseed reconcile TENANT… --only-standbys` in its own session, and begins when its standard input ends: when the
//! command is done, or dead. It makes one standby after the other, each in its turn: only two of these processes run per
//! store at once, and each within its own time. It prints nothing: the records have what it does, and what it leaves half
//! made is removed by the next command.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::out;
use super::secret::STORE_VARIABLE;
use crate::reset::{NextStandby, Policy};
use crate::store::TenantName;

/// How long it may take for each standby, once it is its turn.
const LIMIT: Duration = Duration::from_secs(600);
/// How long it waits for another operation on a tenant, in seconds.
const WAIT_S: u64 = 60;

/// The process, once it has been started.
pub struct DetachedProcess {
    arguments: Vec<OsString>,
    store: String,
    child: Mutex<Option<Child>>,
}

impl DetachedProcess {
    /// One that makes the standbys of these tenants that a policy wants, in the store of an address.
    pub fn new(tenants: &[TenantName], policy: &Policy, store: String) -> DetachedProcess {
        let mut words = vec!["reconcile".to_owned()];
        words.extend(tenants.iter().map(TenantName::to_string));
        words.extend(["--only-standbys".to_owned(), "--wait".to_owned(), WAIT_S.to_string()]);
        words.extend(["--limit".to_owned(), LIMIT.as_secs().to_string()]);
        words.extend(["--standbys".to_owned(), policy.standbys.to_string()]);
        if let Some(bytes) = policy.standby_bytes_max {
            words.extend(["--standby-mib-max".to_owned(), (bytes >> 20).to_string()]);
        }
        DetachedProcess { arguments: words.into_iter().map(OsString::from).collect(), store, child: Mutex::default() }
    }

    /// Starts it, once, and names it; where no process can be started the command does its work.
    pub fn start(&self) -> NextStandby {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if child.is_none() {
            match self.spawn() {
                Ok(started) => *child = Some(started),
                Err(error) => out::note(&format!("note: could not start a process for the next standby: {error}")),
            }
        }
        match child.as_ref() {
            Some(child) => NextStandby::Process { process: child.id(), limit_s: LIMIT.as_secs() },
            None => NextStandby::Command,
        }
    }

    fn spawn(&self) -> std::io::Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        // An address may hold a password, which a list of processes would show.
        command.args(&self.arguments).env(STORE_VARIABLE, &self.store);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // SAFETY: between fork and exec the closure only makes system calls.
        unsafe {
            command.pre_exec(|| {
                rustix::process::setsid()?;
                keep_no_files();
                Ok(())
            })
        };
        command.spawn()
    }
}

impl Drop for DetachedProcess {
    /// Lets it begin.
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(child.as_mut().and_then(|child| child.stdin.take()));
    }
}

/// Has the next exec close everything but the standard streams: a lock or a pipe of the caller's shell is not this process's.
#[cfg(target_os = "linux")]
fn keep_no_files() {
    // SAFETY: no memory is passed. An older kernel refuses, and the files stay open for as long as the process lives.
    unsafe { libc::close_range(3, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC as libc::c_int) };
}

#[cfg(not(target_os = "linux"))]
fn keep_no_files() {}
