//! Several statements in one message: one way to the server and back, however many there are.
//!
//! The server runs the statements of a message as one transaction, unless they say otherwise. Values stand in the text, so
//! everything that comes from elsewhere goes through [`Sql`].

use std::fmt;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Either};

use super::control::json;
use crate::store::StoreError;
use crate::store::quote::literal;

/// A value as SQL.
pub trait Sql {
    /// Its text.
    fn sql(&self) -> String;
}

impl Sql for str {
    fn sql(&self) -> String {
        literal(self)
    }
}

impl Sql for String {
    fn sql(&self) -> String {
        literal(self)
    }
}

macro_rules! plain {
    ($($ty:ty),+) => {
        $(impl Sql for $ty {
            fn sql(&self) -> String {
                self.to_string()
            }
        })+
    };
}
plain!(i32, i64, bool);

impl<T: Sql> Sql for Option<T> {
    fn sql(&self) -> String {
        self.as_ref().map_or("NULL".to_owned(), Sql::sql)
    }
}

impl Sql for serde_json::Value {
    fn sql(&self) -> String {
        literal(&self.to_string())
    }
}

/// The values of a row, separated by commas.
pub fn values(all: &[&dyn Sql]) -> String {
    all.iter().map(|value| value.sql()).collect::<Vec<_>>().join(", ")
}

/// A record as JSON in SQL.
pub fn record(value: &impl serde::Serialize) -> Result<serde_json::Value, StoreError> {
    json(value)
}

/// What the statements of a message gave, in order.
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

    /// Passes over what so many statements gave.
    pub fn skip(&mut self, statements: usize) {
        (0..statements).for_each(|_| drop(self.0.next()));
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}

/// Sends the statements and gives what each of them gave.
pub async fn send(connection: &mut PgConnection, sql: String) -> Result<Answers, sqlx::Error> {
    let mut steps = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_many(connection);
    let (mut all, mut rows) = (Vec::new(), Vec::new());
    while let Some(step) = steps.try_next().await? {
        match step {
            Either::Right(row) => rows.push(row),
            Either::Left(_) => all.push(std::mem::take(&mut rows)),
        }
    }
    Ok(Answers(all.into_iter()))
}
