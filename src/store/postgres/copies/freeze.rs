//! A store that stands still: no command moves, makes or drops a table of it, so that a dump is consistent.
//!
//! A dump takes its snapshot first and locks the tables then; a table that is dropped in between makes it fail, and a seal
//! that a swap takes off is missing in it, because the server describes triggers as they are now. So all leases are taken,
//! on one connection, and the list of tenants is locked against new ones. All that is changed is that the digests of states
//! kept for undo are recorded: those of snapshots are their seals, and after a restore seals alone prove nothing about rows.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;

use crate::store::postgres::control::lease::{self, SEARCH};
use crate::store::postgres::control::rows::{control_failed, get, recorded_snapshot};
use crate::store::postgres::copies;
use crate::store::postgres::rows::read;
use crate::store::postgres::server::ask::answers_to;
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::server::pool::PooledConnection;
use crate::store::{Caller, ErrorKind, Place, StoreError, TenantName, dataset_digest, tables_of};

/// How often the one who holds a lease is looked for.
const PAUSE: Duration = Duration::from_millis(50);
/// How often the server is asked whether it still keeps the others away.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// Keeps every other command from changing the store, until it is dropped or ended.
pub struct StoreFreeze {
    /// Holds the leases.
    leases: PooledConnection,
    /// Keeps the list of tenants as it is.
    list: PooledConnection,
    caller: Caller,
    seen: Instant,
    /// The tenants.
    pub tenants: BTreeSet<String>,
    /// The role that the store's sessions act as, where it is another one than the login.
    pub role: Option<String>,
    /// The server's main version.
    pub server_version: i32,
}

impl StoreFreeze {
    /// Nothing, or the error that ends what is done meanwhile. Asks the server now and then.
    ///
    /// # Errors
    /// `Interrupted` once the caller wants an end; as [`StoreFreeze::confirm`].
    pub async fn check(&mut self) -> Result<(), StoreError> {
        self.caller.check()?;
        if self.seen.elapsed() >= ASK_EVERY { self.confirm().await } else { Ok(()) }
    }

    /// Asks the server whether every other command has been kept away until now.
    ///
    /// # Errors
    /// `Busy` when one of the sessions that do it has ended.
    pub async fn confirm(&mut self) -> Result<(), StoreError> {
        if !answers_to(&mut self.leases, "SELECT 1").await || !answers_to(&mut self.list, "SELECT 1").await {
            return Err(StoreError::busy("the server ended a session that blocked other commands")
                .with_help("Exempt reseed's sessions from whatever ends idle sessions, then run the command again."));
        }
        self.seen = Instant::now();
        Ok(())
    }

    /// Lets the other commands continue.
    pub async fn end(self) {
        self.list.give_back().await;
        self.leases.give_back().await;
    }
}

/// Waits at most `wait` for the operation on each tenant.
///
/// # Errors
/// `Busy` with the name of that operation.
pub async fn hold(database: &Database, wait: Duration, caller: &Caller) -> Result<StoreFreeze, StoreError> {
    let (mut leases, mut list) = (database.connect().await?, database.connect().await?);
    take_search(&mut leases, wait, caller).await?;
    let mut held = BTreeSet::new();
    loop {
        // The server's own limit on idle transactions would end it in the middle of a long dump.
        let lock = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; LOCK TABLE reseed.tenants IN SHARE MODE";
        list.stay_in(lock).await.map_err(failed("lock the list of tenants"))?;
        let tenants = names(&mut list).await?;
        if tenants.is_subset(&held) {
            note_contents(database, &mut leases, caller).await?;
            let (role, server_version) = session(&mut leases).await?;
            let (caller, seen) = (caller.clone(), Instant::now());
            return Ok(StoreFreeze { leases, list, caller, seen, tenants, role, server_version });
        }
        // A command that takes a lease writes to that list.
        list.stay_in("BEGIN").await.map_err(control_failed)?;
        for tenant in tenants.difference(&held).cloned().collect::<Vec<_>>() {
            match lease::take_beside(&mut leases, &tenant.parse()?, wait, caller).await {
                // It was removed meanwhile.
                Err(error) if error.kind() == ErrorKind::Busy && !names(&mut list).await?.contains(&tenant) => {}
                taken => {
                    taken?;
                    held.insert(tenant);
                }
            }
        }
    }
}

/// Reads the states kept for undo that have not been read since they were retired, and records their digests. A seal
/// that was broken would look whole after a restore, so its record goes.
async fn note_contents(database: &Database, connection: &mut PgConnection, caller: &Caller) -> Result<(), StoreError> {
    let broken = "UPDATE reseed.copies SET seal = NULL
        WHERE place = 'retired' AND seal IS NOT NULL AND NOT reseed.is_sealed(tenant, id)";
    sqlx::query(broken).execute(&mut *connection).await.map_err(control_failed)?;
    let sql = "SELECT tenant, number FROM reseed.copies
        WHERE place = 'retired' AND content IS NULL AND seal IS NOT NULL AND reseed.is_sealed(tenant, id) ORDER BY tenant, number";
    let unread: Vec<(String, i32)> = sqlx::query_as(sql).fetch_all(&mut *connection).await.map_err(control_failed)?;
    for (tenant, number) in unread {
        let tenant: TenantName = tenant.parse()?;
        let found = copies::find(connection, &tenant, Place::Retired(number.unsigned_abs())).await?;
        let Some(copy) = found.filter(copies::Copy::is_whole) else { continue };
        let snapshot = recorded_snapshot(connection, &tenant, copy.snapshot).await?;
        let stored = read::Stored::new(&tables_of(&snapshot.schema)?, &copy.names(), &snapshot.tables);
        let proofs = stored.prove(database, connection, read::Moment::Any, caller).await?;
        let keep = "UPDATE reseed.copies SET content = $3 WHERE tenant = $1 AND id = $2";
        let keep = sqlx::query(keep).bind(tenant.as_str()).bind(copy.id).bind(dataset_digest(&proofs).to_string());
        keep.execute(&mut *connection).await.map_err(control_failed)?;
    }
    Ok(())
}

/// Keeps other processes from searching for partitions of removed tenants.
async fn take_search(connection: &mut PgConnection, wait: Duration, caller: &Caller) -> Result<(), StoreError> {
    let start = Instant::now();
    while let Some(holder) = lease::take_name(connection, SEARCH, caller).await? {
        caller.check()?;
        if start.elapsed() >= wait {
            return Err(StoreError::busy(format!("another operation is running: {holder}"))
                .with_help("Wait for it to end, or use a longer --wait."));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

async fn names(connection: &mut PgConnection) -> Result<BTreeSet<String>, StoreError> {
    let names = sqlx::query_scalar("SELECT name FROM reseed.tenants").fetch_all(connection).await;
    names.map(|names: Vec<String>| names.into_iter().collect()).map_err(control_failed)
}

async fn session(connection: &mut PgConnection) -> Result<(Option<String>, i32), StoreError> {
    let sql = "SELECT nullif(current_user, session_user)::text AS role,
        current_setting('server_version_num')::integer / 10000 AS version";
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(control_failed)?;
    Ok((get(&row, "role")?, get(&row, "version")?))
}
