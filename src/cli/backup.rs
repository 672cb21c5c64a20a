//! `reseed backup`: a dump of a PostgreSQL store in which everything fits together.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde::Serialize;

use super::progress::Progress;
use super::tenants::{TenantCommand, WorkArgs};
use super::{CliError, Exit, out};
use crate::reset::clock::Stopwatch;
use crate::store::AnyStore;
use crate::store::postgres::{StoreFreeze, without_password};

/// The program that dumps, found by PATH.
const PROGRAM: &str = "pg_dump";
/// How often a running dump is checked.
const PAUSE: Duration = Duration::from_millis(50);
/// How long pg_dump may take to end.
const END_WAIT: Duration = Duration::from_secs(2);
/// What pg_dump is given here.
const GIVEN: [(&str, &str); 7] = [
    ("-f", "--file"),
    ("-d", "--dbname"),
    ("-h", "--host"),
    ("-p", "--port"),
    ("-U", "--username"),
    ("-w", "--no-password"),
    ("-W", "--password"),
];

/// Dump a PostgreSQL store with pg_dump while no command changes it: resets wait until the dump is complete.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The whole database is dumped, in pg_dump's custom format unless its options name
another one. Roles are not part of a dump; pg_dumpall --roles-only writes them.
Applications continue. A reset could not replace tables that are being
dumped anyway; it waits for --wait seconds and names this command.

Examples:
  reseed backup sandbox.dump
  reseed backup sandbox.sql -- --format=plain
  createdb other && pg_restore -d other sandbox.dump    Restore it
On SQLite copy the store's folder while no command or application uses it.")]
pub struct Args {
    /// The file, or with --format=directory the folder, that is written; it must not exist yet
    file: PathBuf,
    /// More options of pg_dump
    #[arg(last = true, value_name = "PG_DUMP OPTION")]
    options: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    work: WorkArgs,
}

/// What was written.
#[derive(Debug, Serialize)]
struct BackupReport {
    file: PathBuf,
    bytes: u64,
    tenants: usize,
    milliseconds: f64,
}

/// Dumps, and gives the file its name when it is complete.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let url = args.work.store.server().ok_or_else(|| {
        CliError::usage("the store is a folder of files, which pg_dump cannot read")
            .help("Copy the folder, with its -wal and -journal files, while no command and no application uses it.")
    })?;
    check_options(&args.options)?;
    if fs::symlink_metadata(&args.file).is_ok() {
        let message = format!("{:?} already exists", args.file.display().to_string());
        return Err(CliError::usage(message).help("Name a file that is not there, or remove it."));
    }
    let version = version()?;
    let target = DumpTarget::new(&args);
    let watch = Stopwatch::start();
    let tenants = args.work.change(Progress::new(true), async |store, policy| {
        let AnyStore::Postgres(store) = store else { return Err(CliError::usage("the store is a folder of files")) };
        let mut still = store.hold_still(policy.wait).await?;
        let dumped = match is_new_enough(version, &still) {
            Ok(()) => dump(&args, policy.wait, &url, &target, &mut still).await,
            Err(error) => Err(error),
        };
        let tenants = still.tenants.len();
        still.end().await;
        dumped.map(|()| tenants)
    })?;
    target.publish(&args.file)?;
    let bytes = bytes_of(&args.file);
    let written = BackupReport { file: args.file, bytes, tenants, milliseconds: watch.ms() };
    out::print_result(args.json, &written, || {
        let whose = out::count(tenants as u64, "tenant");
        format!("backup of {whose}: {} in {}\n", out::bytes(bytes), written.file.display())
    })?;
    Ok(Exit::Done)
}

/// Refuses options that contradict what the command gives pg_dump.
fn check_options(options: &[String]) -> Result<(), CliError> {
    let is_given = |option: &str| {
        GIVEN.iter().any(|(short, long)| {
            option.split('=').next() == Some(long) || (option.starts_with(short) && !option.starts_with("--"))
        })
    };
    match options.iter().find(|option| is_given(option)) {
        Some(option) => {
            Err(CliError::usage(format!("{option:?} cannot be given: \"reseed backup\" passes it to pg_dump"))
                .help("The file is this command's argument, the database comes from --store or RESEED_STORE."))
        }
        None => Ok(()),
    }
}

/// The main version of the pg_dump that is found.
fn version() -> Result<i32, CliError> {
    let missing = |why: String| {
        CliError::failed(format!("could not run {PROGRAM}: {why}"))
            .help("Install the server's client programs, in its version or a later one, and put them on PATH.")
    };
    let output = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output();
    let output = output.map_err(|error| missing(error.to_string()))?;
    let version_text = String::from_utf8_lossy(&output.stdout).into_owned();
    // "pg_dump (PostgreSQL) 18.1 (Debian …)", "18beta1" before a release.
    let number =
        version_text.split(") ").nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    number
        .and_then(|number| number.parse().ok())
        .ok_or_else(|| missing(format!("it printed {:?}", version_text.trim())))
}

fn is_new_enough(version: i32, still: &StoreFreeze) -> Result<(), CliError> {
    if version >= still.server_version {
        return Ok(());
    }
    let message = format!("{PROGRAM} has version {version}, the server {}", still.server_version);
    Err(CliError::failed(message).help("pg_dump dumps servers up to its own version. Put a later one on PATH."))
}

/// Where the dump goes until it is complete.
struct DumpTarget {
    partial: PathBuf,
    is_folder: bool,
    names_format: bool,
}

impl DumpTarget {
    fn new(args: &Args) -> DumpTarget {
        let format = args.options.iter().enumerate().find_map(|(at, option)| {
            let next = args.options.get(at + 1).map(String::as_str);
            match option.strip_prefix("--format").or_else(|| option.strip_prefix("-F")) {
                Some("") => next,
                Some(value) => Some(value.trim_start_matches('=')),
                None => None,
            }
        });
        let mut name = args.file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.partial", std::process::id()));
        DumpTarget {
            partial: args.file.with_file_name(name),
            is_folder: format.is_some_and(|format| format.starts_with('d')),
            names_format: format.is_some(),
        }
    }

    /// Creates it, readable by its owner only.
    fn create(&self) -> Result<(), CliError> {
        let result = match self.is_folder {
            true => fs::DirBuilder::new().mode(0o700).create(&self.partial),
            false => OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.partial).map(drop),
        };
        result.map_err(|error| CliError::file("create", &self.partial, &error))
    }

    /// Gives it its name, unless something has that by now.
    fn publish(&self, file: &Path) -> Result<(), CliError> {
        let named = match self.is_folder {
            true => fs::rename(&self.partial, file),
            false => fs::hard_link(&self.partial, file),
        };
        if !self.is_folder || named.is_err() {
            self.remove();
        }
        named.map_err(|error| CliError::file("name", file, &error))
    }

    fn remove(&self) {
        // What stays has the suffix of a partial file.
        let _ = if self.is_folder { fs::remove_dir_all(&self.partial) } else { fs::remove_file(&self.partial) };
    }
}

async fn dump(
    args: &Args,
    lock_wait: Duration,
    url: &str,
    target: &DumpTarget,
    still: &mut StoreFreeze,
) -> Result<(), CliError> {
    target.create()?;
    let mut dumped = match start(args, lock_wait, url, target, still) {
        Ok(child) => finish(child, still).await,
        Err(error) => Err(error),
    };
    if dumped.is_ok() {
        dumped = still.confirm().await.map_err(CliError::from);
    }
    if dumped.is_ok() && bytes_of(&target.partial) == 0 {
        dumped = Err(CliError::failed(format!("{PROGRAM} wrote nothing to the file"))
            .help("Leave out the options after -- that send the dump elsewhere."));
    }
    if dumped.is_err() {
        target.remove();
    }
    dumped
}

fn start(
    args: &Args,
    lock_wait: Duration,
    url: &str,
    target: &DumpTarget,
    still: &StoreFreeze,
) -> Result<Child, CliError> {
    let (address, password) = without_password(url);
    let mut command = Command::new(PROGRAM);
    // While it waits for a lock, all tenants wait. Of an option that is given twice pg_dump takes the last one.
    command.arg(format!("--lock-wait-timeout={}", lock_wait.as_millis().max(1)));
    if !target.names_format {
        command.arg("--format=custom");
    }
    command.args(&args.options);
    command.arg("--no-password").arg("--dbname").arg(address).arg("--file").arg(&target.partial);
    command.args(still.role.iter().flat_map(|role| ["--role", role]));
    command.envs(password.map(|password| ("PGPASSWORD", password)));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().map_err(|error| CliError::failed(format!("could not run {PROGRAM}: {error}")))
}

/// Waits for the dump, which ends with this command if a signal does.
async fn finish(mut child: Child, still: &mut StoreFreeze) -> Result<(), CliError> {
    let mut errors = child.stderr.take();
    let reading = thread::spawn(move || {
        let mut output = Vec::new();
        // What cannot be read is not reported.
        errors.as_mut().map(|errors| errors.read_to_end(&mut output));
        String::from_utf8_lossy(&output).into_owned()
    });
    let failed = |why: String| CliError::failed(format!("{PROGRAM} failed: {why}"));
    loop {
        if let Err(error) = still.check().await {
            end(&mut child).await;
            return Err(error.into());
        }
        let Some(status) = child.try_wait().map_err(|error| failed(error.to_string()))? else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let output = reading.join().unwrap_or_default();
        if status.success() {
            output.lines().for_each(out::note);
            return Ok(());
        }
        let first = output.lines().find(|line| line.contains("error:")).or_else(|| output.lines().next());
        let message = first.map_or(status.to_string(), |line| line.trim_start_matches("pg_dump: error: ").to_owned());
        return Err(failed(message).help(
            "Nothing was written. The store's role must be able to read every table of the database; options after -- \
             leave out what is not the store's, as in -- --exclude-schema=NAME.",
        ));
    }
}

/// Ends pg_dump by a signal that lets it cancel what it does at the server, which would keep its locks otherwise.
async fn end(child: &mut Child) {
    let _ = kill_process(Pid::from_child(child), Signal::TERM);
    let start = Instant::now();
    while matches!(child.try_wait(), Ok(None)) && start.elapsed() < END_WAIT {
        tokio::time::sleep(PAUSE).await;
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn bytes_of(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else {
        return File::open(path).and_then(|f| f.metadata()).map_or(0, |m| m.len());
    };
    entries.flatten().map(|entry| entry.metadata().map_or(0, |metadata| metadata.len())).sum()
}
