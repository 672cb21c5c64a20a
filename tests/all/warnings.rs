//! Warnings of `check` about specs that are valid and may still not be what the author wants.

use serde_json::Value;

use crate::workspace::Workspace;

#[test]
fn check_warns_of_decimals_that_may_be_longer_than_sqlite_keeps_and_ends_well() {
    let workspace = Workspace::new();
    let quiet = workspace.expect(0, &["check"]);
    assert_eq!(String::from_utf8_lossy(&quiet.stderr), "", "the shop's sums have bounds");
    let path = workspace.path("generators/shop/spec.yaml");
    let spec = std::fs::read_to_string(&path).expect("it is there");
    let wealth = "wealth: { decimal: { lognormal: { median: 1_000_000, sigma: 3 } }, scale: 2 }";
    let with = |column: &str| {
        let text = spec.replace("      orders:     {", &format!("      {column}\n      orders:     {{"));
        std::fs::write(&path, text).expect("the folder is ours");
    };
    with(wealth);
    let warned = workspace.expect(0, &["check"]);
    let said = String::from_utf8_lossy(&warned.stderr).into_owned();
    let place =
        "warning: generators/shop/spec.yaml:30: column \"customers.wealth\" of type decimal(18,2) may have values";
    assert!(said.starts_with(place) && said.contains("\n  help: ") && said.contains("sqlite: text"), "{said}");
    assert_eq!(said.matches("warning: ").count(), 1, "once, though a tenant has the spec too: {said}");
    let document = workspace.expect(0, &["check", "--json"]);
    assert!(document.stderr.is_empty());
    let document: Value = serde_json::from_slice(&document.stdout).expect("one document");
    assert_eq!(document["warnings"][0]["line"], 30);
    for column in
        [wealth.replace("scale: 2", "scale: 2, sqlite: text"), wealth.replace("scale: 2", "scale: 2, max: 1_000")]
    {
        with(&column);
        let quiet = workspace.expect(0, &["check"]);
        assert_eq!(String::from_utf8_lossy(&quiet.stderr), "", "{column}");
    }
}
