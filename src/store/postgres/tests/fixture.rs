//! The dataset of the store's tests, without what PostgreSQL cannot hold: U+0000 in texts.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};

use crate::plan::Plan;
pub(crate) use crate::store::sqlite::tests::fixture::Batches;
use crate::store::sqlite::tests::fixture::{batches as with_nul, plan as of_store};

pub(crate) fn plan() -> Plan {
    let mut plan = of_store();
    plan.dataset = "shop".to_owned();
    plan
}

pub(crate) fn batches(plan: &Plan, variant: i64) -> Batches {
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
    Batches(with_nul(plan, variant).0.into_iter().map(clean).collect())
}
