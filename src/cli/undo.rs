//! `reseed undo`: takes a reset back.

use super::number::whole;
use super::tenants::{ChangeArgs, WayArgs};
use super::{CliError, Exit};
use crate::reset::Proof;

/// Bring back the state before the last reset; undoing twice is doing it again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The states before the last 3 resets, undos and changes by \"up\" are kept, each
for 1 hour; --keep of these commands sets another number. \"reseed status TENANT\"
lists them with their epochs. After two resets in a row --epoch brings back what
was there before both.

The rows that come back are read once, for their digests. A reset reads none.

Examples:
  reseed undo acme
  reseed undo acme --epoch 1       A certain state that is kept")]
pub struct Args {
    /// Which state that is kept; default: the newest
    #[arg(long, value_name = "NUMBER", value_parser = whole(1..=u32::MAX))]
    epoch: Option<u32>,
    #[command(flatten)]
    way: WayArgs,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Brings a retired epoch back.
pub fn run(args: Args) -> Result<Exit, CliError> {
    let asked = (Proof::SealedBytes, args.way);
    args.change.run(asked, async |operations, tenant, key| operations.undo(&tenant, args.epoch, key).await)
}

#[cfg(test)]
mod tests {
    use crate::reset::Policy;

    #[test]
    fn the_help_says_how_long_and_how_many_states_are_kept() {
        let Policy { undo_window, retired_max, .. } = Policy::default();
        assert_eq!((undo_window.as_secs(), retired_max), (3600, 3), "the help of undo and reset says so");
    }
}
