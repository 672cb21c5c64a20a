//! Text as CSV fields and JSON strings.

use super::rows::Dialect;

/// Bytes looked at together, without a branch between them.
const BLOCK: usize = 64;

impl Dialect {
    /// Whether a text with this byte must be quoted (CSV) or escaped (JSON).
    #[inline]
    fn is_special(self, byte: u8) -> bool {
        match self {
            Dialect::Csv => matches!(byte, b'"' | b',' | b'\n' | b'\r'),
            Dialect::Jsonl => byte < 0x20 || byte == b'"' || byte == b'\\',
        }
    }

    /// Whether `bytes` can be written as they are.
    pub(super) fn is_clean(self, bytes: &[u8]) -> bool {
        let is_special = |block: &[u8]| block.iter().fold(false, |found, &byte| found | self.is_special(byte));
        !bytes.chunks(BLOCK).any(is_special)
    }

    /// Appends a text as a CSV field or as a JSON string.
    pub(super) fn push_text(self, out: &mut Vec<u8>, bytes: &[u8]) {
        match self {
            Dialect::Csv if !bytes.is_empty() && self.is_clean(bytes) => out.extend_from_slice(bytes),
            Dialect::Csv => push_between_quotes(out, bytes, |out, byte| match byte {
                b'"' => out.extend_from_slice(b"\"\""),
                other => out.push(other),
            }),
            Dialect::Jsonl if self.is_clean(bytes) => {
                out.push(b'"');
                out.extend_from_slice(bytes);
                out.push(b'"');
            }
            Dialect::Jsonl => push_between_quotes(out, bytes, push_json_byte),
        }
    }
}

fn push_between_quotes(out: &mut Vec<u8>, bytes: &[u8], push: impl Fn(&mut Vec<u8>, u8)) {
    out.push(b'"');
    bytes.iter().for_each(|&byte| push(out, byte));
    out.push(b'"');
}

fn push_json_byte(out: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        0..0x20 => {
            let digits = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            return out.extend_from_slice(&[digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
        }
        _ => return out.push(byte),
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(dialect: Dialect, text: &str) -> String {
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
            assert_eq!(escaped(Dialect::Csv, text), expected);
        }
        let late = format!("{},", "x".repeat(200));
        assert_eq!(escaped(Dialect::Csv, &late), format!("\"{late}\""));
    }

    proptest! {
        #[test]
        fn json_strings_are_json(text: String) {
            let parsed: String = serde_json::from_str(&escaped(Dialect::Jsonl, &text)).expect("it is JSON");
            prop_assert_eq!(parsed, text);
        }
    }
}
