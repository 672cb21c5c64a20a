//! The tables of a plan as SQLite statements.
//!
//! Tables are STRICT, with primary keys, foreign keys, unique and check constraints, so that a tenant's own writes meet
//! the same rules as the seed's rows. A primary key of one integer column that refers to nothing is AUTOINCREMENT: its
//! counter is a row of the file, and a reset puts it back with the pages.

use std::collections::BTreeSet;

use crate::plan::{Check, Column, ForeignKey, IntWidth, Table, Type};
use crate::spec::literal::Duration;
use crate::store::StoreError;
use crate::store::checks::{number, unwritable};
use crate::store::keys::{counted_key, indexed_foreign_keys};
pub use crate::store::quote::{literal, quoted, quoted_list};

/// Decimals of up to this many digits are stored as REAL: every one of them is a different double.
pub const REAL_DIGITS_MAX: u8 = 15;

/// `CREATE TABLE` for one table of `tables`.
///
/// # Errors
/// `Data` when a check's literal cannot be written in SQL.
pub fn create_table(table: &Table, tables: &[Table]) -> Result<String, StoreError> {
    let auto = counted_key(table);
    let mut lines = Vec::new();
    for (index, column) in table.written() {
        lines.push(column_line(table, column, auto == Some(index))?);
    }
    if auto.is_none() {
        lines.push(format!("PRIMARY KEY ({})", names(table, &table.key)));
    }
    lines.extend(table.unique.iter().map(|set| format!("UNIQUE ({})", names(table, set))));
    lines.extend(table.foreign_keys.iter().filter_map(|key| foreign_key_line(table, key, tables)));
    Ok(format!("CREATE TABLE {} (\n  {}\n) STRICT", quoted(&table.stored_name), lines.join(",\n  ")))
}

/// `CREATE INDEX` for what the spec names and for every foreign key that needs one. Tables and indexes share one space of
/// names, in which ASCII letters of both cases are the same: a name that is taken gets a number.
pub fn create_indexes(tables: &[Table]) -> Vec<String> {
    let mut taken: BTreeSet<String> = tables.iter().map(|table| table.stored_name.to_ascii_lowercase()).collect();
    let mut statements = Vec::new();
    for (table, columns) in tables.iter().flat_map(|table| indexes(table).map(move |columns| (table, columns))) {
        let columns: Vec<&str> = columns.iter().map(|&c| table.columns[c].stored_name.as_str()).collect();
        let plain = format!("{}_{}_idx", table.stored_name, columns.join("_"));
        let mut name = plain.clone();
        for number in 2.. {
            if taken.insert(name.to_ascii_lowercase()) {
                break;
            }
            name = format!("{plain}_{number}");
        }
        let on = format!("{} ({})", quoted(&table.stored_name), quoted_list(columns.iter().copied()));
        statements.push(format!("CREATE INDEX {} ON {on}", quoted(&name)));
    }
    statements
}

fn indexes(table: &Table) -> impl Iterator<Item = &[usize]> {
    table.indexes.iter().map(Vec::as_slice).chain(indexed_foreign_keys(table))
}

/// `INSERT` of one row with a parameter per written column.
pub fn insert(table: &Table) -> String {
    let columns: Vec<&str> = table.written().map(|(_, column)| column.stored_name.as_str()).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&table.stored_name), quoted_list(columns))
}

fn names(table: &Table, columns: &[usize]) -> String {
    quoted_list(columns.iter().map(|&column| table.columns[column].stored_name.as_str()))
}

fn column_line(table: &Table, column: &Column, auto: bool) -> Result<String, StoreError> {
    let name = quoted(&column.stored_name);
    let mut line = format!("{name} {}", storage(column.ty));
    let in_key = table.key.iter().any(|&key| table.columns[key].name == column.name);
    if auto {
        line.push_str(" PRIMARY KEY AUTOINCREMENT");
    } else if !column.nullable || in_key {
        line.push_str(" NOT NULL");
    }
    if let Some(condition) = type_check(column.ty, &name) {
        line.push_str(&format!(" CHECK ({condition})"));
    }
    for check in &column.checks {
        line.push_str(&format!(" CHECK ({})", check_condition(table, column, check)?));
    }
    Ok(line)
}

fn storage(ty: Type) -> &'static str {
    match ty {
        Type::Bool | Type::Int(_) | Type::Duration => "INTEGER",
        Type::Decimal { precision, .. } if precision <= REAL_DIGITS_MAX => "REAL",
        Type::Float => "REAL",
        Type::Decimal { .. } | Type::Text | Type::Json | Type::Date | Type::Time | Type::Uuid => "TEXT",
    }
}

/// What every stored value of the type satisfies and the storage class does not say. Cheap: it runs on every write.
fn type_check(ty: Type, name: &str) -> Option<String> {
    Some(match ty {
        Type::Bool => format!("{name} IN (0, 1)"),
        Type::Int(IntWidth::Two) => format!("{name} BETWEEN -32768 AND 32767"),
        Type::Int(IntWidth::Four) => format!("{name} BETWEEN -2147483648 AND 2147483647"),
        Type::Date => format!("{name} GLOB '????-??-??'"),
        Type::Time => format!("{name} GLOB '????-??-??T??:??:??.??????Z'"),
        Type::Uuid => format!("{name} GLOB '????????-????-????-????-????????????'"),
        Type::Json => format!("json_valid({name})"),
        _ => return None,
    })
}

fn check_condition(table: &Table, column: &Column, check: &Check) -> Result<String, StoreError> {
    let name = quoted(&column.stored_name);
    // Wide decimals are text: rounding both sides to doubles keeps their order, so no valid value is refused.
    let wide = matches!(column.ty, Type::Decimal { precision, .. } if precision > REAL_DIGITS_MAX);
    let left = if wide { format!("CAST({name} AS REAL)") } else { name.clone() };
    let value = |text: &str| check_value(column.ty, text).ok_or_else(|| unwritable(table, column, text));
    Ok(match check {
        Check::AtLeast(text) => format!("{left} >= {}", value(text)?),
        Check::AtMost(text) => format!("{left} <= {}", value(text)?),
        Check::OneOf(texts) => {
            let values: Vec<String> = texts.iter().map(|text| value(text)).collect::<Result<_, _>>()?;
            format!("{left} IN ({})", values.join(", "))
        }
    })
}

/// A spec's literal in SQL; none when it is not one of the type.
fn check_value(ty: Type, text: &str) -> Option<String> {
    match ty {
        Type::Bool => match text {
            "true" => Some("1".to_owned()),
            "false" => Some("0".to_owned()),
            _ => None,
        },
        Type::Int(_) | Type::Decimal { .. } | Type::Float => number(text),
        Type::Duration => Duration::parse(text).ok().map(|length| length.0.to_string()),
        Type::Date => text.parse::<jiff::civil::Date>().ok().map(|date| literal(&date.to_string())),
        Type::Time => {
            let instant: jiff::Timestamp = text.parse().ok()?;
            let short = super::text::time_text(instant.as_microsecond())?;
            Some(literal(&String::from_utf8_lossy(short.as_bytes())))
        }
        Type::Text | Type::Uuid | Type::Json => Some(literal(text)),
    }
}

fn foreign_key_line(table: &Table, key: &ForeignKey, tables: &[Table]) -> Option<String> {
    let target = tables.get(key.table)?;
    let (ours, theirs) = (names(table, &key.columns), names(target, &key.target_columns));
    Some(format!("FOREIGN KEY ({ours}) REFERENCES {} ({theirs})", quoted(&target.stored_name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with these columns, the last of which refers to table 0.
    fn referring(name: &str, columns: &[&str]) -> Table {
        let column = |name: &&str| Column { stored_name: (*name).to_owned(), ..Column::described(Type::INT) };
        let foreign = ForeignKey { columns: vec![columns.len() - 1], table: 0, target_columns: vec![0] };
        Table {
            stored_name: name.to_owned(),
            columns: columns.iter().map(column).collect(),
            key: vec![0],
            foreign_keys: vec![foreign],
            ..Table::described()
        }
    }

    #[test]
    fn no_two_indexes_and_no_table_share_a_name() {
        let tables = [
            referring("orders", &["id", "customer_id"]),
            referring("a", &["id", "B_c"]),
            referring("A_b", &["id", "c"]),
            referring("x_y_idx", &["id", "z"]),
            referring("x", &["id", "Y"]),
        ];
        let statements = create_indexes(&tables);
        let names: Vec<&str> = statements.iter().filter_map(|statement| statement.split('"').nth(1)).collect();
        let expected = ["orders_customer_id_idx", "a_B_c_idx", "A_b_c_idx_2", "x_y_idx_z_idx", "x_Y_idx_2"];
        assert_eq!(names, expected);
    }

    #[test]
    fn an_index_of_the_spec_that_begins_with_a_foreign_key_is_its_index_too() {
        let plain = referring("orders", &["id", "placed_at", "customer_id"]);
        let named = |indexes: &[&[usize]]| {
            let indexes = indexes.iter().map(|columns| columns.to_vec()).collect();
            create_indexes(&[Table { indexes, ..plain.clone() }])
        };
        let orders =
            |name: &str, columns: &str| format!("CREATE INDEX \"orders_{name}_idx\" ON \"orders\" ({columns})");
        let (both, own) = ("\"customer_id\", \"placed_at\"", orders("customer_id", "\"customer_id\""));
        assert_eq!(named(&[&[1]]), [orders("placed_at", "\"placed_at\""), own.clone()]);
        assert_eq!(named(&[&[2, 1]]), [orders("customer_id_placed_at", both)]);
        assert_eq!(named(&[&[2]]), [own]);
    }

    #[test]
    fn bounds_are_written_in_the_stored_form() {
        assert_eq!(check_value(Type::INT, "1_000").as_deref(), Some("1000"));
        assert_eq!(check_value(Type::Duration, "1d2h").as_deref(), Some("93600000000"));
        assert_eq!(check_value(Type::Time, "2026-01-01T00:00:00Z").as_deref(), Some("'2026-01-01T00:00:00.000000Z'"));
        assert_eq!(check_value(Type::Bool, "yes"), None);
        assert_eq!(check_value(Type::INT, "1); DROP TABLE x; --"), None);
        assert_eq!(check_value(Type::Float, "inf"), None);
    }
}
