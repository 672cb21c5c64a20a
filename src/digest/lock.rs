//! Lock files: what a tenant's data must be, small enough to review, and what differs from it in words.
//!
//! A lock holds inputs and digests, no durations and no file names. Only differences of *data* break it: other inputs
//! (a comment in the spec, a newer engine) that lead to the same data explain, but do not count.

use std::collections::BTreeMap;
use std::fmt;

use super::receipt::{DatasetInputs, DatasetReceipt};
use super::table::{ColumnDigest, TableDigest};
use super::value::Digest;

/// What must come out for a tenant; the text form is `seeds/<tenant>.lock`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Dataset, tenant, seed and the like, by name; parameters as `params.<name>`.
    pub inputs: BTreeMap<String, String>,
    /// The dataset's digest.
    pub digest: Digest,
    /// The tables by name.
    pub tables: BTreeMap<String, LockedTable>,
}

/// What must come out in one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedTable {
    /// How many rows.
    pub rows: u64,
    /// The table's digest.
    pub digest: Digest,
    /// The columns by name.
    pub columns: BTreeMap<String, LockedColumn>,
}

/// What must come out in one column.
pub type LockedColumn = ColumnDigest;

/// One way in which data or inputs are not those of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockDifference {
    /// An input has another value; `None` where it is not there.
    Input {
        /// `seed`, `params.customers` …
        name: String,
        /// In the lock.
        locked: Option<String>,
        /// Now.
        now: Option<String>,
    },
    /// The lock has a table that is gone.
    TableMissing(String),
    /// A table that the lock does not have.
    TableAdded(String),
    /// A table has another number of rows; then every column's digest differs and none is named for it.
    Rows {
        /// The table.
        table: String,
        /// In the lock.
        locked: u64,
        /// Now.
        now: u64,
    },
    /// The lock has a column that is gone: table, column.
    ColumnMissing(String, String),
    /// A column that the lock does not have: table, column.
    ColumnAdded(String, String),
    /// A column has another type.
    Type {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// In the lock.
        locked: String,
        /// Now.
        now: String,
    },
    /// A column has other values: table, column.
    Values(String, String),
    /// Rows and columns of a table are as locked, its digest is not: no data does that, only an edit of the lock.
    TableDigest(String),
    /// All tables are as locked, the dataset's digest is not.
    DatasetDigest,
}

impl Lock {
    /// The lock that `receipt` would satisfy.
    pub fn of(receipt: &DatasetReceipt) -> Lock {
        let tables = receipt.tables.iter().map(|table| (table.name.clone(), LockedTable::of(table)));
        Lock { inputs: inputs_of(&receipt.inputs), digest: receipt.digest, tables: tables.collect() }
    }

    /// What differs between this lock and `now`: inputs first, then tables and columns by name.
    pub fn differences(&self, now: &Lock) -> Vec<LockDifference> {
        let inputs = both(&self.inputs, &now.inputs).filter(|(_, locked, now)| locked != now);
        let inputs = inputs.map(|(name, locked, now)| LockDifference::Input {
            name: name.clone(),
            locked: locked.cloned(),
            now: now.cloned(),
        });
        let tables = both(&self.tables, &now.tables).flat_map(|(name, locked, now)| match (locked, now) {
            (Some(locked), Some(now)) => locked.differences(name, now),
            (Some(_), None) => vec![LockDifference::TableMissing(name.clone())],
            (None, _) => vec![LockDifference::TableAdded(name.clone())],
        });
        let mut all: Vec<LockDifference> = inputs.chain(tables).collect();
        if self.digest != now.digest && !all.iter().any(LockDifference::is_data) {
            all.push(LockDifference::DatasetDigest);
        }
        all
    }
}

impl LockedTable {
    fn of(table: &TableDigest) -> LockedTable {
        LockedTable { rows: table.rows, digest: table.digest, columns: table.columns.clone() }
    }

    fn differences(&self, table: &str, now: &LockedTable) -> Vec<LockDifference> {
        let rows = LockDifference::Rows { table: table.to_owned(), locked: self.rows, now: now.rows };
        let rows = (self.rows != now.rows).then_some(rows);
        let columns = both(&self.columns, &now.columns).filter_map(|(column, locked, other)| {
            let (table, column) = (table.to_owned(), column.clone());
            match (locked, other) {
                (Some(locked), Some(other)) if locked.ty != other.ty => {
                    Some(LockDifference::Type { table, column, locked: locked.ty.clone(), now: other.ty.clone() })
                }
                (Some(locked), Some(other)) => {
                    let differ = self.rows == now.rows && locked.digest != other.digest;
                    differ.then_some(LockDifference::Values(table, column))
                }
                (Some(_), None) => Some(LockDifference::ColumnMissing(table, column)),
                (None, _) => Some(LockDifference::ColumnAdded(table, column)),
            }
        });
        let mut all: Vec<LockDifference> = rows.into_iter().chain(columns).collect();
        if self.digest != now.digest && all.is_empty() {
            all.push(LockDifference::TableDigest(table.to_owned()));
        }
        all
    }
}

fn inputs_of(inputs: &DatasetInputs) -> BTreeMap<String, String> {
    let named = [
        ("dataset", inputs.dataset.clone()),
        ("tenant", inputs.tenant.clone()),
        ("seed", inputs.seed.to_string()),
        ("as_of", inputs.as_of.clone()),
        ("language", inputs.language.to_string()),
        ("spec", inputs.spec_digest.clone()),
        ("engine", inputs.engine.clone()),
    ];
    let params = inputs.params.iter().map(|(name, value)| (format!("params.{name}"), value.clone()));
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(params).collect()
}

/// Every key of two maps with its values, in the keys' order.
fn both<'a, V>(
    a: &'a BTreeMap<String, V>,
    b: &'a BTreeMap<String, V>,
) -> impl Iterator<Item = (&'a String, Option<&'a V>, Option<&'a V>)> {
    let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    keys.into_iter().map(move |key| (key, a.get(key), b.get(key)))
}

impl LockDifference {
    /// Whether the data differs, not only an input.
    pub fn is_data(&self) -> bool {
        !matches!(self, LockDifference::Input { .. })
    }
}

impl fmt::Display for LockDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockDifference::Input { name, locked, now } => {
                let words =
                    |value: &Option<String>| value.as_ref().map_or("not there".to_owned(), |v| format!("{v:?}"));
                write!(f, "input {name:?}: {} in the lock, {} now", words(locked), words(now))
            }
            LockDifference::TableMissing(table) => write!(f, "table {table:?}: in the lock, but not in the data"),
            LockDifference::TableAdded(table) => write!(f, "table {table:?}: not in the lock"),
            LockDifference::Rows { table, locked, now } => {
                write!(f, "table {table:?}: {locked} rows in the lock, {now} now")
            }
            LockDifference::ColumnMissing(table, column) => {
                write!(f, "column \"{table}.{column}\": in the lock, but not in the data")
            }
            LockDifference::ColumnAdded(table, column) => write!(f, "column \"{table}.{column}\": not in the lock"),
            LockDifference::Type { table, column, locked, now } => {
                write!(f, "column \"{table}.{column}\": type {locked} in the lock, {now} now")
            }
            LockDifference::TableDigest(table) => {
                write!(
                    f,
                    "table {table:?}: its digest is not that of the rows and columns in the lock, which was edited"
                )
            }
            LockDifference::DatasetDigest => {
                f.write_str("dataset: its digest is not that of the tables in the lock, which was edited")
            }
            LockDifference::Values(table, column) => {
                write!(f, "column \"{table}.{column}\": values differ from the lock")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        let columns = [("id", "int", 1), ("total", "decimal(12,2)", 2)];
        let columns =
            columns.map(|(name, ty, sum)| (name.to_owned(), ColumnDigest { ty: ty.to_owned(), digest: Digest(sum) }));
        let orders = LockedTable { rows: 10, digest: Digest(3), columns: BTreeMap::from(columns) };
        Lock {
            inputs: BTreeMap::from([("seed".to_owned(), "7".to_owned())]),
            digest: Digest(4),
            tables: BTreeMap::from([("orders".to_owned(), orders)]),
        }
    }

    /// The differences that are reported after `change`.
    fn said(change: impl FnOnce(&mut Lock, &mut LockedTable)) -> Vec<String> {
        let mut now = lock();
        let mut orders = now.tables["orders"].clone();
        change(&mut now, &mut orders);
        now.tables.entry("orders".to_owned()).and_modify(|table| *table = orders);
        lock().differences(&now).iter().map(LockDifference::to_string).collect()
    }

    #[test]
    fn equal_locks_have_no_differences() {
        assert_eq!(said(|_, _| ()), [""; 0]);
    }

    #[test]
    fn every_difference_is_named_in_words() {
        let digest = Digest(9);
        assert_eq!(
            said(|lock, _| lock.inputs = BTreeMap::from([("params.n".to_owned(), "1".to_owned())])),
            [r#"input "params.n": not there in the lock, "1" now"#, r#"input "seed": "7" in the lock, not there now"#]
        );
        assert_eq!(said(|lock, _| lock.tables.clear()), [r#"table "orders": in the lock, but not in the data"#]);
        assert_eq!(
            said(|lock, orders| drop(lock.tables.insert("refunds".to_owned(), orders.clone()))),
            [r#"table "refunds": not in the lock"#]
        );
        assert_eq!(
            said(|_, orders| drop(orders.columns.remove("total"))),
            [r#"column "orders.total": in the lock, but not in the data"#]
        );
        let tax = ColumnDigest { ty: "int".to_owned(), digest };
        assert_eq!(
            said(|_, orders| drop(orders.columns.insert("tax".to_owned(), tax))),
            [r#"column "orders.tax": not in the lock"#]
        );
        let float = ColumnDigest { ty: "float".to_owned(), digest };
        assert_eq!(
            said(|_, orders| drop(orders.columns.insert("total".to_owned(), float))),
            [r#"column "orders.total": type decimal(12,2) in the lock, float now"#]
        );
    }

    #[test]
    fn changed_values_are_named_by_column_unless_the_row_count_explains_them() {
        let touch = |orders: &mut LockedTable| {
            orders.columns.get_mut("total").expect("orders has a total").digest = Digest(9);
        };
        assert_eq!(said(|_, orders| touch(orders)), [r#"column "orders.total": values differ from the lock"#]);
        let rows = said(|_, orders| {
            touch(orders);
            orders.rows = 11;
        });
        assert_eq!(rows, [r#"table "orders": 10 rows in the lock, 11 now"#]);
    }

    #[test]
    fn a_digest_that_was_edited_is_seen() {
        let edited = "its digest is not that of the";
        let table = said(|_, orders| orders.digest = Digest(9));
        assert!(matches!(table.as_slice(), [one] if one.contains("orders") && one.contains(edited)), "{table:?}");
        let dataset = said(|lock, _| lock.digest = Digest(9));
        assert!(matches!(dataset.as_slice(), [one] if one.starts_with("dataset: ") && one.contains(edited)));
        assert!(LockDifference::DatasetDigest.is_data() && LockDifference::TableDigest("orders".to_owned()).is_data());
    }

    #[test]
    fn only_data_breaks_a_lock() {
        let input = LockDifference::Input { name: "engine".to_owned(), locked: None, now: None };
        assert!(!input.is_data());
        assert!(LockDifference::Values("orders".to_owned(), "total".to_owned()).is_data());
    }
}
