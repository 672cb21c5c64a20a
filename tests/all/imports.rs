//! The folders are the way a value takes: imports point one way only, between folders and between files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::sources::{is_test_file, rust_files, split_tests, without_texts};

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
    ("testkit", &["spec", "plan", "generate", "digest", "store", "reset"]),
];

/// What unit tests of any folder may use; no other build has it.
const TESTKIT: &str = "testkit";

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
            if used != folder && used != TESTKIT && !allowed.contains(&used.as_str()) {
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

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The first folder under `src/`; empty for the files next to the folders.
fn folder_of(path: &Path) -> String {
    let mut parts = path.components().skip_while(|part| part.as_os_str() != "src").skip(1);
    let first = parts.next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.filter(|name| !name.ends_with(".rs")).unwrap_or_default()
}

pub fn source_files() -> Vec<PathBuf> {
    let files = rust_files(&root().join("src"));
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

#[test]
fn no_files_use_each_other_in_a_ring() {
    let rings = Files::of_src().rings();
    assert!(rings.is_empty(), "files use each other in rings; move what both need:\n{}", rings.join("\n"));
}

/// The folders of `store/postgres/`; each uses only those before it.
const POSTGRES: [&str; 10] =
    ["server", "catalog", "control", "layout", "rows", "adopted", "copies", "swap", "live", "doctor"];

#[test]
fn the_folders_of_postgres_stand_in_one_order() {
    let files = Files::of_src();
    let rank = |module: &str| {
        let folder = module.strip_prefix("store::postgres::")?.split("::").next()?;
        POSTGRES.iter().position(|known| *known == folder)
    };
    let mut wrong = Vec::new();
    for (module, file) in &files.0 {
        let Some(own) = rank(module) else { continue };
        let later = files.used(module, file).into_iter().filter(|used| rank(used).is_some_and(|rank| rank > own));
        wrong.extend(later.map(|used| format!("{module} must not use {used}")));
    }
    let found: BTreeSet<usize> = files.0.keys().filter_map(|module| rank(module)).collect();
    assert_eq!(found.len(), POSTGRES.len(), "store/postgres has all of these folders");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rings_are_found_through_lists_paths_and_reexports() {
    let rings = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Files::new(files).rings()
    };
    let folder = ("a/mod.rs", "mod b;\nmod c;\npub use c::{Thing, other::*};\nuse b::B;\n");
    assert_eq!(rings(&[folder, ("a/b.rs", "use super::{x, c::C};"), ("a/c.rs", "use crate::y;")]), [""; 0]);
    let ring = ["a::b → a::c → a::b"];
    assert_eq!(rings(&[folder, ("a/b.rs", "use super::c::C;"), ("a/c.rs", "fn f(b: super::b::B) {}")]), ring);
    assert_eq!(
        rings(&[folder, ("a/b.rs", "use super::{\n    Thing as It,\n};"), ("a/c.rs", "use crate::a::b;")]),
        ring
    );
    // Comments, texts and unit tests use nothing.
    let silent =
        "// use super::b;\nconst C: &str = \"\nuse super::b;\";\n#[cfg(test)]\nmod tests {\n    use crate::a::b;\n}\n";
    assert_eq!(rings(&[folder, ("a/b.rs", "use super::c::C;"), ("a/c.rs", silent)]), [""; 0]);
}

/// The files of a crate, by the paths of their modules: `plan::maker`.
struct Files(BTreeMap<String, File>);

struct File {
    /// `mod.rs`: the face of its folder. What it uses of the files below it is no arrow, because it and they are one.
    is_face: bool,
    /// What it imports, by the name that it has here; paths are as written.
    imports: Vec<(String, String)>,
    /// Paths in its code.
    paths: Vec<String>,
}

impl Files {
    /// Those of this crate, without tests and `main.rs`.
    fn of_src() -> Files {
        let sources = source_files().into_iter().filter(|path| !is_test_file(path) && !path.ends_with("main.rs"));
        let sources = sources.map(|path| {
            let name = path.strip_prefix(root().join("src")).expect("it is below src").display().to_string();
            (name, fs::read_to_string(&path).expect("sources are text"))
        });
        Files::new(sources)
    }

    fn new(sources: impl Iterator<Item = (String, String)>) -> Files {
        let file = |(name, text): (String, String)| {
            let module = name.trim_end_matches(".rs").replace('/', "::");
            let is_face = module.ends_with("mod") || module == "lib";
            let module = module.trim_end_matches("::mod").trim_end_matches("lib").to_owned();
            let code = code_alone(&text);
            let statements = code.split(';').filter_map(import);
            let imports = statements.flat_map(|tree| expanded("", &tree)).collect();
            (module, File { is_face, imports, paths: paths(&code) })
        };
        Files(sources.map(file).collect())
    }

    /// A path from the crate's root, if it begins at one of the crate's modules.
    fn absolute(&self, module: &str, path: &str) -> Option<String> {
        let (mut base, mut rest) = (module, path);
        if let Some(rest) = path.strip_prefix("crate::") {
            return Some(rest.to_owned());
        }
        while let Some(above) = rest.strip_prefix("super::") {
            base = base.rsplit_once("::").map_or("", |(above, _)| above);
            rest = above;
        }
        rest = rest.strip_prefix("self::").unwrap_or(rest);
        let absolute = if base.is_empty() { rest.to_owned() } else { format!("{base}::{rest}") };
        let child = absolute.strip_prefix(module).map(|below| below.trim_start_matches("::"));
        let is_child = child.and_then(|below| below.split("::").next()).is_some_and(|first| {
            self.0.contains_key(&if module.is_empty() { first.to_owned() } else { format!("{module}::{first}") })
        });
        (rest.len() < path.len() || is_child).then_some(absolute)
    }

    /// The file that defines what an absolute path names: names that a module only imports are followed.
    fn defined_in(&self, path: &str, depth: usize) -> Option<&str> {
        let mut module = path;
        while !self.0.contains_key(module) {
            module = module.rsplit_once("::").map_or("", |(above, _)| above);
            if module.is_empty() {
                break;
            }
        }
        let (module, file) = self.0.get_key_value(module)?;
        let name = path[module.len()..].trim_start_matches("::").split("::").next().unwrap_or_default();
        let import = file.imports.iter().find(|(known, _)| known == name && depth > 0);
        let followed = import.and_then(|(_, path)| self.defined_in(&self.absolute(module, path)?, depth - 1));
        followed.or(Some(module.as_str()))
    }

    /// The files that a file uses.
    fn used(&self, module: &str, file: &File) -> BTreeSet<&str> {
        const REEXPORTS_MAX: usize = 8;
        let paths = file.imports.iter().map(|(_, path)| path).chain(&file.paths);
        let absolute = paths.filter_map(|path| self.absolute(module, path));
        let mut used: BTreeSet<&str> = absolute.filter_map(|path| self.defined_in(&path, REEXPORTS_MAX)).collect();
        used.retain(|other| *other != module && !(file.is_face && other.starts_with(module)));
        used
    }

    /// Every ring once, as `a → b → a`.
    fn rings(&self) -> Vec<String> {
        let mut arrows: BTreeMap<&str, BTreeSet<&str>> =
            self.0.iter().map(|(module, file)| (module.as_str(), self.used(module, file))).collect();
        let mut rings = Vec::new();
        // Files that use none are in no ring; when only rings and what leads to them are left, one is cut at a time.
        loop {
            let ends: Vec<&str> =
                arrows.iter().filter(|(_, used)| used.is_empty()).map(|(module, _)| *module).collect();
            for end in &ends {
                arrows.remove(end);
                arrows.values_mut().for_each(|used| used.retain(|other| other != end));
            }
            let Some(start) = arrows.keys().next().copied().filter(|_| ends.is_empty()) else {
                if arrows.is_empty() {
                    return rings;
                }
                continue;
            };
            let mut way = vec![start];
            let ring = loop {
                let next = *arrows[way[way.len() - 1]].first().expect("files without arrows are gone");
                if let Some(at) = way.iter().position(|module| *module == next) {
                    break way.split_off(at);
                }
                way.push(next);
            };
            rings.push(format!("{} → {}", ring.join(" → "), ring[0]));
            arrows.get_mut(ring[ring.len() - 1]).expect("it is in the ring").remove(ring[0]);
        }
    }
}

/// A file's code without comments, texts and the unit tests at its end.
pub fn code_alone(text: &str) -> String {
    without_texts(split_tests(text).0)
}

/// The tree of a `use` statement that ends a piece of code.
fn import(statement: &str) -> Option<String> {
    let is_import = |line: &str| {
        let line = line.trim_start();
        let public = line.starts_with("pub ") || line.starts_with("pub(");
        line.starts_with("use ") || public && line.contains(" use ")
    };
    let lines: Vec<&str> = statement.lines().collect();
    let at = lines.iter().rposition(|line| is_import(line))?;
    let tree = lines[at..].join(" ");
    Some(tree.split_once("use ")?.1.to_owned())
}

/// The names and paths of an import tree: `a::{b, c as d}` is `b` for `a::b` and `d` for `a::c`.
fn expanded(before: &str, tree: &str) -> Vec<(String, String)> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for letter in tree.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match letter {
            ',' if depth == 0 => items.push(String::new()),
            _ => items.last_mut().expect("there is one").push(letter),
        }
    }
    let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
    let names = items.flat_map(|item| match item.split_once('{') {
        Some((head, list)) => expanded(&format!("{before}{head}"), list.trim_end().trim_end_matches('}')),
        None => {
            let (path, alias) = item.split_once(" as ").map_or((item, None), |(path, alias)| (path, Some(alias)));
            let path = format!("{before}{path}");
            let path = path.trim_end_matches("::self");
            let name = alias.unwrap_or(path.rsplit("::").next().unwrap_or_default());
            vec![(name.trim().to_owned(), path.to_owned())]
        }
    });
    names.collect()
}

/// Paths in code that begin with `crate::` or `super::`, outside of imports and of `pub(in …)`.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            let in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
            let in_import = line.starts_with("use ") || line.starts_with("pub ") && line.contains(" use ");
            if !in_word && !in_import && !before.ends_with("in ") {
                let end = code[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
                let path = &code[at..end.map_or(code.len(), |end| at + end)];
                found.push(path.trim_end_matches(':').to_owned());
            }
        }
    }
    found
}
