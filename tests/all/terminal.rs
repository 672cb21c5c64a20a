//! What a person at a terminal meets: names that write on it, tips, completions, the way up to the project.

use std::process::Output;

use serde_json::Value;

use crate::workspace::{TENANT, Workspace};

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn names_that_others_gave_never_write_on_the_terminal() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let name = "a\u{1b}[2J\u{9b}31m\u{202e}\u{7f}";
    workspace.expect(0, &["sql", TENANT, &format!("ALTER TABLE orders ADD COLUMN \"{name}\" TEXT")]);
    let arguments: [(i32, &[&str]); 6] = [
        (1, &["diff", TENANT]),
        (1, &["verify", TENANT]),
        (1, &["diff", TENANT, "--json"]),
        (1, &["verify", TENANT, "--json"]),
        (0, &["sql", TENANT, "SELECT * FROM orders LIMIT 1"]),
        (2, &["status", name]),
    ];
    for (code, arguments) in arguments {
        let output = workspace.expect(code, arguments);
        let printed = stdout(&output) + &stderr(&output);
        let obeyed = printed.chars().find(|letter| letter.is_control() && *letter != '\n' || *letter == '\u{202e}');
        assert_eq!(obeyed, None, "{arguments:?}: {printed:?}");
    }
    let told: Value = serde_json::from_slice(&workspace.expect(1, &["diff", TENANT, "--json"]).stdout).expect("JSON");
    assert!(
        told["schema"].as_array().is_some_and(|all| all
            .iter()
            .any(|one| { one["name"].as_str().is_some_and(|found| found.ends_with(name)) })),
        "the name is whole: {told}"
    );
    workspace.expect(2, &[name]);
}

#[test]
fn no_tip_leads_to_a_command_that_takes_data_away() {
    let workspace = Workspace::new();
    for (words, tip) in [
        (&["restore", "acme"][..], "\"reseed snapshot restore\""),
        (&["rollback"], "\"reseed undo\""),
        (&["delete"], "\"reseed down --help\""),
        (&["statsu"], "'status'"),
        (&["rest"], "'reset'"),
    ] {
        let said = stderr(&workspace.expect(2, words));
        assert!(said.contains("tip: ") && said.contains(tip), "{words:?}: {said}");
    }
    for words in [&["resume"][..], &["snapshot", "remove"], &["snapshot", "store"], &["restart"]] {
        let said = stderr(&workspace.expect(2, words));
        for command in ["reset", "restore", "down", "undo", "delete"] {
            assert!(!said.contains(&format!("'{command}'")), "{words:?}: {said}");
        }
    }
}

#[test]
fn help_of_a_command_has_two_forms() {
    let workspace = Workspace::new();
    for words in [&["reset"][..], &["snapshot"], &["snapshot", "save"]] {
        let asked = workspace.expect(0, &[&["help"], words].concat());
        assert_eq!(stdout(&asked), stdout(&workspace.expect(0, &[words, &["--help"]].concat())), "{words:?}");
    }
    workspace.expect(2, &["help", "nothing"]);
}

#[test]
fn several_tenants_are_reset_by_one_command_and_one_that_cannot_be_keeps_no_other_from_it() {
    let workspace = Workspace::new();
    let first = std::fs::read_to_string(workspace.path("seeds/globex.yaml")).expect("it is there");
    let second = first.replace("tenant: globex", "tenant: acme").replace("customers: 500", "customers: 20");
    std::fs::write(workspace.path("seeds/acme.yaml"), second).expect("the folder is ours");
    workspace.expect(0, &["up", "--quiet"]);
    for tenant in [TENANT, "acme"] {
        workspace.expect(0, &["sql", tenant, "DELETE FROM order_lines"]);
    }
    let output = workspace.expect(2, &["reset", TENANT, "nobody", "acme", "-q"]);
    let lines = stdout(&output);
    assert!(lines.starts_with("reset globex: 15,541 rows\nreset acme: ") && lines.lines().count() == 2, "{lines}");
    assert!(stderr(&output).contains("error: tenant \"nobody\" was not reset: "), "{}", stderr(&output));
    for tenant in [TENANT, "acme"] {
        workspace.expect(0, &["verify", tenant]);
    }
    let receipts: Value =
        serde_json::from_slice(&workspace.expect(0, &["reset", TENANT, "acme", "--json"]).stdout).expect("JSON");
    assert_eq!(receipts.as_array().map(Vec::len), Some(2));
    assert_eq!(receipts[1]["tenant"], "acme");
    let one: Value = serde_json::from_slice(&workspace.expect(0, &["reset", "acme", "--json"]).stdout).expect("JSON");
    assert_eq!(one["tenant"], "acme");
    workspace.expect(2, &["reset", TENANT, "acme", "--key", "k"]);
    workspace.expect(2, &["reset", TENANT, TENANT]);
    workspace.expect(2, &["reset"]);
}

#[test]
fn a_reset_that_keeps_nothing_leaves_nothing_to_undo() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    workspace.expect(0, &["reset", TENANT]);
    let dry_run = stdout(&workspace.expect(0, &["reset", TENANT, "--dry-run", "--keep", "0"]));
    assert!(dry_run.contains("only 0 retired epochs are kept"), "{dry_run}");
    workspace.expect(0, &["reset", TENANT, "--keep", "0"]);
    let said = stderr(&workspace.expect(5, &["undo", TENANT]));
    assert!(said.contains("nothing to undo"), "{said}");
    assert!(workspace.files(".reseed/retired").is_empty(), "{:?}", workspace.files(".reseed/retired"));
}

#[test]
fn keep_applies_to_its_command_only_and_help_states_that() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    let kept = || {
        let status: Value =
            serde_json::from_slice(&workspace.expect(0, &["status", TENANT, "--quick", "--json"]).stdout)
                .expect("JSON");
        status[0]["retired"].as_array().map(Vec::len)
    };
    for _ in 0..5 {
        workspace.expect(0, &["reset", TENANT, "--quiet", "--keep", "5"]);
    }
    assert_eq!(kept(), Some(5));
    let said = stdout(&workspace.expect(0, &["reset", TENANT]));
    assert_eq!(said.matches("only 3 retired epochs are kept").count(), 3, "{said}");
    assert_eq!(kept(), Some(3));
    for command in ["up", "reset", "undo", "reconcile"] {
        let help = stdout(&workspace.expect(0, &[command, "--help"]));
        let help: Vec<&str> = help.split_whitespace().collect();
        assert!(help.join(" ").contains("applies to this command only, later ones use their own"), "{command}");
    }
}

#[test]
fn a_command_works_from_any_folder_below_the_project() {
    let workspace = Workspace::new();
    let below = workspace.path("apps/api/src");
    std::fs::create_dir_all(&below).expect("the folder is ours");
    let run = |arguments: &[&str]| workspace.command(arguments).current_dir(&below).output().expect("it starts");
    let up = run(&["up", TENANT, "--quiet"]);
    assert!(up.status.success(), "{}", stderr(&up));
    assert!(workspace.path(".reseed/control.db").is_file() && !below.join(".reseed").exists());
    assert!(run(&["verify", TENANT]).status.success());
    assert!(run(&["preview", "orders", "--spec", "shop"]).status.success());
    let said = stderr(&run(&["up", "globx"]));
    assert!(said.contains("Did you mean \"globex\"?") && said.contains("../../../seeds"), "{said}");
    assert_eq!(run(&["verify", TENANT, "--store", "sqlite:.reseed"]).status.code(), Some(2), "a given path is here");
    let checked = workspace.command(&["check", "globex.yaml"]).current_dir(workspace.path("seeds")).output();
    assert!(stdout(&checked.expect("it starts")).contains("globex"), "a tenant's file by its path");
}

#[test]
fn shells_complete_commands_tenants_and_packs() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", TENANT, "--quiet"]);
    std::fs::remove_file(workspace.path("seeds/globex.yaml")).expect("the folder is ours");
    std::fs::write(workspace.path("seeds/initech.yaml"), "tenant: initech\ndataset: shop\n")
        .expect("the folder is ours");
    let script = stdout(&workspace.expect(0, &["completions", "bash"]));
    assert!(script.contains("RESEED_COMPLETE") && script.contains("reseed"), "{script}");
    let complete = |words: &[&str]| {
        let mut command = workspace.command(&[&["--", "reseed"], words].concat());
        command
            .env("RESEED_COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .env("_CLAP_IFS", "\n");
        let output = command.env("_CLAP_COMPLETE_COMP_TYPE", "9").env("_CLAP_COMPLETE_SPACE", "true").output();
        let output = output.expect("it starts");
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).lines().map(|line| line.trim().to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(complete(&["res"]), ["reset"]);
    assert_eq!(complete(&["reset", "g"]), ["globex"], "it is in the store");
    assert_eq!(complete(&["up", "i"]), ["initech"], "it has a file");
    assert_eq!(complete(&["preview", "--spec", "sh"]), ["shop"]);
    workspace.expect(2, &["completions", "no-shell"]);
}
