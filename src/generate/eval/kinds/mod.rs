//! The makers at work: a file per family, of the same name as in `spec/registry/kinds/` and `plan/resolve/kinds/`.
//!
//! `aggregate` and `chain` are parts of `relation` and `time` that fill files of their own.
//!
//! Every maker is a method of [`ColumnRequest`] that returns one Arrow array with one cell per requested row, in the order of
//! the request. What the array looks like depends on the column's type alone:
//!
//! | type | array | unit |
//! |---|---|---|
//! | `smallint`, `int`, `bigint` | `Int64` | narrowed to the declared width when the batch is written |
//! | `decimal(p, s)` | `Decimal128(p, s)` | 10^-s |
//! | `float` | `Float64` | finite |
//! | `date` | `Date32` | days since 1970-01-01 |
//! | `time` | `Timestamp(µs, "UTC")` | µs since 1970-01-01T00:00:00Z |
//! | `duration` | `Duration(µs)` | µs |
//! | `bool` | `Boolean` | |
//! | `uuid` | `FixedSizeBinary(16)` | big-endian bytes, as RFC 9562 prints them |
//! | `text` | `Utf8`, or `Dictionary(Int32, Utf8)` where the plan says so | bytes of UTF-8 |
//!
//! Makers know nothing of `min:`, `max:`, `when:` and `nulls:`; `finish.rs` applies these afterwards. A maker returns
//! nulls only where its inputs are null, where a lookup or a fold has nothing to return, and where `late: null` says
//! so.
//!
//! There are two ways to choose a value, and a column uses exactly one:
//!
//! - *drawn*: `draw(column key, row key, number)` is a hash; equal values may come up again, as they do in real data.
//! - *permuted*: a keyed bijection maps the row's number to a value's rank, so that values are distinct without a set
//!   of those already used and without retries. Row `i` has the same value in a table of ten rows and in one of a
//!   billion.

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
///
/// A request is cheap to copy with another `column` or other `rows` (`ColumnRequest { rows, ..*self }`), which is how a maker
/// reads the first row of a group, or draws as a hidden helper column does.
pub(super) struct ColumnRequest<'s, 'e> {
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
    ///
    /// One array of `rows.len()` cells, before modifiers. Nothing is remembered here: `Scope::column` does that.
    ///
    /// # Errors
    /// Data that the plan could not rule out: a time outside the years 1 to 9999, a sum that does not fit, a table
    /// with no row to pick from, more than 2 GiB of text in one batch. The error names the table, the column and the
    /// first such row.
    pub(super) fn made(&self, table: TableIndex, column: ColumnIndex, rows: &Rows) -> Result<ArrayRef, DataError> {
        let plan = &self.memo().plan().tables[table].columns[column];
        let cells = ColumnRequest { scope: self, table, index: column, column: plan, rows };
        match &plan.maker {
            Maker::Serial { start } => Ok(cells.serial(*start)),
            Maker::Ordinal { start } => cells.ordinal(*start),
            Maker::Uuid => cells.uuid(),
            Maker::Id { prefix, length } => cells.prefixed_id(prefix, *length),
            Maker::Network(range) => cells.network(range),
            Maker::Constant(literal) => cells.constant(literal),
            Maker::Choose { values, weights } => cells.choose(values, weights),
            Maker::Bool { share } => cells.bool(*share),
            Maker::Number(distribution) => cells.number(distribution),
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

impl<'e> ColumnRequest<'_, 'e> {
    /// The column's key.
    ///
    /// Hashed from language version, seed, tenant, table and column names only, so adding a column changes no other
    /// one.
    fn key(&self) -> Key {
        self.column.column_key
    }

    /// The first draw of every cell.
    ///
    /// 64 uniform bits per row, in the order of the rows. The iterator owns its keys, so it may outlive the borrow of
    /// `self`. Draws 1, 2, … of a cell are asked for with `draw` where a maker needs more than one number.
    fn randoms(&self) -> Result<impl ExactSizeIterator<Item = u64> + use<>, DataError> {
        let (key, row_keys) = (self.key(), self.row_keys()?);
        Ok((0..row_keys.len()).map(move |position| draw(key, row_keys[position], 0)))
    }

    /// The keys of the rows.
    ///
    /// A root row's key is hashed from the table's key and the row's number, a child's from its parent's key and its
    /// ordinal. Keys are 64-bit hashes and may collide: they may choose a value, but must never make one unique.
    fn row_keys(&self) -> Result<Arc<[u64]>, DataError> {
        self.scope.row_keys(self.table, self.rows)
    }

    /// Another column of the same rows.
    ///
    /// Reading is the recursive step: the other column is made, or found in the scope if it was made for these rows
    /// before. The plan refuses cycles, so the recursion ends.
    fn read(&self, column: ColumnIndex) -> Result<ArrayRef, DataError> {
        self.scope.column(self.table, column, self.rows)
    }

    /// For unique columns: each row's place in a permutation of `capacity` values.
    ///
    /// # Errors
    /// When a row's number is `capacity` or more. `plan/resolve/unique.rs` refuses columns that could get there, so
    /// this is the second line of defence.
    fn permuted(&self, capacity: u64) -> Result<Vec<u64>, DataError> {
        // A range is the common case, and its end says all. Only a list has to be searched for the first row that is
        // out.
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
    ///
    /// The draw is reduced by multiplication (`below`), not by `%`: each index has probability 1 / capacity to within
    /// 2^-64, and neighbouring draws give neighbouring indices, so that a list's order survives in its quantiles.
    fn indices(&self, capacity: u64) -> Result<Vec<u64>, DataError> {
        if self.column.unique {
            return self.permuted(capacity);
        }
        Ok(self.randoms()?.map(|random| below(random, capacity)).collect())
    }

    /// The column that a builder of text made, if it could.
    ///
    /// Offsets of an Arrow `Utf8` array are 32 bits wide, which is where the 2 GiB come from. `LargeUtf8` would lift
    /// the limit at twice the size of every text column's offsets.
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
        let cells = ColumnRequest { scope: &scope, table: 0, index: 1, column, rows: &rows };
        let fault = TooMuchText { position: 2, bytes: 3_000_000_000 };
        let error = cells.fitting(Err(fault)).expect_err("it does not fit");
        let message = "the texts of a batch must be <= 2147483647 bytes in all, got 3000000000 up to this row";
        assert_eq!(error.to_string(), format!("column \"notes.body\", row 6: {message}"));
        assert!(error.help.is_some_and(|help| help.contains("Shorten")));
    }
}
