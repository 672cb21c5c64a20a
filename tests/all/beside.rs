//! A minute of resets beside four reading and one writing connection: no mix is seen, no connection is lost.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

use crate::workspace::{TENANT, Workspace};

const LASTS: Duration = Duration::from_secs(60);
const READERS: usize = 4;

/// What two tables say in one transaction: how many different names, and the lowest.
type State = [(i64, String); 2];

async fn open(path: &std::path::Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(20));
    SqliteConnection::connect_with(&options).await.expect("the live file opens")
}

async fn state(connection: &mut SqliteConnection) -> Result<State, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let products = "SELECT count(DISTINCT name), min(name) FROM products";
    let customers = "SELECT count(DISTINCT name), min(name) FROM customers";
    let first = sqlx::query(products).fetch_one(&mut *transaction).await?;
    let second = sqlx::query(customers).fetch_one(&mut *transaction).await?;
    transaction.commit().await?;
    Ok([(first.get(0), first.get(1)), (second.get(0), second.get(1))])
}

/// Gives all products and customers one name, in one transaction.
async fn write(connection: &mut SqliteConnection, name: &str) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("UPDATE products SET name = ?").bind(name).execute(&mut *transaction).await?;
    sqlx::query("UPDATE customers SET name = ?").bind(name).execute(&mut *transaction).await?;
    transaction.commit().await
}

fn on_a_thread<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

#[test]
fn readers_see_the_old_state_or_the_seed_and_keep_their_connections() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let live = workspace.path(".reseed/tenants/globex.db");
    let seed = on_a_thread(async { state(&mut open(&live).await).await.expect("the seed is read") });
    let (stop, reads, writes) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let is_whole = |seen: &State| *seen == seed || (seen[0].0 == 1 && seen[0] == seen[1]);
    let mut resets = 0;
    std::thread::scope(|threads| {
        for _ in 0..READERS {
            threads.spawn(|| {
                on_a_thread(async {
                    let mut connection = open(&live).await;
                    while !stop.load(Ordering::Relaxed) {
                        let seen = state(&mut connection).await.expect("the reader keeps its connection");
                        assert!(is_whole(&seen), "a mix: {seen:?}");
                        reads.fetch_add(1, Ordering::Relaxed);
                    }
                });
            });
        }
        threads.spawn(|| {
            on_a_thread(async {
                let mut connection = open(&live).await;
                while !stop.load(Ordering::Relaxed) {
                    let number = writes.fetch_add(1, Ordering::Relaxed);
                    write(&mut connection, &format!("w{number}")).await.expect("the writer keeps its connection");
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
        });
        let started = Instant::now();
        while started.elapsed() < LASTS {
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
    assert!(resets > 10 && reads > 1_000 && writes > 100, "{resets} resets, {reads} reads, {writes} writes");
    workspace.expect(0, &["reset", TENANT]);
    workspace.expect(0, &["verify", TENANT]);
}
