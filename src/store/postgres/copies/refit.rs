//! A retired copy whose shared tables were altered since: it gets what was added to them, so that it can come back
//! without the swap having to build anything.

use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::{Copy, sealing};
use crate::store::postgres::control::rows::{check_token, control_failed, get};
use crate::store::postgres::layout::roots;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::{Lease, StoreError};

/// Brings the copy's tables to what the shared tables are now.
///
/// # Errors
/// `Refused` when something was taken away from these or changed, or they refer to another table; nothing has changed
/// then.
pub async fn refit(connection: &mut PgConnection, lease: &Lease, copy: &Copy) -> Result<(), StoreError> {
    let Some(fitted) = &copy.fingerprint else { return Ok(()) };
    let roots = copy.roots();
    if copy.relations.iter().any(|relation| relation.node.is_none()) {
        return Err(refused("one of them was dropped"));
    }
    let fingerprint = roots.fingerprint(connection).await?;
    if fingerprint == *fitted {
        return Ok(());
    }
    roots::have_no_foreign_keys(connection, &roots).await?;
    let before = sealing::identity(connection, &lease.tenant, copy.id).await?;
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    for (relation, root) in copy.relations.iter().zip(&roots.0) {
        let lacks = lacking(&mut tx, &relation.name, root).await?;
        run(&mut tx, lacks).await.map_err(failed("adapt a retired state to the shared tables"))?;
    }
    if sealing::identity(&mut tx, &lease.tenant, copy.id).await? != before {
        return Err(refused("a column was added whose default differs for every row"));
    }
    let update = "UPDATE reseed.copies SET fingerprint = $3 WHERE tenant = $1 AND id = $2";
    let update = sqlx::query(update).bind(lease.tenant.as_str()).bind(copy.id).bind(fingerprint);
    update.execute(&mut *tx).await.map_err(control_failed)?;
    tx.commit().await.map_err(control_failed)
}

fn refused(why: &str) -> StoreError {
    StoreError::refused(format!("cannot undo across this migration of the shared tables: {why}"))
        .with_help("Revert the migration, then retry.")
}

/// The statements that give a leaf what its root has and it has not.
async fn lacking(tx: &mut PgConnection, leaf: &str, root: &str) -> Result<String, StoreError> {
    let sql = "WITH columns AS (
          SELECT attrelid = $1::regclass AS is_leaf, attname, attnum, atttypid, atttypmod, attcollation, attnotnull, attgenerated,
            (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum) AS value
          FROM pg_attribute WHERE attrelid IN ($1::regclass, $2::regclass) AND attnum > 0 AND NOT attisdropped
        ), l AS (SELECT * FROM columns WHERE is_leaf), r AS (SELECT * FROM columns WHERE NOT is_leaf)
        SELECT ARRAY(
            SELECT format('column %I of %s was dropped', attname, $2) FROM l WHERE attname NOT IN (SELECT attname FROM r)
            UNION ALL SELECT format('the type of column %I of %s was changed', attname, $2) FROM l JOIN r USING (attname)
              WHERE (l.atttypid, l.atttypmod, l.attcollation) <> (r.atttypid, r.atttypmod, r.attcollation)
            UNION ALL SELECT format('column %I of %s takes no nulls any more', attname, $2) FROM l JOIN r USING (attname)
              WHERE r.attnotnull AND NOT l.attnotnull
            UNION ALL SELECT format('column %I of %s was added, which is computed', attname, $2) FROM r
              WHERE attgenerated <> '' AND attname NOT IN (SELECT attname FROM l)) AS faults,
          ARRAY(
            SELECT format('ALTER TABLE %s ADD COLUMN %I %s%s%s%s', $1, attname, format_type(atttypid, atttypmod),
              (SELECT format(' COLLATE %I.%I', n.nspname, c.collname) FROM pg_collation AS c JOIN pg_namespace AS n
                ON n.oid = c.collnamespace WHERE c.oid = attcollation),
              ' DEFAULT ' || value, CASE WHEN attnotnull THEN ' NOT NULL' END)
            FROM r WHERE attgenerated = '' AND attname NOT IN (SELECT attname FROM l) ORDER BY attnum) AS columns,
          ARRAY(
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', $1, conname, pg_get_constraintdef(oid)) FROM pg_constraint AS c
            WHERE conrelid = $2::regclass AND contype = 'c' AND NOT connoinherit AND conname NOT IN (
              SELECT conname FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c')) AS checks";
    let row = sqlx::query(sql).bind(leaf).bind(root).fetch_one(&mut *tx).await.map_err(control_failed)?;
    let faults: Vec<String> = get(&row, "faults")?;
    if let Some(fault) = faults.first() {
        return Err(refused(fault));
    }
    let existing = roots::index_statements(tx, leaf, leaf).await?;
    let required = roots::index_statements(tx, root, leaf).await?;
    let indexes = required.into_iter().filter(|index| !existing.contains(index));
    let all = [get::<Vec<String>>(&row, "columns")?, get(&row, "checks")?].into_iter().flatten().chain(indexes);
    Ok(all.map(|statement| statement + ";\n").collect())
}
