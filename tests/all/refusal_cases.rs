//! Refusals as data. A file of `tests/cases/refusals/` leads a command to a refusal and has the whole text of it, so that a
//! change of words is a diff. Its first line names the store: `sqlite`, or a layout of PostgreSQL, `shared` or `schema`. Then
//! each line is a step:
//!
//! - `$ ARGUMENTS` runs the command, which has to succeed; the last one is the one that is refused;
//! - `> SQL` runs statements as the tables' owner, `superuser> SQL` as the server's, `hold> SQL` in a session that stays open;
//! - `! SHELL` runs in the workspace's folder.
//!
//! What follows the last command is its exit code and what it prints as errors. The words are those of one version of the
//! server: what is refused on all of them is for `tests/postgres/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::runtime::Runtime;

use crate::server;
use crate::workspace::Workspace;

/// The environment variable that makes the test write what it would compare.
const UPDATE: &str = "RESEED_UPDATE";
const VERSION: u16 = 18;
/// Cases at once: most of a case is waiting for a server or a process.
const WORKERS: usize = 4;
const CASES_MIN: usize = 50;

const SPEC: &str = "reseed: 1\ndataset: shop\nas_of: 2026-01-01T00:00:00Z\nparams: { customers: 4 }\ntables:\n  customers:\n    \
                    rows: $customers\n    columns:\n      id:   serial\n      name: { words: 2 }\n      \
                    tier: { choose: [gold, plain], closed: true }\n  orders:\n    each: customers\n    count: 2\n    columns:\n      \
                    id:          serial\n      customer_id: customers.id\n      amount:      { int: { uniform: [1, 90] } }\n";

/// A store that a case works on, and the session that it holds open.
struct Case {
    workspace: Workspace,
    /// PostgreSQL's address; without one the store is a folder.
    url: Option<String>,
    layout: String,
    runtime: Runtime,
    held_session: Option<PgConnection>,
    held_file: Option<rusqlite::Connection>,
}

impl Case {
    fn new(store: &str) -> Case {
        let url = (store != "sqlite").then(|| server::database(VERSION));
        let workspace = url.as_ref().map_or_else(Workspace::new, |url| Workspace::on(url));
        fs::write(workspace.path("generators/shop/spec.yaml"), SPEC).expect("the folder is ours");
        fs::remove_file(workspace.path("seeds/globex.yaml")).expect("the folder is ours");
        for tenant in ["acme", "globex"] {
            let file = format!("tenant: {tenant}\ndataset: shop\n");
            fs::write(workspace.path(&format!("seeds/{tenant}.yaml")), file).expect("the folder is ours");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Case { workspace, url, layout: store.to_owned(), runtime, held_session: None, held_file: None }
    }

    fn step(&mut self, step: &str) {
        let step = step.replace(":database", self.database());
        let (kind, rest) = step.split_once(' ').expect("a step has a kind");
        match kind {
            "$" => succeed(&step, &mut self.command(rest)),
            "!" => {
                let mut shell = Command::new("sh");
                succeed(&step, shell.args(["-ec", rest]).current_dir(self.workspace.path(".")));
            }
            ">" => drop(self.execute(rest, "reseed")),
            "superuser>" => drop(self.execute(rest, "postgres")),
            "hold>" => self.hold(rest),
            _ => panic!("unknown step: {step}"),
        }
    }

    /// Runs a command; `up` gets the layout that the case is about, unless the line says one.
    fn command(&self, line: &str) -> Command {
        let mut arguments = words(line);
        if arguments[0] == "up" && self.url.is_some() && !line.contains("--layout") {
            arguments.extend(["--layout", &self.layout]);
        }
        self.workspace.command(&arguments)
    }

    /// Runs statements on PostgreSQL as a role, or on the live file of `acme`.
    fn execute(&self, sql: &str, role: &str) -> (Option<PgConnection>, Option<rusqlite::Connection>) {
        let Some(url) = &self.url else {
            let file = self.workspace.path(".reseed/tenants/acme.db");
            let connection = rusqlite::Connection::open(file).expect("the live file opens");
            connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            return (None, Some(connection));
        };
        let address = url.replace("//reseed@", &format!("//{role}@"));
        let connection = self.runtime.block_on(async {
            let mut connection = PgConnection::connect(&address).await.expect("the server answers");
            let done = connection.execute(AssertSqlSafe(sql.to_owned())).await;
            done.unwrap_or_else(|error| panic!("{sql}: {error}"));
            connection
        });
        (Some(connection), None)
    }

    fn hold(&mut self, sql: &str) {
        (self.held_session, self.held_file) = self.execute(sql, "reseed");
    }

    /// The name of the store's database, which roles of a case begin with.
    fn database(&self) -> &str {
        let rest = self.url.as_deref().and_then(|url| url.split_once("localhost/"));
        rest.and_then(|(_, rest)| rest.split_once('?')).map_or("", |(database, _)| database)
    }

    /// The exit code and the errors of the command that is refused.
    fn refusal(&self, line: &str) -> String {
        let output = self.command(&line.replace(":database", self.database())).output().expect("the command starts");
        let code = output.status.code().expect("it ends by itself");
        assert_ne!(code, 0, "{line}: it was not refused");
        format!("exit {code}\n{}", self.without_accidents(&String::from_utf8_lossy(&output.stderr)))
    }

    /// The text without what differs from run to run: folders, the database, processes and times.
    fn without_accidents(&self, text: &str) -> String {
        let folder = self.workspace.path(".").canonicalize().expect("the folder is there");
        let text = text.replace(&folder.display().to_string(), "/workspace");
        let text = if self.url.is_some() { text.replace(self.database(), "test") } else { text };
        let text = ["session ", "process "].iter().fold(text, |text, word| number_after(&text, word));
        let text = quoted_after(&text, "on host ");
        text.split_inclusive([' ', '\n']).map(without_time).collect()
    }
}

fn succeed(step: &str, command: &mut Command) {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{step}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The words of a line; spaces between single quotes are no ends.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(index, part)| if index % 2 == 0 { part.split_whitespace().collect() } else { vec![part] })
        .collect()
}

/// The text with `N` for each number that comes after a word.
fn number_after(text: &str, word: &str) -> String {
    let mut parts = text.split(word);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = if rest.len() < part.len() { "N" } else { "" };
        format!("{done}{word}{number}{rest}")
    })
}

/// The text with `"NAME"` for each quoted text that comes after some words.
fn quoted_after(text: &str, words: &str) -> String {
    let start = format!("{words}\"");
    let mut parts = text.split(&start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| {
        let rest = part.split_once('"').map_or("", |(_, rest)| rest);
        format!("{done}{start}NAME\"{rest}")
    })
}

/// A word, or `TIME` where it begins as an instant does.
fn without_time(word: &str) -> String {
    let is_time = word.starts_with("20") && word.get(10..11) == Some("T") && word.get(4..5) == Some("-");
    let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || "-:.".contains(c))).unwrap_or(word.len());
    let stop = word[..end].trim_end_matches('.').len();
    if is_time { format!("TIME{}", &word[stop..]) } else { word.to_owned() }
}

/// Whether a case's refusal is the expected one; says what it is where it is not.
fn difference(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).expect("the case can be read");
    let (store, rest) = text.split_once('\n').expect("the first line names the store");
    let is_step = |line: &&str| ["$ ", "> ", "! ", "superuser> ", "hold> "].iter().any(|kind| line.starts_with(kind));
    let steps: Vec<&str> = rest.lines().take_while(is_step).collect();
    let (refused, before) = steps.split_last().expect("a case has a command");
    let mut case = Case::new(store);
    before.iter().for_each(|step| case.step(step));
    let refusal = case.refusal(refused.strip_prefix("$ ").expect("the last step is a command"));
    let made = format!("{store}\n{}\n{refusal}", steps.join("\n"));
    if std::env::var_os(UPDATE).is_some() {
        fs::write(path, &made).expect("the case can be written");
        return None;
    }
    (made != text).then(|| format!("{}:\n{made}", path.display()))
}

#[test]
fn every_refusal_says_what_it_is_expected_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/refusals");
    let entries = fs::read_dir(&root).expect("the folder of cases").map(|entry| entry.expect("a case").path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    assert!(paths.len() >= CASES_MIN, "only {} cases were found", paths.len());
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|threads| {
        for _ in 0..WORKERS {
            threads.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = std::panic::catch_unwind(|| difference(path));
                    let found = found.unwrap_or_else(|_| Some(format!("{}: a step failed", path.display())));
                    wrong.lock().expect("no thread panics with it").extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no thread panics with it");
    assert!(wrong.is_empty(), "{UPDATE}=1 rewrites what is expected; these differ:\n{}", wrong.join("\n"));
}
