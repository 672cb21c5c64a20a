//! `reseed kinds`: what a column can be made of, from the registry's declarations.

use serde_json::{Value, json};

use super::table::Sheet;
use super::{CliError, Exit, out};
use crate::spec::fault::did_you_mean;
use crate::spec::reference;
use crate::spec::registry::{self, FAMILIES, KINDS, Kind, LAWS, Law, MODIFIERS, Param, Safety, Unique};

/// List the kinds of columns, the distributions and the modifiers, or explain one of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed kinds                 All of them, a line each
  reseed kinds email           One of them
  reseed kinds --markdown      The reference page")]
pub struct Args {
    /// A kind, a distribution or a modifier
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
            let entry = find(name).ok_or_else(|| unknown(name))?;
            if json { out::print_json(&entry.json())? } else { out::print(&entry.text())? }
        }
    }
    Ok(Exit::Done)
}

/// Something that can be looked up.
enum Entry {
    Kind(&'static Kind),
    Law(&'static Law),
    Modifier(&'static Param),
}

fn find(name: &str) -> Option<Entry> {
    registry::kind(name)
        .map(Entry::Kind)
        .or_else(|| registry::law(name).map(Entry::Law))
        .or_else(|| registry::modifier(name).map(Entry::Modifier))
}

fn unknown(name: &str) -> CliError {
    let kinds = KINDS.iter().map(|kind| kind.name);
    let names = kinds.chain(LAWS.iter().map(|law| law.name)).chain(MODIFIERS.iter().map(|modifier| modifier.name));
    let help = did_you_mean(name, names).unwrap_or_else(|| "Run \"reseed kinds\" for the list.".to_owned());
    CliError::usage(format!("no kind, distribution or modifier is called {name:?}")).help(help)
}

fn list() -> String {
    let mut text = String::new();
    for (family, heading) in FAMILIES {
        let kinds = KINDS.iter().filter(|kind| kind.family == family);
        text += &section(heading, kinds.map(|kind| (kind.name, kind.doc)));
    }
    text += &section("Distributions", LAWS.iter().map(|law| (law.name, law.doc)));
    text += &section("Modifiers of every column", MODIFIERS.iter().map(|param| (param.name, param.doc)));
    text + "\"reseed kinds NAME\" shows parameters, types and an example.\n"
}

/// A heading and its lines; names are padded to one width, so that the sections line up.
fn section<'a>(heading: &str, entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut sheet = Sheet::new([format!("{heading:<12}"), String::new()]);
    for (name, doc) in entries {
        sheet.row([format!("  {name:<12}"), doc.to_owned()]);
    }
    sheet.render() + "\n"
}

impl Entry {
    fn text(&self) -> String {
        match self {
            Entry::Kind(kind) => kind_text(kind),
            Entry::Law(law) => law_text(law),
            Entry::Modifier(param) => {
                format!("{}: a modifier of every column\n\n  {}\n", param.name, param.doc)
            }
        }
    }

    fn json(&self) -> Value {
        match self {
            Entry::Kind(kind) => kind_json(kind),
            Entry::Law(law) => law_json(law),
            Entry::Modifier(param) => param_json(param),
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
        "{}: a kind of column\n\n  {}\n\n  example  {}\n  types    {}\n  unique   {unique}\n  safety   {}\n{}",
        kind.name,
        kind.doc,
        kind.example,
        kind.types,
        safety_words(kind.safety),
        params_text(kind.params),
    )
}

fn law_text(law: &Law) -> String {
    let uses = match (law.discrete, law.durations) {
        (true, true) => "numbers, counts of children, lengths of time",
        (true, false) => "numbers, counts of children",
        (false, true) => "numbers, lengths of time",
        (false, false) => "numbers",
    };
    format!(
        "{}: a distribution\n\n  {}\n\n  example  {{ {} }}\n  for      {uses}\n{}",
        law.name,
        law.doc,
        law.short,
        params_text(law.params)
    )
}

fn params_text(params: &[Param]) -> String {
    if params.is_empty() {
        return String::new();
    }
    let mut sheet = Sheet::new(["  parameter", ""]);
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
        "distributions": LAWS.iter().map(law_json).collect::<Vec<_>>(),
        "modifiers": MODIFIERS.iter().map(param_json).collect::<Vec<_>>(),
    })
}

fn kind_json(kind: &Kind) -> Value {
    json!({
        "name": kind.name, "doc": kind.doc, "types": kind.types, "unique": kind.takes("unique"), "example": kind.example,
        "safety": safety_words(kind.safety), "params": kind.params.iter().map(param_json).collect::<Vec<_>>(),
    })
}

fn law_json(law: &Law) -> Value {
    json!({
        "name": law.name, "doc": law.doc, "example": format!("{{ {} }}", law.short), "durations": law.durations,
        "discrete": law.discrete, "params": law.params.iter().map(param_json).collect::<Vec<_>>(),
    })
}

fn param_json(param: &Param) -> Value {
    json!({ "name": param.name, "doc": param.doc, "required": param.required })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_every_kind_distribution_and_modifier() {
        let shown = list();
        let names = KINDS.iter().map(|kind| kind.name).chain(LAWS.iter().map(|law| law.name));
        for name in names.chain(MODIFIERS.iter().map(|modifier| modifier.name)) {
            assert!(shown.lines().any(|line| line.trim_start().starts_with(name)), "{name} is missing");
            assert!(find(name).is_some_and(|entry| entry.text().starts_with(name)), "{name} cannot be looked up");
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_near_name() {
        let CliError::Said { exit, help, .. } = unknown("emial") else { panic!("a slip is no fault of a spec") };
        assert_eq!((exit, help.as_deref()), (Exit::Usage, Some("Did you mean \"email\"?")));
    }
}
