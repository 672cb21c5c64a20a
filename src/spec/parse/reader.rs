//! What every part of the parser works with: the source, the faults so far and whose text is being read.

use std::collections::BTreeSet;

use super::habits;
use crate::spec::fault::{Fault, Faults, did_you_mean, quote};
use crate::spec::literal::{LiteralFault, is_name};
use crate::spec::model::{Spanned, UnreadNames};
use crate::spec::number::Number;
use crate::spec::source::{Source, Span};
use crate::spec::yaml::{YamlEntry, YamlKey, YamlNode, YamlValue};

/// Reads nodes; what is wrong with them becomes a fault that begins with the thing it belongs to.
pub(in crate::spec) struct SpecReader<'a> {
    source: &'a Source,
    faults: &'a mut Faults,
    /// What the faults begin with: `column "orders.total"`; empty for the whole file.
    scope: String,
    /// Every `$name`, at its place.
    uses: Vec<Spanned<String>>,
    /// Where the YAML itself was at fault, so that entries may be missing.
    damaged: Vec<Span>,
}

/// What a text that begins with `$` is.
pub(super) enum DollarText {
    /// `$name`
    Param(String),
    /// Text; `$$` at its start has become `$`.
    Text(String),
    /// `$` and a word that is no name.
    Malformed,
}

impl DollarText {
    pub(super) fn read(text: &str) -> DollarText {
        let Some(rest) = text.strip_prefix('$') else { return DollarText::Text(text.to_owned()) };
        match rest.chars().next() {
            Some('$') => DollarText::Text(rest.to_owned()),
            _ if is_name(rest) => DollarText::Param(rest.to_owned()),
            Some(first) if first.is_alphabetic() || first == '_' => DollarText::Malformed,
            _ => DollarText::Text(text.to_owned()),
        }
    }
}

impl<'a> SpecReader<'a> {
    /// A reader of a source whose YAML has been read; `faults` holds what was wrong with that.
    pub(in crate::spec) fn new(source: &'a Source, faults: &'a mut Faults) -> Self {
        let damaged = faults.iter().map(|fault| fault.span).collect();
        SpecReader { source, faults, scope: String::new(), uses: Vec::new(), damaged }
    }

    /// Adds a fault, with whose it is.
    pub(in crate::spec) fn push(&mut self, mut fault: Fault) {
        if !self.scope.is_empty() {
            fault.message = format!("{}: {}", self.scope, fault.message);
        }
        self.faults.push(fault);
    }

    /// Runs `read` for a part of the file that messages call `scope`.
    pub(in crate::spec) fn within<T>(&mut self, scope: String, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scope, scope);
        let value = read(self);
        self.scope = outer;
        value
    }

    /// Notes that the parameter `name` is used at `span`.
    pub(super) fn uses(&mut self, name: &str, span: Span) {
        self.uses.push(Spanned::new(span, name.to_owned()));
    }

    /// Every use of a parameter so far.
    pub(super) fn take_uses(&mut self) -> Vec<Spanned<String>> {
        std::mem::take(&mut self.uses)
    }

    /// Whether nothing has been wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Every word of the source that looks like the use of a parameter.
    pub(super) fn mentioned(&self) -> BTreeSet<String> {
        let is_end = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let words = self.source.text.split('$').skip(1).map(|rest| &rest[..rest.find(is_end).unwrap_or(rest.len())]);
        words.map(str::to_owned).collect()
    }

    /// Where `len` bytes of a node's text, from byte `start`, are in the source.
    pub(super) fn place(&self, node: &YamlNode, start: usize, len: usize) -> Span {
        let YamlValue::Scalar { text, quoted } = &node.value else { return node.span };
        match node.span.len().checked_sub(text.len()) {
            Some(0) => node.span_within(start, len),
            Some(2) if *quoted => node.span_within(start, len),
            _ => self.source.span_within(node, start, len),
        }
    }

    /// A fault in something that should be there: kept back where broken YAML may have taken it away.
    pub(in crate::spec) fn push_missing(&mut self, whole: Span, fault: Fault) {
        if !self.is_damaged(whole, &[]) {
            self.push(fault);
        }
    }

    /// Whether the YAML is broken in `whole`, apart from some parts of it.
    pub(super) fn is_damaged(&self, whole: Span, parts: &[Span]) -> bool {
        let is_apart = |span: &Span| !parts.iter().any(|part| lies_in(*part, *span));
        self.damaged.iter().any(|span| lies_in(whole, *span) && is_apart(span))
    }

    /// What `read` gives, unless it finds anything wrong.
    pub(super) fn faultless<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.faults.len();
        read(self).filter(|_| self.faults.len() == before)
    }

    /// The entries of a map that gave nothing, and whether broken YAML in `whole` may have taken others away.
    pub(super) fn unread<T>(&self, whole: Span, entries: &[YamlEntry], read: &[Option<T>]) -> UnreadNames {
        let unread = entries.iter().zip(read).filter(|(_, read)| read.is_none());
        let parts: Vec<Span> = entries.iter().map(YamlEntry::span).collect();
        UnreadNames::new(unread.map(|(entry, _)| entry.key.text.clone()), self.is_damaged(whole, &parts))
    }

    /// The entries of a map that has at least one.
    pub(in crate::spec) fn entries<'n>(&mut self, what: &str, node: &'n YamlNode) -> Option<&'n [YamlEntry]> {
        match &node.value {
            YamlValue::Map(entries) if entries.is_empty() => {
                self.push_missing(node.span, Fault::new(node.span, format!("{what} must not be empty")));
                None
            }
            YamlValue::Map(entries) => Some(entries),
            _ => {
                let fault = Fault::new(node.span, format!("{what} must be a map, got {}", node.what()));
                self.push(match node.value {
                    YamlValue::List(_) => fault.help("Write each as \"name: …\" on a line of its own, without \"- \"."),
                    YamlValue::Empty => fault.help("Indent what belongs to it further than its own line."),
                    _ => fault,
                });
                None
            }
        }
    }

    /// The text of a scalar, which may be empty only in quotes.
    pub(in crate::spec) fn scalar<'n>(&mut self, key: &str, node: &'n YamlNode) -> Option<&'n str> {
        if let Some(text) = node.as_scalar() {
            return Some(text);
        }
        let fault = match node.value {
            YamlValue::Empty => Fault::new(node.span, format!("{} needs a value", quote(key))),
            _ => Fault::new(node.span, format!("{} must be a single value, got {}", quote(key), node.what())),
        };
        self.push(fault);
        None
    }

    /// What `parse` makes of a scalar.
    pub(in crate::spec) fn literal<T>(
        &mut self,
        key: &str,
        node: &YamlNode,
        parse: impl FnOnce(&str) -> Result<T, LiteralFault>,
    ) -> Option<T> {
        let text = self.scalar(key, node)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.push_literal(node, fault);
                None
            }
        }
    }

    /// Adds a fault in a node's text.
    pub(super) fn push_literal(&mut self, node: &YamlNode, fault: LiteralFault) {
        let span = self.place(node, fault.at, fault.len);
        self.push(Fault::new(span, fault.message).maybe_help(fault.help));
    }

    /// An exact number.
    pub(in crate::spec) fn number(&mut self, key: &str, node: &YamlNode) -> Option<Number> {
        self.literal(key, node, |text| Number::parse(text).map_err(|reason| LiteralFault::whole(text, reason)))
    }

    /// A whole number in `low ..= high`.
    pub(in crate::spec) fn whole(&mut self, key: &str, node: &YamlNode, low: i128, high: i128) -> Option<i128> {
        let number = self.number(key, node)?;
        let got = quote(node.as_scalar().unwrap_or_default());
        let fault = match number.whole() {
            Some(value) if value < low => Fault::new(node.span, format!("{key} must be >= {low}, got {value}"))
                .help(format!("Raise it to {low}.")),
            Some(value) if value > high => Fault::new(node.span, format!("{key} must be <= {high}, got {value}"))
                .help(format!("Lower it to {high}.")),
            Some(value) => return Some(value),
            None => Fault::new(node.span, format!("{key} must be a whole number, got {got}")),
        };
        self.push(fault);
        None
    }

    /// Refuses a parameter where a number must stand.
    pub(super) fn no_param(&mut self, node: &YamlNode) -> Option<()> {
        let text = node.as_scalar().unwrap_or_default();
        if let DollarText::Param(_) = DollarText::read(text) {
            let fault = Fault::new(node.span, format!("no parameter can stand here, got {}", quote(text)));
            self.push(fault.help("Write the number itself."));
            return None;
        }
        Some(())
    }

    /// A literal that no parameter may stand for, `$$` at its start read as `$`.
    pub(in crate::spec) fn plain_text(&mut self, key: &str, node: &YamlNode) -> Option<String> {
        let text = self.scalar(key, node)?;
        if let DollarText::Text(text) = DollarText::read(text) {
            return Some(text);
        }
        let escaped = format!("Write {} for the text itself.", quote(&format!("${text}")));
        let fault = match DollarText::read(text) {
            DollarText::Malformed => Fault::new(node.span, format!("{} is not a parameter", quote(text)))
                .help(format!("Parameters have lower case names. {escaped}")),
            _ => Fault::new(node.span, format!("no parameter can stand here, got {}", quote(text))).help(escaped),
        };
        self.push(fault);
        None
    }

    /// Reports a key that is unknown here.
    pub(in crate::spec) fn unknown_key(&mut self, key: &YamlKey, whose: &str, known: &[&str]) {
        let list = format!("{whose} knows {}.", known.join(", "));
        let habit = habits::key(whose, &key.text).map(str::to_owned);
        let help = match habit.or_else(|| did_you_mean(&key.text, known.iter().copied())) {
            Some(help) => format!("{help} {list}"),
            None => list,
        };
        self.push(Fault::new(key.span, format!("unknown key {}", quote(&key.text))).help(help));
    }

    /// Reports a word that belongs to a part of the language which this version does not have.
    pub(super) fn later(&mut self, span: Span, word: &str) {
        let fault = Fault::new(span, format!("{} is not supported by this version of reseed", quote(word)));
        self.push(fault.help("It belongs to a later part of the spec language. Leave it out for now."));
    }
}

/// Whether `part` is a place in `whole`.
fn lies_in(whole: Span, part: Span) -> bool {
    whole.start <= part.start && part.end <= whole.end.max(whole.start + 1)
}
