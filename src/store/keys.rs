//! What a store makes of a table's keys beyond the constraints themselves.

use crate::plan::{Column, Table, Type};

/// The columns of every foreign key that needs a separate index: those that no key, no unique constraint and no index
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

/// The columns whose next value a store counts where an insert gives none, with their indices, in order: a primary key of
/// one integer column, and every serial that takes no nulls. None refers to anything.
pub fn counted(table: &Table) -> Vec<(usize, &Column)> {
    let counts = |&(index, column): &(usize, &Column)| {
        let in_key = table.key.contains(&index);
        matches!(column.ty, Type::Int(_))
            && (is_whole_key(table, index) || column.serial && (in_key || !column.nullable))
            && !refers(table, index)
    };
    table.written().filter(counts).collect()
}

/// Whether a column is a table's primary key by itself.
pub fn is_whole_key(table: &Table, index: usize) -> bool {
    table.key == [index]
}

/// The columns of a primary key that get a random UUID where an insert gives none, with their indices.
pub fn random(table: &Table) -> impl Iterator<Item = (usize, &Column)> {
    let is_random = |&(index, column): &(usize, &Column)| {
        column.ty == Type::Uuid && table.key.contains(&index) && !refers(table, index)
    };
    table.written().filter(is_random)
}

fn refers(table: &Table, index: usize) -> bool {
    table.foreign_keys.iter().any(|foreign| foreign.columns.contains(&index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::ForeignKey;

    #[test]
    fn serials_and_keys_that_refer_to_nothing_need_no_value_from_an_insert() {
        let column = |name: &str, ty| Column { name: name.to_owned(), nullable: false, ..Column::described(ty) };
        let serial = |name| Column { serial: true, ..column(name, Type::INT) };
        let table = Table {
            columns: vec![
                serial("id"),
                serial("parent_id"),
                column("uuid", Type::Uuid),
                column("other_uuid", Type::Uuid),
                Column { nullable: true, ..serial("maybe") },
                column("plain", Type::INT),
                serial("number"),
                Column { helper: true, ..serial("_helper") },
            ],
            foreign_keys: vec![
                ForeignKey { columns: vec![1], table: 0, target_columns: vec![0] },
                ForeignKey { columns: vec![3], table: 0, target_columns: vec![2] },
            ],
            ..Table::described()
        };
        let of_key = |key: &[usize]| {
            let table = Table { key: key.to_vec(), ..table.clone() };
            let names = |columns: Vec<(usize, &Column)>| {
                columns.into_iter().map(|(_, column)| column.name.clone()).collect::<Vec<_>>().join(" ")
            };
            (names(counted(&table)), names(random(&table).collect()))
        };
        let of = |counted: &str, random: &str| (counted.to_owned(), random.to_owned());
        assert_eq!(of_key(&[5]), of("id plain number", ""));
        assert_eq!(of_key(&[2]), of("id number", "uuid"));
        assert_eq!(of_key(&[1]), of("id number", ""));
        assert_eq!(of_key(&[4, 2, 3]), of("id maybe number", "uuid"));
    }
}
