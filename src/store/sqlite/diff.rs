//! Live rows compared with the seed's, by primary key, in SQL over both files.
//!
//! Null-safe and by value: cells that differ in their bytes are the same if they stand for the same instant, number,
//! UUID or JSON; of keys too. Texts differ by their letters. Values of rows never leave the database, except primary keys as
//! samples.

use super::raw::{Db, Value};
use super::{ddl, failed, read, schema_differences};
use crate::plan::{Column, Table, Type};
use crate::store::{Diff, RowDiff, StoreError, TableDiff};

/// The differences of `live` (with the seed attached as `seed`) from the seed (also open as `seed_db`).
pub fn diff(live: &Db, seed_db: &Db, tables: &[Table], samples_max: u32) -> Result<Diff, StoreError> {
    let schema = schema_differences::differences(live, seed_db)?;
    live.let_call(read::canonical).map_err(failed("compare the rows"))?;
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
    let sql = DiffStatements::new(table, &read::stored_columns(live, &table.stored_name)?);
    let mut diff =
        TableDiff { table: table.stored_name.clone(), added: 0, changed: 0, removed: 0, samples: Vec::new() };
    let doing = format!("compare table {:?}", table.name);
    let count = |from: &str| live.integer(&format!("{}SELECT count(*) {from}", sql.with)).map_err(failed(&doing));
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
    sql: &DiffStatements<'_>,
    what: &str,
    from: &str,
    samples_max: u32,
) -> Result<Vec<RowDiff>, super::raw::SqlError> {
    let side = if what == "added" { "l" } else { "s" };
    let keys = sql.key.iter().map(|column| format!("{side}.{}", ddl::quoted(&column.stored_name)));
    let differs = sql.compared.iter().map(|column| if what == "changed" { differs(column) } else { "0".to_owned() });
    let expressions: Vec<String> = keys.chain(differs).collect();
    let order: Vec<String> = (1..=sql.key.len()).map(|position| position.to_string()).collect();
    let statement =
        format!("{}SELECT {} {from} ORDER BY {} LIMIT ?1", sql.with, expressions.join(", "), order.join(", "));
    let rows = live.texts(&statement, &[Value::Int(i64::from(samples_max))])?;
    Ok(rows.into_iter().map(|row| sample(sql, what, &row)).collect())
}

fn sample(sql: &DiffStatements<'_>, what: &str, row: &[String]) -> RowDiff {
    let (key, differs) = row.split_at(sql.key.len().min(row.len()));
    let key = sql.key.iter().map(|column| column.stored_name.clone()).zip(key.iter().cloned()).collect();
    let changed = sql.compared.iter().zip(differs).filter(|(_, differs)| *differs == "1");
    RowDiff { what: what.to_owned(), key, columns: changed.map(|(column, _)| column.stored_name.clone()).collect() }
}

/// The parts of the statements for one table.
struct DiffStatements<'a> {
    key: Vec<&'a Column>,
    /// Columns besides the key that are on both sides.
    compared: Vec<&'a Column>,
    /// Whether the live table still has the key's columns.
    keyed: bool,
    /// What a statement begins with: both sides with their keys in one form, where keys have several.
    with: String,
    seed: String,
    added: String,
    changed: String,
    removed: String,
}

impl<'a> DiffStatements<'a> {
    fn new(table: &'a Table, stored: &[String]) -> Self {
        let present = |column: &Column| stored.iter().any(|other| other.eq_ignore_ascii_case(&column.stored_name));
        let key: Vec<&Column> = table.key.iter().map(|&index| &table.columns[index]).collect();
        let is_key = |index: usize| table.key.contains(&index);
        let others = table.written().filter(|(index, _)| !is_key(*index)).map(|(_, column)| column);
        let compared: Vec<&Column> = others.filter(|column| present(column)).collect();
        let keyed = key.iter().all(|column| present(column));
        let (with, live, seed) = sides(&table.stored_name, &key, keyed);
        let on: Vec<String> = key.iter().enumerate().map(|(place, column)| equal(place, column)).collect();
        let on = on.join(" AND ");
        let first = key.first().map(|column| ddl::quoted(&column.stored_name)).unwrap_or_default();
        let differ: Vec<String> = compared.iter().map(|column| differs(column)).collect();
        let differ = if differ.is_empty() { "0".to_owned() } else { differ.join(" OR ") };
        DiffStatements {
            keyed,
            with,
            added: format!("FROM {live} LEFT JOIN {seed} ON {on} WHERE s.{first} IS NULL"),
            changed: format!("FROM {seed} JOIN {live} ON {on} WHERE {differ}"),
            removed: format!("FROM {seed} LEFT JOIN {live} ON {on} WHERE l.{first} IS NULL"),
            seed,
            key,
            compared,
        }
    }
}

/// Both tables under their names `l` and `s`. Keys that can be written in several ways have a column more, which is made
/// once: `canonical 0` of the first key column.
fn sides(table: &str, key: &[&Column], keyed: bool) -> (String, String, String) {
    let name = ddl::quoted(table);
    let with_forms = key.iter().enumerate().filter(|(_, column)| has_forms(column.ty));
    let forms: Vec<String> = with_forms.map(|(place, column)| form(place, column)).collect();
    if forms.is_empty() || !keyed {
        return (String::new(), format!("main.{name} AS l"), format!("seed.{name} AS s"));
    }
    let side = |schema: &str| {
        format!("\"{schema} rows\" AS MATERIALIZED (SELECT *, {} FROM {schema}.{name})", forms.join(", "))
    };
    let with = format!("WITH {}, {} ", side("main"), side("seed"));
    (with, "\"main rows\" AS l".to_owned(), "\"seed rows\" AS s".to_owned())
}

fn form(place: usize, column: &Column) -> String {
    format!("{} AS \"canonical {place}\"", canonical(column, ""))
}

/// Equal keys.
fn equal(place: usize, column: &Column) -> String {
    match has_forms(column.ty) {
        true => format!("s.\"canonical {place}\" = l.\"canonical {place}\""),
        false => format!("s.{0} = l.{0}", ddl::quoted(&column.stored_name)),
    }
}

/// Whether a value of the type can be written in several ways that SQLite does not take for equal.
fn has_forms(ty: Type) -> bool {
    matches!(ty, Type::Date | Type::Time | Type::Uuid | Type::Json | Type::Decimal { .. })
}

fn canonical(column: &Column, side: &str) -> String {
    format!("canonical({}, {side}{})", ddl::literal(&column.ty.to_string()), ddl::quoted(&column.stored_name))
}

/// Only cells whose bytes differ are looked at as values.
fn differs(column: &Column) -> String {
    let name = ddl::quoted(&column.stored_name);
    let bytes =
        format!("l.{name} COLLATE BINARY IS NOT s.{name} COLLATE BINARY OR typeof(l.{name}) <> typeof(s.{name})");
    format!("(({bytes}) AND {} IS NOT {})", canonical(column, "l."), canonical(column, "s."))
}
