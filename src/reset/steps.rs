//! The steps of each operation, from its lease to its receipt.

use super::commit::Ending;
use super::{Operations, Proof, Receipt, Run, clock, commit, policy};
use crate::digest::DatasetInputs;
use crate::plan::Plan;
use crate::store::records::{Change, Epoch, EpochState, Origin, Snapshot, SnapshotState, TenantState};
use crate::store::{
    BatchSource, CopiesToKeep, Dataset, ErrorKind, Lease, LiveMark, Place, Store, StoreError, StoredTable, Swap,
    TableProof, stored_tables, unless_busy,
};

impl<S: Store> Operations<'_, S> {
    pub(super) async fn up_steps(
        &self,
        run: &mut Run,
        plan: &Plan,
        source: &dyn BatchSource,
    ) -> Result<Receipt, StoreError> {
        let inputs = DatasetInputs::of(plan);
        if let Some(number) = self.seed_of(run, &inputs).await? {
            if self.is_there(run).await? && is_made_from(&run.state, &inputs) {
                return self.nothing_to_do(run).await;
            }
            return self.replace(run, Origin::Snapshot(number)).await;
        }
        let (number, watch) = (run.state.next_snapshot(), clock::Stopwatch::start());
        let dataset = Dataset { name: &plan.dataset, tables: &plan.tables, source };
        let built = self.store.build(&run.lease, number, dataset).await?;
        run.took("build", watch);
        let snapshot = Snapshot {
            number,
            state: SnapshotState::Sealed,
            inputs,
            schema: stored_tables(&plan.tables),
            tables: built.tables,
            bytes: built.bytes,
            seal: built.seal,
            created_us: self.now_us(),
            name: None,
        };
        self.store.record(&run.lease, vec![Change::Snapshot(snapshot.clone())]).await?;
        run.state.snapshots.push(snapshot);
        run.crash_point("3.built");
        self.replace(run, Origin::Snapshot(number)).await
    }

    pub(super) async fn reset_steps(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let number = run.state.seed().map(|seed| seed.number).ok_or_else(|| {
            StoreError::refused(format!("tenant \"{}\" has no seed snapshot", run.lease.tenant))
                .with_help("Create it with \"reseed up\".")
        })?;
        self.replace(run, Origin::Snapshot(number)).await
    }

    pub(super) async fn undo_steps(&self, run: &mut Run, epoch: Option<u32>) -> Result<Receipt, StoreError> {
        let now_us = self.now_us();
        let chosen = policy::undoable(&run.state, epoch, now_us);
        let number = chosen.map(|epoch| epoch.number).map_err(|why| {
            let refused = StoreError::refused(format!("tenant \"{}\": nothing to undo: {why}", run.lease.tenant));
            policy::undoable_words(&run.state, now_us).into_iter().fold(refused, StoreError::with_help)
        })?;
        self.replace(run, Origin::Epoch(number)).await
    }

    pub(super) async fn down_steps(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let hold = match run.hold.take() {
            Some(hold) => hold,
            // What a dead process had begun; writers may have come back since.
            None => self.store.hold_writers(&run.lease.tenant, self.policy.wait).await?,
        };
        self.store.drop_live(&run.lease, self.policy.patience()).await?;
        drop(hold);
        run.crash_point("3.live_removed");
        self.store.prune(&run.lease, &CopiesToKeep::default()).await?;
        self.store.purge_remains(&run.lease).await?;
        run.crash_point("4.copies_removed");
        self.ended(run).await
    }

    /// The seed snapshot made from `inputs`, if its copy is still what was sealed: a damaged one is rebuilt. So is one
    /// that brings constraints of an older version along, because it is what becomes live as it is.
    async fn seed_of(&self, run: &Run, inputs: &DatasetInputs) -> Result<Option<u32>, StoreError> {
        let Some(seed) = run.state.seed().filter(|seed| seed.inputs == *inputs) else { return Ok(None) };
        if !self.store.keeps_standbys() && seed.schema.iter().any(StoredTable::has_outdated_checks) {
            return Ok(None);
        }
        let is_sealed = self.store.is_sealed(&run.lease, Place::Snapshot(seed.number), &seed.seal).await?;
        Ok(is_sealed.then_some(seed.number))
    }

    /// Whether there is live data that applications can use.
    async fn is_there(&self, run: &Run) -> Result<bool, StoreError> {
        let mark = self.store.live_mark(&run.lease.tenant).await?;
        Ok(run.state.tenant.live.is_some() && matches!(mark, LiveMark::Epoch(_) | LiveMark::Unmarked))
    }

    /// Steps 3 to 7: a new epoch from `origin` becomes live.
    pub(super) async fn replace(&self, run: &mut Run, origin: Origin) -> Result<Receipt, StoreError> {
        let number = match run.state.standby(origin) {
            Some(ready) => self.use_standby(run, ready).await?,
            None => self.make_standby(run, origin).await?,
        };
        if let Err(error) = self.swap(run, number).await {
            if error.kind() != ErrorKind::Stale {
                return Err(error);
            }
            // The standby was sealed and then altered, or the shared tables were: a new one fits.
            self.prune_standby(run, number, error.to_string()).await?;
            let number = self.make_standby(run, origin).await?;
            self.swap(run, number).await?;
        }
        run.crash_point("5.swapped");
        self.commit(run, Ending::Swapped).await
    }

    async fn swap(&self, run: &mut Run, epoch: u32) -> Result<(), StoreError> {
        let prove = match self.policy.proof {
            Proof::SealedBytes | Proof::Log => None,
            Proof::ReadBack => {
                let standby = run.state.epoch(epoch);
                standby.and_then(|standby| run.state.made_from(standby)).cloned()
            }
        };
        let (retire, preference) = (run.state.tenant.live, self.policy.preference);
        let swap = Swap { epoch, retire, patience: self.policy.patience(), prove, preference };
        let watch = clock::Stopwatch::start();
        let swapped = self.store.swap(&run.lease, &swap).await?;
        let (all_ms, wait_ms) = (watch.ms(), swapped.before_ms + swapped.lock_wait_ms);
        run.took_ms("wait", wait_ms);
        run.took_ms("standby", 0.0);
        run.took_ms("swap", (all_ms - wait_ms).max(0.0));
        run.swapped = Some(swapped);
        Ok(())
    }

    /// Assigns a standby that was made ahead to the operation.
    async fn use_standby(&self, run: &mut Run, number: u32) -> Result<u32, StoreError> {
        if run.operation.epoch != Some(number) {
            run.operation.epoch = Some(number);
            self.store.record(&run.lease, vec![Change::Operation(run.operation.clone())]).await?;
        }
        Ok(number)
    }

    /// Makes the operation's standby and gives its number.
    async fn make_standby(&self, run: &mut Run, origin: Origin) -> Result<u32, StoreError> {
        let begun = new_epoch(&run.state, origin, self.now_us())?;
        run.operation.epoch = Some(begun.number);
        self.store
            .record(&run.lease, vec![Change::Operation(run.operation.clone()), Change::Epoch(begun.clone())])
            .await?;
        run.crash_point("3.staging");
        let watch = clock::Stopwatch::start();
        let mut epoch = self.stage(&run.lease, &run.state, begun).await?;
        run.took("standby", watch);
        epoch.tables = self.read_restored(run, &epoch).await?;
        self.store.record(&run.lease, vec![Change::Epoch(epoch.clone())]).await?;
        run.crash_point("3.standby");
        let number = epoch.number;
        run.state.epochs.push(epoch);
        Ok(number)
    }

    /// Makes the copy of an epoch that is recorded as begun.
    pub(super) async fn stage(&self, lease: &Lease, state: &TenantState, begun: Epoch) -> Result<Epoch, StoreError> {
        let (place, seal) = source_of(state, begun.origin)?;
        self.store.stage(lease, place, &seal, begun.number, self.policy.preference).await?;
        Ok(Epoch { state: EpochState::Standby, ..begun })
    }

    async fn prune_standby(&self, run: &mut Run, number: u32, why: String) -> Result<(), StoreError> {
        for epoch in run.state.epochs.iter_mut().filter(|epoch| epoch.number == number) {
            commit::mark_gone(epoch, self.now_us(), why.clone());
            self.store.record(&run.lease, vec![Change::Epoch(epoch.clone())]).await?;
        }
        unless_busy(self.store.prune(&run.lease, &self.kept(&run.state)).await).map(drop)
    }

    /// The rows of a standby that undo restores: they have not been read since the tenant wrote them. Costs O(rows),
    /// which a reset does not: its rows were read when the snapshot was sealed. None where they cannot be read; they
    /// are restored even so.
    async fn read_restored(&self, run: &mut Run, standby: &Epoch) -> Result<Option<Vec<TableProof>>, StoreError> {
        let Some(snapshot) = run.state.made_from(standby) else { return Ok(None) };
        if matches!(standby.origin, Origin::Snapshot(_)) {
            return Ok(None);
        }
        let watch = clock::Stopwatch::start();
        let read = self.store.read_copy(&run.lease, Place::Standby(standby.number), snapshot).await;
        run.took("read", watch);
        match read {
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            read => Ok(read.ok()),
        }
    }
}

/// Whether the live data was made from these inputs, whatever the tenant has done to it since. After an undo it may
/// have been made from others, though the seed is still the one that is wanted.
fn is_made_from(state: &TenantState, inputs: &DatasetInputs) -> bool {
    state.live().and_then(|live| state.made_from(live)).is_some_and(|snapshot| snapshot.inputs == *inputs)
}

pub(super) fn new_epoch(state: &TenantState, origin: Origin, now_us: i64) -> Result<Epoch, StoreError> {
    let snapshot = state.snapshot_of(origin).ok_or_else(|| lacks(state, origin))?;
    Ok(Epoch {
        number: state.next_epoch(),
        state: EpochState::Building,
        origin,
        snapshot,
        damaged: false,
        bytes: 0,
        seal: None,
        tables: None,
        since_us: now_us,
        undo_until_us: None,
        note: None,
    })
}

fn lacks(state: &TenantState, origin: Origin) -> StoreError {
    StoreError::damaged(format!("tenant \"{}\": the records lack {origin:?}", state.tenant.name))
}

/// The copy that an epoch is made from, and the hash that its bytes must have.
pub(super) fn source_of(state: &TenantState, origin: Origin) -> Result<(Place, String), StoreError> {
    let found = match origin {
        Origin::Snapshot(number) => {
            state.snapshot(number).map(|snapshot| (Place::Snapshot(number), snapshot.seal.clone()))
        }
        Origin::Epoch(number) => {
            state.epoch(number).and_then(|epoch| epoch.seal.clone()).map(|seal| (Place::Retired(number), seal))
        }
    };
    found.ok_or_else(|| lacks(state, origin))
}
