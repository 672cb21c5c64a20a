//! Which dataset a command is about: finds the spec and the tenant file, and resolves them to a plan.
//!
//! Must never fall back to another file than the one that was asked for: a name that is not there is an error.

use std::fs;
use std::path::{Path, PathBuf};

use super::CliError;
use crate::plan::Plan;
use crate::plan::resolve::{Inputs, resolve};
use crate::spec::fault::{Rejected, did_you_mean};
use crate::spec::model::Spec;
use crate::spec::parse::{Draft, parse};
use crate::spec::source::Source;
use crate::spec::tenant::{self, Override, TenantFile};

/// The tenant of a dataset that nobody is named for.
pub const TENANT_DEFAULT: &str = "default";

/// The file name of a pack's spec, in its folder.
const SPEC_FILE: &str = "spec.yaml";

/// Where specs and tenant files are.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Where things are")]
pub struct Folders {
    /// The folder of tenant files
    #[arg(long, value_name = "DIR", default_value = "seeds")]
    pub seeds: PathBuf,
    /// The folder of packs; each has a spec.yaml
    #[arg(long, value_name = "DIR", default_value = "generators")]
    pub generators: PathBuf,
}

/// What changes a dataset besides its spec.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Inputs")]
pub struct InputArgs {
    /// Take seed, as_of and parameters from seeds/<TENANT>.yaml
    #[arg(long, value_name = "TENANT")]
    pub tenant: Option<String>,
    /// Override a parameter; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// The number that values come from; default: from the tenant's name
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

impl Folders {
    /// The path of the spec that `wanted` means: a file, a folder with a spec.yaml, or the name of a pack.
    ///
    /// # Errors
    /// When there is no such pack; a path that is not there is found out on reading.
    pub fn spec_path(&self, wanted: &str) -> Result<PathBuf, CliError> {
        let path = Path::new(wanted);
        if path.is_dir() && path.join(SPEC_FILE).is_file() {
            return Ok(path.join(SPEC_FILE));
        }
        if wanted.contains('/') || wanted.ends_with(".yaml") || wanted.ends_with(".yml") {
            return Ok(path.to_owned());
        }
        let pack = self.generators.join(wanted).join(SPEC_FILE);
        if pack.is_file() {
            return Ok(pack);
        }
        Err(self.no_pack(wanted))
    }

    fn no_pack(&self, wanted: &str) -> CliError {
        let packs = self.packs();
        let help = did_you_mean(wanted, packs.iter().map(String::as_str)).unwrap_or_else(|| match packs.as_slice() {
            [] => "Run \"reseed init\" for a first one, or give the path of a spec.".to_owned(),
            packs => format!("The packs are {}.", packs.join(", ")),
        });
        CliError::usage(format!("no pack {wanted:?} in {:?}", self.generators.display().to_string())).help(help)
    }

    /// The names of all packs, sorted.
    pub fn packs(&self) -> Vec<String> {
        let is_pack = |name: &String| self.generators.join(name).join(SPEC_FILE).is_file();
        names(&self.generators, |name| Some(name.to_owned())).into_iter().filter(is_pack).collect()
    }

    /// The names of all tenants that have a file, sorted.
    pub fn tenants(&self) -> Vec<String> {
        names(&self.seeds, |name| name.strip_suffix(".yaml").map(str::to_owned))
    }

    /// The tenants that are named, or all that have a file.
    ///
    /// # Errors
    /// When there is none at all.
    pub fn tenants_or_all(&self, named: &[String]) -> Result<Vec<String>, CliError> {
        let tenants = if named.is_empty() { self.tenants() } else { named.to_vec() };
        if tenants.is_empty() {
            let error = CliError::usage(format!("no tenant files in {:?}", self.seeds.display().to_string()));
            return Err(error.help("Run \"reseed init\" for a first one."));
        }
        Ok(tenants)
    }

    /// Where a tenant's file is.
    pub fn tenant_path(&self, tenant: &str) -> PathBuf {
        self.seeds.join(format!("{tenant}.yaml"))
    }

    /// Where a tenant's lock file is.
    pub fn lock_path(&self, tenant: &str) -> PathBuf {
        self.seeds.join(format!("{tenant}.lock"))
    }

    /// A tenant's file, read and checked.
    ///
    /// # Errors
    /// When there is none, or it has faults.
    pub fn tenant(&self, tenant: &str) -> Result<TenantFile, CliError> {
        let path = self.tenant_path(tenant);
        if !path.is_file() {
            let tenants = self.tenants();
            let help = did_you_mean(tenant, tenants.iter().map(String::as_str))
                .unwrap_or_else(|| format!("Write {}, or see \"reseed init\".", path.display()));
            let seeds = self.seeds.display().to_string();
            return Err(CliError::usage(format!("no tenant {tenant:?} in {seeds:?}")).help(help));
        }
        let file = TenantFile::parse(&Source::read(&path)?)?;
        if file.tenant.value != tenant {
            let message = format!("{}: it says that it is of tenant {:?}", path.display(), file.tenant.value);
            return Err(CliError::usage(message).help("Give the file the tenant's name."));
        }
        Ok(file)
    }

    /// The plan of a tenant, as its file says.
    ///
    /// # Errors
    /// When its file, its pack or their combination has faults.
    pub fn tenant_plan(&self, tenant: &str) -> Result<Plan, CliError> {
        let inputs = InputArgs { tenant: Some(tenant.to_owned()), set: Vec::new(), seed: None };
        self.plan(None, &inputs)
    }

    /// The plan of the spec that `wanted` means, or of the tenant's dataset.
    ///
    /// # Errors
    /// When nothing is wanted, the tenant has another dataset, or anything has faults.
    pub fn plan(&self, wanted: Option<&str>, args: &InputArgs) -> Result<Plan, CliError> {
        let file = args.tenant.as_deref().map(|tenant| self.tenant(tenant)).transpose()?;
        let draft = match (wanted, &file) {
            (Some(wanted), _) => read_spec(&self.spec_path(wanted)?)?,
            (None, Some(file)) => read_spec(&self.spec_path(&file.dataset.value)?)?,
            (None, None) => return Err(self.nothing_wanted()),
        };
        if let Some(file) = &file {
            same_dataset(&draft.spec, file)?;
        }
        let (inputs, mut rejected) = inputs(&draft.spec, file.as_ref(), args);
        match resolve(&draft, &inputs) {
            Ok(plan) if rejected.is_empty() => Ok(plan),
            planned => {
                rejected.extend(planned.err());
                Err(CliError::Rejected(rejected))
            }
        }
    }

    fn nothing_wanted(&self) -> CliError {
        let packs = self.packs().join(", ");
        let tenants = self.tenants().join(", ");
        let error = CliError::usage("which dataset is not said: give a spec or --tenant");
        error.help(format!("The packs are: {packs}. The tenants are: {tenants}."))
    }
}

/// The index of the table called `name`.
///
/// # Errors
/// When the plan has no such table.
pub fn table_of(plan: &Plan, name: &str) -> Result<usize, CliError> {
    let names: Vec<&str> = plan.tables.iter().map(|table| table.name.as_str()).collect();
    position(&names, name, &format!("dataset {:?} has no table {name:?}", plan.dataset), "tables")
}

/// The index of the column called `name` in a table; hidden and helper columns count too.
///
/// # Errors
/// When the table has no such column.
pub fn column_of(plan: &Plan, table: usize, name: &str) -> Result<usize, CliError> {
    let table = &plan.tables[table];
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    position(&names, name, &format!("table {:?} has no column {name:?}", table.name), "columns")
}

fn position(names: &[&str], wanted: &str, message: &str, what: &str) -> Result<usize, CliError> {
    let found = names.iter().position(|name| *name == wanted);
    found.ok_or_else(|| {
        let all = || format!("The {what} are {}.", names.join(", "));
        CliError::usage(message).help(did_you_mean(wanted, names.iter().copied()).unwrap_or_else(all))
    })
}

/// A spec as far as it can be read; its faults come with those of the plan.
///
/// # Errors
/// When there is nothing to plan.
fn read_spec(path: &Path) -> Result<Draft, CliError> {
    Ok(parse(&Source::read(path)?)?)
}

/// Everything the plan needs besides the spec: the tenant's file first, then what the command line overrides; and what
/// is wrong with these.
fn inputs(spec: &Spec, file: Option<&TenantFile>, args: &InputArgs) -> (Inputs, Vec<Rejected>) {
    let mut overrides: Vec<Override> = file.map(|file| file.set.clone()).unwrap_or_default();
    let mut rejected = Vec::new();
    for text in &args.set {
        match tenant::parse_set_argument(text) {
            Ok(set) => overrides.push(set),
            Err(fault) => rejected.push(fault),
        }
    }
    let (params, more) = tenant::override_params(spec, &overrides);
    rejected.extend(more);
    let inputs = Inputs {
        tenant: file.map_or(TENANT_DEFAULT, |file| &file.tenant.value).to_owned(),
        seed: args.seed.or(file.and_then(|file| file.seed)),
        as_of: file.and_then(|file| file.as_of),
        params,
    };
    (inputs, rejected)
}

fn same_dataset(spec: &Spec, file: &TenantFile) -> Result<(), CliError> {
    let (tenants, specs) = (&file.dataset.value, &spec.dataset.value);
    // A name that could not be read is no other name.
    if tenants == specs || specs.is_empty() {
        return Ok(());
    }
    let message = format!("tenant {:?} has dataset {tenants:?}, the spec is of dataset {specs:?}", file.tenant.value);
    Err(CliError::usage(message).help("Leave the spec out: the tenant's file names it."))
}

/// The names in a folder that `pick` takes, sorted; none when there is no folder.
fn names(folder: &Path, pick: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| pick(&entry.file_name().to_string_lossy())).collect();
    names.sort();
    names
}
