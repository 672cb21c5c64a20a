//! Neighbours do not notice: four tenants read and write, a fifth holds a transaction open, while one tenant is reset in
//! a loop; their latencies beside those without resets.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use reseed::reset::Operations;
use reseed::store::TenantName;
use reseed::store::postgres::{Layout, PostgresStore};

use super::server::{Server, policy};
use super::{Scale, line, quantiles, server};

const NEIGHBOURS: [&str; 4] = ["n1", "n2", "n3", "n4"];
/// How long they work, with and without resets.
const WORK: Duration = Duration::from_secs(60);
/// Pause between resets, which leaves time to make the next standby.
const CUSTOMERS: u64 = 2_000;
/// Tenants that are only there, in one variant.
const PRESENT: usize = 1_000;

pub fn run(scale: Scale) {
    for (layout, present) in [(Layout::Shared, 0), (Layout::Schema, 0), (Layout::Shared, PRESENT)] {
        let present = if scale.quick { present / 100 } else { present };
        let server = server(scale);
        let store = server.store(layout);
        for tenant in [&["acme", "idle"], NEIGHBOURS.as_slice()].concat() {
            server.up(&store, tenant, CUSTOMERS);
        }
        for number in 0..present {
            server.up(&store, &format!("present-{number}"), 2);
        }
        let mut idle = server.connect();
        idle.exec(&format!("BEGIN; SELECT count(*) FROM {} WHERE {}", table("idle", layout), mine("idle", layout)));
        let quiet = work(&server, layout, scale, None);
        let busy = work(&server, layout, scale, Some(&store));
        let (pg, variant) = (scale.version.to_string(), format!("{} present", present + 6));
        for (what, (latencies, resets)) in [("without resets", quiet), ("with resets", busy)] {
            let (count, resets) = (latencies.len().to_string(), resets.to_string());
            let [half, most, all] = &quantiles(latencies, &[0.5, 0.99, 1.0])[..] else { unreachable!("three shares") };
            line(&[
                "neighbours",
                &pg,
                layout.word(),
                &variant,
                what,
                "resets",
                &resets,
                "transactions",
                &count,
                "ms p50 p99 max",
                half,
                most,
                all,
            ]);
        }
        idle.exec("COMMIT");
    }
}

/// The neighbours' latencies in milliseconds, and how many resets there were.
fn work(server: &Server, layout: Layout, scale: Scale, reset: Option<&PostgresStore>) -> (Vec<f64>, u64) {
    let (done, resets) = (AtomicBool::new(false), AtomicU64::new(0));
    let length = if scale.quick { Duration::from_secs(2) } else { WORK };
    thread::scope(|scope| {
        let neighbours = NEIGHBOURS.map(|tenant| scope.spawn(|| neighbour(server, layout, tenant, &done)));
        let start = Instant::now();
        while start.elapsed() < length {
            let Some(store) = reset else {
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            let tenant: TenantName = "acme".parse().expect("a name");
            server.runtime.block_on(Operations::new(store, policy()).reset(&tenant, None)).expect("the reset");
            resets.fetch_add(1, Ordering::Relaxed);
        }
        done.store(true, Ordering::Relaxed);
        let latencies = neighbours.into_iter().flat_map(|neighbour| neighbour.join().expect("no error")).collect();
        (latencies, resets.load(Ordering::Relaxed))
    })
}

/// One neighbour: a read and a write per transaction, a millisecond's pause between them, nothing lost.
fn neighbour(server: &Server, layout: Layout, tenant: &str, done: &AtomicBool) -> Vec<f64> {
    let mut session = server.connect();
    let (table, mine) = (table(tenant, layout), mine(tenant, layout));
    session.exec(&format!("UPDATE {table} SET total = 1 WHERE {mine} AND id = 1"));
    session.exec(&format!("PREPARE count_up AS UPDATE {table} SET total = total + 1 WHERE {mine} AND id = 1"));
    session.exec(&format!("PREPARE rows AS SELECT count(*) FROM {table} WHERE {mine} AND customer_id < 50"));
    let mut latencies_ms = Vec::new();
    while !done.load(Ordering::Relaxed) {
        latencies_ms.push(session.time("BEGIN; EXECUTE count_up; EXECUTE rows; COMMIT"));
        thread::sleep(Duration::from_millis(1));
    }
    let stored = session.integer(&format!("SELECT total::bigint FROM {table} WHERE {mine} AND id = 1"));
    assert_eq!(stored, 1 + latencies_ms.len() as i64, "{tenant}: a write is lost");
    latencies_ms
}

fn table(tenant: &str, layout: Layout) -> String {
    match layout {
        Layout::Shared => "bench.orders".to_owned(),
        Layout::Schema => format!("\"{tenant}\".orders"),
    }
}

fn mine(tenant: &str, layout: Layout) -> String {
    match layout {
        Layout::Shared => format!("tenant_id = '{tenant}'"),
        Layout::Schema => "true".to_owned(),
    }
}
