//! Servers for tests: one of each version, started when first needed, stopped when the test process ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

/// The versions that everything has to hold on.
pub const VERSIONS: [u16; 2] = [15, 18];

struct Server {
    address: String,
    /// The server stops when its standard input ends, which it does with this process, however that ends.
    _child: (Child, ChildStdin),
}

/// The address of a new, empty database on a server of this version, whose owner is an ordinary role.
pub fn database(version: u16) -> String {
    static SERVERS: [OnceLock<Server>; 2] = [const { OnceLock::new() }; 2];
    static DATABASES: AtomicU32 = AtomicU32::new(0);
    let position = VERSIONS.iter().position(|known| *known == version).expect("a known version");
    let server = SERVERS[position].get_or_init(|| start(version));
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&server.address).await.expect("the server answers");
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database");
        connection.close().await.expect("a farewell");
    });
    server.address.replace("/reseed?", &format!("/{name}?"))
}

fn start(version: u16) -> Server {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh");
    let mut command = Command::new(script);
    command.args(["run", &version.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("scripts/postgres.sh runs");
    let mut address = String::new();
    let output = child.stdout.take().expect("its output is piped");
    BufReader::new(output).read_line(&mut address).expect("its output can be read");
    assert!(address.starts_with("postgres://"), "PostgreSQL {version} did not start; run scripts/postgres.sh install");
    let input = child.stdin.take().expect("its input is piped");
    Server { address: address.trim().to_owned(), _child: (child, input) }
}
