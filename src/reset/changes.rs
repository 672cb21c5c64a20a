//! What has to be written after an operation: the records that have changed since they were read, and no others, so that
//! its cost does not grow with the number of operations that ever were.
//!
//! Records of what is gone are deleted in time. Must never delete the newest epoch or snapshot: the next one's number
//! is the one after it.

use crate::store::records::{Change, Epoch, EpochState, Snapshot, SnapshotState, TenantState};

/// How many records of removed epochs are kept, so that `undo` can report what became of them.
pub(super) const GONE_MAX: usize = 8;

/// The changes that make the records that were read as `recorded` those of `state`.
pub(super) fn between(recorded: &TenantState, state: &TenantState) -> Vec<Change> {
    let (old_epochs, old_snapshots) = (purgeable_epochs(state), purgeable_snapshots(state));
    let is_new = |epoch: &&Epoch| recorded.epoch(epoch.number) != Some(*epoch) && !old_epochs.contains(&epoch.number);
    // Retired ones move before the live one, since only one may be live.
    let (live, others): (Vec<&Epoch>, Vec<&Epoch>) =
        state.epochs.iter().filter(is_new).partition(|epoch| epoch.state == EpochState::Live);
    let is_new = |snapshot: &&Snapshot| {
        recorded.snapshot(snapshot.number) != Some(*snapshot) && !old_snapshots.contains(&snapshot.number)
    };
    let snapshots = state.snapshots.iter().filter(is_new).cloned().map(Change::Snapshot);
    let mut changes: Vec<Change> = snapshots.collect();
    changes.extend(others.into_iter().chain(live).cloned().map(Change::Epoch));
    if state.tenant != recorded.tenant {
        changes.push(Change::Tenant(state.tenant.clone()));
    }
    changes.extend(old_epochs.into_iter().map(Change::PurgeEpoch));
    changes.extend(old_snapshots.into_iter().map(Change::PurgeSnapshot));
    changes
}

/// Epochs that have been gone for longest.
fn purgeable_epochs(state: &TenantState) -> Vec<u32> {
    let newest = state.next_epoch() - 1;
    let gone = state.epochs.iter().rev().filter(|epoch| epoch.state == EpochState::Gone && epoch.number != newest);
    gone.skip(GONE_MAX).map(|epoch| epoch.number).collect()
}

/// Snapshots that are gone, and that nothing which is there was made from.
fn purgeable_snapshots(state: &TenantState) -> Vec<u32> {
    let newest = state.next_snapshot() - 1;
    let is_needed =
        |number: u32| state.epochs.iter().any(|epoch| epoch.state != EpochState::Gone && epoch.snapshot == number);
    let gone = state.snapshots.iter().filter(|snapshot| snapshot.state == SnapshotState::Gone);
    gone.map(|snapshot| snapshot.number).filter(|&number| number != newest && !is_needed(number)).collect()
}
