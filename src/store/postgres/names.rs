//! The names of what a store makes. PostgreSQL cuts identifiers at 63 bytes, silently; names made here never are.

use crate::store::quote::quoted;

/// The schema of the control tables.
pub const CONTROL: &str = "reseed";
/// The schema of tenants' nodes and copies in the shared layout; the schemas of copies in the other begin with it.
pub const DATA: &str = "reseed_data";
/// The longest identifier, in bytes (NAMEDATALEN − 1).
pub const IDENTIFIER_LEN_MAX: usize = 63;
/// The column that identifies tenants in shared tables.
pub const TENANT_COLUMN: &str = "tenant_id";

/// The name of a tenant's node below the root with this number (`reseed.roots`): a tenant that changes its dataset may
/// have nodes below two roots of one name. Numbers make it unique, the table's name makes it readable.
pub fn node(tenant_id: i32, root: i32, table: &str) -> String {
    cut(format!("t{tenant_id}_r{root}_{table}"))
}

/// The name of a table of a tenant's copy.
pub fn leaf(tenant_id: i32, copy: i32, table_index: usize, table: &str) -> String {
    cut(format!("t{tenant_id}_c{copy}_{table_index}_{table}"))
}

/// The schema of a tenant's copy in the schema layout: its tables have their own names there.
pub fn copy_schema(tenant_id: i32, copy: i32) -> String {
    format!("{DATA}_t{tenant_id}_c{copy}")
}

/// The name of the sequence that counts the column with this index of a copy's table.
pub fn sequence(tenant_id: i32, copy: i32, table_index: usize, column_index: usize, table: &str) -> String {
    cut(format!("t{tenant_id}_c{copy}_{table_index}_seq{column_index}_{table}"))
}

/// The name of the trigger that takes the next value of the column with this index. Triggers of a table fire in the order
/// of their names' bytes, and these are to be first, so that the others see the values, and in the order of the columns, as
/// defaults are computed: `lastval()` gives the last column's.
pub fn counter(column_index: usize, column: &str) -> String {
    distinct(format!("!reseed_next_{column_index:04}_{column}"))
}

/// The name of the enum of a column. Columns whose names come to the same share one.
pub fn choices(table: &str, column: &str) -> String {
    distinct(format!("{table}_{column}_enum"))
}

/// The name of a constraint; as `name` where the server takes it.
pub fn constraint(name: &str) -> String {
    distinct(name.to_owned())
}

/// Whether a name means the same without quotes.
pub fn is_plain(name: &str) -> bool {
    let starts = name.bytes().next().is_some_and(|byte| matches!(byte, b'a'..=b'z' | b'_'));
    starts && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'0'..=b'9'))
}

/// `schema.name`, quoted.
pub fn qualified(schema: &str, name: &str) -> String {
    format!("{}.{}", quoted(schema), quoted(name))
}

/// A name that is too long ends in its hash, so that two of them that begin alike differ.
fn distinct(name: String) -> String {
    if name.len() <= IDENTIFIER_LEN_MAX {
        return name;
    }
    let hash = format!("_{:016x}", xxhash_rust::xxh3::xxh3_64(name.as_bytes()));
    cut_to(name, IDENTIFIER_LEN_MAX - hash.len()) + &hash
}

fn cut(name: String) -> String {
    cut_to(name, IDENTIFIER_LEN_MAX)
}

fn cut_to(mut name: String, len_max: usize) -> String {
    let mut end = name.len().min(len_max);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_longer_than_the_server_takes_and_all_differ() {
        let long = "ä".repeat(60);
        let made = [
            node(i32::MAX, i32::MAX, &long),
            node(i32::MAX, i32::MAX - 1, &long),
            leaf(i32::MAX, i32::MAX, 999, &long),
            leaf(i32::MAX, i32::MAX, 998, &long),
        ];
        assert!(made.iter().all(|name| name.len() <= IDENTIFIER_LEN_MAX));
        assert!(made[0] != made[1] && made[2] != made[3]);
        assert_eq!(node(42, 3, "orders"), "t42_r3_orders");
        assert_eq!(leaf(42, 7, 1, "orders"), "t42_c7_1_orders");
        assert_eq!(choices("orders", "status"), "orders_status_enum");
        let long = [choices(&long, "status"), choices(&long, "state")];
        assert!(long.iter().all(|name| name.len() <= IDENTIFIER_LEN_MAX));
        assert_ne!(long[0], long[1]);
    }
}
