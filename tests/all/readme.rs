//! Commands in documents are run, and print what the documents show.
//!
//! A fenced block marked `console` is a session: lines that begin with `$ ` are commands, the others their output.
//! In the output `…` stands for any text and a line of `...` for any lines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// A command and what it prints, stdout and stderr together.
#[derive(Debug, PartialEq)]
struct Step {
    command: String,
    output: Vec<String>,
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    check("README.md");
}

#[test]
fn the_packs_pages_show_what_the_commands_print() {
    check("generators/quickstart/README.md");
    check("generators/shop/README.md");
}

fn check(document: &str) {
    let text = fs::read_to_string(root().join(document)).expect("the document is there");
    let steps = steps(&text);
    assert!(!steps.is_empty(), "{document} has no console blocks");
    let work = workspace();
    for step in steps {
        let printed = run(work.path(), &step.command);
        let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = step.output.iter().map(String::as_str).collect();
        let shown = printed.join("\n");
        assert!(lines_match(&wanted, &printed), "{document}: $ {}\nprints\n{shown}", step.command);
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with the packs and the tenants, where commands may write.
fn workspace() -> tempfile::TempDir {
    let work = tempfile::tempdir().expect("a temporary folder");
    for folder in ["generators", "seeds"] {
        copy(&root().join(folder), &work.path().join(folder));
    }
    work
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is ours");
    for entry in fs::read_dir(from).expect("it is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the folder is ours");
        }
    }
}

fn run(work: &Path, command: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_BIN_EXE_reseed"));
    let folder = folder.parent().expect("a file is in a folder").display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(work)
        .env("PATH", path)
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .output()
        .expect("sh is everywhere");
    String::from_utf8(output.stdout).expect("output is text")
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push(Step { command: command.to_owned(), output: Vec::new() }),
                (None, Some(step)) => step.output.push(line.to_owned()),
                (None, None) => panic!("a console block begins with a command, got {line:?}"),
            },
            (false, _) => {}
        }
    }
    for step in &mut steps {
        while step.output.last().is_some_and(String::is_empty) {
            step.output.pop();
        }
    }
    steps
}

fn lines_match(wanted: &[&str], printed: &[&str]) -> bool {
    match (wanted.split_first(), printed.split_first()) {
        (None, _) => printed.iter().all(|line| line.is_empty()),
        (Some((&"...", rest)), _) => (0..=printed.len()).any(|skipped| lines_match(rest, &printed[skipped..])),
        (Some((first, rest)), Some((line, others))) => line_matches(first, line) && lines_match(rest, others),
        (Some(_), None) => false,
    }
}

/// Whether a line is `wanted`, where `…` stands for any text and `… ms` for a time, which has other units on a busy machine.
fn line_matches(wanted: &str, line: &str) -> bool {
    let pattern = regex::escape(wanted).replace("… ms", r"[0-9.]+ m?s").replace('…', ".*");
    Regex::new(&format!("^{pattern}$")).expect("escaped text is a pattern").is_match(line)
}

#[test]
fn shown_output_must_be_the_real_one() {
    assert!(line_matches("took … ms", "took 12 ms"));
    assert!(line_matches("…", "anything"));
    assert!(line_matches("took … ms", "took 1.2 s"), "on a busy machine");
    assert!(!line_matches("took … ms", "took long"));
    assert!(!line_matches("a", "a b"));
    assert!(lines_match(&["a", "...", "z"], &["a", "b", "c", "z"]));
    assert!(!lines_match(&["a", "z"], &["a", "b", "z"]));
    assert!(!lines_match(&["a"], &["a", "b"]), "output that the document leaves out is a difference");
}

#[test]
fn sessions_are_read_from_their_blocks_only() {
    let text = "$ no\n```sh\n$ no\n```\n```console\n$ yes\nout\n\n$ again\n```\n";
    let step = |command: &str, output: &[&str]| Step {
        command: command.to_owned(),
        output: output.iter().map(|line| (*line).to_owned()).collect(),
    };
    assert_eq!(steps(text), [step("yes", &["out"]), step("again", &[])]);
}
