//! Retired copies that become standbys again: their tables are emptied and refilled, so that a tenant that is reset
//! often does not wear out the catalog, where every new table costs some forty rows and as many dead ones.
//!
//! Only for small copies: their indexes are there while they are filled, which is slower than to build them afterwards.
//! Only for tables that are as reseed made them: whatever an application has attached to one would come back with it.

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::{CopyPurpose, Dependents, NewCopy, sealing};
use crate::store::postgres::control::checks::{self, LOST_LEASE};
use crate::store::postgres::control::rows::{check_token, control_failed, get, signed};
use crate::store::postgres::copies;
use crate::store::postgres::server::ask::{SqlLiteral, ask, run};
use crate::store::postgres::server::database::READER;
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::{CopiesToKeep, ErrorKind, Lease, StoreError, unless_busy};

/// The largest copy that is emptied instead of dropped.
const COPY_BYTES_MAX: i64 = 64 << 20;
/// How long emptying waits for readers of the old rows; then the copy is dropped like any other.
const LOCK_WAIT_MS: u32 = 100;

/// Drops the copies that are not kept, but for one that becomes the spare if one is wanted; gives what it dropped.
///
/// # Errors
/// `Busy` when a session reads one of them, a dump for example; the others have been dropped then, and that one is left
/// for the next pass.
pub async fn prune(
    connection: &mut PgConnection,
    lease: &Lease,
    kept: &CopiesToKeep,
) -> Result<Vec<String>, StoreError> {
    let mut wants_spare = kept.wants_spare;
    let (mut dropped, mut busy) = (Vec::new(), None);
    // Nothing is kept of a tenant that is removed: what it has made goes as well.
    let dependents = if kept.places.is_empty() { Dependents::Go } else { Dependents::Stay };
    for (id, place, number) in copies::all_but_live(connection, lease).await?.into_iter().rev() {
        if copies::is_kept(&kept.places, &place, number) {
            continue;
        }
        let is_spare = wants_spare
            && match place.as_str() {
                "spare" => true,
                "retired" => empty(connection, lease, id).await?,
                _ => false,
            };
        if is_spare {
            wants_spare = false;
        } else {
            match copies::drop_copy(connection, lease, id, dependents).await {
                Ok(()) => dropped.push(format!("{place} {number}")),
                Err(error) if error.kind() == ErrorKind::Busy => busy = busy.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
    }
    busy.map_or(Ok(dropped), Err)
}

/// Takes the rows out of a copy and keeps its tables; gives whether it could be done.
async fn empty(connection: &mut PgConnection, lease: &Lease, id: i32) -> Result<bool, StoreError> {
    let Some(Emptying { names, without_keys }) = Emptying::find(connection, lease, id).await? else { return Ok(false) };
    let tenant = lease.tenant.sql();
    let seals: String = names.iter().map(|name| sealing::drop_trigger(name)).collect();
    let sql = format!(
        "SET LOCAL lock_timeout = {LOCK_WAIT_MS};
         {}{seals}{without_keys}TRUNCATE ONLY {};
         UPDATE reseed.copies SET place = 'spare', seal = NULL, content = NULL WHERE tenant = {tenant} AND id = {id}",
        checks::has_lease(lease),
        names.join(", "),
    );
    let Err(error) = run(connection, sql).await else { return Ok(true) };
    if sqlstate(&error) == Some(LOST_LEASE) {
        return Err(StoreError::lost(&lease.tenant));
    }
    let error = failed("empty a retired copy")(error);
    // A session that blocks this also blocks dropping the copy, but that one waits.
    if error.kind() == ErrorKind::Busy { Ok(false) } else { Err(error) }
}

/// What there is to do to empty a copy.
struct Emptying {
    names: Vec<String>,
    /// Statements that drop the foreign keys of its tables: they are recreated when all tables are full.
    without_keys: String,
}

impl Emptying {
    /// Finds it, if the copy is small, as it was made, and visible to no session. Emptying is not undone for older
    /// snapshots: a reader of reseed's own that looked up the live tables before the swap must find their rows.
    /// Applications have no rights on the tables themselves, and through the shared ones they see what hangs there.
    async fn find(connection: &mut PgConnection, lease: &Lease, id: i32) -> Result<Option<Emptying>, StoreError> {
        let tenant = lease.tenant.sql();
        let sql = format!(
            "SELECT c.shape = reseed.shape(c.tenant, c.id) AND t.small
              AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datname = current_database()
                AND (a.usename IN (current_user, session_user) OR a.application_name = {reader}) AND a.pid <> pg_backend_pid()
                -- Of other logins' sessions it may not be shown what they still see.
                AND CASE WHEN pg_has_role(a.usesysid, 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE')
                  THEN age(a.backend_xmin) >= age(c.xmin) ELSE true END) AS may_be,
              t.names, coalesce((SELECT string_agg(format('ALTER TABLE %s DROP CONSTRAINT %I;', conrelid::regclass, conname), E'\\n')
                FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (t.oids)), '') AS without_keys
            FROM reseed.copies AS c, LATERAL (
              SELECT count(p.oid) = count(*) AND sum(pg_total_relation_size(p.oid)) <= {COPY_BYTES_MAX} AS small,
                array_agg(p.oid) AS oids, array_agg(r.relation::text ORDER BY r.table_index) AS names
              FROM reseed.relations AS r LEFT JOIN pg_class AS p ON p.oid = r.relation
              WHERE r.tenant = c.tenant AND r.copy = c.id) AS t
            WHERE c.tenant = {tenant} AND c.id = {id}",
            reader = READER.sql(),
        );
        let row = ask(connection, sql).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
        if get::<Option<bool>>(&row, "may_be")? != Some(true) {
            return Ok(None);
        }
        Ok(Some(Emptying { names: get(&row, "names")?, without_keys: get(&row, "without_keys")? }))
    }
}

/// Makes the tenant's spare the standby of `epoch`, if it is one that a restore by rows did not need: full, sealed, of this
/// snapshot and fit for the same shared tables. Gives whether there was one.
pub async fn reuse(
    connection: &mut PgConnection,
    lease: &Lease,
    snapshot: u32,
    epoch: u32,
    fingerprint: Option<&str>,
) -> Result<bool, StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    let update = "UPDATE reseed.copies SET place = 'standby', number = $3, staged = $3
        WHERE tenant = $1 AND place = 'spare' AND form = 'tables' AND snapshot = $2 AND fingerprint IS NOT DISTINCT FROM $4
          AND reseed.is_sealed(tenant, id)
          -- One that lacks a name which an index has got meanwhile is not what would be made now.
          AND (schema IS NULL OR NOT EXISTS (SELECT FROM reseed.additions($1, id)))";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(signed(snapshot)).bind(signed(epoch));
    let done = update.bind(fingerprint).execute(&mut *tx).await.map_err(control_failed)?;
    tx.commit().await.map_err(control_failed)?;
    Ok(done.rows_affected() > 0)
}

/// Takes the tenant's spare for a new copy, if it has one that fits: its tables are named by `copies::names`. One that
/// does not fit is dropped.
pub async fn adopt(
    connection: &mut PgConnection,
    lease: &Lease,
    purpose: &CopyPurpose<'_>,
    fingerprint: Option<&str>,
) -> Result<Option<NewCopy>, StoreError> {
    let sql = "SELECT id, schema, dataset = $2 AND snapshot = $3 AND made_for IS NOT DISTINCT FROM $4 AND seal IS NULL AS fits
        FROM reseed.copies WHERE tenant = $1 AND place = 'spare'";
    let row = sqlx::query(sql).bind(lease.tenant.as_str()).bind(purpose.dataset).bind(signed(purpose.snapshot));
    let row = row.bind(fingerprint).fetch_optional(&mut *connection).await.map_err(control_failed)?;
    let Some(row) = row else { return Ok(None) };
    let copy = NewCopy { id: get(&row, "id")?, schema: get(&row, "schema")? };
    if !get::<bool>(&row, "fits")? {
        // Whatever keeps it there is for the next operation to prune.
        return unless_busy(copies::drop_copy(connection, lease, copy.id, Dependents::Stay).await).map(|()| None);
    }
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    let update = "UPDATE reseed.copies SET place = 'building', number = $3, fingerprint = NULL, staged = NULL
        WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(copy.id).bind(signed(purpose.number));
    update.execute(&mut *tx).await.map_err(control_failed)?;
    tx.commit().await.map_err(control_failed)?;
    Ok(Some(copy))
}
