//! `reseed init --from`: which database, which tables of it, and the spec of them.
//!
//! Must never repeat an address: it may hold a password.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, fs};

use clap::builder::TypedValueParser;

use super::document::{Recipe, SpecDocument, double};
use super::from_api::{self, FormatColumn};
use super::names::refused_table;
use super::scratch::ScratchServer;
use super::sketch::sketch;
use super::trial::tried;
use super::{Starter, TENANT_OF_DATABASE};
use crate::cli::CliError;
use crate::cli::interrupt::Interrupt;
use crate::cli::openapi::OpenApi;
use crate::cli::pattern::matches_pattern;
use crate::cli::tenants::StoreArgs;
use crate::spec::parse::{RESERVED, TABLES_MAX};
use crate::spec::tenant_name::TenantName;
use crate::store::StoreError;
use crate::store::catalog::{Catalog, CatalogTable, MIGRATION_TABLES};
use crate::store::postgres::{DdlFile, read_catalog, read_ddl_catalog, without_password};
use crate::store::sqlite::read_file_catalog;

/// How many names a message lists.
const NAMES_MAX: usize = 20;

/// What to read, and what of it.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "From what is there")]
pub struct FromArgs {
    /// Read what an application has instead: postgresql://USER@HOST:PORT/DATABASE, a file of SQLite, a file of statements
    /// (schema.sql), or an OpenAPI document (openapi.yaml, .json)
    #[arg(long, value_name = "URL|FILE", value_parser = StarterSourceParser)]
    from: Option<StarterSource>,
    /// PostgreSQL: the schema to read [default: public]
    #[arg(long, value_name = "NAME", requires = "from")]
    schema: Option<String>,
    /// Only tables whose names match, with * and ? as in a shell; may be given several times
    #[arg(long, value_name = "PATTERN", requires = "from")]
    tables: Vec<String>,
    #[command(flatten)]
    store: StoreArgs,
}

/// What a spec is written from.
#[derive(Clone)]
enum StarterSource {
    /// The address of a server's database.
    Database(String),
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A file of statements.
    Statements(PathBuf),
    /// An OpenAPI document.
    Api(PathBuf),
}

/// Without what may be a password.
impl fmt::Debug for StarterSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StarterSource::Database(_) => f.write_str("postgresql://…"),
            StarterSource::Sqlite(path) | StarterSource::Statements(path) | StarterSource::Api(path) => {
                write!(f, "{}", path.display())
            }
        }
    }
}

impl StarterSource {
    /// A server's address, the address of a file, or the name of one: by its end, else one of SQLite that is there.
    fn read(value: &OsStr) -> Option<StarterSource> {
        let (text, path) = (value.to_str().unwrap_or_default(), PathBuf::from(value));
        if text.starts_with("postgresql://") || text.starts_with("postgres://") {
            return Some(StarterSource::Database(text.to_owned()));
        }
        if let Some(rest) = text.strip_prefix("sqlite:").filter(|rest| !rest.is_empty()) {
            return Some(StarterSource::Sqlite(file_of(rest)));
        }
        match path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase().as_str() {
            // Another kind of address, which may have a password.
            _ if text.contains("://") => None,
            "sql" => Some(StarterSource::Statements(path)),
            "yaml" | "yml" | "json" => Some(StarterSource::Api(path)),
            _ => path.is_file().then_some(StarterSource::Sqlite(path)),
        }
    }
}

/// The file of an address without `sqlite:`. Three slashes begin a path from here, as SQLAlchemy and Rails read them, or the
/// whole path where only that one is there.
fn file_of(address: &str) -> PathBuf {
    let Some(path) = address.strip_prefix("///") else { return PathBuf::from(address) };
    let whole = &address[2..];
    if !Path::new(path).exists() && Path::new(whole).exists() { PathBuf::from(whole) } else { PathBuf::from(path) }
}

/// Reads addresses for clap, whose own error would repeat one that cannot be read, with its password.
#[derive(Clone)]
struct StarterSourceParser;

impl TypedValueParser for StarterSourceParser {
    type Value = StarterSource;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<StarterSource, clap::Error> {
        StarterSource::read(value).ok_or_else(|| {
            let message = "cannot read what --from names: expected postgresql://USER@HOST:PORT/DATABASE, a file of SQLite that is \
                           there, or a file that ends in .sql, .yaml, .yml or .json\n";
            clap::Error::raw(clap::error::ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

/// The tables that were found and wanted.
pub struct FoundTables {
    catalog: Catalog,
    left_out: Vec<String>,
    /// The patterns that chose them.
    patterns: Vec<String>,
    /// What an API says of columns besides.
    formats: Option<Vec<FormatColumn>>,
}

impl FromArgs {
    /// Whether a database is to be read.
    pub fn is_given(&self) -> bool {
        self.from.is_some()
    }

    /// The commands that load the rows where the tables are.
    pub fn load(&self, tenant: &str) -> String {
        match &self.from {
            Some(StarterSource::Database(url)) => format!("reseed up {tenant} --store \"{}\"", without_password(url).0),
            Some(StarterSource::Sqlite(file)) => {
                format!("reseed adopt {tenant} --file \"{}\"\n  reseed up {tenant}", file.display())
            }
            _ => format!("reseed up {tenant}"),
        }
    }

    /// The wanted tables, if something to read is given.
    ///
    /// # Errors
    /// When it cannot be read, has no such schema, or no table that is wanted.
    pub fn catalog(&self) -> Result<Option<FoundTables>, CliError> {
        let Some(origin) = &self.from else { return Ok(None) };
        let schema = self.schema.as_deref().unwrap_or("public");
        match origin {
            StarterSource::Database(url) => wanted(until_interrupted(read_catalog(url, schema))?, &self.tables),
            StarterSource::Sqlite(_) if self.schema.is_some() => {
                let error = CliError::usage("--schema applies to PostgreSQL databases only");
                Err(error.help("--tables chooses tables of a file."))
            }
            StarterSource::Sqlite(file) => wanted(read_file_catalog(file)?, &self.tables),
            StarterSource::Statements(path) => wanted(self.of_statements(path, schema)?, &self.tables),
            StarterSource::Api(path) => self.of_api(path),
        }
        .map(Some)
    }

    /// A table for each schema of an API that is an object.
    fn of_api(&self, path: &Path) -> Result<FoundTables, CliError> {
        let found = from_api::tables(&OpenApi::read(path)?);
        if found.catalog.tables.is_empty() {
            let message = format!("{:?} has no schema of an object with properties", path.display().to_string());
            return Err(CliError::usage(message));
        }
        let mut wanted = wanted(found.catalog, &self.tables)?;
        wanted.left_out.splice(0..0, found.left_out);
        Ok(FoundTables { formats: Some(found.formats), ..wanted })
    }

    /// The tables that statements make: on the server of `--store`, else on one of a moment.
    fn of_statements(&self, path: &Path, schema: &str) -> Result<Catalog, CliError> {
        let sql = fs::read_to_string(path).map_err(|error| CliError::file("read", path, &error))?;
        let name = path.display().to_string();
        let file = DdlFile { name: &name, sql: &sql };
        match self.store.server() {
            Some(url) => until_interrupted(read_ddl_catalog(&url, &file, schema)),
            None => {
                let server = ScratchServer::start()?;
                let catalog = until_interrupted(read_ddl_catalog(&server.url(), &file, schema))?;
                Ok(Catalog { database: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), ..catalog })
            }
        }
    }
}

/// Runs something to its end, or until a signal.
fn until_interrupted<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, CliError> {
    let interrupt = Interrupt::listen()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?;
    runtime.block_on(async {
        tokio::select! {
            done = work => Ok(done?),
            () = interrupt.after(Duration::ZERO) => Err(CliError::interrupted()),
        }
    })
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
    let place = catalog.place();
    match catalog.tables.len() {
        1..=TABLES_MAX => Ok(FoundTables { catalog, left_out, patterns: patterns.to_vec(), formats: None }),
        0 if all.is_empty() => {
            let error = CliError::usage(format!("{place} has no tables"));
            Err(error.help(match catalog.schema.as_str() {
                "" => "Run the application's migrations first.",
                _ => "Give the schema of the application's tables with --schema.",
            }))
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

impl FoundTables {
    /// The spec of the tables, which passes `reseed check`.
    ///
    /// # Errors
    /// When no spec of them does.
    pub fn starter(self, dataset: Option<&str>, tenant: &TenantName) -> Result<Starter, CliError> {
        let dataset = dataset.map_or_else(|| dataset_name(&self.catalog.database), str::to_owned);
        let mut document = sketch(&self.catalog, &dataset, self.left_out.clone());
        if let Some(formats) = &self.formats {
            document.origin = "an API's schemas";
            document.about = format!("The schemas of {}.", self.catalog.database);
            formats.iter().for_each(|format| document.give_format(format));
        }
        let table = document.main_table();
        let text = tried(document, tenant).map_err(|why| {
            let error = CliError::failed(format!("could not write a spec that passes \"reseed check\": {why}"));
            error.help("Leave the table out with --tables, and report it: this is a bug of reseed.")
        })?;
        let schema = serde_json::Value::from(self.catalog.schema.as_str());
        // An API does not say where an application has its tables, and a file of SQLite is named to "reseed adopt".
        let sign = if self.formats.is_some() || self.catalog.schema.is_empty() { "# " } else { "" };
        let tables = match self.patterns.as_slice() {
            [] => String::new(),
            patterns => format!(", tables: {}", serde_json::Value::from(patterns.to_vec())),
        };
        let adopt = format!("{sign}adopt: {{ schema: {schema}{tables} }}");
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

impl SpecDocument {
    /// Draws a column's values in its format, where its name did not show that.
    fn give_format(&mut self, FormatColumn { table, column, format }: &FormatColumn) {
        let recipe = match format.as_str() {
            "email" => Recipe::of("template", double("user{id}@example.com")),
            "uri" | "url" => Recipe::of("template", double("https://www.example.com/{id}")),
            "hostname" => Recipe::of("template", double("host{id}.example.com")),
            _ => return,
        };
        let Some(table) = self.tables.iter_mut().find(|known| known.name == *table) else { return };
        let Some(key) = table.key.first().cloned() else { return };
        let Some(line) = table.columns.iter_mut().find(|known| known.name == *column) else { return };
        let Some(own) = &line.recipe else { return };
        let shown = own.text();
        if ["email:", "https://", "example.com"].iter().any(|known| shown.contains(known)) {
            return;
        }
        let recipe = recipe.keyed_by(&key);
        line.plain = None;
        line.recipe = Some(["unique", "nulls", "as"].iter().fold(recipe, |recipe, key| recipe.taking(key, own)));
        line.question = None;
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
}
