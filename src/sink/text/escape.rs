//! Text as CSV fields and JSON strings.

use super::dialect::LineFormat;
use crate::plan::cell_text::digits::put;

/// The longest escape: `\u001f`.
const ESCAPE_BYTES_MAX: usize = 6;
/// Bytes looked at together, without a branch between them.
const BLOCK: usize = 64;

impl LineFormat {
    /// Whether a text with this byte must be quoted (CSV) or escaped (JSON).
    #[inline]
    fn is_special(self, byte: u8) -> bool {
        match self {
            LineFormat::Csv => matches!(byte, b'"' | b',' | b'\n' | b'\r'),
            LineFormat::Jsonl => byte < 0x20 || byte == b'"' || byte == b'\\',
        }
    }

    /// Whether `bytes` can be written as they are.
    pub(super) fn is_clean(self, bytes: &[u8]) -> bool {
        let is_special = |block: &[u8]| block.iter().fold(false, |found, &byte| found | self.is_special(byte));
        !bytes.chunks(BLOCK).any(is_special)
    }

    /// How many bytes a text of `length` bytes may become.
    pub(super) fn bytes_max(self, length: usize) -> usize {
        match self {
            LineFormat::Csv => 2 + 2 * length,
            LineFormat::Jsonl => 2 + ESCAPE_BYTES_MAX * length,
        }
    }

    /// Puts a text as a CSV field or as a JSON string where there is room for [`LineFormat::bytes_max`].
    pub(super) fn put_text(self, room: &mut [u8], at: usize, bytes: &[u8]) -> usize {
        match self {
            LineFormat::Csv if !bytes.is_empty() && self.is_clean(bytes) => put(room, at, bytes),
            LineFormat::Csv => put_between_quotes(room, at, bytes, |room, at, byte| match byte {
                b'"' => put(room, at, b"\"\""),
                other => put(room, at, &[other]),
            }),
            LineFormat::Jsonl => put_between_quotes(room, at, bytes, put_json_byte),
        }
    }

    /// Appends a text as a CSV field or as a JSON string.
    pub(super) fn push_text(self, out: &mut Vec<u8>, bytes: &[u8]) {
        let start = out.len();
        out.resize(start + self.bytes_max(bytes.len()), 0);
        let end = self.put_text(out, start, bytes);
        out.truncate(end);
    }
}

fn put_between_quotes(
    room: &mut [u8],
    at: usize,
    bytes: &[u8],
    put_byte: impl Fn(&mut [u8], usize, u8) -> usize,
) -> usize {
    let start = put(room, at, b"\"");
    let end = bytes.iter().fold(start, |at, &byte| put_byte(room, at, byte));
    put(room, end, b"\"")
}

fn put_json_byte(room: &mut [u8], at: usize, byte: u8) -> usize {
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        0..0x20 => {
            let digits = b"0123456789abcdef";
            let at = put(room, at, b"\\u00");
            return put(room, at, &[digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
        }
        _ => return put(room, at, &[byte]),
    };
    put(room, at, &[b'\\', letter])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(dialect: LineFormat, text: &str) -> String {
        let mut out = Vec::new();
        dialect.push_text(&mut out, text.as_bytes());
        String::from_utf8(out).expect("UTF-8 stays UTF-8")
    }

    #[test]
    fn csv_quotes_only_what_it_must() {
        let cases = [
            ("plain text; 'x' \\ \t", "plain text; 'x' \\ \t"),
            ("", "\"\""),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""),
            ("a\rb", "\"a\rb\""),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(LineFormat::Csv, text), expected);
        }
        let late = format!("{},", "x".repeat(200));
        assert_eq!(escaped(LineFormat::Csv, &late), format!("\"{late}\""));
    }

    proptest! {
        #[test]
        fn json_strings_are_json(text: String) {
            let parsed: String = serde_json::from_str(&escaped(LineFormat::Jsonl, &text)).expect("it is JSON");
            prop_assert_eq!(parsed, text);
        }
    }
}
