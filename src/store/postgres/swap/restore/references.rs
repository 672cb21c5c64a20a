//! Foreign keys of a tenant's own tables that the rows to come back would violate: migrations have added them.

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnection, PgRow};

use super::pair::Pair;
use crate::store::StoreError;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::quote::quoted;

/// A line for each key, as far as the rows that it refers to can be read.
pub async fn faults(connection: &mut PgConnection, pairs: &[Pair]) -> Result<Vec<String>, StoreError> {
    let live: Vec<&str> = pairs.iter().map(|pair| pair.live.as_str()).collect();
    let rows = sqlx::query(KEYS).bind(&live).fetch_all(&mut *connection).await.map_err(control_failed)?;
    let mut faults = Vec::new();
    for row in &rows {
        let (name, of): (String, String) = (get(row, "name")?, get(row, "of")?);
        let Some(pair) = pairs.iter().find(|pair| pair.live == of) else { continue };
        let Some(sql) = violation(row, pair, pairs)? else { continue };
        if sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await.map_err(control_failed)? {
            faults.push(format!("table \"{}\": rows violate foreign key \"{name}\"", pair.stored_name));
        }
    }
    Ok(faults)
}

const KEYS: &str = "SELECT conname::text AS name, conrelid::regclass::text AS of, confrelid::regclass::text AS to,
      ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute
        ON attrelid = conrelid AND attnum = number ORDER BY place) AS columns,
      ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute
        ON attrelid = confrelid AND attnum = number ORDER BY place) AS targets
    FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY ($1::text[]::regclass[]::oid[])
      AND has_table_privilege(confrelid, 'SELECT') AND NOT row_security_active(confrelid)
    ORDER BY conrelid, conname";

/// Whether a sealed row refers to none; nothing where the key has columns that the sealed rows lack. A key between the
/// tenant's tables is about the sealed rows of both.
fn violation(row: &PgRow, pair: &Pair, pairs: &[Pair]) -> Result<Option<String>, StoreError> {
    let (columns, targets): (Vec<String>, Vec<String>) = (get(row, "columns")?, get(row, "targets")?);
    let to: String = get(row, "to")?;
    let inside = pairs.iter().find(|pair| pair.live == to);
    let has = |pair: &Pair, names: &[String]| names.iter().all(|name| pair.written().any(|known| known == name));
    if !has(pair, &columns) || inside.is_some_and(|inside| !has(inside, &targets)) {
        return Ok(None);
    }
    let target = inside.map_or(to, |inside| format!("ONLY {}", inside.sealed));
    let given: Vec<String> = columns.iter().map(|name| format!("s.{} IS NOT NULL", quoted(name))).collect();
    let same = columns.iter().zip(&targets).map(|(name, target)| format!("t.{} = s.{}", quoted(target), quoted(name)));
    Ok(Some(format!(
        "SELECT EXISTS (SELECT FROM ONLY {} AS s WHERE {} AND NOT EXISTS (SELECT FROM {target} AS t WHERE {}))",
        pair.sealed,
        given.join(" AND "),
        same.collect::<Vec<_>>().join(" AND ")
    )))
}
