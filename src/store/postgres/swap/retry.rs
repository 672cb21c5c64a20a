//! Work that locks a tenant's tables against all others is tried, with pauses, for as long as its caller has patience.
//!
//! Each try waits for locks for a moment only, since a wait for an exclusive lock blocks the tenant's new
//! statements; between tries the tenant works. Who holds the locks is looked up after a try that failed.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;

use super::attempt::{Attempt, AttemptFailure, Target, refusal};
use super::blockers::Blockers;
use super::message::STATEMENT_WAIT;
use crate::store::postgres::server::errors::sqlstate;
use crate::store::{Caller, StoreError, SwapReport};

/// How long a try waits for each lock.
const LOCK_WAIT_MS: u32 = 100;
/// The same where autovacuum holds one: it yields to those who have waited for deadlock_timeout, 1 s by default.
const LOCK_WAIT_AUTOVACUUM_MS: u32 = 1_500;
/// How long a try may stay without any answer.
const ANSWER_WAIT: Duration = Duration::from_secs(10);
/// Pauses between tries grow from the first to the second.
const PAUSES_MS: (u64, u64) = (10, 200);

/// Tries until it goes through; gives how that went.
///
/// # Errors
/// `Busy`, with the names of those who hold the locks, when patience ends; then nothing has changed.
pub async fn until_done<A: Attempt>(
    connection: &mut PgConnection,
    target: &Target<'_>,
    attempt: &mut A,
    caller: &Caller,
) -> Result<SwapReport, StoreError> {
    let (start, patience) = (Instant::now(), target.patience);
    let (mut pause_ms, mut lock_wait_ms) = (PAUSES_MS.0, LOCK_WAIT_MS);
    // What held the locks after the try before this one, and the transactions that were signalled.
    let (mut before, mut ended) = (Blockers::none(), BTreeMap::new());
    for tries in 1.. {
        caller.check()?;
        let watch = Instant::now();
        let answer_wait = if A::ANSWERS_SOON { ANSWER_WAIT } else { Duration::MAX };
        let once = tokio::time::timeout(answer_wait, attempt.once(connection, lock_wait_ms)).await;
        let failure = match once.unwrap_or_else(|_| Err(silence(target.doing))) {
            Ok(lock_wait_ms) => {
                let swap_ms = watch.elapsed().as_secs_f64() * 1000.0;
                let before_ms = watch.duration_since(start).as_secs_f64() * 1000.0;
                let ended = ended.into_values().collect();
                return Ok(SwapReport { tries, before_ms, lock_wait_ms, swap_ms, ended, ..SwapReport::default() });
            }
            Err(failure) => failure,
        };
        if !is_lock(&failure) {
            return Err(refusal(target, failure));
        }
        // What was cancelled because the caller wants an end is not held up by others.
        caller.check()?;
        let last_try = watch.elapsed();
        // A lock, a deadlock or a statement's time: nothing has changed, and the next try may do.
        let blockers = Blockers::find(connection, target).await?;
        if start.elapsed() >= patience.wait {
            return Err(blockers.refusal(&before, last_try, patience.wait));
        }
        if last_try >= STATEMENT_WAIT && blockers.is_empty() {
            return Err(refusal(target, failure));
        }
        ended.extend(blockers.end(connection, target, &before).await?);
        lock_wait_ms = if blockers.has_server() { LOCK_WAIT_AUTOVACUUM_MS } else { LOCK_WAIT_MS };
        before = blockers;
        tokio::time::sleep(Duration::from_millis(jittered(pause_ms, start))).await;
        pause_ms = (pause_ms * 2).min(PAUSES_MS.1);
    }
    unreachable!("the tries are not counted out")
}

fn is_lock(failure: &AttemptFailure) -> bool {
    let AttemptFailure::Server(error) = failure else { return false };
    matches!(sqlstate(error), Some("55P03" | "40P01" | "57014" | "40001"))
}

/// A server that has stopped answering is not waited for: what became of the try is settled under a new lease.
fn silence(doing: &str) -> AttemptFailure {
    let message = format!("could not {doing}: the server has not answered in {} s", ANSWER_WAIT.as_secs());
    let help = "Check the connection and run the command again: reseed detects whether the change was committed.";
    AttemptFailure::Known(StoreError::machine(message).with_help(help))
}

/// Half of the pause or more, so that two who wait do not meet again.
fn jittered(pause_ms: u64, start: Instant) -> u64 {
    pause_ms / 2 + start.elapsed().subsec_nanos() as u64 % (pause_ms / 2 + 1)
}
