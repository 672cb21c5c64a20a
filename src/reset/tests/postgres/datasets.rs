//! Tenants that change their dataset, and datasets that come at the same moment or under names that are taken.

use super::*;
use crate::plan::Plan;
use crate::store::sqlite::tests::fixture::{Batches, CUSTOMERS};
use crate::store::{BatchSource, Consume, ErrorKind, StoreError};

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

/// Rows that nobody may ask for.
struct Unread;

impl BatchSource for Unread {
    fn for_each(&self, _: std::ops::Range<usize>, _: &mut Consume<'_>) -> Result<(), StoreError> {
        panic!("the rows are read")
    }
}

#[test]
fn a_dataset_of_the_other_layout_is_refused_until_the_tenant_is_removed() {
    everywhere(|ground| {
        let sandbox = Sandbox::with_tenants(ground, &["acme"]);
        let layout = if ground.layout == Layout::Shared { Layout::Schema } else { Layout::Shared };
        let other = Sandbox::at(sandbox.url.clone(), layout);
        let before = sandbox.fingerprint("acme");
        let (blog, rows) = of_dataset("blog", 1);
        let error = run!(other, up(&blog, &Unread, None, None)).expect_err("it has tables of this layout");
        assert_eq!(error.kind(), ErrorKind::Refused, "{ground:?}: {error}");
        let hint = error.help().unwrap_or_default();
        assert!(hint.contains("`reseed down acme`"), "{ground:?}: {error}: {hint}");
        let traces = "SELECT count(*) FROM reseed.datasets WHERE name = 'blog'";
        assert_eq!(sandbox.app().integer(traces), 0, "{ground:?}");
        assert_eq!(sandbox.fingerprint("acme"), before, "{ground:?}");
        run!(sandbox, down(&name("acme"), None)).expect("the removal");
        run!(other, up(&blog, &rows, None, None)).unwrap_or_else(|error| panic!("{ground:?}: {error}"));
        assert!(other.equals_seed("acme"), "{ground:?}");
    });
}
