//! The tables that a file of statements makes, in a database of their own on a server, which goes afterwards.

use sqlx::postgres::{PgConnection, PgDatabaseError, PgErrorPosition};
use sqlx::{AssertSqlSafe, Connection};

use super::read;
use crate::store::catalog::Catalog;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::database::Database;
use crate::store::postgres::server::errors::failed;
use crate::store::quote::quoted;
use crate::store::{StoreError, one_line};

/// A file of statements.
pub struct DdlFile<'f> {
    /// What messages call it.
    pub name: &'f str,
    /// The statements.
    pub sql: &'f str,
}

/// The tables that the statements make in a new database of the server at an address.
///
/// # Errors
/// `Usage` when a statement fails, with its line where the server names it; otherwise as [`super::read_catalog`], and where
/// the login may not create databases.
pub async fn read_ddl_catalog(url: &str, file: &DdlFile<'_>, schema: &str) -> Result<Catalog, StoreError> {
    let database = Database::parse(url)?;
    let mut outer = database.connect_bare().await?;
    let number = getrandom::u32().map_err(|error| StoreError::machine(format!("could not draw a number: {error}")))?;
    let name = format!("reseed_init_{number:08x}");
    let created =
        run(&mut outer, format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", quoted(&name))).await;
    created.map_err(failed("create a temporary database"))?;
    let found = read_made(&database.named(&name), file, schema).await;
    let dropped = run(&mut outer, format!("DROP DATABASE {} WITH (FORCE)", quoted(&name))).await;
    let catalog = found?;
    dropped.map_err(failed(&format!("drop the temporary database {name:?}")))?;
    // A server that is about to stop needs no farewell.
    let _ = outer.close().await;
    Ok(catalog)
}

async fn read_made(database: &Database, file: &DdlFile<'_>, schema: &str) -> Result<Catalog, StoreError> {
    let mut session: PgConnection = database.connect_bare().await?;
    let sql = without_client_commands(file.sql);
    let made = sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(&mut session).await;
    made.map_err(|error| refused(file.name, &sql, &error))?;
    // What the statements have set ends with their session.
    session.close().await.map_err(failed("read the catalog"))?;
    let mut session = database.connect().await?;
    let catalog = read(&mut session, schema).await;
    session.close().await;
    catalog
}

fn refused(name: &str, sql: &str, error: &sqlx::Error) -> StoreError {
    let of_server = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    let Some(of_server) = of_server else {
        return StoreError::machine(format!("could not run {name:?}: {}", one_line(&error.to_string())));
    };
    let line = match of_server.position() {
        Some(PgErrorPosition::Original(at)) => {
            let before = sql.chars().take(at.saturating_sub(1)).filter(|letter| *letter == '\n').count();
            format!(":{}", before + 1)
        }
        _ => String::new(),
    };
    let message = format!("could not run {name}{line}: {}", one_line(of_server.message()));
    StoreError::usage(message)
        .with_help("The file must hold statements of PostgreSQL, as \"pg_dump --schema-only\" writes them.")
}

/// The statements without what only psql understands, without rows, and without rights of roles that may not be there; the lines
/// keep their numbers.
fn without_client_commands(sql: &str) -> String {
    let mut is_copying = false;
    let kept = sql.lines().map(|line| {
        let words = line.trim().to_ascii_uppercase();
        let is_copied = is_copying;
        if words == "\\." {
            is_copying = false;
            return "\n".to_owned();
        }
        is_copying |= words.starts_with("COPY ") && words.ends_with("FROM STDIN;");
        let is_right = words.ends_with(';')
            && (words.starts_with("ALTER ") && words.contains(" OWNER TO ")
                || ["GRANT ", "REVOKE ", "ALTER DEFAULT PRIVILEGES "].iter().any(|first| words.starts_with(first)));
        let is_left_out = is_copied
            || is_copying
            || is_right
            || line.starts_with('\\')
            // New in 17; a dump sets it.
            || words.starts_with("SET TRANSACTION_TIMEOUT");
        if is_left_out { "\n".to_owned() } else { format!("{line}\n") }
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_read_without_rows_rights_and_commands_of_psql() {
        let dump = "\\restrict x\nSET transaction_timeout = 0;\nCREATE TABLE a (id int);\nALTER TABLE public.a OWNER TO joe;\n\
                    COPY public.a (id) FROM stdin;\n1\n\\.\nGRANT ALL ON a TO joe;\nCREATE VIEW v AS\n  SELECT 1;\n";
        let expected = "\n\nCREATE TABLE a (id int);\n\n\n\n\n\nCREATE VIEW v AS\n  SELECT 1;\n";
        assert_eq!(without_client_commands(dump), expected);
    }
}
