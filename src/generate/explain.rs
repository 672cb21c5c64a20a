//! What is behind one cell: its inputs, draws, lookups and child rows, down to a few steps.
//!
//! Asks the engine the same questions that making the cell asks; nothing is recorded while rows are made.

use std::fmt;

use serde::Serialize;

use super::budgeted_engine::{BudgetedEngine, CellOrCost};
use super::error::DataError;
use super::eval::Scope;
use super::rows::Rows;
use super::show::texts;
use crate::plan::maker::{ColumnIndex, Link, Maker, RowSource, TableIndex};
use crate::plan::{Plan, cost};
use crate::spec::shown::about;
use crate::values::random::draw;

/// How many steps down an explanation goes.
pub const DEPTH_MAX: usize = 4;
/// Child rows shown per fold.
pub const CHILDREN_SHOWN_MAX: usize = 10;

/// A cell and what is behind it.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// `table.column`.
    pub cell: String,
    /// The row index, from 0.
    pub row: u64,
    /// The value as text; `None` for null, and where it was not made.
    pub value: Option<String>,
    /// About how many cells it takes, or rows to be counted, where that was too many to make it.
    pub cost: Option<u64>,
    /// The column's type.
    #[serde(rename = "type")]
    pub ty: String,
    /// How it is made, in words.
    pub made_by: String,
    /// The row's key, 16 hex digits: draws come from the column's key and this. `None` where it was not made.
    pub row_key: Option<String>,
    /// The random numbers drawn: (number of the draw, 16 hex digits).
    pub draws: Vec<(u32, String)>,
    /// What else its value follows from: the gap drawn, how a chain was fitted.
    pub notes: Vec<String>,
    /// The cells it reads.
    pub reads: Vec<Explanation>,
    /// The child rows folded, if any.
    pub children: Option<ChildRows>,
}

/// The children behind a fold.
#[derive(Clone, Debug, Serialize)]
pub struct ChildRows {
    /// The child table.
    pub table: String,
    /// How many there are.
    pub count: u64,
    /// The first child row; `None` where it was not counted.
    pub start: Option<u64>,
    /// About how many rows must be counted to know which they are, where that was too many.
    pub cost: Option<u64>,
}

/// Explains the cell of `column` in `row` of `table`.
///
/// # Errors
/// Bad data on the way, or a row past the table's end.
pub fn explain(
    look: &BudgetedEngine,
    table: TableIndex,
    row: u64,
    column: ColumnIndex,
) -> Result<Explanation, DataError> {
    let rows = look.rows_up_to(table, row.saturating_add(1))?;
    if let CellOrCost::Made(row_count) = rows
        && row >= row_count
    {
        let mut error = look.engine().error(table, column, row, format!("the table has {row_count} rows"));
        error.help = Some("Rows count from 0.".into());
        return Err(error);
    }
    Explainer { look, scope: look.engine().scope() }.cell(table, column, row, 0)
}

struct Explainer<'e> {
    look: &'e BudgetedEngine,
    scope: Scope<'e>,
}

impl Explainer<'_> {
    fn cell(&self, table: TableIndex, column: ColumnIndex, row: u64, depth: usize) -> Result<Explanation, DataError> {
        let plan = &self.plan().tables[table];
        let planned = &plan.columns[column];
        let mut explanation = Explanation {
            cell: format!("{}.{}", plan.name, planned.name),
            row,
            value: None,
            cost: None,
            ty: planned.ty.to_string(),
            made_by: self.made_by(table, column),
            row_key: None,
            draws: Vec::new(),
            notes: Vec::new(),
            reads: Vec::new(),
            children: None,
        };
        let counted = cost::counted_before(self.plan(), table, row);
        let keys = self.look.count(2, counted, || self.scope.row_keys(table, &Rows::Range(row..row + 1)))?;
        let row_key = match keys {
            CellOrCost::Made(keys) => keys[0],
            // Nothing that it is made from can be found either.
            CellOrCost::Dear(counted) => return Ok(Explanation { cost: Some(counted), ..explanation }),
        };
        explanation.row_key = Some(format!("{row_key:016x}"));
        let draws = planned.maker.draw_numbers(planned.unique);
        let draws = draws.map(|number| (number, format!("{:016x}", draw(planned.column_key, row_key, number))));
        explanation.draws = draws.collect();
        match self.value(table, column, row)? {
            CellOrCost::Made(value) => explanation.value = value,
            CellOrCost::Dear(cells) => explanation.cost = Some(cells),
        }
        if let Maker::After(after) = &planned.maker
            && explanation.cost.is_none()
        {
            explanation.notes = self.scope.after_notes(table, column, after, row)?;
        }
        if depth < DEPTH_MAX {
            for (table, column, row) in self.reads(table, column, row)? {
                explanation.reads.push(self.cell(table, column, row, depth + 1)?);
            }
            self.add_previous(&mut explanation, table, column, row)?;
            self.add_children(&mut explanation, table, column, row, depth)?;
        }
        Ok(explanation)
    }

    /// The cell before in a chain, without what is behind that one in turn.
    fn add_previous(
        &self,
        to: &mut Explanation,
        table: TableIndex,
        column: ColumnIndex,
        row: u64,
    ) -> Result<(), DataError> {
        let plan = &self.plan().tables[table];
        let Maker::After(after) = &plan.columns[column].maker else { return Ok(()) };
        if !after.is_chain() || row == 0 {
            return Ok(());
        }
        let is_one_group = matches!(plan.row_source, RowSource::Root { .. });
        if !is_one_group {
            let family = self.scope.family(table, &Rows::Range(row - 1..row + 1))?;
            if family.places[0].parent != family.places[1].parent {
                return Ok(());
            }
        }
        to.reads.push(self.cell(table, column, row - 1, DEPTH_MAX)?);
        Ok(())
    }

    fn plan(&self) -> &Plan {
        self.look.engine().plan()
    }

    fn value(&self, table: TableIndex, column: ColumnIndex, row: u64) -> Result<CellOrCost<Option<String>>, DataError> {
        self.look.cells(table, column, 1, || {
            let cells = self.scope.column(table, column, &Rows::Range(row..row + 1))?;
            let failed = |error: String| self.look.engine().error(table, column, row, error);
            let shown = texts(&cells).map_err(|error| failed(error.to_string()))?;
            Ok(shown.into_iter().next().flatten())
        })
    }

    /// The cells read: of the same row, its parent, or the row picked.
    fn reads(
        &self,
        table: TableIndex,
        column: ColumnIndex,
        row: u64,
    ) -> Result<Vec<(TableIndex, ColumnIndex, u64)>, DataError> {
        let plan = &self.plan().tables[table];
        let planned = &plan.columns[column];
        let own = |column: &ColumnIndex| (table, *column, row);
        let mut reads: Vec<_> = match &planned.maker {
            Maker::Lookup { link: Link::Parent, column } => {
                let RowSource::Each { parent, .. } = plan.row_source else { return Ok(Vec::new()) };
                let parent_row = self.scope.family(table, &Rows::Range(row..row + 1))?.places[0].parent;
                vec![(parent, *column, parent_row)]
            }
            Maker::Lookup { link: Link::Ref { target, by }, column } => {
                let mut reads = vec![own(by)];
                let picked = self.value(table, *by, row)?.made().flatten();
                if let Some(picked) = picked.and_then(|picked| picked.parse().ok()) {
                    reads.push((*target, *column, picked));
                }
                reads
            }
            maker => maker.reads().iter().map(own).collect(),
        };
        reads.extend(planned.when.iter().map(own));
        Ok(reads)
    }

    fn add_children(
        &self,
        to: &mut Explanation,
        table: TableIndex,
        column: ColumnIndex,
        row: u64,
        depth: usize,
    ) -> Result<(), DataError> {
        let maker = &self.plan().tables[table].columns[column].maker;
        let Maker::Aggregate { child, column, condition, .. } = maker else { return Ok(()) };
        let parents = Rows::Range(row..row + 1);
        let Some(counts) = self.look.count(2, 1, || self.scope.counts(*child, &parents))?.made() else {
            return Ok(());
        };
        let counted = cost::counted_before_children(self.plan(), *child, row);
        let first = self.look.count(2, counted, || self.scope.first_child(*child, row))?;
        let (start, cost) = match first {
            CellOrCost::Made(start) => (Some(start), None),
            CellOrCost::Dear(counted) => (None, Some(counted)),
        };
        let table = self.plan().tables[*child].name.clone();
        to.children = Some(ChildRows { table, count: counts[0], start, cost });
        for row in start.into_iter().flat_map(|start| start..start + counts[0]).take(CHILDREN_SHOWN_MAX) {
            for column in [column, condition].into_iter().flatten() {
                to.reads.push(self.cell(*child, *column, row, depth + 1)?);
            }
        }
        Ok(())
    }

    fn made_by(&self, table: TableIndex, column: ColumnIndex) -> String {
        let planned = &self.plan().tables[table].columns[column];
        let text = planned.maker.made_by(planned.unique, self.plan());
        let clamps = if planned.min.is_some() || planned.max.is_some() { ", clamped" } else { "" };
        let nulls = if planned.nulls > 0 { ", null by a separate draw" } else { "" };
        format!("{text}{clamps}{nulls}")
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "", "")
    }
}

impl Explanation {
    /// Whether nothing was left out for what it costs.
    pub fn is_complete(&self) -> bool {
        let children = self.children.as_ref().is_none_or(|children| children.cost.is_none());
        self.cost.is_none() && children && self.reads.iter().all(Explanation::is_complete)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, first: &str, rest: &str) -> fmt::Result {
        let value = match (&self.value, self.cost, &self.row_key) {
            (_, Some(counted), None) => format!("not located: {} rows would have to be counted", about(counted)),
            (_, Some(cells), Some(_)) => format!("left out: costs {} cells", about(cells)),
            (value, None, _) => value.clone().unwrap_or("null".to_owned()),
        };
        writeln!(f, "{first}{}[{}] = {value}  ({})", self.cell, self.row, self.ty)?;
        let bar = if self.reads.is_empty() { "  " } else { "│ " };
        writeln!(f, "{rest}{bar}{}", self.made_by)?;
        for (number, bits) in &self.draws {
            let row_key = self.row_key.as_deref().unwrap_or_default();
            writeln!(f, "{rest}{bar}draw {number} = {bits} (row key {row_key})")?;
        }
        for note in &self.notes {
            writeln!(f, "{rest}{bar}{note}")?;
        }
        if let Some(children) = &self.children {
            children.write(f, &format!("{rest}{bar}"))?;
        }
        for (number, read) in self.reads.iter().enumerate() {
            match number + 1 == self.reads.len() {
                true => read.write(f, &format!("{rest}└─ "), &format!("{rest}   "))?,
                false => read.write(f, &format!("{rest}├─ "), &format!("{rest}│  "))?,
            }
        }
        Ok(())
    }
}

impl ChildRows {
    fn write(&self, f: &mut fmt::Formatter<'_>, before: &str) -> fmt::Result {
        let ChildRows { table, count, start, cost } = self;
        write!(f, "{before}{count} rows of {table}")?;
        if let Some(start) = start {
            write!(f, ": {start}..{}", start + count)?;
        }
        if let Some(counted) = cost {
            write!(f, ", not shown: finding them takes counting {} rows", about(*counted))?;
        }
        let shown = CHILDREN_SHOWN_MAX as u64;
        writeln!(
            f,
            "{}",
            if start.is_some() && *count > shown { format!(", the first {shown} shown") } else { String::new() }
        )
    }
}
