//! `reseed init`: a first spec and a first tenant, with comments.
//!
//! Must never overwrite a file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{CliError, Exit, out};
use crate::spec::literal::is_name;
use crate::spec::tenant_name::TenantName;

const SPEC: &str = include_str!("init/spec.yaml");
const TENANT: &str = include_str!("init/tenant.yaml");

/// Write a commented starter spec and a tenant file; both pass `reseed check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  reseed init                            generators/shop_demo/ and seeds/demo.yaml
  reseed init --dataset crm --tenant dev")]
pub struct Args {
    /// The dataset's name
    #[arg(long, value_name = "NAME", default_value = "shop_demo")]
    dataset: String,
    /// The tenant's name
    #[arg(long, value_name = "NAME", default_value = "demo")]
    tenant: String,
    /// The folder to write to; default: this one
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Print one JSON document with the names of the files
    #[arg(long)]
    pub(super) json: bool,
}

/// Writes both files, or none when one of them is already there.
pub fn run(args: Args) -> Result<Exit, CliError> {
    if !is_name(&args.dataset) {
        let error = CliError::usage(format!("--dataset must be a name, got {:?}", args.dataset));
        return Err(error.help("Names are lower case letters, digits and \"_\", and begin with no digit."));
    }
    args.tenant.parse::<TenantName>()?;
    let folder = args.dir.clone().unwrap_or_default();
    let files = [
        (folder.join("generators").join(&args.dataset).join("spec.yaml"), SPEC),
        (folder.join("seeds").join(format!("{}.yaml", args.tenant)), TENANT),
    ];
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        let error = CliError::usage(format!("{:?} exists already", path.display().to_string()));
        return Err(error.help("Give --dataset and --tenant other names, or --dir another folder."));
    }
    for (path, template) in &files {
        write_new(path, &fill(template, &args))?;
    }
    match args.json {
        true => {
            let wrote = files.map(|(path, _)| path.display().to_string());
            out::print_json(&json!({ "dataset": args.dataset, "tenant": args.tenant, "wrote": wrote }))?
        }
        false => out::print(&next_steps(&args, &files))?,
    }
    Ok(Exit::Done)
}

/// The template with the names in their places.
fn fill(template: &str, args: &Args) -> String {
    template.replace("{dataset}", &args.dataset).replace("{tenant}", &args.tenant)
}

fn write_new(path: &Path, text: &str) -> Result<(), CliError> {
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    };
    write().map_err(|error| CliError::file("write", path, &error))
}

fn next_steps(args: &Args, files: &[(PathBuf, &str)]) -> String {
    let wrote = files.iter().map(|(path, _)| format!("wrote {}\n", path.display())).collect::<String>();
    let Args { dataset, tenant, dir, .. } = args;
    let cd = dir.as_ref().map(|dir| format!("  cd {}\n", dir.display())).unwrap_or_default();
    format!("{wrote}\nNext:\n{cd}  reseed check\n  reseed preview customers --spec {dataset}\n  reseed up {tenant}\n")
}
