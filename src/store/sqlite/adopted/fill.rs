//! Rows of a spec for the tables of an application's file.
//!
//! They are made in a file of reseed's own, then written in one transaction as an application would: its triggers fire, and the
//! log sees them, so that a crash before the new seed is taken leaves what a reset brings back. Foreign keys are checked at the
//! end, so tables need no order. Then the rows that are there are the seed.

use std::path::Path;

use serde_json::Value;

use super::adoption::SeedOrigin;
use super::record::{OperationTime, Pending, ReceiptFacts, receipt};
use super::{AppFiles, AppTenant, evidence, file};
use crate::plan::{Column, Table, Type};
use crate::store::crash::crash_point;
use crate::store::quote::{quoted, quoted_list};
use crate::store::records::{Operation, TenantState};
use crate::store::sqlite::forms::Forms;
use crate::store::sqlite::raw::{Db, Value as SqlValue};
use crate::store::sqlite::{failed, files, load};
use crate::store::{CallOptions, Filling, Lease, StoreError};

/// What to do about a spec that does not fit.
const CHANGE_SPEC: &str =
    "Change the spec, or its \"as:\" names; \"reseed init --from\" writes one that fits the file.";

impl AppFiles<'_> {
    /// Loads the rows of a spec in place of those that its tables have, and takes all rows as the seed.
    ///
    /// # Errors
    /// `Refused` where the spec does not fit the tables, or they have rows that no load has made; `Data` where a constraint refuses
    /// a row. Nothing has changed then.
    pub fn fill(
        &self,
        lease: &Lease,
        operation: &Operation,
        filling: &Filling<'_>,
        forms: Forms,
        options: CallOptions,
    ) -> Result<Value, StoreError> {
        let moment = OperationTime::new(options.now_us);
        let loading = self.layout.loading(&lease.tenant);
        let done = self.complete_pending(lease, moment).and_then(|done| match done {
            Some((number, receipt)) if number == operation.id => Ok(receipt),
            _ => self.load(lease, operation, filling, forms, options, moment, &loading),
        });
        let removed = files::remove_database(&loading);
        done.and_then(|receipt| removed.map(|()| receipt))
            .inspect_err(|error| self.fail(lease, operation, error, moment.now_us()))
    }

    #[allow(clippy::too_many_arguments)]
    fn load(
        &self,
        lease: &Lease,
        operation: &Operation,
        filling: &Filling<'_>,
        forms: Forms,
        options: CallOptions,
        moment: OperationTime,
        loading: &Path,
    ) -> Result<Value, StoreError> {
        let (adopted, state) = self.records(lease)?;
        let is_as_wanted = state.seed().is_some_and(|seed| seed.inputs == filling.inputs);
        if is_as_wanted && state.tenant.lifetime_us == filling.lifetime_us {
            return self.as_it_is(lease, &adopted, &state, operation, moment);
        }
        files::remove_database(loading)?;
        drop(files::create(loading)?);
        load::load(loading, filling.dataset.tables, forms, filling.dataset.source, self.caller)?;
        let db = file::open_as_application(&adopted.file, options.wait, self.caller)?;
        file::begin(&db, options.wait, self.caller)?;
        evidence::need_same_tables(&db, &adopted.set, lease.tenant.as_str())?;
        let inserts = inserts(&db, &adopted, filling.dataset.tables)?;
        file::attach_sealed(&db, loading, "loaded")?;
        for (name, sql) in inserts {
            self.caller.check()?;
            db.exec(&sql).map_err(|error| {
                StoreError::data(format!("the rows of table {name:?} cannot be loaded: {}", error.message))
                    .with_help(CHANGE_SPEC)
            })?;
        }
        need_references(&db)?;
        file::commit(&db, options.wait, self.caller)?;
        crash_point("adopted.filled");
        drop(db);
        let names: Vec<String> = adopted.set.tables.iter().map(|table| table.name.clone()).collect();
        let origin = SeedOrigin { why: "the rows of the spec were loaded as the seed", loaded: Some(filling) };
        self.take(lease, operation, &adopted.file, &names, origin, options, moment)
    }

    /// The seed was made from these inputs: the live rows stay as they are.
    fn as_it_is(
        &self,
        lease: &Lease,
        adopted: &AppTenant,
        state: &TenantState,
        operation: &Operation,
        moment: OperationTime,
    ) -> Result<Value, StoreError> {
        let facts = ReceiptFacts {
            epoch: state.tenant.live,
            origin: state.live().map(|epoch| epoch.origin),
            swap: Value::Null,
            notes: vec!["the seed was made from the same inputs".to_owned()],
            ..ReceiptFacts::default()
        };
        let receipt = receipt(operation, &state.tenant, state.seed(), moment, facts)?;
        let (set, now_us) = (adopted.set.clone(), moment.now_us());
        let pending = Pending { live_mark: set.live_mark, operation: operation.id, set, became: None, receipt, now_us };
        self.finish(lease, adopted, state, operation, pending)
    }
}

/// The statements that put the loaded rows of each table in place of those that are there, with the table's name.
///
/// # Errors
/// `Refused` with everything of the spec that the tables lack, or where they have rows that no load has made.
fn inserts(db: &Db, adopted: &AppTenant, tables: &[Table]) -> Result<Vec<(String, String)>, StoreError> {
    let (mut statements, mut lacks, mut filled) = (Vec::new(), Vec::new(), Vec::new());
    for table in tables {
        let known = adopted.set.tables.iter().find(|known| known.name.eq_ignore_ascii_case(&table.stored_name));
        let Some(known) = known else {
            lacks.push(format!("table {:?}", table.stored_name));
            continue;
        };
        let declared = declared(db, &known.name)?;
        let (mut into, mut from) = (Vec::new(), Vec::new());
        for (_, column) in table.written() {
            match declared.iter().find(|(name, _)| name.eq_ignore_ascii_case(&column.stored_name)) {
                None => lacks.push(format!("column \"{}.{}\"", known.name, column.stored_name)),
                Some((name, ty)) => {
                    into.push(name.as_str());
                    from.push(loaded_value(column, ty));
                }
            }
        }
        let name = quoted(&known.name);
        let is_ours = adopted.set.loaded.iter().any(|loaded| loaded.eq_ignore_ascii_case(&known.name));
        let has_rows = format!("SELECT EXISTS (SELECT 1 FROM main.{name})");
        if !is_ours && db.integer(&has_rows).map_err(failed("read the tables"))? == 1 {
            filled.push(known.name.clone());
        }
        let sql = format!(
            "DELETE FROM main.{name}; INSERT OR ABORT INTO main.{name} ({}) SELECT {} FROM loaded.{}",
            quoted_list(into),
            from.join(", "),
            quoted(&table.stored_name)
        );
        statements.push((known.name.clone(), sql));
    }
    if !lacks.is_empty() {
        let said = format!("the tables of tenant \"{}\" lack what the spec has: {}", adopted.tenant, lacks.join(", "));
        return Err(StoreError::refused(said).with_help(CHANGE_SPEC));
    }
    if !filled.is_empty() {
        let said = format!("tables that the spec would fill have rows that reseed did not load: {}", filled.join(", "));
        return Err(StoreError::refused(said).with_help("Delete these rows, or use another file."));
    }
    Ok(statements)
}

/// Names and declared types of the columns that can be written.
fn declared(db: &Db, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT name, lower(type) FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid";
    let rows = db.texts(sql, &[SqlValue::Text(table)]).map_err(failed("read the schema"))?;
    Ok(rows.into_iter().filter_map(|row| <[String; 2]>::try_from(row).ok()).map(|[name, ty]| (name, ty)).collect())
}

/// The loaded value in the form that the application's column has: ORMs keep UUIDs in 32 letters or 16 bytes, by the type.
fn loaded_value(column: &Column, declared: &str) -> String {
    let value = quoted(&column.stored_name);
    match column.ty {
        Type::Uuid if declared.contains("(32)") => format!("replace({value}, '-', '')"),
        Type::Uuid if declared.contains("blob") || declared.contains("binary") => {
            format!("unhex(replace({value}, '-', ''))")
        }
        _ => value,
    }
}

/// Refuses rows that refer to none.
fn need_references(db: &Db) -> Result<(), StoreError> {
    let found = db.texts("PRAGMA main.foreign_key_check", &[]).map_err(failed("check the foreign keys"))?;
    match found.first().map(Vec::as_slice) {
        Some([table, _, parent, ..]) => {
            Err(StoreError::data(format!("rows of table {table:?} refer to rows of {parent:?} that are not there"))
                .with_help("Give the spec both tables, or the file the rows that are referred to."))
        }
        _ => Ok(()),
    }
}
