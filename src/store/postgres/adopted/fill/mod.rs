//! Rows of a spec → tables of an application. They are staged in temporary tables, then inserted, parents first, in the transaction
//! that takes them as the seed: what does not fit leaves the tables as they were.

mod counters;
mod insert;
mod stage;
mod target;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row};

use super::calls::reported;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::ask::{Json, SqlLiteral, ask, run};
use crate::store::postgres::server::errors::failed;
use crate::store::quote::{literal, quoted};
use crate::store::records::Operation;
use crate::store::{Adoption, ApplicationTriggers, Caller, ExistingRows, Filling, StoreError, TenantName};
use counters::NumberedRows;
use target::FillTarget;

/// Rows at most that are counted for a message.
const COUNTED_MAX: i64 = 1000;

/// What loads rows of a spec.
#[derive(Clone, Copy)]
pub struct Fill<'a> {
    /// Whose rows they become.
    pub tenant: &'a TenantName,
    /// The tables that a reset will bring back.
    pub adoption: &'a Adoption,
    /// The same by catalog identity.
    pub relations: &'a [i64],
    /// The rows.
    pub filling: &'a Filling<'a>,
    /// Whom to ask whether to continue.
    pub caller: &'a Caller,
}

/// What became of the tenant's rows that were there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// The tenant is new.
    Nothing,
    /// They are kept for undo, as this epoch.
    Kept(i32),
    /// Undo cannot bring them back: the tables were altered since the seed before was taken, or are others.
    Gone,
}

/// Rows that are in the tables.
pub struct Filled {
    tenant: TenantName,
    tables: Vec<i64>,
    is_silent: bool,
    lifetime_us: Option<i64>,
    replaced: Replaced,
    notes: Vec<String>,
}

impl Fill<'_> {
    /// The receipt where the rows were made from the same inputs, and the tables have not been altered since.
    pub async fn unchanged(
        &self,
        tx: &mut PgConnection,
        operation: &Operation,
        began: &str,
    ) -> Result<Option<serde_json::Value>, StoreError> {
        let sql = "SELECT reseed.record_epoch(a, s, $1, 'up', $2, NULL, false, false, NULL, $3::timestamptz) || $4::jsonb
            FROM reseed.adopted_tenants AS a JOIN reseed.adopted_sets AS s ON s.id = a.set_id JOIN reseed.tenants AS t ON t.name = a.tenant
            JOIN reseed.snapshots AS n ON n.tenant = a.tenant AND n.number = t.seed
            WHERE a.tenant = $5 AND s.name = $6 AND a.value IS NOT DISTINCT FROM $7 AND t.lifetime_us IS NOT DISTINCT FROM $8
              AND NOT EXISTS (SELECT FROM reseed.adopted_fillings AS f WHERE f.tenant = a.tenant AND f.is_silent <> $11)
              AND n.inputs_json = $9::jsonb AND a.structure = reseed.adopted_structure(s.id)
              AND ARRAY(SELECT relation::oid::bigint FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number) = $10";
        let notes = r#"{"notes": ["the inputs have not changed since the seed was loaded"]}"#;
        let value = self.adoption.owner.as_ref().map(|owner| owner.value.as_str());
        let receipt = sqlx::query_scalar(sql)
            .bind(operation.id)
            .bind(&operation.key)
            .bind(began)
            .bind(notes)
            .bind(self.tenant.as_str())
            .bind(self.adoption.set_name())
            .bind(value)
            .bind(self.filling.lifetime_us)
            .bind(serde_json::to_string(&self.filling.inputs).unwrap_or_default())
            .bind(self.relations)
            .bind(self.filling.options.triggers == ApplicationTriggers::Silent)
            .fetch_optional(tx)
            .await;
        receipt.map_err(control_failed)
    }

    /// Loads the rows in place of the tenant's rows of the spec's tables.
    ///
    /// # Errors
    /// `Refused` where the spec does not fit the tables, or they have rows that no load has made; `Data` where a constraint of the
    /// application refuses a row.
    pub async fn load(&self, tx: &mut PgConnection) -> Result<Filled, StoreError> {
        let targets = target::targets(tx, self).await?;
        let staged = stage::stage(tx, &targets, self).await?;
        self.caller.check()?;
        stage::is_of_tenant(tx, &targets).await?;
        let replaced = self.lock(tx).await?;
        self.may_replace(tx, &targets).await?;
        insert::delete(tx, self, &targets).await?;
        counters::set(tx, self, &targets, NumberedRows::Staged).await?;
        let inserted = self.insert(tx, &targets, &staged).await?;
        insert::are_of_tenant(tx, &targets, &inserted).await?;
        counters::set(tx, self, &targets, NumberedRows::Present).await?;
        let mut notes = kept_out(&targets, &staged, &inserted);
        if self.filling.options.triggers == ApplicationTriggers::Fire {
            notes.extend(insert::changed_by_triggers(tx, &targets).await?);
        }
        stage::drop(tx, &targets).await?;
        Ok(Filled {
            tenant: self.tenant.clone(),
            tables: targets.iter().map(|target| target.oid).collect(),
            is_silent: self.filling.options.triggers == ApplicationTriggers::Silent,
            lifetime_us: self.filling.lifetime_us,
            replaced,
            notes,
        })
    }

    /// Inserts the staged rows as the application's sessions would; gives how many went into each table.
    async fn insert(
        &self,
        tx: &mut PgConnection,
        targets: &[FillTarget<'_>],
        staged: &[u64],
    ) -> Result<Vec<u64>, StoreError> {
        // Triggers find what they name without a schema: first in the tables' schema, then where the database or the role says.
        let usual = sqlx::query_scalar("SELECT reset_val FROM pg_settings WHERE name = 'search_path'");
        let usual: String = usual.fetch_one(&mut *tx).await.map_err(control_failed)?;
        let usual = usual.split(',').map(str::trim).filter(|name| !name.is_empty() && !name.contains("$user"));
        let schema = quoted(&self.adoption.schema);
        let path = std::iter::once(schema.as_str()).chain(usual).chain(["pg_temp"]).collect::<Vec<_>>().join(", ");
        let silent = if self.filling.options.triggers == ApplicationTriggers::Silent { "on" } else { "off" };
        // Constraints that may wait do, also over tables that are filled one after another.
        let before = format!(
            "SET CONSTRAINTS ALL DEFERRED; SET LOCAL search_path = {path}; SELECT set_config('reseed.reverting', '{silent}', true)"
        );
        run(tx, before).await.map_err(control_failed)?;
        let inserted = insert::insert(tx, targets, staged, self.caller).await?;
        let after = "SET LOCAL search_path = pg_catalog; SELECT set_config('reseed.reverting', 'off', true)";
        run(tx, after.to_owned()).await.map_err(control_failed)?;
        Ok(inserted)
    }

    /// Keeps others from writing to the tenant's rows, which are copied for undo; gives the epoch that they are. Where all rows are
    /// the tenant's, its log is off meanwhile: it ends empty.
    async fn lock(&self, tx: &mut PgConnection) -> Result<Replaced, StoreError> {
        let (tenant, oids, set_name) = (self.tenant.sql(), list(self.relations), self.adoption.set_name().sql());
        let is_alone = self.adoption.owner.is_none();
        let whole = |sql: String| if is_alone { sql } else { "SELECT".to_owned() };
        let sql = format!(
            "SELECT reseed.lock_tables(ARRAY[{oids}]::oid[]) WHERE {is_alone} OR NOT EXISTS (SELECT FROM reseed.adopted_sets WHERE name = {set_name});
             SELECT reseed.hold_rows({tenant});
             SELECT CASE WHEN reseed.copy_rows({tenant}, ARRAY[{oids}]::oid[]) THEN (SELECT live FROM reseed.tenants WHERE name = {tenant}) END AS epoch,
               EXISTS (SELECT FROM reseed.adopted_tenants WHERE tenant = {tenant}) AS is_there;
             SELECT reseed.revert_writes({tenant});
             {}",
            whole(format!("SELECT reseed.stop_log(ARRAY[{oids}]::oid[])")),
        );
        let mut answers = ask(tx, sql).await.map_err(|error| reported(error, "take the tables"))?;
        let row = answers.skip().skip().only().map_err(control_failed)?;
        let epoch: Option<i32> = get(&row, "epoch")?;
        Ok(match (epoch, get(&row, "is_there")?) {
            (Some(epoch), _) => Replaced::Kept(epoch),
            (None, true) => Replaced::Gone,
            (None, false) => Replaced::Nothing,
        })
    }

    /// Refuses where a table has rows of the tenant that no load has made.
    async fn may_replace(&self, tx: &mut PgConnection, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
        if self.filling.options.existing == ExistingRows::Replace {
            return Ok(());
        }
        let sql = "SELECT relation::oid::bigint FROM reseed.adopted_fillings WHERE tenant = $1";
        let made = sqlx::query_scalar(sql).bind(self.tenant.as_str()).fetch_all(&mut *tx).await;
        let made: Vec<i64> = made.map_err(control_failed)?;
        let unknown: Vec<&FillTarget<'_>> = targets.iter().filter(|target| !made.contains(&target.oid)).collect();
        let count = |target: &&FillTarget<'_>| {
            let (name, mine) = (literal(&target.table.stored_name), target.mine("t"));
            format!(
                "SELECT {name}, (SELECT count(*) FROM (SELECT FROM {} AS t WHERE {mine} LIMIT {COUNTED_MAX}) AS counted)",
                target.relation
            )
        };
        if unknown.is_empty() {
            return Ok(());
        }
        let sql = unknown.iter().map(count).collect::<Vec<_>>().join(" UNION ALL ");
        let rows =
            sqlx::query(AssertSqlSafe(sql)).fetch_all(tx).await.map_err(failed("count the rows that are there"))?;
        let found =
            rows.iter().map(|row| (row.get::<String, _>(0), row.get::<i64, _>(1))).filter(|(_, rows)| *rows > 0);
        let found: Vec<String> = found
            .map(|(table, rows)| {
                format!("table {table:?} has {}{rows} rows", if rows == COUNTED_MAX { "at least " } else { "" })
            })
            .collect();
        if found.is_empty() {
            return Ok(());
        }
        Err(StoreError::refused(format!("{} that reseed did not load", found.join(", "))).with_help(
            "Leave such a table out of the spec, and its rows stay and become part of the seed. Or give --replace-rows, \
             which deletes them.",
        ))
    }
}

impl Filled {
    /// Records what was loaded; gives the receipt, which the operation has by now, with what is to know of it.
    pub async fn record(self, tx: &mut PgConnection, operation: &Operation) -> Result<serde_json::Value, StoreError> {
        let (tables, is_silent) = (list(&self.tables), self.is_silent);
        let mut notes = vec!["the rows of the spec are in the application's tables, and are the seed now".to_owned()];
        notes.extend(self.notes);
        if self.replaced == Replaced::Gone {
            notes.push(
                "undo cannot bring back the rows that were there: the tables were altered since, or are others"
                    .to_owned(),
            );
        }
        let notes = Json::of(&serde_json::json!({ "notes": notes }))?;
        let (tenant, lifetime_us) = (self.tenant.sql(), self.lifetime_us.sql());
        let sql = format!(
            "DELETE FROM reseed.adopted_fillings WHERE tenant = {tenant};
             INSERT INTO reseed.adopted_fillings SELECT {tenant}, unnest(ARRAY[{tables}]::oid[]), {is_silent};
             UPDATE reseed.tenants SET (lifetime_us, expires_us) = ({lifetime_us}, reseed.now_us() + {lifetime_us}) WHERE name = {tenant};
             UPDATE reseed.operations SET receipt_json = receipt_json || {}::jsonb
               || (SELECT jsonb_build_object('expires', reseed.rfc3339(expires_us)) FROM reseed.tenants WHERE name = {tenant}) WHERE id = {}",
            notes.sql(),
            operation.id
        );
        run(tx, sql).await.map_err(control_failed)?;
        if let Replaced::Kept(epoch) = self.replaced {
            let keep = format!("SELECT reseed.keep_copied_rows({tenant}, {epoch}, {})", operation.id);
            run(tx, keep).await.map_err(|error| reported(error, "keep the rows that were there"))?;
        }
        let sql = "SELECT receipt_json FROM reseed.operations WHERE id = $1";
        sqlx::query_scalar(sql).bind(operation.id).fetch_one(tx).await.map_err(control_failed)
    }
}

/// Rows that triggers kept out, in words.
fn kept_out(targets: &[FillTarget<'_>], staged: &[u64], inserted: &[u64]) -> Vec<String> {
    let rows = targets.iter().zip(staged.iter().zip(inserted)).filter(|(_, (staged, inserted))| staged != inserted);
    let note = |(target, (staged, inserted)): (&FillTarget<'_>, (&u64, &u64))| {
        format!("triggers of table {:?} kept {} of {staged} rows out", target.table.stored_name, staged - inserted)
    };
    rows.map(note).collect()
}

fn list(oids: impl IntoIterator<Item = impl ToString>) -> String {
    oids.into_iter().map(|oid| oid.to_string()).collect::<Vec<_>>().join(", ")
}
