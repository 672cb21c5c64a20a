//! Expressions over a small fixed batch, as data; and laws over random batches.

mod columns;
mod constants;
mod errors;
mod laws;

use std::sync::Arc;

use arrow::array::*;
use arrow::datatypes::{DataType, Int32Type};

use super::{SqlDataError, evaluate, format};
use crate::plan::sql::{Literal, ResolvedPath, TypedExpr, UnresolvedPath, calendar, check};
use crate::plan::types::Type;
use crate::spec::sql::parse;

/// Named inputs of one length.
#[derive(Debug)]
pub(super) struct Batch {
    pub columns: Vec<(&'static str, Type, ArrayRef)>,
    pub rows: usize,
}

impl Batch {
    fn resolve(&self, path: &[String]) -> Result<ResolvedPath, UnresolvedPath> {
        let name = path.join(".");
        let slot = self.columns.iter().position(|(known, ..)| *known == name);
        slot.map(|slot| (slot, self.columns[slot].1, true)).ok_or((format!("unknown column \"{name}\""), None))
    }

    fn arrays(&self) -> Vec<ArrayRef> {
        self.columns.iter().map(|(_, _, array)| array.clone()).collect()
    }

    /// Types `text`; "=> type" at its end names the type that it is rounded to.
    pub fn typed(&self, text: &str) -> TypedExpr {
        let (text, target) = text.split_once(" => ").map_or((text, None), |(text, target)| (text, Some(target)));
        let parsed = parse(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let typed =
            check(&parsed, &|path| self.resolve(path), &param).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        match target {
            Some(target) => typed.rounded_to(type_named(target)).unwrap_or_else(|fault| panic!("{text}: {fault:?}")),
            None => typed,
        }
    }

    pub fn evaluate(&self, text: &str) -> Result<ArrayRef, SqlDataError> {
        evaluate(&self.typed(text), &self.arrays(), self.rows)
    }
}

fn param(name: &str) -> Option<Literal> {
    (name == "rate").then_some(Literal::Decimal { unscaled: 175, scale: 1 })
}

/// The type that `CAST(NULL AS name)` has.
fn type_named(name: &str) -> Type {
    let parsed = parse(&format!("CAST(NULL AS {name})")).expect(name);
    check(&parsed, &|_| Err((String::new(), None)), &|_| None).expect(name).ty
}

/// A value as text, null as `-`.
pub(super) fn show(array: &ArrayRef, row: usize) -> String {
    format::cell(array, row).unwrap_or_else(|| "-".to_owned())
}

fn days(text: &str) -> Option<i32> {
    calendar::parse_date(text).map(|days| days as i32)
}

/// Six rows of every type, nulls included.
pub(super) fn batch() -> Batch {
    let decimals = vec![Some(1000), Some(5), Some(-250), Some(10_000), Some(125), None];
    let money = Decimal128Array::from(decimals).with_data_type(DataType::Decimal128(10, 2));
    let wide = Decimal128Array::from(vec![Some(10_i128.pow(37)), Some(1), Some(-3), None, Some(7), Some(0)]);
    let wide = wide.with_data_type(DataType::Decimal128(38, 0));
    let dates = ["2026-01-01", "2024-02-29", "1969-12-31", "", "2000-12-31", "2026-06-15"].map(days);
    let times = [
        "2026-01-01T00:00:00Z",
        "2024-02-29T23:59:59.5Z",
        "1969-12-31T12:00:00Z",
        "",
        "2000-06-15T10:30:45Z",
        "2026-01-01",
    ];
    let uuids: Vec<Option<[u8; 16]>> =
        vec![Some([0; 16]), Some([255; 16]), None, Some([16; 16]), Some([127; 16]), Some([128; 16])];
    let uuids = FixedSizeBinaryArray::try_from_sparse_iter_with_size(uuids.into_iter(), 16).expect("16 bytes each");
    let colours: DictionaryArray<Int32Type> =
        vec![Some("red"), Some("blue"), None, Some("red"), Some("GREEN"), Some("blue")].into_iter().collect();
    let texts = vec![Some("Ärger"), Some(""), Some("a-b-c"), None, Some("12.5"), Some("Hello World")];
    let columns: Vec<(&'static str, Type, ArrayRef)> = vec![
        ("q", Type::INT, Arc::new(Int64Array::from(vec![Some(0), Some(1), Some(-7), Some(3), None, Some(10)]))),
        ("big", Type::INT, Arc::new(Int64Array::from(vec![i64::MAX, i64::MIN, 1, -1, 0, 1 << 62]))),
        ("p", Type::Decimal { precision: 10, scale: 2 }, Arc::new(money)),
        ("wide", Type::Decimal { precision: 38, scale: 0 }, Arc::new(wide)),
        (
            "f",
            Type::Float,
            Arc::new(Float64Array::from(vec![Some(0.5), Some(-1.5), Some(2.0), None, Some(1e300), Some(0.0)])),
        ),
        ("s", Type::Text, Arc::new(StringArray::from(texts))),
        ("k", Type::Text, Arc::new(colours)),
        (
            "b",
            Type::Bool,
            Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, Some(true), Some(false), Some(true)])),
        ),
        ("d", Type::Date, Arc::new(Date32Array::from(dates.to_vec()))),
        (
            "t",
            Type::Time,
            Arc::new(TimestampMicrosecondArray::from(times.map(calendar::parse_time).to_vec()).with_timezone("UTC")),
        ),
        (
            "span",
            Type::Duration,
            Arc::new(DurationMicrosecondArray::from(vec![
                Some(0),
                Some(1),
                Some(-5),
                None,
                Some(7),
                Some(86_400_000_000),
            ])),
        ),
        ("u", Type::Uuid, Arc::new(uuids)),
        (
            "as_of",
            Type::Time,
            Arc::new(TimestampMicrosecondArray::from(vec![calendar::parse_time("2026-07-01")]).with_timezone("UTC")),
        ),
    ];
    Batch { columns, rows: 6 }
}
