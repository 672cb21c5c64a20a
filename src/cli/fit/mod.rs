//! `reseed fit`: whether a spec fits the tables of a database, and the lines to change where it does not.
//!
//! Must never change the spec or the database.

mod bench;
mod checks;
mod column_text;
mod lines;
mod proposals;
mod rows;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::completions::packs_and_tenants;
use super::dataset::{InputArgs, PlannedSpec};
use super::folders::Folders;
use super::pattern::matches_pattern;
use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::spec::fault::did_you_mean;
use crate::store::catalog::Catalog;
use crate::store::fit::{FitLevel, Misfit, MisfitKind};
use crate::store::postgres::read_catalog;
use bench::{ROWS_MAX, SpecBench};
use lines::LineEdit;
use proposals::Proposal;

/// Compare a spec with the tables of an application's database, and print the lines to change; ends with 1 when it does not fit.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Run it after a migration: it reports tables and columns that are new, gone or
renamed, other types, lengths and labels, and keys, checks and references that
rows of the spec could break, each with its place in the spec. Then come the
lines to change, as \"reseed init --from\" would write them, ready to paste. Each
change was tried: with it the spec passes \"reseed check\".

Values are judged by the spec's own rows, at most 20,000 of each table. No row of
the database is read, and nothing is changed.

What the spec leaves out on purpose is a comment, as \"reseed init\" writes it:
\"# left out: TABLE\" anywhere, \"# COLUMN: left out\" in the table.

Examples:
  reseed fit demo --store postgresql://joe@localhost/library
  reseed fit library --schema app --tables \"library_*\"
  reseed fit demo --json                 Lines as data: after_line, remove, lines")]
pub struct Args {
    /// A tenant, a pack or a spec's path; default: the only tenant
    #[arg(value_name = "TENANT|SPEC", add = packs_and_tenants())]
    target: Option<String>,
    /// The schema of the application's tables
    #[arg(long, value_name = "NAME", default_value = "public")]
    schema: String,
    /// Only tables of the database whose names match, with * and ? as in a shell; may be given several times
    #[arg(long, value_name = "PATTERN")]
    tables: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    store: StoreArgs,
}

/// What was found.
struct FitReport {
    /// The differences, each with its line in the file.
    found: Vec<FoundMisfit>,
    edits: Vec<LineEdit>,
}

/// A difference and its line in the file.
struct FoundMisfit {
    line: Option<usize>,
    misfit: Misfit,
}

/// Compares and prints the result.
pub fn run(args: Args) -> Result<Exit, CliError> {
    args.store.only_postgres("reseed fit", "it compares a spec with tables that an application made")?;
    let planned = args.planned()?;
    let catalog = args.catalog(&planned)?;
    let place = format!("schema {:?} of database {:?}", catalog.schema, catalog.database);
    let (path, dataset) = (planned.draft.spec.source.name.clone(), planned.plan.dataset.clone());
    let report = FitReport::of(planned, &catalog);
    let document = || {
        json!({ "dataset": dataset, "spec": path, "database": catalog.database, "schema": catalog.schema,
            "fits": report.fits(), "misfits": report.misfits_json(), "edits": report.edits })
    };
    out::print_result(args.json, &document(), || report.text(&path, &place))?;
    Ok(if report.fits() { Exit::Done } else { Exit::Differs })
}

impl Args {
    fn planned(&self) -> Result<PlannedSpec, CliError> {
        let (tenants, packs) = (self.folders.tenants(), self.folders.packs());
        let tenant = |name: &str| InputArgs { tenant: Some(name.to_owned()), ..InputArgs::default() };
        match (&self.target, tenants.as_slice(), packs.as_slice()) {
            (Some(name), ..) if self.folders.has_tenant(name) => self.folders.planned(None, &tenant(name)),
            (Some(name), ..) => {
                let is_name = !name.contains('/') && !name.ends_with(".yaml") && !name.ends_with(".yml");
                if is_name && !packs.contains(name) && !std::path::Path::new(name).is_dir() {
                    return Err(self.unknown(name, &[packs, tenants].concat()));
                }
                self.folders.planned(Some(name), &InputArgs::default())
            }
            (None, [only], _) => self.folders.planned(None, &tenant(only)),
            (None, [], [only]) => self.folders.planned(Some(only), &InputArgs::default()),
            (None, [], []) => Err(CliError::usage("there is nothing to compare: no packs and no tenant files")
                .help("\"reseed init --from\" writes a spec of an existing database.")),
            (None, ..) => Err(CliError::usage("no dataset given: pass a tenant or a spec").help(format!(
                "The packs are: {}. The tenants are: {}.",
                packs.join(", "),
                tenants.join(", ")
            ))),
        }
    }

    fn unknown(&self, name: &str, known: &[String]) -> CliError {
        let (generators, seeds) = (self.folders.generators(), self.folders.seeds());
        let message = format!(
            "{name:?} is neither a pack in {:?} nor a tenant in {:?}",
            generators.display().to_string(),
            seeds.display().to_string()
        );
        CliError::usage(message).maybe_help(did_you_mean(name, known.iter().map(String::as_str)))
    }

    /// The tables of the spec, and the others that are wanted.
    fn catalog(&self, planned: &PlannedSpec) -> Result<Catalog, CliError> {
        let url = self.store.server().unwrap_or_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CliError::failed(format!("could not start: {error}")))?;
        let mut catalog = runtime.block_on(read_catalog(&url, &self.schema))?;
        let is_own = |name: &str| planned.plan.tables.iter().any(|table| table.stored_name == name);
        let matches = |name: &str| {
            self.tables.is_empty()
                || self.tables.iter().any(|pattern| matches_pattern(pattern.as_bytes(), name.as_bytes()))
        };
        catalog.tables.retain(|table| is_own(&table.name) || matches(&table.name));
        Ok(catalog)
    }
}

impl FitReport {
    /// Every difference, and the changes after which as few as possible are left.
    fn of(planned: PlannedSpec, catalog: &Catalog) -> FitReport {
        let mut bench = SpecBench::new(planned, catalog);
        let count = bench.lines.line_count();
        let (mut found, mut known): (Vec<FoundMisfit>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
        let (mut tried, mut ended): (BTreeSet<String>, BTreeSet<String>) = (BTreeSet::new(), BTreeSet::new());
        let mut sketch = bench.sketched();
        let left = loop {
            let mut differences = bench.differences();
            differences.sort_by_key(|misfit| misfit.kind);
            for misfit in &differences {
                if known.insert(name(misfit)) {
                    found.push(FoundMisfit { line: bench.file_line(misfit), misfit: misfit.clone() });
                }
            }
            let Some(misfit) = differences.iter().find(|misfit| tried.insert(name(misfit))) else {
                break differences.iter().map(name).collect::<BTreeSet<_>>();
            };
            let candidates = Proposal { bench: &bench, sketch: &sketch, misfit }.candidates();
            let mut better = candidates.into_iter().filter_map(|lines| bench.with(lines).ok());
            if let Some(next) = better.find(|next| !next.differences().iter().any(|left| name(left) == name(misfit))) {
                let is_renamed = matches!(misfit.kind, MisfitKind::MissingTable | MisfitKind::MissingColumn);
                bench = next;
                ended.insert(name(misfit));
                if is_renamed || misfit.kind == MisfitKind::NewTable {
                    sketch = bench.sketched();
                }
            }
        };
        // What goes with the end of another difference is none, and what no row repeats only if the spec can state it.
        found.retain(|FoundMisfit { misfit, .. }| {
            let is_left = left.contains(&name(misfit)) && misfit.kind != MisfitKind::Unique;
            is_left || misfit.level == FitLevel::Blocks || ended.contains(&name(misfit))
        });
        found.sort_by_key(|found| (found.line.unwrap_or(usize::MAX), found.misfit.level));
        FitReport { found, edits: bench.lines.edits(count) }
    }

    /// Whether a load would work and nothing is to be added.
    fn fits(&self) -> bool {
        self.edits.is_empty() && !self.found.iter().any(|found| found.misfit.level == FitLevel::Blocks)
    }

    fn misfits_json(&self) -> Vec<Value> {
        let one = |FoundMisfit { line, misfit }: &FoundMisfit| {
            json!({ "level": misfit.level, "kind": misfit.kind, "line": line, "table": misfit.table,
                "columns": misfit.columns, "message": misfit.message, "help": misfit.help })
        };
        self.found.iter().map(one).collect()
    }

    fn text(&self, path: &str, place: &str) -> String {
        let mut text = String::new();
        for FoundMisfit { line, misfit } in &self.found {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            let level = if misfit.level == FitLevel::Blocks { "blocks" } else { "note" };
            text += &format!("{path}{line}: {level}: {}\n", misfit.message);
            text += &misfit.help.as_ref().map(|help| format!("  help: {help}\n")).unwrap_or_default();
        }
        for edit in &self.edits {
            text += &edit_text(path, edit);
        }
        let blocking = self.found.iter().filter(|found| found.misfit.level == FitLevel::Blocks).count();
        let end = match (self.fits(), blocking) {
            (true, _) => {
                format!("{path} fits {place}, as far as {} rows of each table show\n", out::thousands(ROWS_MAX))
            }
            (false, 0) => format!("{path} can be loaded into {place}, and does not have all of it\n"),
            (false, _) => format!(
                "{path} does not fit {place}: {} would stop a load\n",
                out::count(blocking as u64, "difference")
            ),
        };
        if text.is_empty() { end } else { format!("{text}\n{end}") }
    }
}

/// What makes a difference the same one in another text.
fn name(misfit: &Misfit) -> String {
    let kind = if misfit.kind == MisfitKind::RequiredColumn { MisfitKind::NewColumn } else { misfit.kind };
    format!("{kind:?} {:?} {:?} {:?}", misfit.table, misfit.columns, misfit.check)
}

fn edit_text(path: &str, edit: &LineEdit) -> String {
    let first = edit.after_line + 1;
    let lines = match edit.remove {
        1 => format!("line {first}"),
        count => format!("lines {first} to {}", edit.after_line + count),
    };
    let what = match (edit.remove, edit.lines.is_empty()) {
        (0, _) => format!("after line {} of {path}, add:", edit.after_line),
        (_, true) => format!("remove {lines} of {path}"),
        (_, false) => format!("in the place of {lines} of {path}, write:"),
    };
    let lines: String = edit.lines.iter().map(|line| format!("{line}\n")).collect();
    format!("\n{what}\n{lines}")
}
