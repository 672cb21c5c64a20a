//! Whether a database holds a store, and bringing its control tables up to date.
//!
//! A store may have come by a dump, as a whole or in part, or have been carried over by pg_upgrade. Seals are catalog
//! identities, so those of a restored store are recognised once, by what is on the tables (`reseed.recognise_seals`). A
//! store whose control tables are missing or were renamed is named, and no other one is made next to what it has left.

use std::sync::LazyLock;

use sqlx::Connection;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgConnection;

use super::rows::{control_failed, get};
use crate::store::postgres::names::{CONTROL, DATA};
use crate::store::postgres::server::ask::{ask, run};
use crate::store::postgres::server::errors::{ENCODING, failed};
use crate::store::quote::quoted;
use crate::store::{ErrorKind, StoreError};

/// What a database has of a store, before anything else is known of it.
#[derive(Clone, Debug)]
pub struct Presence {
    /// Whether it holds one.
    pub is_there: bool,
    /// What the server does.
    pub server: ServerRole,
    encoding: String,
    has_tables: bool,
    has_functions: bool,
    has_origin: bool,
}

/// Looks what the database has of a store.
///
/// # Errors
/// `Refused` when that is not the whole of it.
pub async fn presence(connection: &mut PgConnection) -> Result<Presence, StoreError> {
    let sql = "SELECT pg_is_in_recovery() AS is_standby, current_setting('server_encoding') AS encoding,
          to_regclass('reseed.copies') IS NOT NULL AS is_there, to_regclass('reseed._sqlx_migrations') IS NOT NULL AS has_tables,
          to_regclass('reseed.origin') IS NOT NULL AS has_origin, to_regproc('reseed.identity') IS NOT NULL AS has_functions";
    let row = ask(connection, sql.to_owned()).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
    let presence = Presence {
        is_there: get(&row, "is_there")?,
        server: if get(&row, "is_standby")? { ServerRole::Standby } else { ServerRole::Primary },
        encoding: get(&row, "encoding")?,
        has_tables: get(&row, "has_tables")?,
        has_functions: get(&row, "has_functions")?,
        has_origin: get(&row, "has_origin")?,
    };
    if !presence.has_tables {
        has_no_remains(connection).await?;
    } else if !presence.has_functions {
        return Err(StoreError::damaged(format!("schema \"{CONTROL}\" has its tables, but not its functions"))
            .with_help(format!(
                "It was restored in part, table by table. Restore the whole database, or the schema {CONTROL} as a whole; \
                 or remove it with DROP SCHEMA {CONTROL} CASCADE, then run \"reseed up\"."
            ))
            .unchanged());
    }
    Ok(presence)
}

/// Whether a server changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerRole {
    Primary,
    /// A hot standby, which follows another server.
    Standby,
}

impl ServerRole {
    /// Nothing, or why nothing can be changed.
    ///
    /// # Errors
    /// `Refused` on a standby.
    pub fn takes_writes(self) -> Result<(), StoreError> {
        match self {
            ServerRole::Primary => Ok(()),
            ServerRole::Standby => Err(StoreError::refused("the server is a hot standby, which accepts no writes").with_help(
                "Use the primary's address (--store, RESEED_STORE). The commands status, verify, diff, url and doctor work here \
                 too.",
            )),
        }
    }
}

/// Brings the control tables up to date; one process at a time.
pub async fn bring_up_to_date(connection: &mut PgConnection, presence: Presence) -> Result<(), StoreError> {
    let mut found = match presence.has_tables {
        true => found(connection, presence.has_origin).await?,
        false => has_every_character(&presence.encoding).map(|()| Found::Outdated)?,
    };
    if found == Found::Outdated {
        presence.server.takes_writes().map_err(|error| match presence.has_tables {
            true => error.with_help(
                "Another version of reseed created this store: run a command of this version on the primary once.",
            ),
            false => error,
        })?;
        migrate(connection).await?;
        found = self::found(connection, true).await?;
    }
    match (found, presence.server) {
        (Found::Restored, ServerRole::Primary) => recognise_seals(connection).await,
        _ => Ok(()),
    }
}

async fn recognise_seals(connection: &mut PgConnection) -> Result<(), StoreError> {
    let recognised = run(connection, "SELECT reseed.recognise_seals()".to_owned()).await;
    match recognised.map_err(failed("recognise the seals of a store that was restored")) {
        // A role that may only read leaves it to others.
        Err(error) if error.kind() == ErrorKind::Refused => Ok(()),
        recognised => recognised,
    }
}

/// What a database has of the control tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// None, or not all of this version.
    Outdated,
    Current,
    /// All, but they were sealed in another catalog: see `0011_restores.sql`.
    Restored,
}

/// Reads only: a role that may do no more needs no more.
async fn found(connection: &mut PgConnection, has_origin: bool) -> Result<Found, StoreError> {
    let mark = match has_origin {
        true => format!("(SELECT mark FROM reseed.origin) IS NOT DISTINCT FROM {MARK}"),
        false => "true".to_owned(),
    };
    let applied = format!(
        "SELECT coalesce(max(version), 0) AS newest, count(*) AS count, {mark} AS is_same FROM reseed._sqlx_migrations WHERE success"
    );
    let row = ask(connection, applied).await.and_then(|mut answers| answers.only()).map_err(control_failed)?;
    let (applied, count, is_same): (i64, i64, bool) =
        (get(&row, "newest")?, get(&row, "count")?, get(&row, "is_same")?);
    let newest: i64 = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    if applied > newest {
        return Err(StoreError::refused("the store was created by a newer version of reseed")
            .with_help("Install that version or a later one."));
    }
    Ok(match applied == newest && count == MIGRATIONS.iter().count() as i64 {
        false => Found::Outdated,
        true if is_same => Found::Current,
        true => Found::Restored,
    })
}

/// Refuses to make a store where some of the texts that specs make could not be stored.
fn has_every_character(encoding: &str) -> Result<(), StoreError> {
    match encoding {
        "UTF8" => Ok(()),
        other => {
            Err(StoreError::refused(format!("the database has the encoding {other}, not UTF8")).with_help(ENCODING))
        }
    }
}

/// As `reseed.catalog_mark()`, for roles that may not call it.
const MARK: &str = "(SELECT string_agg(oid::text, ' ' ORDER BY conname) FROM pg_constraint
    WHERE contype = 'p' AND conrelid IN ('reseed.tenants'::regclass, 'reseed.snapshots'::regclass, 'reseed.epochs'::regclass,
      'reseed.operations'::regclass, 'reseed.copies'::regclass, 'reseed.relations'::regclass))";

/// Refuses where the control tables are missing and others of their store are there: they would look like an
/// application's, or be in the way of new ones.
async fn has_no_remains(connection: &mut PgConnection) -> Result<(), StoreError> {
    let sql = "SELECT (SELECT min(nspname::text) FROM pg_namespace AS n WHERE nspname <> $1 AND 3 = (SELECT count(*)
            FROM pg_class WHERE relnamespace = n.oid AND relname IN ('_sqlx_migrations', 'copies', 'relations'))) AS renamed,
          (SELECT array_agg(DISTINCT nspname::text ORDER BY nspname::text) FROM pg_namespace AS n
            WHERE (nspname = $2 OR nspname ~ ('^' || $2 || '_t[0-9]+_c[0-9]+$'))
              AND EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid)) AS schemas,
          (SELECT array_agg(DISTINCT i.inhparent::regclass::text) FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $2 AND c.relkind IN ('r', 'p')
              AND NOT EXISTS (SELECT FROM pg_class AS p WHERE p.oid = i.inhparent AND p.relnamespace = n.oid)) AS roots";
    let row = sqlx::query(sql).bind(CONTROL).bind(DATA).fetch_one(connection).await.map_err(control_failed)?;
    if let Some(renamed) = get::<Option<String>>(&row, "renamed")? {
        return Err(StoreError::refused(format!("the schema \"{CONTROL}\" of the store is called {renamed:?} now"))
            .with_help(format!("ALTER SCHEMA {} RENAME TO {CONTROL}, then run the command again.", quoted(&renamed))));
    }
    let Some(schemas) = get::<Option<Vec<String>>>(&row, "schemas")? else { return Ok(()) };
    let roots: Option<Vec<String>> = get(&row, "roots")?;
    let roots = roots.map(|roots| format!("DROP TABLE {}; ", roots.join(", "))).unwrap_or_default();
    let message = format!("the database has tables of a store, but not its records (schema \"{CONTROL}\")");
    Err(StoreError::refused(message).with_help(format!(
        "A dump was restored in part. Restore the schema {CONTROL} of the same dump too, into a database \
         that has neither; or remove what is left with {roots}DROP SCHEMA {} CASCADE, then run \"reseed up\".",
        schemas.iter().map(|schema| quoted(schema)).collect::<Vec<_>>().join(", ")
    )))
}

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrator = sqlx::migrate!("schemas/control/postgres");
    migrator.set_locking(false);
    migrator
});

/// Makes a schema that is not there, before the function for that is; its name needs no quotes.
fn create_schema(name: &str) -> String {
    format!(
        "DO 'BEGIN IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ''{name}'') THEN CREATE SCHEMA {name}; END IF;
         EXCEPTION WHEN unique_violation OR duplicate_schema THEN NULL; END';\n"
    )
}

/// All migrations that are missing, in one transaction. sqlx would have processes take turns by a session lock that any
/// role can take, without a limit; here those that make the schemas wait for one another, and later ones for the table
/// of migrations, which only its owner can lock.
async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    let doing = "bring the control tables up to date";
    let mut tx = connection.begin().await.map_err(control_failed)?;
    let schemas =
        format!("{}{}SET LOCAL search_path = {CONTROL}, pg_catalog", create_schema(CONTROL), create_schema(DATA));
    run(&mut tx, schemas).await.map_err(failed("create the control tables"))?;
    let exists = sqlx::query_scalar("SELECT to_regclass('reseed._sqlx_migrations') IS NOT NULL");
    if exists.fetch_one(&mut *tx).await.map_err(control_failed)? {
        let lock = format!("LOCK TABLE {CONTROL}._sqlx_migrations IN EXCLUSIVE MODE");
        run(&mut tx, lock).await.map_err(failed(doing))?;
    }
    match MIGRATIONS.run(&mut *tx).await {
        Ok(()) => {
            run(&mut tx, "SELECT reseed.keep_functions_private()".to_owned()).await.map_err(failed(doing))?;
            tx.commit().await.map_err(failed(doing))
        }
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => Err(failed(doing)(error)),
        Err(error @ (MigrateError::VersionMismatch(_) | MigrateError::VersionMissing(_))) => {
            Err(StoreError::machine(format!("could not {doing}: {error}"))
                .with_help("An unreleased version of reseed created this store. Use another database, or recreate it."))
        }
        Err(error) => Err(StoreError::machine(format!("could not {doing}: {error}"))),
    }
}
