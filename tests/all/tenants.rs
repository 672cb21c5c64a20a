//! What a tenant's name decides, on the command line.

use std::fs;

use serde_json::Value;

use crate::server;
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

/// `up` of tenants without files, made like `ci`.
fn up_like(workspace: &Workspace, tenant: &str, options: &[&str]) -> Value {
    json(workspace, &[&["up", tenant, "--like", "ci", "--json"], options].concat())[0].clone()
}

#[test]
fn a_tenant_like_another_has_its_data_and_no_file() {
    for seed in ["", "seed: 7\n"] {
        let workspace = shops(&[("ci", seed)]);
        let files = workspace.files("seeds");
        let like = up_like(&workspace, "ci-8123", &[]);
        let ci = json(&workspace, &["up", "ci", "--json"])[0].clone();
        assert_eq!((&like["tables"], &like["digest"], &like["seed"]), (&ci["tables"], &ci["digest"], &ci["seed"]));
        assert_eq!((&like["tenant"], &ci["tenant"]), (&Value::from("ci-8123"), &Value::from("ci")));
        assert_eq!(workspace.files("seeds"), files);
    }
}

#[test]
fn the_command_line_overrides_what_differs_from_the_other_tenant() {
    let workspace = shops(&[("ci", "seed: 7\nexpires: 30d\n")]);
    let rows = |receipt: &Value| receipt["tables"][1]["rows"].as_u64().expect("a table has rows");
    let like = up_like(&workspace, "like", &[]);
    let fewer = up_like(&workspace, "fewer", &["--set", "customers=20", "--expires", "2h"]);
    let other = up_like(&workspace, "other", &["--seed", "8"]);
    assert_eq!((rows(&like), rows(&fewer), rows(&other)), (50, 20, 50));
    assert_ne!(like["digest"], other["digest"]);
    let until = |receipt: &Value| receipt["expires"].as_str().expect("it expires").to_owned();
    assert!(until(&fewer) < until(&like), "2 hours end before the 30 days of the other tenant's file");
    // A second command with other overrides replaces the first one's.
    assert_eq!(rows(&up_like(&workspace, "fewer", &["--set", "customers=30"])), 30);
}

#[test]
fn a_tenant_without_a_file_is_looked_after_by_its_record() {
    let workspace = shops(&[("ci", "seed: 7\n")]);
    let made = up_like(&workspace, "ci-8123", &["--set", "customers=20", "--expires", "2h"]);
    workspace.expect(0, &["sql", "ci-8123", "DELETE FROM order_lines"]);
    let all = json(&workspace, &["up", "--json"]);
    let tenants: Vec<&str> = all.as_array().expect("receipts").iter().filter_map(|up| up["tenant"].as_str()).collect();
    assert_eq!(tenants, ["ci", "globex"], "up without names is about the tenants that have files");
    let again = json(&workspace, &["up", "ci-8123", "--json"])[0].clone();
    assert_eq!((&again["changed"], &again["expires"]), (&Value::from(false), &made["expires"]));
    workspace.expect(0, &["reconcile"]);
    workspace.expect(1, &["verify", "ci-8123"]);
    let reset = json(&workspace, &["reset", "ci-8123", "--json"]);
    assert_eq!(reset["digest"], made["digest"]);
    workspace.expect(0, &["verify", "ci-8123"]);

    // With another spec it gets what that one makes of the recorded inputs.
    let spec = workspace.path("generators/shop/spec.yaml");
    let text = fs::read_to_string(&spec).expect("the pack is there");
    fs::write(&spec, text.replace("rows: $products", "rows: $products / 20")).expect("the folder is ours");
    let other = json(&workspace, &["up", "ci-8123", "--json"])[0].clone();
    let rows: Vec<_> = (0..2).map(|table| other["tables"][table]["rows"].clone()).collect();
    assert_eq!((rows, &other["seed"]), (vec![Value::from(10), Value::from(20)], &Value::from("7")));
    workspace.expect(0, &["down", "ci-8123", "--yes"]);
}

#[test]
fn a_tenant_can_be_like_one_that_has_only_a_record() {
    let workspace = shops(&[("ci", "seed: 7\n")]);
    let first = up_like(&workspace, "first", &["--set", "customers=20", "--set", "countries=[DE, JP]"]);
    fs::remove_file(workspace.path("seeds/ci.yaml")).expect("the folder is ours");
    let second = json(&workspace, &["up", "second", "--like", "first", "--json"])[0].clone();
    assert_eq!((&second["digest"], &second["params"]), (&first["digest"], &first["params"]));
}

#[test]
fn a_recorded_parameter_that_the_spec_no_longer_has_is_named_and_left_out() {
    let workspace = shops(&[("ci", "seed: 7\n")]);
    let spec = workspace.path("generators/shop/spec.yaml");
    let text = fs::read_to_string(&spec).expect("the pack is there");
    let more = text.replacen("  products: 200\n", "  products: 200\n  vip: 200\n", 1);
    let more = more.replacen("rows: $products", "rows: $vip", 1).replacen("  products: 200\n", "", 1);
    assert_ne!(more, text);
    fs::write(&spec, more).expect("the folder is ours");
    let made = up_like(&workspace, "ci-8123", &["--set", "customers=20"]);
    assert_eq!(made["params"]["vip"], "200");
    fs::write(&spec, text).expect("the folder is ours");
    let output = workspace.expect(0, &["up", "ci-8123", "--json"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("parameter \"vip\", which dataset \"shop\" no longer has"), "{said}");
    let other: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!((&other[0]["digest"], &other[0]["params"]["vip"]), (&made["digest"], &Value::Null));
}

#[test]
fn what_cannot_be_like_another_tenant_is_refused_and_nothing_is_made() {
    let workspace = shops(&[("ci", "seed: 7\n"), ("own", "")]);
    let refused = |arguments: &[&str], expected: &str| {
        let output = workspace.expect(2, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected), "{arguments:?}: {said}");
    };
    refused(&["up", "own", "--like", "ci"], "tenant \"own\" has a file, so --like does not apply");
    refused(&["up", "new", "--like", "new"], "cannot be created from itself");
    refused(&["up", "new", "--like", "cii"], "no tenant \"cii\" in \"seeds\"");
    refused(&["up", "New", "--like", "ci"], "\"New\" is not a valid tenant name");
    refused(&["up", "new", "own", "--like", "ci"], "tenant \"own\" has a file");
    refused(&["up", "new", "--like", "ci", "--set", "custmers=1"], "unknown parameter \"custmers\"");
    refused(&["up", "new", "--like", "ci", "--expires", "0s"], "expires must be > 0s");
    refused(&["up", "new", "--set", "customers=1"], "--like <TENANT>");
    refused(&["up", "--like", "ci"], "<TENANT>...");
    refused(&["up", "new"], "\"reseed up new --like NAME\"");
    refused(&["check", "new"], "\"new\" is neither a pack in \"generators\" nor a tenant in \"seeds\"");
    assert!(!workspace.path(".reseed").exists(), "no store was made");
}

/// A parameter of every type; texts and choices that YAML, or the language, would read otherwise without quotes.
const PARAMS: &str = r##"reseed: 1
dataset: shop
as_of: 2026-01-01T00:00:00Z
params:
  rows:    4
  low:     -7
  exact:   1.50
  some:    25%
  span:    90min
  day:     2024-02-29
  is_open: true
  word:    plain
  odd:     "a: b"
  even:    [a, b]
  weights: { a: 5, b: 2.5 }
  shares:  { a: 60%, b: 12.5%, c: rest }
tables:
  notes:
    rows: $rows
    columns:
      id:      serial
      low:     { constant: $low }
      exact:   { constant: $exact, scale: 4 }
      some:    { constant: x, nulls: $some }
      span:    { time: as_of - $span }
      day:     { constant: $day, type: date }
      is_open: { constant: $is_open, type: bool }
      word:    { constant: $word, type: text }
      odd:     { constant: $odd }
      even:    { choose: $even, type: text }
      weights: { choose: $weights, type: text }
      shares:  { choose: $shares, type: text }
"##;

/// Other values of them, for the command line.
const OTHERS: [&str; 12] = [
    "rows=1_000",
    "low=-0",
    "exact=0.0001",
    "some=33.3%",
    "span=1d",
    "day=2000-01-01",
    "is_open=false",
    "word=007",
    r#"odd="$$x # 'y' \"z\" \\ {} \u0001\t\u007f\u0085 é日 - ~ ""#,
    r#"even=[NO, ~, "", "a, b", "c: d", '#', $$e, 007, null, "tab\t", 1.50]"#,
    r#"weights={ "a, b": 0.125, "yes": 1e3, "$$": 2, "1_0": 7 }"#,
    r#"shares={ "{x}": 33.25%, "a: b": rest, '*': 0.5% }"#,
];

#[test]
fn every_type_of_parameter_comes_back_from_a_tenants_record() {
    let stores = [
        (None, &[][..]),
        (Some(server::database(15)), &["--layout", "schema"]),
        (Some(server::database(18)), &["--layout", "shared"]),
    ];
    for (store, layout) in stores {
        let workspace = store.as_ref().map_or_else(Workspace::new, |store| Workspace::on(store));
        fs::write(workspace.path("generators/shop/spec.yaml"), PARAMS).expect("the folder is ours");
        fs::write(workspace.path("seeds/ci.yaml"), "tenant: ci\ndataset: shop\nseed: 7\n").expect("the folder is ours");
        let sets: Vec<&str> = OTHERS.iter().flat_map(|set| ["--set", set]).collect();
        let plain = up_like(&workspace, "plain", layout);
        let other = up_like(&workspace, "other", &[layout, &sets].concat());
        fs::remove_file(workspace.path("seeds/ci.yaml")).expect("the folder is ours");
        for (made, names) in [(&plain, ["plain", "like-plain"]), (&other, ["other", "like-other"])] {
            let again = json(&workspace, &["up", names[0], "--json"])[0].clone();
            assert_eq!((&again["changed"], &again["digest"]), (&Value::from(false), &made["digest"]));
            let like = json(&workspace, &["up", names[1], "--like", names[0], "--json"])[0].clone();
            assert_eq!((&like["digest"], &like["params"]), (&made["digest"], &made["params"]), "{store:?}");
            assert_eq!(like["params"].as_object().map(serde_json::Map::len), Some(OTHERS.len()));
        }
        let changed = |name: &str| plain["params"][name] != other["params"][name];
        assert!(OTHERS.iter().all(|set| changed(set.split('=').next().expect("a name"))), "{other}");
        workspace.expect(0, &["verify", "like-other"]);
        workspace.expect(0, &["reset", "like-other"]);
    }
}
