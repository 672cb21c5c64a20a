//! Shapes: whose children a table's rows are, and how many.
//!
//! | spec | shape | bounds |
//! |---|---|---|
//! | `rows: 1_000` or `rows: $n * 2` | root | exact |
//! | `rows: [ {…}, {…} ]` | root | exact |
//! | `each: customers`, `count: 3` | fixed | parents × 3 |
//! | `each: customers`, `count: { poisson: 3 }` | drawn by the parent's key | 0, and the distribution's end where it has one |
//! | `each: customers`, `count: visits` | a column of the parent | 0, and the column's highest where it is known |
//! | `each: customers`, `rows: [ {…} ]` | fixed, the same list for each | parents × list |
//!
//! Sizes are bounds until the engine counts: the plan makes no row, so a drawn count is only known as a range.
//! `COUNT_MAX` (2^62) leaves room for sums in 64 bits.

use std::sync::Arc;

use super::{Resolver, RowBounds};
use crate::plan::maker::{ChildCount, Maker, NumberDistribution, RowSource, TableIndex};
use crate::plan::types::Type;
use crate::spec::fault::{Fault, did_you_mean};
use crate::spec::literal::Share;
use crate::spec::model::{CountSpec, DistributionSpec, RowsSpec, Spanned};
use crate::spec::size::{COUNT_MAX, Size};
use crate::spec::sql::Literal;

impl<'a> Resolver<'a> {
    /// Finds every table's parent; a circle of parents is a fault and leaves its tables without one.
    ///
    /// Before the walk, because paths need parents.
    ///
    /// A circle is cut, so that everything else about its tables can still be checked.
    pub(super) fn link_parents(&mut self) {
        for table in 0..self.tables.len() {
            self.tables[table].parent = self.parent_name(table).and_then(|parent| self.table_index(&parent.value));
        }
        let in_circle: Vec<_> = (0..self.tables.len()).filter_map(|table| self.parent_circle(table)).collect();
        for circle in in_circle {
            circle.iter().for_each(|table| self.tables[*table].parent = None);
            // Reported once, by the table that stands first.
            if circle.iter().all(|table| *table >= circle[0]) {
                self.parent_fault(&circle);
            }
        }
    }

    /// The parent as the spec names it.
    fn parent_name(&self, table: TableIndex) -> Option<&'a Spanned<String>> {
        match &self.spec.tables[table].rows {
            RowsSpec::Each { parent, .. } => Some(parent),
            RowsSpec::Sized(_) | RowsSpec::Listed(_) | RowsSpec::Unread => None,
        }
    }

    /// The tables from `table` up to itself again, if its chain of parents comes back to it.
    ///
    /// O(tables) per table. A chain that ends in a circle without coming back to `table` is cut by the length limit.
    fn parent_circle(&self, table: TableIndex) -> Option<Vec<TableIndex>> {
        let mut circle = vec![table];
        while circle.len() <= self.tables.len() {
            match self.tables[*circle.last()?].parent? {
                parent if parent == table => return Some(circle),
                parent => circle.push(parent),
            }
        }
        None
    }

    /// One message for the whole circle, with every `each:` in it marked.
    fn parent_fault(&mut self, circle: &[TableIndex]) {
        let names: Vec<&str> = circle.iter().chain(circle.first()).map(|table| self.table_name(*table)).collect();
        let Some(span) = self.parent_name(circle[0]).map(|parent| parent.span) else { return };
        let message = match circle {
            [table] => format!("table \"{}\" is its own parent", self.table_name(*table)),
            _ => format!("tables are each other's parents: {}", names.join(" → ")),
        };
        let mut fault = Fault::new(span, message).help("One table must have `rows:`; link the others by `ref:`.");
        for parent in circle.iter().skip(1).filter_map(|table| self.parent_name(*table)) {
            fault = fault.also(parent.span, "and this one");
        }
        self.faults.push(fault);
    }

    /// The shape of a table and its bounds; called by the walk.
    ///
    /// Resolves the parent's shape first, and the parent's column where `count:` names one.
    pub(super) fn build_row_source(&mut self, table: TableIndex) -> Option<(RowSource, RowBounds)> {
        match &self.spec.tables[table].rows {
            RowsSpec::Sized(size) => {
                let row_count = self.count_of(size)?;
                Some((RowSource::Root { row_count }, root_bounds(row_count)))
            }
            RowsSpec::Listed(rows) => {
                let row_count = rows.len() as u64;
                Some((RowSource::Root { row_count }, root_bounds(row_count)))
            }
            RowsSpec::Unread => None,
            RowsSpec::Each { count, .. } => {
                // Without one it is in a circle of parents, which is reported.
                let parent = self.tables[table].parent?;
                // Not yet `?`: the count is looked at even where the parent has a fault.
                let parent_bounds = self.row_bounds(parent);
                let (count, min, max) = self.count(table, parent, count)?;
                let bounds = self.child_bounds(table, parent_bounds?, min, max)?;
                Some((RowSource::Each { parent, count }, bounds))
            }
        }
    }

    /// The bounds of a child table from its parent's and from those of one group.
    ///
    /// `max` is unknown if either factor is. Products are 128 bits wide.
    fn child_bounds(&mut self, table: TableIndex, parent: RowBounds, min: u64, max: Option<u64>) -> Option<RowBounds> {
        let all = parent.max.zip(max).map(|(parents, each)| u128::from(parents) * u128::from(each));
        if let Some(all) = all.filter(|all| *all > u128::from(COUNT_MAX)) {
            let message =
                format!("table \"{}\" must have <= {COUNT_MAX} rows, it may have {all}", self.table_name(table));
            let span = self.spec.tables[table].name.span;
            return self.fault(Fault::new(span, message).help("Lower the counts of this table or of its parents."));
        }
        let rows = |all: u128| u64::try_from(all).unwrap_or(COUNT_MAX);
        Some(RowBounds {
            min: rows(u128::from(parent.min) * u128::from(min)).min(COUNT_MAX),
            max: all.map(rows),
            group_max: max,
        })
    }

    /// A size with its parameters put in: `$n * 2`.
    fn count_of(&mut self, size: &Spanned<Size>) -> Option<u64> {
        for (name, _) in size.value.params() {
            self.param(name)?;
        }
        match size.value.count(&|name| self.number_param(name)) {
            Ok(count) => Some(count),
            Err(fault) => self
                .fault(Fault::new(self.inside(size.span, fault.at, fault.len), fault.message).maybe_help(fault.help)),
        }
    }

    /// How many children, and at least and at most how many.
    ///
    /// The first two numbers of the result's bounds are inclusive; `None` is no limit.
    fn count(
        &mut self,
        table: TableIndex,
        parent: TableIndex,
        count: &CountSpec,
    ) -> Option<(ChildCount, u64, Option<u64>)> {
        match count {
            CountSpec::Size(size) => self.count_of(size).map(fixed),
            CountSpec::Listed(rows) => Some(fixed(rows.len() as u64)),
            CountSpec::Unread => None,
            CountSpec::Column(column) => self.count_column(table, parent, column),
            CountSpec::Distribution { distribution, zero, min, max } => {
                self.count_distribution(table, distribution, zero, [min, max])
            }
        }
    }

    /// A count that is a column of the parent, which must be an int. Nulls count as 0.
    ///
    /// Gives the count with its lowest and, where it is known, its highest value. The column is resolved first, so a count that
    /// depends on its own children is a cycle and reported as one.
    ///
    /// # Errors
    /// A name that the parent lacks; a column that is no int. Negative cells are errors of their row while generating.
    fn count_column(
        &mut self,
        table: TableIndex,
        parent: TableIndex,
        name: &Spanned<String>,
    ) -> Option<(ChildCount, u64, Option<u64>)> {
        let child = self.table_name(table);
        let Some(column) = self.column_index(parent, &name.value) else {
            if self.is_unread(parent, &name.value) {
                return None;
            }
            let message = format!(
                "table \"{child}\": its parent \"{}\" has no column \"{}\"",
                self.table_name(parent),
                name.value
            );
            let known = self.spec.tables[parent].columns.iter().map(|column| column.name.value.as_str());
            return self.fault(Fault::new(name.span, message).maybe_help(did_you_mean(&name.value, known)));
        };
        let facts = self.column(parent, column)?;
        if !matches!(facts.ty, Type::Int(_)) {
            let message = format!(
                "table \"{child}\": a count is an int column, \"{}\" is {}",
                self.place(parent, column),
                facts.ty
            );
            return self.fault(Fault::new(name.span, message));
        }
        // A column whose highest value is unknown leaves the table without a limit, which only matters to unique
        // columns.
        let drawn = self.resolved(parent, column).and_then(|resolved| highest(&resolved.column));
        // Cells that listed rows give take their places after the walk.
        let max = drawn
            .map(|drawn| self.highest_given(parent, &name.value, facts.ty).map_or(drawn, |given| given.max(drawn)));
        Some((ChildCount::Column(column), 0, max.and_then(|max| u64::try_from(max).ok())))
    }

    /// A count that is drawn for each parent, with the ends that it can have.
    ///
    /// With `zero: 20%`, a fifth of the parents have none, and the others at least one, so the share is exactly what
    /// was asked for.
    fn count_distribution(
        &mut self,
        table: TableIndex,
        spec: &Spanned<DistributionSpec>,
        zero: &Option<Spanned<Share>>,
        [min, max]: [&Option<Spanned<u64>>; 2],
    ) -> Option<(ChildCount, u64, Option<u64>)> {
        let distribution = self.discrete(spec.span, &spec.value)?;
        let (distribution_min, distribution_max) = super::distributions::range(&distribution);
        let floor = u64::from(zero.is_some());
        let low = min.as_ref().map_or(0, |min| min.value).max(floor);
        let high = max.as_ref().map_or(COUNT_MAX, |max| max.value);
        if low > high {
            let span = max.as_ref().or(min.as_ref()).map_or(spec.span, |bound| bound.span);
            let message =
                format!("table \"{}\": count must have min <= max, got {low} and {high}", self.table_name(table));
            let help = zero.is_some().then(|| "With `zero:` the others have at least one.".to_owned());
            return self.fault(Fault::new(span, message).maybe_help(help));
        }
        let clamp = |value: i64| u64::try_from(value).unwrap_or(0).clamp(low, high);
        let zero = zero.as_ref().map_or(0, |zero| super::distributions::share_bits(zero.value.0));
        let known_max = distribution_max.map(clamp).or(max.as_ref().map(|max| max.value));
        let known_min = if zero > 0 { 0 } else { clamp(distribution_min) };
        let count = ChildCount::Distribution { distribution: Arc::new(distribution), zero, min: low, max: high };
        Some((count, known_min, known_max))
    }
}

/// The bounds of a table without a parent.
///
/// A root table's size is exact; as one group it has one row per "parent".
fn root_bounds(row_count: u64) -> RowBounds {
    RowBounds { min: row_count, max: Some(row_count), group_max: Some(1) }
}

/// A count that is known now, with equal bounds.
///
/// The same for every parent.
fn fixed(count: u64) -> (ChildCount, u64, Option<u64>) {
    (ChildCount::Fixed(count), count, Some(count))
}

/// The highest value of an int column, where the plan knows it.
///
/// `None` where it is not known, not where there is none.
fn highest(column: &crate::plan::model::Column) -> Option<i64> {
    let drawn = match &column.maker {
        Maker::Number(NumberDistribution::Exact { high, .. }) => Some(*high),
        Maker::Number(NumberDistribution::Discrete(distribution)) => super::distributions::range(distribution).1,
        Maker::Constant(Literal::Int(value)) => Some(*value),
        _ => None,
    };
    match column.max {
        Some(Literal::Int(max)) => Some(drawn.map_or(max, |drawn| drawn.min(max))),
        _ => drawn,
    }
}
