//! What one cell of a column costs, in cells that have to be made for it.
//!
//! Tables of one family are made together, block by block, and each cell of a block is made once however many columns
//! read it: folds of a row's own children and lookups of its parent are free. What is paid repeatedly is a lookup in
//! a table by a picked row: nothing around that row is in memory. There a column costs all that it is made from: a fold
//! its mean number of children, a chain its whole group, and what it looks up in turn. Tables of at most
//! [`KEPT_ROWS_MAX`] rows are made once and kept, so that looking into them costs nothing more.
//!
//! Estimates, by means, of which only the order of magnitude matters: a plan above [`CELLS_MAX`] is refused.

use std::collections::BTreeMap;

use super::maker::{ChildCount, ColumnIndex, Link, Maker, NumberDistribution, RowSource, TableIndex};
use super::model::{Column, Plan};
use crate::values::random::{Key, draw};
use crate::values::sampler::DiscreteSampler;

/// The most cells that one cell may cost.
pub const CELLS_MAX: u64 = 64;

/// Tables with at most this many rows are evaluated once and kept where other tables refer to their columns.
pub const KEPT_ROWS_MAX: u64 = 65_536;

/// Draws from which the mean of a count is taken.
const DRAWS: u32 = 4_096;

/// A column that costs too much.
#[derive(Clone, Debug, PartialEq)]
pub struct CostlyColumn {
    /// The table.
    pub table: TableIndex,
    /// The column.
    pub column: ColumnIndex,
    /// The cells that one of its cells costs.
    pub cells: u64,
    /// The most expensive path to what it is made from, step by step, beginning with itself: `orders.total`.
    pub path: Vec<String>,
}

/// The columns of the spec whose cells cost more than [`CELLS_MAX`].
///
/// Not counted: what is made twice where the family of a single parent fills several batches.
pub fn excesses(plan: &Plan) -> Vec<CostlyColumn> {
    let mut costs = CostTable::new(plan);
    let columns = plan.tables.iter().enumerate().flat_map(|(table, planned)| {
        let looks = planned.columns.iter().enumerate().filter(|(_, column)| column.line > 0);
        looks.map(move |(column, _)| (table, column)).collect::<Vec<_>>()
    });
    let costly = columns.filter_map(|(table, column)| {
        let cells = 1.0 + costs.beside_its_block(table, column);
        let path = || costs.path(table, column);
        (cells > CELLS_MAX as f64).then(|| CostlyColumn { table, column, cells: cells as u64, path: path() })
    });
    costly.collect()
}

/// About how many cells a cell of a column costs, itself included, where nothing around its row is in memory.
pub fn cells_alone(plan: &Plan, table: TableIndex, column: ColumnIndex) -> u64 {
    CostTable::new(plan).cells((table, column, RowContext::Nothing)) as u64
}

/// About how many rows a table has.
pub fn row_count(plan: &Plan, table: TableIndex) -> u64 {
    CostTable::new(plan).rows[table] as u64
}

/// About how many rows must be counted to know whose children the first rows of a table are, up to `row`.
pub fn counted_before(plan: &Plan, table: TableIndex, row: u64) -> u64 {
    let costs = CostTable::new(plan);
    let (mut counted, mut rows, mut at) = (0.0, row as f64, table);
    while let RowSource::Each { parent, count } = &plan.tables[at].row_source {
        // Infinite where no parent has children: then all of them are counted.
        rows = (rows / costs.group_rows[at]).min(costs.rows[*parent]);
        counted += if matches!(count, ChildCount::Fixed(_)) { 0.0 } else { rows };
        at = *parent;
    }
    counted as u64
}

/// About how many rows must be counted to know which rows of `child` are the children of row `parent_row`.
pub fn counted_before_children(plan: &Plan, child: TableIndex, parent_row: u64) -> u64 {
    let RowSource::Each { parent, count } = &plan.tables[child].row_source else { return 0 };
    let own = if matches!(count, ChildCount::Fixed(_)) { 0 } else { parent_row };
    counted_before(plan, *parent, parent_row).saturating_add(own)
}

/// Where the row of a cell stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RowContext {
    /// Alone: a picked row.
    Nothing,
    /// Among all the children of its parent.
    Siblings,
}

type CostNode = (TableIndex, ColumnIndex, RowContext);

struct CostTable<'p> {
    plan: &'p Plan,
    /// The mean number of rows of a table, and of the rows that one parent row has.
    rows: Vec<f64>,
    group_rows: Vec<f64>,
    known: BTreeMap<CostNode, f64>,
}

impl<'p> CostTable<'p> {
    fn new(plan: &'p Plan) -> Self {
        let group_rows: Vec<f64> = plan.tables.iter().map(|table| group_rows(plan, &table.row_source)).collect();
        let rows = (0..plan.tables.len()).map(|table| rows(plan, &group_rows, table)).collect();
        CostTable { plan, rows, group_rows, known: BTreeMap::new() }
    }

    /// The cells that must be made for one cell of a block besides those of the block.
    fn beside_its_block(&mut self, table: TableIndex, column: ColumnIndex) -> f64 {
        let looks = match self.plan.tables[table].columns[column].maker {
            Maker::Lookup { link: Link::Ref { target, .. }, column } => self.looked_up(target, column),
            _ => None,
        };
        let looked_up = looks.map_or(0.0, |node| self.cells(node));
        // Hidden columns are read by one column only: paths of several steps, conditions.
        let parts = self.parts((table, column, RowContext::Siblings)).into_iter().map(|(part, _)| part);
        let hidden = parts.filter(|(table, column, _)| self.plan.tables[*table].columns[*column].line == 0);
        let hidden: Vec<CostNode> = hidden.filter(|part| Some(*part) != looks).collect();
        looked_up + hidden.into_iter().map(|(table, column, _)| self.beside_its_block(table, column)).sum::<f64>()
    }

    /// What a lookup of a picked row makes; nothing where the table is kept or the cell follows from the row's number.
    fn looked_up(&self, target: TableIndex, column: ColumnIndex) -> Option<CostNode> {
        let is_number = matches!(self.plan.tables[target].columns[column].maker, Maker::Serial { .. });
        let is_kept = self.rows[target] <= KEPT_ROWS_MAX as f64;
        (!is_number && !is_kept).then_some((target, column, RowContext::Nothing))
    }

    /// The cells that one cell costs, itself included.
    fn cells(&mut self, node: CostNode) -> f64 {
        if let Some(cells) = self.known.get(&node) {
            return *cells;
        }
        let parts = self.parts(node);
        let cells = 1.0 + parts.into_iter().map(|(part, times)| times * self.cells(part)).sum::<f64>();
        self.known.insert(node, cells);
        cells
    }

    /// What a cell is made from, each with how many of its cells are made.
    fn parts(&self, node: CostNode) -> Vec<(CostNode, f64)> {
        let (table, column, around) = node;
        let Column { maker, when, .. } = &self.plan.tables[table].columns[column];
        // A fold along the siblings needs all of them; among them it is made once.
        if maker.goes_along_siblings() && around == RowContext::Nothing {
            return vec![((table, column, RowContext::Siblings), self.group_rows[table].max(1.0))];
        }
        let own = maker.reads().into_iter().chain(*when).map(|read| ((table, read, around), 1.0));
        let mut parts: Vec<(CostNode, f64)> = own.collect();
        match (maker, &self.plan.tables[table].row_source) {
            (Maker::Lookup { link: Link::Parent, column }, RowSource::Each { parent, .. }) => {
                parts.push(((*parent, *column, RowContext::Nothing), 1.0));
            }
            (Maker::Lookup { link: Link::Ref { target, by }, column }, _) => {
                parts.push(((table, *by, around), 1.0));
                parts.extend(self.looked_up(*target, *column).into_iter().map(|node| (node, 1.0)));
            }
            (Maker::Aggregate { child, column, condition, .. }, _) => {
                let folded = [*column, *condition].into_iter().flatten();
                parts.extend(folded.map(|of| ((*child, of, RowContext::Siblings), self.group_rows[*child])));
            }
            _ => {}
        }
        parts
    }

    /// The most expensive part of a column, the most expensive part of that, and so on.
    fn path(&self, table: TableIndex, column: ColumnIndex) -> Vec<String> {
        let mut path = vec![(table, column, RowContext::Siblings)];
        while let Some(&last) = path.last().filter(|_| path.len() < PATH_MAX) {
            let cost = |(part, times): &(CostNode, f64)| times * self.known.get(part).copied().unwrap_or(1.0);
            let parts = self.parts(last).into_iter().filter(|(part, _)| !path.contains(part));
            let Some((dearest, _)) = parts.max_by(|a, b| cost(a).total_cmp(&cost(b))) else { break };
            path.push(dearest);
        }
        let shown = path.iter().filter(|(table, column, _)| self.plan.tables[*table].columns[*column].line > 0);
        let mut names: Vec<String> = shown
            .map(|(table, column, _)| {
                let table = &self.plan.tables[*table];
                format!("{}.{}", table.name, table.columns[*column].name)
            })
            .collect();
        names.dedup();
        names
    }
}

/// The most steps of a path that are reported.
const PATH_MAX: usize = 16;

/// The mean number of rows of a table.
fn rows(plan: &Plan, group_rows: &[f64], table: TableIndex) -> f64 {
    let mut rows = 1.0;
    let mut at = table;
    loop {
        match plan.tables[at].row_source {
            RowSource::Root { row_count } => return rows * row_count as f64,
            RowSource::Each { parent, .. } => {
                rows *= group_rows[at];
                at = parent;
            }
        }
    }
}

/// The mean number of rows that a parent row has; of a root table, all.
fn group_rows(plan: &Plan, row_source: &RowSource) -> f64 {
    match row_source {
        RowSource::Root { row_count } => *row_count as f64,
        RowSource::Each { count: ChildCount::Fixed(count), .. } => *count as f64,
        RowSource::Each { count: ChildCount::Distribution { distribution, zero, min, max }, .. } => {
            let some = 1.0 - *zero as f64 / 18_446_744_073_709_551_616.0;
            some * mean(distribution, *min as f64, *max as f64)
        }
        RowSource::Each { parent, count: ChildCount::Column(column) } => {
            column_mean(&plan.tables[*parent].columns[*column])
        }
    }
}

/// The mean of a distribution's values brought between two bounds, from draws that are always the same.
fn mean(distribution: &DiscreteSampler, min: f64, max: f64) -> f64 {
    let values = (0..DRAWS).map(|number| (distribution.sample(draw(Key(0), 0, number)) as f64).clamp(min, max));
    values.sum::<f64>() / f64::from(DRAWS)
}

/// The mean of an int column, as far as its distribution gives one; otherwise 1.
fn column_mean(column: &Column) -> f64 {
    match &column.maker {
        Maker::Number(NumberDistribution::Discrete(distribution)) => mean(distribution, 0.0, f64::MAX),
        Maker::Number(NumberDistribution::Exact { low, high }) => ((*low as f64 + *high as f64) / 2.0).max(0.0),
        _ => 1.0,
    }
}
