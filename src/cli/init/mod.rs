//! `reseed init`: a first spec and a first tenant, with comments; the starter ones, or those of an existing database.
//!
//! Must never overwrite a file.

mod columns;
mod condition;
mod document;
mod family;
mod field;
mod from;
mod links;
mod named;
mod names;
mod pieces;
mod sets;
mod sketch;
#[cfg(test)]
mod tests;
mod trial;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{CliError, Exit, out};
use crate::spec::literal::is_name;
use crate::spec::tenant_name::TenantName;
use document::OpenQuestion;
use from::FromArgs;

const SPEC: &str = include_str!("spec.yaml");
const TENANT: &str = include_str!("tenant.yaml");
const TENANT_OF_DATABASE: &str = include_str!("tenant_of_database.yaml");

/// The starter dataset's name.
const DATASET_DEFAULT: &str = "shop_demo";
/// The most open questions that are listed; all of them are comments of the spec.
const QUESTIONS_MAX: usize = 20;

/// Write a commented starter spec and a tenant file, or those of an existing PostgreSQL database; both pass `reseed check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --from, the catalog of an application's database becomes a spec: tables,
keys, references, unique constraints and checks, and kinds guessed from names
and types. No row is read; row counts are the server's estimates. What could not
be decided is a comment in its place that begins with \"decide:\" and has the
choices.
Tables of migration tools and extensions, views and partitions are left out.
PGPASSWORD or ~/.pgpass may have the password.

Examples:
  reseed init                            generators/shop_demo/ and seeds/demo.yaml
  reseed init --dataset crm --tenant dev
  reseed init --from postgresql://joe@localhost/library
  reseed init --from postgresql://joe@localhost/app --schema billing --dataset billing
  reseed init --from postgresql://joe@localhost/app --tables 'library_*' --tables users")]
pub struct Args {
    /// The dataset's name; default: shop_demo, or the database's name
    #[arg(long, value_name = "NAME")]
    dataset: Option<String>,
    /// The tenant's name
    #[arg(long, value_name = "NAME", default_value = "demo")]
    tenant: String,
    /// The folder to write to; default: this one
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    from: FromArgs,
    /// Print one JSON document with the names of the files
    #[arg(long)]
    pub(super) json: bool,
}

/// A file to write.
struct NewFile {
    path: PathBuf,
    text: String,
}

/// What is written, and what is to know of it.
struct Starter {
    dataset: String,
    spec: String,
    tenant: String,
    /// A table that can be shown.
    table: String,
    left_out: Vec<String>,
    questions: Vec<OpenQuestion>,
}

/// Writes both files, or none when one of them is already there.
pub fn run(args: Args) -> Result<Exit, CliError> {
    if let Some(dataset) = args.dataset.as_ref().filter(|dataset| !is_name(dataset)) {
        let error = CliError::usage(format!("--dataset must be a name, got {dataset:?}"));
        return Err(error.help("Names are lower case letters, digits and \"_\", and begin with no digit."));
    }
    let tenant: TenantName = args.tenant.parse()?;
    let starter = match args.from.catalog()? {
        Some(found) => found.starter(args.dataset.as_deref(), &tenant)?,
        None => demo(args.dataset.as_deref(), &tenant),
    };
    let folder = args.dir.clone().unwrap_or_default();
    let files = [
        NewFile {
            path: folder.join("generators").join(&starter.dataset).join("spec.yaml"),
            text: starter.spec.clone(),
        },
        NewFile {
            path: folder.join("seeds").join(format!("{}.yaml", args.tenant)),
            text: fill(&starter.tenant, &starter.dataset, &args.tenant),
        },
    ];
    if let Some(NewFile { path, .. }) = files.iter().find(|file| file.path.exists()) {
        let error = CliError::usage(format!("{:?} exists already", path.display().to_string()));
        return Err(error.help("Give --dataset and --tenant other names, or --dir another folder."));
    }
    files.iter().try_for_each(write_new)?;
    match args.json {
        true => out::print_json(&starter.json(&args, &files))?,
        false => out::print(&starter.next_steps(&args, &files))?,
    }
    Ok(Exit::Done)
}

/// The starter files.
fn demo(dataset: Option<&str>, tenant: &TenantName) -> Starter {
    let dataset = dataset.unwrap_or(DATASET_DEFAULT).to_owned();
    Starter {
        spec: fill(SPEC, &dataset, tenant.as_str()),
        dataset,
        tenant: TENANT.to_owned(),
        table: "customers".to_owned(),
        left_out: Vec::new(),
        questions: Vec::new(),
    }
}

/// The template with the names in their places.
fn fill(template: &str, dataset: &str, tenant: &str) -> String {
    template.replace("{dataset}", dataset).replace("{tenant}", tenant)
}

fn write_new(file: &NewFile) -> Result<(), CliError> {
    let write = || -> io::Result<()> {
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new().write(true).create_new(true).open(&file.path)?.write_all(file.text.as_bytes())
    };
    write().map_err(|error| CliError::file("write", &file.path, &error))
}

impl Starter {
    fn json(&self, args: &Args, files: &[NewFile]) -> serde_json::Value {
        let wrote: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
        let mut document = json!({ "dataset": self.dataset, "tenant": args.tenant, "wrote": wrote });
        if args.from.is_given() {
            document["left_out"] = json!(self.left_out);
            document["to_decide"] = json!(self.questions);
        }
        document
    }

    fn next_steps(&self, args: &Args, files: &[NewFile]) -> String {
        let wrote = files.iter().map(|file| format!("wrote {}\n", file.path.display())).collect::<String>();
        let left_out = self.left_out.iter().map(|line| format!("left out: {line}\n")).collect::<String>();
        let dataset = &self.dataset;
        let cd = args.dir.as_ref().map(|dir| format!("  cd {}\n", dir.display())).unwrap_or_default();
        let spec = files.first().map(|file| file.path.as_path()).unwrap_or(Path::new(""));
        format!(
            "{wrote}{left_out}{}\nNext:\n{cd}  reseed check\n  reseed preview {} --spec {dataset}\n  reseed up {}{}\n",
            self.to_decide(spec),
            self.table,
            args.tenant,
            args.from.store()
        )
    }

    /// The open questions, each with its place.
    fn to_decide(&self, spec: &Path) -> String {
        if self.questions.is_empty() {
            return String::new();
        }
        let count = out::count(self.questions.len() as u64, "line");
        let mut text = format!("\nTo decide, {count} of {} that begin with \"decide:\":\n", spec.display());
        for OpenQuestion { line, place, question } in self.questions.iter().take(QUESTIONS_MAX) {
            let short = question.split_once("; choices").map_or(question.as_str(), |(short, _)| short);
            text += &format!("  {line:>5}  {place}: {short}\n");
        }
        let rest = self.questions.len().saturating_sub(QUESTIONS_MAX);
        if rest > 0 { text + &format!("         and {rest} more\n") } else { text }
    }
}
