//! Rules of the sources that a reader can rely on, where the compiler has no lint for them.

use std::fs;
use std::path::{Path, PathBuf};

use super::sources::{is_test_file, rust_files, split_tests, without_texts};

/// Folders that are documented line by line, and how many lines of documentation a line of code has there at least.
const DOCUMENTED: &[(&str, f64)] = &[
    ("src/generate/", 0.3),
    ("src/generate/eval/kinds/", 0.3),
    ("src/generate/sql/", 0.3),
    ("src/plan/resolve/", 0.3),
    ("src/spec/registry/", 0.3),
];

/// The program's files, relative to the project, without unit tests.
fn program() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = rust_files(&root.join("src")).into_iter().filter(|path| !is_test_file(path));
    let files = files.map(|path| {
        let text = fs::read_to_string(&path).expect("sources are text");
        (path.strip_prefix(root).expect("it is below the project").to_owned(), split_tests(&text).0.to_owned())
    });
    files.collect()
}

#[test]
fn only_one_file_decides_which_error_has_which_exit_code() {
    let elsewhere = program().into_iter().filter(|(path, text)| {
        let code = without_texts(text);
        let maps = code.contains("for CliError {") || code.contains("for Exit {");
        maps && !path.ends_with("cli/error.rs")
    });
    let elsewhere: Vec<_> = elsewhere.map(|(path, _)| path).collect();
    assert!(elsewhere.is_empty(), "these files map errors too; src/cli/error.rs does: {elsewhere:?}");
}

#[test]
fn parameters_have_names_of_their_own() {
    let mut wrong = Vec::new();
    for (path, text) in program() {
        for (line, parameter) in tuple_parameters(&without_texts(&text)) {
            wrong.push(format!("{}:{line}: {parameter}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "a tuple is no parameter: name its parts, or give them a type:\n{}", wrong.join("\n"));
}

/// Parameters of functions that are tuple patterns, each with the line that its function begins on.
fn tuple_parameters(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let is_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(parameters) = is_word.then(|| parameters(&code[at + 3..])).flatten() else { continue };
        let line = code[..at].matches('\n').count() + 1;
        let tuples = parameters.into_iter().filter(|parameter| parameter.starts_with('('));
        found.extend(tuples.map(|parameter| (line, parameter)));
    }
    found
}

/// The parameters of a function whose name `signature` begins with, each on one line.
fn parameters(signature: &str) -> Option<Vec<String>> {
    let name = signature.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
    let (mut depth, mut before, mut parameters) = (0_i32, ' ', Vec::new());
    let mut parameter = String::new();
    // Generic parameters may have functions and lists in them; the parameters begin at the first other bracket.
    let mut is_generic = signature[name..].starts_with('<');
    for letter in signature[name..].chars() {
        let (opens, closes) = ("([{<".contains(letter), ")]}".contains(letter) || letter == '>' && before != '-');
        depth += i32::from(opens) - i32::from(closes);
        before = letter;
        match letter {
            _ if is_generic => is_generic = depth > 0,
            ')' if depth == 0 => {
                parameters.push(parameter);
                let tidy = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
                return Some(parameters.iter().map(tidy).collect());
            }
            ',' if depth == 1 => parameters.push(std::mem::take(&mut parameter)),
            '(' if depth == 1 => {}
            _ => parameter.push(letter),
        }
    }
    None
}

#[test]
fn tuple_parameters_are_found_on_one_line_and_on_many() {
    let code = "fn a(&self, (b, c): (u8, u8)) {}\nfn d<F: Fn(u8, (u8, u8)) -> u8>(\n    e: F,\n    (f, g): (&[u8],\n        u8),\n) {}\n\
                fn h(i: (u8, u8), j: impl Fn((u8, u8))) { k(|(l, m)| l) }\n";
    assert_eq!(tuple_parameters(code), [(1, "(b, c): (u8, u8)".to_owned()), (2, "(f, g): (&[u8], u8)".to_owned())]);
}

/// Lines of documentation (`///`, `//!`) and of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lines {
    documentation: usize,
    code: usize,
}

impl Lines {
    fn of(text: &str) -> Lines {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.fold(Lines::default(), |Lines { documentation, code }, line| match line {
            _ if line.starts_with("///") || line.starts_with("//!") => Lines { documentation: documentation + 1, code },
            _ if line.starts_with("//") => Lines { documentation, code },
            _ => Lines { documentation, code: code + 1 },
        })
    }

    fn and(self, other: Lines) -> Lines {
        Lines { documentation: self.documentation + other.documentation, code: self.code + other.code }
    }

    fn share(self) -> f64 {
        self.documentation as f64 / self.code as f64
    }
}

#[test]
fn the_hardest_folders_are_documented() {
    let program = program();
    let mut wrong = Vec::new();
    for (folder, floor) in DOCUMENTED {
        let files: Vec<_> = program.iter().filter(|(path, _)| path.starts_with(folder)).collect();
        assert!(!files.is_empty(), "{folder} has no files");
        let lines = files.iter().map(|(_, text)| Lines::of(text)).fold(Lines::default(), Lines::and);
        if lines.share() < *floor {
            let mut thin: Vec<_> = files.iter().map(|(path, text)| (Lines::of(text).share(), path)).collect();
            thin.sort_by(|one, other| one.0.total_cmp(&other.0));
            let thin = thin.iter().take(5).map(|(share, path)| format!("\n  {share:.2} {}", path.display()));
            wrong.push(format!("{folder}: {:.3} of at least {floor}{}", lines.share(), thin.collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "lines of documentation for a line of code:\n{}", wrong.join("\n"));
}

#[test]
fn documentation_and_code_are_counted_apart() {
    let text = "//! a\n\n/// b\n// c\nfn d() {} // e\n    /// f\n#[g]\n";
    assert_eq!(Lines::of(text), Lines { documentation: 3, code: 2 });
}
