//! Rows of a binary COPY → Arrow columns of the plan's types.

use super::{EPOCH_DAYS, EPOCH_MICROS, HEADER, JSONB_VERSION, numeric};
use crate::plan::{CellValue, ColumnBuilder, IntWidth, Type, json};
use crate::store::StoreError;

/// Cuts a stream into rows, however it arrives.
#[derive(Default)]
pub struct RowCutter {
    pending: Vec<u8>,
    began: bool,
    ended: bool,
}

impl RowCutter {
    /// Takes the next bytes and hands every complete row's `field_count` fields (none: null) to `take`.
    ///
    /// # Errors
    /// `Damaged` when it is not such a stream, or the error of `take`.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        field_count: usize,
        mut take: impl FnMut(&[Option<&[u8]>]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.pending.extend_from_slice(bytes);
        let mut rest = self.pending.as_slice();
        if !self.began {
            let Some(after) = rest.get(HEADER.len()..) else { return Ok(()) };
            if rest[..HEADER.len()] != *HEADER {
                return Err(broken("it does not begin with the signature"));
            }
            (self.began, rest) = (true, after);
        }
        let mut fields = Vec::with_capacity(field_count);
        while !self.ended {
            let Some((count, after)) = rest.split_first_chunk::<2>() else { break };
            match i16::from_be_bytes(*count) {
                -1 => (self.ended, rest) = (true, after),
                count if count as usize == field_count => {
                    // The borrows of the last row end before the next one's fields are collected.
                    fields.clear();
                    let Some(after) = row(after, field_count, &mut fields) else { break };
                    take(&fields)?;
                    rest = after;
                }
                count => return Err(broken(&format!("a row has {count} fields, not {field_count}"))),
            }
        }
        let consumed = self.pending.len() - rest.len();
        self.pending.drain(..consumed);
        Ok(())
    }

    /// Takes the end of the stream.
    ///
    /// # Errors
    /// `Damaged` when it came too early.
    pub fn finish(self) -> Result<(), StoreError> {
        if self.ended { Ok(()) } else { Err(broken("it ends in the middle")) }
    }
}

/// The fields of one row and what follows it; none when the row is not complete yet.
fn row<'b>(mut rest: &'b [u8], field_count: usize, fields: &mut Vec<Option<&'b [u8]>>) -> Option<&'b [u8]> {
    for _ in 0..field_count {
        let (length, after) = rest.split_first_chunk::<4>()?;
        match usize::try_from(i32::from_be_bytes(*length)) {
            Ok(length) => {
                let (field, after) = after.split_at_checked(length)?;
                fields.push(Some(field));
                rest = after;
            }
            Err(_) => {
                fields.push(None);
                rest = after;
            }
        }
    }
    Some(rest)
}

fn broken(why: &str) -> StoreError {
    StoreError::machine(format!("could not read stored rows: the server's COPY stream is broken: {why}"))
}

/// Appends a field, or null for `None`; false when it is no value that a load would have written, and null was appended.
pub fn push(builder: &mut ColumnBuilder, ty: Type, field: Option<&[u8]>) -> bool {
    let Some(field) = field else { return builder.append(None) };
    if ty == Type::Json {
        let json = parse_json(field);
        return builder.append(json.as_deref().map(CellValue::Text)) && json.is_some();
    }
    let value = parse(ty, field);
    builder.append(value) && value.is_some()
}

/// The value of a field of any type but JSON.
fn parse(ty: Type, field: &[u8]) -> Option<CellValue<'_>> {
    match ty {
        Type::Bool => parse_bool(field).map(CellValue::Bool),
        Type::Int(IntWidth::Two) => Some(CellValue::Int(i16::from_be_bytes(field.try_into().ok()?).into())),
        Type::Int(IntWidth::Four) => Some(CellValue::Int(i32::from_be_bytes(field.try_into().ok()?).into())),
        Type::Int(IntWidth::Eight) => Some(CellValue::Int(i64::from_be_bytes(field.try_into().ok()?))),
        Type::Decimal { precision, scale } => numeric::parse(field, precision, scale).map(CellValue::Decimal),
        Type::Float => parse_float(field).map(CellValue::Float),
        Type::Text | Type::Json => std::str::from_utf8(field).ok().map(CellValue::Text),
        Type::Date => parse_date(field).map(CellValue::Day),
        Type::Time => parse_time(field).map(CellValue::Int),
        Type::Duration => parse_interval(field).map(CellValue::Int),
        Type::Uuid => field.try_into().ok().map(CellValue::Uuid),
    }
}

fn parse_bool(field: &[u8]) -> Option<bool> {
    match field {
        [0] => Some(false),
        [1] => Some(true),
        _ => None,
    }
}

/// No NaN, no infinity, no −0: columns have none.
fn parse_float(field: &[u8]) -> Option<f64> {
    let value = f64::from_bits(u64::from_be_bytes(field.try_into().ok()?));
    (value.is_finite() && value.to_bits() != (-0.0_f64).to_bits()).then_some(value)
}

/// Days; infinity overflows.
fn parse_date(field: &[u8]) -> Option<i32> {
    let day = i32::from_be_bytes(field.try_into().ok()?);
    if day == i32::MIN { None } else { day.checked_add(EPOCH_DAYS) }
}

/// µs; infinity overflows.
fn parse_time(field: &[u8]) -> Option<i64> {
    let micros = i64::from_be_bytes(field.try_into().ok()?);
    if micros == i64::MIN { None } else { micros.checked_add(EPOCH_MICROS) }
}

/// Days and months have no fixed length, so only intervals without them are durations.
fn parse_interval(field: &[u8]) -> Option<i64> {
    let (micros, rest) = field.split_first_chunk::<8>()?;
    (rest == [0; 8]).then_some(i64::from_be_bytes(*micros))
}

/// In the form that the plan gives JSON.
fn parse_json(field: &[u8]) -> Option<String> {
    let (&JSONB_VERSION, text) = field.split_first()? else { return None };
    json::canonical(std::str::from_utf8(text).ok()?)
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, RecordBatch};
    use proptest::prelude::*;

    use super::super::{HEADER, TRAILER};
    use super::*;
    use crate::store::postgres::rows::binary::encode::RowEncoder;
    use crate::testkit::without_nul as fixture;

    fn decoded(bytes: &[u8], cuts: &[usize], types: &[Type]) -> Result<Vec<ArrayRef>, StoreError> {
        let mut builders: Vec<ColumnBuilder> = types.iter().map(|&ty| ColumnBuilder::new(ty)).collect();
        let mut cutter = RowCutter::default();
        let mut take = |fields: &[Option<&[u8]>]| {
            for ((builder, &ty), field) in builders.iter_mut().zip(types).zip(fields) {
                assert!(push(builder, ty, *field), "every value is exact");
            }
            Ok(())
        };
        let mut start = 0;
        for cut in cuts.iter().map(|cut| cut % (bytes.len() + 1)).chain([bytes.len()]) {
            let end = cut.max(start);
            cutter.feed(&bytes[start..end], types.len(), &mut take)?;
            start = end;
        }
        cutter.finish()?;
        Ok(builders.iter_mut().map(ColumnBuilder::finish).collect())
    }

    fn encoded(batch: &RecordBatch) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        RowEncoder::new(&fixture::plan().tables[0], None).encode(batch, &mut bytes).expect("the batch fits");
        bytes.extend_from_slice(TRAILER);
        bytes
    }

    proptest! {
        #[test]
        fn every_type_comes_back_however_the_stream_is_cut(mut cuts in prop::collection::vec(0_usize..4096, 0..8)) {
            cuts.sort_unstable();
            let plan = fixture::plan();
            let types: Vec<Type> = plan.tables[0].written().map(|(_, column)| column.ty).collect();
            let (_, batch) = fixture::batches(&plan, 0).0.into_iter().find(|(table, _)| *table == 0).expect("a batch");
            let arrays = decoded(&encoded(&batch), &cuts, &types).expect("it is a stream");
            for ((array, expected), ty) in arrays.iter().zip(batch.columns()).zip(types) {
                let expected = arrow::compute::cast(expected, &ty.arrow()).expect("plain text");
                prop_assert_eq!(array, &expected);
            }
        }
    }

    #[test]
    fn a_stream_that_ends_early_is_an_error() {
        let plan = fixture::plan();
        let types: Vec<Type> = plan.tables[0].written().map(|(_, column)| column.ty).collect();
        let bytes =
            encoded(&fixture::batches(&plan, 0).0.into_iter().find(|(table, _)| *table == 0).expect("a batch").1);
        assert!(decoded(&bytes[..bytes.len() - 2], &[], &types).is_err());
        assert!(decoded(&bytes[1..], &[], &types).is_err());
    }

    #[test]
    fn values_that_no_load_writes_are_foreign() {
        let mut interval = 5_i64.to_be_bytes().to_vec();
        interval.extend_from_slice(&[0, 0, 0, 1, 0, 0, 0, 0]);
        let cases: [(Type, &[u8]); 6] = [
            (Type::Float, &f64::NAN.to_bits().to_be_bytes()),
            (Type::Float, &(-0.0_f64).to_bits().to_be_bytes()),
            (Type::Date, &i32::MAX.to_be_bytes()),
            (Type::Time, &i64::MIN.to_be_bytes()),
            (Type::Duration, &interval),
            (Type::Text, b"\xff"),
        ];
        for (ty, field) in cases {
            assert!(!push(&mut ColumnBuilder::new(ty), ty, Some(field)), "{ty}");
        }
    }
}
