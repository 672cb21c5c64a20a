//! Batches → temporary tables of the plan's types, in one pass over the source: a batch is a COPY of its own, because the batches of
//! all tables come interleaved over one connection.

use arrow::array::RecordBatch;
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;
use tokio::runtime::Handle;

use super::Fill;
use super::target::FillTarget;
use crate::store::StoreError;
use crate::store::postgres::layout::types::type_name;
use crate::store::postgres::rows::binary::encode::RowEncoder;
use crate::store::postgres::rows::binary::{HEADER, TRAILER};
use crate::store::postgres::server::ask::run;
use crate::store::postgres::server::errors::failed;
use crate::store::quote::{quoted, quoted_list};

/// Stages all rows; gives how many there are of each table.
///
/// # Errors
/// The source's.
pub async fn stage(tx: &mut PgConnection, targets: &[FillTarget<'_>], fill: &Fill<'_>) -> Result<Vec<u64>, StoreError> {
    run(tx, targets.iter().map(create).collect()).await.map_err(failed("create temporary tables for the rows"))?;
    let encoders: Vec<RowEncoder> = targets.iter().map(|target| RowEncoder::new(target.table, None)).collect();
    let mut rows = vec![0; targets.len()];
    let runtime = Handle::current();
    // The rows are made on the engine's threads and handed over on this one, which may block meanwhile.
    tokio::task::block_in_place(|| {
        fill.filling.dataset.source.for_each(0..targets.len(), &mut |index, batch| {
            fill.caller.check()?;
            rows[index] += batch.num_rows() as u64;
            runtime.block_on(copy(tx, &targets[index], &encoders[index], &batch))
        })
    })?;
    Ok(rows)
}

/// Refuses rows that say they are another tenant's.
pub async fn is_of_tenant(tx: &mut PgConnection, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
    for target in targets {
        let Some((name, value)) = target.owner() else { continue };
        let staged = target.columns.iter().find(|column| column.name == name && column.staged_type.is_some());
        let Some(column) = staged else { continue };
        let sql = format!(
            "SELECT EXISTS (SELECT FROM {} AS r WHERE {} IS DISTINCT FROM {value})",
            target.staged, column.value
        );
        let doing = format!("compare column \"{}.{name}\" with the tenant's value", target.table.stored_name);
        let differs: bool = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *tx).await.map_err(failed(&doing))?;
        if differs {
            let table = &target.table.stored_name;
            return Err(StoreError::refused(format!("column \"{table}.{name}\" has other values than the tenant's"))
                .with_help("Leave the column out of the spec: \"reseed up\" gives it the tenant's value."));
        }
    }
    Ok(())
}

/// Drops the temporary tables.
pub async fn drop(tx: &mut PgConnection, targets: &[FillTarget<'_>]) -> Result<(), StoreError> {
    let names: Vec<&str> = targets.iter().map(|target| target.staged.as_str()).collect();
    let sql = format!("DROP TABLE {}", names.join(", "));
    run(tx, sql).await.map_err(failed("drop the temporary tables"))
}

fn create(target: &FillTarget<'_>) -> String {
    let column = |name: &str, ty| format!("{} {}", quoted(name), type_name(ty));
    let columns = target.columns.iter().filter_map(|c| c.staged_type.map(|ty| column(&c.name, ty)));
    format!("CREATE TEMPORARY TABLE {} ({});\n", target.staged, columns.collect::<Vec<_>>().join(", "))
}

async fn copy(
    tx: &mut PgConnection,
    target: &FillTarget<'_>,
    encoder: &RowEncoder,
    batch: &RecordBatch,
) -> Result<(), StoreError> {
    let doing = format!("stage the rows of table {:?}", target.table.name);
    let columns = target.columns.iter().filter(|column| column.staged_type.is_some());
    let columns = quoted_list(columns.map(|column| column.name.as_str()));
    let mut bytes = HEADER.to_vec();
    encoder.encode(batch, &mut bytes)?;
    bytes.extend_from_slice(TRAILER);
    let statement = format!("COPY {} ({columns}) FROM STDIN (FORMAT binary)", target.staged);
    let mut copy = tx.copy_in_raw(&statement).await.map_err(failed(&doing))?;
    if let Err(error) = copy.send(bytes).await {
        return Err(failed(&doing)(error));
    }
    copy.finish().await.map(std::mem::drop).map_err(failed(&doing))
}
