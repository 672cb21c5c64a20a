//! YAML as a spec sees it: maps, lists and source text, each with its place.
//!
//! Scalars are text whatever YAML would make of them: `NO`, `~` and `007` stay as written, and quotes only group.
//! Refused with their place: duplicate and non-text keys, tags, merge keys, a second document, a key without a value in `{ }`.
//! Must never panic, nor use memory out of proportion to the source: aliases are expanded within the limits below, and
//! every walk over a [`YamlNode`] may recurse because it is at most [`DEPTH_MAX`] deep.

use super::fault::{Fault, Faults};
use super::source::{SOURCE_BYTES_MAX, Source, Span};

mod build;
mod place;
mod syntax;
#[cfg(test)]
mod tests;

/// The most maps, lists, keys and texts in a source, aliases expanded.
pub const NODES_MAX: usize = 200_000;

/// The most bytes of text in a source, aliases expanded.
pub const TEXT_BYTES_MAX: usize = 8 << 20;

/// How deep maps and lists may nest, aliases expanded.
pub const DEPTH_MAX: usize = 64;

/// A value with its place. What came through an alias has the place of its anchor.
#[derive(Clone, Debug)]
pub struct YamlNode {
    /// The value's text in the source, quotes and brackets included, comments after it not.
    pub span: Span,
    /// What it is.
    pub value: YamlValue,
}

/// A value.
#[derive(Clone, Debug)]
pub enum YamlValue {
    /// Nothing at all: `key:` and no more. Its span is the key's.
    Empty,
    /// Text.
    Scalar {
        /// The text as YAML reads it, escapes decoded and lines folded.
        text: String,
        /// Whether it stands in quotes or in a block; never changes its meaning.
        quoted: bool,
    },
    /// A list.
    List(Vec<YamlNode>),
    /// A map in the source's order; no key comes twice.
    Map(Vec<YamlEntry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct YamlEntry {
    /// The key.
    pub key: YamlKey,
    /// The value.
    pub value: YamlNode,
}

impl YamlEntry {
    /// From the key to the end of the value.
    pub fn span(&self) -> Span {
        self.key.span.to(self.value.span)
    }
}

/// A map's key.
#[derive(Clone, Debug)]
pub struct YamlKey {
    /// The key as YAML reads it.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl YamlNode {
    /// The text, if it is one.
    pub fn as_scalar(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[YamlNode]> {
        match &self.value {
            YamlValue::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    pub fn as_map(&self) -> Option<&[YamlEntry]> {
        match &self.value {
            YamlValue::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key, if it is a map that has it.
    pub fn get(&self, key: &str) -> Option<&YamlNode> {
        let entry = self.as_map()?.iter().find(|entry| entry.key.text == key)?;
        Some(&entry.value)
    }

    /// What it is, for messages: "a map", "a list", "text" or "nothing".
    pub fn what(&self) -> &'static str {
        match self.value {
            YamlValue::Empty => "nothing",
            YamlValue::Scalar { .. } => "text",
            YamlValue::List(_) => "a list",
            YamlValue::Map(_) => "a map",
        }
    }

    /// Where `len` bytes of the text, from byte `start` of it, are in the source. The whole span where text and source
    /// differ by more than a pair of quotes; [`Source::span_within`] knows better then.
    pub fn span_within(&self, start: usize, len: usize) -> Span {
        let YamlValue::Scalar { text, quoted } = &self.value else { return self.span };
        match self.span.len().checked_sub(text.len()) {
            Some(0) => self.span.within(start, len),
            // The closing quote is no part of the text.
            Some(2) if *quoted => self.span.within(1, text.len()).within(start, len),
            _ => self.span,
        }
    }
}

/// The one document of a source; `None` when it cannot be read or holds nothing, with the reason in `faults`. Faults
/// that leave the rest readable are added and the entry concerned is left out, so that the others are still checked.
pub fn parse(source: &Source, faults: &mut Faults) -> Option<YamlNode> {
    if source.text.len() > SOURCE_BYTES_MAX {
        faults.push(Fault::new(Span::default(), format!("a source must be <= {SOURCE_BYTES_MAX} bytes")));
        return None;
    }
    match build::document(source, faults) {
        Ok(Some(YamlNode { value: YamlValue::Empty, .. }) | None) => {
            let fault = Fault::new(Span::default(), "the file holds nothing but comments");
            faults.push(fault.help("A spec begins with \"reseed: 1\"."));
            None
        }
        Ok(root) => root,
        Err(fault) => {
            faults.push(*fault);
            None
        }
    }
}
