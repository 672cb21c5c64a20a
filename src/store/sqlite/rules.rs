//! Rules of a spec as SQLite's check constraints.

use super::forms::Forms;
use super::text::{parse, time_text};
use crate::plan::resolve::literal_text;
use crate::plan::sql::{Arithmetic, Function, Literal, TypedNode, is_computed};
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

    /// What stands for no instant is compared as it is, and equals none.
    fn chosen(&self, column: &Column) -> String {
        let sql = self.column(column);
        match column.ty {
            Type::Time => format!("coalesce({}, {sql})", micros(&sql)),
            Type::Uuid => digits(&sql),
            _ => sql,
        }
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
            Type::Time => Some(text.parse::<jiff::Timestamp>().ok()?.as_microsecond().to_string()),
            Type::Uuid => match parse(ty, text.as_bytes())? {
                CellValue::Uuid(bytes) => Some(format!("'{:032x}'", u128::from_be_bytes(bytes))),
                _ => None,
            },
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

    /// Times and UUIDs are compared by value, because applications spell them in other ways.
    fn compare(&self, op: &str, left: &Operand<'_>, right: &Operand<'_>) -> String {
        let (left, right) = by_value(left).zip(by_value(right)).unwrap_or_else(|| rounded(left, right));
        format!("({left} {op} {right})")
    }

    fn same(&self, left: &Operand<'_>, right: &Operand<'_>) -> String {
        self.compare("IS", left, right)
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

    /// LIKE ignores case here, GLOB does not.
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

/// What times and UUIDs are compared by; none for other types.
fn by_value(operand: &Operand<'_>) -> Option<String> {
    match (operand.expr.ty, &operand.expr.node) {
        (Type::Time, TypedNode::Constant(Literal::Time(micros))) => Some(format!("({micros})")),
        (Type::Time, _) => Some(micros(&operand.sql)),
        (Type::Uuid, _) => Some(digits(&operand.sql)),
        _ => None,
    }
}

/// The microseconds since 1970 of a time's text, null for what is none. SQLite's own functions read milliseconds, and round
/// them: they get the text without its fraction.
fn micros(time: &str) -> String {
    let seconds = |text: &str| format!("strftime('%s', {text}) * 1000000");
    let point = format!("instr({time}, '.')");
    let whole = format!("substr({time}, 1, {point} - 1) || ltrim(substr({time}, {point} + 1), '0123456789')");
    let (plain, whole) = (seconds(time), seconds(&whole));
    format!(
        "(CASE {point} WHEN 0 THEN {plain} ELSE {whole} + CAST(round(substr({time}, {point}) * 1000000) AS INTEGER) END)"
    )
}

/// The hexadecimal digits of a UUID.
fn digits(uuid: &str) -> String {
    format!("lower(CASE typeof({uuid}) WHEN 'blob' THEN hex({uuid}) ELSE replace({uuid}, '-', '') END)")
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
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn closed_values_are_written_in_the_stored_form() {
        let choice = |ty, text| Sqlite(Forms::default()).choice(ty, text);
        assert_eq!(choice(Type::INT, "1_000").as_deref(), Some("1000"));
        assert_eq!(choice(Type::Duration, "1d2h").as_deref(), Some("93600000000"));
        assert_eq!(choice(Type::Time, "2026-01-01T00:00:00Z").as_deref(), Some("1767225600000000"));
        assert_eq!(choice(Type::Bool, "yes"), None);
        assert_eq!(choice(Type::INT, "1); DROP TABLE x; --"), None);
        assert_eq!(choice(Type::Float, "inf"), None);
    }

    #[test]
    fn an_instant_is_the_same_to_the_microsecond_however_it_is_written() {
        let connection = Connection::open_in_memory().expect("SQLite is there");
        let read = |text: &str| {
            let sql = format!("SELECT {}", micros(&literal(text)));
            connection.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0)).expect("a number")
        };
        for text in [
            "2026-01-01T10:30:00",
            "2026-01-01 10:30",
            "2026-01-01 12:30:59.9996+02:00",
            "2026-01-01 10:30:00.000001Z",
            "0001-01-01T00:00:00.123456Z",
            "1969-12-31 23:59:59.999999",
            "9999-12-31 23:59:59.999999",
            "2026-01-01",
        ] {
            let Some(CellValue::Int(expected)) = parse(Type::Time, text.as_bytes()) else { panic!("{text} is a time") };
            assert_eq!(read(text), Some(expected), "{text}");
        }
        assert_eq!(read("noon"), None);
    }

    #[test]
    fn patterns_become_globs() {
        assert_eq!(Sqlite(Forms::default()).like("c", "a%b_\\%*[x]"), "c GLOB 'a*b?%[*][[]x]'");
    }
}
