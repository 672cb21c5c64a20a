//! Cuts a stream of batches again, at fixed row counts.

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use arrow::error::ArrowError;

/// Holds back fewer rows than one cut.
#[derive(Debug)]
pub(super) struct BatchRecutter {
    cut_rows: usize,
    held: Vec<RecordBatch>,
    held_rows: usize,
}

impl BatchRecutter {
    /// Cuts of `cut_rows` rows each, the last one shorter.
    pub(super) fn new(cut_rows: usize) -> BatchRecutter {
        BatchRecutter { cut_rows, held: Vec::new(), held_rows: 0 }
    }

    /// Takes the next rows and returns the cuts that they complete, none of them empty.
    pub(super) fn push(&mut self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, ArrowError> {
        let mut cuts = Vec::new();
        let mut from = 0;
        while from < batch.num_rows() {
            let row_count = (self.cut_rows - self.held_rows).min(batch.num_rows() - from);
            self.held.push(batch.slice(from, row_count));
            self.held_rows += row_count;
            from += row_count;
            if self.held_rows == self.cut_rows {
                cuts.extend(self.finish()?);
            }
        }
        Ok(cuts)
    }

    /// The rows held back, if any.
    pub(super) fn finish(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        self.held_rows = 0;
        let held = std::mem::take(&mut self.held);
        match held.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            [first, ..] => concat_batches(&first.schema(), &held).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{AsArray, Int64Array};
    use arrow::datatypes::Int64Type;
    use proptest::prelude::*;

    use super::*;

    fn batch(rows: std::ops::Range<i64>) -> RecordBatch {
        let column = Int64Array::from_iter_values(rows);
        RecordBatch::try_from_iter([("n", Arc::new(column) as _)]).expect("one column")
    }

    proptest! {
        #[test]
        fn cuts_do_not_depend_on_how_rows_come(sizes in prop::collection::vec(0_i64..20, 0..12), cut_rows in 1_usize..16) {
            let mut recut = BatchRecutter::new(cut_rows);
            let (mut cuts, mut start) = (Vec::new(), 0);
            for size in sizes {
                cuts.extend(recut.push(&batch(start..start + size)).expect("one schema"));
                start += size;
            }
            cuts.extend(recut.finish().expect("one schema"));
            let rows: Vec<i64> = cuts.iter().flat_map(|b| b.column(0).as_primitive::<Int64Type>().values().to_vec()).collect();
            prop_assert_eq!(rows, (0..start).collect::<Vec<_>>());
            let last = cuts.pop();
            prop_assert!(cuts.iter().all(|cut| cut.num_rows() == cut_rows));
            prop_assert!(last.is_none_or(|cut| (1..=cut_rows).contains(&cut.num_rows())));
        }
    }
}
