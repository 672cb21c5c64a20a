//! Stores that older versions of the command made, kept in `tests/stores/`: every later version works with them.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};

use reseed::on_every_version;

use crate::server;

/// A tenant of every old store, and the digests of what the store keeps for it.
struct Kept {
    tenant: &'static str,
    seed: &'static str,
    snapshot: &'static str,
    undo: &'static str,
}

/// The stores of one version: a folder of `tests/stores/`, and what it keeps for one tenant of each layout. The other two
/// tenants show that nothing of theirs is touched.
struct OldStore {
    folder: &'static str,
    kept: [Kept; 2],
}

/// What stores keep that were made with migration 27 of PostgreSQL and later: the same rows.
const KEPT_SINCE_27: [Kept; 2] = [
    Kept {
        tenant: "acme",
        seed: "69edb5a904cae27a5b84799a25fcd716",
        snapshot: "ae773c88a9d4e79db59437b7dc217292",
        undo: "594fd64d5181fc22ee0396991a96482f",
    },
    Kept {
        tenant: "ci",
        seed: "7ce448492cee7fa90236958931798bd6",
        snapshot: "7459d836e8266059a30596186109a8d2",
        undo: "2dce2760fb3453707416cb03790b0eff",
    },
];

/// Folders after the first are named after the last migrations of their control tables.
const STORES: [OldStore; 3] = [
    OldStore {
        folder: "first",
        kept: [
            Kept {
                tenant: "acme",
                seed: "ddb7071ca1b095fd52e84995172d4a63",
                snapshot: "710437adaeb70122777e74abc57cd828",
                undo: "95b695d657deab994956bae34a2c5178",
            },
            Kept {
                tenant: "ci",
                seed: "56888872b9575c061c343c8e4e2e33f6",
                snapshot: "c226b50b25be37232949088afbdefa68",
                undo: "4d748b78ec7f663137a5392a9ddf6fe8",
            },
        ],
    },
    OldStore { folder: "postgres27_sqlite3", kept: KEPT_SINCE_27 },
    OldStore { folder: "postgres43_sqlite4", kept: KEPT_SINCE_27 },
];

/// The first of them in which a tenant, "app", is in tables of an application.
const WITH_APPLICATION: &str = "postgres43_sqlite4";

pub fn stores() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores")
}

/// Runs a command in the folder that the old tenants' files are in; it must end with `code`.
#[track_caller]
pub fn reseed(store: &str, code: i32, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(stores().join("workspace")).env("NO_COLOR", "1").env("RESEED_STORE", store);
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the command starts");
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert_eq!(output.status.code(), Some(code), "reseed {}: {stdout}{stderr}", arguments.join(" "));
    output
}

/// The digest in the receipt of a command that succeeds.
#[track_caller]
pub fn digest(store: &str, arguments: &[&str]) -> String {
    let output = reseed(store, 0, &[arguments, &["--json"]].concat());
    let receipt: Value = serde_json::from_slice(&output.stdout).expect("one document");
    receipt["digest"].as_str().expect("a receipt has a digest").to_owned()
}

/// Everything that the old command promised for a tenant.
fn keeps_its_promises(store: &str, kept: &Kept) {
    let Kept { tenant, .. } = kept;
    let status = String::from_utf8(reseed(store, 0, &["status", tenant]).stdout).expect("text");
    assert!(status.contains("epoch 1 kept for undo until 2100-01-01"), "{status}");
    reseed(store, 1, &["verify", tenant]);
    assert_eq!(digest(store, &["undo", tenant, "--epoch", "1"]), kept.undo);
    assert_eq!(digest(store, &["reset", tenant]), kept.seed);
    reseed(store, 0, &["verify", tenant]);
    assert_eq!(digest(store, &["undo", tenant]), kept.undo);
    assert_eq!(digest(store, &["snapshot", "restore", tenant, "changed"]), kept.snapshot);
    reseed(store, 0, &["reconcile"]);
    assert_eq!(digest(store, &["reset", tenant]), kept.seed);
}

fn works(store: &str, kept: &[Kept]) {
    for kept in kept {
        keeps_its_promises(store, kept);
    }
    for tenant in ["globex", "qa"] {
        reseed(store, 1, &["verify", tenant]);
        reseed(store, 0, &["reset", tenant]);
        reseed(store, 0, &["verify", tenant]);
    }
    // The spec's values may have changed with the version; the command makes the tenant again either way.
    reseed(store, 0, &["up", "--quiet"]);
    for tenant in ["acme", "ci", "globex", "qa"] {
        reseed(store, 0, &["verify", tenant]);
        reseed(store, 0, &["down", tenant, "--yes"]);
    }
    let left = String::from_utf8(reseed(store, 0, &["status", "--json"]).stdout).expect("text");
    assert!(!left.contains("acme") && !left.contains("globex"), "{left}");
}

/// Copies a store as it was: readable by the owner only, and sealed files read-only.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is ours");
    for entry in fs::read_dir(from).expect("the store is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
            continue;
        }
        fs::copy(entry.path(), &target).expect("the folder is ours");
        let mode = if from.ends_with("snapshots") { 0o444 } else { 0o600 };
        fs::set_permissions(&target, Permissions::from_mode(mode)).expect("the file is ours");
    }
}

#[test]
fn every_folder_of_stores_is_tested() {
    let folders = fs::read_dir(stores()).expect("the stores are there").flatten().filter(|entry| entry.path().is_dir());
    let mut folders: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    folders.sort_unstable();
    let tested = STORES.iter().map(|store| store.folder).chain(["workspace"]);
    assert!(tested.eq(folders.iter().map(String::as_str)), "{folders:?}");
}

#[test]
fn stores_on_sqlite_that_older_versions_made_keep_their_promises() {
    for OldStore { folder, kept } in &STORES {
        let target = tempfile::tempdir().expect("a temporary folder");
        copy(&stores().join(folder).join("sqlite"), target.path());
        works(&format!("sqlite:{}", target.path().display()), kept);
    }
}

#[test]
fn constraints_of_an_older_version_on_sqlite_are_named_and_up_makes_tenants_without_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&stores().join("first/sqlite"), folder.path());
    let store = format!("sqlite:{}", folder.path().display());
    let found = |code| String::from_utf8(reseed(&store, code, &["doctor"]).stdout).expect("text");
    assert!(found(1).contains("constraints of older versions: acme, ci, globex, qa\n"), "{}", found(1));
    reseed(&store, 0, &["up", "qa", "--quiet"]);
    assert!(found(1).contains("constraints of older versions: acme, ci, globex\n"), "{}", found(1));
    reseed(&store, 0, &["up", "--quiet"]);
    assert!(found(0).contains("constraints of older versions: none\n"), "{}", found(0));
    reseed(&store, 0, &["sql", "qa", "UPDATE notes SET kind = 'another', stars = 9"]);
}

on_every_version!(stores_on_postgresql_that_older_versions_made_keep_their_promises, |version| {
    for OldStore { folder, kept } in &STORES {
        let url = server::database(version);
        restore(&url, version, folder);
        works(&url, kept);
        if *folder == WITH_APPLICATION {
            reset_works(&url);
        }
    }
});

/// The tables of an application that were written to get their seed back, in full first, because a restore is other evidence.
fn reset_works(url: &str) {
    let printed = |arguments: &[&str]| String::from_utf8(reseed(url, 0, arguments).stdout).expect("text");
    let reset = printed(&["reset", "app"]);
    assert!(reset.contains("because the log is not complete"), "{reset}");
    reseed(url, 0, &["verify", "app"]);
    reseed(url, 0, &["undo", "app"]);
    reseed(url, 1, &["verify", "app"]);
    assert!(printed(&["reset", "app"]).contains("delta: "));
}

/// Restores the dump of a store on a server of this version, with the roles that it names.
fn restore(url: &str, version: u16, folder: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&format!("{url}&user=postgres")).await.expect("the server answers");
        for role in ["goods_app", "acme_login"] {
            // The server is shared: another test may have made a role of this name.
            let made = connection.execute(sqlx::AssertSqlSafe(format!("CREATE ROLE {role} LOGIN"))).await;
            made.map(drop)
                .or_else(|error| if error.to_string().contains("exists") { Ok(()) } else { Err(error) })
                .expect("a role");
        }
        connection.close().await.expect("a farewell");
    });
    let dump = stores().join(folder).join(format!("pg{version}.sql"));
    let mut psql = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh"));
    psql.args(["tool", &version.to_string(), "psql", "-q", "-v", "ON_ERROR_STOP=1", url, "-f"]).arg(dump);
    let output = psql.stdout(Stdio::null()).output().expect("scripts/postgres.sh runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
