//! `reseed check`: whether specs and tenant files are right, and with `--locked` whether data would change.

use std::collections::BTreeSet;
use std::path::Path;
use std::str::FromStr;

use serde::Serialize;
use serde_json::{Value, json};

use super::completions::packs_and_tenants;
use super::contract::{ContractArgs, ContractReport, Subject};
use super::dataset::{InputArgs, all_or_faults, read_spec};
use super::locking::{self, Verdict};
use super::progress::Progress;
use super::table::AlignedTable;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::cli::folders::Folders;
use crate::plan::{Plan, range};
use crate::spec::fault::{SourceFaults, did_you_mean};
use crate::store::TenantName;
use crate::store::reserved::{self, DatabaseKind};

/// Check specs and tenant files: every fault at once, each with its place and help.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed check                            Every pack and every tenant
  reseed check generators/shop/spec.yaml  One spec
  reseed check --locked                   Would any tenant's data change?
  reseed check shop --contract openapi.yaml
                                          Do rows meet the API's own schemas?
  reseed check shop --contract openapi.yaml --contract-map order_lines=Item
  reseed check --store postgres://sandboxes@localhost/sandbox
                                          Names that PostgreSQL keeps for itself are faults;
                                          the store is not asked")]
pub struct Args {
    /// Specs, packs or tenants; default: all of generators/ and seeds/
    #[arg(value_name = "SPEC|PACK|TENANT", add = packs_and_tenants())]
    targets: Vec<String>,
    /// Make the tenants' data and compare it with their lock files
    #[arg(long)]
    locked: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    contract: ContractArgs,
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    store: StoreArgs,
}

/// Something to check.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CheckTarget {
    /// A pack's name or a spec's path.
    Spec(String),
    /// A tenant's name.
    Tenant(String),
}

/// A target that has no faults.
struct CheckedTarget {
    path: String,
    /// The spec that the plan was made of.
    spec: String,
    tenant: Option<String>,
    plan: Plan,
    verdict: Option<Verdict>,
    warnings: Vec<Warning>,
}

/// Something that is right, and may still not be what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Warning {
    /// The spec's path.
    path: String,
    /// The line of it.
    line: usize,
    /// What may come of it.
    message: String,
    /// What can be done about it.
    help: String,
}

/// Significant digits of decimals that SQLite keeps as numbers.
const SQLITE_DIGITS: i32 = 15;

impl Warning {
    /// All warnings about a plan that was made of the spec at this path, for a store in such a database.
    fn all(path: &str, plan: &Plan, database: DatabaseKind) -> Result<Vec<Warning>, CliError> {
        let names = Warning::of_names(path, database)?;
        Ok(Warning::of_decimals(path, plan).chain(names).collect())
    }

    /// Of decimals that are longer than SQLite keeps them.
    fn of_decimals(path: &str, plan: &Plan) -> impl Iterator<Item = Warning> {
        let long = range::long_decimals(plan, SQLITE_DIGITS).into_iter();
        let long = long.map(|(table, column)| (&plan.tables[table], &plan.tables[table].columns[column]));
        long.filter(|(_, column)| !column.sqlite_text).map(|(table, column)| Warning {
            path: path.to_owned(),
            line: column.line,
            message: format!(
                "column \"{}.{}\" of type {} may have values of more than {SQLITE_DIGITS} significant digits, which stop \
                 a load into SQLite",
                table.name, column.name, column.ty
            ),
            help: "Give it a \"max\", or \"sqlite: text\", which keeps every digit there and gives up the order of numbers."
                .to_owned(),
        })
    }

    /// Of names that stores in other databases than this one would refuse.
    fn of_names(path: &str, database: DatabaseKind) -> Result<Vec<Warning>, CliError> {
        let spec = read_spec(Path::new(path))?.spec;
        let others = DatabaseKind::ALL.into_iter().filter(|other| *other != database);
        let rejected = others.filter_map(|other| reserved::rejected(&spec, other));
        let warning = |SourceFaults { source, faults }: SourceFaults| {
            faults.into_iter().map(move |fault| Warning {
                path: path.to_owned(),
                line: source.line_column(fault.span.start).0,
                message: fault.message,
                help: fault.help.unwrap_or_default(),
            })
        };
        Ok(rejected.flat_map(warning).collect())
    }
}

/// Checks all targets and reports all faults of all of them at once.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let targets = args.targets()?;
    if args.locked && !targets.iter().any(|target| matches!(target, CheckTarget::Tenant(_))) {
        let tenants = format!(
            "The tenants in {:?} are: {}.",
            args.folders.seeds().display().to_string(),
            args.folders.tenants().join(", ")
        );
        return Err(CliError::usage("--locked needs a tenant: only tenants have lock files").help(tenants));
    }
    let database = args.store.database();
    let folders = args.folders.clone().stored_in(database);
    let mut checked = all_or_faults(targets.into_iter().map(|target| check_one(&folders, database, target)))?;
    if args.locked {
        let progress = Progress::new(args.json);
        for target in &mut checked {
            if let Some(tenant) = &target.tenant {
                target.verdict = Some(locking::compare(&args.folders, tenant, &target.plan, &progress)?);
            }
        }
    }
    let warnings: BTreeSet<&Warning> = checked.iter().flat_map(|target| &target.warnings).collect();
    let subject = |target| {
        let CheckedTarget { path, spec, plan, .. }: &CheckedTarget = target;
        Subject { path, spec, plan }
    };
    let contract = args.contract.compare(&checked.iter().map(subject).collect::<Vec<_>>())?;
    let contract_text = contract.as_ref().map(ContractReport::text).unwrap_or_default();
    let document = json_of(&checked, &warnings, contract.as_ref());
    out::print_result(args.json, &document, || text_of(&checked) + &contract_text)?;
    for Warning { path, line, message, help } in warnings.into_iter().filter(|_| !args.json) {
        out::note(&format!("warning: {path}:{line}: {message}\n  help: {help}"));
    }
    let broken = checked.iter().filter_map(|target| target.verdict.as_ref()).any(|verdict| !verdict.holds());
    let differs = contract.is_some_and(|contract| !contract.holds());
    Ok(if broken || differs { Exit::Differs } else { Exit::Done })
}

impl Args {
    fn targets(&self) -> Result<Vec<CheckTarget>, CliError> {
        if !self.targets.is_empty() {
            return Ok(self.targets.iter().map(|text| self.target(text)).collect());
        }
        self.folders.note_strays();
        let packs = self.folders.packs().into_iter().map(CheckTarget::Spec);
        let all: Vec<CheckTarget> = packs.chain(self.folders.tenants().into_iter().map(CheckTarget::Tenant)).collect();
        if all.is_empty() {
            let error = CliError::usage("there is nothing to check: no packs and no tenant files");
            return Err(error.help("Run \"reseed init\" for first ones, or give the path of a spec."));
        }
        Ok(all)
    }

    /// What a word on the command line means: a tenant's file or name, else a spec. A pack's name wins over a tenant's,
    /// except where only tenants have what is wanted.
    fn target(&self, text: &str) -> CheckTarget {
        let (path, folders) = (Path::new(text), &self.folders);
        let in_seeds =
            path.parent().is_some_and(|folder| is_same(folder, &folders.seeds())) && path.extension().is_some();
        let is_pack = !self.locked && folders.packs().iter().any(|pack| pack == text);
        let named = !is_pack && folders.tenant_path(text).is_file();
        match path.file_stem().filter(|_| in_seeds || named) {
            Some(stem) => CheckTarget::Tenant(stem.to_string_lossy().into_owned()),
            None => CheckTarget::Spec(text.to_owned()),
        }
    }
}

/// Whether both are one folder, whatever way leads to it; the empty path is this one.
fn is_same(folder: &Path, other: &Path) -> bool {
    let whole = |path: &Path| if path.as_os_str().is_empty() { Path::new(".") } else { path }.canonicalize().ok();
    folder == other || whole(folder).is_some_and(|folder| Some(folder) == whole(other))
}

fn check_one(folders: &Folders, database: DatabaseKind, target: CheckTarget) -> Result<CheckedTarget, CliError> {
    match target {
        CheckTarget::Spec(name) => {
            let is_name = TenantName::from_str(&name).is_ok();
            let path = folders.spec_path(&name).map_err(|error| if is_name { unknown(folders, &name) } else { error });
            let path = path?.display().to_string();
            let plan = folders.plan(Some(&name), &InputArgs::default())?;
            let warnings = Warning::all(&path, &plan, database)?;
            Ok(CheckedTarget { spec: path.clone(), path, tenant: None, plan, verdict: None, warnings })
        }
        CheckTarget::Tenant(tenant) => {
            let path = folders.tenant_path(&tenant).display().to_string();
            let plan = folders.tenant_plan(&tenant)?.plan;
            let spec = folders.spec_path(&plan.dataset)?.display().to_string();
            let warnings = Warning::all(&spec, &plan, database)?;
            Ok(CheckedTarget { path, spec, tenant: Some(tenant), plan, verdict: None, warnings })
        }
    }
}

/// The error for a name that is neither a pack's nor a tenant's.
fn unknown(folders: &Folders, name: &str) -> CliError {
    let (generators, seeds) = (folders.generators().display().to_string(), folders.seeds().display().to_string());
    let known = [folders.packs(), folders.tenants()].concat();
    let help = did_you_mean(name, known.iter().map(String::as_str)).unwrap_or_else(|| {
        format!("A tenant that was created with --like has no file to check; \"reseed verify {name}\" reads its data.")
    });
    CliError::usage(format!("{name:?} is neither a pack in {generators:?} nor a tenant in {seeds:?}")).help(help)
}

fn text_of(checked: &[CheckedTarget]) -> String {
    let mut sheet = AlignedTable::new(["checked", "dataset", "tables", "columns", ""]);
    for target in checked {
        let columns: usize = target.plan.tables.iter().map(|table| table.written().count()).sum();
        sheet.row([
            target.path.clone(),
            target.plan.dataset.clone(),
            target.plan.tables.len().to_string(),
            columns.to_string(),
            target.verdict.as_ref().map_or("ok".to_owned(), Verdict::word),
        ]);
    }
    let details = checked.iter().filter_map(|target| target.verdict.as_ref()).map(Verdict::details);
    sheet.render() + &details.collect::<String>()
}

fn json_of(checked: &[CheckedTarget], warnings: &BTreeSet<&Warning>, contract: Option<&ContractReport>) -> Value {
    let one = |target: &CheckedTarget| {
        json!({
            "path": target.path, "dataset": target.plan.dataset, "tenant": target.tenant,
            "tables": target.plan.tables.len(), "lock": target.verdict.as_ref().map(Verdict::json),
        })
    };
    let mut document =
        json!({ "checked": checked.iter().map(one).collect::<Vec<_>>(), "faults": [], "warnings": warnings });
    if let Some(contract) = contract {
        document["contract"] = json!(contract);
    }
    document
}
