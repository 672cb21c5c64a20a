//! Where the rows of each table of a spec go: a table of the application, its columns, and how a staged value becomes one of them.

use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

use super::Fill;
use crate::plan::{Column, Table, Type};
use crate::spec::fault::did_you_mean;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::layout::types::type_name;
use crate::store::postgres::server::ask::run;
use crate::store::quote::{literal, quoted};
use crate::store::{Adoption, StoreError};

/// The columns of the tables with these names.
const COLUMNS: &str = "SELECT c.relname::text AS table_name, c.oid::bigint AS oid, c.oid::regclass::text AS relation,
      a.attname::text AS name, reseed.equality(a.atttypid) AS equality, format_type(reseed.base_type(a.atttypid), -1) AS base, format_type(a.atttypid, a.atttypmod) AS declared,
      a.attgenerated <> '' AS is_generated,
      a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND (SELECT typdefault IS NULL FROM pg_type WHERE oid = a.atttypid) AS is_required
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum";

/// A table of a spec, and the application's table for its rows.
pub struct FillTarget<'a> {
    /// The spec's.
    pub table: &'a Table,
    /// The application's: its name with its schema, quoted.
    pub relation: String,
    /// Its catalog identity.
    pub oid: i64,
    /// The temporary table of its staged rows.
    pub staged: String,
    /// Its columns that rows are given for, in the order of the spec's written columns; last the tenant's, where the spec lacks it.
    pub columns: Vec<TargetColumn>,
    /// The column that says whose a row is, with the tenant's value.
    owner: Option<TargetColumn>,
}

/// A column that rows are given for.
#[derive(Clone)]
pub struct TargetColumn {
    /// Its name.
    pub name: String,
    /// The type of its staged values; none of the tenant's column, which is not staged.
    pub staged_type: Option<Type>,
    /// Its value in terms of the staged row `r`, before the column's own length and precision.
    pub value: String,
    /// Its type, with length and precision.
    pub declared: String,
    /// The operator that compares its values.
    pub equality: String,
}

/// A column of the application.
struct FoundColumn {
    table: String,
    relation: String,
    oid: i64,
    name: String,
    base: String,
    equality: String,
    declared: String,
    is_generated: bool,
    is_required: bool,
}

impl FillTarget<'_> {
    /// The condition that the tenant's rows meet, of rows with this alias.
    pub fn mine(&self, alias: &str) -> String {
        let condition =
            |owner: &TargetColumn| format!("{alias}.{} {} {}", quoted(&owner.name), owner.equality, owner.value);
        self.owner.as_ref().map_or_else(|| "true".to_owned(), condition)
    }

    /// The column that says whose a row is, with the tenant's value.
    pub fn owner(&self) -> Option<&TargetColumn> {
        self.owner.as_ref()
    }
}

/// The targets of all tables of the spec.
///
/// # Errors
/// `Refused` with everything in which the spec does not fit the tables.
pub async fn targets<'a>(tx: &mut PgConnection, fill: &Fill<'a>) -> Result<Vec<FillTarget<'a>>, StoreError> {
    let rows = sqlx::query(COLUMNS).bind(&fill.adoption.schema).fetch_all(&mut *tx).await.map_err(control_failed)?;
    let found: Vec<FoundColumn> = rows.iter().map(FoundColumn::of).collect::<Result<_, _>>()?;
    let mut misfits = Vec::new();
    let tables = fill.filling.dataset.tables;
    let targets =
        tables.iter().enumerate().filter_map(|(index, table)| target(fill, index, table, &found, &mut misfits));
    let targets: Vec<FillTarget<'_>> = targets.collect();
    if misfits.is_empty() {
        is_a_value(tx, fill, &targets).await?;
        return Ok(targets);
    }
    let dataset = fill.filling.dataset.name;
    Err(StoreError::refused(format!("the spec of dataset {dataset:?} does not fit the tables: {}", misfits.join("; ")))
        .with_help("\"reseed fit\" prints what to change in the spec. Or run the application's migrations first."))
}

/// Refuses a tenant's value that the column does not take.
async fn is_a_value(tx: &mut PgConnection, fill: &Fill<'_>, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
    let (Some(owner), Some(asked)) = (targets.iter().find_map(FillTarget::owner), &fill.adoption.owner) else {
        return Ok(());
    };
    let sql = format!("SELECT {}", owner.value);
    run(tx, sql).await.map_err(|_| {
        let (value, column, ty) = (&asked.value, &owner.name, &owner.declared);
        StoreError::usage(format!("tenant_value {value:?} is no value of column {column:?} ({ty})"))
            .with_help("It says which rows are the tenant's, as the database reads the column's values.")
    })
}

fn target<'a>(
    fill: &Fill<'a>,
    index: usize,
    table: &'a Table,
    found: &[FoundColumn],
    misfits: &mut Vec<String>,
) -> Option<FillTarget<'a>> {
    let (name, adoption) = (&table.stored_name, fill.adoption);
    let columns: Vec<&FoundColumn> = found.iter().filter(|column| column.table == *name).collect();
    let Some(first) = columns.first() else {
        let near = did_you_mean(name, found.iter().map(|column| column.table.as_str()));
        let near = near.map(|near| format!(" ({near})")).unwrap_or_default();
        misfits.push(format!("schema {:?} has no table {name:?}{near}", adoption.schema));
        return None;
    };
    if !fill.relations.contains(&first.oid) {
        misfits.push(match &adoption.owner {
            Some(owner) => format!("table {name:?} has no column {:?} that says whose a row is", owner.column),
            None => format!("table {name:?} is not among the tables that \"adopt\" names"),
        });
        return None;
    }
    let given: Vec<TargetColumn> =
        table.written().filter_map(|(_, column)| given(name, column, &columns, misfits)).collect();
    let owner = owner(adoption, &columns);
    let is_given = |name: &str| given.iter().any(|column| column.name == name);
    let supplied = owner.as_ref().filter(|owner| !is_given(&owner.name));
    let lacks = |column: &&&FoundColumn| {
        column.is_required && !is_given(&column.name) && supplied.is_none_or(|owner| owner.name != column.name)
    };
    misfits.extend(columns.iter().filter(lacks).map(|column| {
        format!(
            "column \"{name}.{}\" ({}) needs a value, and the spec has no such column",
            column.name, column.declared
        )
    }));
    let (relation, oid, staged) = (first.relation.clone(), first.oid, format!("pg_temp.reseed_rows_{index}"));
    let row_owner = owner.clone();
    let is_supplied = supplied.is_some();
    let columns = given.into_iter().chain(owner.filter(|_| is_supplied)).collect();
    Some(FillTarget { table, relation, oid, staged, columns, owner: row_owner })
}

/// The application's column for one of the spec.
fn given(table: &str, column: &Column, columns: &[&FoundColumn], misfits: &mut Vec<String>) -> Option<TargetColumn> {
    let name = &column.stored_name;
    let Some(found) = columns.iter().find(|found| found.name == *name) else {
        let near = did_you_mean(name, columns.iter().map(|found| found.name.as_str()));
        let near = near.map(|near| format!(" ({near})")).unwrap_or_default();
        misfits.push(format!("table {table:?} has no column {name:?}{near}"));
        return None;
    };
    if found.is_generated {
        misfits.push(format!("the database computes column \"{table}.{name}\" itself"));
        return None;
    }
    let value = value(&format!("r.{}", quoted(name)), column.ty, &found.base);
    let (name, declared) = (name.clone(), found.declared.clone());
    Some(TargetColumn { name, staged_type: Some(column.ty), value, declared, equality: found.equality.clone() })
}

/// A staged value as one of the column's type. Its length and precision are left to the assignment: a cast would cut.
fn value(staged: &str, ty: Type, base: &str) -> String {
    match (ty, base) {
        (Type::Decimal { .. }, "numeric") => staged.to_owned(),
        (Type::Time, "timestamp without time zone" | "date" | "time without time zone") => {
            format!("({staged} AT TIME ZONE 'UTC')::{base}")
        }
        _ if type_name(ty) == base => staged.to_owned(),
        _ => format!("{staged}::{base}"),
    }
}

/// The column that says whose a row is, with the tenant's value.
fn owner(adoption: &Adoption, columns: &[&FoundColumn]) -> Option<TargetColumn> {
    let owner = adoption.owner.as_ref()?;
    let found = columns.iter().find(|found| found.name == owner.column)?;
    let value = format!("{}::{}", literal(&owner.value), found.base);
    let (name, declared, equality) = (found.name.clone(), found.declared.clone(), found.equality.clone());
    Some(TargetColumn { name, staged_type: None, value, declared, equality })
}

impl FoundColumn {
    fn of(row: &PgRow) -> Result<FoundColumn, StoreError> {
        let read = || -> Result<FoundColumn, sqlx::Error> {
            Ok(FoundColumn {
                table: row.try_get("table_name")?,
                relation: row.try_get("relation")?,
                oid: row.try_get("oid")?,
                name: row.try_get("name")?,
                base: row.try_get("base")?,
                // A type without one is in no key, and says of no row whose it is.
                equality: row.try_get::<Option<String>, _>("equality")?.unwrap_or_else(|| "=".to_owned()),
                declared: row.try_get("declared")?,
                is_generated: row.try_get("is_generated")?,
                is_required: row.try_get("is_required")?,
            })
        };
        read().map_err(control_failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_the_columns_type_without_its_length() {
        assert_eq!(value("r.a", Type::Text, "character varying"), "r.a::character varying");
        assert_eq!(value("r.a", Type::Decimal { precision: 9, scale: 2 }, "numeric"), "r.a");
        assert_eq!(value("r.a", Type::Time, "date"), "(r.a AT TIME ZONE 'UTC')::date");
        assert_eq!(value("r.a", Type::Text, "citext"), "r.a::citext");
    }
}
