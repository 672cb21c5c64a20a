//! What can be asked about a tenant without changing it.

use serde::{Deserialize, Serialize};

use super::policy::Removed;
use super::{Operations, clock, policy};
use crate::digest::{self, Digest, Durations};
use crate::store::records::{Epoch, EpochState, Operation, Origin, Snapshot, StandbyFailure, TenantState};
use crate::store::{
    Diff, Difference, ErrorKind, LiveMark, SchemaDifference, Sizes, Store, StoreError, StoredRows, TableProof,
    TenantName, Way, dataset_digest,
};

/// Whether the live data is the seed's, with what differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verification {
    /// What the seed was made from, and the live rows of its tables, as in every receipt.
    #[serde(flatten)]
    pub live: digest::DatasetReceipt,
    /// Whether every row of every table and the schema equal the seed's, apart from what was added to tables and resets
    /// leave there.
    pub equals_seed: bool,
    /// Digest of the seed.
    pub seed_digest: Digest,
    /// How each table compares with the seed's, in the plan's order.
    pub checks: Vec<TableCheck>,
    /// How the schema differs.
    pub schema: Vec<SchemaDifference>,
}

/// One table of a [`Verification`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCheck {
    /// The table's name in the spec.
    pub table: String,
    /// Whether its rows equal the seed's.
    pub equal: bool,
    /// Rows in the seed.
    pub seed_rows: u64,
    /// Live rows.
    pub live_rows: u64,
    /// Columns whose digests differ. All of them when rows were added or removed.
    pub columns: Vec<String>,
    /// Live values that are not of their column's type.
    pub foreign_values: u64,
}

/// What is known about the live data without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveState {
    /// Not written to since it became live from the seed.
    Seed,
    /// Possibly written to, or it came from an undo: only `verify` knows.
    MayDiffer,
    /// It cannot be read as a database, or it lacks tables.
    Damaged,
    /// It is not there.
    Missing,
    /// It is locked, so that not even that could be found out; see [`TenantStatus::unknown`].
    Unknown,
}

/// One tenant at a glance. Nothing in it was read from rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TenantStatus {
    /// The tenant.
    pub tenant: String,
    /// Where its applications connect.
    pub url: String,
    /// Its dataset.
    pub dataset: String,
    /// The live epoch.
    pub epoch: Option<u32>,
    /// Since when it is live, RFC 3339.
    pub live_since: Option<String>,
    /// Whether the live data is still the seed, as far as that is cheap to know.
    pub live: LiveState,
    /// Rows of the seed, all tables.
    pub seed_rows: u64,
    /// Digest of the seed.
    pub seed_digest: Digest,
    /// Bytes on disk; none while tables are locked.
    pub sizes: Option<Sizes>,
    /// What could not be found out, because others hold locks, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// The last reset that went through, if there was one.
    pub last_reset: Option<LastReset>,
    /// When the tenant expires, RFC 3339; none: never.
    pub expires: Option<String>,
    /// Whether it has expired. It stays until it is removed.
    pub has_expired: bool,
    /// What undo could restore, newest first.
    pub retired: Vec<RetiredEpoch>,
    /// What is ready for the next resets; none where no standbys are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standbys: Option<Standbys>,
}

/// Standbys of the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standbys {
    /// How many are ready.
    pub ready: usize,
    /// Who makes another one now.
    pub made_by: Option<String>,
    /// The last try to make one ahead that failed, until one is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<FailedStandby>,
}

/// A standby that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedStandby {
    /// When that was known, RFC 3339.
    pub at: String,
    /// Why.
    pub why: String,
}

/// A reset that went through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReset {
    /// The operation's number in the store.
    pub number: i64,
    /// Its idempotency key.
    pub key: String,
    /// When it ended, RFC 3339.
    pub at: String,
}

/// A retired epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetiredEpoch {
    /// Its number.
    pub epoch: u32,
    /// Its bytes on disk.
    pub bytes: u64,
    /// Until when it can be restored, RFC 3339.
    pub undo_until: Option<String>,
    /// Whether undo can restore it at all.
    pub undoable: bool,
}

/// What a reset would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DryRun {
    /// The tenant.
    pub tenant: String,
    /// What the live data has that the seed has not, and the other way round; none if it cannot be read.
    pub diff: Option<Diff>,
    /// The epoch that would be retired.
    pub retires: Option<u32>,
    /// Until when it could be restored, RFC 3339.
    pub undo_until: String,
    /// Retired epochs that would be removed.
    pub removes: Vec<Removed>,
    /// Whether a standby is ready, so that the reset would copy nothing.
    pub standby_ready: bool,
    /// The way in which the seed would become live.
    pub by: Way,
    /// Why not by a move of tables, where there is a choice.
    pub why: Option<String>,
    /// What was dropped from the live tables and would be restored, because neither way carries its removal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings_back: Vec<String>,
    /// Why the reset would be refused, as far as the catalog shows.
    pub obstacle: Option<String>,
    /// What to do about that.
    #[serde(rename = "remedy")]
    pub help: Option<String>,
    /// The publications that send changes of the tenant's tables to subscribers.
    pub publications: Vec<String>,
    /// Bytes of the live data that would be copied for undo; none where a swap retires it as it is.
    pub saved_bytes: u64,
    /// Bytes of the seed that would be copied first; none where a standby is ready.
    pub copied_bytes: u64,
}

impl<S: Store> Operations<'_, S> {
    /// Reads every live row and compares digests and schema with the seed's. Costs O(rows).
    ///
    /// # Errors
    /// `NotFound` without live data, `Damaged` when it is not a database.
    pub async fn verify(&self, tenant: &TenantName) -> Result<Verification, StoreError> {
        let watch = clock::Stopwatch::start();
        let state = self.settled(tenant).await?;
        let seed = seed_of(&state)?;
        let live = self.store.read_live(tenant, seed).await?;
        Ok(verification(seed, live, watch, |found| self.store.keeps_additions() && is_added(found)))
    }

    /// Compares live rows with the seed's by primary key, with up to `samples_max` rows per table and kind of change.
    ///
    /// # Errors
    /// As [`Operations::verify`].
    pub async fn diff(&self, tenant: &TenantName, samples_max: u32) -> Result<Diff, StoreError> {
        let state = self.settled(tenant).await?;
        self.store.diff(tenant, seed_of(&state)?, samples_max).await
    }

    /// What a reset would do now. Changes nothing.
    pub async fn dry_run(&self, tenant: &TenantName, samples_max: u32) -> Result<DryRun, StoreError> {
        let state = self.settled(tenant).await?;
        let (seed, now_us) = (seed_of(&state)?, self.now_us());
        let standby_ready = state.standby(Origin::Snapshot(seed.number)).is_some();
        let readable = matches!(self.store.live_mark(tenant).await?, LiveMark::Epoch(_) | LiveMark::Unmarked);
        let diff = match readable {
            true => unless_refused(self.store.diff(tenant, seed, samples_max).await)?,
            false => None,
        };
        let undo_until_us = clock::after(now_us, self.policy.undo_window);
        let retires = state.tenant.live.filter(|_| readable);
        let mut retired: Vec<Epoch> = state.retired().cloned().collect();
        if let Some(live) = retires.and_then(|number| state.epoch(number)) {
            let next = Epoch { state: EpochState::Retired, undo_until_us: Some(undo_until_us), ..live.clone() };
            retired.insert(0, next);
        }
        let is_whole = !self.store.keeps_standbys() && !state.tenant.is_adopted;
        let foreseen = self.store.foresee(tenant, seed, self.policy.preference).await?;
        Ok(DryRun {
            tenant: tenant.to_string(),
            diff,
            retires,
            undo_until: clock::rfc3339(undo_until_us),
            removes: policy::no_longer_kept(&self.policy, retired.iter(), now_us),
            standby_ready,
            by: foreseen.by,
            why: foreseen.why,
            brings_back: foreseen.brings_back,
            help: foreseen.obstacle.as_ref().and_then(StoreError::to_do).map(str::to_owned),
            obstacle: foreseen.obstacle.map(|error| error.to_string()),
            publications: foreseen.publications,
            saved_bytes: if is_whole { self.store.sizes(tenant).await?.live_bytes } else { 0 },
            copied_bytes: if standby_ready || state.tenant.is_adopted { 0 } else { seed.bytes },
        })
    }

    /// One tenant at a glance, without reading rows: an unchanged stamp (size, time and counter of the last change)
    /// means an untouched seed; anything else only that `verify` would have to read.
    pub async fn status(&self, tenant: &TenantName) -> Result<TenantStatus, StoreError> {
        let state = self.settled(tenant).await?;
        let proofs: &[TableProof] = state.seed().map_or(&[], |seed| &seed.tables);
        let (live, now_us, mut unknown) = (state.live(), self.now_us(), Vec::new());
        let live_state = self.live_state(tenant, &state, live).await;
        let live_state = unless_locked(live_state, "whether the data differs from the seed", &mut unknown)?;
        let sizes = unless_locked(self.store.sizes(tenant).await, "its size", &mut unknown)?;
        Ok(TenantStatus {
            tenant: tenant.to_string(),
            url: self.store.url(tenant).await?,
            dataset: state.seed().map(|seed| seed.inputs.dataset.clone()).unwrap_or_default(),
            epoch: state.tenant.live,
            live_since: live.map(|epoch| clock::rfc3339(epoch.since_us)),
            live: live_state.unwrap_or(LiveState::Unknown),
            seed_rows: proofs.iter().map(|proof| proof.table.rows).sum(),
            seed_digest: dataset_digest(proofs),
            sizes,
            unknown,
            last_reset: state.last_reset.as_ref().map(last_reset),
            expires: state.tenant.expires_us.map(clock::rfc3339),
            has_expired: policy::has_expired(&state.tenant, now_us),
            retired: state.retired().map(|epoch| kept(epoch, now_us)).collect(),
            standbys: self.standbys(&state).await?,
        })
    }

    async fn standbys(&self, state: &TenantState) -> Result<Option<Standbys>, StoreError> {
        let keeps_standbys = self.store.keeps_standbys() && !state.tenant.is_adopted;
        let Some(seed) = state.tenant.seed.filter(|_| keeps_standbys) else { return Ok(None) };
        let is_made = state.epochs.iter().any(|epoch| epoch.state == EpochState::Building);
        let made_by = if is_made { self.store.maker(&state.tenant.name).await? } else { None };
        let failed = self.store.standby_failure(&state.tenant.name).await?;
        let failed = failed.map(|StandbyFailure { at_us, why }| FailedStandby { at: clock::rfc3339(at_us), why });
        Ok(Some(Standbys { ready: state.standbys(Origin::Snapshot(seed)).count(), made_by, failed }))
    }

    /// Where the tenant's applications connect. Reads the records only.
    ///
    /// # Errors
    /// `NotFound` without such a tenant.
    pub async fn url(&self, tenant: &TenantName) -> Result<String, StoreError> {
        self.known(tenant).await?;
        self.store.url(tenant).await
    }

    /// The expired tenants, by name.
    pub async fn expired(&self) -> Result<Vec<TenantName>, StoreError> {
        let (tenants, now_us) = (self.store.tenants().await?, self.now_us());
        let expired = tenants.into_iter().filter(|tenant| policy::has_expired(tenant, now_us));
        Ok(expired.map(|tenant| tenant.name).collect())
    }

    /// Every tenant's name.
    pub async fn list(&self) -> Result<Vec<TenantName>, StoreError> {
        Ok(self.store.tenants().await?.into_iter().map(|tenant| tenant.name).collect())
    }

    async fn live_state(
        &self,
        tenant: &TenantName,
        state: &TenantState,
        live: Option<&Epoch>,
    ) -> Result<LiveState, StoreError> {
        let stamp = self.store.live_stamp(tenant).await?;
        if stamp.is_none() {
            return Ok(LiveState::Missing);
        }
        let of_seed = live.is_some_and(|epoch| Some(epoch.origin) == state.tenant.seed.map(Origin::Snapshot));
        if let Some(seed) = state.seed().filter(|_| of_seed && stamp == state.tenant.stamp) {
            // What cannot be compared is for `verify` to report.
            let differences = self.store.unstamped_differences(tenant, seed).await;
            if differences.is_ok_and(|differences| differences.is_empty()) {
                return Ok(LiveState::Seed);
            }
        }
        match self.store.live_mark(tenant).await? {
            LiveMark::Damaged(_) => Ok(LiveState::Damaged),
            LiveMark::Missing => Ok(LiveState::Missing),
            LiveMark::Epoch(_) | LiveMark::Unmarked => Ok(LiveState::MayDiffer),
        }
    }
}

/// What was read, or nothing where that is not allowed: the reason of the refused reset is more useful.
fn unless_refused<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Err(error) if error.kind() == ErrorKind::Refused => Ok(None),
        read => read.map(Some),
    }
}

/// What was found out, or nothing where others hold locks: then `unknown` has what that is, and why.
fn unless_locked<T>(
    found: Result<T, StoreError>,
    what: &str,
    unknown: &mut Vec<String>,
) -> Result<Option<T>, StoreError> {
    match found {
        Err(error) if error.kind() == ErrorKind::Busy => {
            unknown.push(format!("{what} is unknown: {error}"));
            Ok(None)
        }
        found => found.map(Some),
    }
}

fn kept(epoch: &Epoch, now_us: i64) -> RetiredEpoch {
    RetiredEpoch {
        epoch: epoch.number,
        bytes: epoch.bytes,
        undo_until: epoch.undo_until_us.map(clock::rfc3339),
        undoable: !epoch.damaged && epoch.undo_until_us.is_some_and(|until_us| until_us > now_us),
    }
}

fn last_reset(operation: &Operation) -> LastReset {
    let at_us = operation.ended_us.unwrap_or(operation.started_us);
    LastReset { number: operation.id, key: operation.key.clone(), at: clock::rfc3339(at_us) }
}

fn seed_of(state: &TenantState) -> Result<&Snapshot, StoreError> {
    state.seed().ok_or_else(|| {
        StoreError::not_found(format!("tenant \"{}\" has no seed snapshot", state.tenant.name))
            .with_help("Create it with \"reseed up\".")
    })
}

/// Whether something was added to a table: an index, a constraint, a column. A table more is none of the seed's.
fn is_added(found: &SchemaDifference) -> bool {
    found.difference == Difference::Extra && found.object != "table"
}

fn verification(
    seed: &Snapshot,
    live: StoredRows,
    watch: clock::Stopwatch,
    is_kept: impl Fn(&SchemaDifference) -> bool,
) -> Verification {
    let checks: Vec<TableCheck> =
        seed.tables.iter().zip(&live.tables).map(|(seed, live)| table_check(seed, live)).collect();
    let tables = live.tables.into_iter().map(|proof| proof.table).collect();
    let durations_ms = Durations::from([("total".to_owned(), watch.ms())]);
    Verification {
        live: digest::DatasetReceipt::new("verify", seed.inputs.clone(), tables, durations_ms),
        equals_seed: live.schema.iter().all(is_kept) && checks.iter().all(|table| table.equal),
        seed_digest: dataset_digest(&seed.tables),
        checks,
        schema: live.schema,
    }
}

fn table_check(seed: &TableProof, live: &TableProof) -> TableCheck {
    let (seed_table, live_table) = (&seed.table, &live.table);
    let differing = seed_table.columns.iter().filter(|(name, digest)| live_table.columns.get(*name) != Some(digest));
    TableCheck {
        table: seed_table.name.clone(),
        equal: seed == live,
        seed_rows: seed_table.rows,
        live_rows: live_table.rows,
        columns: differing.map(|(name, _)| name.clone()).collect(),
        foreign_values: live.foreign_values,
    }
}
