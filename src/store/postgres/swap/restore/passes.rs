//! Passes over all tables until one finds no row to change.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};

use super::pair::Pair;
use super::statement::{Pass, RestorePlan, equalise};
use super::{message_of, refused};
use crate::store::Caller;
use crate::store::postgres::server::errors::sqlstate;
use crate::store::postgres::swap::attempt::AttemptFailure;

/// Passes at most. One that changes nothing ends them; another one is needed only where foreign keys delete or alter rows
/// along, and each puts back what the one before has lost.
const PASSES_MAX: usize = 12;

/// Makes the rows equal; after that every row has been compared with the sealed one. `may_replace`: whether a row may be
/// taken out and put back.
pub async fn run(
    tx: &mut PgConnection,
    pairs: &[Pair],
    may_replace: bool,
    caller: &Caller,
) -> Result<(), AttemptFailure> {
    let (mut plan, mut pass) = (RestorePlan::Update, Pass::First);
    if !may_replace && pairs.iter().any(Pair::is_inserted_only) {
        return Err(refused("rows elsewhere refer to rows that cannot be updated".to_owned()).into());
    }
    for _ in 0..PASSES_MAX {
        caller.check()?;
        tx.execute("SAVEPOINT pass").await?;
        match sqlx::query_scalar(AssertSqlSafe(equalise(pairs, plan, pass))).fetch_one(&mut *tx).await {
            Ok(0_i64) => return Ok(()),
            Ok(_) => pass = Pass::Later,
            Err(error) if plan == RestorePlan::Update && may_replace && is_taken(&error) => {
                tx.execute("ROLLBACK TO SAVEPOINT pass").await?;
                plan = RestorePlan::Replace;
            }
            Err(error) => return Err(failure_of(error)),
        }
        tx.execute("RELEASE SAVEPOINT pass").await?;
    }
    Err(refused(format!("rows still differ after {PASSES_MAX} passes")).into())
}

/// Whether a value is another row's: of a unique index, or of an exclusion constraint.
fn is_taken(error: &sqlx::Error) -> bool {
    matches!(sqlstate(error), Some("23505" | "23P01"))
}

/// What a caller hears of rows that the live tables do not take.
fn failure_of(error: sqlx::Error) -> AttemptFailure {
    match sqlstate(&error) {
        Some(code) if !matches!(code, "55P03" | "40P01" | "57014" | "40001") => refused(message_of(&error)).into(),
        _ => error.into(),
    }
}
