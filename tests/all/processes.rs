//! Commands as processes against a PostgreSQL server: what they leave in its log.

use reseed::everywhere;

use crate::server;
use crate::workspace::{TENANT, Workspace};

/// What the server of an address has written to its log about that address's database.
fn log(address: &str) -> Vec<String> {
    let (rest, folder) = address.split_once("?host=").expect("a socket's folder");
    let (_, database) = rest.rsplit_once('/').expect("a database");
    let text = std::fs::read_to_string(format!("{folder}/server.log")).expect("the server's log");
    let prefix = format!("] {database} ");
    text.lines().filter(|line| line.contains(&prefix)).map(str::to_owned).collect()
}

/// What an operator looks for in it.
fn is_alarming(line: &&String) -> bool {
    ["WARNING:", "ERROR:", "FATAL:", "PANIC:"].iter().any(|word| line.contains(word))
}

everywhere!(commands_that_go_well_leave_no_warning_in_the_servers_log, |ground| {
    let url = server::database(ground.version);
    let workspace = Workspace::on(&url);
    for arguments in [
        &["up", TENANT, "--quiet", "--layout", ground.layout.word()][..],
        &["sql", TENANT, "UPDATE products SET name = 'damage'"],
        &["reset", TENANT],
        &["reset", TENANT, "--prove"],
        &["undo", TENANT],
        &["reset", TENANT, "--dry-run"],
        &["status"],
        &["snapshot", "save", TENANT, "kept"],
        &["snapshot", "restore", TENANT, "kept"],
        &["snapshot", "delete", TENANT, "kept"],
        &["reset", TENANT, "--standbys", "0"],
        &["verify", TENANT],
        &["diff", TENANT],
        &["url", TENANT],
        &["reconcile"],
        &["down", TENANT, "--yes"],
        &["reconcile"],
    ] {
        workspace.expect(0, arguments);
        let alarming: Vec<String> = log(&url).iter().filter(is_alarming).cloned().collect();
        assert_eq!(alarming, Vec::<String>::new(), "{arguments:?}");
    }
    // What it finds is another matter.
    workspace.run(&["doctor"]);
    assert_eq!(log(&url).iter().filter(is_alarming).count(), 0, "doctor");
});
