//! ARCHITECTURE.md names files and folders that are there.

use std::fs;
use std::path::Path;

use crate::sources::files;

/// What the files of the project end with that a page may name, or whose folders it may.
const EXTENSIONS: [&str; 6] = ["py", "rs", "sh", "sql", "txt", "yaml"];

/// The names in backticks that look like a file or a folder of the project.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let quoted = quoted.filter(|name| name.ends_with(".rs") || name.ends_with(".sql") || name.ends_with('/'));
    // What is installed there is no part of the project.
    quoted.filter(|name| !name.starts_with("target/"))
}

#[test]
fn every_file_that_the_architecture_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["src", "tests", "schemas", "generators", "seeds", "scripts", "fuzz", "findings", "examples", "packaging"];
    let found = folders.into_iter().flat_map(|folder| files(&root.join(folder), &EXTENSIONS));
    let found: Vec<String> = found.map(|path| path.display().to_string()).collect();
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the document is there");
    let is_there = |name: &str| {
        let name = format!("/{name}");
        found.iter().any(|path| if name.ends_with('/') { path.contains(&name) } else { path.ends_with(&name) })
    };
    let missing: Vec<&str> = named(&text).filter(|name| !is_there(name)).collect();
    assert!(named(&text).count() > 40, "the document names files");
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}
