//! Tables outside a tenant's own that have to do with its rows. Foreign keys refer to rows that go: rows there would be
//! deleted or altered along, or keep the rows from going. Rows of tables that inherit from a live one show among its own.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Row};

use super::pair::Pair;
use super::refused;
use crate::store::StoreError;
use crate::store::postgres::swap::attempt::AttemptFailure;
use crate::store::quote::{literal, quoted};

/// One of them.
struct OutsideKey {
    name: String,
    of: String,
    columns: Vec<String>,
    /// The live table that it refers to.
    to: String,
    targets: Vec<String>,
    /// Whether it does something to its own rows when those that they refer to go or get another key.
    acts: bool,
    is_readable: bool,
}

/// Refuses if any row elsewhere would be deleted or altered, or refers to one that goes. Gives whether there are keys at
/// all that would delete or alter rows: then no row that stays may be taken out for a moment. Where the live tables are
/// locked no new row can come to refer to theirs.
pub async fn check(tx: &mut PgConnection, pairs: &[Pair]) -> Result<bool, AttemptFailure> {
    let live: Vec<&str> = pairs.iter().map(|pair| pair.live.as_str()).collect();
    no_heir_has_rows(tx, pairs).await?;
    let rows = sqlx::query(KEYS).bind(&live).fetch_all(&mut *tx).await?;
    let keys = rows.iter().map(OutsideKey::of).collect::<Result<Vec<OutsideKey>, _>>()?;
    for key in &keys {
        let Some(pair) = pairs.iter().find(|pair| pair.live == key.to) else { continue };
        let message = format!("foreign key \"{}\" of table \"{}\"", key.name, key.of);
        if !key.is_readable && !key.acts {
            // The server refuses by itself.
            continue;
        }
        if !key.is_readable {
            return Err(
                refused(format!("{message} would alter rows there, and reseed's role may not read them")).into()
            );
        }
        if sqlx::query_scalar(AssertSqlSafe(key.takes_rows_along(pair))).fetch_one(&mut *tx).await? {
            let rows = format!("rows of table \"{}\" that the state to restore does not have", pair.stored_name);
            let does = if key.acts { " would delete or alter rows there:" } else { " keeps them:" };
            return Err(refused(format!("{message}{does} its rows refer to {rows}")).into());
        }
    }
    Ok(keys.iter().any(|key| key.acts))
}

/// Refuses where tables that inherit from live ones have rows: they are not the tenant's to remove, and would stay.
async fn no_heir_has_rows(tx: &mut PgConnection, pairs: &[Pair]) -> Result<(), AttemptFailure> {
    for pair in pairs {
        let heirs = heirs_with_rows(tx, &pair.live).await?;
        if let Some(heir) = heirs.first() {
            let message = format!(
                "the rows cannot be restored: table \"{heir}\" inherits from table \"{}\", and its rows would stay among \
                 those of that table",
                pair.stored_name
            );
            return Err(StoreError::refused(message)
                .with_help(format!("Delete the rows of {heir}, or run ALTER TABLE {heir} NO INHERIT {}.", pair.live))
                .into());
        }
    }
    Ok(())
}

/// The tables that inherit from this one and have rows. They are read through it: that takes no rights on them.
pub async fn heirs_with_rows(connection: &mut PgConnection, table: &str) -> Result<Vec<String>, sqlx::Error> {
    let heirs = "SELECT EXISTS (SELECT FROM pg_inherits WHERE inhparent = to_regclass($1))";
    if !sqlx::query_scalar(heirs).bind(table).fetch_one(&mut *connection).await? {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT heir::regclass::text FROM (SELECT DISTINCT tableoid AS heir FROM {table}) AS t WHERE heir <> {}::regclass
         ORDER BY heir::regclass::text COLLATE \"C\"",
        literal(table)
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(connection).await
}

/// `NO ACTION` and `RESTRICT` do nothing to rows. One that refers to a shared table has a part for each of its leaves; of one
/// whose own table is partitioned, the whole is enough.
const KEYS: &str = "SELECT conname::text AS name, conrelid::regclass::text AS of, confrelid::regclass::text AS to,
      ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute
        ON attrelid = conrelid AND attnum = number ORDER BY place) AS columns,
      ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute
        ON attrelid = confrelid AND attnum = number ORDER BY place) AS targets,
      confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd') AS acts,
      has_table_privilege(conrelid, 'SELECT') AND NOT row_security_active(conrelid) AS is_readable
    FROM pg_constraint AS c
    WHERE contype = 'f' AND confrelid = ANY ($1::text[]::regclass[]::oid[]) AND conrelid <> ALL ($1::text[]::regclass[]::oid[])
      AND NOT EXISTS (SELECT FROM pg_constraint AS w WHERE w.oid = c.conparentid AND w.confrelid = c.confrelid)
    ORDER BY conrelid, conname";

impl OutsideKey {
    fn of(row: &PgRow) -> Result<OutsideKey, sqlx::Error> {
        Ok(OutsideKey {
            name: row.try_get("name")?,
            of: row.try_get("of")?,
            columns: row.try_get("columns")?,
            to: row.try_get("to")?,
            targets: row.try_get("targets")?,
            acts: row.try_get("acts")?,
            is_readable: row.try_get("is_readable")?,
        })
    }

    /// Whether a row refers to one that goes, or gets another key where that does something to it.
    fn takes_rows_along(&self, pair: &Pair) -> String {
        let refers = self
            .columns
            .iter()
            .zip(&self.targets)
            .map(|(column, target)| format!("o.{} = t.{}", quoted(column), quoted(target)));
        let key = if self.acts { pair.key.as_slice() } else { &[] };
        let stays = key.iter().chain(&self.targets).map(|name| format!("s.{0} = t.{0}", quoted(name)));
        format!(
            "SELECT EXISTS (SELECT FROM {} AS o JOIN ONLY {} AS t ON {} WHERE NOT EXISTS (SELECT FROM ONLY {} AS s WHERE {}))",
            self.of,
            pair.live,
            refers.collect::<Vec<_>>().join(" AND "),
            pair.sealed,
            stays.collect::<Vec<_>>().join(" AND ")
        )
    }
}
