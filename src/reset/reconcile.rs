//! Maintenance: what dead processes left is settled, what has expired is removed, standbys are made.
//!
//! There is no queue of jobs: each pass compares what is there with what the policy wants. Any number of processes may
//! make passes; the tenant's lease decides which one acts.

use serde::{Deserialize, Serialize};

use super::policy::{self, Removed};
use super::{Operations, changes, commit, steps};
use crate::store::records::{Change, Origin, TenantState};
use crate::store::{DroppedNodes, ErrorKind, Lease, Store, StoreError, TenantName, unless_busy};

/// What was done for a tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// Which.
    pub tenant: String,
    /// How many operations of dead processes were completed or rolled back.
    pub settled: usize,
    /// Retired epochs that are no longer kept.
    pub removed: Vec<Removed>,
    /// How many standbys were made.
    pub standbys: usize,
    /// Why there are fewer than wanted.
    pub short: Option<String>,
    /// Why copies that are to go are still there: a session reads them, or an object depends on them.
    pub left: Option<String>,
    /// Whether the tenant had expired and was removed.
    pub expired: bool,
}

impl Reconciled {
    /// Whether there was nothing to do.
    pub fn is_idle(&self) -> bool {
        self.settled + self.removed.len() + self.standbys == 0
            && self.short.is_none()
            && self.left.is_none()
            && !self.expired
    }
}

impl<S: Store> Operations<'_, S> {
    /// Brings a tenant to what the policy wants: settles, expires, makes standbys.
    ///
    /// # Errors
    /// `NotFound` without such a tenant, `Busy` during another operation on it.
    pub async fn reconcile(&self, tenant: &TenantName) -> Result<Reconciled, StoreError> {
        let state = self.known(tenant).await?;
        let mut done = Reconciled {
            tenant: tenant.to_string(),
            settled: 0,
            removed: Vec::new(),
            standbys: 0,
            short: None,
            left: None,
            expired: false,
        };
        if policy::has_expired(&state.tenant, self.now_us()) {
            self.down_expired(tenant, None).await?;
            return Ok(Reconciled { expired: true, ..done });
        }
        // Each of its operations is complete when it commits, and none needs a standby.
        if state.tenant.is_adopted {
            return Ok(done);
        }
        let lease = self.store.lease_for_upkeep(tenant, self.policy.wait).await?;
        let (settled, state) = self.settle_others(&lease, "").await?;
        done.settled = settled;
        // A creation that died is rolled back, and then there is no tenant.
        let Some(mut state) = state else { return Ok(done) };
        let recorded = state.clone();
        done.removed = self.prune_retired(&mut state, self.now_us());
        done.left = match self.prune_copies(&lease, &recorded, &mut state).await {
            Err(error) if error.kind() == ErrorKind::Busy => Some(
                [error.to_string()].into_iter().chain(error.to_do().map(str::to_owned)).collect::<Vec<_>>().join(". "),
            ),
            pruned => pruned.map(|()| None)?,
        };
        let standbys = self.make_standbys(&lease, &mut state).await;
        (done.standbys, done.short) = self.noted(tenant, standbys).await?;
        Ok(done)
    }

    /// Drops what removed tenants have left in tables which others share; waits for others' transactions no longer
    /// than the policy allows.
    ///
    /// # Errors
    /// When the store cannot be read. What could not be dropped yet is reported, and is no error.
    pub async fn drop_nodes(&self) -> Result<DroppedNodes, StoreError> {
        self.store.drop_nodes(self.policy.wait).await
    }

    /// Purges the records of operations that ended long ago; gives how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn purge_operations(&self) -> Result<u64, StoreError> {
        let kept_us = policy::OPERATIONS_KEPT.as_micros() as i64;
        self.store.purge_operations(self.now_us().saturating_sub(kept_us)).await
    }

    /// Makes the standbys that the policy wants ahead of the next reset, in stores where that makes it cheaper: how many,
    /// and why no more. None where another process has announced to make them.
    ///
    /// # Errors
    /// `NotFound` without such a tenant, `Busy` during another operation on it. The live data is not touched.
    pub async fn warm(&self, tenant: &TenantName) -> Result<(usize, Option<String>), StoreError> {
        if !self.store.keeps_standbys() || self.policy.standbys == 0 {
            return Ok((0, None));
        }
        if self.known(tenant).await?.tenant.is_adopted {
            return Ok((0, None));
        }
        let standbys = self.make_ahead(tenant).await;
        self.noted(tenant, standbys).await
    }

    /// Notes for [`Operations::status`] that the standbys which are wanted could not be made.
    pub async fn note_standby_failure(&self, tenant: &TenantName, why: &str) {
        // The caller gets the failure itself.
        let _ = self.store.note_standby_failure(tenant, why, self.policy.standbys).await;
    }

    /// What became of making standbys, once it is noted why there are fewer than wanted.
    async fn noted(
        &self,
        tenant: &TenantName,
        standbys: Result<(usize, Option<String>), StoreError>,
    ) -> Result<(usize, Option<String>), StoreError> {
        match &standbys {
            Ok((_, None)) => {}
            Ok((_, Some(why))) => self.note_standby_failure(tenant, why).await,
            // The caller did not want it any more.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => self.note_standby_failure(tenant, &error.to_string()).await,
        }
        standbys
    }

    async fn make_ahead(&self, tenant: &TenantName) -> Result<(usize, Option<String>), StoreError> {
        let lease = self.store.lease_for_upkeep(tenant, self.policy.wait).await?;
        if self.store.standby_maker(&lease).await?.is_some() {
            return Ok((0, None));
        }
        let (_, recorded) = self.settle_others(&lease, "").await?;
        let recorded = recorded.ok_or_else(|| StoreError::just_removed(tenant))?;
        let mut state = recorded.clone();
        unless_busy(self.prune_copies(&lease, &recorded, &mut state).await)?;
        self.make_standbys(&lease, &mut state).await
    }

    /// Prunes the copies that are no longer needed.
    async fn prune_copies(
        &self,
        lease: &Lease,
        recorded: &TenantState,
        state: &mut TenantState,
    ) -> Result<(), StoreError> {
        commit::prune_unfinished(state, self.now_us());
        let stale = self.store.stale_standbys(lease).await?;
        for epoch in state.epochs.iter_mut().filter(|epoch| stale.contains(&epoch.number)) {
            commit::mark_gone(
                epoch,
                self.now_us(),
                "it no longer matched the shared tables, or its seal was broken".to_owned(),
            );
        }
        self.store.record(lease, changes::between(recorded, state)).await?;
        self.store.prune(lease, &self.kept(state)).await.map(drop)
    }

    /// Makes the standbys that are missing, as far as the budget goes: how many, and why no more.
    async fn make_standbys(
        &self,
        lease: &Lease,
        state: &mut TenantState,
    ) -> Result<(usize, Option<String>), StoreError> {
        let Some(seed) = state.seed().filter(|_| self.store.keeps_standbys()) else { return Ok((0, None)) };
        let (origin, seed_bytes) = (Origin::Snapshot(seed.number), seed.bytes);
        let missing = self.policy.standbys.saturating_sub(state.standbys(origin).count());
        for count in 0..missing {
            if let Some(most) = self.policy.standby_bytes_max {
                let existing_bytes = self.store.standby_bytes().await?;
                // A standby has the keys and indexes that the snapshot has not; the live data has them, and what was
                // written since.
                let live_bytes = self.store.sizes(&lease.tenant).await?.live_bytes;
                let coming_bytes = live_bytes.max(seed_bytes);
                if existing_bytes.saturating_add(coming_bytes) > most {
                    let why = format!("all standbys have {existing_bytes} bytes, the limit is {most}");
                    return Ok((count, Some(why)));
                }
            }
            let begun = steps::new_epoch(state, origin, self.now_us())?;
            self.store.record(lease, vec![Change::Epoch(begun.clone())]).await?;
            let ready = self.stage(lease, state, begun).await?;
            self.store.record(lease, vec![Change::Epoch(ready.clone())]).await?;
            state.epochs.push(ready);
        }
        Ok((missing, None))
    }
}
