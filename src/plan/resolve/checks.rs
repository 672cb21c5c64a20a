//! `check:` conditions over a row's own columns, which stores check too.
//!
//! ```yaml
//! check: { paid_late: "paid_at is null or paid_at >= ordered_at" }
//! ```
//!
//! A check is compiled twice: for the engine, as a hidden Boolean column over every batch, and for the store, as a
//! constraint in its own SQL. So it may only use what both compute alike (`plan/sql/portable.rs`), and only what a
//! store can see: written columns of the same row. A row for which the condition is null passes, as in SQL.
//!
//! Parameters are replaced by literals, because the constraint stands in the tenant's table and outlives the command
//! that made it.

use super::kinds::expression::param_literal;
use super::{Resolver, literal};
use crate::plan::maker::{Maker, TableIndex};
use crate::plan::model::Check;
use crate::plan::sql;
use crate::spec::fault::{Fault, did_you_mean, quote};
use crate::spec::model::CheckSpec;
use crate::spec::sql::{ExprInput, ExprInputKind, Literal, SqlFault};

impl Resolver<'_> {
    /// The conditions of a table; called after the walk.
    ///
    /// Checks with faults are left out; the plan is not made then anyway.
    pub(super) fn checks(&mut self, table: TableIndex) -> Vec<Check> {
        let spec = self.spec;
        spec.tables[table].checks.iter().filter_map(|check| self.check(table, check)).collect()
    }

    /// One check, or `None` with its faults recorded.
    ///
    /// A check becomes a constraint of the stores and a hidden bool column of the engine, so it must mean the same in all of
    /// them: it reads columns of its own row only, at least one of them, and no function that a store computes otherwise.
    ///
    /// # Errors
    /// A path into another table; no column at all; the name of a constraint that a closed set makes; SQL that is not portable.
    fn check(&mut self, table: TableIndex, check: &CheckSpec) -> Option<Check> {
        let reads = check.expr.paths();
        let is_own: Vec<bool> = reads.iter().map(|read| self.reads_own(table, check, read)).collect();
        if is_own.contains(&false) {
            return None;
        }
        if !reads.iter().any(|read| matches!(read.what, ExprInputKind::Path(_))) {
            let fault = self.check_fault(table, check, "it reads no column, so it holds for all rows or for none");
            return self.fault(fault);
        }
        if let Some(column) = self.closed_by(table, &check.name.value) {
            let message = format!("its name is that of the constraint which closes column {}", quote(&column));
            let fault = self.check_fault(table, check, message);
            return self.fault(fault.help("Give the check another name."));
        }
        let condition = self.condition(table, &check.node, &check.expr)?;
        let resolved = self.resolved(table, condition)?;
        let Maker::Sql { expr, .. } = &resolved.column.maker else { return None };
        // After typing: whether a store agrees depends on types, as with `/` over ints and over decimals.
        let faults = sql::unportable(expr);
        if !faults.is_empty() {
            faults.into_iter().for_each(|fault| self.sql_fault(&check.node, fault));
            return None;
        }
        let sql = self.without_params(check.node.as_scalar().unwrap_or_default(), &reads);
        Some(Check { name: check.name.value.clone(), sql, condition: Some(condition) })
    }

    /// The fault of a whole check, at its name.
    fn check_fault(&self, table: TableIndex, check: &CheckSpec, message: impl std::fmt::Display) -> Fault {
        let (table, name) = (self.table_name(table), &check.name.value);
        Fault::new(check.name.span, format!("check \"{name}\" of table \"{table}\": {message}"))
    }

    /// Whether something that a check reads is a parameter or a written column of the row; else its fault is recorded.
    ///
    /// A longer path is refused although the engine could follow it: no store evaluates a constraint over another
    /// table's rows.
    fn reads_own(&mut self, table: TableIndex, check: &CheckSpec, read: &ExprInput) -> bool {
        let ExprInputKind::Path(path) = &read.what else { return true };
        let spec = &self.spec.tables[table];
        let own = path.first().filter(|_| path.len() == 1);
        let of_row = own.and_then(|name| spec.columns.iter().find(|column| column.name.value == *name));
        if of_row.is_some_and(|column| !column.is_helper()) || own.is_some_and(|name| spec.unread.has(name)) {
            return true;
        }
        let shown = path.join(".");
        let written = spec.columns.iter().filter(|column| !column.is_helper()).map(|column| column.name.value.as_str());
        let (message, help) = match path.as_slice() {
            [_, _, ..] => (format!("a check reads columns of its own row, got the path {shown}"), None),
            [name] if name == "as_of" => (
                "a check cannot read as_of: rows that applications write are later".to_owned(),
                Some("Write a date, or compare two columns of the row.".to_owned()),
            ),
            _ if of_row.is_some() => {
                (format!("helper column {shown} is never written, so no store can check it"), None)
            }
            _ => (format!("unknown column {}", quote(&shown)), did_you_mean(&shown, written)),
        };
        let fault = SqlFault { at: read.at, len: read.len, message, help };
        self.sql_fault(&check.node, fault);
        false
    }

    /// The column whose set of values is closed by a constraint of this name.
    ///
    /// A closed set becomes a constraint named after its column; two constraints of one table cannot share a name.
    fn closed_by(&self, table: TableIndex, name: &str) -> Option<String> {
        let columns = 0..self.spec.tables[table].columns.len();
        let mut closed = columns.filter_map(|column| self.resolved(table, column)).map(|resolved| &resolved.column);
        closed
            .find(|column| column.closed_set().is_some() && column.closed_name() == name)
            .map(|column| column.name.clone())
    }

    /// The condition's text with literals in the places of parameters.
    ///
    /// From the last to the first, so that offsets before a replacement stay valid.
    fn without_params(&self, text: &str, reads: &[ExprInput]) -> String {
        let mut bound = text.to_owned();
        for read in reads.iter().rev() {
            let ExprInputKind::Param(name) = &read.what else { continue };
            let value = self.env.params.get(name).and_then(param_literal);
            let written = value.map(|value| in_sql(&value)).unwrap_or_default();
            if bound.is_char_boundary(read.at) && bound.is_char_boundary(read.at + read.len) {
                bound.replace_range(read.at..read.at + read.len, &written);
            }
        }
        bound
    }
}

/// A literal as the spec language's SQL writes it.
///
/// Numbers in brackets: `x -$n` with n = -1 would otherwise read `x --1`, which begins a comment.
fn in_sql(value: &Literal) -> String {
    let text = literal::text(value);
    match value {
        Literal::Null => "NULL".to_owned(),
        Literal::Bool(_) => text,
        Literal::Int(_) | Literal::Decimal { .. } => format!("({text})"),
        Literal::Text(_) => format!("'{}'", text.replace('\'', "''")),
        Literal::Date(_) => format!("DATE '{text}'"),
        Literal::Time(_) => format!("TIMESTAMP '{text}'"),
        Literal::Duration(_) => format!("INTERVAL '{text}'"),
    }
}
