//! Taking tables of an application: the checks, the set, the tenant, its seed with proofs. One transaction.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::calls::reported;
use super::fill::Fill;
use super::{AdoptedTenant, tables};
use crate::digest::DatasetInputs;
use crate::store::catalog::MIGRATION_TABLES;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::rows::read::{ReadAs, Stored};
use crate::store::postgres::server::ask::{Json, SqlLiteral, ask, run};
use crate::store::postgres::server::errors::failed;
use crate::store::quote::quoted;
use crate::store::records::Operation;
use crate::store::{Adoption, Caller, SeedRows, Seeding, StoreError, TenantName, dataset_digest, tables_of};

/// What makes tables of an application a tenant's.
#[derive(Clone, Copy)]
pub struct AdoptionWork<'a> {
    /// As whose operation.
    pub operation: &'a Operation,
    /// Which tables, and with which rows as the seed.
    pub seeding: Seeding<'a>,
    /// Whom to ask whether to continue.
    pub caller: &'a Caller,
}

impl AdoptionWork<'_> {
    /// Makes the tables the tenant's, with the rows of the seeding as its seed; gives the receipt.
    ///
    /// # Errors
    /// `Refused` with everything that keeps the tables from being reset where they are. Nothing has changed then.
    pub async fn run(self, connection: &mut PgConnection) -> Result<serde_json::Value, StoreError> {
        let mut tx = connection.begin().await.map_err(control_failed)?;
        let receipt = self.adopt(&mut tx).await?;
        tx.commit().await.map_err(control_failed)?;
        Ok(receipt)
    }

    async fn adopt(self, tx: &mut PgConnection) -> Result<serde_json::Value, StoreError> {
        let tenant = &self.operation.tenant;
        let began = sqlx::query_scalar("SELECT clock_timestamp()::text").fetch_one(&mut *tx).await;
        let began: String = began.map_err(control_failed)?;
        is_no_other(tx, tenant).await?;
        let adoption = self.adoption(tx).await?;
        let relations = relations(tx, &adoption).await?;
        is_free(tx, tenant, &adoption).await?;
        let filled = match self.seeding.rows {
            SeedRows::Present => None,
            SeedRows::Generated(filling) => {
                let fill = Fill { tenant, adoption: &adoption, relations: &relations, filling, caller: self.caller };
                if let Some(receipt) = fill.unchanged(tx, self.operation, &began).await? {
                    return Ok(receipt);
                }
                Some(fill.load(tx).await?)
            }
        };
        let allowed = allowed(tx, tenant).await?;
        self.take(tx, &adoption, &relations).await?;
        allow(tx, tenant, &[allowed, adoption.roles.clone()].concat()).await?;
        self.caller.check()?;
        rehearse(tx, tenant).await?;
        let adopted = AdoptedTenant::find(tx, tenant).await?.ok_or_else(|| StoreError::just_removed(tenant))?;
        let receipt = self.record(tx, &adopted, &began).await?;
        match filled {
            None => Ok(receipt),
            Some(filled) => filled.record(tx, self.operation).await,
        }
    }

    /// The tables that were asked for, or those that are the tenant's.
    async fn adoption(self, tx: &mut PgConnection) -> Result<Adoption, StoreError> {
        if let Some(adoption) = self.seeding.tables {
            return Ok(adoption.clone());
        }
        let tenant = &self.operation.tenant;
        let adopted = AdoptedTenant::find(tx, tenant).await?.ok_or_else(|| StoreError::just_removed(tenant))?;
        adopted.adoption(tx).await
    }

    /// Makes the set of the tables, and its rows the tenant's seed.
    async fn take(self, tx: &mut PgConnection, adoption: &Adoption, relations: &[i64]) -> Result<(), StoreError> {
        let tenant = &self.operation.tenant;
        let set_id = set_of(tx, tenant, adoption, relations).await?;
        let (name, value) = (tenant.sql(), adoption.owner.as_ref().map(|owner| owner.value.as_str()).sql());
        let introduce = format!(
            "INSERT INTO reseed.tenants (name, created_us) VALUES ({name}, reseed.now_us()) ON CONFLICT DO NOTHING;
             SELECT CASE WHEN EXISTS (SELECT FROM reseed.adopted_tenants WHERE tenant = {name}) THEN reseed.take_seed({name})
               ELSE reseed.adopt_tenant({name}, {set_id}, {value}) END"
        );
        run(tx, introduce).await.map_err(|error| reported(error, "take the rows as the seed"))
    }

    /// Records the seed with proofs of its rows; gives the receipt.
    async fn record(
        self,
        tx: &mut PgConnection,
        adopted: &AdoptedTenant,
        began: &str,
    ) -> Result<serde_json::Value, StoreError> {
        let found = tables::of_tenant(tx, adopted).await?;
        let stored: Vec<_> = found.iter().map(|table| table.stored.clone()).collect();
        let names: Vec<String> =
            found.iter().map(|table| format!("{}.seed_{}", quoted(&adopted.own_schema()), table.number)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let read_as = ReadAs::Application { condition: adopted.condition.clone() };
        let seed = Stored::new(&tables_of(&stored)?, &names, &[]).read_as(read_as);
        let proofs = seed.alone(tx, self.caller).await?;
        let inputs = match self.seeding.rows {
            SeedRows::Generated(filling) => filling.inputs.clone(),
            SeedRows::Present => inputs_of_present(tx, adopted).await?,
        };
        let [inputs, schema, tables] = [Json::of(&inputs)?, Json::of(&stored)?, Json::of(&proofs)?];
        let sql = format!(
            "SELECT reseed.record_seed({}, {}, {}, {}, {}, {}, {}) AS receipt",
            adopted.tenant.sql(),
            self.operation.id,
            inputs.sql(),
            schema.sql(),
            tables.sql(),
            dataset_digest(&proofs).to_string().sql(),
            began.sql()
        );
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(tx).await.map_err(control_failed)?;
        get(&row, "receipt")
    }
}

/// What a seed is made from that nothing but its rows is known of.
async fn inputs_of_present(tx: &mut PgConnection, adopted: &AdoptedTenant) -> Result<DatasetInputs, StoreError> {
    let as_of = sqlx::query_scalar("SELECT reseed.rfc3339(reseed.now_us())").fetch_one(tx).await;
    Ok(DatasetInputs {
        dataset: adopted.schema.clone(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: adopted.tenant.to_string(),
        as_of: as_of.map_err(control_failed)?,
        ..DatasetInputs::default()
    })
}

/// Refuses a tenant that has tables which reseed made.
async fn is_no_other(tx: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let sql = format!("SELECT EXISTS (SELECT FROM reseed.copies WHERE tenant = {}) AS has_copies", tenant.sql());
    let row = ask(tx, sql).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
    if !get::<bool>(&row, "has_copies")? {
        return Ok(());
    }
    Err(StoreError::refused(format!("tenant \"{tenant}\" has tables that reseed made"))
        .with_help(format!("Choose another name, or remove that tenant with \"reseed down {tenant}\" first.")))
}

/// The tables that are meant, by catalog identity, in the order of their names.
async fn relations(tx: &mut PgConnection, adoption: &Adoption) -> Result<Vec<i64>, StoreError> {
    let patterns: Vec<String> = adoption.tables.iter().map(|pattern| like(pattern)).collect();
    let column = adoption.owner.as_ref().map(|owner| owner.column.as_str());
    let sql = "SELECT ARRAY(SELECT oid::bigint FROM unnest(reseed.adoptable_tables($1, $2, $3, $4)) AS oid), to_regnamespace(quote_ident($1)) IS NOT NULL";
    let found = sqlx::query_as(sql)
        .bind(&adoption.schema)
        .bind(&patterns)
        .bind(column)
        .bind(&MIGRATION_TABLES[..])
        .fetch_one(tx)
        .await;
    let (relations, is_there): (Vec<i64>, bool) = found.map_err(control_failed)?;
    if !is_there {
        return Err(StoreError::not_found(format!("there is no schema {:?}", adoption.schema))
            .with_help("--schema names the schema that the application's tables are in."));
    }
    if relations.is_empty() {
        let with = column.map(|column| format!(" with a column {column:?}")).unwrap_or_default();
        let named = if patterns.is_empty() { String::new() } else { format!(" called {}", adoption.tables.join(", ")) };
        return Err(StoreError::not_found(format!("schema {:?} has no tables{named}{with}", adoption.schema))
            .with_help(
                "Run the application's migrations first, or choose others with --schema, --tables and --tenant-column.",
            ));
    }
    Ok(relations)
}

/// A shell pattern as the one of SQL.
fn like(pattern: &str) -> String {
    let escaped = pattern.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    escaped.replace('*', "%").replace('?', "_")
}

/// The set of these tables, which is made if it is not there. One that has other tables, or whose tables were altered, is
/// rebuilt where no other tenant is in it.
async fn set_of(
    tx: &mut PgConnection,
    tenant: &TenantName,
    adoption: &Adoption,
    relations: &[i64],
) -> Result<i32, StoreError> {
    let name = adoption.set_name();
    let sql = "SELECT s.id, ARRAY(SELECT relation::oid::bigint FROM reseed.adopted_tables WHERE set_id = s.id ORDER BY number) = $2
            AND NOT EXISTS (SELECT FROM reseed.adopted_tenants AS a WHERE a.set_id = s.id AND a.structure <> reseed.adopted_structure(s.id)) AS fits,
          ARRAY(SELECT tenant FROM reseed.adopted_tenants AS a WHERE a.set_id = s.id AND a.tenant <> $3 ORDER BY 1) AS others
        FROM reseed.adopted_sets AS s WHERE s.name = $1";
    let row = sqlx::query(sql).bind(&name).bind(relations).bind(tenant.as_str()).fetch_optional(&mut *tx).await;
    if let Some(row) = row.map_err(control_failed)? {
        let others: Vec<String> = get(&row, "others")?;
        if get(&row, "fits")? {
            return get(&row, "id");
        }
        if !others.is_empty() {
            return Err(StoreError::refused(format!(
                "the tables of schema {:?} were altered, or are others, since tenant {} took its seed",
                adoption.schema,
                others.join(", ")
            ))
            .with_help("Remove those tenants with \"reseed down\", then adopt each of them again."));
        }
        let release = format!("SELECT reseed.release_tenant({})", tenant.sql());
        run(tx, release).await.map_err(|error| reported(error, "let go of the tables"))?;
    }
    let column = adoption.owner.as_ref().map(|owner| owner.column.as_str()).sql();
    let oids = relations.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let make = format!(
        "SELECT reseed.adopt_set({}, {}, ARRAY[{oids}]::oid[], {column}) AS id",
        name.sql(),
        adoption.schema.sql()
    );
    let row = ask(tx, make).await.and_then(|mut answers| answers.only());
    get(&row.map_err(|error| refused(reported(error, "take the tables")))?, "id")
}

/// Refuses rows that are another tenant's.
async fn is_free(tx: &mut PgConnection, tenant: &TenantName, adoption: &Adoption) -> Result<(), StoreError> {
    let value = adoption.owner.as_ref().map(|owner| owner.value.as_str());
    let sql = "SELECT a.tenant FROM reseed.adopted_tenants AS a JOIN reseed.adopted_sets AS s ON s.id = a.set_id
        WHERE s.name = $1 AND a.value IS NOT DISTINCT FROM $2 AND a.tenant <> $3";
    let name = adoption.set_name();
    let other = sqlx::query_scalar(sql).bind(name).bind(value).bind(tenant.as_str()).fetch_optional(tx).await;
    let other: Option<String> = other.map_err(control_failed)?;
    other.map_or(Ok(()), |other| {
        Err(StoreError::refused(format!("the rows are tenant \"{other}\" already"))
            .with_help(format!("Use that name, or remove it with \"reseed down {other}\" first; its rows stay.")))
    })
}

/// What to do about tables that cannot be reset where they are.
fn refused(error: StoreError) -> StoreError {
    error.with_help(
        "Leave such tables out with --tables, give them a primary key, or make reseed's role their owner; rows that tables outside \
         refer to can only be reset together with those.",
    )
}

/// The roles that may reset the tenant already; they stay when its set is rebuilt.
async fn allowed(tx: &mut PgConnection, tenant: &TenantName) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT role FROM reseed.adopted_roles JOIN pg_roles ON rolname = role WHERE tenant = $1 ORDER BY role";
    sqlx::query_scalar(sql).bind(tenant.as_str()).fetch_all(tx).await.map_err(control_failed)
}

/// Lets roles call the functions for this tenant.
async fn allow(tx: &mut PgConnection, tenant: &TenantName, roles: &[String]) -> Result<(), StoreError> {
    for role in roles {
        let sql = format!("SELECT reseed.allow({}, {})", tenant.sql(), role.sql());
        run(tx, sql).await.map_err(failed(&format!("allow role {role:?} to reset the tenant")))?;
    }
    Ok(())
}

/// Reverts a row of each table and rolls that back.
async fn rehearse(tx: &mut PgConnection, tenant: &TenantName) -> Result<(), StoreError> {
    let mut trial = tx.begin().await.map_err(control_failed)?;
    let rehearsed = run(&mut trial, format!("SELECT reseed.rehearse_reset({})", tenant.sql())).await;
    trial.rollback().await.map_err(control_failed)?;
    rehearsed.map_err(|error| refused(reported(error, "rehearse a reset")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shell_patterns_become_those_of_sql() {
        assert_eq!(like("library_*"), r"library\_%");
        assert_eq!(like("a?%"), r"a_\%");
    }
}
