//! What to change in a spec so that it fits: for each difference the smallest change first, then what `reseed init` writes.

use std::ops::Range;

use super::bench::SpecBench;
use super::checks::condition;
use super::column_text::{with_item, with_key, without_key};
use super::lines::{SpecLines, indented};
use crate::cli::init::document::{ColumnLine, RowsLine, TableBlock, double, literal, quoted};
use crate::plan::Type;
use crate::spec::model::{ColumnSpec, Spanned};
use crate::store::catalog::{CatalogTable, FieldType};
use crate::store::fit::{FitLevel, Misfit, MisfitKind, spec_type};

/// How far `reseed init` indents tables and columns.
const TABLE_INDENT: usize = 2;
const COLUMN_INDENT: usize = 6;
/// How often a line is removed that names a column which is gone.
const REMOVALS_MAX: usize = 20;

/// A difference, the spec that has it, and what `reseed init` would write.
pub struct Proposal<'b, 'c> {
    /// The spec.
    pub bench: &'b SpecBench<'c>,
    /// What `reseed init` would write.
    pub sketch: &'b [TableBlock],
    /// The difference.
    pub misfit: &'b Misfit,
}

impl Proposal<'_, '_> {
    /// The texts that may end the difference, the best first.
    pub fn candidates(&self) -> Vec<SpecLines> {
        let Some(place) = self.misfit.place else {
            return if self.misfit.kind == MisfitKind::NewTable { self.new_table() } else { Vec::new() };
        };
        let table = place.table;
        let all = match self.misfit.kind {
            MisfitKind::MissingTable => vec![self.renamed_table(table)],
            MisfitKind::MissingColumn => match &self.misfit.renamed_to {
                Some(name) => vec![self.edited(table, |line| with_key(line, "as", &quoted(name)))],
                None => vec![self.without_column(table)],
            },
            MisfitKind::GeneratedColumn => vec![self.without_column(table)],
            // Where all values fit, nothing else about the column needs to change.
            MisfitKind::Type if self.misfit.level == FitLevel::Notes => vec![self.typed(table)],
            MisfitKind::Type => vec![self.typed(table), self.rewritten(table)],
            MisfitKind::Nulls => vec![
                self.edited(table, |line| without_key(line, "nulls")),
                self.edited(table, |line| without_key(line, "when")),
                self.rewritten(table),
            ],
            MisfitKind::Labels => vec![self.with_labels(table), self.rewritten(table)],
            MisfitKind::Length | MisfitKind::Reference => vec![self.rewritten(table)],
            MisfitKind::NewColumn | MisfitKind::RequiredColumn => return self.new_column(table),
            MisfitKind::Unique => self.unique(table),
            MisfitKind::Check => self.check(table),
            MisfitKind::NewTable | MisfitKind::Unstated => Vec::new(),
        };
        all.into_iter().flatten().collect()
    }

    fn target(&self) -> Option<&CatalogTable> {
        self.bench.catalog.tables.iter().find(|table| table.name == self.misfit.table)
    }

    fn sketched(&self) -> Option<&TableBlock> {
        let shown = |table: &TableBlock| table.stored.clone().unwrap_or_else(|| table.name.clone());
        let named = self.bench.plan.tables.iter().find(|table| table.stored_name == self.misfit.table);
        let is_it =
            |block: &&TableBlock| named.map_or_else(|| shown(block) == self.misfit.table, |own| own.name == block.name);
        self.sketch.iter().find(is_it)
    }

    /// The first column that the difference is about, and its lines.
    fn column(&self, table: usize) -> Option<(&ColumnSpec, Range<usize>)> {
        let column = self.bench.column(table, self.misfit.columns.first()?)?;
        Some((column, self.bench.column_lines(column)?))
    }

    /// The text with another line in the place of a column's, where that has only one.
    fn edited(&self, table: usize, edit: impl Fn(&str) -> Option<String>) -> Option<SpecLines> {
        let (column, lines) = self.column(table)?;
        let line = self.bench.line_of(column.name.span);
        let is_one = lines.end == line + 1;
        let text = edit(self.bench.lines.line(line)?).filter(|_| is_one)?;
        let mut lines = self.bench.lines.clone();
        lines.replace(line..line + 1, &text);
        Some(lines)
    }

    fn renamed_table(&self, table: usize) -> Option<SpecLines> {
        let name = self.misfit.renamed_to.as_ref()?;
        let bench = self.bench;
        let own = bench.table(table);
        let first = bench.line_of(own.name.span);
        let indent = " ".repeat(bench.indent(first + 1));
        let line = format!("{indent}as: {}", quoted(name));
        let mut lines = bench.lines.clone();
        match &own.stored_name {
            Some(stored) => {
                let at = bench.line_of(stored.span);
                lines.replace(at..at + 1, &line);
            }
            None => lines.insert(first, &line),
        }
        (bench.indent(first + 1) > bench.indent(first)).then_some(lines)
    }

    /// The text without a column, and without the constraints and indexes that name it.
    fn without_column(&self, table: usize) -> Option<SpecLines> {
        let (_, range) = self.column(table)?;
        let mut lines = self.bench.lines.clone();
        lines.replace(range, "");
        for _ in 0..REMOVALS_MAX {
            let Err(faults) = self.bench.with(lines.clone()) else { break };
            let at = faults.into_iter().find(|line| self.is_constraint(table, lines.line(*line)))?;
            lines.replace(at..at + 1, "");
            // A key whose list is empty now goes too.
            let indent = |line: usize| lines.line(line).map_or(0, |text| text.len() - text.trim_start().len());
            let is_key = lines.line(at - 1).is_some_and(|line| line.trim_end().ends_with(':'));
            if is_key && indent(at) <= indent(at - 1) {
                lines.replace(at - 1..at, "");
            }
        }
        Some(lines)
    }

    /// Whether a line of the spec states a constraint or an index of the table, and nothing else.
    fn is_constraint(&self, table: usize, line: Option<&str>) -> bool {
        let bench = self.bench;
        let own = bench.table(table);
        let sets = own.unique.iter().flatten().chain(&own.indexes);
        let firsts = sets.filter_map(|set: &Vec<Spanned<String>>| Some(set.first()?.span));
        let places = firsts.chain(own.checks.iter().map(|check| check.name.span));
        let mut texts = places.filter_map(|span| bench.lines.line(bench.line_of(span)));
        texts.any(|known| Some(known) == line && !known.trim_end().ends_with(':'))
    }

    /// The column with the type of the database, where it is a number.
    fn typed(&self, table: usize) -> Option<SpecLines> {
        let field = self.target()?.field(self.misfit.columns.first()?)?;
        let ty = spec_type(&field.ty).filter(|ty| matches!(ty, Type::Int(_) | Type::Decimal { .. }))?;
        let shown = if let Type::Decimal { .. } = ty { double(&ty.to_string()) } else { ty.to_string() };
        self.edited(table, |line| with_key(line, "type", &shown))
    }

    fn with_labels(&self, table: usize) -> Option<SpecLines> {
        let field = self.target()?.field(self.misfit.columns.first()?)?;
        let FieldType::Labels(labels) = &field.ty else { return None };
        let column = self.bench.plan.tables[table].columns.get(self.misfit.place?.column?)?;
        let known = &column.choices.as_ref()?.texts;
        let new = labels.iter().filter(|label| !known.contains(label));
        self.edited(table, |line| {
            new.clone().try_fold(line.to_owned(), |line, label| with_item(&line, "choose", &literal(label)))
        })
    }

    /// The columns as `reseed init` would write them.
    fn rewritten(&self, table: usize) -> Option<SpecLines> {
        self.rewritten_columns(table, &self.misfit.columns)
    }

    fn rewritten_columns(&self, table: usize, stored: &[String]) -> Option<SpecLines> {
        let block = self.sketched()?;
        let mut places: Vec<(Range<usize>, &ColumnLine)> = Vec::new();
        for stored in stored {
            let line = &block.columns[block.column_stored_as(stored)?];
            let range = self.bench.column_lines(self.bench.column(table, stored)?)?;
            places.push((range, line));
            line.recipe.as_ref()?;
        }
        // From the last to the first, so that earlier places stay.
        places.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let first = places.last()?.0.start;
        let mut lines = self.bench.lines.clone();
        let indent = self.bench.indent(self.bench.line_of(self.bench.table(table).columns.first()?.name.span));
        let text = |line: &ColumnLine| indented(&line.text(&block.name), COLUMN_INDENT, indent);
        let made: Vec<&ColumnLine> = places.iter().map(|(_, line)| *line).collect();
        for (range, line) in &places {
            lines.replace(range.clone(), &text(line));
        }
        let helpers: String = self.helpers(table, block, &made).into_iter().map(text).collect();
        lines.insert(first - 1, &helpers);
        Some(lines)
    }

    /// The helper columns that lines read and the spec does not have.
    fn helpers<'s>(&self, table: usize, block: &'s TableBlock, lines: &[&ColumnLine]) -> Vec<&'s ColumnLine> {
        let text = |line: &ColumnLine| line.recipe.as_ref().map(|recipe| recipe.text()).unwrap_or_default();
        let mut read: Vec<String> = lines.iter().map(|line| text(line)).collect();
        let mut found: Vec<&ColumnLine> = Vec::new();
        for helper in block.columns.iter().rev().filter(|column| column.name.starts_with('_')) {
            let is_there = self.bench.table(table).columns.iter().any(|column| column.name.value == helper.name);
            if !is_there && read.iter().any(|text| text.contains(&helper.name)) {
                read.push(text(helper));
                found.insert(0, helper);
            }
        }
        found
    }

    /// The text with a column after the table's last one; each candidate is plainer than the one before.
    fn new_column(&self, table: usize) -> Vec<SpecLines> {
        let Some(mut block) = self.sketched().cloned() else { return Vec::new() };
        let Some(at) = self.misfit.columns.first().and_then(|stored| block.column_stored_as(stored)) else {
            return Vec::new();
        };
        let Some(last) = self.bench.table(table).columns.last() else { return Vec::new() };
        let Some(range) = self.bench.column_lines(last) else { return Vec::new() };
        let indent = self.bench.indent(self.bench.line_of(last.name.span));
        let mut candidates = Vec::new();
        while block.columns[at].recipe.is_some() {
            let line = &block.columns[at];
            let helpers = self.helpers(table, &block, &[line]);
            let text: String = helpers.into_iter().chain([line]).map(|line| line.text(&block.name)).collect();
            let mut lines = self.bench.lines.clone();
            lines.insert(range.end - 1, &indented(&text, COLUMN_INDENT, indent));
            candidates.push(lines);
            block.replace_column(at, "the plainer form fits");
        }
        candidates
    }

    /// The text with all tables that the spec lacks after its last one.
    fn new_table(&self) -> Vec<SpecLines> {
        let has = |name: &str| self.bench.plan.tables.iter().any(|table| table.name == name);
        let has_scale = self.bench.draft.spec.params.iter().any(|param| param.name.value == "scale");
        let Some(last) = self.bench.draft.spec.tables.len().checked_sub(1) else { return Vec::new() };
        let end = self.bench.table_lines(last).end;
        let indent = self.bench.indent(self.bench.line_of(self.bench.table(last).name.span));
        let Some(own) = self.sketched() else { return Vec::new() };
        let with = |is_wanted: &dyn Fn(&TableBlock) -> bool| {
            let mut text = String::new();
            for block in self.sketch.iter().filter(|block| !has(&block.name) && is_wanted(block)) {
                let mut block = block.clone();
                if let RowsLine::Root(rows) = &block.rows {
                    let rows = if has_scale { rows.clone() } else { rows.replace(" * $scale", "") };
                    block.rows = RowsLine::Root(rows);
                }
                text += &format!("\n{}", indented(&block.text(), TABLE_INDENT, indent));
            }
            let mut lines = self.bench.lines.clone();
            lines.insert(end - 1, &text);
            lines
        };
        // Alone, or with the others that it may refer to.
        vec![with(&|block| block.name == own.name), with(&|_| true)]
    }

    fn unique(&self, table: usize) -> Vec<Option<SpecLines>> {
        let columns = &self.misfit.columns;
        if columns.len() == 1 {
            return vec![self.edited(table, |line| with_key(line, "unique", "true")), self.rewritten(table)];
        }
        let names = columns.iter().map(|stored| Some(self.bench.column(table, stored)?.name.value.clone()));
        let Some(names) = names.collect::<Option<Vec<String>>>() else { return Vec::new() };
        let entry = format!("- [{}]", names.join(", "));
        let stated = self.with_entry(table, "unique", &entry, &self.bench.lines);
        // Each column of the set in turn as `reseed init` would keep it apart.
        let rewritten = columns.iter().filter_map(|stored| self.rewritten_columns(table, std::slice::from_ref(stored)));
        let both = rewritten.map(|lines| self.with_entry(table, "unique", &entry, &lines));
        let all = self.rewritten(table).map(|lines| self.with_entry(table, "unique", &entry, &lines));
        std::iter::once(stated).chain(both).chain(all).collect()
    }

    /// A condition that the spec states, or the columns that it is about as `reseed init` would draw them.
    fn check(&self, table: usize) -> Vec<Option<SpecLines>> {
        let planned = &self.bench.plan.tables[table];
        let check = self
            .target()
            .and_then(|target| target.checks.iter().find(|check| Some(&check.name) == self.misfit.check.as_ref()));
        let (Some(check), Some(block)) = (check, self.sketched()) else { return Vec::new() };
        let condition = condition(planned, check);
        let reads = |stored: &String| check.condition.contains(stored.as_str());
        let stored = planned.written().map(|(_, column)| column.stored_name.clone());
        let read: Vec<String> = stored.filter(reads).collect();
        let line = block.checks.iter().find(|line| line.condition == condition.text);
        let Some(line) = line else {
            return read.iter().map(|stored| self.rewritten_columns(table, std::slice::from_ref(stored))).collect();
        };
        let entry = format!("{}: {}", line.name, double(&line.condition));
        let same_name = self.bench.table(table).checks.iter().find(|known| known.name.value == line.name);
        let with = |lines: &SpecLines| match same_name {
            Some(known) => {
                let at = self.bench.line_of(known.name.span);
                let mut lines = lines.clone();
                lines.replace(at..at + 1, &format!("{}{entry}", " ".repeat(self.bench.indent(at))));
                Some(lines)
            }
            None => self.with_entry(table, "check", &entry, lines),
        };
        let rewritten = read.iter().filter_map(|stored| self.rewritten_columns(table, std::slice::from_ref(stored)));
        let all = self.rewritten_columns(table, &read);
        std::iter::once(with(&self.bench.lines)).chain(rewritten.chain(all).map(|lines| with(&lines))).collect()
    }

    /// The text with an entry in a list or a map of the table, which is made if it is not there. What stands before the
    /// table's columns has the same lines in `lines`.
    fn with_entry(&self, table: usize, key: &str, entry: &str, lines: &SpecLines) -> Option<SpecLines> {
        let bench = self.bench;
        let columns =
            bench.table_lines(table).find(|line| lines.line(*line).is_some_and(|text| text.trim() == "columns:"))?;
        let indent = bench.indent(columns);
        let header = format!("{}{key}:", " ".repeat(indent));
        let deeper = " ".repeat(indent + 2);
        let known = bench
            .table_lines(table)
            .find(|line| *line < columns && lines.line(*line).is_some_and(|text| text.trim_end().starts_with(&header)));
        let mut lines = lines.clone();
        match known {
            None => lines.insert(columns - 1, &format!("{header}\n{deeper}{entry}")),
            Some(at) if lines.line(at)?.trim_end() == header => lines.insert(at, &format!("{deeper}{entry}")),
            // A list within the line.
            Some(_) => return None,
        }
        Some(lines)
    }
}
