//! `reseed init --from openapi.yaml`: a spec of an API's schemas, which passes check and whose rows meet them.

use std::path::Path;
use std::process::{Command, Output};

/// The environment variable that makes a test write what it would compare.
const UPDATE: &str = "RESEED_UPDATE";

fn reseed(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("RESEED_STORE").args(arguments);
    command.output().expect("the command starts")
}

#[track_caller]
fn expect(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = reseed(folder, arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "reseed {}: {text}", arguments.join(" "));
    text
}

#[test]
fn the_schemas_of_an_api_become_a_spec_whose_rows_meet_them() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/init/api");
    let contract = case.join("openapi.yaml").to_str().expect("a path").to_owned();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let printed = expect(folder.path(), 0, &["init", "--from", &contract, "--dataset", "api"]);
    for line in ["left out: Entity (others are made of it)", "left out: Error (it has no id)", "members.preferences"] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    let spec = std::fs::read_to_string(folder.path().join("generators/api/spec.yaml")).expect("the spec is written");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(case.join("spec.yaml"), &spec).expect("the folder is ours");
    }
    let expected = std::fs::read_to_string(case.join("spec.yaml")).unwrap_or_default();
    assert_eq!(spec, expected, "{UPDATE}=1 rewrites it");
    let checked = expect(folder.path(), 0, &["check", "--contract", &contract]);
    assert!(checked.contains("holds in") && checked.contains("of 6 tables"), "{checked}");
    expect(folder.path(), 0, &["up", "demo", "--quiet"]);
}

#[test]
fn what_init_cannot_read_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("api.yaml"), "swagger: '2.0'\n").expect("the folder is ours");
    let plain = "openapi: 3.1.0\ncomponents: { schemas: { A: { type: string } } }\n";
    std::fs::write(folder.path().join("plain.yaml"), plain).expect("the folder is ours");
    for (from, why) in [
        ("api.yaml", "\"api.yaml\" is no OpenAPI document: it has no \"openapi\"\nhelp: Versions 3.0 and 3.1"),
        ("plain.yaml", "\"plain.yaml\" has no schema of an object with properties"),
        ("absent.sql", "could not read \"absent.sql\""),
        ("notes.txt", "cannot read what --from names: expected postgresql://"),
        ("mysql://joe:s3cret@db/app", "cannot read what --from names"),
    ] {
        let output = reseed(folder.path(), &["init", "--from", from]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && error.contains(why) && !error.contains("s3cret"), "{from}: {error}");
    }
    assert!(!folder.path().join("seeds").exists());
}
