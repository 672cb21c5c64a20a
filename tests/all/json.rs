//! JSON on every store: what counts is the value, not how it is written.

use crate::server;
use crate::workspace::{TENANT, Workspace};

const SPEC: &str = r#"reseed: 1
dataset: shop
as_of: 2026-01-01T00:00:00Z
tables:
  notes:
    rows: 6
    columns:
      id:   serial
      data: { choose: ['{"seats": 1.0, "plan": {"b": [1, 2e2], "a": "é"}, "ratio": 0.10000000000000000001}'], type: json }
"#;

/// Other texts of the same value.
const SAME: [&str; 3] = [
    r#"{"plan": {"a": "\u00e9", "b": [1.0, 200]}, "ratio": 0.10000000000000000001, "seats": 1}"#,
    r#"{ "ratio" : 10000000000000000001e-20 , "plan":{"b":[ 10e-1,2.00E+2],"a":"é"},"seats":1.000}"#,
    r#"{"seats": 7, "plan": {"a": "é", "b": [1, 200]}, "ratio": 0.10000000000000000001, "seats": 1}"#,
];

/// Other values.
const OTHERS: [&str; 6] = [
    r#"{"plan": {"a": "é", "b": [1, 200]}, "ratio": 0.1, "seats": 1}"#,
    r#"{"plan": {"a": "é", "b": [200, 1]}, "ratio": 0.10000000000000000001, "seats": 1}"#,
    r#"{"plan": {"a": "é", "b": [1, 200]}, "ratio": 0.10000000000000000001, "seats": "1"}"#,
    r#"{"plan": {"a": "é", "b": [1, 200]}, "ratio": 0.10000000000000000001}"#,
    r#"{"plan": {"a": "e", "b": [1, 200]}, "ratio": 0.10000000000000000001, "seats": 1}"#,
    "[]",
];

#[test]
fn json_is_compared_by_value_with_the_same_rule_on_every_store() {
    let stores = [
        (Workspace::new(), &[][..]),
        (Workspace::on(&server::database(15)), &["--layout", "schema"]),
        (Workspace::on(&server::database(18)), &["--layout", "shared"]),
    ];
    let mut digests = Vec::new();
    for (workspace, options) in stores {
        std::fs::write(workspace.path("generators/shop/spec.yaml"), SPEC).expect("the folder is ours");
        let tenant = format!("tenant: {TENANT}\ndataset: shop\nseed: 1\n");
        std::fs::write(workspace.path("seeds/globex.yaml"), tenant).expect("the folder is ours");
        workspace.expect(0, &[&["up", "--quiet"], options].concat());
        digests.push(workspace.seed_digest());
        let set = |data: &str, id: &str| {
            workspace.expect(0, &["sql", TENANT, &format!("UPDATE notes SET data = '{data}' WHERE id = {id}")]);
        };
        for data in SAME {
            set(data, "id");
            workspace.expect(0, &["verify", TENANT]);
            workspace.expect(0, &["diff", TENANT]);
        }
        for data in OTHERS {
            set(data, "3");
            workspace.expect(1, &["verify", TENANT]);
            let diff = String::from_utf8_lossy(&workspace.expect(1, &["diff", TENANT]).stdout).into_owned();
            assert!(diff.contains("changed notes id=3: data") && diff.matches("changed notes").count() == 1, "{diff}");
        }
    }
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    let sqlite = Workspace::new();
    std::fs::write(sqlite.path("generators/shop/spec.yaml"), SPEC).expect("the folder is ours");
    std::fs::write(sqlite.path("seeds/globex.yaml"), "tenant: globex\ndataset: shop\n").expect("the folder is ours");
    sqlite.expect(0, &["up", "--quiet"]);
    sqlite.expect(0, &["sql", TENANT, "UPDATE notes SET data = 'no json {' WHERE id = 3"]);
    let verify = String::from_utf8_lossy(&sqlite.expect(1, &["verify", TENANT]).stdout).into_owned();
    assert!(verify.contains("data"), "text that is no JSON is no value: {verify}");
}
