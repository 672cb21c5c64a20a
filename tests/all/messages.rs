//! What users read: errors and help, and the documents for machines.

use serde_json::{Value, json};

use crate::workspace::{TENANT, Workspace};

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn document(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("stdout is one JSON document")
}

#[test]
fn a_value_that_is_no_number_is_refused_with_the_expected_form() {
    let workspace = Workspace::new();
    let long = u64::MAX.to_string();
    for (arguments, wanted) in [
        (vec!["preview", "orders", "--spec", "shop", "--seed", "7x"], format!("from 0 to {long}")),
        (vec!["preview", "orders", "--spec", "shop", "--rows", "0..ten"], "like 0..10".to_owned()),
        (vec!["explain", "orders", "-", "total", "--spec", "shop"], format!("from 0 to {long}")),
        (vec!["generate", "shop", "--out", "out", "--threads", "0"], "from 1 to 1024".to_owned()),
        (vec!["generate", "shop", "--out", "out", "--shard", "a/4"], "expected I/N".to_owned()),
        (vec!["diff", TENANT, "--samples", "1001"], "from 0 to 1000".to_owned()),
        (vec!["undo", TENANT, "--epoch", "last"], "from 1 to 4294967295".to_owned()),
        (vec!["up", "--wait", "5s"], "from 0 to 65535".to_owned()),
        (vec!["up", "--standbys", "256"], "from 0 to 255".to_owned()),
        (vec!["reset", TENANT, "--blockers", "cancel", "--grace", ""], "from 0 to 65535".to_owned()),
        (vec!["reconcile", "--every", "0"], "from 1 to 4294967295".to_owned()),
        (vec!["reconcile", "--standby-mib-max", "1.5"], format!("from 0 to {long}")),
    ] {
        let said = stderr(&workspace.expect(2, &arguments));
        assert!(said.starts_with("error: ") && said.contains(&wanted), "{arguments:?}: {said}");
        for words in ["invalid digit", "number too", "empty string", "is not in"] {
            assert!(!said.contains(words), "{arguments:?}: {said}");
        }
    }
    workspace.expect(0, &["preview", "orders", "--spec", "shop", "--seed", "1_000"]);
}

#[test]
fn every_command_with_a_result_prints_it_for_machines() {
    let workspace = Workspace::new();
    for command in reseed::cli::command().get_subcommands() {
        let takes_json = |command: &clap::Command| command.get_arguments().any(|argument| argument.get_id() == "json");
        // These print a document as it is.
        let is_document = ["schema", "completions", "man"].contains(&command.get_name());
        let below: Vec<_> = command.get_subcommands().collect();
        let all = if below.is_empty() { takes_json(command) } else { below.into_iter().all(takes_json) };
        assert!(all != is_document, "{}", command.get_name());
    }
    let made = document(&workspace.expect(0, &["init", "--json"]));
    let wrote = json!(["generators/shop_demo/spec.yaml", "seeds/demo.yaml"]);
    assert_eq!(made, json!({ "dataset": "shop_demo", "tenant": "demo", "wrote": wrote }));
    let refused = document(&workspace.expect(2, &["init", "--json"]));
    assert!(refused["error"]["message"].as_str().is_some_and(|message| message.contains("exists")), "{refused}");
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let address = document(&workspace.expect(0, &["url", TENANT, "--json"]));
    let path = workspace.path(".reseed/tenants/globex.db").canonicalize().expect("the live file").display().to_string();
    assert_eq!(address, json!({ "tenant": TENANT, "url": format!("sqlite:///{path}"), "path": path }));
    workspace.expect(2, &["url", TENANT, "--json", "--path"]);
}

#[test]
fn preview_shows_as_many_rows_as_its_help_states() {
    let workspace = Workspace::new();
    let help = workspace.expect(0, &["preview", "--help"]);
    let words = String::from_utf8_lossy(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("default: the first 10"), "{words}");
    let shown = document(&workspace.expect(0, &["preview", "orders", "--spec", "shop", "--json"]));
    assert_eq!(shown["rows"].as_array().map(Vec::len), Some(10));
}

#[test]
fn a_panic_is_reported_as_a_bug_of_reseed_and_ends_as_a_failure() {
    let workspace = Workspace::new();
    let mut command = workspace.command(&["up", TENANT, "--json"]);
    command.env("RESEED_CRASH_AT", "up.3.built").env("RESEED_CRASH_PANIC", "1").env_remove("RUST_BACKTRACE");
    let output = command.output().expect("the command starts");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].starts_with("error: reseed panicked: crash point up.3.built (src/store/crash.rs:"), "{said}");
    assert!(lines[1].starts_with("help: This is a bug of reseed. "), "{said}");
    let message = &document(&output)["error"]["message"];
    assert_eq!(*message, "reseed panicked: crash point up.3.built");
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    workspace.expect(0, &["verify", TENANT]);
}
