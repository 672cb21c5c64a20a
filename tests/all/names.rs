//! A name is declared once in the tree, so that a search for a type finds the one that is meant; the glossary of
//! ARCHITECTURE.md names types that exist; and what removes stored data is named by one verb per kind of removal.

use std::collections::BTreeMap;
use std::fs;

use regex::Regex;

use crate::imports::{code_alone, root, source_files};
use crate::sources::{is_test_file, without_texts};

/// Names that are declared more than once, and why that is right.
const SHARED: &[(&str, &str)] = &[("Args", "clap's arguments, one struct per command, always written with its module")];

/// Structs, enums, traits and unions at any depth, and type aliases outside of blocks: those in an `impl` or a `trait` are
/// associated types, which have the names that their traits give them.
const DECLARATION: &str = r"(?m)^(?:[ ]*(?:pub(?:\([^)]*\))? )?(?:unsafe )?(?:struct|enum|trait|union)|(?:pub(?:\([^)]*\))? )?type) ([A-Z]\w*)";

/// Folders that remove what is stored.
const REMOVING: &[&str] = &["src/store/", "src/reset/", "src/cli/", "src/testkit/"];

/// How functions that remove what is stored may not begin, and the verb that says it.
const REMOVALS: &[(&str, &str)] = &[
    ("sweep", "prune, for what the policy no longer keeps"),
    ("tidy", "prune, for what the policy no longer keeps"),
    ("clean", "prune, for what the policy no longer keeps"),
    ("give_up", "prune, for what the policy no longer keeps"),
    ("throw", "prune, for what the policy no longer keeps"),
    ("clear", "drop, for tables and other database objects"),
    ("let_go", "drop, for tables and other database objects"),
    ("destroy", "drop, for tables and other database objects"),
    ("forget", "purge, for records and for everything of a tenant"),
    ("erase", "purge, for records and for everything of a tenant"),
    ("wipe", "purge, for records and for everything of a tenant"),
    ("put_away", "retire, for a live state that is kept for undo"),
    ("take_away", "retire, for a live state that is kept for undo"),
];

/// The functions of some code whose names begin with a verb of `REMOVALS`, each with the verb to use.
fn wrong_removals(code: &str) -> Vec<String> {
    let function = Regex::new(r"\bfn (\w+)").expect("an expression");
    let mut wrong = Vec::new();
    for name in function.captures_iter(code).map(|found| found.get(1).map_or("", |name| name.as_str())) {
        let has_verb =
            |verb: &str| name.strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
        let used = REMOVALS.iter().find(|(verb, _)| has_verb(verb));
        wrong.extend(used.map(|(_, meant)| format!("{name}: {meant}")));
    }
    wrong
}

/// Every declared name with the files that declare it.
fn declarations(files: impl Iterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let declaration = Regex::new(DECLARATION).expect("an expression");
    let mut declared = BTreeMap::<String, Vec<String>>::new();
    for (file, text) in files {
        for found in declaration.captures_iter(&code_alone(&text)) {
            declared.entry(found[1].to_owned()).or_default().push(file.clone());
        }
    }
    declared
}

/// The declared names of `src/`, without its tests.
fn declarations_of_src() -> BTreeMap<String, Vec<String>> {
    let files = source_files().into_iter().filter(|path| !is_test_file(path));
    declarations(files.map(|path| {
        let name = path.strip_prefix(root()).expect("it is below the project").display().to_string();
        (name, fs::read_to_string(&path).expect("sources are text"))
    }))
}

/// The names that more than one place declares.
fn repeated(declared: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let repeated = declared.iter().filter(|(_, files)| files.len() > 1);
    repeated.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect()
}

/// The types that a page's glossary names: words in backticks that begin with a capital letter.
fn glossary_types(page: &str) -> Vec<String> {
    let (_, glossary) = page.split_once("\n## Glossary\n").expect("the page has a glossary");
    let glossary = glossary.split("\n## ").next().unwrap_or_default();
    let name = Regex::new(r"`([A-Z]\w*)`").expect("an expression");
    name.captures_iter(glossary).map(|found| found[1].to_owned()).collect()
}

#[test]
fn every_name_is_declared_once() {
    let mut declared = declarations_of_src();
    assert!(declared.len() > 500, "only {} names", declared.len());
    for (name, reason) in SHARED {
        let files = declared.remove(*name).unwrap_or_default();
        assert!(files.len() > 1, "{name} is no longer shared ({reason}): remove it from the list");
    }
    let repeated = repeated(&declared);
    assert!(
        repeated.is_empty(),
        "give the better-known one the plain name, and the others a noun that says what they are:\n{}",
        repeated.join("\n")
    );
}

#[test]
fn every_type_of_the_glossary_exists() {
    let declared = declarations_of_src();
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the page is there");
    let named = glossary_types(&page);
    assert!(named.len() > 20, "only {} types", named.len());
    let missing: Vec<&String> = named.iter().filter(|name| !declared.contains_key(*name)).collect();
    assert!(missing.is_empty(), "the glossary names types that src/ does not declare: {missing:?}");
}

#[test]
fn stored_data_is_retired_dropped_purged_or_pruned() {
    let mut wrong = Vec::new();
    for path in source_files() {
        let file = path.strip_prefix(root()).expect("it is below the project").to_owned();
        if REMOVING.iter().any(|folder| file.starts_with(folder)) {
            let code = without_texts(&fs::read_to_string(&path).expect("sources are text"));
            wrong.extend(wrong_removals(&code).into_iter().map(|found| format!("{}: {found}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "each kind of removal has one verb, in every function's name:\n{}", wrong.join("\n"));
}

#[test]
fn only_dead_operations_are_settled() {
    let function = Regex::new(r"\bfn settle").expect("an expression");
    let wrong = source_files().into_iter().filter(|path| {
        let code = without_texts(&fs::read_to_string(path).expect("sources are text"));
        function.is_match(&code) && !path.starts_with(root().join("src/reset"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "\"settle\" is for operations of dead processes; name these otherwise: {wrong:?}");
}

#[test]
fn verbs_of_removal_are_found_at_the_beginning_of_names() {
    let code =
        "pub async fn sweep(a: u8) {}\nfn forget_lease() {}\nfn cleared() {}\nfn drop_nodes() {}\nfn is_clear() {}";
    assert_eq!(
        wrong_removals(code),
        [
            "sweep: prune, for what the policy no longer keeps",
            "forget_lease: purge, for records and for everything of a tenant"
        ]
    );
}

#[test]
fn declarations_are_found_in_every_form() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let declared = |text: &str| declarations([file("a.rs", text)].into_iter()).into_keys().collect::<Vec<_>>();
    assert_eq!(
        declared("pub struct A;\n    pub(super) enum B {\npub(in crate::x) trait C {\nunsafe trait D {"),
        ["A", "B", "C", "D"]
    );
    assert_eq!(declared("struct A<'a> {\npub type B = u8;\ntype C<T> = T;\nunion D {"), ["A", "B", "C", "D"]);
    // Comments, associated types and unit tests declare nothing.
    assert_eq!(
        declared("// struct A;\nimpl X for Y {\n    type Err = u8;\n}\n#[cfg(test)]\nmod tests {\n    struct B;"),
        [""; 0]
    );
    let twice = declarations([file("a.rs", "struct A;"), file("b.rs", "enum A {}\nenum B {}")].into_iter());
    assert_eq!(repeated(&twice), ["A: a.rs, b.rs"]);
}

#[test]
fn types_are_found_in_a_glossary() {
    let page = "# Page\n`Before`\n\n## Glossary\n\n| plan | `Plan`, not `identity` |\n\n## After\n`After`\n";
    assert_eq!(glossary_types(page), ["Plan"]);
}
