//! What a new spec declares of tables besides columns and rows: unique sets, indexes, rules, references. A restore by rows
//! gives live tables none of it, so where they lack it the spec cannot be brought to them that way.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;

use super::pair::Pair;
use crate::plan::Table;
use crate::store::StoreError;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::layout::rules::Postgres;
use crate::store::quote::literal;
use crate::store::rules::rules;

/// A part of a table's declaration.
struct DeclarationPart {
    /// What it has beyond its name.
    content: String,
    /// The condition under which the live table `$1` has one of that name.
    is_there: String,
    /// Whether it keeps rows out.
    is_constraint: bool,
}

/// What tables made with the declarations `before` lack of those `after`, or have although they are not in these: a line for
/// each.
pub async fn differences(
    connection: &mut PgConnection,
    before: &[Table],
    after: &[Table],
    pairs: &[Pair],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for (table, pair) in after.iter().zip(pairs) {
        let Some(earlier) = before.iter().find(|earlier| earlier.stored_name == table.stored_name) else { continue };
        let (before, after) = (parts(earlier, before)?, parts(table, after)?);
        let of = format!("of table \"{}\"", table.stored_name);
        for (name, part) in &after {
            let old = before.get(name);
            if old.is_some_and(|old| old.content == part.content) {
                continue;
            }
            if old.is_some() && is_there(connection, pair, part).await? {
                found.push(format!("{name} {of} differs in the new spec"));
            } else if old.is_none() && !is_there(connection, pair, part).await? {
                found.push(format!("{name} {of} is new in the spec"));
            }
        }
        for (name, part) in before.iter().filter(|(name, part)| part.is_constraint && !after.contains_key(*name)) {
            if is_there(connection, pair, part).await? {
                found.push(format!("{name} {of} is no longer in the spec"));
            }
        }
    }
    Ok(found)
}

async fn is_there(connection: &mut PgConnection, pair: &Pair, part: &DeclarationPart) -> Result<bool, StoreError> {
    let sql = format!("SELECT {}", part.is_there);
    sqlx::query_scalar(AssertSqlSafe(sql)).bind(&pair.live).fetch_one(connection).await.map_err(control_failed)
}

fn parts(table: &Table, tables: &[Table]) -> Result<BTreeMap<String, DeclarationPart>, StoreError> {
    let names = |of: &Table, columns: &[usize]| -> Vec<String> {
        columns.iter().map(|&column| of.columns[column].stored_name.clone()).collect()
    };
    let mut parts = BTreeMap::new();
    let mut index = |columns: &[usize], is_unique: bool| {
        let names = names(table, columns);
        let what = if is_unique { "unique set" } else { "index" };
        let part = DeclarationPart {
            content: String::new(),
            is_there: has_index(&names, is_unique),
            is_constraint: is_unique,
        };
        parts.insert(format!("{what} ({})", names.join(", ")), part);
    };
    table.indexes.iter().for_each(|columns| index(columns, false));
    table.unique.iter().for_each(|columns| index(columns, true));
    for key in &table.foreign_keys {
        let (from, target) = (names(table, &key.columns), &tables[key.table]);
        let content = format!("{} ({})", target.stored_name, names(target, &key.target_columns).join(", "));
        let part = DeclarationPart { content, is_there: has_reference(&from), is_constraint: true };
        parts.insert(format!("reference ({})", from.join(", ")), part);
    }
    for rule in rules(table, &Postgres)? {
        let is_there = format!(
            "EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'c' AND conname = {})",
            literal(&rule.name)
        );
        parts.insert(
            format!("check \"{}\"", rule.name),
            DeclarationPart { content: rule.condition, is_there, is_constraint: true },
        );
    }
    Ok(parts)
}

fn has_index(columns: &[String], is_unique: bool) -> String {
    format!(
        "EXISTS (SELECT FROM pg_index WHERE indrelid = $1::text::regclass AND indisvalid AND (indisunique OR NOT {is_unique})
           AND indpred IS NULL AND indexprs IS NULL AND {} = {})",
        attributes("(indkey::int2[])[0:indnkeyatts - 1]", "indrelid"),
        list(columns)
    )
}

fn has_reference(columns: &[String]) -> String {
    format!(
        "EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'f' AND {} = {})",
        attributes("conkey", "conrelid"),
        list(columns)
    )
}

/// The names of these attributes of a relation, in order.
fn attributes(numbers: &str, relation: &str) -> String {
    format!(
        "ARRAY(SELECT a.attname::text FROM unnest({numbers}) WITH ORDINALITY AS k (number, place)
           JOIN pg_attribute AS a ON a.attrelid = {relation} AND a.attnum = k.number ORDER BY k.place)"
    )
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
    format!("ARRAY[{}]::text[]", names.join(", "))
}
