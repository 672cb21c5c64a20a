//! Rules of a spec as PostgreSQL's check constraints.

use super::types::type_name;
use crate::plan::resolve::literal_text;
use crate::plan::sql::{Arithmetic, Function, Literal};
use crate::plan::{Column, Type};
use crate::spec::literal::Duration;
use crate::store::quote::{literal, quoted};
use crate::store::rules::{Dialect, Operand, number};

/// PostgreSQL's SQL.
pub struct Postgres;

impl Dialect for Postgres {
    /// A column of texts may be an enum.
    fn column(&self, column: &Column) -> String {
        let name = quoted(&column.stored_name);
        if column.ty == Type::Text { format!("{name}::text") } else { name }
    }

    fn choice(&self, ty: Type, text: &str) -> Option<String> {
        let cast = |text: &str| format!("{}::{}", literal(text), type_name(ty));
        match ty {
            Type::Bool => matches!(text, "true" | "false").then(|| text.to_owned()),
            Type::Int(_) | Type::Decimal { .. } | Type::Float => number(text),
            Type::Duration => Duration::parse(text).ok().map(|length| cast(&format!("{} microseconds", length.0))),
            Type::Date => text.parse::<jiff::civil::Date>().ok().map(|date| cast(&date.to_string())),
            Type::Time => text.parse::<jiff::Timestamp>().ok().map(|time| cast(&time.to_string())),
            Type::Text | Type::Uuid | Type::Json => Some(literal(text)),
        }
    }

    fn constant(&self, value: &Literal) -> String {
        let cast = |ty| format!("{}::{}", literal(&literal_text(value)), type_name(ty));
        match value {
            Literal::Date(_) => cast(Type::Date),
            Literal::Time(_) => cast(Type::Time),
            Literal::Duration(micros) => format!("'{micros} microseconds'::interval"),
            other => literal_text(other),
        }
    }

    /// Texts are ordered by their bytes, whatever the database's locale.
    fn compare(&self, op: &str, left: &Operand<'_>, right: &Operand<'_>) -> String {
        let is_order = !matches!(op, "=" | "<>") && left.expr.ty == Type::Text;
        let collate = if is_order { " COLLATE \"C\"" } else { "" };
        format!("({}{collate} {op} {}{collate})", left.sql, right.sql)
    }

    fn same(&self, left: &Operand<'_>, right: &Operand<'_>) -> String {
        format!("({} IS NOT DISTINCT FROM {})", left.sql, right.sql)
    }

    /// Exact numbers do not overflow on the way.
    fn arithmetic(&self, op: Arithmetic, ty: Type, left: &str, right: &str) -> String {
        let cast = match (op, ty) {
            (Arithmetic::IntegerDivide | Arithmetic::Remainder, _) => "::bigint",
            (_, Type::Float) => "",
            _ => "::numeric",
        };
        let symbol = match op {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide | Arithmetic::IntegerDivide => "/",
            Arithmetic::Remainder => "%",
        };
        format!("({left}{cast} {symbol} {right}{cast})")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        format!("{text} LIKE {}", literal(pattern))
    }

    fn function(&self, function: Function) -> &'static str {
        match function {
            Function::Abs => "abs",
            Function::Length => "length",
            Function::Trim => "btrim",
            Function::LeftTrim => "ltrim",
            Function::RightTrim => "rtrim",
            Function::Position => "strpos",
            // The plan refuses the others.
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_values_are_written_as_values_of_their_type() {
        let choice = |ty, text| Postgres.choice(ty, text);
        assert_eq!(choice(Type::INT, "1_000").as_deref(), Some("1000"));
        assert_eq!(choice(Type::Duration, "1d2h").as_deref(), Some("'93600000000 microseconds'::interval"));
        assert_eq!(choice(Type::Bool, "yes"), None);
        assert_eq!(choice(Type::INT, "1); DROP TABLE x; --"), None);
        assert_eq!(choice(Type::Float, "inf"), None);
        assert_eq!(choice(Type::Text, "it's").as_deref(), Some("'it''s'"));
    }
}
