//! Listed rows: the cells that a spec gives win over what would be made.
//!
//! ```yaml
//! plans:
//!   rows:
//!     - { id: 1, name: free }
//!     - { id: 2, name: pro, price: 49.00 }     # free's price is made
//! ```
//!
//! Given cells are literals, checked like all others: type, bounds, closed sets, reserved domains. In a child table
//! the list repeats for every parent. A given `ref` names a value, and the plan turns it into the row that has it,
//! because everything else about the ref goes through the row's number.

use std::collections::BTreeMap;

use super::args::ColumnTarget;
use super::kinds::person::is_reserved_domain;
use super::modifiers::order;
use super::{HiddenColumn, NodeState, Resolver, Uniqueness, literal};
use crate::plan::maker::{ColumnIndex, Link, Maker, Pick, RowSource, TableIndex};
use crate::plan::model::{ChoiceSet, Column};
use crate::plan::types::Type;
use crate::spec::fault::{did_you_mean, quote};
use crate::spec::model::{CountSpec, GivenCell, RowsSpec};
use crate::spec::source::Span;
use crate::spec::sql::Literal;

/// The given cells of one column: (row, place, literal).
/// `Literal::Null` stands for `null` in the list; a column that a row leaves out has no entry.
type GivenCells = Vec<(usize, Span, Literal)>;

impl<'a> Resolver<'a> {
    /// The rows that a table lists.
    ///
    /// `None` for tables whose rows are counted.
    pub(super) fn listed(&self, table: TableIndex) -> Option<&'a [Vec<GivenCell>]> {
        match &self.spec.tables[table].rows {
            RowsSpec::Listed(rows) | RowsSpec::Each { count: CountSpec::Listed(rows), .. } => Some(rows),
            _ => None,
        }
    }

    /// Whether some listed row gives a column no value.
    ///
    /// Asked before the cells are typed, since nullability is needed by whatever reads the column.
    pub(super) fn gives_null(&self, table: TableIndex, name: &str) -> bool {
        let mut cells = self.listed(table).unwrap_or_default().iter().flatten();
        cells.any(|cell| cell.column.value == name && cell.value.is_none())
    }

    /// The highest of the integers that listed rows give a column; those that do not fit have faults of their own.
    ///
    /// For the largest group size when `count:` names this column.
    pub(super) fn highest_given(&self, table: TableIndex, name: &str, ty: Type) -> Option<i64> {
        let cells = self.listed(table).unwrap_or_default().iter().flatten();
        let values = cells.filter(|cell| cell.column.value == name).filter_map(|cell| cell.value.as_ref());
        let ints = values.filter_map(|value| match literal::typed(&value.value, ty) {
            Ok(Literal::Int(value)) => Some(value),
            _ => None,
        });
        ints.max()
    }

    /// Puts the given cells into their columns; called after the walk.
    pub(super) fn give_rows(&mut self) {
        // First what stands alone, then refs, whose cells are looked up among the others.
        // Two passes over the tables instead of an order between them.
        for refs in [false, true] {
            for table in 0..self.tables.len() {
                self.give_table(table, refs);
            }
        }
    }

    /// The given cells of one table, refs or all others.
    fn give_table(&mut self, table: TableIndex, refs: bool) {
        let Some(rows) = self.listed(table) else { return };
        let mut by_column: BTreeMap<ColumnIndex, Vec<(usize, &GivenCell)>> = BTreeMap::new();
        for (row, cell) in rows.iter().enumerate().flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell))) {
            if let Some(column) = self.column_index(table, &cell.column.value) {
                by_column.entry(column).or_default().push((row, cell));
            }
        }
        for (column, cells) in by_column {
            if self.ref_path(table, column).is_some() == refs {
                self.give_column(table, column, &cells, rows.len());
            }
        }
    }

    /// The given cells of one column, checked and put into its plan.
    ///
    /// The cells replace what the maker would make in those rows; all other rows keep their values, since a cell depends on
    /// its own row only. Choices are widened by what was given, and the uniqueness is proven again from the cells.
    ///
    /// # Errors
    /// A column that is computed from others; a cell that [`Resolver::given_cell`] refuses; two equal cells where all must differ.
    fn give_column(&mut self, table: TableIndex, column: ColumnIndex, cells: &[(usize, &GivenCell)], rows: usize) {
        let Some(spec) = self.column_spec(table, column) else { return };
        let target = ColumnTarget { table, column, spec };
        let kind = spec.kind.value;
        if kind.computed {
            let message = format!("kind \"{}\" is computed, so no row can give it", kind.name);
            let fault = self.column_fault(target, cells[0].1.column.span, message);
            self.faults.push(fault.help("Give the cells that it is computed from, or change its kind."));
            return;
        }
        let Some(resolved) = self.resolved(table, column).map(|resolved| resolved.column.clone()) else { return };
        let literals: Vec<_> = cells.iter().map(|(row, cell)| self.given_cell(target, &resolved, *row, cell)).collect();
        let Some(literals) = literals.into_iter().collect::<Option<GivenCells>>() else { return };
        let uniqueness = self.given_uniqueness(target, &resolved, &literals, rows);
        // A ref's cells belong to its hidden pick, so that every lookup through it follows them.
        let place = match self.ref_path(table, column) {
            Some(_) => self.tables[table].hidden.get(&HiddenColumn::Pick(column)).copied().unwrap_or(column),
            None => column,
        };
        let picked = self.picked(target, &resolved, literals);
        let (Some(uniqueness), Some(literals)) = (uniqueness, picked) else { return };
        if let NodeState::Ready(resolved) = &mut self.tables[table].columns[place] {
            widen_choices(&mut resolved.column, &literals);
            resolved.column.given = vec![None; rows];
            literals.into_iter().for_each(|(row, _, literal)| resolved.column.given[row] = Some(literal));
        }
        if let (Some(uniqueness), NodeState::Ready(resolved)) = (uniqueness, &mut self.tables[table].columns[column]) {
            resolved.uniqueness = uniqueness;
        }
    }

    /// One cell as a literal of the column's type that meets its bounds, choices and domain.
    ///
    /// `null` is taken as it is: whether the column may hold it was checked with its modifiers. Gives the row, the place of the
    /// cell, which faults need later, and the literal.
    ///
    /// # Errors
    /// A text that is no value of the type, a number beyond `min` or `max`, a value that a closed set lacks, an e-mail address
    /// at a domain that may be registered.
    fn given_cell(
        &mut self,
        target: ColumnTarget,
        column: &Column,
        row: usize,
        cell: &GivenCell,
    ) -> Option<(usize, Span, Literal)> {
        let Some(value) = &cell.value else { return Some((row, cell.column.span, Literal::Null)) };
        let literal = self.typed_literal(target, value.span, &value.value, column.ty, "given cell")?;
        let below = column.min.as_ref().filter(|min| order(&literal, min).is_lt());
        let above = column.max.as_ref().filter(|max| order(&literal, max).is_gt());
        if let Some(bound) = below.or(above) {
            let message = format!("given cell {} passes the bound {}", value.value, literal::text(bound));
            let fault = self.column_fault(target, value.span, message);
            return self.fault(fault);
        }
        if let Some(set) = column.choices.as_ref().filter(|set| set.closed)
            && !set.texts.contains(&literal::text(&literal))
        {
            let message = format!("given cell {} is none of its choices, which are closed", quote(&value.value));
            let fault = self.column_fault(target, value.span, message);
            let near = did_you_mean(&value.value, set.texts.iter().map(String::as_str));
            return self.fault(fault.help(near.unwrap_or("Add it to the choices, or leave `closed` out.".to_owned())));
        }
        let domain = value.value.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(column.maker, Maker::Email { .. }) && !is_reserved_domain(&domain) {
            let fault = self.column_fault(
                target,
                value.span,
                format!("address {} may belong to a real person", quote(&value.value)),
            );
            return self.fault(
                fault.help("Use a domain below example.com, example.net, example.org, .example, .invalid or .test."),
            );
        }
        Some((row, value.span, literal))
    }

    /// What is known of repeats once cells are given; nothing new where it does not matter.
    ///
    /// The outer `None` is a fault. The inner one leaves the column's uniqueness as its maker has it.
    ///
    /// A column that is given in all rows with different values is unique without any permutation. One that is given
    /// in some rows can only be unique if what is made for the others cannot meet a given value, which is decidable
    /// for serials alone.
    fn given_uniqueness(
        &mut self,
        target: ColumnTarget,
        column: &Column,
        cells: &GivenCells,
        rows: usize,
    ) -> Option<Option<Uniqueness>> {
        let ColumnTarget { table, column: index, .. } = target;
        let is_root = self.tables[table].parent.is_none();
        let must = self.must_be_unique(table, index);
        if !is_root {
            self.check_given_distinct(target, cells, rows)?;
            if !must {
                return Some(None);
            }
            let one_parent =
                self.resolved_bounds(table).is_none_or(|bounds| bounds.max.is_some_and(|most| most <= rows as u64));
            if !one_parent {
                let fault =
                    self.column_fault(target, cells[0].1, "it must be unique, but the list repeats for every parent");
                return self.fault(fault);
            }
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (_, span, literal) in cells.iter().filter(|(.., literal)| *literal != Literal::Null) {
            let Some(first) = seen.insert(literal::text(literal), *span) else { continue };
            if must {
                let message = format!("it must be unique, but {} is given twice", quote(&literal::text(literal)));
                let fault = self.column_fault(target, *span, message).also(first, "the other one");
                return self.fault(fault);
            }
            return Some(None);
        }
        if cells.len() == rows {
            return Some(Some(Uniqueness::Always));
        }
        if must && !self.serial_fits(column, cells, rows) {
            let fault =
                self.column_fault(target, cells[0].1, "it must be unique, so it is given in all rows or in none");
            return self.fault(fault);
        }
        Some(None)
    }

    /// Refuses given refs that may be picked again under the same parent.
    ///
    /// `distinct` promises no row twice under one parent; picks do not know what the list gives.
    fn check_given_distinct(&mut self, target: ColumnTarget, cells: &GivenCells, rows: usize) -> Option<()> {
        let by = self.tables[target.table].hidden.get(&HiddenColumn::Pick(target.column)).copied();
        let pick = by.and_then(|by| self.resolved(target.table, by)).map(|resolved| &resolved.column.maker);
        if !matches!(pick, Some(Maker::Pick { pick: Pick::Distinct(_), .. })) {
            return Some(());
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for (_, span, literal) in cells.iter().filter(|(.., literal)| *literal != Literal::Null) {
            if let Some(first) = seen.insert(literal::text(literal), *span) {
                let message = format!("it is distinct, but {} is given twice", quote(&literal::text(literal)));
                let fault = self.column_fault(target, *span, message).also(first, "the other one");
                return self.fault(fault);
            }
        }
        if cells.len() == rows || seen.is_empty() {
            return Some(());
        }
        let message = "it is distinct, so it is given in all rows or in none";
        let fault = self.column_fault(target, cells[0].1, message);
        self.fault(
            fault.help(
                "A row that gives none might pick the same one again. Give it there too, or leave `distinct` out.",
            ),
        )
    }

    /// Whether the numbers of the rows that give none are not given in others.
    ///
    /// O(rows²) at worst, on lists that people write by hand.
    fn serial_fits(&self, column: &Column, cells: &GivenCells, rows: usize) -> bool {
        let Maker::Serial { start } = column.maker else { return false };
        let given: Vec<usize> = cells.iter().map(|(row, ..)| *row).collect();
        let left = (0..rows).filter(|row| !given.contains(row));
        let numbers: Vec<i64> = left.filter_map(|row| start.checked_add(row as i64)).collect();
        cells.iter().all(|(.., literal)| !matches!(literal, Literal::Int(value) if numbers.contains(value)))
    }

    /// The cells of a ref as row indices of its table; other cells as they are.
    ///
    /// Row numbers of the target, as `Literal::Int`; nulls stay.
    fn picked(&mut self, target: ColumnTarget, column: &Column, cells: GivenCells) -> Option<GivenCells> {
        let (to, of) = match column.maker {
            Maker::Lookup { link: Link::Ref { target: to, .. }, column: of } => (to, of),
            Maker::Pick { .. } => {
                let fault = self.column_fault(target, cells[0].1, "a link to a composite key cannot be given");
                return self.fault(fault);
            }
            _ => return Some(cells),
        };
        let rows: Vec<_> = cells
            .into_iter()
            .map(|(row, span, literal)| Some((row, span, self.picked_row(target, to, of, span, literal)?)))
            .collect();
        rows.into_iter().collect()
    }

    /// The index of the target's row that shows the given value; null stays.
    ///
    /// A ref keeps row indices, not values, so the row must be known while planning: it is listed in the target, or the
    /// target counts with `serial` and has its own `rows:`. Looking for a value among drawn cells would make the whole table.
    ///
    /// # Errors
    /// A target whose size is drawn; a value that no such row has.
    fn picked_row(
        &mut self,
        target: ColumnTarget,
        to: TableIndex,
        of: ColumnIndex,
        span: Span,
        literal: Literal,
    ) -> Option<Literal> {
        if literal == Literal::Null {
            return Some(literal);
        }
        let far = &self.resolved(to, of)?.column;
        let NodeState::Ready((RowSource::Root { row_count }, _)) = &self.tables[to].row_source else {
            let message =
                format!("cells of a ref can be given only if \"{}\" has its own `rows:`", self.table_name(to));
            let fault = self.column_fault(target, span, message);
            return self.fault(fault);
        };
        // Listed rows first, as they win over what a serial would have made.
        let listed = far.given.iter().position(|given| given.as_ref() == Some(&literal));
        let counted = match (&far.maker, &literal) {
            (Maker::Serial { start }, Literal::Int(value)) => {
                value.checked_sub(*start).and_then(|at| usize::try_from(at).ok())
            }
            _ => None,
        };
        // A row that is given another number is not the one that would have had this.
        let counted = counted.filter(|at| far.given.get(*at).is_none_or(Option::is_none) && (*at as u64) < *row_count);
        match listed.or(counted) {
            Some(at) => Some(Literal::Int(at as i64)),
            None => {
                let message = format!(
                    "no row of \"{}\" is known to have {} {}",
                    self.table_name(to),
                    self.column_name(to, of),
                    literal::text(&literal)
                );
                let fault = self.column_fault(target, span, message);
                self.fault(fault.help("Only a serial column, or one given in listed rows, can be named here."))
            }
        }
    }
}

/// Adds the given texts to an open set of choices: an enum that holds the column has them too.
///
/// A closed set is not widened: a given cell outside it is a fault.
fn widen_choices(column: &mut Column, cells: &GivenCells) {
    let Some(ChoiceSet { texts, closed: false }) = &mut column.choices else { return };
    for (.., literal) in cells {
        if let Literal::Text(text) = literal
            && !texts.contains(text)
        {
            texts.push(text.clone());
        }
    }
}
