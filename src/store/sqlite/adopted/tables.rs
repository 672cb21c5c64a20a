//! The tables of an application's file: which are taken, how their rows are found again, and what they are like.
//!
//! A row is known by its rowid, which needs no column of the application, or by the primary key of a table that has none.
//! Must never read a row.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::plan::Type;
use crate::store::catalog::MIGRATION_TABLES;
use crate::store::quote::quoted;
use crate::store::schema::DescribedColumn;
use crate::store::sqlite::failed;
use crate::store::sqlite::raw::{Db, Value};
use crate::store::{StoreError, StoredTable};

/// Names under which the rowid can be asked for, as long as no column has them.
const ROWIDS: [&str; 3] = ["rowid", "_rowid_", "oid"];

/// A table of a set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AppTable {
    /// Its number in the set, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// What a row is found by, as it stands in SQL: the name of the rowid, or the columns of the primary key.
    pub keys: Vec<String>,
    /// The columns that are stored, as they stand in SQL.
    pub columns: Vec<String>,
    /// Whether it has a rowid, which is restored like a column.
    pub has_rowid: bool,
    /// The columns of the primary key by their names, for people.
    pub key_names: Vec<String>,
    /// What the columns are like, as one number: two tables that agree can be compared.
    pub shape: String,
}

/// A row of `table_xinfo`.
struct RawColumn {
    name: String,
    declared: String,
    key_place: usize,
    is_generated: bool,
    all: String,
}

/// The ordinary tables of a file with these names, or all; shell patterns choose.
///
/// # Errors
/// When the schema cannot be read, `Damaged` if the file is no database.
pub fn names(db: &Db, patterns: &[String]) -> Result<Vec<String>, StoreError> {
    let sql = r"SELECT s.name FROM main.sqlite_schema AS s JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name
        WHERE s.type = 'table' AND l.type = 'table' AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\'
          AND s.name NOT LIKE 'reseed\_%' ESCAPE '\' ORDER BY s.name";
    let found = db.texts(sql, &[]).map_err(failed("read the schema"))?;
    let globs: Vec<String> = patterns.iter().map(|pattern| pattern.replace('[', "[[]")).collect();
    let mut names = Vec::new();
    for name in found.into_iter().flatten() {
        if MIGRATION_TABLES.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        let mut is_wanted = globs.is_empty();
        for glob in &globs {
            let sql = "SELECT 1 WHERE ?1 GLOB ?2";
            is_wanted |=
                !db.texts(sql, &[Value::Text(&name), Value::Text(glob)]).map_err(failed("read the schema"))?.is_empty();
        }
        names.extend(is_wanted.then_some(name));
    }
    Ok(names)
}

/// A table as it is now; none if it is not there.
///
/// # Errors
/// `Refused` where no name of the rowid is left.
pub fn table(db: &Db, name: &str, number: usize) -> Result<Option<AppTable>, StoreError> {
    let kind = "SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name = ?1 COLLATE NOCASE";
    let kind = db.texts(kind, &[Value::Text(name)]).map_err(failed("read the schema"))?;
    let Some([without_rowid, strict]) = kind.into_iter().next().and_then(|row| <[String; 2]>::try_from(row).ok())
    else {
        return Ok(None);
    };
    let raw = raw_columns(db, name)?;
    let mut key: Vec<&RawColumn> = raw.iter().filter(|column| column.key_place > 0).collect();
    key.sort_by_key(|column| column.key_place);
    let key_names: Vec<String> = key.iter().map(|column| column.name.clone()).collect();
    let has_rowid = without_rowid == "0";
    let keys = if has_rowid {
        vec![rowid_of(name, &raw)?.to_owned()]
    } else {
        key_names.iter().map(|key| quoted(key)).collect()
    };
    let described = raw.iter().map(|column| column.all.as_str()).collect::<Vec<_>>().join("\n");
    Ok(Some(AppTable {
        number,
        name: name.to_owned(),
        keys,
        columns: raw.iter().filter(|column| !column.is_generated).map(|column| quoted(&column.name)).collect(),
        has_rowid,
        key_names,
        shape: format!("{:032x}", xxh3_128(format!("{without_rowid} {strict}\n{described}").as_bytes())),
    }))
}

/// The name of the rowid that no column has.
fn rowid_of(table: &str, columns: &[RawColumn]) -> Result<&'static str, StoreError> {
    let is_free = |name: &&&str| columns.iter().all(|column| !column.name.eq_ignore_ascii_case(name));
    ROWIDS.iter().find(is_free).copied().ok_or_else(|| {
        StoreError::refused(format!("table {table:?} has columns with all names of the rowid: {}", ROWIDS.join(", ")))
            .with_help("Rename one of these columns, or leave the table out with --tables.")
    })
}

fn raw_columns(db: &Db, table: &str) -> Result<Vec<RawColumn>, StoreError> {
    let sql = "SELECT name, type, pk, hidden, name || '/' || type || '/' || \"notnull\" || '/' || coalesce('=' || dflt_value, '') || '/' || pk || '/' || hidden
        FROM pragma_table_xinfo(?1, 'main') ORDER BY cid";
    let rows = db.texts(sql, &[Value::Text(table)]).map_err(failed("read the schema"))?;
    let column = |row: Vec<String>| {
        let [name, declared, key_place, hidden, all] = row.try_into().ok()?;
        Some(RawColumn { name, declared, key_place: key_place.parse().unwrap_or(0), is_generated: hidden != "0", all })
    };
    Ok(rows.into_iter().filter_map(column).collect())
}

/// The table in the words of plans, so that its rows are read and proven like those of a spec's tables. Whatever is no whole
/// number or double by its declaration is read as text; cells of other kinds count as they are.
pub fn stored(db: &Db, table: &AppTable) -> Result<StoredTable, StoreError> {
    let raw = raw_columns(db, &table.name)?;
    let columns: Vec<RawColumn> = raw.into_iter().filter(|column| !column.is_generated).collect();
    let key = (0..columns.len()).filter(|at| table.key_names.contains(&columns[*at].name)).collect();
    let described = columns.iter().map(|column| DescribedColumn {
        name: column.name.clone(),
        ty: type_of(&column.declared),
        nullable: true,
    });
    Ok(StoredTable::of_catalog(table.name.clone(), described.collect(), key))
}

/// By the affinity that the declaration gives a column.
fn type_of(declared: &str) -> Type {
    let declared = declared.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| declared.contains(part));
    match () {
        () if has(&["bool"]) => Type::Bool,
        () if has(&["int"]) => Type::INT,
        () if has(&["char", "clob", "text"]) => Type::Text,
        () if has(&["real", "floa", "doub"]) => Type::Float,
        () if has(&["deci", "nume"]) => {
            let digits = declared.split_once('(').map(|(_, digits)| format!("decimal({}", digits.replace(' ', "")));
            digits.and_then(|digits| Type::parse(&digits)).unwrap_or(Type::Text)
        }
        () => Type::Text,
    }
}

impl AppTable {
    /// The name as it stands in SQL, with the database that it is in.
    pub fn in_database(&self, database: &str) -> String {
        format!("{database}.{}", quoted(&self.name))
    }

    /// The columns of a key in tables of reseed's own.
    pub fn own_keys(&self) -> Vec<String> {
        (1..=self.keys.len()).map(own_key).collect()
    }

    /// The columns of a row in tables of reseed's own, which have no types: a value stays what it is.
    pub fn own_columns(&self) -> Vec<String> {
        (1..=self.columns.len()).map(|at| format!("c{at}")).collect()
    }

    /// Whether two rows have the same key; `left` decides how keys are compared.
    pub fn same_key(&self, left: &str, right: &str) -> String {
        let pairs = self.keys.iter().zip(self.own_keys());
        let own =
            |key: &String, own: &String| if right == "live" || right == "seed" { key.clone() } else { own.clone() };
        pairs.map(|(key, k)| format!("{left}.{key} = {right}.{}", own(key, &k))).collect::<Vec<_>>().join(" AND ")
    }
}

/// The name of a column of a key in tables of reseed's own.
pub fn own_key(at: usize) -> String {
    format!("k{at}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_as_what_they_are_declared() {
        for (declared, ty) in [
            ("integer unsigned", Type::INT),
            ("VARCHAR(10)", Type::Text),
            ("NUMERIC(10, 2)", Type::Decimal { precision: 10, scale: 2 }),
            ("decimal", Type::Text),
            ("bool", Type::Bool),
            ("", Type::Text),
            ("double", Type::Float),
        ] {
            assert_eq!(type_of(declared), ty, "{declared}");
        }
    }
}
