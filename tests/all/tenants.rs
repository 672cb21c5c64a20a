//! What a tenant's name decides, on the command line.

use std::fs;

use serde_json::Value;

use crate::workspace::Workspace;

/// A workspace whose tenants have these files, each a shop of 50 customers.
fn shops(tenants: &[(&str, &str)]) -> Workspace {
    let workspace = Workspace::new();
    for (tenant, more) in tenants {
        let file = format!("tenant: {tenant}\ndataset: shop\nset: {{ customers: 50 }}\n{more}");
        fs::write(workspace.path(&format!("seeds/{tenant}.yaml")), file).expect("the folder is ours");
    }
    workspace
}

/// The one JSON document that a command prints.
fn json(workspace: &Workspace, arguments: &[&str]) -> Value {
    serde_json::from_slice(&workspace.expect(0, arguments).stdout).expect("stdout is one JSON document")
}

#[test]
fn equal_inputs_give_equal_digests_whatever_the_tenant_is_called() {
    let workspace = shops(&[("ci-1", "seed: 7\n"), ("ci-2", "seed: 7\n"), ("ci-3", "")]);
    let receipts = json(&workspace, &["up", "ci-1", "ci-2", "ci-3", "--json"]);
    let tables = |receipt: usize| &receipts[receipt]["tables"];
    assert_eq!(tables(0), tables(1), "rows and digests of every table and column");
    assert_eq!(receipts[0]["digest"], receipts[1]["digest"]);
    assert_ne!(receipts[0]["digest"], receipts[2]["digest"], "without a seed it comes from the name");
    let digest = |tenant: &str| json(&workspace, &["verify", tenant, "--json"])["digest"].clone();
    assert_eq!(digest("ci-1"), digest("ci-2"));
}

#[test]
fn a_mail_domain_that_the_spec_does_not_name_is_the_datasets() {
    let workspace = shops(&[("ci-1", "")]);
    let page = json(&workspace, &["preview", "customers", "--tenant", "ci-1", "--rows", "0..50", "--json"]);
    let rows = page["rows"].as_array().expect("rows");
    let mails: Vec<&str> = rows.iter().filter_map(|row| row["email"].as_str()).collect();
    assert!(mails.len() > 40, "{mails:?}");
    assert!(mails.iter().all(|mail| mail.ends_with("@shop.example.com")), "{mails:?}");
}
