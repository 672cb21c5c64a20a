//! No committed write goes unnoticed, however soon it comes before or after a reset. `RESEED_TEST_ROUNDS` sets how often
//! that is tried.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::reset::LiveState;

fn rounds() -> usize {
    std::env::var("RESEED_TEST_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

#[test]
fn a_reset_right_after_another_connections_commit_is_never_skipped() {
    for mode in ["delete", "wal"] {
        let sandbox = Sandbox::with_tenant();
        sandbox.sql(&format!("PRAGMA journal_mode = {mode}"));
        let app = sandbox.app();
        let mut write = app.command("UPDATE customers SET name = 'written' WHERE id = 3").expect("a statement");
        let written = || app.integer("SELECT count(*) FROM customers WHERE name = 'written'").expect("a count");
        for round in 0..rounds() {
            write.execute(&[]).expect("a committed write");
            assert!(sandbox.reset().changed, "{mode}, round {round}");
            assert_eq!(written(), 0, "{mode}, round {round}");
        }
    }
}

#[test]
fn status_never_says_as_seeded_of_data_that_was_written_right_after_the_swap() {
    let mut sandbox = Sandbox::with_tenant();
    sandbox.policy.wait = Duration::from_secs(20);
    for round in 0..rounds() {
        let (stop, live) = (AtomicBool::new(false), sandbox.live());
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let db = Db::open(&live, Mode::ReadWrite).expect("the live file opens");
                db.set_busy_timeout(Duration::from_secs(20));
                while !stop.load(Ordering::Relaxed) {
                    db.exec("UPDATE lines SET amount = amount + 1 WHERE order_id = 1").expect("a committed write");
                }
            });
            sandbox.reset();
            stop.store(true, Ordering::Relaxed);
        });
        let status = sandbox.status().live;
        assert!(status == LiveState::MayDiffer || sandbox.equals_seed(), "round {round}: {status:?}");
    }
    sandbox.reset();
    assert_eq!(sandbox.status().live, LiveState::Seed, "all writers have ended");
}
