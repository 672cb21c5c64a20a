//! What commands ask of the live rows of a tenant in an application's tables.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::calls::reported;
use super::{AdoptedTenant, tables};
use crate::store::postgres::control::rows::{control_failed, from_json, get};
use crate::store::postgres::rows::read::{Moment, ReadAs, Stored};
use crate::store::postgres::server::ask::{READ, SqlLiteral, ask};
use crate::store::postgres::server::database::Database;
use crate::store::records::Snapshot;
use crate::store::{
    Caller, Diff, Difference, LiveMark, SchemaDifference, Sizes, StoreError, StoredRows, TableDiff, tables_of,
};

impl AdoptedTenant {
    /// Which epoch is live; damaged where tables of the set are gone.
    pub async fn live_mark(&self, connection: &mut PgConnection) -> Result<LiveMark, StoreError> {
        let sql = format!(
            "SELECT t.live, NOT EXISTS (SELECT FROM reseed.adopted_tables AS a LEFT JOIN pg_class AS c ON c.oid = a.relation
               WHERE a.set_id = {} AND c.oid IS NULL) AS is_whole FROM reseed.tenants AS t WHERE t.name = {}",
            self.set_id,
            self.tenant.sql()
        );
        let row = ask(connection, sql).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
        let live: Option<i32> = get(&row, "live")?;
        Ok(match (live.map(i32::unsigned_abs), get(&row, "is_whole")?) {
            (None, _) => LiveMark::Missing,
            (Some(number), true) => LiveMark::Epoch(number),
            (live, false) => LiveMark::Damaged(live),
        })
    }

    /// `seed` as long as nothing was written, by the log: exact where the log is complete.
    pub async fn stamp(&self, connection: &mut PgConnection) -> Result<String, StoreError> {
        let sql = format!("SELECT reseed.status({})->>'live' AS live", self.tenant.sql());
        let row = ask(connection, sql).await.and_then(|mut answers| answers.only());
        let row = row.map_err(|error| reported(error, "read the log of writes"))?;
        get(&row, "live")
    }

    /// What is different about the tables since the seed was taken, as far as resets are concerned.
    pub async fn differences(&self, connection: &mut PgConnection) -> Result<Vec<SchemaDifference>, StoreError> {
        let sql = format!(
            "SELECT a.name FROM reseed.adopted_tenants AS t JOIN reseed.adopted_tables AS a ON a.set_id = t.set_id
             WHERE t.tenant = {} AND t.structure <> reseed.adopted_structure(t.set_id) ORDER BY a.number",
            self.tenant.sql()
        );
        let rows = ask(connection, sql).await.map_err(control_failed)?.rows();
        let changed = |row| {
            let (object, name) = ("table".to_owned(), get(row, "name")?);
            Ok(SchemaDifference { object, name, difference: Difference::Changed })
        };
        rows.iter().map(changed).collect()
    }

    /// Reads all live rows in one transaction.
    pub async fn read(
        &self,
        database: &Database,
        connection: &mut PgConnection,
        seed: &Snapshot,
        caller: &Caller,
    ) -> Result<StoredRows, StoreError> {
        let mut tx = connection.begin_with(READ).await.map_err(control_failed)?;
        let found = tables::of_tenant(&mut tx, self).await?;
        let names: Vec<&str> = found.iter().map(|table| table.relation.as_str()).collect();
        let read_as = ReadAs::Application { condition: self.condition.clone() };
        let stored = Stored::new(&tables_of(&seed.schema)?, &names, &seed.tables).read_as(read_as);
        let proofs = stored.prove(database, &mut tx, Moment::Transaction, caller).await?;
        let schema = self.differences(&mut tx).await?;
        tx.commit().await.map_err(control_failed)?;
        Ok(StoredRows { tables: proofs, schema })
    }

    /// What was written since the seed, by the log.
    pub async fn diff(&self, connection: &mut PgConnection, samples_max: u32) -> Result<Diff, StoreError> {
        let sql = format!("SELECT reseed.diff({}, {samples_max})->'tables' AS tables", self.tenant.sql());
        let row = ask(connection, sql).await.and_then(|mut answers| answers.only());
        let row = row.map_err(|error| reported(error, "compare the rows"))?;
        let tables: Vec<TableDiff> = from_json(get(&row, "tables")?)?;
        Ok(Diff { tables, schema: self.differences(connection).await? })
    }

    /// Bytes on disk of what is kept for the tenant; its own rows are the application's.
    pub async fn sizes(&self, connection: &mut PgConnection) -> Result<Sizes, StoreError> {
        let size = |prefix: &str| {
            format!(
                "(SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class AS c
                  WHERE c.relnamespace = to_regnamespace({}) AND c.relkind = 'r' AND c.relname LIKE '{prefix}\\_%')",
                self.own_schema().sql()
            )
        };
        let live = format!(
            "(SELECT coalesce(sum(pg_total_relation_size(r)), 0)::bigint FROM reseed.adopted_relations({}) AS r)",
            self.set_id
        );
        let sql = format!("SELECT {live}, {}, {}", size("seed"), size("state"));
        let sizes: (i64, i64, i64) =
            sqlx::query_as(AssertSqlSafe(sql)).fetch_one(connection).await.map_err(control_failed)?;
        let [live_bytes, snapshot_bytes, retired_bytes] = [sizes.0, sizes.1, sizes.2].map(|bytes| bytes as u64);
        Ok(Sizes { live_bytes, snapshot_bytes, retired_bytes })
    }
}
