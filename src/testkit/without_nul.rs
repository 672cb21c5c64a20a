//! The dataset with every type without what PostgreSQL cannot hold: U+0000 in texts.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};

pub use super::dataset::plan;
use super::dataset::{self, Batches};
use crate::plan::Plan;

/// [`dataset::batches`] with an underscore in each place of U+0000.
pub fn batches(plan: &Plan, variant: i64) -> Batches {
    let clean = |(index, batch): (usize, RecordBatch)| {
        let columns = batch.columns().iter().map(|array| match array.as_string_opt::<i32>() {
            Some(texts) => {
                Arc::new(texts.iter().map(|text| text.map(|text| text.replace('\0', "_"))).collect::<StringArray>())
                    as ArrayRef
            }
            None => array.clone(),
        });
        (index, RecordBatch::try_new(batch.schema(), columns.collect()).expect("the same columns"))
    };
    Batches(dataset::batches(plan, variant).0.into_iter().map(clean).collect())
}
