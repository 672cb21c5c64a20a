//! The number `x` of every cell of a column, in flat loops.
//!
//! Must never look at a value's Arrow width or encoding beyond reading it: equal values have equal `x`.

use arrow::array::{Array, AsArray, GenericStringArray, OffsetSizeTrait, StringViewArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType,
};
use xxhash_rust::xxh3::xxh3_64;

/// What a null counts as: odd and above 2⁶⁴, so that no value's `x` gives the same product with any `M`.
pub(super) const NULL: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

/// Decimals of at most this many digits are their own 64 bits.
const RAW_DIGITS_MAX: u8 = 18;

/// Something that wants a column's `x` values, row by row. What it gets for a null row means nothing.
pub(super) trait Visitor {
    fn visit(&mut self, xs: impl Iterator<Item = u64>);
}

/// Folds the next key column into every row's mix.
pub(super) struct Mix<'a>(pub &'a mut [u64], pub Option<&'a NullBuffer>);

impl Visitor for Mix<'_> {
    fn visit(&mut self, xs: impl Iterator<Item = u64>) {
        let nulls = self.1;
        for (row_index, (mixed, x)) in self.0.iter_mut().zip(xs).enumerate() {
            let is_null = nulls.is_some_and(|nulls| nulls.is_null(row_index));
            *mixed = finalise(*mixed ^ if is_null { NULL as u64 } else { x });
        }
    }
}

/// SplitMix64's finaliser (Stafford's mix 13), which maps the 64-bit numbers one to one.
fn finalise(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Sums `x·M` over the rows.
pub(super) struct Sum<'a> {
    /// Every row's `M`.
    pub multipliers: &'a [u64],
    /// The rows whose cell is null.
    pub nulls: Option<&'a NullBuffer>,
    /// The sum so far, mod 2¹²⁸.
    pub total: u128,
}

impl Visitor for Sum<'_> {
    fn visit(&mut self, xs: impl Iterator<Item = u64>) {
        match self.nulls {
            None => self.plain(xs),
            Some(nulls) => self.with_nulls(xs, nulls),
        }
    }
}

impl Sum<'_> {
    fn plain(&mut self, xs: impl Iterator<Item = u64>) {
        let products = xs.zip(self.multipliers).map(|(x, &m)| u128::from(x) * u128::from(m));
        self.total = products.fold(self.total, u128::wrapping_add);
    }

    fn with_nulls(&mut self, xs: impl Iterator<Item = u64>, nulls: &NullBuffer) {
        let (mut values, mut null_multipliers) = (0_u128, 0_u128);
        for ((x, &m), is_valid) in xs.zip(self.multipliers).zip(nulls.inner()) {
            let mask = u64::from(is_valid).wrapping_neg();
            values = values.wrapping_add(u128::from(x & mask) * u128::from(m));
            null_multipliers = null_multipliers.wrapping_add(u128::from(m & !mask));
        }
        self.total = self.total.wrapping_add(values).wrapping_add(null_multipliers.wrapping_mul(NULL));
    }
}

/// The null rows of a column, dictionary values that are null included; `None` when there are none.
pub(super) fn nulls(array: &dyn Array) -> Option<NullBuffer> {
    array.logical_nulls().filter(|nulls| nulls.null_count() > 0)
}

/// Hands the column's `x` values to `visitor`.
///
/// # Panics
/// For an Arrow type that no column type is held in: a fault of the caller, who reads or makes columns by the plan.
pub(super) fn visit(array: &dyn Array, visitor: &mut impl Visitor) {
    match array.data_type() {
        DataType::Boolean => visitor.visit(array.as_boolean().values().iter().map(u64::from)),
        DataType::Int16 => visitor.visit(array.as_primitive::<Int16Type>().values().iter().map(|&v| v as i64 as u64)),
        DataType::Int32 => visitor.visit(array.as_primitive::<Int32Type>().values().iter().map(|&v| v as i64 as u64)),
        DataType::Int64 => visitor.visit(array.as_primitive::<Int64Type>().values().iter().map(|&v| v as u64)),
        DataType::Float64 => visitor.visit(array.as_primitive::<Float64Type>().values().iter().map(|v| v.to_bits())),
        DataType::Date32 => visitor.visit(array.as_primitive::<Date32Type>().values().iter().map(|&v| v as i64 as u64)),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            visitor.visit(array.as_primitive::<TimestampMicrosecondType>().values().iter().map(|&v| v as u64));
        }
        DataType::Duration(TimeUnit::Microsecond) => {
            visitor.visit(array.as_primitive::<DurationMicrosecondType>().values().iter().map(|&v| v as u64));
        }
        DataType::Decimal128(precision, _) => decimals(array, *precision, visitor),
        _ => visit_hashed(array, visitor),
    }
}

fn decimals(array: &dyn Array, precision: u8, visitor: &mut impl Visitor) {
    let digits = array.as_primitive::<Decimal128Type>().values();
    if precision <= RAW_DIGITS_MAX {
        visitor.visit(digits.iter().map(|&v| v as u64));
    } else {
        visitor.visit(digits.iter().map(|v| xxh3_64(&v.to_le_bytes())));
    }
}

fn visit_hashed(array: &dyn Array, visitor: &mut impl Visitor) {
    match array.data_type() {
        DataType::Utf8 => texts::<i32>(array.as_string(), visitor),
        DataType::LargeUtf8 => texts::<i64>(array.as_string(), visitor),
        DataType::Utf8View => visitor.visit(view_hashes(array.as_string_view())),
        DataType::FixedSizeBinary(_) => {
            let array = array.as_fixed_size_binary();
            visitor.visit((0..array.len()).map(|row_index| xxh3_64(array.value(row_index))));
        }
        DataType::Dictionary(_, _) => dictionary(array, visitor),
        other => unreachable!("the plan generates or reads columns, and has no Arrow type {other}"),
    }
}

fn texts<O: OffsetSizeTrait>(array: &GenericStringArray<O>, visitor: &mut impl Visitor) {
    let bytes = array.value_data();
    visitor.visit(array.value_offsets().windows(2).map(|ends| xxh3_64(&bytes[ends[0].as_usize()..ends[1].as_usize()])));
}

fn view_hashes(array: &StringViewArray) -> impl Iterator<Item = u64> {
    (0..array.len()).map(|row_index| xxh3_64(array.value(row_index).as_bytes()))
}

/// Hashes every value of the dictionary once; a key under a null may be any number.
fn dictionary(array: &dyn Array, visitor: &mut impl Visitor) {
    let dictionary = array.as_any_dictionary();
    let mut hashes = Hashes(Vec::with_capacity(dictionary.values().len()));
    visit_hashed(dictionary.values().as_ref(), &mut hashes);
    let hash = |key: usize| hashes.0.get(key).copied().unwrap_or_default();
    match dictionary.keys().data_type() {
        DataType::Int32 => {
            visitor.visit(dictionary.keys().as_primitive::<Int32Type>().values().iter().map(|&key| hash(key as usize)));
        }
        _ if dictionary.values().is_empty() => visitor.visit(std::iter::repeat_n(0, array.len())),
        _ => visitor.visit(dictionary.normalized_keys().into_iter().map(hash)),
    }
}

struct Hashes(Vec<u64>);

impl Visitor for Hashes {
    fn visit(&mut self, xs: impl Iterator<Item = u64>) {
        self.0.extend(xs);
    }
}
