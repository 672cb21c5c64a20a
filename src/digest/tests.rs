//! The laws of digests: what moves them, what does not, and the bytes they are.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, DurationMicrosecondArray,
    FixedSizeBinaryArray, Float64Array, Int16Array, Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray,
    StringViewArray, TimestampMicrosecondArray, UInt32Array,
};
use arrow::compute::{concat_batches, take_record_batch};
use arrow::datatypes::Int32Type;
use proptest::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::plan::{IntWidth, Table, Type};

use super::fixture::{column, table};
use super::{Digest, TableDigest, TableDigester};

fn batch(columns: Vec<ArrayRef>) -> RecordBatch {
    RecordBatch::try_from_iter(columns.into_iter().enumerate().map(|(i, array)| (format!("c{i}"), array)))
        .expect("columns have one length")
}

fn digest(table: &Table, batch: &RecordBatch) -> TableDigest {
    let mut digester = TableDigester::new(table);
    digester.update(batch);
    digester.finish()
}

/// Orders with an id, a note and an amount.
fn orders() -> Table {
    let amount = Type::Decimal { precision: 12, scale: 2 };
    table("orders", vec![column("id", Type::INT), column("note", Type::Text), column("amount", amount)])
}

fn rows(ids: &[i64], notes: &[Option<&str>], amounts: &[i128]) -> RecordBatch {
    let amounts = Decimal128Array::from(amounts.to_vec()).with_precision_and_scale(12, 2).expect("12, 2 is a decimal");
    batch(vec![
        Arc::new(Int64Array::from(ids.to_vec())),
        Arc::new(StringArray::from(notes.to_vec())),
        Arc::new(amounts),
    ])
}

/// The columns whose digest moved.
fn moved(changed: &RecordBatch) -> Vec<String> {
    let before = digest(&orders(), &rows(&[1, 2, 3], &[Some("a"), None, Some("")], &[100, 100, 0]));
    let after = digest(&orders(), changed);
    assert_ne!(before.digest, after.digest, "a damage moves the table's digest");
    let differs = |name: &&String| before.columns[*name] != after.columns[*name];
    before.columns.keys().filter(differs).cloned().collect()
}

#[test]
fn every_damage_moves_the_digest_of_its_column() {
    let (ids, notes, amounts) = ([1, 2, 3], [Some("a"), None, Some("")], [100, 100, 0]);
    assert_eq!(moved(&rows(&ids, &[None, Some("a"), Some("")], &amounts)), ["note"], "cells swapped between rows");
    assert_eq!(moved(&rows(&ids, &notes, &[100, 0, 100])), ["amount"], "cells swapped between rows");
    assert_eq!(moved(&rows(&ids, &notes, &[100, 101, 0])), ["amount"], "one cell by one");
    assert_eq!(moved(&rows(&ids, &[Some("a"), Some(""), Some("")], &amounts)), ["note"], "null became empty");
    assert_eq!(moved(&rows(&ids, &[Some("a"), None, None], &amounts)), ["note"], "empty became null");
    assert_eq!(moved(&rows(&ids, &[Some("a "), None, Some("")], &amounts)), ["note"], "a space more");
    assert_eq!(moved(&rows(&[1, 2, 4], &notes, &amounts)), ["id", "note"], "another key; the amount there is 0");
    assert_eq!(moved(&rows(&ids[..2], &notes[..2], &amounts[..2])), ["id", "note"], "a row dropped");
    assert_eq!(moved(&rows(&[1, 1, 2, 3], &[Some("a"), Some("a"), None, Some("")], &[100, 100, 100, 0])).len(), 3);
}

#[test]
fn a_row_of_nothing_but_zeros_counts() {
    let two = table("zeros", vec![column("id", Type::INT)]);
    let zero = |count: usize| digest(&two, &batch(vec![Arc::new(Int64Array::from(vec![0; count]))]));
    assert_eq!(zero(1).columns, zero(2).columns);
    assert_ne!(zero(1).digest, zero(2).digest);
}

#[test]
fn two_columns_with_swapped_values_are_seen() {
    let pair = table("pair", vec![column("id", Type::INT), column("a", Type::INT), column("b", Type::INT)]);
    let of = |a: Vec<i64>, b: Vec<i64>| {
        let arrays: [Vec<i64>; 3] = [vec![1, 2], a, b];
        digest(&pair, &batch(arrays.map(|v| Arc::new(Int64Array::from(v)) as ArrayRef).to_vec())).digest
    };
    assert_ne!(of(vec![5, 6], vec![7, 8]), of(vec![7, 8], vec![5, 6]));
}

#[test]
fn a_null_is_no_64_bit_value() {
    let nullable = table("t", vec![column("id", Type::INT), column("v", Type::INT)]);
    let of = |v: Option<i64>| {
        digest(&nullable, &batch(vec![Arc::new(Int64Array::from(vec![1])), Arc::new(Int64Array::from(vec![v]))]))
    };
    for value in [0, -1, super::cells::NULL as i64] {
        assert_ne!(of(None).digest, of(Some(value)).digest);
    }
}

/// The digest of one non-key column, with ids 0.. next to it.
fn column_digest(ty: Type, array: ArrayRef) -> Digest {
    let ids = Int64Array::from_iter_values(0..array.len() as i64);
    let table = table("t", vec![column("id", Type::INT), column("v", ty)]);
    digest(&table, &batch(vec![Arc::new(ids), array])).columns["v"].digest
}

#[test]
fn integers_of_any_width_are_one_value() {
    let values = [-32768_i16, -1, 0, 7, 32767];
    let expected = column_digest(Type::INT, Arc::new(Int64Array::from_iter_values(values.map(i64::from))));
    let narrow: [(IntWidth, ArrayRef); 2] = [
        (IntWidth::Two, Arc::new(Int16Array::from_iter_values(values))),
        (IntWidth::Four, Arc::new(Int32Array::from_iter_values(values.map(i32::from)))),
    ];
    for (width, array) in narrow {
        assert_eq!(column_digest(Type::Int(width), array), expected);
    }
}

#[test]
fn text_in_any_array_is_one_value() {
    let texts = [Some("ä"), None, Some(""), Some("longer than the twelve bytes of a view"), Some("ä")];
    let plain = StringArray::from(texts.to_vec());
    let expected = column_digest(Type::Text, Arc::new(plain.clone()));
    let dictionary: DictionaryArray<Int32Type> = texts.into_iter().collect();
    // One text under two keys, and a null among the values.
    let keys = Int32Array::new(vec![0, 1, 2, 3, 4].into(), None);
    let twice = StringArray::from(texts.to_vec());
    let nulls_inside = DictionaryArray::new(keys, Arc::new(twice));
    let wide = DictionaryArray::new(UInt32Array::from(vec![0, 1, 2, 3, 0]), Arc::new(plain.clone()));
    let others: [ArrayRef; 5] = [
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(StringViewArray::from(texts.to_vec())),
        Arc::new(dictionary),
        Arc::new(nulls_inside),
        Arc::new(wide),
    ];
    for array in others {
        assert_eq!(column_digest(Type::Text, array.clone()), expected, "{}", array.data_type());
    }
    let sliced: ArrayRef =
        Arc::new(StringArray::from(vec![Some("x"), texts[0], texts[1], texts[2], texts[3], texts[4]]));
    assert_eq!(column_digest(Type::Text, sliced.slice(1, 5)), expected);
}

#[test]
fn a_decimal_is_raw_up_to_18_digits_and_hashed_above() {
    let array = |precision| -> ArrayRef {
        let digits = Decimal128Array::from(vec![Some(-12345), None, Some(0)]);
        Arc::new(digits.with_precision_and_scale(precision, 2).expect("a decimal's precision"))
    };
    let of = |precision| column_digest(Type::Decimal { precision, scale: 2 }, array(precision));
    assert_eq!(of(18), column_digest(Type::INT, Arc::new(Int64Array::from(vec![Some(-12345), None, Some(0)]))));
    assert_eq!(of(9), of(18));
    assert_ne!(of(19), of(18));
    assert_eq!(of(19), of(38));
}

#[test]
fn columns_moved_and_helpers_change_nothing() {
    let moved_table = {
        let mut table = table("orders", vec![orders().columns[2].clone(), orders().columns[1].clone()]);
        table.columns.push(crate::plan::Column { helper: true, ..column("_h", Type::Bool) });
        table.columns.push(orders().columns[0].clone());
        table.key = vec![3];
        table
    };
    let rows = rows(&[1, 2], &[Some("a"), None], &[1, 2]);
    let turned = rows.project(&[2, 1, 0]).expect("three columns");
    assert_eq!(digest(&moved_table, &turned), digest(&orders(), &rows));
}

#[test]
fn digests_never_change() {
    let ids = [1_i64, -2, i64::MAX];
    let uuids = [[0_u8; 16], [255; 16], *b"0123456789abcdef"];
    let columns: Vec<(Type, ArrayRef)> = vec![
        (Type::INT, Arc::new(Int64Array::from(ids.to_vec()))),
        (Type::Bool, Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        (Type::Float, Arc::new(Float64Array::from(vec![Some(0.1), Some(-1e300), None]))),
        (Type::Date, Arc::new(Date32Array::from(vec![Some(-1), Some(20454), None]))),
        (Type::Time, Arc::new(TimestampMicrosecondArray::from(vec![Some(-1), Some(1), None]).with_timezone("UTC"))),
        (Type::Duration, Arc::new(DurationMicrosecondArray::from(vec![Some(-1), Some(1), None]))),
        (Type::Uuid, Arc::new(FixedSizeBinaryArray::try_from_iter(uuids.iter()).expect("all are 16 bytes"))),
        (Type::Json, Arc::new(StringArray::from(vec![Some("{}"), Some("[1]"), None]))),
    ];
    let all = columns.iter().enumerate().map(|(i, (ty, _))| column(&format!("c{i}"), *ty)).collect();
    let found = digest(&table("all", all), &batch(columns.into_iter().map(|(_, array)| array).collect()));
    let sums: Vec<String> = found.columns.values().map(|column| column.digest.to_string()).collect();
    assert_eq!(found.digest.to_string(), "e6118c0dcf5cd3fd4dd1b188b05d8a81");
    let expected = [
        "469883107ad96c520f6fd2918dfc2a16",
        "c8bb4d38073f8cb5e157285d1bf97692",
        "a598bb82393aa2b1af411e9abd2c4bd5",
        "e55c25ea8aeed2a1b9cd8af6668b383a",
        "e55c25ea8aee8f757f5209c1a2e44ef5",
        "e55c25ea8aee8f757f5209c1a2e44ef5",
        "ce8c53d133be0557c3d77cdae091fae6",
        "34f0a64f29f4780912924abab67e7702",
    ];
    assert_eq!(sums, expected);
}

/// The definition, cell by cell, with nothing shared with the code under test but its constants.
#[test]
fn a_column_digest_is_the_sum_of_x_times_m() {
    let mix = |x: u64| {
        let mut z = (0x7265_7365_6564_0001_u64 ^ x).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from((z ^ (z >> 31)) | 1)
    };
    let found = digest(&orders(), &rows(&[5, -6], &[Some("x"), None], &[-1, 3]));
    let (m5, m6) = (mix(5), mix(-6_i64 as u64));
    let sum = |a: u128, b: u128| Digest(a.wrapping_mul(m5).wrapping_add(b.wrapping_mul(m6)));
    assert_eq!(found.columns["id"].digest, sum(5, u128::from(-6_i64 as u64)));
    assert_eq!(found.columns["note"].digest, sum(u128::from(xxh3_64(b"x")), super::cells::NULL));
    assert_eq!(found.columns["amount"].digest, sum(u128::from(u64::MAX), 3));
}

prop_compose! {
    fn any_rows()(cells in prop::collection::vec((any::<i64>(), any::<Option<String>>(), -999_i128..999), 1..40))
        -> RecordBatch {
        let notes: Vec<_> = cells.iter().map(|(_, note, _)| note.as_deref()).collect();
        let ids: Vec<_> = cells.iter().map(|(id, _, _)| *id).collect();
        rows(&ids, &notes, &cells.iter().map(|(_, _, amount)| *amount).collect::<Vec<_>>())
    }
}

proptest! {
    #[test]
    fn parts_in_any_order_add_up_to_the_whole(rows in any_rows(), cut in any::<prop::sample::Index>(), turn in 0_u32..40) {
        let whole = digest(&orders(), &rows);
        let count = rows.num_rows() as u32;
        let order = UInt32Array::from_iter_values((0..count).map(|row| (row + turn) % count));
        let turned = take_record_batch(&rows, &order).expect("indices are in range");
        let cut = cut.index(rows.num_rows() + 1);
        let (head, tail) = (turned.slice(0, cut), turned.slice(cut, rows.num_rows() - cut));
        let parts = digest(&orders(), &head).combine(&digest(&orders(), &tail)).expect("one table");
        prop_assert_eq!(&parts, &whole);
        let mut merged = TableDigester::new(&orders());
        merged.update(&tail);
        let mut other = TableDigester::new(&orders());
        other.update(&head);
        merged.merge(&other);
        prop_assert_eq!(&merged.finish(), &whole);
        let again = concat_batches(&rows.schema(), [&tail, &head]).expect("one schema");
        prop_assert_eq!(&digest(&orders(), &again), &whole);
    }

    #[test]
    fn any_change_of_one_amount_moves_its_column_only(rows in any_rows(), at in any::<prop::sample::Index>(), by in 1_i128..999) {
        let whole = digest(&orders(), &rows);
        let at = at.index(rows.num_rows());
        let amounts = rows.column(2).as_any().downcast_ref::<Decimal128Array>().expect("amounts are decimals");
        let changed = amounts.iter().enumerate().map(|(row, v)| v.map(|v| if row == at { v + by } else { v }));
        let changed: Decimal128Array = changed.collect();
        let changed = changed.with_precision_and_scale(12, 2).expect("12, 2 is a decimal");
        let columns = vec![rows.column(0).clone(), rows.column(1).clone(), Arc::new(changed) as ArrayRef];
        let after = digest(&orders(), &batch(columns));
        prop_assert_ne!(after.digest, whole.digest);
        prop_assert_ne!(&after.columns["amount"], &whole.columns["amount"]);
        prop_assert_eq!(&after.columns["note"], &whole.columns["note"]);
    }
}

#[test]
fn parts_of_different_tables_do_not_combine() {
    let orders_digest = digest(&orders(), &rows(&[1], &[None], &[0]));
    let renamed = TableDigest { name: "other".to_owned(), ..orders_digest.clone() };
    assert_eq!(orders_digest.combine(&renamed), None);
    let mut retyped = orders_digest.clone();
    retyped.columns.get_mut("id").expect("orders have an id").ty = "int4".to_owned();
    assert_eq!(orders_digest.combine(&retyped), None);
}
