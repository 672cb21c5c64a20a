//! `reseed kinds`: what a column can be made of, from the registry's declarations.

use serde_json::{Value, json};

use super::table::AlignedTable;
use super::{CliError, Exit, out};
use crate::spec::fault::did_you_mean;
use crate::spec::reference;
use crate::spec::registry::{
    self, DISTRIBUTIONS, Distribution, FAMILIES, KEYS, KINDS, Kind, MODIFIERS, NOTATIONS, Notation, PLACES, Param,
    Safety, SpecKey, Unique,
};
use crate::spec::sql::functions::{self, SIGNATURES, SPECIAL};

/// List everything that a spec can contain: kinds of columns, distributions, modifiers, keys, notations, SQL functions; or
/// explain one of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed kinds                 All of them, a line each
  reseed kinds email           One of them
  reseed kinds each            A key of a table, and so on
  reseed kinds --markdown      The reference page")]
pub struct Args {
    /// A kind, a distribution, a modifier, a key, a notation or a function
    #[arg(value_name = "NAME", conflicts_with = "markdown")]
    name: Option<String>,
    /// Print the reference page
    #[arg(long)]
    markdown: bool,
    /// Print one JSON document
    #[arg(long, conflicts_with = "markdown")]
    pub(super) json: bool,
}

/// Prints the list, one entry or the reference page.
pub fn run(args: Args) -> Result<Exit, CliError> {
    match (&args.name, args.json) {
        (None, _) if args.markdown => out::print(&reference::markdown())?,
        (None, false) => out::print(&list())?,
        (None, true) => out::print_json(&all_json())?,
        (Some(name), json) => {
            let entries = find(name);
            match entries.as_slice() {
                [] => return Err(unknown(name)),
                [entry] if json => out::print_json(&entry.json())?,
                entries if json => out::print_json(&entries.iter().map(ReferenceEntry::json).collect::<Vec<_>>())?,
                entries => out::print(&entries.iter().map(ReferenceEntry::text).collect::<Vec<_>>().join("\n"))?,
            }
        }
    }
    Ok(Exit::Done)
}

/// Something that can be looked up.
enum ReferenceEntry {
    Kind(&'static Kind),
    Distribution(&'static Distribution),
    Modifier(&'static Param),
    Key(&'static SpecKey),
    Notation(&'static Notation),
    /// How it is written, and what it gives.
    Function(&'static str, &'static str),
}

/// Everything that is called `name`: `count` is a kind of column and a key of a table.
fn find(name: &str) -> Vec<ReferenceEntry> {
    let columns = [
        registry::kind(name).map(ReferenceEntry::Kind),
        registry::distribution(name).map(ReferenceEntry::Distribution),
        registry::modifier(name).map(ReferenceEntry::Modifier),
    ];
    let keys = KEYS.iter().filter(|key| key.name == name).map(ReferenceEntry::Key);
    let notations = NOTATIONS.iter().filter(|notation| notation.names.contains(&name)).map(ReferenceEntry::Notation);
    let function = functions::find(name).map(|signature| ReferenceEntry::Function(signature.usage, signature.doc));
    let special =
        SPECIAL.iter().filter(|(known, ..)| *known == name).map(|(_, usage, doc)| ReferenceEntry::Function(usage, doc));
    columns.into_iter().flatten().chain(keys).chain(notations).chain(function).chain(special).collect()
}

/// Every name that [`find`] knows.
fn names() -> impl Iterator<Item = &'static str> {
    let columns = KINDS.iter().map(|kind| kind.name).chain(DISTRIBUTIONS.iter().map(|distribution| distribution.name));
    let others = MODIFIERS.iter().map(|modifier| modifier.name).chain(KEYS.iter().map(|key| key.name));
    let notations = NOTATIONS.iter().flat_map(|notation| notation.names).copied();
    let functions = SIGNATURES.iter().flat_map(|signature| signature.names).copied();
    columns.chain(others).chain(notations).chain(functions).chain(SPECIAL.iter().map(|(name, ..)| *name))
}

fn unknown(name: &str) -> CliError {
    let help = did_you_mean(name, names()).unwrap_or_else(|| "Run \"reseed kinds\" for the list.".to_owned());
    CliError::usage(format!("nothing in a spec is called {name:?}")).help(help)
}

fn list() -> String {
    let mut text = String::new();
    for (family, heading) in FAMILIES {
        let kinds = KINDS.iter().filter(|kind| kind.family() == family);
        text += &section(heading, kinds.map(|kind| (kind.name, kind.doc)));
    }
    text += &section("Distributions", DISTRIBUTIONS.iter().map(|distribution| (distribution.name, distribution.doc)));
    text += &section("Modifiers of every column", MODIFIERS.iter().map(|param| (param.name, param.doc)));
    for (place, heading, _) in PLACES {
        text += &section(heading, KEYS.iter().filter(|key| key.place == place).map(|key| (key.name, key.doc)));
    }
    text += &section("Notations", NOTATIONS.iter().map(|notation| (notation.names[0], notation.heading)));
    let functions = SIGNATURES.iter().map(|signature| (signature.names[0], signature.doc));
    text += &section("SQL functions", functions.chain(SPECIAL.iter().map(|(name, _, doc)| (*name, *doc))));
    text + "\"reseed kinds NAME\" shows parameters, types and an example.\n"
}

/// A heading and its lines; names are padded to one width, so that the sections line up.
fn section<'a>(heading: &str, entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut sheet = AlignedTable::new([format!("{heading:<12}"), String::new()]);
    for (name, doc) in entries {
        sheet.row([format!("  {name:<12}"), doc.to_owned()]);
    }
    sheet.render() + "\n"
}

impl ReferenceEntry {
    fn text(&self) -> String {
        match self {
            ReferenceEntry::Kind(kind) => kind_text(kind),
            ReferenceEntry::Distribution(distribution) => distribution_text(distribution),
            ReferenceEntry::Modifier(param) => {
                format!("{}: a modifier of every column\n\n{}", param.name, out::wrapped(param.doc, 2))
            }
            ReferenceEntry::Key(key) => key_text(key),
            ReferenceEntry::Notation(notation) => {
                format!("{}: {}\n\n{}\n", notation.names[0], notation.heading.to_lowercase(), (notation.text)())
            }
            ReferenceEntry::Function(usage, doc) => format!("{usage}: an SQL function\n\n{}", out::wrapped(doc, 2)),
        }
    }

    fn json(&self) -> Value {
        match self {
            ReferenceEntry::Kind(kind) => kind_json(kind),
            ReferenceEntry::Distribution(distribution) => distribution_json(distribution),
            ReferenceEntry::Modifier(param) => param_json(param),
            ReferenceEntry::Key(key) => key_json(key),
            ReferenceEntry::Notation(notation) => notation_json(notation),
            ReferenceEntry::Function(usage, doc) => json!({ "usage": usage, "doc": doc }),
        }
    }
}

fn kind_text(kind: &Kind) -> String {
    let unique = match kind.unique {
        Unique::Never => "no".to_owned(),
        Unique::Always => "yes".to_owned(),
        Unique::Only(how) => format!("only {how}"),
    };
    format!(
        "{}: a kind of column\n\n{}\n{}  types    {}\n  unique   {}  safety   {}\n{}",
        kind.name,
        out::wrapped(kind.doc, 2),
        example(kind.example),
        kind.types,
        out::wrapped(&unique, 11).trim_start(),
        safety_words(kind.safety),
        params_text(kind.params),
    )
}

fn distribution_text(distribution: &Distribution) -> String {
    let uses = match (distribution.discrete, distribution.durations) {
        (true, true) => "numbers, counts of children, lengths of time",
        (true, false) => "numbers, counts of children",
        (false, true) => "numbers, lengths of time",
        (false, false) => "numbers",
    };
    format!(
        "{}: a distribution\n\n{}\n  example  {{ {} }}\n  for      {uses}\n{}",
        distribution.name,
        out::wrapped(distribution.doc, 2),
        distribution.short,
        params_text(distribution.params)
    )
}

/// One line, or a separate one where it is long: an example is copied, so it is never broken.
fn example(text: &str) -> String {
    let label = "  example  ";
    match label.len() + text.chars().count() <= out::width() {
        true => format!("{label}{text}\n"),
        false => format!("  example\n{text}\n"),
    }
}

fn key_text(key: &SpecKey) -> String {
    let (_, heading, text) = PLACES.iter().find(|(place, ..)| *place == key.place).unwrap_or(&PLACES[0]);
    let heading = heading.replacen("Keys", "a key", 1);
    let example: String = text.lines().map(|line| format!("  {line}\n")).collect();
    format!("{}: {heading}\n\n{}\n  takes    {}\n\n{example}", key.name, out::wrapped(key.doc, 2), key.takes)
}

fn params_text(params: &[Param]) -> String {
    if params.is_empty() {
        return String::new();
    }
    let mut sheet = AlignedTable::new(["  parameter", ""]);
    for param in params {
        let optional = if param.required { "" } else { " Optional." };
        sheet.row([format!("  {}", param.name), format!("{}{optional}", param.doc)]);
    }
    format!("\n{}", sheet.render())
}

fn safety_words(safety: Safety) -> &'static str {
    match safety {
        Safety::Neutral => "nothing that could belong to anyone",
        Safety::A => "reserved by an authority, accepted by common validators",
        Safety::B => "reserved or never issued; a strict validator may reject it",
    }
}

fn all_json() -> Value {
    json!({
        "kinds": KINDS.iter().map(kind_json).collect::<Vec<_>>(),
        "distributions": DISTRIBUTIONS.iter().map(distribution_json).collect::<Vec<_>>(),
        "modifiers": MODIFIERS.iter().map(param_json).collect::<Vec<_>>(),
        "keys": KEYS.iter().map(key_json).collect::<Vec<_>>(),
        "notations": NOTATIONS.iter().map(notation_json).collect::<Vec<_>>(),
        "functions": functions_json(),
    })
}

fn kind_json(kind: &Kind) -> Value {
    json!({
        "name": kind.name, "doc": kind.doc, "types": kind.types, "unique": kind.takes("unique"), "example": kind.example,
        "safety": safety_words(kind.safety), "params": kind.params.iter().map(param_json).collect::<Vec<_>>(),
    })
}

fn distribution_json(distribution: &Distribution) -> Value {
    json!({
        "name": distribution.name, "doc": distribution.doc, "example": format!("{{ {} }}", distribution.short), "durations": distribution.durations,
        "discrete": distribution.discrete, "params": distribution.params.iter().map(param_json).collect::<Vec<_>>(),
    })
}

fn key_json(key: &SpecKey) -> Value {
    json!({ "name": key.name, "place": format!("{:?}", key.place).to_lowercase(), "takes": key.takes, "doc": key.doc })
}

fn notation_json(notation: &Notation) -> Value {
    json!({ "names": notation.names, "heading": notation.heading, "doc": (notation.text)() })
}

fn functions_json() -> Vec<Value> {
    let plain = SIGNATURES
        .iter()
        .map(|signature| json!({ "names": signature.names, "usage": signature.usage, "doc": signature.doc }));
    plain
        .chain(SPECIAL.iter().map(|(name, usage, doc)| json!({ "names": [name], "usage": usage, "doc": doc })))
        .collect()
}

fn param_json(param: &Param) -> Value {
    json!({ "name": param.name, "doc": param.doc, "required": param.required })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_kinds_page_has_its_label() {
        for kind in KINDS {
            let text = kind_text(kind);
            for label in ["example", "types", "unique", "safety"] {
                let lines = text.lines().filter(|line| line.trim_start().starts_with(label));
                assert_eq!(lines.count(), 1, "{label} in the page of {}:\n{text}", kind.name);
            }
        }
    }

    #[test]
    fn everything_that_is_listed_can_be_looked_up() {
        let shown = list();
        for name in KINDS.iter().map(|kind| kind.name).chain(KEYS.iter().map(|key| key.name)).chain(["zipf", "nulls"]) {
            assert!(shown.lines().any(|line| line.trim_start().starts_with(name)), "{name} is missing");
        }
        for name in names() {
            let entries = find(name);
            assert!(!entries.is_empty(), "{name} cannot be looked up");
            for text in entries.iter().map(ReferenceEntry::text) {
                let is_example = |line: &str| KINDS.iter().any(|kind| kind.example == line) || line.contains("# ");
                let long = text.lines().find(|line| line.chars().count() > out::width() && !is_example(line));
                assert_eq!(long, None, "{name}");
            }
        }
        assert_eq!(find("count").len(), 2, "a kind of column and a key of a table");
    }

    #[test]
    fn a_slip_is_answered_with_the_near_name() {
        let CliError::Said { exit, help, .. } = unknown("emial") else { panic!("a slip is no fault of a spec") };
        assert_eq!((exit, help.as_deref()), (Exit::Usage, Some("Did you mean \"email\"?")));
    }
}
