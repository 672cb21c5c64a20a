//! `reseed completions`: words for a shell to complete. The script asks this command what may come next, so tenants and
//! packs are completed too.
//!
//! Must never reach for a server: only files of the project are looked at.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap_complete::aot::Shell;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use super::address::StoreUrl;
use super::secret::STORE_VARIABLE;
use super::{CliError, Exit, command, out, project};
use crate::cli::folders::Folders;
use crate::store::sqlite::SqliteStore;

/// The environment variable by which a shell asks.
const VARIABLE: &str = "RESEED_COMPLETE";

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The script asks this command for the words that may come next: also for packs,
and for the tenants of seeds/ and of an embedded store.

Examples:
  source <(reseed completions bash)       In ~/.bashrc
  reseed completions fish > ~/.config/fish/completions/reseed.fish")]
pub struct Args {
    /// Which shell
    shell: Shell,
}

/// Prints the script.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let shells = Shells::builtins();
    let name = args.shell.to_string();
    let shell = shells.completer(&name).ok_or_else(|| CliError::failed(format!("there is no script for {name}")))?;
    let mut script = Vec::new();
    shell
        .write_registration(VARIABLE, "reseed", "reseed", "reseed", &mut script)
        .map_err(|error| CliError::failed(format!("could not write the script: {error}")))?;
    out::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Answers a shell that asks for words; whether it did.
///
/// # Errors
/// When it is a shell that is not known.
pub fn answered(arguments: impl Iterator<Item = OsString>) -> Result<bool, clap::Error> {
    CompleteEnv::with_factory(command).var(VARIABLE).try_complete(arguments, None)
}

/// Tenants, where an argument names one.
pub fn tenants() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(all_tenants()))
}

/// Packs, where an argument names one.
pub fn packs() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(Folders::default().packs().into_iter().collect()))
}

/// Both.
pub fn packs_and_tenants() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(all_tenants().into_iter().chain(Folders::default().packs()).collect()))
}

fn candidates(words: BTreeSet<String>) -> Vec<CompletionCandidate> {
    words.into_iter().map(CompletionCandidate::new).collect()
}

/// The tenants that have a file or are in the embedded store.
fn all_tenants() -> BTreeSet<String> {
    let stored = store_folder().map(|folder| SqliteStore::names_in(&folder)).unwrap_or_default();
    Folders::default().tenants().into_iter().chain(stored).collect()
}

/// The folder of the embedded store, if that is the store.
fn store_folder() -> Option<PathBuf> {
    match std::env::var(STORE_VARIABLE) {
        Ok(address) => match address.parse() {
            Ok(StoreUrl::Sqlite(folder)) => Some(folder),
            _ => None,
        },
        Err(_) => Some(project::store()),
    }
}
