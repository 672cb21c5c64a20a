//! choose, bool, constant.
//!
//! Values are made once as an array; a cell is a position in it. Where the column is a dictionary the texts are not copied
//! at all.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, UInt32Array};

use super::ColumnRequest;
use crate::generate::error::DataError;
use crate::generate::literals::literals;
use crate::generate::text::dictionary;
use crate::spec::sql::Literal;
use crate::values::sampler::WeightedSampler;

impl ColumnRequest<'_, '_> {
    /// The same value in every row.
    ///
    /// A dictionary column shares one value among all rows; any other column copies it per row.
    pub(super) fn constant(&self, literal: &Literal) -> Result<ArrayRef, DataError> {
        let values = self.values(std::slice::from_ref(literal));
        self.picked(&values, vec![0; self.rows.len()])
    }

    /// One of the values: by weight, or each once where the column is unique.
    ///
    /// `values` are at least one, of the column's type and never null; `weights` has as many outcomes. A draw costs
    /// one lookup in an alias table (Walker 1977), whatever the number of values. Where the column is unique the
    /// weights have no effect, and row `i` gets the `i`-th value of a permutation.
    ///
    /// # Errors
    /// In a unique column: a row beyond the number of values.
    pub(super) fn choose(&self, values: &[Literal], weights: &WeightedSampler) -> Result<ArrayRef, DataError> {
        let made = self.values(values);
        let picked = match self.column.unique {
            true => self.permuted(values.len() as u64)?.into_iter().map(|index| index as u32).collect(),
            false => self.randoms()?.map(|random| weights.at(random)).collect(),
        };
        self.picked(&made, picked)
    }

    /// True where the first draw is below the share.
    ///
    /// `share` is a probability in units of 2^-64. `u64::MAX` stands for 1: a share of 100% cannot be written in 64
    /// bits, and a cell that is false once in 2^64 rows would be a surprise in a column that says `bool: 100%`.
    pub(super) fn bool(&self, share: u64) -> Result<ArrayRef, DataError> {
        let drawn = self.randoms()?.map(|random| Some(share == u64::MAX || random < share));
        Ok(Arc::new(drawn.collect::<BooleanArray>()))
    }

    /// The column's values as an array, made once for all rows.
    ///
    /// The array lives as long as the engine, is built by the first block that needs it and shared by all threads
    /// after that. For a dictionary column it is the dictionary of every batch.
    fn values(&self, values: &[Literal]) -> ArrayRef {
        self.scope.memo().values(self.table, self.index, || literals(values, self.column.ty))
    }

    /// The values at these positions, all of which exist.
    ///
    /// With a dictionary, positions become keys and nothing is copied: 4 bytes per row. Values with a null among them
    /// (`constant: null`) take the other path, so that a null is a null of the array itself and not a key that leads
    /// to one.
    fn picked(&self, values: &ArrayRef, positions: Vec<u32>) -> Result<ArrayRef, DataError> {
        if self.column.dictionary && values.null_count() == 0 {
            let keys = positions.into_iter().map(|position| position as i32).collect();
            return Ok(dictionary(keys, None, values.clone()));
        }
        let taken = arrow::compute::take(values, &UInt32Array::from(positions), None);
        taken.map_err(|error| self.error(0, error.to_string()))
    }
}
