//! Connections to the server, and what its errors mean.

use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

use super::free::{Free, Session};
use super::pooler;
use super::url::{self, Application};
use crate::store::{ErrorKind, StoreError, one_line};

/// How long a new connection may take.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// How long a connection may take to say that it is there.
const ANSWER_WAIT: Duration = Duration::from_secs(5);
/// What sessions call themselves that only read and copy.
pub const READER: &str = "reseed";
/// What sessions call themselves that run what somebody else has written.
const STATEMENTS: &str = "reseed sql";
/// How long a server may have no connection left, and how often it is asked meanwhile.
const FULL_WAIT: Duration = Duration::from_secs(1);
const FULL_PAUSE: Duration = Duration::from_millis(20);
/// What a server says that has no connection left.
const FULL: &str = "53300";
/// What every connection sets: results that do not depend on the role's or the server's settings, and a server that
/// notices a dead client. All of it is allowed to ordinary roles. (transaction_timeout is new in 17.)
const SETTINGS: &str = "SET search_path = pg_catalog; SET timezone = 'UTC'; SET client_min_messages = warning;
    SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = off;
    SET standard_conforming_strings = on; SET row_security = on; SET lock_timeout = 0; SET statement_timeout = 0;
    SET idle_in_transaction_session_timeout = '10min'; SET idle_session_timeout = 0;
    SET client_connection_check_interval = '5s';
    SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
    SET plan_cache_mode = force_custom_plan; SET quote_all_identifiers = off;
    SELECT CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
      THEN set_config('transaction_timeout', '0', false) END";

/// A server's database, how to log in, and the connections to it that are free.
#[derive(Clone)]
pub struct Address {
    options: PgConnectOptions,
    free: Free,
}

impl Address {
    /// Reads `postgresql://…`.
    ///
    /// # Errors
    /// As [`url::parse`].
    pub fn parse(text: &str) -> Result<Address, StoreError> {
        let options = url::parse(text)?.application_name(READER).disable_statement_logging();
        Ok(Address { options, free: Free::default() })
    }

    /// The address without a login.
    pub fn public(&self) -> String {
        url::public(&self.options)
    }

    /// The address that an application uses.
    pub fn of_application(&self, application: &Application) -> String {
        url::of_application(&self.options, application)
    }

    /// The same for statements that are not reseed's own, so that nobody takes the session for a reader.
    pub fn for_statements(&self) -> Address {
        Address { options: self.options.clone().application_name(STATEMENTS), free: Free::default() }
    }

    /// A connection of its own. Where the server has none left it may have one in a moment: those that were closed just
    /// now still count.
    pub async fn connect(&self) -> Result<Session, StoreError> {
        let start = Instant::now();
        loop {
            match self.connect_now().await {
                Err(error) if error.kind() == ErrorKind::Busy && start.elapsed() < FULL_WAIT => {
                    tokio::time::sleep(FULL_PAUSE).await;
                }
                done => return done,
            }
        }
    }

    /// The same, or no connection if the server has none left.
    pub async fn connect_now(&self) -> Result<Session, StoreError> {
        if let Some(session) = self.free.take().await {
            return Ok(session);
        }
        self.connect_anew().await
    }

    /// Does something on a connection that is free, or a new one, which is of no use any more if that fails.
    pub async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut session = self.connect().await?;
        let done = work(&mut session).await?;
        session.give_back().await;
        Ok(done)
    }

    async fn connect_anew(&self) -> Result<Session, StoreError> {
        let connecting = tokio::time::timeout(CONNECT_WAIT, self.options.connect()).await;
        let where_to = self.public();
        let silence = || {
            let said = format!("{where_to} has not answered in {} s", CONNECT_WAIT.as_secs());
            StoreError::machine(said).hint(UNREACHABLE)
        };
        let connected = connecting.map_err(|_| silence())?;
        if connected.as_ref().is_err_and(|error| sqlstate(error) == Some(FULL)) {
            self.free.note_full();
        }
        let mut connection = connected.map_err(failed(&format!("connect to {where_to}")))?;
        connection.execute(SETTINGS).await.map_err(failed("prepare the connection"))?;
        Ok(Session::new(connection, self.free.clone()))
    }
}

/// Runs statements that were put together here, as one message: one transaction unless they say otherwise.
pub async fn run(connection: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(drop)
}

/// Ends the connection's transaction; whether the server has said so. What was written is counted then: a session that
/// stays would keep its counts to itself for a while, and [`live_stamp`](crate::store::Store::live_stamp) rests on them.
pub async fn answers(connection: &mut PgConnection) -> bool {
    ends(connection, "ROLLBACK; SELECT pg_stat_force_next_flush()").await
}

/// The same, and gives back every lock and every limit of time that outlives a transaction.
pub async fn holds_nothing(connection: &mut PgConnection) -> bool {
    let end = "ROLLBACK; SET lock_timeout = 0; SET statement_timeout = 0;
        SELECT pg_advisory_unlock_all(), pg_stat_force_next_flush()";
    ends(connection, end).await
}

async fn ends(connection: &mut PgConnection, how: &str) -> bool {
    matches!(tokio::time::timeout(ANSWER_WAIT, run(connection, how.to_owned())).await, Ok(Ok(())))
}

/// The SQLSTATE of an error of the server.
pub fn sqlstate(error: &sqlx::Error) -> Option<&str> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    Some(error.code())
}

/// Says what was being done when the server or the way to it failed. Messages of the server are repeated, their details
/// are not: those may hold rows.
pub fn failed(doing: &str) -> impl FnOnce(sqlx::Error) -> StoreError + use<> {
    let doing = format!("could not {doing}");
    move |error| {
        let (kind, hint) = match &error {
            sqlx::Error::Io(_) => (ErrorKind::Machine, Some(UNREACHABLE)),
            other if pooler::is_behind(other) => (ErrorKind::Refused, Some(pooler::HINT)),
            other => sqlstate(other).map_or((ErrorKind::Machine, None), meaning),
        };
        let reason = match &error {
            sqlx::Error::Io(error) => error.to_string(),
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        };
        let said = StoreError::new(kind, format!("{doing}: {}", one_line(&reason)));
        hint.into_iter().fold(said, StoreError::hint)
    }
}

/// What a caller can do about a server that does not answer.
const UNREACHABLE: &str = "Check that the server runs, and its address (--store, RESEED_STORE).";

/// What a caller can do about a server that takes no writes.
pub const READ_ONLY: &str =
    "The server is a hot standby, or was made read-only. Give the primary's address (--store, RESEED_STORE).";
/// What a caller can do about a database that lacks characters.
pub const ENCODING: &str = "The database does not have every character. Use one that was created with ENCODING 'UTF8'.";

/// What a caller can do about an SQLSTATE (PostgreSQL manual, appendix A).
fn meaning(code: &str) -> (ErrorKind, Option<&'static str>) {
    match code {
        "55P03" | "40P01" | "40001" | "57014" => (
            ErrorKind::Busy,
            Some("Another session holds a lock. Try again, or give a longer --wait. Nothing has changed."),
        ),
        "57P01" | "57P02" | "57P03" => {
            (ErrorKind::Busy, Some("The server ended the session, or is starting or stopping. Try again in a moment."))
        }
        FULL => (ErrorKind::Busy, Some("The server has no free connection. Close some, or raise max_connections.")),
        "53200" => (
            ErrorKind::Machine,
            Some(
                "The server's lock table or memory is full. Raise max_locks_per_transaction, or use fewer partitions.",
            ),
        ),
        "53100" => {
            (ErrorKind::Machine, Some("The server's disk is full. Free some space, then run the command again."))
        }
        "42501" => (
            ErrorKind::Refused,
            Some("The role lacks a right. It needs CREATE on the database and must own the schemas it works in."),
        ),
        "25006" => (ErrorKind::Refused, Some(READ_ONLY)),
        "22P05" | "22021" => (ErrorKind::Refused, Some(ENCODING)),
        "28P01" | "28000" => (ErrorKind::Refused, Some("Check the user and the password (PGPASSWORD, ~/.pgpass).")),
        "3D000" => (ErrorKind::NotFound, Some("Create the database first, with `createdb`.")),
        _ if code.starts_with("23") || code.starts_with("22") => (ErrorKind::Data, None),
        _ => (ErrorKind::Machine, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_is_not_there_is_told_at_once_and_by_its_address() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let nobody = listener.local_addr().expect("its number");
        drop(listener);
        let address = Address::parse(&format!("postgres://joe:secret@{nobody}/shop")).expect("an address");
        let Err(error) = address.connect().await else { panic!("nobody is there") };
        assert_eq!(error.kind(), ErrorKind::Machine);
        let told = format!("{error} {:?}", error.help());
        assert!(told.contains(&format!("connect to postgresql://{nobody}/shop: Connection refused")), "{told}");
        assert!(told.contains("--store") && !told.contains("joe") && !told.contains("secret"), "{told}");
    }
}
