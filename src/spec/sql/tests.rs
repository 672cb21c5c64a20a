//! Trees and faults, as data; and the law that no text makes the parser panic or hang.

use proptest::prelude::*;

use super::*;

/// The tree in prefix form: every pair of parentheses is one node.
fn tree(expr: &Expr) -> String {
    let head = match &expr.node {
        ExprNode::Literal(literal) => return show(literal),
        ExprNode::Param(name) => return format!("${name}"),
        ExprNode::Path(path) => return path.join("."),
        ExprNode::Negate(_) => "neg".to_owned(),
        ExprNode::Not(_) => "not".to_owned(),
        ExprNode::Binary(op, ..) => format!("{op:?}"),
        ExprNode::IsNull { negated, .. } => format!("{}null?", not(*negated)),
        ExprNode::In { negated, .. } => format!("{}in", not(*negated)),
        ExprNode::Between { negated, .. } => format!("{}between", not(*negated)),
        ExprNode::Like { negated, any_case, .. } => {
            format!("{}{}like", not(*negated), if *any_case { "i" } else { "" })
        }
        ExprNode::Case { .. } => "case".to_owned(),
        ExprNode::Cast { to, .. } => format!("as:{to}"),
        ExprNode::Call(function, _) => format!("{function:?}"),
    };
    let children: Vec<String> = expr.children().into_iter().map(tree).collect();
    format!("({head} {})", children.join(" "))
}

fn not(negated: bool) -> &'static str {
    if negated { "not-" } else { "" }
}

fn show(literal: &Literal) -> String {
    match literal {
        Literal::Int(value) => value.to_string(),
        Literal::Text(text) => format!("'{text}'"),
        Literal::Bool(value) => value.to_string(),
        other => format!("{other:?}").replace(' ', ""),
    }
}

#[test]
fn operators_bind_as_in_postgresql() {
    let cases = [
        ("quantity * unit_price", "(Multiply quantity unit_price)"),
        ("a + b * c - d", "(Subtract (Add a (Multiply b c)) d)"),
        ("a - b - c", "(Subtract (Subtract a b) c)"),
        ("(a - (b - c))", "(Subtract a (Subtract b c))"),
        ("a OR b AND NOT c = d", "(Or a (And b (not (Equal c d))))"),
        ("NOT a IN (1, 2) AND b", "(And (not (in a 1 2)) b)"),
        ("a NOT IN ('x')", "(not-in a 'x')"),
        ("a BETWEEN 1 AND 2 + 3 AND b", "(And (between a 1 (Add 2 3)) b)"),
        ("a NOT BETWEEN b AND c", "(not-between a b c)"),
        ("a IS DISTINCT FROM b AND c", "(And (Distinct a b) c)"),
        ("a IS NOT DISTINCT FROM b + 1", "(NotDistinct a (Add b 1))"),
        ("a = b IS NOT NULL", "(not-null? (Equal a b))"),
        ("a LIKE 'x' || '%' AND b", "(And (like a (Concat 'x' '%')) b)"),
        ("a NOT ILIKE 'x'", "(not-ilike a 'x')"),
        ("- a * b", "(Multiply (neg a) b)"),
        ("-a::int", "(neg (as:int a))"),
        ("a || b + c", "(Concat a (Add b c))"),
        ("a DIV b % c", "(Remainder (IntegerDivide a b) c)"),
        ("a != b", "(NotEqual a b)"),
        ("-5 - -3", "(Subtract -5 -3)"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("+a", "(neg (neg a))"),
    ];
    check_trees(&cases);
}

#[test]
fn values_and_calls_read_as_written() {
    let cases = [
        ("orders.total", "orders.total"),
        ("STATUS = 'It''s'", "(Equal status 'It's')"),
        ("\"Order\".\"Select\"", "Order.Select"),
        ("status.end", "status.end"),
        ("left = right", "(Equal left right)"),
        ("date + 1", "(Add date 1)"),
        ("$rate * 2", "(Multiply $rate 2)"),
        ("1_000.50", "Decimal{unscaled:100050,scale:2}"),
        ("TRUE", "true"),
        ("NULL", "Null"),
        ("DATE '2026-01-01'", "Date(20454)"),
        ("TIMESTAMP '1970-01-01T00:00:01Z'", "Time(1000000)"),
        ("INTERVAL '3' DAY", "Duration(259200000000)"),
        ("INTERVAL '3 days' + t", "(Add Duration(259200000000) t)"),
        ("interval 2 hours", "Duration(7200000000)"),
        ("CASE WHEN a THEN 1 ELSE 2 END", "(case a 1 2)"),
        ("CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' END", "(case a 1 'x' 2 'y')"),
        ("CAST(a AS decimal(12, 2))", "(as:decimal(12,2) a)"),
        ("a::numeric(5)::double precision", "(as:float (as:decimal(5,0) a))"),
        ("extract(year FROM t)", "(Extract(Year) t)"),
        ("date_part('doy', t)", "(Extract(DayOfYear) t)"),
        ("date_trunc('Month', t)", "(DateTrunc(Month) t)"),
        ("position('a' IN b)", "(Position b 'a')"),
        ("trim(both 'x' from a)", "(Trim a 'x')"),
        ("trim(leading from a)", "(LeftTrim a)"),
        ("substring(a from 2 for 3)", "(Substr a 2 3)"),
        ("substr(a, 2)", "(Substr a 2)"),
        ("div(a, 2) DIV b", "(IntegerDivide (Div a 2) b)"),
        ("ceiling(a) + round(b, 2)", "(Add (Ceil a) (Round b 2))"),
        ("a /* why */ + -- because\n b", "(Add a b)"),
    ];
    check_trees(&cases);
}

fn check_trees(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        match parse(text) {
            Ok(expr) => assert_eq!(tree(&expr), *expected, "{text}"),
            Err(faults) => panic!("{text}: {faults:?}"),
        }
    }
}

#[test]
fn faults_have_a_place_a_reason_and_help() {
    // expression, the text at fault, a part of the message, a part of the help
    let cases = [
        ("a + sum(b.c)", "sum", "function \"sum\" is an aggregate", "{ sum: child.column }"),
        ("count(*)", "count", "is an aggregate", "{ count: child.column }"),
        ("row_number() OVER (ORDER BY a)", "row_number", "is a window function", "`ordinal`"),
        ("abs(a) OVER (x)", "OVER", "window function", "`ordinal`"),
        ("created_at < now()", "now", "reads the clock", "as_of"),
        ("CURRENT_DATE - 1", "CURRENT_DATE", "reads the clock", "as_of"),
        ("random() < 0.5", "random", "is random", "column of its own"),
        ("sqrt(a)", "sqrt", "other digits", "exact"),
        ("rounds(a, 2)", "rounds", "unknown function \"rounds\"", "\"round\""),
        ("abs(a, b)", "abs", "takes 1 argument, got 2", "abs(x)"),
        ("substr(a)", "substr", "takes 2 to 3 arguments, got 1", "substr("),
        ("a IN (SELECT b FROM c)", "SELECT", "query cannot be part", "dotted path"),
        ("EXISTS (SELECT 1)", "EXISTS", "query cannot be part", "dotted path"),
        ("(SELECT 1)", "SELECT", "query cannot be part", "dotted path"),
        ("a = ?", "?", "? is not a parameter", "$customers"),
        ("a == b", "==", "not part of an expression", "Write ="),
        ("a; DROP TABLE b", ";", "not part of an expression", "semicolon"),
        ("a IS TRUE", "TRUE", "expected NULL or DISTINCT FROM", ""),
        ("a +", "", "expected a value, found the end", ""),
        ("a b", "b", "expected an operator or the end, found B", ""),
        ("(a, b)", ",", "a list of values can only follow IN", ""),
        ("CAST(a AS money)", "money", "unknown type \"money\"", "The types are"),
        ("a::decimal", "decimal", "needs precision and scale", "decimal(p, s)"),
        ("a::decimal(39, 2)", "decimal", "needs precision and scale", "decimal(p, s)"),
        ("DATE '2026-02-30'", "'2026-02-30'", "is not a date", "YYYY-MM-DD"),
        ("INTERVAL '1 month'", "'1 month'", "not a fixed length", "differ in length"),
        ("extract(fortnight from t)", "fortnight", "is not one of year", ""),
        ("date_trunc(unit, t)", "unit", "is not one of second", ""),
        ("1e99", "1e99", "is not a number of at most 38 digits", ""),
        ("$Rate + 1", "$Rate", "$Rate is not a parameter", "$customers"),
        ("'open", "", "cannot read the text", ""),
        ("é + ü(x)", "ü", "unknown function \"ü\"", ""),
        ("a.* + 1", "*", "expected a column's name", ""),
        ("from + 1", "from", "expected a value, found FROM", "double quotes"),
    ];
    for (text, at_fault, message, help) in cases {
        let faults = parse(text).expect_err(text);
        let fault = &faults[0];
        assert_eq!(&text[fault.at..fault.at + fault.len], at_fault, "{text}: {fault:?}");
        assert!(fault.message.contains(message), "{text}: {fault:?}");
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{text}: {fault:?}");
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    }
}

#[test]
fn all_faults_of_meaning_come_at_once() {
    let faults = parse("sum(a) + rond(b) +\n now()").expect_err("three faults");
    let places: Vec<usize> = faults.iter().map(|fault| fault.at).collect();
    assert_eq!(places, [0, 9, 20]);
}

#[test]
fn expressions_know_their_place_and_what_they_read() {
    let text = "upper(ä.b) || $p || -(c)";
    let expr = parse(text).expect(text);
    assert_eq!((expr.at, expr.len), (0, text.len()));
    let reads: Vec<&str> = expr.paths().iter().map(|read| &text[read.at..read.at + read.len]).collect();
    assert_eq!(reads, ["ä.b", "$p", "c"]);
    let second_line = parse("a +\r\n\tb").expect("two lines").paths();
    assert_eq!((second_line[1].at, second_line[1].len), (6, 1));
}

#[test]
fn size_and_depth_are_limited() {
    let long = format!("'{}'", "x".repeat(TEXT_BYTES_MAX));
    assert!(parse(&long).expect_err("too long")[0].message.contains("must be <= 8192 bytes, got 8194"));
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert!(parse(&nested(DEPTH_MAX - 1)).is_ok());
    assert!(parse(&nested(DEPTH_MAX)).expect_err("too deep")[0].message.contains("must nest <= 64 deep"));
    assert!(parse(&vec!["a"; DEPTH_MAX].join(" + ")).is_ok());
    assert!(parse(&vec!["a"; DEPTH_MAX + 1].join(" + ")).is_err());
    for opener in ["substring(", "trim(", "case ", "not ", "- ", "cast(", "extract(year from ", "a in (", "interval "] {
        assert!(parse(&opener.repeat(TEXT_BYTES_MAX / opener.len())).is_err(), "{opener}");
    }
}

/// Words and symbols of the grammar, so that random texts get past the first token.
const PIECES: &[&str] = &[
    "a",
    "b.c",
    "$p",
    "1",
    "0.5",
    "'x'",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "%",
    "||",
    "=",
    "<>",
    "<",
    "and",
    "or",
    "not",
    "is",
    "null",
    "distinct",
    "from",
    "in",
    "between",
    "like",
    "case",
    "when",
    "then",
    "else",
    "end",
    "cast",
    "as",
    "int",
    "::",
    "decimal(3,1)",
    "abs",
    "trim",
    "both",
    "substring",
    "for",
    "position",
    "extract",
    "year",
    "date",
    "interval",
    "'3 days'",
    "sum",
    "over",
    "now",
    "select",
    ".",
    "\"q\"",
];

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn faults_lie_inside_the_text_and_on_characters(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        tail in "\\PC{0,3}",
    ) {
        let text = pieces.join(" ") + &tail;
        match parse(&text) {
            Ok(expr) => prop_assert!(text.get(expr.at..expr.at + expr.len).is_some()),
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(text.get(fault.at..fault.at + fault.len).is_some(), "{fault:?}");
                }
            }
        }
    }
}
