//! Names: what tables, columns and parameters may be called, here and in files and stores.

use std::collections::BTreeMap;

use super::reader::{DollarText, SpecReader};
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::literal::is_name;
use crate::spec::model::Spanned;
use crate::spec::source::Span;
use crate::spec::yaml::{YamlKey, YamlNode, YamlValue};

/// The longest name, in bytes: PostgreSQL cuts longer ones off.
pub const NAME_BYTES_MAX: usize = 63;

/// What no file's name may hold on every system.
const FILE_NAMES_LACK: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Words with a meaning of their own.
pub const RESERVED: [&str; 8] = ["as_of", "previous", "parent", "self", "tenant", "tick", "history", "rest"];

const NAME_RULE: &str = "Names are lower case letters, digits and \"_\", and begin with no digit.";

/// Whose name it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NameOwner {
    Dataset,
    Param,
    Table,
    Column,
    Check,
}

impl NameOwner {
    fn word(self) -> &'static str {
        match self {
            NameOwner::Dataset => "dataset",
            NameOwner::Param => "parameter",
            NameOwner::Table => "table",
            NameOwner::Column => "column",
            NameOwner::Check => "check",
        }
    }
}

impl SpecReader<'_> {
    /// The name that a key is.
    pub(super) fn key_name(&mut self, named: NameOwner, key: &YamlKey) -> Option<Spanned<String>> {
        self.name(named, &key.text, key.span)
    }

    /// The name that a text is.
    pub(super) fn name(&mut self, named: NameOwner, text: &str, span: Span) -> Option<Spanned<String>> {
        match refused_name(named, text) {
            None => Some(Spanned::new(span, text.to_owned())),
            Some((message, help)) => {
                self.push(Fault::new(span, message).help(help));
                None
            }
        }
    }

    /// `as:` the name in files and stores.
    pub(super) fn stored_name(&mut self, named: NameOwner, node: &YamlNode) -> Option<Spanned<String>> {
        let text = self.scalar("as", node)?;
        match refused_stored_name(named, text) {
            None => Some(Spanned::new(node.span, text.to_owned())),
            Some(reason) => {
                self.push(Fault::new(node.span, reason));
                None
            }
        }
    }

    /// Refuses names that meet in the store, where ASCII letters of both cases are the same.
    pub(super) fn stored_names_differ(&mut self, named: NameOwner, names: &[&Spanned<String>]) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for name in names {
            if let Some(first) = seen.insert(name.value.to_ascii_lowercase(), name.span) {
                let message = format!("two {}s are stored as {}", named.word(), quote(&name.value));
                let fault = Fault::new(name.span, message).label("again").also(first, "first here");
                self.push(fault.help("Give one of them another name with \"as\". Upper and lower case are the same."));
            }
        }
    }

    /// Refuses a former name that is still in use or is claimed twice.
    pub(super) fn former_names_differ(&mut self, named: NameOwner, names: &[&str], former: &[&Spanned<String>]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in former {
            if names.contains(&name.value.as_str()) {
                let message = format!("rename_from: {} is the name of a {} here", quote(&name.value), named.word());
                self.push(Fault::new(name.span, message).help("Name the removed one, or omit rename_from."));
            }
            if let Some(first) = seen.insert(&name.value, name.span) {
                let message = format!("two {}s were renamed from {}", named.word(), quote(&name.value));
                self.push(Fault::new(name.span, message).label("again").also(first, "first here"));
            }
        }
    }

    /// A list of columns, or a single one; each is one of `known`, none comes twice.
    pub(super) fn column_names(&mut self, key: &str, node: &YamlNode, known: &[&str]) -> Vec<Spanned<String>> {
        let items = match &node.value {
            YamlValue::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        if items.is_empty() {
            self.push(Fault::new(node.span, format!("{} must name at least one column", quote(key))));
        }
        let mut names: Vec<Spanned<String>> = Vec::new();
        for item in items {
            let Some(text) = self.scalar(key, item) else { continue };
            if let Some(first) = names.iter().find(|name| name.value == text) {
                let fault = Fault::new(item.span, format!("column {} is named twice", quote(text)));
                let first = first.span;
                self.push(fault.also(first, "first here"));
            }
            self.is_column(text, item.span, known);
            names.push(Spanned::new(item.span, text.to_owned()));
        }
        names
    }

    /// Refuses a name that is none of the table's columns.
    pub(super) fn is_column(&mut self, text: &str, span: Span, known: &[&str]) {
        if !known.contains(&text) {
            let help = did_you_mean(text, known.iter().copied());
            self.push(Fault::new(span, format!("unknown column {}", quote(text))).maybe_help(help));
        }
    }
}

/// Why a text is no name, and what to write.
fn refused_name(named: NameOwner, text: &str) -> Option<(String, String)> {
    let word = named.word();
    if !is_name(text) {
        let message = format!("{} is not a {word} name", quote(text));
        let stored = match named {
            NameOwner::Table | NameOwner::Column => " Its name in files and stores may differ: use \"as\".",
            NameOwner::Dataset | NameOwner::Param | NameOwner::Check => "",
        };
        return Some((message, format!("{NAME_RULE}{stored}")));
    }
    if text.len() > NAME_BYTES_MAX {
        let message = format!("a {word} name must have <= {NAME_BYTES_MAX} letters, got {}", text.len());
        return Some((message, "Shorten it.".to_owned()));
    }
    if RESERVED.contains(&text) {
        let message = format!("{} is reserved and cannot be a {word}'s name", quote(text));
        return Some((message, format!("Reserved are {}.", RESERVED.join(", "))));
    }
    if text.starts_with('_') && named != NameOwner::Column {
        let message = format!("a {word}'s name cannot begin with \"_\", got {}", quote(text));
        return Some((message, "Only helper columns, which are never written, begin with \"_\".".to_owned()));
    }
    None
}

/// Why a text cannot be a name in files and stores.
fn refused_stored_name(named: NameOwner, text: &str) -> Option<String> {
    let word = named.word();
    let shown = quote(text);
    if text.trim().is_empty() || text.trim() != text {
        return Some(format!("a stored name must not be empty nor begin or end with a space, got {shown}"));
    }
    if text.len() > NAME_BYTES_MAX {
        return Some(format!("a stored name must have <= {NAME_BYTES_MAX} bytes, got {}", text.len()));
    }
    if text.chars().any(char::is_control) {
        return Some(format!("a stored name must not hold control characters, got {shown}"));
    }
    if !matches!(DollarText::read(text), DollarText::Text(_)) {
        return Some(format!("no parameter can stand here, got {shown}"));
    }
    let is_file = named == NameOwner::Table && (text.contains(FILE_NAMES_LACK) || text.starts_with('.'));
    is_file.then(|| {
        format!(
            "a {word}'s stored name is also a file name: it cannot have {} or a leading \".\", got {shown}",
            FILE_NAMES_LACK.map(String::from).join(" ")
        )
    })
}
