//! Whether the rows of a spec fit tables that are there already: what differs, and what a load would meet.
//!
//! A pure function of a spec's tables and the catalog's facts ([`misfits`]); it makes no row and asks no database. What only
//! rows can show is a note that says so ([`Misfit::depends_on_rows`]).

mod columns;
mod constraints;
mod types;

use serde::Serialize;

use super::catalog::{Catalog, CatalogField, CatalogTable, FieldType, MIGRATION_TABLES};
use crate::plan::{Column, Table, Type};
use crate::spec::fault::meant_or_known;

pub use types::spec_type;

/// The share of a table's columns that another one must have to be the same table under a new name, in percent.
const SAME_COLUMNS_PERCENT: usize = 80;

/// What a misfit means for a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FitLevel {
    /// It would fail.
    Blocks,
    /// It would work, or that depends on rows.
    Notes,
}

/// What does not fit; what others may depend on comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MisfitKind {
    /// The database lacks a table of the spec.
    MissingTable,
    /// The database lacks a column of the spec.
    MissingColumn,
    /// The spec has values for a column that the database generates.
    GeneratedColumn,
    /// A column has another type.
    Type,
    /// A column may be null and must not.
    Nulls,
    /// A text may be longer than its column.
    Length,
    /// A text may be no label of an enum, or a label is not among the choices.
    Labels,
    /// The spec lacks a table of the database.
    NewTable,
    /// The spec lacks a column of the database, which fills it by itself.
    NewColumn,
    /// The spec lacks a column of the database that takes no nulls and has no default.
    RequiredColumn,
    /// Rows may repeat what is unique.
    Unique,
    /// Rows may break a condition.
    Check,
    /// Rows may refer to nothing.
    Reference,
    /// A constraint that a spec cannot state.
    Unstated,
}

/// The part of a spec's tables that a misfit is about, by indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FitPlace {
    /// The table.
    pub table: usize,
    /// The column, where it is about one.
    pub column: Option<usize>,
}

/// A difference between a spec and the tables that are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// What it means for a load.
    pub level: FitLevel,
    /// What it is.
    pub kind: MisfitKind,
    /// Where it is in the spec; none for a table that the spec lacks.
    pub place: Option<FitPlace>,
    /// The table's name in the database, or the name that it should have there.
    pub table: String,
    /// The columns, by their names in the database.
    pub columns: Vec<String>,
    /// The name of the check, where it is about one.
    pub check: Option<String>,
    /// Whether only rows can show that something is wrong.
    pub depends_on_rows: bool,
    /// The name that a missing table or column probably has now.
    pub renamed_to: Option<String>,
    /// What is wrong, on one line.
    pub message: String,
    /// What can be done, in sentences.
    pub help: Option<String>,
}

impl Misfit {
    fn new(kind: MisfitKind, level: FitLevel, table: &str, message: String) -> Misfit {
        Misfit {
            level,
            kind,
            place: None,
            table: table.to_owned(),
            columns: Vec::new(),
            check: None,
            depends_on_rows: false,
            renamed_to: None,
            message,
            help: None,
        }
    }

    fn at(self, table: usize, column: Option<usize>) -> Misfit {
        Misfit { place: Some(FitPlace { table, column }), ..self }
    }

    fn of_columns(self, columns: &[String]) -> Misfit {
        Misfit { columns: columns.to_vec(), ..self }
    }

    fn by_rows(self) -> Misfit {
        Misfit { depends_on_rows: true, ..self }
    }

    fn help(self, help: impl Into<String>) -> Misfit {
        Misfit { help: Some(help.into()), ..self }
    }
}

/// Everything that differs, in the spec's order; then the tables that the spec lacks.
///
/// `tables` are those of a plan, or of a store's record of one.
pub fn misfits(tables: &[Table], catalog: &Catalog) -> Vec<Misfit> {
    let pairs: Vec<Option<&CatalogTable>> = tables.iter().map(|table| found(catalog, &table.stored_name)).collect();
    let mut misfits = Vec::new();
    for (at, (table, pair)) in tables.iter().zip(&pairs).enumerate() {
        match pair {
            None => misfits.push(missing_table(tables, catalog, at)),
            Some(target) => {
                let pair = TablePair { at, table, target, tables };
                pair.columns(&mut misfits);
                pair.constraints(&mut misfits);
            }
        }
    }
    misfits.extend(new_tables(tables, catalog));
    without_renamed(misfits)
}

/// What is new only under its name is one difference, not two.
fn without_renamed(mut misfits: Vec<Misfit>) -> Vec<Misfit> {
    let renamed = |misfit: &Misfit| misfit.renamed_to.clone().map(|name| (misfit.kind, misfit.table.clone(), name));
    let renamed: Vec<(MisfitKind, String, String)> = misfits.iter().filter_map(renamed).collect();
    misfits.retain(|misfit| match misfit.kind {
        MisfitKind::NewTable => {
            !renamed.iter().any(|(kind, _, name)| *kind == MisfitKind::MissingTable && *name == misfit.table)
        }
        MisfitKind::NewColumn | MisfitKind::RequiredColumn => !renamed.iter().any(|(kind, table, name)| {
            *kind == MisfitKind::MissingColumn && *table == misfit.table && misfit.columns.contains(name)
        }),
        _ => true,
    });
    misfits
}

/// A table of the spec and the one of the database that takes its rows.
struct TablePair<'a> {
    at: usize,
    table: &'a Table,
    target: &'a CatalogTable,
    tables: &'a [Table],
}

impl<'a> TablePair<'a> {
    /// The column of the spec that is stored under a name.
    fn column(&self, stored: &str) -> Option<(usize, &'a Column)> {
        self.table.written().find(|(_, column)| column.stored_name == stored)
    }

    /// The columns of the spec that are stored under names; none if one is not there.
    fn own_columns(&self, stored: &[String]) -> Option<Vec<(usize, &'a Column)>> {
        stored.iter().map(|name| self.column(name)).collect()
    }
}

fn found<'c>(catalog: &'c Catalog, name: &str) -> Option<&'c CatalogTable> {
    catalog.tables.iter().find(|table| table.name == name)
}

fn missing_table(tables: &[Table], catalog: &Catalog, at: usize) -> Misfit {
    let name = &tables[at].stored_name;
    let others = || catalog.tables.iter().filter(|other| is_new(tables, other));
    let owned: Vec<&str> = tables[at].written().map(|(_, column)| column.stored_name.as_str()).collect();
    let is_same = |other: &&CatalogTable| {
        let shared = owned.iter().filter(|column| other.field(column).is_some()).count();
        shared * 100 >= owned.len().max(1) * SAME_COLUMNS_PERCENT
    };
    let renamed = others().find(is_same).map(|other| other.name.clone());
    let place = format!("schema {:?} of database {:?}", catalog.schema, catalog.database);
    let help = match &renamed {
        Some(renamed) => format!("Did you mean {renamed:?}, which has its columns? Then \"as: {renamed}\" names it."),
        None => meant_or_known(name, "other tables", others().map(|other| other.name.as_str()))
            .unwrap_or_else(|| "Remove the table from the spec, or run the migration that creates it.".to_owned()),
    };
    let message = format!("table {name:?} is not in {place}");
    let misfit = Misfit::new(MisfitKind::MissingTable, FitLevel::Blocks, name, message).at(at, None).help(help);
    Misfit { renamed_to: renamed, ..misfit }
}

/// Whether no table of the spec is stored there, and none of a migration tool's.
fn is_new(tables: &[Table], other: &CatalogTable) -> bool {
    let is_tool = MIGRATION_TABLES.contains(&other.name.to_lowercase().as_str());
    !is_tool && !other.fields.is_empty() && !tables.iter().any(|table| table.stored_name == other.name)
}

fn new_tables(tables: &[Table], catalog: &Catalog) -> impl Iterator<Item = Misfit> {
    let others = catalog.tables.iter().filter(|other| is_new(tables, other));
    others.map(|other| {
        let message = format!("table {:?} is not in the spec", other.name);
        Misfit::new(MisfitKind::NewTable, FitLevel::Notes, &other.name, message)
    })
}

/// `table "orders"`, `column "orders.total"`: by the names that the spec gives them.
fn column_name(table: &Table, column: &Column) -> String {
    format!("column \"{}.{}\"", table.name, column.name)
}

/// Names in quotes, joined by commas.
fn listed<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

/// Whether every cell of a column is null.
fn is_empty(column: &Column) -> bool {
    column.nulls == u64::MAX
}

/// Whether two types of a spec and the database are of one kind, so that one may be the other under a new name.
fn is_same_type(ty: Type, field: &CatalogField) -> bool {
    match (&field.ty, spec_type(&field.ty)) {
        (FieldType::Decimal(_), _) => matches!(ty, Type::Decimal { .. }),
        (_, Some(known)) => known == ty,
        (_, None) => ty == Type::Text,
    }
}

#[cfg(test)]
mod tests;
