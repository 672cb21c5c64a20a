//! Spec text and places in it.
//!
//! A [`Span`] is a byte range of one [`Source`]; lines and columns are worked out only when a fault is shown. Must
//! never interpret the text. A source is at most [`SOURCE_BYTES_MAX`] long, so that every offset fits a `u32`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The largest spec or tenant file that is read, in bytes.
pub const SOURCE_BYTES_MAX: usize = 1 << 20;

/// A half-open range of bytes in a source's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; equal to `start` for a place between two characters.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`; an `end` before `start` counts as `start`.
    pub fn new(start: usize, end: usize) -> Span {
        let start = offset(start);
        Span { start, end: offset(end).max(start) }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The `len` bytes that begin `start` bytes into this span, cut off at its end.
    pub fn within(self, start: usize, len: usize) -> Span {
        let start = self.start.saturating_add(offset(start)).min(self.end);
        Span { start, end: start.saturating_add(offset(len)).min(self.end) }
    }

    /// How many bytes the span covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span is a place between two characters.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The offset, or the largest there is.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A named text.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call the text: the path as it was given.
    pub name: String,
    /// The text itself.
    pub text: Arc<str>,
}

impl Source {
    /// A source from text in memory.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        Source { name: name.into(), text: text.into() }
    }

    /// The file at `path`.
    ///
    /// # Errors
    /// When there is no regular file, it cannot be read, is empty, larger than [`SOURCE_BYTES_MAX`] or not UTF-8.
    pub fn read(path: &Path) -> Result<Source, SourceError> {
        let name = path.display().to_string();
        let bytes = read_bytes(path, &name)?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(SourceError::Empty { name });
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let line = 1 + newlines(&error.as_bytes()[..offset]);
                Err(SourceError::NotUtf8 { name, offset, line })
            }
        }
    }

    /// The line and the column of a byte offset, both from 1, the column in characters. An offset past the end or
    /// inside a character counts as the next place before it. Costs O(offset).
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset as usize)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before[line_start..].trim_start_matches('\u{feff}');
        (1 + newlines(before.as_bytes()), 1 + line.chars().count())
    }

    /// The text that a span covers; empty when it is not one of this source's.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a message says that a span is: `shop.yaml:41:9`; of an argument (`--set n=5`) and of a file that could not
    /// be read only the name.
    pub fn place(&self, span: Span) -> String {
        if self.text.is_empty() || self.name.starts_with("--") {
            return self.name.clone();
        }
        let (line, column) = self.line_column(span.start);
        format!("{}:{line}:{column}", self.name)
    }
}

/// The bytes of a regular file of at most [`SOURCE_BYTES_MAX`].
fn read_bytes(path: &Path, name: &str) -> Result<Vec<u8>, SourceError> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => SourceError::NotFound { name: name.to_owned() },
        _ => SourceError::Unreadable { name: name.to_owned(), error },
    };
    // Asked before opening: opening a pipe would wait for a writer.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(SourceError::NotAFile { name: name.to_owned() });
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > SOURCE_BYTES_MAX {
        return Err(SourceError::TooLarge { name: name.to_owned() });
    }
    Ok(bytes)
}

/// How many line feeds there are.
fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// Why a file is no source.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing at the path.
    #[error("{name}: there is no such file")]
    NotFound {
        /// The path.
        name: String,
    },
    /// A directory, a pipe or a device.
    #[error("{name}: not a regular file")]
    NotAFile {
        /// The path.
        name: String,
    },
    /// The system refused to read it.
    #[error("{name}: could not be read: {error}")]
    Unreadable {
        /// The path.
        name: String,
        /// The system's message.
        error: io::Error,
    },
    /// Nothing but white space.
    #[error("{name}: the file is empty")]
    Empty {
        /// The path.
        name: String,
    },
    /// More than [`SOURCE_BYTES_MAX`] bytes.
    #[error("{name}: must be <= {SOURCE_BYTES_MAX} bytes, got more")]
    TooLarge {
        /// The path.
        name: String,
    },
    /// Some bytes are no characters.
    #[error("{name}:{line}: not UTF-8 at byte {offset}")]
    NotUtf8 {
        /// The path.
        name: String,
        /// Offset of the first byte that is wrong.
        offset: usize,
        /// The line it is in, from 1.
        line: usize,
    },
}

impl SourceError {
    /// What the file is called.
    pub fn name(&self) -> &str {
        match self {
            SourceError::NotFound { name }
            | SourceError::NotAFile { name }
            | SourceError::Unreadable { name, .. }
            | SourceError::Empty { name }
            | SourceError::TooLarge { name }
            | SourceError::NotUtf8 { name, .. } => name,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            SourceError::NotFound { .. } => "Give the path of a spec, or the name of a pack in generators/.",
            SourceError::NotAFile { .. } => "Give the path of the file itself.",
            SourceError::Unreadable { .. } => "Look at its permissions.",
            SourceError::Empty { .. } => "\"reseed init --dir somewhere\" writes a first spec and tenant to copy from.",
            SourceError::TooLarge { .. } => "Split the dataset into several specs.",
            SourceError::NotUtf8 { .. } => "Save it as UTF-8.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Result<Source, SourceError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("spec.yaml");
        fs::write(&path, content).expect("the folder is ours");
        Source::read(&path)
    }

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let source = Source::new("s", "a\nbé☃d\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(2), (2, 1));
        assert_eq!(source.line_column(8), (2, 4), "after three characters of 1, 2 and 3 bytes");
        assert_eq!(source.line_column(4), (2, 2), "inside a character counts as its start");
        assert_eq!(source.line_column(999), (3, 1));
        assert_eq!(Source::new("s", "\u{feff}a").line_column(3), (1, 1), "a byte order mark is no column");
    }

    #[test]
    fn a_part_of_a_span_stays_inside_it() {
        let span = Span::new(10, 14);
        assert_eq!(span.within(1, 2), Span::new(11, 13));
        assert_eq!(span.within(3, 9), Span::new(13, 14));
        assert_eq!(span.within(usize::MAX, usize::MAX), Span::new(14, 14));
        assert_eq!(span.to(Span::new(2, 3)), Span::new(2, 14));
    }

    #[test]
    fn a_file_is_read_whole() {
        let source = read("dataset: é\n".as_bytes()).expect("a good file");
        assert_eq!(&*source.text, "dataset: é\n");
        assert!(source.name.ends_with("spec.yaml"));
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_with_the_place() {
        let error = read(b"a: b\nc: \xff\n").expect_err("0xff is never UTF-8");
        assert!(matches!(error, SourceError::NotUtf8 { offset: 8, line: 2, .. }), "{error}");
    }

    #[test]
    fn empty_and_missing_files_folders_and_giants_are_refused() {
        assert!(matches!(read(b" \n"), Err(SourceError::Empty { .. })));
        assert!(matches!(read(&vec![b'a'; SOURCE_BYTES_MAX + 1]), Err(SourceError::TooLarge { .. })));
        assert!(read(&vec![b'a'; SOURCE_BYTES_MAX]).is_ok());
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(matches!(Source::read(folder.path()), Err(SourceError::NotAFile { .. })));
        let missing = Source::read(&folder.path().join("x")).expect_err("nothing is there");
        assert!(matches!(missing, SourceError::NotFound { .. }));
    }
}
