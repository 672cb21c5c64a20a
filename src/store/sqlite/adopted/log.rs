//! The log of an application's file: one table, and triggers on each table of the set that write keys of touched rows to it, once.
//!
//! What the forms are, because of what others do in the same file:
//! - `ON CONFLICT DO NOTHING`: with OR IGNORE or OR REPLACE the policy of the outer statement would decide instead.
//! - A trigger reads its own table and the log, never another table of the application: renaming a remade table checks all others.
//! - Rows that REPLACE deletes fire no trigger unless a connection wants that, so BEFORE triggers log who has a unique value that
//!   is about to be written: a row too many where nothing is replaced, which is harmless.
//! - Only the rowid, keys and columns of unique indexes are named: other columns can be dropped.
//!
//! Two rows of the log are marks: at 0 the seed that it belongs to, at -1 the epoch that is live.

use sqlparser::ast::Statement;
use sqlparser::dialect::SQLiteDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::tables::{AppTable, own_key};
use crate::store::StoreError;
use crate::store::quote::quoted;
use crate::store::sqlite::failed;
use crate::store::sqlite::raw::{Db, Value};

/// The table of the log.
pub const LOG: &str = "reseed_log";
/// Where the log has the mark of its seed.
pub const SEED_MARK: i64 = 0;
/// Where it has the mark of the live epoch.
pub const LIVE_MARK: i64 = -1;

/// The mark at a place of the log; none without a log.
pub fn mark(db: &Db, place: i64) -> Result<Option<i64>, StoreError> {
    if !is_there(db)? {
        return Ok(None);
    }
    let sql = format!("SELECT k1 FROM main.{LOG} WHERE t = {place}");
    let found = db.texts(&sql, &[]).map_err(failed("read the log"))?;
    Ok(found.into_iter().flatten().next().and_then(|mark| mark.parse().ok()))
}

/// Whether the file has a log.
pub fn is_there(db: &Db) -> Result<bool, StoreError> {
    let sql = format!("SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = '{LOG}'");
    db.integer(&sql).map(|count| count == 1).map_err(failed("read the schema"))
}

/// The triggers that the tables should have, by name.
///
/// # Errors
/// `Refused` where a unique index cannot be read.
pub fn triggers(db: &Db, tables: &[AppTable]) -> Result<Vec<(String, String)>, StoreError> {
    let mut all = Vec::new();
    for table in tables {
        let unique = unique_rules(db, table)?;
        for (event, body) in bodies(table, &unique) {
            let name = format!("{LOG}_{}_{}", table.number, event.to_lowercase().replace(' ', "_"));
            let sql = format!("CREATE TRIGGER {name} {event} ON {} BEGIN {body} END", quoted(&table.name));
            all.push((name, sql));
        }
    }
    Ok(all)
}

/// Whether the log and exactly these triggers are in the file.
pub fn is_in_place(db: &Db, wanted: &[(String, String)]) -> Result<bool, StoreError> {
    let found = own_triggers(db)?;
    let mut wanted: Vec<Vec<String>> = wanted.iter().map(|(name, sql)| vec![name.clone(), sql.clone()]).collect();
    wanted.sort();
    Ok(is_there(db)? && found == wanted)
}

/// Rebuilds the log and the triggers. Belongs into a transaction.
pub fn put_in_place(db: &Db, tables: &[AppTable], wanted: &[(String, String)]) -> Result<(), StoreError> {
    remove(db)?;
    let width = tables.iter().map(|table| table.keys.len()).max().unwrap_or(1);
    let keys: Vec<String> = (1..=width).map(own_key).collect();
    let columns: Vec<String> = keys.iter().map(|key| format!("{key} NOT NULL DEFAULT 0")).collect();
    let make = format!(
        "CREATE TABLE main.{LOG} (t INTEGER NOT NULL, {}, PRIMARY KEY (t, {})) WITHOUT ROWID",
        columns.join(", "),
        keys.join(", ")
    );
    let put = || -> Result<(), crate::store::sqlite::raw::SqlError> {
        db.exec(&make)?;
        wanted.iter().try_for_each(|(_, sql)| db.exec(sql))
    };
    put().map_err(failed("put the log in place"))
}

/// Removes all that reseed has made in the file. Belongs into a transaction.
pub fn remove(db: &Db) -> Result<(), StoreError> {
    let names = own_triggers(db)?.into_iter().filter_map(|row| row.into_iter().next());
    let drops: Vec<String> = names.map(|name| format!("DROP TRIGGER main.{};", quoted(&name))).collect();
    db.exec(&format!("{} DROP TABLE IF EXISTS main.{LOG}", drops.concat())).map_err(failed("remove the log"))
}

fn own_triggers(db: &Db) -> Result<Vec<Vec<String>>, StoreError> {
    let sql = format!(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND name GLOB '{LOG}_*' ORDER BY name"
    );
    db.texts(&sql, &[]).map_err(failed("read the schema"))
}

/// What finds the row that has a unique value which is about to be written.
struct UniqueRule {
    condition: String,
}

fn bodies(table: &AppTable, unique: &[UniqueRule]) -> Vec<(&'static str, String)> {
    let touched = |row: &str| {
        let keys: Vec<String> = table.keys.iter().map(|key| format!("{row}.{key}")).collect();
        format!("({}, {})", table.number, keys.join(", "))
    };
    let into = format!("INSERT INTO {LOG} (t, {})", table.own_keys().join(", "));
    let log = |rows: &str| format!("{into} VALUES {rows} ON CONFLICT DO NOTHING;");
    let (own, name) = (table.keys.join(", "), quoted(&table.name));
    let replaced = |but: &str| {
        let rules = unique.iter().map(|rule| {
            format!(
                "{into} SELECT {}, {own} FROM {name} WHERE {}{but} ON CONFLICT DO NOTHING;",
                table.number, rule.condition
            )
        });
        rules.collect::<Vec<_>>().join(" ")
    };
    let is_other: Vec<String> = table.keys.iter().map(|key| format!("{key} IS NOT OLD.{key}")).collect();
    let mut bodies = vec![
        ("AFTER INSERT", log(&touched("NEW"))),
        ("AFTER UPDATE", log(&format!("{}, {}", touched("OLD"), touched("NEW")))),
        ("AFTER DELETE", log(&touched("OLD"))),
    ];
    if !unique.is_empty() {
        bodies.push(("BEFORE INSERT", replaced("")));
        bodies.push(("BEFORE UPDATE", replaced(&format!(" AND ({})", is_other.join(" OR ")))));
    }
    bodies
}

/// The unique indexes of a table, without the one of its rowid or of the key that rows are found by. The condition of a partial
/// one is left away, which finds a row too many at most.
fn unique_rules(db: &Db, table: &AppTable) -> Result<Vec<UniqueRule>, StoreError> {
    let sql = "SELECT l.name, coalesce(s.sql, ''), l.origin FROM pragma_index_list(?1, 'main') AS l
        LEFT JOIN main.sqlite_schema AS s ON s.name = l.name AND s.type = 'index' WHERE l.\"unique\" = 1 ORDER BY l.name";
    let mut rules = Vec::new();
    for row in db.texts(sql, &[Value::Text(&table.name)]).map_err(failed("read the schema"))? {
        let Ok([index, sql, origin]) = <[String; 3]>::try_from(row) else { continue };
        if origin == "pk" && !table.has_rowid {
            continue;
        }
        rules.push(UniqueRule { condition: condition(db, table, &index, &sql)? });
    }
    Ok(rules)
}

fn condition(db: &Db, table: &AppTable, index: &str, sql: &str) -> Result<String, StoreError> {
    let parts = "SELECT coalesce(name, ''), coll FROM pragma_index_xinfo(?1, 'main') WHERE \"key\" = 1 ORDER BY seqno";
    let parts = db.texts(parts, &[Value::Text(index)]).map_err(failed("read the schema"))?;
    let expressions = if parts.iter().any(|part| part[0].is_empty()) { expressions(sql) } else { Some(Vec::new()) };
    let unreadable = || {
        StoreError::refused(format!(
            "unique index {index:?} of table {:?} has an expression that cannot be read",
            table.name
        ))
        .with_help("Leave the table out with --tables.")
    };
    let expressions = expressions.ok_or_else(unreadable)?;
    let mut same = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let (name, collation) = (&part[0], quoted(&part[1]));
        same.push(match name.is_empty() {
            false => format!("{name} COLLATE {collation} = NEW.{name}", name = quoted(name)),
            true => {
                let expression = expressions.get(at).ok_or_else(unreadable)?;
                let named = named_columns(db, table, expression)?;
                let row: Vec<String> =
                    named.iter().map(|name| format!("NEW.{name} AS {name}", name = quoted(name))).collect();
                let row = if row.is_empty() { "SELECT 0".to_owned() } else { format!("SELECT {}", row.join(", ")) };
                format!("({expression}) COLLATE {collation} = (SELECT {expression} FROM ({row}))")
            }
        });
    }
    Ok(same.join(" AND "))
}

/// The expressions of an index, in order.
fn expressions(sql: &str) -> Option<Vec<String>> {
    let statements = Parser::parse_sql(&SQLiteDialect {}, sql).ok()?;
    let [Statement::CreateIndex(index)] = statements.as_slice() else { return None };
    Some(index.columns.iter().map(|column| column.column.expr.to_string()).collect())
}

/// The columns that an expression may name: every word of it that is one.
fn named_columns(db: &Db, table: &AppTable, expression: &str) -> Result<Vec<String>, StoreError> {
    let tokens = Tokenizer::new(&SQLiteDialect {}, expression).tokenize().unwrap_or_default();
    let is_named = |name: &String| {
        tokens.iter().any(|token| match token {
            Token::Word(word) => word.value.eq_ignore_ascii_case(name),
            Token::DoubleQuotedString(text) => text.eq_ignore_ascii_case(name),
            _ => false,
        })
    };
    let sql = "SELECT name FROM pragma_table_xinfo(?1, 'main') ORDER BY cid";
    let columns = db.texts(sql, &[Value::Text(&table.name)]).map_err(failed("read the schema"))?;
    Ok(columns.into_iter().flatten().filter(is_named).collect())
}
