//! Whatever an application writes, a reset finds the seed again, to the bit. `RESEED_TEST_ROUNDS` sets how many rounds.

use std::env;

use super::*;

/// A generator of numbers that are the same every time.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from 1 to `max`.
    pub fn up_to(&mut self, max: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        1 + self.0 % max
    }
}

/// A statement that an application might run.
pub fn statement(numbers: &mut Numbers) -> String {
    let (a, b, c) = (numbers.up_to(62), numbers.up_to(62), numbers.up_to(1_000_000));
    match numbers.up_to(26) {
        1 => format!("INSERT INTO users (email, team) VALUES ('n{c}@example.com', {})", a % 12 + 1),
        2 => format!("UPDATE users SET credit = {c} WHERE id = {a}"),
        3 => format!("DELETE FROM users WHERE id = {a}"),
        4 => format!("UPDATE users SET email = 'e{c}@example.com' WHERE id IN ({a}, {b}) AND id = {a}"),
        5 => format!(
            "UPDATE users SET email = 'swap{c}' WHERE id = {a}; UPDATE users SET email = 'u{a}@example.com' WHERE id = {b}; UPDATE users SET email = 'u{b}@example.com' WHERE id = {a}"
        ),
        6 => format!("DELETE FROM teams WHERE id = {}", a % 12 + 1),
        7 => format!("UPDATE teams SET lead = {a} WHERE id = {}", b % 12 + 1),
        8 => format!("INSERT INTO teams (name, tier) VALUES ('t{c}', 'paid')"),
        9 => format!(
            "INSERT INTO notes (user_id, n, body) VALUES ({a}, {}, '{{\"c\": {c}}}') ON CONFLICT (user_id, n) DO UPDATE SET body = excluded.body",
            b % 4
        ),
        10 => format!(
            "MERGE INTO notes AS t USING (VALUES ({a}::bigint, {})) AS s (u, n) ON t.user_id = s.u AND t.n = s.n WHEN MATCHED THEN UPDATE SET tags = ARRAY['m{c}'] WHEN NOT MATCHED THEN INSERT (user_id, n) VALUES (s.u, s.n)",
            b % 5
        ),
        11 => format!("DELETE FROM notes WHERE user_id BETWEEN {a} AND {}", a + 3),
        12 => format!("UPDATE notes SET n = n + 10 WHERE user_id = {a}"),
        13 => format!("UPDATE notes SET body = jsonb_build_object('v', {c}) WHERE user_id = {a}"),
        14 => format!("INSERT INTO bookings (user_id, during) VALUES ({a}, int4range({c}, {c} + 1))"),
        15 => format!("DELETE FROM bookings WHERE user_id = {}", a % 20 + 1),
        16 => format!("UPDATE bookings SET during = int4range({c}, {c} + 2), seats = 2 WHERE user_id = {}", a % 20 + 1),
        17 => format!("INSERT INTO events (day, what) VALUES (date '2025-01-01' + {}, 'x{c}')", c % 700),
        18 => format!("UPDATE events SET day = date '2025-01-01' + {} WHERE id = {}", c % 700, a % 21 + 1),
        19 => format!("DELETE FROM events WHERE id = {}", a % 21 + 1),
        20 => format!("UPDATE users SET id = id + 1000 WHERE id = {a}"),
        21 => format!("UPDATE users SET boss = {b} WHERE id = {a}"),
        22 => format!(
            "BEGIN; UPDATE users SET credit = 1 WHERE id = {a}; SAVEPOINT s; DELETE FROM notes WHERE user_id = {b}; ROLLBACK TO s; UPDATE users SET credit = 2 WHERE id = {b}; COMMIT"
        ),
        23 => format!("BEGIN; DELETE FROM notes; UPDATE users SET credit = {c}; ROLLBACK"),
        24 => format!(
            "WITH gone AS (DELETE FROM notes WHERE user_id = {a} RETURNING *) INSERT INTO notes (user_id, n) SELECT user_id, n + 20 FROM gone"
        ),
        25 => format!(
            "UPDATE users SET credit = credit * 1.0 WHERE id = {a}; UPDATE users SET credit = round(credit, 2) WHERE id = {a}"
        ),
        _ => format!(
            "UPDATE teams SET name = 'team ' || (id % 12 + 1) || '{c}' WHERE id <= 3; UPDATE teams SET tier = 'free'"
        ),
    }
}

on_every_version!(random_writes_are_reverted_to_the_bit, |version| {
    let rounds = env::var("RESEED_TEST_ROUNDS").map_or(40, |rounds| rounds.parse().expect("a number"));
    let app = Application::adopted(version);
    let (seed, mut session) = (app.rows(), app.session());
    for round in 0..rounds {
        let mut numbers = Numbers::new(round + 1);
        let mut written = Vec::new();
        for _ in 0..numbers.up_to(60) {
            let sql = statement(&mut numbers);
            // Some break a constraint: the application's fault, which changes nothing.
            if session.try_exec(&sql).is_err() {
                session.exec("ROLLBACK");
            }
            written.push(sql);
        }
        let receipt = app.reset();
        assert_eq!(app.rows(), seed, "round {round}: {receipt}: {written:#?}");
        if round % 8 == 0 {
            let proven = session.json("SELECT reseed.verify('ci')");
            assert_eq!(proven["equals_seed"], true, "round {round}: {proven}");
        }
    }
    assert_eq!(session.integer("SELECT count(*) FROM (SELECT FROM reseed_adopted_1.log_6 LIMIT 1) AS l"), 0);
});
