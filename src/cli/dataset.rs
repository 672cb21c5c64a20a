//! Which dataset a command is about: finds the spec and the tenant file, and resolves them to a plan.
//!
//! Must never fall back to another file than the one that was asked for: a name that is not there is an error.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::blame::resolve_or_blame;
use super::folders::{Folders, SPEC_FILE, names};
use super::number::whole;
use super::{CliError, completions, out};
use crate::plan::Plan;
use crate::plan::resolve::Inputs;
use crate::spec::adopt_section::AdoptSection;
use crate::spec::fault::{Fault, Faults, SourceFaults, did_you_mean};
use crate::spec::model::Spec;
use crate::spec::parse::{Draft, parse};
use crate::spec::source::{Source, Span};
use crate::spec::tenant::{self, Override, TenantFile};
use crate::spec::tenant_name::TenantName;
use crate::store::reserved;

/// The tenant of a dataset for which none is named.
pub const TENANT_DEFAULT: &str = "default";

/// What changes a dataset besides its spec.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Inputs")]
pub struct InputArgs {
    /// Take seed, as_of and parameters from seeds/<TENANT>.yaml
    #[arg(long, value_name = "TENANT", add = completions::tenants())]
    pub tenant: Option<String>,
    /// Override a parameter; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// The number that values come from; default: from the tenant's name
    #[arg(long, value_name = "NUMBER", value_parser = whole(0..=u64::MAX))]
    pub seed: Option<u64>,
}

/// One dataset, where the command's own arguments are something else.
#[derive(Debug, Clone, clap::Args)]
pub struct DatasetArgs {
    /// A pack's name or a spec's path
    #[arg(long, value_name = "SPEC", add = completions::packs())]
    spec: Option<String>,
    #[command(flatten)]
    plan: PlanArgs,
}

/// What makes a spec, or a tenant's file, a plan.
#[derive(Debug, Clone, clap::Args)]
pub struct PlanArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    folders: Folders,
}

impl DatasetArgs {
    /// The plan of the dataset.
    ///
    /// # Errors
    /// As [`Folders::plan`].
    pub fn plan(&self) -> Result<Arc<Plan>, CliError> {
        self.plan.of(self.spec.as_deref())
    }
}

impl PlanArgs {
    /// The plan of the spec that `name` means, or of the tenant's dataset.
    ///
    /// # Errors
    /// As [`Folders::plan`].
    pub fn of(&self, name: Option<&str>) -> Result<Arc<Plan>, CliError> {
        self.folders.plan(name, &self.inputs).map(Arc::new)
    }
}

/// Tenants by their files.
#[derive(Debug, Clone, clap::Args)]
pub struct TenantsArgs {
    /// Which tenants; default: all in seeds/
    #[arg(value_name = "TENANT", add = completions::tenants())]
    tenants: Vec<String>,
    #[command(flatten)]
    pub folders: Folders,
}

impl TenantsArgs {
    /// The tenants that the command line names.
    pub fn named(&self) -> &[String] {
        &self.tenants
    }

    /// What the files of the tenants ask for; with the faults of all of them, if there are any.
    ///
    /// # Errors
    /// When there is no tenant, or one of them has faults.
    pub fn tenant_plans(&self) -> Result<Vec<TenantPlan>, CliError> {
        let tenants = if self.tenants.is_empty() { self.folders.tenants() } else { self.tenants.clone() };
        if self.tenants.is_empty() {
            self.folders.note_strays();
        }
        if tenants.is_empty() {
            let seeds = self.folders.seeds().display().to_string();
            let error = CliError::usage(format!("no tenant files in {seeds:?}"));
            return Err(error.help("Run \"reseed init\" for a first one."));
        }
        all_or_faults(tenants.iter().map(|tenant| self.folders.tenant_plan(tenant)))
    }
}

/// What a tenant's file asks for.
#[derive(Debug)]
pub struct TenantPlan {
    /// Its dataset.
    pub plan: Plan,
    /// The tenant's time to live; none: without end.
    pub lifetime_us: Option<i64>,
    /// The tables of an application that its rows are loaded into, if its file names some.
    pub adopt: Option<AdoptSection>,
}

/// All results, or the faults of all of them at once; any other error ends it.
///
/// # Errors
/// The first error that is no fault of a file, else all faults.
pub fn all_or_faults<T>(results: impl Iterator<Item = Result<T, CliError>>) -> Result<Vec<T>, CliError> {
    let (mut good, mut bad) = (Vec::new(), Vec::<SourceFaults>::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(CliError::Rejected(more)) => bad.extend(more),
            Err(other) => return Err(other),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(CliError::Rejected(merged(bad))) }
}

/// Every file once, with all its faults: a pack is read again for each of its tenants.
fn merged(all: Vec<SourceFaults>) -> Vec<SourceFaults> {
    let mut files: Vec<(Source, Faults)> = Vec::new();
    for SourceFaults { source, faults } in all {
        let known = files.iter().position(|(known, _)| known.name == source.name && known.text == source.text);
        let at = known.unwrap_or_else(|| {
            files.push((source, Faults::default()));
            files.len() - 1
        });
        faults.into_iter().for_each(|fault| files[at].1.push(fault));
    }
    files.into_iter().map(|(source, faults)| SourceFaults { source, faults: faults.into_vec() }).collect()
}

impl Folders {
    /// The path of the spec that `name` means: a file, a folder with a spec.yaml, or the name of a pack.
    ///
    /// # Errors
    /// When there is no such pack; a path that is not there is found out on reading.
    pub fn spec_path(&self, name: &str) -> Result<PathBuf, CliError> {
        let path = Path::new(name);
        if path.is_dir() && path.join(SPEC_FILE).is_file() {
            return Ok(path.join(SPEC_FILE));
        }
        if name.contains('/') || name.ends_with(".yaml") || name.ends_with(".yml") {
            return Ok(path.to_owned());
        }
        let pack = self.generators().join(name).join(SPEC_FILE);
        if pack.is_file() {
            return Ok(pack);
        }
        Err(self.no_pack(name))
    }

    fn no_pack(&self, name: &str) -> CliError {
        let packs = self.packs();
        let help = did_you_mean(name, packs.iter().map(String::as_str)).unwrap_or_else(|| match packs.as_slice() {
            [] => "Run \"reseed init\" for a first one, or give the path of a spec.".to_owned(),
            packs => format!("The packs are {}.", packs.join(", ")),
        });
        CliError::usage(format!("no pack {name:?} in {:?}", self.generators().display().to_string())).help(help)
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
            let seeds = self.seeds().display().to_string();
            return Err(CliError::usage(format!("no tenant {tenant:?} in {seeds:?}")).help(help));
        }
        let file = TenantFile::parse(&Source::read(&path)?)?;
        if file.tenant.value.as_str() != tenant {
            let message =
                format!("the file is named after tenant {tenant:?}, and declares tenant \"{}\"", file.tenant.value);
            return Err(tenant_fault(&file, file.tenant.span, message, "Give both the same name."));
        }
        Ok(file)
    }

    /// What a tenant's file asks for.
    ///
    /// # Errors
    /// When its file, its pack or their combination has faults.
    pub fn tenant_plan(&self, tenant: &str) -> Result<TenantPlan, CliError> {
        let file = self.tenant(tenant)?;
        self.tenant_plan_from(&file, file.tenant.value.clone(), &InputArgs::default())
    }

    /// What a tenant gets that takes the inputs of `basis`, its own file or another tenant's.
    ///
    /// # Errors
    /// When the file, its pack or their combination has faults.
    pub fn tenant_plan_from(
        &self,
        basis: &TenantFile,
        tenant: TenantName,
        args: &InputArgs,
    ) -> Result<TenantPlan, CliError> {
        let plan = self.plan_of(None, tenant, Some(basis), args)?;
        let lifetime_us = basis.expires.as_ref().map(|lifetime| lifetime.value.0);
        Ok(TenantPlan { plan, lifetime_us, adopt: basis.adopt.clone() })
    }

    /// The plan of the spec that `name` means, or of the tenant's dataset.
    ///
    /// # Errors
    /// When nothing is wanted, the tenant has another dataset, or anything has faults.
    pub fn plan(&self, name: Option<&str>, args: &InputArgs) -> Result<Plan, CliError> {
        let file = args.tenant.as_deref().map(|tenant| self.tenant(tenant)).transpose()?;
        let tenant = match &file {
            Some(file) => file.tenant.value.clone(),
            None => TENANT_DEFAULT.parse()?,
        };
        self.plan_of(name, tenant, file.as_ref(), args)
    }

    fn plan_of(
        &self,
        name: Option<&str>,
        tenant: TenantName,
        file: Option<&TenantFile>,
        args: &InputArgs,
    ) -> Result<Plan, CliError> {
        let draft = match (name, file) {
            (Some(name), _) => read_spec(&self.spec_path(name)?)?,
            (None, Some(file)) => read_spec(&self.spec_of(file)?)?,
            (None, None) => return Err(self.nothing_wanted()),
        };
        if let Some(file) = file {
            same_dataset(&draft.spec, file)?;
        }
        let (inputs, overrides, mut rejected) = inputs(&draft.spec, tenant, file, args);
        rejected.extend(self.database.and_then(|database| reserved::rejected(&draft.spec, database)));
        match resolve_or_blame(&draft, &inputs, &overrides, file) {
            Ok(plan) if rejected.is_empty() => Ok(plan),
            planned => {
                rejected.extend(planned.err().unwrap_or_default());
                Err(CliError::Rejected(merged(rejected)))
            }
        }
    }

    /// Where the spec of a tenant's dataset is.
    fn spec_of(&self, file: &TenantFile) -> Result<PathBuf, CliError> {
        self.spec_path(&file.dataset.value).map_err(|error| match error {
            CliError::Said { message, help, .. } => {
                tenant_fault(file, file.dataset.span, message, &help.unwrap_or_default())
            }
            other => other,
        })
    }

    /// What the store recorded of a tenant, without the parameters that its spec no longer has, which are named on stderr.
    ///
    /// # Errors
    /// When the spec cannot be read.
    pub fn as_of_today(&self, recorded: TenantFile) -> Result<TenantFile, CliError> {
        let spec = read_spec(&self.spec_of(&recorded)?)?.spec;
        let is_known = |name: &str| spec.params.iter().any(|param| param.name.value == name) || spec.unread.has(name);
        let (set, gone): (Vec<Override>, Vec<Override>) =
            recorded.set.into_iter().partition(|set| is_known(&set.name.value));
        for name in gone.iter().map(|set| &set.name.value) {
            let (tenant, dataset) = (recorded.tenant.value.as_str(), &recorded.dataset.value);
            out::note(&format!(
                "tenant {tenant:?} was created with parameter {name:?}, which dataset {dataset:?} no longer has"
            ));
        }
        Ok(TenantFile { set, ..recorded })
    }

    /// Notes which files in seeds/ look like a tenant's but are not read.
    pub fn note_strays(&self) {
        for name in names(&self.seeds(), |name| name.ends_with(".yml").then(|| name.to_owned())) {
            let path = self.seeds().join(&name);
            out::note(&format!("note: {} is not read: tenants' files end in .yaml", path.display()));
        }
    }

    fn nothing_wanted(&self) -> CliError {
        let (packs, tenants) = (self.packs().join(", "), self.tenants().join(", "));
        let error = CliError::usage("no dataset given: pass a spec or --tenant");
        if packs.is_empty() && tenants.is_empty() {
            return error.help("There are no packs here: \"reseed init\" writes a first one.");
        }
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

fn position(names: &[&str], name: &str, message: &str, what: &str) -> Result<usize, CliError> {
    let found = names.iter().position(|known| *known == name);
    found.ok_or_else(|| {
        let all = || format!("The {what} are {}.", names.join(", "));
        CliError::usage(message).help(did_you_mean(name, names.iter().copied()).unwrap_or_else(all))
    })
}

/// A spec as far as it can be read; its faults come with those of the plan.
///
/// # Errors
/// When there is nothing to plan.
pub fn read_spec(path: &Path) -> Result<Draft, CliError> {
    Ok(parse(&Source::read(path)?)?)
}

/// Everything the plan of `tenant` needs besides the spec: first the file, its own or that of the tenant that it is like,
/// then what the command line overrides; and what is wrong with these.
fn inputs(
    spec: &Spec,
    tenant: TenantName,
    file: Option<&TenantFile>,
    args: &InputArgs,
) -> (Inputs, Vec<Override>, Vec<SourceFaults>) {
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
        tenant,
        seed: args.seed.or(file.map(|file| file.seed.unwrap_or_else(|| Inputs::seed_of(&file.tenant.value)))),
        as_of: file.and_then(|file| file.as_of.as_ref().map(|as_of| as_of.value)),
        params,
    };
    (inputs, overrides, rejected)
}

/// What is wrong with a value of a tenant's file.
fn tenant_fault(file: &TenantFile, span: Span, message: String, help: &str) -> CliError {
    SourceFaults { source: file.source.clone(), faults: vec![Fault::new(span, message).help(help)] }.into()
}

fn same_dataset(spec: &Spec, file: &TenantFile) -> Result<(), CliError> {
    let (tenants, specs) = (&file.dataset.value, &spec.dataset.value);
    // A name that could not be read is no other name.
    if tenants == specs || specs.is_empty() {
        return Ok(());
    }
    let message = format!("tenant \"{}\" has dataset {tenants:?}, the spec is of dataset {specs:?}", file.tenant.value);
    Err(tenant_fault(file, file.dataset.span, message, "Leave the spec out, or name the spec's dataset here."))
}
