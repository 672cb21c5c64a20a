//! What an operation that did not end left behind: completed if its swap happened, else as if it had never been.
//!
//! Only the holder of the tenant's lease settles, so every open operation it finds has no process any more (or one that
//! has not got the lease yet, and has touched nothing).

use super::commit::{self, Ending};
use super::{Operations, Receipt, Run, clock, steps};
use crate::store::records::{Change, Epoch, EpochState, Operation, OperationKind, OperationState, TenantState};
use crate::store::{ErrorKind, Lease, LiveMark, StateBefore, Store, StoreError, TenantName, unless_busy};

/// What the live data shows about an operation's swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Happened,
    DidNot,
    /// The live data is neither the state before nor what was to become live: the tenant has written to it, or to its
    /// mark. What was saved is kept.
    Unclear,
}

impl<S: Store> Operations<'_, S> {
    /// Settles every open operation of the tenant, except the pending one with `key`; gives how many there were, and what is
    /// recorded then: nothing of a tenant whose record is deleted.
    pub(super) async fn settle_others(
        &self,
        lease: &Lease,
        key: &str,
    ) -> Result<(usize, Option<TenantState>), StoreError> {
        let Some(mut state) = self.store.state_under(lease).await? else { return Ok((0, None)) };
        let is_dead = |operation: &Operation| operation.state != OperationState::Pending || operation.key != key;
        let dead: Vec<Operation> =
            state.open_operations.iter().filter(|operation| is_dead(operation)).cloned().collect();
        let (mut settled, has_dead) = (0, !dead.is_empty());
        for operation in dead {
            settled += usize::from(operation.key != key);
            match operation.state {
                OperationState::Pending => {
                    let failed = failed(operation, "it never got the tenant's lease", self.now_us());
                    self.store.record(lease, vec![Change::Operation(failed)]).await?;
                }
                _ => {
                    let mut run = Run::new(lease.share(), operation, self.known(&lease.tenant).await?);
                    self.settle(&mut run, "its process ended before it did", Ending::ProcessDied).await?;
                }
            }
        }
        if has_dead {
            let Some(settled_state) = self.store.state_under(lease).await? else { return Ok((settled, None)) };
            state = settled_state;
        }
        if is_unmade(&state, key) {
            self.store.purge_remains(lease).await?;
            self.store.record(lease, vec![Change::PurgeTenant]).await?;
            return Ok((settled, None));
        }
        Ok((settled, Some(state)))
    }

    /// Settles what dead processes left, if no operation is running; then gives the tenant's records.
    pub(super) async fn settled(&self, tenant: &TenantName) -> Result<TenantState, StoreError> {
        let state = self.known(tenant).await?;
        if state.open_operations.iter().all(|operation| operation.state == OperationState::Pending) {
            return Ok(state);
        }
        match self.store.lease_for_upkeep(tenant, std::time::Duration::ZERO).await {
            Ok(lease) => match self.settle_others(&lease, "").await {
                // Others hold what it needs, so a later command settles it.
                Err(error) if error.kind() == ErrorKind::Busy => return Ok(state),
                settled => settled.map(drop)?,
            },
            // Another command is running on it: what is recorded is the truth so far.
            Err(_) => return Ok(state),
        }
        self.known(tenant).await
    }

    /// Ends an operation that failed or whose process died, from what is recorded now; gives its receipt if it went
    /// through even so.
    pub(super) async fn settle(&self, run: &mut Run, why: &str, ending: Ending) -> Result<Option<Receipt>, StoreError> {
        match run.operation.state {
            // Another process has ended it.
            OperationState::Done | OperationState::Failed => return super::receipt_of(&run.operation),
            OperationState::Recorded => {
                unless_busy(self.prune(run).await)?;
                return super::receipt_of(&run.operation);
            }
            OperationState::Pending | OperationState::Running => {}
        }
        if run.operation.kind == OperationKind::Down {
            return self.settle_removal(run, why).await;
        }
        match self.outcome(run).await? {
            Outcome::Happened => self.commit(run, ending).await.map(Some),
            Outcome::DidNot => self.roll_back(run, why).await.map(|()| None),
            Outcome::Unclear => self.keep_both(run).await.map(|()| None),
        }
    }

    /// A removal is resumed only if the live data is already gone: before that its caller may have got an error.
    async fn settle_removal(&self, run: &mut Run, why: &str) -> Result<Option<Receipt>, StoreError> {
        if self.store.live_mark(&run.lease.tenant).await? == LiveMark::Missing {
            return self.down_steps(run).await.map(Some);
        }
        let failed = failed(run.operation.clone(), why, self.now_us());
        self.store.record(&run.lease, vec![Change::Operation(failed)]).await.map(|()| None)
    }

    async fn outcome(&self, run: &Run) -> Result<Outcome, StoreError> {
        if run.swapped.is_some() {
            return Ok(Outcome::Happened);
        }
        let Some(epoch) = run.operation.epoch.and_then(|number| run.state.epoch(number)) else {
            return Ok(Outcome::DidNot);
        };
        if epoch.state != EpochState::Standby {
            return Ok(Outcome::DidNot);
        }
        let live = run.state.tenant.live;
        Ok(match self.store.live_mark(&run.lease.tenant).await? {
            // Tables that were dropped since prove nothing about the swap.
            LiveMark::Epoch(number) | LiveMark::Damaged(Some(number)) if number == epoch.number => {
                let (from, seal) = steps::source_of(&run.state, epoch.origin)?;
                let confirmed = self.store.confirm_swap(&run.lease, from, &seal).await?;
                if confirmed { Outcome::Happened } else { Outcome::Unclear }
            }
            LiveMark::Epoch(number) if Some(number) == live => Outcome::DidNot,
            LiveMark::Missing | LiveMark::Damaged(_) => Outcome::DidNot,
            LiveMark::Epoch(_) | LiveMark::Unmarked => match live {
                Some(number) if self.store.retired(&run.lease, number).await?.before == StateBefore::Kept => {
                    Outcome::Unclear
                }
                // The state before is saved before the swap: nothing saved, nothing swapped.
                _ => Outcome::DidNot,
            },
        })
    }

    async fn roll_back(&self, run: &mut Run, why: &str) -> Result<(), StoreError> {
        let now_us = self.now_us();
        // A standby of the seed that is ready stays so.
        let stays = self.store.keeps_standbys();
        if let Some(epoch) = epoch_of(run).filter(|epoch| !stays || epoch.state != EpochState::Standby) {
            commit::mark_gone(epoch, now_us, "its operation failed".to_owned());
        }
        commit::prune_snapshots(&mut run.state);
        commit::prune_unfinished(&mut run.state, now_us);
        let operation = failed(run.operation.clone(), why, self.now_us());
        let pruned = self.store.prune(&run.lease, &self.kept(&run.state)).await;
        let mut changes = vec![Change::Operation(operation)];
        if run.state.tenant.live.is_none() {
            // Once the tenant's record is deleted its copies are unknown.
            pruned?;
            self.store.purge_remains(&run.lease).await?;
            changes.push(Change::PurgeTenant);
        } else {
            unless_busy(pruned)?;
            changes.extend(run.changes());
        }
        self.store.record(&run.lease, changes).await
    }

    /// It is not certain that the swap happened: what was saved stays undoable, the operation counts as failed.
    async fn keep_both(&self, run: &mut Run) -> Result<(), StoreError> {
        let now_us = self.now_us();
        let before = run.state.tenant.live;
        if let Some(number) = before {
            let retired = self.store.retired(&run.lease, number).await?;
            let until_us = clock::after(now_us, self.policy.undo_window);
            for epoch in run.state.epochs.iter_mut().filter(|epoch| epoch.number == number) {
                commit::retire(epoch, Some(&retired), now_us, until_us);
            }
        }
        if let Some(epoch) = epoch_of(run) {
            (epoch.state, epoch.since_us) = (EpochState::Live, now_us);
        }
        run.state.tenant.live = run.operation.epoch;
        run.state.tenant.stamp = None;
        let why =
            "its process died, and the live data does not show whether the swap happened; the previous state is kept";
        let mut changes = run.changes();
        changes.push(Change::Operation(failed(run.operation.clone(), why, self.now_us())));
        self.store.record(&run.lease, changes).await
    }
}

/// Whether nothing is left of the tenant but its name, by an `up` that died before it had begun, and the request with `key`
/// is not about to make the tenant.
fn is_unmade(state: &TenantState, key: &str) -> bool {
    let wants = |operation: &Operation| operation.key == key && operation.kind == OperationKind::Up;
    let is_wanted = state.open_operations.iter().any(wants);
    !is_wanted && state.tenant.live.is_none() && state.epochs.is_empty() && state.snapshots.is_empty()
}

fn epoch_of(run: &mut Run) -> Option<&mut Epoch> {
    let number = run.operation.epoch?;
    run.state.epochs.iter_mut().find(|epoch| epoch.number == number)
}

pub(super) fn failed(mut operation: Operation, why: &str, now_us: i64) -> Operation {
    (operation.state, operation.error) = (OperationState::Failed, Some(why.to_owned()));
    operation.ended_us = Some(now_us);
    operation
}
