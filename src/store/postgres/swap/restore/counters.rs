//! Counters of live tables: read before a restore by rows, and restarted by it so that a rollback undoes that too.

use std::collections::BTreeMap;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};

use super::pair::Pair;
use crate::plan::{Column, Table};
use crate::store::StoreError;
use crate::store::keys::{counted, is_whole_key};
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::copies::Copy;
use crate::store::postgres::names::qualified;
use crate::store::quote::quoted;

/// The next ids, by the table that one is the whole key of, else by table and column.
pub type NextIds = BTreeMap<String, i64>;

/// The counter of a live table.
#[derive(Clone, Debug)]
pub struct Counter {
    name: String,
    sequence: String,
    next: i64,
}

/// The counters of these tables, as far as they are there, and where each is to continue.
pub async fn find(
    connection: &mut PgConnection,
    tables: &[Table],
    pairs: &[Pair],
    sealed: &Copy,
) -> Result<Vec<Counter>, StoreError> {
    let mut counters = Vec::new();
    for (table, pair) in tables.iter().zip(pairs) {
        for (index, column) in counted(table) {
            let key = &column.stored_name;
            let Some(sequence) = sequence_of(connection, &pair.live, key).await? else { continue };
            let name = name_of(table, index, column);
            let next = match kept(sealed, &name) {
                Some(next) => next,
                None => next_of(connection, &pair.sealed, key).await?,
            };
            counters.push(Counter { name, sequence, next });
        }
    }
    Ok(counters)
}

/// What a counter is recorded as. Records of older versions have those of whole keys only.
fn name_of(table: &Table, column_index: usize, column: &Column) -> String {
    match is_whole_key(table, column_index) {
        true => table.stored_name.clone(),
        false => qualified(&table.stored_name, &column.stored_name),
    }
}

/// Restarts them in the caller's transaction, and waits for others who have drawn an id and are not done; gives where
/// they were.
pub async fn restart(tx: &mut PgConnection, counters: &[Counter]) -> Result<NextIds, sqlx::Error> {
    let mut before = NextIds::new();
    for Counter { name, sequence, next } in counters {
        let sql = format!("SELECT last_value + is_called::integer FROM {sequence}");
        let was: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *tx).await?;
        before.insert(name.clone(), was);
        if was != *next {
            tx.execute(AssertSqlSafe(format!("ALTER SEQUENCE {sequence} RESTART WITH {next}"))).await?;
        }
    }
    Ok(before)
}

fn kept(sealed: &Copy, name: &str) -> Option<i64> {
    sealed.counters.as_ref()?.get(name).copied()
}

/// The sequence that gives a column its values: the identity's, or the one that its default asks, of all that it owns.
pub async fn sequence_of(
    connection: &mut PgConnection,
    table: &str,
    column: &str,
) -> Result<Option<String>, StoreError> {
    let sql =
        "SELECT d.objid::regclass::text FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
        JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
          AND d.refobjid = to_regclass($1) AND a.attname = $2
        ORDER BY d.deptype = 'i' DESC, EXISTS (SELECT FROM pg_depend AS u JOIN pg_attrdef AS f ON f.oid = u.objid
            WHERE u.classid = 'pg_attrdef'::regclass AND u.refclassid = 'pg_class'::regclass AND u.refobjid = d.objid
              AND f.adrelid = a.attrelid AND f.adnum = a.attnum) DESC, d.objid LIMIT 1";
    sqlx::query_scalar(sql).bind(table).bind(column).fetch_optional(connection).await.map_err(control_failed)
}

/// Where a sealed table's own counter stands, otherwise the id after its highest one.
async fn next_of(connection: &mut PgConnection, sealed: &str, key: &str) -> Result<i64, StoreError> {
    let sql = match sequence_of(connection, sealed, key).await? {
        Some(sequence) => format!("SELECT last_value + is_called::integer FROM {sequence}"),
        None => format!("SELECT greatest(max({}), 0)::bigint + 1 FROM ONLY {sealed}", quoted(key)),
    };
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await.map_err(control_failed)
}
