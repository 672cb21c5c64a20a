//! Receipts: what was made or restored, from which inputs, with which digests.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::generate::Shard;
use crate::plan::Plan;

use super::table::{TableDigest, dataset_digest};
use super::value::Digest;

/// Everything that a dataset depends on, and the version that made it: equal inputs, equal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetInputs {
    /// The dataset's name.
    pub dataset: String,
    /// Hex digest of the spec's text.
    pub spec_digest: String,
    /// The spec language version.
    pub language: u32,
    /// The version of reseed that made the data.
    pub engine: String,
    /// The tenant's name.
    pub tenant: String,
    /// The number that the tenant's values come from; text in JSON, whose readers round numbers above 2⁵³.
    #[serde(with = "as_text")]
    pub seed: u64,
    /// "Now" of the dataset, RFC 3339 with all six digits of the second's fraction.
    pub as_of: String,
    /// Every parameter's value.
    pub params: BTreeMap<String, String>,
}

/// What was made, restored or found: inputs, rows and digest per table, durations. The receipt of every command has
/// these fields; as JSON it is a manifest's core.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatasetReceipt {
    /// What was done: `generate`, `up`, `reset` …
    pub operation: String,
    /// What the data was made from.
    #[serde(flatten)]
    pub inputs: DatasetInputs,
    /// The tables, in the spec's order.
    pub tables: Vec<TableDigest>,
    /// Hash of all tables' names and digests.
    pub digest: Digest,
    /// Which share of the rows this is; nothing when it is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// How long each stage took, in milliseconds; `total` is there always.
    pub durations_ms: Durations,
}

/// Stages by name and their durations in milliseconds.
pub type Durations = BTreeMap<String, f64>;

/// Receipts of shards that do not make a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// A shard's receipt is not there.
    #[error("shard {0} is missing")]
    Missing(Shard),
    /// Two receipts are of one shard, or one is of another split.
    #[error("the shards do not fit together: {0}")]
    Misfit(String),
}

impl DatasetInputs {
    /// What `plan`'s dataset depends on.
    pub fn of(plan: &Plan) -> DatasetInputs {
        DatasetInputs {
            dataset: plan.dataset.clone(),
            spec_digest: plan.spec_digest.clone(),
            language: plan.language,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            tenant: plan.tenant.to_string(),
            seed: plan.seed,
            as_of: instant_text(plan.as_of),
            params: plan.params.clone(),
        }
    }
}

impl DatasetReceipt {
    /// The receipt of what `operation` did with data made from `inputs`.
    pub fn new(
        operation: &str,
        inputs: DatasetInputs,
        tables: Vec<TableDigest>,
        durations_ms: Durations,
    ) -> DatasetReceipt {
        let digest = dataset_digest(&tables);
        DatasetReceipt { operation: operation.to_owned(), inputs, tables, digest, shard: None, durations_ms }
    }

    /// The same receipt, as that of one share of the rows.
    pub fn of_shard(self, shard: Option<Shard>) -> DatasetReceipt {
        DatasetReceipt { shard, ..self }
    }

    /// Whether the digests of tables and dataset are those of the columns' digests, as they are unless edited.
    pub fn is_consistent(&self) -> bool {
        let rehash = |table: &TableDigest| TableDigest::new(table.name.clone(), table.rows, table.columns.clone());
        self.tables.iter().all(|table| rehash(table) == *table) && dataset_digest(&self.tables) == self.digest
    }

    /// The receipt of the whole from those of all its shards, in any order; durations add up.
    ///
    /// # Errors
    /// When a shard is missing or there twice, or when inputs or tables differ between shards.
    pub fn combine(mut shards: Vec<DatasetReceipt>) -> Result<DatasetReceipt, ReceiptError> {
        shards.sort_by_key(|receipt| receipt.shard);
        let count = shards.first().and_then(|receipt| receipt.shard).map_or(1, |shard| shard.count);
        for (index, receipt) in shards.iter().enumerate() {
            receipt.fits(Shard { index: index as u32, count })?;
        }
        if let Some(missing) = (shards.len() as u64 != u64::from(count)).then_some(shards.len() as u32) {
            return Err(ReceiptError::Missing(Shard { index: missing, count }));
        }
        let mut shards = shards.into_iter();
        let first = shards.next().ok_or(ReceiptError::Missing(Shard { index: 0, count }))?;
        let whole = shards.try_fold(first, DatasetReceipt::plus)?;
        Ok(DatasetReceipt { digest: dataset_digest(&whole.tables), shard: None, ..whole })
    }

    fn fits(&self, wanted: Shard) -> Result<(), ReceiptError> {
        let shard = self.shard.unwrap_or(Shard::WHOLE);
        if shard == wanted {
            return Ok(());
        }
        if shard.count == wanted.count && shard.index > wanted.index {
            return Err(ReceiptError::Missing(wanted));
        }
        Err(ReceiptError::Misfit(format!("shard {shard} appears twice or together with shards of {}", wanted.count)))
    }

    fn plus(mut self, other: DatasetReceipt) -> Result<DatasetReceipt, ReceiptError> {
        if let Some(name) = self.first_other_input(&other) {
            return Err(ReceiptError::Misfit(format!("{name} differs")));
        }
        let tables: Option<Vec<TableDigest>> = (self.tables.len() == other.tables.len())
            .then(|| self.tables.iter().zip(&other.tables).map(|(a, b)| a.combine(b)).collect())
            .flatten();
        self.tables = tables.ok_or_else(|| ReceiptError::Misfit("tables differ".to_owned()))?;
        for (stage, duration_ms) in other.durations_ms {
            *self.durations_ms.entry(stage).or_default() += duration_ms;
        }
        Ok(self)
    }

    fn first_other_input(&self, other: &DatasetReceipt) -> Option<&'static str> {
        let (ours, theirs) = (&self.inputs, &other.inputs);
        let pairs = [
            ("dataset", ours.dataset == theirs.dataset),
            ("tenant", ours.tenant == theirs.tenant),
            ("seed", ours.seed == theirs.seed),
            ("as_of", ours.as_of == theirs.as_of),
            ("spec", ours.spec_digest == theirs.spec_digest && ours.params == theirs.params),
            ("version", ours.language == theirs.language && ours.engine == theirs.engine),
        ];
        pairs.into_iter().find(|(_, is_equal)| !is_equal).map(|(name, _)| name)
    }
}

/// RFC 3339; an instant that has no such form is written as its microseconds.
fn instant_text(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| format!("{micros}us"), |instant| format!("{instant:.6}"))
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::fixture;

    fn share(index: u32, count: u32, rows: u64) -> DatasetReceipt {
        let tables = vec![TableDigest::new("orders".to_owned(), rows, BTreeMap::new())];
        let durations_ms = Durations::from([("total".to_owned(), 1.5)]);
        let receipt = DatasetReceipt::new("generate", DatasetInputs::of(&fixture::plan(vec![])), tables, durations_ms);
        receipt.of_shard(Some(Shard::new(index, count).expect("index is below count")))
    }

    #[test]
    fn a_receipt_comes_back_from_its_json() {
        let receipt = share(1, 4, 10);
        let text = serde_json::to_string(&receipt).expect("a receipt is JSON");
        assert!(text.contains(r#""seed":"18446744073709551615""#), "{text}");
        assert!(text.contains(r#""as_of":"2026-01-01T00:00:00.000000Z""#), "{text}");
        assert_eq!(serde_json::from_str::<DatasetReceipt>(&text).expect("it was written so"), receipt);
    }

    #[test]
    fn a_shard_that_does_not_exist_is_refused_in_json_too() {
        assert!(serde_json::from_str::<Shard>(r#"{"index":3,"count":4}"#).is_ok());
        let error = serde_json::from_str::<Shard>(r#"{"index":4,"count":4}"#).expect_err("4 is not below 4");
        assert!(error.to_string().contains("got 4 of 4"), "{error}");
    }

    #[test]
    fn shards_make_a_whole_in_any_order() {
        let whole =
            DatasetReceipt::combine(vec![share(2, 3, 5), share(0, 3, 7), share(1, 3, 0)]).expect("all are there");
        assert_eq!((whole.shard, whole.tables[0].rows, whole.durations_ms["total"]), (None, 12, 4.5));
        assert!(whole.is_consistent());
    }

    #[test]
    fn shards_that_make_no_whole_are_named() {
        let missing = |index, count| Err(ReceiptError::Missing(Shard { index, count }));
        assert_eq!(DatasetReceipt::combine(vec![share(0, 3, 1), share(2, 3, 1)]), missing(1, 3));
        assert_eq!(DatasetReceipt::combine(vec![share(0, 3, 1), share(1, 3, 1)]), missing(2, 3));
        assert_eq!(DatasetReceipt::combine(vec![]), missing(0, 1));
        let misfit = |receipts| matches!(DatasetReceipt::combine(receipts), Err(ReceiptError::Misfit(_)));
        assert!(misfit(vec![share(0, 2, 1), share(0, 2, 1)]));
        assert!(misfit(vec![share(0, 2, 1), share(1, 3, 1)]));
        let mut other = share(1, 2, 1);
        other.inputs.tenant = "other".to_owned();
        assert!(misfit(vec![share(0, 2, 1), other]));
    }

    #[test]
    fn instants_have_six_digits_and_no_rounding() {
        assert_eq!(instant_text(1_767_225_600_000_001), "2026-01-01T00:00:00.000001Z");
        assert_eq!(instant_text(-1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(instant_text(i64::MIN), "-9223372036854775808us");
    }
}
