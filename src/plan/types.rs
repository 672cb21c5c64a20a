//! What each type of a spec is in Arrow.

use arrow::datatypes::{DataType, TimeUnit};

pub use crate::spec::types::{IntWidth, Type};

impl Type {
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
