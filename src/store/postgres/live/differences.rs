//! How a tenant's live tables differ from the seed's: rows by primary key, and what was declared otherwise.
//!
//! Values of rows never leave the database, except primary keys as samples.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Row};

use crate::plan::{Column, Table};
use crate::store::keys::{counted, is_whole_key};
use crate::store::postgres::control::rows::{control_failed, get, recorded_snapshot};
use crate::store::postgres::copies::{self, Copy};
use crate::store::postgres::layout::columns::{CatalogColumn, stored_columns};
use crate::store::postgres::layout::ddl::Layout;
use crate::store::postgres::server::errors::failed;
use crate::store::postgres::swap::restore::{heirs_with_rows, sequence_of};
use crate::store::quote::quoted;
use crate::store::records::Snapshot;
use crate::store::{Difference, Place, RowDiff, SchemaDifference, StoreError, TableDiff, TenantName, tables_of};

/// The live copy and the seed's, with the tables of the seed in their order.
pub struct LiveAndSeed {
    /// The live copy.
    pub live: Copy,
    /// The seed's sealed copy.
    pub seed: Copy,
    /// The tables that the live copy has besides.
    pub extra_tables: Vec<SchemaDifference>,
}

/// Both copies, in a transaction that sees one moment; the live one may have been made from another snapshot.
pub async fn live_and_seed(
    tx: &mut PgConnection,
    tenant: &TenantName,
    seed: &Snapshot,
    tables: &[Table],
) -> Result<LiveAndSeed, StoreError> {
    let mut live = copies::live(tx, tenant).await?;
    let mut extra_tables = Vec::new();
    if live.snapshot != seed.number {
        let made_from = recorded_snapshot(tx, tenant, live.snapshot).await?;
        extra_tables = live.arrange(&tables_of(&made_from.schema)?, tables);
    }
    let seed = copies::find_whole(tx, tenant, Place::Snapshot(seed.number)).await?;
    Ok(LiveAndSeed { live, seed, extra_tables })
}

/// How the live rows differ from the seed's.
pub async fn rows(
    connection: &mut PgConnection,
    tables: &[Table],
    LiveAndSeed { live, seed, .. }: &LiveAndSeed,
    samples_max: u32,
) -> Result<Vec<TableDiff>, StoreError> {
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let live = ComparedTable::read(connection, live.table(index)?).await?;
        let seed = ComparedTable::read(connection, seed.table(index)?).await?;
        let diff = DiffSql::new(table, &live, &seed).diff(connection, samples_max).await?;
        if diff.added + diff.changed + diff.removed > 0 {
            found.push(diff);
        }
    }
    Ok(found)
}

/// A table of one of the copies.
struct ComparedTable<'a> {
    name: &'a str,
    columns: Vec<CatalogColumn>,
}

impl ComparedTable<'_> {
    async fn read<'a>(connection: &mut PgConnection, name: &'a str) -> Result<ComparedTable<'a>, StoreError> {
        Ok(ComparedTable { name, columns: stored_columns(connection, name).await? })
    }

    /// The type of a column that it has.
    fn type_of(&self, column: &str) -> Option<&str> {
        self.columns.iter().find(|found| found.name == column).map(|found| found.ty.as_str())
    }
}

/// The parts of the statements for one table.
struct DiffSql<'a> {
    table: &'a Table,
    key: Vec<&'a str>,
    /// Columns besides the key that are on both sides, and how they are compared.
    compared: Vec<(&'a str, String)>,
    /// Whether the live table is there and has the key's columns.
    keyed: bool,
    seed: String,
    added: String,
    changed: String,
    removed: String,
}

impl<'a> DiffSql<'a> {
    fn new(table: &'a Table, live: &ComparedTable<'_>, seed: &ComparedTable<'_>) -> Self {
        let types = |name: &str| live.type_of(name).zip(seed.type_of(name));
        let is_alike = |name: &str| types(name).is_some_and(|(live, seed)| live == seed);
        let key: Vec<&str> = table.key.iter().map(|&index| table.columns[index].stored_name.as_str()).collect();
        let others = table.written().map(|(_, column)| column.stored_name.as_str()).filter(|name| !key.contains(name));
        let compared = others.filter(|name| types(name).is_some());
        let compared: Vec<(&str, String)> = compared.map(|name| (name, differs(name, is_alike(name)))).collect();
        let (live, seed) = (format!("ONLY {} AS l", live.name), format!("ONLY {} AS s", seed.name));
        let on: Vec<String> = key.iter().map(|name| format!("s.{0} = l.{0}", quoted(name))).collect();
        let on = on.join(" AND ");
        let differ: Vec<&str> = compared.iter().map(|(_, differs)| differs.as_str()).collect();
        let differ = if differ.is_empty() { "false".to_owned() } else { differ.join(" OR ") };
        DiffSql {
            table,
            keyed: key.iter().all(|name| is_alike(name)),
            added: format!("FROM {live} WHERE NOT EXISTS (SELECT FROM {seed} WHERE {on})"),
            changed: format!("FROM {seed} JOIN {live} ON {on} WHERE {differ}"),
            removed: format!("FROM {seed} WHERE NOT EXISTS (SELECT FROM {live} WHERE {on})"),
            seed,
            key,
            compared,
        }
    }

    async fn diff(&self, connection: &mut PgConnection, samples_max: u32) -> Result<TableDiff, StoreError> {
        let table = self.table.stored_name.clone();
        let mut diff = TableDiff { table, added: 0, changed: 0, removed: 0, samples: Vec::new() };
        if !self.keyed {
            diff.removed = self.count(connection, &format!("FROM {}", self.seed)).await?;
            return Ok(diff);
        }
        for (what, from) in [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)] {
            let rows = self.count(connection, from).await?;
            match what {
                "added" => diff.added = rows,
                "changed" => diff.changed = rows,
                _ => diff.removed = rows,
            }
            if rows > 0 {
                diff.samples.extend(self.samples(connection, what, from, samples_max).await?);
            }
        }
        Ok(diff)
    }

    async fn count(&self, connection: &mut PgConnection, from: &str) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) {from}");
        let count = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await;
        count.map(|count: i64| count as u64).map_err(self.failed())
    }

    async fn samples(
        &self,
        connection: &mut PgConnection,
        what: &str,
        from: &str,
        samples_max: u32,
    ) -> Result<Vec<RowDiff>, StoreError> {
        let side = if what == "added" { "l" } else { "s" };
        let keys: Vec<String> = self.key.iter().map(|name| format!("{side}.{}", quoted(name))).collect();
        let texts: Vec<String> = keys.iter().map(|key| format!("{key}::text")).collect();
        let differ =
            self.compared.iter().map(|(_, differs)| if what == "changed" { differs.as_str() } else { "false" });
        let differ: Vec<&str> = differ.collect();
        let sql = format!(
            "SELECT ARRAY[{}]::text[], ARRAY[{}]::boolean[] {from} ORDER BY {} LIMIT {samples_max}",
            texts.join(", "),
            differ.join(", "),
            keys.join(", ")
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(connection).await.map_err(self.failed())?;
        rows.iter().map(|row| self.sample(what, row)).collect()
    }

    fn sample(&self, what: &str, row: &PgRow) -> Result<RowDiff, StoreError> {
        let key: Vec<String> = row.try_get(0).map_err(self.failed())?;
        let differs: Vec<bool> = row.try_get(1).map_err(self.failed())?;
        let key = self.key.iter().map(|name| (*name).to_owned()).zip(key).collect();
        let changed = self.compared.iter().zip(differs).filter(|(_, differs)| *differs);
        Ok(RowDiff { what: what.to_owned(), key, columns: changed.map(|((name, _), _)| (*name).to_owned()).collect() })
    }

    fn failed(&self) -> impl FnOnce(sqlx::Error) -> StoreError + use<> {
        let doing = format!("compare table {:?}", self.table.name);
        failed(&doing)
    }
}

/// Values of one type are compared as such, those of two as texts.
fn differs(column: &str, is_alike: bool) -> String {
    let cast = if is_alike { "" } else { "::text" };
    format!("l.{0}{cast} IS DISTINCT FROM s.{0}{cast}", quoted(column))
}

/// How the live tables are declared otherwise than the seed's, and which counters have moved.
pub async fn schema(
    connection: &mut PgConnection,
    tenant: &TenantName,
    tables: &[Table],
    LiveAndSeed { live, seed, .. }: &LiveAndSeed,
) -> Result<Vec<SchemaDifference>, StoreError> {
    let layout = if live.schema.is_some() { Layout::Schema } else { Layout::Shared };
    let mut found = structure(connection, tenant, live).await?;
    for (index, table) in tables.iter().enumerate() {
        let (live, seed) = (live.table(index)?, seed.table(index)?);
        let stored = stored_columns(connection, live).await?;
        let enums: Vec<CatalogColumn> =
            stored_columns(connection, seed).await?.into_iter().filter(|column| column.is_enum).collect();
        let difference =
            |object: &str, name: String, difference| SchemaDifference { object: object.to_owned(), name, difference };
        if stored.is_empty() {
            found.push(difference("table", table.stored_name.clone(), Difference::Missing));
            continue;
        }
        let declared = layout.declared(table);
        for (name, ty, nullable) in &declared {
            let full = format!("{}.{name}", table.stored_name);
            // A seed from before `up` made an enum text has it still.
            let is_of_type = |found: &CatalogColumn| {
                let is_enum = enums.iter().any(|column| column.name == *name && column.ty == found.ty);
                // Columns of a leaf are those of the shared table, whose types are the same for all tenants.
                is_enum || if layout == Layout::Shared { found.takes(ty) } else { found.ty == *ty }
            };
            match stored.iter().find(|column| column.name == *name) {
                None => found.push(difference("column", full, Difference::Missing)),
                Some(column) if !is_of_type(column) || column.nullable != *nullable => {
                    found.push(difference("column", full, Difference::Changed));
                }
                Some(_) => {}
            }
        }
        let known = |name: &str| declared.iter().any(|(known, ..)| known == name);
        // A leaf has no columns but those of the shared table, which belong to all tenants.
        for column in stored.iter().filter(|column| layout == Layout::Schema && !known(&column.name)) {
            found.push(difference("column", format!("{}.{}", table.stored_name, column.name), Difference::Extra));
        }
        // Their rows show among those of the live table.
        let heirs = if layout == Layout::Schema { heirs_with_rows(connection, live).await } else { Ok(Vec::new()) };
        for heir in heirs.map_err(control_failed)? {
            found.push(difference("table", heir, Difference::Extra));
        }
        for (index, column) in counted(table) {
            if counter_moved(connection, table, column, live, seed).await? {
                let name = if is_whole_key(table, index) { None } else { Some(column.stored_name.as_str()) };
                let name = [table.stored_name.as_str()].into_iter().chain(name).collect::<Vec<_>>().join(".");
                found.push(difference("counter", name, Difference::Changed));
            }
        }
    }
    Ok(found)
}

/// Keys, checks, indexes and triggers of tables of the tenant's own that are not as they were made. Those of shared tables
/// belong to all tenants. Checks that older versions made of what a column was drawn from may go.
async fn structure(
    connection: &mut PgConnection,
    tenant: &TenantName,
    live: &Copy,
) -> Result<Vec<SchemaDifference>, StoreError> {
    let sql = "SELECT split_part(key, ' ', 1) AS object, substr(key, strpos(key, ' ') + 1) AS name,
          made IS NOT NULL AS was, there IS NOT NULL AS is
        FROM reseed.copies AS c JOIN reseed.snapshots AS s ON s.tenant = c.tenant AND s.number = c.snapshot, LATERAL (
          SELECT key, a.value AS made, b.value AS there FROM jsonb_each_text(c.structure) AS a
          FULL JOIN jsonb_each_text(reseed.structure(c.tenant, c.id)) AS b USING (key)) AS parts
        WHERE c.tenant = $1 AND c.id = $2 AND c.structure IS NOT NULL AND made IS DISTINCT FROM there
          AND NOT (there IS NULL AND made LIKE 'CHECK %' AND reseed.has_outdated_checks(s.schema_json))
        ORDER BY key COLLATE \"C\"";
    let rows =
        sqlx::query(sql).bind(tenant.as_str()).bind(live.id).fetch_all(connection).await.map_err(control_failed)?;
    let difference = |row| {
        let difference = match (get(row, "was")?, get(row, "is")?) {
            (true, false) => Difference::Missing,
            (false, true) => Difference::Extra,
            _ => Difference::Changed,
        };
        Ok(SchemaDifference { object: get(row, "object")?, name: get(row, "name")?, difference })
    };
    rows.iter().map(difference).collect()
}

/// Whether the next id is another one than after a reset.
async fn counter_moved(
    connection: &mut PgConnection,
    table: &Table,
    column: &Column,
    live: &str,
    seed: &str,
) -> Result<bool, StoreError> {
    let doing = format!("read the counter of table {:?}", table.name);
    let Some(sequence) = sequence_of(connection, live, &column.stored_name).await? else { return Ok(true) };
    let name = quoted(&column.stored_name);
    let sql = format!(
        "SELECT (SELECT last_value + is_called::int FROM {sequence})
           IS DISTINCT FROM greatest((SELECT max({name}) FROM ONLY {seed}), 0) + 1"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await.map_err(failed(&doing))
}
