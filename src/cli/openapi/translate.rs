//! Schemas of OpenAPI 3.0 and 3.1 → JSON Schema 2020-12, for what a server answers.
//!
//! 3.0 has `nullable`, ends of ranges that are true or false, and references without anything next to them. Both have
//! properties that only requests have (`writeOnly`), and sizes of integers as formats.

use serde_json::{Map, Value, json};

/// Keywords whose value is a schema, a list of schemas, or schemas by name.
const ONE: [&str; 8] = ["items", "not", "additionalProperties", "if", "then", "else", "contains", "propertyNames"];
const SEVERAL: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 4] = ["properties", "patternProperties", "$defs", "dependentSchemas"];

/// The schema in the later dialect; `is_old` is one of 3.0.
pub fn schema(schema: &Value, is_old: bool) -> Value {
    let Value::Object(own) = schema else { return schema.clone() };
    if let Some(reference) = own.get("$ref").filter(|_| is_old) {
        return json!({ "$ref": reference });
    }
    let mut new = Map::new();
    for (key, value) in own {
        new.insert(key.clone(), part(key, value, is_old));
    }
    without_requests(&mut new);
    with_integer_ends(&mut new);
    if is_old {
        with_open_ends(&mut new);
        return with_nulls(new);
    }
    Value::Object(new)
}

fn part(key: &str, value: &Value, is_old: bool) -> Value {
    match value {
        Value::Object(_) if ONE.contains(&key) => schema(value, is_old),
        Value::Array(items) if SEVERAL.contains(&key) => items.iter().map(|item| schema(item, is_old)).collect(),
        Value::Object(named) if NAMED.contains(&key) => {
            named.iter().map(|(name, value)| (name.clone(), schema(value, is_old))).collect()
        }
        _ => value.clone(),
    }
}

/// What only requests have is required of no answer.
fn without_requests(new: &mut Map<String, Value>) {
    let is_request = |name: &str, new: &Map<String, Value>| {
        let property = new.get("properties").and_then(|properties| properties.get(name));
        property.and_then(|property| property.get("writeOnly")) == Some(&Value::Bool(true))
    };
    let Some(Value::Array(required)) = new.get("required").cloned() else { return };
    let kept = required.into_iter().filter(|name| !name.as_str().is_some_and(|name| is_request(name, new)));
    let kept: Vec<Value> = kept.collect();
    new.insert("required".to_owned(), Value::Array(kept));
}

/// `format: int32` bounds a number; formats of JSON Schema are about texts.
fn with_integer_ends(new: &mut Map<String, Value>) {
    if new.get("format").and_then(Value::as_str) == Some("int32") {
        new.entry("minimum").or_insert(json!(i32::MIN));
        new.entry("maximum").or_insert(json!(i32::MAX));
    }
}

/// `minimum: 0, exclusiveMinimum: true` → `exclusiveMinimum: 0`
fn with_open_ends(new: &mut Map<String, Value>) {
    for (end, open) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        match new.get(open) {
            Some(Value::Bool(true)) => {
                let value = new.shift_remove(end);
                new.shift_remove(open);
                new.extend(value.map(|value| (open.to_owned(), value)));
            }
            Some(Value::Bool(false)) => {
                new.shift_remove(open);
            }
            _ => {}
        }
    }
}

/// `nullable: true` → null is one of the types, and of the values.
fn with_nulls(mut new: Map<String, Value>) -> Value {
    if new.shift_remove("nullable") != Some(Value::Bool(true)) {
        return Value::Object(new);
    }
    let Some(ty) = new.get("type").cloned() else {
        return json!({ "anyOf": [Value::Object(new), { "type": "null" }] });
    };
    new.insert("type".to_owned(), json!([ty, "null"]));
    if let Some(Value::Array(values)) = new.get_mut("enum") {
        values.extend((!values.contains(&Value::Null)).then_some(Value::Null));
    }
    Value::Object(new)
}
