//! Functions of text. Positions and lengths count characters (Unicode scalar values), from 1.
//!
//! | function | edge cases, all as in PostgreSQL 14 and later |
//! |---|---|
//! | `substr('abc', 0, 2)` | `'a'`: positions before the first count |
//! | `left('abc', -1)`, `right('abc', -1)` | `'ab'`, `'bc'` |
//! | `lpad('abc', 2)` | `'ab'`: too long is cut |
//! | `split_part('a,b,c', ',', -1)` | `'c'` |
//! | `position('' in 'abc')` | 1 |
//! | `replace('abc', '', 'x')` | `'abc'` |
//!
//! Characters are Unicode scalar values, as PostgreSQL and SQLite count them; grapheme clusters follow Unicode's
//! version.

use arrow::array::{Array, BooleanArray, StringArray};
use arrow::buffer::{BooleanBuffer, NullBuffer};

use super::case_map;
use super::digits::Digits;
use super::exact::ExactColumn;
use super::lane::{CountedRows, Lane, RowFault};
use super::text::{TEXT_BYTES_MAX, TextColumn, TextValues, TextWriter};
use super::value::SqlColumn;
use crate::plan::sql::Function;

/// The arguments after the first text: constant ones are read once.
///
/// Arguments after the first text, split by type: `split_part(text, delimiter, n)` has one of each.
struct TextArguments<'a> {
    texts: Vec<&'a TextColumn>,
    ints: Vec<&'a Lane<i64>>,
}

impl TextArguments<'_> {
    fn text(&self, index: usize, row: usize) -> Option<&str> {
        self.texts.get(index).map(|text| text.get(row))
    }

    fn int(&self, index: usize, row: usize) -> Option<i64> {
        self.ints.get(index).map(|lane| lane.get(row))
    }

    /// Whether no argument differs between rows. Then the result depends on the text alone, and a dictionary is
    /// rewritten once per entry.
    fn are_constant(&self) -> bool {
        let texts = self.texts.iter().all(|text| text.as_constant().is_some());
        texts && self.ints.iter().all(|lane| matches!(lane, Lane::All(_)))
    }
}

/// Calls a function of text; the first argument is text, the others text or whole numbers of 64 bits.
///
/// Null where any argument is.
///
/// # Errors
/// An argument outside a function's domain, or a text above the limits, in a row that counts.
pub(super) fn call(function: Function, args: &[SqlColumn], counted: CountedRows) -> Result<SqlColumn, RowFault> {
    let nulls = NullBuffer::union_many(args.iter().map(SqlColumn::nulls));
    let counted = counted.and(nulls.as_ref());
    let Some((SqlColumn::Text(text), rest)) = args.split_first() else { return Err(unsupported(counted)) };
    let texts = rest.iter().filter_map(|arg| if let SqlColumn::Text(text) = arg { Some(text) } else { None }).collect();
    let ints =
        rest.iter().filter_map(|arg| if let SqlColumn::Exact(exact) = arg { exact.digits.as_small() } else { None });
    let arguments = TextArguments { texts, ints: ints.collect() };
    let int = |lane| SqlColumn::Exact(ExactColumn::whole(Digits::small(lane), None));
    let value = match function {
        Function::Lower => {
            SqlColumn::Text(text.map_text(counted.rows, |text, out| out.extend(text.chars().map(case_map::lower)))?)
        }
        Function::Upper => {
            SqlColumn::Text(text.map_text(counted.rows, |text, out| out.extend(text.chars().map(case_map::upper)))?)
        }
        Function::Length => int(text.map(counted.rows, |text| text.chars().count() as i64)),
        Function::Position => int(numbers(text, &arguments, counted, position)),
        Function::StartsWith => {
            let starts = numbers(text, &arguments, counted, |text, prefix| i64::from(text.starts_with(prefix)));
            let bits = BooleanBuffer::collect_bool(counted.rows, |row| starts.get(row) != 0);
            SqlColumn::Bool(BooleanArray::new(bits, None))
        }
        _ => SqlColumn::Text(rewritten(function, text, &arguments, counted)?),
    };
    let value = match value {
        SqlColumn::Text(text) => SqlColumn::Text(TextColumn { nulls: None, ..text }),
        value => value,
    };
    Ok(value.with_nulls(nulls))
}

/// The fault of arguments that no function here takes.
///
/// The plan types calls, so this names a gap between the plan's list of functions and this file's.
fn unsupported(counted: CountedRows) -> RowFault {
    RowFault { row: counted.first().unwrap_or(0), message: "the function does not take these values".to_owned() }
}

/// A number per row from two texts; once per dictionary entry where the second is constant.
///
/// Two columns of texts are worked on row by row; a dictionary pays off only against a constant.
fn numbers(
    text: &TextColumn,
    arguments: &TextArguments,
    counted: CountedRows,
    f: impl Fn(&str, &str) -> i64,
) -> Lane<i64> {
    match arguments.texts.first() {
        Some(other) => match other.as_constant() {
            Some(constant) => text.map(counted.rows, |text| f(text, constant)),
            None => Lane::from_vec((0..counted.rows).map(|row| f(text.get(row), other.get(row))).collect()),
        },
        None => Lane::All(0),
    }
}

/// The place of `part`, from 1; 0 if there is none.
///
/// O(n) in bytes; the match is found in bytes and its place counted in characters.
fn position(text: &str, part: &str) -> i64 {
    text.find(part).map_or(0, |at| text[..at].chars().count() as i64 + 1)
}

/// A text per row from a text and arguments.
///
/// Constants and dictionaries are rewritten once per distinct text, everything else once per row.
fn rewritten(
    function: Function,
    text: &TextColumn,
    arguments: &TextArguments,
    counted: CountedRows,
) -> Result<TextColumn, RowFault> {
    let mut out = String::new();
    if arguments.are_constant() {
        // One entry stands for many rows; a fault in one is only reported if a row that counts uses it.
        let entries = match &text.values {
            TextValues::All(text) => {
                return match rewrite(function, text, arguments, 0, &mut out) {
                    Ok(()) => Ok(TextColumn::constant(&out)),
                    Err(message) => counted.check_any(&message).map(|()| TextColumn::constant("")),
                };
            }
            TextValues::Dictionary { keys, entries } => Some((keys, entries)),
            TextValues::Each(_) => None,
        };
        if let Some((keys, entries)) = entries
            && let Some(entries) = rewritten_entries(function, entries, arguments)?
        {
            return Ok(TextColumn { values: TextValues::Dictionary { keys: keys.clone(), entries }, nulls: None });
        }
    }
    let mut writer = TextWriter::new(counted.rows);
    for row in 0..counted.rows {
        out.clear();
        if let Err(message) = rewrite(function, text.get(row), arguments, row, &mut out) {
            counted.check(row, &message)?;
            out.clear();
        }
        writer.push(row, &out)?;
    }
    Ok(TextColumn { values: TextValues::Each(writer.finish()), nulls: None })
}

/// Every entry of a dictionary rewritten; `None` if one fails, so that rows decide whether it matters.
///
/// An entry may be used by no counting row at all, so its failure is no error yet.
///
/// # Errors
/// More than 2 GiB of entries.
fn rewritten_entries(
    function: Function,
    entries: &StringArray,
    arguments: &TextArguments,
) -> Result<Option<StringArray>, RowFault> {
    let mut writer = TextWriter::new(entries.len());
    let mut out = String::new();
    for entry in 0..entries.len() {
        out.clear();
        if rewrite(function, entries.value(entry), arguments, 0, &mut out).is_err() {
            return Ok(None);
        }
        writer.push(0, &out)?;
    }
    Ok(Some(writer.finish()))
}

/// Appends the function's value to the empty `out`.
///
/// # Errors
/// What is wrong, for the row's message; `out` may hold a part by then.
fn rewrite(
    function: Function,
    text: &str,
    arguments: &TextArguments,
    row: usize,
    out: &mut String,
) -> Result<(), String> {
    let characters = || arguments.text(0, row).unwrap_or(" ");
    let int = |index: usize| arguments.int(index, row);
    match function {
        Function::Trim => out.push_str(text.trim_matches(|c| characters().contains(c))),
        Function::LeftTrim => out.push_str(text.trim_start_matches(|c| characters().contains(c))),
        Function::RightTrim => out.push_str(text.trim_end_matches(|c| characters().contains(c))),
        Function::Substr => out.push_str(substring(text, int(0).unwrap_or(1), int(1))?),
        Function::Left => out.push_str(left(text, int(0).unwrap_or(0))),
        Function::Right => out.push_str(right(text, int(0).unwrap_or(0))),
        Function::LeftPad => left_pad(text, int(0).unwrap_or(0), characters(), out)?,
        Function::Replace => {
            let (from, to) = (arguments.text(0, row).unwrap_or_default(), arguments.text(1, row).unwrap_or_default());
            replace(text, from, to, out)?;
        }
        Function::SplitPart => {
            let delimiter = arguments.text(0, row).unwrap_or_default();
            out.push_str(split_part(text, delimiter, int(0).unwrap_or(1))?);
        }
        _ => return Err("the function does not take these values".to_owned()),
    }
    Ok(())
}

/// The bytes before character `index`, or all.
///
/// O(1) for ASCII, which is recognised a word at a time; else a walk over the characters.
fn byte_of(text: &str, index: i64) -> usize {
    let index = usize::try_from(index.max(0)).unwrap_or(usize::MAX);
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

/// `count` characters from `start`; what lies before the first character counts but is not there.
///
/// # Errors
/// A negative count.
fn substring(text: &str, start: i64, count: Option<i64>) -> Result<&str, String> {
    let first = byte_of(text, start.saturating_sub(1));
    let Some(count) = count else { return Ok(&text[first..]) };
    if count < 0 {
        return Err(format!("a substring cannot have {count} characters"));
    }
    // The end counts from the start asked for, even where that lies before the text.
    let end = byte_of(text, start.saturating_sub(1).saturating_add(count));
    Ok(&text[first.min(end)..end])
}

/// The first `count` characters.
///
/// A negative count leaves off as many characters at the end.
fn left(text: &str, count: i64) -> &str {
    let count = if count < 0 { (text.chars().count() as i64).saturating_add(count) } else { count };
    &text[..byte_of(text, count)]
}

/// The last `count` characters.
///
/// A negative count leaves off as many at the start.
fn right(text: &str, count: i64) -> &str {
    let length = text.chars().count() as i64;
    let skipped = if count < 0 { count.saturating_neg() } else { length.saturating_sub(count) };
    &text[byte_of(text, skipped)..]
}

/// Appends the text with characters of `fill` before it, up to `length` characters.
///
/// The fill repeats from its first character. An empty fill leaves the text short, as in PostgreSQL.
///
/// # Errors
/// A length whose text could pass 64 KiB, at 4 bytes for a character.
fn left_pad(text: &str, length: i64, fill: &str, out: &mut String) -> Result<(), String> {
    let missing = length.saturating_sub(text.chars().count() as i64);
    if missing <= 0 {
        out.push_str(left(text, length.max(0)));
        return Ok(());
    }
    if length > TEXT_BYTES_MAX as i64 / 4 {
        return Err(format!("lpad takes a length <= {}, got {length}", TEXT_BYTES_MAX / 4));
    }
    if !fill.is_empty() {
        out.extend(fill.chars().cycle().take(missing as usize));
    }
    out.push_str(text);
    Ok(())
}

/// Appends the text with `to` in place of every `from`.
///
/// # Errors
/// A result above 64 KiB, unless the text itself was longer: checked before each piece is copied.
fn replace(text: &str, from: &str, to: &str, out: &mut String) -> Result<(), String> {
    if from.is_empty() {
        out.push_str(text);
        return Ok(());
    }
    let mut parts = text.split(from);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        if out.len() + to.len() + part.len() > TEXT_BYTES_MAX.max(text.len()) {
            return Err(format!("replace returns a text of more than {TEXT_BYTES_MAX} bytes"));
        }
        out.push_str(to);
        out.push_str(part);
    }
    Ok(())
}

/// The n-th of the fields between delimiters.
///
/// Fields count from 1, or from -1 at the end; a field that is not there is empty.
///
/// # Errors
/// Field 0.
fn split_part<'t>(text: &'t str, delimiter: &str, n: i64) -> Result<&'t str, String> {
    let index = |n: u64| usize::try_from(n - 1).unwrap_or(usize::MAX);
    match n {
        0 => Err("split_part counts from 1, or from -1 at the end, got 0".to_owned()),
        _ if delimiter.is_empty() => Ok(if n.abs() == 1 { text } else { "" }),
        1.. => Ok(text.split(delimiter).nth(index(n.unsigned_abs())).unwrap_or_default()),
        _ => Ok(text.rsplit(delimiter).nth(index(n.unsigned_abs())).unwrap_or_default()),
    }
}

/// Texts joined; with `skip_nulls` a null is empty, else it makes the row null.
///
/// `concat(a, b)` skips nulls, `a || b` does not.
///
/// # Errors
/// A joined text above 64 KiB, or more than 2 GiB in the batch.
pub(super) fn concat(args: &[TextColumn], skip_nulls: bool, counted: CountedRows) -> Result<TextColumn, RowFault> {
    let nulls = if skip_nulls { None } else { NullBuffer::union_many(args.iter().map(|arg| arg.nulls.as_ref())) };
    let counted = counted.and(nulls.as_ref());
    let constants: Option<Vec<&str>> =
        args.iter().map(|arg| arg.as_constant().filter(|_| arg.nulls.is_none())).collect();
    if let Some(parts) = constants {
        let joined = parts.concat();
        if joined.len() > TEXT_BYTES_MAX {
            counted.check_any(&too_long())?;
        }
        return Ok(TextColumn { nulls, ..TextColumn::constant(&joined) });
    }
    let mut writer = TextWriter::new(counted.rows);
    let mut out = String::new();
    for row in 0..counted.rows {
        out.clear();
        if counted.has(row) {
            let valid = args.iter().filter(|arg| arg.nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row)));
            valid.for_each(|arg| out.push_str(arg.get(row)));
            if out.len() > TEXT_BYTES_MAX {
                return Err(RowFault { row, message: too_long() });
            }
        }
        writer.push(row, &out)?;
    }
    Ok(TextColumn { values: TextValues::Each(writer.finish()), nulls })
}

fn too_long() -> String {
    format!("the joined text has more than {TEXT_BYTES_MAX} bytes")
}
