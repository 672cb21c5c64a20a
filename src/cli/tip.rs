//! What a command line that names no command may have meant. A tip never leads to a command that takes data away, unless
//! the word is that command's with a slip of one letter.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use strsim::osa_distance;

/// Commands after which something is gone or another state is live.
const TAKES_AWAY: [&str; 5] = ["reset", "undo", "down", "delete", "restore"];

/// Words that other tools have, and what has their meaning here.
const MEANINGS: [(&[&str], &str); 6] = [
    (&["restore", "load"], "\"reseed snapshot restore\" restores a saved state; \"reseed reset\" restores the seed."),
    (&["rollback", "revert"], "\"reseed undo\" restores the state before the last reset."),
    (&["list", "ls", "show", "tenants", "info"], "\"reseed status\" shows the tenants."),
    (&["create", "apply", "seed", "sync"], "\"reseed up\" creates the tenants of seeds/."),
    (
        &["save", "dump", "export"],
        "\"reseed snapshot save\" saves a tenant's state, \"reseed backup\" dumps a store, \"reseed generate\" writes files.",
    ),
    (&["remove", "delete", "destroy", "drop", "rm"], "\"reseed down --help\" shows how to remove a tenant."),
];

/// The error with what its unknown command may have meant, if it is about one; `first` is the first argument.
pub fn explained(mut error: clap::Error, first: &str) -> clap::Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return error };
    let near: Vec<String> = match error.remove(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::Strings(near)) => near,
        Some(ContextValue::String(near)) => vec![near],
        _ => Vec::new(),
    };
    match meaning(&word).filter(|_| word == first) {
        Some(meaning) => {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![meaning.into()]));
        }
        None => {
            let near: Vec<String> = near.into_iter().filter(|command| may_be_meant(command, &word)).collect();
            if !near.is_empty() {
                error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(near));
            }
        }
    }
    error
}

/// What an unknown word means here, in a sentence.
fn meaning(word: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(words, _)| words.contains(&word)).map(|(_, meaning)| *meaning)
}

/// Whether a command may be suggested for a word.
fn may_be_meant(command: &str, word: &str) -> bool {
    !TAKES_AWAY.contains(&command) || osa_distance(command, word) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_word_leads_to_a_command_that_takes_data_away() {
        assert!(may_be_meant("reset", "rest") && may_be_meant("down", "donw") && may_be_meant("status", "statsu"));
        for (command, word) in [("reset", "restore"), ("reset", "seed"), ("down", "own-it"), ("delete", "create")] {
            assert!(!may_be_meant(command, word), "{command} for {word}");
        }
        assert_eq!(meaning("rollback").map(|tip| tip.contains("reseed undo")), Some(true));
        assert_eq!(meaning("statsu"), None);
    }

    #[test]
    fn what_tips_name_exists_and_no_command_has_a_foreign_words_name() {
        let commands: Vec<String> = crate::cli::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
        for (words, meaning) in MEANINGS {
            assert!(words.iter().all(|word| !commands.contains(&(*word).to_owned())), "{words:?}");
            for named in meaning.split("\"reseed ").skip(1) {
                let name = named.split([' ', '"']).next().unwrap_or_default();
                assert!(commands.iter().any(|command| command == name), "{name}");
            }
        }
    }
}
