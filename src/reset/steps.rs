//! The steps of each operation, from its lease to its receipt.

use super::commit::Ending;
use super::{Operations, Policy, Proof, Receipt, Run, clock, commit, policy};
use crate::digest::Inputs;
use crate::plan::Plan;
use crate::store::records::{Change, Epoch, EpochState, Origin, Place, Snapshot, SnapshotState, TenantState};
use crate::store::{
    BatchSource, Dataset, ErrorKind, Lease, LiveMark, Store, StoreError, Swap, TableProof, TenantName, keep, restore,
};

impl<S: Store> Operations<'_, S> {
    pub(super) async fn up_steps(
        &self,
        run: &mut Run,
        plan: &Plan,
        source: &dyn BatchSource,
    ) -> Result<Receipt, StoreError> {
        let inputs = Inputs::of(plan);
        if let Some(number) = self.seed_of(run, &inputs).await? {
            if self.is_there(run).await? && is_made_from(&run.state, &inputs) {
                return self.nothing_to_do(run).await;
            }
            return self.replace(run, Origin::Snapshot(number), "4").await;
        }
        let (number, watch) = (run.state.next_snapshot(), clock::Stopwatch::start());
        let dataset = Dataset { name: &plan.dataset, tables: &plan.tables, source };
        let built = self.store.build(&run.lease, number, dataset).await?;
        run.took("build", watch);
        let snapshot = Snapshot {
            number,
            state: SnapshotState::Sealed,
            inputs,
            schema: keep(&plan.tables),
            tables: built.tables,
            bytes: built.bytes,
            seal: built.seal,
            created_us: clock::now_us(),
        };
        self.store.record(&run.lease, vec![Change::Snapshot(snapshot.clone())]).await?;
        run.state.snapshots.push(snapshot);
        run.crash_point("3.built");
        self.replace(run, Origin::Snapshot(number), "4").await
    }

    pub(super) async fn reset_steps(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let number = run.state.seed().map(|seed| seed.number).ok_or_else(|| {
            StoreError::refused(format!("tenant \"{}\" has no seed snapshot", run.lease.tenant))
                .hint("Create it with `reseed up`.")
        })?;
        self.replace(run, Origin::Snapshot(number), "3").await
    }

    pub(super) async fn undo_steps(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        let chosen = policy::undoable(&run.state, clock::now_us());
        let number = chosen.map(|epoch| epoch.number).map_err(|why| {
            StoreError::refused(format!("tenant \"{}\": nothing to undo: {why}", run.lease.tenant))
                .hint("Nothing has changed.")
        })?;
        self.replace(run, Origin::Epoch(number), "3").await
    }

    pub(super) async fn down_steps(&self, run: &mut Run) -> Result<Receipt, StoreError> {
        self.store.remove_live(&run.lease).await?;
        run.crash_point("3.live_removed");
        self.store.sweep(&run.lease, &[]).await?;
        self.store.forget_lease(&run.lease).await?;
        run.crash_point("4.files_removed");
        self.ended(run).await
    }

    /// The seed snapshot made from `inputs`, if its copy is still what was sealed: a damaged one is made again.
    async fn seed_of(&self, run: &Run, inputs: &Inputs) -> Result<Option<u32>, StoreError> {
        let Some(seed) = run.state.seed().filter(|seed| seed.inputs == *inputs) else { return Ok(None) };
        let is_sealed = self.store.is_sealed(&run.lease, Place::Snapshot(seed.number), &seed.seal).await?;
        Ok(is_sealed.then_some(seed.number))
    }

    /// Whether there is live data that applications can use.
    async fn is_there(&self, run: &Run) -> Result<bool, StoreError> {
        let mark = self.store.live_mark(&run.lease.tenant).await?;
        Ok(run.state.tenant.live.is_some() && matches!(mark, LiveMark::Epoch(_) | LiveMark::Unmarked))
    }

    /// Steps 3 to 7: a new epoch from `origin` becomes live. `step` is the number of the standby step.
    async fn replace(&self, run: &mut Run, origin: Origin, step: &str) -> Result<Receipt, StoreError> {
        let number = match run.state.standby(origin) {
            Some(ready) => self.use_standby(run, ready).await?,
            None => self.make_standby(run, origin, step).await?,
        };
        if let Err(error) = self.swap(run, number).await {
            if error.kind() != ErrorKind::Stale {
                return Err(error);
            }
            // The shared tables were altered after the standby was made: a new one fits them.
            self.give_up_standby(run, number).await?;
            let number = self.make_standby(run, origin, step).await?;
            self.swap(run, number).await?;
        }
        run.crash_point("5.swapped");
        self.commit(run, Ending::Swapped).await
    }

    async fn swap(&self, run: &mut Run, epoch: u32) -> Result<(), StoreError> {
        let Policy { wait, blockers, grace, .. } = self.policy;
        let prove = match self.policy.proof {
            Proof::SealedBytes => None,
            Proof::ReadBack => {
                let origin = run.state.epoch(epoch).map(|epoch| epoch.origin);
                let snapshot = origin.and_then(|origin| run.state.made_from(origin));
                snapshot.map(|snapshot| restore(&snapshot.schema)).transpose()?
            }
        };
        let swap = Swap { epoch, retire: run.state.tenant.live, wait, blockers, grace, prove };
        let watch = clock::Stopwatch::start();
        run.swapped = Some(self.store.swap(&run.lease, &swap).await?);
        run.took("swap", watch);
        Ok(())
    }

    /// Lets the operation have a standby that was made ahead.
    async fn use_standby(&self, run: &mut Run, number: u32) -> Result<u32, StoreError> {
        run.operation.epoch = Some(number);
        self.store.record(&run.lease, vec![Change::Operation(run.operation.clone())]).await?;
        Ok(number)
    }

    /// Makes the operation's standby and gives its number.
    async fn make_standby(&self, run: &mut Run, origin: Origin, step: &str) -> Result<u32, StoreError> {
        let begun = new_epoch(run.state.next_epoch(), origin);
        run.operation.epoch = Some(begun.number);
        self.store
            .record(&run.lease, vec![Change::Operation(run.operation.clone()), Change::Epoch(begun.clone())])
            .await?;
        run.crash_point(&format!("{step}.staging"));
        let watch = clock::Stopwatch::start();
        let mut epoch = self.stage(&run.lease, &run.state, begun).await?;
        run.took("stage", watch);
        epoch.tables = self.read_restored(run, &epoch).await?;
        self.store.record(&run.lease, vec![Change::Epoch(epoch.clone())]).await?;
        run.crash_point(&format!("{step}.standby"));
        let number = epoch.number;
        run.state.epochs.push(epoch);
        Ok(number)
    }

    /// Makes the copy of an epoch that is recorded as begun.
    async fn stage(&self, lease: &Lease, state: &TenantState, begun: Epoch) -> Result<Epoch, StoreError> {
        let (place, seal) = source_of(state, begun.origin)?;
        self.store.stage(lease, place, &seal, begun.number).await?;
        Ok(Epoch { state: EpochState::Standby, ..begun })
    }

    async fn give_up_standby(&self, run: &mut Run, number: u32) -> Result<(), StoreError> {
        for epoch in run.state.epochs.iter_mut().filter(|epoch| epoch.number == number) {
            commit::gone(epoch, clock::now_us(), "the shared tables were altered".to_owned());
            self.store.record(&run.lease, vec![Change::Epoch(epoch.clone())]).await?;
        }
        self.store.sweep(&run.lease, &commit::kept(&run.state)).await.map(drop)
    }

    /// Makes the standbys that the policy wants ahead of the next reset, in stores where that makes it cheaper; gives
    /// how many were made.
    ///
    /// # Errors
    /// `NotFound` without such a tenant, `Busy` while somebody is at work on it. The live data is not touched.
    pub async fn warm(&self, tenant: &TenantName) -> Result<usize, StoreError> {
        if !self.store.keeps_standbys() {
            return Ok(0);
        }
        self.known(tenant).await?;
        let lease = self.store.lease(tenant, self.policy.wait, clock::now_us()).await?;
        self.settle_others(&lease, "").await?;
        let mut state = self.known(tenant).await?;
        let Some(origin) = state.tenant.seed.map(Origin::Snapshot) else { return Ok(0) };
        commit::forget_unfinished(&mut state);
        self.store.record(&lease, commit::state_changes(&state)).await?;
        self.store.sweep(&lease, &commit::kept(&state)).await?;
        let missing = self.policy.standbys.saturating_sub(state.standbys(origin).count());
        for _ in 0..missing {
            let begun = new_epoch(state.next_epoch(), origin);
            self.store.record(&lease, vec![Change::Epoch(begun.clone())]).await?;
            let ready = self.stage(&lease, &state, begun).await?;
            self.store.record(&lease, vec![Change::Epoch(ready.clone())]).await?;
            state.epochs.push(ready);
        }
        Ok(missing)
    }

    /// The rows of a standby that undo brings back: nobody has read them since the tenant wrote them. Costs O(rows),
    /// which a reset does not: its rows were read when the snapshot was sealed. None where they cannot be read; they
    /// are brought back all the same.
    async fn read_restored(&self, run: &mut Run, standby: &Epoch) -> Result<Option<Vec<TableProof>>, StoreError> {
        let Some(snapshot) = run.state.made_from(standby.origin) else { return Ok(None) };
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
fn is_made_from(state: &TenantState, inputs: &Inputs) -> bool {
    let live = state.tenant.live.and_then(|number| state.epoch(number));
    live.and_then(|epoch| state.made_from(epoch.origin)).is_some_and(|snapshot| snapshot.inputs == *inputs)
}

fn new_epoch(number: u32, origin: Origin) -> Epoch {
    Epoch {
        number,
        state: EpochState::Building,
        origin,
        damaged: false,
        bytes: 0,
        seal: None,
        tables: None,
        since_us: clock::now_us(),
        undo_until_us: None,
        note: None,
    }
}

/// The copy that an epoch is made from, and the hash that its bytes must have.
fn source_of(state: &TenantState, origin: Origin) -> Result<(Place, String), StoreError> {
    let found = match origin {
        Origin::Snapshot(number) => {
            state.snapshot(number).map(|snapshot| (Place::Snapshot(number), snapshot.seal.clone()))
        }
        Origin::Epoch(number) => {
            state.epoch(number).and_then(|epoch| epoch.seal.clone()).map(|seal| (Place::Retired(number), seal))
        }
    };
    found.ok_or_else(|| StoreError::damaged(format!("tenant \"{}\": the records lack {origin:?}", state.tenant.name)))
}
