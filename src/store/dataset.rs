//! What is loaded into a store: tables, and the source of their rows.

use std::ops::Range;

use arrow::array::RecordBatch;

use super::error::StoreError;
use crate::plan::Table;

/// What takes one batch: the table's index in the plan and the rows of its written columns, in order.
pub type BatchConsumer<'a> = dyn FnMut(usize, RecordBatch) -> Result<(), StoreError> + 'a;

/// Where a load gets its rows from.
pub trait BatchSource: Sync {
    /// Hands over every batch of the tables with these indices once. Tables may be interleaved and children may come
    /// before parents.
    ///
    /// # Errors
    /// The first error of `consume`, at once, or the source's own.
    fn for_each(&self, tables: Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError>;
}

/// What is to be loaded.
#[derive(Clone, Copy)]
pub struct Dataset<'a> {
    /// Its name, which all tenants that have it share.
    pub name: &'a str,
    /// Its tables.
    pub tables: &'a [Table],
    /// Their rows.
    pub source: &'a dyn BatchSource,
}
