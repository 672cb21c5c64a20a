//! The swap: one message of the server, one transaction, that makes a standby live.
//!
//! It locks the tenant's own nodes (or tables) and nothing else of weight: roots ACCESS SHARE only, so no other tenant
//! waits. In the order of the message: locks, all at once and in one order; token, expected copies and the roots'
//! fingerprint; tables out and in; the records, whose live copy is the commit mark. A client that dies meanwhile leaves
//! the server to finish the message or to roll it back as a whole; the mark shows which.
//!
//! It is tried until no session holds a lock that it needs ([`retry`]).

mod attempt;
mod blockers;
mod drop_live;
mod look;
mod message;
pub mod restore;
mod retry;
pub mod standby;
mod trial;
pub mod way;

use sqlx::postgres::PgConnection;
use sqlx::{Acquire, AssertSqlSafe, Row};

use crate::store::crash::crash_point;
use crate::store::postgres::adopted::AdoptedTenant;
use crate::store::postgres::control::rows::{control_failed, get, signed};
use crate::store::postgres::copies::sealing::{Sealed, seal_again};
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::layout::{placement, publications, roots};
use crate::store::postgres::rows::read;
use crate::store::postgres::server::ask::{READ, run};
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::records::Snapshot;
use crate::store::{
    Caller, ErrorKind, Lease, LiveMark, Place, RetiredState, StateBefore, StoreError, Swap, SwapReport, TableProof,
    TenantName, tables_of,
};
use attempt::{Attempt, AttemptFailure, Locks, Target};
use look::SwapState;
use message::SwapMessage;
use way::{Decision, Incoming, LiveFacts};

pub use drop_live::drop_live;

/// Makes the copy that was staged for `swap.epoch` live, in whichever way carries everything.
pub async fn swap(
    database: &Database,
    connection: &mut PgConnection,
    lease: &Lease,
    swap: &Swap,
    caller: &Caller,
) -> Result<SwapReport, StoreError> {
    let tenant = &lease.tenant;
    let SwapState { live, staged, sealed, snapshot, own_schema, is_as_made, attached, stamp, foreign_keys } =
        SwapState::at(connection, tenant, swap.epoch).await?;
    let staged = staged.filter(Copy::is_whole);
    let sealed = sealed.filter(Copy::is_whole);
    let staged = staged.ok_or_else(|| {
        StoreError::new(ErrorKind::Stale, format!("tenant \"{tenant}\": tables of the standby are gone"))
            .with_help("Run the command again; it makes a new standby.")
    })?;
    let gone = || StoreError::copy_gone(tenant, Place::Snapshot(staged.snapshot), "is not recorded");
    let snapshot = snapshot.ok_or_else(gone)?;
    let mut brought_back = None;
    if let Some(rows) = if staged.is_retired { Some(&staged) } else { sealed.as_ref() } {
        let incoming = Incoming { rows, tables: &staged, snapshot: &snapshot, can_move: staged.has_tables };
        let known = LiveFacts { live: live.as_ref(), own: own_schema.as_ref(), is_as_made };
        match way::decide_for(connection, tenant, &incoming, known, swap.preference).await? {
            Decision::Move(back) => brought_back = Some(back),
            Decision::Rows(order) => {
                let restored = restore::restore(connection, lease, swap, *order, &staged, caller).await?;
                return Ok(with_readers(connection, tenant, restored).await);
            }
        }
    }
    if let Some(own) = &own_schema {
        placement::mend_schema(connection, own).await?;
    }
    roots::lack_foreign_keys(foreign_keys.as_ref())?;
    let message = SwapMessage { lease, swap, live, staged, attached, own_schema, brought_back };
    let witness = match &swap.prove {
        Some(seed) => Some(SwapObserver { database, session: database.connect().await?, seed }),
        None => None,
    };
    // What it finds the swap finds again, under its locks.
    let _ = run(connection, message.rehearsal()?).await;
    crash_point("swap.rehearsed");
    let names = message.locked()?.into_iter().map(str::to_owned).collect();
    let target =
        Target { tenant, doing: "swap the tenant's copies", names, locks: Locks::All, patience: swap.patience };
    let mut swapping = SwapAttempt { message: &message, witness };
    let swapped = match retry::until_done(connection, &target, &mut swapping, caller).await {
        Err(error) if error.kind() == ErrorKind::Refused && message.own_schema.is_none() => {
            // In the words of those who ask beforehand.
            way::are_ours(connection, tenant).await?;
            return Err(error);
        }
        swapped => swapped?,
    };
    crash_point("swap.committed");
    // It was not written to before the swap.
    let brought_back = message.brought_back.clone().unwrap_or_default();
    let mut swapped = with_readers(connection, tenant, SwapReport { stamp, brought_back, ..swapped }).await;
    if let Some(witness) = swapping.witness {
        // The swap has happened: that it could not be witnessed does not change that.
        swapped.proven = witness.read(tenant, &message.staged, caller).await.ok();
    }
    Ok(swapped)
}

/// The swap with what those who read the write-ahead log have to know. It has happened: that this is unknown does not undo it.
async fn with_readers(connection: &mut PgConnection, tenant: &TenantName, swapped: SwapReport) -> SwapReport {
    let (wal_position, publications) = publications::since(connection, tenant).await.unwrap_or_default();
    SwapReport { wal_position, publications, ..swapped }
}

/// The message, and who sees what becomes live by it.
struct SwapAttempt<'a> {
    message: &'a SwapMessage<'a>,
    witness: Option<SwapObserver<'a>>,
}

impl Attempt for SwapAttempt<'_> {
    async fn once(&mut self, connection: &mut PgConnection, lock_wait_ms: u32) -> Result<f64, AttemptFailure> {
        let (locks, moves) = (self.message.locks(lock_wait_ms)?, self.message.moves()?);
        let Some(witness) = &mut self.witness else {
            return Ok(send(connection, locks + &moves).await?);
        };
        let mut tx = connection.begin().await?;
        let waited_ms = send(&mut tx, locks).await?;
        crash_point("swap.locked");
        witness.look().await?;
        run(&mut tx, moves).await?;
        tx.commit().await?;
        Ok(waited_ms)
    }
}

async fn send(connection: &mut PgConnection, sql: String) -> Result<f64, sqlx::Error> {
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await?;
    rows.first().map_or(Ok(0.0), |row| row.try_get(0))
}

/// Sees what became live exactly as it was at the swap, however soon the tenant writes to it: its transaction takes its
/// snapshot while the swap holds all locks, and reads the rows afterwards.
struct SwapObserver<'a> {
    database: &'a Database,
    session: PooledConnection,
    seed: &'a Snapshot,
}

impl SwapObserver<'_> {
    /// Begins, or begins again, and takes the snapshot.
    async fn look(&mut self) -> Result<(), sqlx::Error> {
        self.session.stay_in(&format!("{READ}; SELECT pg_current_snapshot()")).await
    }

    async fn read(
        mut self,
        tenant: &TenantName,
        staged: &Copy,
        caller: &Caller,
    ) -> Result<Vec<TableProof>, StoreError> {
        // A table's name may have changed with the swap, for its schema has.
        let names = copies::names(&mut self.session, tenant, staged.id).await?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let stored = read::Stored::new(&tables_of(&self.seed.schema)?, &names, &self.seed.tables);
        let proofs = stored.prove(self.database, &mut self.session, read::Moment::Transaction, caller).await?;
        self.session.give_back().await;
        Ok(proofs)
    }
}

/// Which epoch is live, by the mark that the swap's transaction left; the number is true whatever became of the tables.
pub async fn live_mark(connection: &mut PgConnection, tenant: &TenantName) -> Result<LiveMark, StoreError> {
    let sql = "SELECT c.number, greatest(count(r.*), max((SELECT jsonb_array_length(s.schema_json)
            FROM reseed.snapshots AS s WHERE s.tenant = c.tenant AND s.number = c.snapshot))) AS recorded,
          count(*) FILTER (WHERE i.inhrelid IS NOT NULL OR t.relnamespace = to_regnamespace(quote_ident(o.home))) AS there
        FROM reseed.copies AS c JOIN reseed.tenants AS o ON o.name = c.tenant
        LEFT JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id
        LEFT JOIN pg_inherits AS i ON i.inhrelid = r.relation LEFT JOIN pg_class AS t ON t.oid = r.relation
        WHERE c.tenant = $1 AND c.place = 'live' GROUP BY c.number";
    let row = sqlx::query(sql).bind(tenant.as_str()).fetch_optional(&mut *connection).await.map_err(control_failed)?;
    let Some(row) = row else {
        let adopted = AdoptedTenant::find(connection, tenant).await?;
        return match adopted {
            Some(adopted) => adopted.live_mark(connection).await,
            None => Ok(LiveMark::Missing),
        };
    };
    let number = get::<i32>(&row, "number")?.unsigned_abs();
    let (recorded, existing): (i64, i64) = (get(&row, "recorded")?, get(&row, "there")?);
    Ok(if recorded == existing { LiveMark::Epoch(number) } else { LiveMark::Damaged(Some(number)) })
}

/// What a swap retired as `epoch`; from now on it is not written to. Without one of its tables it cannot come back.
pub async fn retired(connection: &mut PgConnection, lease: &Lease, epoch: u32) -> Result<RetiredState, StoreError> {
    let it = format!("k.place = 'retired' AND k.number = {}", signed(epoch));
    let Sealed { recorded, existing, bytes, seal } = seal_again(connection, lease, &it).await?;
    Ok(match existing {
        0 => RetiredState { before: StateBefore::Missing, bytes: 0, seal: None },
        _ if existing == recorded => RetiredState { before: StateBefore::Kept, bytes, seal },
        _ => RetiredState { before: StateBefore::Damaged, bytes, seal: None },
    })
}
