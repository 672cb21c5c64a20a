//! What is recorded of an operation: prepared before its transaction commits, kept when the file's mark shows that it did.

use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{AdoptedSet, AppFiles, AppTenant, json as text};
use crate::digest::{DatasetReceipt, Durations};
use crate::spec::calendar::format_time;
use crate::store::records::{
    Change, Epoch, EpochState, Operation, OperationKind, OperationState, Origin, Snapshot, Tenant, TenantState,
};
use crate::store::sqlite::files;
use crate::store::{Lease, Place, StoreError};

/// How long a state can be restored, in microseconds.
const UNDO_WINDOW_US: i64 = 3_600_000_000;
/// How many states are kept.
const RETIRED_MAX: usize = 3;
/// What the live stamp of a tenant is as long as nothing was written since its seed.
pub const SEED_STAMP: &str = "seed";

/// An operation that is about to commit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// The mark that the file has once it did.
    pub live_mark: i64,
    /// Which operation.
    pub operation: i64,
    /// The set afterwards.
    pub set: AdoptedSet,
    /// What became live; none where nothing changed.
    pub became: Option<Became>,
    /// The receipt.
    pub receipt: Value,
    /// When that was, µs since 1970-01-01T00:00:00Z.
    pub now_us: i64,
}

/// The epoch that becomes live, and what becomes of others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Became {
    /// Its number.
    pub epoch: u32,
    /// Where it comes from.
    pub origin: Origin,
    /// The epoch that is kept for undo.
    pub retires: u32,
    /// Bytes of its state file.
    pub retired_bytes: u64,
    /// Epochs that are no longer kept.
    pub drops: Vec<u32>,
}

/// The time of an operation: when it was asked for, and how long ago that is.
#[derive(Clone, Copy, Debug)]
pub struct OperationTime {
    /// When it began, µs since 1970-01-01T00:00:00Z.
    pub began_us: i64,
    /// The same moment.
    pub began: Instant,
}

impl OperationTime {
    /// An operation begins.
    pub fn new(began_us: i64) -> OperationTime {
        OperationTime { began_us, began: Instant::now() }
    }

    /// Now, µs since 1970-01-01T00:00:00Z.
    pub fn now_us(&self) -> i64 {
        self.began_us.saturating_add(i64::try_from(self.began.elapsed().as_micros()).unwrap_or(0))
    }

    /// Milliseconds since it began.
    pub fn ms(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1000.0
    }
}

/// What a receipt says besides what every receipt does.
#[derive(Clone, Debug, Default)]
pub struct ReceiptFacts {
    /// Whether anything changed.
    pub is_changed: bool,
    /// The live epoch.
    pub epoch: Option<u32>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// What the receipt rests on.
    pub proof: Option<&'static str>,
    /// How it went.
    pub swap: Value,
    /// The epoch that undo would restore, and until when.
    pub undo: Option<(u32, i64)>,
    /// Epochs that are no longer kept, with the reason.
    pub removed: Vec<(u32, String)>,
    /// What else there is to know.
    pub notes: Vec<String>,
}

/// The receipt of an operation, as JSON.
pub fn receipt(
    operation: &Operation,
    tenant: &Tenant,
    seed: Option<&Snapshot>,
    moment: OperationTime,
    facts: ReceiptFacts,
) -> Result<Value, StoreError> {
    let durations = Durations::from([("total".to_owned(), moment.ms())]);
    let (inputs, mut tables) = match seed {
        Some(seed) => (seed.inputs.clone(), seed.tables.iter().map(|proof| proof.table.clone()).collect()),
        None => {
            (crate::digest::DatasetInputs { tenant: operation.tenant.to_string(), ..Default::default() }, Vec::new())
        }
    };
    if operation.kind == OperationKind::Undo || operation.kind == OperationKind::Down {
        tables = Vec::new();
    }
    let made = DatasetReceipt::new(operation.kind.word(), inputs, tables, durations);
    let unreadable = |error| StoreError::machine(format!("could not write a receipt: {error}"));
    let mut receipt = serde_json::to_value(&made).map_err(unreadable)?;
    let now_us = moment.now_us();
    let removed: Vec<Value> = facts.removed.iter().map(|(epoch, why)| json!({ "epoch": epoch, "why": why })).collect();
    let more = json!({
        "number": operation.id, "key": operation.key, "url": "", "changed": facts.is_changed, "replayed": false,
        "epoch": facts.epoch, "origin": facts.origin, "seal": seed.map(|seed| &seed.seal), "proof": facts.proof,
        "swap": facts.swap, "before": facts.is_changed.then_some("kept").filter(|_| facts.undo.is_some()),
        "retired": facts.undo.map(|(epoch, _)| epoch), "undo_until": facts.undo.map(|(_, until)| format_time(until)),
        "removed": removed, "expires": tenant.expires_us.map(format_time),
        "has_expired": tenant.expires_us.is_some_and(|expires| expires <= now_us), "notes": facts.notes,
        "started": format_time(moment.began_us), "ended": format_time(now_us),
    });
    if let (Value::Object(receipt), Value::Object(more)) = (&mut receipt, more) {
        receipt.extend(more);
    }
    Ok(receipt)
}

/// The epochs that are no longer kept once `state`'s live one is retired, with the reason; `used` comes back and is none.
pub fn no_longer_kept(state: &TenantState, used: Option<u32>, now_us: i64) -> Vec<(u32, String)> {
    let mut kept = usize::from(state.tenant.live.is_some());
    let mut gone = Vec::new();
    for epoch in state.retired() {
        let is_used = used == Some(epoch.number);
        kept += usize::from(!is_used);
        match epoch.undo_until_us {
            Some(until) if until <= now_us => {
                gone.push((epoch.number, format!("its undo window ended at {}", format_time(until))));
            }
            _ if is_used => gone.push((epoch.number, String::new())),
            _ if kept > RETIRED_MAX => gone.push((epoch.number, format!("only {RETIRED_MAX} retired epochs are kept"))),
            _ => {}
        }
    }
    gone
}

/// Until when a state that is kept now can be restored.
pub fn undo_until(now_us: i64) -> i64 {
    now_us.saturating_add(UNDO_WINDOW_US)
}

impl AppFiles<'_> {
    /// Keeps what is about to happen.
    pub fn prepare(&self, lease: &Lease, pending: &Pending) -> Result<(), StoreError> {
        self.control.set_pending(lease, Some(&text(pending)?))
    }

    /// Records what has happened, and removes what is no longer kept.
    pub fn finish(
        &self,
        lease: &Lease,
        adopted: &AppTenant,
        state: &TenantState,
        operation: &Operation,
        pending: Pending,
    ) -> Result<Value, StoreError> {
        let Pending { set, became, receipt, now_us, .. } = pending;
        let mut changes = Vec::new();
        let mut epoch = state.tenant.live;
        if let Some(became) = &became {
            changes.extend(epoch_changes(state, became, now_us));
            epoch = Some(became.epoch);
        }
        changes.push(Change::Operation(Operation {
            state: OperationState::Done,
            epoch,
            ended_us: Some(now_us),
            receipt: Some(receipt.clone()),
            error: None,
            ..operation.clone()
        }));
        let row = AppTenant { set, ..adopted.clone() }.row()?;
        self.control.record_adopted(lease, &row, &changes)?;
        for number in became.iter().flat_map(|became| &became.drops) {
            files::remove(&self.layout.place(&lease.tenant, Place::Retired(*number)))?;
        }
        Ok(receipt)
    }

    /// Records that an operation has failed.
    pub fn fail(&self, lease: &Lease, operation: &Operation, error: &StoreError, now_us: i64) {
        let failed = Operation {
            state: OperationState::Failed,
            ended_us: Some(now_us),
            error: Some(error.to_string()),
            ..operation.clone()
        };
        // The first error is more useful.
        let _ = self.control.record(lease, &[Change::Operation(failed)]);
    }
}

fn epoch_changes(state: &TenantState, became: &Became, now_us: i64) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(live) = state.live() {
        changes.push(Change::Epoch(Epoch {
            state: EpochState::Retired,
            bytes: became.retired_bytes,
            since_us: now_us,
            undo_until_us: Some(undo_until(now_us)),
            ..live.clone()
        }));
    }
    changes.extend(became.drops.iter().map(|number| Change::PurgeEpoch(*number)));
    changes.push(Change::Epoch(live_epoch(became.epoch, became.origin, state.tenant.seed.unwrap_or(0), now_us)));
    changes.push(Change::Tenant(Tenant { live: Some(became.epoch), ..state.tenant.clone() }));
    changes
}

/// The record of an epoch that becomes live.
pub fn live_epoch(number: u32, origin: Origin, snapshot: u32, now_us: i64) -> Epoch {
    Epoch {
        number,
        state: EpochState::Live,
        origin,
        snapshot,
        damaged: false,
        bytes: 0,
        seal: None,
        tables: None,
        since_us: now_us,
        undo_until_us: None,
        note: None,
    }
}
