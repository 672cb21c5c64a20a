//! Text columns: one text for all rows, one per row, or a dictionary whose entries are worked on once.
//!
//! A column with ten distinct values in a million rows has a dictionary of ten entries, and `upper(status)` works on
//! ten texts. The same closure serves all three representations, so a function cannot behave differently by
//! representation.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Scalar, StringArray, StringBuilder};
use arrow::buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow::compute::kernels::{cmp, comparison};
use arrow::datatypes::{ArrowNativeType, DataType, Int32Type};
use arrow::error::ArrowError;

use super::super::text::{BATCH_BYTES_MAX, TooMuchText};
use super::lane::{CountedRows, Lane, LoopComparison, RowFault};

/// The longest text an expression may make, in bytes.
pub(in crate::generate) const TEXT_BYTES_MAX: usize = 64 * 1024;

/// A column of text.
#[derive(Clone, Debug)]
pub(super) struct TextColumn {
    pub values: TextValues,
    pub nulls: Option<NullBuffer>,
}

/// Where the texts are.
///
/// Dictionaries come from `choose`, from constants in branches (`case … then 'a' else 'b' end`) and from functions
/// over either.
#[derive(Clone, Debug)]
pub(super) enum TextValues {
    /// The same in every row.
    All(Arc<str>),
    /// One per row.
    Each(StringArray),
    /// An entry of a dictionary per row; keys of null rows may point anywhere.
    Dictionary { keys: ScalarBuffer<i32>, entries: StringArray },
}

impl TextColumn {
    /// The same text in every row; O(length), whatever the number of rows.
    pub fn constant(text: &str) -> Self {
        TextColumn { values: TextValues::All(Arc::from(text)), nulls: None }
    }

    /// The texts of a string or dictionary array, without its nulls.
    ///
    /// `None` for arrays that are not text.
    pub fn from_array(array: &ArrayRef, spread: bool) -> Option<Self> {
        let values = match array.data_type() {
            DataType::Utf8 => TextValues::Each(array.as_string::<i32>().clone()),
            DataType::Dictionary(key, _) if **key == DataType::Int32 => {
                let dictionary = array.as_dictionary::<Int32Type>();
                let entries = dictionary.values().as_string_opt::<i32>()?.clone();
                TextValues::Dictionary { keys: dictionary.keys().values().clone(), entries }
            }
            _ => return None,
        };
        let text = TextColumn { values, nulls: None };
        Some(if spread { TextColumn::constant(text.get(0)) } else { text })
    }

    /// The text of a row; empty where a null row points nowhere.
    ///
    /// Null rows of a dictionary may have any key, by Arrow's rules even one outside the entries.
    pub fn get(&self, row: usize) -> &str {
        match &self.values {
            TextValues::All(text) => text,
            TextValues::Each(texts) => texts.value(row),
            TextValues::Dictionary { keys, entries } => {
                let key = usize::try_from(keys[row]).unwrap_or(usize::MAX);
                if key < entries.len() { entries.value(key) } else { "" }
            }
        }
    }

    /// The texts as a `Utf8` array.
    ///
    /// Dictionaries are written out: the engine asks for plain text, and finishes with a dictionary only where the
    /// column is one.
    ///
    /// # Errors
    /// More than 2 GiB.
    pub fn into_array(self, rows: usize) -> Result<StringArray, RowFault> {
        let texts = match self.values {
            TextValues::Each(texts) => texts,
            _ => {
                let mut writer = TextWriter::new(rows);
                for row in 0..rows {
                    let is_null = self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
                    writer.push(row, if is_null { "" } else { self.get(row) })?;
                }
                writer.finish()
            }
        };
        Ok(StringArray::new(texts.offsets().clone(), texts.values().clone(), self.nulls))
    }

    /// A number per row, from its text.
    ///
    /// `f` runs once for a constant, once per entry for a dictionary, else once per row; so it must depend on the
    /// text alone.
    pub fn map<T: ArrowNativeType>(&self, rows: usize, f: impl Fn(&str) -> T) -> Lane<T> {
        match &self.values {
            TextValues::All(text) => Lane::All(f(text)),
            TextValues::Each(_) => Lane::from_vec((0..rows).map(|row| f(self.get(row))).collect()),
            TextValues::Dictionary { keys, entries } => gather(keys, &entry_values(entries, f)),
        }
    }

    /// Like `map`, where `None` is a fault in rows that count.
    ///
    /// An entry that fails is only an error if a counting row uses it, hence the check by row.
    ///
    /// # Errors
    /// The first counting row whose text gives `None`.
    pub fn try_map<T: ArrowNativeType>(
        &self,
        counted: CountedRows,
        message: &str,
        f: impl Fn(&str) -> Option<T>,
    ) -> Result<Lane<T>, RowFault> {
        let counted = counted.and(self.nulls.as_ref());
        let failed = std::cell::Cell::new(false);
        let lane = self.map(counted.rows, |text| {
            f(text).unwrap_or_else(|| {
                failed.set(true);
                T::default()
            })
        });
        if failed.get() {
            let found = (0..counted.rows).find(|row| counted.has(*row) && f(self.get(*row)).is_none());
            found.map_or(Ok(()), |row| counted.check(row, message))?;
        }
        Ok(lane)
    }

    /// A bit per row, from its text.
    ///
    /// As `map`.
    pub fn bits(&self, rows: usize, f: impl Fn(&str) -> bool) -> BooleanBuffer {
        match self.map(rows, |text| u8::from(f(text))) {
            Lane::All(bit) => super::lane::same_bit(bit != 0, rows),
            Lane::Each(bits) => BooleanBuffer::collect_bool(rows, |row| bits[row] != 0),
        }
    }

    /// A text per row, from its text; `f` appends to the empty `out`.
    ///
    /// The result keeps the representation: a dictionary stays one, possibly with equal entries.
    ///
    /// # Errors
    /// More than 2 GiB.
    pub fn map_text(&self, rows: usize, f: impl Fn(&str, &mut String)) -> Result<TextColumn, RowFault> {
        let over = |texts: &StringArray| {
            let mut writer = TextWriter::new(texts.len());
            let mut out = String::new();
            for row in 0..texts.len() {
                out.clear();
                f(texts.value(row), &mut out);
                writer.push(row, &out)?;
            }
            Ok(writer.finish())
        };
        let values = match &self.values {
            TextValues::All(text) => {
                let mut out = String::new();
                f(text, &mut out);
                TextValues::All(Arc::from(out))
            }
            TextValues::Each(texts) => TextValues::Each(over(texts)?),
            TextValues::Dictionary { keys, entries } => {
                TextValues::Dictionary { keys: keys.clone(), entries: over(entries)? }
            }
        };
        debug_assert!(!matches!(&values, TextValues::Each(texts) if texts.len() != rows));
        Ok(TextColumn { values, nulls: self.nulls.clone() })
    }

    /// A bit per row: how both sides compare, byte by byte; rows that are null on either side have no meaning.
    ///
    /// Arrow's kernels where both sides are plain, `map` where one is constant, row by row else. Two dictionaries are
    /// compared as texts: equal keys mean equal texts only within one dictionary.
    pub fn compare(
        &self,
        other: &TextColumn,
        rows: usize,
        operator: LoopComparison,
    ) -> Result<BooleanBuffer, ArrowError> {
        let holds = |left: &str, right: &str| match operator {
            LoopComparison::Equal => left == right,
            LoopComparison::Less => left < right,
            LoopComparison::LessOrEqual => left <= right,
        };
        let kernel = |left: &dyn arrow::array::Datum, right: &dyn arrow::array::Datum| {
            let result: BooleanArray = match operator {
                LoopComparison::Equal => cmp::eq(left, right)?,
                LoopComparison::Less => cmp::lt(left, right)?,
                LoopComparison::LessOrEqual => cmp::lt_eq(left, right)?,
            };
            Ok(result.values().clone())
        };
        let scalar = |text: &str| Scalar::new(StringArray::from(vec![text]));
        match (&self.values, &other.values) {
            (TextValues::Each(left), TextValues::Each(right)) => kernel(left, right),
            (TextValues::Each(left), TextValues::All(right)) => kernel(left, &scalar(right)),
            (TextValues::All(left), TextValues::Each(right)) => kernel(&scalar(left), right),
            (_, TextValues::All(right)) => Ok(self.bits(rows, |left| holds(left, right))),
            (TextValues::All(left), _) => Ok(other.bits(rows, |right| holds(left, right))),
            _ => Ok(BooleanBuffer::collect_bool(rows, |row| holds(self.get(row), other.get(row)))),
        }
    }

    /// A bit per row: whether the text matches a LIKE pattern.
    ///
    /// `%` is any text, `_` one character, `\` escapes. The pattern is a constant, so Arrow compiles it once.
    pub fn like(&self, pattern: &str, rows: usize) -> Result<BooleanBuffer, ArrowError> {
        let pattern = Scalar::new(StringArray::from(vec![pattern]));
        let over = |texts: &StringArray| comparison::like(texts, &pattern).map(|found| found.values().clone());
        match &self.values {
            TextValues::All(text) => {
                let found = over(&StringArray::from(vec![&**text]))?;
                Ok(super::lane::same_bit(found.value(0), rows))
            }
            TextValues::Each(texts) => over(texts),
            TextValues::Dictionary { keys, entries } => {
                let found = over(entries)?;
                let at = |row: usize| usize::try_from(keys[row]).unwrap_or(usize::MAX);
                Ok(BooleanBuffer::collect_bool(rows, |row| at(row) < found.len() && found.value(at(row))))
            }
        }
    }

    /// Texts picked from several columns; null where none is taken.
    ///
    /// Constant pieces become a dictionary whose keys are the pieces' numbers, at 4 bytes per row and without copying
    /// a text.
    pub fn assemble(pieces: &[(BooleanBuffer, TextColumn)], rows: usize) -> Result<TextColumn, RowFault> {
        let nulls =
            super::exact::assembled_nulls(pieces.iter().map(|(taken, text)| (taken, text.nulls.as_ref())), rows);
        let mut choice = vec![0_i32; rows];
        for (piece, (taken, _)) in pieces.iter().enumerate() {
            taken.set_indices().for_each(|row| choice[row] = piece as i32);
        }
        let constants: Option<Vec<&str>> = pieces.iter().map(|(_, text)| text.as_constant()).collect();
        let values = match constants {
            Some(entries) if !entries.is_empty() => {
                TextValues::Dictionary { keys: ScalarBuffer::from(choice), entries: StringArray::from(entries) }
            }
            _ => {
                let mut writer = TextWriter::new(rows);
                for (row, piece) in choice.iter().enumerate() {
                    let valid = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
                    let text =
                        if valid { pieces.get(*piece as usize).map_or("", |(_, text)| text.get(row)) } else { "" };
                    writer.push(row, text)?;
                }
                TextValues::Each(writer.finish())
            }
        };
        Ok(TextColumn { values, nulls })
    }

    /// The text, if it is the same in every row.
    pub fn as_constant(&self) -> Option<&str> {
        match &self.values {
            TextValues::All(text) => Some(text),
            _ => None,
        }
    }
}

fn entry_values<T>(entries: &StringArray, f: impl Fn(&str) -> T) -> Vec<T> {
    (0..entries.len()).map(|entry| f(entries.value(entry))).collect()
}

fn gather<T: ArrowNativeType>(keys: &ScalarBuffer<i32>, values: &[T]) -> Lane<T> {
    let at = |key: &i32| usize::try_from(*key).ok().and_then(|key| values.get(key)).copied();
    Lane::from_vec(keys.iter().map(|key| at(key).unwrap_or_default()).collect())
}

/// Builds a column of text within the limits.
///
/// Counts bytes as it goes: the builder panics where the 32-bit offsets of `Utf8` overflow.
pub(super) struct TextWriter {
    builder: StringBuilder,
    bytes: usize,
}

impl TextWriter {
    pub fn new(rows: usize) -> Self {
        TextWriter { builder: StringBuilder::with_capacity(rows, rows * 8), bytes: 0 }
    }

    /// Appends the text of `row`.
    ///
    /// # Errors
    /// When the batch passes 2 GiB with this text.
    pub fn push(&mut self, row: usize, text: &str) -> Result<(), RowFault> {
        self.bytes += text.len();
        if self.bytes > BATCH_BYTES_MAX {
            let fault = TooMuchText { position: row, bytes: self.bytes };
            return Err(RowFault { row, message: fault.to_string() });
        }
        self.builder.append_value(text);
        Ok(())
    }

    pub fn finish(mut self) -> StringArray {
        self.builder.finish()
    }
}
