//! How a tenant's schema differs from the seed's: every table, column, index, trigger and view that a tenant made,
//! dropped or redeclared, and every counter that it moved.

use std::collections::BTreeMap;

use super::raw::Db;
use super::{failed, read};
use crate::store::{Difference, SchemaDifference, StoreError};

/// Type and name of an object → its declaration.
type Objects = BTreeMap<(String, String), String>;

/// All differences of `live` from `seed`, by object and name. Call it inside a read transaction.
pub fn differences(live: &Db, seed: &Db) -> Result<Vec<SchemaDifference>, StoreError> {
    let (ours, theirs) = (objects(live)?, objects(seed)?);
    let mut found = Vec::new();
    for ((object, name), difference) in compare(&ours, &theirs) {
        found.push(SchemaDifference { object: object.clone(), name: name.clone(), difference });
        if object == "table" && difference == Difference::Changed {
            found.extend(column_differences(live, seed, &name)?);
        }
    }
    Ok(found)
}

/// Every object that SQLite did not make itself, and the counters.
fn objects(db: &Db) -> Result<Objects, StoreError> {
    let sql = r"SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\'";
    let mut found = objects_of(db, sql)?;
    let counted = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
    if db.integer(counted).map_err(failed("read the schema"))? > 0 {
        found.extend(objects_of(db, "SELECT 'counter', name, seq FROM main.sqlite_sequence")?);
    }
    Ok(found)
}

/// The columns of a table, as objects.
fn columns(db: &Db, table: &str) -> Result<Objects, StoreError> {
    let entry = |row: Vec<String>| {
        let [_, name, declaration @ ..] = row.as_slice() else { return None };
        Some((("column".to_owned(), name.clone()), declaration.join("/")))
    };
    Ok(read::pragma(db, "table_xinfo", table)?.into_iter().filter_map(entry).collect())
}

fn objects_of(db: &Db, sql: &str) -> Result<Objects, StoreError> {
    let rows = db.texts(sql, &[]).map_err(failed("read the schema"))?;
    let entry = |row: Vec<String>| <[String; 3]>::try_from(row).ok().map(|[kind, name, sql]| ((kind, name), sql));
    Ok(rows.into_iter().filter_map(entry).collect())
}

fn column_differences(live: &Db, seed: &Db, table: &str) -> Result<Vec<SchemaDifference>, StoreError> {
    let exists = !read::stored_columns(live, table)?.is_empty();
    let ours = if exists { columns(live, table)? } else { Objects::new() };
    let named = |((object, column), difference)| {
        let name = format!("{table}.{column}");
        SchemaDifference { object, name, difference }
    };
    Ok(compare(&ours, &columns(seed, table)?).into_iter().map(named).collect())
}

fn compare(live: &Objects, seed: &Objects) -> Vec<((String, String), Difference)> {
    let mut found = BTreeMap::new();
    for (object, declaration) in seed {
        match live.get(object) {
            None => drop(found.insert(object.clone(), Difference::Missing)),
            Some(other) if other != declaration => drop(found.insert(object.clone(), Difference::Changed)),
            Some(_) => {}
        }
    }
    let extra = live.keys().filter(|object| !seed.contains_key(*object));
    found.extend(extra.map(|object| (object.clone(), Difference::Extra)));
    found.into_iter().collect()
}
