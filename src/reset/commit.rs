//! After the swap: the records follow the live data, and what is no longer needed is removed.
//!
//! The same code ends an operation that went through and one that was found half-done after a crash.

use super::policy::{Proof, Removed};
use super::{NextStandby, Operations, Receipt, Run, clock, policy};
use crate::digest::{self, dataset_digest};
use crate::store::records::{
    Change, Epoch, EpochState, OperationKind, OperationState, Origin, Snapshot, SnapshotState, Tenant, TenantState,
};
use crate::store::{CopiesToKeep, Place, RetiredState, StateBefore, Store, StoreError, SwapReport, TableProof};

/// The note of an `up` that had nothing to do.
pub const UNCHANGED: &str = "inputs unchanged; live data left as it is";

/// How an operation came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It went through.
    Swapped,
    /// No reply to its swap; the live data shows that it committed.
    AnswerLost,
    /// Its process died after the swap; the live data shows that it committed.
    ProcessDied,
}

impl<S: Store> Operations<'_, S> {
    /// Steps 6 and 7 of an operation whose epoch is live.
    pub(super) async fn commit(&self, run: &mut Run, ending: Ending) -> Result<Receipt, StoreError> {
        let retired = match run.state.tenant.live {
            Some(number) => Some(self.store.retired(&run.lease, number).await?),
            None => None,
        };
        // Without the swap's reply it is unknown what the tenant has written since.
        let stamp = run.swapped.as_ref().and_then(|swapped| swapped.stamp.clone());
        let mut receipt = self.receipt(run, true).await?;
        receipt.before = retired.as_ref().map(|retired| retired.before);
        self.prove(run, &mut receipt);
        self.move_epochs(run, retired, stamp, &mut receipt);
        describe(ending, &mut receipt);
        receipt.standby = if ending == Ending::ProcessDied { None } else { self.next_standby(run).await };
        let changes = self.changes(run, &mut receipt)?;
        self.store.record(&run.lease, changes).await?;
        run.crash_point("6.recorded");
        if let (Some(audience), true) = (self.audience, ending != Ending::ProcessDied) {
            audience.recorded(&receipt);
        }
        self.prune_or_note(run, &mut receipt).await;
        run.crash_point("7.cleaned");
        Ok(receipt)
    }

    /// Who makes the standby for the next reset, where one is wanted.
    async fn next_standby(&self, run: &Run) -> Option<NextStandby> {
        let audience = self.audience.filter(|_| self.store.keeps_standbys() && self.policy.standbys > 0)?;
        // That it is not known is no reason to fail.
        let announced = self.store.standby_maker(&run.lease).await.ok().flatten();
        Some(announced.map_or_else(|| audience.next_standby(), |holder| NextStandby::Reconcile { holder }))
    }

    /// Ends an operation that found everything as wanted; what has expired is removed even so.
    pub(super) async fn nothing_to_do(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let (mut receipt, now_us) = (self.receipt(run, false).await?, self.now_us());
        if let Some(seed) = run.state.seed() {
            receipt.seal = Some(seed.seal.clone());
            say_tables(&mut receipt.made, &seed.tables);
        }
        receipt.epoch = run.state.tenant.live;
        receipt.notes.push(UNCHANGED.to_owned());
        let (seed, before_us) = (run.state.tenant.seed, run.state.tenant.expires_us);
        policy::renew(&mut run.state.tenant, run.operation.lifetime_us, seed, now_us);
        say_end(&mut receipt, &run.state.tenant, now_us);
        if run.state.tenant.expires_us != before_us {
            receipt.notes.push(format!("previous expiry: {}", end_words(before_us)));
        }
        receipt.removed = self.prune_retired(&mut run.state, now_us);
        let changes = self.changes(run, &mut receipt)?;
        self.store.record(&run.lease, changes).await?;
        self.prune_or_note(run, &mut receipt).await;
        Ok(receipt)
    }

    /// Ends `down`, when all copies are gone.
    pub(super) async fn ended(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let mut receipt = self.receipt(run, true).await?;
        self.finish(run, &mut receipt, OperationState::Done)?;
        let changes = vec![Change::Operation(run.operation.clone()), Change::PurgeTenant];
        self.store.record(&run.lease, changes).await?;
        run.crash_point("5.recorded");
        Ok(receipt)
    }

    /// Prunes the copies that the records no longer know; only then is the operation done.
    pub(super) async fn prune(&self, run: &mut Run) -> Result<(), StoreError> {
        self.store.prune(&run.lease, &self.kept(&run.state)).await?;
        run.operation.state = OperationState::Done;
        self.store.record(&run.lease, vec![Change::Operation(run.operation.clone())]).await
    }

    /// The same; what cannot be pruned now is pruned by the next operation: the effect stands either way.
    pub(super) async fn prune_or_note(&self, run: &mut Run, receipt: &mut Receipt) {
        if let Err(error) = self.prune(run).await {
            receipt.notes.push(format!("the next operation cleans up: {error}"));
        }
    }

    /// What was made live, as far as the records show. Nothing in here undoes the swap, so nothing in here fails.
    fn prove(&self, run: &Run, receipt: &mut Receipt) {
        let Some(epoch) = run.operation.epoch.and_then(|number| run.state.epoch(number)) else { return };
        (receipt.epoch, receipt.origin, receipt.proof) =
            (Some(epoch.number), Some(epoch.origin), Some(Proof::SealedBytes));
        let Some(snapshot) = run.state.made_from(epoch) else { return };
        receipt.made.inputs = snapshot.inputs.clone();
        if let Origin::Epoch(number) = epoch.origin {
            receipt.seal = run.state.epoch(number).and_then(|source| source.seal.clone());
            match &epoch.tables {
                Some(tables) => say_tables(&mut receipt.made, tables),
                None => receipt.notes.push("the rows of this state cannot be read, so it has no digests".to_owned()),
            }
            return;
        }
        receipt.seal = Some(snapshot.seal.clone());
        say_tables(&mut receipt.made, &snapshot.tables);
        if self.policy.proof == Proof::ReadBack {
            match run.swapped.as_ref().and_then(|swapped| swapped.proven.as_ref()) {
                Some(proven) if *proven == snapshot.tables => receipt.proof = Some(Proof::ReadBack),
                Some(read) => {
                    receipt.proof = None;
                    say_tables(&mut receipt.made, read);
                    receipt.notes.push("the rows at the swap differ from the seed's: run \"reseed verify\"".to_owned());
                }
                None => receipt.notes.push("the rows could not be read as of the swap".to_owned()),
            }
        }
    }

    /// The new epoch is live, the one before is retired, what it was made from is used up, what expired is removed.
    fn move_epochs(&self, run: &mut Run, retired: Option<RetiredState>, stamp: Option<String>, receipt: &mut Receipt) {
        let now_us = self.now_us();
        let (before, after) = (run.state.tenant.live, run.operation.epoch);
        let origin = receipt.origin;
        for epoch in &mut run.state.epochs {
            if Some(epoch.number) == after {
                (epoch.state, epoch.since_us) = (EpochState::Live, now_us);
            } else if Some(epoch.number) == before {
                retire(epoch, retired.as_ref(), now_us, clock::after(now_us, self.policy.undo_window));
            } else if origin == Some(Origin::Epoch(epoch.number)) {
                mark_gone(epoch, now_us, format!("restored as epoch {}", after.unwrap_or_default()));
            }
        }
        run.state.tenant.live = after;
        run.state.tenant.stamp = stamp;
        let tenant = &mut run.state.tenant;
        if let (Some(Origin::Snapshot(number)), OperationKind::Up) = (origin, run.operation.kind) {
            policy::renew(tenant, run.operation.lifetime_us, Some(number), now_us);
        }
        say_end(receipt, tenant, now_us);
        prune_snapshots(&mut run.state);
        prune_unfinished(&mut run.state, now_us);
        receipt.removed = self.prune_retired(&mut run.state, now_us);
        let newest = run.state.retired().find(|epoch| !epoch.damaged);
        receipt.retired = newest.map(|epoch| epoch.number);
        receipt.undo_until = newest.and_then(|epoch| epoch.undo_until_us).map(clock::rfc3339);
    }

    /// Moves the retired epochs that the policy no longer keeps to `gone`, and names them.
    pub(super) fn prune_retired(&self, state: &mut TenantState, now_us: i64) -> Vec<Removed> {
        let removed = policy::no_longer_kept(&self.policy, state.retired(), now_us);
        for epoch in &mut state.epochs {
            if let Some(removed) = removed.iter().find(|removed| removed.epoch == epoch.number) {
                mark_gone(epoch, now_us, removed.why.clone());
            }
        }
        removed
    }

    /// The copies that the records know.
    pub(super) fn kept(&self, state: &TenantState) -> CopiesToKeep {
        let snapshots = state.snapshots.iter().filter(|snapshot| snapshot.state == SnapshotState::Sealed);
        let snapshots = snapshots.map(|snapshot| Place::Snapshot(snapshot.number));
        let standbys: Vec<u32> =
            state.tenant.seed.into_iter().flat_map(|seed| state.standbys(Origin::Snapshot(seed))).collect();
        let wants_spare = state.tenant.seed.is_some() && standbys.len() < self.policy.standbys;
        let retired = state.retired().map(|epoch| Place::Retired(epoch.number));
        let places = snapshots.chain(standbys.into_iter().map(Place::Standby)).chain(retired).collect();
        CopiesToKeep { places, wants_spare }
    }

    /// What the run has changed, and the operation with its receipt.
    pub(super) fn changes(&self, run: &mut Run, receipt: &mut Receipt) -> Result<Vec<Change>, StoreError> {
        self.finish(run, receipt, OperationState::Recorded)?;
        let mut changes = run.changes();
        changes.push(Change::Operation(run.operation.clone()));
        Ok(changes)
    }

    /// The operation ends now, with this receipt. For a caller who is there all of its time counts.
    fn finish(&self, run: &mut Run, receipt: &mut Receipt, state: OperationState) -> Result<(), StoreError> {
        let (operation, now_us) = (&mut run.operation, self.now_us());
        let since_request_ms = (now_us - operation.started_us) as f64 / 1000.0;
        let total_ms = run.watch.map_or(since_request_ms, |watch| self.connect_ms.unwrap_or_default() + watch.ms());
        receipt.ended = clock::rfc3339(now_us);
        receipt.made.durations_ms.insert("total".to_owned(), total_ms);
        let json = serde_json::to_value(receipt);
        operation.receipt =
            Some(json.map_err(|error| StoreError::machine(format!("could not write the receipt: {error}")))?);
        (operation.state, operation.error, operation.ended_us) = (state, None, Some(now_us));
        Ok(())
    }

    pub(super) async fn receipt(&self, run: &Run, changed: bool) -> Result<Receipt, StoreError> {
        let operation = &run.operation;
        let inputs = run.state.seed().map(|seed| seed.inputs.clone()).unwrap_or_default();
        // After a swap nothing that only reports may fail.
        let (url, unknown) = match self.store.url_under(&run.lease).await {
            Ok(url) => (url, None),
            Err(error) if run.swapped.is_some() => (String::new(), Some(format!("its address is unknown: {error}"))),
            Err(error) => return Err(error),
        };
        Ok(Receipt {
            made: digest::DatasetReceipt::new(operation.kind.word(), inputs, Vec::new(), run.durations_ms.clone()),
            number: operation.id,
            key: operation.key.clone(),
            url,
            changed,
            replayed: false,
            epoch: None,
            origin: None,
            seal: None,
            proof: None,
            swap: run.swapped.clone().map(|swapped| SwapReport { stamp: None, proven: None, ..swapped }),
            before: None,
            retired: None,
            undo_until: None,
            standby: None,
            removed: Vec::new(),
            expires: None,
            has_expired: false,
            notes: unknown.into_iter().collect(),
            started: clock::rfc3339(operation.started_us),
            ended: String::new(),
        })
    }
}

pub(super) fn say_tables(made: &mut digest::DatasetReceipt, tables: &[TableProof]) {
    made.tables = tables.iter().map(|proof| proof.table.clone()).collect();
    made.digest = dataset_digest(&made.tables);
}

fn say_end(receipt: &mut Receipt, tenant: &Tenant, now_us: i64) {
    receipt.expires = tenant.expires_us.map(clock::rfc3339);
    receipt.has_expired = policy::has_expired(tenant, now_us);
}

/// `never`, or an instant.
fn end_words(expires_us: Option<i64>) -> String {
    expires_us.map_or("never".to_owned(), clock::rfc3339)
}

/// A snapshot that is neither the seed nor the tenant's own is of no use.
pub(super) fn prune_snapshots(state: &mut TenantState) {
    let seed = state.tenant.seed;
    let unused = |snapshot: &&mut Snapshot| Some(snapshot.number) != seed && snapshot.name.is_none();
    for snapshot in state.snapshots.iter_mut().filter(unused) {
        snapshot.state = SnapshotState::Gone;
    }
}

/// Epochs that were never finished, and standbys of another snapshot than the seed, are of no use.
pub(super) fn prune_unfinished(state: &mut TenantState, now_us: i64) {
    let seed = state.tenant.seed.map(Origin::Snapshot);
    for epoch in &mut state.epochs {
        match epoch.state {
            EpochState::Building => mark_gone(epoch, now_us, "it was never finished".to_owned()),
            EpochState::Standby if Some(epoch.origin) != seed => {
                mark_gone(epoch, now_us, "the seed has changed".to_owned())
            }
            _ => {}
        }
    }
}

/// An epoch's copies are no longer kept.
pub(super) fn mark_gone(epoch: &mut Epoch, now_us: i64, why: String) {
    (epoch.state, epoch.since_us, epoch.note) = (EpochState::Gone, now_us, Some(why));
    (epoch.bytes, epoch.seal, epoch.tables) = (0, None, None);
}

/// What was live is kept for undo, if it was there at all.
pub(super) fn retire(epoch: &mut Epoch, retired: Option<&RetiredState>, now_us: i64, until_us: i64) {
    match retired.filter(|retired| retired.before != StateBefore::Missing) {
        None => {
            mark_gone(epoch, now_us, "its live data was missing".to_owned());
            // It was live, and the time in which it could be restored ends with that.
            epoch.undo_until_us = Some(now_us);
        }
        Some(retired) => {
            (epoch.state, epoch.since_us, epoch.undo_until_us) = (EpochState::Retired, now_us, Some(until_us));
            (epoch.damaged, epoch.bytes) = (retired.before == StateBefore::Damaged, retired.bytes);
            // What the tenant has done to it since is not in what was read then.
            (epoch.seal, epoch.tables) = (retired.seal.clone(), None);
        }
    }
}

fn describe(ending: Ending, receipt: &mut Receipt) {
    match receipt.before {
        Some(StateBefore::Missing) => {
            receipt.notes.push("the live data was missing, so nothing is kept for undo".to_owned())
        }
        Some(StateBefore::Damaged) => {
            let note = "the live data was damaged; the remains are kept, but undo cannot restore them";
            receipt.notes.push(note.to_owned());
        }
        Some(StateBefore::Kept) | None => {}
    }
    let note = match ending {
        Ending::Swapped => return,
        Ending::AnswerLost => "no reply to the swap; the live data confirms that it committed",
        Ending::ProcessDied => "the process of this operation died after the swap; a later command finished it",
    };
    receipt.notes.push(note.to_owned());
}
