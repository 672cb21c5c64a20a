//! Named snapshots: states that a tenant keeps, and restores by the same swap as a reset.
//!
//! The seed stays what it is: a reset restores it whatever was saved or restored. Saved is what the live tables hold, at
//! one moment.

use serde::{Deserialize, Serialize};

use super::{OperationWork, Operations, Receipt, Run, clock, commit};
use crate::digest::Digest;
use crate::spec::fault::did_you_mean;
use crate::store::records::{Change, Origin, Snapshot, SnapshotState, TenantState};
use crate::store::{Lease, Store, StoreError, TenantName, dataset_digest};

/// The longest name of a snapshot, in bytes.
const SNAPSHOT_NAME_BYTES_MAX: usize = 63;

/// How many named snapshots a tenant may have.
pub const NAMED_MAX: usize = 20;

/// A state that a tenant has kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedSnapshot {
    /// Its name.
    pub name: String,
    /// When it was saved, RFC 3339.
    pub saved: String,
    /// Rows, all tables.
    pub rows: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Digest of its rows.
    pub digest: Digest,
}

impl<S: Store> Operations<'_, S> {
    /// Keeps the live state under a name. Costs O(rows); the live data is only read.
    ///
    /// # Errors
    /// `Usage` when the name is none, `Refused` when it is taken or the tenant has as many as it may have. Then nothing has
    /// changed.
    pub async fn save(&self, tenant: &TenantName, name: &str, key: Option<&str>) -> Result<Receipt, StoreError> {
        check_name(name)?;
        self.run(tenant, OperationWork::Save(name), key).await
    }

    /// Makes a named snapshot live; the previous state is kept for undo.
    ///
    /// # Errors
    /// `NotFound` when there is none of that name. Then nothing has changed.
    pub async fn restore(&self, tenant: &TenantName, name: &str, key: Option<&str>) -> Result<Receipt, StoreError> {
        find(&self.known(tenant).await?, name)?;
        self.run(tenant, OperationWork::Restore(name), key).await
    }

    /// Removes a named snapshot. What was restored from it stays.
    ///
    /// # Errors
    /// `NotFound` when there is none of that name.
    pub async fn delete(&self, tenant: &TenantName, name: &str) -> Result<NamedSnapshot, StoreError> {
        find(&self.known(tenant).await?, name)?;
        let lease = self.store.lease(tenant, self.policy.wait).await?;
        let deleted = self.delete_under(&lease, name).await;
        self.store.release(lease).await;
        deleted
    }

    async fn delete_under(&self, lease: &Lease, name: &str) -> Result<NamedSnapshot, StoreError> {
        let (_, state) = self.settle_others(lease, "").await?;
        let mut state = state.ok_or_else(|| StoreError::just_removed(&lease.tenant))?;
        let (number, deleted) = (find(&state, name)?.number, summary(find(&state, name)?));
        for snapshot in state.snapshots.iter_mut().filter(|snapshot| snapshot.number == number) {
            snapshot.state = SnapshotState::Gone;
            self.store.record(lease, vec![Change::Snapshot(snapshot.clone())]).await?;
        }
        self.store.prune(lease, &self.kept(&state)).await?;
        Ok(deleted)
    }

    /// The named snapshots of a tenant, by age.
    ///
    /// # Errors
    /// `NotFound` without such a tenant.
    pub async fn named(&self, tenant: &TenantName) -> Result<Vec<NamedSnapshot>, StoreError> {
        Ok(self.known(tenant).await?.named().map(summary).collect())
    }

    pub(super) async fn save_steps(&self, run: &mut Run, name: &str) -> Result<Receipt, StoreError> {
        let tenant = run.lease.tenant.clone();
        if run.state.named().any(|snapshot| snapshot.name.as_deref() == Some(name)) {
            return Err(StoreError::refused(format!("tenant \"{tenant}\" already has a snapshot {name:?}"))
                .with_help(format!("Choose another name, or run \"reseed snapshot delete {tenant} {name}\" first.")));
        }
        if run.state.named().count() >= NAMED_MAX {
            let most = format!("tenant \"{tenant}\": limit of {NAMED_MAX} named snapshots reached");
            return Err(StoreError::refused(most).with_help("Delete one with \"reseed snapshot delete\" first."));
        }
        let made_from = run.state.live().and_then(|live| run.state.made_from(live)).cloned().ok_or_else(|| {
            StoreError::refused(format!("tenant \"{tenant}\" has no live data"))
                .with_help("Create it with \"reseed up\".")
        })?;
        let (number, watch) = (run.state.next_snapshot(), clock::Stopwatch::start());
        let saved = self.store.save(&run.lease, number, &made_from).await?;
        run.took("save", watch);
        run.crash_point("3.saved");
        let snapshot = Snapshot {
            number,
            state: SnapshotState::Sealed,
            tables: saved.tables,
            bytes: saved.bytes,
            seal: saved.seal,
            created_us: self.now_us(),
            name: Some(name.to_owned()),
            ..made_from
        };
        let mut receipt = self.receipt(run, true).await?;
        receipt.seal = Some(snapshot.seal.clone());
        receipt.epoch = run.state.tenant.live;
        receipt.made.inputs = snapshot.inputs.clone();
        commit::say_tables(&mut receipt.made, &snapshot.tables);
        receipt.notes.push(format!("saved as {name:?}; \"reseed snapshot restore {tenant} {name}\" restores it"));
        run.state.snapshots.push(snapshot);
        let changes = self.changes(run, &mut receipt)?;
        self.store.record(&run.lease, changes).await?;
        run.crash_point("6.recorded");
        self.prune_or_note(run, &mut receipt).await;
        run.crash_point("7.cleaned");
        Ok(receipt)
    }

    pub(super) async fn restore_steps(&self, run: &mut Run, name: &str) -> Result<Receipt, StoreError> {
        let number = find(&run.state, name)?.number;
        self.replace(run, Origin::Snapshot(number)).await
    }
}

fn find<'s>(state: &'s TenantState, name: &str) -> Result<&'s Snapshot, StoreError> {
    state.named().find(|snapshot| snapshot.name.as_deref() == Some(name)).ok_or_else(|| {
        let tenant = &state.tenant.name;
        let near = did_you_mean(name, state.named().filter_map(|snapshot| snapshot.name.as_deref()));
        let list = format!("\"reseed snapshot list {tenant}\" shows the snapshots.");
        StoreError::not_found(format!("tenant \"{tenant}\" has no snapshot {name:?}")).with_help(near.unwrap_or(list))
    })
}

fn summary(snapshot: &Snapshot) -> NamedSnapshot {
    NamedSnapshot {
        name: snapshot.name.clone().unwrap_or_default(),
        saved: clock::rfc3339(snapshot.created_us),
        rows: snapshot.tables.iter().map(|proof| proof.table.rows).sum(),
        bytes: snapshot.bytes,
        digest: dataset_digest(&snapshot.tables),
    }
}

/// Letters, digits, `-`, `_` and `.`, beginning with a letter or a digit.
fn check_name(name: &str) -> Result<(), StoreError> {
    let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if starts && fits && name.len() <= SNAPSHOT_NAME_BYTES_MAX {
        return Ok(());
    }
    Err(StoreError::usage(format!("{name:?} cannot be the name of a snapshot"))
        .with_help(format!("Use letters, digits, \"-\", \"_\" and \".\", at most {SNAPSHOT_NAME_BYTES_MAX}.")))
}
