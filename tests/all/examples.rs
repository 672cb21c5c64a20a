//! The examples: each has a suite whose tests write to a database and pass, by the commands of its page, because a reset
//! comes before each of them. Without it they fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use reseed::on_every_version;

use crate::{readme, server};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const RESET: &str = "SELECT reseed.reset('ci')";
/// Longer than any of them takes on a busy machine; one that hangs is ended.
const COMMAND_SECONDS_MAX: &str = "300";

/// A folder of `examples/`.
struct Example {
    name: &'static str,
    /// The section of its page with the commands.
    section: &'static str,
    /// The file that resets.
    fixture: &'static str,
    /// Runs its tests.
    tests: &'static str,
    /// What its tests print as often as its page runs them.
    passed: &'static str,
}

const DJANGO: Example =
    Example { name: "django", section: "Run", fixture: "conftest.py", tests: "pytest", passed: "15 passed" };
const SPEC: Example = Example {
    name: "django",
    section: "Rows from a spec",
    fixture: "conftest.py",
    tests: "pytest spec_tests",
    passed: "3 passed",
};
const SQLALCHEMY: Example =
    Example { name: "sqlalchemy", section: "Run", fixture: "conftest.py", tests: "pytest", passed: "10 passed" };
const RAILS: Example =
    Example { name: "rails_sql", section: "Run", fixture: "run.sh", tests: "./run.sh", passed: "10 tests, 0 failed" };
const PRISMA: Example =
    Example { name: "node_prisma_sql", section: "Run", fixture: "sandbox.js", tests: "node --test", passed: "pass 10" };
const ALL: [Example; 4] = [DJANGO, SQLALCHEMY, RAILS, PRISMA];

on_every_version!(the_django_example_passes_by_its_resets, |version| check(&DJANGO, version));
on_every_version!(the_django_example_passes_with_rows_of_its_spec, |version| check(&SPEC, version));
on_every_version!(the_sqlalchemy_example_passes_by_its_resets, |version| check(&SQLALCHEMY, version));
on_every_version!(the_rails_example_passes_by_its_resets, |version| check(&RAILS, version));
on_every_version!(the_prisma_example_passes_by_its_resets, |version| check(&PRISMA, version));

fn check(example: &Example, version: u16) {
    let work = tempfile::tempdir().expect("a temporary folder");
    readme::copy(&example.folder(), work.path());
    let database = server::temporary(version);
    let run = |commands: &str| sh(work.path(), &database.address, commands);

    let commands = example.commands();
    let (is_good, printed) = run(&commands);
    let runs = commands.lines().filter(|line| line.starts_with(example.tests)).count();
    assert!(is_good && runs > 0, "{}:\n{printed}", example.name);
    assert_eq!(printed.matches(example.passed).count(), runs, "{}:\n{printed}", example.name);

    let fixture = work.path().join(example.fixture);
    let text = fs::read_to_string(&fixture).expect("it is ours");
    assert_eq!(text.matches(RESET).count(), 1, "{} resets in one place", example.fixture);
    fs::write(&fixture, text.replace(RESET, "SELECT 1")).expect("it is ours");
    let (is_good, printed) = run(&format!("export PYTHONPATH=.\n{}", example.tests));
    let failed = Regex::new(r"[1-9][0-9]* failed|fail [1-9]").expect("an expression");
    assert!(!is_good && failed.is_match(&printed), "{} without a reset:\n{printed}", example.name);
}

impl Example {
    fn folder(&self) -> PathBuf {
        Path::new(ROOT).join("examples").join(self.name)
    }

    fn page(&self) -> String {
        fs::read_to_string(self.folder().join("README.md")).expect("every example has a page")
    }

    /// The commands that its page shows.
    fn commands(&self) -> String {
        let page = self.page();
        let (_, run) = page.split_once(&format!("\n## {}\n", self.section)).expect("the page has the section");
        blocks(run).into_iter().find(|(language, _)| language == "sh").expect("the section has a block").1
    }
}

/// The fenced blocks of a page: language and text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let fence = Regex::new(r"(?ms)^```(\w+)\n(.*?)^```$").expect("an expression");
    fence.captures_iter(page).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

/// Runs commands as a user of the example does, with the command of this build: whether all succeed, and what they print.
fn sh(folder: &Path, database: &str, commands: &str) -> (bool, String) {
    let tools = Path::new(ROOT).join("target/tools/clients");
    assert!(tools.join("venv/bin/pytest").exists(), "pytest is missing; run scripts/clients.sh install");
    let reseed = Path::new(env!("CARGO_BIN_EXE_reseed")).parent().expect("a file is in a folder");
    let path = [reseed.display().to_string(), tools.join("venv/bin").display().to_string()].join(":");
    let output = Command::new("timeout")
        .args(["--kill-after=5", COMMAND_SECONDS_MAX, "sh", "-ec", &format!("exec 2>&1\n{commands}")])
        .current_dir(folder)
        .env("PATH", format!("{path}:{}", std::env::var("PATH").unwrap_or_default()))
        .env("NODE_PATH", tools.join("node_modules"))
        .env("DATABASE_URL", database)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_COLOR", "1")
        .env_remove("RESEED_STORE")
        .output()
        .expect("sh is everywhere");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_pages_show_the_fixtures_as_they_are() {
    for example in ALL {
        let fixture = fs::read_to_string(example.folder().join(example.fixture)).expect("every example has one");
        // Ruby stands for what a Rails application does; the example has none.
        let shown = blocks(&example.page()).into_iter().filter(|(language, _)| language != "sh" && language != "ruby");
        for (_, text) in shown {
            let shift = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
            let indented: Vec<String> = text.lines().map(shift).collect();
            let is_there = fixture.contains(text.trim_end()) || fixture.contains(&indented.join("\n"));
            assert!(is_there, "{} does not have these lines of its page:\n{text}", example.name);
        }
        assert!(example.page().contains(RESET), "{}", example.name);
    }
}

#[test]
fn the_readme_shows_the_fixture_of_the_django_example() {
    let page = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the document is there");
    let (_, section) = page.split_once("\n## In CI and test suites\n").expect("the document has the section");
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (_, shown) = blocks(section).into_iter().find(|(language, _)| language == "python").expect("it has a block");
    let fixture = fs::read_to_string(DJANGO.folder().join(DJANGO.fixture)).expect("the example has one");
    assert_eq!(lines(&shown), lines(&fixture));
}

#[test]
fn examples_ask_for_the_versions_that_they_are_tested_with() {
    let read = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).expect("it is there");
    let installed = read("tests/clients/requirements.txt");
    for example in ["django", "sqlalchemy"] {
        for line in read(&format!("examples/{example}/requirements.txt")).lines() {
            assert!(installed.lines().any(|pin| pin == line), "examples/{example}: \"{line}\" is not what is tested");
        }
    }
    let dependencies = |path: &str| {
        let package: serde_json::Value = serde_json::from_str(&read(path)).expect("is JSON");
        package["dependencies"].as_object().expect("has dependencies").clone()
    };
    let installed = dependencies("tests/clients/package.json");
    let wanted = dependencies("examples/node_prisma_sql/package.json");
    assert!(wanted.iter().all(|(name, version)| installed.get(name) == Some(version)), "{wanted:?}");
}
