//! Servers for tests: one of each version, started when first needed, stopped when the test process ends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

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
    static SERVERS: [OnceLock<Mutex<Server>>; 2] = [const { OnceLock::new() }; 2];
    let position = VERSIONS.iter().position(|known| *known == version).expect("a known version");
    let server = SERVERS[position].get_or_init(|| Mutex::new(Server::start(version, &[])));
    // Not held while the database is made.
    let address = server.lock().expect("no thread panics with it").address.clone();
    database_at(&address)
}

/// The address of a new, empty database on the server at an address.
pub fn database_at(address: &str) -> String {
    static DATABASES: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(address).await.expect("the server answers");
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database");
        connection.close().await.expect("a farewell");
    });
    address.replace("/reseed?", &format!("/{name}?"))
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
