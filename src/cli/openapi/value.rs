//! YAML → JSON, with the types that YAML 1.2 gives words without quotes.

use serde_json::{Map, Number, Value};

use crate::spec::yaml::{YamlNode, YamlValue};

/// The value of a node.
pub fn json(node: &YamlNode) -> Value {
    match &node.value {
        YamlValue::Empty => Value::Null,
        YamlValue::Scalar { text, quoted: true } => Value::String(text.clone()),
        YamlValue::Scalar { text, quoted: false } => plain(text),
        YamlValue::List(items) => Value::Array(items.iter().map(json).collect()),
        YamlValue::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.text.clone(), json(&entry.value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// A number as YAML writes it: JSON's, with a plus, without digits before or after the point.
fn number(text: &str) -> Option<Number> {
    let is_number = text.contains(|letter: char| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || "+-.eE".contains(letter));
    let plain = text.strip_prefix('+').unwrap_or(text);
    let whole = plain.parse::<i64>().ok().map(Number::from);
    whole.or_else(|| plain.parse::<f64>().ok().and_then(Number::from_f64)).filter(|_| is_number)
}
