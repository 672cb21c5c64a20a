//! An OpenAPI document: its schemas as JSON Schema, and the objects that they describe.
//!
//! Versions 3.0 and 3.1, as YAML or JSON. References stay within the document; nothing is fetched.

mod object;
mod translate;
mod value;

use std::path::Path;

use serde_json::{Map, Value, json};

use super::CliError;
use crate::spec::fault::{Faults, SourceFaults};
use crate::spec::source::Source;
use crate::spec::yaml;

pub use object::{ObjectProperty, ObjectSchema, Shape};

/// Where schemas stand in a document.
const SCHEMAS: &str = "#/components/schemas/";
/// The largest document in JSON that is read, in bytes.
const JSON_BYTES_MAX: u64 = 32 << 20;
/// The dialect that schemas are translated to.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A document.
#[derive(Debug)]
pub struct OpenApi {
    /// Its path, as it was given.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its schemas by name, as JSON Schema.
    schemas: Map<String, Value>,
}

impl OpenApi {
    /// The document in a file.
    ///
    /// # Errors
    /// When it cannot be read, is no document of OpenAPI 3.0 or 3.1, has no schemas, or refers to another document.
    pub fn read(path: &Path) -> Result<OpenApi, CliError> {
        let name = path.display().to_string();
        let document = if path.extension().is_some_and(|end| end == "json") { json_of(path)? } else { yaml_of(path)? };
        let wrong = |why: String| CliError::usage(format!("{name:?} is no OpenAPI document: {why}"));
        let help = "Versions 3.0 and 3.1 are read: the document begins with \"openapi: 3.1.0\".";
        let version = match document.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.0") || version.starts_with("3.1") => version,
            Some(version) => return Err(wrong(format!("\"openapi\" must be 3.0 or 3.1, got {version:?}")).help(help)),
            None => return Err(wrong("it has no \"openapi\"".to_owned()).help(help)),
        };
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let schemas = schemas.filter(|schemas| !schemas.is_empty());
        let schemas =
            schemas.ok_or_else(|| CliError::usage(format!("{name:?} has no schemas in \"components.schemas\"")))?;
        let is_old = version.starts_with("3.0");
        let translated = schemas.iter().map(|(name, schema)| (name.clone(), translate::schema(schema, is_old)));
        let title = document.pointer("/info/title").and_then(Value::as_str).unwrap_or(&name).to_owned();
        let found = OpenApi { title, schemas: translated.collect(), name };
        match found.schemas.iter().find_map(|(schema, value)| Some((schema, found.strange_reference(value)?))) {
            None => Ok(found),
            Some((schema, reference)) => {
                let message =
                    format!("schema {schema:?} of {:?} refers to {reference:?}, which is not in it", found.name);
                Err(CliError::usage(message)
                    .help("References must lead to \"#/components/schemas/\" of the same document."))
            }
        }
    }

    /// The names of its schemas, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.schemas.keys().map(String::as_str)
    }

    /// The schema of a name.
    pub fn schema(&self, name: &str) -> Option<&Value> {
        self.schemas.get(name)
    }

    /// A schema that stands for itself, with all others that it may refer to.
    pub fn whole(&self, name: &str) -> Value {
        json!({ "$schema": DIALECT, "$ref": format!("{SCHEMAS}{}", escaped(name)), "components": { "schemas": self.schemas } })
    }

    /// The name of the schema that another one is a reference to.
    pub fn referred<'s>(&self, schema: &'s Value) -> Option<&'s str> {
        schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS).filter(|name| !name.contains('/'))
    }

    /// What a schema is, once references to others are followed.
    pub fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let mut found = schema;
        // A circle of references describes nothing.
        for _ in 0..self.schemas.len() {
            let Some(next) = self.target(found) else { break };
            found = next;
        }
        found
    }

    fn target(&self, schema: &Value) -> Option<&Value> {
        let path = schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)?;
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let found = self.schemas.get(&name.replace("~1", "/").replace("~0", "~"))?;
        if rest.is_empty() { Some(found) } else { found.pointer(&format!("/{rest}")) }
    }

    /// A reference that leads to no schema of the document.
    fn strange_reference(&self, value: &Value) -> Option<String> {
        match value {
            Value::Object(map) => {
                let own = map.get("$ref").and_then(Value::as_str).filter(|_| self.target(value).is_none());
                own.map(str::to_owned).or_else(|| map.values().find_map(|part| self.strange_reference(part)))
            }
            Value::Array(items) => items.iter().find_map(|item| self.strange_reference(item)),
            _ => None,
        }
    }
}

/// A name as part of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn json_of(path: &Path) -> Result<Value, CliError> {
    let failed = |error: std::io::Error| CliError::file("read", path, &error);
    let bytes = std::fs::metadata(path).map_err(failed)?.len();
    let name = path.display().to_string();
    if bytes > JSON_BYTES_MAX {
        return Err(CliError::usage(format!("{name:?} must have <= {JSON_BYTES_MAX} bytes, got {bytes}")));
    }
    let text = std::fs::read(path).map_err(failed)?;
    serde_json::from_slice(&text).map_err(|error| CliError::usage(format!("{name:?} is no JSON: {error}")))
}

fn yaml_of(path: &Path) -> Result<Value, CliError> {
    let source = Source::read(path)?;
    let mut faults = Faults::default();
    let root = yaml::parse(&source, &mut faults);
    match root.filter(|_| faults.is_empty()) {
        Some(root) => Ok(value::json(&root)),
        None => Err(SourceFaults { source, faults: faults.into_vec() }.into()),
    }
}

#[cfg(test)]
mod tests;
