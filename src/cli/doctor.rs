//! `reseed doctor`: what a store's state means for resets and applications.

use super::tenants::StoreArgs;
use super::{CliError, Exit, out};
use crate::store::{Finding, Level};

/// Examine a store. PostgreSQL: settings, headroom, predicted swap time, which resets would be refused, and what would
/// block a reset or make it fail. SQLite: constraints of older versions. Ends with 1 when there are warnings or faults.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reads the catalog and the records, and rows only where a migration has added
a constraint that they may violate. Example:
  reseed doctor --store postgres://sandboxes@localhost/sandbox")]
pub struct Args {
    /// Print the findings as one JSON document
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    store: StoreArgs,
}

/// Examines the store and prints what it found.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let findings = args.store.read(async |store, _| Ok(store.examine().await?))?;
    out::print_result(args.json, &findings, || findings.iter().map(text).collect::<String>())?;
    let worst = findings.iter().map(|finding| finding.level).max();
    Ok(if worst >= Some(Level::Warning) { Exit::Differs } else { Exit::Done })
}

fn text(finding: &Finding) -> String {
    let level = match finding.level {
        Level::Ok => "ok",
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Fault => "fault",
    };
    let head = format!("{level:<8} {}: {}\n", finding.about, finding.found);
    if finding.help.is_empty() { head } else { head + &out::wrapped(&finding.help, HELP_INDENT) }
}

/// How far the help below a finding is indented, in columns.
const HELP_INDENT: usize = 9;
