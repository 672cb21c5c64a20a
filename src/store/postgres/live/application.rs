//! SQL on a tenant's rows only.
//!
//! In the shared layout the session sees a view of every shared table under the table's own name, which shows and takes
//! this tenant's rows alone. That is a convenience and no isolation: statements that name a schema reach everything the
//! role may. The role is the tenant's or its applications' where there is one ([`acting`]).

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnection, PgDatabaseError, PgErrorPosition};

use super::acting::{self, Rights};
use crate::store::answer::StatementFailure;
use crate::store::postgres::adopted::AdoptedTenant;
use crate::store::postgres::control::rows::{control_failed, get};
use crate::store::postgres::copies;
use crate::store::postgres::layout::columns::stored_columns;
use crate::store::postgres::layout::{placement, roots};
use crate::store::postgres::names::TENANT_COLUMN;
use crate::store::postgres::server::ask::{SqlLiteral, ask, run};
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::postgres::server::url::Application;
use crate::store::quote::{literal, quoted, quoted_list};
use crate::store::statements::{Statements, words};
use crate::store::{Answer, StoreError, TenantName};

/// What the statements see.
enum ApplicationTables {
    /// The tenant's part of these tables that all tenants share: their own names, and what they are called in SQL.
    Shared(Vec<(String, String)>),
    /// A schema of the tenant's own.
    Schema(String),
}

/// What an application of the tenant connects with.
pub async fn of_tenant(connection: &mut PgConnection, tenant: &TenantName) -> Result<Application, StoreError> {
    let sql = format!(
        "SELECT CASE d.layout WHEN 'shared' THEN d.root_schema ELSE t.home END AS schema, coalesce(t.role, d.app_role) AS role,
           d.layout = 'shared' AS shares_tables
         FROM reseed.copies AS c JOIN reseed.datasets AS d ON d.name = c.dataset
         JOIN reseed.tenants AS t ON t.name = c.tenant WHERE c.tenant = {} ORDER BY c.id DESC LIMIT 1",
        tenant.sql()
    );
    match ask(&mut *connection, sql).await.map_err(control_failed)?.row() {
        Some(row) => Ok(Application {
            role: get(&row, "role")?,
            schema: get(&row, "schema")?,
            shares_tables: get(&row, "shares_tables")?,
        }),
        None => Ok(match AdoptedTenant::find(connection, tenant).await? {
            Some(AdoptedTenant { schema, role, .. }) => {
                Application { role, schema: Some(schema), shares_tables: false }
            }
            None => Application::default(),
        }),
    }
}

/// What the statements see, and with whose rights.
async fn scope(connection: &mut PgConnection, tenant: &TenantName) -> Result<(ApplicationTables, Rights), StoreError> {
    let live = copies::live(connection, tenant).await?;
    let scope = match placement::own_schema(connection, tenant, &live.dataset).await? {
        Some(own) => ApplicationTables::Schema(own.name),
        None => ApplicationTables::Shared(roots::of_dataset(connection, &live.dataset).await?),
    };
    run(connection, "SET row_security = on".to_owned()).await.map_err(failed("prepare the connection"))?;
    Ok((scope, acting::rights(connection, tenant, &live.dataset).await?))
}

/// Runs the statements; all of them take effect or none.
pub async fn execute(connection: &mut PgConnection, tenant: &TenantName, sql: String) -> Result<Answer, StoreError> {
    let statements = Statements::of(&sql);
    has_no_copy(tenant, &statements)?;
    let (scope, rights) = scope(connection, tenant).await?;
    let show = prepare(connection, tenant, scope).await?;
    if let Rights::Role(role) = &rights {
        acting::become_role(connection, role).await?;
    }
    run(connection, show).await.map_err(failed("show the tenant's tables"))?;
    match rights {
        Rights::Role(_) => acting::answer(connection, &statements).await.map_err(|failure| {
            let error = StoreError::of_statement(tenant, &failure.words(), statements.named(failure.done));
            acting::help(tenant, &failure.error).into_iter().fold(error, StoreError::with_help)
        }),
        Rights::Owner(why) => {
            let answer = answer(connection, sql.clone()).await.map_err(|failure| {
                let error = StoreError::of_statement(tenant, &failure.words(), which(&failure, &statements));
                match sqlstate(&failure.error) {
                    Some("25001") => error.with_help("Run it as the only statement: several are one transaction."),
                    _ => error,
                }
            });
            answer.map(|answer| Answer { owner_because: Some(why), ..answer })
        }
    }
}

/// Refuses statements that send or take rows outside their result.
fn has_no_copy(tenant: &TenantName, statements: &Statements<'_>) -> Result<(), StoreError> {
    let is_copy = |text: &str| {
        let words = words(text);
        words.first().is_some_and(|word| word == "COPY")
            && words.windows(2).any(|pair| matches!((&*pair[0], &*pair[1]), ("FROM" | "TO", "STDIN" | "STDOUT")))
    };
    let Some(index) = statements.texts().position(is_copy) else { return Ok(()) };
    let statement = statements.named(index).map(|statement| format!("{statement}: ")).unwrap_or_default();
    Err(StoreError::usage(format!(
        "tenant \"{tenant}\": {statement}COPY cannot read from or write to the client here: \"reseed sql\" has no stream of rows"
    ))
    .with_help(format!("Use \\copy of psql: psql \"$(reseed url {tenant})\". No statement has run.")))
}

/// What lets the session see the tenant's tables under their own names.
async fn prepare(
    connection: &mut PgConnection,
    tenant: &TenantName,
    scope: ApplicationTables,
) -> Result<String, StoreError> {
    match scope {
        ApplicationTables::Shared(roots) => {
            let mut views = String::new();
            for (name, root) in &roots {
                let columns = stored_columns(connection, root).await?.into_iter().map(|column| column.name);
                views += &view(tenant, name, root, columns.collect());
            }
            Ok(views)
        }
        ApplicationTables::Schema(schema) => Ok(format!("SET search_path = {}", quoted(&schema))),
    }
}

/// The statement that failed. The whole text is parsed before any of it runs, so a place in the text is a better
/// indication than how many statements have been run.
fn which(failure: &StatementFailure, statements: &Statements<'_>) -> Option<String> {
    let error = failure.error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    match error.position() {
        Some(PgErrorPosition::Original(position)) => statements.named(statements.at(position)),
        _ => statements.named(failure.done),
    }
}

/// The view of a root: the tenant's column is the last one and has a default, so an `INSERT` can do without it.
fn view(tenant: &TenantName, name: &str, root: &str, mut columns: Vec<String>) -> String {
    let (value, tenant_column) = (literal(tenant.as_str()), quoted(TENANT_COLUMN));
    columns.sort_by_key(|column| column == TENANT_COLUMN);
    let (name, columns) = (quoted(name), quoted_list(columns.iter().map(String::as_str)));
    format!(
        "CREATE TEMP VIEW {name} AS SELECT {columns} FROM {root} WHERE {tenant_column} = {value} WITH LOCAL CHECK OPTION;
         ALTER VIEW pg_temp.{name} ALTER COLUMN {tenant_column} SET DEFAULT {value};\n"
    )
}

async fn answer(connection: &mut PgConnection, sql: String) -> Result<Answer, StatementFailure> {
    let results = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_many(connection);
    let mut answer = Answer::of(results, |answer, done| answer.changed += done.rows_affected()).await?;
    // The server counts the rows of queries as affected too.
    answer.changed = answer.changed.saturating_sub(answer.row_count() as u64);
    Ok(answer)
}
