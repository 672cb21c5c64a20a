//! What can go wrong in a store: one line for what failed, and help for what to do.
//!
//! Must never carry rows, nor connection strings with logins.

use std::borrow::Cow;
use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use super::TenantName;
use crate::spec::tenant_name::TenantNameError;
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

/// Ends the help of an error before which nothing was changed.
const NOTHING_CHANGED: &str = "Nothing has changed.";

/// A failure of a store: lower case, one line, no full stop; help is apart from it, in full sentences.
///
/// A request that was [refused](ErrorKind::Refused), or whose standby was [stale](ErrorKind::Stale), has changed nothing,
/// and its help says so. For other kinds the place that fails decides: [`StoreError::unchanged`].
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct StoreError {
    kind: ErrorKind,
    message: String,
    /// What a caller can do.
    to_do: Option<String>,
    is_unchanged: bool,
}

impl From<TenantNameError> for StoreError {
    fn from(error: TenantNameError) -> Self {
        Self::usage(error.to_string()).with_help(TenantNameError::HELP)
    }
}

impl StoreError {
    /// An error of `kind` with `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let is_unchanged = matches!(kind, ErrorKind::Refused | ErrorKind::Stale);
        StoreError { kind, message: message.into(), to_do: None, is_unchanged }
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
            .with_help("Wait for it to end, or use a longer --wait.")
            .unchanged()
    }

    /// Another process has taken the lease that this one had.
    pub(super) fn lost(tenant: &TenantName) -> Self {
        Self::busy(format!("tenant \"{tenant}\": another process took its lease"))
            .with_help("Run the command again; it sees what the other process did.")
    }

    /// A tenant that was there a moment ago.
    pub(crate) fn just_removed(tenant: &TenantName) -> Self {
        Self::busy(format!("tenant \"{tenant}\" was just removed")).with_help("Run the command again.")
    }

    /// A key that had its effect before the tenant was removed and recreated.
    pub(super) fn key_of_a_former_life(key: &str, tenant: &TenantName) -> Self {
        Self::refused(format!("idempotency key {key:?} was used before tenant \"{tenant}\" was removed"))
            .with_help("Use a key once.")
    }

    /// A copy that is not there, or not what it was.
    pub(super) fn copy_gone(tenant: &TenantName, from: Place, what: &str) -> Self {
        let (name, to_do) = match from {
            Place::Retired(number) => (format!(" of retired epoch {number}"), "It cannot be restored."),
            Place::Snapshot(number) => {
                (format!(" of snapshot {number}"), "Run \"reseed up\" to rebuild it from the spec.")
            }
            Place::Live | Place::Standby(_) => (String::new(), "Run the command again."),
        };
        Self::damaged(format!("tenant \"{tenant}\": the copy{name} {what}")).with_help(to_do).unchanged()
    }

    /// Live data that is not there, in the store's words.
    pub(super) fn no_live(tenant: &TenantName, what: &str) -> Self {
        Self::not_found(format!("tenant \"{tenant}\": its live {what}"))
            .with_help(format!("\"reseed reset {tenant}\" restores the seed."))
    }

    /// A database's message about an application's statements; `statement` names the one that failed,
    /// where it is not the only one.
    pub(super) fn of_statement(tenant: &TenantName, words: &str, statement: Option<String>) -> Self {
        let statement = statement.map(|statement| format!("{statement}: ")).unwrap_or_default();
        Self::data(format!("tenant \"{tenant}\": {statement}{}", one_line(words)))
    }

    /// A file operation on `path` that failed.
    pub fn file(doing: &str, path: &Path, reason: impl Display) -> Self {
        Self::machine(format!("could not {doing} {:?}: {reason}", path.display().to_string()))
    }

    /// The same error with what to do about it, in full sentences.
    pub fn with_help(mut self, to_do: impl Into<String>) -> Self {
        self.to_do = Some(to_do.into());
        self
    }

    /// The same error, where nothing was changed before it.
    pub fn unchanged(self) -> Self {
        StoreError { is_unchanged: true, ..self }
    }

    /// The same error, where something was changed before it, whatever its kind.
    pub fn after_change(self) -> Self {
        StoreError { is_unchanged: false, ..self }
    }

    /// What a caller can do about it.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What to do about it, and that nothing has changed if that is so.
    pub fn help(&self) -> Option<Cow<'_, str>> {
        match (self.to_do(), self.is_unchanged) {
            (Some(to_do), true) => Some(format!("{to_do} {NOTHING_CHANGED}").into()),
            (None, true) => Some(NOTHING_CHANGED.into()),
            (to_do, false) => to_do.map(Cow::from),
        }
    }

    /// What to do about it alone, for those who report an error of a command that did not run.
    pub fn to_do(&self) -> Option<&str> {
        self.to_do.as_deref()
    }
}

/// A copy that a session reads is pruned later, because nothing depends on its removal.
pub(crate) fn unless_busy<T: Default>(pruned: Result<T, StoreError>) -> Result<T, StoreError> {
    match pruned {
        Err(error) if error.kind() == ErrorKind::Busy => Ok(T::default()),
        pruned => pruned,
    }
}
