//! The command line on its way in: arguments → [`Cli`], or help, or what is wrong with them.

use std::io::{self, IsTerminal, Write};

use clap::Parser;
use clap::builder::StyledStr;

use super::{Cli, Exit, completions, out, secret, tip};
use crate::spec::fault::{is_unprintable, printable};

/// Reads this process's arguments.
///
/// # Errors
/// How to exit when there is nothing to run: help or the version was printed, or what is wrong.
pub fn parsed() -> Result<Cli, Exit> {
    let completed = completions::answered(std::env::args_os());
    if matches!(completed, Ok(true)) {
        return Err(Exit::Done);
    }
    completed.and_then(|_| Cli::try_parse()).map_err(|error| {
        let first = std::env::args_os().nth(1).unwrap_or_default();
        let error = tip::explained(error, &first.to_string_lossy());
        let text = error.render();
        // When the stream takes nothing, the exit code is all that is left.
        if error.use_stderr() {
            let plain = text.to_string();
            // An argument with control characters in it is shown without colours, for these are control characters too.
            let is_colored = io::stderr().is_terminal() && !plain.contains(is_unprintable);
            let text = if is_colored { styled(&text, true) } else { printable(&plain).into_owned() };
            let _ = io::stderr().lock().write_all(secret::hidden(&text).as_bytes());
            Exit::Usage
        } else {
            let _ = io::stdout().lock().write_all(styled(&text, io::stdout().is_terminal()).as_bytes());
            Exit::Done
        }
    })
}

fn styled(text: &StyledStr, is_terminal: bool) -> String {
    if out::colors(is_terminal) { text.ansi().to_string() } else { text.to_string() }
}
