//! What a checked spec can still meet: values at the ends of their types, bad data, and a stream that has to end early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::AsArray;
use arrow::datatypes::{DurationMicrosecondType, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType};
use reseed::generate::{DataError, Engine, Shard, StreamError, StreamRequest, stream};

use crate::support::{engine, plan, table, whole};

const HOUR: i64 = 3_600_000_000;

/// A spec of these tables.
fn spec(tables: &str) -> String {
    format!("reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n{tables}")
}

/// Parents with two children each; more columns of both, one a line.
fn family(parents: &str, children: &str) -> String {
    let lines = |columns: &str| columns.lines().map(|line| format!("      {}\n", line.trim())).collect::<String>();
    spec(&format!(
        "  parents:\n    rows: 3\n    columns:\n      id: serial\n{}  children:\n    each: parents\n    count: 2\n    \
         columns:\n      id: serial\n{}",
        lines(parents),
        lines(children),
    ))
}

/// The error of making a table.
fn error(spec: &str, name: &str) -> DataError {
    let engine = engine(spec);
    let table = table(&engine, name);
    let row_count = engine.row_count(table).expect("the rows can be counted");
    engine.batch(table, 0..row_count).expect_err("the data is bad")
}

fn request(engine: &Engine) -> StreamRequest {
    let tables = (0..engine.plan().tables.len()).collect();
    StreamRequest { tables, shard: Shard::WHOLE, threads: Some(2), block_rows: Some(64) }
}

const MANY: &str = "  first:\n    rows: 1_000\n    columns:\n      id: serial\n  second:\n    rows: 1_000_000\n    columns:\n      id: serial\n";

#[test]
fn a_panic_of_a_worker_ends_the_stream_and_names_the_table() {
    let engine = engine(&spec(MANY));
    let encode = |table: usize, _| match table {
        0 => Ok::<_, std::convert::Infallible>(()),
        _ => panic!("a fault of reseed's"),
    };
    let ended = stream(&engine, &request(&engine), encode, |_, ()| Ok(())).expect_err("a worker panics");
    assert_eq!(ended.to_string(), "internal error in table \"second\": a fault of reseed's");
    assert!(ended.help().is_some_and(|help| help.contains("report")));
}

#[test]
fn a_stopped_engine_ends_the_stream() {
    let flag = Arc::new(AtomicBool::new(false));
    let engine = Engine::new(plan(&spec(MANY), "acme")).stopped_by(Arc::clone(&flag));
    let mut consumed = 0;
    let consume = |_, ()| {
        consumed += 1;
        flag.store(true, Ordering::Relaxed);
        Ok::<_, std::convert::Infallible>(())
    };
    let ended = stream(&engine, &request(&engine), |_, _| Ok(()), consume);
    assert!(matches!(ended, Err(StreamError::Stopped)), "{ended:?}");
    assert!(consumed < 100, "{consumed} batches were consumed");
}

#[test]
fn durations_add_up_to_a_duration() {
    let text = family("spent: { sum: children.spent, min: 1h }", "spent: { constant: 1h, type: duration }");
    let parents = whole(&engine(&text), "parents");
    assert_eq!(parents.column(1).as_primitive::<DurationMicrosecondType>().values(), &[2 * HOUR; 3]);
}

#[test]
fn a_sum_of_floats_past_all_floats_is_bad_data() {
    for fold in ["sum", "avg"] {
        let children =
            "a: { constant: 1e30, type: float }\nx: { sql: \"a * a * a * a * a * a * a * a * a * a * 100000000\" }";
        let text = family(&format!("x: {{ {fold}: children.x }}"), children);
        let said = error(&text, "parents");
        assert_eq!((said.place.as_str(), said.row), ("parents.x", 0));
        assert!(said.message.starts_with("the sum passes the largest float"), "{said}");
    }
}

#[test]
fn times_end_with_the_year_9999_however_they_are_made() {
    let columns = [
        "t: { time: \"at + 400d\" }",
        "t: { time: \"at + 1y\" }",
        "t: { after: [at], gap: 400d }",
        "t: { after: [at, previous], gap: 400d }",
    ];
    for column in columns {
        let text = family("", &format!("at: {{ time: 9999-06-01 }}\n{column}"));
        let said = error(&text, "children");
        assert_eq!((said.place.as_str(), said.row), ("children.t", 0), "{column}");
        assert!(said.message.contains("lies outside the years 1 to 9999"), "{column}: {said}");
    }
    // Bad values that are never shown are no fault: values past the end are null before the calendar ends.
    let late = family("", "t: { after: [9998-06-01, previous], gap: 400d, until: 9999-01-01, late: \"null\" }");
    assert_eq!(whole(&engine(&late), "children").column(1).null_count(), 6);
}

#[test]
fn draws_past_a_narrow_type_become_its_ends() {
    let text = family(
        "",
        "a: { int: { normal: { mean: 0, sd: 30_000 } }, type: int2 }\nb: { int: { poisson: 40_000 }, type: int2 }\n\
         c: { int: { lognormal: { median: 1_000_000_000, sigma: 3 } }, type: int4 }",
    )
    .replace("rows: 3", "rows: 500");
    let children = whole(&engine(&text), "children");
    let a = children.column(1).as_primitive::<Int16Type>().values();
    assert!(a.contains(&i16::MAX) && a.contains(&i16::MIN) && a.iter().any(|value| value.abs() < 20_000));
    assert!(children.column(2).as_primitive::<Int16Type>().values().iter().all(|value| *value == i16::MAX));
    assert!(children.column(3).as_primitive::<Int32Type>().values().contains(&i32::MAX));
}

#[test]
fn a_null_instant_leaves_a_chain_where_it_was() {
    let text = spec(
        "  people:\n    rows: 40\n    columns:\n      id: serial\n  visits:\n    each: people\n    count: 30\n    columns:\n      \
         id: serial\n      person: people.id\n      seen: { time: { between: [as_of - 1y, as_of] }, nulls: 40% }\n      \
         done: { after: [seen, previous], gap: 1h }\n",
    );
    let visits = whole(&engine(&text), "visits");
    let people = visits.column(1).as_primitive::<Int64Type>();
    let (seen, done) = (visits.column(2).as_primitive(), visits.column(3).as_primitive());
    let at = |cells: &arrow::array::PrimitiveArray<TimestampMicrosecondType>, row: usize| {
        use arrow::array::Array;
        cells.is_valid(row).then(|| cells.value(row))
    };
    let mut before: Option<(i64, i64)> = None;
    for row in 0..visits.num_rows() {
        let person = people.value(row);
        let previous = before.filter(|(of, _)| *of == person).map(|(_, value)| value);
        let expected = at(seen, row).map(|seen| seen.max(previous.unwrap_or(seen)) + HOUR);
        assert_eq!(at(done, row), expected, "row {row}");
        before = expected.or(previous).map(|value| (person, value));
    }
}

#[test]
fn templates_of_templates_stay_within_the_length_of_texts() {
    let mut columns = "t0: { constant: \"12345678\" }".to_owned();
    for level in 1..=8 {
        let piece = format!("{{t{}}}", level - 1).repeat(8);
        columns.push_str(&format!("\nt{level}: {{ template: \"{piece}\" }}"));
    }
    let said = error(&family("", &columns), "children");
    assert_eq!((said.place.as_str(), said.row), ("children.t5", 0));
    assert_eq!(said.message, "a text must be <= 65536 bytes, got 262144");
}

#[test]
fn a_row_that_breaks_a_check_is_named_and_a_null_breaks_none() {
    let checked = |check: &str| {
        spec(&format!(
            "  t:\n    rows: 40\n    check: {{ small: \"{check}\" }}\n    columns:\n      id: serial\n      size: {{ sql: \"id\", \
             when: \"id <> 30\" }}\n"
        ))
    };
    let broken = error(&checked("size < 20"), "t");
    assert_eq!(broken.to_string(), "table \"t\", row 19: check \"small\" does not hold: size < 20");
    assert!(broken.help.is_some());
    let engine = engine(&checked("size <> 30"));
    assert_eq!(engine.batch(0, 0..40).expect("a null breaks none").num_rows(), 40);
    let engine = crate::support::engine(&checked("size < 20"));
    assert_eq!(engine.batch(0, 0..19).expect("these rows hold").num_rows(), 19);
}
