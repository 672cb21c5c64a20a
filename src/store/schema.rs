//! A plan's tables as a store keeps them with a snapshot, so that reset, verify and diff need no spec.
//!
//! What makes the values is not kept: a restored table can be stored, read and compared, not generated. Invariant:
//! `tables_of(stored_tables(tables))` gives names, types, keys and constraints back; helper columns stay, so indices keep meaning.

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::plan::{Check, ChoiceSet, Column, ForeignKey, Table, Type};

/// One table as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredTable {
    name: String,
    stored_name: String,
    columns: Vec<StoredColumn>,
    key: Vec<usize>,
    unique: Vec<Vec<usize>>,
    /// Records from before there were any do not have it.
    #[serde(default)]
    indexes: Vec<Vec<usize>>,
    /// Records from before there were any do not have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    checks: Vec<StoredCheck>,
    foreign_keys: Vec<StoredForeignKey>,
}

/// A column of a table that was not made from a plan.
pub struct DescribedColumn {
    /// Its name.
    pub name: String,
    /// The type that its values are read as.
    pub ty: Type,
    /// Whether it takes nulls.
    pub nullable: bool,
}

impl StoredTable {
    /// The record of a table that was not made from a plan: `key` are indices of `columns`.
    pub fn of_catalog(name: String, columns: Vec<DescribedColumn>, key: Vec<usize>) -> StoredTable {
        let column = |DescribedColumn { name, ty, nullable }| Column {
            name: name.clone(),
            stored_name: name,
            nullable,
            ..Column::described(ty)
        };
        let columns = columns.into_iter().map(column).collect();
        keep_table(&Table { name: name.clone(), stored_name: name, columns, key, ..Table::described() })
    }

    /// Whether an older version made constraints of what its columns were drawn from.
    pub fn has_outdated_checks(&self) -> bool {
        self.columns.iter().any(|column| !column.checks.is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StoredCheck {
    name: String,
    sql: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StoredColumn {
    name: String,
    stored_name: String,
    #[serde(rename = "type")]
    ty: String,
    nullable: bool,
    helper: bool,
    dictionary: bool,
    /// Records from before there was any do not have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sqlite_text: bool,
    /// Records from before stores counted them do not have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    serial: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choices: Option<StoredChoices>,
    /// Only in records of older versions, which made constraints of what a column was drawn from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    checks: Vec<OldCheck>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StoredChoices {
    texts: Vec<String>,
    closed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OldCheck {
    OneOf(Vec<String>),
    AtLeast(String),
    AtMost(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct StoredForeignKey {
    columns: Vec<usize>,
    table: usize,
    target_columns: Vec<usize>,
}

/// The tables in the form that is kept.
pub fn stored_tables(tables: &[Table]) -> Vec<StoredTable> {
    tables.iter().map(keep_table).collect()
}

/// The tables that were kept.
///
/// # Errors
/// `Damaged` when a type or an index in the record is not one that `stored_tables` writes.
pub fn tables_of(stored: &[StoredTable]) -> Result<Vec<Table>, StoreError> {
    stored.iter().map(|table| restore_table(table, stored)).collect()
}

fn keep_table(table: &Table) -> StoredTable {
    StoredTable {
        name: table.name.clone(),
        stored_name: table.stored_name.clone(),
        columns: table.columns.iter().map(keep_column).collect(),
        key: table.key.clone(),
        unique: table.unique.clone(),
        indexes: table.indexes.clone(),
        checks: table.checks.iter().map(keep_check).collect(),
        foreign_keys: table.foreign_keys.iter().map(keep_foreign_key).collect(),
    }
}

fn keep_column(column: &Column) -> StoredColumn {
    StoredColumn {
        name: column.name.clone(),
        stored_name: column.stored_name.clone(),
        ty: column.ty.to_string(),
        nullable: column.nullable,
        helper: column.helper,
        dictionary: column.dictionary,
        sqlite_text: column.sqlite_text,
        serial: column.serial,
        choices: column.choices.as_ref().map(|set| StoredChoices { texts: set.texts.clone(), closed: set.closed }),
        checks: Vec::new(),
    }
}

fn keep_check(check: &Check) -> StoredCheck {
    StoredCheck { name: check.name.clone(), sql: check.sql.clone() }
}

fn keep_foreign_key(key: &ForeignKey) -> StoredForeignKey {
    StoredForeignKey { columns: key.columns.clone(), table: key.table, target_columns: key.target_columns.clone() }
}

fn restore_table(table: &StoredTable, all: &[StoredTable]) -> Result<Table, StoreError> {
    let here = |indices: &[usize]| indices.iter().all(|&index| index < table.columns.len());
    let refers_there = |key: &StoredForeignKey| {
        all.get(key.table).is_some_and(|other| key.target_columns.iter().all(|&i| i < other.columns.len()))
    };
    let valid = here(&table.key)
        && table.unique.iter().chain(&table.indexes).all(|set| here(set))
        && table.foreign_keys.iter().all(|key| here(&key.columns) && refers_there(key));
    if !valid {
        return Err(StoreError::damaged(format!(
            "table {:?}: its stored schema has an index out of range",
            table.name
        )));
    }
    Ok(Table {
        name: table.name.clone(),
        stored_name: table.stored_name.clone(),
        columns: table.columns.iter().map(restore_column).collect::<Result<_, _>>()?,
        key: table.key.clone(),
        unique: table.unique.clone(),
        indexes: table.indexes.clone(),
        checks: table.checks.iter().map(restore_check).collect(),
        foreign_keys: table.foreign_keys.iter().map(restore_foreign_key).collect(),
        ..Table::described()
    })
}

fn restore_column(column: &StoredColumn) -> Result<Column, StoreError> {
    let ty = Type::parse(&column.ty).ok_or_else(|| {
        StoreError::damaged(format!("column {:?}: unknown type {:?} in the stored schema", column.name, column.ty))
    })?;
    Ok(Column {
        name: column.name.clone(),
        stored_name: column.stored_name.clone(),
        ty,
        nullable: column.nullable,
        helper: column.helper,
        dictionary: column.dictionary,
        sqlite_text: column.sqlite_text,
        serial: column.serial,
        choices: restore_choices(column),
        ..Column::described(ty)
    })
}

/// What older versions recorded as a check is only what the column was drawn from.
fn restore_choices(column: &StoredColumn) -> Option<ChoiceSet> {
    let old = column.checks.iter().find_map(|check| match check {
        OldCheck::OneOf(texts) => Some(ChoiceSet { texts: texts.clone(), closed: false }),
        OldCheck::AtLeast(_) | OldCheck::AtMost(_) => None,
    });
    column.choices.as_ref().map(|set| ChoiceSet { texts: set.texts.clone(), closed: set.closed }).or(old)
}

fn restore_check(check: &StoredCheck) -> Check {
    Check { name: check.name.clone(), sql: check.sql.clone(), condition: None }
}

fn restore_foreign_key(key: &StoredForeignKey) -> ForeignKey {
    ForeignKey { columns: key.columns.clone(), table: key.table, target_columns: key.target_columns.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IntWidth;

    #[test]
    fn indexes_come_back_and_a_record_from_before_them_has_none() {
        let columns = vec![Column::described(Type::INT), Column::described(Type::Text)];
        let table = Table { columns, key: vec![0], indexes: vec![vec![1], vec![1, 0]], ..Table::described() };
        let kept = stored_tables(std::slice::from_ref(&table));
        assert_eq!(tables_of(&kept).expect("is valid")[0].indexes, table.indexes);
        let mut old = serde_json::to_value(&kept).expect("is JSON");
        old[0].as_object_mut().expect("a table").remove("indexes").expect("it was kept");
        let old: Vec<StoredTable> = serde_json::from_value(old).expect("is a record");
        assert!(tables_of(&old).expect("is valid")[0].indexes.is_empty());
        let beyond = Table { indexes: vec![vec![2]], ..table };
        assert!(tables_of(&stored_tables(&[beyond])).is_err());
    }

    #[test]
    fn checks_that_older_versions_recorded_bind_no_application() {
        let set = ChoiceSet { texts: vec!["a".to_owned(), "b".to_owned()], closed: true };
        let column = Column { choices: Some(set.clone()), ..Column::described(Type::Text) };
        let kept = keep_column(&column);
        assert_eq!(restore_column(&kept).expect("is valid").choices, Some(set.clone()));
        let mut old = serde_json::to_value(&kept).expect("is JSON");
        let record = old.as_object_mut().expect("a column");
        record.remove("choices");
        let checks = serde_json::json!([{ "one_of": ["a", "b"] }, { "at_least": "a" }, { "at_most": "b" }]);
        record.insert("checks".to_owned(), checks);
        let old: StoredColumn = serde_json::from_value(old).expect("is a record");
        let open = ChoiceSet { closed: false, ..set };
        assert_eq!(restore_column(&old).expect("is valid").choices, Some(open));
    }

    #[test]
    fn every_type_comes_back_from_its_text() {
        let decimals =
            (1..=38).flat_map(|precision| (0..=precision).map(move |scale| Type::Decimal { precision, scale }));
        let plain =
            [Type::Bool, Type::INT, Type::Float, Type::Text, Type::Date, Type::Time, Type::Duration, Type::Uuid];
        let others = [Type::Int(IntWidth::Two), Type::Int(IntWidth::Four), Type::Json];
        for ty in decimals.chain(plain).chain(others) {
            let column = Column { name: "c".to_owned(), ..Column::described(ty) };
            assert_eq!(restore_column(&keep_column(&column)).map(|column| column.ty).ok(), Some(ty));
        }
        let unknown = StoredColumn { ty: "decimal(39,0)".to_owned(), ..keep_column(&Column::described(Type::INT)) };
        assert!(restore_column(&unknown).is_err());
    }
}
