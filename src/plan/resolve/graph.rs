//! The walk: every node once, what it reads first; cycles are found by it.
//!
//! ```text
//! orders.phone → orders.country → orders.customer_id → customers.id → rows of customers
//! ```
//!
//! Depth-first and recursive, with the current path kept in `walk`; a cycle is printed from that path. Sorting
//! topologically beforehand was rejected: the edges are only known once paths are resolved, which is most of the
//! work.

use super::{ColumnFacts, NodeState, ResolvedColumn, Resolver, RowBounds};
use crate::plan::maker::{ColumnIndex, TableIndex};
use crate::spec::fault::Fault;
use crate::spec::source::Span;

/// The most nodes that may wait for each other in a row: the walk recurses that deep. Each level takes several stack
/// frames, so this bounds the stack.
const CHAIN_MAX: usize = 80;

/// What a value can depend on.
///
/// A column's cells and a table's shape are apart because they may depend on each other: `count:` may name a column
/// of the parent, and columns need to know how many rows there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GraphNode {
    /// The cells of a column.
    Column(TableIndex, ColumnIndex),
    /// How many rows a table has, and which of them belong to which parent row.
    Rows(TableIndex),
}

impl Resolver<'_> {
    /// Resolves every table and column.
    ///
    /// In the spec's order, which decides only the order of faults; they are sorted by place in the end.
    pub(super) fn walk(&mut self) {
        for table in 0..self.tables.len() {
            self.row_bounds(table);
            for column in 0..self.spec.tables[table].columns.len() {
                self.column(table, column);
            }
        }
    }

    /// A column and, before it, what it reads; `None` when a fault is recorded for it or for something it needs.
    ///
    /// Idempotent and cheap after the first call. Hidden columns are ready from the start.
    pub(super) fn column(&mut self, table: TableIndex, column: ColumnIndex) -> Option<ColumnFacts> {
        match &self.tables[table].columns[column] {
            NodeState::Ready(ResolvedColumn { column, .. }) => {
                return Some(ColumnFacts { ty: column.ty, nullable: column.nullable, dictionary: column.dictionary });
            }
            NodeState::Failed => return None,
            NodeState::Running => return self.cycle(GraphNode::Column(table, column)),
            NodeState::Waiting => {}
        }
        self.enter(GraphNode::Column(table, column))?;
        self.tables[table].columns[column] = NodeState::Running;
        let resolved = self.build(table, column);
        self.walk.pop();
        self.tables[table].columns[column] = resolved.map_or(NodeState::Failed, NodeState::Ready);
        match self.tables[table].columns[column] {
            NodeState::Ready(_) => self.column(table, column),
            _ => None,
        }
    }

    /// A table's shape and, before it, what it depends on.
    ///
    /// As [`Resolver::column`], for shapes.
    pub(super) fn row_bounds(&mut self, table: TableIndex) -> Option<RowBounds> {
        match &self.tables[table].row_source {
            NodeState::Ready((_, bounds)) => return Some(*bounds),
            NodeState::Failed => return None,
            NodeState::Running => return self.cycle(GraphNode::Rows(table)),
            NodeState::Waiting => {}
        }
        self.enter(GraphNode::Rows(table))?;
        self.tables[table].row_source = NodeState::Running;
        let row_source = self.build_row_source(table);
        self.walk.pop();
        self.tables[table].row_source = row_source.map_or(NodeState::Failed, NodeState::Ready);
        self.resolved_bounds(table)
    }

    /// Goes one node deeper.
    ///
    /// # Errors
    /// `None` with a fault when the chain is too long; the node then stays `Waiting`, and others may reach it by a
    /// shorter way.
    fn enter(&mut self, node: GraphNode) -> Option<()> {
        if self.walk.len() < CHAIN_MAX {
            self.walk.push(node);
            return Some(());
        }
        let message = format!("{} is the end of a chain of more than {CHAIN_MAX} columns", self.node_name(node));
        self.fault(Fault::new(self.node_span(node), message).help("Let fewer columns depend on each other in a row."))
    }

    /// Records the cycle that `node` closes, beginning with the part that stands first in the spec.
    ///
    /// ```text
    /// shop.yaml:9:7: values depend on themselves: orders.a → orders.b → orders.a
    /// ```
    ///
    /// Every part of the cycle is marked. All columns on it fail, so the cycle is reported once.
    fn cycle<T>(&mut self, node: GraphNode) -> Option<T> {
        let start = self.walk.iter().position(|on_the_way| *on_the_way == node).unwrap_or(0);
        let mut cycle = self.walk[start..].to_vec();
        let first = (0..cycle.len()).min_by_key(|index| self.node_span(cycle[*index])).unwrap_or(0);
        cycle.rotate_left(first);
        let names: Vec<String> = cycle.iter().chain(cycle.first()).map(|node| self.node_name(*node)).collect();
        let mut fault =
            Fault::new(self.node_span(cycle[0]), format!("values depend on themselves: {}", names.join(" → ")));
        for (index, node) in cycle.iter().enumerate().skip(1) {
            fault = fault.also(self.node_span(*node), format!("depends on {}", names[index + 1]));
        }
        fault = fault.label(format!("depends on {}", names.get(1).map_or("", String::as_str)));
        self.fault(fault.help("Break the circle: let one of them come from something else."))
    }

    /// `orders.total`, or `rows of orders`.
    fn node_name(&self, node: GraphNode) -> String {
        match node {
            GraphNode::Column(table, column) => self.place(table, column),
            GraphNode::Rows(table) => format!("rows of {}", self.table_name(table)),
        }
    }

    /// Where a node is declared.
    fn node_span(&self, node: GraphNode) -> Span {
        match node {
            GraphNode::Column(table, column) => self.span(table, column),
            GraphNode::Rows(table) => self.spec.tables[table].name.span,
        }
    }
}
