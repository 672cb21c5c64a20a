//! The command's entry: reads the arguments, runs the command, prints what went wrong and exits. Nothing else exits.

use std::process::ExitCode;

use clap::Parser;
use reseed::cli::{Cli, Exit};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; nobody is left to tell when they cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    let json = cli.json();
    match cli.run() {
        Ok(exit) => exit.into(),
        Err(error) => {
            error.print(json);
            error.exit().into()
        }
    }
}
