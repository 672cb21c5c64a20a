//! A folder with the packs and one tenant, and the command line in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The tenant of these tests: a shop of 15,541 rows.
pub const TENANT: &str = "globex";

/// A folder of its own with copies of the packs and of the tenant's file.
pub struct Workspace {
    folder: tempfile::TempDir,
    store: Option<String>,
}

impl Workspace {
    pub fn new() -> Workspace {
        Workspace::with(None)
    }

    /// With its tenant in the store at this address.
    pub fn on(store: &str) -> Workspace {
        Workspace::with(Some(store.to_owned()))
    }

    fn with(store: Option<String>) -> Workspace {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["generators/shop/spec.yaml", "seeds/globex.yaml"] {
            let target = folder.path().join(name);
            std::fs::create_dir_all(target.parent().expect("a file is in a folder")).expect("the folder is ours");
            std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), target).expect("the project has it");
        }
        Workspace { folder, store }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").env_remove("RESEED_STORE").args(arguments);
        if let Some(store) = &self.store {
            command.env("RESEED_STORE", store);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the command starts")
    }

    /// Runs a command that must end with `code`.
    #[track_caller]
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "reseed {}: {stderr}", arguments.join(" "));
        output
    }

    /// The live digest, or `None` where there is no tenant.
    pub fn live_digest(&self) -> Option<String> {
        let output = self.run(&["verify", TENANT, "--json"]);
        let receipt: Value = serde_json::from_slice(&output.stdout).ok()?;
        receipt["digest"].as_str().map(str::to_owned)
    }

    /// The digest that the tenant was seeded with.
    pub fn seed_digest(&self) -> String {
        let output = self.run(&["verify", TENANT, "--json"]);
        let receipt: Value = serde_json::from_slice(&output.stdout).expect("verify prints one document");
        receipt["seed_digest"].as_str().expect("it has the seed's digest").to_owned()
    }

    /// Every file below `folder`, relative to it.
    pub fn files(&self, folder: &str) -> BTreeSet<String> {
        let mut files = BTreeSet::new();
        let mut folders = vec![self.path(folder)];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
                match entry.path().is_dir() {
                    true => folders.push(entry.path()),
                    false => {
                        let path = entry.path();
                        let name = path.strip_prefix(self.path(folder)).expect("it is below");
                        files.insert(name.display().to_string());
                    }
                }
            }
        }
        files
    }
}
