//! What a store makes of a table's keys beyond the constraints themselves.

use crate::plan::{Table, Type};

/// The columns of every foreign key that needs an index of its own: those that no key, no unique constraint and no index
/// of the spec begins with.
pub fn indexed_foreign_keys(table: &Table) -> Vec<&[usize]> {
    let served = |columns: &[usize]| {
        let indexed = std::iter::once(&table.key).chain(&table.unique).chain(&table.indexes);
        indexed.into_iter().any(|index| index.starts_with(columns))
    };
    let mut indexed: Vec<&[usize]> = Vec::new();
    for key in &table.foreign_keys {
        if !served(&key.columns) && !indexed.contains(&key.columns.as_slice()) {
            indexed.push(&key.columns);
        }
    }
    indexed
}

/// The column whose next value a store counts: a primary key of one integer column that refers to nothing.
pub fn counted_key(table: &Table) -> Option<usize> {
    let [key] = table.key[..] else { return None };
    let refers = table.foreign_keys.iter().any(|foreign| foreign.columns.contains(&key));
    (matches!(table.columns[key].ty, Type::Int(_)) && !refers).then_some(key)
}
