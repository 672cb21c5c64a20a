//! Spec + tenant → plan: names become indices, literals get types, every size and distribution becomes a sampler.
//!
//! All faults are found at once. What a fault concerns is left out of the plan in the making, and what depends on it
//! stays silent, so that one slip gives one message.
//!
//! The work is one walk over a graph: a node is a column or a table's row source (how many rows, and whose children), and
//! resolving a node resolves what it reads first ([`graph`]). A node met while it is being resolved is a cycle. After
//! the walk everything has a type; keys, unique columns, references and given rows are checked then.
//!
//! Must never read a clock, a database or the environment, and never depend on the order of tables or columns: what a
//! column is made from depends on names only.
//!
//! | step | files |
//! |---|---|
//! | inputs of the tenant over the defaults of the spec | `inputs.rs` |
//! | whose children each table's rows are | `shape.rs` |
//! | the walk: shapes and columns, what they read first | `graph.rs`, `columns.rs`, `kinds/`, `modifiers.rs`, `paths.rs` |
//! | given cells of listed rows | `given.rs` |
//! | keys, unique columns, indexes | `keys.rs`, `unique.rs` |
//! | foreign keys, checks | `foreign.rs`, `checks.rs` |
//! | cells that cost too many others | `plan/cost.rs`, only if there is no fault |
//!
//! Functions return `Option`: `None` means that a fault has been recorded, here or where the missing part is, so
//! callers pass it on with `?` and never add a message of their own. A `Result` with the fault inside was rejected,
//! because one function can record several.
//!
//! Indices into `spec.tables` and their columns are also those of the plan; hidden columns come after the spec's, in
//! the order in which they are first asked for. That order may change between versions: keys are hashed from names,
//! never from indices.

mod args;
mod checks;
mod column_draft;
mod columns;
mod distributions;
mod followed;
mod foreign;
mod given;
mod graph;
mod inputs;
mod instant;
mod keys;
mod kinds;
mod literal;
mod modifiers;
mod names;
mod paths;
mod row_source;
#[cfg(test)]
mod tests;
mod unique;

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use super::cost::{self, CostlyColumn};
use super::maker::{ColumnIndex, RowSource, TableIndex};
use super::model::{Column, Plan, Table};
use super::types::Type;
use crate::spec::fault::{Fault, Faults, SourceFaults};
use crate::spec::model::{ColumnSpec, RowsSpec, Spec};
use crate::spec::parse::Draft;
use crate::spec::shown::thousands;
use crate::spec::source::Span;

pub use inputs::Inputs;
pub use literal::text as literal_text;

/// The plan of a spec for one tenant.
///
/// # Errors
/// Every fault of the spec and of the inputs at once, with places, reasons and help: those that the draft has already,
/// and those of everything that could be read and depends on nothing that could not.
///
/// Cost: O(columns + paths); samplers of distributions are the expensive part, up to 0.1 s each. No row is made.
///
/// The plan owns everything it needs, so the draft and the inputs may be dropped.
pub fn resolve(draft: &Draft, inputs: &Inputs) -> Result<Plan, SourceFaults> {
    let Draft { spec, faults } = draft;
    let mut faults = faults.clone();
    let env = inputs::ResolvedInputs::new(spec, inputs, &mut faults);
    let mut resolver = Resolver::new(spec, env, faults);
    resolver.link_parents();
    resolver.walk();
    let tables = resolver.finish();
    let Resolver { env, faults, .. } = resolver;
    faults.or_reject(&spec.source, ())?;
    let plan = Plan {
        dataset: spec.dataset.value.clone(),
        language: spec.language.value,
        spec_digest: format!("{:032x}", xxh3_128(spec.source.text.as_bytes())),
        tenant: env.tenant.clone(),
        seed: env.seed,
        as_of: env.as_of.unwrap_or_default(),
        params: env.param_texts(),
        tables,
    };
    // Costs follow edges between columns, so they are only counted where all edges exist.
    let mut faults = Faults::default();
    cost::excesses(&plan).into_iter().for_each(|excess| faults.push(too_dear(spec, excess)));
    faults.or_reject(&spec.source, plan)
}

/// The fault of a column whose cells cost too many others; reported when nothing else is wrong, as only then is it known.
fn too_dear(spec: &Spec, CostlyColumn { table, column, cells, path }: CostlyColumn) -> Fault {
    let (table, column) = (&spec.tables[table], &spec.tables[table].columns[column]);
    let (name, of, most) = (&column.name, &table.name.value, cost::CELLS_MAX);
    let cells = thousands(cells);
    let message = format!("column \"{of}.{}\": each cell costs {cells} cells, must be <= {most}", name.value);
    let help = format!(
        "Most expensive path: {}, recomputed for every row that looks it up. Look up a drawn column, or keep that \
         table at {} rows or fewer so that it is cached.",
        path.join(" → "),
        thousands(cost::KEPT_ROWS_MAX),
    );
    Fault::new(name.span, message).help(help)
}

/// A plan in the making.
///
/// Lives for one call of [`resolve`]. `'a` is the draft's lifetime: names and spans are borrowed from it.
struct Resolver<'a> {
    spec: &'a Spec,
    env: inputs::ResolvedInputs,
    tables: Vec<TableDraft>,
    /// The nodes that are being resolved, the outermost first.
    walk: Vec<graph::GraphNode>,
    faults: Faults,
}

/// A table in the making.
///
/// `columns` only grows, so an index stays valid once it has been handed out.
struct TableDraft {
    /// The parent, where it is known and the chain of parents ends.
    parent: Option<TableIndex>,
    row_source: NodeState<(RowSource, RowBounds)>,
    /// The spec's columns in order, then hidden ones.
    columns: Vec<NodeState<ResolvedColumn>>,
    /// What the hidden columns stand for.
    hidden: BTreeMap<HiddenColumn, ColumnIndex>,
}

/// How far a node is.
///
/// A depth-first search with three colours (white, grey, black) that keeps black apart from failed.
enum NodeState<T> {
    /// Not looked at yet.
    Waiting,
    /// Being resolved: a node that needs it now closes a cycle.
    Running,
    /// Its fault is recorded, or that of something it needs.
    Failed,
    /// Resolved.
    Ready(T),
}

/// How many rows a table has at least and at most; `None`: no limit is known.
///
/// Rows, not bytes. For 100 customers with a Poisson count of orders and `max: 9`: 0 to 900 orders, at most 9 for a
/// parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RowBounds {
    min: u64,
    max: Option<u64>,
    /// The most rows that one parent has; 1 for the row of a root table.
    group_max: Option<u64>,
}

/// A resolved column and what is known about its values.
#[derive(Clone, Debug)]
struct ResolvedColumn {
    column: Column,
    uniqueness: Uniqueness,
}

/// Whether a column can be without repeats.
///
/// Computed for every column, not only for those that must be unique: composite keys and templates ask for it too.
#[derive(Clone, Debug)]
enum Uniqueness {
    /// It always is.
    Always,
    /// It can be, for up to this many rows.
    UpTo(u64),
    /// It is not, and why: the end of a sentence that begins with the column.
    Never(String),
}

/// What those who read a column need to know.
///
/// A copy instead of a reference, because the resolver is borrowed mutably while columns are built.
#[derive(Clone, Copy, Debug)]
struct ColumnFacts {
    ty: Type,
    nullable: bool,
    dictionary: bool,
}

/// What a hidden column stands for; no two of a table stand for the same.
///
/// The key of a map, so that two paths to one value share a column, and the engine makes it once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HiddenColumn {
    /// A column of the parent, or through a ref column of this table (`by`).
    Lookup { by: Option<ColumnIndex>, column: ColumnIndex },
    /// The row index that a ref column picks.
    Pick(ColumnIndex),
    /// A part of a helper column's name or address.
    Part { helper: ColumnIndex, part: String },
    /// A condition, by its text.
    Condition(String),
    /// The dataset's "now".
    AsOf,
}

impl<'a> Resolver<'a> {
    /// A resolver before its first step.
    ///
    /// Nothing is resolved yet.
    fn new(spec: &'a Spec, env: inputs::ResolvedInputs, faults: Faults) -> Self {
        let draft = |columns: usize| TableDraft {
            parent: None,
            row_source: NodeState::Waiting,
            columns: (0..columns).map(|_| NodeState::Waiting).collect(),
            hidden: BTreeMap::new(),
        };
        let tables = spec.tables.iter().map(|table| draft(table.columns.len())).collect();
        Resolver { spec, env, tables, walk: Vec::new(), faults }
    }

    /// Records a fault; whatever it was needed for is left out.
    ///
    /// Always `None`, so that `return self.fault(…)` fits every return type.
    fn fault<T>(&mut self, fault: Fault) -> Option<T> {
        self.faults.push(fault);
        None
    }

    /// The spec of a column that is not hidden.
    fn column_spec(&self, table: TableIndex, column: ColumnIndex) -> Option<&'a ColumnSpec> {
        self.spec.tables[table].columns.get(column)
    }

    /// The name that the spec gives a table, not the one in files and stores.
    fn table_name(&self, table: TableIndex) -> &'a str {
        &self.spec.tables[table].name.value
    }

    /// `orders.total`
    fn place(&self, table: TableIndex, column: ColumnIndex) -> String {
        format!("{}.{}", self.table_name(table), self.column_name(table, column))
    }

    /// The name of a column, hidden ones included; those begin with `~`, which no name in a spec can.
    fn column_name(&self, table: TableIndex, column: ColumnIndex) -> &str {
        match self.column_spec(table, column) {
            Some(spec) => &spec.name.value,
            None => self.resolved(table, column).map_or("?", |resolved| &resolved.column.name),
        }
    }

    /// Where a column stands; hidden ones have their table's place.
    fn span(&self, table: TableIndex, column: ColumnIndex) -> Span {
        self.column_spec(table, column).map_or(self.spec.tables[table].name.span, |spec| spec.name.span)
    }

    /// The table called `name`; O(tables), of which a spec has dozens at most.
    fn table_index(&self, name: &str) -> Option<TableIndex> {
        self.spec.tables.iter().position(|table| table.name.value == name)
    }

    /// Whether there is a table called `name`, if only one that could not be read.
    fn is_table(&self, name: &str) -> bool {
        self.table_index(name).is_some() || self.spec.unread.has(name)
    }

    /// A column of the spec by its name.
    fn column_index(&self, table: TableIndex, name: &str) -> Option<ColumnIndex> {
        self.spec.tables[table].columns.iter().position(|column| column.name.value == name)
    }

    /// Whether a column is there but could not be read: its fault is recorded.
    fn is_unread(&self, table: TableIndex, name: &str) -> bool {
        self.spec.tables[table].unread.has(name)
    }

    /// Whether a table has a parent that is not known: it could not be read or is in a circle, which is reported.
    fn parent_is_unknown(&self, table: TableIndex) -> bool {
        let has_own_rows = matches!(self.spec.tables[table].rows, RowsSpec::Sized(_) | RowsSpec::Listed(_));
        self.tables[table].parent.is_none() && !has_own_rows
    }

    /// A column that is resolved already.
    fn resolved(&self, table: TableIndex, column: ColumnIndex) -> Option<&ResolvedColumn> {
        match self.tables[table].columns.get(column)? {
            NodeState::Ready(resolved) => Some(resolved),
            _ => None,
        }
    }

    /// The bounds of a table whose row source is resolved already.
    fn resolved_bounds(&self, table: TableIndex) -> Option<RowBounds> {
        match &self.tables[table].row_source {
            NodeState::Ready((_, bounds)) => Some(*bounds),
            _ => None,
        }
    }

    /// The tables with everything that needs all columns resolved. Incomplete where there are faults.
    ///
    /// The order of the calls matters: given cells may make a column unique, constraints must be known before foreign
    /// keys point at them, and loops are looked for in the keys found.
    fn finish(&mut self) -> Vec<Table> {
        self.give_rows();
        let constraints: Vec<_> = (0..self.tables.len()).map(|table| self.constraints(table)).collect();
        let foreign_keys: Vec<_> = (0..self.tables.len()).map(|table| self.foreign_keys(table)).collect();
        let checks: Vec<_> = (0..self.tables.len()).map(|table| self.checks(table)).collect();
        foreign_keys.iter().enumerate().for_each(|(table, keys)| self.check_loops(table, keys));
        let mut tables = Vec::new();
        for (index, ((constraints, foreign_keys), checks)) in
            constraints.into_iter().zip(foreign_keys).zip(checks).enumerate()
        {
            let draft = &self.tables[index];
            let NodeState::Ready((row_source, _)) = &draft.row_source else { continue };
            let columns = (0..draft.columns.len()).filter_map(|column| self.resolved(index, column));
            tables.push(Table {
                name: self.table_name(index).to_owned(),
                stored_name: self.stored_table_name(index).to_owned(),
                columns: columns.map(|resolved| resolved.column.clone()).collect(),
                key: constraints.key,
                unique: constraints.unique,
                indexes: constraints.indexes,
                checks,
                foreign_keys,
                row_source: row_source.clone(),
                table_key: self.table_key(index),
            });
        }
        tables
    }
}
