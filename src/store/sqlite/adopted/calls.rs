//! Reset, undo and removal of a tenant in an application's file: one transaction of that file each.
//!
//! 1. The file is locked against writers; what its log is worth is known from then on.
//! 2. The rows that differ are kept in a state file, next to those that are wanted.
//! 3. They are replaced, the log is emptied, and a new mark is written.
//! 4. What will be recorded is prepared, then the transaction commits, then it is recorded. After a crash in between the mark
//!    shows what happened.

use std::path::{Path, PathBuf};

use rusqlite::ffi;
use serde_json::{Value, json};

use super::evidence::{self, LogState};
use super::record::{Became, OperationTime, Pending, ReceiptFacts, no_longer_kept, receipt, undo_until};
use super::state::{self, Candidates, ReplacedRows, Sources};
use super::{AdoptedSet, AppFiles, AppTenant, draw_mark, file, log, revert};
use crate::store::crash::crash_point;
use crate::store::records::{Change, Operation, OperationKind, OperationState, Origin, Snapshot, TenantState};
use crate::store::sqlite::raw::{Db, SqlError};
use crate::store::sqlite::{failed, files};
use crate::store::{CallOptions, Lease, Place, StoreError, Way};

/// Why a try did not end in a receipt.
enum BringError {
    /// A constraint keeps rows out, so others than those in the log differ.
    Conflict,
    Other(StoreError),
}

impl From<StoreError> for BringError {
    fn from(error: StoreError) -> Self {
        BringError::Other(error)
    }
}

/// What is to become live.
struct BringTarget<'a> {
    seed: &'a Snapshot,
    /// The epoch that is to come back; none where that is the seed.
    epoch: Option<u32>,
}

impl AppFiles<'_> {
    /// Runs an operation of a tenant in an application's file; gives its receipt.
    ///
    /// # Errors
    /// Then nothing has changed, and the operation is recorded as failed.
    pub fn call(&self, lease: &Lease, operation: &Operation, options: CallOptions) -> Result<Value, StoreError> {
        let moment = OperationTime::new(options.now_us);
        let done = self.complete_pending(lease, moment).and_then(|settled| match settled {
            Some((number, receipt)) if number == operation.id => Ok(receipt),
            _ => self.work(lease, operation, options, moment),
        });
        done.inspect_err(|error| {
            // What is still pending is settled by the next operation where it cannot be now.
            let _ = self.complete_pending(lease, moment);
            self.fail(lease, operation, error, moment.now_us());
        })
    }

    fn work(
        &self,
        lease: &Lease,
        operation: &Operation,
        options: CallOptions,
        moment: OperationTime,
    ) -> Result<Value, StoreError> {
        let tenant = &operation.tenant;
        let (adopted, state) = self.records(lease)?;
        for other in state.open_operations.iter().filter(|other| other.id != operation.id) {
            self.fail(lease, other, &StoreError::busy("it never got the tenant's lease"), moment.now_us());
        }
        match operation.kind {
            OperationKind::Down => self.purge(lease, &adopted, &state, operation, options, moment),
            OperationKind::Reset | OperationKind::Undo => {
                let seed =
                    state.seed().ok_or_else(|| StoreError::damaged(format!("tenant \"{tenant}\" has no seed")))?;
                let epoch = match operation.kind {
                    OperationKind::Undo => Some(retired(&state, operation, moment.now_us())?),
                    _ => None,
                };
                let bring = Bring { files: *self, lease, adopted: &adopted, state: &state, operation, options, moment };
                bring.run(&BringTarget { seed, epoch })
            }
            OperationKind::Up | OperationKind::Save | OperationKind::Restore => {
                Err(refused(operation, "it has no named snapshots")
                    .with_help("A reset brings the seed back, and undo what was there before it."))
            }
        }
    }

    pub fn records(&self, lease: &Lease) -> Result<(AppTenant, TenantState), StoreError> {
        let adopted = AppTenant::find(self.control, &lease.tenant)?;
        let state = self.control.state(&lease.tenant)?;
        adopted.zip(state).ok_or_else(|| StoreError::just_removed(&lease.tenant))
    }

    /// Records what an operation has done whose process ended before it could, or forgets it if it has done nothing. Gives its
    /// number and its receipt.
    pub fn complete_pending(&self, lease: &Lease, moment: OperationTime) -> Result<Option<(i64, Value)>, StoreError> {
        let Some(adopted) = AppTenant::find(self.control, &lease.tenant)? else { return Ok(None) };
        let Some(text) = &adopted.pending else { return Ok(None) };
        let pending: Pending = serde_json::from_str(text)
            .map_err(|error| StoreError::damaged(format!("a prepared record cannot be read: {error}")))?;
        let mark = {
            let db = file::open(&adopted.file, file::READ_WAIT, self.caller)?;
            log::mark(&db, log::LIVE_MARK)?
        };
        let (_, state) = self.records(lease)?;
        let operation = state.open_operations.iter().find(|operation| operation.id == pending.operation).cloned();
        match operation {
            Some(operation) if mark == Some(pending.live_mark) => {
                let number = pending.operation;
                self.finish(lease, &adopted, &state, &operation, pending).map(|receipt| Some((number, receipt)))
            }
            operation => {
                if let Some(became) = &pending.became {
                    files::remove(&self.layout.place(&lease.tenant, Place::Retired(became.retires)))?;
                }
                self.control.set_pending(lease, None)?;
                if let Some(operation) = operation {
                    let why = StoreError::machine("its process ended before it did");
                    self.fail(lease, &operation, &why, moment.now_us());
                }
                Ok(None)
            }
        }
    }

    /// The tables are the application's alone again.
    fn purge(
        &self,
        lease: &Lease,
        adopted: &AppTenant,
        state: &TenantState,
        operation: &Operation,
        options: CallOptions,
        moment: OperationTime,
    ) -> Result<Value, StoreError> {
        let mut notes = Vec::new();
        match adopted.file.is_file() {
            true => {
                let db = file::open(&adopted.file, options.wait, self.caller)?;
                file::begin(&db, options.wait, self.caller)?;
                // The log of another store stays.
                if log::mark(&db, log::SEED_MARK)?.is_none_or(|mark| mark == adopted.set.seed_mark) {
                    log::remove(&db)?;
                }
                file::commit(&db, options.wait, self.caller)?;
            }
            false => {
                notes.push(format!("the application's file {:?} is not there", adopted.file.display().to_string()))
            }
        }
        for path in self.layout.copies(&lease.tenant)? {
            files::remove(&path)?;
        }
        let facts = ReceiptFacts { is_changed: true, notes, ..ReceiptFacts::default() };
        let receipt = receipt(operation, &state.tenant, state.seed(), moment, facts)?;
        let done = Operation {
            state: OperationState::Done,
            ended_us: Some(moment.now_us()),
            receipt: Some(receipt.clone()),
            error: None,
            ..operation.clone()
        };
        self.control.record(lease, &[Change::Operation(done), Change::PurgeTenant])?;
        files::remove(&self.layout.lock(&lease.tenant))?;
        Ok(receipt)
    }
}

/// The epoch that an undo restores.
fn retired(state: &TenantState, operation: &Operation, now_us: i64) -> Result<u32, StoreError> {
    let named = operation.argument.as_ref().and_then(|epoch| epoch.parse::<u32>().ok());
    let is_kept = |until: Option<i64>| until.is_some_and(|until| until > now_us);
    let mut kept = state.retired().filter(|epoch| is_kept(epoch.undo_until_us));
    let found = kept.find(|epoch| named.is_none_or(|named| named == epoch.number));
    found.map(|epoch| epoch.number).ok_or_else(|| {
        StoreError::refused(format!("tenant \"{}\" has no state to restore", operation.tenant))
            .with_help("A state is kept for an hour after a reset, the last three at most.")
    })
}

fn refused(operation: &Operation, why: &str) -> StoreError {
    StoreError::refused(format!("tenant \"{}\" is in tables of an application: {why}", operation.tenant))
}

/// A reset or an undo.
struct Bring<'a> {
    files: AppFiles<'a>,
    lease: &'a Lease,
    adopted: &'a AppTenant,
    state: &'a TenantState,
    operation: &'a Operation,
    options: CallOptions,
    moment: OperationTime,
}

impl Bring<'_> {
    fn run(&self, wanted: &BringTarget<'_>) -> Result<Value, StoreError> {
        match self.attempt(wanted, None) {
            Err(BringError::Conflict) => {
                let why = "rows that are not in it stand in the way of the seed's";
                self.attempt(wanted, Some(why)).map_err(|error| match error {
                    BringError::Other(error) => error,
                    BringError::Conflict => StoreError::refused(format!(
                        "the rows of tenant \"{}\" cannot be restored: a constraint keeps them out",
                        self.lease.tenant
                    ))
                    .with_help("A constraint that came later, or rows outside its tables, are in the way."),
                })
            }
            Err(BringError::Other(error)) => Err(error),
            Ok(receipt) => Ok(receipt),
        }
    }

    /// One try. `why` says why all rows are compared, where the log does not.
    fn attempt(&self, wanted: &BringTarget<'_>, why: Option<&'static str>) -> Result<Value, BringError> {
        let (set, caller) = (&self.adopted.set, self.files.caller);
        let seed = self.copy(Place::Snapshot(wanted.seed.number))?;
        let epoch = wanted.epoch.map(|epoch| self.copy(Place::Retired(epoch))).transpose()?;
        let db = file::open(&self.adopted.file, self.options.wait, caller)?;
        let lock_wait_ms = file::begin(&db, self.options.wait, caller)?;
        let locked = OperationTime::new(0);
        evidence::need_same_tables(&db, set, self.lease.tenant.as_str())?;
        let log_state = match why {
            Some(why) => LogState::Incomplete(why),
            None => evidence::log_state(&db, set)?,
        };
        let mut way = WayTaken { log_state, found: ReplacedRows::default(), lock_wait_ms, locked };
        let may_be_unchanged = wanted.epoch.is_none() && !self.options.prove && way.log_state == LogState::Complete;
        if may_be_unchanged && is_as_seeded(&db, set, &seed)? {
            return Ok(self.unchanged(wanted, &way)?);
        }
        let live = self.state.tenant.live.unwrap_or(0);
        let (saving, kept) = (
            self.files.layout.saving(&self.lease.tenant, live),
            self.files.layout.place(&self.lease.tenant, Place::Retired(live)),
        );
        let sources = Sources { app: &self.adopted.file, seed: &seed, epoch: epoch.as_deref() };
        let replaced = self.replace(&db, wanted, &mut way, sources, &Kept { saving: &saving, kept: &kept });
        if replaced.is_err() {
            drop(db);
            files::remove_database(&saving)?;
            // No other epoch's file has this name: this one is live.
            files::remove(&kept)?;
            return replaced.map(|_| Value::Null);
        }
        let pending = replaced?;
        self.files.prepare(self.lease, &pending)?;
        crash_point("adopted.prepared");
        file::commit(&db, self.options.wait, caller)?;
        crash_point("adopted.committed");
        if pending.became.is_none() {
            files::remove(&kept)?;
        }
        Ok(self.files.finish(self.lease, self.adopted, self.state, self.operation, pending)?)
    }

    fn copy(&self, place: Place) -> Result<PathBuf, StoreError> {
        let path = self.files.layout.place(&self.lease.tenant, place);
        if path.exists() { Ok(path) } else { Err(StoreError::copy_gone(&self.lease.tenant, place, "is missing")) }
    }

    /// Steps 2 and 3; gives what will be recorded.
    fn replace(
        &self,
        db: &Db,
        wanted: &BringTarget<'_>,
        way: &mut WayTaken,
        sources: Sources<'_>,
        files_of: &Kept<'_>,
    ) -> Result<Pending, BringError> {
        let (set, caller) = (&self.adopted.set, self.files.caller);
        let candidates = if way.log_state == LogState::Complete { Candidates::Logged } else { Candidates::All };
        way.found = state::make(files_of.saving, set, sources, candidates, caller)?;
        files::seal(files_of.saving)?;
        files::publish(files_of.saving, files_of.kept)?;
        file::attach_sealed(db, files_of.kept, "state")?;
        if let Some(epoch) = sources.epoch {
            file::attach_sealed(db, epoch, "epoch")?;
        }
        revert::revert(db, set).map_err(|error| conflict_or(error, candidates))?;
        let put = "put the log in place";
        if way.log_state != LogState::Complete {
            log::put_in_place(db, &set.tables, &log::triggers(db, &set.tables)?)?;
        }
        let live_mark = draw_mark()?;
        revert::restart_log(db, set, sources.epoch.is_some()).map_err(failed(put))?;
        revert::write_marks(db, set.seed_mark, live_mark).map_err(failed(put))?;
        if self.options.prove && sources.epoch.is_none() {
            self.prove(db, sources)?;
        }
        let set = AdoptedSet { live_mark, evidence: evidence::evidence(db, &set.tables)?, ..set.clone() };
        Ok(self.pending(wanted, way, set, files_of)?)
    }

    /// Compares all rows as they are about to be committed.
    fn prove(&self, db: &Db, sources: Sources<'_>) -> Result<(), StoreError> {
        file::attach_sealed(db, sources.seed, "seed")?;
        if state::differing(db, &self.adopted.set)? == 0 {
            return Ok(());
        }
        let tenant = &self.lease.tenant;
        let said = format!("rows of tenant \"{tenant}\" differ from its seed although none of them is in the log");
        Err(StoreError::damaged(said).with_help(format!(
            "Nothing has changed. Rows were written while triggers were switched off, or the log was changed. Compare the rows with \
             \"reseed verify {tenant}\"; \"reseed adopt {tenant}\" takes those that are there as the seed."
        )))
    }

    /// What will be recorded.
    fn pending(
        &self,
        wanted: &BringTarget<'_>,
        way: &WayTaken,
        set: AdoptedSet,
        files_of: &Kept<'_>,
    ) -> Result<Pending, StoreError> {
        let (now_us, epoch) = (self.moment.now_us(), self.state.next_epoch());
        let origin = wanted.epoch.map_or(Origin::Snapshot(wanted.seed.number), Origin::Epoch);
        let drops = no_longer_kept(self.state, wanted.epoch, now_us);
        let became = way.found.is_changed().then(|| Became {
            epoch,
            origin,
            retires: self.state.tenant.live.unwrap_or(0),
            retired_bytes: files::bytes(files_of.kept),
            drops: drops.iter().map(|(number, _)| *number).collect(),
        });
        let receipt = self.receipt(wanted, way, became.as_ref(), drops)?;
        Ok(Pending { live_mark: set.live_mark, operation: self.operation.id, set, became, receipt, now_us })
    }

    /// Nothing was written since the seed: the file stays as it is.
    fn unchanged(&self, wanted: &BringTarget<'_>, way: &WayTaken) -> Result<Value, StoreError> {
        let (set, now_us) = (self.adopted.set.clone(), self.moment.now_us());
        let receipt = self.receipt(wanted, way, None, Vec::new())?;
        let pending =
            Pending { live_mark: set.live_mark, operation: self.operation.id, set, became: None, receipt, now_us };
        self.files.finish(self.lease, self.adopted, self.state, self.operation, pending)
    }

    fn receipt(
        &self,
        wanted: &BringTarget<'_>,
        way: &WayTaken,
        became: Option<&Became>,
        removed: Vec<(u32, String)>,
    ) -> Result<Value, StoreError> {
        let now_us = self.moment.now_us();
        let (by, why) = match way.log_state {
            LogState::Complete => (Way::Delta, format!("{} rows", way.found.row_count())),
            LogState::Incomplete(why) => (Way::Full, format!("the log is not complete: {why}")),
        };
        let is_proven = self.options.prove && wanted.epoch.is_none();
        let retired = became.map(|became| (became.retires, undo_until(now_us)));
        let facts = ReceiptFacts {
            is_changed: became.is_some(),
            epoch: became.map(|became| became.epoch).or(self.state.tenant.live),
            origin: became.map(|became| became.origin).or_else(|| self.state.live().map(|epoch| epoch.origin)),
            proof: match (is_proven, wanted.epoch) {
                (true, _) => Some("read_back"),
                (false, None) => Some("log"),
                (false, Some(_)) => None,
            },
            swap: json!({
                "by": by, "why": why, "tries": 1, "before_ms": 0.0, "lock_wait_ms": way.lock_wait_ms, "swap_ms": way.locked.ms(),
                "wal_position": null, "ended": [],
            }),
            undo: retired,
            removed: removed.into_iter().filter(|(_, why)| became.is_some() && !why.is_empty()).collect(),
            notes: match became {
                None => vec!["nothing was written since the seed became live".to_owned()],
                Some(_) => Vec::new(),
            },
        };
        receipt(self.operation, &self.state.tenant, Some(wanted.seed), self.moment, facts)
    }
}

/// How an attempt goes.
struct WayTaken {
    log_state: LogState,
    found: ReplacedRows,
    lock_wait_ms: f64,
    /// Since when the file is locked.
    locked: OperationTime,
}

/// The file of the state that is replaced, while it is made and afterwards.
struct Kept<'a> {
    saving: &'a Path,
    kept: &'a Path,
}

/// Whether nothing is in the log and no counter has moved.
fn is_as_seeded(db: &Db, set: &AdoptedSet, seed: &Path) -> Result<bool, StoreError> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM main.{} WHERE t > 0)", log::LOG);
    if db.integer(&sql).map_err(failed("read the log"))? == 1 {
        return Ok(false);
    }
    file::attach_sealed(db, seed, "seed")?;
    state::counters_differ(db, set).map(|differ| !differ).map_err(failed("compare counters"))
}

fn conflict_or(error: SqlError, candidates: Candidates) -> BringError {
    let is_constraint = error.code == ffi::SQLITE_CONSTRAINT;
    match candidates {
        Candidates::Logged if is_constraint => BringError::Conflict,
        _ if is_constraint => BringError::Other(
            StoreError::refused(format!("the rows cannot be restored: {}", error.message))
                .with_help("A constraint that came later keeps the seed's rows from coming back."),
        ),
        _ => BringError::Other(failed("restore the rows")(error)),
    }
}
