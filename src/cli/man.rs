//! `reseed man`: a manual page for the program and one for each command.

use std::fs;
use std::path::PathBuf;

use super::{CliError, Exit, command, out};

/// Write the manual pages: reseed(1) and one page per command.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  reseed man --out ~/.local/share/man/man1 && man reseed-reset")]
pub struct Args {
    /// The folder to write them to; created if it does not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Writes the pages.
pub fn run(args: Args) -> Result<Exit, CliError> {
    fs::create_dir_all(&args.out).map_err(|error| CliError::file("create the folder", &args.out, &error))?;
    let pages = pages();
    for (name, page) in &pages {
        let path = args.out.join(name);
        fs::write(&path, page).map_err(|error| CliError::file("write", &path, &error))?;
    }
    out::note(&format!("wrote {} to {}", out::count(pages.len() as u64, "page"), args.out.display()));
    Ok(Exit::Done)
}

/// File names and contents.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut whole = command();
    // Building gives every command its full name: reseed-check.
    whole.build();
    let commands: Vec<_> = whole.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    std::iter::once(whole).chain(commands).map(page).collect()
}

fn page(command: clap::Command) -> (String, Vec<u8>) {
    let man = clap_mangen::Man::new(command).manual("reseed").source(concat!("reseed ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    let _ = man.render(&mut text);
    (man.get_filename(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_with_its_example() {
        let pages = pages();
        assert_eq!(pages.len(), 1 + command().get_subcommands().count());
        for (name, page) in pages {
            let text = String::from_utf8(page).expect("roff is text");
            assert!(text.contains("Example"), "{name}");
        }
    }
}
