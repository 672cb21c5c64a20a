//! The folders are the way a value takes: imports point one way only.

use std::fs;
use std::path::{Path, PathBuf};

/// Every folder of `src/` and the folders that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("spec", &["values"]),
    ("plan", &["values", "spec"]),
    ("generate", &["values", "spec", "plan"]),
    ("digest", &["values", "spec", "plan", "generate"]),
    ("sink", &["values", "spec", "plan", "generate", "digest"]),
    ("store", &["values", "spec", "plan", "generate", "digest"]),
    ("reset", &["values", "spec", "plan", "generate", "digest", "store"]),
    ("cli", &["values", "spec", "plan", "generate", "digest", "sink", "store", "reset"]),
];

/// Folders whose results may depend on their arguments only.
const PURE: &[&str] = &["values", "plan", "generate", "digest"];

/// What would make a result depend on something else.
const IMPURE: &[&str] = &[
    "std::time",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "std::env::var",
    "std::net",
    "std::fs",
    "tokio",
    "sqlx",
    "thread_rng",
    "RandomState",
];

#[test]
fn every_folder_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for (path, line, text) in code_lines() {
        let folder = folder_of(&path);
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == folder) else { continue };
        for used in used_folders(&text) {
            if used != folder && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}:{line}: {folder} must not use {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_has_its_place_in_the_order() {
    let entries = fs::read_dir(root().join("src")).expect("src is there").flatten();
    let folders = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
    for folder in folders {
        let name = folder.to_string_lossy();
        assert!(MAY_USE.iter().any(|(known, _)| *known == name), "src/{name} is not in MAY_USE");
    }
}

#[test]
fn values_depend_on_no_clock_no_environment_and_no_file() {
    let mut wrong = Vec::new();
    let mut in_tests = PathBuf::new();
    for (path, line, text) in code_lines() {
        // Unit tests stand at the end of their file and may do as they like.
        if text.trim_start().starts_with("#[cfg(test)]") {
            in_tests.clone_from(&path);
        }
        if in_tests == path || is_test_file(&path) || !PURE.contains(&folder_of(&path).as_str()) {
            continue;
        }
        if let Some(word) = IMPURE.iter().find(|word| text.contains(**word)) {
            wrong.push(format!("{}:{line}: {word} in a pure folder", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short_enough_to_read() {
    const LINES_MAX: usize = 500;
    let long = source_files().into_iter().filter_map(|path| {
        let lines = fs::read_to_string(&path).expect("sources are text").lines().count();
        (lines > LINES_MAX).then(|| format!("{}: {lines} lines", path.display()))
    });
    let long = long.collect::<Vec<_>>();
    assert!(long.is_empty(), "more than {LINES_MAX} lines:\n{}", long.join("\n"));
}

/// `tests.rs`, or a file in a folder `tests`.
fn is_test_file(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The first folder under `src/`; empty for the files beside the folders.
fn folder_of(path: &Path) -> String {
    let mut parts = path.components().skip_while(|part| part.as_os_str() != "src").skip(1);
    let first = parts.next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.filter(|name| !name.ends_with(".rs")).unwrap_or_default()
}

fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of src").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if path.extension().is_some_and(|extension| extension == "rs") => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "src has more than {} files", files.len());
    files
}

/// Every line of code with its file, relative to the project, and number; without comments.
fn code_lines() -> Vec<(PathBuf, usize, String)> {
    let mut lines = Vec::new();
    for path in source_files() {
        let text = fs::read_to_string(&path).expect("sources are text");
        let name = path.strip_prefix(root()).expect("it is below the project").to_owned();
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if !code.trim().is_empty() {
                lines.push((name.clone(), index + 1, code.to_owned()));
            }
        }
    }
    lines
}

/// The folders that a line of code names: after `crate::` and in `crate::{…}`.
fn used_folders(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut used = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => used.extend(list.split(',').map(|item| word(item.trim_start()))),
            None => used.push(word(after)),
        }
    }
    used.retain(|name| MAY_USE.iter().any(|(known, _)| known == name));
    used
}

#[test]
fn uses_are_found_in_every_form() {
    assert_eq!(used_folders("use crate::plan::Plan;"), ["plan"]);
    assert_eq!(used_folders("use crate::{digest::Digest, sink};"), ["digest", "sink"]);
    assert_eq!(used_folders("let x: crate::store::X = crate::reset::y();"), ["store", "reset"]);
    assert_eq!(used_folders("use crate::Thing;"), [""; 0]);
}
