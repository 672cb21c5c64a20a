//! The text of a lock file: a small, stable subset of YAML, one fact per line, so that reviews show what changed.
//!
//! ```yaml
//! lock: 1
//! digest: 0123456789abcdef0123456789abcdef
//! inputs:
//!   seed: "7"
//! tables:
//!   orders:
//!     rows: 10
//!     digest: 0123456789abcdef0123456789abcdef
//!     columns:
//!       total: decimal(12,2) 0123456789abcdef0123456789abcdef
//! ```
//!
//! Reading takes exactly what writing makes; anything else (a merge conflict, a hand edit) is an error with its line.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::lock::{Lock, LockedTable};
use super::table::ColumnDigest;
use super::value::Digest;

const HEADER: &str = "# What this tenant's data must be. Written by `reseed lock`; review it, do not edit it.\n";
/// The version of this text form.
const FORM: &str = "1";

/// A lock file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What was wanted and what is there.
    pub message: String,
}

impl fmt::Display for Lock {
    /// The whole file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEADER}lock: {FORM}\ndigest: {}\ninputs:\n", self.digest)?;
        for (name, value) in &self.inputs {
            writeln!(f, "  {name}: {}", quoted(value))?;
        }
        f.write_str("tables:\n")?;
        for (name, table) in &self.tables {
            write!(f, "  {name}:\n    rows: {}\n    digest: {}\n    columns:\n", table.rows, table.digest)?;
            for (name, column) in &table.columns {
                writeln!(f, "      {name}: {} {}", column.ty, column.digest)?;
            }
        }
        Ok(())
    }
}

/// A JSON string, which YAML reads as the same text.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl FromStr for Lock {
    type Err = LockError;

    fn from_str(text: &str) -> Result<Lock, LockError> {
        let mut lines = LockLines::new(text);
        lines.field("", "lock", |form| (form == FORM).then_some(()))?;
        let digest = lines.field("", "digest", parsed)?;
        lines.field("", "inputs", empty)?;
        let inputs = lines.map("  ", |_, value| serde_json::from_str(value).ok())?;
        lines.field("", "tables", empty)?;
        let mut tables = BTreeMap::new();
        while let Some(name) = lines.next_key("  ") {
            lines.field("  ", &name, empty)?;
            let table = LockedTable {
                rows: lines.field("    ", "rows", parsed)?,
                digest: lines.field("    ", "digest", parsed)?,
                columns: {
                    lines.field("    ", "columns", empty)?;
                    lines.map("      ", |_, value| column(value))?
                },
            };
            if tables.insert(name.clone(), table).is_some() {
                return Err(lines.error(format!("table {name:?} appears twice")));
            }
        }
        lines.end().map(|()| Lock { inputs, digest, tables })
    }
}

fn parsed<T: FromStr>(value: &str) -> Option<T> {
    value.parse().ok()
}

fn empty(value: &str) -> Option<()> {
    value.is_empty().then_some(())
}

fn column(value: &str) -> Option<ColumnDigest> {
    let (ty, digest) = value.split_once(' ')?;
    Some(ColumnDigest { ty: ty.to_owned(), digest: digest.parse::<Digest>().ok()? })
}

/// The lines that say something; comments and empty lines do not.
struct LockLines<'a> {
    lines: std::iter::Peekable<std::vec::IntoIter<(usize, &'a str)>>,
    /// The line last looked at.
    line: usize,
}

impl<'a> LockLines<'a> {
    fn new(text: &'a str) -> LockLines<'a> {
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
        let telling: Vec<_> = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).collect();
        LockLines { lines: telling.into_iter().peekable(), line: 1 }
    }

    /// The value of the next line, which must be `key` at this indent.
    fn field<T>(&mut self, indent: &str, key: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, LockError> {
        let Some((line, text)) = self.lines.next() else {
            return Err(self.error(format!("{key:?} is missing at the end")));
        };
        self.line = line;
        let (found, value) = split(indent, text).unwrap_or((text, ""));
        if found != key {
            return Err(self.error(format!("expected {key:?}, got {text:?}")));
        }
        read(value).ok_or_else(|| self.error(format!("{key:?} cannot be {value:?}")))
    }

    /// The key of the next line if it has exactly this indent.
    fn next_key(&mut self, indent: &str) -> Option<String> {
        self.lines.peek().and_then(|(_, text)| split(indent, text)).map(|(key, _)| key.to_owned())
    }

    /// All lines at this indent.
    fn map<T>(
        &mut self,
        indent: &str,
        read: impl Fn(&str, &str) -> Option<T>,
    ) -> Result<BTreeMap<String, T>, LockError> {
        let mut map = BTreeMap::new();
        while let Some(key) = self.next_key(indent) {
            let value = self.field(indent, &key, |value| read(&key, value))?;
            if map.insert(key.clone(), value).is_some() {
                return Err(self.error(format!("{key:?} appears twice")));
            }
        }
        Ok(map)
    }

    fn end(&mut self) -> Result<(), LockError> {
        match self.lines.next() {
            None => Ok(()),
            Some((line, text)) => Err(LockError { line, message: format!("expected the end, got {text:?}") }),
        }
    }

    fn error(&self, message: String) -> LockError {
        LockError { line: self.line, message }
    }
}

/// Key and value of a line with exactly this indent.
fn split<'a>(indent: &str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let (key, value) = line.strip_prefix(indent)?.split_once(':')?;
    let value = if value.is_empty() { value } else { value.strip_prefix(' ')? };
    (!key.is_empty() && !key.starts_with(' ')).then_some((key, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What this tenant's data must be. Written by `reseed lock`; review it, do not edit it.
lock: 1
digest: 0000000000000000000000000000000f
inputs:
  params.note: \"a: \\\"b\\\"\\n\"
  seed: \"7\"
tables:
  customers:
    rows: 0
    digest: 00000000000000000000000000000001
    columns:
  orders:
    rows: 10
    digest: 00000000000000000000000000000002
    columns:
      id: int 00000000000000000000000000000003
      total: decimal(12,2) 00000000000000000000000000000004
";

    #[test]
    fn what_is_read_is_written_again_byte_for_byte() {
        let lock: Lock = TEXT.parse().expect("the text is a lock");
        assert_eq!(lock.to_string(), TEXT);
        assert_eq!(lock.inputs["params.note"], "a: \"b\"\n");
        assert_eq!(lock.tables["orders"].columns["total"].ty, "decimal(12,2)");
    }

    #[test]
    fn a_checkout_with_crlf_is_the_same_lock() {
        assert_eq!(TEXT.replace('\n', "\r\n").parse::<Lock>(), TEXT.parse());
    }

    #[test]
    fn damage_is_an_error_with_its_line() {
        let error = |from: &str, to: &str| {
            assert!(TEXT.contains(from));
            TEXT.replacen(from, to, 1).parse::<Lock>().expect_err("the text is damaged").to_string()
        };
        assert_eq!(error("lock: 1", "lock: 2"), r#"line 2: "lock" cannot be "2""#);
        assert_eq!(error("  seed:", "<<<<<<< main\n  seed:"), r#"line 6: expected "tables", got "<<<<<<< main""#);
        assert_eq!(error("rows: 10", "rows: -1"), r#"line 13: "rows" cannot be "-1""#);
        assert_eq!(error("      total: ", "      id: "), r#"line 17: "id" appears twice"#);
        assert_eq!(error("  orders:", "  customers:"), r#"line 17: table "customers" appears twice"#);
        assert_eq!(error("000f\n", "000\n"), r#"line 3: "digest" cannot be "0000000000000000000000000000000""#);
        assert_eq!(
            "lock: 1\n".parse::<Lock>().expect_err("it ends").to_string(),
            r#"line 1: "digest" is missing at the end"#
        );
        assert_eq!(format!("{TEXT}more\n").parse::<Lock>().expect_err("more").line, 18);
    }
}
