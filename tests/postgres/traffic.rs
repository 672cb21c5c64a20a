//! Tenants at work while one of them is reset over and over.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use super::*;
use reseed::testkit::dataset::CUSTOMERS;

/// How often a tenant is reset while it writes and reads itself.
const RESETS_OF_ITS_OWN: usize = 20;
/// How often a tenant is reset while its neighbours work.
const RESETS: usize = 3;
/// Between two transactions of one of them: none is to keep the machine's few cores from those that connect.
pub const PAUSE: Duration = Duration::from_millis(2);
/// Neighbours at work.
const NEIGHBOURS: [&str; 4] = ["n1", "n2", "n3", "n4"];

everywhere!(neighbours_lose_nothing_and_see_no_error_while_a_tenant_is_reset_in_a_loop, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &[&["acme", "idle"], NEIGHBOURS.as_slice()].concat());
    let mut idle = sandbox.app_of("idle");
    idle.exec("BEGIN; UPDATE customers SET name = 'open' WHERE :mine AND id = 1");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let neighbours = NEIGHBOURS.map(|tenant| scope.spawn(|| count_up(&sandbox, tenant, &done)));
        let own = scope.spawn(|| keep_reading(&sandbox, &done));
        let _end = End(&done);
        for _ in 0..RESETS {
            sandbox.reset();
        }
        done.store(true, Ordering::Relaxed);
        for (tenant, neighbour) in NEIGHBOURS.into_iter().zip(neighbours) {
            let written = neighbour.join().expect("no error");
            let stored = "SELECT balance::bigint FROM customers WHERE :mine AND id = 3";
            assert_eq!(sandbox.app_of(tenant).integer(stored), written, "{tenant}");
            assert!(written > 0, "{tenant} was held up");
        }
        own.join().expect("no error");
    });
    idle.exec("COMMIT");
    assert_eq!(idle.integer("SELECT count(*) FROM customers WHERE :mine AND name = 'open'"), 1);
});

/// Ends the others' work, however its own thread ends.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Counts up in one row, each time in a transaction with a read; gives what the last one wrote.
fn count_up(sandbox: &Sandbox, tenant: &str, done: &AtomicBool) -> i64 {
    let mut app = sandbox.app_of(tenant);
    app.exec(
        "UPDATE customers SET balance = 0 WHERE :mine AND id = 3;
         PREPARE count_up AS UPDATE customers SET balance = balance + 1 WHERE :mine AND id = 3;
         PREPARE rows AS SELECT count(*) FROM lines WHERE :mine",
    );
    let mut written = 0;
    while !done.load(Ordering::Relaxed) {
        app.exec("BEGIN; EXECUTE count_up");
        assert_eq!(app.integer("EXECUTE rows"), 6 * CUSTOMERS as i64);
        app.exec("COMMIT");
        thread::sleep(PAUSE);
        written += 1;
    }
    written
}

/// Reads as the tenant that is reset, in one session with a prepared statement.
fn keep_reading(sandbox: &Sandbox, done: &AtomicBool) {
    let mut app = sandbox.app();
    app.exec("PREPARE rows AS SELECT count(*) FROM customers WHERE :mine");
    while !done.load(Ordering::Relaxed) {
        assert_eq!(app.integer("EXECUTE rows"), CUSTOMERS as i64);
        thread::sleep(PAUSE);
    }
}

everywhere!(what_was_acknowledged_before_a_swap_is_gone_and_what_comes_after_it_is_there, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    assert_eq!(sandbox.app().integer(BOTH), 0, "the seed");
    let (done, clock) = (AtomicBool::new(false), Instant::now());
    let (swapped, (begun, last)) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut app = sandbox.app();
            for number in 1.. {
                let is_last = done.load(Ordering::Acquire);
                let begun = clock.elapsed();
                // Two tables in one transaction: they are in the same epoch, or the sum is wrong afterwards.
                app.exec(&format!(
                    "BEGIN; UPDATE customers SET balance = {number} WHERE :mine AND id = 2;
                     UPDATE lines SET amount = {number} WHERE :mine AND order_id = 1; COMMIT"
                ));
                if is_last {
                    return (begun, number);
                }
                thread::sleep(PAUSE);
            }
            unreachable!("the writes are not counted out")
        });
        let readers = ["READ COMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"];
        let readers = readers.map(|level| scope.spawn(|| see_no_mix(&sandbox, level, &done)));
        let (mut swapped, _end) = (Duration::ZERO, End(&done));
        for _ in 0..RESETS_OF_ITS_OWN {
            sandbox.reset();
            swapped = clock.elapsed();
        }
        // One whole write comes after the last swap.
        done.store(true, Ordering::Release);
        readers.into_iter().for_each(|reader| reader.join().expect("no mix"));
        (swapped, writer.join().expect("no error"))
    });
    assert!(begun > swapped, "the last write began after the last swap");
    let both = "SELECT (SELECT balance FROM customers WHERE :mine AND id = 2)::bigint * 1000000
        + (SELECT min(amount) FROM lines WHERE :mine AND order_id = 1)::bigint";
    let stored = sandbox.app().integer(both);
    let stored = (stored / 1_000_000, stored % 1_000_000);
    assert_eq!(stored, (last, last), "a write after the swap is lost");
    assert_eq!(sandbox.app().integer(BOTH), 1, "what was written together");
    let mut before = sandbox.app();
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"), "a write before the swap is there");
    before.exec("UPDATE customers SET balance = 77 WHERE :mine AND id = 2");
    assert_eq!(before.integer("SELECT balance::bigint FROM customers WHERE :mine AND id = 2"), 77);
});

/// What the writer's two tables hold: the seed in both (0), what one of its transactions wrote in both (1), or a mix (2).
/// The seed's amounts differ, and its balance is none that is written.
const BOTH: &str = "SELECT (CASE WHEN balance = least AND least = most THEN 1
      WHEN balance < 0 AND least = 1.01 AND most = 1.02 THEN 0 ELSE 2 END)::bigint
    FROM customers,
      (SELECT min(amount) AS least, max(amount) AS most FROM lines WHERE :mine AND order_id = 1) AS amounts
    WHERE :mine AND id = 2";

/// Reads both tables in one statement, at any level, and counts rows in the same transaction.
fn see_no_mix(sandbox: &Sandbox, level: &str, done: &AtomicBool) {
    let mut app = sandbox.app();
    while !done.load(Ordering::Relaxed) {
        app.exec(&format!("BEGIN ISOLATION LEVEL {level} READ ONLY"));
        assert_ne!(app.integer(BOTH), 2, "{level}: one transaction in two epochs");
        let rows = app.integer("SELECT count(*) FROM customers WHERE :mine");
        assert_eq!(rows, CUSTOMERS as i64, "{level}: neither empty nor more");
        let lines = app.integer("SELECT count(*) FROM lines WHERE :mine");
        assert_eq!(lines, 6 * CUSTOMERS as i64, "{level}");
        app.exec("COMMIT");
        thread::sleep(PAUSE);
    }
}
