//! Types of PostgreSQL → what values can be generated for.

use serde::Deserialize;

use crate::plan::IntWidth;
use crate::store::catalog::{DecimalDigits, FieldType};

/// The type of a column: below all domains, with the modifier that gives its length or digits.
#[derive(Deserialize)]
pub struct RawType {
    shown: String,
    base: String,
    is_array: bool,
    is_domain: bool,
    modifier: i32,
    labels: Option<Vec<String>>,
}

impl RawType {
    /// The type as the server names it.
    pub fn shown(&self) -> String {
        if self.is_domain { format!("{} ({})", self.shown, self.base) } else { self.shown.clone() }
    }

    /// What it holds.
    pub fn field_type(&self) -> FieldType {
        if self.is_array {
            return FieldType::Written("{}");
        }
        if let Some(labels) = &self.labels {
            return FieldType::Labels(labels.clone());
        }
        match self.base.as_str() {
            "bool" => FieldType::Bool,
            "int2" => FieldType::Int(IntWidth::Two),
            "int4" => FieldType::Int(IntWidth::Four),
            "int8" => FieldType::Int(IntWidth::Eight),
            "numeric" => self.decimal(),
            "float4" | "float8" => FieldType::Float,
            "text" | "varchar" | "bpchar" | "citext" | "name" => FieldType::Text(self.length()),
            "uuid" => FieldType::Uuid,
            "date" => FieldType::Date,
            "timestamp" | "timestamptz" => FieldType::Time,
            "interval" => FieldType::Interval,
            "json" | "jsonb" => FieldType::Json,
            "inet" => FieldType::Address,
            "macaddr" => FieldType::HardwareAddress,
            other => written(other).map_or(FieldType::Other, FieldType::Written),
        }
    }

    /// A length in characters: the modifier counts a header of 4 bytes. The type `name` has 63 bytes.
    fn length(&self) -> Option<u32> {
        match self.base.as_str() {
            "name" => Some(63),
            _ => u32::try_from(self.modifier - 4).ok(),
        }
    }

    /// Precision and scale stand in the upper and lower 16 bits of the modifier; a scale has 11 bits, its sign included.
    fn decimal(&self) -> FieldType {
        let Ok(packed) = u32::try_from(self.modifier - 4) else { return FieldType::Decimal(None) };
        let (precision, scale) = (packed >> 16, packed & 0x7ff);
        match (u8::try_from(precision), u8::try_from(scale)) {
            (Ok(precision), Ok(scale)) if precision <= 38 && scale <= precision => {
                FieldType::Decimal(Some(DecimalDigits { precision, scale }))
            }
            _ => FieldType::Other,
        }
    }
}

/// A text that the server reads as a value of a type which specs lack, whatever its modifier.
fn written(base: &str) -> Option<&'static str> {
    Some(match base {
        "time" => "09:00:00",
        "timetz" => "09:00:00+00",
        "bytea" => "\\x",
        "varbit" | "tsvector" | "tsquery" | "hstore" => "",
        "xml" => "<a/>",
        "money" | "oid" => "0",
        "cidr" => "192.0.2.0/24",
        "macaddr8" => "02:00:00:ff:fe:00:00:01",
        "point" => "(0,0)",
        "lseg" | "box" => "(0,0),(0,0)",
        "path" | "polygon" => "((0,0))",
        "circle" => "<(0,0),0>",
        "int4range" | "int8range" | "numrange" | "daterange" | "tsrange" | "tstzrange" => "empty",
        "int4multirange" | "int8multirange" | "nummultirange" | "datemultirange" | "tsmultirange"
        | "tstzmultirange" => "{}",
        "ltree" | "char" => "a",
        "pg_lsn" => "0/0",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(base: &str, modifier: i32) -> FieldType {
        let shown = base.to_owned();
        RawType { shown, base: base.to_owned(), is_array: false, is_domain: false, modifier, labels: None }.field_type()
    }

    #[test]
    fn lengths_and_digits_are_those_of_the_modifier() {
        assert_eq!(
            [of("varchar", 259), of("text", -1), of("bpchar", 6)],
            [255, 0, 2].map(|length| { FieldType::Text(Some(length).filter(|length| *length > 0)) })
        );
        let digits = DecimalDigits { precision: 12, scale: 2 };
        assert_eq!(of("numeric", (12 << 16 | 2) + 4), FieldType::Decimal(Some(digits)));
        assert_eq!(of("numeric", -1), FieldType::Decimal(None));
        // numeric(40,2) and numeric(2,-3): digits that no spec can state.
        assert_eq!(of("numeric", (40 << 16 | 2) + 4), FieldType::Other);
        assert_eq!(of("numeric", (2 << 16 | 0x7fd) + 4), FieldType::Other);
    }
}
