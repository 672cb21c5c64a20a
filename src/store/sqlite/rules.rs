//! Rules of a spec as SQLite's check constraints.

use super::forms::Forms;
use super::raw::Value;
use super::text::{parse, time_text, uuid_value};
use crate::plan::resolve::literal_text;
use crate::plan::sql::{Arithmetic, Function, Literal, is_computed};
use crate::plan::{CellValue, Column, Type};
use crate::spec::literal::Duration;
use crate::store::quote::{literal, quoted};
use crate::store::rules::{Dialect, Operand, number};

/// SQLite's SQL, in a store of these forms.
pub struct Sqlite(pub Forms);

/// The digits after the point that a double of an exact number is right for.
const SCALE_MAX: u8 = 15;

impl Dialect for Sqlite {
    /// Decimals in text: rounding both sides to doubles keeps their order, so no valid value is refused.
    fn column(&self, column: &Column) -> String {
        let name = quoted(&column.stored_name);
        if column.sqlite_text { format!("CAST({name} AS REAL)") } else { name }
    }

    fn choice(&self, ty: Type, text: &str) -> Option<String> {
        match ty {
            Type::Bool => match text {
                "true" => Some("1".to_owned()),
                "false" => Some("0".to_owned()),
                _ => None,
            },
            Type::Int(_) | Type::Decimal { .. } | Type::Float => number(text),
            Type::Duration => Duration::parse(text).ok().map(|length| length.0.to_string()),
            Type::Date => text.parse::<jiff::civil::Date>().ok().map(|date| literal(&date.to_string())),
            Type::Time => self.time(text.parse::<jiff::Timestamp>().ok()?.as_microsecond()),
            Type::Uuid => self.uuid(text),
            Type::Text | Type::Json => Some(literal(text)),
        }
    }

    fn constant(&self, value: &Literal) -> String {
        match value {
            Literal::Bool(value) => u8::from(*value).to_string(),
            Literal::Duration(micros) => format!("({micros})"),
            Literal::Time(micros) => self.time(*micros).unwrap_or_else(|| literal(&literal_text(value))),
            other => literal(&literal_text(other)),
        }
    }

    /// Times are compared as instants, because applications spell them in other ways; what is the same to a millisecond,
    /// by what the spelling says further.
    fn compare(&self, op: &str, left: &Operand<'_>, right: &Operand<'_>) -> String {
        if left.expr.ty == Type::Time {
            let (left, right) = (&left.sql, &right.sql);
            let (fine_left, fine_right) = (fine(left), fine(right));
            return match op {
                "=" => format!("(julianday({left}) = julianday({right}))"),
                "<>" => format!("(julianday({left}) <> julianday({right}) OR {fine_left} <> {fine_right})"),
                _ => format!("((julianday({left}), {fine_left}) {op} (julianday({right}), {fine_right}))"),
            };
        }
        let (left, right) = rounded(left, right);
        format!("({left} {op} {right})")
    }

    fn same(&self, left: &Operand<'_>, right: &Operand<'_>) -> String {
        if left.expr.ty == Type::Time {
            return format!("(julianday({}) IS julianday({}))", left.sql, right.sql);
        }
        let (left, right) = rounded(left, right);
        format!("({left} IS {right})")
    }

    fn arithmetic(&self, op: Arithmetic, _ty: Type, left: &str, right: &str) -> String {
        let symbol = match op {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide | Arithmetic::IntegerDivide => "/",
            Arithmetic::Remainder => "%",
        };
        format!("({left} {symbol} {right})")
    }

    /// LIKE does not tell upper and lower case apart here, GLOB does.
    fn like(&self, text: &str, pattern: &str) -> String {
        let mut glob = String::new();
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '%' => glob.push('*'),
                '_' => glob.push('?'),
                '\\' => signs.next().into_iter().for_each(|sign| push_plain(&mut glob, sign)),
                sign => push_plain(&mut glob, sign),
            }
        }
        format!("{text} GLOB {}", literal(&glob))
    }

    fn function(&self, function: Function) -> &'static str {
        match function {
            Function::Abs => "abs",
            Function::Length => "length",
            Function::Trim => "trim",
            Function::LeftTrim => "ltrim",
            Function::RightTrim => "rtrim",
            Function::Position => "instr",
            // The plan refuses the others.
            _ => "",
        }
    }
}

/// A time's text without what may be spelled in other ways: `T` or a space, `Z`, zeros at the end.
fn fine(time: &str) -> String {
    format!("rtrim(replace({time}, 'T', ' '), 'Z0.:')")
}

/// A sign of a pattern that stands for itself.
fn push_plain(glob: &mut String, sign: char) {
    match sign {
        '*' | '?' | '[' => glob.extend(['[', sign, ']']),
        sign => glob.push(sign),
    }
}

impl Sqlite {
    fn time(&self, micros: i64) -> Option<String> {
        Some(literal(&String::from_utf8_lossy(time_text(micros, self.0.times)?.as_bytes())))
    }

    fn uuid(&self, text: &str) -> Option<String> {
        let Some(CellValue::Uuid(bytes)) = parse(Type::Uuid, text.as_bytes()) else { return None };
        match uuid_value(bytes, self.0.uuids) {
            Value::Uuid(bytes) => Some(format!("x'{:032x}'", u128::from_be_bytes(bytes))),
            Value::Short(short) => Some(literal(&String::from_utf8_lossy(short.as_bytes()))),
            _ => None,
        }
    }
}

/// Two numbers that compare as exact ones do: a sum or a product of doubles is rounded to the digits that it may have.
fn rounded(left: &Operand<'_>, right: &Operand<'_>) -> (String, String) {
    let scale = |operand: &Operand<'_>| match operand.expr.ty {
        Type::Decimal { scale, .. } => Some(scale),
        Type::Int(_) => Some(0),
        _ => None,
    };
    let is_inexact = is_computed(left.expr) || is_computed(right.expr);
    match (scale(left), scale(right)) {
        (Some(left_scale), Some(right_scale)) if is_inexact && left_scale.max(right_scale) > 0 => {
            let scale = left_scale.max(right_scale).min(SCALE_MAX);
            let round = |sql: &str| format!("round({sql}, {scale})");
            (round(&left.sql), round(&right.sql))
        }
        _ => (left.sql.clone(), right.sql.clone()),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Connection;

    use super::*;

    #[test]
    fn closed_values_are_written_in_the_stored_form() {
        let choice = |ty, text| Sqlite(Forms::default()).choice(ty, text);
        assert_eq!(choice(Type::INT, "1_000").as_deref(), Some("1000"));
        assert_eq!(choice(Type::Duration, "1d2h").as_deref(), Some("93600000000"));
        assert_eq!(choice(Type::Time, "2026-01-01T00:00:00Z").as_deref(), Some("'2026-01-01 00:00:00'"));
        assert_eq!(choice(Type::Bool, "yes"), None);
        assert_eq!(choice(Type::INT, "1); DROP TABLE x; --"), None);
        assert_eq!(choice(Type::Float, "inf"), None);
    }

    #[tokio::test]
    async fn one_instant_in_several_spellings_is_neither_before_nor_after_itself() {
        let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.expect("SQLite is there");
        let mut is_true = async |left: &str, op: &str, right: &str| {
            let sql = format!("SELECT {} {op} {}", fine(&literal(left)), fine(&literal(right)));
            sqlx::query_scalar::<_, bool>(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.expect("a truth")
        };
        for same in ["2026-01-01T10:30:00", "2026-01-01 10:30:00.000000", "2026-01-01T10:30:00Z", "2026-01-01 10:30"] {
            assert!(is_true("2026-01-01 10:30:00", "=", same).await, "{same}");
        }
        assert!(is_true("2026-01-01 10:30:00", "<", "2026-01-01T10:30:00.000400Z").await);
        assert!(is_true("2026-01-01T10:30:00.1234", "<", "2026-01-01 10:30:00.123456").await);
    }

    #[test]
    fn patterns_become_globs() {
        assert_eq!(Sqlite(Forms::default()).like("c", "a%b_\\%*[x]"), "c GLOB 'a*b?%[*][[]x]'");
    }
}
