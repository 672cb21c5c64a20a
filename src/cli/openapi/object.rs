//! Schemas of objects: their properties, with those of all the schemas that they are made of.

use serde_json::Value;

use super::OpenApi;

/// How deep schemas may be made of others.
const DEPTH_MAX: usize = 16;

/// An object's schema.
#[derive(Clone, Debug, Default)]
pub struct ObjectSchema<'d> {
    /// Its properties in order, without those that only requests have.
    pub properties: Vec<ObjectProperty<'d>>,
}

/// A property.
#[derive(Clone, Debug)]
pub struct ObjectProperty<'d> {
    /// Its name.
    pub name: &'d str,
    /// Its schema, as it is written.
    pub schema: &'d Value,
    /// Whether every object has it.
    pub is_required: bool,
}

/// What a property holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape<'d> {
    /// The schema without null.
    pub schema: &'d Value,
    /// Its type, where it has one.
    pub ty: Option<&'d str>,
    /// Whether it may be null.
    pub is_nullable: bool,
}

impl OpenApi {
    /// The object that a schema describes; none where it describes something else.
    pub fn object(&self, name: &str) -> Option<ObjectSchema<'_>> {
        let mut found = ObjectSchema::default();
        let mut required = Vec::new();
        self.collect(self.schema(name)?, &mut found, &mut required, 0);
        for property in &mut found.properties {
            property.is_required = required.contains(&property.name);
        }
        (!found.properties.is_empty()).then_some(found)
    }

    fn collect<'d>(
        &'d self,
        schema: &'d Value,
        found: &mut ObjectSchema<'d>,
        required: &mut Vec<&'d str>,
        depth: usize,
    ) {
        let schema = self.resolved(schema);
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if depth < DEPTH_MAX {
                self.collect(part, found, required, depth + 1);
            }
        }
        let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        required.extend(names.filter_map(Value::as_str));
        for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let is_request = self.resolved(schema).get("writeOnly") == Some(&Value::Bool(true));
            let property = ObjectProperty { name, schema, is_required: false };
            match found.properties.iter_mut().find(|known| known.name == name) {
                _ if is_request => {}
                Some(known) => *known = property,
                None => found.properties.push(property),
            }
        }
    }

    /// What a schema holds, once references are followed and null is set aside.
    pub fn shape<'d>(&'d self, schema: &'d Value) -> Shape<'d> {
        let mut schema = self.resolved(schema);
        let mut is_nullable = false;
        for _ in 0..DEPTH_MAX {
            let parts = ["anyOf", "oneOf", "allOf"].iter().find_map(|key| schema.get(key)?.as_array());
            let (nulls, others): (Vec<&Value>, Vec<&Value>) =
                parts.into_iter().flatten().partition(|part| part.get("type").and_then(Value::as_str) == Some("null"));
            is_nullable |= !nulls.is_empty();
            match others.as_slice() {
                [only] if schema.get("type").is_none() => schema = self.resolved(only),
                _ => break,
            }
        }
        let types = match schema.get("type") {
            Some(Value::String(ty)) => vec![ty.as_str()],
            Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        is_nullable |= types.contains(&"null");
        Shape { schema, ty: types.into_iter().find(|ty| *ty != "null"), is_nullable }
    }
}
