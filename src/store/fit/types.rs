//! Types: those of a spec compared with those of the database.

use crate::plan::{Column, IntWidth, Type};
use crate::store::catalog::{CatalogField, DecimalDigits, FieldType};

/// Whether a column's values fit its type in the database.
pub enum TypeFit {
    /// They do, and the types are the same.
    Same,
    /// They do, and the types are others.
    Wider,
    /// That depends on the values.
    Narrower,
    /// They do not.
    Other,
}

/// The type that a spec has for one of the database; none where it can have several, or none.
pub fn spec_type(ty: &FieldType) -> Option<Type> {
    match ty {
        FieldType::Bool => Some(Type::Bool),
        FieldType::Int(width) => Some(Type::Int(*width)),
        FieldType::Decimal(digits) => {
            digits.map(|digits| Type::Decimal { precision: digits.precision.max(1), scale: digits.scale })
        }
        FieldType::Float => Some(Type::Float),
        FieldType::Text(_) | FieldType::Labels(_) | FieldType::Address | FieldType::HardwareAddress => Some(Type::Text),
        FieldType::Uuid => Some(Type::Uuid),
        FieldType::Date => Some(Type::Date),
        FieldType::Time => Some(Type::Time),
        FieldType::Interval => Some(Type::Duration),
        FieldType::Json => Some(Type::Json),
        FieldType::Written(_) | FieldType::Other => None,
    }
}

/// Whether a column fits.
pub fn type_fit(column: &Column, field: &CatalogField) -> TypeFit {
    if spec_type(&field.ty) == Some(column.ty) {
        return TypeFit::Same;
    }
    let fits = |fits: bool| if fits { TypeFit::Wider } else { TypeFit::Narrower };
    match (column.ty, &field.ty) {
        // What specs have no type for is sent as text.
        (Type::Text, FieldType::Written(_) | FieldType::Other) | (Type::Decimal { .. }, FieldType::Decimal(None)) => {
            TypeFit::Same
        }
        (Type::Int(own), FieldType::Int(other)) => fits(bits(own) <= bits(*other)),
        (Type::Decimal { .. }, FieldType::Int(_)) => TypeFit::Narrower,
        (Type::Decimal { precision, scale }, FieldType::Decimal(Some(digits))) => {
            fits(scale <= digits.scale && precision - scale <= whole_digits(*digits))
        }
        (Type::Int(width), FieldType::Decimal(Some(digits))) => fits(int_digits(width) <= whole_digits(*digits)),
        (Type::Int(_), FieldType::Decimal(None) | FieldType::Float)
        | (Type::Decimal { .. }, FieldType::Float)
        | (Type::Date, FieldType::Time)
        | (_, FieldType::Text(_)) => TypeFit::Wider,
        _ => TypeFit::Other,
    }
}

fn bits(width: IntWidth) -> u32 {
    match width {
        IntWidth::Two => 16,
        IntWidth::Four => 32,
        IntWidth::Eight => 64,
    }
}

/// The digits of the largest number.
fn int_digits(width: IntWidth) -> u8 {
    match width {
        IntWidth::Two => 5,
        IntWidth::Four => 10,
        IntWidth::Eight => 19,
    }
}

fn whole_digits(digits: DecimalDigits) -> u8 {
    digits.precision - digits.scale
}
