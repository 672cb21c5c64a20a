//! Loads of more tables than there are connections for.

use super::*;
use crate::plan::Plan;
use crate::store::postgres::tests::fixture::Batches;

/// More than a load ever has connections for.
const TABLES: usize = 20;

/// The shop with many more tables like its orders, each of which refers to the customers.
fn many_tables() -> (Plan, Batches) {
    let mut plan = plan();
    let Batches(mut rows) = batches(&plan, 0);
    let orders = rows.iter().find(|(index, _)| *index == 1).expect("there are orders").1.clone();
    for index in plan.tables.len()..TABLES {
        let name = format!("orders_{index}");
        let table = crate::plan::Table { name: name.clone(), stored_name: name, ..plan.tables[1].clone() };
        plan.tables.push(table);
        rows.push((index, orders.slice(0, index)));
    }
    (plan, Batches(rows))
}

#[test]
fn more_tables_than_connections_are_loaded_some_after_the_others() {
    everywhere(|ground| {
        let sandbox = Sandbox::new(ground);
        let (plan, rows) = many_tables();
        let receipt = run!(sandbox, up(&plan, &rows, None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert_eq!(receipt.made.tables.len(), TABLES, "{ground:?}");
        assert_eq!(sandbox.app().integer("SELECT count(*) FROM orders_19 WHERE :mine"), 19, "{ground:?}");
        sandbox.app().exec("DELETE FROM orders_19 WHERE :mine AND id < 12; DELETE FROM lines WHERE :mine");
        run!(sandbox, reset(&name("acme"), None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}

#[test]
fn a_load_makes_do_with_the_connections_that_the_server_has() {
    everywhere(|ground| {
        let sandbox = Sandbox::new(ground);
        let mut admin = sandbox.app();
        // The application's, the lease's, those for records, and the rest to load twenty tables with.
        admin.exec("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 7', current_database()); END $$");
        let (plan, rows) = many_tables();
        run!(sandbox, up(&plan, &rows, None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
    });
}
