//! Exit codes of refusals: a wrong command line ends with 2, what the state of the store refuses with 5, and a dry run ends
//! as the command would.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};

use reseed::on_every_version;

use crate::server;
use crate::workspace::{TENANT, Workspace};

const USAGE: i32 = 2;
const REFUSED: i32 = 5;

fn said(workspace: &Workspace, code: i32, arguments: &[&str]) -> String {
    let output = workspace.expect(code, arguments);
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn what_the_state_of_a_store_refuses_ends_with_5_and_a_wrong_command_line_with_2() {
    let workspace = Workspace::new();
    workspace.expect(0, &["up", "--quiet"]);
    for wrong in [
        &["reset", "No Name"][..],
        &["reset", "nobody"],
        &["snapshot", "save", TENANT, "no/name"],
        &["reset", TENANT, "--replicate"],
        &["reset", TENANT, "--replicate", "--discard-changes", "--store", "postgres://localhost/x"],
        &["status", "--store", "postgres://localhost/x?service=y"],
    ] {
        said(&workspace, USAGE, wrong);
    }
    assert!(said(&workspace, REFUSED, &["undo", TENANT]).contains("nothing to undo"));
    workspace.expect(0, &["snapshot", "save", TENANT, "kept"]);
    assert!(said(&workspace, REFUSED, &["snapshot", "save", TENANT, "kept"]).contains("already"));
    workspace.expect(0, &["reset", TENANT, "--key", "k"]);
    assert!(said(&workspace, REFUSED, &["undo", TENANT, "--key", "k"]).contains("another request"));
    // Something else is in the live file's place.
    let live = workspace.expect(0, &["url", TENANT, "--path"]);
    let live = workspace.path(String::from_utf8_lossy(&live.stdout).trim());
    std::fs::rename(&live, live.with_extension("elsewhere")).expect("it is ours");
    std::os::unix::fs::symlink(live.with_extension("elsewhere"), &live).expect("a link");
    let reset = said(&workspace, REFUSED, &["reset", TENANT]);
    let dry_run = said(&workspace, REFUSED, &["reset", TENANT, "--dry-run"]);
    let why = reset.trim_start_matches("error: ").split('\n').next().unwrap_or_default();
    assert!(why.contains("is a symbolic link") && dry_run.contains(why), "{reset}{dry_run}");
}

on_every_version!(on_postgresql_a_dry_run_and_the_doctor_end_like_the_reset, |version| {
    let store = server::database(version);
    let workspace = Workspace::on(&store);
    workspace.expect(0, &["up", "--quiet", "--layout", "schema"]);
    said(&workspace, 0, &["reset", TENANT, "--dry-run"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&store).await.expect("the server answers");
        let alter = format!("ALTER TABLE {TENANT}.customers ALTER COLUMN name TYPE varchar(2) USING left(name, 2)");
        connection.execute(AssertSqlSafe(alter)).await.expect("a migration");
        connection.close().await.expect("a farewell");
    });
    let reset = said(&workspace, REFUSED, &["reset", TENANT]);
    let why = reset.trim_start_matches("error: ").split('\n').next().unwrap_or_default();
    assert!(why.contains("value too long for type character varying(2)"), "{reset}");
    assert!(said(&workspace, REFUSED, &["reset", TENANT, "--dry-run"]).contains(why));
    assert!(said(&workspace, 1, &["doctor"]).contains(why));
    said(&workspace, USAGE, &["reset", TENANT, "--replicate", "--discard-changes"]);
    said(&workspace, 0, &["reset", TENANT, "--discard-changes"]);
    said(&workspace, 0, &["verify", TENANT]);
});
