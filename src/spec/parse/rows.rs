//! Where a table's rows come from: `rows:`, or `each:` with `count:` or a list of rows.

use super::distributions::Measure;
use super::reader::SpecReader;
use crate::spec::fault::{Fault, meant_or_known, quote};
use crate::spec::literal::{Share, is_name};
use crate::spec::model::{CountSpec, DistributionSpec, GivenCell, RowsSpec, Spanned};
use crate::spec::registry::{DISTRIBUTIONS, Distribution};
use crate::spec::size::{COUNT_MAX, Size};
use crate::spec::yaml::{YamlEntry, YamlNode, YamlValue};

/// The keys of a table that set how many rows it has.
pub(super) struct RowKeys<'n> {
    pub(super) rows: Option<&'n YamlNode>,
    pub(super) each: Option<&'n YamlNode>,
    pub(super) count: Option<&'n YamlNode>,
}

/// The names that rows may refer to.
#[derive(Clone, Copy)]
pub(super) struct RowNames<'n> {
    pub(super) tables: &'n [&'n str],
    pub(super) columns: &'n [&'n str],
}

impl SpecReader<'_> {
    /// The rows of the table whose map is `table`.
    pub(super) fn rows(&mut self, table: &YamlNode, keys: &RowKeys<'_>, names: RowNames<'_>) -> Option<RowsSpec> {
        match (keys.each, keys.rows, keys.count) {
            (Some(each), rows, count) => self.each(each, rows, count, names),
            (None, Some(rows), count) => {
                if let Some(count) = count {
                    let fault = Fault::new(count.span, "\"count\" has no effect without \"each\"");
                    self.push(fault.help("Set the number of rows with \"rows\"; \"count\" needs a parent (\"each\")."));
                }
                self.root_rows(rows, names)
            }
            (None, None, Some(count)) => {
                let fault = Fault::new(count.span, "\"count\" needs \"each\": whose children it counts");
                self.push(fault.help("Add each: parent_table, or write rows: instead of count:."));
                None
            }
            (None, None, None) => {
                let fault = Fault::new(table.span, "the table has neither \"rows\" nor \"each\"");
                self.push_missing(table.span, fault.help("Add rows: 100, or each: parent_table with a count."));
                None
            }
        }
    }

    fn root_rows(&mut self, rows: &YamlNode, names: RowNames<'_>) -> Option<RowsSpec> {
        match &rows.value {
            YamlValue::List(items) => self.faultless(|reader| reader.listed(rows, items, names)).map(RowsSpec::Listed),
            _ => self.size("rows", rows).map(RowsSpec::Sized),
        }
    }

    fn each(
        &mut self,
        each: &YamlNode,
        rows: Option<&YamlNode>,
        count: Option<&YamlNode>,
        names: RowNames<'_>,
    ) -> Option<RowsSpec> {
        let parent = self.parent(each, names.tables);
        let count = match (count, rows) {
            (Some(count), Some(rows)) => {
                let fault = Fault::new(rows.span, "\"rows\" and \"count\" both set how many children there are");
                self.push(fault.also(count.span, "the other").help("Keep one of them."));
                None
            }
            (Some(count), None) => self.faultless(|reader| reader.count(count)),
            (None, Some(rows)) => match &rows.value {
                YamlValue::List(items) => {
                    self.faultless(|reader| reader.listed(rows, items, names)).map(CountSpec::Listed)
                }
                _ => {
                    let fault = Fault::new(rows.span, "under \"each\" rows must be a list of rows");
                    self.push(fault.help("Set the number of children per parent row with \"count\"."));
                    None
                }
            },
            (None, None) => {
                let fault = Fault::new(each.span, "\"each\" needs \"count\": how many children a parent row has");
                self.push(fault.help("Add count: 3, count: { uniform: [1, 6] }, or a list of rows."));
                None
            }
        };
        Some(RowsSpec::Each { parent: parent?, count: count.unwrap_or(CountSpec::Unread) })
    }

    /// The name of the parent table.
    fn parent(&mut self, each: &YamlNode, tables: &[&str]) -> Option<Spanned<String>> {
        match &each.value {
            YamlValue::List(_) => self.later(each.span, "each: [a, b]"),
            YamlValue::Map(entries) => {
                let word = entries.first().map_or("", |entry| entry.key.text.as_str());
                self.later(each.span, &format!("each: {{ {word}: … }}"));
            }
            YamlValue::Empty | YamlValue::Scalar { .. } => {
                let text = self.scalar("each", each)?;
                if tables.contains(&text) {
                    return Some(Spanned::new(each.span, text.to_owned()));
                }
                match text.split_once('.') {
                    Some((table, column)) if tables.contains(&table) && is_name(column) => {
                        self.later(each.span, "each: table.column");
                    }
                    _ => {
                        let help = meant_or_known(text, "tables", tables.iter().copied());
                        self.push(Fault::new(each.span, format!("unknown table {}", quote(text))).maybe_help(help));
                    }
                }
            }
        }
        None
    }

    /// `count:` a distribution, a size or a column of the parent.
    fn count(&mut self, node: &YamlNode) -> Option<CountSpec> {
        match &node.value {
            YamlValue::Map(entries) => self.count_distribution(node, entries),
            YamlValue::Scalar { text, .. } if is_name(text) && crate::spec::registry::distribution(text).is_none() => {
                Some(CountSpec::Column(Spanned::new(node.span, text.clone())))
            }
            YamlValue::Scalar { text, .. } if is_path(text) => {
                let fault = Fault::new(node.span, format!("count takes a column of the parent, got {}", quote(text)));
                let column = text.rsplit('.').next().unwrap_or(text);
                self.push(fault.help(format!("Write the column's name alone: count: {column}.")));
                None
            }
            YamlValue::Scalar { text, .. } if crate::spec::registry::distribution(text).is_none() => {
                self.size("count", node).map(CountSpec::Size)
            }
            YamlValue::Empty => {
                self.scalar("count", node);
                None
            }
            YamlValue::Scalar { .. } | YamlValue::List(_) => {
                self.distribution("count", node, Measure::Number);
                None
            }
        }
    }

    /// `count: { zipf: { max: 60 }, zero: 15%, min: 1, max: 40 }`
    fn count_distribution(&mut self, node: &YamlNode, entries: &[YamlEntry]) -> Option<CountSpec> {
        let (first, others) = self.distribution_entry("count", node, entries)?;
        let distribution = self.distribution_of(first, Measure::Number);
        if let Some(distribution) = &distribution {
            self.check_discrete(distribution);
        }
        let (mut zero, mut min, mut max) = (None, None, None);
        for YamlEntry { key, value } in others {
            match key.text.as_str() {
                "zero" => zero = self.literal("zero", value, Share::parse).map(|share| Spanned::new(value.span, share)),
                "min" => min = self.bound("min", value),
                "max" => max = self.bound("max", value),
                _ => self.unknown_key(key, "A count", &["zero", "min", "max"]),
            }
        }
        if let (Some(low), Some(high)) = (&min, &max)
            && low.value > high.value
        {
            let message = format!("min must be <= max, got {} and {}", low.value, high.value);
            self.push(Fault::new(low.span, message).also(high.span, "the other"));
        }
        Some(CountSpec::Distribution { distribution: distribution?, zero, min, max })
    }

    /// Refuses a distribution that gives no whole numbers.
    fn check_discrete(&mut self, distribution: &Spanned<DistributionSpec>) {
        let Distribution { name, discrete, .. } = distribution.value.distribution;
        if !discrete {
            let distributions: Vec<&str> = DISTRIBUTIONS
                .iter()
                .filter(|distribution| distribution.discrete)
                .map(|distribution| distribution.name)
                .collect();
            let fault = Fault::new(
                distribution.span,
                format!("{} gives no whole numbers, so it cannot be a count", quote(name)),
            );
            self.push(fault.help(format!("These do: {}.", distributions.join(", "))));
        }
    }

    fn bound(&mut self, key: &str, node: &YamlNode) -> Option<Spanned<u64>> {
        self.no_param(node)?;
        let value = self.whole(key, node, 0, COUNT_MAX.into())?;
        u64::try_from(value).ok().map(|value| Spanned::new(node.span, value))
    }

    /// A size; its parameters are noted.
    fn size(&mut self, key: &str, node: &YamlNode) -> Option<Spanned<Size>> {
        let size = self.literal(key, node, Size::parse)?;
        for (name, at) in size.params() {
            let span = self.place(node, at, name.len() + 1);
            self.uses(name, span);
        }
        Some(Spanned::new(node.span, size))
    }

    /// A list of rows with given cells.
    fn listed(&mut self, node: &YamlNode, items: &[YamlNode], names: RowNames<'_>) -> Option<Vec<Vec<GivenCell>>> {
        if items.is_empty() {
            let fault = Fault::new(node.span, "a list of rows needs at least one row");
            self.push(fault.help("For a table without rows write rows: 0."));
            return None;
        }
        let rows: Vec<_> = items.iter().filter_map(|item| self.listed_row(item, names)).collect();
        (rows.len() == items.len()).then_some(rows)
    }

    fn listed_row(&mut self, item: &YamlNode, names: RowNames<'_>) -> Option<Vec<GivenCell>> {
        let Some(entries) = item.as_map() else {
            let fault = Fault::new(item.span, format!("a row must be a map of cells, got {}", item.what()));
            self.push(fault.help("Write { column: value, … }; what is left out is generated."));
            return None;
        };
        let mut cells = Vec::with_capacity(entries.len());
        for YamlEntry { key, value } in entries {
            self.is_column(&key.text, key.span, names.columns);
            let value = match value.value {
                YamlValue::Empty => None,
                _ => Some(Spanned::new(value.span, self.plain_text(&key.text, value)?)),
            };
            cells.push(GivenCell { column: Spanned::new(key.span, key.text.clone()), value });
        }
        Some(cells)
    }
}

/// Whether a text is a dotted path of more than one name.
fn is_path(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_name)
}
