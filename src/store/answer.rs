//! What an application's statements gave, as text.

use futures_util::{Stream, TryStreamExt};
use sqlx::{Column, Database, Decode, Either, Row, Type};

/// Results of statements, in order.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// A table for each run of rows with the same columns: statements may give different ones.
    pub tables: Vec<AnswerTable>,
    /// How many rows were inserted, updated or deleted.
    pub changed: u64,
    /// Why the statements had the rights of the store's owner, where a role with fewer is wanted.
    pub owner_because: Option<String>,
}

/// Rows with the same columns.
#[derive(Clone, Debug)]
pub struct AnswerTable {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The cells; none: null.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Why statements gave no answer.
pub(super) struct StatementFailure {
    /// How many of them had been run.
    pub done: usize,
    pub error: sqlx::Error,
}

impl StatementFailure {
    /// The database's own words.
    pub fn words(&self) -> String {
        self.error.as_database_error().map_or_else(|| self.error.to_string(), |error| error.message().to_owned())
    }
}

impl Answer {
    /// The rows of statements that are run one after the other; `end` is called after each.
    pub(super) async fn of<Done, R: Row>(
        mut results: impl Stream<Item = Result<Either<Done, R>, sqlx::Error>> + Unpin,
        end: impl Fn(&mut Answer, Done),
    ) -> Result<Answer, StatementFailure>
    where
        usize: sqlx::ColumnIndex<R>,
        for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
        R::Database: Database,
    {
        let (mut answer, mut done) = (Answer::default(), 0);
        while let Some(result) = results.try_next().await.map_err(|error| StatementFailure { done, error })? {
            match result {
                Either::Left(ended) => {
                    end(&mut answer, ended);
                    done += 1;
                }
                Either::Right(row) => answer.push(&row),
            }
        }
        Ok(answer)
    }

    /// Adds a row whose values the database gives as text; bytes that are no text are shown as "(bytes)".
    fn push<R: Row>(&mut self, row: &R)
    where
        usize: sqlx::ColumnIndex<R>,
        for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
        R::Database: Database,
    {
        let columns: Vec<String> = row.columns().iter().map(|column| column.name().to_owned()).collect();
        let cell =
            |index| row.try_get_unchecked::<Option<String>, _>(index).unwrap_or_else(|_| Some("(bytes)".to_owned()));
        let cells = (0..columns.len()).map(cell).collect();
        self.add(columns, cells);
    }

    /// Adds a row.
    pub(super) fn add(&mut self, columns: Vec<String>, cells: Vec<Option<String>>) {
        match self.tables.last_mut().filter(|table| table.columns == columns) {
            Some(table) => table.rows.push(cells),
            None => self.tables.push(AnswerTable { columns, rows: vec![cells] }),
        }
    }

    /// How many rows there are in all.
    pub fn row_count(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }
}
