//! choose, bool, constant.
//!
//! Values are made once as an array; a cell is a position in it. Where the column is a dictionary the texts are not copied
//! at all.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, UInt32Array};

use super::Cells;
use crate::generate::error::DataError;
use crate::generate::literals::literals;
use crate::generate::text::dictionary;
use crate::spec::sql::Literal;
use crate::values::sampler::Weighted;

impl Cells<'_, '_> {
    /// The same value in every row.
    pub(super) fn constant(&self, literal: &Literal) -> Result<ArrayRef, DataError> {
        let values = self.values(std::slice::from_ref(literal));
        self.picked(&values, vec![0; self.rows.len()])
    }

    /// One of the values: by weight, or each once where the column is unique.
    pub(super) fn choose(&self, values: &[Literal], weights: &Weighted) -> Result<ArrayRef, DataError> {
        let made = self.values(values);
        let picked = match self.column.unique {
            true => self.permuted(values.len() as u64)?.into_iter().map(|index| index as u32).collect(),
            false => self.randoms()?.map(|random| weights.at(random)).collect(),
        };
        self.picked(&made, picked)
    }

    /// True where the first draw is below the share.
    pub(super) fn bool(&self, share: u64) -> Result<ArrayRef, DataError> {
        let drawn = self.randoms()?.map(|random| Some(share == u64::MAX || random < share));
        Ok(Arc::new(drawn.collect::<BooleanArray>()))
    }

    /// The column's values as an array, made once for all rows.
    fn values(&self, values: &[Literal]) -> ArrayRef {
        self.scope.memo().values(self.table, self.index, || literals(values, self.column.ty))
    }

    /// The values at these positions, all of which exist.
    fn picked(&self, values: &ArrayRef, positions: Vec<u32>) -> Result<ArrayRef, DataError> {
        if self.column.dictionary && values.null_count() == 0 {
            let keys = positions.into_iter().map(|position| position as i32).collect();
            return Ok(dictionary(keys, None, values.clone()));
        }
        let taken = arrow::compute::take(values, &UInt32Array::from(positions), None);
        taken.map_err(|error| self.error(0, error.to_string()))
    }
}
