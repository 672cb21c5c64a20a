//! Every kind, declared once: what the parser takes, the JSON Schema allows, `reseed kinds` prints and the reference
//! page explains all come from these declarations.
//!
//! A kind's key takes one *main* argument; the other keys of the map are the kind's parameters or the modifiers that
//! every column may have. No parameter or modifier has a kind's name.
//!
//! | declared here | feeds |
//! |---|---|
//! | `KINDS`, `MODIFIERS`, `LAWS` | the parser (`spec/parse/`), which refuses every argument that is not declared |
//! | `KEYS`, `PLACES` | the parser's lists of keys, the headings of the reference page |
//! | all of them | `schemas/*.json` (`spec/schema.rs`), `generators/REFERENCE.md` (`spec/reference.rs`), `reseed kinds` |
//!
//! A declaration says what may be written and never how it is made: that is in the files of the same family in
//! `plan/resolve/kinds/` and `generate/eval/kinds/`. Tests parse every example here and compare the generated files
//! with these tables.

mod distributions;
mod keys;
mod kinds;
mod modifiers;

pub use distributions::{DISTRIBUTIONS, Distribution};
pub use keys::{KEYS, KeyPlace, NOTATIONS, Notation, PLACES, SpecKey, key_doc};
pub use kinds::{
    ChoiceKind, ExpressionKind, IdentityKind, KINDS, KindId, NumberKind, PersonKind, RelationKind, TextKind, TimeKind,
};
pub use modifiers::MODIFIERS;

/// The family a kind belongs to; the reference page has one section for each.
///
/// A family is also a file name, in three folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Keys and numbers that identify rows.
    Identity,
    /// One of given values.
    Choice,
    /// Numbers.
    Number,
    /// Dates and instants.
    Time,
    /// Text.
    Text,
    /// People, places, companies and how to reach them.
    Person,
    /// Values that come from other rows.
    Relation,
    /// Expressions.
    Expression,
}

/// Every family with its heading, in the order of lists and pages.
pub const FAMILIES: [(Family, &str); 8] = [
    (Family::Identity, "Identity"),
    (Family::Choice, "Choice"),
    (Family::Number, "Numbers"),
    (Family::Time, "Time"),
    (Family::Text, "Text"),
    (Family::Person, "People and places"),
    (Family::Relation, "Other rows"),
    (Family::Expression, "Expressions"),
];

/// Whether a value can belong to a real person or organisation; the classes of the safe-values table.
///
/// The class decides nothing at run time. It is printed with the kind, so that a reviewer of a spec sees what may
/// reach a real person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Nothing that could belong to anyone: numbers, words, choices.
    Neutral,
    /// Reserved by an authority and accepted by common validators.
    A,
    /// Reserved or never issued, but a strict validator may reject it.
    B,
}

/// Whether a kind's values can all differ; what it depends on is known when a spec is planned.
///
/// What the reference page says. Whether a given column can be unique is decided by the plan, which knows how many
/// rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unique {
    /// They cannot.
    Never,
    /// They always can, as far as there are enough of them.
    Always,
    /// They can, but only so: the end of a sentence that begins "can be unique".
    Only(&'static str),
}

/// The declaration of a kind.
///
/// `Copy` and without allocation: the tables are constants of the program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// Which it is.
    pub id: KindId,
    /// The word in a spec.
    pub name: &'static str,
    /// One sentence: what the column holds.
    pub doc: &'static str,
    /// What the kind's own key takes: `{ choose: main }`. `ArgShape::Nothing`: only the bare word.
    pub main: ArgShape,
    /// Whether the bare word does without the main argument.
    pub bare: bool,
    /// The kind's own parameters.
    pub params: &'static [Param],
    /// The types it can make, as a spec writes them, the default first; "any" when it follows its argument.
    pub types: &'static str,
    /// Its class.
    pub safety: Safety,
    /// Whether `unique: true` can hold.
    pub unique: Unique,
    /// Whether `min` and `max` may change its values.
    ///
    /// Where they may not, the two keys are refused.
    pub clamped: bool,
    /// Whether its values follow from other cells or the tenant, so that no listed row can give them.
    ///
    /// `email` follows a name and is none: it may be given, at a reserved domain.
    pub computed: bool,
    /// A column as a spec writes it, `name: …`; checked by a test.
    pub example: &'static str,
}

/// A parameter of a kind, a law or a modifier.
///
/// The order of parameters in a declaration is that of the reference page.
#[derive(Debug, PartialEq)]
pub struct Param {
    /// Its key.
    pub name: &'static str,
    /// What it takes.
    pub shape: ArgShape,
    /// Whether it must be given.
    pub required: bool,
    /// One sentence.
    pub doc: &'static str,
}

/// What an argument looks like.
///
/// The parser turns an argument of a shape into one variant of `spec::model::Arg`, or reports what was expected; the
/// JSON Schema has one definition for each shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArgShape {
    /// No argument.
    Nothing,
    /// `true` or `false`.
    Flag,
    /// One scalar, kept as text: `constant`, `prefix`, `min`, `max`.
    Literal,
    /// Whole number in a range, ends included.
    Whole(i64, i64),
    /// The same, or a parameter.
    ///
    /// Only where it decides values, and nothing that tenants of one table have to share: no type, length or constraint.
    WholeOrParam(i64, i64),
    /// Exact number in a range, or without one.
    Number,
    /// An exact number, or a length of time where the distribution stands for one; only in distributions.
    Quantity,
    /// `20%`
    Share,
    /// A list of literals, weights, or a parameter that holds one of them.
    Choices,
    /// A distribution of numbers.
    Distribution,
    /// A distribution of lengths of time: the same distributions with durations for numbers.
    DurationDistribution,
    /// An instant expression.
    Instant,
    /// One instant expression or a list of them.
    Instants,
    /// `{ between: [instant, instant] }`
    Between,
    /// Either of the two: `{ between: … }` or one instant.
    BetweenOrInstant,
    /// A dotted path to a column; `true` in place of a path is refused.
    Path,
    /// A path, or only the name of a child table (`count: orders`).
    PathOrTable,
    /// A column's name or path, or `{ fixed: literal }`.
    Follow,
    /// SQL text.
    Sql,
    /// A regular expression.
    Pattern,
    /// Text with `{column}` places.
    Template,
    /// `n` or `[low, high]`: a number of words.
    Span,
    /// One of these words.
    Word(&'static [&'static str]),
    /// How a referenced row is picked: `uniform`, `{ zipf: s }`, …
    Pick,
    /// A type as a spec writes it: `int4`, `decimal(12,2)`.
    Type,
    /// A name.
    Name,
    /// Free text.
    Text,
}

impl Kind {
    /// The family that it belongs to.
    pub fn family(&self) -> Family {
        self.id.family()
    }

    /// Whether a column of this kind may have the modifier: what would have no effect is refused.
    ///
    /// One rule for parser, schema and `reseed kinds`, so that an editor never offers what a run refuses.
    pub fn takes(&self, modifier: &str) -> bool {
        let makes = |types: &[&str]| self.types().any(|made| types.contains(&made));
        match modifier {
            "type" => self.types != "text" && self.types != "bool",
            "scale" | "sqlite" => makes(&["any", "decimal"]),
            "min" | "max" => self.clamped,
            "unique" => self.unique != Unique::Never,
            _ => true,
        }
    }

    /// The types it can make, the default first; "any" when it follows its argument.
    pub fn types(&self) -> impl Iterator<Item = &'static str> {
        self.types.split(", ")
    }
}

/// The kind called `name`.
///
/// O(kinds), some forty. `None` for every other word; the caller says what may have been meant.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The law called `name`.
///
/// The distributions have a namespace of their own: `uniform` is no kind.
pub fn distribution(name: &str) -> Option<&'static Distribution> {
    DISTRIBUTIONS.iter().find(|distribution| distribution.name == name)
}

/// The modifier called `name`.
///
/// `None` for a kind's own parameters.
pub fn modifier(name: &str) -> Option<&'static Param> {
    MODIFIERS.iter().find(|param| param.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_declared_once() {
        for (index, kind) in KINDS.iter().enumerate() {
            let twin = |other: &Kind| other.id == kind.id || other.name == kind.name;
            assert!(!KINDS[..index].iter().any(twin), "{} is declared twice", kind.name);
            assert!(!kind.clamped || kind.types != "text" && kind.types != "bool", "{} has no order", kind.name);
        }
    }

    #[test]
    fn every_key_of_a_column_has_one_meaning() {
        for kind in KINDS {
            for param in kind.params {
                assert!(super::kind(param.name).is_none(), "parameter {} is a kind", param.name);
                assert!(modifier(param.name).is_none(), "parameter {} is a modifier", param.name);
                let twins = KINDS.iter().flat_map(|kind| kind.params).filter(|twin| twin.name == param.name);
                assert!(twins.into_iter().all(|twin| twin.shape == param.shape), "{} has two shapes", param.name);
            }
        }
        assert!(MODIFIERS.iter().all(|modifier| kind(modifier.name).is_none()));
    }

    #[test]
    fn modifiers_without_effect_are_not_taken() {
        let takes = |name: &str, modifier| kind(name).is_some_and(|kind| kind.takes(modifier));
        assert!(takes("decimal", "scale") && takes("sql", "scale") && takes("int", "type") && takes("email", "unique"));
        assert!(
            !takes("email", "scale") && !takes("email", "type") && !takes("serial", "min") && !takes("sql", "unique")
        );
        assert!(KINDS.iter().all(|kind| kind.takes("nulls") && kind.takes("as") && kind.takes("when")));
    }
}
