//! Copies: sets of tables that hold one state of a tenant's dataset each, known by catalog identity.
//!
//! A copy's row and its tables' rows are written in the transactions that make, swap and drop the tables, so the catalog
//! and these records never disagree.

pub mod fill;
pub mod freeze;
pub mod load;
pub mod recycle;
pub mod refit;
pub mod sealing;
pub mod snapshot;
pub mod work;

use std::collections::BTreeMap;

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Acquire, Row};

use super::control::rows::{check_token, control_failed, get, signed};
use super::names::{self, DATA, qualified};
use super::server::ask::run;
use super::server::errors::{failed, sqlstate};
use crate::plan::Table;
use crate::store::postgres::adopted::AdoptedTenant;
use crate::store::postgres::control::checks::{self, LOST_LEASE};
use crate::store::postgres::control::lease::Held;
use crate::store::postgres::layout::ddl::Layout;
use crate::store::postgres::layout::placement::Placement;
use crate::store::postgres::layout::roots::Roots;
use crate::store::postgres::server::ask::{Answers, SqlLiteral, ask};
use crate::store::quote::quoted;
use crate::store::{Difference, ErrorKind, Lease, Place, SchemaDifference, StoreError, TenantName};

/// One copy.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Its number within the tenant.
    pub id: i32,
    /// Its tables.
    pub relations: Vec<Relation>,
    /// The dataset whose roots it fits.
    pub dataset: String,
    /// The number of the snapshot whose tables it has.
    pub snapshot: u32,
    /// What the roots were like that it was made to fit.
    pub fingerprint: Option<String>,
    /// Where its tables are while they are not live, in the schema layout.
    pub schema: Option<String>,
    /// Whether its tables can become live; else it has rows only, or is a standby that stands for its snapshot.
    pub has_tables: bool,
    /// Whether it is a state that was live.
    pub is_retired: bool,
    /// Whether it is what applications work with.
    pub is_live: bool,
    /// The epoch that it is about to become.
    pub staged: Option<u32>,
    /// Of a retired copy: the digest of its rows, where it was read while its seal was whole.
    pub content: Option<String>,
    /// Of a retired copy that has rows only: the next ids by table.
    pub counters: Option<BTreeMap<String, i64>>,
}

/// What is read of a copy.
const COLUMNS: &str =
    "id, dataset, snapshot, fingerprint, schema, form, place, staged, content, counters::text AS counters,
    (SELECT coalesce(max(jsonb_array_length(s.schema_json)), 0) FROM reseed.snapshots AS s
      WHERE s.tenant = copies.tenant AND s.number = copies.snapshot) AS table_count";

/// The name of a table that is not there: its catalog number.
const NO_TABLE: &str = "0";

/// One table of a copy.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its place in the snapshot's list of tables.
    pub table_index: usize,
    /// Its name, quoted and with its schema; a number when it is no longer there.
    pub name: String,
    /// Whether it is there.
    pub exists: bool,
    /// The shared table that it was made to fit.
    pub root: Option<String>,
    /// The tenant's node below that.
    pub node: Option<String>,
}

impl Relation {
    fn missing(table_index: usize) -> Relation {
        Relation { table_index, name: NO_TABLE.to_owned(), exists: false, root: None, node: None }
    }

    /// The tenant's node below the shared table.
    ///
    /// # Errors
    /// `Stale` when there is none: a copy that is made now gets one.
    pub fn node(&self) -> Result<&str, StoreError> {
        self.node.as_deref().ok_or_else(|| {
            StoreError::new(ErrorKind::Stale, format!("table {} has no place below the shared ones", self.name))
        })
    }
}

impl Copy {
    /// The name of the copy's table with this index.
    ///
    /// # Errors
    /// `Damaged` when the records lack it.
    pub fn table(&self, table_index: usize) -> Result<&str, StoreError> {
        let found = self.relations.iter().find(|relation| relation.table_index == table_index);
        found
            .map(|relation| relation.name.as_str())
            .ok_or_else(|| StoreError::damaged(format!("copy {}: the records lack table {table_index}", self.id)))
    }

    /// Whether all of its tables are there.
    pub fn is_whole(&self) -> bool {
        self.relations.iter().all(|relation| relation.exists)
    }

    /// Tables without a record are tables that are not there: a dump that was restored in part lacks both. A standby that
    /// stands for its snapshot has none, and one that is being made not all yet.
    fn add_missing(&mut self, row: &PgRow) -> Result<(), StoreError> {
        let (place, table_count): (&str, i32) = (get(row, "place")?, get(row, "table_count")?);
        if !(self.has_tables || self.is_retired) || place == "building" {
            return Ok(());
        }
        for table_index in 0..table_count as usize {
            if self.relations.iter().all(|relation| relation.table_index != table_index) {
                self.relations.push(Relation::missing(table_index));
            }
        }
        self.relations.sort_by_key(|relation| relation.table_index);
        Ok(())
    }

    /// Gives the copy, which was made with the tables `earlier`, those of `tables` in their order. Those that it lacks are
    /// tables that are not there; those that it has besides are given.
    pub fn arrange(&mut self, earlier: &[Table], tables: &[Table]) -> Vec<SchemaDifference> {
        let mut found = std::mem::take(&mut self.relations);
        for (table_index, table) in tables.iter().enumerate() {
            let is_it = |relation: &Relation| {
                earlier.get(relation.table_index).is_some_and(|earlier| earlier.stored_name == table.stored_name)
            };
            self.relations.push(match found.iter().position(is_it) {
                Some(at) => Relation { table_index, ..found.remove(at) },
                None => Relation::missing(table_index),
            });
        }
        let others = found.into_iter().filter(|relation| relation.exists);
        let named = others.filter_map(|relation| earlier.get(relation.table_index));
        let extra = |table: &Table| SchemaDifference {
            object: "table".to_owned(),
            name: table.stored_name.clone(),
            difference: Difference::Extra,
        };
        named.map(extra).collect()
    }

    /// The shared tables that it was made to fit; none in the schema layout.
    pub fn roots(&self) -> Roots {
        Roots(self.relations.iter().filter_map(|relation| relation.root.clone()).collect())
    }

    /// Every table's name.
    pub fn names(&self) -> Vec<&str> {
        self.relations.iter().map(|relation| relation.name.as_str()).collect()
    }
}

/// The word and the number that a place is recorded under.
pub fn recorded(place: Place) -> (&'static str, Option<i32>) {
    match place {
        Place::Live => ("live", None),
        Place::Snapshot(number) => ("snapshot", Some(signed(number))),
        Place::Standby(number) => ("standby", Some(signed(number))),
        Place::Retired(number) => ("retired", Some(signed(number))),
    }
}

/// The copy in a place.
pub async fn find(
    connection: &mut PgConnection,
    tenant: &TenantName,
    place: Place,
) -> Result<Option<Copy>, StoreError> {
    let (word, number) = recorded(place);
    let number = number.map(|number| format!(" AND number = {number}")).unwrap_or_default();
    some(connection, tenant, &format!("place = {}{number}", word.sql())).await.map(|found| found.into_iter().next())
}

/// The same, with all of its tables.
///
/// # Errors
/// `Damaged` when it or one of them is gone.
pub async fn find_whole(connection: &mut PgConnection, tenant: &TenantName, place: Place) -> Result<Copy, StoreError> {
    let copy = find(connection, tenant, place).await?;
    let copy = copy.ok_or_else(|| StoreError::copy_gone(tenant, place, "is missing"))?;
    if copy.is_whole() { Ok(copy) } else { Err(StoreError::copy_gone(tenant, place, "lacks tables")) }
}

/// The copy that applications work with.
///
/// # Errors
/// `NotFound` when it is gone.
pub async fn live(connection: &mut PgConnection, tenant: &TenantName) -> Result<Copy, StoreError> {
    let live = find(connection, tenant, Place::Live).await?;
    live.ok_or_else(|| StoreError::no_live(tenant, "tables are missing"))
}

/// The copy that is about to become the epoch.
pub async fn find_staged(
    connection: &mut PgConnection,
    tenant: &TenantName,
    epoch: u32,
) -> Result<Option<Copy>, StoreError> {
    let staged = format!("staged = {}", signed(epoch));
    some(connection, tenant, &staged).await.map(|found| found.into_iter().next())
}

/// The standby that the next reset to the snapshot takes, if its tables are all there.
pub async fn find_ready(
    connection: &mut PgConnection,
    tenant: &TenantName,
    snapshot: u32,
) -> Result<Option<Copy>, StoreError> {
    let ready = some(connection, tenant, &format!("place = 'standby' AND snapshot = {}", signed(snapshot))).await?;
    let first = ready.into_iter().min_by_key(|copy| copy.staged);
    Ok(first.filter(|copy| copy.relations.iter().all(|relation| relation.exists)))
}

/// The tenant's copies that meet a condition on their records.
async fn some(connection: &mut PgConnection, tenant: &TenantName, condition: &str) -> Result<Vec<Copy>, StoreError> {
    let mut answers = ask(connection, look(tenant, condition)).await.map_err(control_failed)?;
    seen(&mut answers)
}

/// Two statements that read those copies; [`seen`] reads their answers.
pub fn look(tenant: &TenantName, condition: &str) -> String {
    let those = format!("FROM reseed.copies WHERE tenant = {} AND {condition}", tenant.sql());
    format!(
        "SELECT {COLUMNS} {those} ORDER BY id;
         SELECT r.copy, r.table_index, r.relation::text AS name, c.oid IS NOT NULL AS exists, r.root::text AS root,
           n.node::text AS node
         FROM reseed.relations AS r LEFT JOIN pg_class AS c ON c.oid = r.relation
         LEFT JOIN (reseed.nodes AS n JOIN pg_class AS p ON p.oid = n.node) ON n.tenant = r.tenant AND n.root = r.root
         WHERE r.tenant = {} AND r.copy IN (SELECT id {those}) ORDER BY r.copy, r.table_index;\n",
        tenant.sql()
    )
}

/// The copies that the statements of [`look`] found.
pub fn seen(answers: &mut Answers) -> Result<Vec<Copy>, StoreError> {
    let rows = answers.rows();
    let mut copies = rows.iter().map(copy_of).collect::<Result<Vec<_>, _>>()?;
    for row in &answers.rows() {
        let id: i32 = get(row, "copy")?;
        let relation = relation_of(row)?;
        copies.iter_mut().filter(|copy| copy.id == id).for_each(|copy| copy.relations.push(relation.clone()));
    }
    for (copy, row) in copies.iter_mut().zip(&rows) {
        copy.add_missing(row)?;
    }
    Ok(copies)
}

fn copy_of(row: &PgRow) -> Result<Copy, StoreError> {
    let id: i32 = get(row, "id")?;
    let counters: Option<String> = get(row, "counters")?;
    let counters = counters.map(|json| serde_json::from_str(&json)).transpose();
    let counters =
        counters.map_err(|error| StoreError::damaged(format!("copy {id}: its counters cannot be read: {error}")))?;
    Ok(Copy {
        id,
        relations: Vec::new(),
        dataset: get(row, "dataset")?,
        snapshot: get::<i32>(row, "snapshot")?.unsigned_abs(),
        fingerprint: get(row, "fingerprint")?,
        schema: get(row, "schema")?,
        has_tables: get::<&str>(row, "form")? == "tables",
        is_retired: get::<&str>(row, "place")? == "retired",
        is_live: get::<&str>(row, "place")? == "live",
        staged: get::<Option<i32>>(row, "staged")?.map(i32::unsigned_abs),
        content: get(row, "content")?,
        counters,
    })
}

fn relation_of(row: &PgRow) -> Result<Relation, StoreError> {
    Ok(Relation {
        table_index: get::<i32>(row, "table_index")? as usize,
        name: get(row, "name")?,
        exists: get(row, "exists")?,
        root: get(row, "root")?,
        node: get(row, "node")?,
    })
}

/// The names of a copy's tables, in order.
pub async fn names(connection: &mut PgConnection, tenant: &TenantName, id: i32) -> Result<Vec<String>, StoreError> {
    let found = some(connection, tenant, &format!("id = {id}")).await?;
    Ok(found.into_iter().flat_map(|copy| copy.relations).map(|relation| relation.name).collect())
}

/// A copy that is being made.
#[derive(Clone, Debug)]
pub struct NewCopy {
    /// Its number within the tenant.
    pub id: i32,
    /// Where its tables go, in the schema layout.
    pub schema: Option<String>,
}

/// What a new copy is for.
pub struct CopyPurpose<'a> {
    /// The dataset that it is a state of.
    pub dataset: &'a str,
    /// The snapshot whose tables it has.
    pub snapshot: u32,
    /// The number of the snapshot or the epoch that it is to become.
    pub number: u32,
    /// How tenants are kept apart.
    pub layout: Layout,
}

/// Records a copy that is being made; in the schema layout, with a schema for its tables.
pub async fn begin(
    connection: &mut PgConnection,
    lease: &Lease,
    purpose: &CopyPurpose<'_>,
) -> Result<NewCopy, StoreError> {
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    // A number is used once: whatever has become of the tables of an earlier copy, the new ones get names of their own.
    let sql = "WITH next AS (UPDATE reseed.tenants SET last_copy = last_copy + 1 WHERE name = $1 RETURNING last_copy)
        INSERT INTO reseed.copies (tenant, id, place, number, dataset, snapshot)
        SELECT $1, last_copy, 'building', $2, $3, $4 FROM next RETURNING id";
    let query = sqlx::query(sql).bind(lease.tenant.as_str()).bind(signed(purpose.number)).bind(purpose.dataset);
    let row = query.bind(signed(purpose.snapshot)).fetch_one(&mut *tx).await;
    let id: i32 = row.map_err(control_failed)?.try_get(0).map_err(control_failed)?;
    let mut schema = None;
    if purpose.layout == Layout::Schema {
        let name = names::copy_schema(Held::of(lease)?.tenant_id, id);
        run(&mut tx, format!("CREATE SCHEMA {}", quoted(&name))).await.map_err(failed("create a copy's schema"))?;
        let record = sqlx::query("UPDATE reseed.copies SET schema = $3 WHERE tenant = $1 AND id = $2");
        let record = record.bind(lease.tenant.as_str()).bind(id).bind(&name).execute(&mut *tx).await;
        record.map_err(control_failed)?;
        schema = Some(name);
    }
    tx.commit().await.map_err(control_failed)?;
    Ok(NewCopy { id, schema })
}

/// Makes an empty table of a copy with the statement that `create` gives for its name, and records it; below a root only
/// where a placement is given. Gives the name.
/// In a transaction of its own: the shared table that it is made like is locked until that ends, not against
/// applications but against migrations, behind which all sessions would wait.
pub async fn create_table(
    connection: &mut PgConnection,
    lease: &Lease,
    copy: &NewCopy,
    placement: Option<&Placement>,
    table_index: usize,
    table: &Table,
    create: impl FnOnce(&str) -> Result<String, StoreError>,
) -> Result<String, StoreError> {
    let name = match &copy.schema {
        Some(schema) => qualified(schema, &table.stored_name),
        None => qualified(DATA, &names::leaf(Held::of(lease)?.tenant_id, copy.id, table_index, &table.stored_name)),
    };
    let mut tx = connection.begin().await.map_err(control_failed)?;
    check_token(&mut tx, lease).await?;
    run(&mut tx, create(&name)?).await.map_err(failed(&format!("create a copy of table {:?}", table.name)))?;
    let sql = "INSERT INTO reseed.relations VALUES ($1, $2, $3, $4::regclass, $5::regclass)";
    let insert = sqlx::query(sql).bind(lease.tenant.as_str()).bind(copy.id).bind(table_index as i32);
    insert
        .bind(&name)
        .bind(placement.and_then(|placement| placement.root(table_index)))
        .execute(&mut *tx)
        .await
        .map_err(control_failed)?;
    tx.commit().await.map_err(control_failed)?;
    Ok(name)
}

/// Begins to fill a table in the caller's transaction: rows that a table gets in the transaction that has made or emptied
/// it can be frozen, so that every reader sees them, whatever its snapshot.
pub async fn begin_to_fill(tx: &mut PgConnection, name: &str, table: &Table) -> Result<(), StoreError> {
    let empty = format!("TRUNCATE ONLY {name} RESTART IDENTITY");
    run(tx, empty).await.map_err(failed(&format!("empty a copy of table {:?}", table.name)))
}

/// Every copy that is not live, oldest first: its number within the tenant, its place, the number that goes with that.
pub async fn all_but_live(connection: &mut PgConnection, lease: &Lease) -> Result<Vec<(i32, String, i32)>, StoreError> {
    let sql = "SELECT id, place, number FROM reseed.copies WHERE place <> 'live' AND tenant = ";
    let sql = format!("{sql}{} ORDER BY id", lease.tenant.sql());
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    let row = |row: &PgRow| Ok((get(row, "id")?, get(row, "place")?, get(row, "number")?));
    answers.rows().iter().map(row).collect()
}

/// How long the removal of a copy waits for those who still look at it, a dump for example.
const DROP_WAIT_MS: u32 = 1_000;

/// What becomes of what others have made on a copy's tables when these are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependents {
    /// It stays, and so does the copy.
    Stay,
    /// It goes too: the whole tenant is removed.
    Go,
}

/// Drops the tables of a copy that is not attached, and purges its record: they refer to one another only.
///
/// # Errors
/// `Busy` while a session reads them or an object depends on them; then the copy stays for the next pass.
pub async fn drop_copy(
    connection: &mut PgConnection,
    lease: &Lease,
    id: i32,
    dependents: Dependents,
) -> Result<(), StoreError> {
    let (tenant, takes_dependents) = (lease.tenant.sql(), dependents == Dependents::Go);
    let drop = checks::has_lease(lease) + &format!("SELECT reseed.drop_copy({tenant}, {id}, {takes_dependents})");
    let done = run(connection, format!("SET LOCAL lock_timeout = {DROP_WAIT_MS};\n{drop}")).await;
    let Err(error) = done else { return Ok(()) };
    match sqlstate(&error) {
        Some(LOST_LEASE) => Err(StoreError::lost(&lease.tenant)),
        Some("2BP01") => {
            let names = "SELECT string_agg(r.relation::text, ', ') FROM reseed.relations AS r JOIN pg_class AS c ON c.oid = r.relation
                WHERE r.tenant = $1 AND r.copy = $2";
            let names = sqlx::query_scalar(names).bind(lease.tenant.as_str()).bind(id).fetch_one(connection).await;
            let names = names.map_err(control_failed)?;
            let names: Option<String> = names;
            let message = format!("could not drop a copy: an object depends on one of {}", names.unwrap_or_default());
            Err(StoreError::busy(message).with_help(
                "It is a view, a function or an inheriting table that reseed did not create. Drop it, then run the command \
                 again.",
            ))
        }
        _ => Err(failed("drop a copy")(error)),
    }
}

/// A copy's bytes on disk, indexes included.
pub async fn bytes(connection: &mut PgConnection, tenant: &TenantName, id: i32) -> Result<u64, StoreError> {
    let sql = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM reseed.relations AS r
        JOIN pg_class AS c ON c.oid = r.relation WHERE r.tenant = $1 AND r.copy = $2";
    let bytes = sqlx::query_scalar(sql).bind(tenant.as_str()).bind(id).fetch_one(connection).await;
    bytes.map(|bytes: i64| bytes as u64).map_err(control_failed)
}

/// A text that stays the same as long as the server has counted no write to the live copy: its files, their sizes and counters. It names the life of these counters: when the server started and when the
/// counters started again. (A server whose process dies recovers without another start time; then the counters of the
/// archiver start again with all others.) A new text each time where some role's writes are not counted.
pub async fn stamp(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<String>, StoreError> {
    let answers = ask(connection, stamp_of(tenant, "k.place = 'live'")).await;
    let row = answers.and_then(|mut answers| answers.only()).map_err(control_failed)?;
    match get(&row, "stamp")? {
        Some(stamp) => Ok(Some(stamp)),
        None => match AdoptedTenant::find(connection, tenant).await? {
            Some(adopted) => adopted.stamp(connection).await.map(Some),
            None => Ok(None),
        },
    }
}

/// The statement that gives the stamp of the copy `k` that meets a condition.
pub fn stamp_of(tenant: &TenantName, condition: &str) -> String {
    format!(
        "SELECT format('%s/%s/%s ', pg_postmaster_start_time(), (SELECT stats_reset FROM pg_stat_archiver),
            (SELECT pg_stat_get_db_stat_reset_time(oid) FROM pg_database WHERE datname = current_database()))
          || CASE WHEN current_setting('track_counts')::boolean AND NOT EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS line
            WHERE line LIKE 'track_counts=%' AND line <> 'track_counts=on') THEN '' ELSE clock_timestamp()::text END
          || string_agg(format('%s/%s/%s/%s/%s/%s', c.oid, c.relfilenode, pg_relation_size(c.oid), pg_stat_get_tuples_inserted(c.oid),
            pg_stat_get_tuples_updated(c.oid), pg_stat_get_tuples_deleted(c.oid)), ' ' ORDER BY r.table_index) AS stamp
        FROM reseed.copies AS k JOIN reseed.relations AS r ON r.tenant = k.tenant AND r.copy = k.id
        JOIN pg_class AS c ON c.oid = r.relation
        WHERE k.tenant = {} AND {condition};\n",
        tenant.sql()
    )
}

/// Whether `place` and `number` are recorded for one of `kept`.
pub fn is_kept(kept: &[Place], place: &str, number: i32) -> bool {
    kept.iter().any(|&keep| recorded(keep) == (place, Some(number)))
}

/// A statement that gives a copy's tables exactly the rights that are on the tenant's live ones; see `reseed.same_rights`.
/// `tenant` is a literal.
pub fn with_rights(tenant: &str, copy: i32) -> String {
    format!("SELECT reseed.copy_rights({tenant}, {copy});\n")
}
