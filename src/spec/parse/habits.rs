//! Words of other tools, and what they are called here: help for people who know those tools.

use crate::spec::registry;

/// What to write for a kind that other tools have: types of databases, faker's and Mockaroo's words.
#[rustfmt::skip]
const KINDS: &[(&[&str], &str)] = &[
    (&["integer", "bigint", "smallint", "number", "random_int", "randint", "range", "random"], "A whole number is { int: { uniform: [1, 100] } }."),
    (&["numeric", "money", "currency_amount"], "An exact number is { decimal: { uniform: [1, 100] }, scale: 2 }."),
    (&["double", "real", "random_float"], "A double is { float: { uniform: [0, 1] } }."),
    (&["boolean", "flag"], "Write bool, or { bool: 30% } for the share that is true."),
    (&["string", "str", "text", "varchar", "char"], "Choose a kind of text: words, sentence, pattern, template, person and others."),
    (&["timestamp", "timestamptz", "datetime", "date_time"], "An instant is { time: { between: [as_of - 2y, as_of] } }."),
    (&["date_between", "past", "future", "date_of_birth", "birthday"], "A day is { date: { between: [as_of - 80y, as_of - 18y] } }."),
    (&["now", "today", "current_date", "current_timestamp"], "The dataset's own \"now\" is { time: as_of }."),
    (&["sequence", "autoincrement", "auto_increment", "row_number", "identity", "counter", "increment"], "Whole numbers in row order are serial; within a parent they are ordinal."),
    (&["guid", "uuid4", "uuidv4"], "Write uuid."),
    (&["enum", "one_of", "oneof", "values", "pick", "random_element", "custom_list", "categorical"], "One of some values is { choose: [a, b] }, or by weight { choose: { a: 2, b: 1 } }."),
    (&["foreign_key", "fk", "references", "belongs_to", "relation"], "The key of a row of another table is { ref: table.id }."),
    (&["expression", "formula", "calc", "computed", "expr", "derived"], "A value from other columns is { sql: \"quantity * price\", scale: 2 }."),
    (&["regex", "regexp", "regexify"], "Text that matches is { pattern: \"[A-Z]{3}\" }."),
    (&["name", "full_name", "fullname"], "Write person, or { person: full, locale: country }."),
    (&["first_name", "firstname", "given_name"], "Write { person: first }."),
    (&["last_name", "lastname", "family_name", "surname"], "Write { person: last }."),
    (&["username", "user_name"], "Write { template: \"{name}\" } or { pattern: \"[a-z]{6,10}\" }."),
    (&["phone_number", "telephone", "mobile"], "Write phone."),
    (&["zipcode", "zip", "postal_code", "zip_code"], "Write postcode, or { postcode: country }."),
    (&["state", "province", "county"], "Write region, or { region: country }."),
    (&["company_name", "firm"], "Write company."),
    (&["lorem", "paragraphs", "word"], "Write words, or { words: [3, 8] }; a whole sentence is sentence."),
    (&["null", "none"], "Nulls are a share, next to a kind: { words: 3, nulls: 20% }."),
    (&["kind", "type", "generator", "provider", "faker", "fake"], "The kind is the key itself: { email: name }, { int: { uniform: [1, 6] } }."),
];

/// What to write for a key that other tools have: next to a kind, of a table, of a spec.
#[rustfmt::skip]
const COLUMN_KEYS: &[(&[&str], &str)] = &[
    (&["primary_key", "pk", "primary"], "The table declares its key: \"key: [id]\"; without it the key is \"id\"."),
    (&["not_null", "notnull", "required"], "No cell is null unless \"nulls\" or \"when\" allows it. Remove it."),
    (&["null", "nullable", "null_percentage", "blank"], "The share of nulls is \"nulls: 20%\"."),
    (&["default"], "Every cell is generated, so no default is needed. Remove it."),
    (&["index", "indexed", "db_index"], "The table declares it: \"indexes: [status]\"."),
    (&["description", "comment", "doc"], "A sentence for people is \"about\"."),
];

#[rustfmt::skip]
const TABLE_KEYS: &[(&[&str], &str)] = &[
    (&["parent", "belongs_to", "for_each", "foreach", "per"], "The parent table is named by \"each\"."),
    (&["primary_key", "pk", "primary"], "It is \"key: [id]\" here; without it the key is \"id\"."),
    (&["fields", "attributes"], "They are \"columns\" here."),
    (&["index", "indices", "indexed"], "They are \"indexes\" here."),
    (&["size", "n", "row", "num_rows", "row_count"], "Set the number of rows with \"rows\"."),
    (&["description", "comment", "doc"], "A sentence for people is \"about\"."),
];

#[rustfmt::skip]
const SPEC_KEYS: &[(&[&str], &str)] = &[
    (&["name", "schema", "database"], "The dataset's name is \"dataset: shop\"."),
    (&["version"], "The language's version is \"reseed: 1\"."),
    (&["seed"], "Each tenant has its own: it stands in seeds/<tenant>.yaml."),
    (&["vars", "variables", "parameters", "config"], "They are \"params\" here."),
    (&["models", "entities", "sources"], "They are \"tables\" here."),
    (&["description", "comment", "doc"], "A sentence for people is \"about\"."),
];

/// What to write for a parameter of a distribution.
#[rustfmt::skip]
const DISTRIBUTION_KEYS: &[(&str, &str)] = &[
    ("min", "low"), ("from", "low"), ("max", "high"), ("to", "high"), ("stddev", "sd"), ("std", "sd"), ("std_dev", "sd"), ("sigma", "sd"),
    ("mu", "mean"), ("lambda", "mean"), ("average", "mean"), ("exponent", "s"), ("alpha", "s"),
];

/// The help for a kind that is unknown, however it is spelt: `faker.first_name()`, `{{ name }}`, `Row Number`.
pub(super) fn kind(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c: char| "{}() ".contains(c));
    let last = bare.rsplit('.').next().unwrap_or(bare);
    let plain = last.split('(').next().unwrap_or(last).trim().to_lowercase().replace([' ', '-'], "_");
    // A dotted name alone is a lookup with a slip in it.
    let is_call = word.contains(['(', '{']) || word.starts_with("fake") || !word.contains('.');
    let kind = registry::kind(&plain).filter(|_| is_call);
    let known = kind.map(|kind| format!("Write it like {}.", kind.example));
    let template = word.contains("{{").then_some("Text with the values of other columns is { template: \"{name}\" }.");
    known.or_else(|| find(KINDS, &plain).or(template).map(str::to_owned))
}

/// The help for a key that `whose` does not know, as messages call it: "A table", "The kind …".
pub(super) fn key(whose: &str, word: &str) -> Option<&'static str> {
    let habits = match whose {
        "A spec" => SPEC_KEYS,
        "A table" => TABLE_KEYS,
        _ if whose.starts_with("The kind") => COLUMN_KEYS,
        _ => return None,
    };
    find(habits, &word.to_lowercase().replace('-', "_"))
}

/// What a distribution with the parameters `known` calls what others call `word`.
pub(super) fn distribution_key(word: &str, known: &[&str]) -> Option<&'static str> {
    DISTRIBUTION_KEYS.iter().find(|(other, ours)| *other == word && known.contains(ours)).map(|(_, ours)| *ours)
}

fn find(habits: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    habits.iter().find(|(words, _)| words.contains(&word)).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_mean_something_here_are_no_habits() {
        let habits = KINDS.iter().flat_map(|(words, _)| *words);
        assert!(habits.into_iter().all(|word| registry::kind(word).is_none()));
        assert!(COLUMN_KEYS.iter().flat_map(|(words, _)| *words).all(|word| registry::modifier(word).is_none()));
        let tables = TABLE_KEYS.iter().flat_map(|(words, _)| *words);
        assert!(tables.into_iter().all(|word| !super::super::TABLE_KEYS.contains(word)));
        let specs = SPEC_KEYS.iter().flat_map(|(words, _)| *words);
        assert!(specs.into_iter().all(|word| !super::super::SPEC_KEYS.contains(word)));
    }

    #[test]
    fn habits_are_known_in_every_spelling() {
        for word in
            ["first_name", "faker.first_name", "First Name", "fake.first_name()", "{{ faker.person.first_name }}"]
        {
            assert_eq!(kind(word).as_deref(), Some("Write { person: first }."), "{word}");
        }
        assert_eq!(kind("{{ x }}").map(|help| help.contains("template")), Some(true));
        assert_eq!(kind("fake.email()").as_deref(), Some("Write it like email: { email: name, unique: true }."));
        assert_eq!(
            (kind("xyz"), distribution_key("min", &["low", "high"]), distribution_key("min", &["mean"])),
            (None, Some("low"), None)
        );
    }
}
