//! Values on their way into statements and out of rows.

/// A text of at most [`SHORT_LEN_MAX`] bytes, made for one cell.
#[derive(Clone, Copy, Debug)]
pub struct Short {
    bytes: [u8; SHORT_LEN_MAX],
    len: u8,
}

/// The longest text made for a cell: a decimal of 38 digits with sign, leading zero and point.
pub const SHORT_LEN_MAX: usize = 42;

impl Short {
    /// The text `bytes`, cut at [`SHORT_LEN_MAX`].
    pub fn new(text: &[u8]) -> Short {
        let len = text.len().min(SHORT_LEN_MAX);
        let mut bytes = [0; SHORT_LEN_MAX];
        bytes[..len].copy_from_slice(&text[..len]);
        Short { bytes, len: len as u8 }
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// A value on its way into a statement.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// SQL null.
    Null,
    /// An integer.
    Int(i64),
    /// A double.
    Real(f64),
    /// A text that lives somewhere else.
    Text(&'a str),
    /// A text made for this cell; UTF-8.
    Short(Short),
    /// The bytes of a UUID.
    Uuid([u8; 16]),
}

/// A value on its way out of a row; lives until the next row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// SQL null.
    Null,
    /// An integer.
    Int(i64),
    /// A double.
    Real(f64),
    /// A text, perhaps not UTF-8.
    Text(&'a [u8]),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Cell<'_> {
    /// The value for people; null is the empty text.
    pub fn to_text(self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Int(value) => value.to_string(),
            Cell::Real(value) => value.to_string(),
            Cell::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Cell::Blob(bytes) => format!("x'{}'", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>()),
        }
    }
}
