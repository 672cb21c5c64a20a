//! The tables of a plan as PostgreSQL statements.
//!
//! Shared layout: a root per table, partitioned by tenant; keys and unique constraints stand on the root with the tenant
//! as their first column, and every leaf is made like its root. Foreign keys and checks stand on leaves only: what a
//! column may hold is the tenant's own, since parameters decide it.

use super::names::{self, TENANT_COLUMN, qualified};
use crate::plan::{Check, Column, IntWidth, Table, Type};
use crate::spec::literal::Duration;
use crate::store::StoreError;
use crate::store::keys::indexed_foreign_keys;
use crate::store::quote::{literal, quoted, quoted_list};

/// Whether the store adds the tenant's column, because the plan has none.
pub fn adds_tenant(table: &Table) -> bool {
    table.written().all(|(_, column)| column.stored_name != TENANT_COLUMN)
}

/// The names of a table's stored columns, in the order of a COPY.
pub fn columns(table: &Table) -> Vec<&str> {
    let added = adds_tenant(table).then_some(TENANT_COLUMN);
    added.into_iter().chain(table.written().map(|(_, column)| column.stored_name.as_str())).collect()
}

/// The columns with their types as the catalog shows them (`format_type`), and whether they take nulls.
pub fn declared(table: &Table) -> Vec<(String, String, bool)> {
    let added = adds_tenant(table).then(|| (TENANT_COLUMN.to_owned(), "text".to_owned(), false));
    let plan = table.written().map(|(index, column)| {
        let nullable = column.nullable && !table.key.contains(&index) && column.stored_name != TENANT_COLUMN;
        (column.stored_name.clone(), type_name(column.ty), nullable)
    });
    added.into_iter().chain(plan).collect()
}

/// `CREATE TABLE` of a root and its indexes.
pub fn create_root(schema: &str, table: &Table) -> String {
    let mut lines: Vec<String> = declared(table)
        .into_iter()
        .map(|(name, ty, nullable)| format!("{} {ty}{}", quoted(&name), if nullable { "" } else { " NOT NULL" }))
        .collect();
    lines.push(format!("PRIMARY KEY ({})", of_tenant(table, &table.key)));
    lines.extend(table.unique.iter().map(|set| format!("UNIQUE ({})", of_tenant(table, set))));
    let name = qualified(schema, &table.stored_name);
    let partition = quoted(TENANT_COLUMN);
    let mut sql = format!("CREATE TABLE {name} (\n  {}\n) PARTITION BY LIST ({partition});\n", lines.join(",\n  "));
    for columns in indexed_foreign_keys(table) {
        sql += &format!("CREATE INDEX ON {name} ({});\n", column_names(table, columns));
    }
    sql
}

/// `CREATE TABLE` of a leaf like its root, without indexes, and without what a leaf cannot have; with the checks that
/// the tenant's own plan knows.
///
/// # Errors
/// `Data` when a check's literal cannot be written in SQL.
pub fn create_leaf(table: &Table, root: &str, leaf: &str, tenant: &str) -> Result<String, StoreError> {
    let mut checks = vec![tenant_check(tenant)];
    for (_, column) in table.written() {
        for check in &column.checks {
            checks.push(format!("CHECK ({})", check_condition(table, column, check)?));
        }
    }
    Ok(format!(
        "CREATE TABLE {leaf} (LIKE {root} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED \
         INCLUDING STORAGE INCLUDING COMPRESSION,\n  {});\n",
        checks.join(",\n  ")
    ))
}

/// `CREATE TABLE` of a copy that nobody works with: the columns alone.
pub fn create_bare(root: &str, leaf: &str) -> String {
    format!("CREATE TABLE {leaf} (LIKE {root} INCLUDING STORAGE INCLUDING COMPRESSION);\n")
}

/// Lets the server attach the leaf without reading its rows.
fn tenant_check(tenant: &str) -> String {
    format!("CHECK ({} = {})", quoted(TENANT_COLUMN), literal(tenant))
}

/// `ALTER TABLE` for every foreign key of a copy's table; `leaf_of` names the copy's tables by index.
pub fn foreign_keys(table: &Table, tables: &[Table], leaf: &str, leaf_of: impl Fn(usize) -> String) -> String {
    let constraint = |key: &crate::plan::ForeignKey| {
        let target = &tables[key.table];
        format!(
            "ALTER TABLE {leaf} ADD FOREIGN KEY ({}) REFERENCES {} ({});\n",
            of_tenant(table, &key.columns),
            leaf_of(key.table),
            of_tenant(target, &key.target_columns)
        )
    };
    table.foreign_keys.iter().map(constraint).collect()
}

/// The columns' names after the tenant's.
fn of_tenant(table: &Table, columns: &[usize]) -> String {
    let names = columns.iter().map(|&column| table.columns[column].stored_name.as_str());
    quoted_list(std::iter::once(TENANT_COLUMN).chain(names.filter(|name| *name != TENANT_COLUMN)))
}

fn column_names(table: &Table, columns: &[usize]) -> String {
    quoted_list(columns.iter().map(|&column| table.columns[column].stored_name.as_str()))
}

/// A sequence for a counted key, and what takes the next id from it where an insert gives none. A leaf's own DEFAULT
/// would not do: it is ignored when rows come through the root.
pub fn counter(leaf: &str, sequence: &str, column: &Column) -> String {
    let ty = type_name(column.ty);
    let name = quoted(&column.stored_name);
    let function = next_id_function(&column.stored_name);
    format!(
        "CREATE SEQUENCE {sequence} AS {ty} OWNED BY {leaf}.{name};
SELECT setval({text}, max({name})) FROM ONLY {leaf} HAVING max({name}) >= 1;
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog AS $reseed$ BEGIN
    NEW.{name} := nextval(TG_ARGV[0]::regclass);
    RETURN NEW;
END $reseed$;
CREATE TRIGGER reseed_next_id BEFORE INSERT ON {leaf} FOR EACH ROW WHEN (NEW.{name} IS NULL)
  EXECUTE FUNCTION {function}({text});\n",
        text = literal(sequence),
    )
}

/// One function per name of a key column, for all tenants.
fn next_id_function(column: &str) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(column.as_bytes());
    qualified(names::DATA, &format!("next_id_{hash:016x}"))
}

/// The name of a type as `format_type` shows it.
pub fn type_name(ty: Type) -> String {
    match ty {
        Type::Bool => "boolean".to_owned(),
        Type::Int(IntWidth::Two) => "smallint".to_owned(),
        Type::Int(IntWidth::Four) => "integer".to_owned(),
        Type::Int(IntWidth::Eight) => "bigint".to_owned(),
        Type::Decimal { precision, scale } => format!("numeric({precision},{scale})"),
        Type::Float => "double precision".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Time => "timestamp with time zone".to_owned(),
        Type::Duration => "interval".to_owned(),
        Type::Uuid => "uuid".to_owned(),
        Type::Json => "jsonb".to_owned(),
    }
}

fn check_condition(table: &Table, column: &Column, check: &Check) -> Result<String, StoreError> {
    let name = quoted(&column.stored_name);
    let value = |text: &str| check_value(column.ty, text).ok_or_else(|| unwritable(table, column, text));
    Ok(match check {
        Check::AtLeast(text) => format!("{name} >= {}", value(text)?),
        Check::AtMost(text) => format!("{name} <= {}", value(text)?),
        Check::OneOf(texts) => {
            let values: Vec<String> = texts.iter().map(|text| value(text)).collect::<Result<_, _>>()?;
            format!("{name} IN ({})", values.join(", "))
        }
    })
}

fn unwritable(table: &Table, column: &Column, text: &str) -> StoreError {
    let (table, column) = (&table.name, &column.name);
    StoreError::data(format!("column \"{table}.{column}\": the bound {text:?} is not a value of its type"))
}

/// A spec's literal in SQL; none when it is not one of the type.
fn check_value(ty: Type, text: &str) -> Option<String> {
    let cast = |text: &str| format!("{}::{}", literal(text), type_name(ty));
    match ty {
        Type::Bool => matches!(text, "true" | "false").then(|| text.to_owned()),
        Type::Int(_) | Type::Decimal { .. } | Type::Float => number(text),
        Type::Duration => Duration::parse(text).ok().map(|length| cast(&format!("{} microseconds", length.0))),
        Type::Date => text.parse::<jiff::civil::Date>().ok().map(|date| cast(&date.to_string())),
        Type::Time => text.parse::<jiff::Timestamp>().ok().map(|time| cast(&time.to_string())),
        Type::Text | Type::Uuid | Type::Json => Some(literal(text)),
    }
}

fn number(text: &str) -> Option<String> {
    let plain = text.replace('_', "");
    let written = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'e'));
    (written && plain.parse::<f64>().is_ok_and(f64::is_finite)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_written_as_values_of_their_type() {
        assert_eq!(check_value(Type::INT, "1_000").as_deref(), Some("1000"));
        assert_eq!(check_value(Type::Duration, "1d2h").as_deref(), Some("'93600000000 microseconds'::interval"));
        assert_eq!(check_value(Type::Bool, "yes"), None);
        assert_eq!(check_value(Type::INT, "1); DROP TABLE x; --"), None);
        assert_eq!(check_value(Type::Float, "inf"), None);
        assert_eq!(check_value(Type::Text, "it's").as_deref(), Some("'it''s'"));
    }
}
