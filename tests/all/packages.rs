//! What carries the command to users: a wheel, an npm tarball, an image, an action of GitHub. Packages are made from what is
//! compiled already, and installed where nothing else is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::sources::{files, is_test_file, rust_files, split_tests};
use crate::workspace::Workspace;
use crate::{readme, server};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Where packages are built, away from those that `make wheel npm` builds.
const BUILT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/packages");

/// The wheel; several tests install it.
static WHEEL: LazyLock<PathBuf> = LazyLock::new(|| package("wheel"));

/// Builds a package and returns its path.
fn package(verb: &str) -> PathBuf {
    let mut command = Command::new(Path::new(ROOT).join("scripts/packages.sh"));
    command.args([verb, "dev"]).env("WHEELS", BUILT).env("TARBALLS", BUILT);
    PathBuf::from(printed(&mut command).trim())
}

/// A program of the tools that make and check packages.
fn tool(program: &str) -> Command {
    Command::new(Path::new(ROOT).join("target/tools/packaging/venv/bin").join(program))
}

/// What a command prints; it must succeed.
fn printed(command: &mut Command) -> String {
    let output = command.output().expect("it starts; run scripts/packages.sh install");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}\n{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// An installed command has this version and generates what the built one generates.
fn works(reseed: &Path) {
    assert!(!fs::canonicalize(reseed).expect("it is there").starts_with(Path::new(ROOT).join("target/debug")));
    let version = printed(Command::new(reseed).arg("--version"));
    assert_eq!(version.trim(), format!("reseed {}", env!("CARGO_PKG_VERSION")));
    let generate = ["generate", "shop", "--format", "csv", "--out"];
    let workspace = Workspace::new();
    printed(workspace.command(&generate).arg("built"));
    printed(Command::new(reseed).args(generate).arg("installed").current_dir(workspace.path(".")));
    let tables = ["customers.csv", "order_lines.csv", "orders.csv", "products.csv"];
    let read =
        |folder: &str| tables.map(|table| fs::read_to_string(workspace.path(folder).join(table)).expect("it is there"));
    assert!(read("installed") == read("built"), "they generate other rows");
}

#[test]
fn the_wheel_installs_into_an_empty_environment_and_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let environment = folder.path().join("venv");
    printed(tool("python").args(["-m", "venv", "--without-pip"]).arg(&environment));
    let python = environment.join("bin/python");
    printed(tool("pip").arg("--python").arg(python).args(["install", "--quiet", "--no-index"]).arg(&*WHEEL));
    works(&environment.join("bin/reseed"));
}

#[test]
fn the_npm_tarball_installs_into_an_empty_project_and_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let install = ["install", "--silent", "--offline", "--no-audit", "--no-fund", "--prefix"];
    printed(Command::new("npm").args(install).arg(folder.path()).arg(package("npm")));
    works(&folder.path().join("node_modules/.bin/reseed"));
}

#[test]
fn files_for_github_fit_its_schemas() {
    printed(Command::new(Path::new(ROOT).join("scripts/packages.sh")).arg("check"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let wrong = folder.path().join("action.yml");
    let text = fs::read_to_string(Path::new(ROOT).join("action.yml")).expect("the project has it");
    fs::write(&wrong, text.replace("shell: bash", "shel: bash")).expect("the folder is ours");
    let refused = tool("check-jsonschema").args(["--builtin-schema", "vendor.github-actions"]).arg(&wrong).output();
    assert!(!refused.expect("it starts").status.success(), "a wrong key is found");
}

/// A job of GitHub's, as far as the action needs one.
struct Job {
    steps: Vec<Value>,
    temporary: tempfile::TempDir,
    database: server::Temporary,
}

impl Job {
    fn new() -> Job {
        let load = "import json, sys\nfrom ruamel.yaml import YAML\njson.dump(YAML(typ='safe').load(open(sys.argv[1])), sys.stdout)";
        let action = printed(tool("python").args(["-c", load, "action.yml"]).current_dir(ROOT));
        let action: Value = serde_json::from_str(&action).expect("is JSON");
        let steps = action["runs"]["steps"].as_array().expect("the action has steps").clone();
        Job { steps, temporary: tempfile::tempdir().expect("a temporary folder"), database: server::temporary(15) }
    }

    fn sql(&self, sql: &str) {
        printed(Command::new("psql").args(["-qX", "-v", "ON_ERROR_STOP=1", "-c", sql, &self.database.address]));
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    /// Folders with programs: none of them has the command before the action has installed it.
    fn path(&self) -> String {
        let added = fs::read_to_string(self.file("path")).unwrap_or_default();
        let known = std::env::var("PATH").unwrap_or_default();
        let others = known.split(':').filter(|folder| !Path::new(folder).join("reseed").exists());
        added.lines().chain(others).collect::<Vec<_>>().join(":")
    }

    /// Runs the steps whose conditions hold, and returns the actions that it uses.
    fn run(&self, inputs: &BTreeMap<&str, String>) -> Vec<String> {
        let mut used = Vec::new();
        for step in self.steps.iter().filter(|step| holds(step["if"].as_str().unwrap_or("inputs.run"), inputs)) {
            used.extend(step["uses"].as_str().map(str::to_owned));
            let Some(script) = step["run"].as_str() else { continue };
            let mut command = Command::new("bash");
            command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(&self.temporary);
            command
                .env("PATH", self.path())
                .env("RUNNER_TEMP", self.temporary.path())
                .env("GITHUB_PATH", self.file("path"));
            for (name, value) in step["env"].as_object().into_iter().flatten() {
                command.env(name, expanded(value.as_str().expect("is text"), inputs));
            }
            printed(&mut command);
        }
        used
    }
}

/// Whether one of the comparisons of a condition holds.
fn holds(condition: &str, inputs: &BTreeMap<&str, String>) -> bool {
    let compare = |part: &str| match part.trim().strip_prefix("inputs.").expect("it is about inputs").split_once(" == ")
    {
        Some((name, value)) => inputs[name] == value.trim_matches('\''),
        None => true,
    };
    condition.split("||").any(compare)
}

/// A value with its expressions replaced.
fn expanded(value: &str, inputs: &BTreeMap<&str, String>) -> String {
    let expression = Regex::new(r"\$\{\{ (\S+) \}\}").expect("an expression");
    let replaced = expression.replace_all(value, |found: &regex::Captures<'_>| match &found[1] {
        "github.action_path" => ROOT.to_owned(),
        name => inputs[name.strip_prefix("inputs.").expect("is an input")].clone(),
    });
    replaced.into_owned()
}

/// The inputs of a step that uses the action with the wheel.
fn inputs(given: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
    let defaults = [("tenant", "ci"), ("store", ""), ("arguments", "")];
    let all = defaults.iter().chain(given).map(|(name, value)| (*name, (*value).to_owned()));
    all.chain([("from", WHEEL.display().to_string())]).collect()
}

#[test]
fn the_action_installs_the_command_adopts_tables_and_uploads_what_was_written() {
    let job = Job::new();
    job.sql("CREATE TABLE public.items (id int PRIMARY KEY); INSERT INTO public.items VALUES (1)");
    let store = ("store", job.database.address.as_str());
    assert_eq!(job.run(&inputs(&[("run", "install")])), [""; 0]);
    assert_eq!(job.run(&inputs(&[("run", "adopt"), store, ("arguments", "--tables item* --quiet")])), [""; 0]);
    job.sql("INSERT INTO public.items VALUES (2)");
    assert_eq!(job.run(&inputs(&[("run", "diff"), store])), ["actions/upload-artifact@v4"]);
    let diff = fs::read_to_string(job.file("reseed-diff.json")).expect("what is uploaded");
    let diff: Value = serde_json::from_str(&diff).expect("is JSON");
    assert_eq!((&diff["tables"][0]["table"], &diff["tables"][0]["added"]), (&"items".into(), &1.into()), "{diff}");
}

#[test]
fn the_action_loads_a_tenant_of_a_run_that_expires() {
    let job = Job::new();
    for folder in ["generators", "seeds"] {
        readme::copy(&Path::new(ROOT).join(folder), &job.file(folder));
    }
    let arguments = ("arguments", "--like globex --set customers=20 --expires 2h --quiet");
    let store = ("store", "sqlite:store");
    job.run(&inputs(&[("run", "up"), ("tenant", "ci-8123"), store, arguments]));
    let mut status = Command::new(job.file("reseed/bin/reseed"));
    let status = printed(status.args(["status", "--json", "--store", "sqlite:store"]).current_dir(&job.temporary));
    let status: Value = serde_json::from_str(&status).expect("is JSON");
    let tenant = &status[0];
    assert!(tenant["tenant"] == "ci-8123" && tenant["expires"].is_string(), "{status}");
}

/// The paths that the image's build copies from the project.
fn copied_into_the_image() -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("Containerfile")).expect("the project has it");
    let copies = text.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    let sources = copies.filter_map(|line| line.rsplit_once(' ')).flat_map(|(sources, _target)| sources.split(' '));
    sources.map(str::to_owned).collect()
}

#[test]
fn the_image_is_built_from_all_that_the_command_needs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ignored = fs::read_to_string(Path::new(ROOT).join(".dockerignore")).expect("the project has it");
    let copied = copied_into_the_image();
    assert!(copied.iter().any(|name| name == ".cargo"), "the image is built with other settings of Cargo");
    for name in copied {
        let is_sent = ignored
            .lines()
            .any(|line| line == format!("!{name}") || line == "!LICENSE-*" && name.starts_with("LICENSE-"));
        assert!(is_sent, ".dockerignore keeps {name} from the build");
        let (from, to) = (Path::new(ROOT).join(&name), folder.path().join(&name));
        if from.is_dir() {
            readme::copy(&from, &to)
        } else {
            fs::copy(&from, &to).map(drop).expect("the project has it")
        }
    }
    printed(
        Command::new("cargo")
            .args(["metadata", "--offline", "--no-deps", "--format-version", "1"])
            .current_dir(&folder),
    );
    let included = Regex::new(r#"(?:include_str|include_bytes|migrate)!\(\s*"([^"]+)""#).expect("an expression");
    let mut count = 0;
    for path in rust_files(&folder.path().join("src")).into_iter().filter(|path| !is_test_file(path)) {
        let text = fs::read_to_string(&path).expect("sources are text");
        for found in included.captures_iter(split_tests(&text).0) {
            let beside = path.parent().expect("a file is in a folder").join(&found[1]);
            assert!(beside.exists() || folder.path().join(&found[1]).exists(), "{}: {}", path.display(), &found[1]);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} included files");
    let text = fs::read_to_string(Path::new(ROOT).join("Containerfile")).expect("the project has it");
    let wanted = concat!("rust:", env!("CARGO_PKG_RUST_VERSION"), "-slim-");
    assert!(text.contains(wanted), "the image is built with another version than {wanted}");
}

/// Commands that would take a package of this name, which is not ours, from a registry.
const FROM_REGISTRIES: [&str; 5] = [
    r"\b(?:pip3?|pipx|uv|uv pip|uv tool|poetry|pdm) (?:install|add|run)\b[^\n]*?\sreseed(?:[=<>~\[ ][^\n/]*)?$",
    r"\b(?:npm|pnpm|yarn|bun) (?:i|install|add|exec)\b[^\n]*?\sreseed(?:@[^\n/]*| [^\n/]*)?$",
    r"\b(?:npx|pnpx|bunx|uvx)\b(?: -\S+)* reseed\b",
    r"\bcargo (?:install|binstall|add)\b(?: -\S+)* reseed\b",
    r"\b(?:docker|podman) (?:run|pull)\b[^\n]* docker\.io/\S*reseed\b",
];

/// Lines of a text that such a command stands in. A command ends at a quotation mark.
fn from_registries(text: &str) -> Vec<String> {
    let expressions: Vec<Regex> = FROM_REGISTRIES.iter().map(|text| Regex::new(text).expect("an expression")).collect();
    let commands = text.lines().flat_map(|line| line.split(['`', '"', '\'', ';', '#', '&', '(', ')', ',']));
    let wrong = commands.map(str::trim).filter(|command| expressions.iter().any(|it| it.is_match(command)));
    wrong.map(str::to_owned).collect()
}

#[test]
fn no_document_installs_the_command_from_a_registry_by_its_bare_name() {
    let root = Path::new(ROOT);
    let entries = fs::read_dir(root).expect("the root is there").flatten().map(|entry| entry.path());
    let of_root = entries.filter(|path| path.is_file());
    let folders =
        [".github", "benches", "examples", "findings", "generators", "packaging", "schemas", "scripts", "src", "tests"];
    let extensions = ["md", "rs", "py", "js", "rb", "sh", "json", "yaml", "yml", "txt", "toml", "sql"];
    let below = folders.iter().flat_map(|folder| files(&root.join(folder), &extensions));
    let (mut count, mut wrong) = (0, Vec::new());
    for path in of_root.chain(below).filter(|path| !path.ends_with("tests/all/packages.rs")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        count += 1;
        wrong.extend(from_registries(&text).into_iter().map(|command| format!("{}: {command}", path.display())));
    }
    assert!(count > 500, "only {count} files");
    assert!(wrong.is_empty(), "install from a file or a Git address; others own these names:\n{}", wrong.join("\n"));
}

#[test]
fn commands_that_install_from_a_registry_are_found() {
    let wrong = "pip install reseed\npip install -U reseed==1\nRun `npm install --save-dev reseed`.\n- run: npx reseed --version\n\
                 npx --yes reseed\ncargo install --locked reseed\nuv tool install reseed\npipx run reseed up\nnpm i -g reseed@latest\nuvx reseed";
    assert_eq!(from_registries(wrong).len(), wrong.lines().count(), "{:?}", from_registries(wrong));
    let right = "pip install target/wheels/reseed-*.whl\npip install -r requirements.txt ../../target/wheels/reseed-*.whl\n\
                 npm install ../../target/npm/reseed-0.2.0-linux-x64.tgz\ncargo install --locked --path .\n\
                 pip install \"git+https://git.example/reseed.git#subdirectory=packaging/python\"\nnode_modules/.bin/reseed up";
    assert_eq!(from_registries(right), [""; 0]);
}
