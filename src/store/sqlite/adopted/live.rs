//! What commands ask of the live rows of a tenant in an application's file.

use super::evidence::{self, LogState};
use super::record::SEED_STAMP;
use super::state::{self, differing_keys};
use super::tables::AppTable;
use super::{AppFiles, AppTenant, file, log};
use crate::store::quote::quoted;
use crate::store::records::Snapshot;
use crate::store::sqlite::raw::{Db, SqlError};
use crate::store::sqlite::{failed, read, schema_differences};
use crate::store::{
    Diff, Difference, LiveMark, Place, ResetForecast, RowDiff, SchemaDifference, Stage, StoreError, StoredRows,
    TableDiff, Way, tables_of,
};

impl AppFiles<'_> {
    /// A connection in a transaction that reads one moment, with the seed attached as `seed`.
    fn open(&self, adopted: &AppTenant, seed: &Snapshot) -> Result<Db, StoreError> {
        let place = Place::Snapshot(seed.number);
        let sealed = self.layout.place(&adopted.tenant, place);
        if !sealed.exists() {
            return Err(StoreError::copy_gone(&adopted.tenant, place, "is missing"));
        }
        let db = file::open(&adopted.file, file::READ_WAIT, self.caller)?;
        db.exec("PRAGMA temp_store = MEMORY").map_err(failed("read the application's file"))?;
        file::attach_sealed(&db, &sealed, "seed")?;
        db.exec("BEGIN; SELECT count(*) FROM main.sqlite_schema").map_err(failed("read the application's file"))?;
        Ok(db)
    }

    /// Whether the file is there and a database.
    pub fn live_mark(&self, adopted: &AppTenant, live: Option<u32>) -> Result<LiveMark, StoreError> {
        if !adopted.file.is_file() {
            return Ok(LiveMark::Missing);
        }
        let db = file::open(&adopted.file, file::READ_WAIT, self.caller)?;
        let altered = match db.integer("SELECT count(*) FROM main.sqlite_schema") {
            Err(error) if error.is_damage() => return Ok(LiveMark::Damaged(live)),
            Err(error) => return Err(failed("read the application's file")(error)),
            Ok(_) => evidence::altered(&db, &adopted.set)?,
        };
        match live {
            _ if altered.iter().any(|table| !table.is_there) => Ok(LiveMark::Damaged(live)),
            Some(live) => Ok(LiveMark::Epoch(live)),
            None => Ok(LiveMark::Unmarked),
        }
    }

    /// Says "seed" as long as nothing was written, by the log: exact where that is complete. None without the file.
    pub fn stamp(&self, adopted: &AppTenant) -> Result<Option<String>, StoreError> {
        if !adopted.file.is_file() {
            return Ok(None);
        }
        let db = file::open(&adopted.file, file::READ_WAIT, self.caller)?;
        let stamp = match db.exec("BEGIN; SELECT count(*) FROM main.sqlite_schema") {
            Err(error) if error.is_damage() => "unknown",
            Err(error) => return Err(failed("read the application's file")(error)),
            Ok(()) => match evidence::log_state(&db, &adopted.set)? {
                LogState::Incomplete(_) => "may_differ",
                LogState::Complete if touched(&db)? == 0 => SEED_STAMP,
                LogState::Complete => "written",
            },
        };
        Ok(Some(stamp.to_owned()))
    }

    /// Reads all live rows in one transaction.
    pub fn read(&self, adopted: &AppTenant, seed: &Snapshot) -> Result<StoredRows, StoreError> {
        let db = self.open(adopted, seed)?;
        let _reading = self.caller.begin(Stage::Reading, &seed.tables);
        let tables = read::prove(&db, &tables_of(&seed.schema)?, self.caller)?;
        Ok(StoredRows { tables, schema: self.differences(adopted, seed, &db)? })
    }

    /// What was written since the seed: by the log, or by comparing all rows where that is not complete.
    pub fn diff(&self, adopted: &AppTenant, seed: &Snapshot, samples_max: u32) -> Result<Diff, StoreError> {
        let db = self.open(adopted, seed)?;
        evidence::need_same_tables(&db, &adopted.set, adopted.tenant.as_str())?;
        let is_complete = evidence::log_state(&db, &adopted.set)? == LogState::Complete;
        let mut tables = Vec::new();
        for table in &adopted.set.tables {
            self.caller.check()?;
            let work = DiffWork { db: &db, table, is_complete, samples_max };
            tables.extend(work.run().map_err(failed(&format!("compare table {:?}", table.name)))?);
        }
        Ok(Diff { tables, schema: self.differences(adopted, seed, &db)? })
    }

    /// What a reset would do.
    pub fn foresee(&self, adopted: &AppTenant, seed: &Snapshot) -> Result<ResetForecast, StoreError> {
        let db = self.open(adopted, seed)?;
        if let Err(obstacle) = evidence::need_same_tables(&db, &adopted.set, adopted.tenant.as_str()) {
            return Ok(ResetForecast { obstacle: Some(obstacle), ..ResetForecast::plain(Way::Full) });
        }
        Ok(match evidence::log_state(&db, &adopted.set)? {
            LogState::Complete => ResetForecast::plain(Way::Delta),
            LogState::Incomplete(why) => ResetForecast {
                why: Some(format!("the log is not complete: {why}")),
                ..ResetForecast::plain(Way::Full)
            },
        })
    }

    /// Differences of tables and counters as far as resets are concerned: other columns, and numbers that a reset puts back.
    fn differences(&self, adopted: &AppTenant, seed: &Snapshot, db: &Db) -> Result<Vec<SchemaDifference>, StoreError> {
        let sealed = self.layout.place(&adopted.tenant, Place::Snapshot(seed.number));
        let sealed =
            Db::open(&sealed, crate::store::sqlite::raw::Mode::Immutable).map_err(failed("open the seed snapshot"))?;
        let is_ours = |name: &str| adopted.set.tables.iter().any(|table| table.name.eq_ignore_ascii_case(name));
        let altered = evidence::altered(db, &adopted.set)?;
        let mut found: Vec<SchemaDifference> = altered
            .into_iter()
            .map(|table| SchemaDifference {
                object: "table".to_owned(),
                name: table.name,
                difference: if table.is_there { Difference::Changed } else { Difference::Missing },
            })
            .collect();
        let all = schema_differences::differences(db, &sealed)?;
        found.extend(all.into_iter().filter(|one| one.object == "counter" && is_ours(&one.name)));
        Ok(found)
    }
}

fn touched(db: &Db) -> Result<i64, StoreError> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM main.{} WHERE t > 0)", log::LOG);
    db.integer(&sql).map_err(failed("read the log"))
}

/// Where a row of the table is that has the key of `c`.
fn found_as(table: &AppTable, alias: &str) -> String {
    let pairs = table.keys.iter().zip(table.own_keys());
    pairs.map(|(key, own)| format!("{alias}.{key} = c.{own}")).collect::<Vec<_>>().join(" AND ")
}

/// One table of a diff.
struct DiffWork<'a> {
    db: &'a Db,
    table: &'a AppTable,
    is_complete: bool,
    samples_max: u32,
}

impl DiffWork<'_> {
    fn run(&self) -> Result<Option<TableDiff>, SqlError> {
        let (table, first) = (self.table, &self.table.keys[0]);
        let keys = table.own_keys().join(", ");
        self.db.exec(&format!(
            "DROP TABLE IF EXISTS temp.changes; CREATE TEMP TABLE changes ({keys}, what, UNIQUE ({keys}))"
        ))?;
        let candidates = match self.is_complete {
            true => format!("SELECT {keys} FROM main.{} WHERE t = {}", log::LOG, table.number),
            false => differing_keys(table, "main"),
        };
        let names = format!("WITH c ({keys}) AS ({candidates})");
        // Two keys of the log that the table takes for one are one row.
        let own: Vec<String> = table.keys.iter().map(|key| format!("coalesce(live.{key}, seed.{key})")).collect();
        self.db.exec(&format!(
            "{names} INSERT OR IGNORE INTO temp.changes SELECT {own}, CASE WHEN seed.{first} IS NULL THEN 'added' WHEN live.{first} IS NULL
               THEN 'removed' ELSE 'changed' END
             FROM c LEFT JOIN {here} AS live ON {of_live} LEFT JOIN {there} AS seed ON {of_seed}
             WHERE (live.{first} IS NULL) <> (seed.{first} IS NULL) OR live.{first} IS NOT NULL AND NOT ({same})",
            own = own.join(", "),
            here = table.in_database("main"),
            there = table.in_database("seed"),
            of_live = found_as(table, "live"),
            of_seed = found_as(table, "seed"),
            same = state::same_row(table, "live", "seed", &table.columns),
        ))?;
        let count = |what: &str| {
            let sql = format!("SELECT count(*) FROM temp.changes WHERE what = '{what}'");
            self.db.integer(&sql).map(|rows| rows as u64)
        };
        let (added, changed, removed) = (count("added")?, count("changed")?, count("removed")?);
        if added + changed + removed == 0 {
            return Ok(None);
        }
        let mut samples = Vec::new();
        for (what, side) in [("added", "main"), ("changed", "main"), ("removed", "seed")] {
            samples.extend(self.samples(what, side)?);
        }
        Ok(Some(TableDiff { table: table.name.clone(), added, changed, removed, samples }))
    }

    /// Some of the rows, by the primary key, or the rowid of a table without one.
    fn samples(&self, what: &str, side: &str) -> Result<Vec<RowDiff>, SqlError> {
        let table = self.table;
        let key_names = if table.key_names.is_empty() { vec!["rowid".to_owned()] } else { table.key_names.clone() };
        let shown = match table.key_names.is_empty() {
            true => vec![format!("r.{}", table.keys[0])],
            false => table.key_names.iter().map(|name| format!("r.{}", quoted(name))).collect::<Vec<_>>(),
        };
        let mut columns = shown.clone();
        let mut joined = String::new();
        if what == "changed" {
            joined = format!(" JOIN {} AS s ON {}", table.in_database("seed"), found_as(table, "s"));
            columns.extend(
                table
                    .columns
                    .iter()
                    .map(|c| format!("NOT (r.{c} COLLATE BINARY IS s.{c} AND typeof(r.{c}) = typeof(s.{c}))")),
            );
        }
        let sql = format!(
            "SELECT {} FROM temp.changes AS c JOIN {} AS r ON {}{joined} WHERE c.what = '{what}' ORDER BY {} LIMIT {}",
            columns.join(", "),
            table.in_database(side),
            found_as(table, "r"),
            shown.join(", "),
            self.samples_max
        );
        let rows = self.db.texts(&sql, &[])?;
        let sample = |row: Vec<String>| {
            let (key, flags) = row.split_at(key_names.len().min(row.len()));
            let differing = flags.iter().zip(&table.columns).filter(|(flag, _)| *flag == "1");
            RowDiff {
                what: what.to_owned(),
                key: key_names.iter().cloned().zip(key.iter().cloned()).collect(),
                columns: differing.map(|(_, column)| column.trim_matches('"').replace("\"\"", "\"")).collect(),
            }
        };
        Ok(rows.into_iter().map(sample).collect())
    }
}
