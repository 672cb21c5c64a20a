//! Documents and help are in standard terms. The marks of a private dialect are refused, with what to write instead.

use std::fs;
use std::path::Path;

use regex::Regex;

use crate::workspace::Workspace;

/// A mark, as a regular expression for whole words, and what says the same in standard terms.
const MARKS: [(&str, &str); 14] = [
    ("anew", "again, or a verb such as rebuild or regenerate"),
    ("whoever", "the caller, the session, or whom it is about"),
    ("somebody", "who it is, or another session"),
    ("put away", "retired, or saved"),
    ("put aside", "moved away, or retired"),
    ("hangs? on", "depends on, or is attached to"),
    ("said by", "set by, or reported by"),
    ("next look", "next pass"),
    ("heeded", "honoured"),
    ("tells?", "reports, prints, shows or names"),
    ("(is|are) told", "is reported, or is set"),
    ("remedy", "help"),
    ("forgotten by", "deleted by"),
    ("all alike", "uniformly"),
];

const DOCUMENTS: [&str; 5] =
    ["README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "generators/REFERENCE.md"];

/// Every mark in a text, with its place.
fn faults(place: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (mark, instead) in MARKS {
        let mark = Regex::new(&format!(r"(?i)\b{mark}\b")).expect("an expression");
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = mark.find(line) {
                faults.push(format!("{place}:{}: {:?}; write {instead}", index + 1, found.as_str()));
            }
        }
    }
    faults
}

#[test]
fn documents_are_in_standard_terms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| faults(name, &fs::read_to_string(root.join(name)).expect("the document is there"));
    let found: Vec<String> = DOCUMENTS.into_iter().flat_map(read).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_help_of_every_command_is_in_standard_terms() {
    let workspace = Workspace::new();
    let help = |words: &[&str]| String::from_utf8(workspace.expect(0, words).stdout).expect("help is text");
    let all = help(&["--help"]);
    let (_, listed) = all.split_once("Commands:").expect("help lists commands");
    let listed = listed.lines().skip(1).take_while(|line| !line.trim().is_empty());
    let commands: Vec<&str> = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   ")).collect();
    let commands = commands.iter().filter_map(|line| line.split_whitespace().next());
    let mut found = faults("reseed --help", &all);
    let mut count = 0;
    for command in commands {
        found.extend(faults(&format!("reseed {command} --help"), &help(&["help", command])));
        count += 1;
    }
    assert!(count > 15, "only {count} commands");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_mark_is_found() {
    let text = "made anew\nWhoever comes\nsomebody's\nis put away\nput aside\nhangs on\nis said by\nthe next look\nheeded\n\
                it tells\nis told\na remedy\nforgotten by\nall alike";
    assert_eq!(faults("x", text).len(), MARKS.len());
    assert!(faults("x", "renewed, stellar, retold").is_empty());
}
