//! What a migration has added to a tenant's own tables and its spec now declares too: indexes, unique constraints,
//! references and checks. Tables made from the spec have it, and get its names from the live ones, so they can take their place.

use serde_json::{Value, json};
use sqlx::Acquire;
use sqlx::postgres::PgConnection;

use super::ddl::Layout;
use super::rules::Postgres;
use crate::plan::Table;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::names::{self, qualified};
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::quote::quoted;
use crate::store::rules::rules;
use crate::store::{StoreError, TenantName};

/// Takes the additions out that tables made from a spec would have; `schema` is the schema of the live tables.
pub async fn leave_out(
    additions: &mut Vec<String>,
    connection: &mut PgConnection,
    tenant: &TenantName,
    schema: &str,
    tables: &[Table],
) -> Result<(), StoreError> {
    let known = parts(connection, tenant, tables).await?;
    additions.retain(|line| !known.iter().any(|part| line.starts_with(part)));
    for table in tables {
        for rule in rules(table, &Postgres)? {
            let name = names::constraint(&rule.name);
            let part = format!("constraint \"{}.{name}\" (", table.stored_name);
            let Some(found) = additions.iter().position(|line| line.starts_with(&part)) else { continue };
            if has_check(connection, &qualified(schema, &table.stored_name), &name, &rule.condition).await? {
                additions.remove(found);
            }
        }
    }
    Ok(())
}

/// Whether a table has a check of the same condition, as the server writes it: it writes the condition on a
/// temporary table of the same columns. Where it refuses that, the check counts as another one.
async fn has_check(
    connection: &mut PgConnection,
    table: &str,
    name: &str,
    condition: &str,
) -> Result<bool, StoreError> {
    let create = format!(
        "CREATE TEMP TABLE reseed_agreed (LIKE {table}); ALTER TABLE pg_temp.reseed_agreed ADD CONSTRAINT {} CHECK ({condition})",
        quoted(name)
    );
    let sql = "SELECT count(DISTINCT pg_get_constraintdef(oid)) = 1 AND count(*) = 2 FROM pg_constraint
        WHERE contype = 'c' AND conname = $2 AND conrelid IN ($1::text::regclass, 'pg_temp.reseed_agreed'::regclass)";
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let is_alike = match run(&mut tx, create).await {
        Ok(()) => sqlx::query_scalar(sql).bind(table).bind(name).fetch_one(&mut *tx).await.map_err(control_failed)?,
        Err(_) => false,
    };
    tx.rollback().await.map_err(control_failed)?;
    Ok(is_alike)
}

/// Those indexes, unique constraints and references of the live tables that tables made from a spec would have, as
/// `reseed.additions` begins their lines. Of two that are alike only one counts: the one that reseed made, if there is one.
async fn parts(
    connection: &mut PgConnection,
    tenant: &TenantName,
    tables: &[Table],
) -> Result<Vec<String>, StoreError> {
    let declared: Vec<Value> = tables.iter().flat_map(|table| declared(table, tables)).collect();
    let sql = "WITH live AS (
          SELECT reseed.properties(tenant, id) AS there, coalesce(properties, '{}') AS made FROM reseed.copies
          WHERE tenant = $1 AND place = 'live'
        ), wanted AS (
          SELECT kind, \"table\", format(form, (SELECT string_agg(quote_ident(name), ', ' ORDER BY place)
            FROM unnest(columns) WITH ORDINALITY AS c (name, place))) AS def
          FROM jsonb_to_recordset($2::text::jsonb) AS w (kind text, \"table\" text, form text, columns text[])
        )
        SELECT DISTINCT ON (kind, \"table\", def) format('%s \"%s\" (', kind, substr(key, strpos(key, ': ') + 2))
        FROM wanted, live, jsonb_each_text(there)
        WHERE value = def AND starts_with(key, format('%s: %s.', kind, \"table\"))
        ORDER BY kind, \"table\", def, made ->> key IS NOT DISTINCT FROM value DESC, key COLLATE \"C\"";
    let found = sqlx::query_scalar(sql)
        .bind(tenant.as_str())
        .bind(Value::from(declared).to_string())
        .fetch_all(connection)
        .await;
    found.map_err(control_failed)
}

/// A table's indexes, unique constraints and references, with the form of their content in `reseed.properties`.
fn declared(table: &Table, tables: &[Table]) -> Vec<Value> {
    let layout = Layout::Schema;
    let part = |kind: &str, form: String, columns: Vec<&str>| json!({ "kind": kind, "table": table.stored_name, "form": form, "columns": columns });
    let indexes = layout.all_indexes(table).into_iter().map(|columns| part("index", "btree (%s)".to_owned(), columns));
    let unique = table.unique.iter();
    let unique = unique.map(|set| part("constraint", "UNIQUE (%s)".to_owned(), layout.key_columns(table, set)));
    let references = table.foreign_keys.iter().map(|key| {
        let target = &tables[key.table];
        let (from, to) = (numbers(table, &key.columns), numbers(target, &key.target_columns));
        let name = target.stored_name.replace('%', "%%");
        part("constraint", format!("{{{from}}} refer to {{{to}}} of {name}, a a s"), Vec::new())
    });
    indexes.chain(unique).chain(references).collect()
}

/// The places of columns in a table that is made from the spec, from 1.
fn numbers(table: &Table, columns: &[usize]) -> String {
    let place = |column: &usize| table.written().position(|(index, _)| index == *column).map_or(0, |place| place + 1);
    columns.iter().map(|column| place(column).to_string()).collect::<Vec<_>>().join(",")
}

/// Gives indexes and constraints of a copy that is being made the names that the live tables have for the same, where none
/// of theirs has the copy's name: migrations know them by these names.
pub async fn take_names(tx: &mut PgConnection, tenant: &TenantName, copy: i32) -> Result<(), StoreError> {
    let sql = "WITH live AS (
          SELECT key, value FROM reseed.copies, jsonb_each_text(reseed.properties(tenant, id)) WHERE tenant = $1 AND place = 'live'
        ), made AS (
          SELECT key, value FROM jsonb_each_text(reseed.properties($1, $2))
        ), tables AS (
          SELECT c.oid, c.relname, format('%s: %s.', kind, c.relname) AS start, kind
          FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation, unnest(ARRAY['index', 'constraint']) AS kind
          WHERE r.tenant = $1 AND r.copy = $2
        ), others AS (
          SELECT t.oid, t.kind, m.value, substr(m.key, length(t.start) + 1) AS old,
            row_number() OVER (PARTITION BY t.oid, t.kind, m.value ORDER BY m.key COLLATE \"C\") AS place
          FROM tables AS t JOIN made AS m ON starts_with(m.key, t.start) WHERE NOT EXISTS (SELECT FROM live WHERE key = m.key)
        ), names AS (
          SELECT t.oid, t.kind, l.value, substr(l.key, length(t.start) + 1) AS new,
            row_number() OVER (PARTITION BY t.oid, t.kind, l.value ORDER BY l.key COLLATE \"C\") AS place
          FROM tables AS t JOIN live AS l ON starts_with(l.key, t.start) WHERE NOT EXISTS (SELECT FROM made WHERE key = l.key)
        )
        SELECT CASE kind WHEN 'index' THEN format('ALTER INDEX %I.%I RENAME TO %I', nspname, old, new)
          ELSE format('ALTER TABLE %I.%I RENAME CONSTRAINT %I TO %I', nspname, relname, old, new) END
        FROM others JOIN names USING (oid, kind, value, place) JOIN pg_class USING (oid) JOIN pg_namespace AS n ON n.oid = relnamespace";
    let renames = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(copy).fetch_all(&mut *tx).await;
    let renames: Vec<String> = renames.map_err(control_failed)?;
    run(tx, renames.join(";\n")).await.map_err(failed("name the copy's indexes"))
}
