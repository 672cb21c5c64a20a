//! Laws of the engine: what decides a cell, and what does not.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::TimestampMicrosecondType;
use proptest::prelude::*;
use reseed::digest::TableDigest;
use reseed::generate::{Engine, RowCount, Rows, Shard, StreamRequest, stream};
use reseed::plan::resolve::Inputs;

use crate::support::{Cut, WHOLE, digests, engine, plan, plan_with, streamed, table, whole};

/// Every kind, three levels of tables, folds over folds, links of all sorts.
const SPEC: &str = r#"
reseed: 1
dataset: laws
as_of: 2026-01-01T00:00:00Z
params:
  customers: 300
  countries: { US: 5, GB: 2, DE: 2, JP: 1 }
tables:
  products:
    rows: 50
    columns:
      id: serial
      sku: { pattern: "[A-Z]{2}-[0-9]{3}", unique: true }
      name: product
      price: { decimal: { lognormal: { median: 20, sigma: 0.8 } }, min: 1, max: 999, scale: 2 }
  customers:
    rows: $customers
    columns:
      id: serial
      public_id: uuid
      code: { id: cus_ }
      country: { choose: $countries }
      name: { person: full, locale: country }
      email: { email: name, unique: true }
      phone: { phone: country, nulls: 20% }
      vip: { bool: 10% }
      _home: { address: country }
      city: _home.city
      postcode: _home.postcode
      employer: { company: country, when: "vip" }
      birthday: { date: { between: [as_of - 80y, as_of - 18y] } }
      created_at: { time: { between: [as_of - 2y, as_of] } }
      score: { float: { normal: { mean: 0, sd: 1 } } }
      orders: { count: orders }
      spent: { sum: orders.total, where: "status <> 'cancelled'" }
      last_order: { highest: orders.placed_at }
      label: { template: "{id}: {name}" }
      note: { words: [3, 8], nulls: 30% }
  orders:
    each: customers
    count: { zipf: { max: 20, s: 1.3 }, zero: 15% }
    columns:
      id: serial
      customer_id: customers.id
      country: customers.country
      placed_at: { after: [customers.created_at, previous], gap: { exponential: 25d }, until: as_of }
      status: { choose: { paid: 80%, cancelled: rest } }
      total: { sum: order_lines.amount }
      mean: { avg: order_lines.amount, scale: 3 }
      big: { sql: "total > 100 and customers.vip" }
  order_lines:
    each: orders
    count: { uniform: [1, 6] }
    key: [order_id, line_no]
    columns:
      order_id: orders.id
      line_no: ordinal
      product_id: { ref: products.id, pick: { zipf: 1.1 }, distinct: true }
      quantity: { int: { poisson: 1.4 }, min: 1, max: 20 }
      unit_price: products.price
      amount: { sql: "quantity * unit_price", scale: 2 }
"#;

fn by_name(batch: &RecordBatch) -> BTreeMap<String, ArrayRef> {
    let names = batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    names.into_iter().zip(batch.columns().iter().cloned()).collect()
}

/// Every column that both specs have is the same in both.
fn assert_shared_columns_agree(one: &Engine, other: &Engine, except: &[&str]) {
    let mut compared = 0;
    for plan in &one.plan().tables {
        if !other.plan().tables.iter().any(|known| known.name == plan.name) {
            continue;
        }
        let others = by_name(&whole(other, &plan.name));
        for (name, cells) in by_name(&whole(one, &plan.name)) {
            if let Some(same) = others.get(&name).filter(|_| !except.contains(&name.as_str())) {
                assert_eq!(&cells, same, "{}.{name} changed", plan.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "only {compared} columns were compared");
}

fn changed(from: &str, to: &str) -> String {
    assert!(SPEC.contains(from), "the spec does not contain {from:?}");
    SPEC.replacen(from, to, 1)
}

#[test]
fn threads_and_blocks_change_no_cell() {
    let engine = engine(SPEC);
    let expected = streamed(&engine, WHOLE);
    for threads in [1, 2, 7] {
        for block_rows in [1, 97, 5_000] {
            let made = streamed(&engine, Cut { threads, block_rows, ..WHOLE });
            assert_eq!(made, expected, "{threads} threads, {block_rows} rows per block");
        }
    }
}

#[test]
fn the_digests_of_all_shards_add_up_to_the_whole() {
    let engine = engine(SPEC);
    let expected = digests(&engine, WHOLE);
    for count in [1, 2, 3, 7, 400] {
        let shards =
            (0..count).map(|index| digests(&engine, Cut { shard: Shard::new(index, count).unwrap(), ..WHOLE }));
        let added = shards.reduce(|sum, shard| {
            sum.iter().zip(&shard).map(|(sum, part)| sum.combine(part).expect("the same table")).collect()
        });
        assert_eq!(added.as_ref(), Some(&expected), "{count} shards");
    }
}

#[test]
fn a_list_of_rows_gives_the_same_cells_as_the_range() {
    let engine = engine(SPEC);
    for (index, plan) in engine.plan().tables.iter().enumerate() {
        let row_count = engine.row_count(index).unwrap();
        let list: Arc<[u64]> = (0..60).map(|step| (step * 7_919 + 3) % row_count).collect();
        for (column, of) in plan.columns.iter().enumerate() {
            let range = engine.scope().column(index, column, &Rows::Range(0..row_count)).unwrap();
            let listed = engine.scope().column(index, column, &Rows::List(list.clone())).unwrap();
            for (position, &row) in list.iter().enumerate() {
                let (one, other) = (listed.slice(position, 1), range.slice(row as usize, 1));
                assert_eq!(&one, &other, "{}.{} row {row}", plan.name, of.name);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_range_is_a_slice_of_the_whole(index in 0_usize..4, start in 0_u64..2_000, length in 0_u64..500) {
        let engine = engine(SPEC);
        let all = whole(&engine, &engine.plan().tables[index].name.clone());
        let row_count = all.num_rows() as u64;
        let (start, end) = (start.min(row_count), (start + length).min(row_count));
        let part = engine.batch(index, start..end).unwrap();
        prop_assert_eq!(part, all.slice(start as usize, (end - start) as usize));
    }
}

#[test]
fn adding_removing_and_reordering_columns_changes_no_other_column() {
    let before = engine(SPEC);
    let added =
        changed("      vip: { bool: 10% }\n", "      extra: { int: { uniform: [1, 9] } }\n      vip: { bool: 10% }\n");
    let removed = changed("      score: { float: { normal: { mean: 0, sd: 1 } } }\n", "");
    let moved = changed("      name: product\n", "").replacen(
        "    rows: 50\n    columns:\n",
        "    rows: 50\n    columns:\n      name: product\n",
        1,
    );
    for spec in [added, removed, moved] {
        assert_shared_columns_agree(&before, &engine(&spec), &[]);
    }
}

#[test]
fn adding_and_reordering_tables_changes_no_other_table() {
    let before = engine(SPEC);
    let added =
        changed("tables:\n", "tables:\n  regions:\n    rows: 7\n    columns:\n      id: serial\n      name: words\n");
    assert_shared_columns_agree(&before, &engine(&added), &[]);
    let (head, products_on) = SPEC.split_once("  products:\n").unwrap();
    let (products, rest) = products_on.split_once("  customers:\n").unwrap();
    let moved = format!("{head}  customers:\n{rest}  products:\n{products}");
    assert_shared_columns_agree(&before, &engine(&moved), &[]);
}

#[test]
fn an_index_changes_no_row_and_no_digest() {
    let before = engine(SPEC);
    let count = "    count: { zipf: { max: 20, s: 1.3 }, zero: 15% }\n";
    let indexed = engine(&changed(count, &format!("{count}    indexes: [status, [country, placed_at]]\n")));
    assert_eq!(indexed.plan().tables[table(&indexed, "orders")].indexes.len(), 2);
    assert_ne!(indexed.plan().spec_digest, before.plan().spec_digest, "a store must notice that it is wanted");
    assert_eq!(streamed(&indexed, WHOLE), streamed(&before, WHOLE));
    assert_eq!(digests(&indexed, WHOLE), digests(&before, WHOLE));
}

#[test]
fn a_renamed_column_keeps_its_values() {
    let before = engine(SPEC);
    let renamed = engine(
        &changed("      vip: { bool: 10% }\n", "      gold: { bool: 10%, rename_from: vip }\n")
            .replace("when: \"vip\"", "when: \"gold\"")
            .replace("customers.vip", "customers.gold"),
    );
    let (old, new) = (by_name(&whole(&before, "customers")), by_name(&whole(&renamed, "customers")));
    assert_eq!(&old["vip"], &new["gold"]);
    assert_shared_columns_agree(&before, &renamed, &[]);
}

#[test]
fn tenants_and_seeds_differ_and_equal_inputs_agree() {
    let acme = Engine::new(plan(SPEC, "acme"));
    let globex = Engine::new(plan(SPEC, "globex"));
    let seeded =
        Engine::new(plan_with(SPEC, &Inputs { seed: Some(7), ..Inputs::new("acme".parse().expect("a tenant name")) }));
    for name in ["products", "customers", "orders", "order_lines"] {
        assert_eq!(whole(&acme, name), whole(&engine(SPEC), name));
        assert_ne!(whole(&acme, name), whole(&globex, name));
        assert_ne!(whole(&acme, name), whole(&seeded, name));
    }
}

#[test]
fn with_a_seed_the_tenants_name_decides_only_tenant_columns() {
    let spec = changed("      note: {", "      owner: tenant\n      note: {");
    let made = |tenant: &str, seed: Option<u64>| {
        digests(
            &Engine::new(plan_with(&spec, &Inputs { seed, ..Inputs::new(tenant.parse().expect("a tenant name")) })),
            WHOLE,
        )
    };
    let differing = |one: &[TableDigest], other: &[TableDigest]| -> Vec<String> {
        let tables = one.iter().zip(other);
        let columns = tables.flat_map(|(one, other)| {
            assert_eq!(one.rows, other.rows, "the row counts of {}", one.name);
            let columns = one.columns.iter().filter(|(name, digest)| other.columns.get(*name) != Some(digest));
            columns.map(|(name, _)| format!("{}.{name}", one.name)).collect::<Vec<_>>()
        });
        columns.collect()
    };
    assert_eq!(differing(&made("ci-1", Some(7)), &made("ci-2", Some(7))), ["customers.owner"]);
    let (one, other) = (made("ci-1", None), made("ci-2", None));
    assert!(one.iter().zip(&other).all(|(one, other)| one.digest != other.digest), "the seed comes from the name");
}

#[test]
fn another_as_of_changes_only_what_depends_on_it() {
    let before = engine(SPEC);
    let after = engine(&changed("as_of: 2026-01-01T00:00:00Z", "as_of: 2026-03-01T00:00:00Z"));
    assert_shared_columns_agree(&before, &after, &["birthday", "created_at", "placed_at", "last_order"]);
    for (name, column) in [("customers", "birthday"), ("customers", "created_at"), ("orders", "placed_at")] {
        assert_ne!(&by_name(&whole(&before, name))[column], &by_name(&whole(&after, name))[column], "{name}.{column}");
    }
}

#[test]
fn growing_a_table_keeps_the_rows_it_had() {
    let before = engine(SPEC);
    let grown = engine(&changed("customers: 300", "customers: 450"));
    let (few, many) = (whole(&before, "customers"), whole(&grown, "customers"));
    assert_eq!(few, many.slice(0, few.num_rows()));
}

#[test]
fn rows_far_into_a_table_of_100_million_need_no_others() {
    let engine = engine(
        "reseed: 1\ndataset: far\nas_of: 2026-01-01T00:00:00Z\ntables:\n  orders:\n    rows: 100_000_000\n    \
         columns:\n      id: serial\n      total: { decimal: { uniform: [0, 10] }, scale: 2 }\n",
    );
    let batch = engine.batch(table(&engine, "orders"), 99_999_990..100_000_000).unwrap();
    assert_eq!(batch.num_rows(), 10);
    let ids = batch.column(0).as_any().downcast_ref::<arrow::array::Int64Array>().unwrap();
    assert_eq!(ids.value(9), 100_000_000);
}

/// Two parents with groups of many steps, and chains of all sorts in them.
const HUGE: &str = r#"
reseed: 1
dataset: huge
as_of: 2026-01-01T00:00:00Z
tables:
  sensors:
    rows: 2
    columns:
      id: serial
      since: { time: { between: [2020-01-01, 2021-01-01] } }
      last: { highest: events.free }
      mean: { avg: events.n, scale: 3 }
  events:
    each: sensors
    count: 90_000
    columns:
      id: serial
      n: { int: { uniform: [0, 9] } }
      seen: { time: { between: [2020-01-01, as_of] }, nulls: 0.01% }
      open: { after: [sensors.since, previous], gap: { exponential: 20min } }
      fitted: { after: [sensors.since, previous], gap: { exponential: 30min }, until: as_of }
      roomy: { after: [sensors.since, previous], gap: { exponential: 30min }, until: as_of + 20y }
      free: { after: [seen, previous], gap: { exponential: 3min }, until: as_of, late: "null" }
      after_all: { after: [sensors.last, previous], gap: 1s, until: as_of + 1y, late: "null" }
  ticks:
    rows: 100_000
    columns:
      id: serial
      at: { after: [2020-01-01, previous], gap: { exponential: 1h }, until: as_of }
"#;

#[test]
fn rows_of_a_huge_group_are_the_same_whether_it_is_made_whole_or_entered() {
    let engine = engine(HUGE);
    let events = table(&engine, "events");
    let all = whole(&engine, "events");
    let places = [0, 1, 16_383, 16_384, 65_535, 65_536, 70_001, 81_920, 89_999, 90_000, 98_303, 155_536, 179_990];
    for start in places {
        for length in [1, 9, 20_000] {
            let end = (start + length).min(180_000);
            let entered = Engine::new(engine.plan().clone()).batch(events, start..end).unwrap();
            assert_eq!(entered, all.slice(start as usize, (end - start) as usize), "rows {start}..{end}");
        }
    }
    let list: Arc<[u64]> = (0..200_u64).map(|step| step * 104_729 % 180_000).collect();
    for (column, of) in engine.plan().tables[events].columns.iter().enumerate().filter(|(_, column)| !column.helper) {
        let scope = engine.scope();
        let listed = scope.column(events, column, &Rows::List(list.clone())).unwrap();
        let range = scope.column(events, column, &Rows::Range(0..180_000)).unwrap();
        for (position, &row) in list.iter().enumerate() {
            assert_eq!(&listed.slice(position, 1), &range.slice(row as usize, 1), "{} row {row}", of.name);
        }
    }
}

#[test]
fn a_table_without_a_parent_is_one_group() {
    let engine = engine(HUGE);
    let (ticks, all) = (table(&engine, "ticks"), whole(&engine, "ticks"));
    for start in [0, 16_384, 65_000, 99_990] {
        let entered = Engine::new(engine.plan().clone()).batch(ticks, start..start + 10).unwrap();
        assert_eq!(entered, all.slice(start as usize, 10), "from row {start}");
    }
    let times = all.column(1).as_primitive::<TimestampMicrosecondType>().values();
    assert!(times.is_sorted());
    assert!(times[99_999] <= engine.plan().as_of);
    assert!(times[99_999] > engine.plan().as_of - 24 * 3_600_000_000, "the chain fills the time until as_of");
}

#[test]
fn a_huge_family_is_cut_into_blocks_and_no_cell_changes() {
    let spec = changed(
        "each: customers\n    count: { zipf: { max: 20, s: 1.3 }, zero: 15% }",
        "each: customers\n    count: orders_made",
    )
    .replace(
        "      orders: { count: orders }\n",
        "      orders_made: { sql: \"case when id = 7 then 4000 else 1 end\" }\n",
    );
    let engine = engine(&spec);
    let names = ["products", "customers", "orders", "order_lines"];
    let expected: Vec<RecordBatch> = names.iter().map(|name| whole(&engine, name)).collect();
    for (threads, block_rows) in [(1, 10), (7, 100), (2, 1_000)] {
        assert_eq!(streamed(&engine, Cut { threads, block_rows, ..WHOLE }), expected, "{block_rows} rows per block");
        let longest = batch_lengths(&engine, block_rows).into_iter().max().unwrap();
        assert!(longest as u64 <= 8 * block_rows, "a batch of {longest} rows where blocks have {block_rows}");
    }
}

/// The rows of each batch that a stream hands out.
fn batch_lengths(engine: &Engine, block_rows: u64) -> Vec<usize> {
    let tables = (0..engine.plan().tables.len()).collect();
    let request = StreamRequest { tables, shard: Shard::WHOLE, threads: Some(2), block_rows: Some(block_rows) };
    let mut lengths = Vec::new();
    let encode = |_, batch: RecordBatch| Ok::<_, std::convert::Infallible>(batch.num_rows());
    let consume = |_, rows| {
        lengths.push(rows);
        Ok(())
    };
    stream(engine, &request, encode, consume).unwrap_or_else(|error| panic!("{error}"));
    lengths
}

#[test]
fn rows_near_the_start_and_folds_anywhere_count_nothing_else() {
    let spec = changed("customers: 300", "customers: 40_000_000_000");
    let engine = engine(&spec);
    let (customers, orders) = (table(&engine, "customers"), table(&engine, "orders"));
    // Counting all of them would take minutes.
    let far = engine.batch(customers, 39_999_999_990..40_000_000_000).unwrap();
    assert_eq!(far.num_rows(), 10);
    let near = engine.batch(orders, 1_000_000..1_000_010).unwrap();
    assert_eq!(near.num_rows(), 10);
    assert!(matches!(engine.estimated_row_count(orders), Ok(RowCount::About(rows)) if rows > 100_000_000_000));
    assert_eq!(engine.estimated_row_count(customers), Ok(RowCount::Exact(40_000_000_000)));
}

/// Folds over children by numbers behind refs to a table too large to be kept, and over unique texts.
const FAR: &str = r#"
reseed: 1
dataset: far
as_of: 2026-01-01T00:00:00Z
tables:
  customers:
    rows: 300_000
    columns:
      id: serial
      visited: { sum: orders.visit_v }
      code: { lowest: orders.code }
      spent: { sum: orders.total }
  orders:
    each: customers
    count: { uniform: [0, 4] }
    columns:
      id: serial
      visit: { ref: visits.id }
      visit_v: visit.v
      code: { pattern: "[a-z]{8}", unique: true }
      total: { sum: lines.q }
  visits:
    each: customers
    count: { uniform: [0, 4] }
    columns:
      id: serial
      v: { int: { uniform: [0, 1_000_000] } }
  lines:
    each: orders
    count: { uniform: [1, 3] }
    columns:
      id: serial
      q: { int: { uniform: [0, 9] } }
"#;

#[test]
fn folds_far_down_are_the_same_before_and_after_everything_is_counted() {
    let counted = engine(FAR);
    let (customers, lines) = (table(&counted, "customers"), table(&counted, "lines"));
    counted.row_count(lines).unwrap();
    let expected = counted.batch(customers, 60_000..60_020).unwrap();
    assert_eq!(Engine::new(counted.plan().clone()).batch(customers, 60_000..60_020).unwrap(), expected);
    // Enough orders to be folded in pieces, while more lines are counted than orders.
    let spent = expected.schema().index_of("spent").unwrap();
    let near = Engine::new(counted.plan().clone());
    near.batch(lines, 400_000..400_010).unwrap();
    let rows = Rows::Range(100_000..280_000);
    let found = near.scope().column(customers, spent, &rows).unwrap();
    assert_eq!(&found, &counted.scope().column(customers, spent, &rows).unwrap());
}

#[test]
fn a_chain_without_an_end_follows_each_rows_own_instants() {
    let spec = r#"
reseed: 1
dataset: visits
as_of: 2026-01-01T00:00:00Z
tables:
  people:
    rows: 50
    columns:
      id: serial
  visits:
    each: people
    count: { uniform: [2, 9] }
    columns:
      id: serial
      seen: { time: { between: [as_of - 1y, as_of] } }
      done: { after: [seen, previous], gap: 1h }
"#;
    let visits = whole(&engine(spec), "visits");
    let times = |column: usize| visits.column(column).as_primitive::<TimestampMicrosecondType>().values().to_vec();
    let early = times(1).iter().zip(times(2)).filter(|(seen, done)| **seen + 3_600_000_000 > *done).count();
    assert_eq!(early, 0, "no visit is done before it was seen");
}
