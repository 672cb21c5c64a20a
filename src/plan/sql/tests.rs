//! Types and faults, as data.

use super::*;
use crate::spec::sql::parse;

const MONEY: Type = Type::Decimal { precision: 10, scale: 2 };

fn resolve(path: &[String]) -> Result<ResolvedPath, UnresolvedPath> {
    let columns = [
        ("q", Type::INT, false),
        ("small", Type::Int(IntWidth::Two), false),
        ("n", Type::INT, true),
        ("p", MONEY, false),
        ("f", Type::Float, false),
        ("s", Type::Text, true),
        ("b", Type::Bool, false),
        ("d", Type::Date, false),
        ("t", Type::Time, false),
        ("as_of", Type::Time, false),
        ("span", Type::Duration, false),
        ("u", Type::Uuid, false),
        ("j", Type::Json, false),
        ("orders.total", MONEY, true),
    ];
    let name = path.join(".");
    let found = columns.iter().position(|(known, ..)| *known == name);
    let help = Some("Did you mean \"q\"?".to_owned());
    found.map(|slot| (slot, columns[slot].1, columns[slot].2)).ok_or((format!("unknown column \"{name}\""), help))
}

fn param(name: &str) -> Option<Literal> {
    match name {
        "rate" => Some(Literal::Decimal { unscaled: 15, scale: 1 }),
        "prefix" => Some(Literal::Text("A".to_owned())),
        "digits" => Some(Literal::Int(2)),
        _ => None,
    }
}

fn checked(text: &str) -> Result<TypedExpr, Vec<SqlFault>> {
    check(&parse(text).expect(text), &resolve, &param)
}

#[test]
fn every_operator_and_function_gives_its_type() {
    // expression, type, "?" where it may be null, "~" where someone must round
    let cases = [
        ("1", "int"),
        ("0.125", "decimal(3,3)"),
        ("q", "int"),
        ("small", "int2"),
        ("small + small", "int"),
        ("-small", "int"),
        ("n + 1", "int?"),
        ("q * p", "decimal(29,2)"),
        ("p + q", "decimal(22,2)"),
        ("p * p", "decimal(20,4)"),
        ("p * 0.00000000000000000000000000000000000001", "decimal(38,38)~"),
        ("q / 2", "decimal(38,6)~"),
        ("p / q * q", "decimal(38,6)~"),
        ("q div 2", "int"),
        ("mod(q, 7) + q % 3", "int"),
        ("f * p + q", "float"),
        ("orders.total", "decimal(10,2)?"),
        ("$rate * p", "decimal(12,3)"),
        ("q > 1.5 AND f < q", "bool"),
        ("s = 'x' OR b", "bool?"),
        ("s IS NULL", "bool"),
        ("s IS DISTINCT FROM NULL", "bool"),
        ("n IN (1, 2.5)", "bool?"),
        ("q BETWEEN 1 AND p", "bool"),
        ("s NOT LIKE $prefix || '%'", "bool?"),
        ("CASE WHEN b THEN 1 ELSE 2.5 END", "decimal(20,1)"),
        ("CASE WHEN b THEN 1 END", "int?"),
        ("CASE q WHEN 1 THEN 'a' ELSE NULL END", "text?"),
        ("CASE WHEN b THEN f ELSE q END", "float"),
        ("CASE WHEN b THEN q / 3 ELSE q END", "decimal(38,6)~"),
        ("coalesce(n, 0)", "int"),
        ("coalesce(n, orders.total)", "decimal(21,2)?"),
        ("nullif(q, 0)", "int?"),
        ("greatest(n, q)", "int"),
        ("least(p, f)", "float"),
        ("abs(small)", "int"),
        ("sign(f)", "int"),
        ("round(p / 3)", "int"),
        ("round(p / 3, $digits)", "decimal(38,2)"),
        ("round(f, 2)", "float"),
        ("trunc(p, -1)", "int"),
        ("floor(p / q)", "int"),
        ("ceil(f)", "float"),
        ("upper(s) || 'x'", "text?"),
        ("concat(s, 'x')", "text"),
        ("length(s)", "int?"),
        ("starts_with('abc', 'a')", "bool"),
        ("substr('abc', q, small)", "text"),
        ("split_part(s, '-', 2)", "text?"),
        ("t + span", "time"),
        ("span + t", "time"),
        ("as_of - t", "duration"),
        ("t - INTERVAL '3 days'", "time"),
        ("d + 3", "date"),
        ("d - INTERVAL '2 days'", "date"),
        ("d - d", "int"),
        ("span * 1.5", "duration~"),
        ("span / 2", "duration~"),
        ("span / span", "decimal(38,6)~"),
        ("-span", "duration"),
        ("date_trunc('month', d)", "date"),
        ("date_trunc('hour', t)", "time"),
        ("extract(year FROM d)", "int"),
        ("extract(epoch FROM span)", "decimal(20,6)"),
        ("days_between(t, as_of)", "int"),
        ("make_date(2026, q, 1)", "date"),
        ("CAST(p AS int4)", "int4"),
        ("s::decimal(8, 3)", "decimal(8,3)?"),
        ("b::int", "int"),
        ("CAST(d AS time)", "time"),
        ("u::text || j::text", "text"),
        ("CAST(NULL AS date)", "date?"),
        ("coalesce(CAST(NULL AS date), NULL)", "date?"),
        ("q IN (1, CAST(NULL AS int))", "bool?"),
        ("(1 + 2) * 0.5", "decimal(2,1)"),
    ];
    for (text, wanted) in cases {
        let typed = checked(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let marks = format!("{}{}", if typed.nullable { "?" } else { "" }, if typed.needs_rounding { "~" } else { "" });
        assert_eq!(format!("{}{marks}", typed.ty), wanted, "{text}");
    }
}

#[test]
fn faults_have_a_place_a_reason_and_help() {
    // expression, the text at fault, a part of the message, a part of the help
    let cases = [
        ("q + nope", "nope", "unknown column \"nope\"", "Did you mean"),
        ("$none + 1", "$none", "\"$none\" is not a parameter", "`params:`"),
        ("q = 'x'", "q = 'x'", "cannot compare int with text", "without quotes"),
        ("d < '2026-01-01'", "d < '2026-01-01'", "cannot compare date with text", "DATE '2026-01-01'"),
        ("t = d", "t = d", "cannot compare time with date", "CAST(date AS time)"),
        ("j = '{}'", "j = '{}'", "json cannot be compared", "CAST"),
        ("s || q", "q", "|| takes text, this is int", "CAST(… AS text)"),
        ("s + 'x'", "s + 'x'", "cannot compute text + text", "||"),
        ("p % 2", "p % 2", "cannot compute decimal(10,2) % int", "trunc(a / b)"),
        ("div(q, 2.5)", "div(q, 2.5)", "cannot compute int div decimal(2,1)", "trunc(a / b)"),
        ("d + span", "d + span", "cannot compute date + duration", "CAST(date AS time)"),
        ("t + 1", "t + 1", "cannot compute time + int", "INTERVAL"),
        ("t * 2", "t * 2", "cannot compute time * int", ""),
        ("NOT q", "q", "NOT takes bool, this is int", "Compare"),
        ("b AND s", "s", "AND takes bool, this is text", "Compare"),
        ("CASE WHEN q THEN 1 END", "q", "WHEN takes bool, this is int", "Compare"),
        ("CASE WHEN b THEN 1 ELSE 'x' END", "'x'", "this is text, the values before it are int", "CAST"),
        ("CASE q WHEN 'x' THEN 1 END", "'x'", "cannot compare int with text", "quotes"),
        ("coalesce(NULL, NULL)", "coalesce(NULL, NULL)", "the type is unknown", "CAST(NULL AS text)"),
        ("q = NULL", "q = NULL", "never true", "IS NULL"),
        ("q NOT IN (1, NULL)", "NULL", "never equals", "IS NULL"),
        ("q BETWEEN NULL AND 1", "q BETWEEN NULL AND 1", "never true", "IS NULL"),
        ("q + NULL", "q + NULL", "an operand is NULL", "always NULL"),
        ("s LIKE s", "s", "a LIKE pattern is constant", "starts_with"),
        ("-s", "-s", "- takes a number", ""),
        ("round(s)", "s", "expected a number, got text", ""),
        ("round(p, q)", "q", "digits is a constant", ""),
        ("round(p, 39)", "39", "digits is a constant, -38 to 38", ""),
        ("lower(q)", "q", "expected text, got int", "CAST(… AS text)"),
        ("left(s, p)", "p", "expected int, got decimal(10,2)", "CAST(… AS int)"),
        ("extract(hour FROM d)", "d", "no time of day", ""),
        ("extract(year FROM span)", "span", "a duration has no calendar", "epoch"),
        ("date_trunc('day', q)", "q", "expected a date or a time, got int", ""),
        ("days_between(d, t)", "days_between(d, t)", "expected two dates or two times", "CAST(t AS date)"),
        ("CAST(q AS date)", "CAST(q AS date)", "cannot convert int to date", ""),
        ("CAST(q / 3 AS text)", "CAST(q / 3 AS text)", "no fixed number of digits", "decimal(18, 2)"),
    ];
    for (text, at_fault, message, help) in cases {
        let faults = checked(text).expect_err(text);
        let fault = &faults[0];
        let places: Vec<&str> = faults.iter().map(|fault| &text[fault.at..fault.at + fault.len]).collect();
        assert!(places.contains(&at_fault), "{text}: {faults:?}");
        assert!(fault.message.contains(message), "{text}: {fault:?}");
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{text}: {fault:?}");
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    }
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_text() {
    let faults = checked("CASE WHEN q THEN nope ELSE lower(p) END").expect_err("three faults");
    let places: Vec<usize> = faults.iter().map(|fault| fault.at).collect();
    assert_eq!(places, [10, 17, 33]);
}

#[test]
fn constants_are_computed_once_and_exactly() {
    let cases = [
        ("1 + 2 * 3", Literal::Int(7)),
        ("0.1 + 0.2", Literal::Decimal { unscaled: 3, scale: 1 }),
        ("$rate * 1.50", Literal::Decimal { unscaled: 2250, scale: 3 }),
        ("1.5 - 1.5", Literal::Decimal { unscaled: 0, scale: 1 }),
        ("'a' || $prefix || '%'", Literal::Text("aA%".to_owned())),
        ("-INTERVAL '1 day'", Literal::Duration(-calendar::DAY_MICROS)),
    ];
    for (text, literal) in cases {
        assert_eq!(checked(text).expect(text).node, TypedNode::Constant(literal), "{text}");
    }
    let too_large = checked("9223372036854775807 + 1").expect("stays a sum");
    assert!(matches!(too_large.node, TypedNode::Arithmetic(..)));
    assert_eq!(too_large.ty, Type::INT);
}

#[test]
fn only_widening_conversions_happen_at_the_end() {
    let to = |text: &str, ty: Type| checked(text).expect(text).rounded_to(ty);
    for (text, ty) in [
        ("q", Type::Int(IntWidth::Two)),
        ("q", MONEY),
        ("p / 3", MONEY),
        ("p", Type::Float),
        ("NULL", Type::Date),
        ("span / 3", Type::Duration),
    ] {
        let rounded = to(text, ty).expect(text);
        assert_eq!((rounded.ty, rounded.needs_rounding), (ty, false), "{text}");
    }
    for (text, ty, help) in [
        ("p", Type::INT, "round(…)"),
        ("f", MONEY, "CAST(… AS decimal(10,2))"),
        ("s", Type::INT, "CAST(… AS int)"),
        ("s", Type::Json, ""),
        ("t", Type::Date, "CAST(… AS date)"),
    ] {
        let fault = to(text, ty).expect_err(text);
        assert_eq!((fault.at, fault.len), (0, text.len()));
        assert!(fault.help.unwrap_or_default().contains(help), "{text}");
    }
    assert!(checked("q > 1").expect("bool").condition().is_ok());
    assert!(checked("q").expect("int").condition().expect_err("int").message.contains("a condition gives bool"));
}

#[test]
fn inputs_are_listed_once_in_order() {
    let typed = checked("p * q + p / orders.total").expect("typed");
    let names: Vec<String> = typed.inputs().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["p", "q", "orders.total"]);
}
