//! Roles of applications and of tenants, and what each may do.
//!
//! An application's role serves all tenants of a dataset. A tenant's own role sees that tenant's rows only: in shared
//! tables by row-level security, which asks the control tables whose role is at work; in a schema of the tenant's own by
//! grants. Must never make a role, nor give one a right on nodes, leaves and other copies that no application uses.

use sqlx::postgres::PgConnection;

use super::ddl;
use super::requested::Wanted;
use super::roots::Roots;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::quote::{literal, quoted};
use crate::store::{StoreError, TenantName};

/// What stands for the tenant's name in the name of its role.
const TENANT_MARK: &str = "{tenant}";
/// How long to wait for each lock that is needed to tie roles to a shared table: new statements on it queue meanwhile.
const TIE_WAIT_MS: u32 = 200;

/// Who works where.
pub struct RoleContext<'a> {
    /// The tenant.
    pub tenant: &'a TenantName,
    /// Its dataset.
    pub dataset: &'a str,
    /// Where the tables are that it works in.
    pub schema: &'a str,
    /// The shared tables; none in the schema layout.
    pub roots: Option<&'a Roots>,
}

/// The name of a tenant's role where `pattern` is wanted.
pub fn name(pattern: &str, tenant: &TenantName) -> String {
    pattern.replace(TENANT_MARK, tenant.as_str())
}

/// Whether tenants get different names by `pattern`.
pub fn names_differ(pattern: &str) -> bool {
    pattern.contains(TENANT_MARK)
}

/// Whether the roles that are wanted can have what they will get; changes nothing.
///
/// # Errors
/// See [`apply`].
pub async fn check(
    tx: &mut PgConnection,
    tenant: &TenantName,
    dataset: &str,
    wanted: &Wanted,
) -> Result<(), StoreError> {
    if let Some(pattern) = &wanted.tenant_role {
        can_be_tied(tx, tenant, &name(pattern, tenant)).await?;
    }
    match &wanted.app_role {
        Some(app) => check_app(tx, dataset, app).await,
        None => Ok(()),
    }
}

/// Ties the tenant to the role that is wanted, if one is, and gives all roles of the dataset and the tenant their rights;
/// inside the caller's transaction.
///
/// # Errors
/// `Refused` when there is no such role, it is another tenant's, or it could see more than its tenant's rows; `Busy` when
/// shared tables are in use that show all rows so far.
pub async fn apply(tx: &mut PgConnection, scene: &RoleContext<'_>, wanted: &Wanted) -> Result<(), StoreError> {
    if let Some(pattern) = &wanted.tenant_role {
        tie(tx, scene.tenant, &name(pattern, scene.tenant)).await?;
    }
    let sql = "SELECT role FROM reseed.tenants WHERE name = $1";
    let own: Option<String> =
        sqlx::query_scalar(sql).bind(scene.tenant.as_str()).fetch_one(&mut *tx).await.map_err(control_failed)?;
    let sql = "UPDATE reseed.datasets SET row_security = row_security OR ($2 AND layout = 'shared'),
          app_role = coalesce($3, app_role) WHERE name = $1
        RETURNING app_role, row_security";
    let (app, row_security): (Option<String>, bool) = sqlx::query_as(sql)
        .bind(scene.dataset)
        .bind(own.is_some())
        .bind(&wanted.app_role)
        .fetch_one(&mut *tx)
        .await
        .map_err(control_failed)?;
    if let Some(app) = &app {
        check_app(tx, scene.dataset, app).await?;
    }
    if let Some(roots) = scene.roots.filter(|_| row_security) {
        tie_rows(tx, roots, app.as_deref()).await?;
    }
    let tables = match scene.roots {
        Some(roots) => Some(roots.0.join(", ")),
        None => live_tables(tx, scene.tenant).await?,
    };
    for role in app.into_iter().chain(own) {
        let rows = tables.as_ref().map(|tables| ddl::grant_rows(tables, &role)).unwrap_or_default();
        let rights = ddl::grant_usage(scene.schema, &role) + &rows;
        run(tx, rights).await.map_err(failed(&format!("give role {role:?} its rights")))?;
    }
    share_counters(tx, scene).await
}

/// Lets the roles of the dataset and of its tenants use the counters of tables that are there: of all tenants' where they
/// share the tables.
async fn share_counters(tx: &mut PgConnection, scene: &RoleContext<'_>) -> Result<(), StoreError> {
    let sql = "SELECT reseed.share_counters(ARRAY(SELECT r.relation::oid FROM reseed.relations AS r
        JOIN reseed.copies AS c ON c.tenant = r.tenant AND c.id = r.copy
        WHERE c.dataset = $1 AND (r.root IS NOT NULL OR c.tenant = $2 AND c.place = 'live')))";
    let shared = sqlx::query(sql).bind(scene.dataset).bind(scene.tenant.as_str()).execute(tx).await;
    shared.map(drop).map_err(failed("give roles the right to use counters"))
}

/// Gives all roles of a dataset and of its tenants, as far as they exist, their rights on shared tables.
pub async fn apply_all(tx: &mut PgConnection, dataset: &str, schema: &str, roots: &Roots) -> Result<(), StoreError> {
    let sql = "SELECT app_role, row_security FROM reseed.datasets WHERE name = $1";
    let kept = sqlx::query_as(sql).bind(dataset).fetch_one(&mut *tx).await.map_err(control_failed)?;
    let (app, row_security): (Option<String>, bool) = kept;
    if row_security {
        tie_rows(tx, roots, app.as_deref()).await?;
    }
    let sql = "SELECT rolname::text FROM pg_roles WHERE rolname = $2 OR rolname IN (
        SELECT t.role FROM reseed.tenants AS t JOIN reseed.copies AS c ON c.tenant = t.name WHERE c.dataset = $1)";
    let roles = sqlx::query_scalar(sql).bind(dataset).bind(&app).fetch_all(&mut *tx).await;
    let roles: Vec<String> = roles.map_err(control_failed)?;
    let rights = roles.iter().map(|role| ddl::grant_usage(schema, role) + &ddl::grant_rows(&roots.0.join(", "), role));
    run(tx, rights.collect()).await.map_err(failed("give roles their rights"))
}

/// Ties the rows of shared tables to tenants' roles.
async fn tie_rows(tx: &mut PgConnection, roots: &Roots, app: Option<&str>) -> Result<(), StoreError> {
    let app = app.map_or("NULL".to_owned(), literal);
    let before = sqlx::query_scalar("SELECT current_setting('lock_timeout')").fetch_one(&mut *tx).await;
    let before: String = before.map_err(control_failed)?;
    let sql = format!("SET LOCAL lock_timeout = {TIE_WAIT_MS}; SELECT reseed.tie_roles({}, {app})", roots.oids());
    run(tx, sql).await.map_err(failed("tie roles to the rows of the shared tables"))?;
    run(tx, format!("SET LOCAL lock_timeout = {}", literal(&before))).await.map_err(control_failed)
}

/// Refuses a role of `whose` that is not there.
async fn must_exist(tx: &mut PgConnection, whose: &str, role: &str) -> Result<(), StoreError> {
    let exists = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)").bind(role);
    if exists.fetch_one(tx).await.map_err(control_failed)? {
        return Ok(());
    }
    Err(StoreError::refused(format!("{whose}: there is no role {role:?}"))
        .with_help(format!("Create it with CREATE ROLE {} LOGIN PASSWORD '…'; reseed creates no roles.", quoted(role))))
}

/// Refuses a role that is not there or could see more than its tenant's rows.
async fn can_be_tied(tx: &mut PgConnection, tenant: &TenantName, role: &str) -> Result<(), StoreError> {
    must_exist(tx, &format!("tenant \"{tenant}\""), role).await?;
    let loose = sqlx::query_scalar("SELECT reseed.loose_role($1, $2)").bind(role).bind(tenant.as_str());
    let loose: Option<String> = loose.fetch_one(tx).await.map_err(control_failed)?;
    loose.map_or(Ok(()), |why| {
        let message = format!("tenant \"{tenant}\": role {role:?} cannot be held to its rows: {why}");
        Err(StoreError::refused(message).with_help("Give the tenant its own role without such rights."))
    })
}

/// Records the tenant's role. One that it had before loses its rights.
async fn tie(tx: &mut PgConnection, tenant: &TenantName, role: &str) -> Result<(), StoreError> {
    can_be_tied(tx, tenant, role).await?;
    let sql = "SELECT reseed.take_rights(name) FROM reseed.tenants WHERE name = $1 AND role <> $2";
    sqlx::query(sql).bind(tenant.as_str()).bind(role).execute(&mut *tx).await.map_err(control_failed)?;
    let sql = "UPDATE reseed.tenants SET role = $2 WHERE name = $1";
    match sqlx::query(sql).bind(tenant.as_str()).bind(role).execute(tx).await {
        Err(error) if sqlstate(&error) == Some("23505") => {
            Err(StoreError::refused(format!("tenant \"{tenant}\": role {role:?} is another tenant's"))
                .with_help("Each tenant needs its own role."))
        }
        recorded => recorded.map(drop).map_err(control_failed),
    }
}

/// Refuses a role for all tenants that is not there, or that one of them can act as.
async fn check_app(tx: &mut PgConnection, dataset: &str, app: &str) -> Result<(), StoreError> {
    must_exist(tx, &format!("dataset \"{dataset}\""), app).await?;
    let sql = "SELECT string_agg(format('%s (%s)', t.role, t.name), ', ' ORDER BY t.name) FROM reseed.tenants AS t
        JOIN pg_roles AS r ON r.rolname = t.role JOIN pg_roles AS a ON a.rolname = $1
        WHERE NOT r.rolsuper AND pg_has_role(r.oid, a.oid, 'MEMBER')";
    let held: Option<String> = sqlx::query_scalar(sql).bind(app).fetch_one(tx).await.map_err(control_failed)?;
    match held {
        None => Ok(()),
        Some(held) => Err(StoreError::refused(format!(
            "dataset \"{dataset}\": role {app:?} cannot serve all tenants: it is, or serves as, a tenant's own: {held}"
        ))
        .with_help("Let applications log in with a role that no tenant's role is a member of.")),
    }
}

/// The tenant's live tables, as a list.
async fn live_tables(tx: &mut PgConnection, tenant: &TenantName) -> Result<Option<String>, StoreError> {
    let sql = "SELECT string_agg(t.oid::regclass::text, ', ') FROM reseed.copies AS c
        JOIN reseed.relations AS r ON r.tenant = c.tenant AND r.copy = c.id JOIN pg_class AS t ON t.oid = r.relation
        WHERE c.tenant = $1 AND c.place = 'live'";
    sqlx::query_scalar(sql).bind(tenant.as_str()).fetch_one(tx).await.map_err(control_failed)
}
