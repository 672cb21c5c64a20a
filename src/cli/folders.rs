//! Where packs and tenant files are, and which there are.

use std::fs;
use std::path::{Path, PathBuf};

use super::project;
use crate::store::reserved::DatabaseKind;

/// The file name of a pack's spec, in its folder.
pub const SPEC_FILE: &str = "spec.yaml";

/// Where specs and tenant files are.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Where things are")]
pub struct Folders {
    /// The folder of tenant files [default: seeds, here or in the nearest folder above]
    #[arg(long, value_name = "DIR")]
    seeds: Option<PathBuf>,
    /// The folder of packs; each has a spec.yaml [default: generators, as above]
    #[arg(long, value_name = "DIR")]
    generators: Option<PathBuf>,
    /// The kind of database whose own names specs cannot use, where they are to be stored.
    #[arg(skip)]
    pub(super) database: Option<DatabaseKind>,
}

impl Folders {
    /// The same folders, for specs that are to be stored in such a database.
    pub fn stored_in(self, database: DatabaseKind) -> Folders {
        Folders { database: Some(database), ..self }
    }

    /// The folder of tenant files.
    pub fn seeds(&self) -> PathBuf {
        self.seeds.clone().unwrap_or_else(|| project::path("seeds"))
    }

    /// The folder of packs.
    pub fn generators(&self) -> PathBuf {
        self.generators.clone().unwrap_or_else(|| project::path("generators"))
    }

    /// The names of all packs, sorted.
    pub fn packs(&self) -> Vec<String> {
        let is_pack = |name: &String| self.generators().join(name).join(SPEC_FILE).is_file();
        names(&self.generators(), |name| Some(name.to_owned())).into_iter().filter(is_pack).collect()
    }

    /// The names of all tenants that have a file, sorted.
    pub fn tenants(&self) -> Vec<String> {
        names(&self.seeds(), |name| name.strip_suffix(".yaml").map(str::to_owned))
    }

    /// Where a tenant's file is.
    pub fn tenant_path(&self, tenant: &str) -> PathBuf {
        self.seeds().join(format!("{tenant}.yaml"))
    }

    /// Where a tenant's lock file is.
    pub fn lock_path(&self, tenant: &str) -> PathBuf {
        self.seeds().join(format!("{tenant}.lock"))
    }

    /// Whether a tenant has a file.
    pub fn has_tenant(&self, tenant: &str) -> bool {
        self.tenant_path(tenant).is_file()
    }
}

/// The names in a folder that `pick` takes, sorted; none when there is no folder.
pub fn names(folder: &Path, pick: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| pick(&entry.file_name().to_string_lossy())).collect();
    names.sort();
    names
}
