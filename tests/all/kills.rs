//! `kill -9` at random moments: the next command sees the old state or the new one, and nothing is left over.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use reseed::grounds;

use crate::server;
use crate::workspace::{TENANT, Workspace};

/// Kills of each kind; 200 in all.
const GENERATE_KILLS: u64 = 70;
const UP_KILLS: u64 = 65;
const RESET_KILLS: u64 = 65;
/// The same of each of two commands, on each of two servers.
const POSTGRES_KILLS: u64 = 20;

/// Starts a command and kills it after `share` of the time that it usually takes.
fn kill_after(mut command: Command, usual: Duration, share: f64) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
    let deadline = Instant::now() + usual.mul_f64(share);
    while Instant::now() < deadline {
        if child.try_wait().expect("the child is ours").is_some() {
            return;
        }
        std::thread::yield_now();
    }
    child.kill().expect("the child is ours");
    child.wait().expect("the child is ours");
}

/// Moments spread over the whole run and a little beyond: the golden ratio's multiples fill an interval evenly.
fn share(number: u64) -> f64 {
    (number as f64 * 0.618_033_988_749_895).fract() * 1.1
}

fn timed(run: impl FnOnce()) -> Duration {
    let started = Instant::now();
    run();
    started.elapsed()
}

/// What a PostgreSQL store consists of: how many tables of each place, and how many there are in all.
fn relations(url: &str) -> Vec<String> {
    let sql = "SELECT format('%s %s', c.place, count(*)) FROM reseed.copies AS c
          JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
          GROUP BY c.place
        UNION ALL SELECT format('tables %s', count(*)) FROM pg_class WHERE relkind = 'r'
          AND (relnamespace::regnamespace::text LIKE 'reseed_data%' OR relnamespace = to_regnamespace('globex'))
        UNION ALL SELECT format('schemas %s', count(*)) FROM pg_namespace WHERE nspname LIKE 'reseed_data%' ORDER BY 1";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(url).await.expect("the server answers");
        let found = sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("the store is there");
        connection.close().await.expect("a farewell");
        found
    })
}

grounds!(a_killed_up_or_reset_on_postgresql_is_finished_by_the_next_one, [pg15_shared, pg18_schema], |ground| {
    let url = server::database(ground.version);
    let workspace = Workspace::on(&url);
    let up = ["up", TENANT, "--quiet", "--layout", ground.layout.word()];
    let usual = timed(|| {
        workspace.expect(0, &up);
    });
    let (finished, seed) = (relations(&url), workspace.seed_digest());
    for number in 0..POSTGRES_KILLS {
        workspace.expect(0, &["down", TENANT, "--yes"]);
        kill_after(workspace.command(&up), usual, share(number));
        if let Some(digest) = workspace.live_digest() {
            assert_eq!(digest, seed, "a tenant that is there is whole, kill {number}");
        }
        workspace.expect(0, &up);
        assert_eq!(workspace.live_digest().as_ref(), Some(&seed));
        assert_eq!(relations(&url), finished, "kill {number}");
    }
    let usual = timed(|| {
        workspace.expect(0, &["reset", TENANT]);
    });
    let mut seen = [0, 0];
    for number in 0..POSTGRES_KILLS {
        let damage = format!("UPDATE products SET name = 'damage {number}' WHERE id <= 20");
        workspace.expect(0, &["sql", TENANT, &damage]);
        let damaged = workspace.live_digest().expect("the tenant is there");
        kill_after(workspace.command(&["reset", TENANT]), usual, share(number));
        let after = workspace.live_digest().expect("the tenant is there");
        assert!(after == damaged || after == seed, "kill {number} left {after}, not {damaged} or {seed}");
        seen[usize::from(after == seed)] += 1;
        workspace.expect(0, &["reset", TENANT]);
        workspace.expect(0, &["verify", TENANT]);
    }
    assert!(seen[0] > 0 && seen[1] > 0, "kills fell on both sides of the swap: {seen:?}");
});

#[test]
fn a_killed_generate_leaves_nothing_that_looks_finished() {
    let workspace = Workspace::new();
    for format in ["parquet", "csv", "jsonl", "arrow"] {
        let arguments = ["generate", "--tenant", TENANT, "--out", "out", "--format", format, "--force", "--quiet"];
        let usual = timed(|| {
            workspace.expect(0, &arguments);
        });
        let finished = workspace.files("out");
        let manifest = std::fs::read_to_string(workspace.path("out/manifest.json")).expect("it is finished");
        let digest = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON")["digest"].clone();
        for number in 0..GENERATE_KILLS.div_ceil(4) {
            std::fs::remove_dir_all(workspace.path("out")).expect("it is ours");
            kill_after(workspace.command(&arguments), usual, share(number));
            if let Ok(text) = std::fs::read_to_string(workspace.path("out/manifest.json")) {
                assert_eq!(digest(&text), digest(&manifest), "a manifest stands only beside finished files");
                assert!(workspace.files("out").is_superset(&finished));
            }
            workspace.expect(0, &arguments);
            assert_eq!(workspace.files("out"), finished, "{format}, kill {number}");
            let again = std::fs::read_to_string(workspace.path("out/manifest.json")).expect("it is finished");
            assert_eq!(digest(&again), digest(&manifest));
        }
    }
}

#[test]
fn a_killed_up_is_finished_by_the_next_one() {
    let workspace = Workspace::new();
    let usual = timed(|| {
        workspace.expect(0, &["up", TENANT, "--quiet"]);
    });
    let (finished, seed) = (workspace.files(".reseed"), workspace.seed_digest());
    for number in 0..UP_KILLS {
        std::fs::remove_dir_all(workspace.path(".reseed")).expect("it is ours");
        kill_after(workspace.command(&["up", TENANT, "--quiet"]), usual, share(number));
        if let Some(digest) = workspace.live_digest() {
            assert_eq!(digest, seed, "a tenant that is there is whole, kill {number}");
        }
        workspace.expect(0, &["up", TENANT, "--quiet"]);
        workspace.expect(0, &["verify", TENANT]);
        assert_eq!(workspace.live_digest().as_ref(), Some(&seed));
        assert_eq!(workspace.files(".reseed"), finished, "kill {number}");
    }
}

#[test]
fn a_killed_reset_leaves_the_old_state_or_the_seed() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let seed = workspace.seed_digest();
    let usual = timed(|| {
        workspace.expect(0, &["reset", TENANT]);
    });
    let mut seen = [0, 0];
    for number in 0..RESET_KILLS {
        let damage = format!("UPDATE products SET name = 'damage {number}' WHERE id <= 20");
        workspace.expect(0, &["sql", TENANT, &damage]);
        let damaged = workspace.live_digest().expect("the tenant is there");
        assert_ne!(damaged, seed);
        kill_after(workspace.command(&["reset", TENANT]), usual, share(number));
        let after = workspace.live_digest().expect("the tenant is there");
        assert!(after == damaged || after == seed, "kill {number} left {after}, neither {damaged} nor {seed}");
        seen[usize::from(after == seed)] += 1;
        workspace.expect(0, &["reset", TENANT]);
        workspace.expect(0, &["verify", TENANT]);
        for file in workspace.files(".reseed") {
            // The control database's log and its index stay for the next command.
            let known = ["control.db", "control.db-wal", "control.db-shm"].contains(&file.as_str())
                || file.starts_with("tenants/globex.")
                || file.starts_with("snapshots/globex.")
                || file.starts_with("retired/globex.");
            assert!(known && !file.ends_with("-journal") && !file.contains("partial"), "kill {number} left {file}");
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0, "kills fell on both sides of the swap: {seen:?}");
}
