//! Loads of more tables than there are connections for, and how far they are.

use std::sync::{Arc, Mutex};

use arrow::array::{RecordBatch, StringArray};

use super::trips::Counter;
use super::*;
use reseed::plan::Plan;
use reseed::reset::{LiveState, Operations};
use reseed::store::{BatchConsumer, BatchSource, Caller, ErrorKind, Stage, StoreError, Watch};
use reseed::testkit::dataset::Batches;

/// More than a load ever has connections for.
const TABLES: usize = 20;

/// The shop with many more tables like its orders, each of which refers to the customers.
fn many_tables() -> (Plan, Batches) {
    let mut plan = plan();
    let Batches(mut rows) = batches(&plan, 0);
    let orders = rows.iter().find(|(index, _)| *index == 1).expect("there are orders").1.clone();
    for index in plan.tables.len()..TABLES {
        let name = format!("orders_{index}");
        let table = reseed::plan::Table { name: name.clone(), stored_name: name, ..plan.tables[1].clone() };
        plan.tables.push(table);
        rows.push((index, orders.slice(0, index)));
    }
    (plan, Batches(rows))
}

everywhere!(more_tables_than_connections_are_loaded_some_after_the_others, |ground| {
    let sandbox = Sandbox::new(ground);
    let (plan, rows) = many_tables();
    let receipt = sandbox.up_plan(&plan, &rows);
    assert_eq!(receipt.made.tables.len(), TABLES);
    assert_eq!(sandbox.app().integer("SELECT count(*) FROM orders_19 WHERE :mine"), 19);
    sandbox.app().exec("DELETE FROM orders_19 WHERE :mine AND id < 12; DELETE FROM lines WHERE :mine");
    sandbox.reset();
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_load_makes_do_with_the_connections_that_the_server_has, |ground| {
    let sandbox = Sandbox::new(ground);
    let mut admin = sandbox.app();
    // The application's, the lease's, those for records, and the rest to load twenty tables with.
    admin.exec("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 7', current_database()); END $$");
    let (plan, rows) = many_tables();
    sandbox.up_plan(&plan, &rows);
    assert!(sandbox.equals_seed("acme"));
});

/// Stages with the rows that were announced and done; none is under way between them.
#[derive(Default)]
struct Notes {
    stages: Mutex<Vec<(Stage, u64, u64)>>,
    under_way: Mutex<Option<(Stage, u64, u64)>>,
}

impl Watch for Notes {
    fn begin(&self, stage: Stage, rows: u64) {
        let before = self.under_way.lock().expect("the stage").replace((stage, rows, 0));
        assert_eq!(before, None, "a stage begins in another one");
    }

    fn add(&self, rows: u64) {
        self.under_way.lock().expect("the stage").as_mut().expect("a stage is under way").2 += rows;
    }

    fn end(&self) {
        let ended = self.under_way.lock().expect("the stage").take().expect("a stage is under way");
        self.stages.lock().expect("the stages").push(ended);
    }
}

everywhere!(a_store_reports_progress_to_its_caller, |ground| {
    let sandbox = Sandbox::new(ground);
    let notes = Arc::new(Notes::default());
    let store = sandbox.store().called_by(Caller::default().watched_by(Arc::clone(&notes) as Arc<dyn Watch>));
    let operations = Operations::new(&store, sandbox.policy);
    let (plan, tenant) = (plan(), name("acme"));
    let rows = batches(&plan, 0);
    let up = sandbox.runtime.block_on(operations.up(&plan, &rows, None, None)).expect("the tenant is created");
    let all = up.made.tables.iter().map(|table| table.rows).sum();
    sandbox.runtime.block_on(operations.verify(&tenant)).expect("the live data can be read");
    // The snapshot is read back; the standby is filled and read back; the live rows are read.
    let wanted = [Stage::Reading, Stage::Copying, Stage::Reading, Stage::Reading].map(|stage| (stage, all, all));
    assert_eq!(*notes.stages.lock().expect("the stages"), wanted);
});

/// Rows that come as slowly as those of a large table.
struct Slow(Batches);

impl BatchSource for Slow {
    fn for_each(&self, tables: std::ops::Range<usize>, consume: &mut BatchConsumer<'_>) -> Result<(), StoreError> {
        std::thread::sleep(Duration::from_millis(700));
        self.0.for_each(tables, consume)
    }
}

everywhere!(a_server_that_ends_idle_sessions_leaves_long_work_alone, |ground| {
    let sandbox = Sandbox::new(ground);
    sandbox.app().exec(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET idle_session_timeout = 300', current_database());
           IF current_setting('transaction_timeout', true) IS NOT NULL THEN
             EXECUTE format('ALTER DATABASE %I SET transaction_timeout = 300', current_database());
           END IF; END $$",
    );
    let (plan, rows) = (plan(), Slow(batches(&plan(), 0)));
    sandbox.up_plan(&plan, &rows);
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_load_that_the_server_refuses_leaves_no_table_and_the_next_one_succeeds, |ground| {
    let sandbox = Sandbox::new(ground);
    let plan = plan();
    // What is no document is found by the server, when all the other tables' rows are on their way.
    let Batches(mut rows) = batches(&plan, 0);
    let bad = &mut rows.iter_mut().find(|(index, _)| *index == 0).expect("there are customers").1;
    let mut columns = bad.columns().to_vec();
    *columns.last_mut().expect("a column") = Arc::new(StringArray::from(vec!["{"; bad.num_rows()]));
    *bad = RecordBatch::try_new(bad.schema(), columns).expect("the same columns");
    let error = sandbox.try_up_plan(&plan, &Batches(rows)).expect_err("no document");
    assert_eq!(error.kind(), ErrorKind::Data, "{error}");
    let strays = "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname LIKE 'reseed\\_data%' AND c.relkind = 'r' AND c.oid NOT IN (SELECT relation FROM reseed.relations)";
    assert_eq!(sandbox.app().integer(strays), 0);
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname = 'acme'";
    assert_eq!(sandbox.app().integer(schemas), 0, "the tenant's own schema is gone");
    sandbox.up("acme", 0);
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(a_dataset_without_tenants_can_be_created_in_another_layout, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let layout = if ground.layout == Layout::Shared { Layout::Schema } else { Layout::Shared };
    let other = Sandbox::at(sandbox.url.clone(), layout);
    let plan = plan();
    let error = other.try_up_plan(&plan, &batches(&plan, 1)).expect_err("it has a layout");
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    sandbox.down();
    other.up("acme", 0);
    assert!(other.equals_seed("acme"));
});

in_shared_tables!(connections_are_used_again_until_the_server_has_forgotten_them, |ground| {
    let mut server = server::Server::start(ground.version, &[]);
    let counter = Counter::new(&server::database_at(&server.address));
    let sandbox = Sandbox::at(counter.url.clone(), Layout::Shared);
    sandbox.up("acme", 0);
    let store = sandbox.store();
    let operations = Operations::new(&store, sandbox.policy);
    let reset = || sandbox.runtime.block_on(operations.reset(&name("acme"), None));
    let new_in_a_reset = || {
        counter.take();
        reset().unwrap_or_else(|error| panic!("{error}"));
        counter.take().connections
    };
    new_in_a_reset();
    // On a machine that is very busy what is kept may be too old when it is needed.
    assert!((0..5).any(|_| new_in_a_reset() == 0), "every reset made a connection");
    server.crash();
    reset().unwrap_or_else(|error| panic!("after a crash: {error}"));
    assert!(sandbox.equals_seed("acme"));
});

everywhere!(status_knows_an_untouched_seed_although_connections_stay_open, |ground| {
    let sandbox = Sandbox::with_tenants(ground, &["acme"]);
    let live = || sandbox.status().live;
    {
        let store = sandbox.store();
        let operations = Operations::new(&store, sandbox.policy);
        sandbox.runtime.block_on(operations.reset(&name("acme"), None)).expect("the reset");
        assert_eq!(live(), LiveState::Seed);
    }
    sandbox.until(
        "SELECT count(*) FROM (SELECT count(*) AS left FROM pg_stat_activity WHERE application_name = 'reseed'
        AND datname = current_database()) AS s WHERE s.left = 0",
    );
    assert_eq!(live(), LiveState::Seed, "what was loaded is no change");
    let mut app = sandbox.app();
    app.exec("UPDATE customers SET middle = middle WHERE :mine AND id = 1");
    app.exec("SELECT pg_stat_force_next_flush()");
    assert_eq!(live(), LiveState::MayDiffer);
});
