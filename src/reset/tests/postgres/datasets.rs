//! Tenants that change their dataset, and datasets that come at the same moment or under names that are taken.

use super::*;
use crate::plan::Plan;
use crate::store::sqlite::tests::fixture::{Batches, CUSTOMERS};

/// The shop's tables under another dataset's name, and its rows.
fn of_dataset(dataset: &str, variant: i64) -> (Plan, Batches) {
    let mut plan = plan();
    plan.dataset = dataset.to_owned();
    plan.params.insert("variant".to_owned(), variant.to_string());
    let rows = batches(&plan, variant);
    (plan, rows)
}

#[test]
fn a_tenant_changes_its_dataset_and_undo_brings_the_other_one_back() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme", "globex"]);
        sandbox.make_a_mess("acme");
        let (mess, neighbour) = (sandbox.fingerprint("acme"), sandbox.fingerprint("globex"));
        let (blog, rows) = of_dataset("blog", 1);
        run!(sandbox, up(&blog, &rows, None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
        if ground.layout == Layout::Shared {
            let count = |schema: &str| {
                let sql = format!("SELECT count(*) FROM {schema}.customers WHERE :mine");
                sandbox.app().integer(&sql)
            };
            assert_eq!((count("shop"), count("blog")), (0, CUSTOMERS as i64), "{ground:?}");
        }
        run!(sandbox, undo(&name("acme"), None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert_eq!(sandbox.fingerprint("acme").0, mess.0, "{ground:?}");
        run!(sandbox, reset(&name("acme"), None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(sandbox.equals_seed("acme"), "{ground:?}");
        assert_eq!(sandbox.fingerprint("globex"), neighbour, "{ground:?}");
    });
}
