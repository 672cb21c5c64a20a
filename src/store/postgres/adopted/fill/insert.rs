//! Staged rows → the application's tables. Tables that refer to each other in a ring are filled by one statement: foreign keys are
//! checked when it ends, so neither order nor deferral is needed.

use sqlx::postgres::{PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, Connection, Row};

use super::target::FillTarget;
use super::{Fill, list};
use crate::store::postgres::control::rows::control_failed;
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::{failed, sqlstate};
use crate::store::quote::{literal, quoted, quoted_list};
use crate::store::{Caller, ErrorKind, Stage, StoreError, one_line};

/// What to do about a constraint that refuses rows.
const OF_CONSTRAINTS: &str =
    "A constraint of the application refuses a row of the spec. Change the spec so that its rows meet it.";

/// Deletes the tenant's rows of all targets, children first, by one statement.
pub async fn delete(tx: &mut PgConnection, fill: &Fill<'_>, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
    let groups = groups(tx, targets).await?;
    let order: Vec<&FillTarget<'_>> = groups.iter().flatten().rev().map(|&index| &targets[index]).collect();
    // Each part waits for the count of the one before, so that they run in this order.
    let part = |(place, target): (usize, &&FillTarget<'_>)| {
        let after = if place == 0 { String::new() } else { format!(" AND (SELECT count(*) FROM d{}) >= 0", place - 1) };
        format!("d{place} AS (DELETE FROM {} AS t WHERE {}{after} RETURNING 1)", target.relation, target.mine())
    };
    let parts: Vec<String> = order.iter().enumerate().map(part).collect();
    let sql = format!(
        "SELECT set_config('reseed.reverting', 'on', true); WITH {} SELECT count(*) FROM d{};
         SET CONSTRAINTS ALL IMMEDIATE; SELECT set_config('reseed.reverting', 'off', true)",
        parts.join(", "),
        parts.len().saturating_sub(1)
    );
    let doing = format!("delete the rows of tenant \"{}\" that were there", fill.tenant);
    run(tx, sql).await.map_err(|error| match sqlstate(&error) {
        Some("23503" | "23001") => failed(&doing)(error).with_help(
            "Rows of a table that the spec does not have refer to them. Add that table to the spec, or delete those rows.",
        ),
        _ => failed(&doing)(error),
    })
}

/// Inserts the staged rows, parents first; gives how many went into each table.
///
/// # Errors
/// `Data` with the column or constraint that refuses a row.
pub async fn insert(
    tx: &mut PgConnection,
    targets: &[FillTarget<'_>],
    staged: &[u64],
    caller: &Caller,
) -> Result<Vec<u64>, StoreError> {
    let _inserting = caller.begin_rows(Stage::Inserting, staged.iter().sum());
    let mut inserted = vec![0; targets.len()];
    for group in groups(tx, targets).await? {
        caller.check()?;
        let part = |&index: &usize| format!("i{index} AS ({} RETURNING 1)", statement(&targets[index]));
        let count = |&index: &usize| format!("(SELECT count(*) FROM i{index})");
        let parts = group.iter().map(part).collect::<Vec<_>>().join(", ");
        let counts = group.iter().map(count).collect::<Vec<_>>().join(", ");
        // What a constraint that is checked at the end finds is to be reported here.
        let sql = format!("WITH {parts} SELECT {counts}");
        let mut trial = tx.begin().await.map_err(control_failed)?;
        let done = match sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut *trial).await {
            Ok(row) => run(&mut trial, "SET CONSTRAINTS ALL IMMEDIATE".to_owned()).await.map(|()| row),
            Err(error) => Err(error),
        };
        match done {
            Ok(row) => {
                trial.commit().await.map_err(control_failed)?;
                caller.add(group.iter().map(|&index| staged[index] as usize).sum());
                group.iter().enumerate().for_each(|(place, &index)| inserted[index] = row.get::<i64, _>(place) as u64);
            }
            Err(error) => {
                trial.rollback().await.map_err(control_failed)?;
                return Err(blamed(tx, targets, &group, error).await);
            }
        }
    }
    Ok(inserted)
}

fn statement(target: &FillTarget<'_>) -> String {
    let names = quoted_list(target.columns.iter().map(|column| column.name.as_str()));
    let values: Vec<&str> = target.columns.iter().map(|column| column.value.as_str()).collect();
    format!(
        "INSERT INTO {} ({names}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS r",
        target.relation,
        values.join(", "),
        target.staged
    )
}

/// The error of a statement, with the column whose values the database does not take, if that is why.
async fn blamed(tx: &mut PgConnection, targets: &[FillTarget<'_>], group: &[usize], error: sqlx::Error) -> StoreError {
    let names: Vec<String> = group.iter().map(|&index| format!("{:?}", targets[index].table.stored_name)).collect();
    if !sqlstate(&error).is_some_and(|code| code.starts_with("22") || matches!(code, "42846" | "42804")) {
        let is_constraint = sqlstate(&error).is_some_and(|code| code.starts_with("23"));
        let failure = failed(&format!("load the rows of table {}", names.join(", ")))(error).unchanged();
        return if is_constraint { failure.with_help(OF_CONSTRAINTS) } else { failure };
    }
    for target in group.iter().map(|&index| &targets[index]) {
        for column in target.columns.iter().filter(|column| column.staged_type.is_some()) {
            // Assigned to a column of its type, as the application's would take it.
            let sql = format!(
                "CREATE TEMPORARY TABLE reseed_trial (v {}) ON COMMIT DROP; INSERT INTO reseed_trial SELECT {} FROM {} AS r",
                column.declared, column.value, target.staged
            );
            let Ok(mut trial) = tx.begin().await else { return failed("load the rows")(error) };
            let tried = run(&mut trial, sql).await;
            if trial.rollback().await.is_err() {
                return failed("load the rows")(error);
            }
            if let Err(error) = tried {
                return misfit(target, &column.name, &column.declared, &error);
            }
        }
    }
    failed(&format!("load the rows of table {}", names.join(", ")))(error)
}

/// A column that does not take the spec's values. The server's message may repeat a value, which a spec has made.
fn misfit(target: &FillTarget<'_>, column: &str, declared: &str, error: &sqlx::Error) -> StoreError {
    let server = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    let reason = server.map(|error| one_line(error.message())).unwrap_or_default();
    let table = &target.table.stored_name;
    StoreError::new(
        ErrorKind::Data,
        format!("column \"{table}.{column}\" ({declared}) does not take the spec's values: {reason}"),
    )
    .with_help("Change what the spec makes for this column.")
    .unchanged()
}

/// Tables whose rows the application's triggers have changed, in words.
pub async fn changed_by_triggers(tx: &mut PgConnection, targets: &[FillTarget<'_>]) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT tgrelid::bigint FROM pg_trigger WHERE tgrelid IN ({}) AND NOT tgisinternal AND tgenabled <> 'D'
           AND tgname <> '~reseed_log' AND tgtype & 4 > 0",
        list(targets.iter().map(|target| target.oid))
    );
    let with_triggers: Vec<i64> =
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *tx).await.map_err(control_failed)?;
    let compared: Vec<String> =
        targets.iter().filter(|target| with_triggers.contains(&target.oid)).map(differing).collect();
    if compared.is_empty() {
        return Ok(Vec::new());
    }
    let sql = compared.join(" UNION ALL ");
    let rows =
        sqlx::query(AssertSqlSafe(sql)).fetch_all(tx).await.map_err(failed("compare the rows that were loaded"))?;
    let found = rows.iter().map(|row| (row.get::<String, _>(0), row.get::<i64, _>(1))).filter(|(_, rows)| *rows > 0);
    Ok(found
        .map(|(table, rows)| {
            format!("triggers of table {table:?} changed {rows} of the spec's rows; \"triggers: silent\" keeps them as they are")
        })
        .collect())
}

fn differing(target: &FillTarget<'_>) -> String {
    let staged = |column: &super::target::TargetColumn| format!("({})::{}", column.value, column.declared);
    let live: Vec<String> = target.columns.iter().map(|column| format!("t.{}", quoted(&column.name))).collect();
    let values: Vec<String> = target.columns.iter().map(staged).collect();
    let key = target.table.key.iter().map(|&index| &target.table.columns[index].stored_name);
    let same = key.filter_map(|name| target.columns.iter().find(|column| column.name == *name));
    let same: Vec<String> = same.map(|column| format!("t.{} = {}", quoted(&column.name), staged(column))).collect();
    format!(
        "SELECT {}, count(*) FROM {} AS r JOIN {} AS t ON {} WHERE ROW({})::record *<> ROW({})::record",
        literal(&target.table.stored_name),
        target.staged,
        target.relation,
        same.join(" AND "),
        live.join(", "),
        values.join(", ")
    )
}

/// The tables in an order in which parents come before their children; those that refer to each other in a ring together.
async fn groups(tx: &mut PgConnection, targets: &[FillTarget<'_>]) -> Result<Vec<Vec<usize>>, StoreError> {
    let sql = "SELECT DISTINCT conrelid::bigint, confrelid::bigint FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid";
    let rows = sqlx::query(sql).fetch_all(tx).await.map_err(control_failed)?;
    let index = |oid: i64| targets.iter().position(|target| target.oid == oid);
    let references: Vec<[usize; 2]> =
        rows.iter().filter_map(|row| Some([index(row.get(0))?, index(row.get(1))?])).collect();
    Ok(ordered(targets.len(), &references))
}

/// The strongly connected components of `[child, parent]` references, parents first, otherwise in order.
fn ordered(table_count: usize, references: &[[usize; 2]]) -> Vec<Vec<usize>> {
    let mut reaches = vec![vec![false; table_count]; table_count];
    references.iter().for_each(|&[child, parent]| reaches[child][parent] = true);
    for middle in 0..table_count {
        for from in 0..table_count {
            if reaches[from][middle] {
                let through = reaches[middle].clone();
                reaches[from].iter_mut().zip(through).for_each(|(reached, more)| *reached |= more);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut is_placed = vec![false; table_count];
    while let Some(next) = (0..table_count).find(|&table| {
        let waits_for = |other: usize| reaches[table][other] && !reaches[other][table] && !is_placed[other];
        !is_placed[table] && !(0..table_count).any(waits_for)
    }) {
        let group: Vec<usize> =
            (0..table_count).filter(|&other| other == next || reaches[next][other] && reaches[other][next]).collect();
        group.iter().for_each(|&table| is_placed[table] = true);
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_first_and_rings_together() {
        assert_eq!(ordered(3, &[[0, 1], [1, 2]]), [[2], [1], [0]]);
        assert_eq!(ordered(4, &[[0, 1], [1, 0], [2, 0], [1, 3]]), [vec![3], vec![0, 1], vec![2]]);
        assert_eq!(ordered(2, &[]), [[0], [1]]);
    }
}
