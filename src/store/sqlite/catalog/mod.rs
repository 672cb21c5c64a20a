//! Reads what a file says of an application's tables into the plain facts of [`Catalog`].
//!
//! One read transaction of a connection that cannot write. Touches no row of the application: row counts are those that
//! ANALYZE has left.

mod declared;
mod types;

use std::path::Path;

use super::failed;
use super::raw::{Db, Mode};
use crate::store::catalog::{Catalog, CatalogCheck, CatalogField, CatalogReference, CatalogTable, FieldType};
use crate::store::{ErrorKind, StoreError};
use declared::Declared;
use types::ColumnDeclaration;

/// The tables of a file.
///
/// # Errors
/// `NotFound` without the file, `Usage` when it is no database of SQLite.
pub fn read_catalog(file: &Path) -> Result<Catalog, StoreError> {
    let shown = file.display().to_string();
    if !file.is_file() {
        return Err(StoreError::not_found(format!("there is no file {shown:?}")));
    }
    let db = Db::open(file, Mode::ReadOnly).map_err(failed("open the file"))?;
    let tables = tables(&db).map_err(|error| match error.kind() {
        ErrorKind::Damaged => StoreError::usage(format!("{shown:?} is not a database of SQLite")),
        _ => error,
    })?;
    let database = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Catalog { database, schema: String::new(), tables })
}

/// A table as the schema has it.
struct Listed {
    name: String,
    sql: String,
    has_row_numbers: bool,
}

fn tables(db: &Db) -> Result<Vec<CatalogTable>, StoreError> {
    let mut tables = Vec::new();
    db.exec("BEGIN").map_err(failed("read the schema"))?;
    let listed = listed(db)?;
    for table in &listed {
        tables.push(Reader { db, listed: &listed, table }.table()?);
    }
    agree_on_uuids(&mut tables);
    db.exec("COMMIT").map_err(failed("read the schema"))?;
    Ok(tables)
}

/// The ordinary tables by name, without those of SQLite and reseed.
fn listed(db: &Db) -> Result<Vec<Listed>, StoreError> {
    let sql = r"SELECT s.name, s.sql, l.wr FROM main.sqlite_schema AS s, pragma_table_list AS l
        WHERE s.type = 'table' AND l.schema = 'main' AND l.name = s.name AND l.type = 'table'
          AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND s.name NOT LIKE 'reseed\_%' ESCAPE '\' ORDER BY s.name";
    let rows = db.texts(sql, &[]).map_err(failed("read the schema"))?;
    let listed = rows.into_iter().filter_map(|row| {
        let [name, sql, without_rowid] = <[String; 3]>::try_from(row).ok()?;
        Some(Listed { name, sql, has_row_numbers: without_rowid == "0" })
    });
    Ok(listed.collect())
}

/// A column that refers to a UUID and is declared like it is one.
fn agree_on_uuids(tables: &mut [CatalogTable]) {
    let known = tables.to_vec();
    let is_uuid = |table: &str, column: &str| {
        let target = known.iter().find(|known| known.name == table).and_then(|known| known.field(column));
        target.is_some_and(|target| target.ty == FieldType::Uuid)
    };
    for table in tables {
        let references = table.references.iter();
        let pairs =
            references.flat_map(|r| r.columns.iter().zip(&r.targets).map(|(own, target)| (own, &r.table, target)));
        let uuids: Vec<String> =
            pairs.filter(|(_, table, target)| is_uuid(table, target)).map(|(own, ..)| own.clone()).collect();
        let fields = table.fields.iter_mut().filter(|field| uuids.contains(&field.name));
        fields.filter(|field| matches!(field.ty, FieldType::Text(_))).for_each(|field| field.ty = FieldType::Uuid);
    }
}

struct Reader<'a> {
    db: &'a Db,
    listed: &'a [Listed],
    table: &'a Listed,
}

/// A row of `table_xinfo`.
struct PragmaColumn {
    name: String,
    declared: String,
    is_required: bool,
    default: Option<String>,
    key_place: usize,
    is_generated: bool,
}

impl Reader<'_> {
    fn table(&self) -> Result<CatalogTable, StoreError> {
        let raw = self.raw_fields()?;
        let declared = declared::declared(&self.table.sql, &numeric(&raw));
        let key = key_of(&raw);
        let mut table = CatalogTable { name: self.table.name.clone(), ..CatalogTable::default() };
        table.fields = raw.iter().map(|field| self.field(field, &key, &declared)).collect();
        table.key = key;
        table.references = self.references()?;
        let checks = declared.checks.into_iter().enumerate();
        table.checks = checks
            .map(|(at, (name, condition))| CatalogCheck {
                name: name.unwrap_or_else(|| format!("{}_check_{}", table.name, at + 1)),
                condition,
            })
            .collect();
        self.add_indexes(&mut table)?;
        table.row_count = self.row_count()?;
        Ok(table)
    }

    fn raw_fields(&self) -> Result<Vec<PragmaColumn>, StoreError> {
        // The default is kept apart from an absent one: null and the empty text are the same text.
        let sql = "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, dflt_value, pk, hidden
            FROM pragma_table_xinfo(?1, 'main') ORDER BY cid";
        let rows = self.ask(sql, &self.table.name)?;
        let field = |row: Vec<String>| {
            let [name, declared, required, has_default, default, key_place, hidden] = row.try_into().ok()?;
            Some(PragmaColumn {
                name,
                declared,
                is_required: required == "1",
                default: (has_default == "1").then_some(default),
                key_place: key_place.parse().unwrap_or(0),
                is_generated: hidden == "2" || hidden == "3",
            })
        };
        Ok(rows.into_iter().filter_map(field).collect())
    }

    fn field(&self, raw: &PragmaColumn, key: &[String], declared: &Declared) -> CatalogField {
        let written = ColumnDeclaration::new(&raw.declared);
        let is = |name: &String| name.eq_ignore_ascii_case(&raw.name);
        let ty = match written.field_type(&raw.name) {
            FieldType::Text(_) if declared.json.iter().any(is) => FieldType::Json,
            ty => ty,
        };
        let generated = declared.generated.iter().find(|(name, _)| is(name)).map(|(_, text)| text.clone());
        CatalogField {
            type_name: written.shown(&ty),
            // SQLite takes nulls in most primary keys, by a mistake that it keeps.
            is_nullable: !raw.is_required && raw.key_place == 0,
            default: raw.default.clone().filter(|default| !default.eq_ignore_ascii_case("null")).map(|default| match (
                &ty,
                default.as_str(),
            ) {
                (FieldType::Bool, "0") => "false".to_owned(),
                (FieldType::Bool, "1") => "true".to_owned(),
                _ => default,
            }),
            is_numbered: self.table.has_row_numbers && key.len() == 1 && is(&key[0]) && written.is_row_number(),
            generated: raw.is_generated.then(|| generated.unwrap_or_else(|| "an expression".to_owned())),
            name: raw.name.clone(),
            ty,
            null_share: None,
        }
    }

    /// In the order of their declaration, which is the reverse of the pragma's.
    fn references(&self) -> Result<Vec<CatalogReference>, StoreError> {
        let sql = "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?1, 'main') ORDER BY id DESC, seq";
        let mut references: Vec<(String, CatalogReference)> = Vec::new();
        for row in self.ask(sql, &self.table.name)? {
            let Ok([id, table, from, to, on_delete]) = <[String; 5]>::try_from(row) else { continue };
            if references.last().is_none_or(|(last, _)| *last != id) {
                let known = self.listed.iter().find(|known| known.name.eq_ignore_ascii_case(&table));
                let table = known.map_or(table, |known| known.name.clone());
                let cascades = on_delete == "CASCADE";
                references.push((id, CatalogReference { table, cascades, ..CatalogReference::default() }));
            }
            if let Some((_, reference)) = references.last_mut() {
                reference.columns.push(from);
                reference.targets.extend((!to.is_empty()).then_some(to));
            }
        }
        let mut found = Vec::new();
        for (_, mut reference) in references {
            if reference.targets.is_empty() {
                reference.targets = self.key_of_table(&reference.table)?;
            }
            found.push(reference);
        }
        Ok(found)
    }

    /// What a reference without columns refers to.
    fn key_of_table(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE pk > 0 ORDER BY pk";
        Ok(self.ask(sql, table)?.into_iter().flatten().collect())
    }

    fn add_indexes(&self, table: &mut CatalogTable) -> Result<(), StoreError> {
        let sql = "SELECT l.name, l.\"unique\", l.origin, l.partial, coalesce(s.sql, '')
            FROM pragma_index_list(?1, 'main') AS l LEFT JOIN main.sqlite_schema AS s ON s.name = l.name ORDER BY l.seq DESC";
        for row in self.ask(sql, &table.name)? {
            let Ok([name, unique, origin, partial, sql]) = <[String; 5]>::try_from(row) else { continue };
            let columns =
                "SELECT coalesce(name, '') FROM pragma_index_xinfo(?1, 'main') WHERE \"key\" = 1 ORDER BY seqno";
            let columns: Vec<String> = self.ask(columns, &name)?.into_iter().flatten().collect();
            let is_plain = partial == "0" && columns.iter().all(|column| !column.is_empty());
            match (is_plain, unique == "1") {
                _ if origin == "pk" => {}
                (true, true) if !table.unique.contains(&columns) => table.unique.push(columns),
                (true, false) if !table.indexes.contains(&columns) => table.indexes.push(columns),
                (true, _) => {}
                (false, true) => table.others.push(sql),
                // How queries find rows changes none.
                (false, false) => {}
            }
        }
        Ok(())
    }

    /// The first number of a line of `sqlite_stat1`, which ANALYZE writes.
    fn row_count(&self) -> Result<Option<u64>, StoreError> {
        let has_counts = "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_stat1'";
        if self.db.integer(has_counts).map_err(failed("read the schema"))? == 0 {
            return Ok(None);
        }
        let counts = self.ask("SELECT stat FROM main.sqlite_stat1 WHERE tbl = ?1", &self.table.name)?;
        let first = |stat: &String| stat.split(' ').next().and_then(|count| count.parse().ok());
        Ok(counts.iter().flatten().filter_map(first).max())
    }

    fn ask(&self, sql: &str, name: &str) -> Result<Vec<Vec<String>>, StoreError> {
        self.db.texts(sql, &[super::raw::Value::Text(name)]).map_err(failed("read the schema"))
    }
}

/// The columns that hold numbers.
fn numeric(fields: &[PragmaColumn]) -> Vec<String> {
    let is_numeric = |field: &&PragmaColumn| {
        let ty = ColumnDeclaration::new(&field.declared).field_type(&field.name);
        matches!(ty, FieldType::Int(_) | FieldType::Decimal(_) | FieldType::Float)
    };
    fields.iter().filter(is_numeric).map(|field| field.name.clone()).collect()
}

fn key_of(fields: &[PragmaColumn]) -> Vec<String> {
    let mut key: Vec<&PragmaColumn> = fields.iter().filter(|field| field.key_place > 0).collect();
    key.sort_by_key(|field| field.key_place);
    key.into_iter().map(|field| field.name.clone()).collect()
}
