//! JSON Schema (draft 2020-12) of spec and tenant files, made from the registry: completion and first checks in
//! editors.
//!
//! Wider than the parser, never narrower: what the parser takes is valid. Editors type scalars as YAML does, so that a
//! number, a word or a truth value may stand wherever a spec has text.

use serde_json::{Map, Value, json};

use super::parse::{
    CHECKS_MAX, CHOICES_MAX, COLUMNS_MAX, INDEX_COLUMNS_MAX, INDEXES_MAX, LANGUAGE, NAME_BYTES_MAX, PARAMS_MAX,
    TABLES_MAX, WORDS_MAX,
};
use super::registry::{ArgShape, DISTRIBUTIONS, KINDS, KeyPlace, Kind, MODIFIERS, Param, key_doc};
use super::tenant_name::TENANT_NAME_BYTES_MAX;
use super::types::Type;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a spec file.
pub fn json_schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "reseed spec",
        "description": "One dataset: its parameters, tables and columns.",
        "type": "object",
        "required": ["reseed", "dataset", "tables"],
        "additionalProperties": false,
        "properties": {
            "reseed": {
                "description": key_doc(KeyPlace::Spec, "reseed"),
                "enum": [LANGUAGE, LANGUAGE.to_string()],
            },
            "dataset": described(reference("name"), key_doc(KeyPlace::Spec, "dataset")),
            "about": described(reference("literal"), "A sentence for people."),
            "as_of": described(reference("literal"), key_doc(KeyPlace::Spec, "as_of")),
            "params": {
                "description": key_doc(KeyPlace::Spec, "params"),
                "type": "object",
                "minProperties": 1,
                "maxProperties": PARAMS_MAX,
                "propertyNames": reference("name"),
                "additionalProperties": { "anyOf": [reference("literal"), reference("choices")] },
            },
            "tables": {
                "description": key_doc(KeyPlace::Spec, "tables"),
                "type": "object",
                "minProperties": 1,
                "maxProperties": TABLES_MAX,
                "propertyNames": reference("name"),
                "additionalProperties": reference("table"),
            },
        },
        "$defs": definitions(),
    })
}

/// The schema of a tenant file.
pub fn tenant_json_schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "reseed tenant",
        "description": "Whose copy of a dataset it is, and what differs from the spec.",
        "type": "object",
        "required": ["tenant", "dataset"],
        "additionalProperties": false,
        "properties": {
            "tenant": {
                "description": key_doc(KeyPlace::Tenant, "tenant"),
                "type": ["string", "integer"],
                "pattern": format!("^[a-z0-9][a-z0-9_-]{{0,{}}}$", TENANT_NAME_BYTES_MAX - 1),
            },
            "dataset": described(reference("literal"), key_doc(KeyPlace::Tenant, "dataset")),
            "seed": described(reference("whole"), key_doc(KeyPlace::Tenant, "seed")),
            "as_of": described(reference("literal"), key_doc(KeyPlace::Tenant, "as_of")),
            "set": {
                "description": key_doc(KeyPlace::Tenant, "set"),
                "type": "object",
                "minProperties": 1,
                "additionalProperties": { "anyOf": [reference("literal"), reference("choices")] },
            },
            "expires": { "description": key_doc(KeyPlace::Tenant, "expires"), "type": "string" },
            "adopt": adopt_schema(),
        },
        "$defs": scalars(),
    })
}

/// The schema of a tenant file's `adopt:`.
fn adopt_schema() -> Value {
    let key = |name: &str, schema: Value| described(schema, key_doc(KeyPlace::Adopt, name));
    let texts = || json!({ "anyOf": [reference("literal"), { "type": "array", "items": reference("literal") }] });
    json!({
        "description": key_doc(KeyPlace::Tenant, "adopt"),
        "type": "object",
        "minProperties": 1,
        "additionalProperties": false,
        "dependentRequired": { "tenant_column": ["tenant_value"], "tenant_value": ["tenant_column"] },
        "properties": {
            "schema": key("schema", reference("literal")),
            "tables": key("tables", texts()),
            "tenant_column": key("tenant_column", reference("literal")),
            "tenant_value": key("tenant_value", reference("literal")),
            "roles": key("roles", texts()),
            "triggers": key("triggers", json!({ "enum": ["fire", "silent"] })),
        },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// `schema` with a description.
fn described(mut schema: Value, description: &str) -> Value {
    if let Value::Object(map) = &mut schema {
        map.insert("description".to_owned(), description.into());
    }
    schema
}

/// What both kinds of files are made of.
fn scalars() -> Value {
    json!({
        "name": {
            "type": "string",
            "pattern": "^[a-z_][a-z0-9_]*$",
            "maxLength": NAME_BYTES_MAX,
        },
        "literal": { "type": ["string", "number", "boolean", "null"] },
        "whole": { "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^(-?[0-9]|\\$[a-z_])" }] },
        "number": { "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^(-?[0-9]|\\$[a-z_])" }] },
        "share": { "type": "string", "pattern": "^([0-9].*%|\\$[a-z_][a-z0-9_]*)$" },
        "choices": {
            "anyOf": [
                { "type": "array", "minItems": 1, "maxItems": CHOICES_MAX, "items": reference("literal") },
                {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": CHOICES_MAX,
                    "additionalProperties": { "type": ["string", "number"] },
                },
            ],
        },
    })
}

fn definitions() -> Value {
    let mut definitions = scalars();
    if let Value::Object(map) = &mut definitions {
        map.insert(
            "column_name".to_owned(),
            json!({ "anyOf": [reference("name"), { "type": "array", "minItems": 1, "items": reference("name") }] }),
        );
        map.insert("given_rows".to_owned(), given_rows());
        map.insert("law".to_owned(), distribution(&[]));
        map.insert("count_law".to_owned(), distribution(&["zero", "min", "max"]));
        map.insert("table".to_owned(), table());
        map.insert("column".to_owned(), column());
    }
    definitions
}

fn given_rows() -> Value {
    json!({
        "type": "array",
        "minItems": 1,
        "items": { "type": "object", "minProperties": 1, "additionalProperties": reference("literal") },
    })
}

/// One distribution, and the keys of a count next to it.
fn distribution(beside: &[&str]) -> Value {
    let mut properties = Map::new();
    for distribution in DISTRIBUTIONS {
        let arguments: Map<String, Value> = distribution
            .params
            .iter()
            .map(|param| (param.name.to_owned(), described(reference("number"), param.doc)))
            .collect();
        let required: Vec<&str> =
            distribution.params.iter().filter(|param| param.required).map(|param| param.name).collect();
        let schema = json!({
            "description": format!("{} {}", distribution.doc, distribution.short),
            "anyOf": [
                { "type": "object", "required": required, "additionalProperties": false, "properties": arguments },
                {
                    "type": "array",
                    "minItems": required.len(),
                    "maxItems": distribution.params.len(),
                    "items": reference("number"),
                },
                reference("number"),
            ],
        });
        properties.insert(distribution.name.to_owned(), schema);
    }
    for key in beside {
        let (shape, doc) = match *key {
            "zero" => ("share", key_doc(KeyPlace::Count, "zero")),
            "min" => ("whole", key_doc(KeyPlace::Count, "min")),
            _ => ("whole", key_doc(KeyPlace::Count, "max")),
        };
        properties.insert((*key).to_owned(), described(reference(shape), doc));
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "oneOf": DISTRIBUTIONS.iter().map(|distribution| json!({ "required": [distribution.name] })).collect::<Vec<_>>(),
    })
}

fn table() -> Value {
    json!({
        "type": "object",
        "required": ["columns"],
        "additionalProperties": false,
        "properties": {
            "about": described(reference("literal"), "A sentence for people."),
            "rows": {
                "description": key_doc(KeyPlace::Table, "rows"),
                "anyOf": [{ "type": ["integer", "string"] }, reference("given_rows")],
            },
            "each": described(reference("name"), key_doc(KeyPlace::Table, "each")),
            "count": {
                "description": key_doc(KeyPlace::Table, "count"),
                "anyOf": [{ "type": ["integer", "string"] }, reference("count_law")],
            },
            "key": described(reference("column_name"), key_doc(KeyPlace::Table, "key")),
            "unique": {
                "description": key_doc(KeyPlace::Table, "unique"),
                "type": "array",
                "minItems": 1,
                "items": reference("column_name"),
            },
            "indexes": {
                "description": key_doc(KeyPlace::Table, "indexes"),
                "type": "array",
                "minItems": 1,
                "maxItems": INDEXES_MAX,
                "items": { "allOf": [reference("column_name")], "maxItems": INDEX_COLUMNS_MAX },
            },
            "check": {
                "description": key_doc(KeyPlace::Table, "check"),
                "anyOf": [
                    shape(ArgShape::Sql),
                    { "type": "array", "minItems": 1, "maxItems": CHECKS_MAX, "items": shape(ArgShape::Sql) },
                    {
                        "type": "object",
                        "minProperties": 1,
                        "maxProperties": CHECKS_MAX,
                        "propertyNames": reference("name"),
                        "additionalProperties": shape(ArgShape::Sql),
                    },
                ],
            },
            "as": described(reference("literal"), key_doc(KeyPlace::Table, "as")),
            "rename_from": described(reference("name"), key_doc(KeyPlace::Table, "rename_from")),
            "columns": {
                "description": key_doc(KeyPlace::Table, "columns"),
                "type": "object",
                "minProperties": 1,
                "maxProperties": COLUMNS_MAX,
                "propertyNames": reference("name"),
                "additionalProperties": reference("column"),
            },
        },
        "anyOf": [{ "required": ["rows"] }, { "required": ["each", "count"] }],
        "dependentRequired": { "count": ["each"] },
    })
}

fn column() -> Value {
    let bare = KINDS.iter().filter(|kind| kind.bare).map(|kind| json!({ "const": kind.name, "description": kind.doc }));
    let lookup = json!({
        "type": "string",
        "pattern": "^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)+$",
        "description": "A lookup: the value of a column of a related row, customers.country.",
    });
    json!({ "anyOf": [{ "oneOf": bare.collect::<Vec<_>>() }, lookup, column_map()] })
}

/// A map with exactly one kind; parameters and modifiers only with kinds that take them.
fn column_map() -> Value {
    let mut properties = Map::new();
    let mut dependent = Map::new();
    for kind in KINDS {
        properties.insert(kind.name.to_owned(), kind_schema(kind));
        for param in kind.params {
            properties.insert(param.name.to_owned(), described(shape(param.shape), param.doc));
            let owners = KINDS.iter().filter(|kind| kind.params.iter().any(|own| own.name == param.name));
            dependent.insert(param.name.to_owned(), one_of_kinds(owners));
        }
        let required: Vec<&str> = kind.params.iter().filter(|param| param.required).map(|param| param.name).collect();
        if !required.is_empty() {
            dependent.insert(kind.name.to_owned(), json!({ "required": required }));
        }
    }
    for Param { name, shape: form, doc, .. } in MODIFIERS {
        properties.insert((*name).to_owned(), described(shape(*form), doc));
        if !KINDS.iter().all(|kind| kind.takes(name)) {
            dependent.insert((*name).to_owned(), one_of_kinds(KINDS.iter().filter(|kind| kind.takes(name))));
        }
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "oneOf": KINDS.iter().map(|kind| json!({ "required": [kind.name] })).collect::<Vec<_>>(),
        "dependentSchemas": dependent,
    })
}

fn one_of_kinds<'a>(kinds: impl Iterator<Item = &'a Kind>) -> Value {
    json!({ "anyOf": kinds.map(|kind| json!({ "required": [kind.name] })).collect::<Vec<_>>() })
}

/// What the key of a kind takes.
fn kind_schema(kind: &Kind) -> Value {
    let main = match kind.bare {
        true => json!({ "anyOf": [shape(kind.main), { "type": "null" }] }),
        false => shape(kind.main),
    };
    let mut schema = described(main, &format!("{} Makes {}.", kind.doc, kind.types));
    if let Value::Object(map) = &mut schema {
        map.insert("examples".to_owned(), json!([kind.example]));
    }
    schema
}

/// What an argument of a shape looks like.
fn shape(shape: ArgShape) -> Value {
    let list_of = |items: Value| json!({ "type": "array", "minItems": 1, "items": items });
    let text = || json!({ "type": "string" });
    let pair_of = |items: Value| json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": items });
    let between = || only("between", &pair_of(text()));
    let words = || whole(1, WORDS_MAX.into());
    match shape {
        ArgShape::Nothing => json!({ "enum": [true, "true"] }),
        ArgShape::Flag => json!({ "enum": [true, false, "true", "false"] }),
        ArgShape::Literal | ArgShape::Text => reference("literal"),
        ArgShape::Whole(low, high) => whole(low, high),
        ArgShape::WholeOrParam(low, high) => {
            json!({ "anyOf": [whole(low, high), { "type": "string", "pattern": "^\\$[a-z_]" }] })
        }
        ArgShape::Number | ArgShape::Quantity => reference("number"),
        ArgShape::Share => reference("share"),
        ArgShape::Choices => json!({ "anyOf": [reference("choices"), { "type": "string", "pattern": "^\\$[a-z_]" }] }),
        ArgShape::Distribution => reference("law"),
        ArgShape::DurationDistribution => json!({ "anyOf": [text(), reference("law")] }),
        ArgShape::Instant | ArgShape::Path | ArgShape::PathOrTable | ArgShape::Pattern | ArgShape::Template => text(),
        ArgShape::Sql => json!({ "type": ["string", "number", "boolean"] }),
        ArgShape::Instants => json!({ "anyOf": [text(), list_of(text())] }),
        ArgShape::Between => between(),
        ArgShape::BetweenOrInstant => json!({ "anyOf": [text(), between()] }),
        ArgShape::Follow => json!({ "anyOf": [
            text(),
            only("fixed", &reference("literal")),
        ] }),
        ArgShape::Span => json!({ "anyOf": [words(), pair_of(words())] }),
        ArgShape::Word(words) => json!({ "enum": words }),
        ArgShape::Pick => json!({ "anyOf": [
            { "enum": ["uniform"] },
            only("zipf", &reference("number")),
        ] }),
        ArgShape::Type => json!({ "anyOf": [
            { "enum": Type::names().filter(|name| !name.contains('(')).collect::<Vec<_>>() },
            { "type": "string", "pattern": "^decimal\\([0-9]+, *[0-9]+\\)$" },
        ] }),
        ArgShape::Name => reference("name"),
    }
}

/// A map with one key.
fn only(key: &str, value: &Value) -> Value {
    json!({ "type": "object", "required": [key], "additionalProperties": false, "properties": { key: value } })
}

/// A whole number, or text that may be one.
fn whole(low: i64, high: i64) -> Value {
    let number = json!({ "type": "integer", "minimum": low, "maximum": high });
    json!({ "anyOf": [number, { "type": "string", "pattern": "^[0-9]" }] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::fault::Faults;
    use crate::spec::source::Source;
    use crate::spec::yaml::{self, YamlNode};

    /// A node as an editor sees it: YAML's own types.
    fn as_editor(node: &YamlNode) -> Value {
        match &node.value {
            yaml::YamlValue::Empty => Value::Null,
            yaml::YamlValue::Scalar { text, quoted: true } => text.clone().into(),
            yaml::YamlValue::Scalar { text, .. } => match text.as_str() {
                "~" | "null" => Value::Null,
                "true" => true.into(),
                "false" => false.into(),
                text => serde_json::from_str::<serde_json::Number>(text).map_or_else(|_| text.into(), Value::Number),
            },
            yaml::YamlValue::List(items) => items.iter().map(as_editor).collect(),
            yaml::YamlValue::Map(entries) => {
                let entries = entries.iter().map(|entry| (entry.key.text.clone(), as_editor(&entry.value)));
                Value::Object(entries.collect())
            }
        }
    }

    fn instance(text: &str) -> Value {
        let root = yaml::parse(&Source::new("spec.yaml", text), &mut Faults::default());
        as_editor(&root.expect("good YAML"))
    }

    fn validator(schema: &Value) -> jsonschema::Validator {
        jsonschema::draft202012::new(schema).expect("a good schema")
    }

    fn with_column(column: &str) -> Value {
        instance(&format!("reseed: 1\ndataset: d\ntables:\n  t:\n    rows: 3\n    columns:\n      {column}\n"))
    }

    #[test]
    fn the_schemas_are_schemas() {
        for schema in [json_schema(), tenant_json_schema()] {
            assert!(jsonschema::draft202012::meta::is_valid(&schema));
        }
    }

    #[test]
    fn what_the_parser_takes_is_valid() {
        let validator = validator(&json_schema());
        let full = instance(include_str!("../../tests/cases/parse/full.yaml"));
        let errors: Vec<String> =
            validator.iter_errors(&full).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        for kind in KINDS {
            assert!(validator.is_valid(&with_column(kind.example)), "{}", kind.example);
        }
    }

    #[test]
    fn slips_are_not_valid() {
        let validator = validator(&json_schema());
        for column in [
            "a: seriel",
            "a: { chose: [x] }",
            "a: { int: { poisson: 1 }, decimal: { poisson: 1 } }",
            "a: { int: { poison: 1 } }",
            "a: { nulls: 20% }",
            "a: { product: true, nulls: 0.2 }",
            "a: { email: b, scale: 2 }",
            "a: { after: as_of }",
            "a: { int: { poisson: 1 }, distinct: true }",
            "a: { choose: [] }",
            "a: { decimal: { poisson: 1 }, scale: 40 }",
            "a: { int: { poisson: 1 }, type: string }",
        ] {
            assert!(!validator.is_valid(&with_column(column)), "{column}");
        }
        for text in [
            "dataset: d\ntables: { t: { rows: 1, columns: { id: serial } } }",
            "reseed: 1\ndataset: d\ntables: {}\n",
            "reseed: 1\ndataset: d\ntables: { t: { columns: { id: serial } } }",
            "reseed: 1\ndataset: d\ntables: { t: { rows: 1, count: 3, columns: { id: serial } } }",
            "reseed: 1\ndataset: d\ncolour: red\ntables: { t: { rows: 1, columns: { id: serial } } }",
        ] {
            assert!(!validator.is_valid(&instance(text)), "{text}");
        }
    }

    #[test]
    fn tenant_files_are_checked_too() {
        let validator = validator(&tenant_json_schema());
        let good = "tenant: acme\ndataset: shop\nseed: 7\nas_of: 2026-06-01T00:00:00Z\n\
                    set: { customers: 20_000, countries: { DE: 1, US: 70% }, plan: basic }\nexpires: 30d\n\
                    adopt: { tables: [a, \"b_*\"], tenant_column: account_id, tenant_value: 42, triggers: silent }\n";
        assert!(validator.is_valid(&instance(good)));
        for text in [
            "tenant: Acme\ndataset: shop",
            "tenant: acme",
            "tenant: acme\ndataset: shop\nseeed: 7",
            "tenant: a\ndataset: d\nadopt: { triggers: off }",
        ] {
            assert!(!validator.is_valid(&instance(text)), "{text}");
        }
    }
}
