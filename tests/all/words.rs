//! Everything that a person reads is in standard terms: documents, help, messages, comments and the names of tests. The
//! marks of a private dialect are refused, with what to write instead.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::passages::{Kind, line_of, passages};
use crate::sources::files;
use crate::workspace::Workspace;

/// A mark, as a regular expression for whole words, and what says the same in standard terms.
const MARKS: [(&str, &str); 27] = [
    ("advice", "help"),
    ("all alike", "uniformly"),
    ("anew", "again, or a verb such as rebuild or regenerate"),
    ("as it should be", "ok, or what is expected"),
    ("at hand", "available, or in memory"),
    ("beside", "next to, with, during or compared with"),
    ("dearest", "most expensive"),
    ("for ever", "permanently, or without end"),
    ("forgotten by", "deleted by"),
    ("former life", "an earlier tenant of this name"),
    ("go(?:es|ing)? on|went on", "continues"),
    ("hangs? on", "depends on, or is attached to"),
    ("heeded", "honoured"),
    ("hints?", "help"),
    ("(?:some|any|every|no)body", "who it is: another session, a user, no process"),
    ("(?:a|one|each|every|first|last|second|next|single|quick) looks?", "a pass, a query or a check"),
    ("made again|makes? (?:it|them) again", "recreated, or rebuilt"),
    ("or else", "otherwise"),
    ("puts? (?:it |them )?(?:away|aside)", "retire, save or move"),
    ("remed(?:y|ies)", "help"),
    ("said by|is said", "set by, reported by, or the message of"),
    ("so many", "this many, or the number by its name"),
    ("taken for", "mistaken for, or counts as"),
    ("tells?", "reports, prints, shows or names"),
    ("told", "reported, printed or shown"),
    ("what .{1,30} said", "the message of"),
    ("who(?:m|so)?ever", "the caller, the session, or whom it is about"),
];

/// Lines where a mark is right: the system's user of this name.
const ALLOWED: [&str; 2] = ["chown nobody", "--reuid=nobody"];

const FOLDERS: [&str; 12] = [
    ".github",
    "src",
    "tests",
    "benches",
    "examples",
    "findings",
    "fuzz/fuzz_targets",
    "generators",
    "packaging",
    "schemas",
    "scripts",
    "seeds",
];

const EXTENSIONS: [&str; 11] = ["md", "rs", "py", "js", "java", "sh", "yaml", "yml", "txt", "toml", "sql"];

/// Applied migrations, which are hashed, stores of older versions, and the marks themselves.
const FIXED: [&str; 5] = [
    "schemas/control/",
    "tests/stores/first/",
    "tests/stores/postgres27_sqlite3/",
    "tests/stores/postgres43_sqlite4/",
    "tests/all/words.rs",
];

/// Fields of JSON documents that keep their names: they are part of the interface.
const FIELDS: [&str; 2] = ["advice", "remedy"];

/// Write a page in Markdown, and files whose bytes are fixed.
const MARKDOWN: [&str; 2] = ["spec/reference.rs", "digest/lock_text.rs"];

/// Every mark in a text that begins on `line`, with its place.
fn faults(place: &str, line: usize, text: &str) -> Vec<String> {
    static FOUND: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let whole = |mark: &str| Regex::new(&format!(r"(?i)\b(?:{})\b", mark.replace(' ', r"\s+")));
        MARKS.into_iter().map(|(mark, instead)| (whole(mark).expect("an expression"), instead)).collect()
    });
    let mut faults = Vec::new();
    for (mark, instead) in FOUND.iter() {
        for found in mark.find_iter(text) {
            let number = line_of(text, found.start());
            let shown = text.lines().nth(number - 1).unwrap_or_default();
            if !ALLOWED.iter().any(|allowed| shown.contains(allowed)) {
                faults.push(format!("{place}:{}: {:?}; write {instead}", line + number - 1, found.as_str()));
            }
        }
    }
    faults
}

/// The files that are read, by their paths from the root.
fn read() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root).expect("the root is there").flatten().map(|entry| entry.path());
    let of_root = entries.filter(|path| path.extension().is_some_and(|it| it == "md" || it == "toml" || it == "yml"));
    let below = FOLDERS.iter().flat_map(|folder| files(&root.join(folder), &EXTENSIONS));
    let all = of_root.chain([root.join("Makefile")]).chain(below).map(|path| {
        let text = fs::read_to_string(&path).expect("the file is text");
        (path.strip_prefix(root).expect("it is below the root").to_owned(), text)
    });
    let skipped = |path: &Path| FIXED.iter().any(|start| path.starts_with(start));
    all.filter(|(path, _)| !skipped(path)).collect()
}

#[test]
fn documents_messages_comments_and_test_names_are_in_standard_terms() {
    let (mut count, mut found) = (0, Vec::new());
    for (path, text) in read() {
        for passage in passages(&path, &text).into_iter().filter(|passage| !FIELDS.contains(&passage.text.as_str())) {
            count += 1;
            found.extend(faults(&path.display().to_string(), passage.line, &passage.text));
        }
    }
    assert!(count > 5_000, "only {count} passages");
    assert!(found.is_empty(), "{} marks\n{}", found.len(), found.join("\n"));
}

#[test]
fn messages_quote_commands_in_one_way() {
    let quoted = Regex::new(r"`(reseed|up|reset|undo|down|verify|doctor|reconcile)( |`)").expect("an expression");
    let messages =
        read().into_iter().filter(|(path, _)| path.starts_with("src") && !MARKDOWN.iter().any(|it| path.ends_with(it)));
    let found = messages.flat_map(|(path, text)| {
        let literals = passages(&path, &text).into_iter().filter(|passage| passage.kind == Kind::Literal);
        let wrong = literals.filter(|passage| quoted.is_match(&passage.text));
        wrong.map(|passage| format!("{}:{}: write \"reseed …\"", path.display(), passage.line)).collect::<Vec<_>>()
    });
    let found: Vec<String> = found.collect();
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
    let mut found = faults("reseed --help", 1, &all);
    let mut count = 0;
    for command in commands {
        found.extend(faults(&format!("reseed {command} --help"), 1, &help(&["help", command])));
        count += 1;
    }
    assert!(count > 15, "only {count} commands");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_mark_is_found() {
    let text = "advice\nall alike\nmade anew\nas it should be\nat\nhand\nbeside it\nthe dearest\nfor ever\nforgotten by\n\
                a former life\nit goes on\nhangs on\nheeded\na hint\nnobody's\nthe next look\nmade again\nor else\n\
                put it away\na remedy\nis said\nso many\ntaken for\nit tells\nbe told\nwhat it said\nWhoever comes";
    let found = faults("x", 3, text);
    assert_eq!(found.len(), MARKS.len(), "{}", found.join("\n"));
    assert!(found.contains(&"x:7: \"at\\nhand\"; write available, or in memory".to_owned()), "{}", found.join("\n"));
    assert!(faults("x", 1, "renewed, stellar, retold, outlook, besides; chown nobody x").is_empty());
}
