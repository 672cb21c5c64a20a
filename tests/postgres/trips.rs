//! How often a reset goes to the server: over a slow network that is what it costs.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::*;
use reseed::reset::{Audience, NextStandby, Operations, Proof, Receipt};

/// The most that a reset may cost.
const TRIPS_MAX: usize = 25;

/// Hands bytes to a server and back, and counts.
pub struct Counter {
    /// The way to the database that counts.
    pub url: String,
    _folder: tempfile::TempDir,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    trips: AtomicUsize,
}

/// What was counted.
pub struct Counted {
    pub connections: usize,
    /// The messages of clients that the server answered.
    pub trips: usize,
}

impl Counter {
    /// A way to the database at an address.
    pub fn new(url: &str) -> Counter {
        let (rest, socket_folder) = url.split_once("host=").expect("a socket's folder");
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("{rest}host={}", folder.path().to_str().expect("a path in UTF-8"));
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).expect("a socket");
        let counter = Counter { url, _folder: folder, counts: Arc::default() };
        let (counts, server) = (Arc::clone(&counter.counts), format!("{socket_folder}/.s.PGSQL.5432"));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = UnixStream::connect(&server) else { break };
                counts.connections.fetch_add(1, Ordering::SeqCst);
                let counts = Arc::clone(&counts);
                thread::spawn(move || count(client, server, &counts));
            }
        });
        counter
    }

    /// Connections and trips since it was asked last.
    pub fn take(&self) -> Counted {
        let Counts { connections, trips } = &*self.counts;
        Counted { connections: connections.swap(0, Ordering::SeqCst), trips: trips.swap(0, Ordering::SeqCst) }
    }
}

/// A trip ends where the server speaks after the client has.
fn count(mut client: UnixStream, mut server: UnixStream, counts: &Arc<Counts>) {
    let has_spoken = Arc::new(AtomicBool::new(false));
    let (mut answers, mut back) = (server.try_clone().expect("a handle"), client.try_clone().expect("a handle"));
    let (counts, asked) = (Arc::clone(counts), Arc::clone(&has_spoken));
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(bytes @ 1..) = answers.read(&mut buffer) {
            if asked.swap(false, Ordering::SeqCst) {
                counts.trips.fetch_add(1, Ordering::SeqCst);
            }
            if back.write_all(&buffer[..bytes]).is_err() {
                break;
            }
        }
        let _ = back.shutdown(std::net::Shutdown::Both);
    });
    let mut buffer = vec![0; 1 << 16];
    while let Ok(bytes @ 1..) = client.read(&mut buffer) {
        has_spoken.store(true, Ordering::SeqCst);
        if server.write_all(&buffer[..bytes]).is_err() {
            break;
        }
    }
    let _ = server.shutdown(std::net::Shutdown::Both);
}

everywhere!(a_reset_with_a_standby_ready_costs_few_round_trips_and_one_connection, |ground| {
    let direct = Sandbox::with_tenants(ground, &["acme", "globex"]);
    let counter = Counter::new(&direct.url);
    let mut sandbox = Sandbox::at(counter.url.clone(), ground.layout);
    for (round, proof) in [Proof::SealedBytes; 5].into_iter().chain([Proof::ReadBack]).enumerate() {
        direct.warm();
        sandbox.make_a_mess("acme");
        sandbox.policy.proof = proof;
        // Asking again for a lease that is on its way back would count.
        direct.until("SELECT bool_and(NOT reseed.is_held(l))::integer::bigint FROM reseed.leases AS l");
        counter.take();
        let receipt = reset_as_a_command(&sandbox);
        let Counted { connections, trips } = counter.take();
        assert_eq!(receipt.proof, Some(proof), "{:?}", receipt.notes);
        assert_eq!(receipt.made.durations_ms["standby"], 0.0, "the standby was ready");
        let is_proven = proof == Proof::ReadBack;
        assert_eq!(connections, if is_proven { 2 } else { 1 }, "reset {round}");
        println!("reset {round}: {trips} round trips on {connections} connections");
        assert!(is_proven || trips <= TRIPS_MAX, "reset {round}: {trips} round trips");
    }
    assert!(direct.equals_seed("acme"));
});

everywhere!(a_server_that_counts_statements_keeps_no_new_block_for_each_reset, |ground| {
    let server = server::Server::start(ground.version, &["shared_preload_libraries = 'pg_stat_statements'"]);
    let sandbox = Sandbox::at(server::database_at(&server.address), ground.layout);
    sandbox.app_as("postgres", "acme").exec("CREATE EXTENSION pg_stat_statements WITH SCHEMA public");
    let blocks = || {
        let sql = "SELECT count(*) FROM public.pg_stat_statements WHERE query ~* '^\\s*do\\M'";
        sandbox.app_as("postgres", "acme").integer(sql)
    };
    sandbox.up("acme", 0);
    let before = blocks();
    sandbox.up("globex", 0);
    for tenant in ["acme", "globex", "acme"] {
        sandbox.app_of(tenant).exec("UPDATE customers SET name = 'changed' WHERE :mine AND id = 7");
        sandbox.tenant(tenant).warm();
        sandbox.tenant(tenant).reset();
        sandbox.tenant(tenant).undo();
    }
    sandbox.tenant("globex").down();
    assert!(before > 0, "the first blocks made the store");
    assert_eq!(blocks(), before);
});

/// A command that makes the next standby itself.
struct Command;

impl Audience for Command {
    fn next_standby(&self) -> NextStandby {
        NextStandby::Command
    }

    fn recorded(&self, receipt: &Receipt) {
        assert_eq!(receipt.standby, Some(NextStandby::Command));
    }
}

/// From the first connection to the last farewell.
fn reset_as_a_command(sandbox: &Sandbox) -> Receipt {
    sandbox.runtime.block_on(async {
        let store = PostgresStore::open(&sandbox.url).await.expect("the store is there").called_by(Default::default());
        let closing = store.closing();
        let operations = Operations::new(&store, sandbox.policy).telling(&Command);
        let receipt = operations.reset(&name("acme"), None).await.expect("the reset");
        drop(store);
        closing.close().await;
        receipt
    })
}
