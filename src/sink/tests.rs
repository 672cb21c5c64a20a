//! The laws of files: what goes in comes back, however it was cut, and an output is whole or not there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, DurationMicrosecondArray,
    FixedSizeBinaryArray, Float64Array, Int16Array, Int32Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::buffer::NullBuffer;
use arrow::datatypes::Int32Type;
use proptest::prelude::*;

use crate::digest::fixture::{column, plan, table};
use crate::digest::{DatasetInputs, DatasetReceipt, TableDigest, TableDigester};
use crate::generate::Shard;
use crate::plan::{Column, IntWidth, Plan, Table, Type};

use super::{ExistingOutput, Format, Manifest, Output, OutputRequest, SinkError, verify_dir};

const MONEY: Type = Type::Decimal { precision: 12, scale: 2 };
const WIDEST: Type = Type::Decimal { precision: 38, scale: 38 };

/// A table with a column of every type, and two names that need quotes.
fn everything() -> Table {
    let columns = vec![
        Column { nullable: false, ..column("id", Type::INT) },
        column("bool", Type::Bool),
        column("int2", Type::Int(IntWidth::Two)),
        column("int4", Type::Int(IntWidth::Four)),
        column("money", MONEY),
        column("widest", WIDEST),
        column("float", Type::Float),
        Column { stored_name: "Text, \"quoted\"".to_owned(), ..column("text", Type::Text) },
        Column { dictionary: true, ..column("status", Type::Text) },
        column("date", Type::Date),
        column("time", Type::Time),
        column("duration", Type::Duration),
        column("uuid", Type::Uuid),
        column("json", Type::Json),
    ];
    Table { stored_name: "All Things".to_owned(), ..table("everything", columns) }
}

/// One row's cells; `None` is null in every nullable column.
type Row = Option<(i64, i128, f64, String, u8)>;

fn batch(first_id: i64, rows: &[Row]) -> RecordBatch {
    fn each<T, A: FromIterator<Option<T>>>(rows: &[Row], cell: impl Fn(&(i64, i128, f64, String, u8)) -> T) -> A {
        rows.iter().map(|row| row.as_ref().map(&cell)).collect()
    }
    let decimals = |ty: Type, array: Decimal128Array| -> ArrayRef { Arc::new(array.with_data_type(ty.arrow())) };
    let statuses = ["paid", "", "a,b", "sent \"now\"", "naïve\n"];
    let keys: Int32Array = each(rows, |row| i32::from(row.4) % 5);
    let uuids = rows.iter().map(|row| row.as_ref().map(|row| row.1.to_be_bytes()));
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter_values(first_id..first_id + rows.len() as i64)),
        Arc::new(each::<_, BooleanArray>(rows, |row| row.0 % 2 == 0)),
        Arc::new(each::<_, Int16Array>(rows, |row| row.0 as i16)),
        Arc::new(each::<_, Int32Array>(rows, |row| row.0 as i32)),
        decimals(MONEY, each(rows, |row| row.1 % 10_i128.pow(12))),
        decimals(WIDEST, each(rows, |row| row.1 % 10_i128.pow(38))),
        Arc::new(each::<_, Float64Array>(rows, |row| row.2)),
        Arc::new(each::<String, StringArray>(rows, |row| row.3.clone())),
        Arc::new(DictionaryArray::<Int32Type>::new(keys, Arc::new(StringArray::from(statuses.to_vec())))),
        Arc::new(each::<_, Date32Array>(rows, |row| row.0 as i32)),
        Arc::new(each::<_, TimestampMicrosecondArray>(rows, |row| row.0).with_timezone("UTC")),
        Arc::new(each::<_, DurationMicrosecondArray>(rows, |row| row.0)),
        Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(uuids, 16).expect("all are 16 bytes")),
        Arc::new(each::<String, StringArray>(rows, |row| format!("{{\"n\":{},\"s\":\"}}\\n\"}}", row.0))),
    ];
    RecordBatch::try_new(Format::Csv.schema(&everything()), arrays).expect("the columns are the table's")
}

/// Rows at the edges of what the types hold.
fn edges() -> RecordBatch {
    let texts = ["", " ", "a,b", "\"", "\"\"", "a\r\nb", "\r", "null", "\\N", "\u{0}\u{1f}\u{7f}", "日本語 🎉", "'"];
    let numbers = [i64::MIN, i64::MAX, 0, -1, 1];
    let wides = [i128::MIN + 1, i128::MAX, 10_i128.pow(38) - 1, 1 - 10_i128.pow(38), 0];
    let floats = [0.0, 5e-324, f64::MAX, f64::MIN, 0.1, 1e16];
    let row = |i: usize| Some((numbers[i % 5], wides[i % 5], floats[i % 6], texts[i % 12].to_owned(), i as u8));
    batch(i64::MIN, &(0..60).map(|i| if i % 7 == 6 { None } else { row(i) }).collect::<Vec<_>>())
}

fn digest(plan: &Plan, batches: &[RecordBatch]) -> TableDigest {
    let mut digester = TableDigester::new(&plan.tables[0]);
    batches.iter().for_each(|batch| digester.update(batch));
    digester.finish()
}

fn request(plan: &Plan, format: Format) -> OutputRequest<'_> {
    OutputRequest { plan, tables: &[0], format, shard: None, existing: ExistingOutput::Refuse }
}

fn write(dir: &Path, request: OutputRequest<'_>, batches: &[RecordBatch]) -> Result<DatasetReceipt, SinkError> {
    let mut output = Output::begin(dir, request)?;
    let encoder = output.encoder();
    for batch in batches {
        output.write(0, encoder.encode(0, batch.clone())?)?;
    }
    let tables = vec![digest(request.plan, batches)];
    let receipt = DatasetReceipt::new("generate", DatasetInputs::of(request.plan), tables, BTreeMap::new());
    output.finish(&receipt)?;
    Ok(receipt)
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("the directory is there");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

#[test]
fn every_format_gives_back_what_was_written() {
    let plan = plan(vec![everything()]);
    let rows = edges();
    for format in Format::ALL {
        let dir = temporary();
        let receipt =
            write(dir.path(), request(&plan, format), std::slice::from_ref(&rows)).expect("the directory is empty");
        assert_eq!(names(dir.path()), [format!("All Things.{format}"), "manifest.json".to_owned()]);
        assert_eq!(verify_dir(dir.path(), &plan).expect("nothing was changed"), receipt, "{format}");
    }
}

#[test]
fn lines_are_these_bytes() {
    let plan = plan(vec![everything()]);
    let rows =
        [Some((-1, -1, 0.1, "a \"b\"".to_owned(), 3)), None, Some((86_400_000_000, 150, 1e300, String::new(), 1))];
    let text = |format| {
        let dir = temporary();
        write(dir.path(), request(&plan, format), &[batch(1, &rows)]).expect("the directory is empty");
        fs::read_to_string(dir.path().join(format!("All Things.{format}"))).expect("it was written")
    };
    let zeros = "0".repeat(35);
    let csv = format!(
        "id,bool,int2,int4,money,widest,float,\"Text, \"\"quoted\"\"\",status,date,time,duration,uuid,json\n\
         1,false,-1,-1,-0.01,-0.{zeros}001,0.1,\"a \"\"b\"\"\",\"sent \"\"now\"\"\",1969-12-31,\
         1969-12-31T23:59:59.999999Z,-1,ffffffff-ffff-ffff-ffff-ffffffffffff,\"{{\"\"n\"\":-1,\"\"s\"\":\"\"}}\\n\"\"}}\"\n\
         2,,,,,,,,,,,,,\n\
         3,true,24576,500654080,1.50,0.{zeros}150,1e+300,\"\",\"\",+1372714-04-26,1970-01-02T00:00:00.000000Z,\
         86400000000,00000000-0000-0000-0000-000000000096,\"{{\"\"n\"\":86400000000,\"\"s\"\":\"\"}}\\n\"\"}}\"\n"
    );
    assert_eq!(text(Format::Csv), csv);
    let jsonl = format!(
        "{{\"id\":1,\"bool\":false,\"int2\":-1,\"int4\":-1,\"money\":-0.01,\"widest\":\"-0.{zeros}001\",\"float\":0.1,\
         \"Text, \\\"quoted\\\"\":\"a \\\"b\\\"\",\"status\":\"sent \\\"now\\\"\",\"date\":\"1969-12-31\",\
         \"time\":\"1969-12-31T23:59:59.999999Z\",\"duration\":-1,\"uuid\":\"ffffffff-ffff-ffff-ffff-ffffffffffff\",\
         \"json\":{{\"n\":-1,\"s\":\"}}\\n\"}}}}"
    );
    let lines = text(Format::Jsonl);
    assert_eq!(lines.lines().next(), Some(jsonl.as_str()));
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("every line is JSON");
    }
}

#[test]
fn parquet_files_have_parquets_own_types() {
    use parquet::basic::LogicalType;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let plan = plan(vec![everything()]);
    let dir = temporary();
    write(dir.path(), request(&plan, Format::Parquet), &[edges()]).expect("the directory is empty");
    let file = fs::File::open(dir.path().join("All Things.parquet")).expect("it was written");
    let reader = SerializedFileReader::new(file).expect("it is Parquet");
    let metadata = reader.metadata().file_metadata();
    assert_eq!(metadata.created_by(), Some(concat!("reseed version ", env!("CARGO_PKG_VERSION"))));
    let logical = |name: &str| {
        let columns = metadata.schema_descr().columns();
        columns.iter().find(|column| column.name() == name).and_then(|column| column.logical_type_ref().cloned())
    };
    assert_eq!(logical("uuid"), Some(LogicalType::Uuid));
    assert_eq!(logical("json"), Some(LogicalType::Json));
    assert!(matches!(logical("money"), Some(LogicalType::Decimal(ty)) if (ty.precision, ty.scale) == (12, 2)));
    assert_eq!(logical("status"), Some(LogicalType::String));
    assert!(matches!(logical("time"), Some(LogicalType::Timestamp(ty)) if ty.is_adjusted_to_u_t_c));
}

/// All files of an output but the manifest, by name.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = names(dir).into_iter().filter(|name| name != "manifest.json");
    names.map(|name| (name.clone(), fs::read(dir.join(name)).expect("it was written"))).collect()
}

fn cut(rows: &RecordBatch, sizes: &[usize]) -> Vec<RecordBatch> {
    let mut batches = Vec::new();
    let mut start = 0;
    for size in sizes.iter().cycle().take_while(|_| rows.num_rows() > 0) {
        let size = (*size).min(rows.num_rows() - start);
        batches.push(rows.slice(start, size));
        start += size;
        if start == rows.num_rows() {
            break;
        }
    }
    batches
}

prop_compose! {
    fn any_rows()(rows in prop::collection::vec(prop::option::weighted(0.8,
        (any::<i64>(), any::<i128>(), prop::num::f64::NORMAL, ".{0,12}", any::<u8>())), 1..120)) -> RecordBatch {
        batch(0, &rows)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_rows_come_back_and_bytes_do_not_depend_on_batches(
        rows in any_rows(),
        sizes in prop::collection::vec(1_usize..40, 1..5),
    ) {
        let plan = plan(vec![everything()]);
        for format in Format::ALL {
            let (whole, in_parts) = (temporary(), temporary());
            let receipt = write(whole.path(), request(&plan, format), std::slice::from_ref(&rows)).expect("it is empty");
            write(in_parts.path(), request(&plan, format), &cut(&rows, &sizes)).expect("it is empty");
            prop_assert_eq!(files(whole.path()), files(in_parts.path()), "{}", format);
            prop_assert_eq!(verify_dir(whole.path(), &plan).expect("nothing was changed"), receipt);
        }
    }
}

#[test]
fn bytes_do_not_depend_on_batches_across_row_groups_either() {
    let mut payments = table("payments", vec![column("id", Type::INT), column("note", Type::Text)]);
    payments.columns.push(Column { dictionary: true, ..column("status", Type::Text) });
    let plan = plan(vec![payments]);
    // Every batch has a dictionary of its own, as an engine's batches may.
    let rows = |range: std::ops::Range<i64>| {
        let notes = range.clone().map(|i| (i % 3 != 0).then(|| format!("note {i}")));
        let statuses = range.clone().map(|i| (i % 5 != 0).then_some(["paid", "sent", "new"][(i % 3) as usize]));
        let statuses: DictionaryArray<Int32Type> = statuses.collect();
        let notes: StringArray = notes.collect();
        let columns: Vec<ArrayRef> =
            vec![Arc::new(Int64Array::from_iter_values(range)), Arc::new(notes), Arc::new(statuses)];
        RecordBatch::try_new(Format::Csv.schema(&plan.tables[0]), columns).expect("the columns are the table's")
    };
    const ROWS: i64 = 150_000;
    for format in [Format::Parquet, Format::Arrow] {
        let outputs = [[ROWS, ROWS], [7_919, 50_021]].map(|sizes| {
            let (dir, mut start, mut batches) = (temporary(), 0, Vec::new());
            for size in sizes.into_iter().cycle() {
                let end = (start + size).min(ROWS);
                batches.push(rows(start..end));
                start = end;
                if start == ROWS {
                    break;
                }
            }
            write(dir.path(), request(&plan, format), &batches).expect("it is empty");
            verify_dir(dir.path(), &plan).expect("nothing was changed");
            files(dir.path())
        });
        assert!(outputs[0] == outputs[1], "{format}");
    }
}

#[test]
fn what_lies_under_nulls_or_past_the_end_leaves_no_trace() {
    let columns = [column("id", Type::INT), column("number", Type::INT), column("text", Type::Text)];
    let plan = plan(vec![table("t", [columns.to_vec(), vec![column("bool", Type::Bool)]].concat())]);
    let rows = |under_null: i64, text_under_null: &str, past_the_end: bool| {
        let nulls = NullBuffer::from(vec![true, false, true]);
        let numbers = Int64Array::new(vec![1, under_null, 3].into(), Some(nulls.clone()));
        let (ends, bytes, _) = StringArray::from(vec!["a", text_under_null, "c"]).into_parts();
        let texts = StringArray::new(ends, bytes, Some(nulls));
        let bools = BooleanArray::from(vec![true, false, true, past_the_end]).slice(0, 3);
        let ids = Int64Array::from(vec![1, 2, 3]);
        let columns: Vec<ArrayRef> = vec![Arc::new(ids), Arc::new(numbers), Arc::new(texts), Arc::new(bools)];
        RecordBatch::try_new(Format::Csv.schema(&plan.tables[0]), columns).expect("the columns are the table's")
    };
    for format in Format::ALL {
        let written = [rows(0, "", false), rows(99, "hidden", true)].map(|rows| {
            let dir = temporary();
            write(dir.path(), request(&plan, format), &[rows]).expect("it is empty");
            files(dir.path())
        });
        assert!(written[0] == written[1], "{format}");
    }
}

#[test]
fn an_empty_table_has_a_file_too() {
    let plan = plan(vec![everything()]);
    for format in Format::ALL {
        let dir = temporary();
        write(dir.path(), request(&plan, format), &[]).expect("it is empty");
        assert_eq!(verify_dir(dir.path(), &plan).expect("nothing was changed").tables[0].rows, 0, "{format}");
    }
}

#[test]
fn an_interrupted_output_leaves_nothing() {
    let plan = plan(vec![everything()]);
    for format in Format::ALL {
        let dir = temporary();
        let mut output = Output::begin(dir.path(), request(&plan, format)).expect("it is empty");
        let encoded = output.encoder().encode(0, edges()).expect("the columns are the table's");
        output.write(0, encoded).expect("the disk has room");
        assert!(names(dir.path()).iter().all(|name| name.starts_with(".reseed-partial-")));
        assert!(matches!(verify_dir(dir.path(), &plan), Err(SinkError::Incomplete(_))));
        drop(output);
        assert_eq!(names(dir.path()), [""; 0], "{format}");
    }
}

#[test]
fn two_runs_at_once_in_one_directory_are_refused() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    let first = Output::begin(dir.path(), request(&plan, Format::Csv)).expect("it is empty");
    let second = Output::begin(dir.path(), request(&plan, Format::Csv)).expect_err("the first is there");
    assert!(matches!(second, SinkError::Busy(_)), "{second}");
    assert_eq!(names(dir.path()), [".reseed-partial-All Things.csv"], "the first's files stay");
    drop(first);
    Output::begin(dir.path(), request(&plan, Format::Csv)).expect("the first is gone");
}

#[test]
fn an_output_is_replaced_only_when_asked_and_only_when_the_new_one_is_complete() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    let old = write(dir.path(), request(&plan, Format::Csv), &[edges()]).expect("it is empty");
    let other = request(&plan, Format::Jsonl);
    for format in [Format::Csv, Format::Jsonl] {
        let refused = write(dir.path(), request(&plan, format), &[]).expect_err("an output is there");
        assert!(matches!(&refused, SinkError::Exists(path) if path.ends_with("manifest.json")), "{refused}");
    }
    let replace = OutputRequest { existing: ExistingOutput::Replace, ..other };
    drop(Output::begin(dir.path(), replace).expect("replacing is asked for"));
    assert_eq!(verify_dir(dir.path(), &plan).expect("the old one is untouched"), old);
    let new = write(dir.path(), replace, &[batch(0, &[None])]).expect("replacing is asked for");
    assert_eq!(names(dir.path()), ["All Things.jsonl", "manifest.json"], "the old format's file is gone");
    assert_eq!(verify_dir(dir.path(), &plan).expect("the new one is complete"), new);
}

#[test]
fn a_file_that_no_manifest_names_is_not_overwritten() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    fs::write(dir.path().join("All Things.csv"), "mine").expect("the directory is writable");
    let refused = write(dir.path(), request(&plan, Format::Csv), &[]).expect_err("a file is there");
    assert!(refused.help().is_some_and(|help| help.contains("--force")));
    assert_eq!(names(dir.path()), ["All Things.csv"]);
}

#[test]
fn an_output_that_fails_while_it_is_published_does_not_look_finished() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    write(dir.path(), request(&plan, Format::Jsonl), &[edges()]).expect("it is empty");
    fs::create_dir(dir.path().join("All Things.csv")).expect("the directory is writable");
    let replace = OutputRequest { existing: ExistingOutput::Replace, ..request(&plan, Format::Csv) };
    let error = write(dir.path(), replace, &[edges()]).expect_err("a file cannot replace a directory");
    assert!(error.to_string().starts_with("could not name"), "{error}");
    assert_eq!(names(dir.path()), ["All Things.csv"], "no manifest, no partial file");
    assert!(matches!(verify_dir(dir.path(), &plan), Err(SinkError::Incomplete(_))));
}

#[test]
fn a_path_that_is_a_file_is_named() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    let file = dir.path().join("out");
    fs::write(&file, "mine").expect("the directory is writable");
    for path in [file.clone(), file.join("below")] {
        let error = Output::begin(&path, request(&plan, Format::Csv)).expect_err("it is a file");
        assert!(matches!(&error, SinkError::NotADirectory(named) if *named == path), "{error}");
    }
}

#[test]
fn a_batch_or_receipt_of_another_table_is_refused() {
    let plan = plan(vec![everything(), table("other", vec![column("id", Type::INT)])]);
    let dir = temporary();
    let output = Output::begin(dir.path(), request(&plan, Format::Csv)).expect("it is empty");
    let is_fault = |error: SinkError| matches!(error, SinkError::Batch { .. });
    assert!(is_fault(output.encoder().encode(1, edges()).expect_err("not one of the output's")));
    assert!(is_fault(output.encoder().encode(9, edges()).expect_err("not one of the plan's")));
    let narrow = edges().project(&[0]).expect("it has a column");
    assert!(is_fault(output.encoder().encode(0, narrow).expect_err("columns are missing")));
    let receipt = DatasetReceipt::new("generate", DatasetInputs::of(&plan), vec![], BTreeMap::new());
    assert!(is_fault(output.finish(&receipt).expect_err("a table was written")));
    assert_eq!(names(dir.path()), [""; 0]);
}

#[test]
fn shards_add_up_to_the_whole_and_a_missing_one_is_named() {
    let plan = plan(vec![everything()]);
    let rows = edges();
    let (whole, sharded) = (temporary(), temporary());
    let receipt =
        write(whole.path(), request(&plan, Format::Parquet), std::slice::from_ref(&rows)).expect("it is empty");
    let part = |index: u32| {
        let shard = Shard::new(index, 3).ok();
        let start = [0, 25, 25][index as usize];
        let batch = rows.slice(start, [25, 0, 35][index as usize]);
        write(sharded.path(), OutputRequest { shard, ..request(&plan, Format::Parquet) }, &[batch])
    };
    part(2).expect("the part does not exist yet");
    part(0).expect("the part does not exist yet");
    let missing = verify_dir(sharded.path(), &plan).expect_err("one is missing").to_string();
    assert!(missing.ends_with("shard 1-of-3 is missing"), "{missing}");
    part(1).expect("the part does not exist yet");
    assert!(matches!(part(1), Err(SinkError::Exists(_))));
    assert!(matches!(write(sharded.path(), request(&plan, Format::Csv), &[]), Err(SinkError::Exists(_))));
    assert_eq!(verify_dir(sharded.path(), &plan).expect("all are there"), receipt);
    let replace = OutputRequest { existing: ExistingOutput::Replace, ..request(&plan, Format::Csv) };
    write(sharded.path(), replace, std::slice::from_ref(&rows)).expect("replacing is asked for");
    assert_eq!(names(sharded.path()), ["All Things.csv", "manifest.json"], "the shards are gone");
}

/// The error of reading after one text in an output's file was replaced.
fn damaged(format: Format, from: &str, to: &str) -> String {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    let row = Some((5, 150, 0.5, "two\nlines".to_owned(), 0));
    write(dir.path(), request(&plan, format), &[batch(1, &[row.clone(), row])]).expect("it is empty");
    let path = dir.path().join(format!("All Things.{format}"));
    let text = fs::read_to_string(&path).expect("it was written");
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replace(from, to)).expect("the directory is writable");
    let message = verify_dir(dir.path(), &plan).expect_err("it is damaged").to_string();
    message.replace(&format!("{}/", dir.path().display()), "")
}

#[test]
fn damage_is_named_with_its_file_line_and_column() {
    let csv = |from, to| damaged(Format::Csv, from, to);
    let file = r#""All Things.csv""#;
    assert_eq!(
        csv("1.50", "1.5"),
        format!(r#"cannot read {file} line 2: column "money": expected decimal(12,2), got "1.5""#)
    );
    assert_eq!(csv("\n2,", "\nx,"), format!(r#"cannot read {file} line 4: column "id": expected int, got "x""#));
    assert_eq!(csv("\n2,", "\n,"), format!(r#"cannot read {file} line 4: column "id": it cannot be null"#));
    assert_eq!(csv(",false,", ","), format!("cannot read {file} line 2: expected 14 cells, got 13"));
    assert_eq!(csv("two", "t\"wo"), format!("cannot read {file} line 2: text after a closing quote"));
    assert_eq!(csv("paid", "sent"), format!(r#"{file} differs from its manifest: column "status" has other values"#));
    assert!(csv("id,bool", "bool,id").starts_with(&format!("cannot read {file} line 1: expected the header")));
    let jsonl = damaged(Format::Jsonl, "\"int4\":5", "\"int4\":5.0");
    assert_eq!(jsonl, r#"cannot read "All Things.jsonl" line 1: column "int4": expected int4, got "5.0""#);
}

#[test]
fn a_cut_or_overwritten_file_is_an_error_in_every_format() {
    let plan = plan(vec![everything()]);
    for format in Format::ALL {
        let dir = temporary();
        write(dir.path(), request(&plan, format), &[edges()]).expect("it is empty");
        let path = dir.path().join(format!("All Things.{format}"));
        let bytes = fs::read(&path).expect("it was written");
        for kept in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..kept]).expect("the directory is writable");
            let error = verify_dir(dir.path(), &plan).expect_err("it is cut");
            assert!(matches!(error, SinkError::Damaged { .. } | SinkError::Differs { .. }), "{format}: {error}");
        }
        fs::remove_file(&path).expect("it is there");
        let error = verify_dir(dir.path(), &plan).expect_err("it is gone").to_string();
        assert!(error.ends_with("it does not exist"), "{error}");
    }
}

#[test]
fn an_edited_manifest_is_refused() {
    let plan = plan(vec![everything()]);
    let dir = temporary();
    write(dir.path(), request(&plan, Format::Csv), &[edges()]).expect("it is empty");
    let path = dir.path().join("manifest.json");
    let text = fs::read_to_string(&path).expect("it was written");
    for (from, to) in
        [("\"rows\": 60", "\"rows\": 61"), ("All Things.csv", "../a.csv"), ("\"csv\"", "\"odt\""), ("{", "")]
    {
        assert!(text.contains(from));
        fs::write(&path, text.replacen(from, to, 1)).expect("the directory is writable");
        assert!(matches!(Manifest::all(dir.path()), Err(SinkError::Damaged { .. })), "{from}");
    }
}
