//! `reseed undo`: reverts a reset.

use super::number::whole;
use super::tenants::{ChangeArgs, WayArgs};
use super::{CliError, Exit};
use crate::reset::Proof;

/// Restore the state before the last reset; a second undo reverts the first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The states before the last 3 resets, undos and changes by \"up\" are kept, each
for 1 hour; --keep of these commands sets another number. \"reseed status TENANT\"
lists them with their epochs. After two resets in a row, --epoch restores what
was there before both.

The restored rows are read once, for their digests. A reset reads none.

Examples:
  reseed undo acme
  reseed undo acme --epoch 1       A particular state")]
pub struct Args {
    /// Which state; default: the newest
    #[arg(long, value_name = "NUMBER", value_parser = whole(1..=u32::MAX))]
    epoch: Option<u32>,
    #[command(flatten)]
    way: WayArgs,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Makes a retired epoch live again.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let (proof, way) = (Proof::SealedBytes, args.way);
    args.change.run(proof, way, async |operations, tenant, key| operations.undo(&tenant, args.epoch, key).await)
}

#[cfg(test)]
mod tests {
    use crate::reset::Policy;

    #[test]
    fn the_help_matches_how_long_and_how_many_states_are_kept() {
        let Policy { undo_window, retired_max, .. } = Policy::default();
        assert_eq!((undo_window.as_secs(), retired_max), (3600, 3), "the help of undo and reset says so");
    }
}
