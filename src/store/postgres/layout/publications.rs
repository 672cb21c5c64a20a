//! Publications for logical replication that send changes of a tenant's tables.
//!
//! Subscribers get changes of rows. A move changes none: they continue with the rows from before it.

use sqlx::postgres::PgConnection;

use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::server::ask::{SqlLiteral, ask};
use crate::store::{StoreError, TenantName};

/// A publication, as `"name" (what it is of)`, and the tenants whose live tables it reaches.
pub struct Reach {
    /// The publication.
    pub message: String,
    /// The tenants, by name.
    pub tenants: Vec<String>,
}

/// Those that reach the live tables of the tenant with this name, or of any tenant.
pub async fn find(connection: &mut PgConnection, tenant: Option<&TenantName>) -> Result<Vec<Reach>, StoreError> {
    let found = ask(connection, reach(tenant)).await.map_err(control_failed)?.rows();
    found.iter().map(|row| Ok(Reach { message: get(row, "said")?, tenants: get(row, "tenants")? })).collect()
}

/// Those that reach a tenant, in words.
pub async fn of_tenant(connection: &mut PgConnection, tenant: &TenantName) -> Result<Vec<String>, StoreError> {
    Ok(find(connection, Some(tenant)).await?.into_iter().map(|reach| reach.message).collect())
}

/// The same, and the position of the server's write-ahead log; a server in recovery has none.
pub async fn since(
    connection: &mut PgConnection,
    tenant: &TenantName,
) -> Result<(Option<String>, Vec<String>), StoreError> {
    let sql = format!("SELECT pg_current_wal_insert_lsn()::text AS position;\n{}", reach(Some(tenant)));
    let mut answers = ask(connection, sql).await.map_err(control_failed)?;
    let position = answers.row().map(|row| get(&row, "position")).transpose()?.flatten();
    let messages = answers.rows().iter().map(|row| get(row, "said")).collect::<Result<_, _>>()?;
    Ok((position, messages))
}

fn reach(tenant: Option<&TenantName>) -> String {
    REACH.replace("$1", &tenant.map_or("NULL".to_owned(), SqlLiteral::sql))
}

const REACH: &str =
    "SELECT format('\"%s\" (%s%s)', p.pubname, CASE WHEN p.puballtables THEN 'FOR ALL TABLES' ELSE concat_ws(', ',
    CASE WHEN EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = p.oid) THEN 'FOR TABLE' END,
    (SELECT 'FOR TABLES IN SCHEMA ' || string_agg(quote_ident(nspname), ', ' ORDER BY nspname)
      FROM pg_publication_namespace JOIN pg_namespace AS n ON n.oid = pnnspid WHERE pnpubid = p.oid)) END,
    CASE WHEN p.pubviaroot THEN ', publish_via_partition_root' END) AS said, r.tenants
  FROM pg_publication AS p, LATERAL (
    SELECT array_agg(c.tenant ORDER BY c.tenant) AS tenants FROM reseed.copies AS c
    WHERE c.place = 'live' AND c.tenant = coalesce($1, c.tenant) AND EXISTS (
      SELECT FROM reseed.relations AS l, reseed.publications_of(l.relation) AS o
      WHERE l.tenant = c.tenant AND l.copy = c.id AND o = p.oid)) AS r
  WHERE r.tenants IS NOT NULL ORDER BY p.pubname";
