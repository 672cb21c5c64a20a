//! Whole numbers of any size up to 255 bits, as narrow as the batch's values allow.
//!
//! A batch is held in 64, 128 or 256 bits together with a bound on its values. The bound says when an operation cannot
//! overflow, so the usual loops are unchecked and vectorise; only 256-bit numbers are checked row by row. Which width is
//! used never shows in a value.
//!
//! The bound is an upper limit on bits, kept without looking at the numbers: a product has at most the sum of the
//! operands' bits, a sum one more than the larger. It only grows, so a long expression would drift into 256 bits;
//! before that happens the numbers are measured again.
//!
//! | width | bits used | operations |
//! |---|---|---|
//! | `i64` | 63 | unchecked, vectorised |
//! | `i128` | 127 | unchecked |
//! | `i256` | 255 | checked per row |

use arrow::buffer::{BooleanBuffer, ScalarBuffer};
use arrow::datatypes::i256;

use super::lane::{CountedRows, Lane, LoopComparison, RowFault, ordered, try_zip, zip};
use crate::plan::sql::Rounding;

/// Numbers and a bound: |value| < 2^bits in every row, null or not.
#[derive(Clone, Debug)]
pub(super) struct Digits {
    store: DigitLanes,
    bits: u32,
}

#[derive(Clone, Debug)]
enum DigitLanes {
    Small(Lane<i64>),
    Medium(Lane<i128>),
    Large(Lane<i256>),
}

/// Two operands in one width.
enum DigitPair {
    Small(Lane<i64>, Lane<i64>),
    Medium(Lane<i128>, Lane<i128>),
    Large(Lane<i256>, Lane<i256>),
}

// Without the sign bit, so that a bound of as many bits cannot wrap.
const SMALL_BITS: u32 = 63;
const MEDIUM_BITS: u32 = 127;
const LARGE_BITS: u32 = 256;

/// The message for a number that does not fit 256 bits.
const TOO_LARGE: &str = "a number inside the expression has more than 76 digits";

impl Digits {
    /// One number for all rows, in the narrowest width.
    ///
    /// In the narrowest width.
    pub fn constant(value: i256) -> Self {
        match (value.to_i128(), value.to_i128().and_then(|value| i64::try_from(value).ok())) {
            (_, Some(small)) => Digits::small(Lane::All(small)),
            (Some(medium), None) => Digits::medium(Lane::All(medium)),
            (None, _) => Digits { store: DigitLanes::Large(Lane::All(value)), bits: LARGE_BITS },
        }
    }

    /// Numbers of 64 bits. Measures their bound: one pass, an OR of magnitudes.
    pub fn small(lane: Lane<i64>) -> Self {
        let seen = lane.values().iter().fold(0, |seen, value| seen | value.unsigned_abs());
        Digits { store: DigitLanes::Small(lane), bits: 64 - seen.leading_zeros() }
    }

    /// Numbers of up to 128 bits; narrows them if all are small.
    pub fn medium(lane: Lane<i128>) -> Self {
        let seen = lane.values().iter().fold(0, |seen, value| seen | value.unsigned_abs());
        let bits = 128 - seen.leading_zeros();
        if bits <= SMALL_BITS {
            return Digits { store: DigitLanes::Small(lane.map(|value| value as i64)), bits };
        }
        Digits { store: DigitLanes::Medium(lane), bits }
    }

    /// Numbers of 256 bits, or of 128 where all of them fit, since 256-bit loops are the slow ones.
    fn large(lane: Lane<i256>) -> Self {
        let fits = lane.values().iter().all(|value| value.to_i128().is_some());
        if fits {
            Digits::medium(lane.map(i256::as_i128))
        } else {
            Digits { store: DigitLanes::Large(lane), bits: LARGE_BITS }
        }
    }

    /// 10^power.
    ///
    /// `None` above 10^76, the largest that 255 bits hold.
    pub fn power_of_ten(power: u32) -> Option<Self> {
        i256::from_i128(10).checked_pow(power).filter(|_| power <= 76).map(Digits::constant)
    }

    /// The number of a row, in the widest type; for errors and single rows.
    pub fn get(&self, row: usize) -> i256 {
        match &self.store {
            DigitLanes::Small(lane) => i256::from_i128(i128::from(lane.get(row))),
            DigitLanes::Medium(lane) => i256::from_i128(lane.get(row)),
            DigitLanes::Large(lane) => lane.get(row),
        }
    }

    /// The number, if it is the same in every row.
    pub fn as_constant(&self) -> Option<i256> {
        match &self.store {
            DigitLanes::Small(Lane::All(_)) | DigitLanes::Medium(Lane::All(_)) | DigitLanes::Large(Lane::All(_)) => {
                Some(self.get(0))
            }
            _ => None,
        }
    }

    /// The numbers in 64 bits, if all fit.
    ///
    /// The numbers as they are; nothing is converted.
    pub fn as_small(&self) -> Option<&Lane<i64>> {
        match &self.store {
            DigitLanes::Small(lane) => Some(lane),
            _ => None,
        }
    }

    fn to_medium(&self) -> Option<Lane<i128>> {
        match &self.store {
            DigitLanes::Small(lane) => Some(lane.map(i128::from)),
            DigitLanes::Medium(lane) => Some(lane.clone()),
            DigitLanes::Large(_) => None,
        }
    }

    fn to_large(&self) -> Lane<i256> {
        match &self.store {
            DigitLanes::Small(lane) => lane.map(|value| i256::from_i128(i128::from(value))),
            DigitLanes::Medium(lane) => lane.map(i256::from_i128),
            DigitLanes::Large(lane) => lane.clone(),
        }
    }

    /// The same numbers with the tightest bound and width.
    ///
    /// O(rows).
    fn tight(&self) -> Self {
        match &self.store {
            DigitLanes::Small(lane) => Digits::small(lane.clone()),
            DigitLanes::Medium(lane) => Digits::medium(lane.clone()),
            DigitLanes::Large(lane) => Digits::large(lane.clone()),
        }
    }

    /// Both sides in the narrowest width that holds them and, with `bits` for a result, that too.
    ///
    /// Only widens; the wider side decides.
    fn pair(&self, other: &Self, bits: u32) -> DigitPair {
        if let (DigitLanes::Small(left), DigitLanes::Small(right)) = (&self.store, &other.store)
            && bits <= SMALL_BITS
        {
            return DigitPair::Small(left.clone(), right.clone());
        }
        match (self.to_medium(), other.to_medium()) {
            (Some(left), Some(right)) if bits <= MEDIUM_BITS => DigitPair::Medium(left, right),
            _ => DigitPair::Large(self.to_large(), other.to_large()),
        }
    }

    /// Both sides and the bound `bits` gives, made tight first where a loose bound would ask for 256 bits.
    ///
    /// Measuring costs a pass over both sides, so it is done only when the bound has grown too loose.
    fn tightened(&self, other: &Self, bits: impl Fn(&Self, &Self) -> u32) -> (Self, Self, u32) {
        let loose = bits(self, other);
        if loose <= MEDIUM_BITS {
            return (self.clone(), other.clone(), loose);
        }
        let (left, right) = (self.tight(), other.tight());
        let tight = bits(&left, &right);
        (left, right, tight)
    }

    /// Sums, row by row.
    ///
    /// # Errors
    /// Only in 256 bits: a sum of more than 76 digits in a row that counts.
    pub fn add(&self, other: &Self, counted: CountedRows) -> Result<Self, RowFault> {
        let (left, right, bits) = self.tightened(other, |a, b| a.bits.max(b.bits) + 1);
        Ok(match left.pair(&right, bits) {
            DigitPair::Small(a, b) => Digits { store: DigitLanes::Small(zip(&a, &b, i64::wrapping_add)), bits },
            DigitPair::Medium(a, b) => Digits { store: DigitLanes::Medium(zip(&a, &b, i128::wrapping_add)), bits },
            DigitPair::Large(a, b) => Digits::large(try_zip(&a, &b, counted, TOO_LARGE, i256::checked_add)?),
        })
    }

    /// The numbers with the opposite sign: multiplied by -1, which is right for the lowest number of every width.
    pub fn negate(&self, counted: CountedRows) -> Result<Self, RowFault> {
        self.multiply(&Digits::constant(i256::MINUS_ONE), counted)
    }

    /// Products, row by row.
    ///
    /// # Errors
    /// As for a sum.
    pub fn multiply(&self, other: &Self, counted: CountedRows) -> Result<Self, RowFault> {
        if other.as_constant() == Some(i256::ONE) {
            return Ok(self.clone());
        }
        let (left, right, bits) = self.tightened(other, |a, b| a.bits + b.bits);
        if let (DigitLanes::Small(a), DigitLanes::Small(b)) = (&left.store, &right.store) {
            // Two 64-bit operands always fit 128 bits: the product widens without a check.
            let store = if bits <= SMALL_BITS {
                DigitLanes::Small(zip(a, b, i64::wrapping_mul))
            } else {
                DigitLanes::Medium(zip(a, b, |a, b| i128::from(a) * i128::from(b)))
            };
            return Ok(Digits { store, bits });
        }
        Ok(match left.pair(&right, bits) {
            DigitPair::Small(a, b) => Digits { store: DigitLanes::Small(zip(&a, &b, i64::wrapping_mul)), bits },
            DigitPair::Medium(a, b) => Digits { store: DigitLanes::Medium(zip(&a, &b, i128::wrapping_mul)), bits },
            DigitPair::Large(a, b) => Digits::large(try_zip(&a, &b, counted, TOO_LARGE, i256::checked_mul)?),
        })
    }

    /// The numbers with more decimals: times 10^power.
    ///
    /// # Errors
    /// 10^power beyond 76 digits, in any counting row. The constant that is returned otherwise is never looked at.
    pub fn multiply_by_ten(&self, power: u32, counted: CountedRows) -> Result<Self, RowFault> {
        match Digits::power_of_ten(power) {
            Some(factor) => self.multiply(&factor, counted),
            None => counted.check_any(TOO_LARGE).map(|()| Digits::constant(i256::ONE)),
        }
    }

    /// Quotients rounded by `mode`; every divisor that counts is positive.
    ///
    /// Rounds towards what `mode` says, per row. Zeros in rows that do not count are made 1, since integer division
    /// by zero panics.
    pub fn divide(&self, divisor: &Self, mode: Rounding) -> Self {
        let divisor = if divisor.all_positive() { divisor.clone() } else { divisor.without_zeros() };
        match self.pair(&divisor, self.bits.max(divisor.bits)) {
            // Rounding never makes a magnitude larger, so the bound stays.
            DigitPair::Small(a, b) => Digits { store: DigitLanes::Small(divide_small(&a, &b, mode)), bits: self.bits },
            DigitPair::Medium(a, b) => Digits::medium(zip(&a, &b, |a, b| divide_i128(a, b, mode))),
            DigitPair::Large(a, b) => Digits::large(zip(&a, &b, |a, b| divide_i256(a, b, mode))),
        }
    }

    /// Truncated quotients and remainders; the divisors that count are not zero.
    ///
    /// Truncates towards zero; the remainder has the dividend's sign, as in PostgreSQL, SQLite and C.
    pub fn divide_truncating(&self, divisor: &Self, counted: CountedRows) -> Result<(Self, Self), RowFault> {
        Ok(match self.pair(divisor, self.bits.max(divisor.bits)) {
            DigitPair::Small(a, b) => {
                let (quotient, remainder) = (zip(&a, &b, i64::wrapping_div), zip(&a, &b, i64::wrapping_rem));
                (Digits::small(quotient), Digits::small(remainder))
            }
            DigitPair::Medium(a, b) => {
                let (quotient, remainder) = (zip(&a, &b, i128::wrapping_div), zip(&a, &b, i128::wrapping_rem));
                (Digits::medium(quotient), Digits::medium(remainder))
            }
            DigitPair::Large(a, b) => {
                let quotient = try_zip(&a, &b, counted, TOO_LARGE, i256::checked_div)?;
                let remainder = try_zip(&a, &b, counted, TOO_LARGE, i256::checked_rem)?;
                (Digits::large(quotient), Digits::large(remainder))
            }
        })
    }

    /// A bit per row: how both sides compare.
    ///
    /// Both sides must be at one scale.
    pub fn compare(&self, other: &Self, rows: usize, operator: LoopComparison) -> BooleanBuffer {
        match self.pair(other, self.bits.max(other.bits)) {
            DigitPair::Small(a, b) => ordered(&a, &b, rows, operator),
            DigitPair::Medium(a, b) => ordered(&a, &b, rows, operator),
            DigitPair::Large(a, b) => ordered(&a, &b, rows, operator),
        }
    }

    /// −1, 0 or 1.
    ///
    /// In 64 bits, whatever the width.
    pub fn signum(&self) -> Self {
        let lane = match &self.store {
            DigitLanes::Small(lane) => lane.map(i64::signum),
            DigitLanes::Medium(lane) => lane.map(|value| value.signum() as i64),
            DigitLanes::Large(lane) => lane.map(|value| value.signum().as_i128() as i64),
        };
        Digits::small(lane)
    }

    /// Whether every number is above zero.
    pub fn all_positive(&self) -> bool {
        match &self.store {
            DigitLanes::Small(lane) => lane.values().iter().all(|value| *value > 0),
            DigitLanes::Medium(lane) => lane.values().iter().all(|value| *value > 0),
            DigitLanes::Large(lane) => lane.values().iter().all(|value| value.is_positive()),
        }
    }

    /// The same, with 1 in place of 0.
    ///
    /// For divisors: only rows that do not count may have had a zero.
    pub fn without_zeros(&self) -> Self {
        match &self.store {
            DigitLanes::Small(lane) => Digits::small(lane.map(|value| if value == 0 { 1 } else { value })),
            DigitLanes::Medium(lane) => Digits::medium(lane.map(|value| if value == 0 { 1 } else { value })),
            DigitLanes::Large(lane) => {
                Digits::large(lane.map(|value| if value == i256::ZERO { i256::ONE } else { value }))
            }
        }
    }

    /// The first row that counts and holds zero.
    ///
    /// Looks at rows one by one; only called where `all_positive` was false.
    pub fn first_zero(&self, counted: CountedRows) -> Option<usize> {
        let is_zero = |row: usize| self.get(row) == i256::ZERO && counted.has(row);
        match self.as_constant() {
            Some(value) if value != i256::ZERO => None,
            Some(_) => counted.first(),
            None => (0..counted.rows).find(|row| is_zero(*row)),
        }
    }

    /// Whether a number lies outside `lowest ..= highest`, in any row.
    ///
    /// Looks at all rows, those that do not count included, and may so report a value that is never read; the caller
    /// checks.
    pub fn any_outside(&self, lowest: i256, highest: i256) -> bool {
        fn any<T: PartialOrd + Copy>(values: &[T], lowest: T, highest: T) -> bool {
            values.iter().fold(false, |found, value| found | (*value < lowest) | (*value > highest))
        }
        match (&self.store, lowest.to_i128(), highest.to_i128()) {
            (DigitLanes::Small(lane), Some(lowest), Some(highest)) => {
                let small = |bound: i128| bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
                any(lane.values(), small(lowest), small(highest))
            }
            (DigitLanes::Medium(lane), Some(lowest), Some(highest)) => any(lane.values(), lowest, highest),
            _ => any(self.to_large().values(), lowest, highest),
        }
    }

    /// The same numbers in 64 bits; wider ones are cut off, so bounds are checked before.
    pub fn narrowed(&self, rows: usize) -> Self {
        match self.store {
            DigitLanes::Small(_) => self.clone(),
            _ => Digits::small(Lane::Each(self.spread_small(rows))),
        }
    }

    /// One number per row in 64 bits; wider ones are cut off, so bounds are checked before.
    pub fn spread_small(&self, rows: usize) -> ScalarBuffer<i64> {
        match &self.store {
            DigitLanes::Small(lane) => lane.spread(rows),
            DigitLanes::Medium(lane) => lane.map(|value| value as i64).spread(rows),
            DigitLanes::Large(lane) => lane.map(|value| value.as_i128() as i64).spread(rows),
        }
    }

    /// One number per row in 128 bits; wider ones are cut off, so bounds are checked before.
    pub fn spread_medium(&self, rows: usize) -> ScalarBuffer<i128> {
        match &self.store {
            DigitLanes::Small(lane) => lane.map(i128::from).spread(rows),
            DigitLanes::Medium(lane) => lane.spread(rows),
            DigitLanes::Large(lane) => lane.map(i256::as_i128).spread(rows),
        }
    }

    /// Numbers picked from several columns: row `r` comes from the column whose rows hold `r`; zero where none does.
    ///
    /// In the widest of the pieces' widths.
    pub fn assemble(pieces: &[(BooleanBuffer, Digits)], rows: usize) -> Self {
        let bits = pieces.iter().map(|(_, digits)| digits.bits).max().unwrap_or(0);
        if let Some(lanes) = pieces.iter().map(|(_, digits)| digits.as_small().cloned()).collect::<Option<Vec<_>>>() {
            return Digits { store: DigitLanes::Small(scatter(pieces, &lanes, rows)), bits };
        }
        if let Some(lanes) = pieces.iter().map(|(_, digits)| digits.to_medium()).collect::<Option<Vec<_>>>() {
            return Digits { store: DigitLanes::Medium(scatter(pieces, &lanes, rows)), bits };
        }
        let lanes: Vec<_> = pieces.iter().map(|(_, digits)| digits.to_large()).collect();
        Digits { store: DigitLanes::Large(scatter(pieces, &lanes, rows)), bits: LARGE_BITS }
    }
}

/// The rows of several columns in one, zero in rows that no piece has.
///
/// O(rows taken), without a branch per row.
fn scatter<T: arrow::datatypes::ArrowNativeType>(
    pieces: &[(BooleanBuffer, Digits)],
    lanes: &[Lane<T>],
    rows: usize,
) -> Lane<T> {
    let mut out = vec![T::default(); rows];
    for ((taken, _), lane) in pieces.iter().zip(lanes) {
        taken.set_indices().for_each(|row| out[row] = lane.get(row));
    }
    Lane::from_vec(out)
}

/// Constant powers of ten get a loop of their own, which multiplies instead of dividing.
///
/// The compiler turns a division by a known constant into a multiplication and a shift, several times faster than
/// `idiv`. Scales of 1 to 4 digits are what prices and rates have.
fn divide_small(left: &Lane<i64>, right: &Lane<i64>, mode: Rounding) -> Lane<i64> {
    match right {
        Lane::All(10) => left.map(|value| divide_i64(value, 10, mode)),
        Lane::All(100) => left.map(|value| divide_i64(value, 100, mode)),
        Lane::All(1_000) => left.map(|value| divide_i64(value, 1_000, mode)),
        Lane::All(10_000) => left.map(|value| divide_i64(value, 10_000, mode)),
        _ => zip(left, right, |value, divisor| divide_i64(value, divisor, mode)),
    }
}

/// Makes the rounding division of one width. Divisors are not zero, and positive where the row counts. A macro and
/// not a generic function: no trait of std covers the three widths.
macro_rules! rounding_division {
    ($name:ident, $int:ty, $zero:expr, $one:expr) => {
        #[inline(always)]
        pub(super) fn $name(value: $int, divisor: $int, mode: Rounding) -> $int {
            let (quotient, remainder) = (value.wrapping_div(divisor), value.wrapping_rem(divisor));
            let magnitude = if remainder < $zero { remainder.wrapping_neg() } else { remainder };
            let up = match mode {
                // 2 × magnitude >= divisor, written so that it cannot overflow.
                Rounding::HalfAway => magnitude >= divisor.wrapping_sub(magnitude),
                Rounding::Floor => remainder < $zero,
                Rounding::Ceil => remainder > $zero,
                Rounding::Truncate => false,
            };
            match (up, value < $zero) {
                (false, _) => quotient,
                (true, true) => quotient.wrapping_sub($one),
                (true, false) => quotient.wrapping_add($one),
            }
        }
    };
}

rounding_division!(divide_i64, i64, 0, 1);
rounding_division!(divide_i128, i128, 0, 1);
rounding_division!(divide_i256, i256, i256::ZERO, i256::ONE);
