//! Declared types of SQLite → what values can be generated for.
//!
//! A declared type decides little: SQLite keeps five kinds of values and reads the rest of the name as an affinity. What ORMs
//! write says more, so known names come first, the rules of affinity after them.

use crate::plan::IntWidth;
use crate::store::catalog::{DecimalDigits, FieldType};

/// A declared type.
pub struct ColumnDeclaration {
    /// Its words in small letters, without what stands in brackets.
    words: String,
    /// The numbers in brackets.
    sizes: Vec<u32>,
    shown: String,
}

impl ColumnDeclaration {
    /// Reads the type as a pragma shows it.
    pub fn new(declared: &str) -> ColumnDeclaration {
        let shown = declared.trim().to_lowercase();
        let (before, rest) = shown.split_once('(').unwrap_or((&shown, ""));
        let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
        let sizes = inside.split(',').filter_map(|size| size.trim().parse().ok()).collect();
        let words = [before, after].concat().split_whitespace().collect::<Vec<_>>().join(" ");
        ColumnDeclaration { words, sizes, shown }
    }

    /// Whether a single column of it in a primary key is the row's number.
    pub fn is_row_number(&self) -> bool {
        self.shown == "integer"
    }

    /// The type for people.
    pub fn shown(&self, ty: &FieldType) -> String {
        match ty {
            // Doubles and JSON are texts or numbers by any name.
            FieldType::Float => "double".to_owned(),
            FieldType::Json => format!("{} (JSON)", self.shown),
            _ if self.shown.is_empty() => "any type".to_owned(),
            _ => self.shown.clone(),
        }
    }

    /// What it holds; `name` is the column's, which shows what a text of 32 or 36 letters is.
    pub fn field_type(&self, name: &str) -> FieldType {
        match self.words.as_str() {
            "bool" | "boolean" => FieldType::Bool,
            "tinyint" | "smallint" | "int2" | "smallint unsigned" => FieldType::Int(IntWidth::Two),
            "date" => FieldType::Date,
            "datetime" | "timestamp" | "timestamptz" | "timestamp with time zone" | "timestamp without time zone" => {
                FieldType::Time
            }
            "uuid" | "guid" | "uniqueidentifier" => FieldType::Uuid,
            "char" | "varchar" | "character" if self.is_uuid(name) => FieldType::Uuid,
            "json" | "jsonb" => FieldType::Json,
            "decimal" | "numeric" | "dec" | "number" | "money" => self.decimal(),
            // Holds whatever is written, a text for example.
            "" | "any" => FieldType::Text(None),
            "string" => FieldType::Text(self.length()),
            words => self.by_affinity(words),
        }
    }

    /// In the order of https://www.sqlite.org/datatype3.html, 3.1; what the rules give no name to is left out.
    fn by_affinity(&self, words: &str) -> FieldType {
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        match () {
            () if has(&["interval", "point"]) => FieldType::Other,
            () if has(&["int"]) => FieldType::Int(IntWidth::Eight),
            () if has(&["char", "clob", "text"]) => FieldType::Text(self.length()),
            () if has(&["real", "floa", "doub"]) => FieldType::Float,
            () => FieldType::Other,
        }
    }

    fn length(&self) -> Option<u32> {
        self.sizes.first().copied()
    }

    fn is_uuid(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let is_named = name == "id" || name.ends_with("_id") || name.contains("uuid") || name.contains("guid");
        is_named && matches!(self.length(), Some(32 | 36))
    }

    fn decimal(&self) -> FieldType {
        let digits = |size: Option<&u32>| size.and_then(|size| u8::try_from(*size).ok());
        match (self.sizes.is_empty(), digits(self.sizes.first()), digits(self.sizes.get(1).or(Some(&0)))) {
            (true, ..) => FieldType::Decimal(None),
            (_, Some(precision), Some(scale)) if precision <= 38 && scale <= precision => {
                FieldType::Decimal(Some(DecimalDigits { precision, scale }))
            }
            _ => FieldType::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_orms_write_has_its_type() {
        let digits = |precision, scale| FieldType::Decimal(Some(DecimalDigits { precision, scale }));
        for (declared, ty) in [
            ("INTEGER", FieldType::Int(IntWidth::Eight)),
            ("bigint unsigned", FieldType::Int(IntWidth::Eight)),
            ("smallint unsigned", FieldType::Int(IntWidth::Two)),
            ("varchar(100)", FieldType::Text(Some(100))),
            ("VARCHAR", FieldType::Text(None)),
            ("character varying(20)", FieldType::Text(Some(20))),
            ("NUMERIC(10, 2)", digits(10, 2)),
            ("decimal(5)", digits(5, 0)),
            ("decimal", FieldType::Decimal(None)),
            ("decimal(50, 2)", FieldType::Other),
            ("datetime(6)", FieldType::Time),
            ("bool", FieldType::Bool),
            ("DOUBLE PRECISION", FieldType::Float),
            ("char(32)", FieldType::Text(Some(32))),
            ("", FieldType::Text(None)),
            ("BLOB", FieldType::Other),
            ("time", FieldType::Other),
            ("inet", FieldType::Other),
        ] {
            assert_eq!(ColumnDeclaration::new(declared).field_type("value"), ty, "{declared}");
        }
        assert_eq!(ColumnDeclaration::new("char(32)").field_type("owner_id"), FieldType::Uuid);
        assert_eq!(ColumnDeclaration::new("CHAR(36)").field_type("id"), FieldType::Uuid);
        assert_eq!(ColumnDeclaration::new("varchar(40)").field_type("session_id"), FieldType::Text(Some(40)));
    }
}
