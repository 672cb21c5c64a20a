//! The reference page of everything that a column can be, generated from the registry.

use std::fmt::Write as _;

use super::parse::{NAME_BYTES_MAX, RESERVED};
use super::registry::{
    FAMILIES, KEYS, KINDS, Kind, LAWS, Law, MODIFIERS, NOTATIONS, PLACES, Param, Safety, Shape, Unique,
};
use super::sql::functions::{Field, SIGNATURES, SPECIAL, Unit};
use super::types::{DIGITS_MAX, Type};

const INTRODUCTION: &str = "\
# Reference

<!-- Made by `reseed kinds --markdown` from src/spec/registry; edits are lost. -->

";

const COLUMNS: &str = "\
A column is a word, a dotted path or a map with exactly one kind:

```yaml
id: serial                                # a kind that needs no argument
country: customers.country                # a lookup
status: { choose: [open, closed] }        # a kind with its argument
sku: { product: true, unique: true }      # a kind without argument, next to other keys
```

";

/// The page as Markdown.
pub fn markdown() -> String {
    let mut page = INTRODUCTION.to_owned();
    contents(&mut page);
    keys(&mut page);
    section(&mut page, "Columns");
    page += COLUMNS;
    for (family, heading) in FAMILIES {
        section(&mut page, heading);
        KINDS.iter().filter(|kind| kind.family() == family).for_each(|kind| kind_entry(&mut page, kind));
    }
    section(&mut page, "Distributions");
    line(
        &mut page,
        "`int`, `decimal`, `float`, `count:` and gaps draw from one of these. A list gives the parameters in order.\n",
    );
    LAWS.iter().for_each(|law| law_entry(&mut page, law));
    section(&mut page, "Modifiers");
    line(&mut page, "Keys next to the kind. A key that would have no effect on a kind is refused.\n");
    parameters(&mut page, MODIFIERS);
    for notation in NOTATIONS {
        section(&mut page, notation.heading);
        line(&mut page, &(notation.text)());
    }
    functions(&mut page);
    names_and_types(&mut page);
    page
}

fn contents(page: &mut String) {
    let places: Vec<String> = PLACES.iter().map(|(_, heading, _)| link(heading)).collect();
    line(page, &format!("- {}", places.join(", ")));
    line(page, "- [Columns](#columns)");
    for (family, heading) in FAMILIES {
        let kinds = KINDS.iter().filter(|kind| kind.family() == family);
        let links: Vec<String> = kinds.map(|kind| format!("[{0}](#{0})", kind.name)).collect();
        line(page, &format!("- {heading}: {}", links.join(", ")));
    }
    let laws: Vec<String> = LAWS.iter().map(|law| format!("[{0}](#{0})", law.name)).collect();
    line(page, &format!("- [Distributions](#distributions): {}", laws.join(", ")));
    let notations: Vec<String> = NOTATIONS.iter().map(|notation| link(notation.heading)).collect();
    line(page, &format!("- [Modifiers](#modifiers), {}", notations.join(", ")));
    line(page, "- [SQL](#sql-expressions), [names](#names), [types](#types)");
}

/// A link to a section of the page.
fn link(heading: &str) -> String {
    format!("[{heading}](#{})", heading.to_lowercase().replace(' ', "-").replace('\'', ""))
}

fn keys(page: &mut String) {
    for (place, heading, example) in PLACES {
        section(page, heading);
        line(page, &format!("```yaml\n{example}\n```\n"));
        line(page, "| key | takes | |");
        line(page, "|---|---|---|");
        for key in KEYS.iter().filter(|key| key.place == place) {
            line(page, &format!("| `{}` | {} | {} |", key.name, key.takes, key.doc));
        }
    }
}

fn functions(page: &mut String) {
    section(page, "SQL expressions");
    line(
        page,
        "`sql:`, `when:` and `where:` are one expression over the row's columns and paths: `+ - * / % ||`, comparisons, \
         `AND OR NOT`, `IS NULL`, `IS DISTINCT FROM`, `IN`, `BETWEEN`, `LIKE`, `ILIKE`, `CASE`, `INTERVAL '3 days'`, \
         `DATE '2026-01-01'`, and these functions. Null in, null out, unless noted otherwise. Anything else \
         is refused: no clock, no chance, no queries.\n",
    );
    line(page, "| function | |");
    line(page, "|---|---|");
    for signature in SIGNATURES {
        line(page, &format!("| `{}` | {}{} |", signature.usage, signature.doc, aliases(signature.names)));
    }
    for (_, usage, doc) in SPECIAL {
        line(page, &format!("| `{usage}` | {doc} |"));
    }
    line(page, &format!("\nUnits: {}. Fields: {}.", Unit::NAMES, Field::NAMES));
}

/// ` Also ceiling.`
fn aliases(names: &[&str]) -> String {
    match &names[1..] {
        [] => String::new(),
        others => format!(" Also {}.", others.join(", ")),
    }
}

fn kind_entry(page: &mut String, kind: &Kind) {
    line(page, &format!("\n### {}\n\n{}\n", kind.name, kind.doc));
    line(page, &format!("```yaml\n{}\n```\n", kind.example));
    line(page, &format!("- Argument: {}{}", shape(kind.main), optional(kind)));
    line(page, &format!("- Makes: {}", kind.types));
    if let Unique::Only(how) = kind.unique {
        line(page, &format!("- Unique: only {how}"));
    }
    let refused: Vec<&str> = MODIFIERS.iter().map(|modifier| modifier.name).filter(|name| !kind.takes(name)).collect();
    if !refused.is_empty() {
        line(page, &format!("- Does not take: {}", refused.join(", ")));
    }
    if let Some(class) = class(kind.safety) {
        line(page, &format!("- Safety: {class}"));
    }
    if !kind.params.is_empty() {
        line(page, "");
        parameters(page, kind.params);
    }
}

fn law_entry(page: &mut String, law: &Law) {
    line(page, &format!("\n### {}\n\n{}\n", law.name, law.doc));
    line(page, &format!("```yaml\n{}\n```\n", law.short));
    let uses = [(law.discrete, "counts"), (law.durations, "lengths of time")];
    let uses: Vec<&str> = uses.into_iter().filter(|(fits, _)| *fits).map(|(_, what)| what).collect();
    if !uses.is_empty() {
        line(page, &format!("Also for {}.\n", uses.join(" and ")));
    }
    parameters(page, law.params);
}

fn parameters(page: &mut String, params: &[Param]) {
    line(page, "| key | takes | |");
    line(page, "|---|---|---|");
    for param in params {
        let required = if param.required { " Required." } else { "" };
        line(page, &format!("| `{}` | {} | {}{required} |", param.name, shape(param.shape), param.doc));
    }
}

fn names_and_types(page: &mut String) {
    section(page, "Names");
    let rule = "Names are lower case letters, digits and `_`, begin with no digit and have at most";
    line(
        page,
        &format!("{rule} {NAME_BYTES_MAX} letters. A column whose name begins with `_` is a helper and never written."),
    );
    line(page, &format!("Reserved: {}.", RESERVED.join(", ")));
    section(page, "Types");
    line(
        page,
        &format!(
            "{}. Decimals have up to {} digits; quote them: `\"decimal(12,2)\"`.",
            Type::names().collect::<Vec<_>>().join(", "),
            DIGITS_MAX
        ),
    );
}

fn section(page: &mut String, heading: &str) {
    line(page, &format!("\n## {heading}\n"));
}

fn line(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}

fn optional(kind: &Kind) -> &'static str {
    if kind.bare && kind.main != Shape::Nothing { "; may be left out" } else { "" }
}

fn class(safety: Safety) -> Option<&'static str> {
    match safety {
        Safety::Neutral => None,
        Safety::A => Some("A: reserved by an authority, assigned to no one"),
        Safety::B => Some("B: assigned to no one, but a strict validator may reject it"),
    }
}

/// What an argument looks like, in a few words.
fn shape(shape: Shape) -> String {
    let words = match shape {
        Shape::Nothing => "none",
        Shape::Flag => "`true` or `false`",
        Shape::Literal | Shape::Text => "text",
        Shape::Whole(low, high) if high > 1_000_000 => return format!("a whole number from {low}"),
        Shape::Whole(low, high) => return format!("a whole number, {low} to {high}"),
        Shape::Number => "a number",
        Shape::Quantity => "a number or a duration",
        Shape::Share => "a share: `20%`",
        Shape::Choices => "a list, or weights: `{ a: 2, b: 1 }`, `{ a: 70%, b: rest }`",
        Shape::Law => "a [distribution](#distributions)",
        Shape::DurationLaw => "a duration, or a [distribution](#distributions) of durations",
        Shape::Instant => "a point in time: `as_of - 2y`",
        Shape::Instants => "a point in time, or a list of them",
        Shape::Between => "`{ between: [from, to] }`",
        Shape::BetweenOrInstant => "`{ between: [from, to] }` or a point in time",
        Shape::Path => "a path: `table.column`",
        Shape::PathOrTable => "a child table, or a column of it: `orders`, `orders.shipped_at`",
        Shape::Follow => "a column, or `{ fixed: value }`",
        Shape::Sql => "SQL over the row's columns",
        Shape::Pattern => "a regular expression",
        Shape::Template => "text with `{column}` places",
        Shape::Span => "a number of words, or `[low, high]`",
        Shape::Word(words) => return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Shape::Pick => "`uniform` or `{ zipf: s }`",
        Shape::Type => "a [type](#types)",
        Shape::Name => "a name",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::spec::schema::{json_schema, tenant_json_schema};

    /// Compares a generated file with what is made now; `RESEED_UPDATE=1` writes it.
    fn check_generated(path: &str, made: &str, command: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("RESEED_UPDATE").is_some() {
            fs::write(&file, made).expect("the file can be written");
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == made, "{path} is stale; make it again: {command} > {path}");
    }

    fn pretty(schema: &serde_json::Value) -> String {
        serde_json::to_string_pretty(schema).expect("a schema is JSON") + "\n"
    }

    #[test]
    fn generated_files_are_fresh() {
        check_generated("generators/REFERENCE.md", &markdown(), "reseed kinds --markdown");
        check_generated("schemas/reseed.schema.json", &pretty(&json_schema()), "reseed schema");
        check_generated("schemas/tenant.schema.json", &pretty(&tenant_json_schema()), "reseed schema --tenant");
    }

    #[test]
    fn the_page_has_every_kind_law_and_modifier() {
        let page = markdown();
        let headings = KINDS.iter().map(|kind| kind.name).chain(LAWS.iter().map(|law| law.name));
        for name in headings {
            assert!(page.contains(&format!("\n### {name}\n")), "{name}");
        }
        assert!(KEYS.iter().all(|key| page.contains(&format!("| `{}` | {} | {}", key.name, key.takes, key.doc))));
        assert!(SIGNATURES.iter().all(|signature| page.contains(signature.usage)));
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
        let distinct: std::collections::BTreeSet<String> =
            headings.iter().map(|heading| heading.to_lowercase()).collect();
        assert_eq!(distinct.len(), headings.len(), "two headings would have one anchor");
        assert!(MODIFIERS.iter().all(|modifier| page.contains(&format!("| `{}` |", modifier.name))));
    }
}
