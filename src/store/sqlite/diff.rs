//! Live rows compared with the seed's, by primary key, in SQL over both files.
//!
//! Null-safe and by storage class, byte for byte: `1` and `1.0`, `a` and `A` differ. Values of rows never leave the
//! database, except primary keys as samples.

use super::raw::{Db, Value};
use super::{ddl, failed, read, schema_differences};
use crate::plan::Table;
use crate::store::{Diff, RowDiff, StoreError, TableDiff};

/// The differences of `live` (with the seed attached as `seed`) from the seed (also open as `seed_db`).
pub fn diff(live: &Db, seed_db: &Db, tables: &[Table], samples_max: u32) -> Result<Diff, StoreError> {
    let schema = schema_differences::differences(live, seed_db)?;
    let mut found = Vec::new();
    for table in tables {
        let diff = table_diff(live, table, samples_max)?;
        if diff.added + diff.changed + diff.removed > 0 {
            found.push(diff);
        }
    }
    Ok(Diff { tables: found, schema })
}

fn table_diff(live: &Db, table: &Table, samples_max: u32) -> Result<TableDiff, StoreError> {
    let sql = Sql::new(table, &read::stored_columns(live, &table.stored_name)?);
    let mut diff =
        TableDiff { table: table.stored_name.clone(), added: 0, changed: 0, removed: 0, samples: Vec::new() };
    let doing = format!("compare table {:?}", table.name);
    let count = |from: &str| live.integer(&format!("SELECT count(*) {from}")).map_err(failed(&doing));
    if !sql.keyed {
        diff.removed = count(&format!("FROM {}", sql.seed))? as u64;
        return Ok(diff);
    }
    for (what, from) in [("added", &sql.added), ("changed", &sql.changed), ("removed", &sql.removed)] {
        let rows = count(from)? as u64;
        match what {
            "added" => diff.added = rows,
            "changed" => diff.changed = rows,
            _ => diff.removed = rows,
        }
        if rows > 0 {
            diff.samples.extend(samples(live, &sql, what, from, samples_max).map_err(failed(&doing))?);
        }
    }
    Ok(diff)
}

fn samples(
    live: &Db,
    sql: &Sql<'_>,
    what: &str,
    from: &str,
    samples_max: u32,
) -> Result<Vec<RowDiff>, super::raw::SqlError> {
    let side = if what == "added" { "l" } else { "s" };
    let keys = sql.key.iter().map(|name| format!("{side}.{}", ddl::quoted(name)));
    let differs = sql.compared.iter().map(|name| if what == "changed" { differs(name) } else { "0".to_owned() });
    let expressions: Vec<String> = keys.chain(differs).collect();
    let order: Vec<String> = (1..=sql.key.len()).map(|position| position.to_string()).collect();
    let statement = format!("SELECT {} {from} ORDER BY {} LIMIT ?1", expressions.join(", "), order.join(", "));
    let rows = live.texts(&statement, &[Value::Int(i64::from(samples_max))])?;
    Ok(rows.into_iter().map(|row| sample(sql, what, &row)).collect())
}

fn sample(sql: &Sql<'_>, what: &str, row: &[String]) -> RowDiff {
    let (key, differs) = row.split_at(sql.key.len().min(row.len()));
    let key = sql.key.iter().map(|name| (*name).to_owned()).zip(key.iter().cloned()).collect();
    let changed = sql.compared.iter().zip(differs).filter(|(_, differs)| *differs == "1");
    RowDiff { what: what.to_owned(), key, columns: changed.map(|(name, _)| (*name).to_owned()).collect() }
}

/// The parts of the statements for one table.
struct Sql<'a> {
    key: Vec<&'a str>,
    /// Columns besides the key that are on both sides.
    compared: Vec<&'a str>,
    /// Whether the live table still has the key's columns.
    keyed: bool,
    seed: String,
    added: String,
    changed: String,
    removed: String,
}

impl<'a> Sql<'a> {
    fn new(table: &'a Table, there: &[String]) -> Self {
        let present = |name: &str| there.iter().any(|other| other.eq_ignore_ascii_case(name));
        let key: Vec<&str> = table.key.iter().map(|&index| table.columns[index].stored_name.as_str()).collect();
        let others = table.written().map(|(_, column)| column.stored_name.as_str()).filter(|name| !key.contains(name));
        let compared: Vec<&str> = others.filter(|name| present(name)).collect();
        let name = ddl::quoted(&table.stored_name);
        let (live, seed) = (format!("main.{name} AS l"), format!("seed.{name} AS s"));
        let on: Vec<String> = key.iter().map(|name| format!("s.{0} = l.{0}", ddl::quoted(name))).collect();
        let on = on.join(" AND ");
        let first = ddl::quoted(key.first().copied().unwrap_or_default());
        let differ: Vec<String> = compared.iter().map(|name| differs(name)).collect();
        let differ = if differ.is_empty() { "0".to_owned() } else { differ.join(" OR ") };
        Sql {
            keyed: key.iter().all(|name| present(name)),
            added: format!("FROM {live} LEFT JOIN {seed} ON {on} WHERE s.{first} IS NULL"),
            changed: format!("FROM {seed} JOIN {live} ON {on} WHERE {differ}"),
            removed: format!("FROM {seed} LEFT JOIN {live} ON {on} WHERE l.{first} IS NULL"),
            seed,
            key,
            compared,
        }
    }
}

fn differs(column: &str) -> String {
    let name = ddl::quoted(column);
    format!("(l.{name} COLLATE BINARY IS NOT s.{name} COLLATE BINARY OR typeof(l.{name}) <> typeof(s.{name}))")
}
