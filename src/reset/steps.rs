//! The steps of each operation, from its lease to its receipt.

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::commit::Ending;
use super::{Operations, Receipt, Run, clock, policy};
use crate::plan::Plan;
use crate::store::records::{Change, Epoch, EpochState, Origin, Place, Snapshot, SnapshotState};
use crate::store::{BatchSource, LiveMark, Store, StoreError, Swap, keep};

impl<S: Store> Operations<'_, S> {
    pub(super) async fn up_steps(
        &self,
        run: &mut Run,
        plan: &Plan,
        source: &dyn BatchSource,
    ) -> Result<Receipt, StoreError> {
        let inputs = inputs_digest(plan)?;
        let seed = run.state.seed().filter(|seed| seed.inputs == inputs).map(|seed| seed.number);
        if let Some(number) = seed {
            if self.is_there(run).await? {
                return self.nothing_to_do(run).await;
            }
            return self.replace(run, Origin::Snapshot(number), "4").await;
        }
        run.state.tenant.dataset = plan.dataset.clone();
        let number = run.state.next_snapshot();
        let built = self.store.build(&run.lease, number, &plan.tables, source).await?;
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

    /// Whether there is live data that applications can use.
    async fn is_there(&self, run: &Run) -> Result<bool, StoreError> {
        let mark = self.store.live_mark(&run.lease.tenant).await?;
        Ok(run.state.tenant.live.is_some() && matches!(mark, LiveMark::Epoch(_) | LiveMark::Unmarked))
    }

    /// Steps 3 to 7: a new epoch from `origin` becomes live. `step` is the number of the standby step.
    async fn replace(&self, run: &mut Run, origin: Origin, step: &str) -> Result<Receipt, StoreError> {
        let (place, seal) = source_of(run, origin)?;
        let mut epoch = new_epoch(run.state.next_epoch(), origin);
        run.operation.epoch = Some(epoch.number);
        self.store
            .record(&run.lease, vec![Change::Operation(run.operation.clone()), Change::Epoch(epoch.clone())])
            .await?;
        run.crash_point(&format!("{step}.staging"));
        self.store.stage(&run.lease, place, &seal, epoch.number).await?;
        epoch.state = EpochState::Standby;
        self.store.record(&run.lease, vec![Change::Epoch(epoch.clone())]).await?;
        run.crash_point(&format!("{step}.standby"));
        let swap = Swap { epoch: epoch.number, retire: run.state.tenant.live, wait: self.policy.wait };
        run.state.epochs.push(epoch);
        self.store.swap(&run.lease, &swap).await?;
        run.crash_point("5.swapped");
        self.commit(run, Ending::Swapped).await
    }
}

fn new_epoch(number: u32, origin: Origin) -> Epoch {
    Epoch {
        number,
        state: EpochState::Building,
        origin,
        damaged: false,
        bytes: 0,
        seal: None,
        since_us: clock::now_us(),
        undo_until_us: None,
        note: None,
    }
}

/// The copy that an epoch is made from, and the hash that its bytes must have.
fn source_of(run: &Run, origin: Origin) -> Result<(Place, String), StoreError> {
    let found = match origin {
        Origin::Snapshot(number) => {
            run.state.snapshot(number).map(|snapshot| (Place::Snapshot(number), snapshot.seal.clone()))
        }
        Origin::Epoch(number) => {
            run.state.epoch(number).and_then(|epoch| epoch.seal.clone()).map(|seal| (Place::Retired(number), seal))
        }
    };
    found.ok_or_else(|| StoreError::damaged(format!("tenant \"{}\": the records lack {origin:?}", run.lease.tenant)))
}

/// Everything that a dataset depends on.
#[derive(Serialize)]
struct Inputs<'a> {
    engine: &'a str,
    language: u32,
    dataset: &'a str,
    spec: &'a str,
    tenant: &'a str,
    seed: u64,
    as_of_us: i64,
    params: &'a std::collections::BTreeMap<String, String>,
}

/// Digest of everything that a plan's dataset depends on, 32 hex digits.
pub(super) fn inputs_digest(plan: &Plan) -> Result<String, StoreError> {
    let inputs = Inputs {
        engine: env!("CARGO_PKG_VERSION"),
        language: plan.language,
        dataset: &plan.dataset,
        spec: &plan.spec_digest,
        tenant: &plan.tenant,
        seed: plan.seed,
        as_of_us: plan.as_of,
        params: &plan.params,
    };
    let json = serde_json::to_string(&inputs);
    let json = json.map_err(|error| StoreError::machine(format!("could not write down the inputs: {error}")))?;
    Ok(format!("{:032x}", xxh3_128(json.as_bytes())))
}
