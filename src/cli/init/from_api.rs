//! The schemas of an API as the tables of a catalog, from which the same spec is written as from a database.
//!
//! | schema | catalog |
//! |---|---|
//! | an object with an id | a table, its name in the plural |
//! | a property | a column; `required` takes no nulls |
//! | `enum`, `pattern`, ends and lengths | labels, checks |
//! | a property that is another object with an id, or named after its id | a foreign key |
//! | a list of objects | a child table |
//! | any other object or list | JSON |

use serde_json::Value;

use super::names::spec_name;
use crate::cli::openapi::{ObjectProperty, ObjectSchema, OpenApi, Shape};
use crate::cli::pattern::plain_name;
use crate::plan::IntWidth;
use crate::store::catalog::{
    Catalog, CatalogCheck, CatalogField, CatalogReference, CatalogTable, DecimalDigits, FieldType,
};

/// The digits of a number with a fixed number of them after the point.
const PRECISION: u8 = 12;

/// A schema that becomes a table.
struct ApiTable<'d> {
    schema: &'d str,
    name: String,
    object: ObjectSchema<'d>,
    /// The parent and whether it is one by a list there.
    parent: Option<usize>,
}

/// What the schemas of a document become.
pub struct ApiCatalog {
    /// The tables.
    pub catalog: Catalog,
    /// Objects that become none, and why.
    pub left_out: Vec<String>,
    /// Columns whose values have a format, by table and column: what makes one.
    pub formats: Vec<FormatColumn>,
}

/// A column whose values have a format that its name may not show.
pub struct FormatColumn {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// The format.
    pub format: String,
}

/// The tables of a document.
pub fn tables(api: &OpenApi) -> ApiCatalog {
    let objects: Vec<(&str, ObjectSchema<'_>)> =
        api.names().filter_map(|name| Some((name, api.object(name)?))).collect();
    let has_ids = objects.iter().any(|(name, object)| id_of(name, object).is_some());
    let listed: Vec<&str> = objects.iter().flat_map(|(_, object)| listed(api, object)).collect();
    let (mut tables, mut left_out) = (Vec::new(), Vec::new());
    for (schema, object) in objects {
        let is_row = !has_ids || id_of(schema, &object).is_some() || listed.contains(&schema);
        match (is_row, bases(api).contains(&schema)) {
            (true, false) => {
                tables.push(ApiTable { schema, name: plural(&spec_name(schema)), object, parent: None });
            }
            (true, true) => left_out.push(format!("{schema} (others are made of it)")),
            (false, _) => left_out.push(format!("{schema} (it has no id)")),
        }
    }
    for parent in 0..tables.len() {
        for child in listed_tables(api, &tables, parent) {
            if child != parent && tables[child].parent.is_none() && !is_below(&tables, parent, child) {
                tables[child].parent = Some(parent);
            }
        }
    }
    let mut formats = Vec::new();
    let made = (0..tables.len()).map(|at| table(api, &tables, at, &mut formats));
    let tables: Vec<CatalogTable> = made.collect();
    let catalog = Catalog { database: api.title.clone(), schema: api.name.clone(), tables };
    ApiCatalog { catalog, left_out, formats }
}

/// The schemas that others are made of.
fn bases(api: &OpenApi) -> Vec<&str> {
    let schemas = api.names().filter_map(|name| api.schema(name));
    let parts = schemas.filter_map(|schema| schema.get("allOf")?.as_array()).filter(|parts| parts.len() > 1);
    parts.flatten().filter_map(|part| api.referred(part)).collect()
}

/// The schemas whose objects stand in lists of an object.
fn listed<'d>(api: &'d OpenApi, object: &ObjectSchema<'d>) -> Vec<&'d str> {
    let items = object.properties.iter().filter_map(|property| api.shape(property.schema).schema.get("items"));
    items.filter_map(|items| api.referred(items)).filter(|name| api.object(name).is_some()).collect()
}

fn listed_tables(api: &OpenApi, tables: &[ApiTable<'_>], parent: usize) -> Vec<usize> {
    let names = listed(api, &tables[parent].object);
    names.into_iter().filter_map(|name| tables.iter().position(|table| table.schema == name)).collect()
}

fn is_below(tables: &[ApiTable<'_>], mut table: usize, ancestor: usize) -> bool {
    while table != ancestor {
        match tables[table].parent {
            Some(parent) => table = parent,
            None => return false,
        }
    }
    true
}

/// The property that is the key: `id`, `uuid`, or the schema's name with one of them.
fn id_of<'d>(schema: &str, object: &ObjectSchema<'d>) -> Option<ObjectProperty<'d>> {
    let plain = spec_name(schema);
    let own = [format!("{plain}_id"), format!("{plain}_uuid")];
    let is_id = |name: &str| ["id", "_id", "uuid"].contains(&name) || own.contains(&spec_name(name));
    object.properties.iter().find(|property| is_id(property.name)).cloned()
}

fn table(api: &OpenApi, tables: &[ApiTable<'_>], at: usize, formats: &mut Vec<FormatColumn>) -> CatalogTable {
    let own = &tables[at];
    let id = id_of(own.schema, &own.object);
    let mut table = CatalogTable { name: own.name.clone(), ..CatalogTable::default() };
    for property in &own.object.properties {
        let is_key = id.as_ref().is_some_and(|id| id.name == property.name);
        add(api, tables, property, is_key, &mut table);
        let shape = api.shape(property.schema);
        if let Some(format) = shape.schema.get("format").and_then(Value::as_str) {
            let (table, column) = (own.name.clone(), spec_name(property.name));
            formats.push(FormatColumn { table, column, format: format.to_owned() });
        }
    }
    match &id {
        Some(id) => table.key = vec![spec_name(id.name)],
        None => {
            let mut free = std::iter::successors(Some("id".to_owned()), |name| Some(format!("{name}_")));
            let name = free.find(|name| table.field(name).is_none()).unwrap_or_default();
            table.fields.insert(0, CatalogField { is_numbered: true, ..field(&name, FieldType::Int(IntWidth::Eight)) });
            table.key = vec![name];
        }
    }
    if let Some(parent) = own.parent {
        add_parent(api, &tables[parent], &mut table);
    }
    table
}

/// The column by which a child has its parent.
fn add_parent(api: &OpenApi, parent: &ApiTable<'_>, table: &mut CatalogTable) {
    let name = format!("{}_id", spec_name(parent.schema));
    let known = table.references.iter_mut().find(|reference| reference.table == parent.name);
    match known {
        Some(known) => known.cascades = true,
        None => {
            table.fields.retain(|field| field.name != name);
            table.fields.insert(1, field(&name, key_type(api, parent)));
            table.references.push(reference(&name, parent, true));
        }
    }
    for field in table.fields.iter_mut().filter(|field| field.name == name) {
        field.is_nullable = false;
    }
}

fn key_type(api: &OpenApi, table: &ApiTable<'_>) -> FieldType {
    let id = id_of(table.schema, &table.object);
    id.map_or(FieldType::Int(IntWidth::Eight), |id| scalar(&api.shape(id.schema), &id.name.to_lowercase()))
}

fn reference(column: &str, to: &ApiTable<'_>, cascades: bool) -> CatalogReference {
    let key = id_of(to.schema, &to.object).map_or_else(|| "id".to_owned(), |id| spec_name(id.name));
    CatalogReference {
        columns: vec![column.to_owned()],
        table: to.name.clone(),
        targets: vec![key],
        cascades,
        ..CatalogReference::default()
    }
}

/// Adds what a property becomes: a column and its checks, a foreign key, or nothing where a child table has its values.
fn add(api: &OpenApi, tables: &[ApiTable<'_>], property: &ObjectProperty<'_>, is_key: bool, table: &mut CatalogTable) {
    let shape = api.shape(property.schema);
    let name = spec_name(property.name);
    let of_schema = |name: &str| tables.iter().find(|table| table.schema == name);
    let items = shape.schema.get("items").and_then(|items| of_schema(api.referred(items)?));
    if items.is_some() {
        return;
    }
    let is_nullable = !is_key && (!property.is_required || shape.is_nullable);
    let target = referred_schema(api, property.schema).and_then(of_schema);
    if let Some(target) = target.filter(|target| id_of(target.schema, &target.object).is_some()) {
        let name = format!("{name}_id");
        if table.field(&name).is_none() {
            table.fields.push(CatalogField { is_nullable, ..field(&name, key_type(api, target)) });
            table.references.push(reference(&name, target, false));
        }
        return;
    }
    let ty = scalar(&shape, &name);
    let is_numbered = is_key && matches!(ty, FieldType::Int(_));
    let named = name.strip_suffix("_id").filter(|_| !is_key);
    let to = named.and_then(|named| tables.iter().find(|table| plain_name(table.schema) == plain_name(named)));
    if let Some(to) = to.filter(|to| key_type(api, to) == ty) {
        table.references.retain(|known| known.columns != [name.clone()]);
        table.references.push(reference(&name, to, false));
    } else {
        checks(&shape, &name, &ty, table);
    }
    table.fields.retain(|known| known.name != name);
    table.fields.push(CatalogField { is_nullable, is_numbered, default: default(&shape), ..field(&name, ty) });
}

/// The schema that a property is a reference to, if only as one of null and it, or with words next to it.
fn referred_schema<'d>(api: &'d OpenApi, schema: &'d Value) -> Option<&'d str> {
    let mut parts = ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    api.referred(schema).or_else(|| parts.find_map(|part| api.referred(part)))
}

fn field(name: &str, ty: FieldType) -> CatalogField {
    let type_name = match &ty {
        FieldType::Float => "double precision",
        FieldType::Time => "timestamp with time zone",
        FieldType::Json => "jsonb",
        _ => "text",
    };
    CatalogField {
        name: name.to_owned(),
        ty,
        type_name: type_name.to_owned(),
        is_nullable: false,
        default: None,
        is_numbered: false,
        generated: None,
        null_share: None,
    }
}

/// The type of a property that is neither an object nor a list of another table's.
fn scalar(shape: &Shape<'_>, name: &str) -> FieldType {
    let word = |key: &str| shape.schema.get(key).and_then(Value::as_str).unwrap_or_default();
    let labels = shape.schema.get("enum").and_then(Value::as_array);
    let labels: Option<Vec<String>> =
        labels.map(|labels| labels.iter().filter_map(|label| label.as_str().map(str::to_owned)).collect());
    match (shape.ty, word("format")) {
        (Some("string") | None, _) if labels.as_ref().is_some_and(|labels| !labels.is_empty()) => {
            FieldType::Labels(labels.unwrap_or_default())
        }
        (Some("string"), "date-time") => FieldType::Time,
        (Some("string"), "date") => FieldType::Date,
        (Some("string"), "uuid") => FieldType::Uuid,
        (Some("string"), "duration") => FieldType::Interval,
        (Some("string"), "ipv4") => FieldType::Address,
        (Some("string"), _) => {
            let length = shape.schema.get("maxLength").and_then(Value::as_u64);
            FieldType::Text(length.and_then(|length| u32::try_from(length).ok()))
        }
        (Some("integer"), "int32") => FieldType::Int(IntWidth::Four),
        (Some("integer"), _) => FieldType::Int(IntWidth::Eight),
        (Some("number"), "float" | "double") => FieldType::Float,
        (Some("number"), _) => number(shape, name),
        (Some("boolean"), _) => FieldType::Bool,
        _ => FieldType::Json,
    }
}

/// A number: a decimal where it has steps, or a name of money.
fn number(shape: &Shape<'_>, name: &str) -> FieldType {
    let step = shape.schema.get("multipleOf").map(Value::to_string);
    let scale = step.and_then(|step| step.split_once('.').map(|(_, digits)| digits.len()));
    let is_money = ["price", "amount", "total", "cost", "fee", "balance"].iter().any(|word| name.contains(word));
    match (scale.and_then(|scale| u8::try_from(scale).ok()).filter(|scale| *scale < PRECISION), is_money) {
        (Some(scale), _) => FieldType::Decimal(Some(DecimalDigits { precision: PRECISION, scale })),
        (None, true) => FieldType::Decimal(Some(DecimalDigits { precision: PRECISION, scale: 2 })),
        (None, false) => FieldType::Float,
    }
}

/// A default as a database shows it.
fn default(shape: &Shape<'_>) -> Option<String> {
    if shape.ty == Some("array") {
        return Some("'[]'::jsonb".to_owned());
    }
    match shape.schema.get("default")? {
        Value::String(text) => Some(format!("'{}'::text", text.replace('\'', "''"))),
        other @ (Value::Bool(_) | Value::Number(_)) => Some(other.to_string()),
        _ => None,
    }
}

/// What a schema says of a value besides its type, as conditions that a database would show.
fn checks(shape: &Shape<'_>, name: &str, ty: &FieldType, table: &mut CatalogTable) {
    let schema = shape.schema;
    let of = |key: &str| schema.get(key).filter(|value| value.is_number()).map(Value::to_string);
    let quoted = format!("\"{name}\"");
    let mut conditions: Vec<(&str, String)> = Vec::new();
    for (key, op) in [("minimum", ">="), ("exclusiveMinimum", ">"), ("maximum", "<="), ("exclusiveMaximum", "<")] {
        // The ends of a type are no rule of the application's.
        let is_type = of(key).is_some_and(|end| [i32::MIN.to_string(), i32::MAX.to_string()].contains(&end));
        conditions.extend(of(key).filter(|_| !is_type).map(|end| (key, format!("({quoted} {op} ({end}))"))));
    }
    if let FieldType::Text(_) = ty {
        conditions.extend(of("minLength").map(|end| ("minLength", format!("(length({quoted}) >= {end})"))));
        let pattern = schema.get("pattern").and_then(Value::as_str);
        let pattern = pattern.map(|pattern| pattern.replace('\'', "''"));
        conditions.extend(pattern.map(|pattern| ("pattern", format!("({quoted} ~ '{pattern}'::text)"))));
    }
    if let (FieldType::Int(_), Some(values)) = (ty, schema.get("enum").and_then(Value::as_array)) {
        let values: Vec<String> = values.iter().filter(|value| value.is_number()).map(Value::to_string).collect();
        conditions.push(("enum", format!("({quoted} = ANY (ARRAY[{}]))", values.join(", "))));
    }
    let named = conditions
        .into_iter()
        .map(|(key, condition)| CatalogCheck { name: format!("{name}_{}", spec_name(key)), condition });
    table.checks.extend(named);
}

/// The plural of a name, as far as English endings go.
fn plural(name: &str) -> String {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| name.ends_with(end)) => {
            if super::names::singular(name) == name {
                format!("{name}es")
            } else {
                name.to_owned()
            }
        }
        _ => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_plural() {
        let all = ["order_line", "category", "day", "address", "box", "orders", "status"];
        let expected = ["order_lines", "categories", "days", "addresses", "boxes", "orders", "statuses"];
        assert_eq!(all.map(plural), expected);
    }
}
