//! The project's own sources, for tests that hold its rules.

use std::fs;
use std::path::{Path, PathBuf};

/// What unit tests at the end of a file begin with.
const UNIT_TESTS: &str = "#[cfg(test)]\nmod tests {";

/// The files below `folder` with one of the extensions, in order.
pub fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false if extensions.iter().any(|known| path.extension().is_some_and(|it| it == *known)) => {
                    found.push(path)
                }
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// All Rust files below a folder, sorted; an empty list would make every rule hold, so it is refused.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let files = files(folder, &["rs"]);
    assert!(!files.is_empty(), "no Rust files below {}", folder.display());
    files
}

/// `tests.rs`, or a file in a folder `tests`.
pub fn is_test_file(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// A file's code, and the unit tests at its end.
pub fn split_tests(text: &str) -> (&str, &str) {
    text.find(UNIT_TESTS).map_or((text, ""), |at| text.split_at(at))
}

/// Code without comments, and with nothing in its quotes. Line numbers stay.
pub fn without_texts(text: &str) -> String {
    let (mut code, mut rest) = (String::new(), text);
    while let Some(next) = rest.chars().next() {
        let (kept, len) = match text_at(rest, code.chars().next_back()) {
            Some(Skipped { shown, len }) => (shown.to_owned() + &"\n".repeat(rest[..len].matches('\n').count()), len),
            None => (next.to_string(), next.len_utf8()),
        };
        code += &kept;
        rest = &rest[len..];
    }
    code
}

/// A comment or a literal at the start of some code: what stands for it, and how long it is.
struct Skipped {
    shown: &'static str,
    len: usize,
}

fn text_at(code: &str, before: Option<char>) -> Option<Skipped> {
    let until = |start: usize, end: &str| code[start..].find(end).map_or(code.len(), |at| start + at + end.len());
    if code.starts_with("//") {
        return Some(Skipped { shown: "", len: code.find('\n').unwrap_or(code.len()) });
    }
    if code.starts_with("/*") {
        return Some(Skipped { shown: "", len: until(2, "*/") });
    }
    if let Some(text) = code.strip_prefix('"') {
        let mut escaped = false;
        let end = text.find(|c: char| {
            let is_end = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            is_end
        });
        return Some(Skipped { shown: "\"\"", len: end.map_or(code.len(), |end| end + 2) });
    }
    let hashes = code.strip_prefix('r').map(|rest| rest.len() - rest.trim_start_matches('#').len());
    if let Some(hashes) = hashes.filter(|hashes| code[1 + hashes..].starts_with('"')) {
        let in_word = before.is_some_and(|before| before.is_alphanumeric() && before != 'b' || before == '_');
        return (!in_word)
            .then(|| Skipped { shown: "\"\"", len: until(2 + hashes, &format!("\"{}", "#".repeat(hashes))) });
    }
    // A character, not a lifetime.
    let mut chars = code.strip_prefix('\'')?.chars();
    match (chars.next()?, chars.next()?) {
        ('\\', escaped) => Some(Skipped { shown: "' '", len: until(2 + escaped.len_utf8(), "'") }),
        (one, '\'') => Some(Skipped { shown: "' '", len: 2 + one.len_utf8() }),
        _ => None,
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    let text = "a // \"x\nb(\"c://\\\"d\", r#\"e \"f\" g\"#, '\"', '\\'', \"\n\"); /* h\n*/ i::<'j>(b\"k\") // l";
    assert_eq!(without_texts(text), "a \nb(\"\", \"\", ' ', ' ', \"\"\n); \n i::<'j>(b\"\") ");
}
