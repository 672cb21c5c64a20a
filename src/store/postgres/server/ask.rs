//! Statements that go to the server as one message: one round trip, and one transaction unless they control it.
//!
//! A prepared statement costs a round trip to parse and one to run, and `BEGIN` and `COMMIT` one each; a command that lives
//! for some milliseconds runs most statements once. Values stand in the text, always by [`SqlLiteral`].

use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Either};

use crate::store::quote::literal;
use crate::store::{StoreError, TenantName};

/// How long a connection may take to answer.
const ANSWER_WAIT: Duration = Duration::from_secs(5);
/// What a transaction begins with that reads one moment and changes nothing.
pub const ONE_MOMENT: &str = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\n";
/// Begins a transaction that sees one moment and changes nothing.
pub const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The rows of each statement of a message, in order.
pub struct Answers(std::vec::IntoIter<Vec<PgRow>>);

impl Answers {
    /// The rows of the next statement.
    pub fn rows(&mut self) -> Vec<PgRow> {
        self.0.next().unwrap_or_default()
    }

    /// The first row of the next statement.
    pub fn row(&mut self) -> Option<PgRow> {
        self.rows().into_iter().next()
    }

    /// The only row of the next statement.
    ///
    /// # Errors
    /// When there is none.
    pub fn only(&mut self) -> Result<PgRow, sqlx::Error> {
        self.row().ok_or(sqlx::Error::RowNotFound)
    }

    /// Passes over a statement that gives nothing.
    pub fn skip(&mut self) -> &mut Answers {
        self.0.next();
        self
    }
}

/// Sends statements as one message and gives what they answer.
///
/// # Errors
/// The server's message about the first statement that failed; then none of them has changed anything.
pub async fn ask(connection: &mut PgConnection, sql: String) -> Result<Answers, sqlx::Error> {
    // A text ends there in the protocol.
    if sql.contains('\0') {
        return Err(sqlx::Error::Protocol("a value has the character U+0000".to_owned()));
    }
    let (mut answers, mut rows) = (Vec::new(), Vec::new());
    let mut stream = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_many(connection);
    while let Some(item) = stream.try_next().await? {
        match item {
            Either::Right(row) => rows.push(row),
            Either::Left(_) => answers.push(std::mem::take(&mut rows)),
        }
    }
    Ok(Answers(answers.into_iter()))
}

/// Runs statements that were put together here, as one message: one transaction unless they control it.
pub async fn run(connection: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.map(drop)
}

/// Whether the server answers on a connection outside of any transaction. What was written on it is counted then.
pub async fn answers(connection: &mut PgConnection) -> bool {
    answers_to(connection, "SELECT pg_stat_force_next_flush()").await
}

/// Whether the server executes this, and soon.
pub async fn answers_to(connection: &mut PgConnection, sql: &str) -> bool {
    matches!(tokio::time::timeout(ANSWER_WAIT, run(connection, sql.to_owned())).await, Ok(Ok(())))
}

/// A value as it stands in SQL.
pub trait SqlLiteral {
    /// The text.
    fn sql(&self) -> String;
}

impl SqlLiteral for str {
    fn sql(&self) -> String {
        literal(self)
    }
}

impl SqlLiteral for String {
    fn sql(&self) -> String {
        literal(self)
    }
}

impl SqlLiteral for TenantName {
    fn sql(&self) -> String {
        literal(self.as_str())
    }
}

impl SqlLiteral for i32 {
    fn sql(&self) -> String {
        self.to_string()
    }
}

impl SqlLiteral for i64 {
    fn sql(&self) -> String {
        self.to_string()
    }
}

impl SqlLiteral for bool {
    fn sql(&self) -> String {
        self.to_string()
    }
}

impl<T: SqlLiteral + ?Sized> SqlLiteral for &T {
    fn sql(&self) -> String {
        (**self).sql()
    }
}

impl<T: SqlLiteral> SqlLiteral for Option<T> {
    fn sql(&self) -> String {
        self.as_ref().map_or_else(|| "NULL".to_owned(), SqlLiteral::sql)
    }
}

/// A part of a record, as JSON.
pub struct Json(String);

impl Json {
    /// Writes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn of(value: &impl serde::Serialize) -> Result<Json, StoreError> {
        let text = serde_json::to_string(value);
        text.map(Json).map_err(|error| StoreError::machine(format!("could not write a record: {error}")))
    }
}

impl SqlLiteral for Json {
    fn sql(&self) -> String {
        literal(&self.0)
    }
}

/// Puts the values between parentheses.
pub fn list(values: &[&dyn SqlLiteral]) -> String {
    let values: Vec<String> = values.iter().map(|value| value.sql()).collect();
    format!("({})", values.join(", "))
}
