//! Exact numbers: digits, a scale and, after a division, a divisor. Nothing is rounded until someone asks.
//!
//! Value of a row = digits / (10^scale × divisor). Integers, dates, times, durations and uuids are exact numbers of
//! scale 0, so one set of loops serves them all.
//!
//! Why not `Decimal128` kernels: they fix the scale of a quotient before it is known what it is for. Here a division
//! multiplies divisors, so `(price / quantity) * quantity` comes back to `price`, and only `fit`, `round` and
//! comparisons look at digits.
//!
//! | operation | scale | divisor |
//! |---|---|---|
//! | `a + b` | the larger | a common one |
//! | `a * b` | the sum | the product |
//! | `a / b` | the difference, at least 0 | times b's digits |
//! | `div(a, b)`, `a % b` | 0 | none: whole numbers only |

use arrow::buffer::{BooleanBuffer, NullBuffer};
use arrow::datatypes::i256;

use super::digits::Digits;
use super::lane::{CountedRows, LoopComparison, RowFault};
use crate::plan::sql::{Arithmetic, Rounding};
use crate::plan::types::{IntWidth, Type};

/// A column of exact numbers.
///
/// `digits` and `divisor` may be constants. What a null row holds is arbitrary.
#[derive(Clone, Debug)]
pub(super) struct ExactColumn {
    pub digits: Digits,
    pub scale: u32,
    /// Positive in every row that counts; `None` is 1.
    pub divisor: Option<Digits>,
    pub nulls: Option<NullBuffer>,
}

impl ExactColumn {
    /// Whole numbers.
    ///
    /// O(1).
    pub fn whole(digits: Digits, nulls: Option<NullBuffer>) -> Self {
        ExactColumn { digits, scale: 0, divisor: None, nulls }
    }

    /// `self op other`; `nulls` of the result are the union.
    ///
    /// # Errors
    /// Division by zero, or more than 76 digits on the way, in a row that counts.
    pub fn arithmetic(
        &self,
        op: Arithmetic,
        other: &ExactColumn,
        counted: CountedRows,
    ) -> Result<ExactColumn, RowFault> {
        let nulls = NullBuffer::union(self.nulls.as_ref(), other.nulls.as_ref());
        let counted = counted.and(nulls.as_ref());
        let result = match op {
            Arithmetic::Add => self.add(other, counted)?,
            Arithmetic::Subtract => self.add(&other.negate(counted)?, counted)?,
            Arithmetic::Multiply => self.multiply(other, counted)?,
            Arithmetic::Divide => self.divide(other, counted)?,
            Arithmetic::IntegerDivide | Arithmetic::Remainder => {
                let divisor = nonzero(&other.digits, counted)?;
                let (quotient, remainder) = self.digits.divide_truncating(&divisor, counted)?;
                ExactColumn::whole(if op == Arithmetic::IntegerDivide { quotient } else { remainder }, None)
            }
        };
        Ok(ExactColumn { nulls, ..result })
    }

    fn add(&self, other: &ExactColumn, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let (left, right, divisor) = self.aligned(other, counted)?;
        let digits = left.add(&right, counted)?;
        Ok(ExactColumn { digits, scale: self.scale.max(other.scale), divisor, nulls: None })
    }

    fn multiply(&self, other: &ExactColumn, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let digits = self.digits.multiply(&other.digits, counted)?;
        let divisor = product(self.divisor.as_ref(), other.divisor.as_ref(), counted)?;
        Ok(ExactColumn { digits, scale: self.scale + other.scale, divisor, nulls: None })
    }

    /// The quotient as a fraction: nothing is divided yet.
    ///
    /// Signs move to the digits, so that a divisor is positive: roundings and comparisons then need not know about
    /// it.
    fn divide(&self, other: &ExactColumn, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let mut divisor = nonzero(&other.digits, counted)?;
        let mut digits = self.digits.clone();
        if !divisor.all_positive() {
            let sign = divisor.signum();
            digits = digits.multiply(&sign, counted)?;
            divisor = divisor.multiply(&sign, counted)?;
        }
        if let Some(factor) = &other.divisor {
            digits = digits.multiply(factor, counted)?;
        }
        if other.scale > self.scale {
            digits = digits.multiply_by_ten(other.scale - self.scale, counted)?;
        }
        let divisor = product(self.divisor.as_ref(), Some(&divisor), counted)?;
        Ok(ExactColumn { digits, scale: self.scale.saturating_sub(other.scale), divisor, nulls: None })
    }

    /// The numbers with the opposite sign.
    ///
    /// # Errors
    /// More than 76 digits.
    pub fn negate(&self, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        Ok(ExactColumn { digits: self.digits.negate(counted.and(self.nulls.as_ref()))?, ..self.clone() })
    }

    pub fn abs(&self, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let counted = counted.and(self.nulls.as_ref());
        Ok(ExactColumn { digits: self.digits.multiply(&self.digits.signum(), counted)?, ..self.clone() })
    }

    /// The digits of both sides over one scale and divisor, and that divisor.
    ///
    /// Equal constant divisors, such as those of `a / 3 + b / 3`, are recognised and not multiplied.
    ///
    /// # Errors
    /// More than 76 digits.
    fn aligned(&self, other: &ExactColumn, counted: CountedRows) -> Result<(Digits, Digits, Option<Digits>), RowFault> {
        let scale = self.scale.max(other.scale);
        let mut left = self.digits.multiply_by_ten(scale - self.scale, counted)?;
        let mut right = other.digits.multiply_by_ten(scale - other.scale, counted)?;
        if same_divisor(self.divisor.as_ref(), other.divisor.as_ref()) {
            return Ok((left, right, self.divisor.clone()));
        }
        if let Some(divisor) = &other.divisor {
            left = left.multiply(divisor, counted)?;
        }
        if let Some(divisor) = &self.divisor {
            right = right.multiply(divisor, counted)?;
        }
        Ok((left, right, product(self.divisor.as_ref(), other.divisor.as_ref(), counted)?))
    }

    /// A bit per row: how both sides compare; rows that are null on either side have no meaning.
    ///
    /// a / b < c / d is compared as a × d < c × b: exact, since divisors are positive.
    pub fn compare(
        &self,
        other: &ExactColumn,
        operator: LoopComparison,
        counted: CountedRows,
    ) -> Result<BooleanBuffer, RowFault> {
        let nulls = NullBuffer::union(self.nulls.as_ref(), other.nulls.as_ref());
        let (left, right, _) = self.aligned(other, counted.and(nulls.as_ref()))?;
        Ok(left.compare(&right, counted.rows, operator))
    }

    /// The value rounded to `places` after the point (before it, if negative). A value with fewer decimals stays as it is.
    ///
    /// `places` may be negative: `round(1250, -2)` is 1300. The divisor is gone afterwards.
    pub fn round(&self, places: i32, mode: Rounding, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let counted = counted.and(self.nulls.as_ref());
        // Digits to give up. A divisor has to be carried out even if there are none.
        let excess = i64::from(self.scale) - i64::from(places);
        if excess <= 0 && self.divisor.is_none() {
            return Ok(self.clone());
        }
        let power = u32::try_from(excess.unsigned_abs()).unwrap_or(u32::MAX);
        let one = Digits::constant(i256::ONE);
        let divisor = self.divisor.as_ref().unwrap_or(&one);
        let quotient = if excess > 0 {
            self.digits.divide(&divisor.multiply_by_ten(power, counted)?, mode)
        } else {
            self.digits.multiply_by_ten(power, counted)?.divide(divisor, mode)
        };
        let scale = u32::try_from(places).unwrap_or(0);
        let digits = if places < 0 { quotient.multiply_by_ten(places.unsigned_abs(), counted)? } else { quotient };
        Ok(ExactColumn { digits, scale, divisor: None, nulls: self.nulls.clone() })
    }

    /// The value rounded and checked to be of type `ty`, with exactly its scale.
    ///
    /// Half away from zero, as PostgreSQL rounds `numeric`. The result's digits are in units of the type: 10^-s, days
    /// or µs.
    ///
    /// # Errors
    /// The first counting row whose value lies outside the type, with the value.
    pub fn fit(&self, ty: Type, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let scale = match ty {
            Type::Decimal { scale, .. } => u32::from(scale),
            _ => 0,
        };
        let rounded = self.round(scale as i32, Rounding::HalfAway, counted)?;
        let counted = counted.and(self.nulls.as_ref());
        let digits = rounded.digits.multiply_by_ten(scale - rounded.scale, counted)?;
        let (lowest, highest) = bounds(ty);
        // A loop without branches over all rows decides the usual case; only a hit is looked up by row.
        if digits.any_outside(lowest, highest) {
            let outside = |value: i256| value < lowest || value > highest;
            let found = match digits.as_constant() {
                Some(value) => counted.first().filter(|_| outside(value)),
                None => (0..counted.rows).find(|row| outside(digits.get(*row)) && counted.has(*row)),
            };
            if let Some(row) = found {
                return Err(RowFault { row, message: out_of_range(ty, digits.get(row), scale) });
            }
        }
        Ok(ExactColumn { digits, scale, divisor: None, nulls: self.nulls.clone() })
    }

    /// Numbers picked from several columns; null where none is taken.
    ///
    /// Pieces are brought to the largest scale. If any has a divisor all get one, 1 where there was none.
    pub fn assemble(pieces: Vec<(BooleanBuffer, ExactColumn)>, counted: CountedRows) -> Result<ExactColumn, RowFault> {
        let scale = pieces.iter().map(|(_, piece)| piece.scale).max().unwrap_or(0);
        let divided = pieces.iter().any(|(_, piece)| piece.divisor.is_some());
        let nulls = assembled_nulls(pieces.iter().map(|(taken, piece)| (taken, piece.nulls.as_ref())), counted.rows);
        let (mut digits, mut divisors) = (Vec::new(), Vec::new());
        for (taken, piece) in pieces {
            let counted = CountedRows { active: Some(&taken), nulls: piece.nulls.as_ref(), ..counted };
            digits.push((taken.clone(), piece.digits.multiply_by_ten(scale - piece.scale, counted)?));
            divisors.push((taken, piece.divisor.unwrap_or_else(|| Digits::constant(i256::ONE))));
        }
        let divisor = divided.then(|| Digits::assemble(&divisors, counted.rows));
        Ok(ExactColumn { digits: Digits::assemble(&digits, counted.rows), scale, divisor, nulls })
    }
}

/// Valid where a piece is taken and valid.
pub(super) fn assembled_nulls<'a>(
    pieces: impl Iterator<Item = (&'a BooleanBuffer, Option<&'a NullBuffer>)>,
    rows: usize,
) -> Option<NullBuffer> {
    let valid = pieces.fold(BooleanBuffer::new_unset(rows), |valid, (taken, nulls)| match nulls {
        Some(nulls) => &valid | &(taken & nulls.inner()),
        None => &valid | taken,
    });
    Some(NullBuffer::new(valid)).filter(|nulls| nulls.null_count() > 0)
}

/// The divisors, refused where one that counts is zero; those that do not count are made 1.
///
/// `CountedRows` decides: a zero below a null or in a branch not taken becomes 1 and is never looked at.
fn nonzero(digits: &Digits, counted: CountedRows) -> Result<Digits, RowFault> {
    if digits.all_positive() {
        return Ok(digits.clone());
    }
    match digits.first_zero(counted) {
        Some(row) => Err(RowFault { row, message: "division by zero".to_owned() }),
        None => Ok(digits.without_zeros()),
    }
}

fn product(left: Option<&Digits>, right: Option<&Digits>, counted: CountedRows) -> Result<Option<Digits>, RowFault> {
    match (left, right) {
        (Some(left), Some(right)) => Ok(Some(left.multiply(right, counted)?)),
        (one, other) => Ok(one.or(other).cloned()),
    }
}

fn same_divisor(left: Option<&Digits>, right: Option<&Digits>) -> bool {
    match (left, right) {
        (None, None) => true,
        (Some(left), Some(right)) => left.as_constant().is_some() && left.as_constant() == right.as_constant(),
        _ => false,
    }
}

/// The lowest and highest digits of a type.
///
/// In units of the type's smallest step. 10^p - 1 for decimals, the years 1 to 9999 for dates and times.
fn bounds(ty: Type) -> (i256, i256) {
    use crate::plan::sql::calendar::{DATE_MAX, DATE_MIN, TIME_MAX, TIME_MIN};
    let (lowest, highest) = match ty {
        Type::Int(IntWidth::Two) => (i128::from(i16::MIN), i128::from(i16::MAX)),
        Type::Int(IntWidth::Four) => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Type::Date => (i128::from(DATE_MIN), i128::from(DATE_MAX)),
        Type::Time => (i128::from(TIME_MIN), i128::from(TIME_MAX)),
        Type::Decimal { precision, .. } => {
            let highest = 10_i128.pow(u32::from(precision).min(38)) - 1;
            (-highest, highest)
        }
        Type::Uuid => (i128::MIN, i128::MAX),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    (i256::from_i128(lowest), i256::from_i128(highest))
}

fn out_of_range(ty: Type, digits: i256, scale: u32) -> String {
    match ty {
        Type::Date => "a date outside the years 1 to 9999".to_owned(),
        Type::Time => "a time outside the years 1 to 9999".to_owned(),
        Type::Duration => "a duration beyond 292,000 years".to_owned(),
        _ => format!("{} does not fit {ty}", super::format::decimal(digits, scale)),
    }
}
