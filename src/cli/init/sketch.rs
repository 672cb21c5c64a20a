//! A catalog → a spec in the making: which tables it has, in which order, and how many rows each.

use super::columns::{ColumnSource, ROW_NUMBER};
use super::condition::ConditionFact;
use super::document::{CheckLine, RowsLine, SpecDocument, TableBlock};
use super::family::{self, CountLimits, ParentLink, RowsGuess, child_rows, root_rows};
use super::field::{Apart, is_email};
use super::links::{LinkRole, TableLinks, links};
use super::named::{KnownTables, NamedCheck, NamedTable};
use super::names::{SpecNames, is_spec_name, words};
use super::sets::{TableSets, sets};
use crate::spec::parse::{CHECKS_MAX, INDEX_COLUMNS_MAX, INDEXES_MAX};
use crate::store::catalog::{Catalog, CatalogTable, FieldType};

/// What is decided about all tables before any is written.
struct Sketch<'c> {
    catalog: &'c Catalog,
    tables: Vec<NamedTable<'c>>,
    parents: Vec<Option<ParentLink>>,
    links: Vec<TableLinks>,
    sets: Vec<TableSets>,
    rows: Vec<Option<RowsGuess>>,
    /// Tables that must have rows under every parent, because others pick them without repeats.
    is_picked: Vec<bool>,
}

/// The spec of a catalog; `left_out` are lines about tables that are not in it.
pub fn sketch(catalog: &Catalog, dataset: &str, left_out: Vec<String>) -> SpecDocument {
    sketch_beside(catalog, dataset, left_out, &KnownTables::default())
}

/// The same for a spec that has some of the tables already: their names and parents stay.
pub fn sketch_beside(catalog: &Catalog, dataset: &str, left_out: Vec<String>, known: &KnownTables) -> SpecDocument {
    let sketch = Sketch::new(catalog, known);
    let blocks = sketch.order().into_iter().map(|at| sketch.block(at, dataset));
    let about = match catalog.schema.as_str() {
        "" => format!("The tables of database {}.", catalog.database),
        schema => format!("The tables of schema {schema} of database {}.", catalog.database),
    };
    let dataset = dataset.to_owned();
    SpecDocument { dataset, origin: "an existing database", about, left_out, tables: blocks.collect() }
}

impl<'c> Sketch<'c> {
    fn new(catalog: &'c Catalog, known: &KnownTables) -> Sketch<'c> {
        let mut names = SpecNames::default();
        known.tables.values().for_each(|table| names.keep(&table.name));
        let of = |table: &CatalogTable| known.tables.get(&table.name);
        let mut named: Vec<Option<String>> =
            catalog.tables.iter().map(|table| of(table).map(|known| known.name.clone())).collect();
        // Names that need no other one come first.
        for exact in [true, false] {
            for (at, table) in catalog.tables.iter().enumerate().filter(|(_, table)| is_spec_name(&table.name) == exact)
            {
                named[at].get_or_insert_with(|| names.table(&table.name));
            }
        }
        let tables = catalog.tables.iter().zip(named);
        let tables: Vec<_> =
            tables.map(|(table, name)| NamedTable::new(table, name.unwrap_or_default(), of(table))).collect();
        let mut parents = family::parents(catalog, |table, column| tables[table].spec_name(column).is_some());
        for (parent, table) in parents.iter_mut().zip(&catalog.tables) {
            if let Some(known) = of(table) {
                *parent = known.parent.as_ref().and_then(|parent| family::link_to(catalog, table, parent));
            }
        }
        let links: Vec<TableLinks> = (0..tables.len()).map(|at| links(catalog, &tables, at, parents[at])).collect();
        let sets = (0..tables.len()).map(|at| sets(&tables[at], &links[at], &parent_sets(&tables, at, parents[at])));
        let sets: Vec<TableSets> = sets.collect();
        let (rows, is_picked) = (vec![None; tables.len()], is_picked(&parents, &links, &sets));
        let mut sketch = Sketch { catalog, tables, parents, links, sets, rows, is_picked };
        (0..sketch.tables.len()).for_each(|at| {
            sketch.count(at, 0);
        });
        sketch
    }

    /// Parents first, then what is referred to, as far as references form no circle.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        let mut left: Vec<usize> = (0..self.tables.len()).collect();
        while !left.is_empty() {
            let has_parent = |at: usize| self.parents[at].is_none_or(|link| order.contains(&link.table));
            let targets = |at: usize| {
                let references = self.tables[at].source.references.iter();
                references.filter_map(|reference| family::target(self.catalog, reference))
            };
            let is_ready = |at: usize| targets(at).all(|target| target == at || order.contains(&target));
            let ready = left.iter().position(|at| has_parent(*at) && is_ready(*at));
            let next = ready.or_else(|| left.iter().position(|at| has_parent(*at))).unwrap_or(0);
            order.push(left.remove(next));
        }
        order
    }

    /// How many rows a table has at least; its parent's are counted first.
    fn count(&mut self, at: usize, depth: usize) -> u64 {
        if let Some(rows) = &self.rows[at] {
            return rows.least;
        }
        let Some(link) = self.parents[at] else {
            let rows = root_rows(self.tables[at].source);
            let least = rows.least;
            self.rows[at] = Some(rows);
            return least;
        };
        let parent_least = self.count(link.table, depth);
        // The rows that children of one parent pick without repeats have to be there. In a circle one is enough.
        let distinct = (0..self.sets[at].apart.len()).filter(|column| {
            self.sets[at].apart[*column] == Apart::InGroup && matches!(self.links[at].roles[*column], LinkRole::Ref(_))
        });
        let targets: Vec<usize> = distinct.filter_map(|column| self.links[at].targets[column]).collect();
        let room =
            targets.into_iter().map(|target| if depth < self.tables.len() { self.count(target, depth + 1) } else { 1 });
        let room = room.collect::<Vec<u64>>().into_iter().min();
        let only = self.sets[at].is_only_child.then_some(1);
        let limits = CountLimits { most: only.into_iter().chain(room).min(), needs_one: self.is_picked[at] };
        let parent = self.tables[link.table].source;
        let rows = child_rows(self.tables[at].source, parent, parent_least, limits);
        let least = rows.least;
        self.rows[at] = Some(rows);
        least
    }

    fn block(&self, at: usize, dataset: &str) -> TableBlock {
        let (table, sets) = (&self.tables[at], &self.sets[at]);
        let source = ColumnSource {
            table,
            links: &self.links[at],
            sets,
            parent_created: self.parent_created(at, dataset),
            domain_length: domain_length(dataset),
        };
        let rows = self.rows[at].clone();
        let drawn = table.checks.iter().filter(|check| self.is_drawn(at, check));
        let drawn = drawn.map(|check| format!("met by how values are drawn, and not stated: {}", check.condition.text));
        let notes: Vec<String> = rows.iter().filter_map(|rows| rows.note.clone()).chain(drawn).collect();
        let text = rows.map(|rows| rows.text).unwrap_or_default();
        let rows = match self.parents[at] {
            Some(link) => RowsLine::Each { parent: self.tables[link.table].name.clone(), count: text },
            None => RowsLine::Root(text),
        };
        let key = if sets.key.is_empty() { vec![source.free_name(ROW_NUMBER)] } else { sets.key.clone() };
        let others =
            table.source.others.iter().map(|definition| format!("not stated here, so rows may break it: {definition}"));
        TableBlock {
            stored: (table.name != table.source.name).then(|| table.source.name.clone()),
            name: table.name.clone(),
            notes,
            questions: sets.questions.iter().cloned().chain(others).collect(),
            rows,
            unique: sets.unique.clone(),
            indexes: self.indexes(at, &key),
            checks: self.checks(at),
            columns: source.lines(),
            key,
        }
    }

    /// The path to when a table's parent was created.
    fn parent_created(&self, at: usize, dataset: &str) -> Option<String> {
        let parent = self.parents[at]?.table;
        let source = ColumnSource {
            table: &self.tables[parent],
            links: &self.links[parent],
            sets: &self.sets[parent],
            parent_created: None,
            domain_length: domain_length(dataset),
        };
        Some(format!("parent.{}", self.tables[parent].names[source.created()?].as_ref()?))
    }

    /// Ordinary indexes, without those that a key, a unique constraint or a reference has.
    fn indexes(&self, at: usize, key: &[String]) -> Vec<Vec<String>> {
        let (table, sets) = (&self.tables[at], &self.sets[at]);
        let referring: Vec<&Vec<String>> = table.source.references.iter().map(|reference| &reference.columns).collect();
        let mut indexes: Vec<Vec<String>> = Vec::new();
        for columns in table.source.indexes.iter().filter(|columns| !referring.contains(columns)) {
            let names: Option<Vec<String>> =
                columns.iter().map(|column| table.spec_name(column).map(str::to_owned)).collect();
            let Some(names) = names.filter(|names| names.len() <= INDEX_COLUMNS_MAX && names != key) else { continue };
            let is_unique = match columns.as_slice() {
                [column] => table.place(column).is_some_and(|column| sets.apart[column] == Apart::Everywhere),
                _ => sets.unique.contains(&names),
            };
            if !is_unique && !indexes.contains(&names) && indexes.len() < INDEXES_MAX {
                indexes.push(names);
            }
        }
        indexes
    }

    /// Whether a check only says which expression a text matches, and the text is drawn from that.
    fn is_drawn(&self, at: usize, check: &NamedCheck) -> bool {
        let table = &self.tables[at];
        check.condition.is_all(|fact| match fact {
            ConditionFact::Matches(column, _) => table.place(column).is_some_and(|place| {
                let is_text = matches!(table.source.fields[place].ty, FieldType::Text(_));
                let is_email = table.names[place].as_ref().is_none_or(|name| is_email(&words(name)));
                is_text && !is_email && self.links[at].roles[place] == LinkRole::Free
            }),
            _ => false,
        })
    }

    /// The checks, without those that only list a column's values: these become a closed choice.
    fn checks(&self, at: usize) -> Vec<CheckLine> {
        let table = &self.tables[at];
        let is_choice = |fact: &ConditionFact| match fact {
            ConditionFact::OneOf(column, _) => table.place(column).is_some_and(|place| {
                let takes_list = matches!(
                    table.source.fields[place].ty,
                    FieldType::Text(_) | FieldType::Int(_) | FieldType::Decimal(_)
                );
                takes_list && self.links[at].roles[place] == LinkRole::Free
            }),
            _ => false,
        };
        let kept = table.checks.iter().filter(|check| !check.condition.is_all(is_choice) && !self.is_drawn(at, check));
        let lines = kept.map(|check| CheckLine { name: check.name.clone(), condition: check.condition.text.clone() });
        lines.take(CHECKS_MAX).collect()
    }
}

/// The sets of a table's columns that each show which parent a row has: its key, or another unique set of it.
fn parent_sets(tables: &[NamedTable<'_>], at: usize, parent: Option<ParentLink>) -> Vec<Vec<usize>> {
    let Some(link) = parent else { return Vec::new() };
    let (table, parent) = (&tables[at], tables[link.table].source);
    let reference = &table.source.references[link.reference];
    let own = |target: &String| {
        let at = reference.targets.iter().position(|known| known == target)?;
        table.place(&reference.columns[at])
    };
    let sets = parent.unique.iter().chain([&parent.key]).filter(|set| !set.is_empty());
    sets.filter_map(|set| set.iter().map(own).collect()).collect()
}

/// The tables whose rows others pick without repeats, and all above them.
fn is_picked(parents: &[Option<ParentLink>], links: &[TableLinks], sets: &[TableSets]) -> Vec<bool> {
    let mut picked = vec![false; parents.len()];
    for (links, sets) in links.iter().zip(sets) {
        let targets = links.targets.iter().zip(&sets.apart).filter(|(_, apart)| **apart != Apart::No);
        for target in targets.filter_map(|(target, _)| *target) {
            let above = std::iter::successors(Some(target), |table| parents[*table].map(|link| link.table));
            above.for_each(|table| picked[table] = true);
        }
    }
    picked
}

/// The longest domain of an email address: `@<dataset>.example.com`.
fn domain_length(dataset: &str) -> u32 {
    u32::try_from("@.example.com".len() + dataset.len()).unwrap_or(u32::MAX)
}
