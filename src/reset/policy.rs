//! What is kept for undo, and for how long. Pure: what goes and why is computed here, and written into receipts.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::clock;
use crate::store::records::{Epoch, EpochState, Tenant, TenantState};
use crate::store::{OnBlockers, Patience, Preference};

/// How long operations that have ended are kept, with their receipts and keys.
pub const OPERATIONS_KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// The rules that operations follow.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// How long to wait for a lease, and for other connections' transactions.
    pub wait: Duration,
    /// How long a retired epoch can be restored.
    pub undo_window: Duration,
    /// How many retired epochs are kept.
    pub retired_max: usize,
    /// How many standbys of the seed are kept ready, in stores where that makes a reset cheaper.
    pub standbys: usize,
    /// How many bytes all standbys of the store may have; none: any number. A reset that finds none makes its own.
    pub standby_bytes_max: Option<u64>,
    /// What a receipt proves.
    pub proof: Proof,
    /// What to do about the tenant's own sessions that hold up a swap.
    pub blockers: OnBlockers,
    /// How old the transaction of such a session must be before the session is touched.
    pub grace: Duration,
    /// Which way a state becomes live.
    pub preference: Preference,
}

impl Policy {
    /// How others' transactions are waited for.
    pub fn patience(&self) -> Patience {
        Patience { wait: self.wait, blockers: self.blockers, grace: self.grace }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            wait: Duration::from_secs(5),
            undo_window: Duration::from_secs(3600),
            retired_max: 3,
            standbys: 1,
            standby_bytes_max: None,
            proof: Proof::SealedBytes,
            blockers: OnBlockers::Wait,
            grace: Duration::from_secs(2),
            preference: Preference::Fitting,
        }
    }
}

/// How it is known that the live data is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// What became live is still what was sealed after every row had been read back. O(bytes), on PostgreSQL O(tables).
    SealedBytes,
    /// In addition every row was read as of the swap, and the digests are equal. O(rows).
    ReadBack,
    /// The log of writes is complete, and every row whose key it has was compared with the seed's. O(rows written).
    Log,
}

/// An epoch that is no longer kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Its number.
    pub epoch: u32,
    /// Why.
    pub why: String,
}

/// The retired epochs that the policy no longer keeps, newest first. `retired` is newest first.
pub fn no_longer_kept<'a>(policy: &Policy, retired: impl Iterator<Item = &'a Epoch>, now_us: i64) -> Vec<Removed> {
    let why = |position: usize, epoch: &Epoch| match epoch.undo_until_us {
        Some(until_us) if until_us <= now_us => Some(format!("its undo window ended at {}", clock::rfc3339(until_us))),
        _ if position >= policy.retired_max => Some(format!("only {} retired epochs are kept", policy.retired_max)),
        _ => None,
    };
    let removed = retired
        .enumerate()
        .filter_map(|(position, epoch)| why(position, epoch).map(|why| Removed { epoch: epoch.number, why }));
    removed.collect()
}

/// Restarts the tenant's time to live where it got another seed or another lifetime; otherwise it continues.
pub fn renew(tenant: &mut Tenant, lifetime_us: Option<i64>, seed: Option<u32>, now_us: i64) {
    if tenant.seed != seed || tenant.lifetime_us != lifetime_us {
        tenant.expires_us = lifetime_us.map(|lifetime_us| now_us.saturating_add(lifetime_us));
    }
    (tenant.seed, tenant.lifetime_us) = (seed, lifetime_us);
}

/// Whether the tenant has expired.
pub fn has_expired(tenant: &Tenant, now_us: i64) -> bool {
    tenant.expires_us.is_some_and(|expires_us| expires_us <= now_us)
}

/// The epoch that undo restores, the newest or the one that is `wanted`; or why there is none.
pub fn undoable(state: &TenantState, epoch: Option<u32>, now_us: i64) -> Result<&Epoch, String> {
    let chosen = match epoch {
        None => {
            let newest = || state.retired().next();
            state.retired().find(|epoch| !epoch.damaged).or_else(newest).ok_or_else(|| nothing_kept(state))?
        }
        Some(number) => state.retired().find(|epoch| epoch.number == number).ok_or_else(|| not_kept(state, number))?,
    };
    let number = chosen.number;
    if chosen.damaged {
        return Err(format!("epoch {number} is damaged, or tables of it are missing"));
    }
    match chosen.undo_until_us.filter(|until_us| *until_us <= now_us) {
        Some(until_us) => Err(format!("the undo window of epoch {number} ended at {}", clock::rfc3339(until_us))),
        None => Ok(chosen),
    }
}

/// Which epochs undo can restore, for people.
pub fn undoable_words(state: &TenantState, now_us: i64) -> Option<String> {
    let kept = state.retired().filter(|epoch| undoable(state, Some(epoch.number), now_us).is_ok());
    let kept: Vec<String> = kept.map(|epoch| epoch.number.to_string()).collect();
    match kept.as_slice() {
        [] => None,
        kept => Some(format!("Kept for undo, newest first: epoch {}.", kept.join(", "))),
    }
}

fn nothing_kept(state: &TenantState) -> String {
    // A standby that was abandoned was never kept for undo.
    let was_kept = |epoch: &&Epoch| epoch.state == EpochState::Gone && epoch.undo_until_us.is_some();
    match state.epochs.iter().rev().find(was_kept) {
        None => "nothing has been retired yet".to_owned(),
        Some(epoch) => format!("nothing is kept; {}", gone_words(epoch)),
    }
}

fn not_kept(state: &TenantState, number: u32) -> String {
    match state.epoch(number) {
        Some(epoch) if epoch.state == EpochState::Live => format!("epoch {number} is live"),
        Some(epoch) if epoch.state == EpochState::Gone => gone_words(epoch),
        // Its record has been deleted.
        None if number > 0 && number < state.next_epoch() => format!("epoch {number} is no longer kept"),
        _ => format!("there is no epoch {number}"),
    }
}

fn gone_words(epoch: &Epoch) -> String {
    let (number, note) = (epoch.number, epoch.note.as_deref().unwrap_or("it is no longer kept"));
    format!("epoch {number} was removed at {}: {note}", clock::rfc3339(epoch.since_us))
}
