//! What can go wrong in a store: one line that says what failed, and a hint that says what to do.
//!
//! Must never carry rows, nor connection strings with logins.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use super::TenantName;
use crate::store::Place;

/// A foreign text on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a caller can do about a [`StoreError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Another session holds a lock; the same request may work later.
    Busy,
    /// A standby no longer fits the tables that it should go into; another one may.
    Stale,
    /// The named object does not exist.
    NotFound,
    /// The request itself is wrong, whatever the store has: an address, a name, a password.
    Usage,
    /// The state of the store refuses the request; the message names the rule.
    Refused,
    /// Stored bytes are not what was written.
    Damaged,
    /// The caller asked for an end; what was under way is undone.
    Interrupted,
    /// The data given cannot be stored as the plan promises.
    Data,
    /// The machine refused: files, disk, permissions, the database library.
    Machine,
}

/// A failure of a store: lower case, one line, no full stop; the remedy is a separate hint in full sentences.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct StoreError {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
}

impl StoreError {
    /// An error of `kind` with `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        StoreError { kind, message: message.into(), hint: None }
    }

    /// Another session holds a lock.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Busy, message)
    }

    /// A standby that no swap can take; another one may do.
    pub fn stale(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Stale, message)
    }

    /// The named object does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotFound, message)
    }

    /// The request itself is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// The state of the store refuses the request.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Refused, message)
    }

    /// Stored bytes are not what was written.
    pub fn damaged(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Damaged, message)
    }

    /// The caller asked for an end before anything has changed.
    pub fn interrupted() -> Self {
        Self::new(ErrorKind::Interrupted, "interrupted: the tenant is as it was")
    }

    /// The data given cannot be stored as the plan promises.
    pub fn data(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Data, message)
    }

    /// The machine refused.
    pub fn machine(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Machine, message)
    }

    /// Another process holds a tenant's lease.
    pub(super) fn held(tenant: &TenantName, wait: Duration) -> Self {
        Self::busy(format!("tenant \"{tenant}\": another operation is running; waited {} ms", wait.as_millis()))
            .hint("Wait for it to end, or give a longer --wait. Nothing has changed.")
    }

    /// Another process has taken the lease that this one had.
    pub(super) fn lost(tenant: &TenantName) -> Self {
        Self::busy(format!("tenant \"{tenant}\": another process took its lease"))
            .hint("Run the command again; it sees what the other process did.")
    }

    /// A tenant that was there a moment ago.
    pub(crate) fn just_removed(tenant: &TenantName) -> Self {
        Self::busy(format!("tenant \"{tenant}\" was just removed")).hint("Run the command again.")
    }

    /// A key that had its effect before the tenant was removed and recreated.
    pub(super) fn key_of_a_former_life(key: &str, tenant: &TenantName) -> Self {
        Self::refused(format!("idempotency key {key:?} was used before tenant \"{tenant}\" was removed"))
            .hint("Use a key once. Nothing has changed.")
    }

    /// A copy that is not there, or not what it was.
    pub(super) fn copy_gone(tenant: &TenantName, from: Place, what: &str) -> Self {
        let (name, hint) = match from {
            Place::Retired(number) => (format!(" of retired epoch {number}"), "It cannot be restored."),
            Place::Snapshot(number) => {
                (format!(" of snapshot {number}"), "Run \"reseed up\" to rebuild it from the spec.")
            }
            Place::Live | Place::Standby(_) => (String::new(), "Run the command again."),
        };
        Self::damaged(format!("tenant \"{tenant}\": the copy{name} {what}"))
            .hint(format!("{hint} Nothing has changed."))
    }

    /// Live data that is not there, in the store's words.
    pub(super) fn no_live(tenant: &TenantName, said: &str) -> Self {
        Self::not_found(format!("tenant \"{tenant}\": its live {said}"))
            .hint(format!("\"reseed reset {tenant}\" restores the seed."))
    }

    /// A database's message about an application's statements; `statement` names the one that failed,
    /// where it is not the only one.
    pub(super) fn said(tenant: &TenantName, words: &str, statement: Option<String>) -> Self {
        let statement = statement.map(|statement| format!("{statement}: ")).unwrap_or_default();
        Self::data(format!("tenant \"{tenant}\": {statement}{}", one_line(words)))
    }

    /// A file operation on `path` that failed.
    pub fn file(doing: &str, path: &Path, reason: impl Display) -> Self {
        Self::machine(format!("could not {doing} {:?}: {reason}", path.display().to_string()))
    }

    /// The same error with a remedy, in full sentences.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What a caller can do about it.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The remedy, if there is one.
    pub fn help(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// A copy that a session reads is left to a later sweep, because nothing depends on its removal.
pub(crate) fn unless_busy<T: Default>(swept: Result<T, StoreError>) -> Result<T, StoreError> {
    match swept {
        Err(error) if error.kind() == ErrorKind::Busy => Ok(T::default()),
        swept => swept,
    }
}
