//! The command line as its users meet it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::Value;

/// A folder of its own with copies of the packs and the tenants, and an empty store.
struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Workspace {
        let workspace = Workspace(tempfile::tempdir().expect("a temporary folder"));
        for name in
            ["generators/quickstart/spec.yaml", "generators/shop/spec.yaml", "seeds/globex.yaml", "seeds/globex.lock"]
        {
            let target = workspace.path(name);
            fs::create_dir_all(target.parent().expect("a file is in a folder")).expect("the folder is ours");
            fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), target).expect("the project has it");
        }
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).expect("it is there");
        assert!(text.contains(from), "{name} has {from:?}");
        fs::write(self.path(name), text.replace(from, to)).expect("the folder is ours");
    }

    fn reseed(&self, arguments: &[&str]) -> Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        for name in ["RESEED_STORE", "JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX"] {
            command.env_remove(name);
        }
        command.current_dir(self.0.path()).env("NO_COLOR", "1").args(arguments).assert()
    }

    /// The one JSON document on stdout.
    fn json(&self, arguments: &[&str], code: i32) -> Value {
        let assert = self.reseed(arguments).code(code);
        serde_json::from_slice(&assert.get_output().stdout).expect("stdout is one JSON document")
    }
}

fn stdout(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("output is text")
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("output is text")
}

#[test]
fn the_help_of_every_command_has_an_example_of_itself() {
    let workspace = Workspace::new();
    for subcommand in reseed::cli::command().get_subcommands() {
        let help = stdout(&workspace.reseed(&[subcommand.get_name(), "--help"]).success());
        let (_, examples) = help.split_once("Example").unwrap_or_else(|| panic!("no example in\n{help}"));
        assert!(examples.contains(&format!("reseed {}", subcommand.get_name())), "{help}");
    }
}

#[test]
fn help_fits_a_terminal_of_80_columns() {
    let workspace = Workspace::new();
    for subcommand in reseed::cli::command().get_subcommands() {
        let help = stdout(&workspace.reseed(&[subcommand.get_name(), "--help"]).success());
        // Examples are copied, so they are not broken.
        let wide = help.lines().find(|line| !line.starts_with("  reseed ") && line.chars().count() > 80);
        assert_eq!(wide, None, "{}", subcommand.get_name());
    }
    for command in ["lock", "up"] {
        let help = stdout(&workspace.reseed(&[command, "--help"]).success());
        let (_, options) = help.split_once("\nOptions:\n").unwrap_or_else(|| panic!("no options in\n{help}"));
        let (options, _) = options.split_once("\n\nWhere").unwrap_or((options, ""));
        assert!(options.contains("--quiet") && options.contains("--json"), "{help}");
    }
}

#[test]
fn what_init_writes_passes_check_and_is_never_overwritten() {
    let workspace = Workspace::new();
    workspace.reseed(&["init", "--dataset", "crm", "--tenant", "dev-1"]).success();
    workspace.reseed(&["check", "generators/crm/spec.yaml", "dev-1"]).success();
    workspace.reseed(&["preview", "orders", "--tenant", "dev-1"]).success();
    workspace.reseed(&["init", "--dataset", "crm", "--tenant", "dev-2"]).code(2);
    assert!(!workspace.path("seeds/dev-2.yaml").exists(), "an error means that nothing changed");
}

#[test]
fn all_faults_of_all_files_are_reported_at_once() {
    let workspace = Workspace::new();
    workspace.edit("generators/quickstart/spec.yaml", "serial", "seriel");
    workspace.edit("seeds/globex.yaml", "customers:", "custmers:");
    let faults = workspace.json(&["check", "--json"], 2);
    let files: Vec<_> =
        faults["faults"].as_array().expect("a list").iter().map(|fault| fault["file"].clone()).collect();
    assert_eq!(files, ["generators/quickstart/spec.yaml", "seeds/globex.yaml"]);
}

#[test]
fn a_fault_of_a_given_value_is_reported_at_its_place() {
    let workspace = Workspace::new();
    let tenant = |name: &str, text: &str| fs::write(workspace.path(name), text).expect("the folder is ours");
    tenant("seeds/bad.yaml", "tenant: bad\ndataset: shop\nset:\n  customers: -3\n  countries: { UK: 1 }\n");
    tenant("seeds/lost.yaml", "tenant: lost\ndataset: shpo\n");
    tenant("seeds/other.yaml", "tenant: another\ndataset: shop\n");
    tenant("seeds/empty.yaml", "");
    tenant("seeds/old.yml", "tenant: old\ndataset: shop\n");
    workspace.edit("generators/quickstart/spec.yaml", "serial", "seriel");
    let faults = workspace.json(&["check", "--json"], 2)["faults"].clone();
    let places: Vec<String> = faults
        .as_array()
        .expect("a list")
        .iter()
        .map(|fault| format!("{}:{}", fault["file"].as_str().expect("a name"), fault["line"]))
        .collect();
    let expected = [
        "generators/quickstart/spec.yaml:",
        "seeds/bad.yaml:4",
        "seeds/bad.yaml:5",
        "seeds/empty.yaml:1",
        "seeds/lost.yaml:2",
        "seeds/other.yaml:1",
    ];
    assert_eq!(places.len(), expected.len(), "{faults:#}");
    assert!(places.iter().zip(expected).all(|(place, expected)| place.starts_with(expected)), "{places:?}");
    let said = stderr(&workspace.reseed(&["check"]).code(2));
    assert!(said.contains("seeds/bad.yaml:4:14: parameter \"customers\": ") && said.contains("uses it"), "{said}");
    assert!(said.contains("Did you mean \"GB\"?") && said.contains("seeds/old.yml is not read"), "{said}");
    let said = stderr(&workspace.reseed(&["preview", "orders", "--spec", "shop", "--set", "customers=-1"]).code(2));
    assert!(said.contains("error: --set customers=-1: parameter \"customers\": "), "{said}");
}

#[test]
fn a_lock_names_the_columns_that_a_change_would_change() {
    let workspace = Workspace::new();
    workspace.reseed(&["check", "--locked"]).success();
    workspace.edit("generators/shop/spec.yaml", "# lookup through the parent", "# a comment");
    workspace.reseed(&["check", "--locked"]).success();
    workspace.edit("generators/shop/spec.yaml", "poisson: 1.4", "poisson: 1.5");
    let said = stdout(&workspace.reseed(&["check", "--locked"]).code(1));
    for column in ["order_lines.quantity", "order_lines.amount", "orders.total", "customers.spent"] {
        assert!(said.contains(&format!("column \"{column}\"")), "{said}");
    }
    assert!(!said.contains("orders.placed_at"), "only what changes is named: {said}");
}

#[test]
fn shards_from_any_scheduler_add_up_to_the_whole() {
    let workspace = Workspace::new();
    let whole = workspace.json(&["generate", "--tenant", "globex", "--out", "whole", "--format", "csv", "--json"], 0);
    let mut rows = 0;
    for (index, variable) in
        ["JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX"].iter().enumerate()
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.current_dir(workspace.0.path()).env(variable, index.to_string());
        command
            .args(["generate", "--tenant", "globex", "--out", "parts", "--format", "csv", "--shard", "3", "--quiet"]);
        command.assert().success().stdout("");
        let part =
            fs::read_to_string(workspace.path(&format!("parts/orders.{index}-of-3.csv"))).expect("it is written");
        rows += part.lines().count() - 1;
    }
    let orders = whole["tables"].as_array().expect("a list").iter().find(|table| table["name"] == "orders");
    assert_eq!(orders.expect("shop has orders")["rows"], rows);
    workspace.reseed(&["generate", "--tenant", "globex", "--out", "whole", "--format", "csv"]).code(2);
    workspace.reseed(&["generate", "--tenant", "globex", "--out", "whole", "--format", "csv", "--force"]).success();
}

#[test]
fn a_tenant_goes_up_is_damaged_reset_undone_and_removed() {
    let workspace = Workspace::new();
    let up = workspace.json(&["up", "--json"], 0);
    let digest = up[0]["digest"].clone();
    assert!(digest.is_string(), "{up}");
    assert_eq!(workspace.json(&["up", "--json"], 0)[0]["changed"], false, "nothing changed, nothing is done");
    workspace.reseed(&["verify", "globex"]).success();
    workspace.reseed(&["sql", "globex", "UPDATE orders SET status = 'paid'; DROP TABLE order_lines"]).success();
    workspace.reseed(&["verify", "globex"]).code(1);
    let shown = stdout(&workspace.reseed(&["up"]).success());
    assert!(shown.contains("live data left as it is") && shown.contains("reseed reset globex"), "{shown}");
    let dry_run = workspace.json(&["reset", "globex", "--dry-run", "--json"], 0);
    assert_eq!(dry_run["diff"], workspace.json(&["diff", "globex", "--json"], 1), "a dry run tells the diff");
    assert_eq!(workspace.json(&["status", "--json"], 0)[0]["equals_seed"], false);
    assert_eq!(workspace.json(&["reset", "globex", "--json"], 0)["digest"], digest);
    workspace.reseed(&["verify", "globex"]).success();
    workspace.reseed(&["undo", "globex"]).success();
    workspace.reseed(&["verify", "globex"]).code(1);
    workspace.reseed(&["down", "globex"]).code(2);
    workspace.reseed(&["down", "globex", "--yes"]).success();
    assert!(stdout(&workspace.reseed(&["status"]).success()).starts_with("no tenants"));
}

#[test]
fn names_that_are_not_there_are_answered_with_near_ones() {
    let workspace = Workspace::new();
    for (arguments, near) in [
        (&["preview", "ordres", "--spec", "shop"][..], "orders"),
        (&["preview", "orders", "--spec", "shpo"], "shop"),
        (&["preview", "orders", "--tenant", "globx"], "globex"),
        (&["explain", "orders", "0", "totl", "--spec", "shop"], "total"),
        (&["kinds", "seriall"], "serial"),
    ] {
        let said = stderr(&workspace.reseed(arguments).code(2));
        assert!(said.contains(&format!("Did you mean \"{near}\"?")), "{said}");
    }
}

#[test]
fn an_error_is_one_json_document_for_a_machine() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    let said = workspace.json(&["verify", "nobody", "--json"], 2);
    assert!(said["error"]["message"].as_str().is_some_and(|message| message.contains("nobody")), "{said}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let workspace = Workspace::new();
    let mut child = Process::new(env!("CARGO_BIN_EXE_reseed"))
        .args(["preview", "customers", "--spec", "shop", "--rows", "0..1000", "--json"])
        .current_dir(workspace.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn receipts_of_all_commands_agree_about_the_same_data() {
    let workspace = Workspace::new();
    let generated = workspace.json(&["generate", "--tenant", "globex", "--out", "out", "--format", "csv", "--json"], 0);
    let up = workspace.json(&["up", "--json"], 0)[0].clone();
    let reset = workspace.json(&["reset", "globex", "--json"], 0);
    let undo = workspace.json(&["undo", "globex", "--json"], 0);
    let verify = workspace.json(&["verify", "globex", "--json"], 0);
    for receipt in [&generated, &up, &reset, &undo, &verify] {
        for field in
            ["dataset", "spec_digest", "language", "engine", "tenant", "seed", "as_of", "params", "tables", "digest"]
        {
            assert!(!generated[field].is_null() && receipt[field] == generated[field], "{field} of {receipt}");
        }
        assert!(receipt["durations_ms"]["total"].is_f64(), "{receipt}");
    }
    let operations = [&generated, &up, &reset, &undo, &verify].map(|receipt| receipt["operation"].clone());
    assert_eq!(operations, ["generate", "up", "reset", "undo", "verify"]);
}

#[test]
fn status_shows_the_last_reset_on_80_columns() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    assert!(stdout(&workspace.reseed(&["status"]).success()).contains("never"));
    let receipt = workspace.json(&["reset", "globex", "--json"], 0);
    let shown = stdout(&workspace.reseed(&["status"]).success());
    let minute = receipt["ended"].as_str().expect("an instant")[..16].replace('T', " ");
    assert!(shown.contains(&format!("{minute} ({})", receipt["number"])), "{shown}");
    assert!(shown.lines().count() == 2 && shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn status_lists_what_is_kept_for_undo_and_any_of_it_can_be_restored() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    workspace.reseed(&["sql", "globex", "DELETE FROM order_lines"]).success();
    workspace.reseed(&["reset", "globex"]).success();
    workspace.reseed(&["reset", "globex"]).success();
    let shown = stdout(&workspace.reseed(&["status", "globex"]).success());
    assert!(shown.contains("epoch 3 is live") && shown.contains("\nepoch 1 kept for undo until 20"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    assert_eq!(workspace.json(&["undo", "globex", "--epoch", "1", "--json"], 0)["tables"][3]["rows"], 0);
    workspace.reseed(&["status", "globx"]).code(2);
}

#[test]
fn a_repeated_key_is_reported_as_done_before_and_changes_nothing() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    workspace.reseed(&["reset", "globex", "--key", "k1"]).success();
    workspace.reseed(&["sql", "globex", "DELETE FROM order_lines"]).success();
    let shown = stdout(&workspace.reseed(&["reset", "globex", "--key", "k1"]).success());
    let first = shown.lines().next().expect("a line");
    assert!(
        first.starts_with("reset globex: nothing changed; this was done at 20") && first.ends_with("under key \"k1\""),
        "{shown}"
    );
    assert!(!shown.contains("proof") && !shown.contains("undo"), "{shown}");
    let again = workspace.json(&["reset", "globex", "--key", "k1", "--json"], 0);
    assert_eq!((&again["replayed"], &again["operation"]), (&Value::Bool(true), &Value::from("reset")));
    workspace.reseed(&["verify", "globex"]).code(1);
}

#[test]
fn expired_tenants_are_listed_and_removed_only_on_request() {
    let workspace = Workspace::new();
    workspace.edit("seeds/globex.yaml", "dataset: shop", "dataset: shop\nexpires: 30d");
    let receipt = workspace.json(&["up", "--json"], 0)[0].clone();
    let shown = stdout(&workspace.reseed(&["status"]).success());
    let until = receipt["expires"].as_str().expect("an instant")[..16].replace('T', " ");
    assert!(shown.ends_with(&format!("\nglobex expires {until} UTC\n")), "{shown}");
    assert!(stdout(&workspace.reseed(&["down", "--expired", "--yes"]).success()).contains("no tenant has expired"));

    workspace.edit("seeds/globex.yaml", "expires: 30d", "expires: 1us");
    workspace.reseed(&["up", "--quiet"]).success();
    workspace.reseed(&["reset", "globex"]).success();
    assert!(stdout(&workspace.reseed(&["up"]).success()).contains("\n  expired  20"));
    let shown = stdout(&workspace.reseed(&["status"]).success());
    assert!(shown.contains("\nglobex expired 20"), "{shown}");
    assert_eq!(workspace.json(&["down", "--expired", "--dry-run", "--json"], 0)[0]["tenant"], "globex");
    workspace.reseed(&["down", "--expired"]).code(2);
    workspace.reseed(&["verify", "globex"]).success();
    workspace.reseed(&["down", "--expired", "--yes"]).success();
    assert!(stdout(&workspace.reseed(&["status"]).success()).starts_with("no tenants"));
}

#[test]
fn a_flag_that_would_do_nothing_is_refused() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    for arguments in [
        &["verify", "globex", "--wait", "1"][..],
        &["status", "--wait", "1"],
        &["reset", "globex", "--dry-run", "--wait", "1"],
        &["reset", "globex", "--dry-run", "--key", "k"],
        &["reset", "globex", "--dry-run", "--standbys", "2"],
        &["down", "globex", "--dry-run", "--blockers", "wait"],
        &["down", "globex", "--yes", "--standbys", "2"],
        &["snapshot", "save", "globex", "kept", "--blockers", "wait"],
        &["snapshot", "delete", "globex", "kept", "--standbys", "2"],
        &["reconcile", "--standbys", "2"],
        &["reset", "globex", "--standby-mib-max", "100"],
        &["reconcile", "--standby-mib-max", "100"],
        &["reconcile", "--blockers", "wait"],
        &["reset", "globex", "--store", "postgres://localhost/x", "--blockers", "wait", "--grace", "1"],
        &["reset", "globex", "--store", "postgres://localhost/x", "--standbys", "0", "--standby-mib-max", "1"],
        &["down", "globex", "--expired", "--yes"],
        &["down", "globex", "--dry-run", "--yes"],
        &["up", "--json", "--quiet"],
        &["lock", "--json", "--quiet"],
    ] {
        workspace.reseed(arguments).code(2);
    }
}

#[test]
fn a_missing_tenant_or_store_is_an_error_and_nothing_is_created() {
    let workspace = Workspace::new();
    for arguments in [
        &["status"][..],
        &["verify", "globex"],
        &["reset", "globex"],
        &["down", "globex", "--yes"],
        &["sql", "globex", "SELECT 1"],
    ] {
        let said = stderr(&workspace.reseed(arguments).code(2));
        assert!(said.starts_with("error: there is no store in \".reseed\"\nhelp: "), "{said}");
    }
    assert!(!workspace.path(".reseed").exists());
    workspace.reseed(&["up", "--quiet"]).success();
    for arguments in [&["verify", "globx"][..], &["reset", "globx"], &["undo", "globx"], &["sql", "globx", "SELECT 1"]]
    {
        let said = stderr(&workspace.reseed(arguments).code(2));
        assert!(
            said.contains("tenant \"globx\" does not exist") && said.contains("Did you mean \"globex\"?"),
            "{said}"
        );
    }
}

#[test]
fn a_tenant_is_reset_without_its_files() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    workspace.reseed(&["sql", "globex", "DELETE FROM order_lines"]).success();
    fs::remove_dir_all(workspace.path("seeds")).expect("the folder is ours");
    fs::remove_dir_all(workspace.path("generators")).expect("the folder is ours");
    workspace.reseed(&["reset", "globex"]).success();
    workspace.reseed(&["verify", "globex"]).success();
}

#[test]
fn statements_with_different_columns_are_shown_in_tables_of_their_own() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    let sql = "SELECT count(*) AS all_of_them FROM products; SELECT id, sku FROM products ORDER BY id LIMIT 1";
    let shown = stdout(&workspace.reseed(&["sql", "globex", sql]).success());
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!((lines.len(), lines[0].trim(), lines[1].trim()), (4, "all_of_them", "80"), "{shown}");
    assert!(lines[2].contains("sku") && lines[3].contains('-'), "{shown}");
}

#[test]
fn several_statements_have_an_effect_together_or_not_at_all() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    let said = workspace.reseed(&["sql", "globex", "DELETE FROM order_lines; DELETE FROM nowhere"]).code(3);
    assert_eq!(
        stderr(&said),
        "error: tenant \"globex\": statement 2 of 2 (\"DELETE FROM nowhere\"): no such table: nowhere\n"
    );
    workspace.reseed(&["verify", "globex"]).success();
    let answer = workspace.json(&["sql", "globex", "SELECT id, sku FROM products ORDER BY id LIMIT 2", "--json"], 0);
    assert_eq!(answer["tables"][0]["columns"], serde_json::json!(["id", "sku"]));
    assert_eq!(answer["tables"][0]["rows"][1][0], "2");
    let path = stdout(&workspace.reseed(&["url", "globex", "--path"]).success());
    assert!(Path::new(path.trim_end()).is_file(), "{path}");
}

#[test]
fn a_missing_object_is_reported_before_anything_else() {
    let workspace = Workspace::new();
    workspace.reseed(&["up", "--quiet"]).success();
    let said = stderr(&workspace.reseed(&["down", "nobody"]).code(2));
    assert!(said.contains("tenant \"nobody\" does not exist"), "{said}");
    let shown = stdout(&workspace.reseed(&["init", "--dir", "elsewhere"]).success());
    assert!(shown.contains("\n  cd elsewhere\n"), "{shown}");
}

#[test]
fn a_chain_and_an_expression_are_explained() {
    let workspace = Workspace::new();
    let explain = |row: &str, column: &str, table: &str| {
        stdout(&workspace.reseed(&["explain", table, row, column, "--spec", "shop"]).success())
    };
    let shown = explain("3", "placed_at", "orders");
    for part in ["a chain", "gap ", "orders.placed_at[2] = ", "rows"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(explain("3", "amount", "order_lines").contains("quantity * unit_price"));
}

/// Another tenant of the shop besides globex, and both in the store.
fn with_two_tenants() -> Workspace {
    let workspace = Workspace::new();
    let file = "tenant: zeta\ndataset: shop\nset: { customers: 20 }\n";
    fs::write(workspace.path("seeds/zeta.yaml"), file).expect("the folder is ours");
    workspace.reseed(&["up", "--quiet"]).success();
    workspace
}

#[test]
fn what_is_wrong_with_one_tenant_never_hides_the_others_from_status() {
    let workspace = with_two_tenants();
    let live = workspace.path(".reseed/tenants/globex.db");
    fs::remove_file(&live).expect("the folder is ours");
    fs::create_dir(&live).expect("the folder is ours");
    let shown = stdout(&workspace.reseed(&["status"]).success());
    assert!(shown.lines().any(|line| line.starts_with("globex") && line.contains("unreadable")), "{shown}");
    assert!(shown.lines().any(|line| line.starts_with("zeta") && line.contains("as seeded")), "{shown}");
    assert!(shown.contains("/globex.db\" is a folder"), "{shown}");
    let told = workspace.json(&["status", "--json"], 0);
    assert!(told[0]["tenant"] == "globex" && told[0]["error"]["message"].is_string(), "{told}");
    assert!(told[1]["tenant"] == "zeta" && told[1]["equals_seed"] == true && told[1]["error"].is_null(), "{told}");
}

#[test]
fn an_expired_tenant_that_is_locked_keeps_no_other_from_going() {
    let workspace = with_two_tenants();
    for name in ["globex", "zeta"] {
        workspace.edit(&format!("seeds/{name}.yaml"), "dataset: shop", "dataset: shop\nexpires: 1us");
    }
    workspace.reseed(&["up", "--quiet"]).success();
    // Empty: the file of an operation that is at work.
    let lock = fs::File::create(workspace.path(".reseed/tenants/globex.lock")).expect("a lock file");
    lock.lock().expect("locked");
    let down = workspace.reseed(&["down", "--expired", "--yes", "--wait", "0"]).code(4);
    assert!(stderr(&down).contains("tenant \"globex\" was not removed: "), "{}", stderr(&down));
    drop(lock);
    let left = workspace.json(&["status", "--json"], 0);
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");
    assert_eq!(left[0]["tenant"], "globex");
}

#[test]
fn the_lock_of_a_tenant_named_as_its_pack_is_checked() {
    let workspace = Workspace::new();
    fs::write(workspace.path("seeds/shop.yaml"), "tenant: shop\ndataset: shop\n").expect("the folder is ours");
    assert!(stdout(&workspace.reseed(&["check", "shop"]).success()).contains("generators/shop/spec.yaml"));
    let said = stdout(&workspace.reseed(&["check", "--locked", "shop"]).code(1));
    assert!(said.contains("seeds/shop.lock is missing"), "{said}");
    let digest = "digest: ";
    let text = fs::read_to_string(workspace.path("seeds/globex.lock")).expect("it is there");
    let at = text.find(digest).expect("a lock has a digest") + digest.len();
    let edited = format!("{}{}{}", &text[..at], "0".repeat(32), &text[at + 32..]);
    fs::write(workspace.path("seeds/globex.lock"), edited).expect("the folder is ours");
    let said = stdout(&workspace.reseed(&["check", "--locked", "globex"]).code(1));
    assert!(said.contains("which was edited"), "{said}");
}
