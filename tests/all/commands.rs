//! The command line as its users meet it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn reseed() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseed"));
    command.current_dir(root()).env_remove("RESEED_STORE").env("NO_COLOR", "1");
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stdout(arguments: &[&str]) -> String {
    let output = reseed().args(arguments).assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("output is text")
}

#[test]
fn the_help_of_every_command_has_an_example_and_fits_80_columns() {
    let mut command = reseed::cli::command();
    command.build();
    for subcommand in command.get_subcommands() {
        let help = stdout(&[subcommand.get_name(), "--help"]);
        assert!(help.contains(&format!("  reseed {}", subcommand.get_name())), "{help}");
    }
}
