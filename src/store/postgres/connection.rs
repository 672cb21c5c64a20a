//! Connections to the server, and what its errors mean.

use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Row};

use super::cancel;
use super::free::{Free, Session};
use super::pooler;
use super::url::{self, Application};
use crate::store::quote::quoted;
use crate::store::{Caller, ErrorKind, LOCK_WAIT, StoreError, one_line};

/// How long a new connection may take.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// How long a connection may take to say that it is there.
const ANSWER_WAIT: Duration = Duration::from_secs(5);
/// What sessions call themselves that only read and copy.
pub const READER: &str = "reseed";
/// What sessions call themselves that run what somebody else has written.
const STATEMENTS: &str = "reseed sql";
/// How often a server that has no connection left is asked for one.
const FULL_PAUSE: Duration = Duration::from_millis(20);
/// `lock_timeout` of a wait, which 0 would make endless.
pub fn timeout_ms(wait: Duration) -> u128 {
    wait.as_millis().clamp(1, i32::MAX as u128)
}

/// What a server says that has no connection left.
const FULL: &str = "53300";
/// What every connection sets, besides how long it waits for a lock: results that do not depend on the role's or the
/// server's settings, an error instead of rows that a policy hides, and a server that notices a dead client. All of it is
/// allowed to ordinary roles. (transaction_timeout is new in 17.) Looks into the server's locks and sessions are over in a
/// millisecond, but are estimated so dear that compiling them took 240 ms.
const SETTINGS: &str = "SET search_path = pg_catalog; SET timezone = 'UTC'; SET client_min_messages = warning;
    SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = off;
    SET standard_conforming_strings = on; SET row_security = off; SET statement_timeout = 0;
    SET idle_in_transaction_session_timeout = '10min'; SET idle_session_timeout = 0;
    SET client_connection_check_interval = '5s';
    SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
    SET plan_cache_mode = force_custom_plan; SET quote_all_identifiers = off; SET jit = off;
    SELECT CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
      THEN set_config('transaction_timeout', '0', false) END";
/// What every connection is told: its server process, the time, who owns the store and whether the login may act as the
/// owner, which it then does. Members of the owner's role would otherwise own what they make, each shutting the others out.
const GREETING: &str = "SELECT pg_backend_pid() AS pid, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now_us,
      session_user::text AS login, o.rolname::text AS owner,
      CASE WHEN NOT o.may THEN NULL WHEN o.rolname <> session_user THEN set_config('role', o.rolname, false) END AS acts_as,
      coalesce(o.is_member AND NOT o.may, false) AS is_kept_out
    FROM (VALUES (1)) AS one LEFT JOIN (SELECT r.rolname, pg_has_role(session_user, r.oid, 'MEMBER') AS is_member,
        CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN pg_has_role(session_user, r.oid, 'SET')
          ELSE pg_has_role(session_user, r.oid, 'MEMBER') END AS may
      FROM pg_namespace AS n JOIN pg_roles AS r ON r.oid = n.nspowner WHERE n.nspname = 'reseed') AS o ON true";

/// A server's database, how to log in, the connections to it that are free, and how long each of them waits for a lock.
#[derive(Clone)]
pub struct Address {
    options: PgConnectOptions,
    free: Free,
    lock_wait: Duration,
}

impl Address {
    /// Reads `postgresql://…`.
    ///
    /// # Errors
    /// As [`url::parse`].
    pub fn parse(text: &str) -> Result<Address, StoreError> {
        let options = url::parse(text)?.application_name(READER).disable_statement_logging();
        let options = options.options([(pooler::PARAMETER, "direct")]);
        Ok(Address { options, free: Free::default(), lock_wait: LOCK_WAIT })
    }

    /// The same, waiting so long for each lock.
    pub fn waiting(self, lock_wait: Duration) -> Address {
        Address { lock_wait, ..self }
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
        let options = self.options.clone().application_name(STATEMENTS);
        Address { options, free: self.free.apart(), lock_wait: self.lock_wait }
    }

    /// A connection of its own. Where the server has none left, one is waited for as long as for a lock: those that were
    /// closed just now still count.
    pub async fn connect(&self) -> Result<Session, StoreError> {
        let start = Instant::now();
        loop {
            match self.connect_now().await {
                Err(error) if error.kind() == ErrorKind::Busy && start.elapsed() < self.lock_wait => {
                    tokio::time::sleep(FULL_PAUSE).await;
                }
                done => return done,
            }
        }
    }

    /// The same, or no connection if the server has none left.
    pub async fn connect_now(&self) -> Result<Session, StoreError> {
        let mut session = match self.free.take().await {
            Some(session) => session,
            None => self.connect_anew().await?,
        };
        session.wait_for_locks(self.lock_wait).await?;
        Ok(session)
    }

    /// Does something on a connection that is free, or a new one, which is of no use any more if that fails. Session
    /// settings and locks stay as they are.
    pub async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut session = self.connect().await?;
        let done = work(&mut session).await?;
        session.put_back().await;
        Ok(done)
    }

    /// The time on the server's clock; none before the first connection.
    pub fn now_us(&self) -> Option<i64> {
        self.free.clock().now_us()
    }

    /// Closes all connections that were made by this address and its copies, at the end of their process.
    pub async fn close(&self) {
        self.free.close().await;
    }

    /// Cancels what sessions of this address wait for, once `caller` wants an end.
    pub fn stopped_by(&self, caller: &Caller) {
        let address = Address { options: self.options.clone(), free: Free::default(), lock_wait: self.lock_wait };
        cancel::watch(address, self.free.sessions(), caller);
    }

    async fn connect_anew(&self) -> Result<Session, StoreError> {
        let mut connection = self.connect_bare().await?;
        let lock_timeout = timeout_ms(self.lock_wait);
        let settings = format!("{}; SET lock_timeout = {lock_timeout}; {SETTINGS}; {GREETING}", pooler::CHECK);
        let rows = sqlx::raw_sql(AssertSqlSafe(settings)).fetch_all(&mut connection).await;
        let told = rows.and_then(|mut rows| Greeting::of(&rows.pop().ok_or(sqlx::Error::RowNotFound)?));
        let Greeting { pid, now_us, kept_out } = told.map_err(failed("prepare the connection"))?;
        if let Some((login, owner)) = kept_out {
            let said = format!("role {login:?} is a member of {owner:?}, which owns the store, and may not act as it");
            let hint = format!("GRANT {} TO {} WITH SET TRUE, or log in as the owner.", quoted(&owner), quoted(&login));
            return Err(StoreError::refused(said).hint(hint));
        }
        self.free.clock().set(now_us);
        Ok(Session::new(connection, (pid, self.lock_wait), self.free.clone()))
    }

    /// A connection with the server's own settings.
    pub async fn connect_bare(&self) -> Result<PgConnection, StoreError> {
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
        connected.map_err(failed(&format!("connect to {where_to}")))
    }
}

/// What the server tells a connection.
struct Greeting {
    pid: i32,
    now_us: i64,
    /// The login and the owner that it is a member of but may not act as.
    kept_out: Option<(String, String)>,
}

impl Greeting {
    fn of(row: &PgRow) -> Result<Greeting, sqlx::Error> {
        let kept_out = match row.try_get("is_kept_out")? {
            true => Some((row.try_get("login")?, row.try_get("owner")?)),
            false => None,
        };
        Ok(Greeting { pid: row.try_get("pid")?, now_us: row.try_get("now_us")?, kept_out })
    }
}

/// Runs statements that were put together here, as one message: one transaction unless they say otherwise.
pub async fn run(connection: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(drop)
}

/// Whether the server answers on a connection outside of any transaction. What was written on it is counted then.
pub async fn answers(connection: &mut PgConnection) -> bool {
    answers_to(connection, "SELECT pg_stat_force_next_flush()").await
}

/// Whether the server does what it is told, and soon.
pub async fn answers_to(connection: &mut PgConnection, sql: &str) -> bool {
    matches!(tokio::time::timeout(ANSWER_WAIT, run(connection, sql.to_owned())).await, Ok(Ok(())))
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
        FULL => (
            ErrorKind::Busy,
            Some("The server has no free connection. Close some, raise max_connections, or give a longer --wait."),
        ),
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
            Some(
                "The role lacks a right. It needs CREATE on the database and must own the schemas it works in. Tables with \
                 FORCE ROW LEVEL SECURITY hide rows from their owner, and reseed reads all rows or none: log in as a role \
                 with BYPASSRLS, or run ALTER TABLE … NO FORCE ROW LEVEL SECURITY.",
            ),
        ),
        "3F000" => (
            ErrorKind::Refused,
            Some("The schema was dropped or renamed. Give it its name back, or run `reseed up`, which makes it again."),
        ),
        "25006" => (ErrorKind::Refused, Some(READ_ONLY)),
        "22P05" | "22021" => (ErrorKind::Refused, Some(ENCODING)),
        "28P01" | "28000" => (ErrorKind::Usage, Some("Check the user and the password (PGPASSWORD, ~/.pgpass).")),
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
