//! A column of numbers that may be one number for all rows, and the loops over pairs of them.
//!
//! Invariant: what stands in a row that does not count (null, or masked out by a condition) has no meaning; loops may
//! compute it but never report it.
//!
//! Constants are common in expressions (`total * 0.19`). Keeping them as one number saves a buffer and lets the
//! compiler hoist it out of the loop; every function here has a loop for each of the four combinations.

use arrow::array::{Array, BooleanArray};
use arrow::buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow::datatypes::ArrowNativeType;

/// One number for all rows, or one for each.
#[derive(Clone, Debug)]
pub(super) enum Lane<T: ArrowNativeType> {
    /// The same in every row.
    All(T),
    /// One per row.
    Each(ScalarBuffer<T>),
}

/// Which rows matter: those that a condition leaves active and that are not null.
///
/// `active` is a mask from the conditions above: in `case when q > 0 then p / q end` the division counts only where
/// `q > 0`, so a zero in another row is no error.
#[derive(Clone, Copy)]
pub(super) struct CountedRows<'a> {
    pub rows: usize,
    pub active: Option<&'a BooleanBuffer>,
    pub nulls: Option<&'a NullBuffer>,
}

/// A row that could not be computed, and why.
///
/// The row is an index into the batch, not into the table. `message` has no operands yet; `eval.rs` adds them.
#[derive(Debug)]
pub(super) struct RowFault {
    pub row: usize,
    pub message: String,
}

impl<'a> CountedRows<'a> {
    /// The rows that count here and are not null there.
    ///
    /// Replaces the nulls instead of joining them: callers pass the union over all operands.
    pub fn and<'b>(self, nulls: Option<&'b NullBuffer>) -> CountedRows<'b>
    where
        'a: 'b,
    {
        CountedRows { rows: self.rows, active: self.active, nulls }
    }

    /// Whether a row counts: two bit lookups.
    pub fn has(&self, row: usize) -> bool {
        self.active.is_none_or(|active| active.value(row)) && self.nulls.is_none_or(|nulls| nulls.is_valid(row))
    }

    /// The first row that counts.
    ///
    /// Where a constant is at fault, this is the row that the error names.
    pub fn first(&self) -> Option<usize> {
        (0..self.rows).find(|row| self.has(*row))
    }

    /// A fault in `row`, if the row counts.
    ///
    /// # Errors
    /// The fault, which stops the evaluation; a row that does not count passes.
    pub fn check(&self, row: usize, message: &str) -> Result<(), RowFault> {
        if self.has(row) { Err(RowFault { row, message: message.to_owned() }) } else { Ok(()) }
    }

    /// A fault in all rows, if any row counts.
    ///
    /// For constants, whose fault concerns every row alike.
    pub fn check_any(&self, message: &str) -> Result<(), RowFault> {
        self.first().map_or(Ok(()), |row| self.check(row, message))
    }
}

impl<T: ArrowNativeType> Lane<T> {
    /// One number per row; takes over the allocation.
    pub fn from_vec(values: Vec<T>) -> Self {
        Lane::Each(ScalarBuffer::from(values))
    }

    /// The number of a row.
    ///
    /// Branches on the representation per call: for errors and rare paths. Loops match once and run over slices.
    pub fn get(&self, row: usize) -> T {
        match self {
            Lane::All(value) => *value,
            Lane::Each(values) => values[row],
        }
    }

    /// The numbers, one for all or one for each.
    ///
    /// Of length 1 for a constant, so that bounds over all values need no special case.
    pub fn values(&self) -> &[T] {
        match self {
            Lane::All(value) => std::slice::from_ref(value),
            Lane::Each(values) => values,
        }
    }

    /// One number per row.
    ///
    /// O(rows) for a constant, a reference count otherwise.
    pub fn spread(&self, rows: usize) -> ScalarBuffer<T> {
        match self {
            Lane::All(value) => ScalarBuffer::from(vec![*value; rows]),
            Lane::Each(values) => values.clone(),
        }
    }

    /// `f` of every number, or of the one.
    ///
    /// `f` sees the contents of rows that do not count, too, and must accept any value.
    pub fn map<R: ArrowNativeType>(&self, f: impl Fn(T) -> R) -> Lane<R> {
        match self {
            Lane::All(value) => Lane::All(f(*value)),
            Lane::Each(values) => Lane::from_vec(values.iter().map(|value| f(*value)).collect()),
        }
    }

    /// Like `map`, where `None` is a fault in rows that count and zero in others.
    ///
    /// `f` runs on rows that do not count as well; what it says about these is ignored.
    ///
    /// # Errors
    /// The first counting row for which `f` gives `None`.
    pub fn try_map<R: ArrowNativeType>(
        &self,
        counted: CountedRows,
        message: &str,
        f: impl Fn(T) -> Option<R>,
    ) -> Result<Lane<R>, RowFault> {
        match self {
            Lane::All(value) => match f(*value) {
                Some(value) => Ok(Lane::All(value)),
                None => counted.check_any(message).map(|()| Lane::All(R::default())),
            },
            Lane::Each(values) => try_rows(values.len(), counted, message, |row| f(values[row])),
        }
    }
}

/// Combines two lanes row by row.
///
/// `f` runs on every row and must not panic: wrapping operations, or operands whose bounds rule overflow out.
pub(super) fn zip<A: ArrowNativeType, B: ArrowNativeType, R: ArrowNativeType>(
    left: &Lane<A>,
    right: &Lane<B>,
    f: impl Fn(A, B) -> R,
) -> Lane<R> {
    match (left, right) {
        (Lane::All(a), Lane::All(b)) => Lane::All(f(*a, *b)),
        (Lane::Each(a), Lane::All(b)) => Lane::from_vec(a.iter().map(|a| f(*a, *b)).collect()),
        (Lane::All(a), Lane::Each(b)) => Lane::from_vec(b.iter().map(|b| f(*a, *b)).collect()),
        (Lane::Each(a), Lane::Each(b)) => Lane::from_vec(a.iter().zip(b.iter()).map(|(a, b)| f(*a, *b)).collect()),
    }
}

/// Like `zip`, where `None` is a fault in rows that count and zero in others.
///
/// # Errors
/// The first counting row for which `f` gives `None`.
pub(super) fn try_zip<A: ArrowNativeType, B: ArrowNativeType, R: ArrowNativeType>(
    left: &Lane<A>,
    right: &Lane<B>,
    counted: CountedRows,
    message: &str,
    f: impl Fn(A, B) -> Option<R>,
) -> Result<Lane<R>, RowFault> {
    match (left, right) {
        (Lane::All(a), _) => right.try_map(counted, message, |b| f(*a, b)),
        (_, Lane::All(b)) => left.try_map(counted, message, |a| f(a, *b)),
        (Lane::Each(a), Lane::Each(b)) => try_rows(a.len(), counted, message, |row| f(a[row], b[row])),
    }
}

fn try_rows<R: ArrowNativeType>(
    rows: usize,
    counted: CountedRows,
    message: &str,
    f: impl Fn(usize) -> Option<R>,
) -> Result<Lane<R>, RowFault> {
    let mut out = Vec::with_capacity(rows);
    for row in 0..rows {
        out.push(match f(row) {
            Some(value) => value,
            None => counted.check(row, message).map(|()| R::default())?,
        });
    }
    Ok(Lane::from_vec(out))
}

/// The comparisons that loops are made for.
///
/// The other three comparisons are these with operands swapped or the bits inverted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LoopComparison {
    Equal,
    Less,
    LessOrEqual,
}

/// A bit per row: how both sides compare.
///
/// For doubles, rows that count are never NaN, so `<=` is the negation of `>` there.
pub(super) fn ordered<T>(left: &Lane<T>, right: &Lane<T>, rows: usize, operator: LoopComparison) -> BooleanBuffer
where
    T: ArrowNativeType + PartialOrd,
{
    match operator {
        LoopComparison::Equal => zip_bits(left, right, rows, |a, b| a == b),
        LoopComparison::Less => zip_bits(left, right, rows, |a, b| a < b),
        LoopComparison::LessOrEqual => zip_bits(left, right, rows, |a, b| a <= b),
    }
}

/// A bit per row from two lanes.
fn zip_bits<T: ArrowNativeType>(
    left: &Lane<T>,
    right: &Lane<T>,
    rows: usize,
    f: impl Fn(T, T) -> bool,
) -> BooleanBuffer {
    match (left, right) {
        (Lane::All(a), Lane::All(b)) => same_bit(f(*a, *b), rows),
        (Lane::Each(a), Lane::All(b)) => BooleanBuffer::collect_bool(rows, |row| f(a[row], *b)),
        (Lane::All(a), Lane::Each(b)) => BooleanBuffer::collect_bool(rows, |row| f(*a, b[row])),
        (Lane::Each(a), Lane::Each(b)) => BooleanBuffer::collect_bool(rows, |row| f(a[row], b[row])),
    }
}

/// The same bit in every row.
pub(super) fn same_bit(bit: bool, rows: usize) -> BooleanBuffer {
    if bit { BooleanBuffer::new_set(rows) } else { BooleanBuffer::new_unset(rows) }
}

/// The rows that are true, neither false nor null.
///
/// A condition holds only where it is true. `where`, `case` and `and` agree on this; a `check:` is the exception and
/// accepts null.
pub(super) fn true_rows(bools: &BooleanArray) -> BooleanBuffer {
    match bools.nulls() {
        Some(nulls) => bools.values() & nulls.inner(),
        None => bools.values().clone(),
    }
}

/// The rows that are false, neither true nor null.
pub(super) fn false_rows(bools: &BooleanArray) -> BooleanBuffer {
    match bools.nulls() {
        Some(nulls) => &!bools.values() & nulls.inner(),
        None => !bools.values(),
    }
}

/// The rows in `rows` that are also active.
///
/// A mask inside a mask: nested `case` branches intersect.
pub(super) fn narrowed(rows: &BooleanBuffer, active: Option<&BooleanBuffer>) -> BooleanBuffer {
    active.map_or_else(|| rows.clone(), |active| rows & active)
}
