//! The makers at work: a file per family, of the same name as in `spec/registry/kinds/` and `plan/resolve/kinds/`.
//!
//! `aggregate` and `chain` are parts of `relation` and `time` that fill files of their own.

mod aggregate;
mod chain;
mod choice;
mod expression;
mod identity;
mod number;
mod person;
mod relation;
mod text;
mod time;

use std::sync::Arc;

use arrow::array::ArrayRef;

use super::scope::Scope;
use crate::generate::error::DataError;
use crate::generate::rows::Rows;
use crate::generate::text::TooMuchText;
use crate::plan::Column;
use crate::plan::maker::{ColumnIndex, Maker, TableIndex};
use crate::values::random::{Key, below, draw};

/// Cells to be made: which column, and where.
pub(super) struct Cells<'s, 'e> {
    /// The unit of work.
    pub scope: &'s Scope<'e>,
    /// The table.
    pub table: TableIndex,
    /// The column in it.
    pub index: ColumnIndex,
    /// The column's plan.
    pub column: &'e Column,
    /// The rows.
    pub rows: &'s Rows,
}

impl<'e> Scope<'e> {
    /// What the column's maker gives at `rows`.
    pub(super) fn made(&self, table: TableIndex, column: ColumnIndex, rows: &Rows) -> Result<ArrayRef, DataError> {
        let plan = &self.memo().plan().tables[table].columns[column];
        let cells = Cells { scope: self, table, index: column, column: plan, rows };
        match &plan.maker {
            Maker::Serial { start } => Ok(cells.serial(*start)),
            Maker::Ordinal { start } => cells.ordinal(*start),
            Maker::Uuid => cells.uuid(),
            Maker::Id { prefix, length } => cells.prefixed_id(prefix, *length),
            Maker::Network(range) => cells.network(range),
            Maker::Constant(literal) => cells.constant(literal),
            Maker::Choose { values, weights } => cells.choose(values, weights),
            Maker::Bool { share } => cells.bool(*share),
            Maker::Number(law) => cells.number(law),
            Maker::Between { low, high } => cells.between(low, high),
            Maker::At(instant) => cells.at(instant),
            Maker::After(after) => cells.after(after),
            Maker::Pattern(pattern) => cells.pattern(pattern),
            Maker::Words { min, max, sentence } => cells.words(*min, *max, *sentence),
            Maker::Template(pieces) => cells.template(pieces),
            Maker::Person { part, locale, draws_as } => cells.person(*part, *locale, *draws_as),
            Maker::Email { name, domain } => cells.email(*name, domain),
            Maker::Phone { country } => cells.phone(*country),
            Maker::Company { locale } => cells.company(*locale),
            Maker::Product => cells.product(),
            Maker::Address { part, country, draws_as } => cells.address(*part, *country, *draws_as),
            Maker::Lookup { link, column } => cells.lookup(*link, *column),
            Maker::Pick { target, pick } => cells.pick(*target, *pick),
            Maker::Aggregate { fold, child, column, condition } => cells.aggregate(*fold, *child, *column, *condition),
            Maker::Sql { expr, inputs, .. } => cells.sql(expr, inputs),
        }
    }
}

impl<'e> Cells<'_, 'e> {
    /// The column's key.
    fn key(&self) -> Key {
        self.column.column_key
    }

    /// The first draw of every cell.
    fn randoms(&self) -> Result<impl ExactSizeIterator<Item = u64> + use<>, DataError> {
        let (key, row_keys) = (self.key(), self.row_keys()?);
        Ok((0..row_keys.len()).map(move |position| draw(key, row_keys[position], 0)))
    }

    /// The keys of the rows.
    fn row_keys(&self) -> Result<Arc<[u64]>, DataError> {
        self.scope.row_keys(self.table, self.rows)
    }

    /// Another column of the same rows.
    fn read(&self, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        self.scope.column(self.table, column, self.rows)
    }

    /// For unique columns: each row's place in a permutation of `capacity` values.
    fn permuted(&self, capacity: u64) -> Result<Vec<u64>, DataError> {
        let past_capacity = match self.rows {
            Rows::Range(range) if range.end <= capacity => None,
            rows => rows.iter().enumerate().find(|(_, row)| *row >= capacity),
        };
        if let Some((position, row)) = past_capacity {
            let message = format!("row {row} is one too many for the {capacity} distinct values that there are");
            return Err(self.error(position, message));
        }
        let order = self.scope.memo().permutation(self.table, self.index, capacity);
        Ok(self.rows.iter().map(|row| order.at(row)).collect())
    }

    /// An index below `capacity` for every cell: drawn, or permuted where the column is unique.
    fn indices(&self, capacity: u64) -> Result<Vec<u64>, DataError> {
        if self.column.unique {
            return self.permuted(capacity);
        }
        Ok(self.randoms()?.map(|random| below(random, capacity)).collect())
    }

    /// The column that a builder of text made, if it could.
    fn fitting(&self, made: Result<ArrayRef, TooMuchText>) -> Result<ArrayRef, DataError> {
        made.map_err(|fault| {
            let help =
                "Shorten the column's texts: rows are generated in batches, and the texts of a batch have 2 GiB at most.";
            DataError { help: Some(help.to_owned()), ..self.error(fault.position, fault.to_string()) }
        })
    }

    /// Bad data at one of the rows, by its position among them.
    fn error(&self, position: usize, message: impl Into<String>) -> DataError {
        let row = self.rows.iter().nth(position).unwrap_or(0);
        self.scope.memo().error(self.table, self.index, row, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Engine;
    use crate::plan::{Inputs, resolve};
    use crate::spec::parse::parse;
    use crate::spec::source::Source;

    const NOTES: &str = "reseed: 1\ndataset: d\nas_of: 2026-01-01T00:00:00Z\ntables:\n  notes:\n    rows: 9\n    \
                         columns:\n      id: serial\n      body: sentence\n";

    #[test]
    fn too_much_text_is_an_error_at_the_column_and_the_row() {
        let draft = parse(&Source::new("spec.yaml", NOTES)).unwrap_or_else(|rejected| panic!("{rejected}"));
        let plan = resolve(&draft, &Inputs::new("acme".parse().expect("a tenant name")))
            .unwrap_or_else(|rejected| panic!("{rejected}"));
        let engine = Engine::new(Arc::new(plan));
        let (scope, rows) = (engine.scope(), Rows::Range(4..9));
        let column = &engine.plan().tables[0].columns[1];
        let cells = Cells { scope: &scope, table: 0, index: 1, column, rows: &rows };
        let fault = TooMuchText { position: 2, bytes: 3_000_000_000 };
        let error = cells.fitting(Err(fault)).expect_err("it does not fit");
        let message = "the texts of a batch must be <= 2147483647 bytes in all, got 3000000000 up to this row";
        assert_eq!(error.to_string(), format!("column \"notes.body\", row 6: {message}"));
        assert!(error.help.is_some_and(|help| help.contains("shorter")));
    }
}
