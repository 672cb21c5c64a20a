//! Values that were read back, one column's on their way into an array of its type.
//!
//! Shared by everything that reads rows: files and stores. Must never change a value: what is not one of the column's
//! type is reported, and enters as null.

use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, DurationMicrosecondBuilder, FixedSizeBinaryBuilder,
    Float64Builder, Int16Builder, Int32Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};

use super::types::{IntWidth, Type};

/// Bytes of a UUID.
const UUID_BYTES: i32 = 16;

/// A cell's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// Of a bool.
    Bool(bool),
    /// Of an integer of any width; µs of a time or a duration.
    Int(i64),
    /// Of a date: days since 1970-01-01.
    Day(i32),
    /// Of a decimal: its digits without the point.
    Decimal(i128),
    /// Of a float.
    Float(f64),
    /// Of a text or JSON.
    Text(&'a str),
    /// Of a UUID.
    Uuid([u8; 16]),
}

/// Gathers one column's values.
#[derive(Debug)]
pub struct ColumnBuilder(TypedBuilder);

#[derive(Debug)]
enum TypedBuilder {
    Bool(BooleanBuilder),
    Int2(Int16Builder),
    Int4(Int32Builder),
    Int8(Int64Builder),
    Decimal(Decimal128Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    Duration(DurationMicrosecondBuilder),
    Uuid(FixedSizeBinaryBuilder),
}

impl ColumnBuilder {
    /// An empty column of type `ty`; texts are plain, never in a dictionary.
    pub fn new(ty: Type) -> ColumnBuilder {
        ColumnBuilder(match ty {
            Type::Bool => TypedBuilder::Bool(BooleanBuilder::new()),
            Type::Int(IntWidth::Two) => TypedBuilder::Int2(Int16Builder::new()),
            Type::Int(IntWidth::Four) => TypedBuilder::Int4(Int32Builder::new()),
            Type::Int(IntWidth::Eight) => TypedBuilder::Int8(Int64Builder::new()),
            Type::Decimal { .. } => TypedBuilder::Decimal(Decimal128Builder::new().with_data_type(ty.arrow())),
            Type::Float => TypedBuilder::Float(Float64Builder::new()),
            Type::Text | Type::Json => TypedBuilder::Text(StringBuilder::new()),
            Type::Date => TypedBuilder::Date(Date32Builder::new()),
            Type::Time => TypedBuilder::Time(TimestampMicrosecondBuilder::new().with_data_type(ty.arrow())),
            Type::Duration => TypedBuilder::Duration(DurationMicrosecondBuilder::new()),
            Type::Uuid => TypedBuilder::Uuid(FixedSizeBinaryBuilder::new(UUID_BYTES)),
        })
    }

    /// Adds a value, or null for `None`. False when the value is not one of the type; then null was added.
    #[must_use]
    pub fn append(&mut self, value: Option<CellValue<'_>>) -> bool {
        /// What a builder takes of a value, or null.
        macro_rules! add {
            ($builder:expr, $pattern:pat => $taken:expr) => {{
                let taken = if let Some($pattern) = value { $taken } else { None };
                $builder.append_option(taken);
                taken.is_some()
            }};
        }
        let is_taken = match &mut self.0 {
            TypedBuilder::Bool(builder) => add!(builder, CellValue::Bool(bit) => Some(bit)),
            TypedBuilder::Int2(builder) => add!(builder, CellValue::Int(number) => i16::try_from(number).ok()),
            TypedBuilder::Int4(builder) => add!(builder, CellValue::Int(number) => i32::try_from(number).ok()),
            TypedBuilder::Int8(builder) => add!(builder, CellValue::Int(number) => Some(number)),
            TypedBuilder::Decimal(builder) => add!(builder, CellValue::Decimal(unscaled) => Some(unscaled)),
            TypedBuilder::Float(builder) => add!(builder, CellValue::Float(number) => Some(number)),
            TypedBuilder::Text(builder) => add!(builder, CellValue::Text(text) => Some(text)),
            TypedBuilder::Date(builder) => add!(builder, CellValue::Day(day) => Some(day)),
            TypedBuilder::Time(builder) => add!(builder, CellValue::Int(instant_us) => Some(instant_us)),
            TypedBuilder::Duration(builder) => add!(builder, CellValue::Int(length_us) => Some(length_us)),
            TypedBuilder::Uuid(builder) => match value {
                Some(CellValue::Uuid(bytes)) => builder.append_value(bytes).is_ok(),
                _ => {
                    builder.append_null();
                    false
                }
            },
        };
        is_taken || value.is_none()
    }

    /// The column so far; the builder is empty afterwards.
    pub fn finish(&mut self) -> ArrayRef {
        match &mut self.0 {
            TypedBuilder::Bool(builder) => Arc::new(builder.finish()),
            TypedBuilder::Int2(builder) => Arc::new(builder.finish()),
            TypedBuilder::Int4(builder) => Arc::new(builder.finish()),
            TypedBuilder::Int8(builder) => Arc::new(builder.finish()),
            TypedBuilder::Decimal(builder) => Arc::new(builder.finish()),
            TypedBuilder::Float(builder) => Arc::new(builder.finish()),
            TypedBuilder::Text(builder) => Arc::new(builder.finish()),
            TypedBuilder::Date(builder) => Arc::new(builder.finish()),
            TypedBuilder::Time(builder) => Arc::new(builder.finish()),
            TypedBuilder::Duration(builder) => Arc::new(builder.finish()),
            TypedBuilder::Uuid(builder) => Arc::new(builder.finish()),
        }
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::Array;

    use super::*;

    const VALUES: [CellValue<'_>; 7] = [
        CellValue::Bool(true),
        CellValue::Int(1),
        CellValue::Day(1),
        CellValue::Decimal(1),
        CellValue::Float(1.0),
        CellValue::Text("1"),
        CellValue::Uuid([1; 16]),
    ];

    #[test]
    fn a_column_takes_the_values_of_its_type_and_keeps_a_place_for_others() {
        let money = Type::Decimal { precision: 5, scale: 2 };
        for (ty, taken) in [
            (Type::Bool, 0),
            (Type::INT, 1),
            (Type::Time, 1),
            (Type::Duration, 1),
            (Type::Date, 2),
            (money, 3),
            (Type::Float, 4),
            (Type::Text, 5),
            (Type::Json, 5),
            (Type::Uuid, 6),
        ] {
            let mut builder = ColumnBuilder::new(ty);
            for (index, value) in VALUES.into_iter().enumerate() {
                assert_eq!(builder.append(Some(value)), index == taken, "{ty} and {value:?}");
            }
            assert!(builder.append(None), "{ty}");
            let array = builder.finish();
            assert_eq!((array.data_type(), array.len(), array.null_count()), (&ty.arrow(), 8, 7), "{ty}");
        }
    }

    #[test]
    fn integers_must_fit_their_width() {
        let fits = |width, number| ColumnBuilder::new(Type::Int(width)).append(Some(CellValue::Int(number)));
        assert!(fits(IntWidth::Two, -32_768) && !fits(IntWidth::Two, 32_768));
        assert!(fits(IntWidth::Four, 2_147_483_647) && !fits(IntWidth::Four, -2_147_483_649));
    }
}
