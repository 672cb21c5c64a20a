//! The command line: one file per command, each with its arguments and a `run`.
//!
//! Results go to stdout, everything else (progress, warnings, errors) to stderr; with `--json` stdout carries exactly
//! one JSON document. Must never exit the process (`main.rs` does; only the handler of a second signal in `interrupt.rs` is quicker), and never decide what a dataset holds.
//!
//! Exit codes: [`Exit`]; which error has which is decided in `error.rs` alone.

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use clap::{Parser, Subcommand};

mod address;
mod adopt;
mod backup;
mod blame;
mod bug;
mod cells;
mod check;
mod completions;
mod contract;
mod dataset;
mod detached;
mod diff;
mod doctor;
mod down;
mod entry;
mod error;
mod explain;
mod fit;
mod folders;
mod generate;
mod grid;
mod init;
mod interrupt;
mod kinds;
mod like;
mod lock;
mod locking;
mod making;
mod man;
mod new_args;
mod number;
mod only_standbys;
mod openapi;
mod out;
mod pattern;
mod preview;
mod progress;
mod project;
mod receipts;
mod reconcile;
mod reset;
mod schema;
mod secret;
mod shard;
mod snapshot;
mod sql;
mod status;
mod table;
mod telling;
mod tenants;
mod terminal;
mod tip;
mod undo;
mod up;
mod url;
mod verify;

pub use bug::caught;
pub use entry::parsed;
pub use error::{CliError, Exit};

/// Help in few colours.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Examples:
  reseed init                            Write a first spec and tenant
  reseed preview customers --spec shop   Show rows without generating the rest
  reseed up acme                         Load a tenant into the embedded store
  reseed reset acme                      Reset it to its seed, with proof

Exit codes:
  0  done
  1  check failed: data or a lock file differs
  2  the command line, a spec or a tenant file is wrong; nothing was started
  3  runtime failure or internal error; nothing was published
  4  the tenant is busy; retry
  5  refused by the state of the database or store; nothing has changed
  130  interrupted; work in progress was rolled back";

/// Synthetic datasets for shared sandboxes: the same bytes every time, and a proven, undoable reset per tenant.
#[derive(Debug, Parser)]
#[command(name = "reseed", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = 80)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    Fit(fit::Args),
    Preview(preview::Args),
    Explain(explain::Args),
    Kinds(kinds::Args),
    Generate(generate::Args),
    Lock(lock::Args),
    Up(up::Args),
    Adopt(adopt::Args),
    Status(status::Args),
    Reset(reset::Args),
    Undo(undo::Args),
    Verify(verify::Args),
    Diff(diff::Args),
    Snapshot(snapshot::Args),
    Url(url::Args),
    Down(down::Args),
    Reconcile(reconcile::Args),
    Backup(backup::Args),
    Doctor(doctor::Args),
    Sql(sql::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// The error that stopped it, ready to be shown.
    pub fn run(self) -> Result<Exit, CliError> {
        tenants::begin();
        match self.command {
            Command::Init(args) => init::run(args),
            Command::Check(args) => check::run(args),
            Command::Fit(args) => fit::run(args),
            Command::Preview(args) => preview::run(args),
            Command::Explain(args) => explain::run(args),
            Command::Kinds(args) => kinds::run(args),
            Command::Generate(args) => generate::run(args),
            Command::Lock(args) => lock::run(args),
            Command::Up(args) => up::run(args),
            Command::Adopt(args) => adopt::run(args),
            Command::Status(args) => status::run(args),
            Command::Reset(args) => reset::run(args),
            Command::Undo(args) => undo::run(args),
            Command::Verify(args) => verify::run(args),
            Command::Diff(args) => diff::run(args),
            Command::Snapshot(args) => snapshot::run(args),
            Command::Url(args) => url::run(args),
            Command::Down(args) => down::run(args),
            Command::Reconcile(args) => reconcile::run(args),
            Command::Backup(args) => backup::run(args),
            Command::Doctor(args) => doctor::run(args),
            Command::Sql(args) => sql::run(args),
            Command::Schema(args) => schema::run(args),
            Command::Completions(args) => completions::run(args),
            Command::Man(args) => man::run(args),
        }
    }

    /// Whether the one asking is a machine: errors are then JSON too.
    pub fn json(&self) -> bool {
        match &self.command {
            Command::Init(args) => args.json,
            Command::Check(args) => args.json,
            Command::Fit(args) => args.json,
            Command::Preview(args) => args.json,
            Command::Explain(args) => args.json,
            Command::Kinds(args) => args.json,
            Command::Generate(args) => args.json,
            Command::Lock(args) => args.json,
            Command::Up(args) => args.json,
            Command::Adopt(args) => args.receipt.json,
            Command::Status(args) => args.json,
            Command::Reset(args) => args.receipt.json,
            Command::Undo(args) => args.change.receipt.json,
            Command::Verify(args) => args.json,
            Command::Diff(args) => args.json,
            Command::Snapshot(args) => args.json(),
            Command::Url(args) => args.json,
            Command::Down(args) => args.json,
            Command::Reconcile(args) => args.json,
            Command::Backup(args) => args.json,
            Command::Doctor(args) => args.json,
            Command::Sql(args) => args.json,
            Command::Schema(_) | Command::Completions(_) | Command::Man(_) => false,
        }
    }
}

/// Every command with its arguments and help, for completions, man pages and tests.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
