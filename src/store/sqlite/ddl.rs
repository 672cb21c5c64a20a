//! The tables of a plan as SQLite statements.
//!
//! Tables are STRICT, with primary keys, foreign keys, unique constraints and the checks that the spec states as rules;
//! what a column is drawn from binds nobody who writes later. A primary key of one integer column that refers to nothing is AUTOINCREMENT: its
//! counter is a row of the file, and a reset puts it back with the pages.
//!
//! No check is made of how a value is written: drivers write times and UUIDs in their own ways. See `number.rs` for why
//! decimals are REAL.

use std::collections::BTreeSet;

use super::forms::{Forms, Uuids};
use super::rules::Sqlite;
use crate::plan::{Column, ForeignKey, IntWidth, Table, Type};
use crate::store::StoreError;
use crate::store::keys::{counted_key, indexed_foreign_keys};
pub use crate::store::quote::{literal, quoted, quoted_list};
use crate::store::rules::{Rule, rules};

/// `CREATE TABLE` for one table of `tables`.
///
/// # Errors
/// `Data` when a rule cannot be written in SQL.
pub fn create_table(table: &Table, tables: &[Table], forms: Forms) -> Result<String, StoreError> {
    let auto = counted_key(table);
    let mut lines = Vec::new();
    for (index, column) in table.written() {
        lines.push(column_line(table, column, auto == Some(index), forms));
    }
    if auto.is_none() {
        lines.push(format!("PRIMARY KEY ({})", names(table, &table.key)));
    }
    lines.extend(table.unique.iter().map(|set| format!("UNIQUE ({})", names(table, set))));
    let check = |rule: Rule| format!("CONSTRAINT {} CHECK ({})", quoted(&rule.name), rule.condition);
    lines.extend(rules(table, &Sqlite(forms))?.into_iter().map(check));
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

fn column_line(table: &Table, column: &Column, auto: bool, forms: Forms) -> String {
    let name = quoted(&column.stored_name);
    let mut line = format!("{name} {}", storage(column, forms));
    let in_key = table.key.iter().any(|&key| table.columns[key].name == column.name);
    if auto {
        line.push_str(" PRIMARY KEY AUTOINCREMENT");
    } else if !column.nullable || in_key {
        line.push_str(" NOT NULL");
    }
    if let Some(condition) = type_check(column.ty, &name) {
        line.push_str(&format!(" CHECK ({condition})"));
    }
    line
}

fn storage(column: &Column, forms: Forms) -> &'static str {
    match column.ty {
        Type::Bool | Type::Int(_) | Type::Duration => "INTEGER",
        Type::Decimal { .. } if column.sqlite_text => "TEXT",
        Type::Decimal { .. } | Type::Float => "REAL",
        Type::Uuid if forms.uuids == Uuids::Blob => "BLOB",
        Type::Text | Type::Json | Type::Date | Type::Time | Type::Uuid => "TEXT",
    }
}

/// What every stored value of the type satisfies and the storage class does not say. Cheap: it runs on every write.
fn type_check(ty: Type, name: &str) -> Option<String> {
    Some(match ty {
        Type::Bool => format!("{name} IN (0, 1)"),
        Type::Int(IntWidth::Two) => format!("{name} BETWEEN -32768 AND 32767"),
        Type::Int(IntWidth::Four) => format!("{name} BETWEEN -2147483648 AND 2147483647"),
        _ => return None,
    })
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
}
