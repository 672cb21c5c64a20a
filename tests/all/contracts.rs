//! `reseed check --contract`: a folder in `tests/cases/contract` for each case, with `spec.yaml`, `openapi.yaml` or `.json`, what
//! else is on the command line (`arguments`), and what is printed (`expected.txt`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The environment variable that makes a test write what it would compare.
const UPDATE: &str = "RESEED_UPDATE";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/contract")
}

fn check(folder: &Path, more: &[&str]) -> Output {
    let contract = if folder.join("openapi.json").is_file() { "openapi.json" } else { "openapi.yaml" };
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("RESEED_STORE");
    command.args(["check", "spec.yaml", "--contract", contract]).args(more).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn rows_meet_a_contract_or_each_difference_is_named() {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root()).expect("the folder of cases").map(|entry| entry.expect("a case").path()).collect();
    folders.sort();
    assert!(folders.len() >= 4, "only {} cases were found", folders.len());
    let mut wrong = Vec::new();
    for folder in folders {
        let arguments = fs::read_to_string(folder.join("arguments")).unwrap_or_default();
        let output = check(&folder, &arguments.split_whitespace().collect::<Vec<_>>());
        let found =
            format!("{}{}exit {}\n", text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1));
        let path = folder.join("expected.txt");
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&path, &found).expect("the case can be written");
        }
        if fs::read_to_string(&path).ok().as_deref() != Some(found.as_str()) {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{UPDATE}=1 rewrites what is expected; these differ:\n{}", wrong.join("\n"));
}

#[test]
fn a_contract_that_holds_ends_with_0_and_another_one_with_1() {
    for (case, code) in [("holds_3_1", 0), ("drifts", 1), ("missing", 1)] {
        assert_eq!(check(&root().join(case), &[]).status.code(), Some(code), "{case}");
    }
    let output = check(&root().join("drifts"), &["--json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    let contract = &document["contract"];
    assert_eq!((&contract["rows"], &contract["rows_max"]), (&20.into(), &10_000.into()), "{contract:#}");
    let state = contract["differences"].as_array().expect("a list").iter().find(|found| found["column"] == "state");
    let state = state.expect("a difference of this column");
    assert_eq!((&state["path"], &state["table"]), (&"/state".into(), &"orders".into()));
    assert_eq!(state["rule"], "/components/schemas/Order/properties/state/enum");
    assert_eq!(state["line"], 11, "{state:#}");
}

#[test]
fn a_contract_or_a_mapping_that_is_wrong_is_refused_with_what_there_is() {
    let refused = |case: &str, more: &[&str]| {
        let output = check(&root().join(case), more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        text(&output.stderr)
    };
    let error = refused("missing", &["--contract-map", "order=Order"]);
    assert!(error.contains("names table \"order\", which no spec has\nhelp: Did you mean \"orders\"?"), "{error}");
    let error = refused("missing", &["--contract-map", "orders=Ordre"]);
    assert!(error.contains("names schema \"Ordre\", which is no object") && error.contains("\"Order\"?"), "{error}");
    let error = refused("missing", &["--contract-map", "orders"]);
    assert!(error.contains("--contract-map must be TABLE=SCHEMA, got \"orders\""), "{error}");
    let error = refused("missing", &["--contract-map", "orders=-"]);
    assert!(error.contains("no table has a schema in \"openapi.yaml\"\nhelp: Name one with"), "{error}");
}
