//! One try of a transaction that takes all its locks at once: what it locks, and what its failure means.

use sqlx::postgres::PgConnection;

use crate::store::postgres::control::checks::{ADDED_TO, ALTERED, BROKEN_SEAL, LOST_LEASE, OTHER_COPIES, OTHER_ROOTS};
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::{ErrorKind, Patience, StoreError, TenantName};

/// The SQLSTATEs for a table that does not fit the one that it is put below: datatype mismatch, invalid table
/// definition, collation mismatch.
const MISTYPED: &str = "42804";
const MISDEFINED: &str = "42P16";
const MISSORTED: &str = "42P21";

/// One transaction that takes all its locks or fails.
pub trait Attempt: Send {
    /// Whether the server answers soon once it has the locks: what takes as long as there are rows has no limit.
    const ANSWERS_SOON: bool = true;

    /// Tries, waiting `lock_wait_ms` for each lock; gives the milliseconds that the locks took.
    fn once(
        &mut self,
        connection: &mut PgConnection,
        lock_wait_ms: u32,
    ) -> impl Future<Output = Result<f64, AttemptFailure>> + Send;
}

/// Why a try failed: the server or the way to it, or what is known of the copies.
pub enum AttemptFailure {
    Server(sqlx::Error),
    Known(StoreError),
}

impl From<sqlx::Error> for AttemptFailure {
    fn from(error: sqlx::Error) -> AttemptFailure {
        AttemptFailure::Server(error)
    }
}

impl From<StoreError> for AttemptFailure {
    fn from(error: StoreError) -> AttemptFailure {
        AttemptFailure::Known(error)
    }
}

/// Whose tables are locked, which, and what for.
pub struct Target<'a> {
    pub tenant: &'a TenantName,
    /// "could not" goes before it.
    pub doing: &'static str,
    pub names: Vec<String>,
    pub locks: Locks,
    pub patience: Patience,
}

/// Whom the locks of a try keep out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locks {
    /// All sessions.
    All,
    /// Those that write: readers continue and block nothing.
    Writers,
}

impl Locks {
    /// The modes of others' locks that do not hold up a try.
    pub fn harmless(self) -> &'static [&'static str] {
        match self {
            Locks::All => &[],
            Locks::Writers => &["AccessShareLock"],
        }
    }
}

/// The caller's error for a try that another one cannot mend.
pub fn refusal(&Target { tenant, doing, .. }: &Target<'_>, failure: AttemptFailure) -> StoreError {
    let error = match failure {
        AttemptFailure::Known(error) => return error,
        AttemptFailure::Server(error) => error,
    };
    let message = error.as_database_error().map(|error| error.message().to_owned()).unwrap_or_default();
    match sqlstate(&error) {
        Some(LOST_LEASE) => StoreError::lost(tenant),
        Some(OTHER_COPIES) => StoreError::busy(format!("tenant \"{tenant}\": its copies were changed meanwhile"))
            .with_help("Run the command again.")
            .unchanged(),
        Some(OTHER_ROOTS) => {
            StoreError::new(ErrorKind::Stale, "the shared tables were altered after the standby was made")
                .with_help("Run the command again; it makes a new standby.")
        }
        Some(MISTYPED | MISDEFINED | MISSORTED) => {
            StoreError::new(ErrorKind::Stale, format!("the standby does not fit the shared tables: {message}"))
                .with_help("They were altered. Run the command again; it makes a new standby.")
        }
        Some(BROKEN_SEAL) => {
            StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": the seal of the standby was broken"))
                .with_help("Run the command again; it makes a new standby.")
        }
        Some(ADDED_TO) => {
            StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": its tables cannot be moved: {message}"))
                .with_help("Run the command again; it restores the rows instead.")
        }
        Some(ALTERED) => {
            StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": its tables were altered a moment ago"))
                .with_help("Run the command again.")
        }
        Some("42P07") => StoreError::refused(format!("tenant \"{tenant}\": {message}, and reseed did not create it"))
            .with_help("Rename or drop that table, then run the command again."),
        _ => failed(doing)(error),
    }
}
