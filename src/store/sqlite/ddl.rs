//! The tables of a plan as SQLite statements.
//!
//! Tables are STRICT, with primary keys, foreign keys, unique constraints and the checks that the spec states as rules;
//! what a column is drawn from does not constrain later writes.
//!
//! SQLite counts one column of a table, its INTEGER PRIMARY KEY, and shows only that number to RETURNING and as the last
//! row's id. It is the key where that is one integer column, else the first serial: the key is a unique constraint then.
//! Its counter is a row of the file, and a reset puts it back with the pages. Serials besides it are counted by triggers.
//!
//! No check is made of how a value is written: drivers write times and UUIDs in their own ways. See `number.rs` for why
//! decimals are REAL.

use std::collections::BTreeSet;

use super::forms::{Forms, Uuids};
use super::rules::Sqlite;
use crate::plan::{Column, ForeignKey, IntWidth, Table, Type};
use crate::store::StoreError;
use crate::store::keys::{counted, indexed_foreign_keys, is_whole_key, random};
pub use crate::store::quote::{literal, quoted, quoted_list};
use crate::store::rules::{Rule, rules};

/// `CREATE TABLE` for one table of `tables`.
///
/// # Errors
/// `Data` when a rule cannot be written in SQL.
pub fn create_table(table: &Table, tables: &[Table], forms: Forms) -> Result<String, StoreError> {
    let counting = Counting::of(table);
    let mut lines: Vec<String> =
        table.written().map(|(index, column)| column_line(table, index, column, &counting, forms)).collect();
    match counting.row_id {
        None => lines.push(format!("PRIMARY KEY ({})", names(table, &table.key))),
        Some(index) if is_whole_key(table, index) => {}
        Some(_) => lines.push(format!("UNIQUE ({})", names(table, &table.key))),
    }
    let unique = table.unique.iter().filter(|set| counting.row_id.is_none_or(|index| ***set != [index]));
    lines.extend(unique.map(|set| format!("UNIQUE ({})", names(table, set))));
    let check = |rule: Rule| format!("CONSTRAINT {} CHECK ({})", quoted(&rule.name), rule.condition);
    lines.extend(rules(table, &Sqlite(forms))?.into_iter().map(check));
    lines.extend(table.foreign_keys.iter().filter_map(|key| foreign_key_line(table, key, tables)));
    Ok(format!("CREATE TABLE {} (\n  {}\n) STRICT", quoted(&table.stored_name), lines.join(",\n  ")))
}

/// How a table's counted columns are counted.
struct Counting {
    /// The INTEGER PRIMARY KEY.
    row_id: Option<usize>,
    /// Columns that triggers count.
    others: Vec<usize>,
}

impl Counting {
    fn of(table: &Table) -> Counting {
        let counted: Vec<usize> = counted(table).into_iter().map(|(index, _)| index).collect();
        let key = counted.iter().copied().find(|&index| is_whole_key(table, index));
        let row_id = key.or_else(|| counted.first().copied());
        Counting { row_id, others: counted.into_iter().filter(|&index| Some(index) != row_id).collect() }
    }
}

/// `CREATE TRIGGER` for serials that are not their tables' INTEGER PRIMARY KEY. A trigger cannot give a new row a value
/// before it is there, so these columns take nulls, and no statement may leave one: an `INSERT OR IGNORE` would also ignore
/// that the number does not fit.
pub fn create_triggers(tables: &[Table]) -> Vec<String> {
    let of = |table: &Table| {
        let Counting { row_id: Some(row_id), others } = Counting::of(table) else { return Vec::new() };
        others.into_iter().flat_map(|index| counting_triggers(table, row_id, index)).collect()
    };
    tables.iter().flat_map(of).collect()
}

fn counting_triggers(table: &Table, row_id: usize, index: usize) -> [String; 2] {
    let stored = |index: usize| table.columns[index].stored_name.as_str();
    let (name, row_id, column) = (quoted(&table.stored_name), quoted(stored(row_id)), quoted(stored(index)));
    let full = format!("{}.{}", table.stored_name, stored(index));
    let trigger = |what: &str| quoted(&format!("{what} {full}"));
    let missing = literal(&format!("NOT NULL constraint failed: {full}"));
    [
        format!(
            "CREATE TRIGGER {} AFTER INSERT ON {name} WHEN NEW.{column} IS NULL BEGIN
  UPDATE {name} SET {column} = (SELECT max(coalesce(max({column}), 0), 0) + 1 FROM {name}) WHERE {row_id} = NEW.{row_id};
  SELECT RAISE(ABORT, {missing}) FROM {name} WHERE {row_id} = NEW.{row_id} AND {column} IS NULL;
END",
            trigger("count")
        ),
        format!(
            "CREATE TRIGGER {} BEFORE UPDATE OF {column} ON {name} WHEN NEW.{column} IS NULL BEGIN
  SELECT RAISE(ABORT, {missing});
END",
            trigger("keep")
        ),
    ]
}

/// `CREATE INDEX` for what the spec names, and for every foreign key and every serial that needs one. Tables and indexes share one space of
/// names, in which ASCII letters of both cases are the same: a name that is taken gets a number.
pub fn create_indexes(tables: &[Table]) -> Vec<String> {
    let mut taken: BTreeSet<String> = tables.iter().map(|table| table.stored_name.to_ascii_lowercase()).collect();
    let mut statements = Vec::new();
    for (table, columns) in tables.iter().flat_map(|table| indexes(table).into_iter().map(move |set| (table, set))) {
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

fn indexes(table: &Table) -> Vec<Vec<usize>> {
    let foreign = indexed_foreign_keys(table).into_iter().map(<[usize]>::to_vec);
    let mut indexes: Vec<Vec<usize>> = table.indexes.iter().cloned().chain(foreign).collect();
    // Triggers look for the highest value of those that they count.
    for index in Counting::of(table).others {
        let mut all = std::iter::once(&table.key).chain(&table.unique).chain(&indexes);
        if !all.any(|columns| columns.first() == Some(&index)) {
            indexes.push(vec![index]);
        }
    }
    indexes
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

fn column_line(table: &Table, index: usize, column: &Column, counting: &Counting, forms: Forms) -> String {
    let name = quoted(&column.stored_name);
    let mut line = format!("{name} {}", storage(column, forms));
    if counting.row_id == Some(index) {
        line.push_str(" PRIMARY KEY AUTOINCREMENT");
    } else if (!column.nullable || table.key.contains(&index)) && !counting.others.contains(&index) {
        line.push_str(" NOT NULL");
    }
    if random(table).any(|(random, _)| random == index) {
        line.push_str(&format!(" DEFAULT ({})", forms.uuids.random()));
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

/// What every stored value of the type satisfies and the storage class does not ensure. Cheap: it runs on every write.
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
