//! `reseed undo`: takes a reset back.

use super::tenants::ChangeArgs;
use super::{CliError, Exit};
use crate::reset::Proof;

/// Bring back the state before the last reset; undoing twice is doing it again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The rows that come back are read once, for their digests. A reset reads none.

Example:
  reseed undo acme")]
pub struct Args {
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// Brings the newest retired epoch back.
pub fn run(args: Args) -> Result<Exit, CliError> {
    args.change.run(Proof::SealedBytes, async |operations, tenant, key| operations.undo(&tenant, key).await)
}
