//! Cargo.toml: every direct dependency is there because a line of code names it, in the section that the line needs.

use std::fs;
use std::path::Path;

use super::sources::{is_test_file, rust_files, split_tests, without_texts};

/// Picks a kind of code.
type CodeOf = fn(&Code) -> &str;

/// The kinds of code that a dependency can be for, by the section that lists it.
const SECTIONS: [(&str, CodeOf); 3] = [
    ("dependencies", |code| &code.program),
    ("dev-dependencies", |code| &code.tests),
    ("build-dependencies", |code| &code.build_script),
];

/// The project's code without comments and texts.
#[derive(Default)]
struct Code {
    /// `src/` without unit tests.
    program: String,
    /// Unit tests, `tests/` and `benches/`.
    tests: String,
    /// `build.rs`; empty when there is none.
    build_script: String,
}

impl Code {
    fn read(root: &Path) -> Code {
        let mut code = Code::default();
        for path in rust_files(&root.join("src")) {
            let text = fs::read_to_string(&path).expect("sources are text");
            let (program, tests) = if is_test_file(&path) { ("", text.as_str()) } else { split_tests(&text) };
            code.program += &foreign_names(program);
            code.tests += &foreign_names(tests);
        }
        for folder in ["tests", "benches"] {
            for path in rust_files(&root.join(folder)) {
                code.tests += &foreign_names(&fs::read_to_string(&path).expect("sources are text"));
            }
        }
        code.build_script = fs::read_to_string(root.join("build.rs")).unwrap_or_default();
        code
    }
}

/// A file's code, in which its own modules are no crates: `mod url;` makes `url::Args` a path of this crate.
fn foreign_names(text: &str) -> String {
    let code = without_texts(text);
    let modules = code.lines().filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
    let modules: Vec<&str> = modules.map(|rest| rest.trim_end_matches([';', '{', ' '])).collect();
    modules.iter().fold(code.clone(), |code, module| code.replace(&format!(" {module}::"), " self::"))
}

/// Whether code has a path that begins with a crate's name, or imports the crate.
fn names(code: &str, package: &str) -> bool {
    let name = package.replace('-', "_");
    let begins = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let path = format!("{name}::");
    let import = format!("use {name};");
    code.contains(&import) || code.match_indices(&path).any(|(at, _)| begins(at))
}

/// Dependencies that no line of the right code names, as `section: name`.
fn unused(manifest: &str, code: &Code) -> Vec<String> {
    let mut section = "";
    let mut unused = Vec::new();
    for line in manifest.lines() {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').rsplit('.').next().unwrap_or_default();
        }
        let Some((_, code_of)) = SECTIONS.iter().find(|(name, _)| *name == section) else { continue };
        let Some((package, _)) = line.split_once('=').filter(|_| !line.starts_with(['#', ' ', '['])) else { continue };
        if !names(code_of(code), package.trim()) {
            unused.push(format!("{section}: {}", package.trim()));
        }
    }
    unused
}

#[test]
fn every_dependency_is_named_by_code_of_its_section() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml is there");
    let unused = unused(&manifest, &Code::read(root));
    assert!(unused.is_empty(), "no line of code names these dependencies:\n{}", unused.join("\n"));
}

#[test]
fn a_dependency_that_nothing_names_or_only_tests_name_is_found() {
    let code = Code {
        program: foreign_names("mod url;\nuse serde_json::Value; // rayon::join\nlet a = url::run(\"half::f16\");"),
        tests: foreign_names("use insta; fn f() { regex::Regex::new(x); my_half::f(); a::syn::b(); }"),
        build_script: String::new(),
    };
    let manifest = "[dependencies]\nserde_json = \"1\"\nrayon = \"1\"\nurl = \"2\"\nhalf = \"2\"\nregex = \"1\"\n\
                    [build-dependencies]\nsyn = \"3\"\n[dev-dependencies]\ninsta = \"1\"\nregex = \"1\"\nsyn = \"3\"\n\
                    [profile.dev]\nopt-level = 1\n";
    let expected = ["rayon", "url", "half", "regex"].map(|name| format!("dependencies: {name}"));
    let expected =
        [&expected[..], &["build-dependencies: syn".to_owned(), "dev-dependencies: syn".to_owned()]].concat();
    assert_eq!(unused(manifest, &code), expected);
}
