//! The keys of specs, tables, counts and tenant files, and the small languages that values are written in.
//!
//! Kinds have a registry of their own because they have arguments; a key here is a word, what it takes in words, and
//! a sentence. The parser reads each key in code (`spec/parse/`), so these tables cannot say how: a test compares the
//! words with those that the parser takes, and parses every example below.
//!
//! A *notation* is what values are written in wherever they stand: parameters, sizes, points in time, durations,
//! shares. Each has one parser in `spec/literal/` or `spec/size.rs`, and one paragraph here, which `reseed kinds` and
//! the reference page show.

use crate::values::words::{self, Locale};

/// Where a key stands.
///
/// One word may stand in several places with several meanings: `as_of` in a spec is a default, in a tenant's file it
/// wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// At the top of a spec.
    Spec,
    /// In a table.
    Table,
    /// Next to the distribution of a table's `count:`.
    Count,
    /// In a tenant's file.
    Tenant,
    /// In the `adopt:` of a tenant's file.
    ///
    /// What it says is about a store, so no dataset depends on it.
    Adopt,
}

/// Every place with its heading and an example.
///
/// Examples are whole enough to be parsed: each has the keys that are required there.
pub const PLACES: [(KeyPlace, &str, &str); 5] = [
    (
        KeyPlace::Spec,
        "Keys of a spec",
        "\
reseed: 1
dataset: shop
about: Customers and orders of a small web shop.
as_of: 2026-01-01T00:00:00Z
params: { customers: 1_000, countries: { US: 5, GB: 2 } }
tables:
  customers:
    rows: $customers
    columns: { id: serial, country: { choose: $countries } }",
    ),
    (
        KeyPlace::Table,
        "Keys of a table",
        "\
customers:
  rows: $customers * 2      # or a list: [{ id: 1, plan: basic }, { id: 2 }]
  columns:
    id: serial
    plan: { choose: [basic, gold] }
    size: { int: { poisson: 3 } }
orders:
  each: customers           # the rows of one customer are a group
  count: size               # or a number, or a distribution
  key: [customer_id, line_no]
  unique: [customer_id, code]
  indexes: [placed_at, [code, placed_at]]
  check: { numbered: \"line_no >= 1\" }
  columns:
    customer_id: customers.id
    line_no: ordinal
    code: { pattern: \"[A-Z]{9}\" }
    placed_at: { time: { between: [as_of - 1y, as_of] } }",
    ),
    (
        KeyPlace::Count,
        "Keys next to the distribution of a count",
        "count: { zipf: { max: 60, s: 1.3 }, zero: 15%, min: 1, max: 40 }",
    ),
    (
        KeyPlace::Tenant,
        "Keys of a tenant's file",
        "\
tenant: acme
dataset: shop
seed: 7
as_of: 2026-06-01T00:00:00Z
set: { customers: 20_000, countries: { DE: 1 } }
expires: 30d
adopt: { schema: public }",
    ),
    (
        KeyPlace::Adopt,
        "Keys of \"adopt:\" in a tenant's file",
        "\
adopt:
  schema: public
  tables: [\"billing_*\", users]
  tenant_column: account_id
  tenant_value: 42
  roles: [app]
  triggers: silent",
    ),
];

/// The declaration of a key.
///
/// Texts are in the language of the reference page: code in backticks, sentences with full stops.
#[derive(Debug, PartialEq)]
pub struct SpecKey {
    /// The word.
    pub name: &'static str,
    /// Where it stands.
    pub place: KeyPlace,
    /// What it takes.
    pub takes: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// A key's declaration in one line.
///
/// A function, so that the table below reads like the page that is made from it; `const`, because the table is.
const fn key(place: KeyPlace, name: &'static str, takes: &'static str, doc: &'static str) -> SpecKey {
    SpecKey { name, place, takes, doc }
}

/// Every key, in the order that reads best.
///
/// Required keys say so in their sentence. The JSON Schema takes the texts as descriptions, which editors show.
pub static KEYS: &[SpecKey] = &[
    key(KeyPlace::Spec, "reseed", "`1`", "The language version; pins every algorithm and word list. Required."),
    key(KeyPlace::Spec, "dataset", "a name", "The dataset's name. Required."),
    key(KeyPlace::Spec, "about", "text", "A sentence for people."),
    key(
        KeyPlace::Spec,
        "as_of",
        "a date or a time",
        "\"Now\" of the dataset: 2026-01-01 or 2026-01-01T00:00:00Z, UTC. There is no other clock; a tenant's file may \
         give another.",
    ),
    key(
        KeyPlace::Spec,
        "params",
        "names with defaults",
        "What a tenant's file or --set may override. A default is a number, a share, a duration, a text, a list or \
         weights; an override is of the same kind and replaces it whole. Used as `$name`.",
    ),
    key(KeyPlace::Spec, "tables", "tables by name", "At least one. Required."),
    key(KeyPlace::Table, "about", "text", "A sentence for people."),
    key(
        KeyPlace::Table,
        "rows",
        "a size, or a list of given rows",
        "How many rows a table without a parent has. In a list the given cells win and the others are generated; under \
         `each` the list repeats for every parent.",
    ),
    key(
        KeyPlace::Table,
        "each",
        "a table",
        "The parent table: every row of it owns a group of these rows. Needs `count`.",
    ),
    key(
        KeyPlace::Table,
        "count",
        "a size, a distribution or a column's name",
        "How many children a parent row has. A column is a whole number of the parent, by its name alone, without a \
         dot. See the keys next to the distribution.",
    ),
    key(KeyPlace::Table, "key", "a column or a list of columns", "The primary key; default: id."),
    key(
        KeyPlace::Table,
        "unique",
        "a list of columns, or several such lists",
        "Columns that are unique together, by construction. For a single column write `unique: true` in the column.",
    ),
    key(
        KeyPlace::Table,
        "indexes",
        "a list of columns, or of lists of columns",
        "Indexes that stores make besides those of keys, unique columns and references: `[a, b]` is one of each column, \
         `[[a, b]]` one of both. They change no row.",
    ),
    key(
        KeyPlace::Table,
        "check",
        "conditions by name, or a list of conditions",
        "What every row meets: SQL over the row's own columns. Stores refuse rows that do not, by a CHECK constraint of \
         that name, and so does the run that generates the rows; null counts as met, as in SQL. Only what means the same in \
         every store: comparisons, `AND OR NOT`, `IN`, `BETWEEN`, `LIKE`, `IS NULL`, `CASE`, `+ - *`, `div`, `%`, \
         joined texts, abs, coalesce, nullif, length, trim, strpos.",
    ),
    key(KeyPlace::Table, "as", "text", "The table's name in files and stores."),
    key(KeyPlace::Table, "rename_from", "a name", "The table's former name, whose values it keeps."),
    key(
        KeyPlace::Table,
        "columns",
        "columns by name",
        "The columns; a leading `_` makes a helper that is never written. Required.",
    ),
    key(KeyPlace::Count, "zero", "a share", "The share of parents without children, decided first."),
    key(KeyPlace::Count, "min", "a whole number", "Lower counts become this one."),
    key(KeyPlace::Count, "max", "a whole number", "Higher counts become this one."),
    key(KeyPlace::Tenant, "tenant", "a tenant's name", "Whose copy it is; the file has the same name. Required."),
    key(KeyPlace::Tenant, "dataset", "a name", "The dataset's name, and the folder of its pack. Required."),
    key(
        KeyPlace::Tenant,
        "seed",
        "a whole number",
        "The number that the values are generated from; default: derived from the tenant's name.",
    ),
    key(KeyPlace::Tenant, "as_of", "a date or a time", "\"Now\" instead of the spec's, UTC."),
    key(KeyPlace::Tenant, "set", "parameters with values", "Parameters with another value than their default."),
    key(
        KeyPlace::Tenant,
        "expires",
        "a duration",
        "The tenant's time to live, counted from the \"reseed up\" that created or changed it: 30d.",
    ),
    key(
        KeyPlace::Tenant,
        "adopt",
        "a map",
        "PostgreSQL: the tables that the rows are loaded into, which an application's migrations made; default: tables that reseed makes.",
    ),
    key(KeyPlace::Adopt, "schema", "a name", "The schema that the tables are in; default: public."),
    key(
        KeyPlace::Adopt,
        "tables",
        "a list of patterns",
        "Which of its tables a reset brings back; * and ? stand for characters. Default: all, without those of migration tools.",
    ),
    key(
        KeyPlace::Adopt,
        "tenant_column",
        "a name",
        "The column that says whose a row is; without it all rows are the tenant's.",
    ),
    key(
        KeyPlace::Adopt,
        "tenant_value",
        "a value",
        "Its value in the tenant's rows; a spec that leaves the column out gets it.",
    ),
    key(KeyPlace::Adopt, "roles", "a list of names", "Roles that may reset the tenant, besides the store's own."),
    key(
        KeyPlace::Adopt,
        "triggers",
        "fire or silent",
        "Whether the application's triggers run on rows that are loaded; default: fire.",
    ),
];

/// A small language that values are written in.
///
/// `names` are what people may ask `reseed kinds` for; a name that is a kind's as well would hide the kind.
pub struct Notation {
    /// The words it is looked up by, the first is shown.
    pub names: &'static [&'static str],
    /// Its heading.
    pub heading: &'static str,
    /// What it is, with an example.
    pub text: fn() -> String,
}

/// Every notation, in the order that reads best.
///
/// Texts are functions, because one of them lists the countries and locales that there are words for.
pub static NOTATIONS: &[Notation] = &[
    Notation {
        names: &["$param", "param", "parameter"],
        heading: "Parameters",
        text: || {
            "\
`$name` stands for a whole value (`choose: $countries`, `nulls: $blocked`), for
a part of a size (`rows: $customers / 5`) or a point in time (`as_of - $age`),
and for a value in SQL, never for pasted text. `$$` is a dollar sign. Where a
column is wanted, a parameter with a literal is written `{ fixed: $country }`."
                .to_owned()
        },
    },
    Notation {
        names: &["size"],
        heading: "Sizes",
        text: || {
            "\
A whole number, or an expression of numbers and parameters with `+ - * /` and
brackets: `1_000`, `$customers * 3`, `($customers + 40) / 5`. An expression is
computed exactly and rounded once, half away from zero; it must be >= 0."
                .to_owned()
        },
    },
    Notation {
        names: &["instant", "point", "time point"],
        heading: "Points in time",
        text: || {
            "\
A base, then durations, periods or parameters with spaces around each sign:
`as_of - 2y`, `customers.created_at + 1h30min`, `2025-03-01 + $delay`. Bases are

- `as_of`: \"now\" of the dataset
- a column of the row, or a path: `placed_at`, `customers.created_at`
- a date, which is its midnight UTC, or a time: `2026-01-01T00:00:00Z`
- `previous`: in `after`, the column's value in the row before
- a parameter"
                .to_owned()
        },
    },
    Notation {
        names: &["duration", "period"],
        heading: "Durations",
        text: || {
            "\
Numbers with units, one after another: `25d`, `1h30min`, `0.5s`. The units are
`us ms s min h d w`, a day is 24 hours; `m` is refused. Periods follow the
calendar: `6mo`, `1q`, `2y`; they can only move a point in time, and stop at the
month's end: 31 January + 1mo is 28 February."
                .to_owned()
        },
    },
    Notation {
        names: &["share"],
        heading: "Shares",
        text: || "A number with `%`, from `0%` to `100%`: `20%`. A bare `0.2` is refused.".to_owned(),
    },
    Notation {
        names: &["fixed"],
        heading: "A literal instead of a column",
        text: || {
            "\
Where a kind follows a column, `{ fixed: … }` is one literal for all rows:
`{ phone: { fixed: GB } }`, `{ person: full, locale: { fixed: de_DE } }`,
`{ city: { fixed: $country } }`."
                .to_owned()
        },
    },
    Notation { names: &["locale", "countries"], heading: "Countries and locales", text: countries_and_locales },
];

/// What there is data for, and what is made where there is none.
///
/// Computed from the word tables, so that it cannot go stale.
fn countries_and_locales() -> String {
    let words: Vec<String> = Locale::all().iter().map(|locale| locale_line(*locale)).collect();
    format!(
        "\
Countries are ISO 3166 codes in capitals: `US`, `GB`. A code that is no country
is refused where a spec, a parameter or a listed row gives it. There is data for

- addresses and their parts:{}
- telephone numbers:{}
- names of people and companies, by locale, and by the countries that a locale
  serves:

{}

For other countries, and for null, addresses and numbers are American and names
English.",
        wrapped_codes(words::place_countries()),
        wrapped_codes(words::phone_countries()),
        words.join("\n"),
    )
}

fn locale_line(locale: Locale) -> String {
    let countries: Vec<&str> = locale.countries().collect();
    let of = if countries.is_empty() { String::new() } else { format!(":{}", wrapped_codes(countries.into_iter())) };
    format!("  - `{}`{of}", locale.tag())
}

/// Codes on lines of at most 80 columns, to continue a list's text.
fn wrapped_codes(codes: impl Iterator<Item = &'static str>) -> String {
    const ON_A_LINE: usize = 20;
    let codes: Vec<&str> = codes.collect();
    let lines: Vec<String> = codes.chunks(ON_A_LINE).map(|line| line.join(" ")).collect();
    match lines.as_slice() {
        [line] if codes.len() <= ON_A_LINE / 2 => format!(" {line}"),
        lines => lines.iter().map(|line| format!("\n    {line}")).collect(),
    }
}

/// The sentence about a key.
pub fn key_doc(place: KeyPlace, name: &str) -> &'static str {
    KEYS.iter().find(|key| key.place == place && key.name == name).map_or("", |key| key.doc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::adopt_section::ADOPT_KEYS;
    use crate::spec::parse::{SPEC_KEYS, TABLE_KEYS};
    use crate::spec::tenant::TENANT_KEYS;

    #[test]
    fn every_key_that_is_read_is_declared_once() {
        for (place, read) in [
            (KeyPlace::Spec, &SPEC_KEYS[..]),
            (KeyPlace::Table, &TABLE_KEYS),
            (KeyPlace::Count, &["zero", "min", "max"]),
            (KeyPlace::Tenant, &TENANT_KEYS),
            (KeyPlace::Adopt, &ADOPT_KEYS),
        ] {
            let declared: Vec<&str> = KEYS.iter().filter(|key| key.place == place).map(|key| key.name).collect();
            assert_eq!(declared, read, "{place:?}");
        }
    }

    #[test]
    fn examples_of_places_are_good() {
        let table = |body: &str| {
            format!("reseed: 1\ndataset: d\nas_of: 2026-01-01\nparams: {{ customers: 3 }}\ntables:\n{body}")
        };
        let indented = |text: &str| text.lines().map(|line| format!("  {line}\n")).collect::<String>();
        let text = |place| PLACES.iter().find(|(known, ..)| *known == place).map_or("", |(.., text)| *text);
        let parse = |text: String| {
            crate::spec::parse::parse(&crate::spec::source::Source::new("s", text)).expect("it can be read")
        };
        assert!(parse(text(KeyPlace::Spec).to_owned()).faults.is_empty());
        let draft = parse(table(&indented(text(KeyPlace::Table))));
        assert!(draft.faults.is_empty(), "{:?}", draft.faults);
        let tenant = crate::spec::source::Source::new("t", text(KeyPlace::Tenant));
        assert!(crate::spec::tenant::TenantFile::parse(&tenant).is_ok());
        let adopt = format!("tenant: acme\ndataset: shop\n{}", text(KeyPlace::Adopt));
        let adopt = crate::spec::source::Source::new("t", adopt);
        assert!(crate::spec::tenant::TenantFile::parse(&adopt).is_ok_and(|file| file.adopt.is_some()));
    }
}
