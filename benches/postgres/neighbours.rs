//! Neighbours do not notice: four tenants read and write, a fifth holds a transaction open, while one tenant is swapped
//! or reset in a loop; their latencies with and without that.
//!
//! A swap is what other tenants might wait for. A reset in a loop also makes a standby each time, which takes the
//! machine's time, not locks: how much of that neighbours feel depends on how many cores there are. So they are also
//! measured during work that takes time and no locks, and during swaps and resets at a limited rate.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use reseed::reset::Operations;
use reseed::store::TenantName;
use reseed::store::postgres::Layout;

use super::server::{Server, policy};
use super::turns::Turns;
use super::{Scale, line, quantiles, server};

const NEIGHBOURS: [&str; 4] = ["n1", "n2", "n3", "n4"];
/// Work of the server's that is none of theirs, and takes about as long as a swap.
const OTHER_WORK: &str = "SELECT sum(sqrt(n)) FROM generate_series(1, 60000) AS n";
/// What is done to another tenant meanwhile, and how often a second at most; without a pause where there is no limit.
const BESIDE: [(&str, Option<u32>); 7] = [
    ("nothing", None),
    ("swaps", Some(1)),
    ("swaps", Some(10)),
    ("resets", Some(1)),
    ("other work", None),
    ("swaps", None),
    ("resets", None),
];
/// How long they work during each.
const WORK: Duration = Duration::from_secs(60);
/// Customers of each.
const CUSTOMERS: u64 = 2_000;
/// Tenants that are only there, in one variant.
const PRESENT: usize = 1_000;

pub fn run(scale: Scale) {
    for (layout, present) in [(Layout::Shared, 0), (Layout::Schema, 0), (Layout::Shared, PRESENT)] {
        let present = if scale.quick { present / 100 } else { present };
        let server = server(scale);
        let store = server.store(layout);
        for tenant in [&["acme", "swapped", "idle"], NEIGHBOURS.as_slice()].concat() {
            server.up(&store, tenant, CUSTOMERS);
        }
        for number in 0..present {
            server.up(&store, &format!("present-{number}"), 2);
        }
        let mut idle = server.connect();
        idle.exec(&format!("BEGIN; SELECT count(*) FROM {} WHERE {}", table("idle", layout), mine("idle", layout)));
        let (pg, variant) = (scale.version.to_string(), format!("{} present", present + 7));
        let mut turns = Turns::new(&server, &store, "swapped");
        let operations = Operations::new(&store, policy());
        let tenant: TenantName = "acme".parse().expect("a name");
        let mut other = server.connect();
        let mut act = |what: &str| match what {
            "nothing" => thread::sleep(Duration::from_millis(10)),
            "other work" => _ = other.time(OTHER_WORK),
            "swaps" => _ = turns.swap(),
            _ => drop(server.runtime.block_on(operations.reset(&tenant, None)).expect("the reset")),
        };
        for (what, a_second) in BESIDE {
            let pace = a_second.map(|times| Duration::from_secs(1) / times);
            let (latencies, resets) = work(&server, layout, scale, pace.unwrap_or_default(), &mut || act(what));
            let (count, resets) = (latencies.len().to_string(), resets.to_string());
            let what = a_second.map_or(what.to_owned(), |times| format!("{what}, {times} a second"));
            let [half, most, all] = &quantiles(latencies, &[0.5, 0.99, 1.0])[..] else { unreachable!("three shares") };
            line(&[
                "neighbours",
                &pg,
                layout.word(),
                &variant,
                &what,
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

/// The neighbours' latencies in milliseconds while `act` is done again and again, begun once per `pace` at most; and how
/// often it was.
fn work(server: &Server, layout: Layout, scale: Scale, pace: Duration, act: &mut dyn FnMut()) -> (Vec<f64>, u32) {
    let (done, mut acts) = (AtomicBool::new(false), 0);
    let length = if scale.quick { Duration::from_secs(2) } else { WORK };
    thread::scope(|scope| {
        let neighbours = NEIGHBOURS.map(|tenant| scope.spawn(|| neighbour(server, layout, tenant, &done)));
        let start = Instant::now();
        while start.elapsed() < length {
            act();
            acts += 1;
            thread::sleep((pace * acts).saturating_sub(start.elapsed()));
        }
        done.store(true, Ordering::Relaxed);
        let latencies = neighbours.into_iter().flat_map(|neighbour| neighbour.join().expect("no error")).collect();
        (latencies, acts)
    })
}

/// One neighbour: a read and a write per transaction, five milliseconds' pause between them, nothing lost.
fn neighbour(server: &Server, layout: Layout, tenant: &str, done: &AtomicBool) -> Vec<f64> {
    let mut session = server.connect();
    let (table, mine) = (table(tenant, layout), mine(tenant, layout));
    session.exec(&format!("UPDATE {table} SET total = 1 WHERE {mine} AND id = 1"));
    session.exec(&format!("PREPARE count_up AS UPDATE {table} SET total = total + 1 WHERE {mine} AND id = 1"));
    session.exec(&format!("PREPARE rows AS SELECT count(*) FROM {table} WHERE {mine} AND customer_id < 50"));
    let mut latencies_ms = Vec::new();
    while !done.load(Ordering::Relaxed) {
        latencies_ms.push(session.time("BEGIN; EXECUTE count_up; EXECUTE rows; COMMIT"));
        thread::sleep(Duration::from_millis(5));
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
