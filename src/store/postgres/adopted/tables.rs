//! An application's tables in the words of plans, so that their rows are read and proven like those of a spec's tables.

use sqlx::postgres::PgConnection;

use super::AdoptedTenant;
use crate::plan::{IntWidth, Type};
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::schema::DescribedColumn;
use crate::store::{StoreError, StoredTable};

/// A table of a set.
pub struct AdoptedTable {
    /// Its number in the set.
    pub number: i32,
    /// Its name with its schema, quoted.
    pub relation: String,
    /// Its columns as records keep them.
    pub stored: StoredTable,
}

/// The tables of the tenant's set, in its order.
pub async fn of_tenant(connection: &mut PgConnection, tenant: &AdoptedTenant) -> Result<Vec<AdoptedTable>, StoreError> {
    let sql = "SELECT t.number, t.name, t.relation::text AS relation, t.keys,
          ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = t.relation AND attname = ANY (t.columns) ORDER BY attnum) AS names,
          ARRAY(SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = t.relation AND attname = ANY (t.columns)
            ORDER BY attnum) AS types,
          ARRAY(SELECT NOT attnotnull FROM pg_attribute WHERE attrelid = t.relation AND attname = ANY (t.columns) ORDER BY attnum) AS nullable
        FROM reseed.adopted_tables AS t WHERE t.set_id = $1 ORDER BY t.number";
    let rows = sqlx::query(sql).bind(tenant.set_id).fetch_all(connection).await.map_err(control_failed)?;
    let table = |row| {
        let (names, types): (Vec<String>, Vec<String>) = (get(row, "names")?, get(row, "types")?);
        let (nullable, keys): (Vec<bool>, Vec<String>) = (get(row, "nullable")?, get(row, "keys")?);
        let key = names.iter().enumerate().filter(|(_, name)| keys.contains(name)).map(|(index, _)| index).collect();
        let columns = names.into_iter().zip(types).zip(nullable);
        let columns = columns.map(|((name, ty), nullable)| DescribedColumn { name, ty: type_of(&ty), nullable });
        let stored = StoredTable::of_catalog(get(row, "name")?, columns.collect(), key);
        Ok(AdoptedTable { number: get(row, "number")?, relation: get(row, "relation")?, stored })
    };
    rows.iter().map(table).collect()
}

/// The type of plans that holds a column's values bit by bit; of all others their text stands for them.
fn type_of(name: &str) -> Type {
    match name {
        "boolean" => Type::Bool,
        "smallint" => Type::Int(IntWidth::Two),
        "integer" => Type::Int(IntWidth::Four),
        "bigint" => Type::Int(IntWidth::Eight),
        "double precision" => Type::Float,
        "date" => Type::Date,
        "timestamp with time zone" => Type::Time,
        "uuid" => Type::Uuid,
        _ => decimal(name).unwrap_or(Type::Text),
    }
}

fn decimal(name: &str) -> Option<Type> {
    let (precision, scale) = name.strip_prefix("numeric(")?.strip_suffix(')')?.split_once(',')?;
    Type::parse(&format!("decimal({precision},{scale})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_plans_lack_is_read_as_text() {
        assert_eq!(type_of("numeric(12,2)"), Type::Decimal { precision: 12, scale: 2 });
        assert_eq!(type_of("integer"), Type::Int(IntWidth::Four));
        for other in ["numeric", "numeric(60,2)", "numeric(3,-2)", "citext", "integer[]", "timestamp without time zone"]
        {
            assert_eq!(type_of(other), Type::Text, "{other}");
        }
    }
}
