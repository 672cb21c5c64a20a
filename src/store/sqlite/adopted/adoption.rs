//! Taking the tables of an application's file: the checks, the seed with its proofs, the log. One transaction of the file.
//!
//! The seed is a copy of the whole file, page for page, made while the file is held against writers: rowids, counters and the
//! schema are in it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::evidence::evidence;
use super::record::{OperationTime, ReceiptFacts, SEED_STAMP, live_epoch, receipt};
use super::tables::{self, AppTable};
use super::{AdoptedSet, AppFiles, AppTenant, draw_mark, file, log, revert};
use crate::digest::DatasetInputs;
use crate::spec::calendar::format_time;
use crate::store::quote::quoted;
use crate::store::records::{Change, Operation, OperationState, Origin, Snapshot, SnapshotState, Tenant, TenantState};
use crate::store::sqlite::raw::{Db, Value as SqlValue};
use crate::store::sqlite::{failed, files, live, save, snapshot};
use crate::store::{
    Adoption, CallOptions, ErrorKind, Filling, Lease, Place, StoreError, StoredTable, TableProof, TenantName, Way,
    tables_of,
};

/// What to do about tables that cannot be reset where they are.
const LEAVE_OUT: &str = "Leave such tables out with --tables, or take those with them that they need.";

/// Where the rows of a seed come from.
#[derive(Clone, Copy)]
pub struct SeedOrigin<'a> {
    /// In words.
    pub why: &'static str,
    /// The spec's rows that were loaded; none where the application made them.
    pub loaded: Option<&'a Filling<'a>>,
}

/// A seed that was taken.
struct TakenSeed {
    tables: Vec<StoredTable>,
    proofs: Vec<TableProof>,
    bytes: u64,
    seal: String,
}

impl AppFiles<'_> {
    /// The file that an adoption is about: the named one, or the one that the tenant has.
    ///
    /// # Errors
    /// `Refused` when it is another tenant's, or the tenant's tables are reseed's.
    pub fn file_of(&self, tenant: &TenantName, adoption: &Adoption) -> Result<PathBuf, StoreError> {
        let adopted = AppTenant::find(self.control, tenant)?;
        if adopted.is_none() && self.control.state(tenant)?.is_some_and(|state| state.tenant.seed.is_some()) {
            return Err(StoreError::refused(format!("tenant \"{tenant}\" has tables that reseed made")).with_help(
                format!("Choose another name, or remove that tenant with \"reseed down {tenant}\" first."),
            ));
        }
        let Some(named) = &adoption.file else {
            return adopted.map(|adopted| adopted.file).ok_or_else(|| {
                StoreError::usage(
                    "this store has a file of its own for each tenant; an application's file has to be named",
                )
                .with_help(format!(
                    "Run \"reseed adopt {tenant} --file FILE\", or name a PostgreSQL store with --store."
                ))
            });
        };
        let found = std::fs::canonicalize(named).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                StoreError::not_found(format!("there is no file {:?}", named.display().to_string()))
                    .with_help("Run the application's migrations first.")
            }
            _ => StoreError::file("find", named, error),
        })?;
        let text = found.to_str().ok_or_else(|| StoreError::usage("the path of the file must be valid UTF-8"))?;
        if let Some(adopted) = adopted.filter(|adopted| adopted.file != found && adopted.file.is_file()) {
            let other = adopted.file.display().to_string();
            return Err(StoreError::refused(format!("tenant \"{tenant}\" has the tables of {other:?}")).with_help(
                format!("Choose another name, or run \"reseed down {tenant}\" first; the rows there stay."),
            ));
        }
        match self.control.adopted_in(text)? {
            Some(other) if other != tenant.as_str() => Err(StoreError::refused(format!(
                "the tables of {text:?} are tenant \"{other}\" already"
            ))
            .with_help(format!("Use that name, or remove it with \"reseed down {other}\" first; its rows stay."))),
            _ => Ok(found),
        }
    }

    /// Makes the tables of a file the tenant's, with the rows that are there as its seed; gives the receipt.
    ///
    /// # Errors
    /// `Refused` with what keeps the tables from being reset where they are. Nothing has changed then.
    pub fn adopt(
        &self,
        lease: &Lease,
        operation: &Operation,
        adoption: &Adoption,
        options: CallOptions,
    ) -> Result<Value, StoreError> {
        let moment = OperationTime::new(options.now_us);
        let done =
            self.file_of(&lease.tenant, adoption).and_then(|path| match self.complete_pending(lease, moment)? {
                Some((number, receipt)) if number == operation.id => Ok(receipt),
                _ => {
                    let origin = SeedOrigin { why: "the rows that are there were taken as the seed", loaded: None };
                    let patterns = self.patterns(&lease.tenant, adoption)?;
                    self.take(lease, operation, &path, &patterns, origin, options, moment)
                }
            });
        done.inspect_err(|error| {
            self.fail(lease, operation, error, moment.now_us());
            let is_new = self
                .control
                .state(&lease.tenant)
                .is_ok_and(|state| state.is_some_and(|state| state.tenant.seed.is_none()));
            if is_new {
                // The record of a tenant that did not come to be.
                let _ = self.control.record(lease, &[Change::PurgeTenant]);
                let _ = files::remove(&self.layout.lock(&lease.tenant));
            }
        })
    }

    /// The patterns that were asked for, or those of the adoption before.
    fn patterns(&self, tenant: &TenantName, adoption: &Adoption) -> Result<Vec<String>, StoreError> {
        if !adoption.tables.is_empty() {
            return Ok(adoption.tables.clone());
        }
        Ok(AppTenant::find(self.control, tenant)?.map(|known| known.set.patterns).unwrap_or_default())
    }

    /// Takes the rows that are there as the seed, and records it.
    #[allow(clippy::too_many_arguments)]
    pub fn take(
        &self,
        lease: &Lease,
        operation: &Operation,
        path: &Path,
        patterns: &[String],
        origin: SeedOrigin<'_>,
        options: CallOptions,
        moment: OperationTime,
    ) -> Result<Value, StoreError> {
        let state = self.control.state(&lease.tenant)?.ok_or_else(|| StoreError::just_removed(&lease.tenant))?;
        let db = file::open(path, options.wait, self.caller)?;
        let lock_wait_ms = file::begin(&db, options.wait, self.caller).map_err(|error| no_database(error, path))?;
        let locked = OperationTime::new(0);
        let tables = wanted_tables(&db, patterns)?;
        let number = state.next_snapshot();
        let copies =
            (self.layout.building(&lease.tenant, number), self.layout.place(&lease.tenant, Place::Snapshot(number)));
        let taken = self.take_seed(&db, path, tables, &copies.0, &copies.1).and_then(|taken| {
            file::commit(&db, options.wait, self.caller)?;
            Ok(taken)
        });
        if taken.is_err() {
            files::remove_database(&copies.0)?;
            files::remove(&copies.1)?;
        }
        let (taken, set) = taken?;
        let before = AppTenant::find(self.control, &lease.tenant)?.map(|known| known.set);
        let loaded = origin.loaded.map(|filling| filling.dataset.tables.iter().map(|table| table.stored_name.clone()));
        let patterns = match (origin.loaded, before) {
            (Some(_), Some(before)) => before.patterns,
            _ => patterns.to_vec(),
        };
        let set = AdoptedSet { loaded: loaded.map(Iterator::collect).unwrap_or_default(), patterns, ..set };
        let swap = json!({
            "by": Way::Full, "why": origin.why, "tries": 1, "before_ms": 0.0,
            "lock_wait_ms": lock_wait_ms, "swap_ms": locked.ms(), "wal_position": null, "ended": [],
        });
        let adopted = AppTenant { tenant: lease.tenant.clone(), file: path.to_owned(), set, pending: None };
        self.record_seed(lease, operation, &state, &adopted, taken, origin, swap, moment)
    }

    /// Makes and seals the copy that is the seed, and the log; all but the commit.
    fn take_seed(
        &self,
        db: &Db,
        path: &Path,
        tables: Vec<AppTable>,
        building: &Path,
        sealed: &Path,
    ) -> Result<(TakenSeed, AdoptedSet), StoreError> {
        let taken = copy_seed(path, building, &tables, self.caller)?;
        log::put_in_place(db, &tables, &log::triggers(db, &tables)?)?;
        let (seed_mark, live_mark) = (draw_mark()?, draw_mark()?);
        revert::write_marks(db, seed_mark, live_mark).map_err(failed("put the log in place"))?;
        rehearse(db, &tables)?;
        files::seal(building)?;
        files::publish(building, sealed)?;
        let evidence = evidence(db, &tables)?;
        let set = AdoptedSet { evidence, tables, seed_mark, live_mark, patterns: Vec::new(), loaded: Vec::new() };
        Ok((taken, set))
    }

    #[allow(clippy::too_many_arguments)]
    fn record_seed(
        &self,
        lease: &Lease,
        operation: &Operation,
        state: &TenantState,
        adopted: &AppTenant,
        taken: TakenSeed,
        origin_of_rows: SeedOrigin<'_>,
        swap: Value,
        moment: OperationTime,
    ) -> Result<Value, StoreError> {
        let (number, epoch, now_us) = (state.next_snapshot(), state.next_epoch(), moment.now_us());
        let present = || DatasetInputs {
            dataset: adopted.file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            tenant: lease.tenant.to_string(),
            as_of: format_time(now_us),
            ..DatasetInputs::default()
        };
        let inputs = origin_of_rows.loaded.map_or_else(present, |loaded| loaded.inputs.clone());
        let seed = Snapshot {
            number,
            state: SnapshotState::Sealed,
            inputs,
            schema: taken.tables,
            tables: taken.proofs,
            bytes: taken.bytes,
            seal: taken.seal,
            created_us: now_us,
            name: None,
        };
        let lifetime_us = origin_of_rows.loaded.map_or(state.tenant.lifetime_us, |loaded| loaded.lifetime_us);
        let tenant = Tenant {
            lifetime_us,
            expires_us: lifetime_us.map(|lifetime_us| now_us.saturating_add(lifetime_us)),
            live: Some(epoch),
            seed: Some(number),
            stamp: Some(SEED_STAMP.to_owned()),
            ..state.tenant.clone()
        };
        let origin = Origin::Snapshot(number);
        let facts = ReceiptFacts {
            is_changed: true,
            epoch: Some(epoch),
            origin: Some(origin),
            proof: Some("read_back"),
            swap,
            ..ReceiptFacts::default()
        };
        let receipt = receipt(operation, &tenant, Some(&seed), moment, facts)?;
        let mut changes: Vec<Change> = state.epochs.iter().map(|epoch| Change::PurgeEpoch(epoch.number)).collect();
        changes.extend(state.snapshots.iter().map(|snapshot| Change::PurgeSnapshot(snapshot.number)));
        changes.extend([
            Change::Snapshot(seed),
            Change::Epoch(live_epoch(epoch, origin, number, now_us)),
            Change::Tenant(tenant),
            Change::Operation(Operation {
                state: OperationState::Done,
                epoch: Some(epoch),
                ended_us: Some(now_us),
                receipt: Some(receipt.clone()),
                error: None,
                ..operation.clone()
            }),
        ]);
        self.control.record_adopted(lease, &adopted.row()?, &changes)?;
        let kept = self.layout.place(&lease.tenant, Place::Snapshot(number));
        for path in self.layout.copies(&lease.tenant)? {
            if path != kept {
                files::remove(&path)?;
            }
        }
        Ok(receipt)
    }
}

/// A file that is no database is the caller's mistake.
fn no_database(error: StoreError, path: &Path) -> StoreError {
    match error.kind() {
        ErrorKind::Damaged => {
            StoreError::usage(format!("{:?} is not a database of SQLite", path.display().to_string()))
        }
        _ => error,
    }
}

/// The tables that are meant, in the order of their names.
fn wanted_tables(db: &Db, patterns: &[String]) -> Result<Vec<AppTable>, StoreError> {
    let names = tables::names(db, patterns)?;
    if names.is_empty() {
        let named = if patterns.is_empty() { String::new() } else { format!(" called {}", patterns.join(", ")) };
        return Err(StoreError::not_found(format!("the file has no tables{named}"))
            .with_help("Run the application's migrations first, or choose others with --tables."));
    }
    refuse_references(db, &names)?;
    refuse_virtual(db, &names)?;
    let mut found = Vec::new();
    for name in names {
        found.extend(tables::table(db, &name, found.len() + 1)?);
    }
    Ok(found)
}

/// Refuses rows that tables outside refer to.
fn refuse_references(db: &Db, names: &[String]) -> Result<(), StoreError> {
    let sql =
        "SELECT DISTINCT s.name, f.\"table\" FROM main.sqlite_schema AS s, pragma_foreign_key_list(s.name, 'main') AS f
        WHERE s.type = 'table' ORDER BY 1, 2";
    let is_ours = |table: &str| names.iter().any(|name| name.eq_ignore_ascii_case(table));
    let found = db.texts(sql, &[]).map_err(failed("read the schema"))?;
    let outside = found.iter().filter(|row| !is_ours(&row[0]) && is_ours(&row[1]));
    let words: Vec<String> = outside.map(|row| format!("{:?} refers to {:?}", row[0], row[1])).collect();
    match words.is_empty() {
        true => Ok(()),
        false => {
            Err(StoreError::refused(format!("tables outside refer to rows that would be reset: {}", words.join(", ")))
                .with_help(LEAVE_OUT))
        }
    }
}

/// Refuses triggers that keep a virtual table in step: its rows cannot be logged, and no trigger fires while rows are reverted.
fn refuse_virtual(db: &Db, names: &[String]) -> Result<(), StoreError> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'";
    let virtual_tables: Vec<String> =
        db.texts(sql, &[]).map_err(failed("read the schema"))?.into_iter().flatten().collect();
    let sql =
        "SELECT name, tbl_name FROM main.sqlite_schema WHERE type = 'trigger' AND instr(lower(sql), lower(?1)) > 0";
    for table in virtual_tables {
        let triggers = db.texts(sql, &[SqlValue::Text(&table)]).map_err(failed("read the schema"))?;
        if let Some(trigger) = triggers.iter().find(|row| names.iter().any(|name| name.eq_ignore_ascii_case(&row[1]))) {
            let said = format!(
                "trigger {:?} of table {:?} writes to virtual table {table:?}, whose rows cannot be logged",
                trigger[0], trigger[1]
            );
            return Err(StoreError::refused(said).with_help(LEAVE_OUT));
        }
    }
    Ok(())
}

/// Copies the file's committed pages and reads the tables' rows from the copy.
fn copy_seed(
    path: &Path,
    building: &Path,
    tables: &[AppTable],
    caller: &crate::store::Caller,
) -> Result<TakenSeed, StoreError> {
    files::remove_database(building)?;
    {
        let app = live::open(path)?;
        app.set_patience(file::READ_WAIT, caller);
        app.exec("BEGIN; SELECT count(*) FROM sqlite_schema").map_err(failed("read the application's file"))?;
        save::pages(&app, building)?;
    }
    let stored = {
        let copy = Db::open(building, crate::store::sqlite::raw::Mode::Immutable).map_err(failed("open the copy"))?;
        tables.iter().map(|table| tables::stored(&copy, table)).collect::<Result<Vec<_>, _>>()?
    };
    let proofs = snapshot::read_file(building, &tables_of(&stored)?, caller)?;
    Ok(TakenSeed { tables: stored, proofs, bytes: files::bytes(building), seal: files::hash(building)? })
}

/// Takes a row of each table out and puts it back, then rolls that back: functions or collations that only the application has
/// are met here.
fn rehearse(db: &Db, tables: &[AppTable]) -> Result<(), StoreError> {
    for table in tables {
        let (name, keys) = (quoted(&table.name), table.keys.join(", "));
        let row = table.keys.iter().zip(table.own_keys()).chain(table.columns.iter().zip(table.own_columns()));
        let row: Vec<String> = row.map(|(column, own)| format!("{column} AS {own}")).collect();
        let sql = format!(
            "SAVEPOINT rehearsal; CREATE TEMP TABLE rehearsed AS SELECT {} FROM main.{name} LIMIT 1;
             DELETE FROM main.{name} WHERE ({keys}) IN (SELECT {} FROM rehearsed); {} FROM rehearsed;
             ROLLBACK TO rehearsal; RELEASE rehearsal",
            row.join(", "),
            table.own_keys().join(", "),
            revert::insert(table),
        );
        db.exec(&sql).map_err(|error| {
            StoreError::refused(format!("a row of table {:?} cannot be restored: {}", table.name, error.message))
                .with_help(LEAVE_OUT)
        })?;
    }
    Ok(())
}
