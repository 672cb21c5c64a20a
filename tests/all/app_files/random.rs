//! Random work of an application, reset at random moments: the same rows each time.

use reseed::store::Way;

use super::{App, way};

/// How many resets of each file.
const ROUNDS: usize = 40;
/// How many statements at most between two.
const STATEMENTS_MAX: u64 = 14;

/// Numbers that follow from one.
struct Draws(u64);

impl Draws {
    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        // SplitMix64, by Sebastiano Vigna.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// A statement of an application; it may fail, which changes nothing.
fn statement(draws: &mut Draws) -> String {
    let (user, other, team, n) = (draws.below(66) + 1, draws.below(66) + 1, draws.below(10) + 1, draws.below(1000));
    match draws.below(24) {
        0 => format!("DELETE FROM users WHERE id = {user}"),
        1 => format!("UPDATE users SET email = 'E{n}@y', score = {n} WHERE id = {user}"),
        2 => format!("INSERT INTO users (team, email, handle) VALUES ({team}, 'n{n}', 'H{other}')"),
        3 => format!("INSERT OR REPLACE INTO users (id, email, handle) VALUES ({user}, 'u{other}@X', 'h{n}')"),
        4 => format!("UPDATE OR REPLACE users SET email = 'U{other}@x' WHERE id = {user}"),
        5 => format!(
            "INSERT INTO users (id, email) VALUES ({user}, 'x{n}') ON CONFLICT (id) DO UPDATE SET handle = 'q{n}'"
        ),
        6 => format!("UPDATE users SET id = {} WHERE id = {user}", 100 + n),
        7 => format!("UPDATE teams SET name = 'n{n}', lead = {user} WHERE id = {team}"),
        8 => format!("DELETE FROM teams WHERE id = {team}"),
        9 => format!("INSERT INTO teams (name, lead) VALUES ('t{n}', {user})"),
        10 => format!("INSERT INTO tags VALUES ('TAG{}', {user}, {n}) ON CONFLICT DO NOTHING", draws.below(5)),
        11 => format!("UPDATE tags SET name = upper(name), weight = weight || 'x' WHERE user = {user}"),
        12 => format!("UPDATE OR REPLACE tags SET user = {user} WHERE user = {other}"),
        13 => format!("REPLACE INTO sessions VALUES ('token{user}', {other}, NULL)"),
        14 => "DELETE FROM events WHERE rowid % 3 = 0".to_owned(),
        15 => format!("INSERT INTO events VALUES ('e{n}', x'00')"),
        16 => format!("UPDATE seats SET place = {} WHERE id = {}", draws.below(20) * 10, draws.below(24) + 1),
        17 => "UPDATE seats SET place = -place".to_owned(),
        18 => format!("UPDATE users SET boss = {other} WHERE id = {user}"),
        19 => format!("UPDATE users SET score = 2000 WHERE id = {user}"),
        20 => format!(
            "INSERT OR REPLACE INTO users (id, team, email, score) VALUES ({}, {team}, 'best{n}', 3000)",
            200 + n
        ),
        21 => format!("SAVEPOINT s; DELETE FROM users WHERE id > {user}; ROLLBACK TO s; RELEASE s"),
        22 => format!("UPDATE users SET handle = (SELECT 'w' || count(*) FROM users) WHERE id IN ({user}, {other})"),
        _ => format!("INSERT OR IGNORE INTO users (id, email, handle) VALUES ({n}, 'u{user}@x', 'h{other}')"),
    }
}

fn survives(journal: &str, start: u64) {
    let app = App::adopted(journal);
    let (seed, mut draws, mut changed) = (app.rows(), Draws(start), 0);
    for round in 0..ROUNDS {
        let mut done = Vec::new();
        let is_transaction = draws.below(3) == 0;
        app.exec(if draws.below(4) == 0 {
            "PRAGMA recursive_triggers = ON"
        } else {
            "PRAGMA recursive_triggers = OFF"
        });
        app.exec(if draws.below(5) == 0 { "PRAGMA foreign_keys = OFF" } else { "PRAGMA foreign_keys = ON" });
        app.exec(if is_transaction { "BEGIN" } else { "SELECT 1" });
        for _ in 0..draws.below(STATEMENTS_MAX) {
            let sql = statement(&mut draws);
            let result = app.connection.execute_batch(&sql);
            if result.is_err() {
                // What was begun in the statement, and no more.
                let _ = app.connection.execute_batch("ROLLBACK TO s; RELEASE s");
            }
            done.push(format!("{sql}: {result:?}"));
        }
        if is_transaction && !app.connection.is_autocommit() {
            app.exec(if draws.below(3) == 0 { "ROLLBACK" } else { "COMMIT" });
        }
        let written = app.rows();
        let receipt = app.reset();
        assert_eq!(app.rows(), seed, "{journal}, from {start}, round {round}: {done:#?}");
        assert_eq!(way(&receipt).0, Way::Delta);
        changed += usize::from(receipt.changed);
        if receipt.changed && draws.below(4) == 0 {
            app.undo();
            assert_eq!(app.rows(), written, "undo: {journal}, from {start}, round {round}: {done:#?}");
            app.reset();
            assert_eq!(app.rows(), seed, "redo: {journal}, from {start}, round {round}: {done:#?}");
        }
    }
    assert!(changed > ROUNDS / 2, "{changed} of {ROUNDS} resets had something to do");
    assert!(app.proven().is_ok() && app.verify().equals_seed);
}

#[test]
fn random_work_is_reset_to_equal_rows_with_a_rollback_journal() {
    survives("DELETE", 1);
}

#[test]
fn random_work_is_reset_to_equal_rows_with_a_write_ahead_log() {
    survives("WAL", 2);
}
