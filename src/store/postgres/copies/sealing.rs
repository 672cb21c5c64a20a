//! Sealing: what keeps a copy from being written to, what says later that it was not, and when a standby is stale. The SQL
//! functions that are named here are in `schemas/control/postgres/`, `0002_copies.sql` and `0027_sealing.sql`.
//!
//! A *seal* is a trigger on each table of a copy, enabled ALWAYS, that refuses every write, also the owner's. It is made when
//! the copy is complete, and dropped when the copy becomes live. What is known of a sealed copy (`reseed.copies`):
//!
//! | column | what it is | compared by | when |
//! |---|---|---|---|
//! | `seal` | the `identity`: which files the tables are, which triggers seal them | `reseed.is_sealed` | under the locks of a swap, by `reconcile` |
//! | `labels` | the labels of enums that columns have | `reseed.has_labels` | with the identity, and before rows are read |
//! | `fingerprint` | what the shared tables were like that the copy was made to fit | `reseed.staleness` | under the locks of a swap, by `reconcile` |
//! | `content` | a retired copy's digest, where a backup has read its rows | the rows | when it is staged after a restore |
//!
//! The records of snapshots and epochs have a `seal` too, which other stores have as well
//! ([`SnapshotBuild::seal`](crate::store::SnapshotBuild::seal)): a snapshot's is the digest of its rows, a retired epoch's is the identity.
//!
//! An identity is no proof of rows. It is enough between two moments at which rows are read or no other session has the tables:
//! to change a row of a sealed table its seal must be dropped or disabled, and putting it back makes another row of the catalog.
//!
//! A standby is *stale* when no swap can take it: its seal was broken, an enum lost a label, or the shared tables are not what
//! they were (`reseed.staleness`, the only place that says so). A swap asks under its locks (`reseed.check_standby`) and fails as
//! [`ErrorKind::Stale`]; `reconcile` asks ahead ([`stale_standbys`]). Either way a new standby is made. A retired copy cannot
//! be rebuilt, so it is fitted to the shared tables first ([`refit`](super::refit)).

use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::Copy;
use super::work::CopyWork;
use crate::store::postgres::control::checks::{self, LOST_LEASE};
use crate::store::postgres::control::rows::{check_token, control_failed, get, recorded_snapshot, signed};
use crate::store::postgres::copies;
use crate::store::postgres::server::ask::{SqlLiteral, ask, run};
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::{ErrorKind, Lease, Place, StoreError, TenantName, dataset_digest, tables_of};

/// `CREATE TRIGGER` that refuses every write, also those of replication and of the owner.
pub fn trigger(name: &str) -> String {
    format!(
        "CREATE TRIGGER reseed_seal BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {name} FOR EACH STATEMENT
           EXECUTE FUNCTION reseed.sealed();
         ALTER TABLE {name} ENABLE ALWAYS TRIGGER reseed_seal;\n"
    )
}

/// `DROP TRIGGER` of a seal.
pub fn drop_trigger(name: &str) -> String {
    format!("DROP TRIGGER IF EXISTS reseed_seal ON {name};\n")
}

/// What a copy becomes when it is sealed.
pub struct SealedAs<'a> {
    /// Its number within the tenant.
    pub copy: i32,
    /// What it is from now on.
    pub place: Place,
    /// The epoch that it is about to become.
    pub staged: Option<u32>,
    /// What the roots were like that it was made to fit.
    pub fingerprint: Option<&'a str>,
}

/// Refuses writes to a copy's tables from now on, and records what it is. Gives its bytes on disk.
pub async fn seal(
    connection: &mut PgConnection,
    lease: &Lease,
    names: &[&str],
    sealing: SealedAs<'_>,
) -> Result<u64, StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    let seals: String = names.iter().map(|name| trigger(name)).collect();
    run(&mut tx, seals).await.map_err(failed("seal the copy"))?;
    let (word, _) = copies::recorded(sealing.place);
    let update = "UPDATE reseed.copies SET place = $3, staged = $4, fingerprint = $5, made_for = $5,
          shape = reseed.shape(tenant, id),
          structure = CASE WHEN schema IS NOT NULL THEN reseed.structure(tenant, id) END,
          properties = CASE WHEN schema IS NOT NULL AND $3 = 'standby' THEN reseed.properties(tenant, id) END,
          seal = reseed.identity(tenant, id), labels = reseed.labels(tenant, id) WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(sealing.copy).bind(word);
    let update = update.bind(sealing.staged.map(signed)).bind(sealing.fingerprint).execute(&mut *tx).await;
    update.map_err(control_failed)?;
    let bytes = copies::bytes(&mut tx, &lease.tenant, sealing.copy).await?;
    tx.commit().await.map_err(control_failed)?;
    Ok(bytes)
}

/// Whether a copy is there and is what was sealed: a snapshot's seal is the digest of its rows, a retired copy's is
/// which files it is.
pub async fn is_sealed(
    work: &CopyWork<'_>,
    connection: &mut PgConnection,
    place: Place,
    seal: &str,
) -> Result<bool, StoreError> {
    let tenant = &work.lease.tenant;
    let Some(copy) = copies::find(connection, tenant, place).await?.filter(Copy::is_whole) else { return Ok(false) };
    if !has_labels(connection, tenant, copy.id).await? {
        return Ok(false);
    }
    if matches!(place, Place::Retired(_)) {
        return Ok(identity(connection, tenant, copy.id).await? == seal);
    }
    let snapshot = recorded_snapshot(connection, tenant, copy.snapshot).await?;
    let tables = tables_of(&snapshot.schema)?;
    let stored = work.read_back(connection, &tables, &copy.names(), &snapshot.tables).await?;
    Ok(dataset_digest(&stored).to_string() == seal)
}

/// Which files the copy's tables are and which seals are on them; see `reseed.identity`.
pub async fn identity(connection: &mut PgConnection, tenant: &TenantName, copy: i32) -> Result<String, StoreError> {
    let sql = "SELECT reseed.identity($1, $2)";
    sqlx::query_scalar(sql).bind(tenant.as_str()).bind(copy).fetch_one(connection).await.map_err(control_failed)
}

/// Whether the copy still has the labels of enums that it was sealed with; see `reseed.has_labels`.
pub async fn has_labels(connection: &mut PgConnection, tenant: &TenantName, copy: i32) -> Result<bool, StoreError> {
    let sql = "SELECT reseed.has_labels($1, $2)";
    sqlx::query_scalar(sql).bind(tenant.as_str()).bind(copy).fetch_one(connection).await.map_err(control_failed)
}

/// The epochs of the tenant's stale standbys; see `reseed.staleness`.
pub async fn stale_standbys(connection: &mut PgConnection, tenant: &TenantName) -> Result<Vec<u32>, StoreError> {
    let sql = "SELECT epoch FROM reseed.unfit_standbys($1)";
    let found = sqlx::query_scalar(sql).bind(tenant.as_str()).fetch_all(connection).await;
    found.map(|found: Vec<i32>| found.into_iter().map(i32::unsigned_abs).collect()).map_err(control_failed)
}

/// A copy whose tables are sealed, as far as they are there.
pub struct Sealed {
    /// How many tables it has.
    pub recorded: i64,
    /// How many of them are there.
    pub existing: i64,
    /// Their bytes on disk, indexes included.
    pub bytes: u64,
    /// Its identity.
    pub seal: Option<String>,
}

/// Seals the tables that are not sealed, or whose seal is disabled, of the tenant's copy `k` that meets a condition, and records its identity.
pub async fn seal_again(connection: &mut PgConnection, lease: &Lease, condition: &str) -> Result<Sealed, StoreError> {
    let it = format!("k.tenant = {} AND {condition}", lease.tenant.sql());
    let tables = format!(
        "FROM reseed.copies AS k JOIN reseed.relations AS r ON r.tenant = k.tenant AND r.copy = k.id
         LEFT JOIN pg_class AS c ON c.oid = r.relation WHERE {it}"
    );
    let mend = mending(lease, &it);
    let sql = format!(
        "{mend}UPDATE reseed.copies AS k SET seal = reseed.identity(tenant, id), labels = reseed.labels(tenant, id)
         WHERE {it} RETURNING seal;
         SELECT count(*) AS recorded, count(c.oid) AS there, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint AS bytes
         {tables}"
    );
    let mut answers = ask(connection, sql).await.map_err(|error| not_sealed(lease, error))?;
    let seal = answers.skip().skip().row().map(|row| get(&row, "seal")).transpose()?.flatten();
    let row = answers.only().map_err(control_failed)?;
    let bytes = get::<i64>(&row, "bytes")? as u64;
    Ok(Sealed { recorded: get(&row, "recorded")?, existing: get(&row, "there")?, bytes, seal })
}

/// Seals the tables of a copy that are not sealed, or whose seal is disabled; gives its identity then. Whether its rows are
/// still the right ones is for the caller to read before it records that.
pub async fn mend(tx: &mut PgConnection, lease: &Lease, copy: i32) -> Result<String, StoreError> {
    let it = format!("k.tenant = {} AND k.id = {copy}", lease.tenant.sql());
    run(tx, mending(lease, &it)).await.map_err(|error| not_sealed(lease, error))?;
    identity(tx, &lease.tenant, copy).await
}

/// Records that a copy is sealed, if it still matches `seal`.
///
/// # Errors
/// `Stale` if its seals were touched meanwhile.
pub async fn record(tx: &mut PgConnection, lease: &Lease, copy: i32, seal: &str) -> Result<(), StoreError> {
    let sql = "UPDATE reseed.copies SET seal = $3, labels = reseed.labels(tenant, id)
        WHERE tenant = $1 AND id = $2 AND reseed.identity(tenant, id) = $3";
    let record = sqlx::query(sql).bind(lease.tenant.as_str()).bind(copy).bind(seal).execute(tx).await;
    match record.map_err(control_failed)?.rows_affected() {
        0 => {
            Err(StoreError::new(ErrorKind::Stale, format!("a sealed copy of tenant \"{}\" was altered", lease.tenant))
                .with_help("Run the command again; it reads the copy once more."))
        }
        _ => Ok(()),
    }
}

/// Two statements that seal the tables that are not sealed, or whose seal is disabled, of the copy `k` that meets a condition.
fn mending(lease: &Lease, it: &str) -> String {
    let statements = (drop_trigger("%") + &trigger("%")).sql();
    let seal = format!("SELECT reseed.seal_tables(k.tenant, k.id, {statements}) FROM reseed.copies AS k WHERE {it};\n");
    checks::has_lease(lease) + &seal
}

fn not_sealed(lease: &Lease, error: sqlx::Error) -> StoreError {
    match sqlstate(&error) {
        Some(LOST_LEASE) => StoreError::lost(&lease.tenant),
        _ => failed("seal the copy")(error),
    }
}
