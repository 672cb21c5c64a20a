//! ARCHITECTURE.md names files and folders that are there.

use std::fs;
use std::path::Path;

/// The names in backticks that look like a file or a folder of the project.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let quoted = quoted.filter(|name| name.ends_with(".rs") || name.ends_with(".sql") || name.ends_with('/'));
    // What is installed there is no part of the project.
    quoted.filter(|name| !name.starts_with("target/"))
}

/// All files and folders below a folder, with a slash before each part and after a folder.
fn paths(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.push(format!("{}/", path.display()));
            paths(&path, found);
        } else {
            found.push(path.display().to_string());
        }
    }
}

#[test]
fn every_file_that_the_architecture_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "tests", "schemas", "generators", "seeds", "scripts", "fuzz", "findings"] {
        found.push(format!("{}/", root.join(folder).display()));
        paths(&root.join(folder), &mut found);
    }
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the document is there");
    let is_there = |name: &str| found.iter().any(|path| path.ends_with(&format!("/{name}")));
    let missing: Vec<&str> = named(&text).filter(|name| !is_there(name)).collect();
    assert!(named(&text).count() > 40, "the document names files");
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}
