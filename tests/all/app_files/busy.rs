//! Connections that are at work, and processes that die.

use std::process::Command;
use std::thread;
use std::time::Duration;

use reseed::reset::Policy;
use reseed::store::ErrorKind;
use rusqlite::Connection;

use super::basics::WRITES;
use super::{App, way};

fn short() -> Policy {
    Policy { wait: Duration::from_millis(200), ..Policy::default() }
}

#[test]
fn a_reset_waits_for_a_writer_then_gives_up_with_nothing_changed() {
    for journal in ["DELETE", "WAL"] {
        let app = App::adopted(journal);
        let seed = app.rows();
        app.exec("BEGIN IMMEDIATE; DELETE FROM events");
        let error = app.try_reset(short()).expect_err("it is locked");
        assert_eq!(error.kind(), ErrorKind::Busy, "{error}");
        app.exec("COMMIT");
        assert_ne!(app.rows(), seed, "the writer's rows stay");
        let path = app.path();
        let (ready, wait) = std::sync::mpsc::channel();
        let writer = thread::spawn(move || {
            let other = Connection::open(path).expect("the file opens");
            other.execute_batch("BEGIN IMMEDIATE; UPDATE seats SET place = place + 500").expect("it writes");
            ready.send(()).expect("the test waits");
            thread::sleep(Duration::from_millis(150));
            other.execute_batch("COMMIT").expect("it commits");
        });
        wait.recv().expect("the writer is at work");
        app.reset();
        writer.join().expect("it ends");
        assert_eq!(app.rows(), seed, "{journal}: what was acknowledged before is gone");
    }
}

#[test]
fn a_reader_of_a_rollback_journal_is_waited_for_and_one_of_a_log_is_not() {
    for journal in ["DELETE", "WAL"] {
        let app = App::adopted(journal);
        let seed = app.rows();
        app.exec(WRITES);
        let written = app.rows();
        let reader = Connection::open(app.path()).expect("the file opens");
        reader.execute_batch("BEGIN; SELECT count(*) FROM users").expect("it reads");
        let result = app.try_reset(short());
        let seen: i64 =
            reader.query_row("SELECT count(*) FROM users WHERE id = 900", [], |row| row.get(0)).expect("a count");
        assert_eq!(seen, 1, "a reader's snapshot stays");
        match journal {
            "WAL" => assert!(result.expect("a reset does not wait for readers").changed),
            _ => assert_eq!(result.expect_err("it cannot commit").kind(), ErrorKind::Busy),
        }
        reader.execute_batch("COMMIT").expect("it ends");
        if journal == "DELETE" {
            assert_eq!(app.rows(), written, "nothing has changed");
            app.reset();
        }
        assert_eq!(app.rows(), seed, "{journal}");
    }
}

#[test]
fn a_process_that_dies_at_its_commit_leaves_the_old_rows_or_the_seed() {
    for (point, is_done) in [("adopted.prepared", false), ("adopted.committed", true)] {
        for command in ["reset", "undo"] {
            let app = App::adopted("WAL");
            let seed = app.rows();
            app.exec(WRITES);
            let written = app.rows();
            if command == "undo" {
                app.reset();
            }
            let (before, after) = if command == "undo" { (&seed, &written) } else { (&written, &seed) };
            let died = Command::new(env!("CARGO_BIN_EXE_reseed"))
                .args([command, "ci", "--key", "once"])
                .env("RESEED_STORE", format!("sqlite:{}", app.store_path().display()))
                .env("RESEED_CRASH_AT", point)
                .output()
                .expect("it starts");
            assert!(!died.status.success(), "{point} is met");
            assert_eq!(&app.rows(), if is_done { after } else { before }, "{command} {point}");
            let again = app.with(Policy::default(), async |operations| match command {
                "undo" => operations.undo(&app.tenant(), None, Some("once")).await,
                _ => operations.reset(&app.tenant(), Some("once")).await,
            });
            let again = again.expect("it goes through");
            assert!(again.changed, "{command} {point}: it was done once");
            assert_eq!(&app.rows(), after, "{command} {point}");
            if command == "reset" {
                assert_eq!(app.undo().swap.map(|swap| swap.by), Some(way(&again).0));
                assert_eq!(app.rows(), written, "{point}: the state before is kept");
            }
            app.reset();
            assert_eq!(app.rows(), seed);
        }
    }
}

#[test]
fn resets_from_several_processes_at_once_take_turns() {
    let app = App::adopted("WAL");
    let seed = app.rows();
    for _ in 0..3 {
        app.exec(WRITES);
        let resets = (0..4).map(|_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
            command.args(["reset", "ci"]).env("RESEED_STORE", format!("sqlite:{}", app.store_path().display()));
            command.spawn().expect("it starts")
        });
        for mut reset in resets.collect::<Vec<_>>() {
            assert!(reset.wait().expect("it ends").success());
        }
        assert_eq!(app.rows(), seed);
    }
}
