//! Counters of columns that were given values: what an application inserts next must not meet them.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row};

use super::target::FillTarget;
use super::{Fill, list};
use crate::store::StoreError;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::quote::{literal, quoted};

/// Counters of columns: identity columns, owned sequences, and defaults that name one.
const COUNTERS: &str = "SELECT DISTINCT q.oid::regclass::text, a.attrelid::bigint, a.attname::text FROM pg_depend AS d
      JOIN pg_class AS q ON q.relkind = 'S' AND q.oid = CASE d.classid WHEN 'pg_class'::regclass THEN d.objid ELSE d.refobjid END
      LEFT JOIN pg_attrdef AS f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
      JOIN pg_attribute AS a ON (a.attrelid, a.attnum) IN ((f.adrelid, f.adnum), (d.refobjid, d.refobjsubid))
    WHERE (d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        OR d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass)
      AND (SELECT seqincrement > 0 FROM pg_sequence WHERE seqrelid = q.oid)";

/// Lets counters continue after the rows that were loaded: where all rows are the tenant's, right after the highest, so that the same
/// rows leave the same counters; otherwise they only go forward.
pub async fn advance(tx: &mut PgConnection, fill: &Fill<'_>, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
    let sql = format!("{COUNTERS} AND a.attrelid IN ({})", list(targets.iter().map(|target| target.oid)));
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *tx).await.map_err(control_failed)?;
    for row in rows {
        let (sequence, oid, column): (String, i64, String) = (row.get(0), row.get(1), row.get(2));
        let given = |target: &&FillTarget<'_>| target.oid == oid && target.columns.iter().any(|c| c.name == column);
        let Some(target) = targets.iter().find(given) else { continue };
        let highest = format!("(SELECT max({})::bigint FROM {})", quoted(&column), target.relation);
        let sequence = literal(&sequence);
        let sql = match fill.adoption.owner {
            None => format!("SELECT reseed.continue_after({sequence}::regclass, {highest})"),
            Some(_) => format!(
                "SELECT setval({sequence}::regclass, highest) FROM {highest} AS h (highest)
                 WHERE highest >= reseed.next_of_counter({sequence}::regclass)"
            ),
        };
        run(tx, sql)
            .await
            .map_err(failed(&format!("set the counter of column \"{}.{column}\"", target.table.stored_name)))?;
    }
    Ok(())
}
