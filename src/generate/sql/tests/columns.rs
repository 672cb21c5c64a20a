//! Expressions over the six rows of the batch.

use super::*;

#[test]
fn columns_are_computed_row_by_row_with_nulls() {
    let cases = [
        ("q + 1", "1 2 -6 4 - 11"),
        ("q * p", "0.00 0.05 17.50 300.00 - -"),
        ("p * p => decimal(12,2)", "100.00 0.00 6.25 10000.00 1.56 -"),
        ("p + wide => decimal(38,0)", "10000000000000000000000000000000000010 1 -6 - 8 -"),
        ("wide * 10 / 10 => decimal(38,0)", "10000000000000000000000000000000000000 1 -3 - 7 0"),
        ("wide * wide * 0 => decimal(38,0)", "0 0 0 - 0 0"),
        ("big + big - big", "9223372036854775807 -9223372036854775808 1 -1 0 4611686018427387904"),
        ("p / 3 * 3 => decimal(10,2)", "10.00 0.05 -2.50 100.00 1.25 -"),
        ("p / nullif(q, 0) + 1 / (q + 1) => decimal(10,2)", "- 0.55 0.19 33.58 - -"),
        ("p / 7 => decimal(10,4)", "1.4286 0.0071 -0.3571 14.2857 0.1786 -"),
        ("CASE WHEN q = 0 THEN 0 ELSE p / q END => decimal(10,2)", "0.00 0.05 0.36 33.33 - -"),
        ("q <> 0 AND p / q > 1", "false false false true - -"),
        ("q = 0 OR p / q > 1", "true false false true - -"),
        ("nullif(q, 0)", "- 1 -7 3 - 10"),
        ("p / nullif(q, 0) => decimal(10,2)", "- 0.05 0.36 33.33 - -"),
        ("coalesce(q, p, 0) => decimal(12,2)", "0.00 1.00 -7.00 3.00 1.25 10.00"),
        ("coalesce(p / nullif(q, 0), -1) => decimal(12,2)", "-1.00 0.05 0.36 33.33 -1.00 -1.00"),
        ("greatest(q, p) => decimal(12,2)", "10.00 1.00 -2.50 100.00 1.25 10.00"),
        ("least(q, 2)", "0 1 -7 2 2 2"),
        ("-q", "0 -1 7 -3 - -10"),
        ("abs(p)", "10.00 0.05 2.50 100.00 1.25 -"),
        ("sign(p)", "1 1 -1 1 1 -"),
        ("round(p)", "10 0 -3 100 1 -"),
        ("round(p, 1)", "10.0 0.1 -2.5 100.0 1.3 -"),
        ("floor(p)", "10 0 -3 100 1 -"),
        ("q % 4", "0 1 -3 3 - 2"),
        ("100 div nullif(q, 0)", "- 100 -14 33 - 10"),
        ("q / 4 => float", "0.0 0.25 -1.75 0.75 - 2.5"),
        ("f * 2", "1.0 -3.0 4.0 - 2e300 0.0"),
        ("f + q", "0.5 -0.5 -5.0 - - 10.0"),
        ("f > p", "false false true - true -"),
        ("CAST(p AS float)", "10.0 0.05 -2.5 100.0 1.25 -"),
        ("q = 3", "false false false true - false"),
        ("q <> 3", "true true true false - true"),
        ("p >= 1.25", "true false false true true -"),
        ("p < q", "false true false false - -"),
        ("q IN (1, 3.0, 99)", "false true false true - false"),
        ("q NOT IN (1, 3)", "true false true false - true"),
        ("p BETWEEN 0 AND 10", "true true false false true -"),
        ("q IS NULL", "false false false false true false"),
        ("q IS DISTINCT FROM 3", "true true true false true true"),
        ("p IS NOT DISTINCT FROM NULL", "false false false false false true"),
        ("b AND q > 0", "false false false true false true"),
        ("b OR q > 0", "true true - true - true"),
        ("NOT b", "false true - false true false"),
        ("b = TRUE", "true false - true false true"),
        ("b < TRUE", "false true - false true false"),
        ("CASE WHEN b THEN FALSE ELSE q > 0 END", "false true false false - false"),
        // dictionaries and plain text
        ("k = 'red'", "true false - true false false"),
        ("k <> 'red'", "false true - false true true"),
        ("'red' = k", "true false - true false false"),
        ("k IN ('red', 'GREEN')", "true false - true true false"),
        ("k LIKE 'r%'", "true false - true false false"),
        ("k ILIKE 'green'", "false false - false true false"),
        ("upper(k)", "RED BLUE - RED GREEN BLUE"),
        ("left(k, 2)", "re bl - re GR bl"),
        ("left(k, q)", " b - red - blue"),
        ("length(k)", "3 4 - 3 5 4"),
        ("k || '-' || k", "red-red blue-blue - red-red GREEN-GREEN blue-blue"),
        ("concat(k, '!')", "red! blue! ! red! GREEN! blue!"),
        ("coalesce(k, 'none')", "red blue none red GREEN blue"),
        ("CASE k WHEN 'red' THEN 'R' WHEN 'blue' THEN 'B' END", "R B - R - B"),
        ("CASE WHEN q > 0 THEN k ELSE s END", "Ärger blue a-b-c red 12.5 blue"),
        ("nullif(k, 'blue')", "red - - red GREEN -"),
        ("greatest(k, 'c')", "red c c red c c"),
        ("k < s", "true false - - false false"),
        ("k = k", "true true - true true true"),
        ("starts_with(k, 'b')", "false true - false false true"),
        ("lower(s)", "ärger  a-b-c - 12.5 hello_world"),
        ("s = ''", "false true false - false false"),
        ("split_part(s, '-', 2)", "  b -  "),
        ("replace(s, '-', '+')", "Ärger  a+b+c - 12.5 Hello_World"),
        ("s LIKE '%o W%'", "false false false - false true"),
        ("s < 'b'", "false true true - true true"),
        ("strpos(s, 'r')", "2 0 0 - 0 9"),
        ("CASE WHEN s LIKE '1%' THEN CAST(s AS decimal(5,1)) END", "- - - - 12.5 -"),
        ("CAST(q AS text) || 'x'", "0x 1x -7x 3x - 10x"),
        ("CAST(p AS text)", "10.00 0.05 -2.50 100.00 1.25 -"),
        // time
        ("d + q", "2026-01-01 2024-03-01 1969-12-24 - - 2026-06-25"),
        (
            "t + span",
            "2026-01-01T00:00:00Z 2024-02-29T23:59:59.500001Z 1969-12-31T11:59:59.999995Z - 2000-06-15T10:30:45.000007Z 2026-01-02T00:00:00Z",
        ),
        ("t < as_of", "true true true - true true"),
        ("days_between(t, as_of)", "181 852 20635 - 9511 181"),
        ("extract(month FROM t)", "1 2 12 - 6 1"),
        ("date_trunc('month', d)", "2026-01-01 2024-02-01 1969-12-01 - 2000-12-01 2026-06-01"),
        (
            "date_trunc('day', t)",
            "2026-01-01T00:00:00Z 2024-02-29T00:00:00Z 1969-12-31T00:00:00Z - 2000-06-15T00:00:00Z 2026-01-01T00:00:00Z",
        ),
        ("CAST(t AS date) = d", "true true true - false false"),
        ("span / 2 > INTERVAL '1 hour'", "false false false - false true"),
        ("make_date(2026, abs(q) % 12 + 1, 1)", "2026-01-01 2026-02-01 2026-08-01 2026-04-01 - 2026-11-01"),
        // uuids compare as bytes
        ("u = u", "true true - true true true"),
        ("u < CAST('80000000-0000-0000-0000-000000000000' AS uuid)", "true false - true true false"),
        (
            "CAST(greatest(u, CAST('11111111-1111-1111-1111-111111111111' AS uuid)) AS text) LIKE '1111%'",
            "true false true true false false",
        ),
    ];
    let batch = batch();
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let array = batch.evaluate(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let shown: Vec<String> =
            (0..array.len()).map(|row| show(&array, row).replace("lo W", "lo_W").replace("lo w", "lo_w")).collect();
        if shown.join(" ") != wanted {
            wrong.push(format!("{text}: {}", shown.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn results_have_the_arrays_of_their_types() {
    let batch = batch();
    let cases = [
        ("q", DataType::Int64),
        ("CAST(q AS int2)", DataType::Int64),
        ("p", DataType::Decimal128(10, 2)),
        ("p / 3 => decimal(12,3)", DataType::Decimal128(12, 3)),
        ("f", DataType::Float64),
        ("k", DataType::Utf8),
        ("CASE WHEN b THEN 'x' ELSE 'y' END", DataType::Utf8),
        ("d", DataType::Date32),
        ("as_of", Type::Time.arrow()),
        ("span", Type::Duration.arrow()),
        ("u", DataType::FixedSizeBinary(16)),
        ("b", DataType::Boolean),
        ("CAST(NULL AS decimal(5,1))", DataType::Decimal128(5, 1)),
        ("CAST(NULL AS uuid)", DataType::FixedSizeBinary(16)),
    ];
    for (text, ty) in cases {
        let array = batch.evaluate(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!((array.data_type(), array.len()), (&ty, 6), "{text}");
    }
}

#[test]
fn inputs_pass_through_unchanged() {
    let batch = batch();
    for (name, _, array) in &batch.columns {
        let out = batch.evaluate(name).expect(name);
        let rows = 0..out.len();
        let same = rows.clone().all(|row| show(&out, row) == show(array, if array.len() == 1 { 0 } else { row }));
        assert!(same, "{name}: {out:?}");
    }
}

#[test]
fn no_rows_give_no_rows() {
    let mut batch = batch();
    batch.columns.iter_mut().for_each(|column| column.2 = column.2.slice(0, 0));
    batch.rows = 0;
    for text in
        ["q / 0 => decimal(5,1)", "k = 'red'", "CASE WHEN b THEN k ELSE 'x' END", "1", "upper(s)", "u", "t", "f / 0"]
    {
        assert_eq!(batch.evaluate(text).expect(text).len(), 0, "{text}");
    }
}
