//! Wrong specs and the messages about them: a folder in `tests/cases/faults` for each, with `spec.yaml` and `expected.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use reseed::plan::{Inputs, resolve};
use reseed::spec::fault::RenderStyle;
use reseed::spec::parse::parse;
use reseed::spec::source::Source;
use reseed::store::reserved::{DatabaseKind, rejected};

/// The environment variable that makes a test write what it would compare.
const UPDATE: &str = "RESEED_UPDATE";

/// What the command line prints of a spec.
fn told(text: String) -> String {
    let source = Source::new("spec.yaml", text);
    let planned =
        parse(&source).and_then(|draft| resolve(&draft, &Inputs::new("acme".parse().expect("a tenant name"))));
    match planned {
        Ok(_) => told_of_stores(&source),
        Err(rejected) => rejected.render(RenderStyle::Plain, 100),
    }
}

/// What the command line prints of a spec whose plan is right, for each store.
fn told_of_stores(source: &Source) -> String {
    let spec = parse(source).expect("it was read before").spec;
    let told: Vec<String> = DatabaseKind::ALL
        .into_iter()
        .filter_map(|database| rejected(&spec, database))
        .map(|faults| faults.render(RenderStyle::Plain, 100))
        .collect();
    if told.is_empty() { "no fault was found\n".to_owned() } else { told.join("\n") }
}

/// Whether a case's outcome is the expected one; reports the outcome where it is not.
fn difference(folder: &Path) -> Option<String> {
    let bytes = fs::read(folder.join("spec.yaml")).expect("each case has a spec");
    let made = told(String::from_utf8(bytes).expect("the spec is text"));
    let path = folder.join("expected.txt");
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, &made).expect("the case can be written");
    }
    let is_expected = fs::read_to_string(&path).ok().as_deref() == Some(made.as_str());
    (!is_expected).then(|| format!("{}:\n{made}", path.display()))
}

#[test]
fn every_wrong_spec_gets_its_expected_messages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/faults");
    let entries = fs::read_dir(&root).expect("the folder of cases").map(|entry| entry.expect("a case").path());
    let mut folders: Vec<PathBuf> = entries.collect();
    folders.sort();
    assert!(folders.len() >= 60, "only {} cases were found", folders.len());
    let wrong: Vec<String> = folders.iter().filter_map(|folder| difference(folder)).collect();
    assert!(wrong.is_empty(), "{UPDATE}=1 rewrites what is expected; these differ:\n{}", wrong.join("\n"));
}
