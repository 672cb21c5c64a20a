//! What users are told: by errors and help, and by the documents that machines read.

use crate::workspace::{TENANT, Workspace};

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_value_that_is_no_number_is_told_what_is_wanted() {
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
