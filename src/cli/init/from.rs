//! `reseed init --from`: which database, which tables of it, and the spec of them.
//!
//! Must never repeat an address: it may hold a password.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;

use clap::builder::TypedValueParser;

use super::names::refused_table;
use super::sketch::sketch;
use super::trial::tried;
use super::{Starter, TENANT_OF_DATABASE};
use crate::cli::CliError;
use crate::spec::parse::{RESERVED, TABLES_MAX};
use crate::spec::tenant_name::TenantName;
use crate::store::catalog::{Catalog, CatalogTable, MIGRATION_TABLES};
use crate::store::postgres::read_catalog;
use crate::store::postgres::without_password;

/// How many names a message lists.
const NAMES_MAX: usize = 20;

/// Which database to read, and what of it.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "From a database")]
pub struct FromArgs {
    /// Read an existing application's database instead: postgresql://USER@HOST:PORT/DATABASE
    #[arg(long, value_name = "URL", value_parser = SourceUrlParser)]
    from: Option<SourceUrl>,
    /// The schema to read
    #[arg(long, value_name = "NAME", default_value = "public", requires = "from")]
    schema: String,
    /// Only tables whose names match, with * and ? as in a shell; may be given several times
    #[arg(long, value_name = "PATTERN", requires = "from")]
    tables: Vec<String>,
}

/// The address of a database to read.
#[derive(Clone)]
struct SourceUrl(String);

/// Without what may be a password.
impl fmt::Debug for SourceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgresql://…")
    }
}

/// Reads addresses for clap, whose own error would repeat one that cannot be read, with its password.
#[derive(Clone)]
struct SourceUrlParser;

impl TypedValueParser for SourceUrlParser {
    type Value = SourceUrl;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<SourceUrl, clap::Error> {
        let is_postgres = |text: &&str| text.starts_with("postgresql://") || text.starts_with("postgres://");
        value.to_str().filter(is_postgres).map(|text| SourceUrl(text.to_owned())).ok_or_else(|| {
            let message =
                "cannot read the address of the database (--from): expected postgresql://USER@HOST:PORT/DATABASE\n";
            clap::Error::raw(clap::error::ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

/// The tables that were found and wanted.
pub struct FoundTables {
    catalog: Catalog,
    left_out: Vec<String>,
}

impl FromArgs {
    /// Whether a database is to be read.
    pub fn is_given(&self) -> bool {
        self.from.is_some()
    }

    /// The option by which commands find the database, after a space; nothing where none is given.
    pub fn store(&self) -> String {
        self.from.as_ref().map(|SourceUrl(url)| format!(" --store \"{}\"", without_password(url).0)).unwrap_or_default()
    }

    /// The wanted tables of the database, if one is given.
    ///
    /// # Errors
    /// When it cannot be read, has no such schema, or no table that is wanted.
    pub fn catalog(&self) -> Result<Option<FoundTables>, CliError> {
        let Some(SourceUrl(url)) = &self.from else { return Ok(None) };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?;
        let catalog = runtime.block_on(read_catalog(url, &self.schema))?;
        wanted(catalog, &self.tables).map(Some)
    }
}

/// The tables that match, without those of migration tools and those that a spec cannot name.
fn wanted(mut catalog: Catalog, patterns: &[String]) -> Result<FoundTables, CliError> {
    let all: Vec<String> = catalog.tables.iter().map(|table| table.name.clone()).collect();
    let is_wanted = |table: &CatalogTable| {
        patterns.is_empty() || patterns.iter().any(|pattern| matches_pattern(pattern.as_bytes(), table.name.as_bytes()))
    };
    catalog.tables.retain(is_wanted);
    let (mut left_out, mut stored) = (Vec::new(), BTreeSet::new());
    catalog.tables.retain(|table| {
        let name = table.name.to_lowercase();
        let why = match refused_table(&table.name) {
            _ if MIGRATION_TABLES.contains(&name.as_str()) => Some("a migration tool's own table"),
            Some(why) => Some(why),
            None if table.fields.is_empty() => Some("it has no columns"),
            None => (!stored.insert(name)).then_some("another table has this name in other letter case"),
        };
        left_out.extend(why.map(|why| format!("{} ({why})", table.name)));
        why.is_none()
    });
    let place = format!("schema {:?} of database {:?}", catalog.schema, catalog.database);
    match catalog.tables.len() {
        1..=TABLES_MAX => Ok(FoundTables { catalog, left_out }),
        0 if all.is_empty() => {
            let error = CliError::usage(format!("{place} has no tables"));
            Err(error.help("Give the schema of the application's tables with --schema."))
        }
        0 => {
            let error = match patterns {
                [] => CliError::usage(format!("{place} has no table that a spec can have")),
                patterns => CliError::usage(format!("no table of {place} matches {}", patterns.join(", "))),
            };
            Err(error.help(format!("It has {}.", some_of(&all))))
        }
        count => {
            let error = CliError::usage(format!("a spec must have <= {TABLES_MAX} tables, {place} has {count}"));
            Err(error.help("Choose some with --tables."))
        }
    }
}

/// Names, and how many more there are.
fn some_of(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_MAX).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_MAX) {
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}

/// Whether a name matches a pattern of a shell: `*` is any text, `?` one byte.
fn matches_pattern(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=name.len()).any(|taken| matches_pattern(rest, &name[taken..])),
        ([b'?', pattern @ ..], [_, name @ ..]) => matches_pattern(pattern, name),
        ([first, pattern @ ..], [letter, name @ ..]) => first == letter && matches_pattern(pattern, name),
        _ => false,
    }
}

impl FoundTables {
    /// The spec of the tables, which passes `reseed check`.
    ///
    /// # Errors
    /// When no spec of them does.
    pub fn starter(self, dataset: Option<&str>, tenant: &TenantName) -> Result<Starter, CliError> {
        let dataset = dataset.map_or_else(|| dataset_name(&self.catalog.database), str::to_owned);
        let document = sketch(&self.catalog, &dataset, self.left_out.clone());
        let table = document.main_table();
        let text = tried(document, tenant).map_err(|why| {
            let error = CliError::failed(format!("could not write a spec that passes \"reseed check\": {why}"));
            error.help("Leave the table out with --tables, and report it: this is a bug of reseed.")
        })?;
        let adopt = format!("{{ schema: {} }}", serde_json::Value::from(self.catalog.schema.as_str()));
        Ok(Starter {
            dataset,
            spec: text.text,
            tenant: TENANT_OF_DATABASE.replace("{adopt}", &adopt),
            table,
            left_out: self.left_out,
            questions: text.questions,
        })
    }
}

/// The name of a dataset after that of a database.
fn dataset_name(database: &str) -> String {
    let name = super::names::SpecNames::default().table(database);
    if RESERVED.contains(&name.as_str()) { format!("{name}_data") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(names: &[&str]) -> Catalog {
        let field = crate::store::catalog::CatalogField {
            name: "id".to_owned(),
            ty: crate::store::catalog::FieldType::Uuid,
            type_name: "uuid".to_owned(),
            is_nullable: false,
            default: None,
            is_numbered: false,
            generated: None,
            null_share: None,
        };
        let table = |name: &&str| CatalogTable {
            name: (*name).to_owned(),
            fields: vec![field.clone()],
            ..CatalogTable::default()
        };
        Catalog { database: "app".to_owned(), schema: "public".to_owned(), tables: names.iter().map(table).collect() }
    }

    fn found(names: &[&str], patterns: &[&str]) -> Result<Vec<String>, String> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let found = wanted(catalog(names), &patterns).map_err(|error| error.to_string())?;
        Ok(found.catalog.tables.into_iter().map(|table| table.name).collect())
    }

    #[test]
    fn patterns_choose_tables_and_tables_of_migration_tools_are_no_choice() {
        let names = ["library_book", "library_loan", "users", "alembic_version", "Users", "a/b"];
        assert_eq!(found(&names, &[]), Ok(["library_book", "library_loan", "users"].map(str::to_owned).to_vec()));
        assert_eq!(found(&names, &["library_*", "us?rs"]).map(|names| names.len()), Ok(3));
        let none = "no table of schema \"public\" of database \"app\" matches x*";
        assert_eq!(found(&names, &["x*"]), Err(none.to_owned()));
        assert_eq!(found(&[], &[]), Err("schema \"public\" of database \"app\" has no tables".to_owned()));
        assert_eq!(
            found(&["alembic_version"], &[]),
            Err("schema \"public\" of database \"app\" has no table that a spec can have".to_owned())
        );
    }

    #[test]
    fn a_pattern_is_that_of_a_shell() {
        let matches = |pattern: &str, name: &str| matches_pattern(pattern.as_bytes(), name.as_bytes());
        assert!(matches("*", "") && matches("a*c*", "abcd") && matches("a?c", "abc") && matches("*_x", "a_x"));
        assert!(!matches("a", "ab") && !matches("a?", "a") && !matches("*_x", "a_y") && !matches("A*", "ab"));
    }
}
