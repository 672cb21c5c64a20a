//! Tenants in tables that an application made and owns: nothing of theirs is moved or altered, but for triggers.
//!
//! What happens in the database is in its own functions (`0029_adopted.sql` and the three after it), which applications call
//! too: `SELECT reseed.reset('ci')`. Here is what needs a client: which tables are taken, proofs of their rows, errors in words.

mod adoption;
mod calls;
mod fill;
mod live;
mod tables;

use sqlx::postgres::{PgConnection, PgRow};

use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::ask::{SqlLiteral, ask};
use crate::store::quote::{literal, quoted};
use crate::store::{Adoption, RowOwner, StoreError, TenantName};

pub use adoption::AdoptionWork;
pub use calls::call;

/// A tenant in an application's tables.
#[derive(Clone, Debug)]
pub struct AdoptedTenant {
    tenant: TenantName,
    set_id: i32,
    /// The schema of the tables.
    pub schema: String,
    /// The role that may reset it, where one was named.
    pub role: Option<String>,
    /// The condition that its rows meet; none where all rows are its.
    condition: Option<String>,
}

impl AdoptedTenant {
    /// The tenant of that name; none if it is not in an application's tables.
    pub async fn find(connection: &mut PgConnection, tenant: &TenantName) -> Result<Option<AdoptedTenant>, StoreError> {
        let sql = format!(
            "SELECT s.id, s.app_schema, s.tenant_column, s.tenant_type, a.value,
               (SELECT min(role) FROM reseed.adopted_roles AS r WHERE r.tenant = a.tenant) AS role
             FROM reseed.adopted_tenants AS a JOIN reseed.adopted_sets AS s ON s.id = a.set_id WHERE a.tenant = {}",
            tenant.sql()
        );
        let row = ask(connection, sql).await.map_err(control_failed)?.row();
        row.map(|row| AdoptedTenant::of(tenant, &row)).transpose()
    }

    fn of(tenant: &TenantName, row: &PgRow) -> Result<AdoptedTenant, StoreError> {
        let column: Option<String> = get(row, "tenant_column")?;
        let (value, ty): (Option<String>, Option<String>) = (get(row, "value")?, get(row, "tenant_type")?);
        let condition = column.map(|column| {
            let (value, ty) = (value.unwrap_or_default(), ty.unwrap_or_default());
            format!("{} = {}::{ty}", quoted(&column), literal(&value))
        });
        let (set_id, schema, role) = (get(row, "id")?, get(row, "app_schema")?, get(row, "role")?);
        Ok(AdoptedTenant { tenant: tenant.clone(), set_id, schema, role, condition })
    }

    /// Its tables as they were asked for.
    async fn adoption(&self, connection: &mut PgConnection) -> Result<Adoption, StoreError> {
        let sql = "SELECT s.tenant_column, a.value, ARRAY(SELECT c.relname::text FROM reseed.adopted_tables AS t
              JOIN pg_class AS c ON c.oid = t.relation WHERE t.set_id = s.id ORDER BY t.number)
            FROM reseed.adopted_tenants AS a JOIN reseed.adopted_sets AS s ON s.id = a.set_id WHERE a.tenant = $1";
        let found = sqlx::query_as(sql).bind(self.tenant.as_str()).fetch_one(connection).await;
        let (column, value, tables): (Option<String>, Option<String>, Vec<String>) = found.map_err(control_failed)?;
        let owner = column.zip(value).map(|(column, value)| RowOwner { column, value });
        Ok(Adoption { schema: self.schema.clone(), tables, owner, roles: Vec::new() })
    }

    /// The schema of the set's log, seed and states.
    fn own_schema(&self) -> String {
        format!("reseed_adopted_{}", self.set_id)
    }
}
