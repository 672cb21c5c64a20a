//! Servers for tests: one of each version, started when first needed, stopped when the test process ends.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

/// The versions that everything has to hold on.
pub const VERSIONS: [u16; 2] = [15, 18];

/// A server of a test's own, or one of those that tests share.
pub struct Server {
    /// The address of the database `reseed`, as the role of that name.
    pub address: String,
    // The server stops when its standard input ends, which it does with this process, however that ends.
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    _child: Child,
}

/// The address of a new, empty database on a server of this version, whose owner is an ordinary role.
pub fn database(version: u16) -> String {
    // Not held while the database is made.
    let address = shared(version).lock().expect("no thread panics with it").address.clone();
    database_at(&address)
}

/// A new, empty database on a server of this version, until it is dropped.
pub fn temporary(version: u16) -> Temporary {
    Temporary { address: database(version) }
}

/// A new database on a server of this version with what `make` makes in an empty one. It does so once for each name: the others are
/// copies, whose catalog has the same numbers, so that seals hold there as well. (Counters of statistics start at 0 in them.)
pub fn temporary_with(version: u16, name: &str, make: impl FnOnce(&str)) -> Temporary {
    static MADE: Mutex<BTreeMap<String, Arc<OnceLock<String>>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().expect("no thread panics with it");
    let original = Arc::clone(made.entry(format!("{version} {name}")).or_default());
    drop(made);
    copy_of(original.get_or_init(|| {
        let address = database(version);
        make(&address);
        address
    }))
}

/// A copy of the database at an address, once it has no session any more.
pub fn copy_of(original: &str) -> Temporary {
    let name = name_of(original);
    let server = original.replace(&format!("/{name}?"), "/reseed?");
    let others =
        format!("SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND backend_type = 'client backend'");
    on_connection(&server, async |connection| {
        let others = || sqlx::query_scalar::<_, i64>(AssertSqlSafe(others.clone()));
        while others().fetch_one(&mut *connection).await.expect("the server answers") > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .expect("the server answers");
    Temporary { address: new_database(&server, name) }
}

fn shared(version: u16) -> &'static Mutex<Server> {
    static SERVERS: [OnceLock<Mutex<Server>>; 2] = [const { OnceLock::new() }; 2];
    let position = VERSIONS.iter().position(|known| *known == version).expect("a known version");
    // It may be in memory, has hundreds of databases, and does not die.
    let settings = ["max_wal_size = 256MB", "full_page_writes = off", "autovacuum_naptime = 1min"];
    SERVERS[position].get_or_init(|| Mutex::new(Server::start(version, &settings)))
}

/// The address of a new, empty database on the server at an address.
pub fn database_at(address: &str) -> String {
    new_database(address, "template1")
}

fn new_database(address: &str, template: &str) -> String {
    static DATABASES: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    // A copy of files takes two thirds of the processor time that one through the log takes.
    let create = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    on_connection(address, async |connection| {
        connection.execute(AssertSqlSafe(create)).await.expect("a database");
    })
    .expect("the server answers");
    address.replace("/reseed?", &format!("/{name}?"))
}

fn on_connection(address: &str, work: impl AsyncFnOnce(&mut PgConnection)) -> Result<(), sqlx::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(address).await?;
        work(&mut connection).await;
        connection.close().await
    })
}

/// The name of an address's database.
fn name_of(address: &str) -> &str {
    let (before, _) = address.split_once('?').expect("a socket's folder");
    before.rsplit_once('/').expect("a database").1
}

/// A database that is dropped with this: hundreds of them would fill the memory.
pub struct Temporary {
    /// Its address.
    pub address: String,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let name = name_of(&self.address);
        let superuser = self.address.replace(&format!("/{name}?"), "/postgres?").replace("//reseed@", "//postgres@");
        // One that a test has left a prepared transaction in stays, as do those of a server that has gone.
        let _ = on_connection(&superuser, async |connection| {
            let _ = connection.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await;
        });
    }
}

impl Server {
    /// A server with these settings besides the usual ones.
    pub fn start(version: u16, settings: &[&str]) -> Server {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh");
        let mut command = Command::new(script);
        command.arg("run").arg(version.to_string()).args(settings).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("scripts/postgres.sh runs");
        let output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let input = child.stdin.take().expect("its input is piped");
        let mut server = Server { address: String::new(), input, output, _child: child };
        server.address = server.line();
        let is_up = server.address.starts_with("postgres://");
        assert!(is_up, "PostgreSQL {version} did not start; run scripts/postgres.sh install");
        server
    }

    /// Kills the server as `kill -9` does, and starts it again.
    pub fn crash(&mut self) {
        self.turn("crash");
    }

    /// Stops the server and starts what the word says: see `scripts/postgres.sh`.
    pub fn turn(&mut self, word: &str) {
        self.input.write_all(format!("{word}\n").as_bytes()).expect("the script reads");
        assert_eq!(self.line(), "ready");
    }

    /// The process that all others of the server come from.
    pub fn pid(&self) -> String {
        let (_, folder) = self.address.split_once("host=").expect("a socket's folder");
        let file = format!("{folder}/data/postmaster.pid");
        let text = std::fs::read_to_string(file).expect("the server's own file");
        text.lines().next().unwrap_or_default().to_owned()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("its output can be read");
        line.trim().to_owned()
    }
}
