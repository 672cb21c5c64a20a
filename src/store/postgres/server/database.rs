//! A server's database, and connections to it: how they are made, what they set, and who they act as.

use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Row};

use super::errors::{FULL, UNREACHABLE, failed, sqlstate};
use super::pool::{Pool, PooledConnection, timeout_ms};
use super::pooler;
use super::sessions::Sessions;
use super::url::{self, Application};
use crate::store::quote::quoted;
use crate::store::{ErrorKind, LOCK_WAIT, StoreError};

/// How long a new connection may take.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// The application name of sessions that only read and copy.
pub const READER: &str = "reseed";
/// The application name of sessions that run a user's SQL.
const STATEMENTS: &str = "reseed sql";
/// How often a server that has no connection left is asked for one.
const FULL_PAUSE: Duration = Duration::from_millis(20);
/// What every connection sets, besides how long it waits for a lock: results that do not depend on the role's or the
/// server's settings, an error instead of rows that a policy hides, and a server that notices a dead client. All of it is
/// allowed to ordinary roles. (transaction_timeout is new in 17.) Queries of the server's locks and sessions take a
/// millisecond, but are estimated so expensive that compiling them took 240 ms.
const SETTINGS: &str = "SET search_path = pg_catalog; SET timezone = 'UTC'; SET client_min_messages = warning;
    SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = off;
    SET standard_conforming_strings = on; SET row_security = off; SET statement_timeout = 0;
    SET idle_in_transaction_session_timeout = '10min'; SET idle_session_timeout = 0;
    SET client_connection_check_interval = '5s';
    SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
    SET plan_cache_mode = force_custom_plan; SET quote_all_identifiers = off; SET jit = off;
    SELECT CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
      THEN set_config('transaction_timeout', '0', false) END";
/// What every connection reads first: its server process, the time, who owns the store and whether the login may act as the
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
pub struct Database {
    options: PgConnectOptions,
    free: Pool,
    lock_wait: Duration,
}

impl Database {
    /// Reads `postgresql://…`.
    ///
    /// # Errors
    /// As [`url::parse`].
    pub fn parse(text: &str) -> Result<Database, StoreError> {
        let options = url::parse(text)?.application_name(READER).disable_statement_logging();
        let options = options.options([(pooler::PARAMETER, "direct")]);
        Ok(Database { options, free: Pool::default(), lock_wait: LOCK_WAIT })
    }

    /// The same, waiting so long for each lock.
    pub fn waiting(self, lock_wait: Duration) -> Database {
        Database { lock_wait, ..self }
    }

    /// Another database of the same server.
    pub fn named(&self, name: &str) -> Database {
        Database { options: self.options.clone().database(name), free: Pool::default(), lock_wait: self.lock_wait }
    }

    /// The address without a login.
    pub fn public(&self) -> String {
        url::public(&self.options)
    }

    /// The address that an application uses.
    pub fn of_application(&self, application: &Application) -> String {
        url::of_application(&self.options, application)
    }

    /// The same for statements that are not reseed's own, so that the session does not count as a reader.
    pub fn for_statements(&self) -> Database {
        let options = self.options.clone().application_name(STATEMENTS);
        Database { options, free: self.free.apart(), lock_wait: self.lock_wait }
    }

    /// A connection of its own. Where the server has none left, one is waited for as long as for a lock: those that were
    /// closed just now still count.
    pub async fn connect(&self) -> Result<PooledConnection, StoreError> {
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
    pub async fn connect_now(&self) -> Result<PooledConnection, StoreError> {
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

    /// The server processes of the sessions that were made by this address and its copies.
    pub fn sessions(&self) -> &Sessions {
        self.free.sessions()
    }

    /// The same address, without the connections of this one.
    pub fn apart(&self) -> Database {
        Database { options: self.options.clone(), free: Pool::default(), lock_wait: self.lock_wait }
    }

    async fn connect_anew(&self) -> Result<PooledConnection, StoreError> {
        let mut connection = self.connect_bare().await?;
        let lock_timeout = timeout_ms(self.lock_wait);
        let settings = format!("{}; SET lock_timeout = {lock_timeout}; {SETTINGS}; {GREETING}", pooler::CHECK);
        let rows = sqlx::raw_sql(AssertSqlSafe(settings)).fetch_all(&mut connection).await;
        let greeting = rows.and_then(|mut rows| Greeting::of(&rows.pop().ok_or(sqlx::Error::RowNotFound)?));
        let Greeting { pid, now_us, kept_out } = greeting.map_err(failed("prepare the connection"))?;
        if let Some((login, owner)) = kept_out {
            let message =
                format!("role {login:?} is a member of {owner:?}, which owns the store, and may not act as it");
            let help = format!("GRANT {} TO {} WITH SET TRUE, or log in as the owner.", quoted(&owner), quoted(&login));
            return Err(StoreError::refused(message).with_help(help));
        }
        self.free.clock().set(now_us);
        Ok(PooledConnection::new(connection, pid, self.lock_wait, self.free.clone()))
    }

    /// A connection with the server's own settings.
    pub async fn connect_bare(&self) -> Result<PgConnection, StoreError> {
        let connecting = tokio::time::timeout(CONNECT_WAIT, self.options.connect()).await;
        let where_to = self.public();
        let silence = || {
            let message = format!("{where_to} has not answered in {} s", CONNECT_WAIT.as_secs());
            StoreError::machine(message).with_help(UNREACHABLE)
        };
        let connected = connecting.map_err(|_| silence())?;
        if connected.as_ref().is_err_and(|error| sqlstate(error) == Some(FULL)) {
            self.free.note_full();
        }
        connected.map_err(failed(&format!("connect to {where_to}")))
    }
}

/// What the server reports to a connection.
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

/// The connections of a store, which outlive it until they are closed.
pub struct Closing(Database);

impl Closing {
    /// Those at a database.
    pub fn of(database: Database) -> Closing {
        Closing(database)
    }

    /// Closes them, so that the server notes none as lost.
    pub async fn close(self) {
        self.0.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_unreachable_server_is_reported_at_once_and_by_its_address() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let unused = listener.local_addr().expect("its number");
        drop(listener);
        let database = Database::parse(&format!("postgres://joe:secret@{unused}/shop")).expect("an address");
        let Err(error) = database.connect().await else { panic!("no server listens") };
        assert_eq!(error.kind(), ErrorKind::Machine);
        let message = format!("{error} {:?}", error.help());
        assert!(message.contains(&format!("connect to postgresql://{unused}/shop: Connection refused")), "{message}");
        assert!(message.contains("--store") && !message.contains("joe") && !message.contains("secret"), "{message}");
    }
}
