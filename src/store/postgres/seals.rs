//! Seals that are put on again: on a copy that was live, or that was tampered with.

use sqlx::postgres::PgConnection;

use super::ask::{Literal, ask};
use super::connection::{failed, run, sqlstate};
use super::control::{control_failed, get};
use super::copies;
use super::swap::checks::{self, LOST_LEASE};
use crate::store::{ErrorKind, Lease, StoreError};

/// A copy whose tables are sealed, as far as they are there.
pub struct Sealed {
    /// How many tables it has.
    pub recorded: i64,
    /// How many of them are there.
    pub there: i64,
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
    Ok(Sealed { recorded: get(&row, "recorded")?, there: get(&row, "there")?, bytes, seal })
}

/// Seals the tables of a copy that are not sealed, or whose seal is disabled; gives its identity then. Whether its rows are
/// still the right ones is for the caller to read before it records that.
pub async fn mend(tx: &mut PgConnection, lease: &Lease, copy: i32) -> Result<String, StoreError> {
    let it = format!("k.tenant = {} AND k.id = {copy}", lease.tenant.sql());
    run(tx, mending(lease, &it)).await.map_err(|error| not_sealed(lease, error))?;
    copies::identity(tx, &lease.tenant, copy).await
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

/// `CREATE TRIGGER` that refuses every write, also those of replication and of the owner.
pub fn seal(name: &str) -> String {
    format!(
        "CREATE TRIGGER reseed_seal BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {name} FOR EACH STATEMENT
           EXECUTE FUNCTION reseed.sealed();
         ALTER TABLE {name} ENABLE ALWAYS TRIGGER reseed_seal;\n"
    )
}

/// `DROP TRIGGER` of a seal.
pub fn unseal(name: &str) -> String {
    format!("DROP TRIGGER IF EXISTS reseed_seal ON {name};\n")
}

/// Two statements that seal the tables that are not sealed, or whose seal is disabled, of the copy `k` that meets a condition.
fn mending(lease: &Lease, it: &str) -> String {
    let statements = (unseal("%") + &seal("%")).sql();
    let seal = format!("SELECT reseed.seal_tables(k.tenant, k.id, {statements}) FROM reseed.copies AS k WHERE {it};\n");
    checks::has_lease(lease) + &seal
}

fn not_sealed(lease: &Lease, error: sqlx::Error) -> StoreError {
    match sqlstate(&error) {
        Some(LOST_LEASE) => StoreError::lost(&lease.tenant),
        _ => failed("seal the copy")(error),
    }
}
