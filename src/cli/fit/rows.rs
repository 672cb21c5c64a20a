//! What rows show: whether those that a spec generates break what the database demands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::generate::{DataError, Engine, texts};
use crate::plan::{IntWidth, Plan};
use crate::store::catalog::{Catalog, CatalogField, CatalogReference, FieldType};
use crate::store::fit::{Misfit, MisfitKind};

/// What rows show of a misfit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowVerdict {
    /// No row breaks it.
    Holds,
    /// A row breaks it.
    Broken(String),
    /// Rows cannot show it.
    Unknown,
}

/// The cells of a table by the names of its columns in the database.
type TableCells = BTreeMap<String, Vec<Option<String>>>;

/// The first rows of the tables of a plan, generated when they are wanted.
pub struct FirstRows<'c> {
    engine: Engine,
    catalog: &'c Catalog,
    limit: u64,
    tables: BTreeMap<usize, TableCells>,
}

impl<'c> FirstRows<'c> {
    /// At most `limit` rows of each table.
    pub fn new(plan: Plan, catalog: &'c Catalog, limit: u64) -> FirstRows<'c> {
        FirstRows { engine: Engine::new(Arc::new(plan)), catalog, limit, tables: BTreeMap::new() }
    }

    /// Whether a table has no rows but those that are looked at.
    pub fn is_whole(&self, table: usize) -> Result<bool, DataError> {
        Ok(self.engine.rows_up_to(table, self.limit.saturating_add(1))? <= self.limit)
    }

    /// Generates the rows of a table.
    pub fn make(&mut self, table: usize) -> Result<(), DataError> {
        self.cells(table).map(drop)
    }

    fn cells(&mut self, table: usize) -> Result<&TableCells, DataError> {
        if !self.tables.contains_key(&table) {
            let batch = self.engine.batch(table, 0..self.limit)?;
            let schema = batch.schema();
            let columns = batch.columns().iter().zip(schema.fields());
            // A column that arrow cannot show is one that nothing is asked of.
            let cells = columns.map(|(cells, field)| (field.name().clone(), texts(cells).unwrap_or_default()));
            self.tables.insert(table, cells.collect());
        }
        Ok(&self.tables[&table])
    }

    /// What the rows show.
    ///
    /// # Errors
    /// When a row cannot be made.
    pub fn verdict(&mut self, misfit: &Misfit) -> Result<RowVerdict, DataError> {
        let Some(place) = misfit.place.filter(|_| misfit.depends_on_rows) else { return Ok(RowVerdict::Unknown) };
        let catalog = self.catalog;
        let target = catalog.tables.iter().find(|table| table.name == misfit.table);
        let field = target.zip(misfit.columns.first()).and_then(|(table, column)| table.field(column));
        let cells = self.cells(place.table)?;
        let values = || misfit.columns.first().and_then(|column| cells.get(column)).into_iter().flatten();
        let broken = |found: Option<&String>, why: &str| match found {
            // A value of a spec's own rows is no secret.
            Some(value) => RowVerdict::Broken(format!("{why}: {value:?}")),
            None => RowVerdict::Holds,
        };
        Ok(match (misfit.kind, field) {
            (MisfitKind::Nulls, Some(_)) => match values().any(Option::is_none) {
                true => RowVerdict::Broken("a row has null".to_owned()),
                false => RowVerdict::Holds,
            },
            (MisfitKind::Type | MisfitKind::Length | MisfitKind::Labels, Some(field)) => {
                broken(values().flatten().find(|value| !takes(field, value)), "a row has")
            }
            (MisfitKind::Unique, _) => match repeated(cells, &misfit.columns) {
                Some(value) => RowVerdict::Broken(format!("two rows have {value:?}")),
                None => RowVerdict::Holds,
            },
            (MisfitKind::Reference, _) => {
                let reference = target
                    .and_then(|table| table.references.iter().find(|reference| reference.columns == misfit.columns));
                reference.map_or(Ok(RowVerdict::Unknown), |reference| self.refers(place.table, reference))?
            }
            _ => RowVerdict::Unknown,
        })
    }

    /// Whether every row refers to one that is there.
    fn refers(&mut self, table: usize, reference: &CatalogReference) -> Result<RowVerdict, DataError> {
        let tables = &self.engine.plan().tables;
        let target = tables.iter().position(|other| reference.schema.is_none() && other.stored_name == reference.table);
        let Some(target) = target else { return Ok(RowVerdict::Unknown) };
        if !self.is_whole(target)? {
            return Ok(RowVerdict::Unknown);
        }
        let known: BTreeSet<Vec<String>> = tuples(self.cells(target)?, &reference.targets).into_iter().collect();
        let missing = tuples(self.cells(table)?, &reference.columns).into_iter().find(|tuple| !known.contains(tuple));
        Ok(match missing {
            Some(tuple) => RowVerdict::Broken(format!("no row has {:?}", tuple.join(", "))),
            None => RowVerdict::Holds,
        })
    }
}

/// Whether a column of the database takes a value.
fn takes(field: &CatalogField, value: &str) -> bool {
    match &field.ty {
        FieldType::Text(Some(most)) => value.chars().count() <= *most as usize,
        FieldType::Labels(labels) => labels.iter().any(|label| label == value),
        FieldType::Int(width) => value.parse::<i64>().is_ok_and(|number| match width {
            IntWidth::Two => i16::try_from(number).is_ok(),
            IntWidth::Four => i32::try_from(number).is_ok(),
            IntWidth::Eight => true,
        }),
        FieldType::Decimal(Some(digits)) => {
            let plain = value.trim_start_matches('-');
            let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
            let room = usize::from(digits.precision - digits.scale);
            whole.trim_start_matches('0').len() <= room
                && fraction.trim_end_matches('0').len() <= usize::from(digits.scale)
        }
        _ => true,
    }
}

/// The values of several columns row by row, without rows that have a null among them.
fn tuples(cells: &TableCells, columns: &[String]) -> Vec<Vec<String>> {
    let columns: Option<Vec<&Vec<Option<String>>>> = columns.iter().map(|column| cells.get(column)).collect();
    let columns = columns.unwrap_or_default();
    let rows = columns.first().map_or(0, |column| column.len());
    (0..rows).filter_map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect()
}

fn repeated(cells: &TableCells, columns: &[String]) -> Option<String> {
    let mut known = BTreeSet::new();
    tuples(cells, columns).into_iter().find(|tuple| !known.insert(tuple.clone())).map(|tuple| tuple.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::catalog::DecimalDigits;

    #[test]
    fn a_column_takes_what_the_database_would() {
        let field = |ty| CatalogField {
            name: "c".to_owned(),
            ty,
            type_name: String::new(),
            is_nullable: false,
            default: None,
            is_numbered: false,
            generated: None,
            null_share: None,
        };
        let takes = |ty, value| takes(&field(ty), value);
        assert!(takes(FieldType::Text(Some(3)), "äöü") && !takes(FieldType::Text(Some(3)), "abcd"));
        assert!(takes(FieldType::Int(IntWidth::Two), "-32768") && !takes(FieldType::Int(IntWidth::Two), "32768"));
        let digits = |precision, scale| FieldType::Decimal(Some(DecimalDigits { precision, scale }));
        assert!(takes(digits(4, 2), "-99.100") && takes(digits(2, 2), "0.25"));
        assert!(!takes(digits(4, 2), "100.00") && !takes(digits(4, 2), "1.001"));
    }
}
