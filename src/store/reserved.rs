//! Names that a database keeps for itself, so that no table or column of a spec can have them there.
//!
//! reseed quotes every name, so words of SQL are names like any other, and so are SQLite's `rowid`, `oid` and `_rowid_`:
//! no statement of reseed's own uses them. Must never refuse a name for a database that takes it.

use std::collections::BTreeMap;

use crate::spec::fault::{Fault, Faults, SourceFaults, quote};
use crate::spec::model::{Arg, ColumnSpec, Spanned, Spec, TableSpec};
use crate::spec::registry::{ChoiceKind, KindId};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// The columns that every table on PostgreSQL has by itself: those of `pg_attribute` with a number below 0.
const SYSTEM_COLUMNS: [&str; 6] = ["cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"];

/// What to do about a name.
const RENAME: &str = "Give it another name there with \"as\"; its values stay the same.";

/// The column of shared tables that says whose a row is.
const TENANT_COLUMN: &str = "tenant_id";

/// How the names of SQLite's own tables begin, in any case.
const SQLITE_PREFIX: &str = "sqlite_";

/// How names end that PostgreSQL and reseed give constraints, indexes, counters and enums.
const MADE_NAMES_END: [&str; 4] = ["key", "idx", "seq", "enum"];

impl DatabaseKind {
    /// Both.
    pub const ALL: [DatabaseKind; 2] = [DatabaseKind::Sqlite, DatabaseKind::Postgres];

    fn word(self) -> &'static str {
        match self {
            DatabaseKind::Sqlite => "SQLite",
            DatabaseKind::Postgres => "PostgreSQL",
        }
    }
}

/// What is wrong with the names of a spec that is to be stored in `database`, if anything is.
pub fn rejected(spec: &Spec, database: DatabaseKind) -> Option<SourceFaults> {
    let taken = if database == DatabaseKind::Postgres { objects(spec) } else { BTreeMap::new() };
    let mut faults = Faults::default();
    for table in &spec.tables {
        let name = stored_table(table);
        let why = refused_table(&name.value, database).or_else(|| {
            let owner = taken.get(&name.value)?;
            Some(format!("a key, an index or a type of table {} has this name", quote(owner)))
        });
        if let Some(why) = why {
            let what = format!("table {}", quote(&table.name.value));
            faults.push(fault(&what, &name, database, &why).help(RENAME));
        }
        for column in table.columns.iter().filter(|column| !column.is_helper()) {
            let name = stored_column(column);
            let why = if is_system_column(&name.value, database) {
                "every table has a system column of this name"
            } else if is_for_tenants(column, &name.value, database) {
                "shared tables have the tenant's name there, which only the kind \"tenant\" makes"
            } else {
                continue;
            };
            let what = format!("column {}", quote(&format!("{}.{}", table.name.value, column.name.value)));
            faults.push(fault(&what, &name, database, why).help(of_column(&name.value)));
        }
    }
    faults.or_reject(&spec.source, ()).err()
}

fn fault(what: &str, name: &Spanned<String>, database: DatabaseKind, why: &str) -> Fault {
    let message = format!("{what} cannot be stored on {} as {}: {why}", database.word(), quote(&name.value));
    Fault::new(name.span, message)
}

/// What to do about a column's name.
fn of_column(name: &str) -> String {
    match name {
        TENANT_COLUMN => format!(
            "{RENAME} In tables of an application it may have this name: \"adopt\" in the tenant's file names those."
        ),
        _ => RENAME.to_owned(),
    }
}

fn stored_table(table: &TableSpec) -> Spanned<String> {
    table.stored_name.clone().unwrap_or_else(|| table.name.clone())
}

fn stored_column(column: &ColumnSpec) -> Spanned<String> {
    match column.modifier("as") {
        Some(Spanned { span, value: Arg::Text(name) }) => Spanned::new(*span, name.clone()),
        _ => column.name.clone(),
    }
}

/// Quoted names keep their case on PostgreSQL, so "XMIN" is another one.
fn is_system_column(name: &str, database: DatabaseKind) -> bool {
    database == DatabaseKind::Postgres && SYSTEM_COLUMNS.contains(&name)
}

/// Tables that all tenants share have a column for the tenant. Tables of an application may have another one of this name.
fn is_for_tenants(column: &ColumnSpec, name: &str, database: DatabaseKind) -> bool {
    database == DatabaseKind::Postgres
        && name == TENANT_COLUMN
        && column.kind.value.id != KindId::Choice(ChoiceKind::Tenant)
}

fn refused_table(name: &str, database: DatabaseKind) -> Option<String> {
    match database {
        DatabaseKind::Sqlite => {
            let start = name.get(..SQLITE_PREFIX.len());
            let is_own = start.is_some_and(|start| start.eq_ignore_ascii_case(SQLITE_PREFIX));
            is_own.then(|| format!("names that begin with {} are SQLite's own", quote(SQLITE_PREFIX)))
        }
        DatabaseKind::Postgres => name
            .starts_with("pg_")
            .then(|| "names that begin with \"pg_\" are those of the catalog, which is searched first".to_owned()),
    }
}

/// The names that PostgreSQL and reseed give what belongs to a table and stands in the same schema, with the table's.
fn objects(spec: &Spec) -> BTreeMap<String, &str> {
    let mut objects = BTreeMap::new();
    for table in &spec.tables {
        let (name, owner) = (stored_table(table).value, table.name.value.as_str());
        objects.insert(format!("{name}_pkey"), owner);
        for columns in column_sets(table) {
            for end in MADE_NAMES_END {
                objects.insert(format!("{name}_{columns}_{end}"), owner);
                objects.insert(format!("{name}_tenant_id_{columns}_{end}"), owner);
            }
        }
    }
    objects
}

/// Each column, and each set of columns that the spec names, as names of indexes and types have them.
fn column_sets(table: &TableSpec) -> impl Iterator<Item = String> {
    let stored = |column: &Spanned<String>| {
        let known = table.columns.iter().find(|known| known.name.value == column.value);
        known.map_or_else(|| column.value.clone(), |known| stored_column(known).value)
    };
    let sets = table.unique.iter().flatten().chain(&table.indexes);
    let sets = sets.map(move |set| set.iter().map(stored).collect::<Vec<_>>().join("_"));
    table.columns.iter().map(|column| stored_column(column).value).chain(sets)
}
