//! `reseed check --contract`: generated rows as JSON, compared with the schemas that an API promises.
//!
//! A table's schema is the one of its name, a column's property too, whatever their style: `order_lines.unit_price` is
//! `OrderLine.unitPrice`. A null is left out where its property is optional and may not be null, as APIs leave it out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::openapi::{ObjectProperty, OpenApi};
use super::pattern::plain_name;
use super::{CliError, cells, out};
use crate::generate::Engine;
use crate::plan::{Column, Plan, Table, Type};
use crate::spec::fault::meant_or_known;
use crate::spec::literal::Duration;

/// How many rows of each table are compared.
const ROWS_MAX: u64 = 10_000;

/// Which contract.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Contract")]
pub struct ContractArgs {
    /// Compare generated rows with the schemas of an OpenAPI document (YAML or JSON); ends with 1 when one does not hold
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// The schema of a table whose name is another one; "TABLE=-" for none; may be given several times
    #[arg(long = "contract-map", value_name = "TABLE=SCHEMA", requires = "contract")]
    map: Vec<String>,
}

/// A spec or a tenant whose rows are compared.
pub struct Subject<'a> {
    /// Its spec or its file.
    pub path: &'a str,
    /// The spec, where columns have their lines.
    pub spec: &'a str,
    /// The plan.
    pub plan: &'a Plan,
}

/// What was compared, and what does not hold.
#[derive(Serialize)]
pub struct ContractReport {
    /// The document.
    pub contract: String,
    /// How many tables have a schema.
    pub tables: usize,
    /// How many of their rows were compared.
    pub rows: u64,
    /// The most rows of a table that are compared.
    pub rows_max: u64,
    /// Tables that have no schema.
    pub without_schema: Vec<String>,
    /// What does not hold.
    pub differences: Vec<ContractDifference>,
}

/// A rule of a schema that rows do not meet.
#[derive(Serialize)]
pub struct ContractDifference {
    /// The spec or the tenant's file whose rows they are.
    pub checked: String,
    /// The spec.
    pub spec: String,
    /// The line of the column.
    pub line: Option<usize>,
    /// The table.
    pub table: String,
    /// The column; none where the table has none for the property.
    pub column: Option<String>,
    /// Where the value is in a row's JSON.
    pub path: String,
    /// Where the rule is in the document.
    pub rule: String,
    /// What is wrong with the first value.
    pub message: String,
    /// The first row that does not meet it, from 0; none where no row can.
    pub row: Option<u64>,
    /// How many do not.
    pub rows: u64,
}

/// A document and which schema each table has.
struct Contract {
    api: OpenApi,
    map: BTreeMap<String, Option<String>>,
}

/// A table with its schema.
struct TableContract<'a> {
    table: &'a Table,
    schema: String,
    /// Each column that has a property, by its place among the written ones.
    columns: Vec<ContractColumn<'a>>,
    /// Required properties without a column.
    missing: Vec<&'a str>,
}

/// A difference that was found in a row before.
struct KnownDifference {
    at: usize,
    row: u64,
}

struct ContractColumn<'a> {
    at: usize,
    column: &'a Column,
    property: ObjectProperty<'a>,
    is_number: bool,
    leaves_nulls_out: bool,
}

impl ContractArgs {
    /// What of the rows of all subjects does not hold; none where no contract is given.
    ///
    /// # Errors
    /// When the document or the mapping is wrong, or rows cannot be made.
    pub fn compare(&self, subjects: &[Subject<'_>]) -> Result<Option<ContractReport>, CliError> {
        let Some(path) = &self.contract else { return Ok(None) };
        let contract = Contract { api: OpenApi::read(path)?, map: self.map()? };
        contract.check_map(subjects)?;
        let mut report = ContractReport {
            contract: contract.api.name.clone(),
            tables: 0,
            rows: 0,
            rows_max: ROWS_MAX,
            without_schema: Vec::new(),
            differences: Vec::new(),
        };
        for subject in subjects {
            contract.compare(subject, &mut report)?;
        }
        if report.tables == 0 {
            let names = contract.api.names().collect::<Vec<_>>().join(", ");
            let error = CliError::usage(format!("no table has a schema in {:?}", contract.api.name));
            return Err(error.help(format!("Name one with --contract-map TABLE=SCHEMA. Its schemas are {names}.")));
        }
        Ok(Some(report))
    }

    fn map(&self) -> Result<BTreeMap<String, Option<String>>, CliError> {
        let pair = |text: &String| match text.split_once('=') {
            Some((table, "-")) => Ok((table.to_owned(), None)),
            Some((table, schema)) if !table.is_empty() && !schema.is_empty() => {
                Ok((table.to_owned(), Some(schema.to_owned())))
            }
            _ => Err(CliError::usage(format!("--contract-map must be TABLE=SCHEMA, got {text:?}"))),
        };
        self.map.iter().map(pair).collect()
    }
}

impl Contract {
    /// Refuses tables and schemas that are not there.
    fn check_map(&self, subjects: &[Subject<'_>]) -> Result<(), CliError> {
        for (table, schema) in &self.map {
            let mut tables = subjects.iter().flat_map(|subject| &subject.plan.tables).map(|table| table.name.as_str());
            if !tables.clone().any(|known| known == table) {
                let error = CliError::usage(format!("--contract-map names table {table:?}, which no spec has"));
                return Err(error.maybe_help(meant_or_known(table, "tables", tables.by_ref())));
            }
            if let Some(schema) = schema.as_ref().filter(|schema| self.api.object(schema).is_none()) {
                let message =
                    format!("--contract-map names schema {schema:?}, which is no object in {:?}", self.api.name);
                return Err(CliError::usage(message).maybe_help(meant_or_known(schema, "schemas", self.api.names())));
            }
        }
        Ok(())
    }

    /// The schema of a table: the one that was named, else the one of its name.
    fn schema_of(&self, table: &Table) -> Option<String> {
        if let Some(named) = self.map.get(&table.name) {
            return named.clone();
        }
        let names = || self.api.names().filter(|name| self.api.object(name).is_some());
        let is_same = |name: &&str| *name == table.name;
        let is_alike = |name: &&str| plain_name(name) == plain_name(&table.name);
        names().find(is_same).or_else(|| names().find(is_alike)).map(str::to_owned)
    }

    fn compare(&self, subject: &Subject<'_>, report: &mut ContractReport) -> Result<(), CliError> {
        let engine = Engine::new(Arc::new(subject.plan.clone()));
        for (at, table) in subject.plan.tables.iter().enumerate() {
            let Some(own) = self.schema_of(table).and_then(|schema| self.table(table, schema)) else {
                report.without_schema.push(table.name.clone());
                continue;
            };
            let batch = engine.batch(at, 0..ROWS_MAX).map_err(|error| CliError::failed(error.to_string()))?;
            let rows = own.rows(batch.columns(), batch.num_rows())?;
            let validator = self.validator(&own.schema)?;
            report.tables += 1;
            report.rows += rows.len() as u64;
            report.differences.extend(own.differences(subject, &validator, &rows));
        }
        Ok(())
    }

    fn table<'a>(&'a self, table: &'a Table, schema: String) -> Option<TableContract<'a>> {
        let object = self.api.object(&schema)?;
        let written: Vec<&Column> = table.written().map(|(_, column)| column).collect();
        let column_of = |name: &str| {
            let exact = written.iter().position(|column| column.name == name);
            exact.or_else(|| written.iter().position(|column| plain_words(&column.name) == plain_words(name)))
        };
        let (mut columns, mut missing) = (Vec::new(), Vec::new());
        for property in object.properties {
            match column_of(property.name) {
                Some(at) => {
                    let shape = self.api.shape(property.schema);
                    columns.push(ContractColumn {
                        at,
                        column: written[at],
                        is_number: shape.ty.is_none_or(|ty| ty != "string"),
                        leaves_nulls_out: !property.is_required && shape.ty.is_some() && !shape.is_nullable,
                        property,
                    });
                }
                None if property.is_required => missing.push(property.name),
                None => {}
            }
        }
        Some(TableContract { table, schema, columns, missing })
    }

    fn validator(&self, schema: &str) -> Result<Validator, CliError> {
        let built = jsonschema::draft202012::options().should_validate_formats(true).build(&self.api.whole(schema));
        built.map_err(|error| {
            CliError::usage(format!("schema {schema:?} of {:?} cannot be used: {error}", self.api.name))
        })
    }
}

impl TableContract<'_> {
    /// The rows as an API would answer them.
    fn rows(&self, columns: &[arrow::array::ArrayRef], count: usize) -> Result<Vec<Value>, CliError> {
        let mut rows = vec![Map::new(); count];
        for own in &self.columns {
            let values = cells::json(&columns[own.at], own.column.ty)?;
            for (row, value) in rows.iter_mut().zip(values) {
                if !(value.is_null() && own.leaves_nulls_out) {
                    row.insert(own.property.name.to_owned(), answered(value, own.column.ty, own.is_number));
                }
            }
        }
        Ok(rows.into_iter().map(Value::Object).collect())
    }

    fn differences(&self, subject: &Subject<'_>, validator: &Validator, rows: &[Value]) -> Vec<ContractDifference> {
        let mut found: Vec<ContractDifference> = self.missing.iter().map(|name| self.missing(subject, name)).collect();
        let mut known: BTreeMap<[String; 2], KnownDifference> = BTreeMap::new();
        for (row, value) in (0_u64..).zip(rows) {
            for error in validator.iter_errors(value) {
                if matches!(error.kind(), ValidationErrorKind::Required { property } if self.is_missing(&error, property))
                {
                    continue;
                }
                let key = [error.schema_path().to_string(), plain_path(error.instance_path().as_str())];
                let known = known.entry(key).or_insert_with(|| {
                    found.push(self.difference(subject, &error, row));
                    KnownDifference { at: found.len() - 1, row }
                });
                found[known.at].rows += u64::from(known.row != row);
                known.row = row;
            }
        }
        found.sort_by_key(|found| found.line);
        found
    }

    fn is_missing(&self, error: &ValidationError<'_>, property: &Value) -> bool {
        let is_row = error.instance_path().as_str().is_empty();
        is_row && property.as_str().is_some_and(|name| self.missing.contains(&name))
    }

    fn missing(&self, subject: &Subject<'_>, name: &str) -> ContractDifference {
        let (table, schema) = (&self.table.name, &self.schema);
        ContractDifference {
            checked: subject.path.to_owned(),
            spec: subject.spec.to_owned(),
            line: None,
            table: table.clone(),
            column: None,
            path: format!("/{name}"),
            rule: format!("/components/schemas/{schema}/required"),
            message: format!("table {table:?} has no column for {name:?}, which schema {schema:?} requires"),
            row: None,
            rows: 0,
        }
    }

    fn difference(&self, subject: &Subject<'_>, error: &ValidationError<'_>, row: u64) -> ContractDifference {
        let path = error.instance_path().as_str().to_owned();
        let path_is_row = path.is_empty();
        let property = path.split('/').nth(1).unwrap_or_default();
        let own = self.columns.iter().find(|own| own.property.name == property);
        let column = own.map(|own| own.column.name.clone());
        let what = column.as_ref().map_or_else(
            || format!("table {:?}", self.table.name),
            |column| format!("column \"{}.{column}\"", self.table.name),
        );
        ContractDifference {
            checked: subject.path.to_owned(),
            spec: subject.spec.to_owned(),
            line: own.map(|own| own.column.line).filter(|line| *line > 0),
            table: self.table.name.clone(),
            column,
            path: if path_is_row { "/".to_owned() } else { path },
            rule: error.schema_path().to_string(),
            message: match path_is_row {
                // A row is too long for a message.
                true => format!("{what}: {}", error.masked_with("a row")),
                false => format!("{what}: {error}"),
            },
            row: Some(row),
            rows: 1,
        }
    }
}

/// A value as an API writes it: decimals as numbers where they are to be some, lengths of time as ISO 8601 has them.
fn answered(value: Value, ty: Type, is_number: bool) -> Value {
    match (ty, &value) {
        (Type::Decimal { .. }, Value::String(text)) if is_number => text.parse().map_or(value, Value::Number),
        (Type::Duration, Value::String(text)) => match Duration::parse(text) {
            Ok(length) => json!(jiff::SignedDuration::from_micros(length.0).to_string()),
            Err(_) => value,
        },
        _ => value,
    }
}

/// A path without the places in lists, which are one difference.
fn plain_path(path: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The letters of a column's or a property's name.
fn plain_words(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

impl ContractReport {
    /// Whether all rows meet their schemas.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }

    /// For people.
    pub fn text(&self) -> String {
        let line = |found: &ContractDifference| {
            let line = found.line.map(|line| format!(":{line}")).unwrap_or_default();
            let others = match (found.row, found.rows) {
                (None, _) => String::new(),
                (Some(row), 1) => format!(", in row {row}"),
                (Some(row), rows) => format!(", in row {row} and {}", out::count(rows - 1, "other")),
            };
            let of = if found.checked == found.spec { String::new() } else { format!(" ({})", found.checked) };
            let (spec, rule) = (&found.spec, &found.rule);
            format!("{spec}{line}{of}: {}\n  rule {rule} at {}{others}\n", found.message, found.path)
        };
        let differences: String = self.differences.iter().map(line).collect();
        let without = match self.without_schema.as_slice() {
            [] => String::new(),
            tables => format!("; no schema for {}", tables.join(", ")),
        };
        let (tables, rows) = (out::count(self.tables as u64, "table"), out::count(self.rows, "row"));
        let verdict = match self.differences.len() as u64 {
            0 => "holds".to_owned(),
            count => out::count(count, "difference"),
        };
        format!(
            "{differences}contract {}: {verdict} in {rows} of {tables} (at most {} each){without}\n",
            self.contract,
            out::thousands(self.rows_max)
        )
    }
}
