//! Resets while four connections read and one writes: no mix is seen, no connection is lost. They last
//! RESEED_TEST_BESIDE_SECONDS, 20 by default.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Row, TransactionBehavior};

use crate::workspace::{TENANT, Workspace};

const READERS: usize = 4;

/// What two tables have in one transaction: how many different names, and the lowest.
type State = [(i64, String); 2];

fn lasts() -> Duration {
    let seconds = std::env::var("RESEED_TEST_BESIDE_SECONDS").ok();
    Duration::from_secs(seconds.map_or(20, |seconds| seconds.parse().expect("RESEED_TEST_BESIDE_SECONDS is a number")))
}

fn open(path: &std::path::Path) -> Connection {
    let connection = Connection::open(path).expect("the live file opens");
    connection.busy_timeout(Duration::from_secs(20)).expect("an option");
    connection
}

fn state(connection: &mut Connection) -> rusqlite::Result<State> {
    let transaction = connection.transaction()?;
    let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let first = transaction.query_row("SELECT count(DISTINCT name), min(name) FROM products", [], pair)?;
    let second = transaction.query_row("SELECT count(DISTINCT name), min(name) FROM customers", [], pair)?;
    transaction.commit()?;
    Ok([first, second])
}

/// Gives all products and customers one name, in one transaction.
fn write(connection: &mut Connection, name: &str) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("UPDATE products SET name = ?", [name])?;
    transaction.execute("UPDATE customers SET name = ?", [name])?;
    transaction.commit()
}

#[test]
fn readers_see_the_old_state_or_the_seed_and_keep_their_connections() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let live = workspace.path(".reseed/tenants/globex.db");
    let seed = state(&mut open(&live)).expect("the seed is read");
    let (stop, reads, writes) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let is_whole = |seen: &State| *seen == seed || (seen[0].0 == 1 && seen[0] == seen[1]);
    let mut resets = 0;
    std::thread::scope(|threads| {
        for _ in 0..READERS {
            threads.spawn(|| {
                let mut connection = open(&live);
                while !stop.load(Ordering::Relaxed) {
                    let seen = state(&mut connection).expect("the reader keeps its connection");
                    assert!(is_whole(&seen), "a mix: {seen:?}");
                    reads.fetch_add(1, Ordering::Relaxed);
                    // Readers without any pause keep every writer of a rollback journal out.
                    std::thread::sleep(Duration::from_millis(2));
                }
            });
        }
        threads.spawn(|| {
            let mut connection = open(&live);
            while !stop.load(Ordering::Relaxed) {
                let number = writes.fetch_add(1, Ordering::Relaxed);
                write(&mut connection, &format!("w{number}")).expect("the writer keeps its connection");
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let (started, lasts) = (Instant::now(), lasts());
        while started.elapsed() < lasts {
            let output = workspace.run(&["reset", TENANT, "--json"]);
            match output.status.code() {
                Some(0) => resets += 1,
                // A busy writer: refused after a bounded wait, and nothing has changed.
                Some(4) => {}
                code => {
                    stop.store(true, Ordering::Relaxed);
                    panic!("reset ended with {code:?}: {}", String::from_utf8_lossy(&output.stderr));
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    let (reads, writes) = (reads.into_inner(), writes.into_inner());
    assert!(resets > 10 && reads > 300 && writes > 30, "{resets} resets, {reads} reads, {writes} writes");
    workspace.expect(0, &["reset", TENANT]);
    workspace.expect(0, &["verify", TENANT]);
}
