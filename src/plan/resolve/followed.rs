//! Whether the column that a country or a locale follows can hold only such: a code that is none would silently be
//! made American.
//!
//! `{ phone: customers.country }` reads a code from each row. Codes come from the spec in nearly all cases, from a
//! `choose`, a constant or listed rows, and can be checked before anything is made; a code that is computed (`sql:`)
//! is only known in the row, where an unknown one falls back to the default.

use super::Resolver;
use super::args::ColumnTarget;
use crate::plan::maker::{ColumnIndex, Link, Maker, TableIndex};
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::model::{Arg, Choices, Spanned};
use crate::spec::source::Span;
use crate::spec::sql::Literal;
use crate::values::words::{self, Locale};

/// What a column is followed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FollowedRole {
    /// Country codes.
    Country,
    /// Country codes or locale tags.
    Locale,
}

impl FollowedRole {
    /// Whether a text is a country, or a locale where one is followed.
    fn takes(self, text: &str) -> bool {
        let is_country = words::country_name(text).is_some();
        is_country || (self == FollowedRole::Locale && Locale::find(text).is_some())
    }
}

impl Resolver<'_> {
    /// Refuses every value that the spec, a parameter or a listed row gives a followed column and that is no country.
    /// What a column computes is known only when it is made: there the default holds.
    ///
    /// All wrong values are reported, each where it is written, even in another table.
    pub(super) fn check_followed(&mut self, table: TableIndex, column: ColumnIndex, wanted: FollowedRole) {
        let (table, column) = self.origin(table, column);
        let mut values = self.values_given(table, column);
        values.extend(self.values_listed(table, column));
        let Some(spec) = self.column_spec(table, column) else { return };
        let target = ColumnTarget { table, column, spec };
        for (text, span) in values.into_iter().filter(|(text, _)| !wanted.takes(text)) {
            let fault = match wanted == FollowedRole::Locale && text.contains(['_', '-']) {
                true => no_words(self.column_fault(target, span, no_words_message(&text)), &text),
                false => no_country(self.column_fault(target, span, no_country_message(&text)), &text),
            };
            self.faults.push(fault);
        }
    }

    /// The column that a lookup, or a lookup of a lookup, takes its values from.
    ///
    /// Ends because lookups are resolved and therefore have no cycle.
    fn origin(&self, mut table: TableIndex, mut column: ColumnIndex) -> (TableIndex, ColumnIndex) {
        while let Some(Maker::Lookup { link, column: of }) =
            self.resolved(table, column).map(|resolved| &resolved.column.maker)
        {
            let target = match link {
                Link::Ref { target, .. } => Some(*target),
                Link::Parent => self.tables[table].parent,
            };
            let Some(target) = target else { break };
            (table, column) = (target, *of);
        }
        (table, column)
    }

    /// The texts that a column chooses from, with their places; those of a parameter stand where it is used.
    ///
    /// Empty for makers whose values are not listed in the spec.
    fn values_given(&self, table: TableIndex, column: ColumnIndex) -> Vec<(String, Span)> {
        let Some(resolved) = self.resolved(table, column) else { return Vec::new() };
        let Some(main) = self.column_spec(table, column).and_then(|spec| spec.main.as_ref()) else { return Vec::new() };
        let spelt = match &main.value {
            Arg::Choices(choices) => places(choices),
            _ => Vec::new(),
        };
        let place = |text: &str| spelt.iter().find(|(known, _)| known == text).map_or(main.span, |(_, span)| *span);
        let values: &[Literal] = match &resolved.column.maker {
            Maker::Choose { values, .. } => values,
            Maker::Constant(value) => std::slice::from_ref(value),
            _ => &[],
        };
        let texts = values.iter().filter_map(|value| match value {
            Literal::Text(text) => Some((text.clone(), place(text))),
            _ => None,
        });
        texts.collect()
    }

    /// The texts that listed rows give a column.
    ///
    /// Nulls are left out: a null follows the default.
    fn values_listed(&self, table: TableIndex, column: ColumnIndex) -> Vec<(String, Span)> {
        let Some(name) = self.spec.tables[table].columns.get(column).map(|spec| &spec.name.value) else {
            return Vec::new();
        };
        let cells = self.listed(table).unwrap_or_default().iter().flatten();
        let values = cells.filter(|cell| cell.column.value == *name).filter_map(|cell| cell.value.as_ref());
        values.map(|value| (value.value.clone(), value.span)).collect()
    }
}

/// The choices' texts with their places.
fn places(choices: &Choices) -> Vec<(String, Span)> {
    let place = |text: &Spanned<String>| (text.value.clone(), text.span);
    match choices {
        Choices::Even(texts) => texts.iter().map(place).collect(),
        Choices::Weights(weights) => weights.iter().map(|(text, _)| place(text)).collect(),
        Choices::Shares(shares) => shares.iter().map(|(text, _)| place(text)).collect(),
    }
}

/// The message about a code that is none.
pub(super) fn no_country_message(code: &str) -> String {
    format!("there is no country {}", quote(code))
}

/// The help for a code that is no country's.
pub(super) fn no_country(fault: Fault, code: &str) -> Fault {
    let rule = "Write its ISO 3166 code in capitals: DE.";
    match near_country(code) {
        Some(near) => fault.help(format!("Did you mean \"{near}\"? {rule}")),
        None => fault.help(rule),
    }
}

/// The message about a locale without words.
pub(super) fn no_words_message(tag: &str) -> String {
    format!("there are no words for locale {}", quote(tag))
}

/// The help for a locale that has no words: those that have.
pub(super) fn no_words(fault: Fault, tag: &str) -> Fault {
    let tags: Vec<&str> = Locale::all().iter().map(|locale| locale.tag()).collect();
    let question = did_you_mean(tag, tags.iter().copied()).map(|question| question + " ").unwrap_or_default();
    fault.help(format!("{question}There are words for {}.", tags.join(", ")))
}

/// The country that a code in other letters, a name or a common slip stands for.
///
/// Similar letters mean nothing in codes of two (`DE`, `DK`), so spelling distance is not used here.
fn near_country(text: &str) -> Option<&'static str> {
    let upper = text.to_uppercase();
    let slip = match upper.as_str() {
        "UK" | "EN" | "GBR" => "GB",
        "USA" => "US",
        "DEU" | "GER" => "DE",
        other => other,
    };
    let by_code = words::countries().iter().find(|country| country.code == slip).map(|country| country.code);
    let by_name = words::countries().iter().find(|country| country.name.eq_ignore_ascii_case(text));
    by_code.or(by_name.map(|country| country.code))
}
