//! Laws over random batches.

use proptest::prelude::*;

use super::*;

/// Expressions over `a`, `b` (int), `x` (decimal(12,2)), `f` (float), `s` (text) and `k` (dictionary).
const EXPRESSIONS: &[&str] = &[
    "a + b * 3 - a",
    "a + b > a OR b <= 0",
    "a * b",
    "a * x + b",
    "a / b => decimal(38,6)",
    "x / 3 * 3 => decimal(12,2)",
    "(a / nullif(b, 0) + x / 7) * 2 > 1",
    "a div b",
    "a % b",
    "round(x / 7, 3)",
    "floor(x / a)",
    "CASE WHEN b = 0 THEN -1 ELSE a / b END => decimal(38,2)",
    "b <> 0 AND a / b > x",
    "coalesce(a, b, 0) + coalesce(x, 1)",
    "greatest(a, x, b) => decimal(38,2)",
    "a IN (1, 2, b) OR x BETWEEN a AND b",
    "a IS DISTINCT FROM b",
    "abs(x) * sign(a)",
    "f * 3 + a",
    "round(f, 2)",
    "CAST(f AS decimal(38,4))",
    "k = 's1' OR s = k",
    "upper(s) || '-' || lower(k)",
    "CASE k WHEN 's1' THEN s WHEN 's2' THEN 'two' ELSE k END",
    "left(s, a) || substr(k, 2)",
    "CASE WHEN a > 0 THEN s END LIKE '%1%'",
    "length(k) + strpos(s, '1')",
    "CAST(x AS text) || coalesce(CAST(a AS text), '?')",
    "split_part(s, '-', a)",
    "DATE '2026-01-01' + a % 1000",
    "extract(week FROM TIMESTAMP '2026-01-01T00:00:00Z' + INTERVAL '1 day' * (a % 1000))",
];

fn int() -> impl Strategy<Value = Option<i64>> {
    let edges = prop::sample::select(vec![0, 1, -1, 2, 3, -7, i64::MAX, i64::MIN]);
    prop::option::weighted(0.9, prop_oneof![4 => -20_i64..20, 1 => any::<i64>(), 1 => edges])
}

fn random_batch() -> impl Strategy<Value = Batch> {
    let rows = (
        int(),
        int(),
        prop::option::weighted(0.9, -99_999_i128..99_999),
        prop::option::of(-1e6..1e6),
        0_i32..5,
        0_i32..5,
    );
    prop::collection::vec(rows, 1..24).prop_map(|rows| {
        let text = |n: i32| (n > 0).then(|| format!("s{n}-é{n}"));
        let money: Decimal128Array = rows.iter().map(|row| row.2).collect();
        let keys: DictionaryArray<Int32Type> =
            rows.iter().map(|row| (row.5 > 0).then(|| ["", "s1", "s2", "É", "x"][row.5 as usize])).collect();
        let columns: Vec<(&'static str, Type, ArrayRef)> = vec![
            ("a", Type::INT, Arc::new(rows.iter().map(|row| row.0).collect::<Int64Array>())),
            ("b", Type::INT, Arc::new(rows.iter().map(|row| row.1).collect::<Int64Array>())),
            (
                "x",
                Type::Decimal { precision: 12, scale: 2 },
                Arc::new(money.with_data_type(DataType::Decimal128(12, 2))),
            ),
            ("f", Type::Float, Arc::new(rows.iter().map(|row| row.3).collect::<Float64Array>())),
            ("s", Type::Text, Arc::new(rows.iter().map(|row| text(row.4)).collect::<StringArray>())),
            ("k", Type::Text, Arc::new(keys)),
        ];
        Batch { columns, rows: rows.len() }
    })
}

fn sliced(batch: &Batch, from: usize, rows: usize) -> Batch {
    let slice = |(name, ty, array): &(&'static str, Type, ArrayRef)| (*name, *ty, array.slice(from, rows));
    Batch { columns: batch.columns.iter().map(slice).collect(), rows }
}

/// The values up to the first failing row, and that row's message.
fn outcome(batch: &Batch, text: &str) -> (Vec<String>, Option<String>) {
    match batch.evaluate(text) {
        Ok(array) => ((0..array.len()).map(|row| show(&array, row)).collect(), None),
        Err(error) => (outcome(&sliced(batch, 0, error.row), text).0, Some(error.message)),
    }
}

proptest! {
    #[test]
    fn a_slice_of_the_result_is_the_result_of_the_slice(
        batch in random_batch(), text in prop::sample::select(EXPRESSIONS), cut in any::<prop::sample::Index>(),
    ) {
        let cut = cut.index(batch.rows + 1);
        let (whole, fault) = outcome(&batch, text);
        let (mut parts, mut part_fault) = outcome(&sliced(&batch, 0, cut), text);
        if part_fault.is_none() {
            let (rest, rest_fault) = outcome(&sliced(&batch, cut, batch.rows - cut), text);
            parts.extend(rest);
            part_fault = rest_fault;
        }
        prop_assert_eq!((whole, fault), (parts, part_fault), "{}", text);
    }

    #[test]
    fn a_constant_input_is_the_same_as_one_repeated(batch in random_batch(), text in prop::sample::select(EXPRESSIONS)) {
        let one = sliced(&batch, 0, 1);
        let spread = Batch { columns: one.columns.clone(), rows: 3 };
        let (value, fault) = outcome(&one, text);
        let three: Vec<String> = value.iter().cycle().take(value.len() * 3).cloned().collect();
        prop_assert_eq!((three, fault), outcome(&spread, text), "{}", text);
    }

    #[test]
    fn dictionaries_and_plain_text_give_the_same(batch in random_batch(), text in prop::sample::select(EXPRESSIONS)) {
        let mut plain = sliced(&batch, 0, batch.rows);
        plain.columns[5].2 = arrow::compute::cast(&plain.columns[5].2, &DataType::Utf8).expect("text");
        prop_assert_eq!(outcome(&batch, text), outcome(&plain, text), "{}", text);
    }

    #[test]
    fn quotients_round_once_and_half_away_from_zero(a in -1_000_000_i64..1_000_000, b in -999_i64..999, c in 1_i64..99) {
        prop_assume!(b != 0);
        let empty = Batch { columns: vec![], rows: 1 };
        let text = format!("({a} / {b} + {a}) / {c} => decimal(38,3)");
        let shown = show(&empty.evaluate(&text).expect("no zero"), 0).replace('.', "").parse::<i128>().expect("digits");
        let numerator = i128::from(a) * i128::from(1 + b) * 1000 * i128::from(b.signum());
        let denominator = i128::from(b.abs()) * i128::from(c);
        let nearest = (2 * numerator.abs() + denominator) / (2 * denominator) * numerator.signum();
        prop_assert_eq!(shown, nearest);
    }

    #[test]
    fn exact_and_float_conversions_agree_with_decimal_text(digits in any::<i64>(), scale in 0_u32..19) {
        let text = format::decimal(arrow::datatypes::i256::from_i128(digits.into()), scale);
        let empty = Batch { columns: vec![], rows: 1 };
        let from_exact = empty.evaluate(&format!("CAST({text} AS float)")).expect("finite");
        let wanted: f64 = text.parse().expect("a number");
        prop_assert_eq!(from_exact.as_primitive::<arrow::datatypes::Float64Type>().value(0), wanted + 0.0);
    }
}
