//! What the cases share.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use reseed::digest::{TableDigest, TableDigester};
use reseed::generate::{Engine, Shard, StreamRequest, stream};
use reseed::plan::{Plan, resolve::Inputs, resolve::resolve};
use reseed::spec::parse::parse;
use reseed::spec::source::Source;

/// The plan of a spec for a tenant; a faulty spec fails the test with its rendered faults.
pub fn plan(spec: &str, tenant: &str) -> Arc<Plan> {
    plan_with(spec, &Inputs::new(tenant.parse().expect("a tenant name")))
}

/// The plan of a spec for some inputs.
pub fn plan_with(spec: &str, inputs: &Inputs) -> Arc<Plan> {
    let source = Source::new("spec.yaml", spec);
    let parsed = parse(&source).unwrap_or_else(|rejected| panic!("{rejected}"));
    Arc::new(resolve(&parsed, inputs).unwrap_or_else(|rejected| panic!("{rejected}")))
}

/// The engine of a spec for the tenant `acme`.
pub fn engine(spec: &str) -> Engine {
    Engine::new(plan(spec, "acme"))
}

/// The index of a table.
pub fn table(engine: &Engine, name: &str) -> usize {
    engine.plan().tables.iter().position(|table| table.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

/// All rows of a table in one batch.
pub fn whole(engine: &Engine, name: &str) -> RecordBatch {
    let table = table(engine, name);
    let row_count = engine.row_count(table).unwrap();
    engine.batch(table, 0..row_count).unwrap()
}

/// How a run is cut.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    pub threads: usize,
    pub block_rows: u64,
    pub shard: Shard,
}

/// The whole, as it is made by default.
pub const WHOLE: Cut = Cut { threads: 2, block_rows: 32_768, shard: Shard::WHOLE };

/// Every table streamed and put together again.
pub fn streamed(engine: &Engine, cut: Cut) -> Vec<RecordBatch> {
    let tables: Vec<usize> = (0..engine.plan().tables.len()).collect();
    let request = StreamRequest {
        tables: tables.clone(),
        shard: cut.shard,
        threads: Some(cut.threads),
        block_rows: Some(cut.block_rows),
    };
    let mut batches: Vec<Vec<RecordBatch>> = vec![Vec::new(); tables.len()];
    let encode = |_, batch| Ok::<_, std::convert::Infallible>(batch);
    let consume = |table: usize, batch| {
        batches[table].push(batch);
        Ok(())
    };
    stream(engine, &request, encode, consume).unwrap_or_else(|error| panic!("{error}"));
    let whole = |(table, batches): (usize, Vec<RecordBatch>)| concat_batches(&engine.schema(table), &batches).unwrap();
    batches.into_iter().enumerate().map(whole).collect()
}

/// The digest of every table of a streamed run.
pub fn digests(engine: &Engine, cut: Cut) -> Vec<TableDigest> {
    let digest = |(table, batch): (usize, RecordBatch)| {
        let mut digester = TableDigester::new(&engine.plan().tables[table]);
        digester.update(&batch);
        digester.finish()
    };
    streamed(engine, cut).into_iter().enumerate().map(digest).collect()
}
