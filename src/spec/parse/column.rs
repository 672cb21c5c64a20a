//! Columns: a bare word, a dotted path, or a map with one kind and what belongs to it.

use super::habits;
use super::later;
use super::names::NameOwner;
use super::reader::SpecReader;
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::literal::parse_path;
use crate::spec::model::{Arg, ColumnSpec, Spanned};
use crate::spec::number::Number;
use crate::spec::registry::{self, ArgShape, KINDS, Kind, MODIFIERS, Param};
use crate::spec::yaml::{YamlEntry, YamlKey, YamlNode, YamlValue};

/// The kind that a dotted path alone stands for.
const LOOKUP: &str = "lookup";

impl SpecReader<'_> {
    /// A column of the table called `table`; `None` where anything is wrong with it.
    pub(super) fn column(&mut self, table: &str, tables: &[&str], entry: &YamlEntry) -> Option<ColumnSpec> {
        let scope = format!("column \"{table}.{}\"", entry.key.text);
        let is_whole = !self.is_damaged(entry.span(), &[]);
        let read = |reader: &mut Self| {
            let name = reader.key_name(NameOwner::Column, &entry.key);
            let column = match &entry.value.value {
                YamlValue::Scalar { text, .. } => reader.bare_column(text, &entry.value, tables),
                YamlValue::Map(entries) => reader.column_map(entries, &entry.value),
                YamlValue::Empty | YamlValue::List(_) => {
                    reader.push(no_column(&entry.value));
                    None
                }
            }?;
            let column = ColumnSpec { name: name?, ..column };
            reader.check_column(&column);
            Some(column)
        };
        self.within(scope, |reader| reader.faultless(read)).filter(|_| is_whole)
    }

    /// `id: serial`, `country: customers.country`
    fn bare_column(&mut self, text: &str, node: &YamlNode, tables: &[&str]) -> Option<ColumnSpec> {
        if let Some(kind) = registry::kind(text) {
            if kind.bare {
                return Some(unnamed(Spanned::new(node.span, kind), None));
            }
            let fault = Fault::new(node.span, format!("{} needs an argument", quote(text)));
            self.push(fault.help(format!("Write it like {}.", kind.example)));
            return None;
        }
        match parse_path(text) {
            Ok(path) if path.len() > 1 => {
                let kind = registry::kind(LOOKUP)?;
                Some(unnamed(Spanned::new(node.span, kind), Some(Spanned::new(node.span, Arg::Path(path)))))
            }
            _ if later::KINDS.contains(&text) => {
                self.later(node.span, text);
                None
            }
            _ => {
                self.push(unknown_bare(text, node, tables));
                None
            }
        }
    }

    fn column_map(&mut self, entries: &[YamlEntry], node: &YamlNode) -> Option<ColumnSpec> {
        let (kind, own) = self.kind_entry(entries, node)?;
        let mut column = unnamed(Spanned::new(own.key.span, kind), None);
        let bare = matches!(own.value.value, YamlValue::Empty) && kind.bare;
        let said_true = kind.main == ArgShape::Nothing && own.value.as_scalar() == Some("true");
        if !bare {
            let main = self.arg(kind.name, kind.main, &own.value);
            column.main = main.filter(|_| !said_true);
        }
        for entry in entries.iter().filter(|entry| entry.key.span != own.key.span) {
            self.column_key(&mut column, entry);
        }
        for param in kind.params.iter().filter(|param| param.required) {
            if !entries.iter().any(|entry| entry.key.text == param.name) {
                let fault = Fault::new(own.key.span, format!("{} needs {}", quote(kind.name), quote(param.name)));
                self.push_missing(node.span, fault.help(format!("{}: {}", param.name, param.doc)));
            }
        }
        Some(column)
    }

    /// The kind of a map and its entry.
    fn kind_entry<'n>(&mut self, entries: &'n [YamlEntry], node: &YamlNode) -> Option<(&'static Kind, &'n YamlEntry)> {
        let is_later = |word: &str| later::KINDS.contains(&word) && owners(word).is_empty();
        if let Some(entry) = entries.iter().find(|entry| is_later(&entry.key.text)) {
            self.later(entry.key.span, &entry.key.text);
            return None;
        }
        let mut kinds = entries.iter().filter_map(|entry| Some((registry::kind(&entry.key.text)?, entry)));
        let Some((kind, own)) = kinds.next() else {
            self.no_kind(entries, node);
            return None;
        };
        for (second, entry) in kinds {
            let message = format!("a column has one kind, got {} and {}", quote(kind.name), quote(second.name));
            let fault = Fault::new(entry.key.span, message).label("the second").also(own.key.span, "the first");
            self.push(fault.help("Keep one of them; what a second kind would compute needs a column of its own."));
        }
        Some((kind, own))
    }

    /// Reports that a map has no kind: a slip, a parameter without its kind, or only modifiers.
    fn no_kind(&mut self, entries: &[YamlEntry], node: &YamlNode) {
        let is_strange =
            |entry: &&YamlEntry| owners(&entry.key.text).is_empty() && registry::modifier(&entry.key.text).is_none();
        let strange: Vec<&YamlEntry> = entries.iter().filter(is_strange).collect();
        for entry in &strange {
            if later::COLUMN.contains(&entry.key.text.as_str()) {
                self.later(entry.key.span, &entry.key.text);
                continue;
            }
            let fault = Fault::new(entry.key.span, format!("unknown kind {}", quote(&entry.key.text)));
            self.push(fault.help(kind_like(&entry.key.text)));
        }
        if !strange.is_empty() {
            return;
        }
        let fault = Fault::new(node.span, "no key names a kind");
        let owner = entries.iter().find_map(|entry| Some((&entry.key.text, *owners(&entry.key.text).first()?)));
        let habit = entries.iter().find(|entry| entry.key.text == "type").and_then(|entry| entry.value.as_scalar());
        let help = match (owner, habit) {
            (Some((param, owner)), _) => format!("{} belongs to {}.", quote(param), quote(owner)),
            (None, Some(ty)) => {
                format!("\"type\" sets how values are stored, a kind what generates them. {}", kind_like(ty))
            }
            (None, None) => all_kinds(),
        };
        self.push_missing(node.span, fault.help(help));
    }

    /// A key next to the kind: a parameter or a modifier.
    fn column_key(&mut self, column: &mut ColumnSpec, entry: &YamlEntry) {
        let (kind, word) = (column.kind.value, entry.key.text.as_str());
        if let Some(param) = kind.params.iter().find(|param| param.name == word) {
            if let Some(arg) = self.arg(param.name, param.shape, &entry.value) {
                column.params.push((param.name, arg));
            }
            return;
        }
        match registry::modifier(word) {
            Some(modifier) if kind.takes(word) => {
                if let Some(arg) = self.modifier(modifier, &entry.value) {
                    column.modifiers.push((modifier.name, arg));
                }
            }
            Some(_) => self.push(no_effect(kind, &entry.key)),
            None => self.stray_key(kind, &entry.key),
        }
    }

    fn modifier(&mut self, modifier: &Param, node: &YamlNode) -> Option<Spanned<Arg>> {
        match modifier.name {
            "as" => {
                self.stored_name(NameOwner::Column, node).map(|name| Spanned::new(name.span, Arg::Text(name.value)))
            }
            "about" => {
                let text = self.scalar(modifier.name, node)?;
                Some(Spanned::new(node.span, Arg::Text(text.to_owned())))
            }
            _ => self.arg(modifier.name, modifier.shape, node),
        }
    }

    /// A key that is neither one of the kind's nor a modifier.
    fn stray_key(&mut self, kind: &Kind, key: &YamlKey) {
        if registry::kind(&key.text).is_some() {
            return; // Reported already: a second kind.
        }
        let owners = owners(&key.text);
        if !owners.is_empty() {
            let owners: Vec<String> = owners.into_iter().map(quote).collect();
            let fault = Fault::new(key.span, format!("{} has no effect on {}", quote(&key.text), quote(kind.name)));
            self.push(fault.help(format!("It belongs to {}.", owners.join(", "))));
        } else if later::COLUMN.contains(&key.text.as_str()) {
            self.later(key.span, &key.text);
        } else {
            let modifiers = MODIFIERS.iter().map(|modifier| modifier.name).filter(|name| kind.takes(name));
            let known: Vec<&str> = kind.params.iter().map(|param| param.name).chain(modifiers).collect();
            self.unknown_key(key, &format!("The kind \"{}\"", kind.name), &known);
        }
    }

    /// Combinations in which something would have no effect, or no meaning.
    fn check_column(&mut self, column: &ColumnSpec) {
        if let (Some(stored), true) = (column.modifier("as"), column.is_helper()) {
            let fault = Fault::new(stored.span, "\"as\" has no effect on a helper column");
            self.push(fault.help("Columns that begin with \"_\" are never written."));
        }
        if let (Some(late), None) = (column.param("late"), column.param("until")) {
            self.push(Fault::new(late.span, "\"late\" has no effect without \"until\""));
        }
        if let (Some(scale), Some(ty)) = (column.modifier("scale"), column.modifier("type")) {
            let fault = Fault::new(scale.span, "scale and type both set the type").also(ty.span, "the other");
            self.push(fault.help("Keep one of them: scale: 2 is type: \"decimal(18,2)\"."));
        }
        self.check_type(column);
        self.check_clamps(column);
    }

    /// Refuses a type that the kind cannot make.
    fn check_type(&mut self, column: &ColumnSpec) {
        let kind = column.kind.value;
        let Some(Spanned { span, value: Arg::Type(ty) }) = column.modifier("type") else { return };
        let base = ty.name();
        if !kind.types().any(|made| made == "any" || made == base) {
            let fault = Fault::new(*span, format!("{} gives {}, not {}", quote(kind.name), kind.types, base));
            self.push(fault.help("Use another kind, or a sql column that casts."));
        }
    }

    /// Refuses numbers as bounds where the lower is above the upper.
    fn check_clamps(&mut self, column: &ColumnSpec) {
        let number = |name| match column.modifier(name) {
            Some(Spanned { span, value: Arg::Text(text) }) => Some(Spanned::new(*span, Number::parse(text).ok()?)),
            _ => None,
        };
        if let (Some(min), Some(max)) = (number("min"), number("max"))
            && min.value > max.value
        {
            let message = format!("min must be <= max, got {} and {}", min.value, max.value);
            self.push(Fault::new(min.span, message).also(max.span, "the other"));
        }
    }
}

/// A column before it has its name.
fn unnamed(kind: Spanned<&'static Kind>, main: Option<Spanned<Arg>>) -> ColumnSpec {
    let name = Spanned::new(kind.span, String::new());
    ColumnSpec { name, kind, main, params: Vec::new(), modifiers: Vec::new() }
}

/// The kinds that have a parameter called `name`.
fn owners(name: &str) -> Vec<&'static str> {
    let owns = |kind: &&Kind| kind.params.iter().any(|param| param.name == name);
    KINDS.iter().filter(owns).map(|kind| kind.name).collect()
}

/// The kind that a word is probably a slip of, else all of them.
fn kind_like(word: &str) -> String {
    habits::kind(word).or_else(|| did_you_mean(word, KINDS.iter().map(|kind| kind.name))).unwrap_or_else(all_kinds)
}

fn all_kinds() -> String {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    format!("The kinds are {}.", names.join(", "))
}

fn no_column(node: &YamlNode) -> Fault {
    match node.value {
        YamlValue::Empty => Fault::new(node.span, "a column needs a kind").help(all_kinds()),
        _ => Fault::new(node.span, format!("a column is a word, a path or a map, got {}", node.what()))
            .help("One of several values is written { choose: [a, b] }."),
    }
}

/// A word alone that is neither a kind nor a path.
fn unknown_bare(text: &str, node: &YamlNode, tables: &[&str]) -> Fault {
    let fault = Fault::new(node.span, format!("unknown kind {}", quote(text)));
    if tables.contains(&text) {
        return fault
            .help(format!("A lookup names a column too: {text}.id; a key of any row is {{ ref: {text}.id }}."));
    }
    if Number::parse(text).is_ok() || ["true", "false"].contains(&text) || text.starts_with('$') {
        return fault.help(format!("The same value in every row is written {{ constant: {text} }}."));
    }
    fault.help(kind_like(text))
}

/// A modifier that the kind does not take.
fn no_effect(kind: &Kind, key: &YamlKey) -> Fault {
    if key.text == "unique" {
        let fault = Fault::new(key.span, format!("{} cannot be unique", quote(kind.name)));
        let kinds: Vec<&str> = KINDS.iter().filter(|kind| kind.takes("unique")).map(|kind| kind.name).collect();
        return fault.help(format!("These can, by construction: {}.", kinds.join(", ")));
    }
    let fault = Fault::new(key.span, format!("{} has no effect on {}", quote(&key.text), quote(kind.name)));
    match key.text.as_str() {
        "scale" | "type" | "sqlite" => fault.help(format!("It always gives {}.", kind.types)),
        _ => fault.help("Remove it."),
    }
}
