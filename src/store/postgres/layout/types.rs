//! The types of columns, as PostgreSQL names them.

use crate::plan::{IntWidth, Type};

/// The name of a type as `format_type` shows it.
pub fn type_name(ty: Type) -> String {
    match ty {
        Type::Bool => "boolean".to_owned(),
        Type::Int(IntWidth::Two) => "smallint".to_owned(),
        Type::Int(IntWidth::Four) => "integer".to_owned(),
        Type::Int(IntWidth::Eight) => "bigint".to_owned(),
        Type::Decimal { precision, scale } => format!("numeric({precision},{scale})"),
        Type::Float => "double precision".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Time => "timestamp with time zone".to_owned(),
        Type::Duration => "interval".to_owned(),
        Type::Uuid => "uuid".to_owned(),
        Type::Json => "jsonb".to_owned(),
    }
}
