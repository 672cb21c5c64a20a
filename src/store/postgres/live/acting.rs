//! Statements of a caller, run with the rights of a role that is not the login.
//!
//! `SET ROLE` alone is no boundary: any function that a statement calls can set the role back. So every statement runs
//! inside a `SECURITY DEFINER` function of that role, where the server refuses to set it. The function belongs to the role,
//! which could replace it, so it is created again before each statement; its head names types by their schema, since the
//! search path may be anything. What runs at the end of a transaction would run outside of the function: deferred triggers
//! are fired before it, and cursors closed.
//!
//! A read-only transaction takes no function, and lets nothing replace one either: those that it needs are made before it
//! begins, or before the statement that makes it read-only.
//!
//! Must never send a statement outside of the function, unless it only begins or ends a transaction or sets its mode, or the
//! server runs what it calls as the owner of a table and lets nothing set the role: VACUUM and commands on indexes
//! concurrently.

use sqlx::postgres::{PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, Executor};

use crate::store::answer::StatementFailure;
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::quote::{literal, quoted};
use crate::store::statements::{Statements, words};
use crate::store::{Answer, StoreError, TenantName};

/// Whose rights statements on a tenant's rows have.
pub enum Rights {
    /// Those of this role.
    Role(String),
    /// Those of the store's owner; and why.
    Owner(String),
}

/// The tenant's role, otherwise its applications'; or why neither will do.
pub async fn rights(connection: &mut PgConnection, tenant: &TenantName, dataset: &str) -> Result<Rights, StoreError> {
    let sql = "SELECT w.role, CASE
          WHEN w.role IS NULL THEN 'neither the tenant nor its dataset has a role (--tenant-role, --app-role)'
          WHEN r.oid IS NULL THEN format('there is no role \"%s\" any more', w.role)
          WHEN pg_has_role(r.oid, current_user, 'MEMBER') THEN format('role \"%s\" can act as the owner', w.role)
          WHEN NOT pg_has_role(session_user, r.oid, CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET'
            ELSE 'MEMBER' END) THEN format('role \"%s\" may not act as role \"%s\"', session_user, w.role)
          WHEN NOT has_database_privilege(r.oid, current_database(), 'TEMPORARY')
            THEN format('role \"%s\" may create no temporary objects in this database', w.role) END, pg_is_in_recovery()
        FROM (SELECT coalesce((SELECT role FROM reseed.tenants WHERE name = $1),
            (SELECT app_role FROM reseed.datasets WHERE name = $2)) AS role) AS w LEFT JOIN pg_roles AS r ON r.rolname = w.role";
    let found = sqlx::query_as(sql).bind(tenant.as_str()).bind(dataset).fetch_one(connection).await;
    match found.map_err(control_failed)? {
        (Some(role), None, true) => Err(StoreError::refused(format!(
            "tenant \"{tenant}\": a hot standby cannot create the function that keeps SQL in role {role:?}"
        ))
        .with_help(format!("Connect as the role: psql \"$(reseed url {tenant})\". Or use the primary's address."))),
        (Some(role), None, false) => Ok(Rights::Role(role)),
        (_, why, _) => Ok(Rights::Owner(why.unwrap_or_default())),
    }
}

/// Gives up the login's rights for those of a role.
pub async fn become_role(connection: &mut PgConnection, role: &str) -> Result<(), StoreError> {
    run(connection, format!("SET ROLE {}", quoted(role))).await.map_err(failed(&format!("act as role {role:?}")))
}

/// Runs the statements as the role that the session has become: one transaction unless they control it.
pub async fn answer(connection: &mut PgConnection, statements: &Statements<'_>) -> Result<Answer, StatementFailure> {
    let mut acting =
        Acting { connection, answer: Answer::default(), is_open: false, is_read_only: false, is_untouched: false };
    let texts: Vec<&str> = statements.texts().collect();
    let failed = |done| move |error| StatementFailure { done, error };
    let is_one = texts.iter().all(|text| matches!(StatementKind::of(text), StatementKind::Other | StatementKind::Mode));
    if is_one {
        acting.begin("BEGIN").await.map_err(failed(0))?;
    }
    for (done, text) in texts.iter().enumerate() {
        acting.step(text).await.map_err(failed(done))?;
    }
    if is_one {
        acting.commit("COMMIT").await.map_err(failed(texts.len()))?;
    }
    Ok(acting.answer)
}

/// What a caller can do about a statement that the function cannot run.
pub fn help(tenant: &TenantName, error: &sqlx::Error) -> Option<String> {
    let why = match sqlstate(error)? {
        "25001" => {
            "It cannot run inside a transaction. Without BEGIN, VACUUM, CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY and \
                    REINDEX can"
        }
        "2D000" => "\"reseed sql\" runs procedures inside a function, where they can neither commit nor roll back",
        // What PL/pgSQL's EXECUTE refuses, of all that is not supported.
        "0A000" if routine(error) == Some("exec_stmt_dynexecute") => {
            "\"reseed sql\" runs statements inside a function, so that they cannot leave the role"
        }
        "25006" => {
            return Some(
                "BEGIN READ ONLY, SET TRANSACTION READ ONLY or a setting made the transaction read-only.".to_owned(),
            );
        }
        _ => return None,
    };
    Some(format!("{why}. For anything else connect as the role: psql \"$(reseed url {tenant})\"."))
}

/// The function of the server that raised an error.
fn routine(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?.routine()
}

/// What a statement does to transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StatementKind {
    Begin,
    /// Says what the open transaction is like.
    Mode,
    Commit,
    Rollback,
    /// Sets a savepoint, or goes back to one.
    Point,
    /// No transaction can have it. What it calls runs as the owner of a table, where the server refuses to set the role.
    Alone,
    Other,
}

impl StatementKind {
    fn of(text: &str) -> StatementKind {
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let has = |word: &str| words.contains(&word);
        match words.as_slice() {
            ["COMMIT" | "ROLLBACK", "PREPARED", ..] => StatementKind::Alone,
            ["BEGIN" | "START", ..] => StatementKind::Begin,
            ["SET", "TRANSACTION", ..] | ["SET", "LOCAL" | "SESSION", "TRANSACTION", ..] => StatementKind::Mode,
            ["COMMIT" | "END", ..] => StatementKind::Commit,
            ["ABORT", ..] => StatementKind::Rollback,
            ["ROLLBACK", ..] if !has("TO") => StatementKind::Rollback,
            ["ROLLBACK" | "SAVEPOINT" | "RELEASE", ..] => StatementKind::Point,
            ["VACUUM", ..] => StatementKind::Alone,
            ["CREATE", "INDEX", "CONCURRENTLY", ..]
            | ["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY", ..]
            | ["DROP", "INDEX", "CONCURRENTLY", ..] => StatementKind::Alone,
            ["REINDEX", ..] if ["CONCURRENTLY", "SCHEMA", "DATABASE", "SYSTEM"].into_iter().any(has) => {
                StatementKind::Alone
            }
            _ => StatementKind::Other,
        }
    }
}

/// Whether a query makes a table.
fn is_select_into(text: &str) -> bool {
    let words = words(text);
    let makes = |pair: &[String]| pair[1] == "INTO" && !matches!(&*pair[0], "INSERT" | "MERGE");
    matches!(words.first().map(String::as_str), Some("SELECT" | "WITH")) && words.windows(2).any(makes)
}

/// Whether a transaction like the one that this statement ends begins at once.
fn is_chained(text: &str) -> bool {
    words(text).ends_with(&["AND".to_owned(), "CHAIN".to_owned()])
}

/// A session that has become the role.
struct Acting<'c> {
    connection: &'c mut PgConnection,
    answer: Answer,
    /// Whether a transaction is open.
    is_open: bool,
    /// Whether it was read-only before anything ran in it that could have replaced the functions since they were made.
    /// Nothing can then, and they cannot be recreated.
    is_read_only: bool,
    /// Whether nothing has run in it since the functions were made.
    is_untouched: bool,
}

impl Acting<'_> {
    async fn step(&mut self, text: &str) -> Result<(), sqlx::Error> {
        match StatementKind::of(text) {
            StatementKind::Begin if !self.is_open => self.begin(text).await,
            StatementKind::Begin | StatementKind::Mode if self.is_open => self.set_mode(text).await,
            StatementKind::Commit | StatementKind::Rollback if self.is_open && is_chained(text) => {
                self.chain(text).await
            }
            StatementKind::Commit if self.is_open => self.commit(text).await,
            StatementKind::Rollback => self.roll_back(text).await,
            StatementKind::Point => {
                self.send(text).await?;
                // What comes back may be a time before the transaction was read-only, with functions of that time.
                self.is_read_only = self.is_read_only && self.shows_read_only().await?;
                self.is_untouched = false;
                Ok(())
            }
            StatementKind::Begin | StatementKind::Mode | StatementKind::Commit | StatementKind::Alone => {
                self.send(text).await
            }
            StatementKind::Other if self.is_open => self.run(text).await,
            StatementKind::Other => {
                self.begin("BEGIN").await?;
                self.run(text).await?;
                self.commit("COMMIT").await
            }
        }
    }

    /// Begins a transaction, with functions that are there if it is read-only, and made before a mode could be set.
    async fn begin(&mut self, text: &str) -> Result<(), sqlx::Error> {
        self.send("BEGIN READ WRITE").await?;
        self.send(RUN).await?;
        self.send(END).await?;
        self.send("COMMIT").await?;
        self.send(text).await?;
        (self.is_open, self.is_untouched) = (true, true);
        self.is_read_only = self.shows_read_only().await?;
        Ok(())
    }

    /// Says what the open transaction is like; the server takes that from no function.
    async fn set_mode(&mut self, text: &str) -> Result<(), sqlx::Error> {
        if !self.is_read_only && !self.is_untouched {
            self.send(RUN).await?;
            self.send(END).await?;
        }
        self.send(text).await?;
        self.is_read_only = self.shows_read_only().await?;
        Ok(())
    }

    async fn shows_read_only(&mut self) -> Result<bool, sqlx::Error> {
        Ok(self.shown("transaction_read_only").await? == "on")
    }

    /// A setting of the transaction. Takes no snapshot, after which modes could not be set.
    async fn shown(&mut self, setting: &str) -> Result<String, sqlx::Error> {
        let query = sqlx::query_scalar(AssertSqlSafe(format!("SHOW {setting}"))).persistent(false);
        query.fetch_one(&mut *self.connection).await
    }

    /// Ends the transaction and begins another one like it. The server would begin one that has the functions as the
    /// statements left them.
    async fn chain(&mut self, text: &str) -> Result<(), sqlx::Error> {
        let (level, read_only) = (self.shown("transaction_isolation").await?, self.shows_read_only().await?);
        let deferrable = self.shown("transaction_deferrable").await? == "on";
        match StatementKind::of(text) {
            StatementKind::Commit => self.commit("COMMIT").await?,
            _ => self.roll_back("ROLLBACK").await?,
        }
        let access = if read_only { "READ ONLY" } else { "READ WRITE" };
        let not = if deferrable { "" } else { "NOT " };
        self.begin(&format!("BEGIN ISOLATION LEVEL {level} {access} {not}DEFERRABLE")).await
    }

    /// Commits, once nothing is left that would run at the end of the transaction.
    async fn commit(&mut self, text: &str) -> Result<(), sqlx::Error> {
        self.call("SET CONSTRAINTS ALL IMMEDIATE").await?;
        if !self.is_read_only {
            self.send(END).await?;
        }
        self.send("SELECT FROM pg_temp.reseed_end()").await?;
        self.send("CLOSE ALL").await?;
        self.send(text).await?;
        self.ended();
        Ok(())
    }

    async fn roll_back(&mut self, text: &str) -> Result<(), sqlx::Error> {
        self.send(text).await?;
        self.ended();
        Ok(())
    }

    fn ended(&mut self) {
        (self.is_open, self.is_read_only, self.is_untouched) = (false, false, false);
    }

    /// Sends one statement: the server takes no second one in this form.
    async fn send(&mut self, text: &str) -> Result<(), sqlx::Error> {
        let query = sqlx::query(AssertSqlSafe(text.to_owned())).persistent(false);
        self.connection.execute(query).await.map(drop)
    }

    /// Runs one statement. The function's language knows no SELECT INTO of SQL, so that gets a function of its own.
    async fn run(&mut self, text: &str) -> Result<(), sqlx::Error> {
        if !is_select_into(text) {
            return self.call(text).await;
        }
        let create = "CREATE OR REPLACE FUNCTION pg_temp.reseed_into() RETURNS pg_catalog.void LANGUAGE sql AS";
        self.call(&format!("{create} {}", literal(text))).await?;
        self.call("DO 'BEGIN PERFORM pg_temp.reseed_into(); END'").await
    }

    /// Runs one statement inside the function, and keeps what it gave.
    async fn call(&mut self, text: &str) -> Result<(), sqlx::Error> {
        if !self.is_read_only && !std::mem::take(&mut self.is_untouched) {
            self.send(RUN).await?;
        }
        let lines =
            sqlx::query_scalar("SELECT line FROM pg_temp.reseed_run($1) AS r (line)").persistent(false).bind(text);
        let lines: Vec<String> = lines.fetch_all(&mut *self.connection).await?;
        let mut columns: Vec<String> = Vec::new();
        for line in &lines {
            match line.split_at(1) {
                ("n", count) => self.answer.changed += count.parse::<u64>().unwrap_or_default(),
                ("c", names) => columns = serde_json::from_str(names).unwrap_or_default(),
                _ if columns.is_empty() => self.answer.add(Vec::new(), Vec::new()),
                (_, record) => self.answer.add(columns.clone(), cells(record)),
            }
        }
        Ok(())
    }
}

/// Runs a statement, and gives the names of the columns, the rows, or how many rows were changed: a line for each.
const RUN: &str =
    "CREATE OR REPLACE FUNCTION pg_temp.reseed_run(statement pg_catalog.text) RETURNS SETOF pg_catalog.text
LANGUAGE plpgsql SECURITY DEFINER AS $run$
DECLARE
  results refcursor;
  one record;
  changed bigint;
  has_names boolean := false;
BEGIN
  BEGIN
    OPEN results FOR EXECUTE statement;
  EXCEPTION WHEN invalid_cursor_definition THEN
    EXECUTE statement;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN NEXT concat('n', changed);
    RETURN;
  END;
  LOOP
    FETCH results INTO one;
    EXIT WHEN NOT FOUND;
    IF NOT has_names THEN
      RETURN NEXT concat('c', (SELECT coalesce(json_agg(name), '[]') FROM json_object_keys(row_to_json(one)) AS name));
      has_names := true;
    END IF;
    RETURN NEXT concat('r', one);
  END LOOP;
  CLOSE results;
END $run$";

/// Refuses if a trigger of a table that was written to could run at the end of the transaction, deferred once more.
const END: &str = "CREATE OR REPLACE FUNCTION pg_temp.reseed_end() RETURNS pg_catalog.void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $end$
DECLARE
  found text := (SELECT format('trigger \"%s\" of table \"%s\" can be deferred and calls a function of role \"%s\"', t.tgname,
      t.tgrelid::regclass, r.rolname)
    FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid JOIN pg_roles AS r ON r.oid = f.proowner
    WHERE t.tgdeferrable AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND NOT f.prosecdef AND NOT r.rolsuper
      AND r.oid <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'reseed')
      AND (current_setting('track_counts') = 'off' OR pg_stat_get_xact_tuples_inserted(t.tgrelid)
        + pg_stat_get_xact_tuples_updated(t.tgrelid) + pg_stat_get_xact_tuples_deleted(t.tgrelid) > 0) ORDER BY t.oid LIMIT 1);
BEGIN
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'not committed: %, which might run with the rights of the login; connect as the tenant with its url', found;
  END IF;
END $end$";

/// The cells of a row as the server writes it: `(1,"a ""b""",)`.
fn cells(record: &str) -> Vec<Option<String>> {
    let inner = record.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(record);
    let (mut cells, mut cell, mut is_quoted) = (Vec::new(), None::<String>, false);
    let mut signs = inner.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            ',' if !is_quoted => cells.push(cell.take()),
            '"' if is_quoted && signs.peek() == Some(&'"') => cell.get_or_insert_default().extend(signs.next()),
            '"' => {
                is_quoted = !is_quoted;
                cell.get_or_insert_default();
            }
            '\\' => cell.get_or_insert_default().extend(signs.next()),
            sign => cell.get_or_insert_default().push(sign),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_the_server_writes_it() {
        let read =
            |record: &str| cells(record).into_iter().map(|cell| cell.unwrap_or("null".to_owned())).collect::<Vec<_>>();
        assert_eq!(read(r#"(1,"a ""b"", \\",)"#), ["1", r#"a "b", \"#, "null"]);
        assert_eq!(read(r#"("",t,"(x,)")"#), ["", "t", "(x,)"]);
        assert_eq!(cells("()"), [None], "no column and one that is null are written alike");
    }

    #[test]
    fn only_what_no_function_can_run_is_sent_as_it_is() {
        for (text, kind) in [
            ("begin isolation level serializable", StatementKind::Begin),
            ("start /* now */ transaction read only", StatementKind::Begin),
            ("SET TRANSACTION READ ONLY", StatementKind::Mode),
            ("set local transaction isolation level serializable", StatementKind::Mode),
            ("Rollback", StatementKind::Rollback),
            ("ROLLBACK TO a", StatementKind::Point),
            ("COMMIT PREPARED 'a'", StatementKind::Alone),
            ("vacuum(full) t", StatementKind::Alone),
            ("create unique index concurrently on t (a)", StatementKind::Alone),
            ("REINDEX (VERBOSE, CONCURRENTLY) TABLE t", StatementKind::Alone),
            ("REINDEX TABLE \"concurrently\"", StatementKind::Other),
            ("CREATE INDEX concurrent ON t (a)", StatementKind::Other),
            ("begin_it()", StatementKind::Other),
            ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", StatementKind::Other),
        ] {
            assert_eq!(StatementKind::of(text), kind, "{text}");
        }
        assert!(
            is_select_into("select a, 'x' INTO t FROM u")
                && is_select_into("WITH a AS (SELECT 1) SELECT * INTO t FROM a")
        );
        assert!(!is_select_into("WITH a AS (INSERT INTO t VALUES (1) RETURNING 1) SELECT 'into' FROM a"));
        assert!(is_chained("COMMIT AND CHAIN") && !is_chained("rollback work and no chain"));
    }
}
