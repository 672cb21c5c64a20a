//! Counters of the tables that rows are loaded into: what the application inserts next must not meet them.

use sqlx::postgres::PgConnection;

use super::target::FillTarget;
use super::{Fill, list};
use crate::store::StoreError;
use crate::store::postgres::server::ask::{Json, SqlLiteral, run};
use crate::store::postgres::server::errors::failed;

/// Which rows counters continue after.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NumberedRows {
    /// Those that are there and those that are staged: triggers that insert rows meanwhile get numbers beyond both.
    Staged,
    /// Those that are there.
    Present,
}

/// Sets the counters (`reseed.set_counters`).
pub async fn set(
    tx: &mut PgConnection,
    fill: &Fill<'_>,
    targets: &[FillTarget<'_>],
    rows: NumberedRows,
) -> Result<(), StoreError> {
    let staged = targets.iter().filter(|_| rows == NumberedRows::Staged).map(|target| {
        let columns = target.columns.iter().filter(|column| column.staged_type.is_some());
        let columns: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
        (target.oid.to_string(), serde_json::json!({ "rows": target.staged, "columns": columns }))
    });
    let staged = Json::of(&staged.collect::<serde_json::Map<_, _>>())?;
    let (oids, is_alone) = (list(targets.iter().map(|target| target.oid)), fill.adoption.owner.is_none());
    let sql = format!("SELECT reseed.set_counters(ARRAY[{oids}]::oid[], {}::jsonb, {is_alone})", staged.sql());
    run(tx, sql).await.map_err(failed("set the counters of the tables"))
}
