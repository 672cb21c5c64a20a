//! The password of a store's address comes back nowhere: not in help, errors, results or what the store records.

use std::process::Output;

use crate::server;
use crate::workspace::{TENANT, Workspace};

const PASSWORD: &str = "hunter2@/x";

/// All that a command printed.
fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn keeps_the_secret(printed: &str, what: &str) {
    for secret in ["hunter2", "/x@"] {
        assert!(!printed.contains(secret), "{what} shows the password: {printed}");
    }
}

#[test]
fn no_help_and_no_generated_page_shows_the_environments_password() {
    let workspace = Workspace::on(&format!("postgres://joe:{PASSWORD}@db/shop"));
    let mut pages = vec![vec!["--help".to_owned()]];
    for command in reseed::cli::command().get_subcommands() {
        let name = command.get_name().to_owned();
        let nested = command.get_subcommands().map(|nested| vec![name.clone(), nested.get_name().to_owned()]);
        for words in nested.chain([vec![name.clone()]]) {
            pages.push(words.iter().cloned().chain(["--help".to_owned()]).collect());
            pages.push(words.iter().cloned().chain(["-h".to_owned()]).collect());
        }
    }
    let mut pages: Vec<Vec<&str>> = pages.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
    pages.push(vec!["completions", "bash"]);
    pages.push(vec!["man", "--out", "pages"]);
    for words in pages {
        keeps_the_secret(&printed(&workspace.expect(0, &words)), &words.join(" "));
    }
    for page in workspace.files("pages") {
        let text = std::fs::read_to_string(workspace.path("pages").join(&page)).expect("a page is text");
        keeps_the_secret(&text, &page);
    }
}

#[test]
fn no_error_repeats_the_password_of_an_address() {
    let workspace = Workspace::new();
    let address = |scheme: &str| format!("{scheme}joe:{PASSWORD}@db/shop");
    for scheme in ["mysql://", "postgres:", "postgres:/", "postgres;//", ""] {
        let address = address(scheme);
        let option = format!("--store={address}");
        let misspelt = format!("--stor={address}");
        for arguments in [
            &["status", "--store", &address][..],
            &["status", &option],
            &["status", &misspelt],
            &["status", &address],
            &["doctor", &address],
            &["up", &address],
            &["check", &address],
            &["reset", &address, "--json"],
            &["sql", &address, "SELECT 1"],
            &["snapshot", "save", TENANT, &address],
            &["preview", "orders", "--spec", &address],
            &[&address],
        ] {
            keeps_the_secret(&printed(&workspace.expect(2, arguments)), &arguments.join(" "));
        }
        let mut command = workspace.command(&["status"]);
        keeps_the_secret(&printed(&command.env("RESEED_STORE", &address).output().expect("it starts")), "status");
    }
    for address in
        ["postgres://joe:hunter2@[::1/shop", "postgres://joe:hunter2@db:x/shop", "postgres://joe:hunter2@db/#x"]
    {
        keeps_the_secret(&printed(&workspace.expect(2, &["status", "--store", address])), address);
    }
}

#[test]
fn a_store_that_was_opened_with_a_password_never_shows_it() {
    // The servers of tests trust everyone, so any password opens them.
    let address = server::database(15).replace("//reseed@", "//reseed:hunter2@");
    let workspace = Workspace::on(&address);
    for arguments in [
        &["up"][..],
        &["status", TENANT],
        &["status", "--json"],
        &["url", TENANT],
        &["url", TENANT, "--json"],
        &["reset", TENANT, "--json"],
        &["diff", TENANT],
        &["sql", TENANT, "SELECT * FROM nowhere"],
        &["sql", TENANT, "SELECT o::text FROM reseed.operations AS o"],
        &["sql", TENANT, "SELECT a::text FROM pg_stat_activity AS a"],
        &["doctor", "--json"],
    ] {
        let output = workspace.run(arguments);
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{arguments:?}");
        keeps_the_secret(&printed(&output), &arguments.join(" "));
    }
    let mut command = workspace.command(&["reset", TENANT]);
    command.env("RESEED_CRASH_AT", "reset.2.leased").env("RESEED_CRASH_PANIC", "1").env("RUST_BACKTRACE", "1");
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    keeps_the_secret(&printed(&output), "a panic");
}
