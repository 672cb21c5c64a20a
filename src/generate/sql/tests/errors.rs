//! Data errors: the first row, the reason and the operands.

use super::*;

#[test]
fn data_errors_name_the_first_row_and_its_operands() {
    // expression, row, a part of the message, the operands
    let cases = [
        ("p / q => decimal(10,2)", 0, "division by zero", "p = 10.00, q = 0"),
        ("1 / (q - 3) => decimal(10,2)", 3, "division by zero", "q = 3"),
        ("q % (q - 1)", 1, "division by zero", "q = 1"),
        ("f / 0", 0, "division by zero", "f = 0.5"),
        ("f * f", 4, "not a finite number", "f = 1e300"),
        ("big + 1", 0, "9223372036854775808 does not fit int", "big = 9223372036854775807"),
        ("-big", 1, "9223372036854775808 does not fit int", "big = -9223372036854775808"),
        ("abs(big)", 1, "9223372036854775808 does not fit int", ""),
        ("big * 2", 0, "18446744073709551614 does not fit int", "big = 9223372036854775807"),
        ("CAST(big AS int4)", 0, "9223372036854775807 does not fit int4", "big = 9223372036854775807"),
        ("q * 5000 => int2", 2, "-35000 does not fit int2", "q = -7"),
        ("p * 1 => decimal(4,2)", 3, "100.00 does not fit decimal(4,2)", "p = 100.00"),
        ("p / 0.0001 => decimal(7,2)", 0, "100000.00 does not fit decimal(7,2)", "p = 10.00"),
        ("wide * wide * wide => decimal(38,0)", 0, "more than 76 digits", "wide = 1"),
        ("wide * 100 => decimal(38,0)", 0, "does not fit decimal(38,0)", "wide = 1"),
        ("CAST(s AS int)", 0, "the text is not a valid int", "s = Ärger"),
        ("CASE WHEN q > 0 THEN CAST(s AS decimal(5,2)) END", 1, "the text is not a valid decimal(5,2)", "s = "),
        ("CAST(k AS date)", 0, "the text is not a valid date", "k = red"),
        ("CASE WHEN k = 'blue' THEN CAST(k AS int) END", 1, "the text is not a valid int", "k = blue"),
        ("d + 10000000", 0, "outside the years 1 to 9999", "d = 2026-01-01"),
        (
            "t + span * 1000000 * 100000000",
            5,
            "outside the years 1 to 9999",
            "t = 2026-01-01T00:00:00Z, span = PT86400S",
        ),
        ("make_date(2026, q, 1)", 0, "there is no such date", "q = 0"),
        ("make_date(2026, 2, 28 + abs(q))", 1, "there is no such date", "q = 1"),
        ("substr(s, 1, q)", 2, "a substring cannot have -7 characters", "s = a-b-c, q = -7"),
        ("split_part(k, 'e', q)", 0, "split_part counts from 1", "k = red, q = 0"),
        ("lpad(k, 1000000)", 0, "lpad takes a length <= 16384", "k = red"),
        (
            "replace(k, 'e', lpad('x', 16384)) || replace(lpad(k, 9), ' ', lpad('x', 16384))",
            0,
            "replace returns a text of more than",
            "k = red",
        ),
        ("CAST(f AS int)", 4, "too large", "f = 1e300"),
        ("NOT (q > 0 AND p / (q - 1) > 0)", 1, "division by zero", "p = 0.05, q = 1"),
        ("coalesce(p / (q - 10), 1) => decimal(10,2)", 0, "", ""),
    ];
    let batch = batch();
    for (text, row, message, operands) in cases {
        match batch.evaluate(text) {
            Ok(array) => assert_eq!(message, "", "{text}: {array:?}"),
            Err(error) => {
                assert!(!message.is_empty() && error.message.contains(message), "{text}: {error:?}");
                assert_eq!(error.row, row, "{text}: {error:?}");
                assert!(error.operands.starts_with(operands), "{text}: {error:?}");
            }
        }
    }
}

#[test]
fn the_first_failing_row_is_named_whichever_part_fails_first() {
    // The left part fails in row 5 and is computed before the right part, which fails in row 1.
    let error = batch().evaluate("(1 / (q - 10)) + (1 / (q - 1)) => decimal(9,2)").expect_err("two zeros");
    assert_eq!((error.row, error.operands.as_str()), (1, "q = 1"));
}

#[test]
fn rows_that_are_null_or_not_asked_never_fail() {
    let batch = batch();
    for text in [
        "CASE WHEN q IS NULL THEN 1 ELSE 2 END / nullif(q, 0) => decimal(9,2)",
        "CASE WHEN q > 0 THEN 100 div q END",
        "CASE WHEN q > 0 THEN CASE WHEN p > 0 THEN 1 / (q * p) END END => decimal(9,4)",
        "q > 0 AND 10 % q = 1",
        "q <= 0 OR q IS NULL OR make_date(2026, q, 1) > DATE '2026-01-01'",
        "CASE WHEN k = 'x' THEN CAST(k AS int) END",
        "CASE WHEN abs(q) < 5 AND big < 10 AND big > -10 THEN big * 1000000 END",
        "CASE WHEN big BETWEEN -9 AND 9 THEN CAST(big AS int2) END",
        "CASE WHEN wide < 10 THEN wide * wide * wide * wide END => decimal(38,0)",
        "CASE WHEN f < 1e9 THEN f * f END",
        "coalesce(CASE WHEN q <> 0 THEN 1 / q END, 0) => decimal(9,2)",
        "coalesce(nullif(q, 1), 1 / (q - 3)) => decimal(9,2)",
        "CASE WHEN wide < 10 AND wide <> 0 THEN 1 / (wide * wide) / (wide * wide) END => decimal(9,2)",
        "CASE WHEN wide < 10 THEN round(wide / (p * 0 - 1) / 3, 38) END > 0",
        "CASE q WHEN 0 THEN 0 ELSE 1 / q END => decimal(9,2)",
    ] {
        assert!(batch.evaluate(text).is_ok(), "{text}: {:?}", batch.evaluate(text));
    }
}

#[test]
fn inputs_that_do_not_fit_the_plan_are_errors_not_panics() {
    let batch = batch();
    let typed = batch.typed("q + 1");
    let wrong_type: Vec<ArrayRef> = vec![Arc::new(StringArray::from(vec!["1"; 6]))];
    let wrong_length: Vec<ArrayRef> = vec![Arc::new(Int64Array::from(vec![1; 4]))];
    for inputs in [vec![], wrong_type, wrong_length] {
        let error = evaluate(&typed, &inputs, 6).expect_err("not the plan's input");
        assert!(error.message.contains("input 0 is missing or not int with 6 rows"), "{error:?}");
    }
}
