//! Resets during writes of other sessions: each write that was acknowledged before is gone, each one after it stays, and the reset ends.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread;

use super::random::{Numbers, statement};
use super::*;

/// How many resets are made during the writes.
const RESETS: usize = 12;

on_every_version!(what_is_acknowledged_before_a_reset_is_gone_and_what_comes_after_stays, |version| {
    let app = Application::new(version);
    app.session().exec("CREATE TABLE marks (id bigint PRIMARY KEY)");
    app.adopt(&all()).expect("is adopted");
    let seed = app.rows();
    let (done, next) = (AtomicBool::new(false), AtomicI64::new(1));
    let acknowledged = Mutex::new(Vec::<i64>::new());
    thread::scope(|scope| {
        for writer in 0..3 {
            let (app, done, next, acknowledged) = (&app, &done, &next, &acknowledged);
            scope.spawn(move || {
                let mut session = app.session();
                let mut numbers = Numbers::new(1000 + writer);
                while !done.load(Ordering::Relaxed) {
                    let mark = next.fetch_add(1, Ordering::Relaxed);
                    let isolation = if numbers.up_to(4) == 1 { "REPEATABLE READ" } else { "READ COMMITTED" };
                    let sql = format!(
                        "BEGIN ISOLATION LEVEL {isolation}; {}; INSERT INTO marks VALUES ({mark}); COMMIT",
                        plain(&mut numbers)
                    );
                    match session.try_exec(&sql) {
                        Ok(()) => acknowledged.lock().expect("no thread panics with it").push(mark),
                        // A conflict, a refusal while a reset runs, a broken constraint: nothing was written.
                        Err(_) => session.exec("ROLLBACK"),
                    }
                }
            });
        }
        let ended = Done(&done);
        let mut session = app.session();
        for _ in 0..RESETS {
            let before = std::mem::take(&mut *acknowledged.lock().expect("no thread panics with it"));
            let receipt = session.json("SELECT reseed.reset('ci', patience => '20 seconds')");
            let list = before.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            let left = session.integer(&format!(
                "SELECT count(*) FROM marks WHERE id IN (0{}{list})",
                if list.is_empty() { "" } else { ", " }
            ));
            assert_eq!(left, 0, "of {} writes before the reset: {receipt}", before.len());
        }
        let after = acknowledged.lock().expect("no thread panics with it").len();
        // What is acknowledged from here on stays.
        acknowledged.lock().expect("no thread panics with it").clear();
        while acknowledged.lock().expect("no thread panics with it").len() < 5 {
            thread::yield_now();
        }
        drop(ended);
        let _ = after;
    });
    let kept = acknowledged.into_inner().expect("no thread panics with it");
    let list = kept.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    assert_eq!(app.session().integer(&format!("SELECT count(*) FROM marks WHERE id IN ({list})")), kept.len() as i64);
    app.reset();
    assert_eq!(app.rows(), seed);
});

/// A statement that is no transaction of its own.
fn plain(numbers: &mut Numbers) -> String {
    loop {
        let sql = statement(numbers);
        if !sql.contains("BEGIN") && !sql.contains("SET id") {
            return sql;
        }
    }
}

on_every_version!(a_transaction_that_stays_open_makes_the_tenant_busy, |version| {
    let app = Application::adopted(version);
    let (mut writer, mut session) = (app.session(), app.session());
    writer.exec("BEGIN; UPDATE users SET credit = 9 WHERE id = 1");
    let (code, message) = session.failure("SELECT reseed.reset('ci', patience => '300 milliseconds')");
    assert_eq!(code, "55P03", "{message}");
    assert!(message.contains("is busy"), "{message}");
    writer.exec("COMMIT");
    session.exec("SELECT reseed.reset('ci')");
    assert_eq!(app.session().integer("SELECT count(*) FROM users WHERE credit = 9 AND id = 1"), 0);
});

on_every_version!(a_write_that_is_not_committed_is_not_passed_over, |version| {
    let app = Application::adopted(version);
    let (seed, mut writer, mut session) = (app.rows(), app.session(), app.session());
    // Nothing else than the writer's lock shows it: no counter moves, and no logged row can be seen.
    writer.exec("BEGIN; UPDATE notes SET tags = '{}' WHERE user_id = 1");
    assert_eq!(session.failure("SELECT reseed.reset('ci', patience => '100 milliseconds')").0, "55P03");
    writer.exec("COMMIT");
    assert_ne!(app.rows(), seed);
    app.reset();
    assert_eq!(app.rows(), seed);
});

on_every_version!(two_resets_at_once_are_one_after_the_other, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    app.session().exec("UPDATE users SET credit = 9");
    thread::scope(|scope| {
        let resets: Vec<_> = (0..4).map(|_| scope.spawn(|| app.session().json("SELECT reseed.reset('ci')"))).collect();
        let changed =
            resets.into_iter().filter(|_| true).map(|reset| reset.join().expect("it resets")["changed"].clone());
        assert_eq!(changed.filter(|changed| *changed == true).count(), 1);
    });
    assert_eq!(app.rows(), seed);
});
