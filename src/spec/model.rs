//! The spec as written, checked against the registry but not yet resolved: names are text, literals have no type.
//!
//! Every part keeps its place in the source, so that later stages can point at it.

use std::collections::BTreeSet;

use super::literal::{Duration, InstantLiteral, Share};
use super::number::Number;
use super::registry::{Distribution, Kind};
use super::size::Size;
use super::source::{Source, Span};
use super::sql::Expr;
use super::types::Type;
use super::yaml::YamlNode;

/// Something and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// Where.
    pub span: Span,
    /// What.
    pub value: T,
}

impl<T> Spanned<T> {
    /// `value` at `span`.
    pub fn new(span: Span, value: T) -> Self {
        Spanned { span, value }
    }
}

/// Names that are in the text but could not be read, so must not be reported as unknown; none in a spec without faults.
#[derive(Clone, Debug, Default)]
pub struct UnreadNames {
    names: BTreeSet<String>,
    /// The YAML is broken in this place, so that any name may be missing.
    any: bool,
}

impl UnreadNames {
    /// The names given, and with `any` all others.
    pub fn new(names: impl IntoIterator<Item = String>, any: bool) -> Self {
        UnreadNames { names: names.into_iter().collect(), any }
    }

    /// These and those of `other`.
    pub fn and(mut self, other: UnreadNames) -> Self {
        self.names.extend(other.names);
        UnreadNames { any: self.any || other.any, ..self }
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
    pub language: Spanned<u32>,
    /// The dataset's name.
    pub dataset: Spanned<String>,
    /// A sentence for people.
    pub about: Option<String>,
    /// "Now" of the dataset in µs UTC; a tenant file may override it.
    pub as_of: Option<Spanned<i64>>,
    /// The parameters in order, with their defaults.
    pub params: Vec<ParamSpec>,
    /// The tables in order.
    pub tables: Vec<TableSpec>,
    /// Parameters and tables that could not be read, and `as_of`.
    pub unread: UnreadNames,
}

/// A parameter: `name: default`.
#[derive(Clone, Debug)]
pub struct ParamSpec {
    /// Its name.
    pub name: Spanned<String>,
    /// Its default value, and its type with it.
    pub value: Spanned<ParamValue>,
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
    Even(Vec<Spanned<String>>),
    /// A map from literal to weight: relative numbers.
    Weights(Vec<(Spanned<String>, Number)>),
    /// A map from literal to share; they add up to exactly 1 (`rest` is resolved already).
    Shares(Vec<(Spanned<String>, Share)>),
}

/// A table.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name.
    pub name: Spanned<String>,
    /// A sentence for people.
    pub about: Option<String>,
    /// `as:` its name in files and stores.
    pub stored_name: Option<Spanned<String>>,
    /// `rename_from:` the name that its keys are hashed from.
    pub rename_from: Option<Spanned<String>>,
    /// How many rows, and whose children.
    pub rows: RowsSpec,
    /// `key:` column names, empty when not given; `None` where it could not be read.
    pub key: Option<Vec<Spanned<String>>>,
    /// `unique:` column sets; `None` where it could not be read.
    pub unique: Option<Vec<Vec<Spanned<String>>>>,
    /// `indexes:` the columns of each, in their order; without those that could not be read.
    pub indexes: Vec<Vec<Spanned<String>>>,
    /// `check:` the conditions, without those that could not be read.
    pub checks: Vec<CheckSpec>,
    /// The columns in order.
    pub columns: Vec<ColumnSpec>,
    /// Columns that could not be read.
    pub unread: UnreadNames,
}

/// A condition that every row of a table meets.
#[derive(Clone, Debug)]
pub struct CheckSpec {
    /// Its name; the spec's, or one from the table's name and its place in the list.
    pub name: Spanned<String>,
    /// The scalar it was read from, to map offsets to places.
    pub node: YamlNode,
    /// The tree.
    pub expr: Expr,
}

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub enum RowsSpec {
    /// `rows: 200`
    Sized(Spanned<Size>),
    /// `rows: [ { … }, … ]`: the given cells of each row, as nodes.
    Listed(Vec<Vec<GivenCell>>),
    /// `each: parent` with `count:` or a list of rows.
    Each {
        /// The parent table's name.
        parent: Spanned<String>,
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
    pub column: Spanned<String>,
    /// The literal, or nothing for null.
    pub value: Option<Spanned<String>>,
}

/// How many children each parent row has.
#[derive(Clone, Debug)]
pub enum CountSpec {
    /// A distribution, with the share of parents without children and clamps.
    Distribution {
        /// The distribution.
        distribution: Spanned<DistributionSpec>,
        /// `zero:`
        zero: Option<Spanned<Share>>,
        /// `min:`
        min: Option<Spanned<u64>>,
        /// `max:`
        max: Option<Spanned<u64>>,
    },
    /// A size: the same for every parent.
    Size(Spanned<Size>),
    /// An integer column of the parent.
    Column(Spanned<String>),
    /// `rows:` under `each:`: this list for every parent.
    Listed(Vec<Vec<GivenCell>>),
    /// It could not be read.
    Unread,
}

/// A distribution with its parameters, in the order of its declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionSpec {
    /// Which.
    pub distribution: &'static Distribution,
    /// One for each declared parameter; `None` where an optional one is left out.
    pub args: Vec<Option<Spanned<DistributionArg>>>,
}

/// A parameter of a distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum DistributionArg {
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
    pub name: Spanned<String>,
    /// Its kind, at the kind's word.
    pub kind: Spanned<&'static Kind>,
    /// The kind's main argument.
    pub main: Option<Spanned<Arg>>,
    /// The kind's own parameters that are given.
    pub params: Vec<(&'static str, Spanned<Arg>)>,
    /// The modifiers that are given.
    pub modifiers: Vec<(&'static str, Spanned<Arg>)>,
}

/// An argument, read according to its declared shape.
#[derive(Clone, Debug)]
pub enum Arg {
    /// `ArgShape::Flag`
    Flag(bool),
    /// `ArgShape::Literal`, `Text`, `Name`, `Template`, `Pattern`: the text as written.
    Text(String),
    /// `$name` where a parameter may stand for the whole argument: `ArgShape::Literal`, `Text`, `Number`, `Share`,
    /// `Choices`, `DurationDistribution`, and the literal of `ArgShape::Follow`.
    Param(String),
    /// `ArgShape::Type`
    Type(Type),
    /// `ArgShape::Whole`
    Whole(i64),
    /// `ArgShape::Number`
    Number(Number),
    /// `ArgShape::Share`
    Share(Share),
    /// `ArgShape::Choices`
    Choices(Choices),
    /// `ArgShape::Distribution`, `ArgShape::DurationDistribution`
    Distribution(DistributionSpec),
    /// A single duration where `ArgShape::DurationDistribution` is wanted: always the same gap.
    Duration(Duration),
    /// `ArgShape::Instant`, or `ArgShape::BetweenOrInstant` with one instant.
    Instant(Spanned<InstantLiteral>),
    /// `ArgShape::Instants`
    Instants(Vec<Spanned<InstantLiteral>>),
    /// `{ between: [low, high] }`
    Between(Spanned<InstantLiteral>, Spanned<InstantLiteral>),
    /// `ArgShape::Path`, `PathOrTable`, `Follow` with a column: the parts of the path.
    Path(Vec<String>),
    /// `ArgShape::Follow` with `{ fixed: literal }`.
    Fixed(String),
    /// `ArgShape::Sql`: the parsed expression; its offsets count from the span's scalar.
    Sql {
        /// The scalar it was read from, to map offsets to places.
        node: YamlNode,
        /// The tree.
        expr: Expr,
    },
    /// `ArgShape::Span`: low and high, both included.
    Span(u32, u32),
    /// `ArgShape::Word`
    Word(&'static str),
    /// `ArgShape::Pick`
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
    pub fn param(&self, name: &str) -> Option<&Spanned<Arg>> {
        self.params.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// The modifier `name`, if it is given.
    pub fn modifier(&self, name: &str) -> Option<&Spanned<Arg>> {
        self.modifiers.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg)
    }

    /// Whether the column is a helper, never written.
    pub fn is_helper(&self) -> bool {
        self.name.value.starts_with('_')
    }
}
