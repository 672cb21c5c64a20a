//! The state before a restore by rows, kept for undo: a copy that has its rows, and nothing else of its tables.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};

use crate::plan::Table;
use crate::store::postgres::copies::{self, Copy, CopyPurpose, NewCopy};
use crate::store::postgres::layout::columns::stored_columns;
use crate::store::postgres::layout::ddl::{self, Layout};
use crate::store::postgres::server::cancel::LONG;
use crate::store::quote::quoted_list;
use crate::store::{Lease, StoreError};

/// A copy that is about to get the live rows.
pub struct Keeper {
    /// Its number within the tenant.
    pub id: i32,
    /// What fills it.
    fill: String,
}

impl Keeper {
    /// Makes its tables, with the columns that the live ones have now.
    pub async fn prepare(
        connection: &mut PgConnection,
        lease: &Lease,
        live: &Copy,
        tables: &[Table],
        number: u32,
    ) -> Result<Keeper, StoreError> {
        let layout = if live.schema.is_some() { Layout::Schema } else { Layout::Shared };
        let purpose = CopyPurpose { dataset: &live.dataset, snapshot: live.snapshot, number, layout };
        let copy = copies::begin(connection, lease, &purpose).await?;
        match fill(connection, lease, &copy, live, tables).await {
            Ok(fill) => Ok(Keeper { id: copy.id, fill }),
            Err(error) => {
                // What stays is pruned by the next operation.
                let _ = copies::drop_copy(connection, lease, copy.id, copies::Dependents::Stay).await;
                Err(error)
            }
        }
    }

    /// Fills it in the caller's transaction, which has locked the live tables.
    pub async fn fill(&self, tx: &mut PgConnection) -> Result<(), sqlx::Error> {
        tx.execute(AssertSqlSafe(self.fill.clone())).await.map(drop)
    }
}

async fn fill(
    connection: &mut PgConnection,
    lease: &Lease,
    copy: &NewCopy,
    live: &Copy,
    tables: &[Table],
) -> Result<String, StoreError> {
    let mut fill = LONG.to_owned();
    for (index, table) in tables.iter().enumerate() {
        let live = live.table(index)?;
        let create = |name: &str| Ok(ddl::create_like(live, name));
        let name = copies::create_table(connection, lease, copy, None, index, table, create).await?;
        let columns = stored_columns(connection, &name).await?;
        let columns = quoted_list(columns.iter().map(|column| column.name.as_str()));
        fill += &format!("INSERT INTO {name} ({columns}) SELECT {columns} FROM ONLY {live};\n");
    }
    Ok(fill)
}
