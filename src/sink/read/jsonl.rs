//! Lines of JSON as they were written: the table's keys in their order, no spaces, the same escapes. Reading anything
//! else exactly would need numbers that no JSON library keeps.

use crate::plan::Type;

use super::super::text::is_json_string;
use super::record::Record;

/// Splits a line into cells; `columns` gives what stands before each cell, and its type.
///
/// # Errors
/// In words, when the line is not written so.
pub(super) fn split<'a>(
    raw: &[u8],
    columns: impl Iterator<Item = (&'a [u8], Type)>,
    record: &mut Record,
) -> Result<(), String> {
    let mut rest = raw;
    for (lead, ty) in columns {
        let value = rest.strip_prefix(lead);
        rest = value.ok_or_else(|| format!("expected {:?} after cell {}", lossy(lead), record.cells.len()))?;
        let start = record.bytes.len();
        let length = match rest.first() {
            Some(b'"') if is_json_string(ty) => take_string(rest, record)?,
            _ if rest.starts_with(b"null") => {
                rest = &rest[4..];
                record.end_cell(start, true);
                continue;
            }
            _ if is_json_string(ty) => return Err(format!("expected a string after {:?}", lossy(lead))),
            _ => {
                let length = if ty == Type::Json { json_length(rest)? } else { scalar_length(rest) };
                record.bytes.extend_from_slice(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
        record.end_cell(start, false);
    }
    if rest == b"}" { Ok(()) } else { Err("expected the object's end after the last cell".to_owned()) }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn scalar_length(rest: &[u8]) -> usize {
    rest.iter().position(|byte| matches!(byte, b',' | b'}' | b'"')).unwrap_or(rest.len())
}

/// Takes a string with its quotes and returns how long it is.
fn take_string(rest: &[u8], record: &mut Record) -> Result<usize, String> {
    let mut at = 1;
    loop {
        let plain = rest[at..].iter().position(|byte| matches!(byte, b'"' | b'\\')).ok_or("a string is not closed")?;
        record.bytes.extend_from_slice(&rest[at..at + plain]);
        at += plain + 1;
        if rest[at - 1] == b'"' {
            return Ok(at);
        }
        let (byte, length) = unescape(&rest[at..]).ok_or("an escape that is not written so")?;
        record.bytes.push(byte);
        at += length;
    }
}

/// The byte of an escape without its backslash, and how long it is.
fn unescape(rest: &[u8]) -> Option<(u8, usize)> {
    let byte = match rest.first()? {
        b'"' => b'"',
        b'\\' => b'\\',
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 0x08,
        b'f' => 0x0c,
        b'u' => {
            let digits = std::str::from_utf8(rest.get(1..5)?).ok()?;
            let byte = u8::from_str_radix(digits, 16).ok().filter(|&byte| byte < 0x20 && digits.starts_with("00"))?;
            return Some((byte, 5));
        }
        _ => return None,
    };
    Some((byte, 1))
}

/// How long an embedded JSON value is.
fn json_length(rest: &[u8]) -> Result<usize, String> {
    let (mut depth, mut in_string, mut is_escaped) = (0_u32, false, false);
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b',' | b'}' | b']' if depth == 0 => return Ok(at),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    Err("a JSON value does not end".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [(&[u8], Type); 3] =
        [(br#"{"id":"#, Type::INT), (br#","note":"#, Type::Text), (br#","data":"#, Type::Json)];

    fn cells(raw: &str) -> Result<Vec<Option<String>>, String> {
        let mut record = Record::default();
        split(raw.as_bytes(), COLUMNS.into_iter(), &mut record)?;
        let text = |start: usize, end: usize| String::from_utf8_lossy(&record.bytes[start..end]).into_owned();
        Ok(record.cells.iter().map(|cell| (!cell.is_null).then(|| text(cell.start, cell.end))).collect())
    }

    #[test]
    fn cells_are_what_was_written() {
        let some = |text: &str| Some(text.to_owned());
        let line = r#"{"id":-7,"note":"a\"\\\n\u0001ä}","data":{"a":["},\"",{"b":null}]}}"#;
        assert_eq!(cells(line), Ok(vec![some("-7"), some("a\"\\\n\u{1}ä}"), some(r#"{"a":["},\"",{"b":null}]}"#)]));
        assert_eq!(cells(r#"{"id":null,"note":null,"data":null}"#), Ok(vec![None, None, None]));
        assert_eq!(cells(r#"{"id":1,"note":"null","data":"x"}"#), Ok(vec![some("1"), some("null"), some("\"x\"")]));
    }

    #[test]
    fn anything_else_is_refused() {
        for line in [
            "",
            "{}",
            r#"{"id":1,"data":[],"note":"a"}"#,
            r#"{"id":1,"note":1,"data":[]}"#,
            r#"{"id":1,"note":"a","data":[]"#,
            r#"{"id":1,"note":"a","data":[}"#,
            r#"{"id":1,"note":"a","data":[]} "#,
            r#"{"id":1,"note":"a\u0041","data":[]}"#,
            r#"{"id":1,"note":"a\"#,
            r#"{"id":1,"note":"a"#,
        ] {
            assert!(cells(line).is_err(), "{line}");
        }
    }
}
