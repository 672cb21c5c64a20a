//! A state file: the rows that an operation replaces, and those that it puts there.
//!
//! ```text
//! keysN    keys of table N whose rows differ from what is wanted
//! liveN    those of these rows that are there
//! wantN    those that are wanted
//! live_counters, want_counters   of AUTOINCREMENT columns, by table
//! ```
//! Made before the application's file is written to, on a connection of its own that reads the file while another one holds it
//! against writers: so the two files are never part of one transaction. Columns have no types, so that values stay what they are.

use std::path::Path;

use super::log::LOG;
use super::tables::AppTable;
use super::{AdoptedSet, file};
use crate::store::quote::literal;
use crate::store::sqlite::raw::{Db, Mode, SqlError};
use crate::store::sqlite::{failed, files};
use crate::store::{Caller, StoreError};

/// How many comparisons stand in one pair of brackets: the depth of an expression is limited.
const COMPARED_MAX: usize = 100;

/// Which rows may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// Those in the log.
    Logged,
    /// All.
    All,
}

/// Where the rows that are wanted are.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The application's file.
    pub app: &'a Path,
    /// The seed.
    pub seed: &'a Path,
    /// The state file of the epoch that is to come back; none where that is the seed.
    pub epoch: Option<&'a Path>,
}

/// What a state file has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplacedRows {
    /// How many rows differ, by the table's place in the set.
    pub rows: Vec<i64>,
    /// Whether counters differ.
    pub counters_differ: bool,
}

impl ReplacedRows {
    /// How many rows differ in all.
    pub fn row_count(&self) -> i64 {
        self.rows.iter().sum()
    }

    /// Whether anything does.
    pub fn is_changed(&self) -> bool {
        self.row_count() > 0 || self.counters_differ
    }
}

/// Makes the state file of what an operation would replace.
pub fn make(
    path: &Path,
    set: &AdoptedSet,
    sources: Sources<'_>,
    candidates: Candidates,
    caller: &Caller,
) -> Result<ReplacedRows, StoreError> {
    files::remove_database(path)?;
    drop(files::create(path)?);
    let db = Db::open(path, Mode::ReadWrite).map_err(failed("keep the state before"))?;
    db.set_patience(file::READ_WAIT, caller);
    db.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY")
        .map_err(failed("keep the state before"))?;
    file::attach(&db, sources.app, "live")?;
    file::attach_sealed(&db, sources.seed, "seed")?;
    if let Some(epoch) = sources.epoch {
        file::attach_sealed(&db, epoch, "epoch")?;
    }
    db.exec("BEGIN").map_err(failed("keep the state before"))?;
    let mut found = ReplacedRows::default();
    for table in &set.tables {
        caller.check()?;
        let work = TableWork { db: &db, table, candidates, has_epoch: sources.epoch.is_some() };
        found.rows.push(work.run().map_err(failed(&format!("compare table {:?}", table.name)))?);
    }
    found.counters_differ = counters(&db, set, sources.epoch.is_some()).map_err(failed("compare counters"))?;
    db.exec("COMMIT").map_err(failed("keep the state before"))?;
    Ok(found)
}

/// How many rows of the application's file, as this connection sees it, differ from the seed, which is attached.
pub fn differing(db: &Db, set: &AdoptedSet) -> Result<i64, StoreError> {
    let mut all = 0;
    for table in &set.tables {
        let sql = format!("SELECT count(*) FROM ({})", differing_keys(table, "main"));
        all += db.integer(&sql).map_err(failed(&format!("compare table {:?}", table.name)))?;
    }
    Ok(all)
}

/// Keys of rows that differ between the live table and the seed's, or that one of them lacks.
pub fn differing_keys(table: &AppTable, live: &str) -> String {
    let key = |of: &str| table.keys.iter().map(|key| format!("{of}.{key}")).collect::<Vec<_>>().join(", ");
    let (here, there) = (table.in_database(live), table.in_database("seed"));
    let first = &table.keys[0];
    format!(
        "SELECT {own} FROM {here} AS live LEFT JOIN {there} AS seed ON {same_key} WHERE seed.{first} IS NULL OR NOT ({same})
         UNION ALL SELECT {theirs} FROM {there} AS seed WHERE NOT EXISTS (SELECT 1 FROM {here} AS live WHERE {same_key})",
        own = key("live"),
        theirs = key("seed"),
        same_key = table.same_key("live", "seed"),
        same = same_row(table, "live", "seed", &table.columns),
    )
}

/// Whether two rows are the same bit by bit: numbers by kind and value, texts by their bytes.
pub fn same_row(table: &AppTable, left: &str, right: &str, right_columns: &[String]) -> String {
    let pairs = table.columns.iter().zip(right_columns);
    let same: Vec<String> = pairs
        .map(|(l, r)| format!("{left}.{l} COLLATE BINARY IS {right}.{r} AND typeof({left}.{l}) = typeof({right}.{r})"))
        .collect();
    let parts: Vec<String> = same.chunks(COMPARED_MAX).map(|part| format!("({})", part.join(" AND "))).collect();
    if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") }
}

/// One table on its way into a state file.
struct TableWork<'a> {
    db: &'a Db,
    table: &'a AppTable,
    candidates: Candidates,
    has_epoch: bool,
}

impl TableWork<'_> {
    /// Gives how many rows differ.
    fn run(&self) -> Result<i64, SqlError> {
        let (table, number) = (self.table, self.table.number);
        let keys = table.own_keys().join(", ");
        let row = [table.own_keys(), table.own_columns()].concat().join(", ");
        self.db.exec(&format!("CREATE TEMP TABLE candidates ({keys}, UNIQUE ({keys}))"))?;
        self.collect_candidates(&keys)?;
        if self.db.integer("SELECT count(*) FROM candidates")? == 0 {
            return self.db.exec("DROP TABLE candidates").map(|()| 0);
        }
        self.db.exec(&format!(
            "CREATE TABLE main.want{number} ({row}, UNIQUE ({keys})); CREATE TABLE main.keys{number} ({keys}, UNIQUE ({keys}));
             CREATE TABLE main.live{number} ({row}, UNIQUE ({keys}))"
        ))?;
        self.collect_wanted()?;
        let (here, first) = (table.in_database("live"), &table.keys[0]);
        let own: Vec<String> = table.own_keys().iter().map(|key| format!("c.{key}")).collect();
        let is_same = same_row(table, "l", "w", &table.own_columns());
        let find = |alias: &str, of: &str| {
            let pairs = table.keys.iter().zip(table.own_keys());
            pairs.map(|(key, own)| format!("{alias}.{key} = {of}.{own}")).collect::<Vec<_>>().join(" AND ")
        };
        let same_own = |left: &str, right: &str| {
            table.own_keys().iter().map(|key| format!("{left}.{key} = {right}.{key}")).collect::<Vec<_>>().join(" AND ")
        };
        // States say what they have in place of the seed's rows, so an undo keeps also what it leaves as it is, where the seed has another row.
        let (seed, or_not_seed) = match self.has_epoch {
            false => (String::new(), String::new()),
            true => (
                format!(" LEFT JOIN {} AS s ON {}", table.in_database("seed"), find("s", "c")),
                format!(
                    " OR (l.{first} IS NULL) <> (s.{first} IS NULL) OR l.{first} IS NOT NULL AND NOT ({})",
                    same_row(table, "l", "s", &table.columns)
                ),
            ),
        };
        self.db.exec(&format!(
            "INSERT INTO main.keys{number} SELECT {own} FROM candidates AS c LEFT JOIN {here} AS l ON {live}
               LEFT JOIN main.want{number} AS w ON {want}{seed}
             WHERE (l.{first} IS NULL) <> (w.k1 IS NULL) OR l.{first} IS NOT NULL AND NOT ({is_same}){or_not_seed};
             INSERT INTO main.live{number} SELECT {own}, {columns} FROM main.keys{number} AS c JOIN {here} AS l ON {live};
             DROP TABLE candidates",
            own = own.join(", "),
            live = find("l", "c"),
            want = same_own("w", "c"),
            columns = qualified("l", &table.columns),
        ))?;
        self.db.integer(&format!("SELECT count(*) FROM main.keys{number}"))
    }

    fn collect_candidates(&self, keys: &str) -> Result<(), SqlError> {
        let number = self.table.number;
        let into = format!("INSERT OR IGNORE INTO candidates ({keys})");
        match self.candidates {
            Candidates::Logged => {
                self.db.exec(&format!("{into} SELECT {keys} FROM live.{LOG} WHERE t = {number}"))?;
            }
            Candidates::All => self.db.exec(&format!("{into} {}", differing_keys(self.table, "live")))?,
        }
        if self.has_epoch && has_table(self.db, "epoch", &format!("keys{number}"))? {
            self.db.exec(&format!("{into} SELECT {keys} FROM epoch.keys{number}"))?;
        }
        Ok(())
    }

    /// The rows that are wanted under the candidates' keys: those of the epoch where it has any, else the seed's.
    fn collect_wanted(&self) -> Result<(), SqlError> {
        let (table, number) = (self.table, self.table.number);
        let own = |of: &str| table.own_keys().iter().map(|key| format!("{of}.{key}")).collect::<Vec<_>>().join(", ");
        let pairs: Vec<String> =
            table.keys.iter().zip(table.own_keys()).map(|(key, own)| format!("s.{key} = c.{own}")).collect();
        let is_of_epoch = self.has_epoch && has_table(self.db, "epoch", &format!("keys{number}"))?;
        let others = match is_of_epoch {
            true => {
                let same =
                    table.own_keys().iter().map(|key| format!("e.{key} = c.{key}")).collect::<Vec<_>>().join(" AND ");
                format!(" WHERE NOT EXISTS (SELECT 1 FROM epoch.keys{number} AS e WHERE {same})")
            }
            false => String::new(),
        };
        self.db.exec(&format!(
            "INSERT OR IGNORE INTO main.want{number} SELECT {}, {} FROM candidates AS c JOIN {} AS s ON {}{others}",
            own("c"),
            qualified("s", &table.columns),
            table.in_database("seed"),
            pairs.join(" AND "),
        ))?;
        if is_of_epoch {
            self.db.exec(&format!("INSERT INTO main.want{number} SELECT * FROM epoch.live{number}"))?;
        }
        Ok(())
    }
}

fn qualified(of: &str, columns: &[String]) -> String {
    columns.iter().map(|column| format!("{of}.{column}")).collect::<Vec<_>>().join(", ")
}

/// Whether a counter of the set's tables is another one than in the seed, which is attached to the application's file.
pub fn counters_differ(db: &Db, set: &AdoptedSet) -> Result<bool, SqlError> {
    if !has_table(db, "main", "sqlite_sequence")? || !has_table(db, "seed", "sqlite_sequence")? {
        return Ok(false);
    }
    let names: Vec<String> = set.tables.iter().map(|table| literal(&table.name)).collect();
    let of = |database: &str| {
        format!("SELECT name, seq FROM {database}.sqlite_sequence WHERE name IN ({})", names.join(", "))
    };
    let sql = format!(
        "SELECT EXISTS ({live} EXCEPT {seed}) OR EXISTS ({seed} EXCEPT {live})",
        live = of("main"),
        seed = of("seed")
    );
    db.integer(&sql).map(|differ| differ == 1)
}

/// Whether a database has a table of reseed's own.
pub fn has_table(db: &Db, database: &str, name: &str) -> Result<bool, SqlError> {
    let sql =
        format!("SELECT count(*) FROM {database}.sqlite_schema WHERE type = 'table' AND name = {}", literal(name));
    db.integer(&sql).map(|count| count > 0)
}

/// Keeps the counters that there are and those that are wanted. Gives whether they differ.
fn counters(db: &Db, set: &AdoptedSet, has_epoch: bool) -> Result<bool, SqlError> {
    db.exec("CREATE TABLE main.live_counters (name TEXT, seq); CREATE TABLE main.want_counters (name TEXT, seq)")?;
    let names: Vec<String> = set.tables.iter().map(|table| literal(&table.name)).collect();
    let (names, mut copies) = (names.join(", "), String::new());
    if has_table(db, "live", "sqlite_sequence")? {
        copies += &format!(
            "INSERT INTO main.live_counters SELECT name, seq FROM live.sqlite_sequence WHERE name IN ({names});"
        );
    }
    if has_epoch {
        copies += "INSERT INTO main.want_counters SELECT name, seq FROM epoch.live_counters;";
    } else if has_table(db, "seed", "sqlite_sequence")? {
        copies += &format!(
            "INSERT INTO main.want_counters SELECT name, seq FROM seed.sqlite_sequence WHERE name IN ({names});"
        );
    }
    db.exec(&copies)?;
    let differ =
        "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM main.live_counters EXCEPT SELECT * FROM main.want_counters)
        UNION ALL SELECT * FROM (SELECT * FROM main.want_counters EXCEPT SELECT * FROM main.live_counters))";
    db.integer(differ).map(|count| count > 0)
}
