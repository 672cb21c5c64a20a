//! Why the rows of live tables cannot be made those of a sealed copy, as far as the catalog shows: a line for each reason.

use sqlx::postgres::PgConnection;

use super::pair::{self, CopyPair, Pair, PairMisfit};
use crate::plan::Table;
use crate::store::StoreError;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::copies::Copy;
use crate::store::postgres::names::qualified;

/// The tables of both copies side by side, and what is in the way. `schema` is the schema of the tenant's own tables.
pub async fn find(
    connection: &mut PgConnection,
    tables: &[Table],
    copies: CopyPair<'_>,
    schema: Option<&str>,
) -> Result<(Vec<Pair>, Vec<String>), StoreError> {
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        found.extend(misplaced(connection, table, copies.live.table(index)?, schema).await?);
    }
    if !found.is_empty() {
        return Ok((Vec::new(), found));
    }
    let (pairs, misfits) = pair::read_all(connection, tables, copies).await?;
    for (table, misfit) in misfits {
        found.extend(misfit_text(connection, copies.sealed, tables, &table, misfit).await?);
    }
    for pair in &pairs {
        if !has_key(connection, pair).await? {
            found.push(format!("table \"{}\" has no unique key ({})", pair.stored_name, pair.key.join(", ")));
        }
    }
    found.extend(of_the_server(connection, &pairs).await?);
    Ok((pairs, found))
}

/// Why applications would not find the table where they look for it.
async fn misplaced(
    connection: &mut PgConnection,
    table: &Table,
    live: &str,
    schema: Option<&str>,
) -> Result<Option<String>, StoreError> {
    let expected = schema.map(|schema| qualified(schema, &table.stored_name));
    let sql = "SELECT CASE WHEN c.oid IS NULL THEN 'is gone'
          WHEN c.relkind <> 'r' THEN 'is no ordinary table'
          WHEN $2 IS NOT NULL AND c.oid IS DISTINCT FROM to_regclass($2)::oid THEN format('is called %s now', c.oid::regclass) END
        FROM (SELECT to_regclass($1)::oid AS oid) AS t LEFT JOIN pg_class AS c USING (oid)";
    let why = sqlx::query_scalar(sql).bind(live).bind(expected).fetch_one(connection).await.map_err(control_failed)?;
    let why: Option<String> = why;
    Ok(why.map(|why| format!("table \"{}\" {why}", table.stored_name)))
}

/// A misfit in words; none where it loses nothing: a column that the spec does not have and that is empty.
async fn misfit_text(
    connection: &mut PgConnection,
    sealed: &Copy,
    tables: &[Table],
    table: &str,
    misfit: PairMisfit,
) -> Result<Option<String>, StoreError> {
    Ok(Some(match misfit {
        PairMisfit::Lacking { name, is_of_spec: true } => format!("column \"{table}.{name}\" is gone"),
        PairMisfit::Lacking { name, is_of_spec: false } => {
            let index = tables.iter().position(|known| known.stored_name == table);
            let sealed = sealed.table(index.unwrap_or_default())?;
            match super::has_values(connection, sealed, &name).await? {
                true => {
                    format!("column \"{table}.{name}\" is gone, and the state to restore has values in it")
                }
                false => return Ok(None),
            }
        }
        PairMisfit::Computed { name } => {
            format!("column \"{table}.{name}\" is computed, and the seed has values for it")
        }
        PairMisfit::Typed { name, live, sealed } => {
            format!("column \"{table}.{name}\" has type {live}, and the seed has {sealed}")
        }
        PairMisfit::Required { name } => {
            format!("column \"{table}.{name}\" takes no nulls and has no default, and the seed lacks it")
        }
    }))
}

/// Whether a valid unique index identifies rows by the key.
async fn has_key(connection: &mut PgConnection, pair: &Pair) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT FROM pg_index AS i
        WHERE indrelid = $1::regclass AND indisunique AND indisvalid AND indpred IS NULL AND indexprs IS NULL
          AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = indrelid AND a.attname <> ALL ($2)
            AND a.attnum = ANY ((indkey::int2[])[0:indnkeyatts - 1])))";
    let found = sqlx::query_scalar(sql).bind(&pair.live).bind(&pair.key).fetch_one(connection).await;
    found.map_err(control_failed)
}

/// Rights, publications, and functions of other roles.
async fn of_the_server(connection: &mut PgConnection, pairs: &[Pair]) -> Result<Vec<String>, StoreError> {
    let live: Vec<&str> = pairs.iter().map(|pair| pair.live.as_str()).collect();
    let sealed: Vec<&str> = pairs.iter().map(|pair| pair.sealed.as_str()).collect();
    let sql = "SELECT reseed.unwritable($1::text[]::regclass[]::oid[])
        UNION ALL SELECT reseed.foreign_code($1::text[]::regclass[]::oid[], $2::text[]::regclass[]::oid[])";
    sqlx::query_scalar(sql).bind(&live).bind(&sealed).fetch_all(connection).await.map_err(control_failed)
}
