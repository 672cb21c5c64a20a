//! RFC 4180 records, strictly: a quote is doubled within quotes and stands nowhere else. A field without a byte is
//! null, `""` is empty text.

use super::record::Record;

/// Whether a record continues in the next line: every quote that opens is closed or doubled.
pub(super) fn is_open(raw: &[u8]) -> bool {
    raw.iter().filter(|&&byte| byte == b'"').count() % 2 == 1
}

/// Splits a record without its line end into cells.
///
/// # Errors
/// In words, when a quote stands where none may.
pub(super) fn split(raw: &[u8], record: &mut Record) -> Result<(), String> {
    let mut rest = raw;
    loop {
        let start = record.bytes.len();
        let (is_null, after) = match rest.strip_prefix(b"\"") {
            Some(quoted) => (false, take_quoted(quoted, record)?),
            None => {
                let after = take_plain(rest, record)?;
                (after.len() == rest.len(), after)
            }
        };
        record.end_cell(start, is_null);
        match after.split_first() {
            None => return Ok(()),
            Some((b',', next)) => rest = next,
            Some(_) => return Err("text after a closing quote".to_owned()),
        }
    }
}

fn take_plain<'a>(rest: &'a [u8], record: &mut Record) -> Result<&'a [u8], String> {
    let length = rest.iter().position(|&byte| byte == b',').unwrap_or(rest.len());
    let (text, after) = rest.split_at(length);
    if text.contains(&b'"') {
        return Err("a quote within a field without quotes".to_owned());
    }
    record.bytes.extend_from_slice(text);
    Ok(after)
}

/// Takes the text up to the closing quote and returns what follows it.
fn take_quoted<'a>(mut rest: &'a [u8], record: &mut Record) -> Result<&'a [u8], String> {
    loop {
        let length = rest.iter().position(|&byte| byte == b'"').ok_or("a quote is not closed")?;
        record.bytes.extend_from_slice(&rest[..length]);
        rest = &rest[length + 1..];
        match rest.strip_prefix(b"\"") {
            Some(after) => {
                record.bytes.push(b'"');
                rest = after;
            }
            None => return Ok(rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(raw: &str) -> Result<Vec<Option<String>>, String> {
        let mut record = Record::default();
        split(raw.as_bytes(), &mut record)?;
        let text = |start: usize, end: usize| String::from_utf8_lossy(&record.bytes[start..end]).into_owned();
        Ok(record.cells.iter().map(|cell| (!cell.is_null).then(|| text(cell.start, cell.end))).collect())
    }

    #[test]
    fn null_and_empty_text_are_distinguished() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(cells("a,,\"\",\"x\"\"y,\nz\","), Ok(vec![some("a"), None, some(""), some("x\"y,\nz"), None]));
        assert_eq!(cells(""), Ok(vec![None]));
    }

    #[test]
    fn quotes_out_of_place_are_refused() {
        assert_eq!(cells("a\"b"), Err("a quote within a field without quotes".to_owned()));
        assert_eq!(cells("\"a\"b"), Err("text after a closing quote".to_owned()));
        assert_eq!(cells("\"a"), Err("a quote is not closed".to_owned()));
        assert!(is_open(b"1,\"a\n") && !is_open(b"1,\"a\"\"\"\n"));
    }
}
