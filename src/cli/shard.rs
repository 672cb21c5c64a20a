//! Which share of the rows a run makes: from the flag, or from a batch scheduler.

use std::str::FromStr;

use super::CliError;
use super::number::digits;
use crate::generate::Shard;

/// Where batch schedulers put the index of a run, from 0.
pub const INDEX_VARIABLES: [&str; 3] = ["JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX"];

/// The value of `--shard`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardArg {
    /// None: the batch scheduler sets it.
    index: Option<u32>,
    count: u32,
}

impl FromStr for ShardArg {
    type Err = String;

    fn from_str(text: &str) -> Result<ShardArg, String> {
        let number = |part: &str| {
            let number = digits(part).and_then(|number| u32::try_from(number).ok());
            number.ok_or_else(|| format!("{part:?} is not a whole number; expected I/N, as in 0/4, or N"))
        };
        let (index, count) = match text.split_once('/') {
            Some((index, count)) => (Some(number(index)?), number(count)?),
            None => (None, number(text)?),
        };
        if count == 0 {
            return Err("there must be at least one shard; expected I/N, as in 0/4, or N".to_owned());
        }
        Ok(ShardArg { index, count })
    }
}

impl ShardArg {
    /// The shard, with the index from `variable` where the flag has none.
    ///
    /// # Errors
    /// When the index is missing, no number, not below the count, or two schedulers disagree.
    pub fn resolve(self, variable: impl Fn(&str) -> Option<String>) -> Result<Shard, CliError> {
        let index = match self.index {
            Some(index) => index,
            None => index_of_batch(variable)?,
        };
        Shard::new(index, self.count).map_err(|error| CliError::usage(error.to_string()).help("Indices count from 0."))
    }
}

fn index_of_batch(variable: impl Fn(&str) -> Option<String>) -> Result<u32, CliError> {
    let mut found: Option<(&str, u32)> = None;
    for name in INDEX_VARIABLES {
        let Some(text) = variable(name) else { continue };
        let index = digits(&text).and_then(|index| u32::try_from(index).ok());
        let index = index.ok_or_else(|| {
            let error = CliError::usage(format!("environment variable {name}: {text:?} is not a shard's index"));
            error.help("Schedulers set it to a whole number from 0. Or give --shard I/N.")
        })?;
        match found {
            Some((other, before)) if before != index => {
                let message = format!("{other} is shard {before}, {name} is {index}");
                return Err(CliError::usage(message).help("Give --shard I/N."));
            }
            _ => found = Some((name, index)),
        }
    }
    found.map(|(_, index)| index).ok_or_else(|| {
        let error = CliError::usage("--shard has a count but no index, and no batch scheduler sets one");
        error.help(format!("Give --shard I/N, or set one of {}.", INDEX_VARIABLES.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(flag: &str, variables: &[(&str, &str)]) -> Option<(u32, u32)> {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        let shard = flag.parse::<ShardArg>().ok()?.resolve(variable).ok()?;
        Some((shard.index(), shard.count()))
    }

    #[test]
    fn the_index_comes_from_the_flag_or_from_any_scheduler() {
        assert_eq!(resolve("3/8", &[]), Some((3, 8)));
        for name in INDEX_VARIABLES {
            assert_eq!(resolve("8", &[(name, "5")]), Some((5, 8)), "{name}");
        }
        assert_eq!(resolve("3/8", &[("SLURM_ARRAY_TASK_ID", "5")]), Some((3, 8)), "the flag wins");
    }

    #[test]
    fn what_names_no_shard_is_refused() {
        for flag in ["8/8", "0", "0/0", "a/8", "1/", "", "-1/3"] {
            assert_eq!(resolve(flag, &[]), None, "{flag:?}");
        }
        assert_eq!(resolve("8", &[]), None, "no index at all");
        assert_eq!(resolve("8", &[("SLURM_ARRAY_TASK_ID", "x")]), None);
        let both = [("SLURM_ARRAY_TASK_ID", "1"), ("JOB_COMPLETION_INDEX", "2")];
        assert_eq!(resolve("8", &both), None, "they disagree");
    }
}
