//! A spec on the bench: its text, the plan of it, what does not fit, and where its parts stand.
//!
//! Every change is tried out: it counts only if the text can be planned, its first rows can be made, and the difference is
//! gone. So no rule of the language is repeated here.

use std::collections::BTreeMap;
use std::ops::Range;

use super::checks::{DrawnSpec, unmet_checks};
use super::lines::SpecLines;
use super::rows::{FirstRows, RowVerdict};
use crate::cli::dataset::PlannedSpec;
use crate::cli::init::document::TableBlock;
use crate::cli::init::named::{KnownTable, KnownTables};
use crate::cli::init::sketch::sketch_beside;
use crate::cli::init::trial::holding;
use crate::plan::maker::RowSource;
use crate::plan::resolve::{Inputs, resolve};
use crate::plan::{Plan, Table};
use crate::spec::model::{ColumnSpec, TableSpec};
use crate::spec::parse::{Draft, parse};
use crate::spec::source::{Source, Span};
use crate::store::catalog::Catalog;
use crate::store::fit::{FitLevel, Misfit, MisfitKind, misfits};

/// How many rows of each table are looked at.
pub const ROWS_MAX: u64 = 20_000;

/// A spec that is to fit.
pub struct SpecBench<'c> {
    /// The tables of the database.
    pub catalog: &'c Catalog,
    /// The text.
    pub lines: SpecLines,
    /// What the text says.
    pub draft: Draft,
    /// The plan of it.
    pub plan: Plan,
    inputs: Inputs,
}

impl<'c> SpecBench<'c> {
    /// The bench of a spec.
    pub fn new(planned: PlannedSpec, catalog: &'c Catalog) -> SpecBench<'c> {
        let PlannedSpec { draft, inputs, plan } = planned;
        SpecBench { catalog, lines: SpecLines::new(&draft.spec.source.text), draft, plan, inputs }
    }

    /// The bench of the same spec with another text; none where that text is no spec, or its rows cannot be made.
    pub fn with(&self, lines: SpecLines) -> Result<SpecBench<'c>, Vec<usize>> {
        let source = Source::new(self.draft.spec.source.name.clone(), lines.text());
        let planned = parse(&source).and_then(|draft| resolve(&draft, &self.inputs).map(|plan| (draft, plan)));
        let (draft, plan) = planned.map_err(|rejected| {
            let faults = rejected.faults.iter();
            faults.map(|fault| rejected.source.line_column(fault.span.start).0).collect::<Vec<_>>()
        })?;
        let bench = SpecBench { catalog: self.catalog, lines, draft, plan, inputs: self.inputs.clone() };
        let mut rows = bench.rows();
        match (0..bench.plan.tables.len()).try_for_each(|table| rows.make(table)) {
            Ok(()) => Ok(bench),
            Err(_) => Err(Vec::new()),
        }
    }

    fn rows(&self) -> FirstRows<'c> {
        FirstRows::new(self.plan.clone(), self.catalog, ROWS_MAX)
    }

    /// Everything that differs, as far as rows show it: what their values may break and do not is no difference.
    pub fn differences(&self) -> Vec<Misfit> {
        let mut rows = self.rows();
        let found = misfits(&self.plan.tables, self.catalog);
        let is_open =
            |misfit: &Misfit| misfit.kind != MisfitKind::Check && !self.is_decided(misfit) && !self.is_apart(misfit);
        let found = found.into_iter().filter(is_open);
        let drawn = DrawnSpec { spec: &self.draft.spec, plan: &self.plan };
        let all = found.chain(unmet_checks(drawn, self.catalog));
        let judged = all.filter_map(|misfit| match rows.verdict(&misfit) {
            // These rows hold; others would too if the spec said so.
            Ok(RowVerdict::Holds) if !matches!(misfit.kind, MisfitKind::Type | MisfitKind::Unique) => None,
            Ok(RowVerdict::Broken(why)) => {
                Some(Misfit { level: FitLevel::Blocks, message: format!("{}; {why}", misfit.message), ..misfit })
            }
            // What rows cannot show stays as it is.
            Ok(_) | Err(_) => Some(misfit),
        });
        judged.collect()
    }

    /// Whether a set of columns has one whose values all differ by what it is.
    fn is_apart(&self, misfit: &Misfit) -> bool {
        let Some(place) = misfit.place.filter(|_| misfit.kind == MisfitKind::Unique) else { return false };
        let mut kinds =
            misfit.columns.iter().filter_map(|stored| Some(self.column(place.table, stored)?.kind.value.name));
        kinds.any(|kind| ["uuid", "serial"].contains(&kind))
    }

    /// Whether a comment says that a table or a column is left out, in the words of `reseed init`.
    fn is_decided(&self, misfit: &Misfit) -> bool {
        let comments = |lines: Range<usize>| {
            lines.filter_map(|line| self.lines.line(line)?.trim_start().strip_prefix('#')).map(str::trim_start)
        };
        match (misfit.kind, misfit.place, misfit.columns.first()) {
            (MisfitKind::NewTable, ..) => comments(1..self.lines.line_count() + 1).any(|comment| {
                let name = comment.strip_prefix("left out: ").unwrap_or_default();
                name.split(" (").next() == Some(misfit.table.as_str())
            }),
            (MisfitKind::NewColumn, Some(place), Some(column)) => comments(self.table_lines(place.table))
                .any(|comment| comment.starts_with(&format!("{column}: left out"))),
            _ => false,
        }
    }

    /// What `reseed init` would write for the tables of the database, under the names that the spec has for them.
    pub fn sketched(&self) -> Vec<TableBlock> {
        let named = |table: &Table| {
            let columns = table.written().map(|(_, column)| (column.stored_name.clone(), column.name.clone()));
            let parent = match &table.row_source {
                RowSource::Each { parent, .. } => Some(self.plan.tables[*parent].stored_name.clone()),
                RowSource::Root { .. } => None,
            };
            let known = KnownTable { name: table.name.clone(), columns: columns.collect(), parent };
            (table.stored_name.clone(), known)
        };
        let known = KnownTables { tables: self.plan.tables.iter().map(named).collect::<BTreeMap<_, _>>() };
        let document = sketch_beside(self.catalog, &self.plan.dataset, Vec::new(), &known);
        let tables = document.tables.clone();
        holding(document, &self.plan.tenant).map_or(tables, |document| document.tables)
    }

    /// The table of the spec.
    pub fn table(&self, table: usize) -> &TableSpec {
        &self.draft.spec.tables[table]
    }

    /// The column of the spec that is stored under a name.
    pub fn column(&self, table: usize, stored: &str) -> Option<&ColumnSpec> {
        let (at, _) = self.plan.tables[table].written().find(|(_, column)| column.stored_name == stored)?;
        self.table(table).columns.get(at)
    }

    /// The line that a place of the text is in, from 1.
    pub fn line_of(&self, span: Span) -> usize {
        self.draft.spec.source.line_column(span.start).0
    }

    /// How far a line is indented.
    pub fn indent(&self, line: usize) -> usize {
        let text = self.lines.line(line).unwrap_or_default();
        text.len() - text.trim_start().len()
    }

    /// The lines of a part that begins on a line: it and those that are indented deeper.
    pub fn block(&self, first: usize) -> Range<usize> {
        let indent = self.indent(first);
        let is_inside = |line: &usize| {
            let text = self.lines.line(*line).unwrap_or_default();
            text.trim().is_empty() || self.indent(*line) > indent
        };
        let mut end = (first + 1..self.lines.line_count() + 1).take_while(is_inside).last().unwrap_or(first) + 1;
        while end > first + 1 && self.lines.line(end - 1).is_some_and(|line| line.trim().is_empty()) {
            end -= 1;
        }
        first..end
    }

    /// The lines of a table; none of its own where the spec writes it within a line.
    pub fn table_lines(&self, table: usize) -> Range<usize> {
        self.block(self.line_of(self.table(table).name.span))
    }

    /// The lines of a column, with what is to be decided about it; none where it does not begin its line.
    pub fn column_lines(&self, column: &ColumnSpec) -> Option<Range<usize>> {
        let first = self.line_of(column.name.span);
        let text = self.lines.line(first)?.trim_start();
        let begins = text.trim_start_matches(['"', '\'']).starts_with(column.name.value.as_str());
        let lines = self.block(first);
        let is_question =
            |line: usize| self.lines.line(line).is_some_and(|line| line.trim_start().starts_with("# decide:"));
        let start = if first > 1 && is_question(first - 1) { first - 1 } else { first };
        begins.then_some(start..lines.end)
    }

    /// The line of a misfit in the file.
    pub fn file_line(&self, misfit: &Misfit) -> Option<usize> {
        let place = misfit.place?;
        let table = self.draft.spec.tables.get(place.table)?;
        let column = place.column.and_then(|column| table.columns.get(column));
        let span = column.map_or(table.name.span, |column| column.name.span);
        Some(self.lines.number_in_file(self.line_of(span)))
    }
}
