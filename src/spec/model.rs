//! The spec as written, checked against the registry but not yet resolved: names are text, literals have no type.
//!
//! Every part keeps its place in the source, so that later stages can point at it.

use std::collections::BTreeSet;

use super::literal::{Duration, Instant, Share};
use super::number::Number;
use super::registry::{Kind, Law};
use super::size::Size;
use super::source::{Source, Span};
use super::sql::Expr;
use super::types::Type;
use super::yaml::Node;

/// Something and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// Where.
    pub span: Span,
    /// What.
    pub value: T,
}

impl<T> At<T> {
    /// `value` at `span`.
    pub fn new(span: Span, value: T) -> Self {
        At { span, value }
    }
}

/// Names that are in the text but could not be read, so must not be reported as unknown; none in a spec without faults.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    names: BTreeSet<String>,
    /// The YAML is broken in this place, so that any name may be missing.
    any: bool,
}

impl Unread {
    /// The names given, and with `any` all others.
    pub fn new(names: impl IntoIterator<Item = String>, any: bool) -> Self {
        Unread { names: names.into_iter().collect(), any }
    }

    /// These and those of `other`.
    pub fn and(mut self, other: Unread) -> Self {
        self.names.extend(other.names);
        Unread { any: self.any || other.any, ..self }
    }

    /// Whether `name` may be one of them.
    pub fn has(&self, name: &str) -> bool {
        self.any || self.names.contains(name)
    }

    /// Whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.any
    }
}

/// A spec.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The text it was read from.
    pub source: Source,
    /// The language version: 1.
    pub language: At<u32>,
    /// The dataset's name.
    pub dataset: At<String>,
    /// A sentence for people.
    pub about: Option<String>,
    /// "Now" of the dataset in µs UTC; a tenant file may override it.
    pub as_of: Option<At<i64>>,
    /// The parameters in order, with their defaults.
    pub params: Vec<ParamSpec>,
    /// The tables in order.
    pub tables: Vec<TableSpec>,
    /// Parameters and tables that could not be read, and `as_of`.
    pub unread: Unread,
}

/// A parameter: `name: default`.
#[derive(Clone, Debug)]
pub struct ParamSpec {
    /// Its name.
    pub name: At<String>,
    /// Its default value, and its type with it.
    pub value: At<ParamValue>,
}

/// What a parameter holds; overrides must be of the same variant.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// A number.
    Number(Number),
    /// `20%`
    Share(Share),
    /// A length of time.
    Duration(Duration),
    /// Any other scalar.
    Text(String),
    /// A list of literals or weights.
    Choices(Choices),
}

/// Literals to choose from; at least one, all different.
#[derive(Clone, Debug, PartialEq)]
pub enum Choices {
    /// A list: all equally likely.
    Even(Vec<At<String>>),
    /// A map from literal to weight: relative numbers.
    Weights(Vec<(At<String>, Number)>),
    /// A map from literal to share; they add up to exactly 1 (`rest` is resolved already).
    Shares(Vec<(At<String>, Share)>),
}

/// A table.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name.
    pub name: At<String>,
    /// A sentence for people.
    pub about: Option<String>,
    /// `as:` its name in files and stores.
    pub stored_name: Option<At<String>>,
    /// `rename_from:` the name that its keys are hashed from.
    pub rename_from: Option<At<String>>,
    /// How many rows, and whose children.
    pub rows: RowsSpec,
    /// `key:` column names, empty when not given; `None` where it could not be read.
    pub key: Option<Vec<At<String>>>,
    /// `unique:` column sets; `None` where it could not be read.
    pub unique: Option<Vec<Vec<At<String>>>>,
    /// `indexes:` the columns of each, in their order; without those that could not be read.
    pub indexes: Vec<Vec<At<String>>>,
    /// `check:` the conditions, without those that could not be read.
    pub checks: Vec<CheckSpec>,
    /// The columns in order.
    pub columns: Vec<ColumnSpec>,
    /// Columns that could not be read.
    pub unread: Unread,
}

/// A condition that every row of a table meets.
#[derive(Clone, Debug)]
pub struct CheckSpec {
    /// Its name; the spec's, or one from the table's name and its place in the list.
    pub name: At<String>,
    /// The scalar it was read from, to map offsets to places.
    pub node: Node,
    /// The tree.
    pub expr: Expr,
}

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub enum RowsSpec {
    /// `rows: 200`
    Sized(At<Size>),
    /// `rows: [ { … }, … ]`: the given cells of each row, as nodes.
    Listed(Vec<Vec<GivenCell>>),
    /// `each: parent` with `count:` or a list of rows.
    Each {
        /// The parent table's name.
        parent: At<String>,
        /// How many children.
        count: CountSpec,
    },
    /// It could not be read.
    Unread,
}

/// A cell of a listed row.
#[derive(Clone, Debug)]
pub struct GivenCell {
    /// The column's name.
    pub column: At<String>,
    /// The literal, or nothing for null.
    pub value: Option<At<String>>,
}

/// How many children each parent row has.
#[derive(Clone, Debug)]
pub enum CountSpec {
    /// A distribution, with the share of parents without children and clamps.
    Law {
        /// The distribution.
        law: At<LawSpec>,
        /// `zero:`
        zero: Option<At<Share>>,
        /// `min:`
        min: Option<At<u64>>,
        /// `max:`
        max: Option<At<u64>>,
    },
    /// A size: the same for every parent.
    Size(At<Size>),
    /// An integer column of the parent.
    Column(At<String>),
    /// `rows:` under `each:`: this list for every parent.
    Listed(Vec<Vec<GivenCell>>),
    /// It could not be read.
    Unread,
}

/// A distribution with its parameters, in the order of its declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct LawSpec {
    /// Which.
    pub law: &'static Law,
    /// One for each declared parameter; `None` where an optional one is left out.
    pub args: Vec<Option<At<LawArg>>>,
}

/// A parameter of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum LawArg {
    /// A number.
    Number(Number),
    /// A length of time.
    Duration(Duration),
    /// `$name`
    Param(String),
}

/// A column.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its name; a leading `_` makes it a helper that is never written.
    pub name: At<String>,
    /// Its kind, at the kind's word.
    pub kind: At<&'static Kind>,
    /// The kind's main argument.
    pub main: Option<At<Arg>>,
    /// The kind's own parameters that are given.
    pub params: Vec<(&'static str, At<Arg>)>,
    /// The modifiers that are given.
    pub modifiers: Vec<(&'static str, At<Arg>)>,
}

/// An argument, read according to its declared shape.
#[derive(Clone, Debug)]
pub enum Arg {
    /// `Shape::Flag`
    Flag(bool),
    /// `Shape::Literal`, `Text`, `Name`, `Template`, `Pattern`: the text as written.
    Text(String),
    /// `$name` where a parameter may stand for the whole argument: `Shape::Literal`, `Text`, `Number`, `Share`,
    /// `Choices`, `DurationLaw`, and the literal of `Shape::Follow`.
    Param(String),
    /// `Shape::Type`
    Type(Type),
    /// `Shape::Whole`
    Whole(i64),
    /// `Shape::Number`
    Number(Number),
    /// `Shape::Share`
    Share(Share),
    /// `Shape::Choices`
    Choices(Choices),
    /// `Shape::Law`, `Shape::DurationLaw`
    Law(LawSpec),
    /// A single duration where `Shape::DurationLaw` is wanted: always the same gap.
    Duration(Duration),
    /// `Shape::Instant`, or `Shape::BetweenOrInstant` with one instant.
    Instant(At<Instant>),
    /// `Shape::Instants`
    Instants(Vec<At<Instant>>),
    /// `{ between: [low, high] }`
    Between(At<Instant>, At<Instant>),
    /// `Shape::Path`, `PathOrTable`, `Follow` with a column: the parts of the path.
    Path(Vec<String>),
    /// `Shape::Follow` with `{ fixed: literal }`.
    Fixed(String),
    /// `Shape::Sql`: the parsed expression; its offsets count from the span's scalar.
    Sql {
        /// The scalar it was read from, to map offsets to places.
        node: Node,
        /// The tree.
        expr: Expr,
    },
    /// `Shape::Span`: low and high, both included.
    Span(u32, u32),
    /// `Shape::Word`
    Word(&'static str),
    /// `Shape::Pick`
    Pick(PickSpec),
}

/// How a referenced row is picked.
#[derive(Clone, Debug, PartialEq)]
pub enum PickSpec {
    /// All rows equally likely.
    Uniform,
    /// Row k with probability ∝ 1 / k^s.
    Zipf(Number),
}

impl ColumnSpec {
    /// The kind's parameter `name`, if it is given.
    pub fn param(&self, name: &str) -> Option<&At<Arg>> {
        self.params.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// The modifier `name`, if it is given.
    pub fn modifier(&self, name: &str) -> Option<&At<Arg>> {
        self.modifiers.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// Whether the column is a helper, never written.
    pub fn is_helper(&self) -> bool {
        self.name.value.starts_with('_')
    }
}
