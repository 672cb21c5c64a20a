//! What can go wrong in a store: one line that says what failed, and a hint that says what to do.
//!
//! Must never carry rows, nor connection strings with logins.

use std::fmt::Display;
use std::path::Path;

/// What a caller can do about a [`StoreError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Somebody else holds a lock; the same request may work later.
    Busy,
    /// The named object does not exist.
    NotFound,
    /// A rule refuses the request; the message names the rule.
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
    /// An error of `kind` that says `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        StoreError { kind, message: message.into(), hint: None }
    }

    /// Somebody else holds a lock.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Busy, message)
    }

    /// The named object does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotFound, message)
    }

    /// A rule refuses the request.
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
