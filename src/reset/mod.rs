//! Operations on tenants: up, reset, undo, down; and what can be asked: verify, diff, status, dry run.
//!
//! The same for every store: here is decided what becomes live, what is kept for undo, and what an interrupted
//! operation means; a [`Store`] copies and proves. Each numbered step has crash points of that number
//! ([`CRASH_POINTS`]), and a process that dies at any of them leaves the old state or the new one:
//!
//! 1. *recorded* under its idempotency key; a key that was used gives its receipt again.
//! 2. *leased*: one operation per tenant. The new holder first settles what a dead one left.
//! 3. *standby*: the wanted copy is there and is what was sealed (`up` builds the snapshot first).
//! 4. and 5. *swapped*: other connections' transactions are waited for, then one transaction of the tenant's database
//!    makes the standby live; the state before is kept. Before it nothing has changed, after it all has.
//! 6. *recorded*: epochs, seed and receipt, in one transaction of the records; the caller gets the receipt.
//! 7. *cleaned*: what is no longer needed is removed.
//!
//! `down` has instead of these: 3. *live_removed*, 4. *copies_removed*, 5. *recorded*.
//!
//! The commit point is the swap, of `down` the removal of the live data. If the reply to a swap was lost, the live data
//! shows whether it happened ([`Store::live_mark`]); where the tenant can write that too, its content has to confirm it
//! ([`Store::confirm_swap`]). An operation that ended before its commit point has failed, and is not resumed.

mod audience;
mod calls;
mod changes;
pub mod clock;
mod commit;
mod inspect;
mod named;
mod policy;
mod receipt;
mod reconcile;
mod settle;
mod steps;
#[cfg(test)]
mod tests;

pub use crate::store::crash::{CRASH_POINTS, crash_point};
pub use audience::Audience;
pub use commit::UNCHANGED;
pub use inspect::{
    DryRun, FailedStandby, LastReset, LiveState, RetiredEpoch, Standbys, TableCheck, TenantStatus, Verification,
};
pub use named::NamedSnapshot;
pub use policy::{Policy, Proof, Removed};
pub use receipt::{NextStandby, Receipt};
pub use reconcile::Reconciled;

use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use commit::Ending;

use crate::digest::Durations;
use crate::plan::Plan;
use crate::spec::fault::did_you_mean;
use crate::store::records::{Change, Operation, OperationKind, OperationState, Origin, Request, TenantState};
use crate::store::{BatchSource, Lease, Preference, Store, StoreError, SwapReport, TenantName, WriteHold};

/// The operations of one store, under one policy.
pub struct Operations<'s, S> {
    store: &'s S,
    policy: Policy,
    audience: Option<&'s dyn Audience>,
    /// Milliseconds that the caller had spent before the first of them, to connect; none where that is not known.
    connect_ms: Option<f64>,
}

/// What an operation has to do.
#[derive(Clone, Copy)]
enum OperationWork<'a> {
    Up {
        plan: &'a Plan,
        source: &'a dyn BatchSource,
        lifetime_us: Option<i64>,
    },
    Reset,
    /// Restores this epoch, or the newest.
    Undo(Option<u32>),
    /// Keeps the live state under this name.
    Save(&'a str),
    /// Makes the snapshot with this name live.
    Restore(&'a str),
    Down,
    DownExpired,
}

impl OperationWork<'_> {
    fn kind(&self) -> OperationKind {
        match self {
            OperationWork::Up { .. } => OperationKind::Up,
            OperationWork::Reset => OperationKind::Reset,
            OperationWork::Undo(_) => OperationKind::Undo,
            OperationWork::Save(_) => OperationKind::Save,
            OperationWork::Restore(_) => OperationKind::Restore,
            OperationWork::Down | OperationWork::DownExpired => OperationKind::Down,
        }
    }

    /// What else the caller asked for, as text.
    fn argument(&self) -> Option<String> {
        match self {
            OperationWork::Undo(epoch) => epoch.map(|epoch| epoch.to_string()),
            OperationWork::Save(name) | OperationWork::Restore(name) => Some((*name).to_owned()),
            OperationWork::Up { .. } | OperationWork::Reset | OperationWork::Down | OperationWork::DownExpired => None,
        }
    }

    /// The standby that a reset finds ready.
    fn standby(&self, state: &TenantState) -> Option<u32> {
        let OperationWork::Reset = self else { return None };
        state.tenant.seed.and_then(|seed| state.standby(Origin::Snapshot(seed)))
    }

    fn lifetime_us(&self) -> Option<i64> {
        if let OperationWork::Up { lifetime_us, .. } = self { *lifetime_us } else { None }
    }
}

/// An operation that holds its tenant's lease.
struct Run {
    lease: Lease,
    operation: Operation,
    state: TenantState,
    /// The state when the run began.
    recorded: TenantState,
    /// Of the stages that this process has been through.
    durations_ms: Durations,
    /// Since this process got the request; none of an operation that another one began.
    watch: Option<clock::Stopwatch>,
    /// How the swap went, if this process did it.
    swapped: Option<SwapReport>,
    /// Of a removal that this process began: no session writes to what it removes.
    hold: Option<WriteHold>,
}

impl Run {
    fn new(lease: Lease, operation: Operation, state: TenantState) -> Run {
        let (recorded, durations_ms) = (state.clone(), Durations::new());
        Run { lease, operation, state, recorded, durations_ms, watch: None, swapped: None, hold: None }
    }

    /// What the records do not have yet, the operation left out.
    fn changes(&self) -> Vec<Change> {
        changes::between(&self.recorded, &self.state)
    }

    /// Notes how long a stage took.
    fn took(&mut self, stage: &str, since: clock::Stopwatch) {
        self.took_ms(stage, since.ms());
    }

    /// The same, in milliseconds; a stage that comes twice takes the sum.
    fn took_ms(&mut self, stage: &str, ms: f64) {
        *self.durations_ms.entry(stage.to_owned()).or_default() += ms;
    }

    fn crash_point(&self, step: &str) {
        crash_point(&format!("{}.{step}", self.operation.kind));
    }
}

impl<'s, S: Store> Operations<'s, S> {
    /// The operations of `store`.
    pub fn new(store: &'s S, policy: Policy) -> Self {
        Operations { store, policy, audience: None, connect_ms: None }
    }

    /// The same operations, whose receipts go to `audience` as soon as there are some.
    pub fn telling(self, audience: &'s dyn Audience) -> Self {
        Operations { audience: Some(audience), ..self }
    }

    /// The same operations, for a caller that has spent `connect_ms` milliseconds to connect.
    pub fn connected_in(self, connect_ms: f64) -> Self {
        Operations { connect_ms: Some(connect_ms), ..self }
    }

    /// Now, by the store's clock where it has one: all its clients then agree on what has expired.
    pub(crate) fn now_us(&self) -> i64 {
        self.store.server_now_us().unwrap_or_else(clock::now_us)
    }

    /// The same operations, by this way where they have a choice.
    pub fn preferring(self, preference: Preference) -> Self {
        Operations { policy: Policy { preference, ..self.policy }, ..self }
    }

    /// Creates the tenant, or brings it to the plan's dataset. Inputs that have not changed change nothing; a live
    /// state that is replaced can be restored with [`Operations::undo`]. The lifetime counts from a creation, other
    /// inputs or another lifetime; none is without end.
    ///
    /// # Errors
    /// Then nothing has changed.
    pub async fn up(
        &self,
        plan: &Plan,
        source: &dyn BatchSource,
        lifetime_us: Option<i64>,
        key: Option<&str>,
    ) -> Result<Receipt, StoreError> {
        let tenant = &plan.tenant;
        let (watch, work) = (clock::Stopwatch::start(), OperationWork::Up { plan, source, lifetime_us });
        let requested = self.request(tenant, &work, &key_or_fresh(tenant, key)).await?;
        let is_call = requested.is_call;
        let receipt = self.run_requested(requested, work, watch).await?;
        if is_call {
            // In tables of an application roles have the rights that it gave them.
            return Ok(receipt);
        }
        // Last, so that an `up` that fails or is interrupted has changed no rights.
        let admitted = self.store.admit(tenant, &plan.dataset, &plan.tables).await;
        let help = "The tenant is up, but roles do not have their rights yet. Run the command again.";
        let notes =
            admitted.map_err(|error| if receipt.changed { error.with_help(help).after_change() } else { error })?;
        Ok(Receipt { notes: [receipt.notes, notes].concat(), ..receipt })
    }

    /// Restores the seed snapshot: data, schema, indexes and counters.
    ///
    /// # Errors
    /// Then nothing has changed.
    pub async fn reset(&self, tenant: &TenantName, key: Option<&str>) -> Result<Receipt, StoreError> {
        self.run(tenant, OperationWork::Reset, key).await
    }

    /// Restores a retired epoch, the newest unless `epoch` names one. The state that it replaces is retired, so undo
    /// twice is redo.
    ///
    /// # Errors
    /// `Refused` when it is not kept or its undo window has ended. Then nothing has changed.
    pub async fn undo(
        &self,
        tenant: &TenantName,
        epoch: Option<u32>,
        key: Option<&str>,
    ) -> Result<Receipt, StoreError> {
        self.run(tenant, OperationWork::Undo(epoch), key).await
    }

    /// Removes the tenant: live data, snapshots and everything kept for undo.
    ///
    /// # Errors
    /// Then nothing has changed, or the live data is gone already and the next operation removes the rest.
    pub async fn down(&self, tenant: &TenantName, key: Option<&str>) -> Result<Receipt, StoreError> {
        self.run(tenant, OperationWork::Down, key).await
    }

    /// As [`Operations::down`], of an expired tenant.
    ///
    /// # Errors
    /// `Refused` when it has not expired (any more); then nothing has changed.
    pub async fn down_expired(&self, tenant: &TenantName, key: Option<&str>) -> Result<Receipt, StoreError> {
        self.run(tenant, OperationWork::DownExpired, key).await
    }

    /// All that is recorded about a tenant.
    ///
    /// # Errors
    /// `NotFound` without such a tenant, with the name that may have been meant.
    pub async fn known(&self, tenant: &TenantName) -> Result<TenantState, StoreError> {
        if let Some(state) = self.store.state(tenant).await? {
            return Ok(state);
        }
        let names: Vec<String> = self.list().await?.iter().map(TenantName::to_string).collect();
        let near = did_you_mean(tenant.as_str(), names.iter().map(String::as_str));
        let create =
            format!("\"reseed up {tenant}\" creates it from its file in seeds/, with --like NAME from another tenant.");
        Err(StoreError::not_found(format!("tenant \"{tenant}\" does not exist in this store"))
            .with_help(near.unwrap_or(create)))
    }

    async fn run(
        &self,
        tenant: &TenantName,
        work: OperationWork<'_>,
        key: Option<&str>,
    ) -> Result<Receipt, StoreError> {
        let watch = clock::Stopwatch::start();
        let requested = self.request(tenant, &work, &key_or_fresh(tenant, key)).await?;
        self.run_requested(requested, work, watch).await
    }

    async fn run_requested(
        &self,
        requested: Operation,
        work: OperationWork<'_>,
        watch: clock::Stopwatch,
    ) -> Result<Receipt, StoreError> {
        let (tenant, key) = (&requested.tenant, &requested.key);
        if let Some(receipt) = receipt_of(&requested)? {
            return Ok(Receipt { replayed: true, ..receipt });
        }
        if requested.is_call {
            return self.call(&requested, &work).await;
        }
        crash_point(&format!("{}.1.recorded", work.kind()));
        let waiting = clock::Stopwatch::start();
        let (lease, state) = self.settled_lease(tenant, &work, key).await?;
        let mut durations_ms = Durations::from([("wait".to_owned(), waiting.ms())]);
        durations_ms.extend(self.connect_ms.map(|ms| ("connect".to_owned(), ms)));
        // Another process may have run this very request while this one waited for the lease; then it is open no longer.
        let mut operation = match state.open_operations.iter().find(|operation| operation.key == *key) {
            Some(operation) => operation.clone(),
            None => self.request(tenant, &work, key).await?,
        };
        if let Some(receipt) = receipt_of(&operation)? {
            return Ok(Receipt { replayed: true, ..receipt });
        }
        let hold = match self.may_begin(tenant, &state, &work).await {
            Ok(hold) => hold,
            Err(error) => {
                let failed = settle::failed(operation, &error.to_string(), self.now_us());
                let recorded = self.store.record(&lease, vec![Change::Operation(failed)]).await;
                self.store.release(lease).await;
                return recorded.and(Err(error));
            }
        };
        (operation.state, operation.error, operation.ended_us, operation.epoch, operation.lifetime_us) =
            (OperationState::Running, None, None, work.standby(&state), work.lifetime_us());
        self.store.record(&lease, vec![Change::Operation(operation.clone())]).await?;
        let mut run = Run { hold, durations_ms, watch: Some(watch), ..Run::new(lease, operation, state) };
        run.crash_point("2.leased");
        match self.work(&mut run, work).await {
            // What a caller begins once it has the receipt must not meet this very lease.
            Ok(receipt) => {
                self.store.release(run.lease).await;
                Ok(receipt)
            }
            Err(error) => self.after_failure(run, work, error).await,
        }
    }

    /// Whether an operation may begin; of a removal, the hold that blocks writes to what it removes.
    async fn may_begin(
        &self,
        tenant: &TenantName,
        state: &TenantState,
        work: &OperationWork<'_>,
    ) -> Result<Option<WriteHold>, StoreError> {
        if let (OperationWork::DownExpired, false) = (work, policy::has_expired(&state.tenant, self.now_us())) {
            let refused = StoreError::refused(format!("tenant \"{tenant}\" has not expired"));
            return Err(refused);
        }
        match work {
            OperationWork::Down | OperationWork::DownExpired => {
                self.store.hold_writers(tenant, self.policy.wait).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The tenant's lease and records, with nothing left of dead operations. Of a creation that died nothing is left at
    /// all: neither tenant nor lease, so `up` takes a new one.
    async fn settled_lease(
        &self,
        tenant: &TenantName,
        work: &OperationWork<'_>,
        key: &str,
    ) -> Result<(Lease, TenantState), StoreError> {
        let lease = self.first_lease(tenant, work).await?;
        if let (_, Some(state)) = self.settle_others(&lease, key).await? {
            return Ok((lease, state));
        }
        drop(lease);
        match work {
            OperationWork::Up { .. } => {
                let lease = self.first_lease(tenant, work).await?;
                let state = self.store.state_under(&lease).await?;
                state.map(|state| (lease, state)).ok_or_else(|| StoreError::just_removed(tenant))
            }
            _ => {
                let again = StoreError::busy(format!("tenant \"{tenant}\" was just recreated"));
                self.known(tenant).await.and(Err(again.with_help("Run the command again.")))
            }
        }
    }

    /// The tenant's lease; `up` makes the tenant's record for it, and again if the previous holder has removed it.
    async fn first_lease(&self, tenant: &TenantName, work: &OperationWork<'_>) -> Result<Lease, StoreError> {
        match work {
            OperationWork::Up { .. } => {}
            _ => return self.store.lease(tenant, self.policy.wait).await,
        }
        self.store.introduce(tenant, self.now_us()).await?;
        let lease = self.store.lease(tenant, self.policy.wait).await;
        if lease.is_ok() || self.store.state(tenant).await?.is_some() {
            return lease;
        }
        self.store.introduce(tenant, self.now_us()).await?;
        self.store.lease(tenant, self.policy.wait).await
    }

    async fn request(&self, tenant: &TenantName, work: &OperationWork<'_>, key: &str) -> Result<Operation, StoreError> {
        self.request_as(tenant, work.kind(), work.argument(), key).await
    }

    async fn request_as(
        &self,
        tenant: &TenantName,
        kind: OperationKind,
        argument: Option<String>,
        key: &str,
    ) -> Result<Operation, StoreError> {
        let request = Request { tenant, kind, argument: argument.as_deref(), key };
        let Some(operation) = self.store.enqueue(&request, self.now_us()).await? else {
            return self.known(tenant).await.and(Err(StoreError::just_removed(tenant)));
        };
        if operation.kind == kind && operation.tenant == *tenant && operation.argument == argument {
            return Ok(operation);
        }
        let other = request_words(&operation);
        Err(StoreError::refused(format!("idempotency key {key:?} belongs to another request: {other}"))
            .with_help("Use a key once."))
    }

    async fn work(&self, run: &mut Run, work: OperationWork<'_>) -> Result<Receipt, StoreError> {
        match work {
            OperationWork::Up { plan, source, .. } => self.up_steps(run, plan, source).await,
            OperationWork::Reset => self.reset_steps(run).await,
            OperationWork::Undo(epoch) => self.undo_steps(run, epoch).await,
            OperationWork::Save(name) => self.save_steps(run, name).await,
            OperationWork::Restore(name) => self.restore_steps(run, name).await,
            OperationWork::Down | OperationWork::DownExpired => self.down_steps(run).await,
        }
    }

    /// The error stands, unless it came after the commit point.
    async fn after_failure(&self, run: Run, work: OperationWork<'_>, error: StoreError) -> Result<Receipt, StoreError> {
        let Run { lease, operation, durations_ms, watch, swapped, .. } = run;
        // The lease may have gone with its connection, and the server may still be executing what that one sent.
        let Ok(lease) = self.store.regain(lease, self.policy.wait).await else { return Err(error) };
        // What was to be recorded last may not have been.
        let Ok(operation) = self.request(&lease.tenant, &work, &operation.key).await else { return Err(error) };
        let Ok(Some(state)) = self.store.state_under(&lease).await else { return Err(error) };
        let mut run = Run { durations_ms, watch, swapped, ..Run::new(lease, operation, state) };
        let ending = if run.swapped.is_some() { Ending::Swapped } else { Ending::AnswerLost };
        let settled = self.settle(&mut run, &error.to_string(), ending).await;
        self.store.release(run.lease).await;
        match settled {
            Ok(Some(receipt)) => Ok(receipt),
            // What could not be settled now is settled by the next operation; the first error is more useful.
            Ok(None) | Err(_) => Err(error),
        }
    }
}

/// What was asked for, for people.
fn request_words(operation: &Operation) -> String {
    let argument = operation.argument.as_ref().map(|argument| format!(" {argument:?}")).unwrap_or_default();
    format!("{}{argument} of \"{}\"", operation.kind, operation.tenant)
}

/// The receipt of a request that has been done.
fn receipt_of(operation: &Operation) -> Result<Option<Receipt>, StoreError> {
    let Some(receipt) = operation.receipt.clone().filter(|_| operation.state == OperationState::Done) else {
        return Ok(None);
    };
    let read = serde_json::from_value(receipt);
    read.map(Some).map_err(|error| StoreError::damaged(format!("operation {}: its receipt: {error}", operation.id)))
}

/// The caller's key, or one of its own for a caller that has none.
fn key_or_fresh(tenant: &TenantName, key: Option<&str>) -> String {
    key.map_or_else(|| fresh_key(tenant), str::to_owned)
}

/// A key for a caller that has none: never the same twice.
fn fresh_key(tenant: &TenantName) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{tenant}-{}-{}-{count}", clock::now_us(), process::id())
}
