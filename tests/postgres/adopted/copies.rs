//! A database per worker of a test suite: copies of one that has an adopted tenant are reset like the original, from their first
//! write on, and none knows of another.

use std::thread;

use super::*;

/// How the server copies files, with the copies that are made so.
const STRATEGIES: [(&str, usize); 2] = [("file_copy", 4), ("wal_log", 4)];

/// A new copy of an application's database. The server makes it only while no session uses the original.
fn copied(app: &Application, name: &str, strategy: &str) -> Application {
    let original = app.session().text("SELECT current_database()");
    let url = &app.sandbox.url;
    let at = |database: &str| url.replace(&format!("/{original}?"), &format!("/{database}?"));
    let copy = Application { sandbox: Sandbox::at(at(&format!("{original}_{name}")), Layout::Schema) };
    let server = Application { sandbox: Sandbox::at(at("reseed"), Layout::Schema) };
    let mut session = server.session();
    let others = format!("SELECT count(*) FROM pg_stat_activity WHERE datname = '{original}'");
    while session.integer(&others) > 0 {
        thread::yield_now();
    }
    session.exec(&format!("CREATE DATABASE {original}_{name} TEMPLATE {original} STRATEGY {strategy}"));
    copy
}

on_every_version!(copies_of_a_database_are_reset_at_once_and_apart, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    let workers: Vec<(usize, Application)> = STRATEGIES
        .iter()
        .flat_map(|(strategy, count)| (1..=*count).map(move |number| (strategy, number)))
        .map(|(strategy, number)| (number, copied(&app, &format!("{strategy}{number}"), strategy)))
        .collect();
    thread::scope(|scope| {
        for (number, worker) in &workers {
            let seed = &seed;
            scope.spawn(move || {
                for round in 1..=3 {
                    worker.session().exec(&format!(
                        "UPDATE users SET credit = {number} WHERE id <= {}; DELETE FROM teams WHERE id = 12;
                         INSERT INTO users (email) VALUES ('w{number}@example.com')",
                        number * round
                    ));
                    let receipt = worker.reset();
                    assert_eq!(receipt["swap"]["by"], "delta", "the log of the copy is complete: {receipt}");
                    assert_eq!(&worker.rows(), seed, "{receipt}");
                }
            });
        }
    });
    // What one of them holds on its own connection changes nothing for the others.
    app.session().exec("UPDATE users SET credit = 77");
    assert!(workers.iter().all(|(_, worker)| worker.rows() == seed));
    assert_eq!(app.reset()["swap"]["by"], "delta");
});

on_every_version!(a_copy_has_what_was_written_before_and_notices_what_went_past_the_log, |version| {
    let app = Application::adopted(version);
    let seed = app.rows();
    app.session().exec("UPDATE users SET credit = 5 WHERE id = 5");
    let written = copied(&app, "written", "wal_log");
    assert_eq!(written.session().json("SELECT reseed.status('ci')")["live"], "written");
    assert_eq!(written.reset()["swap"]["by"], "delta");
    assert_eq!(written.rows(), seed);
    app.session_as("postgres").exec("TRUNCATE notes");
    let truncated = copied(&app, "truncated", "file_copy");
    assert_eq!(truncated.reset()["swap"]["by"], "full");
    assert_eq!(truncated.rows(), seed);
});
