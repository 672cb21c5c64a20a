//! Plans and tables made by hand, for tests.

use std::collections::BTreeMap;

use crate::plan::{Column, Plan, Table, Type};

/// A nullable column; text columns are plain.
pub(crate) fn column(name: &str, ty: Type) -> Column {
    Column { name: name.to_owned(), stored_name: name.to_owned(), ..Column::described(ty) }
}

/// A table whose first column is its key.
pub(crate) fn table(name: &str, columns: Vec<Column>) -> Table {
    Table { name: name.to_owned(), stored_name: name.to_owned(), columns, key: vec![0], ..Table::described() }
}

/// A plan of these tables.
pub(crate) fn plan(tables: Vec<Table>) -> Plan {
    Plan {
        dataset: "shop".to_owned(),
        language: 1,
        spec_digest: "00ff".to_owned(),
        tenant: "acme".parse().expect("a tenant name"),
        seed: u64::MAX,
        as_of: 1_767_225_600_000_000,
        params: BTreeMap::from([("customers".to_owned(), "1000".to_owned())]),
        tables,
    }
}
