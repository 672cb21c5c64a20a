//! The types a column can have, and what each is in Arrow.

use std::fmt;

use arrow::datatypes::{DataType, TimeUnit};

/// How many bytes a stored integer has; the value range is checked when the column is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntWidth {
    /// `int2`: −32,768 ..= 32,767.
    Two,
    /// `int4`: −2³¹ ..= 2³¹ − 1.
    Four,
    /// `int`: 64 bits.
    Eight,
}

/// The type of a column: what the spec says, what digests are defined over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Int(IntWidth),
    /// An exact decimal: `precision` digits in all (1..=38), `scale` of them after the point (0..=precision).
    Decimal {
        /// Digits in all, 1..=38.
        precision: u8,
        /// Digits after the point, at most `precision`.
        scale: u8,
    },
    /// An IEEE 754 double; never NaN, never infinite, never −0.
    Float,
    /// UTF-8 text.
    Text,
    /// A calendar day, days since 1970-01-01.
    Date,
    /// An instant, microseconds since 1970-01-01T00:00:00Z.
    Time,
    /// A length of time in microseconds.
    Duration,
    /// 16 bytes.
    Uuid,
    /// JSON text in canonical form.
    Json,
}

impl Type {
    /// A 64-bit integer.
    pub const INT: Type = Type::Int(IntWidth::Eight);

    /// How specs write the types, for messages.
    pub const NAMES: &str =
        "bool, int, int4, int2, decimal(precision,scale), float, text, date, time, duration, uuid and json";

    /// The type that `text` says, as [`Type`]'s `Display` writes it; spaces do no harm. `None` for anything else, and for
    /// decimals out of range.
    pub fn parse(text: &str) -> Option<Type> {
        let text: String = text.chars().filter(|character| *character != ' ').collect();
        Some(match text.as_str() {
            "bool" => Type::Bool,
            "int" => Type::INT,
            "int4" => Type::Int(IntWidth::Four),
            "int2" => Type::Int(IntWidth::Two),
            "float" => Type::Float,
            "text" => Type::Text,
            "date" => Type::Date,
            "time" => Type::Time,
            "duration" => Type::Duration,
            "uuid" => Type::Uuid,
            "json" => Type::Json,
            _ => {
                let (precision, scale) = text.strip_prefix("decimal(")?.strip_suffix(')')?.split_once(',')?;
                let (precision, scale) = (precision.parse().ok()?, scale.parse().ok()?);
                (1..=38u8).contains(&precision).then_some(())?;
                (scale <= precision).then_some(Type::Decimal { precision, scale })?
            }
        })
    }

    /// The Arrow type of the column as it leaves the engine. Text whose values repeat leaves it as
    /// `Dictionary(Int32, Utf8)` instead (`Column::dictionary`).
    pub fn arrow(self) -> DataType {
        match self {
            Type::Bool => DataType::Boolean,
            Type::Int(IntWidth::Two) => DataType::Int16,
            Type::Int(IntWidth::Four) => DataType::Int32,
            Type::Int(IntWidth::Eight) => DataType::Int64,
            Type::Decimal { precision, scale } => DataType::Decimal128(precision, scale as i8),
            Type::Float => DataType::Float64,
            Type::Text | Type::Json => DataType::Utf8,
            Type::Date => DataType::Date32,
            Type::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Type::Duration => DataType::Duration(TimeUnit::Microsecond),
            Type::Uuid => DataType::FixedSizeBinary(16),
        }
    }
}

impl fmt::Display for Type {
    /// The type as a spec writes it: `int4`, `decimal(12,2)`, `time` …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::Int(IntWidth::Two) => f.write_str("int2"),
            Type::Int(IntWidth::Four) => f.write_str("int4"),
            Type::Int(IntWidth::Eight) => f.write_str("int"),
            Type::Decimal { precision, scale } => write!(f, "decimal({precision},{scale})"),
            Type::Float => f.write_str("float"),
            Type::Text => f.write_str("text"),
            Type::Date => f.write_str("date"),
            Type::Time => f.write_str("time"),
            Type::Duration => f.write_str("duration"),
            Type::Uuid => f.write_str("uuid"),
            Type::Json => f.write_str("json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_shown() {
        for text in ["bool", "int", "int4", "int2", "float", "text", "date", "time", "duration", "uuid", "json"] {
            assert_eq!(Type::parse(text).map(|ty| ty.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Type::parse("decimal(12, 2)"), Some(Type::Decimal { precision: 12, scale: 2 }));
        for text in ["decimal(39,2)", "decimal(0,0)", "decimal(2,3)", "decimal(2)", "decimal", "varchar", "Int", ""] {
            assert_eq!(Type::parse(text), None, "{text}");
        }
    }
}
